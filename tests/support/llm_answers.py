"""What tests say to a language model that extracts, and turns for it to read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from toldonce.model import Turn

SAID = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
CONVERSATION = UUID(int=7)


def turn(content: str, role: str = "user", *, number: int = 1, speaker: str | None = None, days: int = 0) -> Turn:
    return Turn(
        turn_id=uuid4(),
        conversation_id=CONVERSATION,
        turn_number=number,
        seq=number,
        role=role,  # type: ignore[arg-type]
        speaker=speaker,
        content=content,
        at=SAID + timedelta(days=days),
        metadata={},
        created_at=SAID,
    )


def stated(quote: str, **fields: Any) -> dict[str, Any]:
    """One statement; without more it says that the user lives in Berlin."""
    return {
        "turn": 1,
        "quote": quote,
        "type": "fact",
        "subject": "user",
        "attribute": "home",
        "value": "Berlin",
        "sentence": "The user lives in Berlin.",
        "denies": False,
        "corrects": False,
        "changes": False,
        "instead_of": None,
        "valid_from": None,
        "valid_to": None,
        "due_at": None,
        "confidence": 0.9,
        **fields,
    }


def answer(*statements: dict[str, Any], mentions: list[dict[str, Any]] | None = None) -> str:
    return json.dumps({"statements": list(statements), "mentions": mentions or []})
