"""Rows of the store to the nouns of toldonce, and chunks to the rows of the search index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import numpy as np
from pgvector import HalfVector

from toldonce.model import Conversation, HitKind, Memory, Predecessor, Turn
from toldonce.ports import CUES, Candidate, Chunk, Cue, Item, MemoryCandidate, Statement

Row = Mapping[str, Any]

MAX_SMALLINT = 32_767
NO_CUES: frozenset[Cue] = frozenset()
KNOWN_CUES: frozenset[Cue] = frozenset(CUES)
_MEMORY_COLUMNS = tuple(name for name in Memory.model_fields if name not in ("predecessor", "superseded", "up_to_seq"))
_STATEMENT_COLUMNS = tuple(one.name for one in fields(Statement) if one.name != "candidate")


def known_cues(stored: Iterable[str]) -> frozenset[Cue]:
    """The cues of a stored turn that mean something here: an older or newer toldonce may have written others."""
    return KNOWN_CUES.intersection(stored)


def conversation(row: Row) -> Conversation:
    """A conversation."""
    return Conversation(**row)


def turn(row: Row) -> Turn:
    """A turn."""
    return Turn(**row)


def memory(row: Row, predecessor: Predecessor | None = None, **more: Any) -> Memory:
    """A row of the function ``memories_known``; ``more`` are fields that no column holds."""
    values = {name: row[name] for name in _MEMORY_COLUMNS}
    shares = {share: _share(row[share]) for share in ("confidence", "importance", "trust")}
    return Memory(**{**values, **shares, "predecessor": predecessor, **more})


def item(row: Row, predecessor: Predecessor | None = None) -> Item:
    """A turn or memory as hits show it."""
    values = {name: value for name, value in row.items() if name != "supersedes"}
    return Item(**{**values, "confidence": _share(row["confidence"]), "predecessor": predecessor})


def item_shown(row: Sequence[Any]) -> Item:
    """A row of the query ``shown_now``: the fields of an `Item`, then those of what a memory took the place of."""
    (*values, before_id, content, value, valid_from, valid_to) = row
    if before_id is not None:
        values.append(
            Predecessor(memory_id=before_id, content=content, value=value, valid_from=valid_from, valid_to=valid_to)
        )
    return Item(*values)


def statement(row: Row) -> Statement:
    """A statement."""
    candidate = MemoryCandidate(
        type=row["kind"],
        subject=row["subject"],
        attribute=row["attribute"],
        value=row["value"],
        value_key=row["value_key"],
        content=row["content"],
        many=row["many"],
        denies=row["denies"],
        corrects=row["corrects"],
        changes=row["changes"],
        instead_of=row["instead_of"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        due_at=row["due_at"],
        confidence=row["confidence"],
        importance=row["importance"],
        quarantined=row["quarantined"],
        starts=row["starts"],
        ends=row["ends"],
    )
    return Statement(candidate=candidate, **{name: row[name] for name in _STATEMENT_COLUMNS})


def candidate(
    row: Sequence[Any],
    lexical: float | None = None,
    dense: float | None = None,
    fuzzy: float | None = None,
    matched: Sequence[str] = (),
    *,
    asked: bool = False,
) -> Candidate:
    """A row of the query ``surroundings``, with what the arms found.

    A search makes more than a thousand of these: looking columns up by name would take longer than an arm does.
    """
    (place, item_id, seq, type_, role, speaker, said_at, conversation_id, turn_number, sitting) = row[:10]
    importance, confidence, parts, length, cues, more_matched, strength, overtaken = row[10:]
    return Candidate(
        "memory" if place == "memory" else "turn",
        item_id,
        seq,
        type_,
        role,
        speaker,
        said_at,
        conversation_id,
        turn_number,
        sitting,
        lexical,
        dense,
        fuzzy,
        matched or more_matched or (),
        importance,
        confidence,
        known_cues(cues) if cues else NO_CUES,
        parts,
        length,
        strength,
        asked,
        overtaken,
    )


def index_columns(chunks_by_seq: Iterable[tuple[int, Sequence[Chunk]]], dimension: int) -> dict[str, Any]:
    """The search index rows of items as columns, with what they add to the counts of their scope.

    A chunk counts when it has a term or a vector. Raises `ValueError` for a vector of another dimension.
    """
    terms: list[tuple[str, int, int, int, int]] = []
    vectors: list[tuple[int, int, int, int, HalfVector]] = []
    chunk_count = term_count = 0
    for seq, chunks in chunks_by_seq:
        for chunk in chunks:
            length = min(sum(chunk.terms.values()), MAX_SMALLINT)
            terms += [(term, seq, chunk.part, min(count, MAX_SMALLINT), length) for term, count in chunk.terms.items()]
            if chunk.vector is not None:
                if chunk.vector.shape != (dimension,):
                    raise ValueError(f"a vector has the shape {chunk.vector.shape}, the model's have ({dimension},)")
                vectors.append((seq, chunk.part, chunk.starts, chunk.ends, HalfVector(chunk.vector)))
            chunk_count += bool(chunk.terms) or chunk.vector is not None
            term_count += length
    return {
        **_columns(terms, "terms", "term_seqs", "term_parts", "term_counts", "term_lengths"),
        **_columns(vectors, "vector_seqs", "vector_parts", "vector_starts", "vector_ends", "vectors"),
        "chunk_count": chunk_count,
        "term_count": term_count,
    }


def half(vector: np.ndarray[Any, np.dtype[np.float32]]) -> HalfVector:
    """A vector as the database compares it."""
    return HalfVector(vector)


def ids(keys: Iterable[tuple[HitKind, UUID]], kind: HitKind) -> list[UUID]:
    """The ids of one kind."""
    return [item_id for its_kind, item_id in keys if its_kind == kind]


def _columns(rows: Sequence[tuple[Any, ...]], *names: str) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _share(value: float) -> float:
    """A ``real`` without the digits that it never had."""
    return round(value, 6)
