"""Reports to Sentry from the running service: what arrives, and what never leaves."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sentry_sdk
import structlog

from tests.server.conftest import Person, Service, make_settings, serving
from tests.support.sentry_ingest import Ingest, sentry_ingest
from toldonce.chat.reply import Chat
from toldonce.errors import NotFound, StoreUnavailable
from toldonce.memory.service import MemoryService
from toldonce.settings import Settings, SettingsInvalid, load_settings
from toldonce.telemetry import sentry
from toldonce.telemetry.outages import note_outage
from toldonce.telemetry.reports import STORM_EVENTS

CANARIES = {
    place: f"canary-{number}-{place}"
    for number, place in enumerate(
        ("authorization", "key", "cookie", "header", "query", "body", "nested", "message", "variable", "record", "url")
    )
}


@pytest.fixture(scope="module")
def ingest() -> Iterator[Ingest]:
    with sentry_ingest() as listening:
        ELSEWHERE[:] = [listening.dsn.replace("public@", "").removesuffix("/7")]
        yield listening


@pytest.fixture(scope="module")
def service_settings(
    owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory, ingest: Ingest
) -> Settings:
    return make_settings(
        owner_url,
        models_dir,
        tmp_path_factory.mktemp("service"),
        sentry_dsn=ingest.dsn,
        sentry_traces_sample_rate=1.0,
        sentry_profiles_sample_rate=1.0,
        environment="staging",
    )


@pytest.fixture(autouse=True)
def _afresh(ingest: Ingest) -> None:
    sentry_sdk.get_client().flush(5)
    ingest.bodies.clear()
    ingest.items.clear()


ELSEWHERE: list[str] = []
"""The base URL of a service that answers."""


def fail_with_everything(*_: Any, **__: Any) -> Any:
    """A fault whose message, locals, log lines and calls hold what users hold dear."""
    secret = CANARIES["variable"]
    structlog.get_logger("toldonce.test").warning("before", text=CANARIES["record"], status=7)
    logging.getLogger("other").warning("other says %s", CANARIES["record"])
    with httpx.Client(trust_env=False, timeout=60) as client:
        client.get(f"{ELSEWHERE[0]}/{CANARIES['url']}?q={CANARIES['url']}")
    try:
        raise KeyError(secret)
    except KeyError as cause:
        raise ValueError(CANARIES["message"], {"deep": [secret]}) from cause


def names_in(told: Any) -> set[str]:
    """The names of all fields, however deep."""
    if isinstance(told, dict):
        return set(told).union(*map(names_in, told.values()))
    return set().union(*map(names_in, told)) if isinstance(told, list) else set()


def shown(service: Service, ana: Person) -> httpx.Response:
    """A request that carries a canary wherever it can."""
    client = service.client(
        **{
            "Authorization": ana.http.headers["Authorization"],
            "Cookie": f"session={CANARIES['cookie']}",
            "X-Custom": CANARIES["header"],
            "Referer": f"http://x/?{CANARIES['header']}",
        }
    )
    return client.post(
        "/api/v1/memories/search",
        json={"query": CANARIES["body"], "metadata": {"password": [CANARIES["nested"]]}},
    )


@pytest.mark.requirement("SE-01", "SE-02", "SE-05")
def test_an_unhandled_fault_is_one_event_with_its_stack_and_request(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryService, "search", fail_with_everything)
    answer = shown(service, ana)
    assert answer.status_code == 500
    (event,) = ingest.await_events(1)
    sentry_sdk.get_client().flush(5)
    assert len(ingest.events()) == 1, "exactly once"
    innermost = event["exception"]["values"][-1]
    assert innermost["type"] == "ValueError"
    frame = innermost["stacktrace"]["frames"][-1]
    assert (frame["function"], "lineno" in frame) == ("fail_with_everything", True)
    assert event["environment"] == "staging"
    assert event["release"].startswith("toldonce@")
    assert event["transaction"] == "POST /api/v1/memories/search"
    assert event["request"]["url"] == f"{service.base_url}/api/v1/memories/search"
    assert event["request"]["headers"]["user-agent"].startswith("python-httpx")
    assert event["user"] == {"id": str(ana.user_id)}
    assert event["tags"]["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.requirement("SE-04", "SE-06")
def test_no_report_holds_what_users_sent_or_hold(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.conversation(f"My safe opens with {CANARIES['body']}.")
    refused = service.client(**{"X-API-Key": CANARIES["key"]}).get(f"/api/v1/memories?q={CANARIES['query']}")
    assert refused.status_code == 401
    monkeypatch.setattr(MemoryService, "search", fail_with_everything)
    assert shown(service, ana).status_code == 500
    (event,) = ingest.await_events(1)
    assert ana.http.get(f"/api/v1/conversations/search?q={CANARIES['query']}").status_code == 500
    sentry_sdk.get_client().flush(5)
    assert ingest.transactions(), "transactions were sent too"
    everything = "\n".join(ingest.bodies)
    token = ana.http.headers["Authorization"].removeprefix("Bearer ")
    assert [text for text in (*CANARIES.values(), token, ana.email) if text in everything] == []
    assert "vars" not in names_in([content for _, content in ingest.items]), "no frame tells what its variables held"
    crumbs = event["breadcrumbs"]["values"]
    kinds = {crumb["category"] for crumb in crumbs}
    assert {"log", "query", "httplib"} <= kinds
    said = [crumb.get("message") for crumb in crumbs]
    assert "before" in said
    assert [crumb for crumb in crumbs if crumb["category"] == "log" and crumb["data"].get("status") == 7]
    statements = [crumb["message"] for crumb in crumbs if crumb["category"] == "query"]
    assert all(name.replace("_", "").isalpha() for name in statements), "of a statement only its name is told"


@pytest.mark.requirement("SE-03", "SE-07")
def test_requests_are_timed_with_their_route_and_their_queries(service: Service, ana: Person, ingest: Ingest) -> None:
    conversation_id = ana.conversation("I moved to Porto.")
    assert ana.http.get(f"/api/v1/conversations/{conversation_id}/turns?limit=1").status_code == 200
    service.client().get("/livez")
    sentry_sdk.get_client().flush(5)
    names = [one["transaction"] for one in ingest.transactions()]
    assert "GET /api/v1/conversations/{conversation_id}/turns" in names
    assert not [name for name in names if "livez" in name]
    assert conversation_id not in "\n".join(ingest.bodies)
    one = next(one for one in ingest.transactions() if one["transaction"].endswith("/turns"))
    statements = {span["description"] for span in one["spans"] if span["op"].startswith("db")}
    assert statements
    assert all(statement.replace("_", "").isalpha() for statement in statements)
    assert one["user"] == {"id": str(ana.user_id)}


def test_the_log_and_the_report_tell_the_same_trace(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    monkeypatch.setattr(MemoryService, "search", fail_with_everything)
    ana.http.post(
        "/api/v1/memories/search", json={"query": "x"}, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-00"}
    )
    (event,) = ingest.await_events(1)
    assert event["contexts"]["trace"]["trace_id"] == trace
    assert [line for line in service.log_lines() if line.get("trace_id") == trace]


@pytest.mark.requirement("SE-10")
def test_refusals_are_not_reported(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.client().get("/api/v1/memories").status_code == 401
    assert ana.http.post("/api/v1/memories/search", json={"query": ""}).status_code == 422
    assert ana.http.get("/nowhere").status_code == 404

    async def gone(*_: Any, **__: Any) -> Any:
        raise NotFound

    monkeypatch.setattr(MemoryService, "stats", gone)
    assert ana.http.get("/api/v1/memories/stats").status_code == 404
    sentry_sdk.get_client().flush(5)
    assert ingest.events() == []


@pytest.mark.requirement("SE-07", "SE-10")
def test_an_outage_is_reported_once_however_often_it_is_met(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any, **__: Any) -> Any:
        raise StoreUnavailable from ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(MemoryService, "stats", away)
    for _ in range(20):
        assert ana.http.get("/api/v1/memories/stats").status_code == 503
    for _ in range(1000):
        note_outage("redis", ConnectionError("redis is away"))
    sentry_sdk.get_client().flush(5)
    found = {event["tags"]["part"]: event for event in ingest.events()}
    assert len(ingest.events()) == 2
    assert found["database"]["tags"]["code"] == "store_unavailable"
    assert found["database"]["fingerprint"] == ["outage", "database"]
    assert found["redis"]["exception"]["values"][-1]["type"] == "ConnectionError"


def test_a_storm_of_one_fault_is_cut(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(MemoryService, "stats", fail)
    for _ in range(3 * STORM_EVENTS):
        assert ana.http.get("/api/v1/memories/stats").status_code == 500
    sentry_sdk.get_client().flush(5)
    assert 1 <= len(ingest.events()) <= 2 * STORM_EVENTS, "at most two windows were met"


def test_a_stream_that_fails_is_one_event(
    service: Service, ana: Person, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Chat._speak

    async def fail(self: Chat, *rest: Any, **__: Any) -> Any:
        async for piece in before(self, *rest):
            yield piece
        raise RuntimeError(CANARIES["message"])

    monkeypatch.setattr(Chat, "_speak", fail)
    with ana.http.stream("POST", "/api/v1/conversation", json={"message": "Hello", "stream": True}) as answer:
        assert "error" in answer.read().decode()
    (event,) = ingest.await_events(1)
    sentry_sdk.get_client().flush(5)
    assert len(ingest.events()) == 1
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert CANARIES["message"] not in "\n".join(ingest.bodies)


@pytest.mark.requirement("SE-08")
@pytest.mark.parametrize("dsn", ["not a dsn", "http://public@127.0.0.1:1/7", "http://public@192.0.2.1/7"])
def test_a_dead_ingest_breaks_neither_start_nor_request_nor_end(
    owner_url: str, models_dir: Path, tmp_path: Path, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    settings = make_settings(owner_url, models_dir, tmp_path, sentry_dsn=dsn)
    with serving(settings) as running:
        person = running.register()
        monkeypatch.setattr(MemoryService, "stats", fail)
        assert person.http.get("/api/v1/memories/stats").status_code == 500
        assert running.client().get("/livez").status_code == 200
        started = time.monotonic()
    assert time.monotonic() - started < 60
    told = [line for line in running.log_lines() if "SENTRY_DSN" in line["event"]]
    assert len(told) == (1 if dsn == "not a dsn" else 0)
    assert not sentry_sdk.get_client().is_active()


@pytest.mark.requirement("SE-03")
@pytest.mark.parametrize("name", ["SENTRY_TRACES_SAMPLE_RATE", "SENTRY_PROFILES_SAMPLE_RATE"])
@pytest.mark.parametrize("rate", ["1.5", "-0.1", "often", "nan"])
def test_a_rate_outside_of_0_to_1_stops_the_start(name: str, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, rate)
    with pytest.raises(SettingsInvalid) as invalid:
        load_settings(_env_file=None)
    assert [fault.partition(":")[0] for fault in invalid.value.faults] == [name]


@pytest.mark.requirement("SE-01")
def test_without_a_dsn_nothing_is_set_up(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    with serving(make_settings(owner_url, models_dir, tmp_path)):
        assert not sentry_sdk.get_client().is_active()
        assert not sentry.is_open()
