"""Batches that are read at the same time are written in their order, and none is lost or written twice."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.memory.test_understanding import House
from toldonce.memory import ingest
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import ConversationRequest, Turn, TurnRequest
from toldonce.ports import Extraction

HOMES = ["Lisbon", "Porto", "Faro", "Braga", "Evora", "Coimbra", "Aveiro"]
PATIENCE = 10.0


class Slower(RuleExtractor):
    """Finishes what it was asked first last: each batch waits for the next, as long as that can come."""

    def __init__(self) -> None:
        self.at_once = 0
        self.most_at_once = 0
        self.finished: list[list[str]] = []
        self.given_up = 0
        self.fails_on = ""
        self.waits = True
        self._later = asyncio.Event()

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        self._later.set()
        self._later = later = asyncio.Event()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.fails_on and self.fails_on in turns[0].content:
                raise RuntimeError("It fell over.")
            if self.waits and "Aveiro" not in turns[-1].content:
                await asyncio.wait_for(later.wait(), PATIENCE)
            self.finished.append([turn.content for turn in turns])
            return await super().extract(turns, before)
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        finally:
            self.at_once -= 1


async def told(house: House, per_conversation: int) -> None:
    """Every home is told a day after the one before."""
    for first in range(0, len(HOMES), per_conversation):
        conversation_id = (await house.memory.create_conversation(ConversationRequest())).conversation_id
        said = [
            TurnRequest(role="user", content=f"I moved to {home}.", at=house.now + timedelta(days=first + number))
            for number, home in enumerate(HOMES[first : first + per_conversation])
        ]
        await house.memory.add_turns(conversation_id, said)


@pytest.mark.parametrize("per_conversation", [7, 2, 1])
async def test_what_was_read_sooner_is_not_written_sooner(
    per_conversation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MANY_TURNS", len(HOMES))
    extractor = Slower()
    house = House(extractor)
    await told(house, per_conversation)
    await house.read()
    assert extractor.most_at_once == min(ingest.BATCHES_AHEAD, -(-len(HOMES) // min(3, per_conversation)))
    assert sorted(home for batch in extractor.finished for home in batch) == sorted(
        f"I moved to {one}." for one in HOMES
    )
    current = await house.one("user.home")
    assert current.value == "Aveiro"
    history = [one.value for one in await house.memory.memory_history(current.memory_id)]
    assert history == HOMES
    assert sum(job.progress["turns"] for job in (await house.memory.jobs()).items) == len(HOMES)  # type: ignore[misc]


async def test_a_few_turns_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "MANY_TURNS", len(HOMES) + 1)
    extractor = Slower()
    extractor.waits = False
    house = House(extractor)
    await told(house, 1)
    await house.read()
    assert extractor.most_at_once == 1
    assert (await house.one("user.home")).value == "Aveiro"


async def test_when_one_cannot_be_read_those_after_it_are_given_up_and_read_by_the_next_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ingest, "MANY_TURNS", len(HOMES) - 1)
    extractor = Slower()
    house = House(extractor)
    await told(house, 1)
    extractor.fails_on = "Porto"
    await house.read()
    assert extractor.at_once == 0
    assert extractor.given_up  # those after it; how many had been read by then is a matter of time
    assert await house.values("user.home", "all") == ["Lisbon"]
    extractor.fails_on = ""
    (job, *_) = (await house.memory.jobs()).items
    await house.memory.retry_job(job.job_id)
    await house.read()
    current = await house.one("user.home")
    assert [one.value for one in await house.memory.memory_history(current.memory_id)] == HOMES
