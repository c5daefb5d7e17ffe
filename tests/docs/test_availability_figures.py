"""The figures on the pages about several machines are those that the experiments found."""

from __future__ import annotations

import json
import re

import pytest
from pages import ROOT

RESULTS = ROOT / "resilience" / "results"
PAGES = [ROOT / "docs" / "operations" / name for name in ("high-availability.md", "scaling.md", "sizing.md")]
ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<value>[\d.,]+)(?: [^|]*)? \|$", re.MULTILINE)
FROM = re.compile(r"<!-- figures of (?P<experiment>\w+) -->\n(?P<table>(?:\|.*\n)+)")


def tables() -> list[tuple[str, str, str]]:
    """Each row that a page quotes: the experiment, the figure and its value."""
    found = []
    for page in PAGES:
        for table in FROM.finditer(page.read_text(encoding="utf-8")):
            rows = ROW.findall(table["table"])
            assert rows, table["table"]
            found += [(table["experiment"], name, value) for name, value in rows]
    return found


@pytest.mark.parametrize(("experiment", "name", "value"), tables())
def test_a_figure_on_a_page_is_one_that_was_found(experiment: str, name: str, value: str) -> None:
    report = json.loads((RESULTS / f"{experiment}.json").read_text(encoding="utf-8"))
    assert report["kept"]
    figures = {figure["name"]: figure["value"] for figure in report["figures"]}
    decimals = len(value.partition(".")[2])
    assert round(figures[name], decimals) == float(value.replace(",", ""))
