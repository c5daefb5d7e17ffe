from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from toldonce.memory.explain import FILTERS, explanation
from toldonce.model import ExplainRequest, Hit, Memory, SearchFilters, SearchResult, Timings

AT = datetime(2024, 1, 1, tzinfo=UTC)


def found(*numbers: int) -> SearchResult:
    hits = [
        Hit(
            kind="turn",
            id=UUID(int=number),
            content="one two three four",
            type="turn",
            score=1 / (place + 1),
            confidence=1.0,
            conversation_id=None,
            turn_number=None,
            last_used_turn=None,
            speaker=None,
            role="user",
            at=AT,
            valid_from=None,
            valid_to=None,
            source_turn_ids=[],
        )
        for place, number in enumerate(numbers)
    ]
    return SearchResult(
        hits=hits,
        answerable=True,
        confidence=1.0,
        up_to_seq=9,
        timings_ms=Timings(embed=0, retrieve=0, rank=0, total=0),
    )


def remembered(status: str = "current", **ends: datetime) -> Memory:
    values: dict[str, Any] = dict.fromkeys(Memory.model_fields) | {
        "memory_id": UUID(int=3), "type": "fact", "content": "one", "slot": "user.fact", "value": "one",
        "status": status, "confidence": 1.0, "importance": 0.5, "trust": 1.0, "origin": "user", "source_turn_ids": [],
        "recorded_at": AT, "retracted": False, "evidence_count": 1, "version": 1, "superseded": [], "metadata": {},
        "created_at": AT, "updated_at": AT, "seq": 1,
    }  # fmt: skip
    return Memory(**values | ends)


def ask(**more) -> ExplainRequest:
    return ExplainRequest.model_validate({"query": "?", "turn_id": UUID(int=3), **more})


@pytest.mark.parametrize(
    ("request_", "passed", "result", "memory", "kept_out", "reason"),
    [
        (ask(), {"status": True}, found(1, 3), None, None, "hit number 2"),
        (ask(limit=1), {"status": True}, found(1, 3), None, "limit", "behind the limit of 1"),
        (ask(max_tokens=5), {"status": True}, found(1, 3), None, "tokens", "max_tokens"),
        (ask(), {"status": True}, found(1), None, "arms", "No arm"),
        (ask(), {"status": False}, found(1), remembered("superseded"), "status", "is superseded"),
        (ask(), {"status": False}, found(1), remembered(expires_at=AT), "status", "has expired"),
        (ask(), {"status": False}, found(1), remembered(valid_to=AT), "status", "no longer true"),
        (ask(), {"status": True, "since": False}, found(1), None, "filter", "before `since`"),
        (ask(), {"status": False, "as_of": False}, found(1), remembered("superseded"), "filter", "not true at `as_of`"),
    ],
)
def test_it_says_what_keeps_it_out(request_, passed, result, memory, kept_out, reason):
    told = explanation(request_, passed, result, memory, AT + timedelta(days=1))
    assert told.kept_out == kept_out
    assert reason in told.reason


def test_the_score_that_it_needed_is_the_last_hits():
    told = explanation(ask(limit=2), {"status": True}, found(1, 2, 3), None, AT)
    assert (told.place, told.found, told.needed_score) == (3, True, 0.5)
    assert told.score == pytest.approx(1 / 3)


def test_every_filter_has_a_reason():
    assert set(FILTERS) == set(SearchFilters.model_fields) - {"min_seq", "asked_at"}
