"""Who and what is talked about, on rows in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from uuid import UUID

from toldonce.adapters.entities import Entities, Named
from toldonce.adapters.inmemory.known import memories_known, with_predecessor
from toldonce.adapters.inmemory.rows import MentionRow
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.settling import relations_of
from toldonce.model import EntityDetail
from toldonce.ports import USER, MemoryCandidate

MOST_MEMORIES = 100
MOST_TURNS = 50


def entities_known(
    rows: ScopeRows,
    now: datetime,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None,
    known_at_seq: int | None,
) -> Entities:
    """The entities as they were known at a time or number, or are now; ``as_of`` a time, only those that had been
    mentioned by then, or in what was so then."""
    telling: set[UUID] = set()
    if as_of is not None:
        known = memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        held = {memory.memory_id for memory, holds in known if holds}
        said = (row.statement for row in rows.statements.values() if row.statement.memory_id in held)
        telling = {one.turn_id or one.statement_id for one in said}
    groups: defaultdict[tuple[str, str, str], list[MentionRow]] = defaultdict(list)
    for one in _mentions(rows, known_at, known_at_seq):
        if as_of is None or one.said_at <= as_of or one.source_id in telling:
            groups[one.entity_key, one.name, one.kind].append(one)
    named = [
        Named(
            entity_key=own[0].entity_key,
            name=own[0].name,
            kind=own[0].kind,
            times=len({one.source_id for one in own}),
            first_at=min(one.said_at for one in own),
            last_at=max(one.said_at for one in own),
        )
        for own in groups.values()
    ]
    naming = [
        row.statement
        for row in rows.statements.values()
        if (known_at is None or row.statement.said_at <= known_at)
        and (known_at_seq is None or row.statement.seq <= known_at_seq)
    ]
    return Entities(rows.scope.scope_id, named, relations_of(naming))


def entity_detail(
    rows: ScopeRows,
    entity_id: UUID,
    now: datetime,
    *,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
) -> EntityDetail:
    """One entity and its neighbourhood. Raises `NotFound`."""
    found = entities_known(rows, now, known_at=known_at, known_at_seq=known_at_seq)
    key = found.key_of(entity_id)
    keys = set(found.keys_of(key))
    mentions = _mentions(rows, known_at, known_at_seq)
    seqs = {one.source_id: one.seq for one in mentions if one.entity_key in keys}
    others = [one for one in mentions if one.source_id in seqs and one.entity_key not in keys]
    beside = {(one.entity_key, one.source_id) for one in others}
    about = {row.statement.memory_id for row in rows.statements.values() if _is_about(row.statement.candidate, keys)}
    known = memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
    memories = [memory for memory, holds in known if holds and memory.memory_id in about]
    memories.sort(key=lambda memory: (memory.recorded_at, memory.seq), reverse=True)
    return EntityDetail(
        entity=found.by_key[key],
        memories=[
            with_predecessor(rows, memory, now, known_at=known_at, known_at_seq=known_at_seq)
            for memory in memories[:MOST_MEMORIES]
        ],
        neighbours=found.neighbours(Counter(entity_key for entity_key, _ in beside)),
        turn_ids=sorted(seqs.keys() & rows.turns.keys(), key=seqs.__getitem__, reverse=True)[:MOST_TURNS],
        up_to_seq=rows.last_seq,
    )


def _mentions(rows: ScopeRows, known_at: datetime | None, known_at_seq: int | None) -> list[MentionRow]:
    return [
        one
        for one in rows.mentions.values()
        if (known_at is None or one.said_at <= known_at) and (known_at_seq is None or one.seq <= known_at_seq)
    ]


def _is_about(said: MemoryCandidate, keys: set[str]) -> bool:
    """Whether something is said about somebody, or names him."""
    return said.subject in keys or (said.type == "entity" and said.subject == USER and said.value_key in keys)
