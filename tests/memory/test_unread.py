"""Who asks right after telling is answered from what was told."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.support.word_embedder import WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore
from toldonce.adapters.inmemory.tables import Tables
from toldonce.memory import unread as unread_module
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.service import MemoryService
from toldonce.memory.unread import MOST_AHEAD, Unread
from toldonce.memory.worker import Worker
from toldonce.model import ConversationRequest, Scope, TurnRequest
from toldonce.ports import EXTRACT_JOB

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class Desk:
    """One subject's memory whose turns are read only when somebody is in a hurry, or when the test says so."""

    def __init__(self) -> None:
        tables, embedder = Tables(), WordEmbedder()
        store, jobs = InMemoryStore(tables), InMemoryJobs(tables)
        self.hurried = 0
        self.reads_when_hurried = True
        self.unread = Unread(self._hurry)
        self.now = NOW
        self.scope = Scope(user_id=uuid4())
        self.memory = MemoryService(
            store,
            jobs,
            embedder,
            scope=self.scope,
            secret="a secret that is long enough for signing",
            clock=lambda: self.now,
            rules=RuleExtractor(),
            unread=self.unread,
        )
        reader = Reader(store, embedder, RuleExtractor(), Reconciliation(), self.unread.read)
        self.worker = Worker(jobs, {EXTRACT_JOB: extract_handler(store, reader, turns_at_once=9)}, name="w")
        self._reading: list[asyncio.Task[bool]] = []

    def _hurry(self) -> None:
        self.hurried += 1
        if self.reads_when_hurried:
            self._reading.append(asyncio.create_task(self.worker.run_once()))

    async def told(self, *contents: str) -> UUID:
        conversation_id = (await self.memory.create_conversation(ConversationRequest())).conversation_id
        turns = [TurnRequest(role="user", content=content) for content in contents]
        await self.memory.add_turns(conversation_id, turns, write_key=contents[0])
        self.now += timedelta(days=1)
        return conversation_id


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(unread_module, "LONGEST_WAIT", 30.0)
    return Desk()


async def test_a_question_that_names_the_write_waits_until_it_is_read(desk: Desk) -> None:
    await desk.told("Nice weather here.", "I moved from Ghent to Turku last week.")
    result = await desk.memory.search("Where do I live?", min_seq=2)
    assert (result.hits[0].kind, result.hits[0].value) == ("memory", "Turku")
    assert desk.hurried == 1


async def test_nobody_waits_who_does_not_ask_for_it_or_when_all_is_read(desk: Desk) -> None:
    await desk.told("I moved from Ghent to Turku last week.")
    assert all(hit.kind == "turn" for hit in (await desk.memory.search("Where do I live?")).hits)
    await desk.worker.run_once()
    context = await desk.memory.context("Where do I live?", min_seq=0)
    assert (context.hits[0].value, desk.hurried) == ("Turku", 0)


async def test_a_repeated_write_leaves_nothing_to_wait_for(desk: Desk) -> None:
    conversation_id = await desk.told("I live in Turku.")
    await desk.worker.run_once()
    again = [TurnRequest(role="user", content="I live in Turku.")]
    await desk.memory.add_turns(conversation_id, again, write_key="I live in Turku.")
    await desk.memory.search("Where do I live?", min_seq=1)
    assert desk.hurried == 0


async def test_a_turn_that_is_not_read_in_time_answers_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.told("I live in Ghent.")
    await desk.worker.run_once()
    monkeypatch.setattr(unread_module, "LONGEST_WAIT", 0.0)
    desk.reads_when_hurried = False
    await desk.told("We talked about moving.", "So I moved to Turku last week, and live by the river.")
    context = await desk.memory.context("Where do I live?", min_seq=0)
    assert context.hits[0].content.startswith("So I moved to Turku")
    assert context.answerable
    assert not [hit for hit in context.hits if hit.value == "Ghent"]
    result = await desk.memory.search("What is my job?", min_seq=0)
    assert not result.answerable


async def test_behind_many_others_nobody_waits(desk: Desk) -> None:
    for _ in range(MOST_AHEAD):
        desk.unread.stored(Scope(user_id=uuid4()), 1)
    await desk.told("I moved from Ghent to Turku last week.")
    assert not await desk.unread.until_read(desk.scope)
    assert desk.hurried == 0


async def test_what_another_process_reads_is_forgotten_in_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_module, "FORGOTTEN_AFTER", -1.0)
    desk.unread.stored(desk.scope, 1)
    assert await desk.unread.until_read(desk.scope)
