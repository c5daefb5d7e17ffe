"""One conversation turn: retrieve, remember what the user says, generate, remember the reply."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar
from uuid import UUID

import structlog
from pydantic import JsonValue

from toldonce.chat.extractive import SPEAKER, extractive_reply
from toldonce.chat.prompt import HISTORY_TURNS, Prompt
from toldonce.chat.wording import title_of
from toldonce.errors import EmbeddingFailed, ModelFailed, ToldonceError
from toldonce.model import (
    MAX_QUERY_CHARACTERS,
    MAX_TURN_CHARACTERS,
    ActiveMemory,
    ChatEvent,
    ChatReply,
    ChatRequest,
    Context,
    ContextRequest,
    ConversationRequest,
    Turn,
    TurnReference,
    TurnRequest,
    TurnsAdded,
)
from toldonce.ports import LLM, ChatAPI, Clock, Extractor, MemoryAPI, Message

NO_MODEL = "No language model is set up (LLM_PROVIDER=none): the reply quotes the memory."
TOO_LONG = "The language model's answer was cut off at the length of the longest turn."

log = structlog.get_logger("toldonce.chat")

T = TypeVar("T")
Step = list[ActiveMemory] | str | ChatReply
"""What a reply is made of, in this order: the memories in the prompt, pieces of text, the whole reply."""


@dataclass(slots=True)
class _Spoken:
    """The reply so far. ``generated``: by a language model to its end; ``broken_off``: it failed after it had begun;
    ``quotes``: the memories and turns that it repeats without one."""

    text: str = ""
    generated: bool = True
    broken_off: bool = False
    notice: str | None = None
    quotes: tuple[UUID, ...] = ()


class Chat(ChatAPI):
    """Replies with memory, by a language model or, without one, by quoting.

    The user's turn is durable before the model is asked. When the model fails, the quoting reply takes its place (after
    what the model had already said) and is stored as the assistant's turn, by the speaker ``toldonce`` and with the
    metadata ``{"toldonce": {"extractive": true, "quotes": [ids]}}``: the conversation reads right, nobody takes it for
    evidence, and it is forgotten with what it quotes.
    When the client leaves, what was said until then is stored with ``{"toldonce": {"interrupted": true}}``.
    """

    def __init__(
        self,
        llm: LLM | None,
        *,
        clock: Clock,
        top_k: int = 30,
        max_context_tokens: int = 2_000,
        rules: Extractor | None = None,
    ) -> None:
        """At most ``top_k`` memories and turns within ``max_context_tokens`` are recalled for a message.

        ``rules`` tell how many memories the message itself holds; the job that reads it stores them.
        """
        self._llm = llm
        self._rules = rules
        self._clock = clock
        self._top_k = top_k
        self._max_context_tokens = max_context_tokens
        self._prompt = Prompt()
        self._unfinished: set[asyncio.Task[Any]] = set()

    async def reply(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> ChatReply:
        """The whole answer. Raises `NotFound` for an unknown conversation; a model that fails raises nothing."""
        async with aclosing(self._turn(memory, user_id, request, write_key)) as steps:
            async for step in steps:
                if isinstance(step, ChatReply):
                    return step
        raise AssertionError("a turn ends with its reply")

    async def stream(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> AsyncGenerator[ChatEvent, None]:
        """The same turn as events: ``memories``, ``token`` (all of them make the response), and ``done`` with the
        `ChatReply`, or ``error`` with ``error`` (the code), ``message`` and ``status``."""
        try:
            async with aclosing(self._turn(memory, user_id, request, write_key)) as steps:
                async for step in steps:
                    yield _event(step)
        except ToldonceError as failed:
            log.warning("reply_failed", code=failed.code, reason=failed.message)
            problem: dict[str, JsonValue] = {"error": failed.code, "message": failed.message, "status": failed.status}
            yield ChatEvent(event="error", data=problem)

    async def _turn(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, write_key: str | None
    ) -> AsyncGenerator[Step, None]:
        started = perf_counter()
        history = await _history(memory, request.conversation_id)
        context, notice = await self._recall(memory, request)
        retrieved = perf_counter()
        conversation_id, added = await self._hear(memory, request, write_key)
        heard = added.turns[0] if added else None
        active = _active_memories(context, heard)
        if heard is not None:
            history = [turn for turn in history if turn.turn_number < heard.turn_number]
            await note_use(memory, context, heard.turn_number, heard.turn_id)
        yield active

        composing = perf_counter()
        messages = self._prompt.compose(request.message, context, history, self._clock())
        composed = perf_counter()
        spoken = _Spoken(notice=notice)
        try:
            async with aclosing(self._speak(messages, spoken, request, context, heard)) as pieces:
                async for piece in pieces:
                    yield piece
        except (GeneratorExit, asyncio.CancelledError):
            if conversation_id is not None and heard is not None:
                await self._keep_interrupted(memory, conversation_id, spoken, write_key)
            raise
        if conversation_id is not None and added is not None:
            added = await self._say(memory, conversation_id, spoken, write_key) or added

        yield ChatReply(
            turn_id=heard.turn_id if heard else None,
            conversation_id=conversation_id,
            user_id=user_id,
            turn_number=heard.turn_number if heard else None,
            response=spoken.text,
            active_memories=active,
            response_generated=spoken.generated,
            memories_extracted=await self._memories_in(request.message, heard, conversation_id),
            retrieval_time_ms=_milliseconds(retrieved - started),
            injection_time_ms=_milliseconds(composed - composing),
            up_to_seq=await _up_to_seq(memory, added, context),
            notice=spoken.notice,
            processing_time_ms=_milliseconds(perf_counter() - started),
        )

    async def _memories_in(self, message: str, heard: TurnReference | None, conversation_id: UUID | None) -> int:
        """How many memories the rules read in a message that was stored."""
        if self._rules is None or heard is None or conversation_id is None:
            return 0
        turn = Turn(
            turn_id=heard.turn_id,
            conversation_id=conversation_id,
            turn_number=heard.turn_number,
            seq=heard.seq,
            role="user",
            speaker=None,
            content=message,
            at=self._clock(),
            metadata={},
            created_at=self._clock(),
        )
        (extraction,) = await self._rules.extract([turn], [])
        return sum(not (one.denies or one.quarantined or one.is_exchange) for one in extraction.candidates)

    async def _recall(self, memory: MemoryAPI, request: ChatRequest) -> tuple[Context | None, str | None]:
        """What to place in the prompt, before the message is stored, so that it does not recall itself; and what went
        wrong with it."""
        if not request.include_memories:
            return None, None
        budget = request.max_context_tokens or self._max_context_tokens
        # A ``min_seq``, whichever it is, lets what was told just before be understood first.
        wanted = ContextRequest(query=query_of(request.message), limit=self._top_k, max_tokens=budget, min_seq=0)
        try:
            return await memory.context(wanted), None
        except EmbeddingFailed as failed:
            log.warning("recall_failed", code=failed.code, reason=failed.message)
            return None, f"The reply was made without memories: {failed.message}"

    async def _hear(
        self, memory: MemoryAPI, request: ChatRequest, write_key: str | None
    ) -> tuple[UUID | None, TurnsAdded | None]:
        """Store what the user says; a new conversation begins where none is given."""
        if not request.remember:
            return request.conversation_id, None
        conversation_id = request.conversation_id
        if conversation_id is None:
            begun = ConversationRequest(title=title_of(request.message))
            conversation_id = (await memory.create_conversation(begun, write_key=write_key)).conversation_id
        turn = TurnRequest(role="user", content=request.message, metadata=request.metadata)
        return conversation_id, await memory.add_turns(conversation_id, [turn], write_key=_key(write_key, "user"))

    async def _speak(
        self,
        messages: Sequence[Message],
        spoken: _Spoken,
        request: ChatRequest,
        context: Context | None,
        heard: TurnReference | None,
    ) -> AsyncGenerator[str, None]:
        """The reply in pieces, collected in ``spoken``."""
        failure = NO_MODEL
        if self._llm is not None:
            try:
                async with _closing(self._llm.stream(messages)) as answer:
                    async for piece in answer:
                        piece = piece[: MAX_TURN_CHARACTERS - len(spoken.text)]
                        spoken.text += piece
                        yield piece
                        if len(spoken.text) >= MAX_TURN_CHARACTERS:
                            spoken.notice = _joined(spoken.notice, TOO_LONG)
                            break
                if spoken.text.strip():
                    return
                failure = "The language model answered nothing."
            except ModelFailed as failed:
                log.warning("model_failed", code=failed.code, reason=failed.message)
                failure = failed.message
        spoken.generated = False
        spoken.notice = _joined(spoken.notice, failure)
        quoted = extractive_reply(request.message, context, heard=heard.turn_id if heard else None)
        spoken.quotes = quoted.quotes
        spoken.broken_off = bool(spoken.text.strip())
        piece = f"\n\n{quoted.text}" if spoken.broken_off else quoted.text
        spoken.text = (spoken.text + piece)[:MAX_TURN_CHARACTERS]
        yield piece

    async def _keep_interrupted(
        self, memory: MemoryAPI, conversation_id: UUID, spoken: _Spoken, write_key: str | None
    ) -> None:
        """Store what was said before the client left, even when it leaves again meanwhile."""
        if not spoken.text.strip():
            return
        # Another key than the whole reply's: a repeated request is still to get its whole reply.
        key = _key(write_key, "assistant:interrupted")
        await self._unhurried(_store_reply(memory, conversation_id, spoken, key, interrupted=True))

    async def _say(
        self, memory: MemoryAPI, conversation_id: UUID, spoken: _Spoken, write_key: str | None
    ) -> TurnsAdded | None:
        """Store the reply; when that fails, the answer says so instead of being lost."""
        try:
            key = _key(write_key, "assistant")
            return await self._unhurried(_store_reply(memory, conversation_id, spoken, key, interrupted=False))
        except ToldonceError as failed:
            log.error("reply_not_stored", code=failed.code, reason=failed.message)
            spoken.notice = _joined(spoken.notice, f"The reply could not be stored: {failed.message}")
            return None

    async def _unhurried(self, storing: Coroutine[Any, Any, T]) -> T:
        """Carry a write to its end although whoever waits for it may be cancelled."""
        task = asyncio.create_task(storing)
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        return await asyncio.shield(task)


@asynccontextmanager
async def _closing(answer: AsyncIterator[str]) -> AsyncIterator[AsyncIterator[str]]:
    """End the model's call at once when nobody listens any more."""
    try:
        yield answer
    finally:
        close = getattr(answer, "aclose", None)
        if close is not None:
            await close()


