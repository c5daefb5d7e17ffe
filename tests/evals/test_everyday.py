"""The talk of everyday is as its format says, and its lines come out as they should."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.everyday.__main__ import outcome, shares
from evals.everyday.told import WRITTEN, Later, read

CAR = ("I drive a Skoda.", "Skoda")


def test_every_file_is_as_the_format_says() -> None:
    files = sorted(WRITTEN.glob("*.txt"))
    lines = [line for path in files for line in read(path)]
    assert len(lines) > 1_000
    assert 0.15 < sum(not line.ends for line in lines) / len(lines) < 0.35, "some only sound like an end"
    assert len({line.said for line in lines}) == len(lines)
    assert {path.stem.startswith("held_out_") for path in files} == {True, False}


@pytest.mark.parametrize("text", ["# I drive a Skoda.|Volvo", "Sold it.=>", "# I drive a Skoda.|Skoda\nSold it.",
                                  "# I drive a Skoda.|Skoda\nSold it.=>Volvo"])  # fmt: skip
def test_a_line_that_is_not_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt, line \d"):
        list(read(tmp_path / "a.txt"))


def test_each_line_comes_out_by_what_holds_now() -> None:
    sold, swapped = Later(*CAR, "Sold it.", "", ends=True), Later(*CAR, "It's a Kia now.", "Kia", ends=True)
    washed = Later(*CAR, "Washed it.", "", ends=False)
    drives = ["The user drives a Skoda."]
    assert outcome(sold, [], []) == "unread"
    assert outcome(sold, drives, drives) == "stands"
    assert outcome(sold, drives, ["The user no longer drives a Skoda."]) == "closed"
    assert outcome(swapped, drives, []) == "closed without the new value"
    assert outcome(swapped, drives, ["The user drives a Kia."]) == "changed"
    assert outcome(washed, drives, drives) == "kept"
    assert outcome(washed, drives, []) == "lost"


def test_shares_are_of_what_was_read() -> None:
    outcomes = Counter(
        {"unread": 5, "stands": 6, "closed": 2, "changed": 1, "closed without the new value": 1, "kept": 3, "lost": 1}
    )
    figures = shares(outcomes)
    assert (figures["lines"], figures["unread"]) == (19, 5)
    assert (figures["ends"], figures["over"], figures["right"]) == (10, 0.4, 0.3)
    assert (figures["no_ends"], figures["kept"]) == (4, 0.75)
