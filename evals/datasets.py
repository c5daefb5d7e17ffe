"""Conversations with questions, in the one format of the data folder (a JSON object a line, gzip)."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DEFAULT_FOLDER = Path("../shared/data")


@dataclass(frozen=True, slots=True)
class DataTurn:
    """One message of a data set; ``turn_id`` is the data set's own."""

    turn_id: str
    session: str
    speaker: str
    role: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the ids of the turns that answer it, or of the sessions where only those are known.

    ``current`` and ``superseded`` are, of an update, the turns that say how it is and how it was. Not ``label_ok``: the
    evidence is known to be wrong.
    """

    question_id: str
    text: str
    kind: str
    evidence: Sequence[str]
    asked_at: datetime | None
    answerable: bool
    label_ok: bool = True
    evidence_sessions: Sequence[str] = ()
    current: Sequence[str] = ()
    superseded: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DataConversation:
    """One conversation of a data set; it becomes one subject."""

    dataset: str
    name: str
    turns: Sequence[DataTurn]
    questions: Sequence[Question]


def load(folder: Path, dataset: str) -> list[DataConversation]:
    """All conversations of ``<folder>/<dataset>.jsonl.gz``."""
    path = folder / f"{dataset}.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"{path} is missing: name the folder that holds {dataset}.jsonl.gz with --data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_conversation(json.loads(line)) for line in lines]


def groups(conversations: Sequence[DataConversation]) -> dict[str, list[DataConversation]]:
    """Conversations that are reported together: those of a data set, BEAM's by their length."""
    by_group: dict[str, list[DataConversation]] = {}
    for one in conversations:
        size = one.name.partition("-")[0] if one.dataset == "beam" else ""
        by_group.setdefault(f"{one.dataset} {size}".strip(), []).append(one)
    return by_group


def drawn(conversations: Sequence[DataConversation], count: int) -> list[DataConversation]:
    """The same ``count`` of them every time, drawn at random; all when there are no more."""
    places = random.Random(1).sample(range(len(conversations)), min(count, len(conversations)))
    return [conversations[place] for place in sorted(places)]


def _conversation(row: dict[str, Any]) -> DataConversation:
    return DataConversation(
        dataset=row["dataset"],
        name=str(row["conversation"]),
        turns=[
            DataTurn(str(one["id"]), str(one["session"]), one["speaker"], one["role"], one["text"], _time(one["at"]))
            for one in row["turns"]
            if one["text"].strip()
        ],
        questions=[
            Question(
                question_id=str(one["id"]),
                text=one["text"],
                kind=one["kind"],
                evidence=[str(turn) for turn in one["evidence"]],
                asked_at=_time(one["asked_at"]) if one.get("asked_at") else None,
                answerable=one["answerable"],
                label_ok=one.get("label_ok", True),
                evidence_sessions=[str(session) for session in one.get("evidence_sessions", ())],
                current=[str(turn) for turn in one.get("current") or ()],
                superseded=[str(turn) for turn in one.get("superseded") or ()],
            )
            for one in row["questions"]
        ],
    )


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