async def _store_reply(
    memory: MemoryAPI, conversation_id: UUID, spoken: _Spoken, write_key: str | None, *, interrupted: bool
) -> TurnsAdded:
    marks: dict[str, JsonValue] = {}
    if not spoken.generated:
        marks["extractive"] = True
    if spoken.quotes:
        marks["quotes"] = [str(one) for one in spoken.quotes]
    if interrupted or spoken.broken_off:
        marks["interrupted"] = True
    turn = TurnRequest(
        role="assistant",
        content=_storable(spoken.text),
        speaker=None if spoken.generated else SPEAKER,
        metadata={"toldonce": marks} if marks else {},
    )
    return await memory.add_turns(conversation_id, [turn], write_key=write_key)


async def _history(memory: MemoryAPI, conversation_id: UUID | None) -> list[Turn]:
    if conversation_id is None:
        return []
    return (await memory.turns(conversation_id, limit=HISTORY_TURNS, newest=True)).items


def _active_memories(context: Context | None, heard: TurnReference | None) -> list[ActiveMemory]:
    """What stands in the prompt: what was recalled, best first, then the standing memories."""
    if context is None:
        return []
    placed = {*context.memory_ids, *context.turn_ids}
    used_now = heard.turn_number if heard else None
    recalled = [
        ActiveMemory(
            memory_id=hit.id,
            content=hit.content,
            type="turn" if hit.kind == "turn" else hit.type,
            origin_turn=hit.turn_number,
            last_used_turn=used_now or hit.last_used_turn,
            confidence=_share(hit.confidence),
            relevance_score=_share(hit.score),
        )
        for hit in context.hits
        if hit.id in placed
    ]
    shown = {one.memory_id for one in recalled}
    standing = [
        ActiveMemory(
            memory_id=memory.memory_id,
            content=memory.content,
            type=memory.type,
            origin_turn=memory.source_turn,
            last_used_turn=used_now or memory.last_used_turn,
            confidence=_share(memory.confidence),
            relevance_score=_share(memory.importance),
        )
        for memory in context.standing
        if memory.memory_id not in shown
    ]
    return [*recalled, *standing]


