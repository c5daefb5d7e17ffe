"""Options that several commands share: JSON for programs, and the time that is asked about."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Moment = Annotated[datetime | None, typer.Option(formats=FORMATS)]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=FORMATS, help="What was true in the world at that time.")
]
KnownAt = Annotated[datetime | None, typer.Option("--known-at", formats=FORMATS, help="What had been said by then.")]
KnownAtSeq = Annotated[
    int | None, typer.Option("--known-at-seq", min=0, help="What was known after the write with this number.")
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="How many to show.")]
Cursor = Annotated[str | None, typer.Option(help="Go on where a list with --json ended: its next_cursor.")]
