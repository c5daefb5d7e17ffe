"""That each phrasing marks the words without which nobody could say again what it states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toldonce.memory.extract.learned.restated import WAYS
from training.reader.samples import PHRASINGS, mark_of, placeholders

FOUND_BY_RULES = frozenset(("when", "since", "due", "cadence", "role"))
"""What a way may ask for and a phrasing need not mark: dates, which the rules find, and what another way lacks."""


def needed(statement: str) -> list[frozenset[str]]:
    """The marks of each way to say it again."""
    ways = (set(map(mark_of, placeholders(way))) for way in WAYS[statement].split("|"))
    role = {"role"} if statement.startswith(("favourite", "family")) else set()
    return [frozenset(way - FOUND_BY_RULES | role) for way in ways]


@pytest.mark.parametrize("path", sorted(PHRASINGS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_phrasing_marks_the_words_that_its_statement_needs(path: Path) -> None:
    statement, lacking = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            statement = line[2:]
            assert statement in WAYS or statement == "none nothing", statement
        elif line.strip() and statement != "none nothing":
            marks = set(map(mark_of, placeholders(line)))
            if not any(way <= marks for way in needed(statement)):
                lacking.append(f"{statement}: {line}")
    assert not lacking


@pytest.mark.parametrize("path", sorted(PHRASINGS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_placeholder_is_closed_and_says_something(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not re.search(r"[{}]", re.sub(r"\{\w+(?::[^{}]*\w[^{}]*)?\}", "", line)), line
