"""toldonce over its public API: one subject for each conversation of the data."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar
from uuid import UUID

from evals.datasets import DataConversation, DataTurn, Question
from evals.metrics import BUDGETS
from evals.service import Service
from evals.systems.ranking import Answers, Ranking, depth_for
from toldonce import AsyncClient, ContextRequest, ConversationRequest, NotFound, SearchRequest, TurnRequest

BATCH = 200
BATCH_CHARACTERS = 40_000
"""A write is answered when all of it is embedded: long turns on a busy machine outlive a client's patience together."""
WAIT_SECONDS = 1_800.0


@dataclass(frozen=True, slots=True)
class Stored:
    """The turns of a data set in the service: their ids there, and the conversations that hold them."""

    turn_ids: Mapping[str, UUID]
    conversation_ids: Mapping[str, UUID]

    @property
    def own_ids(self) -> dict[UUID, str]:
        """The ids of the data set by those of the service."""
        return {turn_id: own for own, turn_id in self.turn_ids.items()}


@dataclass(slots=True)
class Toldonce:
    """The service with the defaults that its users have.

    ``by_session``: a conversation of the service for each session of the data, else one for all. ``contexts``: also ask
    for the context of each question. ``forgetting``: at the end delete all evidence and ask again.
    """

    target: Service
    by_session: bool = False
    contexts: bool = True
    forgetting: bool = True
    name: ClassVar[str] = "toldonce"
    sources: dict[UUID, Sequence[UUID]] = field(default_factory=dict, repr=False)

    async def answer(self, conversation: DataConversation) -> Answers:
        """Store the turns, wait until all of them are read, then ask one question after another."""
        subject = f"{conversation.dataset}-{conversation.name}-{time.time_ns()}"
        async with self.target.client(subject) as memory:
            started = time.perf_counter()
            stored = await ingest(memory, conversation, by_session=self.by_session)
            stored_at = time.perf_counter()
            await settle(memory)
            costs = {
                "turns": len(stored.turn_ids),
                "seconds of storing": stored_at - started,
                "seconds of reading after storing": time.perf_counter() - stored_at,
            }
            own = stored.own_ids
            rankings = [await self._ask(memory, question, own) for question in conversation.questions]
            if self.forgetting:
                rankings = await self._ask_again(memory, conversation, stored, rankings)
        return Answers(rankings, costs)

    async def _ask(self, memory: AsyncClient, question: Question, own: Mapping[UUID, str]) -> Ranking:
        started = time.perf_counter()
        request = SearchRequest(query=question.text, limit=depth_for(question), asked_at=question.asked_at)
        result = await memory.search(request)
        took = (time.perf_counter() - started) * 1000
        if result.degraded:
            raise SystemExit(f"A search without its embedding measures nothing: {' '.join(result.degraded)}")
        context = {}
        if self.contexts:
            context = {tokens: await self._context(memory, question, own, tokens) for tokens in BUDGETS}
        return Ranking(
            hits=[{own[turn] for turn in hit.source_turn_ids if turn in own} for hit in result.hits],
            characters=[len(hit.content) for hit in result.hits],
            confidence=result.confidence,
            milliseconds=took,
            in_context=context,
            server_ms=result.timings_ms.model_dump(),
        )

    async def _context(
        self, memory: AsyncClient, question: Question, own: Mapping[UUID, str], tokens: int
    ) -> frozenset[str]:
        """The turns that stand in a context, themselves or through a memory of them."""
        request = ContextRequest(query=question.text, max_tokens=tokens, asked_at=question.asked_at)
        context = await memory.context(request)
        turns = set(context.turn_ids)
        for memory_id in context.memory_ids:
            if memory_id not in self.sources:
                self.sources[memory_id] = (await memory.memory(memory_id)).source_turn_ids
            turns |= set(self.sources[memory_id])
        return frozenset(own[turn] for turn in turns if turn in own)

    async def _ask_again(
        self, memory: AsyncClient, conversation: DataConversation, stored: Stored, rankings: Sequence[Ranking]
    ) -> list[Ranking]:
        """Delete the evidence of every answerable question, and ask these again."""
        gone = {turn for question in conversation.questions if question.answerable for turn in question.evidence}
        for turn in gone:
            try:
                await memory.forget_turn(stored.conversation_ids[turn], stored.turn_ids[turn])
            except NotFound:
                continue  # went with another one
        again = []
        for question, ranking in zip(conversation.questions, rankings, strict=True):
            without = None
            if question.answerable and question.evidence:
                request = SearchRequest(query=question.text, asked_at=question.asked_at)
                without = (await memory.search(request)).confidence
            again.append(replace(ranking, confidence_without=without))
        return again


async def ingest(memory: AsyncClient, one: DataConversation, *, by_session: bool) -> Stored:
    """Store every turn, in batches."""
    sessions: dict[str, list[int]] = {}
    for number, turn in enumerate(one.turns):
        sessions.setdefault(turn.session if by_session else "", []).append(number)
    turn_ids: dict[str, UUID] = {}
    conversation_ids: dict[str, UUID] = {}
    for session, numbers in sessions.items():
        conversation = await memory.create_conversation(ConversationRequest(title=session or one.name))
        for batch in batches([one.turns[number] for number in numbers]):
            said = [
                TurnRequest.model_validate(
                    {"role": turn.role, "content": turn.text, "speaker": turn.speaker, "at": turn.at}
                )
                for turn in batch
            ]
            answer = await memory.add_turns(conversation.conversation_id, said)
            for turn, made in zip(batch, answer.turns, strict=True):
                turn_ids[turn.turn_id] = made.turn_id
                conversation_ids[turn.turn_id] = conversation.conversation_id
    return Stored(turn_ids, conversation_ids)


def batches(turns: Sequence[DataTurn]) -> Iterator[Sequence[DataTurn]]:
    """The turns in their order, so many together as one write takes."""
    batch: list[DataTurn] = []
    for turn in turns:
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
        batch.append(turn)
    if batch:
        yield batch


async def settle(memory: AsyncClient) -> None:
    """Wait until no background job of the subject is queued or running."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        waiting = [job async for job in memory.each(memory.jobs, limit=200) if job.status in ("queued", "running")]
        if not waiting:
            return
        if time.monotonic() > until:
            raise SystemExit(f"{len(waiting)} background jobs did not end within {WAIT_SECONDS:.0f} s.")
        await asyncio.sleep(0.5)
