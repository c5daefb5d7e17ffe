"""A turn that passes between a client and a model, on a real memory in dicts: what is recognised and what is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.support.word_embedder import WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore, Tables
from toldonce.chat import Gateway
from toldonce.chat.recalled import without_recalled
from toldonce.chat.thread import marks_of, place_of
from toldonce.errors import EmbeddingFailed, ModelFailed, NoUpstream
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import MAX_TURN_CHARACTERS, ConversationRequest, Scope, TurnRequest
from toldonce.ports import PassedAnswer, PassingTurn, UpstreamAnswer, UpstreamRequest, Utterance

SCOPE = Scope(user_id=uuid4())
BODY = b"as it came"
DOG = "My dog is called Rex"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2024, 5, 15, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


class ScriptedUpstream:
    """Answers its pieces; an exception among them is raised, an event is waited for."""

    protocol: Any = "openai"

    def __init__(self) -> None:
        self.pieces: Sequence[bytes | Exception | asyncio.Event] = [b"an answer"]
        self.bodies: list[bytes | None] = []
        self.closed = 0

    async def send(self, request: UpstreamRequest) -> UpstreamAnswer:
        self.bodies.append(request.body)
        if self.pieces and isinstance(self.pieces[0], ModelFailed):
            raise self.pieces[0]
        return UpstreamAnswer(200, {"content-type": "text/event-stream"}, self._chunks(), self._close)

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, asyncio.Event):
                await piece.wait()
            else:
                yield piece

    async def _close(self) -> None:
        self.closed += 1

    async def close(self) -> None:
        pass


class Reader:
    """Takes every chunk as text; the answer is over with a full stop."""

    is_over = False

    def __init__(self) -> None:
        self.text = ""

    def feed(self, chunk: bytes) -> None:
        self.text += chunk.decode()

    def read(self) -> tuple[Utterance, bool]:
        return Utterance("assistant", self.text), True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def store(clock: Clock) -> InMemoryStore:
    return InMemoryStore(Tables(clock=clock))


@pytest.fixture
def memory(store: InMemoryStore, embedder: WordEmbedder, clock: Clock) -> MemoryService:
    return MemoryService(
        store,
        InMemoryJobs(),
        embedder,
        scope=SCOPE,
        secret="long enough for signing receipts",
        clock=clock,
        rules=RuleExtractor(),
    )


@pytest.fixture
def upstream() -> ScriptedUpstream:
    return ScriptedUpstream()


@pytest.fixture
def gateway(upstream: ScriptedUpstream, store: InMemoryStore, clock: Clock) -> Gateway:
    return Gateway(upstream, store, clock=clock)


def turn(*said: str, **fields: Any) -> PassingTurn:
    """The user and the assistant in turns, or who a ``role: text`` names; the user last."""
    dialogue = [_utterance(one, number) for number, one in enumerate(said)]
    request = UpstreamRequest("POST", "/chat/completions", body=BODY)
    return PassingTurn("openai", request, dialogue, lambda text: text.encode(), lambda _: Reader(), **fields)


def _utterance(said: str, number: int) -> Utterance:
    role: Any = "assistant" if number % 2 else "user"
    for named in ("user", "assistant", "tool"):
        if said.startswith(f"{named}: "):
            role, said = named, said.removeprefix(f"{named}: ")
    return Utterance(role, said)


async def ask(gateway: Gateway, memory: MemoryService, passing: PassingTurn) -> PassedAnswer:
    answer = await gateway.answer(memory, SCOPE, passing)
    async for _ in answer.upstream.chunks:
        pass
    return answer


async def said(memory: MemoryService) -> list[list[str]]:
    listed = (await memory.conversations(limit=200)).items
    conversations = [(await memory.turns(one.conversation_id, limit=200)).items for one in reversed(listed)]
    return [[one.content for one in turns] for turns in conversations]


async def tell(memory: MemoryService, *contents: str) -> UUID:
    made = await memory.create_conversation(ConversationRequest(title="earlier"))
    await memory.add_turns(made.conversation_id, [TurnRequest(role="user", content=one) for one in contents])
    return made.conversation_id


async def test_the_same_beginning_is_the_same_conversation_only_for_a_while(
    gateway: Gateway, memory: MemoryService, clock: Clock
) -> None:
    await ask(gateway, memory, turn("Hello."))
    clock.time += timedelta(minutes=59)
    await ask(gateway, memory, turn("Hello."))
    assert await said(memory) == [["Hello.", "an answer"]]
    clock.time += timedelta(minutes=2)
    await ask(gateway, memory, turn("Hello."))
    clock.time += timedelta(days=30)
    await ask(gateway, memory, turn("Hello.", "an answer", "Where were we?"))
    assert await said(memory) == [
        ["Hello.", "an answer"],
        ["Hello.", "an answer", "Where were we?", "an answer"],
    ]


async def test_messages_that_repeat_themselves_are_each_stored(gateway: Gateway, memory: MemoryService) -> None:
    dialogue = ["One more."]
    for _ in range(4):
        await ask(gateway, memory, turn(*dialogue))
        dialogue += ["an answer", "One more."]
    assert await said(memory) == [["One more.", "an answer"] * 4]


async def test_white_space_and_what_was_placed_make_no_difference(gateway: Gateway, memory: MemoryService) -> None:
    await ask(gateway, memory, turn("Tell  me.\n"))
    echoed = 'Tell me.\n\n<memory source="toldonce">\nfound\n</memory>'
    await ask(gateway, memory, turn(echoed, " an\nanswer", "More."))
    assert await said(memory) == [["Tell  me.\n", "an answer", "More.", "an answer"]]


async def test_history_that_is_not_known_is_not_taken_for_what_the_user_says_now(
    gateway: Gateway, memory: MemoryService
) -> None:
    await ask(gateway, memory, turn("An example question", "An example answer", "The question"))
    assert await said(memory) == [["The question", "an answer"]]


async def test_messages_in_a_row_are_stored_each_and_what_failed_only_once(
    gateway: Gateway, memory: MemoryService, upstream: ScriptedUpstream
) -> None:
    upstream.pieces = [ModelFailed("away")]
    with pytest.raises(ModelFailed):
        await ask(gateway, memory, turn("First."))
    upstream.pieces = [b"an answer"]
    await ask(gateway, memory, turn("user: First.", "user: Second.", "user:  ", "user: Third."))
    assert await said(memory) == [["First.", "Second.", "Third.", "an answer"]]


async def test_two_at_once_are_stored_once(gateway: Gateway, memory: MemoryService) -> None:
    begun = await ask(gateway, memory, turn("Hello."))
    again = turn("Hello.", "an answer", "Twice?", conversation_id=begun.conversation_id)
    await asyncio.gather(ask(gateway, memory, again), ask(gateway, memory, again))
    assert await said(memory) == [["Hello.", "an answer", "Twice?", "an answer"]]


async def test_a_repeated_message_is_answered_with_what_was_known_before_it(
    gateway: Gateway, memory: MemoryService, upstream: ScriptedUpstream
) -> None:
    await tell(memory, DOG)
    first = await ask(gateway, memory, turn("What is my dog called"))
    second = await ask(gateway, memory, turn("What is my dog called"))
    assert first.used == second.used
    assert len(first.used) == 1
    assert upstream.bodies[0] == upstream.bodies[1] != BODY
    tools = await ask(gateway, memory, turn("What is my dog called", "assistant: ", "tool: Rex"))
    assert tools.used == first.used


async def test_a_long_message_is_kept_in_parts(gateway: Gateway, memory: MemoryService) -> None:
    long = "word " * (MAX_TURN_CHARACTERS // 5 + 100)
    await ask(gateway, memory, turn(long))
    ((*parts, answer),) = await said(memory)
    assert ("".join(parts), answer) == (long, "an answer")
    assert len(parts) == 2
    await ask(gateway, memory, turn(long))
    assert len((await said(memory))[0]) == 3


async def test_a_turn_that_cannot_be_stored_is_not_answered(
    gateway: Gateway, memory: MemoryService, upstream: ScriptedUpstream, embedder: WordEmbedder
) -> None:
    embedder.fail = True
    with pytest.raises(EmbeddingFailed):
        await ask(gateway, memory, turn("Hello."))
    assert upstream.closed == 1
    assert await ask(gateway, memory, turn("Hello.", writes=False))


async def test_whoever_leaves_leaves_both_sides_behind(
    gateway: Gateway, memory: MemoryService, upstream: ScriptedUpstream
) -> None:
    upstream.pieces = [b"an ", asyncio.Event(), b"answer"]
    answer = await gateway.answer(memory, SCOPE, turn("Hello."))
    assert await anext(answer.upstream.chunks) == b"an "
    waiting = asyncio.ensure_future(anext(answer.upstream.chunks))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await said(memory) == [["Hello.", "an "]]


async def test_another_protocol_has_no_upstream(gateway: Gateway, memory: MemoryService) -> None:
    with pytest.raises(NoUpstream, match="LLM_PROVIDER=anthropic"):
        await gateway.answer(memory, SCOPE, replace(turn("Hello."), protocol="anthropic"))
    with pytest.raises(NoUpstream, match="LLM_PROVIDER=openai"):
        await Gateway(None, gateway._threads, clock=gateway._clock).pass_on("openai", UpstreamRequest("GET", "/models"))
    assert await said(memory) == []


async def test_the_use_of_what_was_placed_is_noted(gateway: Gateway, memory: MemoryService) -> None:
    await tell(memory, DOG)
    await ask(gateway, memory, turn("Hello dog", "Hello", "What is my dog called"))
    (hit, *_) = (await memory.search(DOG)).hits
    assert (hit.content, hit.last_used_turn) == (DOG, 1)


def test_marks_tell_dialogues_apart() -> None:
    one = marks_of([Utterance("user", "a"), Utterance("assistant", "b"), Utterance("user", "c")])
    other = marks_of([Utterance("user", "x"), Utterance("assistant", "b"), Utterance("user", "c")])
    assert one[2].chain != other[2].chain
    assert one[2].tail == other[2].tail
    assert one[0].chain != marks_of([Utterance("assistant", "a")])[0].chain
    assert one[0].chain != marks_of([Utterance("user", "a", "picture")])[0].chain
    assert place_of(one, 2, []) is None


def test_only_what_was_placed_is_taken_out() -> None:
    block = '<memory source="toldonce">\nfound\n</memory>'
    assert without_recalled(f"before\n\n{block}\n\nafter {block}") == "before\n\nafter"
    for kept in ("<memory>mine</memory>", '<memory source="toldonce"> is how it begins', " spaces "):
        assert without_recalled(kept) == kept
