"""search, import and export: a memory used from the shell."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape

from toldonce.cli.options import AsJson, AsOf, KnownAt, Moment
from toldonce.cli.output import fail, print_json, run, sentences, stderr, stdout
from toldonce.cli.places import ApiKey, Subject, Url, answered, memory_at
from toldonce.errors import ToldonceError
from toldonce.vocabulary import DEFAULT_SUBJECT, ImportFormat

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from toldonce.model import Hit, Job, SearchOptions
    from toldonce.ports import MemoryAPI

POLL_SECONDS = 0.3
SHOWN_CHARACTERS = 500
ENDED = ("done", "degraded", "dead")


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="How many hits to show.")] = 10,
    conversation: Annotated[UUID | None, typer.Option(help="Only this conversation.")] = None,
    since: Moment = None,
    until: Moment = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Search turns and memories by words, meaning and time."""
    options: SearchOptions = {"limit": limit}
    if conversation is not None:
        options["conversation_id"] = conversation
    if since is not None:
        options["since"] = since
    if until is not None:
        options["until"] = until
    if as_of is not None:
        options["as_of"] = as_of
    if known_at is not None:
        options["known_at"] = known_at
    result = answered(url, api_key, subject, lambda memory: memory.search(query, **options))
    if as_json:
        print_json(result.model_dump(mode="json", exclude_none=False))
        return
    if not result.hits:
        stdout.print("Nothing was found.")
    elif not result.answerable:
        stdout.print("Probably nothing here answers this; the nearest is:\n", style="dim")
    for number, hit in enumerate(result.hits, start=1):
        _show(number, hit)
    for sentence in result.degraded:
        stderr.print(sentence, style="yellow", markup=False)


def import_file(
    file: Annotated[
        Path, typer.Argument(help="The export as it was downloaded.", exists=True, dir_okay=False, readable=True)
    ],
    format: Annotated[ImportFormat, typer.Option("--format", "-f", help="Whose export it is.")],
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Import an export of ChatGPT, Claude, Mem0 or toldonce. Importing a file again adds nothing."""
    with sentences():
        upload = _upload(file, format)

    async def bring_in() -> Job:
        async with memory_at(url, api_key, subject, working=True) as memory:
            job = await memory.start_import(upload, format)
            return await _followed(memory, job)

    job = run(bring_in())
    if as_json:
        print_json({"job_id": job.job_id, "status": job.status, **job.progress})
    if job.status == "dead":
        fail(job.failures[-1].reason if job.failures else "the import was given up")
    if not as_json:
        _summary(job.progress)


def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help="The file to write; else standard output.")
    ] = None,
    url: Url = None,
    api_key: ApiKey = None,
    subject: Subject = DEFAULT_SUBJECT,
    as_json: AsJson = False,
) -> None:
    """Write everything of a memory as JSON Lines, which `import --format toldonce` reads back."""
    lines = answered(
        url, api_key, subject, lambda memory: _to_file(memory, output) if output is not None else _to_stdout(memory)
    )
    if output is not None and as_json:
        print_json({"file": str(output), "lines": lines})
    elif output is not None:
        stderr.print(f"{lines} lines were written to {output}.", markup=False)


# --- showing --------------------------------------------------------------------------------------------------------


def _show(number: int, hit: Hit) -> None:
    said_by = hit.speaker or hit.role or hit.type
    place = f", turn {hit.turn_number}" if hit.turn_number is not None else ""
    head = f"{hit.at:%Y-%m-%d %H:%M}  {said_by}{place}"
    text = hit.content if len(hit.content) <= SHOWN_CHARACTERS else hit.content[:SHOWN_CHARACTERS].rstrip() + " ..."
    stdout.print(f"[bold]{number}.[/bold] [dim]{hit.score:.2f}  {escape(head)}[/dim]")
    stdout.print("   " + text.replace("\n", "\n   "), markup=False)


def _summary(progress: Mapping[str, Any]) -> None:
    added, repeated = progress.get("added", 0), progress.get("repeated", 0)
    stdout.print(f"{added} added, {repeated} were there already.")
    skipped = progress.get("skipped") or []
    if skipped:
        stdout.print("Left out:")
    for one in skipped:
        stdout.print(f"  {one['count']} x {one['reason']}", markup=False)
        for example in one.get("examples", []):
            stdout.print(f"      {example}", style="dim", markup=False)


# --- in and out -----------------------------------------------------------------------------------------------------


def _upload(file: Path, format: ImportFormat) -> bytes:
    """What is sent of a file: of a zip with images and more only the conversations."""
    from toldonce.memory.importers.archive import is_zip, only_conversations

    with file.open("rb") as opened:
        if format != "toldonce" and is_zip(opened.read(4)):
            opened.seek(0)
            return only_conversations(opened)
        opened.seek(0)
        content = opened.read()
    if not content:
        fail(f"{file} is empty")
    return content


async def _followed(memory: MemoryAPI, job: Job) -> Job:
    """The job when it has ended; meanwhile a bar shows how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task("Waiting for a worker", total=None)
        try:
            while job.status not in ENDED:
                await asyncio.sleep(POLL_SECONDS)
                job = await memory.job(job.job_id)
                _update(bar, task, job)
        except (KeyboardInterrupt, asyncio.CancelledError):
            bar.stop()
            stderr.print(f"The import goes on in the background as job {job.job_id}.", markup=False)
            raise
    return job


def _update(bar: Progress, task: TaskID, job: Job) -> None:
    total, done = job.progress.get("total"), job.progress.get("done")
    if isinstance(total, int) and isinstance(done, int):
        bar.update(task, description="Importing", total=total, completed=done)
    if job.status == "failed" and job.failures:
        bar.update(task, description=f"Trying again ({escape(job.failures[-1].reason)})")


async def _to_stdout(memory: MemoryAPI) -> int:
    lines = 0
    async for line in memory.export():
        sys.stdout.buffer.write(line)
        lines += 1
    sys.stdout.buffer.flush()
    return lines


async def _to_file(memory: MemoryAPI, output: Path) -> int:
    """Written beside the file and put in its place when complete, so that a failure leaves an older export alone."""
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.unfinished")
    lines = 0
    try:
        with unfinished.open("xb") as file:
            async for line in memory.export():
                file.write(line)
                lines += 1
        unfinished.replace(output)
    except OSError as error:
        raise ToldonceError(f"{output} cannot be written ({error.strerror}).") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return lines
