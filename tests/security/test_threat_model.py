"""The threat model names tests: each of them is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations" / "threat-model.md"
NAMED = re.compile(r"`((?:tests|resilience)/[\w/]+\.py)(?:::(\w+))?`")
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))), ids=lambda part: part or "whole")
def test_what_shows_it_is_there(path: str, name: str) -> None:
    file = ROOT / path
    assert file.is_file(), f"{PAGE.name} names {path}, which is not there"
    names = {one.name for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if hasattr(one, "name")}
    if name:
        assert name in names, f"{PAGE.name} names {path}::{name}, which is not there"
    else:
        assert path.startswith("resilience/") or any(str(one).startswith("test_") for one in names)


def test_every_threat_has_something_that_shows_it() -> None:
    sections = TEXT.split("## Getting in")[1].split("## Packages")[0]
    threats = [row for row in sections.splitlines() if row.startswith("| ") and not row.startswith("| threat")]
    assert len(threats) > 25
    assert [row for row in threats if not NAMED.search(row.split(" | ")[-1])] == []


def test_every_attack_is_named_in_the_threat_model() -> None:
    files = {f"tests/security/{one.name}" for one in Path(__file__).parent.glob("test_*.py")} - {
        "tests/security/test_threat_model.py"
    }
    assert files <= {path for path, _ in NAMED.findall(TEXT)}
