"""Where servers find the application: ``python -m uvicorn app.main:app``."""

from __future__ import annotations

import multiprocessing
import os
import sys

from fastapi import FastAPI

from toldonce.server.app import create_app
from toldonce.settings import SettingsInvalid, load_settings, unknown_variables
from toldonce.telemetry import configure_logging, log_uncaught

GIVE_UP = 3
"""The exit code by which a worker tells uvicorn's supervisor that starting it again is of no use."""


def _workers() -> dict[str, str]:
    """The number of processes that uvicorn's ``--workers`` asks for, which it tells its processes nothing of."""
    if multiprocessing.parent_process() is None:
        return {}
    for position, argument in enumerate(sys.argv):
        name, _, value = argument.partition("=")
        if name == "--workers":
            number = value or "".join(sys.argv[position + 1 : position + 2])
            return {"web_concurrency": number} if number.isdecimal() else {}
    return {}


def _application() -> FastAPI:
    try:
        settings = load_settings(**_workers())
    except SettingsInvalid as invalid:
        for fault in invalid.faults:
            print(f"toldonce: {fault}", file=sys.stderr)  # noqa: T201 - logging follows the settings
        sys.exit(1 if multiprocessing.parent_process() is None else GIVE_UP)
    for_machines = settings.environment != "development"
    configure_logging(settings.log_level, json_lines=for_machines, in_background=for_machines)
    if for_machines:
        log_uncaught()
    for name in unknown_variables(os.environ):
        print(f"toldonce: {name} is not a setting; is it misspelt?", file=sys.stderr)  # noqa: T201
    return create_app(settings)


app = _application()
