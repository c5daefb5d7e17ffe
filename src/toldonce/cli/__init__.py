"""The command ``toldonce``: run the service, look after it, and use a memory from the shell.

Everything prints for people and with ``--json`` for programs. An error is one sentence on standard error and exit code
1; a wrong call is exit code 2.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from toldonce import __version__
from toldonce.cli import backup, corrections, doctor, erasure, knowledge, mcp, memory, reembed, service
from toldonce.cli.output import sentences

app = typer.Typer(
    name="toldonce",
    help="Long-form memory for conversations: tell it once, and it is there at turn 1,000.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SERVICE = "Run the service"
SAFETY = "Keep it safe"
MEMORY = "Use a memory"
CORRECTIONS = "Set right what it knows"
app.command("serve", rich_help_panel=SERVICE)(service.serve)
app.command("worker", rich_help_panel=SERVICE)(service.worker)
app.command("migrate", rich_help_panel=SERVICE)(service.migrate)
app.command("model", rich_help_panel=SERVICE)(service.model)
app.command("reembed", rich_help_panel=SERVICE)(reembed.reembed)
app.command("doctor", rich_help_panel=SERVICE)(doctor.doctor)
app.command("backup", rich_help_panel=SAFETY)(backup.backup)
app.command("restore", rich_help_panel=SAFETY)(backup.restore)
app.command("erasures", rich_help_panel=SAFETY)(backup.erasures)
app.add_typer(erasure.app, name="erasure", rich_help_panel=SAFETY)
app.command("search", rich_help_panel=MEMORY)(memory.search)
app.command("memories", rich_help_panel=MEMORY)(knowledge.memories)
app.command("profile", rich_help_panel=MEMORY)(knowledge.profile)
app.command("entities", rich_help_panel=MEMORY)(knowledge.entities)
app.command("import", rich_help_panel=MEMORY)(memory.import_file)
app.command("mcp", rich_help_panel=MEMORY)(mcp.mcp)
app.command("export", rich_help_panel=MEMORY)(memory.export)
app.command("history", rich_help_panel=CORRECTIONS)(corrections.history)
app.command("correct", rich_help_panel=CORRECTIONS)(corrections.correct)
app.command("restore-memory", rich_help_panel=CORRECTIONS)(corrections.restore_memory)
app.command("confirm", rich_help_panel=CORRECTIONS)(corrections.confirm)
app.command("forget", rich_help_panel=CORRECTIONS)(corrections.forget)
app.command("changes", rich_help_panel=CORRECTIONS)(corrections.changes)
app.command("rollback", rich_help_panel=CORRECTIONS)(corrections.rollback)


def _version(asked: bool) -> None:
    if asked:
        print(f"toldonce {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Long-form memory for conversations: tell it once, and it is there at turn 1,000."""


def main() -> None:
    """What the installed command calls."""
    try:
        with sentences():
            app()
    except (typer.Exit, BrokenPipeError) as ended:
        # The reader (such as head) has enough, or the disk is full: nothing more can be written, not even by the
        # interpreter's exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ended.exit_code if isinstance(ended, typer.Exit) else 1)
