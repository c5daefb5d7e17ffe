"""A run that was broken off goes on: what it has measured comes back as it was, of the same version only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from evals import run
from evals.datasets import DataConversation, DataTurn, Question
from evals.progress import Progress
from evals.run import Bench, Options
from evals.systems.ranking import Answers, Ranking

MEASURED = Answers(
    [
        Ranking(
            hits=[{"t1", "t2"}, set()],
            characters=[12, 3],
            confidence=0.5,
            milliseconds=1.5,
            in_context={1_000: frozenset({"t1"})},
            confidence_without=0.25,
            server_ms={"embed": 1.0},
        ),
        Ranking([{"t3"}], [4], 0.1, 2.0),
    ],
    {"turns": 3},
)


def test_what_was_measured_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "run" / "recall.progress.jsonl"
    Progress(path, resume=False).keep(("toldonce", "locomo", "c1", "abc"), MEASURED)

    again = Progress(path, resume=True)

    assert again.known(("toldonce", "locomo", "c1", "abc")) == MEASURED
    assert again.known(("toldonce", "locomo", "c1", "def")) is None
    assert again.known(("toldonce", "locomo", "c2", "abc")) is None


def test_a_run_that_does_not_go_on_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "recall.progress.jsonl"
    Progress(path, resume=False).keep(("BM25", "locomo", "c1", "m"), MEASURED)

    assert Progress(path, resume=False).known(("BM25", "locomo", "c1", "m")) is None
    assert Progress(path, resume=True).known(("BM25", "locomo", "c1", "m")) is None


class Named:
    """An embedding of which nothing is asked but its name."""

    name = "m"


TALKS = [
    DataConversation(
        "locomo",
        name,
        [DataTurn("t1", "s1", "Ana", "user", "I like tea.", datetime(2024, 1, 1, tzinfo=UTC))],
        [Question("q", "What does Ana like?", "single", ["t1"], None, answerable=True)],
    )
    for name in ("c1", "c2", "c3")
]
FOUND = Answers([Ranking([{"t1"}], [11], 0.5, 1.0)])


async def test_a_record_of_what_was_measured_so_far_holds_what_all_systems_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "load", lambda *_: TALKS)
    progress = Progress(tmp_path / "recall.progress.jsonl", resume=False)
    for place in (("toldonce", "c1", "v"), ("toldonce", "c2", "v"), ("toldonce", "c3", "w"), ("BM25", "c2", "m"),
                  ("BM25", "c3", "m")):  # fmt: skip
        progress.keep((place[0], "locomo", *place[1:]), FOUND)
    bench = Bench(None, Named(), progress, "v", Console(quiet=True))  # type: ignore[arg-type]
    options = Options(tmp_path, {"locomo": None}, ["toldonce", "bm25"], so_far=True)

    figures, questions = await run.run(bench, options)

    assert figures["locomo"]["conversations"] == ["c2"]
    assert [one["system"] for one in questions] == ["toldonce", "BM25"]
    with pytest.raises(SystemExit, match="No conversation of locomo"):
        await run.run(bench, Options(tmp_path, {"locomo": None}, ["toldonce", "dense"], so_far=True))
