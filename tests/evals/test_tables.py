"""The tables of the pages come from the records."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evals import tables

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "evals" / "results"
SYSTEMS = ("toldonce", "BM25", "dense, exact", "BM25 + dense, rank fusion", "mem0")


def test_the_page_shows_what_the_records_hold() -> None:
    page = (ROOT / "docs" / "recall.md").read_text(encoding="utf-8")
    named = re.search(r"-m evals\.tables (?P<paths>.+)", page)
    assert named is not None
    records = [json.loads((ROOT / path).read_text(encoding="utf-8")) for path in named["paths"].split()]
    printed = {line for record in records for line in tables.tables(record)}
    shown = [line for line in page.splitlines() if line.startswith(tuple(f"| {system}" for system in SYSTEMS))]

    assert len(shown) >= 10
    assert [line for line in shown if line not in printed] == []


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
