"""A run that was broken off goes on: what it has measured comes back as it was, of the same version only."""

from __future__ import annotations

from pathlib import Path

from evals.progress import Progress
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
