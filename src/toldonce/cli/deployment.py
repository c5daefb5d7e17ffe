"""The security checklist of a deployment: each item passes, or fails with what to do about it."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from toldonce.bootstrap import asks_for_a_password, newest_backup, now
from toldonce.cli.output import tell
from toldonce.errors import ToldonceError
from toldonce.settings import WEAK_SECRETS, Settings

SECONDS = 5.0
PASSWORD_BYTES = 16
SECRET_BYTES = 32
BITS_PER_BYTE = 2.5
"""The least that a secret must have, judged by how often each of its characters occurs; a random one has over three."""
OLDEST_BACKUP = timedelta(hours=26)
NEW_SECRET = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'  # noqa: S105 - how to make one
HTTPS_PAGE = "docs/operations/deployment.md shows nginx, Caddy and Traefik"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One item of the checklist: whether it passes, what was seen, and what to do when it does not."""

    item: str
    title: str
    passed: bool
    detail: str
    fix: str


def checklist(settings: Settings, url: str | None) -> Iterator[Verdict]:
    """Every item, judged as for production. ``url`` is where users reach the service, when it is to be tried."""
    for item, title, fix, judge in (
        ("SC-01", "JWT secret", f"Set JWT_SECRET_KEY to a new one: {NEW_SECRET}", _jwt_secret),
        ("SC-02", "CORS origins", "List exact https:// origins in CORS_ORIGINS, or leave it empty.", _origins),
        ("SC-04", "database password", f"Give the database user a password like those of: {NEW_SECRET}", _database),
        ("SC-05", "Redis password", "Set requirepass on the server and REDIS_PASSWORD (or REDIS_URL) here.", _redis),
        ("SC-06", "error reports", "Set SENTRY_DSN to the DSN of your project.", _sentry),
        ("SC-07", "rate limits", "Set RATE_LIMIT_ENABLED=true and limits that fit your users.", _limits),
        ("SC-08", "API documentation", "Set ENVIRONMENT=production.", _documentation),
        ("SC-09", "log lines", "Set ENVIRONMENT=production and LOG_LEVEL=INFO, and collect standard output.", _logs),
        (
            "SC-10",
            "backups",
            "Set BACKUP_DIR, run 'toldonce backup' every day, and try 'toldonce restore' into an empty database.",
            _backups,
        ),
        ("SC-11", "monitoring", "Set ENABLE_METRICS=true and scrape PROMETHEUS_PORT with deploy/prometheus.", _metrics),
    ):
        yield _judged(item, title, fix, judge, settings)
        if item == "SC-02":
            yield _https(settings, url)


def _judged(item: str, title: str, fix: str, judge: Callable[[Settings], str], settings: Settings) -> Verdict:
    try:
        return Verdict(item, title, True, judge(settings), fix)
    except Fault as fault:
        return Verdict(item, title, False, str(fault), fix)


class Fault(Exception):
    """Why an item does not pass."""


# --- secrets ----------------------------------------------------------------------------------------------------------


def _jwt_secret(settings: Settings) -> str:
    if settings.jwt_secret_key is None:
        raise Fault("JWT_SECRET_KEY is not set; the one in DATA_DIR is for one machine in development")
    _require_strong("JWT_SECRET_KEY", settings.jwt_secret_key.get_secret_value(), SECRET_BYTES)
    return f"is random and has at least {SECRET_BYTES} bytes"


def _database(settings: Settings) -> str:
    url = settings.owner_database_url
    if url is None:
        return "the embedded database listens on a socket that only this user may open"
    password = unquote(urlsplit(url).netloc.rpartition("@")[0].partition(":")[2])
    variable = "the password in DATABASE_URL" if settings.database_url else "POSTGRES_PASSWORD"
    if not password and not urlsplit(url).hostname:
        return "the database is reached through a socket of this machine"
    if not password:
        raise Fault(f"{variable} is empty")
    _require_strong(variable, password, PASSWORD_BYTES)
    try:
        asked = asyncio.run(asks_for_a_password(settings))
    except ToldonceError as error:
        raise Fault(error.message) from error
    if not asked:
        raise Fault("the database lets anybody in without asking for the password: use scram-sha-256 in pg_hba.conf")
    return "is strong, and the database refuses a wrong one"


def _redis(settings: Settings) -> str:
    url = settings.redis_address
    if url is None:
        return "no Redis is set: limits are counted in each process"
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return "is reached through a socket of this machine"
    password = unquote(parts.password or "")
    if not password:
        raise Fault("no password is set")
    _require_strong("the password of Redis", password, PASSWORD_BYTES)
    try:
        answer = _said_without_password(parts.hostname or "127.0.0.1", parts.port or 6379, parts.scheme == "rediss")
    except OSError as error:
        raise Fault(f"Redis cannot be reached ({error.strerror or type(error).__name__})") from error
    if not answer.startswith((b"-NOAUTH", b"-WRONGPASS")):
        raise Fault("the server answers without a password")
    return "is strong, and the server refuses to talk without it"


