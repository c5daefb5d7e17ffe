"""The arms of a search in a subject kept in the process: what the queries of ``search.sql`` find, from columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.hot import HotSubject, State
from toldonce.adapters.postgres.kept_items import ROLES, KeptItems, Places
from toldonce.adapters.postgres.kept_memories import KINDS
from toldonce.adapters.postgres.kept_postings import Found, best_rows
from toldonce.adapters.postgres.ordered import is_among
from toldonce.ports import EPOCH, MICROSECOND, ArmsQuery, Candidate, Candidates, CandidateTable, Confirm

PARTS_PER_ITEM = 2
STANDING_DEPTH = 50
CENTRAL = 40
"""The best of each arm, whose neighbours are looked at."""
SITTINGS = 1 << 32
ASSISTANT = ROLES.index("assistant")
MICROSECONDS_TO_2000 = (datetime(2000, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
"""PostgreSQL counts from there."""

Scores = NDArray[np.float64]
ScoresByArm = tuple[float | None, float | None, float | None]
"""By words, by meaning and by spelling; None where that arm did not find it."""
NOWHERE = np.empty(0, np.int64)
NO_SCORES = np.empty(0)


@dataclass(frozen=True, slots=True)
class Arms:
    """What the arms found, best first, as places of items. ``words`` are of the lexical arm, one more than asked for
    when there is more (``lexical_full``)."""

    words: Found
    lexical: Places
    lexical_full: bool
    meaning: Places
    cosines: Scores
    fuzzy: Places
    similarities: Scores

    @property
    def found(self) -> Places:
        """What they found, in the order of the arms; what several of them found is there several times."""
        return np.concatenate([self.lexical, self.meaning, self.fuzzy])

    def with_fuzzy(self, items: KeptItems, scores: Mapping[int, float]) -> Arms:
        """The same with what resembles the words: scores by seq, best first."""
        scored = [(place, score) for seq, score in scores.items() for place in items.places([seq]).tolist()]
        places = np.array([place for place, _ in scored], np.int64)
        similarities = np.array([score for _, score in scored], np.float64)
        return replace(self, fuzzy=places, similarities=similarities)


def search_kept(hot: HotSubject, state: State, query: ArmsQuery) -> Arms:
    """Both arms over the rows of a state, without the memories that do not hold then."""
    return arms_of(query, by_words(hot, state, query), by_meaning(hot, state, query))


def by_words(hot: HotSubject, state: State, query: ArmsQuery) -> Found:
    """The lexical arm, one item more than the depth."""
    numbers = state.numbers
    average_length = max(numbers.term_count, 1) / max(numbers.chunk_count, 1)
    return hot.postings.best(
        query.terms, state.rows, state.left_out, query.depth + 1, numbers.chunk_count, average_length
    )


def by_meaning(hot: HotSubject, state: State, query: ArmsQuery) -> tuple[Places, Scores]:
    """The dense arm, with the cosines; nothing where the query has no vector."""
    if query.vector is None:
        return NOWHERE, NO_SCORES
    wanted = query.depth * PARTS_PER_ITEM
    while True:
        rows, cosines = hot.vectors.nearest(query.vector, state.rows, state.left_out, wanted)
        order = np.argsort(rows)
        items, best = best_rows(hot.postings.items[rows[order]], cosines[order].astype(np.float64))
        if len(items) >= query.depth or len(rows) < wanted:
            first = np.lexsort((-items, -best))[: query.depth]
            return items[first], best[first]
        wanted *= 4


def arms_of(query: ArmsQuery, words: Found, meaning: tuple[Places, Scores]) -> Arms:
    """Both arms, from what each of them found."""
    lexical = words.items[: query.depth]
    return Arms(words, lexical, len(words.items) > query.depth, *meaning, NOWHERE, NO_SCORES)


def candidates_of(
    hot: HotSubject,
    state: State,
    arms: Arms,
    in_slots: Places,
    memories: NDArray[Any],
    confirm: Confirm | None = None,
    named: dict[UUID, int] | None = None,
) -> Candidates:
    """What the arms and the slots found with its surroundings; ``memories`` and ``named`` as `table_of` takes them."""
    items = gathered(hot.items, arms, in_slots, CENTRAL, STANDING_DEPTH)
    table, found_count = table_of(hot, items, arms, memories, state.overtaken, named)
    beside = found_count + len(items.beside)
    return Candidates(
        found=table.span(0, found_count),
        neighbours=table.span(found_count, beside),
        standing=table.span(beside, len(table)),
        lexical_full=arms.lexical_full,
        document_frequency=arms.words.document_frequency,
        chunk_count=state.numbers.chunk_count,
        up_to_seq=state.numbers.last_seq,
        table=table,
        confirm=confirm,
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Items in the order of a table's rows: those found, those beside them, and those that stand for all turns.

    ``rows`` tells where in ``found`` stands what each arm found (by words, by meaning, by spelling), and what is asked.
    """

    found: Places
    beside: Places
    standing: Places
    rows: Sequence[NDArray[np.int64]]


