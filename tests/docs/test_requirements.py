"""The table of requirements is made from the tests: none is invented, none is left out."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT

REPORT = """<testsuites><testsuite>
<testcase classname="tests.x.test_a" name="test_one[1]"/>
<testcase classname="tests.x.test_a" name="test_one[2]"><failure/></testcase>
<testcase classname="tests.x.test_a" name="test_two[1]"><skipped/></testcase>
<testcase classname="tests.x.test_a" name="test_two[2]"/>
<testcase classname="tests.x.test_a.TestMore" name="test_three"><skipped/></testcase>
</testsuite></testsuites>
"""


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "requirements_table.py"))


@pytest.mark.requirement("SC-T")
def test_every_requirement_that_a_test_names_is_known(table: dict[str, Any]) -> None:
    known = {one for ids in table["requirements"]().values() for one in ids}
    named = table["named_by_tests"]()
    assert set(named) <= known
    here = "tests/docs/test_requirements.py::test_every_requirement_that_a_test_names_is_known"
    assert here in named["SC-T"]


@pytest.mark.requirement("SC-T")
def test_the_table_says_what_has_no_test_and_what_failed(table: dict[str, Any], tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    ended = table["outcomes"](report)
    assert ended == {
        "tests/x/test_a.py::test_one": "failed",
        "tests/x/test_a.py::test_two": "passed",
        "tests/x/test_a.py::TestMore::test_three": "skipped",
    }
    one, two, three = ended
    named = {"RL-01": [one, two], "RL-02": [two], "RL-03": [three], "RL-04": ["tests/x/test_a.py::test_never"]}
    results = {}
    for line in table["page"](named, ended).splitlines():
        if line.startswith("| RL-0"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            results[cells[0]] = cells[3]
    assert results["RL-01"] == "**failed**"
    assert results["RL-02"] == "passed"
    assert results["RL-03"] == "skipped"
    assert results["RL-04"] == "not run"
    assert results["RL-05"] == "**no test**"