def _said_without_password(host: str, port: int, encrypted: bool) -> bytes:
    with socket.create_connection((host, port), timeout=SECONDS) as plain:
        if not encrypted:
            plain.sendall(b"PING\r\n")
            return plain.recv(512)
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as wrapped:
            wrapped.sendall(b"PING\r\n")
            return wrapped.recv(512)


def _require_strong(name: str, secret: str, least: int) -> None:
    if len(secret.encode()) < least:
        raise Fault(f"{name} has {len(secret.encode())} bytes, at least {least} are needed")
    if any(word in secret.lower() for word in WEAK_SECRETS):
        raise Fault(f"{name} is a published or guessable value")
    counts = Counter(secret)
    bits = -sum(count * math.log2(count / len(secret)) for count in counts.values())
    if bits < BITS_PER_BYTE * least or secret in (secret * 2)[1:-1]:
        raise Fault(f"{name} repeats itself too much to be random")


# --- the way in -------------------------------------------------------------------------------------------------------


def _origins(settings: Settings) -> str:
    if not settings.cors_origins:
        return "no page of another origin may call the service"
    wrong = [one for one in settings.cors_origins if one == "*" or not one.startswith("https://")]
    if wrong:
        raise Fault(f"CORS_ORIGINS holds {', '.join(wrong)}")
    return f"{len(settings.cors_origins)} exact https origins"


def _https(settings: Settings, url: str | None) -> Verdict:
    def judge(_: Settings) -> str:
        trusted = [one.strip() for one in (settings.forwarded_allow_ips or "").split(",") if one.strip()]
        if not trusted:
            raise Fault("FORWARDED_ALLOW_IPS is empty: the proxy's word on client and scheme is not believed")
        wide = [one for one in trusted if one == "*" or _is_wide(one)]
        if wide:
            raise Fault(f"FORWARDED_ALLOW_IPS trusts {', '.join(wide)}: anybody could pretend to be another client")
        return f"proxies at {', '.join(trusted)} are trusted; {_over_https(url)}"

    fix = f"Put a proxy with TLS in front and name its address in FORWARDED_ALLOW_IPS; {HTTPS_PAGE}."
    return _judged("SC-03", "HTTPS and proxy", fix, judge, settings)


def _is_wide(network: str) -> bool:
    try:
        return ipaddress.ip_network(network, strict=False).prefixlen < 8
    except ValueError:
        return False


def _over_https(url: str | None) -> str:
    if url is None:
        return "give --url https://... to try HTTPS too"
    if not url.startswith("https://"):
        raise Fault(f"{url} does not begin with https://")
    try:
        answer = httpx.get(f"{url.rstrip('/')}/livez", timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Fault(f"{url} cannot be reached ({error})") from error
    if answer.status_code != 200:
        raise Fault(f"{url}/livez answers with status {answer.status_code}")
    if "strict-transport-security" not in answer.headers:
        raise Fault(f"{url} sends no Strict-Transport-Security")
    return f"{url} answers with a valid certificate"


# --- watching ---------------------------------------------------------------------------------------------------------


def _sentry(settings: Settings) -> str:
    if settings.sentry_dsn is None:
        raise Fault("SENTRY_DSN is not set: nobody is told of errors")
    parts = urlsplit(settings.sentry_dsn.get_secret_value())
    if not (parts.scheme in ("http", "https") and parts.username and parts.hostname and parts.path.strip("/")):
        raise Fault("SENTRY_DSN is not a DSN, which looks like https://key@host/number")
    return f"go to {parts.hostname}"


def _limits(settings: Settings) -> str:
    if not settings.rate_limit_enabled:
        raise Fault("RATE_LIMIT_ENABLED is false")
    each, all_users = settings.rate_limit_per_minute, settings.rate_limit_global_per_minute
    if each > all_users:
        raise Fault(f"one user may send {each} requests per minute, more than the {all_users} of all users together")
    return f"{each} requests per minute for one user, {all_users} for all of them"


def _documentation(settings: Settings) -> str:
    if settings.environment != "production":
        raise Fault(f"is open in {settings.environment}")
    return "is closed"


def _logs(settings: Settings) -> str:
    if settings.environment == "development":
        raise Fault("are written for people in development, not for programs")
    if settings.log_level == "DEBUG":
        raise Fault("LOG_LEVEL=DEBUG says more than anybody should keep")
    return "are JSON on standard output; docs/operations shows how to collect them"


def _backups(settings: Settings) -> str:
    if settings.backup_dir is None:
        raise Fault("BACKUP_DIR is not set")
    folder: Path = settings.backup_dir
    tell(f"Verifying the newest backup in {folder}.")
    try:
        newest = newest_backup(folder)
    except ToldonceError as error:
        raise Fault(error.message) from error
    if newest is None:
        raise Fault(f"there is no backup in {folder.resolve()}")
    path, made_at = newest
    age = now() - made_at
    if age > OLDEST_BACKUP:
        raise Fault(f"the newest backup, {path.name}, is {age.total_seconds() / 3600:.0f} hours old")
    return f"{path.name} is whole and {age.total_seconds() / 3600:.1f} hours old"


def _metrics(settings: Settings) -> str:
    if not settings.enable_metrics:
        raise Fault("ENABLE_METRICS is false")
    return f"metrics are offered on port {settings.prometheus_port}"
