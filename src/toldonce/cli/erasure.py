"""erasure list and erasure verify: what was erased, and the proof that it is gone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from toldonce import bootstrap
from toldonce.cli.output import fail, print_json, quiet_settings, run, stdout, tell

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

app = typer.Typer(no_args_is_help=True, help="See what was erased, and prove that it is gone.")


@app.command("list")
def list_erasures(as_json: AsJson = False) -> None:
    """List the receipts of everything that was erased from this database."""

    async def read() -> list[bootstrap.KeptReceipt]:
        return await bootstrap.kept_receipts(quiet_settings(), progress=tell)

    receipts = run(read())
    if as_json:
        print_json({"receipts": [receipt.model_dump(mode="json", exclude={"up_to_seq"}) for receipt in receipts]})
        return
    for receipt in receipts:
        stdout.print(f"{_when(receipt)}  {receipt.target}  {_rows(receipt.counts)}", markup=False)
    stdout.print(f"{len(receipts)} receipts.", markup=False)


@app.command("verify")
def verify(
    receipt: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A file with one receipt, or with those of 'erasures'."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every receipt that the database keeps (the default).")] = False,
    text: Annotated[
        str | None,
        typer.Option(help="Words that must stand nowhere any more; '-' reads them from standard input."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Search every table and Redis for what was erased. Needs the rights of the database's owner; changes nothing.

    Ends with exit code 1 when something is left, or when a receipt was not signed by this service.
    """
    if receipt is not None and every:
        fail("give either --receipt or --all", code=2)
    sentence = sys.stdin.read().strip() if text == "-" else text
    if sentence is not None and not sentence.strip():
        fail("--text: is empty", code=2)

    async def search() -> bootstrap.ErasureReport:
        return await bootstrap.verify_erasures(quiet_settings(), receipt, sentence, progress=tell)

    report = run(search())
    if as_json:
        print_json(_as_json(report))
    else:
        _print(report)
    if not report.is_clean:
        raise typer.Exit(1)


def _print(report: bootstrap.ErasureReport) -> None:
    for one in report.erasures:
        faults = [f"{left.rows} in {left.place}" for left in one.left]
        faults += (
            []
            if one.signed
            else ["it was signed with neither this service's JWT_SECRET_KEY nor JWT_SECRET_KEYS_FORMER"]
        )
        faults += [] if one.kept else ["(this database does not keep the receipt)"]
        mark = "FAILED" if one.left or not one.signed else "ok    "
        told = "; ".join(faults) or "nothing is left"
        stdout.print(f"{mark}  {_when(one.receipt)}  {one.receipt.target}  {told}", markup=False)
    for orphan in report.orphans:
        stdout.print(f"FAILED  {orphan.place}: {orphan.rows}", markup=False)
    for place in report.text or ():
        stdout.print(f"FAILED  the words still stand in {place.place}: {place.rows}", markup=False)
    if report.text == []:
        stdout.print("ok      the words stand nowhere", markup=False)
    searched = f"{len(report.erasures)} receipts, {report.tables} tables; Redis: {report.redis}."
    verdict = "Nothing is left" if report.is_clean else "Something is left or not signed"
    stdout.print(f"{verdict}: {searched}", markup=False)


def _as_json(report: bootstrap.ErasureReport) -> dict[str, Any]:
    return {
        "clean": report.is_clean,
        "receipts": [
            {
                "receipt_id": one.receipt.receipt_id,
                "target": one.receipt.target,
                "erased_at": one.receipt.erased_at,
                "signed": one.signed,
                "kept": one.kept,
                "left": _places(one.left),
            }
            for one in report.erasures
        ],
        "orphans": _places(report.orphans),
        "text": None if report.text is None else _places(report.text),
        "tables": report.tables,
        "redis": report.redis,
    }


def _places(found: Sequence[bootstrap.Remnant]) -> list[dict[str, Any]]:
    return [{"place": one.place, "rows": one.rows} for one in found]


def _when(receipt: Any) -> str:
    return f"{receipt.erased_at:%Y-%m-%d %H:%M:%S}"


def _rows(counts: dict[str, int]) -> str:
    return ", ".join(f"{table} {rows}" for table, rows in sorted(counts.items())) or "no rows"
