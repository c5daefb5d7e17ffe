"""The arms of a search over rows in memory: BM25, cosine and trigrams, with the filters inside each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.filters import passes_each
from toldonce.adapters.inmemory.known import memory_known
from toldonce.adapters.inmemory.rows import MemoryRow, TurnRow
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.inmemory.trigrams import likest_run, trigrams
from toldonce.adapters.inmemory.views import candidate_of
from toldonce.model import SearchFilters
from toldonce.ports import USER, ArmsQuery, Candidate, Candidates, Cue

K1, B = 1.2, 0.75
MAX_TERMS = 60
"""A long question is asked by its rarest terms."""
SLOT_DEPTH = 50
FUZZY_THRESHOLD = 0.4
FUZZY_DEPTH = 50
FUZZY_WORDS = 16
STANDING_DEPTH = 50
NEWEST_TURNS = 500
"""Turns that are looked at for who speaks."""
CENTRAL = 40
"""The best of each arm, whose neighbours are looked at."""
STANDING_CUES: frozenset[Cue] = frozenset({"instruction", "preference"})
NEIGHBOUR_STEPS = (-2, -1, 1, 2)

Scores = dict[int, float]
"""The score of an item by its seq."""


def find_candidates(rows: ScopeRows, query: ArmsQuery, now: datetime) -> Candidates:
    """What the arms find in one scope, with the neighbours of what they found."""
    passing: dict[int, bool] = {}

    def passes(seq: int) -> bool:
        if seq not in passing:
            passing[seq] = passes_filters(rows, rows.items[seq], query.filters, now)
        return passing[seq]

    in_words = _bm25(rows, query.terms, passes)
    lexical = _deepest(in_words, query.depth)
    dense = {} if query.vector is None else _deepest(_cosines(rows, query.vector, passes), query.depth)
    fuzzy = _deepest(_similar(rows, _fuzzy_words(rows, query, lexical), passes), FUZZY_DEPTH)

    in_slots = [seq for seq in _in_slots(rows, query.slots) if passes(seq)][:SLOT_DEPTH]
    at_present = query.filters.as_of is None and query.filters.known_at is None and query.filters.known_at_seq is None
    overtaken = _overtaken(rows) if at_present else frozenset()

    def shown(seq: int) -> Candidate:
        return replace(candidate_of(rows.items[seq]), overtaken=seq in overtaken)

    def scored(seq: int) -> Candidate:
        return replace(
            shown(seq),
            asked=seq in in_slots,
            lexical=lexical.get(seq),
            dense=dense.get(seq),
            fuzzy=fuzzy.get(seq),
            matched=_matched(rows, seq, query.terms),
        )

    found = {seq: scored(seq) for seq in [*lexical, *dense, *fuzzy, *in_slots]}
    central = [*list(lexical)[:CENTRAL], *list(dense)[:CENTRAL], *fuzzy]
    neighbours = {row.turn.seq: candidate_of(row) for row in _neighbours(rows, central, found) if passes(row.turn.seq)}
    laid_down = sorted((row.turn.seq for row in rows.turns.values() if row.cues & STANDING_CUES), reverse=True)
    standing = [seq for seq in laid_down if seq not in found and seq not in neighbours and passes(seq)]
    frequency = {term: len(rows.postings[term]) for term in query.terms if term in rows.postings}
    return Candidates(
        found=list(found.values()),
        neighbours=list(neighbours.values()),
        standing=[shown(seq) for seq in standing[:STANDING_DEPTH]],
        lexical_full=len(in_words) > query.depth,
        document_frequency=frequency,
        chunk_count=len(rows.lengths),
        up_to_seq=rows.last_seq,
    )


# --- what may be found ----------------------------------------------------------------------------------------------


def passes_filters(rows: ScopeRows, row: TurnRow | MemoryRow, filters: SearchFilters, now: datetime) -> bool:
    """Whether a search with these filters may show this turn or memory."""
    return all(filters_passed(rows, row, filters, now).values())


def filters_passed(rows: ScopeRows, row: TurnRow | MemoryRow, filters: SearchFilters, now: datetime) -> dict[str, bool]:
    """For each filter that is set (and ``status``) whether a turn or memory passes it."""
    if isinstance(row, TurnRow):
        turn = row.turn
        return passes_each(
            filters,
            type="turn",
            seq=turn.seq,
            at=turn.at,
            conversation_id=turn.conversation_id,
            metadata=turn.metadata,
            shown=row.parts > 0,
            holds=True,
        )
    found = memory_known(
        rows, row, now, as_of=filters.as_of, known_at=filters.known_at, known_at_seq=filters.known_at_seq
    )
    memory = found[0] if found is not None else row.memory
    return passes_each(
        filters,
        type=memory.type,
        seq=row.said_seq,
        at=memory.recorded_at,
        conversation_id=memory.conversation_id,
        metadata=memory.metadata,
        shown=memory.status != "quarantined",
        holds=found is not None and found[1],
    )


# --- the arms -------------------------------------------------------------------------------------------------------


def _bm25(rows: ScopeRows, terms: Sequence[str], passes: Callable[[int], bool]) -> Scores:
    chunks = len(rows.lengths)
    average = rows.term_count / chunks if rows.term_count else 1.0
    by_chunk: dict[tuple[int, int], float] = {}
    known = sorted(set(terms) & rows.postings.keys(), key=lambda term: (len(rows.postings[term]), term))
    for term in known[:MAX_TERMS]:
        postings = rows.postings[term]
        idf = math.log(1 + (chunks - len(postings) + 0.5) / (len(postings) + 0.5))
        for place, count in postings.items():
            if passes(place[0]):
                norm = K1 * (1 - B + B * rows.lengths[place] / average)
                by_chunk[place] = by_chunk.get(place, 0.0) + idf * count * (K1 + 1) / (count + norm)
    return _best_chunk(by_chunk.items())


def _cosines(rows: ScopeRows, vector: NDArray[np.float32], passes: Callable[[int], bool]) -> Scores:
    places, vectors = [], []
    for seq, chunks in rows.chunks.items():
        for chunk in chunks:
            if chunk.vector is not None and chunk.vector.shape == vector.shape and passes(seq):
                places.append((seq, chunk.part))
                vectors.append(chunk.vector)
    if not vectors:
        return {}
    cosines = np.clip(np.stack(vectors) @ vector, -1.0, 1.0)
    return _best_chunk(zip(places, cosines.tolist(), strict=True))


def _fuzzy_words(rows: ScopeRows, query: ArmsQuery, lexical: Scores) -> list[str]:
    """All words when no term was found; else those in other letters than ASCII of which no term is known."""
    if not rows.lengths:
        return []
    words = query.words
    if lexical:
        known = [term for term in query.terms if term in rows.postings]
        words = [word for word in words if not word.isascii() and not any(_stems_from(term, word) for term in known)]
    return sorted(words, key=len, reverse=True)[:FUZZY_WORDS]


def _stems_from(term: str, word: str) -> bool:
    return term in word or term[:3] == word[:3]


def _similar(rows: ScopeRows, words: Sequence[str], passes: Callable[[int], bool]) -> Scores:
    asked = [frozenset(trigrams(word)) for word in words]
    scores: Scores = {}
    for seq, row in rows.items.items() if asked else ():
        if passes(seq):
            text = trigrams(row.turn.content if isinstance(row, TurnRow) else row.memory.content)
            score = max(likest_run(word, text) for word in asked)
            if score >= FUZZY_THRESHOLD:
                scores[seq] = score
    return scores


def _in_slots(rows: ScopeRows, slots: Sequence[tuple[str, str]]) -> list[int]:
    """Memories of some slots, the newest first. A slot of a relative is also meant under the relative's name, and what
    ends with a point means every slot that begins so."""
    naming = [
        one.candidate
        for one in (row.statement for row in rows.statements.values())
        if one.candidate.type == "entity" and one.candidate.subject == USER and not one.candidate.denies
    ]
    wanted = {f"{subject}.{attribute}" for subject, attribute in slots}
    for subject, attribute in slots:
        wanted |= {f"{one.value_key}.{attribute}" for one in naming if f"{USER}.{one.attribute}" == subject}
    beginnings = tuple(slot for slot in wanted if slot.endswith("."))
    held = [(row.memory.seq, row.memory.slot or "") for row in rows.memories.values()]
    return sorted((seq for seq, slot in held if slot in wanted or slot.startswith(beginnings)), reverse=True)


def _overtaken(rows: ScopeRows) -> frozenset[int]:
    """Turns whose memories are all superseded."""
    spoke_for: dict[UUID, list[bool]] = {}
    for one in (row.statement for row in rows.statements.values()):
        memory = rows.memories.get(one.memory_id) if one.memory_id is not None else None
        if one.turn_id in rows.turns and memory is not None and not one.candidate.denies:
            spoke_for.setdefault(one.turn_id, []).append(memory.memory.status == "superseded")
    return frozenset(rows.turns[turn_id].turn.seq for turn_id, gone in spoke_for.items() if all(gone))


def _best_chunk(scores: Iterable[tuple[tuple[int, int], float]]) -> Scores:
    best: Scores = {}
    for (seq, _), score in scores:
        best[seq] = max(score, best.get(seq, -math.inf))
    return best


def _deepest(scores: Scores, depth: int) -> Scores:
    return dict(sorted(scores.items(), key=lambda item: (-item[1], -item[0]))[:depth])


# --- what is shown of them ------------------------------------------------------------------------------------------


def _matched(rows: ScopeRows, seq: int, terms: Sequence[str]) -> list[str]:
    return [term for term in dict.fromkeys(terms) if any(term in chunk.terms for chunk in rows.chunks[seq])]


def _neighbours(rows: ScopeRows, central: Sequence[int], found: Mapping[int, Candidate]) -> list[TurnRow]:
    beside: dict[int, TurnRow] = {}
    for seq in central:
        row = rows.items[seq]
        if isinstance(row, TurnRow):
            turns = rows.conversations[row.turn.conversation_id].turns
            for step in NEIGHBOUR_STEPS:
                other = turns.get(row.turn.turn_number + step)
                if other is not None and other.sitting == row.sitting and other.turn.seq not in found:
                    beside[other.turn.seq] = other
    return list(beside.values())
