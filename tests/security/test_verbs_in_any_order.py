"""The verbs in any order: a memory on PostgreSQL does what the one in memory does, and nobody else's changes.

The stores under them, call by call: tests/adapters/test_inmemory_model.py. ``TOLDONCE_FUZZ_EXAMPLES`` and
``TOLDONCE_FUZZ_STEPS`` make the run longer.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore, Tables
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import ToldonceError
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.service import MemoryService
from toldonce.model import (
    ConversationRequest,
    MemoryChange,
    MemoryRequest,
    RollbackRequest,
    Scope,
    SearchRequest,
    TurnRequest,
)
from toldonce.ports import EXTRACT_JOB, ClaimedJob, Jobs, Store

SECRET = "a secret that is long enough for signing"
START = datetime(2024, 5, 15, 12, tzinfo=UTC)
EXAMPLES = int(os.environ.get("TOLDONCE_FUZZ_EXAMPLES", "6"))
STEPS = int(os.environ.get("TOLDONCE_FUZZ_STEPS", "10"))
PLACES = ("Oslo", "Porto", "Ghent")
SAID = st.one_of(
    st.sampled_from(PLACES).map("I live in {}.".format),
    st.sampled_from(PLACES).map("I moved to {} last week.".format),
    st.sampled_from(PLACES).map("Actually I never lived in {}.".format),
    st.sampled_from(["Nora", "Eva"]).map("My sister {} likes tea.".format),
    st.sampled_from(
        ["Please always answer in French.", "I work at Siemens.", "Do I like tea?", "I am allergic to nuts."]
    ),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
        str.strip
    ),
)
ROLES = st.sampled_from(["user", "user", "user", "assistant", "tool"])
HINTS = st.integers(0, 30)
T = TypeVar("T")


@dataclass
class Side:
    """One of the two memories, with a clock that both share."""

    store: Store
    jobs: Jobs
    scope: Scope

    def service(self, clock: Callable[[], datetime], scope: Scope | None = None) -> MemoryService:
        return MemoryService(
            self.store,
            self.jobs,
            WordEmbedder(),
            scope=scope or self.scope,
            secret=SECRET,
            clock=clock,
            rules=RuleExtractor(),
        )

    async def read(self) -> Any:
        """What a worker does with turns that nobody has read."""
        reader = Reader(self.store, WordEmbedder(), RuleExtractor(), Reconciliation())
        job = ClaimedJob(self.scope, uuid4(), EXTRACT_JOB, {}, None, 1, {})

        async def record(progress: Any) -> None:
            return None

        return await extract_handler(self.store, reader, turns_at_once=50)(job, record)


class Verbs(RuleBasedStateMachine):
    """Both memories are told and asked the same; ids are matched by the order in which they were made."""

    runner: asyncio.Runner
    database: Database
    model_id: int

    @initialize()
    def begin(self) -> None:
        self.now = START
        scope = Scope(user_id=uuid4())
        tables = Tables(clock=lambda: self.now)
        pg = PgStore(self.database, self.model_id, "words/1", DIMENSION)
        self.sides = (
            Side(InMemoryStore(tables, embedding_model="words/1"), InMemoryJobs(tables), scope),
            Side(pg, PgJobs(self.database), scope),
        )
        self.memories_of = tuple(side.service(lambda: self.now) for side in self.sides)
        neighbour = self.sides[1].service(lambda: self.now, Scope(user_id=scope.user_id, subject="neighbour"))
        self.neighbour = neighbour
        self._run(neighbour.add_memories([MemoryRequest(content="I live in Rome.")]))
        made = [self._both(lambda memory, _: memory.create_conversation(ConversationRequest())) for _ in range(2)]
        self.conversations = [(one[0].conversation_id, one[1].conversation_id) for one in made if one is not None]
        self.turns: list[tuple[tuple[UUID, UUID], tuple[UUID, UUID]]] = []
        self.memories: list[tuple[UUID, UUID]] = []
        self.others = self._run(_exported(neighbour))
        self.add_turns(0, [("user", "I live in Oslo."), ("user", "My sister Nora likes tea.")], True)

    def _run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return self.runner.run(wait())

    def _both(self, ask: Callable[[MemoryService, int], Awaitable[Any]]) -> tuple[Any, Any] | None:
        """The answers of both; None when both refused, which they have to do in the same way."""
        answers: list[Any] = []
        for at, memory in enumerate(self.memories_of):
            try:
                answers.append(self._run(ask(memory, at)))
            except ToldonceError as refused:
                answers.append(refused)
        kinds = [type(one) if isinstance(one, ToldonceError) else None for one in answers]
        assert kinds[0] is kinds[1], answers
        self.now += timedelta(seconds=1)
        return None if kinds[0] is not None else (answers[0], answers[1])

    @rule(hint=HINTS, said=st.lists(st.tuples(ROLES, SAID), min_size=2, max_size=4), soon=st.booleans())
    def add_turns(self, hint: int, said: list[tuple[str, str]], soon: bool) -> None:
        where = self.conversations[hint % len(self.conversations)]
        turns = [TurnRequest.model_validate({"role": role, "content": content}) for role, content in said]
        added = self._both(lambda memory, at: memory.add_turns(where[at], turns))
        if added is not None:
            pairs = zip(added[0].turns, added[1].turns, strict=True)
            self.turns += [(where, (one.turn_id, other.turn_id)) for one, other in pairs]
        if soon:
            self.read()

    @rule()
    def read(self) -> None:
        progress = [self._run(side.read()) for side in self.sides]
        assert progress[0] == progress[1]
        self._match_memories()

    @rule(contents=st.lists(SAID, min_size=1, max_size=2))
    def add_memories(self, contents: list[str]) -> None:
        requests = [MemoryRequest(content=content) for content in contents]
        self._both(lambda memory, _: memory.add_memories(requests))
        self._match_memories()

    @precondition(lambda self: self.memories)
    @rule(hint=HINTS, content=SAID)
    def correct_memory(self, hint: int, content: str) -> None:
        which = self.memories[hint % len(self.memories)]
        self._both(lambda memory, at: memory.correct_memory(which[at], MemoryChange(content=content)))
        self._match_memories()

    @precondition(lambda self: self.memories)
    @rule(hint=HINTS, verb=st.sampled_from(["restore_memory", "confirm_memory"]))
    def restore_or_confirm(self, hint: int, verb: str) -> None:
        which = self.memories[hint % len(self.memories)]
        self._both(lambda memory, at: getattr(memory, verb)(which[at]))
        self._match_memories()

    @precondition(lambda self: self.memories)
    @rule(hint=HINTS, evidence=st.sampled_from(["erase", "keep"]))
    def forget_memory(self, hint: int, evidence: str) -> None:
        which = self.memories[hint % len(self.memories)]
        receipts = self._both(lambda memory, at: memory.forget_memory(which[at], evidence=evidence))  # type: ignore[arg-type]
        if receipts is not None:
            assert receipts[0].counts == receipts[1].counts
        self._match_memories()

    @precondition(lambda self: self.turns)
    @rule(hint=HINTS)
    def forget_turn(self, hint: int) -> None:
        where, which = self.turns[hint % len(self.turns)]
        receipts = self._both(lambda memory, at: memory.forget_turn(where[at], which[at]))
        if receipts is not None:
            assert receipts[0].counts == receipts[1].counts
        self._match_memories()

    @rule(back=st.integers(0, 5), dry_run=st.booleans())
    def rollback(self, back: int, dry_run: bool) -> None:
        seqs = self._both(lambda memory, _: memory.stats())
        assert seqs is not None
        to_seq = max(0, seqs[0].up_to_seq - back)
        undone = self._both(lambda memory, _: memory.rollback(RollbackRequest(to_seq=to_seq, dry_run=dry_run)))
        if undone is not None:
            assert len(undone[0].closed) == len(undone[1].closed)
            assert len(undone[0].reopened) == len(undone[1].reopened)
        self._match_memories()

    @rule(query=SAID, limit=st.integers(1, 5))
    def search(self, query: str, limit: int) -> None:
        found = self._both(lambda memory, _: memory.search(SearchRequest(query=query, limit=limit)))
        assert found is not None
        assert found[0].answerable == found[1].answerable
        # Hits of one score may come in any order, and the database keeps vectors in half precision.
        assert [one.score for one in found[0].hits] == pytest.approx([one.score for one in found[1].hits], abs=0.01)

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "memories_of"):
            return
        exported = [self._run(_exported(memory)) for memory in self.memories_of]
        assert exported[0] == exported[1]
        profiles = [self._run(memory.profile()) for memory in self.memories_of]
        assert _slots(profiles[0]) == _slots(profiles[1])
        assert "Rome" not in "".join(exported[0])

    @invariant()
    def the_neighbour_keeps_what_is_its_own(self) -> None:
        if hasattr(self, "others"):
            assert self._run(_exported(self.neighbour)) == self.others

    def teardown(self) -> None:
        if hasattr(self, "memories_of"):
            for memory in self.memories_of:
                self._run(memory.forget_all())
                assert self._run(_exported(memory)) == []

    def _match_memories(self) -> None:
        """Pairs of ids of what is the same in both, by what it says and the order in which it was written."""
        listed = [
            sorted(
                self._run(memory.memories(status="all", limit=200)).items,
                key=lambda one: (one.seq, one.content, one.status, one.type),
            )
            for memory in self.memories_of
        ]
        shown = [
            [(one.seq, one.content, one.status, one.type, one.slot, one.origin) for one in side] for side in listed
        ]
        assert shown[0] == shown[1]
        self.memories = [(one.memory_id, other.memory_id) for one, other in zip(*listed, strict=True)]


async def _exported(memory: MemoryService) -> list[str]:
    """Everything, without ids and the times at which it was stored."""
    lines = []
    async for line in memory.export():
        for one in line.splitlines():
            told = json.loads(one)
            if told.get("kind", told.get("record")) in ("header", "export"):
                continue
            lines.append(json.dumps(_plain(told), sort_keys=True))
    return sorted(one for one in lines if "content" in one)


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {
            name: _plain(value)
            for name, value in told.items()
            if not name.endswith(("_id", "_ids", "_at"))
            and name not in ("superseded_by", "supersedes", "at", "predecessor")
        }
    return [_plain(one) for one in told] if isinstance(told, list) else told


def _slots(profile: Any) -> list[tuple[str, list[str | None]]]:
    return sorted((slot.slot, sorted(str(entry.value) for entry in slot.entries)) for slot in profile.slots)


def test_both_memories_live_the_same_life(service_url: str, owner_url: str) -> None:
    with asyncio.Runner() as runner:
        database = runner.run(Database.open(service_url, pool_size=4))
        try:
            model_id = runner.run(ensure_model(owner_url, "words/1", DIMENSION))
            machine = type("Machine", (Verbs,), {"runner": runner, "database": database, "model_id": model_id})
            run_state_machine_as_test(
                machine,
                settings=settings(
                    max_examples=EXAMPLES,
                    stateful_step_count=STEPS,
                    deadline=None,
                    derandomize="TOLDONCE_FUZZ_EXAMPLES" not in os.environ,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(database.close(5.0))
