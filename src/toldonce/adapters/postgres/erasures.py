"""Receipts of erasures, taken out of one database and acted on again in another: a backup must not bring back what its
owner had erased."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from toldonce.adapters.postgres.accounts import erase_account
from toldonce.adapters.postgres.backup_file import BackupFailed, replacing
from toldonce.adapters.postgres.connection import Connection, prepare_connection
from toldonce.adapters.postgres.erase import Erasure, Index, forget_scope
from toldonce.adapters.postgres.migrate import owner_connection
from toldonce.adapters.postgres.queries import load_queries
from toldonce.model import ErasureReceipt, Scope
from toldonce.ports import Chunk, ChunksMissing, Settlement

MEMORIES = load_queries("memories")

_SUBJECT = "SELECT user_id, subject FROM scopes WHERE user_id = $1 AND scope_id = $2"
_OF_CONVERSATION = """
SELECT s.user_id, s.subject, c.conversation_id FROM conversations c JOIN scopes s USING (scope_id)
WHERE c.user_id = $1 AND c.conversation_id = $2
"""
_OF_MEMORY = """
SELECT s.user_id, s.subject FROM memories m JOIN scopes s USING (scope_id) WHERE m.user_id = $1 AND m.memory_id = $2
"""
_OF_TURN = """
SELECT s.user_id, s.subject, t.conversation_id FROM turns t JOIN scopes s USING (scope_id)
WHERE t.user_id = $1 AND t.turn_id = $2
"""


@dataclass(frozen=True, slots=True)
class Resettling:
    """What settles the memories that lose a part of their evidence.

    ``chunks_of`` makes the chunks of the words that they find instead, and names the embedding model of their vectors.
    """

    settlement: Settlement
    chunks_of: Callable[[Sequence[str]], Awaitable[tuple[str, Mapping[str, Sequence[Chunk]]]]]


class KeptReceipt(ErasureReceipt):
    """A receipt as the database keeps it: with the account that erased."""

    user_id: UUID


async def receipts_in(connection: Connection) -> list[KeptReceipt]:
    """Every receipt of the database, oldest first. Runs as the owner, who may read all rows."""
    rows = await connection.fetch(
        "SELECT receipt_id, user_id, target, counts::text AS counts, erased_at, signature FROM erasures"
        " ORDER BY erased_at, receipt_id"
    )
    return [KeptReceipt(**dict(row) | {"counts": orjson.loads(row["counts"])}) for row in rows]


async def write_receipts(owner_url: str, path: Path) -> int:
    """Write every receipt of the database to ``path``, a line of JSON each; how many. Raises `BackupFailed`."""
    async with owner_connection(owner_url) as connection, connection.transaction(readonly=True):
        if await connection.fetchval("SELECT to_regclass('erasures') IS NULL"):
            raise BackupFailed("The database is not up to date: run 'toldonce migrate' first.")
        await connection.execute("SELECT set_config('toldonce.purpose', 'backup', true)")
        receipts = await receipts_in(connection)
    with replacing(path) as file:
        file.writelines(receipt.model_dump_json().encode() + b"\n" for receipt in receipts)
    return len(receipts)


def read_receipts(path: Path) -> list[KeptReceipt]:
    """The receipts of a file that `write_receipts` made. Raises `BackupFailed`, naming the line."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BackupFailed(f"{path} cannot be read ({error.strerror or error}).") from error
    receipts = []
    for number, line in enumerate(lines, start=1):
        try:
            receipts.append(KeptReceipt.model_validate_json(line))
        except ValidationError as fault:
            raise BackupFailed(f"{path}, line {number}: is not a receipt of an erasure.") from fault
    return receipts


async def erase_again(
    connection: Connection,
    receipts: Sequence[KeptReceipt],
    resettling: Resettling,
    progress: Callable[[str], None],
) -> tuple[Mapping[str, int], int]:
    """Erase what the receipts name that this database does not hold yet, and keep them: rows by table, receipts.

    A receipt that a restored database holds was acted on before its backup was made. Runs as the owner, in the caller's
    transaction.
    """
    await prepare_connection(connection)
    held = {row["receipt_id"] for row in await connection.fetch("SELECT receipt_id FROM erasures")}
    erased: Counter[str] = Counter()
    count = 0
    for receipt in sorted(receipts, key=lambda one: (one.erased_at, one.receipt_id)):
        if receipt.receipt_id in held:
            continue
        held.add(receipt.receipt_id)
        count += 1
        erased.update(await _erase(connection, receipt, resettling))
        await MEMORIES.keep_receipt.run(connection, **receipt.model_dump(exclude={"up_to_seq"}))
    if count:
        progress(f"erased again what {count} receipts name: {sum(erased.values())} rows")
    return dict(erased), count


async def _erase(connection: Connection, receipt: KeptReceipt, resettling: Resettling) -> Mapping[str, int]:
    kind, _, name = receipt.target.partition(":")
    try:
        target = UUID(name)
    except ValueError:
        raise BackupFailed(f"The receipt {receipt.receipt_id} names {receipt.target!r}, which is not known.") from None
    if kind == "account":
        return await erase_account(connection, receipt.user_id)
    queries = {"subject": _SUBJECT, "conversation": _OF_CONVERSATION, "memory": _OF_MEMORY, "turn": _OF_TURN}
    if kind not in queries:
        raise BackupFailed(f"The receipt {receipt.receipt_id} names {receipt.target!r}, which is not known.")
    row = await connection.fetchrow(queries[kind], receipt.user_id, target)
    if row is None:
        return {}
    scope = Scope(user_id=row["user_id"], subject=row["subject"])
    if kind == "subject":
        return await forget_scope(connection, scope)
    return await _erase_within(connection, scope, kind, target, row, receipt, resettling)


async def _erase_within(
    connection: Connection,
    scope: Scope,
    kind: str,
    target: UUID,
    row: Any,
    receipt: KeptReceipt,
    resettling: Resettling,
) -> Mapping[str, int]:
    index = Index(0, 0, {})
    while True:
        erasure = Erasure(connection, scope, resettling.settlement, index)
        try:
            if kind == "conversation":
                return await erasure.conversation(target)
            if kind == "memory":
                return await erasure.memory(target, erase_evidence="turns" in receipt.counts)
            return await erasure.turn(row["conversation_id"], target)
        except ChunksMissing as missing:
            index = await _index(connection, *await resettling.chunks_of(missing.contents))


async def _index(connection: Connection, model_name: str, chunks: Mapping[str, Sequence[Chunk]]) -> Index:
    """Of a model that the database does not know there are no vectors: the words alone are indexed."""
    model = await connection.fetchrow("SELECT model_id, dimension FROM embedding_models WHERE name = $1", model_name)
    if model is not None:
        return Index(model["model_id"], model["dimension"], chunks)
    without = {content: [replace(one, vector=None) for one in own] for content, own in chunks.items()}
    return Index(0, 0, without)
