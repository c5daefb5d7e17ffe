"""The numbers of the service, in base units and with few labels; without `opened` every call here does nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from prometheus_client import Counter, Gauge, Histogram, values

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
REQUESTS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
SLOW = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "(none)"
"""The label of every path that no route answers, so that made-up paths make no new series."""

Part = Literal["database", "replica", "redis", "language_model", "embedding_model"]
JobOutcome = Literal["done", "degraded", "retried", "dead", "handed_back"]
OUTCOMES: tuple[JobOutcome, ...] = ("done", "degraded", "retried", "dead", "handed_back")
PARTS: tuple[Part, ...] = ("database", "replica", "redis", "language_model", "embedding_model")


ReplicaRead = Literal["level", "behind", "lost"]
REPLICA_READS: tuple[ReplicaRead, ...] = ("level", "behind", "lost")


class Instruments:
    """Every metric. Gauges are summed over the processes that live; counters keep what ended processes counted."""

    def __init__(self) -> None:
        self.requests = _counter("http_requests", "Requests answered.", "method", "route", "status")
        self.request_seconds = _histogram(
            "http_request_duration_seconds",
            "Time from a request to the end of its answer.",
            REQUESTS,
            "method",
            "route",
        )
        self.running = _gauge("http_requests_in_progress", "Requests being answered.")
        self.search_seconds = _histogram("toldonce_search_duration_seconds", "Time of a whole search.", FAST)
        self.stage_seconds = _histogram(
            "toldonce_search_stage_duration_seconds", "Time of one stage of a search.", FAST, "stage"
        )
        self.searches = _counter("toldonce_searches", "Searches, by whether memory held an answer.", "answerable")
        self.searches_by_words = _counter(
            "toldonce_searches_degraded", "Searches by words only, without the embedding model."
        )
        self.turns = _counter("toldonce_turns_stored", "Turns stored.")
        self.memories = _counter("toldonce_memories_stored", "Memories stored.")
        self.jobs = _counter("toldonce_jobs", "Attempts at background jobs, by how they ended.", "kind", "outcome")
        self.job_seconds = _histogram("toldonce_job_duration_seconds", "Time of one attempt at a job.", SLOW, "kind")
        self.jobs_running = _gauge("toldonce_jobs_in_progress", "Background jobs being run.")
        self.pool_used = _gauge("toldonce_database_connections_in_use", "Database connections in use.")
        self.pool_limit = _gauge("toldonce_database_connections_limit", "Database connections there may be.")
        self.pool_wait = _histogram(
            "toldonce_database_connection_wait_seconds", "Time spent waiting for a free database connection.", FAST
        )
        self.model_calls = _counter("toldonce_model_calls", "Calls of the language model.", "operation", "outcome")
        self.model_seconds = _histogram(
            "toldonce_model_call_duration_seconds", "Time of one call of the language model.", SLOW, "operation"
        )
        self.model_tokens = _counter(
            "toldonce_model_tokens", "Tokens that the language model read and wrote, where it tells.", "direction"
        )
        self.outages = _counter("toldonce_outages", "Calls that failed because a part could not be reached.", "part")
        self.limited = _counter("toldonce_rate_limited", "Requests refused with 429, by the limit they met.", "limit")
        self.limiter_local = _gauge(
            "toldonce_rate_limiter_fallback", "Processes that count requests in memory because Redis does not answer."
        )
        self.replica_reads = _counter(
            "toldonce_replica_reads",
            "Reads asked of the replica; what is behind or lost goes to the primary.",
            "outcome",
        )
        self.version = _gauge(
            "toldonce_build_info", "Always 1; the label tells the version.", "version", mode="livemax"
        )
        for part in PARTS:
            self.outages.labels(part)
        for outcome in REPLICA_READS:
            self.replica_reads.labels(outcome)
        for answerable in ("true", "false"):
            self.searches.labels(answerable)
        self._requests: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def request(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """Counter and histogram of one kind of request."""
        key = (method if method in METHODS else "other", route, status)
        found = self._requests.get(key)
        if found is None:
            found = self.requests.labels(*map(str, key)), self.request_seconds.labels(*key[:2])
            self._requests[key] = found
        return found


_open: Instruments | None = None


@contextlib.contextmanager
def opened(folder: Path, process: str, version: str) -> Iterator[None]:
    """Record into files under ``folder``, which this process shares with others, until the block ends.

    ``process`` is a name without underscores that no other process has.
    """
    global _open
    before = values.ValueClass
    values.ValueClass = values.MultiProcessValue(lambda: process)  # type: ignore[no-untyped-call]
    try:
        with _environment(PROMETHEUS_MULTIPROC_DIR=str(folder)):  # read when the first value of each type is made
            instruments = Instruments()
            instruments.version.labels(version).set(1)
        _open = instruments
        yield
    finally:
        _open = None
        values.ValueClass = before


def request_began() -> None:
    """A request has come."""
    if _open is not None:
        _open.running.inc()


def request_ended(method: str, route: str, status: int, seconds: float) -> None:
    """It is answered. ``route`` is a template, never a path; ``status`` 0 means that the client had left."""
    if _open is not None:
        _open.running.dec()
        counter, histogram = _open.request(method, route, status)
        counter.inc()
        histogram.observe(seconds)


def searched(embed: float, retrieve: float, rank: float, total: float, *, answerable: bool, degraded: bool) -> None:
    """A search and the seconds of its stages."""
    if _open is not None:
        _open.search_seconds.observe(total)
        for stage, seconds in (("embed", embed), ("retrieve", retrieve), ("rank", rank)):
            _open.stage_seconds.labels(stage).observe(seconds)
        _open.searches.labels("true" if answerable else "false").inc()
        if degraded:
            _open.searches_by_words.inc()


def turns_stored(count: int) -> None:
    """Turns that are durable now."""
    if _open is not None:
        _open.turns.inc(count)


def memories_stored(count: int) -> None:
    """Memories that are durable now."""
    if _open is not None:
        _open.memories.inc(count)


def jobs_expected(kinds: Iterable[str]) -> None:
    """A worker takes jobs of these kinds; their counters begin at zero, so that the first failure is seen as a rise."""
    if _open is not None:
        for kind in kinds:
            for outcome in OUTCOMES:
                _open.jobs.labels(kind, outcome)


def job_began() -> None:
    """A worker runs a job."""
    if _open is not None:
        _open.jobs_running.inc()


def job_ended(kind: str, outcome: JobOutcome, seconds: float) -> None:
    """One attempt at a job is over. ``kind`` is one that has a handler."""
    if _open is not None:
        _open.jobs_running.dec()
        _open.jobs.labels(kind, outcome).inc()
        _open.job_seconds.labels(kind).observe(seconds)


def pool_used(connections: int, limit: int) -> None:
    """How many connections of this process's pool are in use, of how many."""
    if _open is not None:
        _open.pool_used.set(connections)
        _open.pool_limit.set(limit)


