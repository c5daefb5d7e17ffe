"""The turns of a conversation as the baselines index them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.datasets import DataConversation
from evals.systems.ranking import Ranking

CHUNK_WORDS = 160
"""A longer turn is cut: the embedding model reads 256 tokens."""

STOP_WORDS = frozenset(
    """
    i me my myself we our ours ourselves you you're you've you'll you'd your yours yourself yourselves he him his
    himself she she's her hers herself it it's its itself they them their theirs themselves what which who whom this
    that that'll these those am is are was were be been being have has had having do does did doing a an the and but
    if or because as until while of at by for with about against between into through during before after above below
    to from up down in out on off over under again further then once here there when where why how all any both each
    few more most other some such no nor not only own same so than too very s t can will just don don't should
    should've now d ll m o re ve y ain aren aren't couldn couldn't didn didn't doesn doesn't hadn hadn't hasn hasn't
    haven haven't isn isn't ma mightn mightn't mustn mustn't needn needn't shan shan't shouldn shouldn't wasn wasn't
    weren weren't won won't wouldn wouldn't
    """.split()
)
"""The usual 179 English ones."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a turn; ``turn`` is the place of the turn in the conversation."""

    turn: int
    text: str


def chunks_of(conversation: DataConversation) -> list[Chunk]:
    """The turns with their speakers; long ones in parts of `CHUNK_WORDS` words."""
    chunks = []
    for place, turn in enumerate(conversation.turns):
        words = turn.text.split()
        for first in range(0, max(1, len(words)), CHUNK_WORDS):
            part = turn.text if len(words) <= CHUNK_WORDS else " ".join(words[first : first + CHUNK_WORDS])
            chunks.append(Chunk(place, f"{turn.speaker}: {part}"))
    return chunks


def best_by_turn(chunks: Sequence[Chunk], scores: NDArray[np.floating], turns: int) -> NDArray[np.float64]:
    """The score of each turn's best chunk, shape (turns,)."""
    best = np.full(turns, -np.inf)
    np.maximum.at(best, [chunk.turn for chunk in chunks], scores)
    return best


def ranking_of(
    conversation: DataConversation,
    chunks: Sequence[Chunk],
    scores: NDArray[np.floating],
    depth: int,
    milliseconds: float,
    least: float = -np.inf,
) -> Ranking:
    """The best turns by their best chunks, those below ``least`` left out; their first score is the confidence."""
    best = best_by_turn(chunks, scores, len(conversation.turns))
    return ranking_of_turns(conversation, best, depth, milliseconds, least)


def ranking_of_turns(
    conversation: DataConversation,
    scores: NDArray[np.floating],
    depth: int,
    milliseconds: float,
    least: float = -np.inf,
) -> Ranking:
    """The same, from a score for each turn."""
    order = [place for place in np.argsort(-scores, kind="stable")[:depth] if scores[place] >= least]
    return Ranking(
        hits=[{conversation.turns[place].turn_id} for place in order],
        characters=[len(conversation.turns[place].text) for place in order],
        confidence=float(scores[order[0]]) if order else 0.0,
        milliseconds=milliseconds,
    )
