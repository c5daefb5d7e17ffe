"""The record of lives that a small model read too: what is told again, and how the lives are added up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals import record, small_model_life
from evals.life.script import Life


def life(pool: str, seed: int, rules: tuple[int, float], both: tuple[int, float]) -> dict[str, Any]:
    readers = {
        name: {"checks": {"current value": {"n": n, "right": right}}}
        for name, (n, right) in zip(small_model_life.READERS, (rules, both), strict=True)
    }
    return {"life": {"phrasings": pool, "seed": seed}, "readers": readers}


def test_lives_are_added_up_by_what_was_checked() -> None:
    lives = [life("development", 1, (4, 1.0), (4, 0.5)), life("development", 2, (1, 0.0), (6, 1.0))]
    assert small_model_life.in_all(lives, "rules alone") == {"current value": (5, 0.8)}
    assert small_model_life.in_all(lives, "rules and the model") == {"current value": (10, 0.8)}


def test_the_table_has_both_readers_of_each_half() -> None:
    written = small_model_life.table(
        [life("held_out", 1, (2, 0.5), (3, 1.0)), life("development", 1, (2, 1.0), (1, 0.0))]
    )
    assert written.splitlines() == [
        "| check | n | development, rules alone | n | development, rules and the model"
        " | n | held out, rules alone | n | held out, rules and the model |",
        "|---|---|---|---|---|---|---|---|---|",
        "| current value | 2 | 100% | 1 | 0% | 2 | 50% | 3 | 100% |",
    ]


def test_a_life_that_is_recorded_is_not_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[str, int]] = []

    def read(one: Life, *_: object) -> dict[str, Any]:
        told.append((one.pool, one.seed))
        return {"checks": {"current value": {"n": 1, "right": 1.0}}}

    monkeypatch.setattr(small_model_life, "by_rules", read)
    monkeypatch.setattr(small_model_life, "with_model", read)
    monkeypatch.setattr(record.environment, "describe", lambda: {"commit": "abc"})
    command = ["small_model_life", "--phrasings", "development", "--turns", "4", "--out", str(tmp_path / "lives.json")]
    for lives in ("1", "2"):
        monkeypatch.setattr("sys.argv", [*command, "--lives", lives])
        small_model_life.main()
    assert told == [("development", 1)] * 2 + [("development", 2)] * 2
    assert [one["life"]["seed"] for one in small_model_life.recorded(tmp_path / "lives.json")] == [1, 2]
    assert "| current value | 2 | 100% | 2 | 100% |" in capsys.readouterr().out
