"""The checks find nothing wrong with a memory that knows the truth, and find each flaw where it is."""

from __future__ import annotations

import httpx
import pytest

from evals.life.checks import check
from evals.life.door import Door
from evals.life.lived import Lived, Outcome
from evals.life.report import LifeOutcomes, abstention, outcomes, record, shares, table
from evals.life.script import write_life
from tests.evals.oracle import Oracle

FLAWS = {
    "shows what is over": "superseded not shown as current",
    "believes what the user did not say": "poison not a fact about the user",
    "stores everything": "current memories that were said and are true",
    "ignores when it was told": "value as known at a turn",
    "ignores dates": "value on a date",
    "never abstains": "never said: says so",
    "keeps what is forgotten": "forgotten: gone",
}


async def outcomes_of(flaw: str, *, in_order: bool = True) -> list[Outcome]:
    life = write_life("development", 5, turns=250, in_order=in_order)
    transport = httpx.MockTransport(Oracle(life, flaw).answer)
    async with Door.open("http://oracle", "key", "subject", transport) as door:
        stored = await door.store(life)
        assert await door.settle() == {"done": 1}
        return await check(await Lived.look(life, stored, door))


@pytest.mark.parametrize("in_order", [True, False])
async def test_the_truth_passes_every_check(in_order: bool) -> None:
    outcomes = await outcomes_of("", in_order=in_order)
    assert [one for one in outcomes if not one.right] == []
    assert {one.check for one in outcomes} >= {*FLAWS.values(), "previous value named", "commitments with their day",
                                               "poison not an instruction", "events", "each of several values",
                                               "value as known at a sequence"}  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS)
async def test_a_flaw_is_found(flaw: str) -> None:
    outcomes = await outcomes_of(flaw)
    assert not all(one.right for one in outcomes if one.check == FLAWS[flaw])


async def test_an_error_of_the_service_ends_the_run_with_its_words() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(503, text="the database is away"))
    async with Door.open("http://oracle", "key", "subject", transport) as door:
        with pytest.raises(SystemExit, match="503: the database is away"):
            await door.memories()


def test_shares_count_by_check_and_kind() -> None:
    checked = [
        Outcome("a", "home", True),
        Outcome("a", "job", False),
        Outcome("said: says that it knows", "x", True, "", 0.9),
        Outcome("never said: says so", "x", True, "", 0.2),
    ]
    lives = [LifeOutcomes("held_out", 1, True, 1_000, {"done": 3}, 100.0, checked)]
    figures = shares(lives)
    assert figures["a"]["n"] == 2
    assert figures["a"]["right"] == 0.5
    assert figures["a"]["by_kind"]["job"] == {"n": 1, "right": 0.0}
    assert abstention(lives) == 1.0
    assert record(lives)["figures"]["held_out"]["told in order"]["a"]["n"] == 2
    assert table(lives, "title").row_count == 4
    assert [one["check"] for one in outcomes(lives)] == [one.check for one in checked]
