"""A record of toldonce stands beside what an earlier one measured of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.earlier import taken_over


def earlier(folder: Path, conversations: list[str]) -> Path:
    systems = {"toldonce": {"all": 1}, "BM25": {"all": 2}}
    record = {
        "environment": {"commit": "abc"},
        "figures": {"set": {"conversations": conversations, "systems": systems}},
    }
    lines = [{"data": data, "system": name, "id": "q"} for data in ("set", "other") for name in systems]
    path = folder / "before.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    path.with_suffix(".questions.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def now() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    figures = {"set": {"conversations": ["a", "b"], "systems": {"toldonce": {"all": 3}}}, "precisionmembench": {}}
    return figures, [{"data": "set", "system": "toldonce", "id": "q"}]


def test_other_systems_are_taken_over_and_toldonce_is_not(tmp_path: Path) -> None:
    figures, questions = now()
    assert taken_over(figures, questions, earlier(tmp_path, ["a", "b"])) == {"systems": ["BM25"], "commit": "abc"}
    assert figures["set"]["systems"] == {"toldonce": {"all": 3}, "BM25": {"all": 2}}
    assert [(one["data"], one["system"]) for one in questions] == [("set", "toldonce"), ("set", "BM25")]


def test_other_conversations_are_refused(tmp_path: Path) -> None:
    figures, questions = now()
    with pytest.raises(SystemExit, match="no other system on the same conversations"):
        taken_over(figures, questions, earlier(tmp_path, ["a"]))
