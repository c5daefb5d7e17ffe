"""The picture of the ablations comes from their table."""

from __future__ import annotations

import pytest

from evals.ablations import PAGE, Gain, gains


def test_the_gains_are_read_from_the_table() -> None:
    page = """## Steps kept

| step | One | Two | cost |
|---|---|---|---|
| words | +.059 (.041 to .069) | no words | as before |
| times | 0 | -.009 (-.023 to .004) | |

## Left out
"""
    assert list(gains(page)) == [Gain("words", "One", 0.059, 0.041, 0.069), Gain("times", "Two", -0.009, -0.023, 0.004)]


def test_every_gain_of_the_page_lies_within_its_interval() -> None:
    read = list(gains(PAGE.read_text(encoding="utf-8")))
    assert {one.dataset for one in read} == {"LoCoMo", "BEAM"}
    assert [one for one in read if not one.low <= one.gain <= one.high] == []


def test_a_page_without_the_table_is_refused() -> None:
    with pytest.raises(SystemExit, match="Steps kept"):
        list(gains("# Nothing here\n"))
