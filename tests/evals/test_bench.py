"""What the figures of the bench are made of, without running it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from evals import bench
from evals.bench import LONG_AGO
from evals.record import recorded
from evals.speed.material import material


def row(subjects: int, turns: int, **more: object) -> dict[str, object]:
    shares = {"p50": 1.5, "p95": 2.5, "p99": 3.5}
    measured = {"subjects": subjects, "turns": turns, "ingest_turns_per_second": None, "write_ms": None,
                "search_ms": shares, "beside_embedding_ms": shares, "sustained": {"search_ms": shares},
                "hits_as_exact": 1.0, "resident_mb": 250.0, "disk_mb": 50.0}  # fmt: skip
    return {**measured, **more}


def test_rows_of_other_sizes_stay_in_the_record(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    recorded(out, [row(1, 1_000, hits_as_exact=0.5), row(1, 10_000)], *bench.ROW)
    recorded(out, [row(1, 1_000), row(1_000, 1_000)], *bench.ROW)
    rows = json.loads(out.read_text(encoding="utf-8"))["rows"]
    assert [(one["subjects"], one["turns"], one["hits_as_exact"]) for one in rows] == [
        (1, 1_000, 1.0), (1, 10_000, 1.0), (1_000, 1_000, 1.0)
    ]  # fmt: skip
    assert all("commit" in one["environment"] for one in rows)


def test_no_question_comes_twice() -> None:
    asked = bench._none_twice(["Where?", "When?"], 7)
    assert asked[:2] == ["Where?", "When?"]
    assert len(set(asked)) == 7


def test_everyday_messages_are_short(tmp_path: Path) -> None:
    said = [
        {"id": str(length), "session": 1, "speaker": "Ana", "role": "user", "text": "x" * length, "at": LONG_AGO}
        for length in (20, 100, 101, 400, 401)
    ]
    for name in ("locomo", "longmemeval"):
        told = {"dataset": name, "conversation": "c", "turns": said, "questions": []}
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")
    assert {len(turn.content) for turn in material(tmp_path, 6)[0]} == {20, 100, 101, 400}
    assert {len(turn.content) for turn in material(tmp_path, 4, bench.EVERYDAY_CHARACTERS)[0]} == {20, 100}
