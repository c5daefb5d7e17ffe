"""Exceptions as operators may see them: where and what kind, never the values that they were about."""

from __future__ import annotations

from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType

WITHHELD = "(text withheld)"
MAX_STACK = 3_000
"""Characters. With it a log line stays within the 4,096 bytes that a pipe takes from one process at a time."""
_SPEAKING = (OSError, ImportError, TimeoutError, MemoryError, NotImplementedError)
"""Their words come from the system or from the code, not from what was being worked on."""


def spoken(fault: BaseException) -> str | None:
    """What an exception says, when that cannot hold what a user wrote; else None.

    A database quotes the row that it refuses, a parser the text that it stumbles over. Our own errors speak in
    sentences made for callers.
    """
    if isinstance(fault, _SPEAKING) or type(fault).__module__.startswith("toldonce."):
        return str(fault)
    if (state := getattr(fault, "sqlstate", None)) is not None:
        constraint = getattr(fault, "constraint_name", None)
        return f"SQLSTATE {state}" + (f", constraint {constraint}" if constraint else "")
    return None


def name_of(fault: BaseException) -> str:
    """The kind of an exception with its module."""
    kind = type(fault)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def chain_of(fault: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The exception and what led to it, each with how it belongs to the one before; members of groups too."""
    seen: set[int] = set()
    waiting: list[tuple[str, BaseException]] = [("", fault)]
    while waiting:
        relation, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield relation, one
        if one.__cause__ is not None:
            waiting.append(("caused by ", one.__cause__))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append(("while handling ", one.__context__))
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(("in the group ", member) for member in one.exceptions)


def stack_text(fault: BaseException) -> str:
    """The stack of an exception and of its causes: kinds, files, lines and functions.

    Where it would be longer than `MAX_STACK`, the outermost frames of each part are left out.
    """
    parts = list(chain_of(fault))[:10]
    room = MAX_STACK // len(parts)
    return "\n".join(_part(relation, one, room) for relation, one in parts)


def _part(relation: str, fault: BaseException, room: int) -> str:
    head = f"{relation}{name_of(fault)}: {(spoken(fault) or WITHHELD)[:300]}"
    frames = list(_frames(fault.__traceback__))
    kept: list[str] = []
    left = room - len(head) - 30
    while frames and (left := left - len(frames[-1]) - 1) >= 0:
        kept.append(frames.pop())
    if frames:
        kept.append(f"  ({len(frames)} frames left out)")
    return "\n".join([head, *reversed(kept)])


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(trace):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}"