async def note_use(memory: MemoryAPI, context: Context | None, turn_number: int, turn_id: UUID) -> None:
    """Note what was placed in the prompt of a turn.

    A use that cannot be noted is no reason to leave the user without a reply.
    """
    if context is None or not (context.turn_ids or context.memory_ids):
        return
    try:
        await memory.note_use(context.turn_ids, context.memory_ids, turn_number, turn_id=turn_id)
    except ToldonceError as failed:
        log.warning("use_not_noted", code=failed.code, reason=failed.message)


async def _up_to_seq(memory: MemoryAPI, added: TurnsAdded | None, context: Context | None) -> int:
    if added is not None:
        return added.up_to_seq
    return context.up_to_seq if context is not None else (await memory.stats()).up_to_seq


def _event(step: Step) -> ChatEvent:
    if isinstance(step, str):
        return ChatEvent(event="token", data=step)
    if isinstance(step, ChatReply):
        return ChatEvent(event="done", data=step.model_dump(mode="json"))
    return ChatEvent(event="memories", data=[one.model_dump(mode="json") for one in step])


def query_of(message: str) -> str:
    """The message as a query; of one that is too long its beginning and end, where the question stands most often."""
    if len(message) <= MAX_QUERY_CHARACTERS:
        return message
    half = MAX_QUERY_CHARACTERS // 2 - 1
    cut = f"{message[:half]}\n{message[-half:]}"
    return cut if cut.strip() else message.strip()[:MAX_QUERY_CHARACTERS]


def _key(write_key: str | None, part: str) -> str | None:
    return f"{write_key}:{part}" if write_key else None


def _joined(notice: str | None, more: str) -> str:
    return f"{notice} {more}" if notice else more


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:MAX_TURN_CHARACTERS]


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1_000, 3)
