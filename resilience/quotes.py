"""Tables of figures on other pages, filled in from the recorded results; the comment above each names its experiment.

Under ``<!-- figures of soak -->`` stands a table whose rows are figures by their names; without a table, every figure
of the run is put there. Under ``<!-- picture of soak -->`` stands its picture.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resilience.experiment import number
from resilience.page import RESULTS, recorded

PAGES = Path(__file__).parents[1] / "docs" / "operations"
NOT_YET = "No run is recorded yet.\n"
HEAD = "| measured | |\n|---|---|\n"
_TABLE = re.compile(rf"(<!-- figures of (\w+) -->\n)({re.escape(NOT_YET)}|(?:\|.*\n)*)")
_PICTURE = re.compile(r"(<!-- picture of (\w+) -->\n)((?:!\[.*\n)?)")
_ROW = re.compile(r"^\| (.+?) \| .* \|$", re.MULTILINE)


def filled(text: str, reports: Mapping[str, Mapping[str, Any]], folder: Path = PAGES) -> str:
    """A page in ``folder`` with the figures and pictures of the last runs that kept their promise."""
    kept = {name: report for name, report in reports.items() if report["kept"]}

    def table(found: re.Match[str]) -> str:
        report = kept.get(found[2])
        return found[1] + (NOT_YET if report is None else _table(report, found[3]))

    def picture(found: re.Match[str]) -> str:
        drawn = RESULTS / f"{found[2]}.svg"
        if found[2] not in kept or not drawn.exists():
            return found[1]
        return f"{found[1]}![{found[2]}]({os.path.relpath(drawn, folder)})\n"

    return _PICTURE.sub(picture, _TABLE.sub(table, text))


def write() -> None:
    """Fill in every page."""
    reports = recorded()
    for page in PAGES.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        if (now := filled(text, reports)) != text:
            page.write_text(now, encoding="utf-8")


def _table(report: Mapping[str, Any], before: str) -> str:
    """The rows that the table had, with the figures of ``report``; all of them when it had none."""
    named = set(_ROW.findall(before))
    figures = [one for one in report["figures"] if not named or one["name"] in named]
    return HEAD + "".join(
        f"| {one['name']} | {number(one['value'])} {one['unit']}".rstrip() + " |\n" for one in figures
    )
