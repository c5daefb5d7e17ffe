"""The commands that the pages about measuring name: the programs understand every one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from evals import bench, run
from evals.life import __main__ as life

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "docs" / "recall.md", ROOT / "evals" / "README.md")
PROGRAMS = {"evals.run": run.command_line, "evals.life": life.command_line, "evals.bench": bench.command_line}


def commands() -> list[str]:
    """Every command of the pages that starts a measurement, as a line after ``python -m``."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    made = [f"evals.run {match['args'] or ''}" for match in re.finditer(r'make eval(?: ARGS="(?P<args>[^"]*)")?', text)]
    made += [f"evals.bench {match['args']}" for match in re.finditer(r'make bench ARGS="(?P<args>[^"]*)"', text)]
    ran = [match["line"] for match in re.finditer(r"-m (?P<line>evals\.(?:run|life|bench)[^\n`|]*)", text)]
    return sorted({line.strip() for line in made + ran})


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_pages_is_understood(command: str) -> None:
    program, *given = shlex.split(command)
    PROGRAMS[program]().parse_args(given)


def test_commands_are_found() -> None:
    assert len(commands()) >= 6


@pytest.mark.parametrize(
    ("main", "given"),
    [
        (run.main, ["--dataset", "loco"]),
        (run.main, ["--dataset", "beam:none"]),
        (run.main, ["--systems", "toldonce,elastic"]),
        (run.main, ["--so-far"]),
        (life.main, ["--phrasings", "mine"]),
        (life.main, ["--llm", "http://127.0.0.1:1/v1", "--url", "http://127.0.0.1:2"]),
    ],
)
def test_a_wrong_choice_is_named(
    main: Callable[[], None], given: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evals", *given])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert given[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("set_to", "reads"),
    [
        (None, "rules and learned reader"),
        ("true", "rules and learned reader"),
        ("off", "rules alone"),
        ("F", "rules alone"),
        ("0", "rules alone"),
    ],
)
def test_a_life_says_who_reads_as_the_service_understands_it(
    set_to: str | None, reads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEARNED_READER", raising=False)
    if set_to is not None:
        monkeypatch.setenv("LEARNED_READER", set_to)
    assert life.reader_of(life.command_line().parse_args([])) == reads


def test_a_life_is_not_told_where_a_setting_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNED_READER", "perhaps")
    with pytest.raises(SystemExit, match="LEARNED_READER"):
        life.reader_of(life.command_line().parse_args([]))
