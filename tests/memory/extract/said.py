"""What the rules read in words that somebody said, in a short form that tables can hold."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Role, Turn
from toldonce.ports import Extraction, MemoryCandidate

AT = datetime(2024, 5, 15, 12, tzinfo=UTC)  # a Wednesday


def turn(text: str, role: Role = "user", speaker: str | None = None, metadata: dict | None = None) -> Turn:
    return Turn(
        turn_id=uuid4(),
        conversation_id=uuid4(),
        turn_number=1,
        seq=1,
        role=role,
        speaker=speaker,
        content=text,
        at=AT,
        metadata=metadata or {},
        created_at=AT,
    )


def extraction(text: str, *before: Turn, role: Role = "user", speaker: str | None = None) -> Extraction:
    return RuleExtractor().read([turn(text, role, speaker)], before)[0]


def candidates(text: str, *before: Turn, role: Role = "user", speaker: str | None = None) -> list[MemoryCandidate]:
    return list(extraction(text, *before, role=role, speaker=speaker).candidates)


def short(one: MemoryCandidate) -> str:
    """ "user.home=Berlin"; "-" in front denies, "!" corrects, "+" tells of a change, "?" waits, "<" is past."""
    marks = "-" * one.denies + "!" * one.corrects + "+" * one.changes + "?" * one.quarantined
    past = "<" if one.valid_to is not None and one.valid_to <= AT else ""
    return f"{marks}{past}{one.subject}.{one.attribute}={one.value}"


def read(text: str, *before: Turn, role: Role = "user", speaker: str | None = None) -> set[str]:
    """Everything that a text states."""
    return {short(one) for one in candidates(text, *before, role=role, speaker=speaker)}


def contents(text: str, *before: Turn) -> list[str]:
    return [one.content for one in candidates(text, *before) if not one.denies]
