"""backup, restore and erasures: the database in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toldonce import bootstrap
from toldonce.cli.output import fail, print_json, quiet_settings, run, stdout, tell

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


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
    output: Annotated[Path, typer.Option("--output", "-o", dir_okay=False, help="The file to write.")],
    as_json: AsJson = False,
) -> None:
    """Write the receipts of all erasures to one file, for 'restore --erasures'. They hold ids and counts only."""

    async def write() -> int:
        return await bootstrap.save_receipts(quiet_settings(), output, progress=tell)

    count = run(write())
    if as_json:
        print_json({"file": str(output), "receipts": count})
    else:
        stdout.print(f"{count} receipts were written to {output}.", markup=False)
