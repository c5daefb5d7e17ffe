"""The page of speed is what the records say."""

from __future__ import annotations

from typing import Any

import pytest

from evals.speed import page
from tests.evals.test_bench import row

HERE = {"commit": "abc", "measured_at": "2026-01-02T03:04:05+00:00", "cores": "2", "load": "0.1", "python": "3.11.7"}


def bench(**more: object) -> dict[str, Any]:
    sustained = {"searches": 720, "failed": 0, "search_ms": {"p50": 1.0, "p95": 2.0, "p99": 99.0}}
    return {"rows": [row(1, 10_000, environment=HERE, sustained=sustained, **more)]}


def test_the_pages_say_what_is_recorded() -> None:
    recorded, gateway = page.recorded("bench"), page.recorded("gateway")
    assert recorded is not None
    assert page.page(recorded, page.recorded("worker"), gateway) == page.PAGE.read_text(encoding="utf-8")
    text = page.README.read_text(encoding="utf-8")
    assert page.readme(text, recorded, gateway) == text


def test_a_goal_is_reached_or_not() -> None:
    shown = page.page(bench(ingest_turns_per_second=299.0), None, None)
    assert "among 1,000 subjects takes 1.5 times as long as in one (p95) | not measured | - |" in shown
    assert "| a search at 10,000 turns takes 5 ms beside embedding | 1.5 | yes |" in shown
    assert "| bulk ingest of 300 turns/s, up to 10,000 | 299 | no |" in shown
    assert "| 60 searches a second at 10,000 turns, p99 100 ms | 99 | yes |" in shown


def test_a_bulk_stands_beside_what_the_machine_allows() -> None:
    alone = {"turns": 212.0, "everyday": 440.0}
    measured = bench(ingest_turns_per_second=160.0, everyday_per_second=300.0, embedding_alone=alone)
    shown = page.page(measured, None, None)
    assert "| bulk ingest of 300 turns/s, up to 10,000 | 160 (embedding alone: 212) | no |" in shown
    assert "| bulk ingest of 300 everyday messages/s, beside 10,000 turns | 300 (embedding alone: 440) | yes |" in shown
    assert "| 1 | 10,000 | 160 | 212 | 300 | 440 |" in shown


def test_mem0_stands_beside_where_it_reached_the_size() -> None:
    times = {"p50": 20.0, "p95": 30.0, "p99": 40.0}
    written = {"p50": 1.0, "p95": 2.0, "p99": 3.0}
    local = {"turns": 430_000, "gave_up_after_seconds": 600.4, "unindexed": False}
    database = {"turns": 10_000, "search_ms": times, "write_ms": written, "hits_as_exact": 0.875}
    shown = page.page(bench(mem0=local, mem0_pgvector=database, write_ms=times), None, None)
    assert "| 10,000 | 1.5 / 2.5 / 3.5 | - | 20 / 30 / 40 | 0.875 | - |" in shown
    assert "| 10,000 | 20 / 30 / 40 | - | 1.0 / 2.0 / 3.0 |" in shown
    assert "- mem0 did not reach 10,000 turns: it held 430,000 after 10 minutes." in shown
    assert "| a search at 10,000 turns takes less than with mem0 (p50) | 1.5 (mem0 on pgvector: 20) | yes |" in shown
    assert "| a write at 10,000 turns takes less than with mem0 (p50) | 20 (mem0 on pgvector: 1.0) | no |" in shown
    without = {"turns": 9_900, "gave_up_after_seconds": 900.0, "unindexed": True}
    shown = page.page(bench(mem0_pgvector=without), None, None)
    assert "mem0 on pgvector did not reach 10,000 turns: the indexes over its 9,900 rows were not made within" in shown
    assert "less than with mem0" not in shown


def test_searches_that_failed_do_not_reach_the_goal() -> None:
    measured = bench()
    measured["rows"][0]["sustained"]["failed"] = 1
    assert "p99 100 ms | 99 (1 failed) | no |" in page.page(measured, None, None)
    measured["rows"][0]["sustained"]["failed"] = 500
    shown = page.page(measured, None, None)
    assert "p99 100 ms | 500 of 720 failed | no |" in shown
    assert "1.0 / 2.0 / 99" not in shown


def test_a_readme_that_lost_its_marks_is_refused() -> None:
    with pytest.raises(SystemExit, match="lost the marks"):
        page.readme("# toldonce\n", bench(), None)


def test_a_thousand_subjects_stand_beside_one() -> None:
    one, many = row(1, 1_000), row(1_000, 1_000, search_ms={"p50": 1.0, "p95": 4.0, "p99": 5.0}, hits_as_exact=0.98)
    sustained = {"searches": 720, "failed": 1, "search_ms": {"p50": 1.0, "p95": 2.0, "p99": 3.0}}
    rows = [{**each, "sustained": sustained} for each in (one, many)]
    shown = page.page({"rows": rows}, None, None)
    assert "| a search at 1,000 turns finds 0.99 of the exact hits | 1.000 | yes |" in shown
    where = "1,000 subjects of 1,000 turns"
    assert "not measured" not in shown
    assert f"| a search at {where} finds 0.99 of the exact hits | 0.980 | no |" in shown
    assert f"| a search among {where} takes 1.5 times as long as in one (p95) | 1.6 | no |" in shown
    assert f"| 60 searches a second at {where}, p99 100 ms | 3.0 (1 failed) | no |" in shown


def test_what_a_subject_was_grown_from_is_told() -> None:
    assert "1 x 10,000: commit abc" in page.page(bench(), None, None)
    shown = page.page(bench(grown_from_turns=2_000, ingest_turns_per_second=299.0), None, None)
    assert "Python 3.11.7, grown from 2,000 turns\n" in shown
    assert "299" not in shown
