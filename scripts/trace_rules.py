"""Which rules read a text: ``.venv/bin/python scripts/trace_rules.py "I moved to Ghent, which is by a canal"``.

In the order of reading: ``->`` what a rule made of a sentence, ``?`` what one proposes, each with its place in
`toldonce.memory.extract`; at the end what the turn states. The sieves between both are in `turn_reading`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import FrameType
from uuid import UUID

from toldonce.memory import extract
from toldonce.memory.extract.clauses.claims import Claim
from toldonce.memory.extract.english.patterns import rewritten
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Turn
from toldonce.ports import MemoryCandidate

ROOM = Path(extract.__file__).parent
_MAKERS = ("english/", "clauses/claims.py", "endings/denials.py", "stated.py", "merge.py")
"""What they give back was found by who called them."""
_SPELLERS = frozenset("sentence about act_key trimmed head".split())
"""Functions whose text is a value or a memory's content, no sentence that is read on."""
PATTERN_SHOWN = 90
"""Characters of a rule's pattern, by which it can be looked for."""
Line = tuple[str, str]


class Trace:
    """What the functions of the rules gave back: lines of what it was, and where."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._given: dict[FrameType, str] = {}
        self._kept: list[object] = []
        self._told: set[object] = set()

    def __call__(self, frame: FrameType, event: str, value: object) -> None:
        """For `sys.setprofile`; a generator gives back each thing that it yields."""
        if event not in ("call", "return") or _place(frame) is None:
            return
        if event == "call":
            self._given.setdefault(frame, next(_sentences(frame), ""))
        elif isinstance(value, str):
            before = self._given.pop(frame, "")
            if before and " " in value and _letters(value) != _letters(before):
                by = frame.f_locals["pattern"].pattern if frame.f_code is rewritten.__code__ else ""
                if by or not _is_of(frame, "english/"):
                    self._tell((_letters(before), _letters(value)), f"-> {value}", frame, by)
        elif isinstance(value, Claim | MemoryCandidate):
            self._kept.append(value)
            self._tell(id(value), f"?  {short(value)}", frame)

    def _tell(self, what: object, line: str, frame: FrameType, by: str = "") -> None:
        finder: FrameType | None = frame
        while finder is not None and (_place(finder) is None or _is_of(finder, *_MAKERS)):
            finder = finder.f_back
        if what in self._told or frame.f_code.co_name in _SPELLERS or finder is None:
            return
        self._told.add(what)
        where = f"{_place(finder)}:{finder.f_lineno} {finder.f_code.co_qualname}"
        self.lines.append((line, f"{where}, by {by[:PATTERN_SHOWN]!r}" if by else where))


def short(one: Claim | MemoryCandidate) -> str:
    """Whose attribute has which value, or has it no more."""
    if isinstance(one, Claim):
        return f"{one.who.key + '.' if one.who else ''}{one.attribute} = {one.value}{' is over' if one.ends else ''}"
    return f"{one.subject}.{one.attribute} = {one.value or one.content}{' is over' if one.denies else ''}"


def traced(text: str) -> list[Line]:
    """The lines for one turn of the user's, and what it states."""
    now = datetime.now(UTC)
    own = UUID(int=1)
    said = Turn(
        turn_id=own, conversation_id=own, turn_number=1, seq=1, role="user", speaker=None, content=text, at=now,
        metadata={}, created_at=now,
    )  # fmt: skip
    rules = RuleExtractor()
    rules.prepare()
    trace = Trace()
    sys.setprofile(trace)
    try:
        stated = rules.read([said])[0].candidates
    finally:
        sys.setprofile(None)
    return [*trace.lines, *((f"=  {short(one)}", "") for one in stated)]


def _place(frame: FrameType) -> str | None:
    path = Path(frame.f_code.co_filename)
    return str(path.relative_to(ROOM)) if path.is_relative_to(ROOM) else None


def _is_of(frame: FrameType, *places: str) -> bool:
    return (_place(frame) or "").startswith(places)


def _sentences(frame: FrameType) -> Iterator[str]:
    code = frame.f_code
    names = ("text",) if code is rewritten.__code__ else code.co_varnames[: code.co_argcount]
    values = (frame.f_locals.get(name) for name in names)
    return (value for value in values if isinstance(value, str) and " " in value)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


if __name__ == "__main__":
    for where, lines in groupby(traced(" ".join(sys.argv[1:])), key=lambda line: line[1]):
        print("\n".join(dict.fromkeys(line for line, _ in lines)))
        if where:
            print(f"     {where}")
