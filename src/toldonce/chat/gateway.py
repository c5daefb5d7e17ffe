"""A turn that passes between a client and a model: recall, ask, store what was said on both sides."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal, TypeVar
from uuid import UUID

import structlog

from toldonce.chat.recalled import recalled_block, without_recalled
from toldonce.chat.reply import note_use, query_of
from toldonce.chat.thread import TURNS_LOOKED_AT, Mark, Place, answered, known_turns, marks_of, place_of, tails_of
from toldonce.chat.wording import title_of
from toldonce.errors import EmbeddingFailed, ModelFailed, NoUpstream, ToldonceError
from toldonce.model import (
    MAX_TEXTS_IN_PROMPT,
    MAX_TURN_CHARACTERS,
    Context,
    ContextRequest,
    ConversationRequest,
    Scope,
    Turn,
    TurnReference,
    TurnRequest,
)
from toldonce.ports import (
    AnswerReader,
    Clock,
    GatewayAPI,
    MemoryAPI,
    ModelProtocol,
    PassedAnswer,
    PassingTurn,
    Threads,
    Upstream,
    UpstreamAnswer,
    UpstreamRequest,
    Utterance,
)
from toldonce.telemetry import metrics
from toldonce.telemetry.outages import note_outage

SENDING_SECONDS = 0.005
"""How long a request to the model has the process for itself."""
BEGINNING_AGAIN = timedelta(hours=1)
"""For how long the first message of a conversation, sent again before anything followed, is the same conversation."""
ANSWERS_LOOKED_AT = 8

log = structlog.get_logger("toldonce.chat")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Thread:
    """A dialogue as the memory knows it: the marks of its messages, the turns that are stored of it by index, where it
    goes on from, and the messages that are new."""

    marks: Sequence[Mark]
    known: Mapping[int, Turn]
    place: Place | None
    new: Sequence[int]
    conversation_id: UUID | None


class Gateway(GatewayAPI):
    """Passes requests to one model server and answers back, with a memory in between.

    What the client sends again is recognised (see `toldonce.chat.thread`) and not stored again. The user's turn is
    stored while the model is asked, so that it costs no time, and before anything of the answer is passed on.
    """

    def __init__(
        self,
        upstream: Upstream | None,
        threads: Threads,
        *,
        clock: Clock,
        top_k: int = 30,
        max_context_tokens: int = 2_000,
    ) -> None:
        """At most ``top_k`` memories and turns within ``max_context_tokens`` are recalled for a message."""
        self._upstream = upstream
        self._threads = threads
        self._clock = clock
        self._top_k = top_k
        self._max_context_tokens = max_context_tokens
        self._unfinished: set[asyncio.Task[Any]] = set()

    async def pass_on(self, protocol: ModelProtocol, request: UpstreamRequest) -> UpstreamAnswer:
        """A request that has nothing to do with memory. Raises `NoUpstream` and `ModelFailed`."""
        return await self._upstream_of(protocol).send(request)

    async def answer(
        self, memory: MemoryAPI, scope: Scope, turn: PassingTurn, *, write_key: str | None = None
    ) -> PassedAnswer:
        """The model's answer, which is stored when its chunks end. Raises `NoUpstream`, `ModelFailed` and, for an
        unknown ``conversation_id``, `NotFound`."""
        upstream = self._upstream_of(turn.protocol)
        if not (turn.reads or turn.writes):
            answer = await upstream.send(turn.request)
            return PassedAnswer(replace(answer, chunks=self._counted(answer)))
        recalling = self._begun(self._recall(memory, turn, None)) if turn.reads else None
        thread = await self._thread(memory, scope, turn)
        context = await self._recalled(memory, turn, thread, recalling) if recalling is not None else None
        block = recalled_block(context) if context is not None else ""
        request = replace(turn.request, body=turn.placed(block)) if block else turn.request
        started = time.perf_counter()
        hearing = self._begun(self._hear_in_a_moment(memory, turn, thread, context, write_key)) if turn.writes else None
        try:
            answer = await upstream.send(request)
        except ModelFailed as failed:
            note_outage("language_model", failed)
            metrics.model_called("complete", "failed", time.perf_counter() - started)
            if hearing is not None:
                await asyncio.shield(hearing)
            raise
        try:
            conversation_id = await asyncio.shield(hearing) if hearing is not None else None
        except BaseException:
            await answer.close()
            raise
        chunks = self._counted(answer)
        if turn.writes and answer.status == 200:
            chunks = self._heard(memory, turn, conversation_id, turn.reader(answer.is_stream), chunks)
        used = (*context.memory_ids, *context.turn_ids) if context is not None and block else ()
        return PassedAnswer(replace(answer, chunks=chunks), used, conversation_id)

    def _upstream_of(self, protocol: ModelProtocol) -> Upstream:
        if self._upstream is None or self._upstream.protocol != protocol:
            raise NoUpstream(
                f"No language model is set up behind this gateway: set LLM_PROVIDER={protocol} (and LLM_BASE_URL or"
                f" {protocol.upper()}_API_KEY) and restart the service.",
                headers={"x-should-retry": "false"},
            )
        return self._upstream

    async def _thread(self, memory: MemoryAPI, scope: Scope, turn: PassingTurn) -> _Thread:
        marks = marks_of(turn.dialogue)
        turns = await self._threads.turns_by_tail(scope, tails_of(marks), TURNS_LOOKED_AT)
        if turn.conversation_id is not None:
            await memory.conversation(turn.conversation_id)
            turns = [one for one in turns if one.conversation_id == turn.conversation_id]
        history = answered(turn.dialogue)
        place = place_of(marks, history, turns)
        if place is not None and turn.conversation_id is None and await self._begins_anew(memory, turn, place):
            place, turns = None, []
        first = max(history, place.index + 1 if place is not None else 0)
        new = [
            index
            for index, one in enumerate(turn.dialogue)
            if index >= first and one.role != "assistant" and without_recalled(one.text).strip()
        ]
        if place is None and all(turn.dialogue[index].role == "tool" for index in new):
            new = []  # results of calls in a dialogue that nobody here has heard
        conversation_id = turn.conversation_id or (place.turn.conversation_id if place is not None else None)
        return _Thread(marks, known_turns(marks, turns), place, new, conversation_id)

    async def _begins_anew(self, memory: MemoryAPI, turn: PassingTurn, place: Place) -> bool:
        """Whether a dialogue of one message that was said before is another one that begins with the same words.

        It is the same one, sent again, when it is not old and nothing but an answer has followed.
        """
        if len(turn.dialogue) > 1:
            return False
        if self._clock() - place.turn.created_at > BEGINNING_AGAIN:
            return True
        latest = await memory.turns(place.turn.conversation_id, limit=ANSWERS_LOOKED_AT, newest=True)
        return any(one.role == "user" and one.turn_number > place.turn.turn_number for one in latest.items)

    async def _recalled(
        self, memory: MemoryAPI, turn: PassingTurn, thread: _Thread, recalling: asyncio.Task[Context | None]
    ) -> Context | None:
        """What was recalled meanwhile; for a message that is stored already, what was known before it."""
        last = max((index for index, one in enumerate(turn.dialogue) if one.role == "user"), default=None)
        if last is None or last not in thread.known:
            return await recalling
        return await self._recall(memory, turn, thread.known[last].seq - 1)

    async def _recall(self, memory: MemoryAPI, turn: PassingTurn, known_at_seq: int | None) -> Context | None:
        """What to place behind the user's last message."""
        message = next((one.text for one in reversed(turn.dialogue) if one.role == "user"), None)
        if message is None:
            return None
        message = without_recalled(message)
        wanted = ContextRequest(
            query=query_of(message) if message.strip() else None,
            limit=self._top_k,
            max_tokens=self._max_context_tokens,
            known_at_seq=known_at_seq,
            in_prompt=[without_recalled(text).replace("\x00", "") for text in turn.before[-MAX_TEXTS_IN_PROMPT:]],
        )
        try:
            return await memory.context(wanted)
        except EmbeddingFailed as failed:
            log.warning("recall_failed", code=failed.code, reason=failed.message)
            return None

    async def _hear_in_a_moment(
        self, memory: MemoryAPI, turn: PassingTurn, thread: _Thread, context: Context | None, write_key: str | None
    ) -> UUID | None:
        """`_hear`, once the request is on its way: preparing the turn would keep it waiting."""
        await asyncio.sleep(SENDING_SECONDS)
        return await self._hear(memory, turn, thread, context, write_key)

    async def _hear(
        self, memory: MemoryAPI, turn: PassingTurn, thread: _Thread, context: Context | None, write_key: str | None
    ) -> UUID | None:
        """Store what the user and tools say that is new; its conversation, which begins where there is none."""
        conversation_id = thread.conversation_id
        heard: Turn | TurnReference | None = thread.place.turn if thread.place is not None else None
        if thread.new:
            if conversation_id is None:
                asked = next(index for index in thread.new if turn.dialogue[index].role == "user")
                conversation_id = await _begin(memory, turn.dialogue[asked].text, write_key)
            turns = [one for index in thread.new for one in _turns_of(turn.dialogue[index], thread.marks[index])]
            key = f"gateway:{conversation_id}:{thread.marks[thread.new[-1]].chain}"
            heard = (await memory.add_turns(conversation_id, turns, write_key=key)).turns[-1]
        if heard is not None:
            await note_use(memory, context, heard.turn_number, heard.turn_id)
        return conversation_id

    async def _heard(
        self,
        memory: MemoryAPI,
        turn: PassingTurn,
        conversation_id: UUID | None,
        reader: AnswerReader,
        chunks: AsyncGenerator[bytes, None],
    ) -> AsyncGenerator[bytes, None]:
        """The chunks as they come; what they said is stored when they end, however they end.

        The chunk that says that a stream is over waits for it: clients go on from there without waiting for more.
        """
        stored = False
        try:
            async with aclosing(chunks):
                async for chunk in chunks:
                    reader.feed(chunk)
                    if reader.is_over and not stored:
                        stored = True
                        await self._carried_out(self._say(memory, turn, conversation_id, reader))
                    yield chunk
        finally:
            if not stored:
                await self._carried_out(self._say(memory, turn, conversation_id, reader))

    async def _say(
        self, memory: MemoryAPI, turn: PassingTurn, conversation_id: UUID | None, reader: AnswerReader
    ) -> None:
        """Store what the model said; a failure is logged: the client has the answer already."""
        said, finished = reader.read()
        if not without_recalled(said.text).strip():
            return
        said = replace(said, text=turn.opening + said.text)
        mark = marks_of([*turn.dialogue, said])[-1]
        try:
            if conversation_id is None:
                conversation_id = await _begin(memory, said.text, None)
            turns = _turns_of(said, mark, **({} if finished else {"interrupted": True}))
            await memory.add_turns(conversation_id, turns, write_key=f"gateway:{conversation_id}:{mark.chain}")
        except ToldonceError as failed:
            log.error("answer_not_stored", code=failed.code, reason=failed.message)

    async def _counted(self, answer: UpstreamAnswer) -> AsyncGenerator[bytes, None]:
        """The chunks, with the call in the metrics when they end."""
        started = time.perf_counter()
        outcome: Literal["ok", "failed", "left"] = "left"
        try:
            async with aclosing(answer.chunks):
                async for chunk in answer.chunks:
                    yield chunk
            outcome = "ok" if answer.status < 400 else "failed"
        except ModelFailed as failed:
            outcome = "failed"
            note_outage("language_model", failed)
            raise
        finally:
            operation: Literal["complete", "stream"] = "stream" if answer.is_stream else "complete"
            metrics.model_called(operation, outcome, time.perf_counter() - started)

    def _begun(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Work that goes on to its end although whoever waits for it may be cancelled."""
        task = asyncio.create_task(work)
        self._unfinished.add(task)
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[Any]) -> None:
        """Whoever waited may have been cancelled: then nobody else would hear of a failure."""
        self._unfinished.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.warning("gateway_work_failed", reason=str(getattr(fault, "message", type(fault).__name__)))

    async def _carried_out(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.shield(self._begun(work))


async def _begin(memory: MemoryAPI, said: str, write_key: str | None) -> UUID:
    request = ConversationRequest(title=title_of(without_recalled(said)))
    return (await memory.create_conversation(request, write_key=write_key)).conversation_id


def _turns_of(utterance: Utterance, mark: Mark, **marks: bool) -> list[TurnRequest]:
    """One turn, or several where it is longer than a turn may be; the last carries the mark."""
    text = without_recalled(utterance.text).replace("\x00", "")
    parts = [text[start : start + MAX_TURN_CHARACTERS] for start in range(0, len(text), MAX_TURN_CHARACTERS)]
    parts = [part for part in parts if part.strip()]
    return [
        TurnRequest(
            role=utterance.role,
            content=part,
            speaker=utterance.speaker,
            metadata=mark.metadata(**marks) if part is parts[-1] else {},
        )
        for part in parts
    ]
