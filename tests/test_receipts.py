"""Receipts of erasures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toldonce.model import ErasureReceipt
from toldonce.receipts import derived_key, make_receipt, verify_receipt

SECRET = "a secret of this test that is long enough, 0123456789"
NOW = datetime(2026, 3, 1, 9, 30, 0, 250_001, tzinfo=UTC)
RECEIPT = make_receipt(SECRET, "memory:7", {"memories": 1, "turns": 2}, NOW)


def test_a_receipt_is_verified_by_the_secret_that_made_it() -> None:
    assert (RECEIPT.target, RECEIPT.counts, RECEIPT.erased_at) == ("memory:7", {"memories": 1, "turns": 2}, NOW)
    assert verify_receipt(SECRET, RECEIPT)
    assert not verify_receipt(SECRET + "!", RECEIPT)


@pytest.mark.parametrize(
    "change",
    [
        {"receipt_id": uuid4()},
        {"erased_at": NOW + timedelta(microseconds=1)},
        {"target": "memory:8"},
        {"counts": {"memories": 1, "turns": 3}},
        {"counts": {"memories": 1}},
        {"counts": {}},
        {"signature": ""},
        {"signature": "é"},
        {"signature": "\ud800"},
        {"signature": RECEIPT.signature[:-1]},
        {"signature": RECEIPT.signature.upper() + "0"},
    ],
    ids=ascii,
)
def test_a_changed_receipt_is_not_verified(change: dict[str, Any]) -> None:
    assert not verify_receipt(SECRET, RECEIPT.model_copy(update=change))


@given(target=st.text(), counts=st.dictionaries(st.text(max_size=20), st.integers(0, 2**40), max_size=8))
def test_a_receipt_survives_the_wire_and_another_order(target: str, counts: dict[str, int]) -> None:
    receipt = make_receipt(SECRET, target, counts, NOW)
    assert verify_receipt(SECRET, ErasureReceipt.model_validate_json(receipt.model_dump_json()))
    turned = receipt.model_copy(update={"counts": dict(reversed(list(counts.items())))})
    assert verify_receipt(SECRET, turned)


def test_the_zone_of_the_time_does_not_matter() -> None:
    abroad = RECEIPT.model_copy(update={"erased_at": NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))})
    assert verify_receipt(SECRET, abroad)
    assert make_receipt(SECRET, "x", {}, abroad.erased_at).erased_at.utcoffset() == timedelta(0)


def test_keys_of_two_purposes_and_of_two_secrets_differ() -> None:
    keys = {derived_key(secret, label) for secret in ("a", "b") for label in ("x", "y")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
