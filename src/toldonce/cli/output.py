"""How the commands speak: results on standard output, everything else on standard error.

Here and in the modules of the commands, what takes long to load is imported where it is used: ``--help`` and a wrong
call are answered before anything but the options is read.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer
from rich.console import Console

from toldonce import bootstrap
from toldonce.errors import ToldonceError, ValidationFailed

if TYPE_CHECKING:
    from toldonce.settings import Settings

T = TypeVar("T")

stdout = Console(highlight=False, soft_wrap=True)
stderr = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str, *, code: int = 1) -> NoReturn:
    """Say why on standard error and end."""
    stderr.print(f"toldonce: {message}", markup=False)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """One JSON document for programs, on one line; times are written as the service writes them."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_written) + "\n")
    sys.stdout.flush()


def _written(value: object) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)


def tell(step: str) -> None:
    """A step of long work, for people."""
    stderr.print(step, style="dim", markup=False)


@contextmanager
def sentences() -> Iterator[None]:
    """Turns every error into one sentence and an exit code. ``TOLDONCE_DEBUG=1`` shows the traceback of a bug."""
    try:
        yield
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except (Exception, KeyboardInterrupt) as error:
        told, code = _sentence(error)
        if told is not None:
            fail(told, code=code)
        if os.environ.get("TOLDONCE_DEBUG"):
            raise
        fail(f"an unforeseen error ({type(error).__name__}); TOLDONCE_DEBUG=1 shows where it happened")


def _sentence(error: BaseException) -> tuple[str | None, int]:
    """What a user is told of an error, and the exit code; None of a bug."""
    from pydantic import ValidationError

    from toldonce.settings import SettingsInvalid

    match error:
        case SettingsInvalid() | bootstrap.StartFailed():
            return "\ntoldonce: ".join(error.faults), 1
        case ValidationFailed():
            return error.message, 2
        case ToldonceError():
            return error.message, 1
        case ValidationError():
            fault = error.errors(include_url=False, include_input=False)[0]
            return f"{'.'.join(str(part) for part in fault['loc']) or 'input'}: {fault['msg']}", 2
        case KeyboardInterrupt():
            return "stopped", 130
        case OSError():
            named = f"{error.filename}: " if error.filename else ""
            return f"{named}{error.strerror or type(error).__name__}", 1
    return None, 1


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end, with errors as sentences."""
    with sentences():
        return asyncio.run(work)


def quiet_settings(**overrides: Any) -> Settings:
    """The settings for a command, whose log goes to standard error and holds warnings only."""
    from toldonce.settings import load_settings
    from toldonce.telemetry import configure_logging

    settings = load_settings(**overrides)
    level = settings.log_level if settings.log_level in ("ERROR", "CRITICAL") else "WARNING"
    configure_logging(level, json_lines=False, stream=sys.stderr)
    return settings