def gathered(items: KeptItems, arms: Arms, asked: Places, central: int, standing_depth: int) -> Gathered:
    """What was found with its surroundings: those of the ``central`` best of each arm; ``asked`` are of asked slots."""
    found, rows = first_of_each(items.seq.count, arms.lexical, arms.meaning, arms.fuzzy, asked)
    best = np.concatenate([arms.lexical[:central], arms.meaning[:central], arms.fuzzy])
    beside, standing = items.around(found, best[~items.is_memory.values[best]], standing_depth)
    return Gathered(found, beside, standing, rows)


def table_of(
    hot: HotSubject,
    items: Gathered,
    arms: Arms,
    memories: NDArray[Any],
    overtaken: Places,
    named: dict[UUID, int] | None = None,
) -> tuple[CandidateTable, int]:
    """The gathered items as columns, and how many of them were found.

    ``memories`` are those found as they are now, in the order of their seqs (`MEMORY`); ``overtaken`` are turns whose
    memories are all superseded, in order. Memories that are gone are left out. ``named`` is given the places of the
    turns whose ids are asked for.
    """
    kept, memory_seqs = hot.items, memories["seq"].astype(np.int64)
    places = np.concatenate([items.found, items.beside, items.standing])
    by_words, by_meaning, by_spelling, in_slots = items.rows
    scores = np.full((3, len(places)), np.nan)
    scores[0, by_words] = arms.words.scores[: len(arms.lexical)]
    scores[1, by_meaning] = arms.cosines
    scores[2, by_spelling] = arms.similarities
    is_asked = np.zeros(len(places), np.bool_)
    is_asked[in_slots] = True
    there = ~kept.is_memory.values[places] | is_among(kept.seq.values[places], memory_seqs)
    places, scores, is_asked = places[there], scores[:, there], is_asked[there]
    lexical, dense, fuzzy = scores
    count, found = len(places), places[: len(places) - len(items.beside) - len(items.standing)]
    seqs, is_memory = kept.seq.values[places], kept.is_memory.values[places]
    memory_rows = np.nonzero(is_memory)[0]
    of_memory = np.searchsorted(memory_seqs, seqs[memory_rows])
    said_at, strength = kept.said_at.values[places], np.ones(count)
    said_at[memory_rows] = memories["recorded_at"][of_memory] + MICROSECONDS_TO_2000
    strength[memory_rows] = memories["strength"][of_memory]
    terms = list(arms.words.document_frequency)
    is_overtaken = is_among(places, overtaken)
    is_overtaken[len(found) : len(found) + len(items.beside)] = False
    sitting = kept.conversation.values[places].astype(np.int64) * SITTINGS + kept.sitting.values[places]

    @cache
    def matched() -> NDArray[np.bool_]:
        contained = np.zeros((count, len(terms)), np.bool_)
        contained[: len(found)] = hot.postings.holding(terms, found)
        if not arms.lexical_full or len(arms.words.scored_terms) < len(terms):
            scored = np.array([term in arms.words.scored_terms for term in terms], np.bool_)
            contained &= np.where(np.isnan(lexical)[:, None], arms.lexical_full, scored)
        return contained

    def memory_in(row: int) -> Any:
        return memories[of_memory[np.searchsorted(memory_rows, row)]]

    def id_of(row: int) -> UUID:
        if is_memory[row]:
            return id_in(memory_in(row)["memory_id"])
        turn_id = kept.item_id(places.item(row))
        if named is not None:
            named[turn_id] = places.item(row)
        return turn_id

    def whole(row: int) -> Candidate:
        scores = (_or_none(lexical.item(row)), _or_none(dense.item(row)), _or_none(fuzzy.item(row)))
        its_terms = [term for term, has in zip(terms, matched()[row].tolist(), strict=True) if has]
        if is_memory[row]:
            return _memory(memory_in(row), scores, its_terms, bool(is_asked[row]))
        return _turn(kept, places.item(row), scores, its_terms, bool(is_overtaken[row]))

    return CandidateTable(
        seq=seqs,
        is_memory=is_memory,
        lexical=lexical,
        dense=dense,
        fuzzy=fuzzy,
        said_at=said_at,
        speaker=kept.speaker.values[places].astype(np.int64),
        by_assistant=kept.role.values[places] == ASSISTANT,
        sitting=np.where(is_memory, -1, sitting),
        turn_number=kept.turn_number.values[places].astype(np.int64),
        cues=kept.cues.values[places],
        parts=kept.parts.values[places].astype(np.int64),
        length=kept.length.values[places].astype(np.int64),
        strength=strength,
        asked=is_asked,
        overtaken=is_overtaken,
        place=np.arange(count),
        speakers=kept.speakers,
        terms=terms,
        matching=lambda rows: matched()[rows],
        whole=whole,
        id_of=id_of,
    ), len(found)


