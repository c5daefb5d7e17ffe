"""Turns into the database, each write one transaction in the order of its scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.adapters.planning import NO_CONVERSATION
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.rows import MAX_SMALLINT, index_columns
from toldonce.errors import NotFound
from toldonce.model import Scope, TurnReference, TurnsAdded
from toldonce.ports import EXTRACT_JOB, NewTurn
from toldonce.telemetry import with_request_id

TURNS = load_queries("turns")

SITTING_PAUSE = timedelta(minutes=60)


async def add_turns(
    connection: Connection,
    scope: Scope,
    conversation_id: UUID,
    turns: Sequence[NewTurn],
    *,
    model_id: int,
    dimension: int,
    presumed_new: bool = False,
) -> TurnsAdded:
    """Store turns that are not there yet, and the job that reads them, unless one waits already.

    The answer is in the order given. Turns that are ``presumed_new`` are not looked for: when one of them is there,
    PostgreSQL's unique violation ends the transaction. Raises `NotFound`.
    """
    place = await TURNS.lock_conversation.one(connection, scope_id=scope.scope_id, conversation_id=conversation_id)
    if place is None:
        raise NotFound(NO_CONVERSATION)
    references = {} if presumed_new else await _known_turns(connection, scope, turns)
    answer: list[TurnReference] = []
    new: list[tuple[NewTurn, TurnReference]] = []
    for turn in turns:
        reference = references.get(turn.source_key) if turn.source_key is not None else None
        if reference is None:
            reference = TurnReference(
                turn_id=turn.turn_id,
                turn_number=place["last_number"] + len(new) + 1,
                seq=place["last_seq"] + len(new) + 1,
            )
            new.append((turn, reference))
            if turn.source_key is not None:
                references[turn.source_key] = reference
        answer.append(reference)
    if not new:
        return TurnsAdded(turns=answer, up_to_seq=place["last_seq"])
    sittings = _sittings([turn.said_at for turn, _ in new], place["last_turn_at"], place["sitting"])
    last_turn, last = new[-1]
    await TURNS.add_turns.run(
        connection,
        scope_id=scope.scope_id,
        user_id=scope.user_id,
        conversation_id=conversation_id,
        model_id=model_id,
        ann=place["ann_ready"],
        turn_ids=[turn.turn_id for turn, _ in new],
        turn_numbers=[reference.turn_number for _, reference in new],
        seqs=[reference.seq for _, reference in new],
        sittings=sittings,
        roles=[turn.role for turn, _ in new],
        speakers=[turn.speaker for turn, _ in new],
        contents=[turn.content for turn, _ in new],
        said_at=[turn.said_at for turn, _ in new],
        metadata=[dict(turn.metadata) for turn, _ in new],
        source_keys=[turn.source_key for turn, _ in new],
        parts=[min(len(turn.chunks), MAX_SMALLINT) for turn, _ in new],
        lengths=[sum(sum(chunk.terms.values()) for chunk in turn.chunks) for turn, _ in new],
        cues=[",".join(sorted(turn.cues)) for turn, _ in new],
        last_number=last.turn_number,
        last_seq=last.seq,
        sitting=sittings[-1],
        last_turn_at=last_turn.said_at,
        subject=scope.subject,
        job_id=uuid7(),
        job_kind=EXTRACT_JOB,
        job_payload=with_request_id({}),
        **index_columns(((reference.seq, turn.chunks) for turn, reference in new), dimension),
    )
    return TurnsAdded(turns=answer, up_to_seq=last.seq)


async def _known_turns(connection: Connection, scope: Scope, turns: Sequence[NewTurn]) -> dict[str, TurnReference]:
    keys = [turn.source_key for turn in turns if turn.source_key is not None]
    if not keys:
        return {}
    return {
        row["source_key"]: TurnReference(turn_id=row["turn_id"], turn_number=row["turn_number"], seq=row["seq"])
        for row in await TURNS.known_turns.all(connection, scope_id=scope.scope_id, source_keys=keys)
    }


def _sittings(times: Sequence[datetime], previous: datetime | None, sitting: int) -> list[int]:
    """The sitting of each turn: a pause of more than an hour, forwards or backwards, begins a new one."""
    sittings = []
    for at in times:
        if previous is None or abs(at - previous) > SITTING_PAUSE:
            sitting += 1
        sittings.append(sitting)
        previous = at
    return sittings
