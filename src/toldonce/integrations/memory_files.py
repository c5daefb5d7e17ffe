"""Text files as Anthropic's memory tool shows and edits them, in the words of its reference implementation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from anthropic.lib.tools import ToolError

ROOT = "/memories"
LEVELS = 2
MAX_LINES = 999_999
MAX_PATH = 1_000
AROUND = 2
_WIDTH = 6


def checked_path(path: str) -> str:
    """A path below `ROOT`, without a slash at its end. Raises `ToolError` for any other."""
    parts = path.rstrip("/").split("/")
    if parts[:2] != ["", ROOT[1:]]:
        raise ToolError(f"Path must start with {ROOT}, got: {path}")
    if any(part in ("", ".", "..") for part in parts[2:]):
        raise ToolError(f"Path {path} would escape {ROOT} directory")
    if len(path) > MAX_PATH or any(unicodedata.category(character) in ("Cc", "Cs") for character in path):
        raise ToolError(f"Path must have at most {MAX_PATH} characters and none that cannot be shown")
    return "/".join(parts)


def is_below(path: str, directory: str) -> bool:
    """Whether a file is in a directory, however deep."""
    return path.startswith(f"{directory}/")


def numbered(path: str, text: str, view_range: Sequence[int] | None = None) -> str:
    """A file with line numbers, or the lines of ``view_range`` (first and last; -1 is the end)."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise ToolError(f"File {path} exceeds maximum line limit of 999,999 lines.")
    first, last = 1, len(lines)
    if view_range is not None and len(view_range) == 2:
        first = max(1, view_range[0])
        last = len(lines) if view_range[1] == -1 else min(view_range[1], len(lines))
    shown = "\n".join(_line(number, lines[number - 1]) for number in range(first, last + 1))
    return f"Here's the content of {path} with line numbers:\n{shown}"


def listed(directory: str, files: Mapping[str, str]) -> str:
    """What is in a directory, two levels deep, with sizes; ``files`` are all below it, by path."""
    sizes = {path: len(text.encode()) for path, text in files.items()}
    entries: dict[str, int] = {}
    for path, size in sizes.items():
        parts = path[len(directory) + 1 :].split("/")
        if any(part.startswith(".") for part in parts):
            continue
        for depth in range(1, min(len(parts), LEVELS) + 1):
            name = "/".join(parts[:depth]) + ("/" if depth < len(parts) else "")
            entries[name] = entries.get(name, 0) + size
    lines = [f"{_size(sum(sizes.values()))}\t{directory}"]
    lines += [f"{_size(size)}\t{directory}/{name}" for name, size in sorted(entries.items())]
    head = f"Here're the files and directories up to {LEVELS} levels deep in {directory}, excluding hidden items:"
    return "\n".join([head, *lines])


def replaced(path: str, text: str, old: str, new: str) -> tuple[str, int]:
    """The text with ``new`` in the place of ``old``, and the line of it. Raises `ToolError` unless it is there once."""
    places = [match.start() for match in re.finditer(re.escape(old), text)] if old else []
    if not places:
        raise ToolError(f"No replacement was performed, old_str `{old}` did not appear verbatim in {path}.")
    lines = [text.count("\n", 0, place) + 1 for place in places]
    if len(places) > 1:
        named = ", ".join(map(str, lines))
        raise ToolError(
            f"No replacement was performed. Multiple occurrences of old_str `{old}` in lines: {named}."
            " Please ensure it is unique"
        )
    return text[: places[0]] + new + text[places[0] + len(old) :], lines[0]


def inserted(text: str, line: int, addition: str) -> str:
    """The text with an addition behind its ``line``; 0 is the beginning. Raises `ToolError` for a line it lacks."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not 0 <= line <= len(lines):
        raise ToolError(f"Invalid `insert_line` parameter: {line}. It should be within the range [0, {len(lines)}].")
    lines.insert(line, addition.rstrip("\n"))
    return "\n".join(lines) + "\n"


def snippet(text: str, line: int) -> str:
    """The lines around one, with their numbers."""
    lines = text.split("\n")
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return "\n".join(_line(number, lines[number - 1]) for number in range(first, last + 1))


def _line(number: int, text: str) -> str:
    return f"{number:>{_WIDTH}}\t{text}"


def _size(size: int) -> str:
    amount, unit = float(size), "B"
    for unit in ("B", "K", "M"):
        if amount < 1024 or unit == "M":
            break
        amount /= 1024
    return f"{amount:.0f}{unit}" if amount == int(amount) else f"{amount:.1f}{unit}"
