"""Texts to search index rows: chunks with their terms and vectors, made before a write takes a connection."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import numpy as np
from uuid_utils.compat import uuid7

from toldonce.memory.cues import cues_of
from toldonce.memory.meanwhile import meanwhile
from toldonce.memory.terms import count_terms
from toldonce.model import Turn, TurnRequest
from toldonce.ports import Chunk, ChunksMissing, Embedder, NewTurn, Vectors

T = TypeVar("T")
FEW_CHARACTERS = 1_000
"""So many are looked at within a millisecond, in less time than it may take to go to a thread and back."""
SMALLEST = 1e-12
"""The least length that a mean of vectors is divided by."""


async def prepare_turns(
    embedder: Embedder, turns: Sequence[TurnRequest], now: datetime, source_keys: Sequence[str] | None = None
) -> list[NewTurn]:
    """Turns ready to be stored.

    A turn that only repeats what the memory holds (an extractive reply) gets no index rows: it must not be found in
    place of what it quotes. Raises `EmbeddingFailed`: a turn without vectors would not be found by its meaning.
    """
    texts = [("" if repeats_memory(turn) else turn.content, turn.speaker or turn.role) for turn in turns]
    chunks, cues = await _chunks(embedder, texts, lambda: [cues_of(turn.role, turn.content) for turn in turns])
    return [
        NewTurn(
            turn_id=uuid7(),
            role=turn.role,
            speaker=turn.speaker,
            content=turn.content,
            said_at=turn.at or now,
            metadata=turn.metadata,
            chunks=own,
            source_key=source_keys[number] if source_keys else None,
            cues=shown,
        )
        for number, (turn, own, shown) in enumerate(zip(turns, chunks, cues, strict=True))
    ]


def repeats_memory(turn: TurnRequest | Turn) -> bool:
    """Whether a turn is marked as a reply that was made from memory alone."""
    mark = turn.metadata.get("toldonce")
    return isinstance(mark, dict) and mark.get("extractive") is True


async def prepare_contents(embedder: Embedder, contents: Sequence[str]) -> dict[str, list[Chunk]]:
    """The chunks of memories by their words."""
    chunks, _ = await _chunks(embedder, [(content, None) for content in contents], lambda: None)
    return dict(zip(contents, chunks, strict=True))


async def with_chunks(embedder: Embedder, attempt: Callable[[Mapping[str, Sequence[Chunk]]], Awaitable[T]]) -> T:
    """What ``attempt`` gives, once every memory that it opens has its chunks: what is missing is embedded, with no
    connection held, and it is called again. Raises `EmbeddingFailed`, and what ``attempt`` raises."""
    chunks: dict[str, list[Chunk]] = {}
    while True:
        try:
            return await attempt(chunks)
        except ChunksMissing as missing:
            wanted = [content for content in missing.contents if content not in chunks]
            if not wanted:
                raise
            chunks |= await prepare_contents(embedder, wanted)


async def embed_parts(embedder: Embedder, parts: Sequence[tuple[str, str | None]]) -> Vectors:
    """A vector (unit length) for each part of a text that another model cut, with who speaks in it.

    What does not fit the window of this model is cut again, and the mean of its pieces stands for it. Raises
    `EmbeddingFailed`.
    """
    cut = await asyncio.to_thread(lambda: [embedder.split(text) or [(0, len(text))] for text, _ in parts])
    pieces = [
        _passage(text[starts:ends], speaker)
        for (text, speaker), spans in zip(parts, cut, strict=True)
        for starts, ends in spans
    ]
    vectors = await embedder.embed_passages(pieces)
    counts = [len(spans) for spans in cut]
    if all(count == 1 for count in counts):
        return vectors
    means = np.add.reduceat(vectors, np.cumsum([0, *counts[:-1]]), axis=0)
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), SMALLEST), dtype=np.float32)


def _passage(text: str, speaker: str | None) -> str:
    """The speaker stands in front of what is embedded: a question names people, what they said rarely does."""
    return f"{speaker}: {text}" if speaker else text


async def _chunks(
    embedder: Embedder, texts: Sequence[tuple[str, str | None]], beside: Callable[[], T]
) -> tuple[list[list[Chunk]], T]:
    """The chunks of each text, whose second half says who speaks, and what ``beside`` gives: it is done, as all that
    needs no vectors, while they are made."""
    contents = [text for text, _ in texts]
    spans = await _looked_at(contents, lambda: [embedder.split(text) if text else [] for text in contents])
    passages = [
        _passage(text[starts:ends], speaker)
        for (text, speaker), own in zip(texts, spans, strict=True)
        for starts, ends in own
    ]
    async with meanwhile(embedder.embed_passages(passages)) as embedding:
        await asyncio.sleep(0)  # It begins, in a thread.
        terms, more = await _looked_at(contents, lambda: (_terms(contents, spans), beside()))
        vectors = iter(await embedding)
    chunks = [
        [
            Chunk(part=part, starts=starts, ends=ends, terms=counts, vector=next(vectors))
            for part, ((starts, ends), counts) in enumerate(zip(own, counted, strict=True))
        ]
        for own, counted in zip(spans, terms, strict=True)
    ]
    return chunks, more


def _terms(texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> list[list[Counter[str]]]:
    """The terms of the parts of each text."""
    return [[count_terms(text[starts:ends]) for starts, ends in own] for text, own in zip(texts, spans, strict=True)]


async def _looked_at(texts: Sequence[str], work: Callable[[], T]) -> T:
    """What ``work`` makes of texts: of more than `FEW_CHARACTERS` in a thread, so that nobody else waits for it."""
    if sum(map(len, texts)) <= FEW_CHARACTERS:
        return work()
    return await asyncio.to_thread(work)
