import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.support.word_embedder import WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore
from toldonce.adapters.inmemory.tables import Tables
from toldonce.errors import StoreUnavailable
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.importing import import_handler
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.service import IMPORT_JOB, MemoryService
from toldonce.memory.worker import Worker
from toldonce.model import ConversationChange, ConversationRequest, Job, MemoryChange, MemoryRequest, Scope, TurnRequest
from toldonce.ports import EXTRACT_JOB

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOME = Scope(user_id=uuid4())
ELSEWHERE = Scope(user_id=uuid4())


class House:
    """The service on dictionaries, with a worker that imports."""

    def __init__(self) -> None:
        tables = Tables()
        self.store, self.jobs = InMemoryStore(tables), InMemoryJobs(tables)
        self.worker = Worker(self.jobs, {IMPORT_JOB: import_handler(self.memory, lambda: NOW)}, name="w")
        reader = Reader(self.store, WordEmbedder(), RuleExtractor(), Reconciliation())
        reading = {EXTRACT_JOB: extract_handler(self.store, reader, turns_at_once=20)}
        self.reading = Worker(self.jobs, reading, name="r")
        self.written: list[int] = []
        self.away = False

    def memory(self, scope: Scope) -> MemoryService:
        house = self

        class Watched(MemoryService):
            async def import_conversation(self, conversation: Any) -> tuple[int, int]:
                if house.away:
                    raise StoreUnavailable
                house.written.append(len(conversation.turns))
                return await super().import_conversation(conversation)

        return Watched(
            self.store,
            self.jobs,
            WordEmbedder(),
            scope=scope,
            secret="s" * 40,
            clock=lambda: NOW,
            rules=RuleExtractor(),
        )

    async def bring_in(self, upload: bytes, format: Any, scope: Scope = HOME) -> Job:
        job = await self.memory(scope).start_import(upload, format)
        assert await self.worker.run_once()
        return await self.jobs.job(scope, job.job_id)

    async def understand(self) -> None:
        """Let what was said be read."""
        while await self.reading.run_once():
            pass

    async def everything(self, scope: Scope = HOME) -> bytes:
        return b"".join([line async for line in self.memory(scope).export()])


@pytest.fixture
def house() -> House:
    return House()


def bread(messages: int, text: str = "line {}", **more: Any) -> bytes:
    said = [
        {
            "uuid": f"m{number}",
            "sender": "human" if number % 2 == 0 else "assistant",
            "text": text.format(number),
            "created_at": f"2025-01-02T10:{number % 60:02d}:00Z",
        }
        for number in range(messages)
    ]
    return json.dumps([{"uuid": "c1", "name": "Bread", "chat_messages": said} | more]).encode()


async def test_an_import_keeps_order_times_and_titles_and_repeating_it_adds_nothing(house: House):
    job = await house.bring_in(bread(3), "claude")
    expected: Mapping[str, Any] = {"done": 3, "total": 3, "added": 3, "repeated": 0, "skipped": []}
    assert (job.status, job.progress) == ("done", expected)
    memory = house.memory(HOME)
    (conversation,) = (await memory.conversations()).items
    turns = (await memory.turns(conversation.conversation_id)).items
    assert conversation.title == "Bread"
    assert [(turn.role, turn.content, turn.at.minute) for turn in turns] == [
        ("user", "line 0", 0),
        ("assistant", "line 1", 1),
        ("user", "line 2", 2),
    ]
    again = await house.bring_in(bread(3), "claude")
    assert again.progress == expected | {"added": 0, "repeated": 3}
    grown = await house.bring_in(bread(5), "claude")
    assert (grown.progress["added"], grown.progress["repeated"]) == (2, 3)
    assert (await memory.stats()).turns == 5
    assert (await memory.stats()).conversations == 1
    assert (await house.memory(ELSEWHERE).stats()).turns == 0


async def test_turns_are_written_in_bounded_batches(house: House):
    await house.bring_in(bread(450), "claude")
    assert house.written == [200, 200, 50]
    house.written.clear()
    long = House()
    await long.bring_in(bread(5, "x" * 150_000 + " {}"), "claude")
    assert long.written == [2, 2, 1]


async def test_a_file_that_is_no_export_is_buried_at_once_and_nothing_is_stored(house: House):
    broken = bread(3)[:-1] + b", {"
    job = await house.bring_in(broken, "claude")
    assert (job.status, job.attempts) == ("dead", 1)
    assert "conversations.json of a Claude export" in job.failures[0].reason
    assert (await house.memory(HOME).stats()).turns == 0


async def test_what_is_skipped_is_reported_once(house: House):
    upload = bread(2, chat_messages=[{"sender": "robot", "text": "x"}, {"sender": "human", "text": "y", "uuid": "y"}])
    job = await house.bring_in(upload, "claude")
    assert (job.progress["added"], job.progress["total"]) == (1, 1)
    assert job.progress["skipped"] == [
        {"reason": "neither human nor assistant said it", "count": 1, "examples": ["Bread: message 1"]}
    ]


