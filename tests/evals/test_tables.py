"""The tables of the pages come from the records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import tables

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "evals" / "results"
SYSTEMS = ("toldonce", "BM25", "dense, exact", "BM25 + dense, rank fusion", "mem0")


@pytest.mark.parametrize("name", ["docs/recall.md", "README.md"])
def test_the_tables_of_a_page_are_those_of_the_records(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert len(tables.MARKED.findall(page)) == page.count("<!-- table: ") >= 1
    assert tables.written(page, RESULTS) == page


def test_nobody_types_a_line_of_a_system() -> None:
    page = (ROOT / "docs" / "recall.md").read_text(encoding="utf-8")
    typed = tables.MARKED.sub("", page).splitlines()
    assert [line for line in typed if line.startswith(tuple(f"| {system}" for system in SYSTEMS))] == []


def test_a_page_is_written_between_its_marks_only(tmp_path: Path) -> None:
    toldonce = {"all": {"n": 2, "mrr": 0.25}, "kinds": {"hop": dict.fromkeys(tables.KIND_COLUMNS, 1.0)}}
    toldonce["all"] |= dict.fromkeys(tables.KIND_COLUMNS, 0.5)
    record = {"figures": {"talks": {"systems": {"toldonce": toldonce}}}}
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    page = "Before.\n<!-- table: run.json | talks | kinds -->\n| old |\n<!-- end of table -->\nAfter.\n"
    written = tables.written(page, tmp_path)
    assert written.startswith("Before.\n<!-- table: run.json | talks | kinds -->\n\n| kind of question | n |")
    assert "| all | 0.500 |" in written
    assert "old" not in written
    assert written.endswith("|\n\n<!-- end of table -->\nAfter.\n")
    assert tables.written(written, tmp_path) == written
    with pytest.raises(KeyError, match="walks"):
        tables.written(page.replace("talks", "walks"), tmp_path)


def test_a_table_leaves_out_what_nobody_measured(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    measured = {"all": {"n": 2, "fraction@10": 0.5, "mrr": 1.0, "current first": None}, "kinds": {}}
    other = {"all": {"n": 2, "fraction@10": 0.25}, "kinds": {}}
    record = {"environment": {"commit": "abc"}, "figures": {"talks": {"systems": {"toldonce": measured, "x": other}}}}
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["tables", str(path)])
        tables.main()

    printed = capsys.readouterr().out.splitlines()
    assert "abc" in printed[0]
    assert "| system | n | @10 | MRR |" in printed
    assert "| toldonce | 2 | 0.500 | 1.000 |" in printed
    assert "| x | 2 | 0.250 | - |" in printed


def test_lives_have_a_line_for_each_check_and_columns_for_the_halves_that_were_told(tmp_path: Path) -> None:
    checks = {name: {"n": 1_305, "right": 1.0} for name in tables.MAIN_CHECKS}
    checks |= {"events": {"n": 203, "right": 0.9951}, "search": {"n": 4, "right": 0.5}}
    record = {"figures": {"development": {"in all": {}}, "held_out": {"in all": checks}}}
    (tmp_path / "life.json").write_text(json.dumps(record), encoding="utf-8")
    page = "<!-- table: life.json | lives | {} -->\n<!-- end of table -->"
    every = tables.written(page.format("checks"), tmp_path)
    assert "| check | n | held out |" in every
    assert "| current value | 1,305 | 100 % |" in every
    assert "| events | 203 | 99.5 % |" in every  # not all of them
    assert "| search | 4 | 50 % |" in every
    main = tables.written(page.format("main checks"), tmp_path)
    assert main == every.replace("| search | 4 | 50 % |\n", "").replace("| checks -->", "| main checks -->")


def test_nobody_types_a_line_of_a_check() -> None:
    recorded = json.loads((RESULTS / "life.json").read_text(encoding="utf-8"))["figures"]["held_out"]["in all"]
    for name in ("docs/recall.md", "README.md"):
        typed = tables.MARKED.sub("", (ROOT / name).read_text(encoding="utf-8")).partition("small_model_life")[0]
        assert [
            line
            for line in typed.splitlines()
            if line.startswith(tuple(f"| {one} | " for one in recorded)) and "%" in line
        ] == []
