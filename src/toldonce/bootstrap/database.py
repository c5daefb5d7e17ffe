"""The database that the settings name, or the embedded one, which is started."""

from __future__ import annotations

import asyncio
import contextlib

from toldonce.adapters.postgres import migrate as schema
from toldonce.adapters.postgres.embedded import start_embedded
from toldonce.adapters.postgres.inspection import DatabaseState, inspect_database, refuses_wrong_password
from toldonce.bootstrap.started import Progress
from toldonce.settings import Settings


async def open_database_url(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> str:
    """The owner's URL of the database; without a database setting, of the embedded one, which is started."""
    if (url := settings.owner_database_url) is not None:
        return url
    progress("Starting the embedded PostgreSQL.")
    embedded = await start_embedded(settings.data_dir)
    resources.push_async_callback(embedded.stop)
    keeping = asyncio.create_task(embedded.keep_running())
    resources.push_async_callback(_cancelled, keeping)
    return embedded.url


async def migrated(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> tuple[str, str]:
    """The owner's URL of the database and the service's, once migrated. Raises `ToldonceError`."""
    owner_url = await open_database_url(settings, resources, progress)
    return owner_url, await schema.migrate(owner_url, progress=progress)


async def examine_database(settings: Settings) -> DatabaseState:
    """The state of the database, for which the embedded one is started. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await inspect_database(await open_database_url(settings, resources, lambda _: None))


async def asks_for_a_password(settings: Settings) -> bool:
    """Whether the database refuses its user with a wrong password. Raises `StoreUnavailable`."""
    async with contextlib.AsyncExitStack() as resources:
        return await refuses_wrong_password(await open_database_url(settings, resources, lambda _: None))


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
