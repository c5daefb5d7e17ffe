"""The arms of a search in a subject kept in the process: what the queries of ``search.sql`` find, from columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.hot import HotSubject
from toldonce.adapters.postgres.kept_items import ROLES, KeptItems, Places
from toldonce.adapters.postgres.kept_postings import Found, best_rows
from toldonce.ports import EPOCH, MICROSECOND, ArmsQuery, Candidate, CandidateTable

PARTS_PER_ITEM = 2
SITTINGS = 1 << 32

Scores = NDArray[np.float64]
ScoresByArm = tuple[float | None, float | None, float | None]
"""By words, by meaning and by spelling; None where that arm did not find it."""


@dataclass(frozen=True, slots=True)
class KeptArms:
    """What the arms by words and by meaning found, best first, as places of items; of the first one more than asked
    for, when there is more."""

    words: Found
    meaning: Places
    cosines: Scores


def search_kept(hot: HotSubject, place: Mapping[str, Any], query: ArmsQuery) -> KeptArms:
    """Both arms over the rows that are there now, without the memories that do not hold (``closed``).

    The vector of the query is compared with half the precision, as the database does it.
    """
    left_out = np.zeros(hot.postings.rows, np.bool_)
    closed = hot.items.places(place["closed"] or ())
    if len(closed):
        left_out |= np.isin(hot.postings.items, closed)
    average_length = max(place["term_count"], 1) / max(place["chunk_count"], 1)
    words = hot.postings.best(query.terms, left_out, query.depth + 1, place["chunk_count"], average_length)
    if query.vector is None:
        return KeptArms(words, np.empty(0, np.int64), np.empty(0))
    asked = query.vector.astype(np.float16).astype(np.float32)
    wanted = query.depth * PARTS_PER_ITEM
    while True:
        rows, cosines = hot.vectors.nearest(asked, left_out, wanted)
        order = np.argsort(rows)
        items, best = best_rows(hot.postings.items[rows[order]], cosines[order].astype(np.float64))
        if len(items) >= query.depth or len(rows) < wanted:
            first = np.lexsort((-items, -best))[: query.depth]
            return KeptArms(words, items[first], best[first])
        wanted *= 4


@dataclass(frozen=True, slots=True)
class Gathered:
    """Items in the order of a table's rows: those found, those beside them, and those that stand for all turns."""

    found: Places
    beside: Places
    standing: Places
    asked: Places

    @property
    def places(self) -> Places:
        """All of them."""
        return np.concatenate([self.found, self.beside, self.standing])


def gathered(items: KeptItems, found: Places, central: Places, asked: Places, standing_depth: int) -> Gathered:
    """What was found with its surroundings; ``central`` are the best of each arm, ``asked`` those of asked slots."""
    beside = items.beside(central[~items.is_memory.values[central]], found)
    return Gathered(found, beside, items.standing(np.concatenate([found, beside]), standing_depth), asked)


