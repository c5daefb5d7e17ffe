"""What is printed and kept of a measurement."""

from __future__ import annotations

import json

from evals.metrics import Answered
from evals.report import Measured, by_kind_table, ranks, record, systems_table

FOUND = Answered("c1", "q1", "update", ["t1", "t2"], [{"x"}, {"t2"}], 0.87654, True, current=["t2"], superseded=["t1"],
                 confidence_without=0.1)  # fmt: skip
LOST = Answered("c2", "q2", "single", ["t3"], [{"x"}], 0.2, True, label_ok=False)
NONE = Answered("c2", "q3", "abstention", [], [], 0.1, False)
MEASURED = Measured("toldonce", [FOUND, LOST, NONE], [1.0, 2.0, 3.0], {"turns": 5})


def test_the_record_holds_figures_by_system_and_kind() -> None:
    made = json.loads(json.dumps(record([MEASURED], ["c1", "c2"])))
    figures = made["systems"]["toldonce"]
    assert made["conversations"] == ["c1", "c2"]
    assert figures["all"]["n"] == 2
    assert figures["all"]["fraction@10"] == 0.25
    assert figures["all"]["sound labels"]["fraction@10"] == 0.5
    assert (figures["all"]["updates"], figures["all"]["current first"]) == (1, 1.0)
    assert (figures["all"]["abstention auroc"], figures["all"]["unanswerable"]) == (1.0, 1)
    assert figures["kinds"]["single"]["fraction@10"] == 0.0
    assert figures["milliseconds"] == {"p50": 2.0, "p95": 3.0}
    assert figures["costs"] == {"turns": 5}


def test_every_question_is_kept_with_its_ranks() -> None:
    first, second, third = ranks("set", [MEASURED])
    assert first == {"data": "set", "system": "toldonce", "id": "q1", "kind": "update", "ranks": [None, 2],
                     "current": 2, "superseded": None, "confidence": 0.8765, "confidence without evidence": 0.1,
                     "answerable": True}  # fmt: skip
    assert second["ranks"] == [None]
    assert third["ranks"] == []


def test_tables_have_a_line_for_each_system_and_kind() -> None:
    assert systems_table("set", [MEASURED, MEASURED]).row_count == 2
    assert by_kind_table("set", MEASURED).row_count == 3
