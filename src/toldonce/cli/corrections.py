"""history, correct, restore-memory, confirm, forget, changes and rollback: what was known, and how it is set right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

import typer
from rich.markup import escape

from toldonce.cli.knowledge import show_memories
from toldonce.cli.options import FORMATS, AsJson, Cursor, Limit
from toldonce.cli.output import fail, print_json, stderr, stdout
from toldonce.cli.places import ApiKey, Subject, Url, answered
from toldonce.vocabulary import DEFAULT_SUBJECT, MemoryType

if TYPE_CHECKING:
    from toldonce.model import Memory

MemoryId = Annotated[UUID, typer.Argument(metavar="ID", help="The id that 'memories' shows.")]


def history(
    memory_id: MemoryId,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Show every version of what a memory is about, the oldest first."""
    versions = answered(url, api_key, subject, lambda memory: memory.memory_history(memory_id))
    if as_json:
        print_json({"items": [version.model_dump(mode="json") for version in versions]})
    else:
        show_memories(versions)


def correct(
    memory_id: MemoryId,
    content: Annotated[str | None, typer.Argument(help="What is true instead.")] = None,
    type: Annotated[MemoryType | None, typer.Option("--type", "-t", help="Its type.")] = None,
    valid_from: Annotated[datetime | None, typer.Option(formats=FORMATS, help="Since when it is true.")] = None,
    valid_to: Annotated[datetime | None, typer.Option(formats=FORMATS, help="Until when it was true.")] = None,
    importance: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="How much it matters.")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="Only when it is still at this version.")] = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Correct a memory: a new version takes its place, and the old one counts as never true."""
    from toldonce.model import MemoryChange

    given: dict[str, Any] = {
        "content": content,
        "type": type,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "importance": importance,
    }
    change = {name: value for name, value in given.items() if value is not None}
    if not change:
        fail("say what is to be changed: give new words, or an option such as --valid-to", code=2)

    corrected = answered(
        url,
        api_key,
        subject,
        lambda memory: memory.correct_memory(memory_id, MemoryChange.model_validate(change), version=version),
    )
    _show_one(corrected, as_json)


def restore_memory(
    memory_id: MemoryId,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Make what a superseded memory says current again, as a new version."""
    _show_one(answered(url, api_key, subject, lambda memory: memory.restore_memory(memory_id)), as_json)


def confirm(
    memory_id: MemoryId,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Let a quarantined memory count, as if the user had said it now."""
    _show_one(answered(url, api_key, subject, lambda memory: memory.confirm_memory(memory_id)), as_json)


def forget(
    memory_id: MemoryId,
    evidence: Annotated[
        Literal["erase", "keep"], typer.Option(help="Whether the turns that it came from are erased too.")
    ] = "erase",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Erase a memory for good, and by default the turns that it came from."""
    if not yes:
        typer.confirm("This cannot be undone. Erase it?", abort=True, err=True)

    receipt = answered(url, api_key, subject, lambda memory: memory.forget_memory(memory_id, evidence=evidence))
    if as_json:
        print_json(receipt.model_dump(mode="json"))
        return
    counted = ", ".join(f"{count} {table}" for table, count in sorted(receipt.counts.items()) if count)
    stdout.print(f"Erased: {counted or 'nothing'}. Receipt {receipt.receipt_id}.", markup=False)


def changes(
    from_seq: Annotated[int, typer.Option("--from-seq", min=0, help="Only what happened after this number.")] = 0,
    to_seq: Annotated[int | None, typer.Option("--to-seq", min=0, help="Only up to this number.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """List what happened to memories, the oldest first."""
    page = answered(
        url,
        api_key,
        subject,
        lambda memory: memory.changes(from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor),
    )
    if as_json:
        print_json(page.model_dump(mode="json"))
        return
    for change in page.items:
        said = change.memory.content if change.memory is not None else f"(forgotten) {change.memory_id}"
        stdout.print(
            f"[bold]{change.seq:>6}[/bold]  [dim]{change.at:%Y-%m-%d %H:%M}[/dim]  {change.action:<10}  {escape(said)}"
        )
    if not page.items:
        stdout.print("Nothing has changed.")
    if page.next_cursor is not None:
        stderr.print(f"There are more: --cursor {page.next_cursor}", markup=False)


def rollback(
    to_seq: Annotated[int, typer.Argument(min=0, help="The number up to which 'changes' are kept.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it. Without this, only tell what would be undone.")
    ] = False,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Undo every change of memories after a number; turns stay."""
    from toldonce.model import RollbackRequest

    done = answered(
        url, api_key, subject, lambda memory: memory.rollback(RollbackRequest(to_seq=to_seq, dry_run=not apply))
    )
    if as_json:
        print_json(done.model_dump(mode="json"))
        return
    closes, reopens = ("Would close", "make") if done.dry_run else ("Closed", "made")
    stdout.print(f"{closes} {len(done.closed)} and {reopens} {len(done.reopened)} current again.")
    if done.dry_run and (done.closed or done.reopened):
        stderr.print("Nothing was changed: --apply does it.")


def _show_one(memory: Memory, as_json: bool) -> None:
    if as_json:
        print_json(memory.model_dump(mode="json"))
    else:
        show_memories([memory])
