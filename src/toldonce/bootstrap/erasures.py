"""Receipts of erasures: kept, carried out again, proved."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from toldonce.adapters.erasure_proof import ErasureReport, prove_erasures
from toldonce.adapters.postgres.erasure_scan import list_receipts, read_receipt_file
from toldonce.adapters.postgres.erasures import KeptReceipt, Resettling, read_receipts, write_receipts
from toldonce.adapters.postgres.restore import apply_receipts
from toldonce.bootstrap.database import open_database_url
from toldonce.bootstrap.models import open_embedder
from toldonce.bootstrap.redis import NO_REDIS_ADDRESS, query_vectors_key
from toldonce.bootstrap.secret import jwt_secret
from toldonce.bootstrap.started import Progress, StartFailed
from toldonce.memory.prepare import prepare_contents
from toldonce.memory.reconcile import Reconciliation
from toldonce.ports import Chunk, Embedder
from toldonce.settings import Settings


async def erase_as_receipts_say(settings: Settings, path: Path, *, progress: Progress) -> tuple[Mapping[str, int], int]:
    """Erase again what the receipts of a file name; rows by table, and receipts. Raises `ToldonceError`."""
    receipts = read_receipts(path)
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        resettling = open_resettling(settings, resources, progress)
        return await apply_receipts(url, receipts, resettling=resettling, progress=progress)


async def kept_receipts(settings: Settings, *, progress: Progress) -> list[KeptReceipt]:
    """Every receipt that the database keeps, oldest first. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await list_receipts(await open_database_url(settings, resources, progress))


async def save_receipts(settings: Settings, path: Path, *, progress: Progress) -> int:
    """Write every receipt of an erasure to one file; how many. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await write_receipts(await open_database_url(settings, resources, progress), path)


async def verify_erasures(
    settings: Settings, file: Path | None, text: str | None, *, progress: Progress
) -> ErasureReport:
    """Search database and Redis for what receipts (of a file, else all that are kept) say is gone, and for a sentence.

    Raises `ToldonceError`.
    """
    receipts = None if file is None else read_receipt_file(file)
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        secret = await asyncio.to_thread(jwt_secret, settings)
        scan = None
        if (address := settings.redis_address) is not None:
            from toldonce.adapters.redis_scan import RedisScan

            try:
                scan = RedisScan(address, key=query_vectors_key(secret), ttl=settings.redis_cache_ttl)
            except ValueError as fault:
                raise StartFailed([NO_REDIS_ADDRESS]) from fault
            resources.push_async_callback(scan.close)
        return await prove_erasures(
            url, scan, receipts, text, secrets=(secret, *settings.former_secrets), progress=progress
        )


def open_resettling(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> Resettling:
    """Settles memories as the service does; the embedding model is opened when one of them has to find other words."""

    opened: list[Embedder] = []

    async def chunks_of(contents: Sequence[str]) -> tuple[str, Mapping[str, Sequence[Chunk]]]:
        if not opened:
            opened.append(await open_embedder(settings, progress))
            resources.push_async_callback(opened[0].close)
        return opened[0].model_name, await prepare_contents(opened[0], contents)

    return Resettling(Reconciliation(), chunks_of)
