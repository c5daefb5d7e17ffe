"""Mem0's lists, read for an import."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import ImportedMemory, Tally, read_export

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEA = {
    "id": "a1",
    "memory": "Likes tea.",
    "user_id": "ada",
    "agent_id": "bot",
    "metadata": {"k": 1},
    "created_at": "2024-05-01T10:00:00-07:00",
    "expiration_date": "2030-12-31",
}
RUNS = {"id": "a2", "memory": "Runs.", "user_id": "ada", "metadata": None, "created_at": None}


def _read(content: Any, tally: Tally | None = None) -> list[ImportedMemory]:
    upload = content if isinstance(content, bytes) else json.dumps(content).encode()
    found = list(read_export(upload, "mem0", tally or Tally(), NOW))
    assert all(isinstance(one, ImportedMemory) for one in found)
    return [one for one in found if isinstance(one, ImportedMemory)]


@pytest.mark.parametrize(
    "content",
    [
        {"count": 2, "results": [TEA, RUNS]},
        [TEA, RUNS],
        {"memories": [TEA, RUNS]},
        b"\n".join(json.dumps(one).encode() for one in (TEA, RUNS)),
    ],
)
def test_every_shape_of_a_list_is_read(content: Any) -> None:
    tea, runs = _read(content)
    assert (tea.source_key, tea.request.content) == ("mem0:a1", "Likes tea.")
    assert tea.recorded_at == datetime(2024, 5, 1, 17, tzinfo=UTC)
    assert tea.request.expires_at == datetime(2031, 1, 1, tzinfo=UTC)
    assert tea.request.metadata == {"k": 1, "mem0": {"agent_id": "bot"}}
    assert (runs.recorded_at, runs.request.metadata) == (NOW, {})


def test_what_cannot_be_stored_is_left_out_with_a_reason() -> None:
    tally = Tally()
    kept = _read([TEA, {"id": "x", "memory": " "}, 7, {"memory": "y", "metadata": {"deep": "z" * 20_000}}], tally)
    assert [one.request.content for one in kept] == ["Likes tea."]
    assert {one["reason"]: one["count"] for one in tally.listed()} == {
        "a memory without text": 2,
        "a memory that is too long, or whose metadata is too large": 1,
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ([TEA, {**RUNS, "user_id": "ben"}], "several users"),
        ({"results": []}, "was expected"),
        ([{"text": "x"}], "was expected"),
        (b"{", "not valid JSON"),
        (b"\xff", "not text"),
    ],
)
def test_what_is_no_list_of_mem0_is_refused(content: Any, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        _read(content)