def pool_waited(seconds: float) -> None:
    """How long somebody waited for a connection."""
    if _open is not None:
        _open.pool_wait.observe(seconds)


def model_called(
    operation: Literal["complete", "stream"],
    outcome: Literal["ok", "failed", "left"],
    seconds: float,
    input_tokens: int | None = None,
    output_tokens: int | None = None,
) -> None:
    """A call of the language model is over; ``left`` when nobody waited for its end."""
    if _open is not None:
        _open.model_calls.labels(operation, outcome).inc()
        _open.model_seconds.labels(operation).observe(seconds)
        _open.model_tokens.labels("input").inc(input_tokens or 0)
        _open.model_tokens.labels("output").inc(output_tokens or 0)


def part_failed(part: Part) -> None:
    """A part of the service could not be reached. Callers use `toldonce.telemetry.outages.note_outage`."""
    if _open is not None:
        _open.outages.labels(part).inc()


def replica_read(outcome: ReplicaRead) -> None:
    """A read was asked of the replica, and it was as far as the primary, behind, or lost."""
    if _open is not None:
        _open.replica_reads.labels(outcome).inc()


def rate_limited(limit: str) -> None:
    """A request was refused. ``limit`` names one of a few limits, such as ``user`` or ``global``; never who."""
    if _open is not None:
        _open.limited.labels(limit).inc()


def limiter_fell_back(is_local: bool) -> None:
    """Whether this process counts requests in its memory because Redis does not answer."""
    if _open is not None:
        _open.limiter_local.set(1 if is_local else 0)


def _counter(name: str, help: str, *labels: str) -> Counter:
    return Counter(name, help, labels, registry=None)


def _histogram(name: str, help: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(name, help, labels, registry=None, buckets=buckets)


def _gauge(name: str, help: str, *labels: str, mode: Literal["livesum", "livemax"] = "livesum") -> Gauge:
    return Gauge(name, help, labels, registry=None, multiprocess_mode=mode)


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