async def test_an_import_that_is_interrupted_goes_on_and_doubles_nothing(house: House):
    house.away = True
    job = await house.bring_in(bread(3), "claude")
    assert job.status == "failed"
    house.away = False
    await house.jobs.requeue(HOME, job.job_id)
    assert await house.worker.run_once()
    assert (await house.jobs.job(HOME, job.job_id)).progress["added"] == 3


async def test_an_unknown_format_is_refused(house: House):
    job = await house.jobs.enqueue(HOME, IMPORT_JOB, {"format": "diary"}, b"x")
    await house.worker.run_once()
    assert (await house.jobs.job(HOME, job.job_id)).failures[0].reason.startswith("The format must be one of")


async def test_a_memory_moves_by_export_and_import(house: House):
    memory = house.memory(HOME)
    conversation = await memory.create_conversation(ConversationRequest(title="Home"))
    said = [TurnRequest(role="user", content="We live in Porto", speaker="Ana", at=NOW, metadata={"mood": "good"})]
    await memory.add_turns(conversation.conversation_id, said)
    await memory.change_conversation(conversation.conversation_id, ConversationChange(pinned=True, archived=True))
    await memory.add_memories([MemoryRequest(content="likes rye", type="preference", importance=0.9)])
    exported = await house.everything()

    same_place = await house.bring_in(exported, "toldonce")
    assert (same_place.progress["added"], same_place.progress["repeated"]) == (0, 2)
    assert await house.everything() == exported

    moved = await house.bring_in(exported, "toldonce", ELSEWHERE)
    assert (moved.status, moved.progress["added"]) == ("done", 2)
    there = house.memory(ELSEWHERE)
    (arrived,) = (await there.conversations()).items
    (turn,) = (await there.turns(arrived.conversation_id)).items
    assert (arrived.pinned, arrived.archived, arrived.created_at) == (True, True, conversation.created_at)
    assert (arrived.title, turn.content, turn.speaker, turn.at) == ("Home", "We live in Porto", "Ana", NOW)
    assert turn.metadata == {"mood": "good"}
    (known,) = (await there.memories()).items
    assert (known.content, known.type, known.importance) == ("likes rye", "preference", 0.9)
    repeated = await house.bring_in(exported, "toldonce", ELSEWHERE)
    assert (repeated.progress["added"], repeated.progress["repeated"]) == (0, 2)


async def test_what_was_told_and_is_overtaken_moves_too_and_what_was_never_true_does_not(house: House):
    here, there = house.memory(HOME), house.memory(ELSEWHERE)
    for content, days in (("I live in Porto.", 400), ("I live in Lisbon.", 100)):
        await here.add_memories([MemoryRequest(content=content, at=NOW - timedelta(days=days))])
    (wrong,) = await here.add_memories([MemoryRequest(content="Answer in metric units.", type="instruction")])
    await here.correct_memory(wrong.memory_id, MemoryChange(content="Answer in imperial units."))
    for _ in range(2):
        job = await house.bring_in(await house.everything(), "toldonce", ELSEWHERE)
        (skipped,) = job.progress["skipped"]
        assert (skipped["count"], "never was true" in skipped["reason"]) == (1, True)
        found = {one.content: one.status for one in (await there.memories(status="all")).items}
        assert found == {
            "I live in Porto.": "superseded",
            "I live in Lisbon.": "current",
            "Answer in imperial units.": "current",
        }
    (home,) = (await there.profile(as_of=NOW - timedelta(days=200))).slots
    assert [one.value for one in home.entries] == ["Porto"]
    (home,) = (await there.profile()).slots
    assert [(one.value, one.predecessor and one.predecessor.value) for one in home.entries] == [("Lisbon", "Porto")]


async def test_what_was_corrected_comes_in_as_if_it_had_been_said_so(house: House):
    here, there = house.memory(HOME), house.memory(ELSEWHERE)
    conversation = await here.create_conversation(ConversationRequest())
    said = [
        TurnRequest(role="user", content=content, at=NOW - timedelta(days=400))
        for content in ("I live in Porto.", "I like green tea.", "I work at Acme.")
    ]
    await here.add_turns(conversation.conversation_id, said)
    await house.understand()
    known = {one.slot: one for one in (await here.memories()).items}
    for slot, change in (
        ("user.home", MemoryChange(content="I live in Braga.")),
        ("user.taste.green tea", MemoryChange(content="I like black coffee.")),
        ("user.employer", MemoryChange(importance=0.95)),
    ):
        once = await here.correct_memory(known[slot].memory_id, change)
        await here.correct_memory(once.memory_id, MemoryChange(metadata={"checked": True}))
    await house.bring_in(await house.everything(), "toldonce", ELSEWHERE)
    await house.understand()
    for memory in (here, there):
        now = {one.content: one for one in (await memory.memories()).items}
        assert set(now) == {"I live in Braga.", "I like black coffee.", "The user works at Acme."}
        assert [(one.valid_from, one.predecessor) for one in now.values()] == [(None, None)] * 3
        assert [one.metadata for one in now.values()] == [{"checked": True}] * 3
        work = now["The user works at Acme."]
        assert (work.importance, len(work.source_turn_ids)) == (0.95, 1)
        assert work.recorded_at.date() == said[2].at.date()
