"""Backups of the whole database, and their return."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from pathlib import Path

from toldonce.adapters.postgres.backup import make_backup
from toldonce.adapters.postgres.backup_file import BackupReader, Manifest, backups_in
from toldonce.adapters.postgres.erasures import read_receipts
from toldonce.adapters.postgres.restore import Restored, restore_backup
from toldonce.bootstrap.database import open_database_url
from toldonce.bootstrap.erasures import open_resettling
from toldonce.bootstrap.started import Progress, now
from toldonce.settings import Settings


async def back_up(settings: Settings, path: Path, *, progress: Progress) -> Manifest:
    """Write the whole database to one file. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await make_backup(await open_database_url(settings, resources, progress), path, progress=progress)


def newest_backup(folder: Path) -> tuple[Path, datetime] | None:
    """The newest backup in ``folder``, verified, and the moment that it belongs to. Raises `BackupFailed`."""
    path = max(backups_in(folder), default=None)
    if path is None:
        return None
    with BackupReader(path) as reader:
        return path, reader.manifest.made_at


async def back_up_in_turn(settings: Settings, folder: Path, *, progress: Progress) -> tuple[Path, Manifest]:
    """Write a backup named after the time into ``folder``, and remove the oldest beyond ``BACKUP_KEEP``."""
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    path = folder / f"toldonce-{now():%Y%m%dT%H%M%SZ}.backup"
    manifest = await back_up(settings, path, progress=progress)
    for old in sorted(backups_in(folder))[: -settings.backup_keep]:
        progress(f"removing {old}")
        old.unlink(missing_ok=True)
    return path, manifest


async def restore(
    settings: Settings, path: Path, *, replace: bool, erasures: Path | None, progress: Progress
) -> Restored:
    """Make the database what a backup holds, less what was erased since. Raises `ToldonceError`."""
    receipts = read_receipts(erasures) if erasures is not None else []
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        return await restore_backup(
            url,
            path,
            replace=replace,
            receipts=receipts,
            resettling=open_resettling(settings, resources, progress),
            progress=progress,
        )
