"""backup, restore and erasures: the database in one file, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from toldonce import bootstrap
from toldonce.cli.options import AsJson
from toldonce.cli.output import fail, print_json, quiet_settings, run, stdout, tell


def backup(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", dir_okay=False, help="The file to write; without it, a new one in BACKUP_DIR."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole database to one file, while the service goes on. Needs the rights of the database's owner."""

    async def write() -> tuple[Path, bootstrap.Manifest]:
        settings = quiet_settings()
        if output is not None:
            return output, await bootstrap.back_up(settings, output, progress=tell)
        if settings.backup_dir is None:
            fail("name a file with --output, or set BACKUP_DIR", code=2)
        return await bootstrap.back_up_in_turn(settings, settings.backup_dir, progress=tell)

    path, manifest = run(write())
    if as_json:
        rows = {table.name: table.rows for table in manifest.tables}
        size = path.stat().st_size
        print_json({"file": str(path), "bytes": size, "made_at": manifest.made_at, "rows": rows})
    else:
        stdout.print(f"{path} holds the database as of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC.", markup=False)


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that 'backup' made.")],
    replace: Annotated[bool, typer.Option("--replace", help="Erase what the database holds now.")] = False,
    erasures: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Receipts whose erasures are done again; see 'erasures'."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the database what a backup holds, with its role, rights and indexes. Stop the service first.

    The backup's checksums are verified before anything is changed, and everything is changed at once or not at all.
    What was erased after the backup is erased again, as far as the receipts in the replaced database or in --erasures
    name it.
    """

    async def put_back() -> bootstrap.Restored:
        return await bootstrap.restore(quiet_settings(), file, replace=replace, erasures=erasures, progress=tell)

    done = run(put_back())
    rows = {table.name: table.rows for table in done.manifest.tables}
    if as_json:
        print_json(
            {
                "made_at": done.manifest.made_at,
                "rows": rows,
                "erased_again": done.erased_again,
                "receipts": done.receipts,
            }
        )
        return
    stdout.print(f"The database is as of {done.manifest.made_at:%Y-%m-%d %H:%M:%S} UTC.", markup=False)
    stdout.print(f"Erasures that came later and were done again: {done.receipts}.", markup=False)


def erasures(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help="The file to write the receipts to.")
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Erase again what the receipts of this file name."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Keep the receipts of all erasures in a file, or act on them again in a database that was put back.

    The file holds ids and counts only. 'restore --erasures' acts on it too; --again is for a database that was put back
    by other means, such as point-in-time recovery.
    """
    if (output is None) == (again is None):
        fail("give either --output or --again", code=2)
    if again is not None:
        _erase_again(again, as_json)
        return
    file = output or Path()

    async def write() -> int:
        return await bootstrap.save_receipts(quiet_settings(), file, progress=tell)

    count = run(write())
    if as_json:
        print_json({"file": str(file), "receipts": count})
    else:
        stdout.print(f"{count} receipts were written to {file}.", markup=False)


def _erase_again(file: Path, as_json: bool) -> None:
    async def erase() -> tuple[Mapping[str, int], int]:
        return await bootstrap.erase_as_receipts_say(quiet_settings(), file, progress=tell)

    rows, receipts = run(erase())
    if as_json:
        print_json({"receipts": receipts, "erased_again": rows})
    else:
        stdout.print(f"Erased again what {receipts} receipts name: {sum(rows.values())} rows.", markup=False)
