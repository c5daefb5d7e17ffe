"""One value of a document changes, and no other byte."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.errors import InvalidJson
from toldonce.server.gateways.splice import with_value

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(
    before=st.dictionaries(TEXTS, VALUES, max_size=3),
    others=st.lists(VALUES, max_size=3),
    old=VALUES,
    new=TEXTS,
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_only_the_value_changes(
    before: dict[str, Any], others: list[Any], old: Any, new: str, indent: int | None, ascii_only: bool
) -> None:
    def written(value: Any) -> bytes:
        whole = before | {"messages": [*others, {"role": "user", "content": value, "x": others}]}
        return json.dumps(whole, indent=indent, ensure_ascii=ascii_only).encode()

    changed = with_value(written(old), ["messages", len(others), "content"], new)
    assert json.loads(changed) == json.loads(written(new))
    place = written("\x00mark")
    head, tail = place.split(json.dumps("\x00mark").encode())
    assert changed == head + orjson.dumps(new) + tail


@pytest.mark.parametrize(
    ("document", "path", "changed"),
    [
        (' { "a" : 1.00 , "a" : 2e0 } ', ["a"], ' { "a" : 1.00 , "a" : "new" } '),
        ('{"\\u0061":[1 , {"b":"é"} ]}', ["a", 1, "b"], '{"\\u0061":[1 , {"b":"new"} ]}'),
        ('{"n":' + "9" * 5_000 + ',"a":[]}', ["a"], '{"n":' + "9" * 5_000 + ',"a":"new"}'),
    ],
)
def test_names_count_as_parsers_see_them(document: str, path: list[str | int], changed: str) -> None:
    assert with_value(document.encode(), path, "new").decode() == changed


def test_a_bottomless_document_is_refused() -> None:
    deep = "[" * 5_000 + "]" * 5_000
    with pytest.raises(InvalidJson):
        with_value(f'{{"x":{deep},"a":1}}'.encode(), ["a"], 2)


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_value(b'{"a":1}', ["b"], 2)
