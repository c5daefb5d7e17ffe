"""memories, profile and entities: what a memory knows, now or at another time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape

from toldonce.cli.options import AsJson, AsOf, Cursor, KnownAt, KnownAtSeq, Limit, Moment
from toldonce.cli.output import print_json, stderr, stdout
from toldonce.cli.places import ApiKey, Subject, Url, answered
from toldonce.vocabulary import DEFAULT_SUBJECT, MemoryType

if TYPE_CHECKING:
    from toldonce.model import Entity, Memory, Page, Predecessor, Profile, ProfileEntry
    from toldonce.ports import MemoryAPI


def memories(
    words: Annotated[str | None, typer.Argument(help="Only memories that hold these words.")] = None,
    type: Annotated[MemoryType | None, typer.Option("--type", "-t", help="Only memories of this type.")] = None,
    status: Annotated[
        Literal["current", "superseded", "quarantined", "all"], typer.Option(help="Which versions to list.")
    ] = "current",
    since: Moment = None,
    until: Moment = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """List memories, the newest first."""
    page = answered(
        url,
        api_key,
        subject,
        lambda memory: memory.memories(
            type=type,
            status=status,
            since=since,
            until=until,
            q=words,
            as_of=as_of,
            known_at=known_at,
            known_at_seq=known_at_seq,
            limit=limit,
            cursor=cursor,
        ),
    )
    if as_json:
        print_json(page.model_dump(mode="json"))
        return
    show_memories(page.items)
    _tell_of_more(page)


def profile(
    summary: Annotated[
        bool, typer.Option("--summary", help="A few lines of text, as a prompt would hold them.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Show what is known, by slot."""
    from toldonce.model import ProfileSummary

    async def ask(memory: MemoryAPI) -> Profile | ProfileSummary:
        if summary:
            return await memory.profile_summary(as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        return await memory.profile(as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)

    known = answered(url, api_key, subject, ask)
    if as_json:
        print_json(known.model_dump(mode="json"))
    elif isinstance(known, ProfileSummary):
        stdout.print(known.text or "Nothing is known yet.", markup=False)
    else:
        _show_profile(known)


def entities(
    name: Annotated[str | None, typer.Argument(help="A part of a name.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """List who and what is talked about, the most mentioned first."""
    page = answered(
        url,
        api_key,
        subject,
        lambda memory: memory.entities(
            q=name, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit, cursor=cursor
        ),
    )
    if as_json:
        print_json(page.model_dump(mode="json"))
        return
    for entity in page.items:
        what = entity.relation or entity.kind
        also = f", also {', '.join(entity.aliases)}" if entity.aliases else ""
        seen = f"{entity.mention_count} times, last {entity.last_at:%Y-%m-%d}  {entity.entity_id}"
        stdout.print(f"[bold]{escape(entity.name)}[/bold]  {escape(what + also)}  [dim]{seen}[/dim]")
    if not page.items:
        stdout.print("Nobody and nothing has been named.")
    _tell_of_more(page)


# --- showing --------------------------------------------------------------------------------------------------------


def show_memories(memories: Sequence[Memory]) -> None:
    """Each with its id, so that it can be named in the next command."""
    for memory in memories:
        status = f", {memory.status}" if memory.status != "current" else ""
        heard = f"{memory.memory_id}  {memory.recorded_at:%Y-%m-%d}"
        stdout.print(f"[dim]{heard}[/dim]  {memory.type}{status}  [dim]{escape(memory.slot or '')}[/dim]".rstrip())
        stdout.print("   " + memory.content.replace("\n", "\n   ") + _when(memory), markup=False)
    if not memories:
        stdout.print("There is no such memory.")


def _show_profile(known: Profile) -> None:
    for slot in known.slots:
        stdout.print(f"[bold]{escape(slot.slot)}[/bold]")
        _show_entries(slot.entries)
    for heading, entries in (
        ("instructions", known.instructions),
        ("preferences", known.preferences),
        ("commitments", known.commitments),
    ):
        if entries:
            stdout.print(f"[bold]{heading}[/bold]")
            _show_entries(entries)
    if not (known.slots or known.instructions or known.preferences or known.commitments):
        stdout.print("Nothing is known yet.")
    if known.truncated:
        stderr.print("More is known than is shown here: toldonce memories")
    if known.quarantined:
        stderr.print(f"{known.quarantined} wait to be confirmed: toldonce memories --status quarantined")


def _show_entries(entries: Sequence[ProfileEntry]) -> None:
    for entry in entries:
        stdout.print(f"   {entry.content}{_when(entry)}", markup=False, end="")
        stdout.print(f"  [dim]{entry.memory_id}[/dim]")


def _when(known: Memory | ProfileEntry) -> str:
    """Since when it holds and until when, when it is due, and what was so before."""
    parts = []
    if known.valid_from is not None:
        parts.append(f"since {known.valid_from:%Y-%m-%d}")
    if known.valid_to is not None:
        parts.append(f"until {known.valid_to:%Y-%m-%d}")
    if known.due_at is not None:
        parts.append(f"due {known.due_at:%Y-%m-%d}")
    if known.predecessor is not None:
        parts.append(_before(known.predecessor))
    return f" ({'; '.join(parts)})" if parts else ""


def _before(predecessor: Predecessor) -> str:
    until = f" until {predecessor.valid_to:%Y-%m-%d}" if predecessor.valid_to is not None else ""
    return f"before{until}: {predecessor.value or predecessor.content}"


def _tell_of_more(page: Page[Memory] | Page[Entity]) -> None:
    if page.next_cursor is not None:
        stderr.print(f"There are more: --cursor {page.next_cursor}", markup=False)
