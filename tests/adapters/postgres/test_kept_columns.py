"""The arithmetic on places and ordered numbers that a search in the process is made of, beside its plain words."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.adapters.postgres.kept_search import first_of_each
from toldonce.adapters.postgres.ordered import is_among, places_in, rows_of

PLACES = st.lists(st.integers(0, 11), max_size=9, unique=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=4))
def test_each_place_is_there_once_where_it_comes_first(some: list[list[int]]) -> None:
    found, rows = first_of_each(12, *(np.array(one, np.int64) for one in some))
    assert found.tolist() == list(dict.fromkeys(place for one in some for place in one))
    assert [found[its_rows].tolist() for its_rows in rows] == some


@settings(max_examples=100, deadline=None)
@given(PLACES.map(sorted), PLACES)
def test_what_is_among_ordered_numbers_is_found_where_it_stands(some: list[int], values: list[int]) -> None:
    ordered, asked = np.array(some, np.int64), np.array(values, np.int64)
    assert is_among(asked, ordered).tolist() == [value in some for value in values]
    assert places_in(ordered, asked).tolist() == [some.index(value) for value in values if value in some]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 11), max_size=30).map(sorted), PLACES.map(sorted))
def test_all_rows_of_an_item_belong_to_it(items: list[int], some: list[int]) -> None:
    rows = rows_of(np.array(items, np.int64), np.array(some, np.int64))
    assert rows.tolist() == [row for row, item in enumerate(items) if item in some]
