"""What is sent to Sentry, through its own package; loaded when `toldonce.telemetry.sentry` is switched on.

What leaves the process is built from lists of what may, in `toldonce.telemetry.scrub`; nothing passes because nobody
thought of it.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, cast

import sentry_sdk
from sentry_sdk.integrations import DidNotEnable, Integration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.scope import Scope
from sentry_sdk.transport import HttpTransport
from sentry_sdk.utils import BadDsn, Dsn

from toldonce.telemetry import scrub
from toldonce.telemetry.faults import name_of
from toldonce.telemetry.logs import exception_of
from toldonce.telemetry.sentry import FLUSH_SECONDS, RequestFacts

OUTAGE_SECONDS = 300.0
STORM_SECONDS = 60.0
STORM_EVENTS = 10
"""Of one kind within `STORM_SECONDS`; more tell nothing new and use up the quota."""
PROBE_MESSAGE = "Test Sentry integration"
_OWN_LINES = ("toldonce.access", "sentry_sdk", "urllib3", "toldonce.telemetry")
_UNWATCHED: AbstractContextManager[object] = nullcontext()


class SentryProbe(Exception):
    """Raised on purpose, to see that reports arrive."""


def is_dsn(written: str) -> bool:
    """Whether reports can be addressed by it."""
    try:
        Dsn(written)
    except (BadDsn, ValueError):
        return False
    return True


class Reports:
    """Reporting, from when it is made until it is closed; one at a time in a process."""

    def __init__(
        self, dsn: str, *, environment: str, release: str, traces_sample_rate: float, profiles_sample_rate: float
    ) -> None:
        """Rates are shares in 0..1."""
        storm = _Storm()

        def before_send(event: Any, hint: Mapping[str, Any]) -> Any:
            fault = exception_of(hint.get("exc_info"))
            return scrub.event(event, fault) if storm.lets_pass(event, fault) else None

        with warnings.catch_warnings():
            # The rate of profiles is a share of the traces, as the settings promise; its successor samples processes.
            warnings.filterwarnings("ignore", "Transaction-based profiling", DeprecationWarning)
            sentry_sdk.init(
                dsn=dsn,
                environment=environment,
                release=release,
                traces_sample_rate=traces_sample_rate,
                profiles_sample_rate=profiles_sample_rate or None,
                include_local_variables=False,
                max_request_body_size="never",
                before_send=before_send,
                before_send_transaction=lambda event, _hint: cast(Any, scrub.transaction(event)),
                before_breadcrumb=lambda crumb, _hint: cast(Any, scrub.breadcrumb(crumb)),
                default_integrations=False,
                auto_enabling_integrations=False,
                integrations=_integrations(),
                trace_propagation_targets=[],  # a language model's provider learns nothing of our traces
                auto_session_tracking=False,
                enable_logs=False,
                enable_metrics=False,
                spotlight=False,
                debug=False,
                transport=_Transport,
                shutdown_timeout=FLUSH_SECONDS,
            )
        self._outages: dict[str, float] = {}
        self._handler = _Witness()
        logging.getLogger().addHandler(self._handler)

    def close(self, timeout: float) -> None:
        """Send what waits for at most ``timeout`` seconds and stop reporting. Blocks meanwhile."""
        logging.getLogger().removeHandler(self._handler)
        sentry_sdk.get_client().close(timeout=timeout)
        Scope.get_global_scope().set_client(None)

    @contextmanager
    def watched(self, facts: RequestFacts) -> Iterator[None]:
        """Everything that is reported within the block belongs to this request, which is timed too when sampled."""
        with sentry_sdk.isolation_scope() as scope:
            scope.clear()
            scope.add_event_processor(lambda event, _hint: _with_facts(event, facts))
            unsampled: Any = {} if facts.is_timed else {"sampled": False}
            with sentry_sdk.start_transaction(
                op="http.server", name=facts.method, source="route", trace_id=facts.trace_id, **unsampled
            ) as transaction:
                try:
                    yield
                finally:
                    if facts.status:
                        transaction.set_http_status(facts.status)

    @contextmanager
    def watched_job(self, kind: str, request_id: str, job_id: str) -> Iterator[None]:
        """The same for a background job."""
        with sentry_sdk.isolation_scope() as scope:
            scope.clear()
            scope.set_tag("request_id", request_id)
            scope.set_tag("job_id", job_id)
            with sentry_sdk.start_transaction(op="queue.task", name=f"job {kind}", source="task"):
                yield

    def watched_query(self, name: str) -> AbstractContextManager[object]:
        """A statement by its name, as a breadcrumb, and as a part of a request that is timed."""
        sentry_sdk.add_breadcrumb(category="query", message=name)
        parent = sentry_sdk.get_current_span()
        return parent.start_child(op="db", name=name) if parent is not None and parent.sampled else _UNWATCHED

    def outage(self, part: str, fault: BaseException) -> None:
        """Report that a part cannot be reached: once in `OUTAGE_SECONDS` for each part."""
        now = time.monotonic()
        if now - self._outages.get(part, -OUTAGE_SECONDS) < OUTAGE_SECONDS:
            return
        self._outages[part] = now
        with sentry_sdk.new_scope() as scope:
            scope.set_tag("part", part)
            scope.fingerprint = ["outage", part]
            scope.level = "error"
            sentry_sdk.capture_exception(fault)

    def probe(self, timeout: float) -> str | None:
        """Send one event and wait for its arrival; None when it arrived, else why it did not."""
        client = sentry_sdk.get_client()
        transport = client.transport
        if not isinstance(transport, _Transport):
            return "reporting is not switched on"
        try:
            raise SentryProbe(PROBE_MESSAGE)
        except SentryProbe as probe:
            sentry_sdk.capture_exception(probe)
        client.flush(timeout=timeout)
        if transport.lost is not None:
            return transport.lost
        return None if transport.delivered else "it did not answer in time"


class _Transport(HttpTransport):
    """Knows whether something arrived."""

    TIMEOUT = 10

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.delivered = False
        self.lost: str | None = None

    def on_dropped_event(self, _reason: str) -> None:
        self.lost = "it cannot be reached" if _reason == "network" else f"it refused the event ({_reason})"

    def _handle_response(self, response: Any, envelope: Any) -> None:
        super()._handle_response(response=response, envelope=envelope)
        self.delivered = self.delivered or 200 <= response.status < 300


class _Witness(logging.Handler):
    """Turns log records into breadcrumbs, and errors that carry an exception into reports."""

    def emit(self, record: logging.LogRecord) -> None:
        """Runs where the record is made, so that it belongs to the right request."""
        if record.name.startswith(_OWN_LINES):
            return
        try:
            event = record.msg if isinstance(record.msg, dict) else {}
            if record.levelno >= logging.ERROR:
                _report(record, event)
            sentry_sdk.add_breadcrumb(
                category="log",
                type="log",
                level=record.levelname.lower(),
                message=scrub.said(record),
                data={key: event[key] for key in scrub.LOG_KEYS if key in event},
            )
        except Exception:
            self.handleError(record)


def _report(record: logging.LogRecord, event: Mapping[str, Any]) -> None:
    fault = exception_of(event.get("exc_info") or record.exc_info)
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("logger", record.name)
        scope.set_tag("said", scrub.said(record)[:200])
        scope.level = "fatal" if record.levelno >= logging.CRITICAL else "error"
        if fault is not None:
            sentry_sdk.capture_exception(fault)
        elif record.name.startswith("toldonce"):
            sentry_sdk.capture_message(scrub.said(record))


class _Storm:
    """Counts events by kind, so that one fault in every request is not one event for every request."""

    def __init__(self) -> None:
        self._began = 0.0
        self._counts: dict[tuple[str, ...], int] = {}

    def lets_pass(self, event: Mapping[str, Any], fault: BaseException | None) -> bool:
        now = time.monotonic()
        if now - self._began >= STORM_SECONDS:
            self._began, self._counts = now, {}
        kind = (name_of(fault) if fault else "", str(event.get("transaction")), *event.get("fingerprint", ()))
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind] <= STORM_EVENTS


def _with_facts(event: Any, facts: RequestFacts) -> Any:
    route = facts.route()
    path = route if route.startswith("/") else f"/{route}"
    event["request"] = {"url": facts.origin + path, "method": facts.method, "headers": dict(facts.headers)}
    event["transaction"] = f"{facts.method} {route}"
    event["transaction_info"] = {"source": "route"}
    event.setdefault("tags", {}).update({"request_id": facts.request_id})
    if facts.status:
        event["tags"]["status"] = str(facts.status)
    if (user_id := facts.user_id()) is not None:
        event["user"] = {"id": user_id}
    return event


def _integrations() -> list[Integration]:
    """Breadcrumbs and spans of Redis and of calls to other services, where their packages are.

    Statements tell of themselves through `watched_query`: by their names, and at a tenth of the time.
    """
    found: list[Integration] = [DedupeIntegration()]
    makers: tuple[Callable[[], Integration], ...] = (_httpx2, _httpx, _redis)
    for make in makers:
        try:
            found.append(make())
        except (DidNotEnable, ImportError):
            continue
    return found


def _httpx() -> Integration:
    from sentry_sdk.integrations.httpx import HttpxIntegration

    return HttpxIntegration()


def _httpx2() -> Integration:
    from sentry_sdk.integrations.httpx2 import Httpx2Integration

    return Httpx2Integration()


def _redis() -> Integration:
    from sentry_sdk.integrations.redis import RedisIntegration

    return RedisIntegration()
