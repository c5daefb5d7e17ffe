"""What one caller may cost: no text and no question takes more than its share, or keeps others from being answered.

The rules and the trust in long texts: tests/memory/extract/test_rules_properties.py, tests/memory/test_trust.py.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from toldonce.adapters.splitting import split_text
from toldonce.chat.prompt import untagged
from toldonce.chat.recalled import without_recalled
from toldonce.chat.wording import is_question, only_asks
from toldonce.memory.asking import asked_of
from toldonce.memory.cues import cues_of
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS, RuleExtractor
from toldonce.memory.extract.sentences.splitting import MAX_SENTENCE_CHARACTERS
from toldonce.memory.prepare import prepare_turns
from toldonce.memory.question import ASKS_ASSISTANT, ASKS_HELP, ASKS_NUMBER, ASKS_TIME, in_first_person
from toldonce.memory.temporal import intervals
from toldonce.memory.terms import count_terms, query_terms
from toldonce.memory.trust import pasted_spans, reads_as_order, without_memory
from toldonce.model import MAX_QUERY_CHARACTERS, Turn, TurnRequest

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CHARACTERS = 20_000
"""A tenth of the longest turn: what grows with the square of its length shows."""
PIECES = [
    "where ", "where work ", "how many ", "how long ", "in june ", "may 1 and ", "two days ago ", "between ",
    "2024-01-01 ", "my sister ", "would i like a ", "A ", "Ab ", "1 ", "a", " ", "\n", "?! ", "'s ", "<memory ", "< ",
    "you also ", "\u200d", "ﷺ", "東京", "!", "。", "\n\n- ", ".\n", "\r", "also!", "; ", "'", "‘", '"',
]  # fmt: skip
"""What patterns begin with, again and again: the worst text for a search that starts anew at every place."""


def _questions(text: str) -> None:
    asked_of(text)
    intervals(text, NOW)
    query_terms(text)
    in_first_person(text, ["Ab Cd", "Nora"])
    for pattern in (ASKS_ASSISTANT, ASKS_HELP, ASKS_NUMBER, ASKS_TIME):
        pattern.search(text)


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_no_question_takes_long(piece: str) -> None:
    assert _takes_less(0.25, _questions, (piece * MAX_QUERY_CHARACTERS)[:MAX_QUERY_CHARACTERS])


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_what_is_done_with_a_turn_grows_with_its_length_only(piece: str) -> None:
    def read(text: str) -> None:
        cues_of("user", text)
        count_terms(text)
        without_recalled(f'<memory source="toldonce">{text}')
        untagged(f"<{text}")
        is_question(text)
        only_asks(text)
        reads_as_order(text)
        pasted_spans(without_memory(text))
        split_text(text, 200, lambda part: range(1, len(part) + 1))

    assert _takes_less(0.6, read, f"a{piece * CHARACTERS}"[:CHARACTERS])


@pytest.mark.parametrize("piece", [*PIECES, "'a b ", "' a ", "I like '", "from my ", "do you know "], ids=repr)
def test_the_rules_read_no_turn_for_long(piece: str) -> None:
    def read(text: str) -> None:
        (found,) = RuleExtractor().read([_turn(text)])
        assert found.failures == ()

    assert _takes_less(1.0, read, f"I live in Rome{piece * MAX_READ_CHARACTERS}"[:MAX_READ_CHARACTERS])
    longest = f"I {piece * MAX_SENTENCE_CHARACTERS}"[: MAX_SENTENCE_CHARACTERS - 5]
    assert _takes_less(1.0, read, f"{longest}. " * 8)


class Words:
    """An embedder of no account, so that only what is done around it takes time."""

    model_id = "none"
    dimension = 1

    def split(self, text: str) -> list[tuple[int, int]]:
        return [(at, min(at + 1_000, len(text))) for at in range(0, len(text), 1_000)]

    async def embed_passages(self, texts: list[str]) -> Any:
        return np.zeros((len(texts), 1), dtype=np.float32)


async def _ticks_while(work: Awaitable[Any]) -> tuple[int, float]:
    """How often the loop came by while something was done, and for how many seconds that took."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    began = time.monotonic()
    await work
    took = time.monotonic() - began
    ticking.cancel()
    return ticks, took


async def test_others_are_answered_while_long_turns_are_stored() -> None:
    turns = [TurnRequest(role="user", content="A " * 10_000) for _ in range(4)]
    ticks, took = await _ticks_while(prepare_turns(Words(), turns, NOW))  # type: ignore[arg-type]
    assert ticks >= 5, f"{ticks} in {took} s"


async def test_others_are_answered_while_long_turns_are_read() -> None:
    text = "I live in Berlin and my sister Nora works at Siemens, because she likes it. " * 200
    ticks, took = await _ticks_while(RuleExtractor().extract([_turn(text) for _ in range(4)], []))
    assert ticks >= 5, f"{ticks} in {took} s"


async def test_reading_that_is_given_up_ends_with_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that stops must not wait for two hundred long turns."""
    begun = threading.Event()
    read: list[Turn] = []

    def slow(_: RuleExtractor, thread: object, turn: Turn) -> None:
        read.append(turn)
        begun.set()
        time.sleep(0.05)

    monkeypatch.setattr(RuleExtractor, "_next", slow)
    reading = asyncio.ensure_future(  # noqa: RUF006 - it is kept
        RuleExtractor().extract([_turn("Hello.") for _ in range(200)], [])
    )
    await asyncio.to_thread(begun.wait, 60)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    given_up = len(read)
    await asyncio.sleep(0.3)
    assert len(read) <= min(given_up + 1, 199)


def _turn(text: str) -> Turn:
    return Turn(
        turn_id=uuid4(),
        conversation_id=uuid4(),
        turn_number=1,
        seq=1,
        role="user",
        speaker=None,
        content=text,
        at=NOW,
        metadata={},
        created_at=NOW,
    )


def _takes_less(seconds: float, work: Callable[[str], None], text: str) -> bool:
    """Whether it takes less of the processor, if need be at the second try: the first may compile patterns."""
    for _ in range(2):
        began = time.thread_time()
        work(text)
        if time.thread_time() - began < seconds:
            return True
    return False
