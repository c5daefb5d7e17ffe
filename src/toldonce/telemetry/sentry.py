"""Reports to Sentry: faults with their stack, slow requests, and outages; never what users wrote, sent or hold.

Without `open_sentry` every call here does nothing, and Sentry's package is not even loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from toldonce.telemetry.reports import Reports

FLUSH_SECONDS = 2.0
_UNWATCHED: AbstractContextManager[None] = nullcontext()
_reports: Reports | None = None

log = structlog.get_logger("toldonce.telemetry")


@dataclass(slots=True)
class RequestFacts:
    """What may be told of a request. ``route`` gives its template and ``user_id`` who asks, once they are known.

    Without ``is_timed`` a request is never sampled.
    """

    method: str
    origin: str
    headers: Mapping[str, str]
    request_id: str
    trace_id: str
    route: Callable[[], str]
    user_id: Callable[[], str | None]
    is_timed: bool = True
    status: int = 0


def open_sentry(
    dsn: str, *, environment: str, release: str, traces_sample_rate: float, profiles_sample_rate: float
) -> bool:
    """Report from now on. A DSN that is none is a warning in the log and False; rates are shares in 0..1."""
    global _reports
    from toldonce.telemetry.reports import Reports, is_dsn

    close_sentry(0)
    if not is_dsn(dsn):
        log.warning("Faults are not reported to Sentry, because SENTRY_DSN is not a DSN: copy it from the project.")
        return False
    _reports = Reports(
        dsn,
        environment=environment,
        release=release,
        traces_sample_rate=traces_sample_rate,
        profiles_sample_rate=profiles_sample_rate,
    )
    return True


def is_open() -> bool:
    """Whether faults are reported."""
    return _reports is not None


def close_sentry(timeout: float = FLUSH_SECONDS) -> None:
    """Send what waits for at most ``timeout`` seconds and stop reporting. Blocks meanwhile."""
    global _reports
    closing, _reports = _reports, None
    if closing is not None:
        closing.close(timeout)


def watched(facts: RequestFacts) -> AbstractContextManager[None]:
    """Everything that is reported within the block belongs to this request, which is timed too when it is sampled."""
    return _reports.watched(facts) if _reports is not None else _UNWATCHED


def watched_job(kind: str, request_id: str, job_id: str) -> AbstractContextManager[None]:
    """The same for a background job."""
    return _reports.watched_job(kind, request_id, job_id) if _reports is not None else _UNWATCHED


def watched_query(name: str) -> AbstractContextManager[object]:
    """A statement by its name: one thing that happened before a fault, and part of a request that is timed."""
    return _reports.watched_query(name) if _reports is not None else _UNWATCHED


def report_outage(part: str, fault: BaseException) -> None:
    """Report that a part cannot be reached: once in a while for each part, however often it is noticed."""
    if _reports is not None:
        _reports.outage(part, fault)


def send_probe(timeout: float = 10.0) -> str | None:
    """Send one event and wait for its arrival; None when it arrived, else why it did not."""
    return _reports.probe(timeout) if _reports is not None else "reporting is not switched on"