def table_of(
    hot: HotSubject,
    items: Gathered,
    arms: KeptArms,
    fuzzy: Mapping[int, float],
    fresh: Sequence[Mapping[str, Any]],
    overtaken: Places,
    depth: int,
) -> tuple[CandidateTable, int]:
    """The gathered items as columns, and how many of them were found.

    ``fuzzy`` are scores by place; ``fresh`` rows of the query ``fresh_memories``; ``overtaken`` turns whose memories
    are all superseded. Memories that are gone are left out.
    """
    kept = hot.items
    memories = {row["seq"]: row for row in fresh}
    places = items.places
    seqs = kept.seq.values[places]
    is_memory = kept.is_memory.values[places]
    there = ~is_memory | np.isin(seqs, np.fromiter(memories, np.int64, len(memories)))
    found_count = int(there[: len(items.found)].sum())
    places, seqs, is_memory = places[there], seqs[there], is_memory[there]
    rows = {place: row for row, place in enumerate(places.tolist())}

    def column(scored: Places, scores: Scores) -> Scores:
        values = np.full(len(places), np.nan)
        known = [
            (rows[place], score) for place, score in zip(scored.tolist(), scores.tolist(), strict=True) if place in rows
        ]
        if known:
            values[[row for row, _ in known]] = [score for _, score in known]
        return values

    lexical = column(arms.words.items[:depth], arms.words.scores[:depth])
    dense = column(arms.meaning, arms.cosines)
    fuzzy_scores = column(np.fromiter(fuzzy, np.int64, len(fuzzy)), np.fromiter(fuzzy.values(), np.float64, len(fuzzy)))
    terms = list(arms.words.document_frequency)
    matched = hot.postings.holding(terms, hot.postings.rows, places)
    by_words = ~np.isnan(lexical)
    scored_terms = np.isin(terms, arms.words.scored_terms) if terms else np.zeros(0, np.bool_)
    more = len(arms.words.items) > depth
    matched &= np.where(by_words[:, None], scored_terms, more)
    matched[found_count:] = False
    said_at, strength = kept.said_at.values[places], np.ones(len(places))
    for row in np.nonzero(is_memory)[0].tolist():
        memory = memories[int(seqs[row])]
        said_at[row] = (memory["recorded_at"] - EPOCH) // MICROSECOND
        strength[row] = memory["strength"]
    is_overtaken = np.isin(places, overtaken)
    is_overtaken[found_count : found_count + len(items.beside)] = False
    sitting = kept.conversation.values[places].astype(np.int64) * SITTINGS + kept.sitting.values[places]
    is_asked = np.isin(places, items.asked)

    def whole(row: int) -> Candidate:
        place = int(places[row])
        scores = (_or_none(lexical.item(row)), _or_none(dense.item(row)), _or_none(fuzzy_scores.item(row)))
        its_terms = [term for term, has in zip(terms, matched[row].tolist(), strict=True) if has]
        if is_memory[row]:
            return _memory(memories[int(seqs[row])], scores, its_terms, bool(is_asked[row]))
        return _turn(kept, place, scores, its_terms, bool(is_overtaken[row]))

    return CandidateTable(
        seq=seqs,
        is_memory=is_memory,
        lexical=lexical,
        dense=dense,
        fuzzy=fuzzy_scores,
        said_at=said_at,
        speaker=kept.speaker.values[places].astype(np.int64),
        by_assistant=kept.role.values[places] == ROLES.index("assistant"),
        sitting=np.where(is_memory, -1, sitting),
        turn_number=kept.turn_number.values[places].astype(np.int64),
        cues=kept.cues.values[places],
        parts=kept.parts.values[places].astype(np.int64),
        length=kept.length.values[places].astype(np.int64),
        strength=strength,
        asked=is_asked,
        overtaken=is_overtaken,
        matched=matched,
        speakers=kept.speakers,
        terms=terms,
        whole=whole,
    ), found_count


def _turn(kept: KeptItems, place: int, scores: ScoresByArm, matched: list[str], overtaken: bool) -> Candidate:
    speaker = kept.speaker.item(place)
    return Candidate(
        "turn",
        kept.item_id(place),
        kept.seq.item(place),
        "turn",
        ROLES[kept.role.item(place)],
        None if speaker < 0 else kept.speakers[speaker],
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


def _memory(row: Mapping[str, Any], scores: ScoresByArm, matched: list[str], asked: bool) -> Candidate:
    return Candidate(
        "memory",
        row["item_id"],
        row["seq"],
        row["type"],
        None,
        None,
        row["recorded_at"],
        row["conversation_id"],
        None,
        None,
        *scores,
        matched,
        importance=row["importance"],
        confidence=row["confidence"],
        strength=row["strength"],
        source_turn_ids=row["source_turn_ids"],
        asked=asked,
    )


def _or_none(score: float) -> float | None:
    return None if math.isnan(score) else score