def first_of_each(count: int, *some: Places) -> tuple[Places, list[NDArray[np.int64]]]:
    """All places (below ``count``), each once, where it comes first; and for each of those given, where its places
    stand there."""
    everywhere = np.concatenate(some)
    order = np.arange(len(everywhere))
    first_at = np.empty(count, np.int64)  # only what is written below is read
    first_at[everywhere[::-1]] = order[::-1]
    firsts = first_at[everywhere]
    is_first = firsts == order
    rows = (np.cumsum(is_first) - 1)[firsts]
    ends = np.cumsum([len(one) for one in some]).tolist()
    return everywhere[is_first], [rows[end - len(one) : end] for one, end in zip(some, ends, strict=True)]


def _turn(kept: KeptItems, place: int, scores: ScoresByArm, matched: list[str], overtaken: bool) -> Candidate:
    return Candidate(
        "turn",
        kept.item_id(place),
        kept.seq.item(place),
        "turn",
        ROLES[kept.role.item(place)],
        kept.speaker_name(place),
        EPOCH + timedelta(microseconds=kept.said_at.item(place)),
        kept.conversation_id(place),
        kept.turn_number.item(place),
        kept.sitting.item(place),
        *scores,
        matched,
        cues=kept.cue_names(place),
        parts=kept.parts.item(place),
        length=kept.length.item(place),
        overtaken=overtaken,
    )


def _memory(memory: Any, scores: ScoresByArm, matched: list[str], asked: bool) -> Candidate:
    conversation_id = id_in(memory["conversation_id"])
    return Candidate(
        "memory",
        id_in(memory["memory_id"]),
        int(memory["seq"]),
        KINDS[int(memory["kind"]) - 1],
        None,
        None,
        EPOCH + timedelta(microseconds=int(memory["recorded_at"]) + MICROSECONDS_TO_2000),
        conversation_id if conversation_id.int else None,
        None,
        None,
        *scores,
        matched,
        importance=round(float(memory["importance"]), 6),
        confidence=round(float(memory["confidence"]), 6),
        strength=float(memory["strength"]),
        asked=asked,
    )


def id_in(sent: Any) -> UUID:
    """An id that came as bytes."""
    return UUID(bytes=sent.tobytes())


def _or_none(score: float) -> float | None:
    return None if math.isnan(score) else score
