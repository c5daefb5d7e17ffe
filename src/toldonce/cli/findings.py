"""What `toldonce doctor` finds: what is in order, what is not, and what to do about it."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx

from toldonce import __version__
from toldonce.bootstrap import examine_database, examine_model, examine_redis, send_test_event
from toldonce.cli.deployment import checklist
from toldonce.cli.output import quiet_settings
from toldonce.errors import ToldonceError
from toldonce.settings import Settings, SettingsInvalid, unknown_variables

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``fix`` says what to do when it is not in order."""

    name: str
    status: Literal["ok", "warning", "fail"]
    detail: str
    fix: str | None = None


def examine() -> Iterator[Finding]:
    """Every finding, in the order in which things depend on each other."""
    try:
        settings = quiet_settings()
    except SettingsInvalid as invalid:
        for fault in invalid.faults:
            yield Finding("settings", "fail", fault, "Correct the variable in the environment or in .env.")
        return
    yield Finding("settings", "ok", f"valid, for {settings.environment}")
    for name in unknown_variables(os.environ):
        yield Finding("settings", "warning", f"{name} is not a setting", "Is it misspelt? .env.example lists them.")
    writable = _data_folder(settings.data_dir)
    yield writable
    if writable.status == "ok":
        yield _model(settings)
        yield from asyncio.run(_database(settings))
    yield asyncio.run(_redis(settings))
    yield _language_model(settings)
    yield _port(settings)


def deployment_findings(url: str | None, accepted: frozenset[str]) -> Iterator[Finding]:
    """The security checklist; ``accepted`` items become warnings. Nothing when the settings are wrong already."""
    try:
        settings = quiet_settings()
    except SettingsInvalid:
        return
    for verdict in checklist(settings, url):
        name = f"{verdict.item} {verdict.title}"
        if verdict.passed:
            yield Finding(name, "ok", verdict.detail)
        elif verdict.item in accepted:
            yield Finding(name, "warning", f"accepted: {verdict.detail}")
        else:
            yield Finding(name, "fail", verdict.detail, verdict.fix)


def sentry_finding() -> Finding:
    """Whether a test event arrives at Sentry."""
    settings = quiet_settings()
    fault = send_test_event(settings, __version__)
    if fault is None:
        return Finding("sentry", "ok", f"the event 'SentryProbe' arrived, for {settings.environment}")
    fix = "Set SENTRY_DSN to the DSN of your project, and see that this machine may connect to it."
    return Finding("sentry", "fail", f"the test event did not arrive: {fault}", fix)


def _data_folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        fix = "Set DATA_DIR to a folder that this user may write to."
        return Finding("data folder", "fail", f"{folder.resolve()} cannot be written ({error.strerror})", fix)
    return Finding("data folder", "ok", f"{folder.resolve()} can be written")


def _model(settings: Settings) -> Finding:
    try:
        state = examine_model(settings)
    except ToldonceError as error:
        return Finding("embedding model", "fail", error.message, "Run 'toldonce model' and read what it says.")
    if state is None:
        return Finding("embedding model", "fail", "is not there yet", "Run 'toldonce model', or start the service.")
    return Finding("embedding model", "ok", state)


async def _database(settings: Settings) -> list[Finding]:
    where = "DATABASE_URL" if settings.owner_database_url else "the embedded PostgreSQL"
    try:
        state = await examine_database(settings)
    except ToldonceError as error:
        return [Finding("database", "fail", error.message, _database_fix(settings))]
    found = [Finding("database", "ok", f"{where} is reachable (PostgreSQL {state.server})")]
    if state.missing:
        detail = f"{len(state.missing)} migrations are missing ({', '.join(state.missing)})"
        return [*found, Finding("schema", "fail", detail, "Run 'toldonce migrate', or start the service.")]
    found.append(Finding("schema", "ok", "up to date"))
    if state.role_in_order:
        found.append(Finding("database role", "ok", f"{state.role} is neither owner nor superuser"))
    else:
        detail = f"{state.role} is missing, too strong or without rights on a table"
        found.append(Finding("database role", "fail", detail, "Run 'toldonce migrate' with the owner's DATABASE_URL."))
    if state.unforced:
        detail = f"is not forced on {', '.join(state.unforced)}"
        fix = "Run ALTER TABLE ... ENABLE ROW LEVEL SECURITY and FORCE ROW LEVEL SECURITY on each of them."
        found.append(Finding("row-level security", "fail", detail, fix))
    else:
        found.append(Finding("row-level security", "ok", "forced on every table with rows of users"))
    return found


def _database_fix(settings: Settings) -> str:
    if settings.owner_database_url:
        return "Is the server running, and are DATABASE_URL or the POSTGRES_ variables right?"
    return f"Look into the log below {settings.data_dir.resolve()}, or set DATABASE_URL to a PostgreSQL of your own."


async def _redis(settings: Settings) -> Finding:
    found = await examine_redis(settings)
    if found.status == "disabled":
        return Finding("redis", "ok", "none is set: every process counts rate limits for itself")
    if found.status == "healthy":
        return Finding("redis", "ok", "is reachable, and asks for a password")
    if found.status == "degraded":
        fix = "Set requirepass in redis.conf, and the same in REDIS_PASSWORD."
        return Finding("redis", "fail" if settings.environment == "production" else "warning", str(found.detail), fix)
    fix = "Is it running, and are REDIS_URL or the REDIS_ variables right? Until it answers, limits are kept in memory."
    return Finding("redis", "fail", f"cannot be used ({found.detail})", fix)


def _language_model(settings: Settings) -> Finding:
    name = "language model"
    if settings.llm_provider == "none":
        return Finding(name, "ok", "none is set: replies quote the memory")
    openai = settings.llm_provider == "openai"
    base = settings.llm_base_url or ("https://api.openai.com/v1" if openai else "https://api.anthropic.com")
    key = settings.openai_api_key if openai else settings.anthropic_api_key
    secret = key.get_secret_value() if key else ""
    if openai:
        url, headers = f"{base.rstrip('/')}/models", {"Authorization": f"Bearer {secret}"} if secret else {}
    else:
        url = f"{base.rstrip('/').removesuffix('/v1')}/v1/models"
        headers = {"x-api-key": secret, "anthropic-version": "2023-06-01"}
    try:
        status = httpx.get(url, headers=headers, timeout=SECONDS).status_code
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as error:
        detail = f"{base} cannot be reached ({type(error).__name__})"
        return Finding(name, "fail", detail, "Check LLM_BASE_URL and the network.")
    if status in (401, 403):
        variable = "OPENAI_API_KEY" if openai else "ANTHROPIC_API_KEY"
        return Finding(name, "fail", f"{base} refuses the key (status {status})", f"Check {variable}.")
    if status >= 500:
        return Finding(name, "fail", f"{base} answers with status {status}", "Is the model server healthy?")
    return Finding(name, "ok", f"{base} answers; {settings.llm_model} will be asked")


def _port(settings: Settings) -> Finding:
    host, port = settings.api_host, settings.api_port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = error.strerror
        else:
            return Finding("port", "ok", f"{port} is free")
    try:
        card = httpx.get(f"http://127.0.0.1:{port}/api", timeout=SECONDS).json()
        if isinstance(card, dict) and card.get("service") == "toldonce":
            return Finding("port", "ok", f"{port} is in use by a running toldonce")
    except (httpx.HTTPError, ValueError):
        taken = f"{taken}; what listens there is not toldonce"
    return Finding("port", "fail", f"{port} cannot be used ({taken})", "Free it, or set API_PORT to another.")
