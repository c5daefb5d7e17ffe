from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from toldonce.model import MAX_METADATA_DEPTH, Scope, SearchRequest, TurnRequest


def turn(**changes: Any) -> TurnRequest:
    return TurnRequest.model_validate({"role": "user", "content": "hello", **changes})


def test_times_are_kept_in_utc():
    assert turn(at="2024-03-01T10:00:00+02:00").at == datetime(2024, 3, 1, 8, tzinfo=UTC)
    assert turn(at="2024-03-01T10:00:00").at == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert turn(at="2024-03-01").at == datetime(2024, 3, 1, tzinfo=UTC)
    east = timezone(timedelta(hours=5))
    assert turn(at=datetime(2024, 3, 1, 10, tzinfo=east)).at == datetime(2024, 3, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    [
        1_700_000_000,
        "1700000000",
        "2024",
        "yesterday",
        "",
        True,
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.9999999Z",
    ],
)
def test_what_is_no_iso_time_is_refused(at: object):
    with pytest.raises(ValidationError):
        turn(at=at)


@pytest.mark.parametrize(
    "changes",
    [
        {"content": ""}, {"content": " \n\t"}, {"content": "a\x00b"}, {"content": "\ud800"}, {"content": "x" * 200_001},
        {"content": 5}, {"role": "robot"}, {"speaker": ""}, {"speaker": "x" * 256}, {"surplus": 1},
        {"metadata": {"a": float("nan")}}, {"metadata": {"a": "\x00"}}, {"metadata": {"\x00": 1}}, {"metadata": []},
        {"metadata": {"long": "x" * 20_000}},
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused(changes: dict[str, Any]):
    with pytest.raises(ValidationError):
        turn(**changes)


def test_metadata_may_be_nested_so_deep_and_no_deeper():
    def nested(depth: int) -> dict[str, Any]:
        return {"a": nested(depth - 1)} if depth else {}

    assert turn(metadata=nested(MAX_METADATA_DEPTH)).metadata
    with pytest.raises(ValidationError):
        turn(metadata=nested(MAX_METADATA_DEPTH + 1))


@pytest.mark.parametrize(
    "changes", [{"limit": 0}, {"limit": 201}, {"limit": "5"}, {"limit": 2.5}, {"explain": 1}, {"min_confidence": 1.1}]
)
def test_options_of_a_search_have_their_bounds_and_types(changes: dict[str, Any]):
    with pytest.raises(ValidationError):
        SearchRequest.model_validate({"query": "a", **changes})


def test_a_scope_has_one_id_for_its_names():
    user_id = uuid4()
    assert Scope(user_id=user_id).scope_id == Scope(user_id=user_id, subject="me").scope_id
    assert Scope(user_id=user_id, subject="a").scope_id != Scope(user_id=user_id, subject="b").scope_id
    assert Scope(user_id=uuid4()).scope_id != Scope(user_id=user_id).scope_id
