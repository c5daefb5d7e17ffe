"""Learning what is over: what it learns from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from toldonce.memory.extract.held.kinds import KINDS
from training.held.cases import TOLD, of_collisions, of_entries, of_phrasings
from training.held.report import table
from training.held.unseen import seen, take_out
from training.reader.unseen import Unseen, bare, held_out, held_out_values

FILES = sorted(TOLD.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_names_what_it_is_about(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        assert entry["kind"] in KINDS
        assert len(entry["over"]) == 2
        for one in (*entry["over"], entry["trap"], entry["mention"]):
            assert one["named"] in one["text"], entry["before"]


def test_no_message_says_what_a_held_out_sentence_says() -> None:
    unseen = Unseen(held_out())
    counts = {path.stem: len(seen(unseen, path)) for path in FILES}
    assert set(counts.values()) == {0}, f"take them out: python -m training.held.unseen --take-out ({counts})"


def test_what_brings_a_held_out_value_or_sentence_is_taken_out(tmp_path: Path) -> None:
    def entry(old: str, over: str) -> str:
        said = {"text": over, "named": old, "new": None}
        return json.dumps(
            {"kind": "like", "before": "", "old": old, "over": [said, said], "trap": said, "mention": said}
        )

    value = sorted(held_out_values())[0]
    path = tmp_path / "some.jsonl"
    path.write_text(
        "\n".join([entry("figs", "Figs are off."), entry(value, f"No {value}."), entry("figs", "I moved to figs.")])
    )
    places = seen(Unseen({bare("I moved to {value}.")}), path)
    assert places == [1, 2]
    take_out(path, places)
    assert path.read_text() == entry("figs", "Figs are off.") + "\n"


def test_no_entry_and_no_phrasing_is_learned_from_and_tested_with() -> None:
    for cases in (of_entries, lambda half: of_phrasings(half, 3)):
        learned, tested = {one.text for one in cases("train")}, {one.text for one in cases("test")}
        assert learned.isdisjoint(tested)
        assert len(learned) > len(tested) > 500


def test_the_places_of_a_case_are_in_its_text() -> None:
    for one in [*of_entries("test"), *of_phrasings("test", 1), *of_collisions("test", 1)]:
        assert one.spans
        assert all(0 <= first < end <= len(one.text) for first, end in one.spans)


def test_what_ends_or_changes_is_over_and_what_is_stated_is_not() -> None:
    counts = Counter((one.source, one.over) for one in of_phrasings("test", 2))
    for source in ("car end", "hobby end", "like end", "like state opposite"):
        assert counts[source, True]
    for source in ("car state", "like state", "none", "third_home state"):
        assert counts[source, False]
        assert not counts[source, True]
    assert counts["car change", True]
    assert counts["car change", False]


def test_what_is_named_by_chance_is_nothing_that_a_text_is_about() -> None:
    about = {(one.text, span) for one in of_entries("test") for span in one.spans}
    by_chance = of_collisions("test", 1)
    assert len(by_chance) > 500
    assert not any(one.over for one in by_chance)
    assert about.isdisjoint((one.text, span) for one in by_chance for span in one.spans)


def test_the_report_tells_found_and_wrong_of_each_kind() -> None:
    cases = of_entries("test")
    made = table("All right", cases, [float(one.over) for one in cases])
    assert made.row_count == 1 + len({one.kind for one in cases})
    assert [next(iter(column.cells)) for column in made.columns][2] == "1.000, 0"
