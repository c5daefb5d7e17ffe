"""How the commands speak: results on standard output, everything else on standard error."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from toldonce.bootstrap import StartFailed
from toldonce.errors import ToldonceError
from toldonce.settings import Settings, SettingsInvalid, load_settings
from toldonce.telemetry import configure_logging

T = TypeVar("T")

stdout = Console(highlight=False, soft_wrap=True)
stderr = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str, *, code: int = 1) -> NoReturn:
    """Say why on standard error and end."""
    stderr.print(f"toldonce: {message}", markup=False)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """One JSON document for programs, on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def tell(step: str) -> None:
    """A step of long work, for people."""
    stderr.print(step, style="dim", markup=False)


@contextmanager
def sentences() -> Iterator[None]:
    """Turns every error into one sentence and an exit code. ``TOLDONCE_DEBUG=1`` shows the traceback of a bug."""
    try:
        yield
    except (SettingsInvalid, StartFailed) as wrong:
        fail("\ntoldonce: ".join(wrong.faults))
    except ToldonceError as error:
        fail(error.message)
    except ValidationError as invalid:
        fault = invalid.errors(include_url=False, include_input=False)[0]
        fail(f"{'.'.join(str(part) for part in fault['loc']) or 'input'}: {fault['msg']}", code=2)
    except KeyboardInterrupt:
        fail("stopped", code=130)
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        fail(f"{named}{error.strerror or type(error).__name__}")
    except Exception as error:
        if os.environ.get("TOLDONCE_DEBUG"):
            raise
        fail(f"an unforeseen error ({type(error).__name__}); TOLDONCE_DEBUG=1 shows where it happened")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end, with errors as sentences."""
    with sentences():
        return asyncio.run(work)


def quiet_settings(**overrides: Any) -> Settings:
    """The settings for a command, whose log goes to standard error and holds warnings only."""
    settings = load_settings(**overrides)
    level = settings.log_level if settings.log_level in ("ERROR", "CRITICAL") else "WARNING"
    configure_logging(level, json_lines=False, stream=sys.stderr)
    return settings
