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
    made = page.page(recorded, page.recorded("worker"), gateway, page.recorded("side-by-side"))
    assert made == page.PAGE.read_text(encoding="utf-8")
    text = page.README.read_text(encoding="utf-8")
    assert page.readme(text, recorded, gateway, page.recorded("side-by-side")) == text


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


def beside(**more: object) -> dict[str, Any]:
    own = {
        "search_ms": {"least": 1.0, "median": 2.0, "most": 3.0},
        "write_ms": {"least": 4.0, "median": 5.0, "most": 20.0},
    }
    row = {"turns": 10_000, "rounds": 5, "toldonce": own, "floor_ms": {"embed": 1.5, "scan": 0.5}, "environment": HERE}
    return {"rows": [row | more]}


def test_mem0_stands_beside_where_it_reached_the_size() -> None:
    slow, quick = {"least": 20.0, "median": 30.0, "most": 40.0}, {"least": 1.0, "median": 1.5, "most": 2.0}
    slowest = {"search_ms": dict.fromkeys(slow, 9_000.0), "write_ms": quick}
    local = {"turns": 430_000, "gave_up_after_seconds": 600.4, "unindexed": False}
    database = {"search_ms": slow, "write_ms": quick, "hits_as_exact": 0.875}
    shown = page.page(bench(), None, None, beside(mem0=local, mem0_pgvector=database))
    assert "| 10,000 | 5 | 2.0 (1.0 to 3.0) | - | 30 (20 to 40) | 0.875 | 2.0 |" in shown
    assert "| 10,000 | 5 | 5.0 (4.0 to 20) | - | 1.5 (1.0 to 2.0) |" in shown
    assert "- mem0 did not reach 10,000 turns: it held 430,000 after 10 minutes." in shown
    assert (
        "| a search at 10,000 turns takes less than with mem0 on pgvector | 2.0 (mem0 on pgvector: 30) | yes |" in shown
    )
    assert (
        "| a write at 10,000 turns takes less than with mem0 on pgvector | 5.0 (mem0 on pgvector: 1.5) | no |" in shown
    )
    assert "- side by side, 10,000: commit abc" in shown
    without = {"turns": 9_900, "gave_up_after_seconds": 900.0, "unindexed": True}
    shown = page.page(bench(), None, None, beside(mem0_pgvector=without))
    assert "mem0 on pgvector did not reach 10,000 turns: the indexes over its 9,900 rows were not made within" in shown
    assert "| a search and a write at 1,000,000 turns take less than with mem0 | not measured | - |" in shown
    assert "takes less than with mem0" not in shown
    assert "Beside others" not in page.page(bench(), None, None)
    text = page.readme(f"# toldonce\n{page.BEGIN}\n{page.END}\n", bench(), None, beside(mem0_pgvector=database))
    assert "a search takes 2.0 ms, with mem0 -, with mem0 on pgvector, which finds 0.875 of the exact hits, 30;" in text
    rows = [beside(mem0=database, mem0_pgvector=database)["rows"][0],
            beside(turns=1_000_000, mem0_pgvector=database | {"search_ms": quick})["rows"][0]]  # fmt: skip
    text = page.readme(f"# toldonce\n{page.BEGIN}\n{page.END}\n", bench(), None, {"rows": rows})
    assert "with mem0 30, with mem0 on pgvector, which finds 0.875 of the exact hits, 30;" in text
    assert (
        "At 1,000,000 a search takes 2.0 ms, with mem0 on pgvector, which finds 0.875 of the exact hits, 1.5;" in text
    )
    rows.append(beside(turns=1_000_000, mem0=slowest)["rows"][0])
    text = page.readme(f"# toldonce\n{page.BEGIN}\n{page.END}\n", bench(), None, {"rows": rows})
    assert "1.5; a write 2.0" not in text
    assert "exact hits, 1.5; a write 5.0 and 1.5. At 1,000,000 a search takes 2.0 ms, with mem0 9,000; a write" in text
    shown = page.page(bench(), None, None, {"rows": rows})
    assert "- side by side, 1,000,000 with mem0 on pgvector: commit abc" in shown
    assert "- side by side, 1,000,000 with mem0: commit abc" in shown
    assert "| a search at 1,000,000 turns takes less than with mem0 | 2.0 (mem0: 9,000) | yes |" in shown
    shown = page.page(bench(), None, None, {"rows": rows[:-1]})
    assert "| a search and a write at 1,000,000 turns take less than with mem0 | not measured | - |" in shown
    assert "1,000,000 turns take less than with mem0 on pgvector | not measured" not in shown


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
