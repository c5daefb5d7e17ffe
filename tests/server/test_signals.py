"""What the running service says of its requests and jobs: log lines and metrics."""

from __future__ import annotations

import json
import secrets
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live import free_port
from tests.server.conftest import PASSWORD, Person, Service, make_settings
from tests.telemetry.test_exposition import eventually, samples
from toldonce.memory.service import MemoryService
from toldonce.server.middleware import request as record
from toldonce.settings import Settings

RANDOM_PATHS = 10_000


@pytest.fixture(scope="module")
def service_settings(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_settings(
        owner_url,
        models_dir,
        tmp_path_factory.mktemp("service"),
        environment="production",
        enable_metrics=True,
        prometheus_port=free_port(),
    )


def lines_of(service: Service, answer: httpx.Response) -> list[dict[str, Any]]:
    """The log lines of one request, its own at the end."""
    identifier = answer.headers["X-Request-ID"]

    def logged() -> list[dict[str, Any]]:
        return [line for line in service.log_lines() if line.get("request_id") == identifier]

    eventually(lambda: any(line["event"] == "request" for line in logged()))
    return logged()


@pytest.mark.requirement("LO-03", "LO-01")
def test_a_request_is_one_line_with_every_fact(service: Service, ana: Person) -> None:
    conversation_id = ana.conversation("Hello.")
    trace = secrets.token_hex(16)
    answer = ana.http.get(
        f"/api/v1/conversations/{conversation_id}/turns?limit=3",
        headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"},
    )
    (line,) = [one for one in lines_of(service, answer) if one["event"] == "request"]
    assert line.pop("duration_ms") > 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "logger": "toldonce.access",
        "level": "info",
        "method": "GET",
        "route": "/api/v1/conversations/{conversation_id}/turns",
        "status": 200,
        "client_ip": "127.0.0.1",
        "user_id": str(ana.user_id),
        "request_id": answer.headers["X-Request-ID"],
        "trace_id": trace,
    }


@pytest.mark.requirement("LO-08")
def test_the_level_follows_the_status(service: Service, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(MemoryService, "stats", fail)
    found = {
        answer.status_code: lines_of(service, answer)[-1]["level"]
        for answer in (
            ana.http.get("/livez"),
            ana.http.get("/nowhere"),
            service.client().get("/api/v1/memories"),
            ana.http.get("/api/v1/memories/stats"),
        )
    }
    assert found == {200: "info", 404: "warning", 401: "warning", 500: "error"}


@pytest.mark.requirement("LO-04")
def test_an_error_is_a_line_with_stack_user_and_request(
    service: Service, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> Any:
        raise ValueError("what the user said: zebra-4711")

    monkeypatch.setattr(MemoryService, "stats", fail)
    fault, request = lines_of(service, ana.http.get("/api/v1/memories/stats"))
    assert (fault["event"], fault["level"], fault["error_type"]) == ("unhandled_fault", "error", "ValueError")
    assert "test_signals.py:" in fault["exception"]
    assert "zebra-4711" not in json.dumps(fault)
    assert request["user_id"] == str(ana.user_id)


@pytest.mark.requirement("LO-04", "LO-03", "LO-05")
def test_no_line_holds_what_a_request_brings(service: Service, ana: Person) -> None:
    canaries = {place: f"zebra-{secrets.token_hex(8)}" for place in ("header", "query", "path", "body", "password")}
    conversation_id = ana.conversation(canaries["body"], title=canaries["body"])
    nasty = {
        "Authorization": f"Bearer {canaries['header']}",
        "Cookie": f"s={canaries['header']}",
        "User-Agent": canaries["header"],
        "X-Request-ID": f"{canaries['header']} not well formed",
        "X-Forwarded-For": canaries["header"],
        "X-Memory-Subject": canaries["header"],
    }
    stranger = service.client()
    for answer in (
        stranger.get(f"/api/v1/memories?q={canaries['query']}&api_key={canaries['query']}", headers=nasty),
        stranger.get(f"/{canaries['path']}/{canaries['path']}"),
        stranger.post("/api/v1/auth/login", json={"email": ana.email, "password": canaries["password"]}),
        stranger.post("/api/v1/auth/refresh", json={"refresh_token": canaries["password"]}),
        ana.http.post("/api/v1/memories/search", json={"query": canaries["body"], "wrong": {"deep": canaries["body"]}}),
        ana.http.post("/api/v1/memories/search", json={"query": canaries["body"]}),
        ana.http.post("/api/v1/memories/search", content=f'{{"query": "{canaries["body"]}"'),
        ana.http.post("/api/v1/conversation", json={"message": canaries["body"]}),
        ana.http.get(f"/api/v1/conversations/{conversation_id}/export?format=markdown"),
    ):
        lines_of(service, answer)
    everything = service.output.getvalue()
    token = ana.http.headers["Authorization"].removeprefix("Bearer ")
    hidden = (*canaries.values(), token, ana.tokens["refresh_token"], ana.email, PASSWORD)
    assert [text for text in hidden if text in everything] == []


@pytest.mark.requirement("LO-05", "LO-06")
def test_headers_cannot_forge_lines(service: Service) -> None:
    forged = b'{"event": "forged", "request_id": "forged-4711"}'
    for value in (b"x\x1b[31m", b"\x9b2J\x85" + forged, b"a\tb", "\u2028é".encode() + forged):
        answer = service.raw(
            b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: "
            + value
            + b"\r\nX-Request-ID: "
            + value
            + b"\r\n\r\n"
        )
        assert b" 200 " in answer or b" 400 " in answer
    service.raw(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: a\n" + forged + b"\r\n\r\n")
    service.raw(
        b"GET /" + b"%0d%0a" + forged.replace(b" ", b"%20") + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    text = service.output.getvalue()
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "forged" not in text
    assert all(json.loads(line) for line in text.splitlines())


@pytest.mark.requirement("LO-06", "LO-07")
def test_every_answer_tells_its_id_and_its_time(service: Service, ana: Person) -> None:
    given = "my-request.0001"
    for answer in (
        ana.http.get("/livez"),
        ana.http.get("/nowhere"),
        ana.http.put("/api/v1/memories"),
        service.client().get("/api/v1/memories"),
        ana.http.get("/static/page.css"),
        ana.http.get("/api/v1/memories", headers={"X-Request-ID": "short"}),
        ana.http.options("/api/v1/memories"),
    ):
        assert len(answer.headers["X-Request-ID"]) == 36, answer.url
        assert float(answer.headers["X-Process-Time"]) >= 0
        assert len(answer.headers["X-Process-Time"].partition(".")[2]) == 4
    assert ana.http.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.requirement("LO-01")
def test_a_job_carries_the_id_of_the_request_that_asked_for_it(service: Service, ana: Person) -> None:
    export = ana.http.post("/api/v1/export").content
    answer = ana.http.post(
        "/api/v1/import?format=toldonce", content=export, headers={"Content-Type": "application/jsonl"}
    )
    assert answer.status_code == 202, answer.text
    job_id = answer.json()["job_id"]
    eventually(lambda: ana.http.get(f"/api/v1/jobs/{job_id}").json()["status"] == "done")
    eventually(lambda: any(line.get("job_id") == job_id for line in service.log_lines()))
    (line,) = [line for line in service.log_lines() if line.get("job_id") == job_id]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert line["kind"] == "import"


@pytest.mark.requirement("LO-08")
def test_a_flood_of_refusals_is_summed_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "FLOOD_LINES", 20)
    stranger = service.client()

    def look_back() -> None:
        """Let the time end in which refusals are counted, and begin another that does not end by itself."""
        monkeypatch.setattr(record, "FLOOD_SECONDS", 0.0)
        for _ in range(3):  # a request is noted after its answer: the next ones come when the first was noted
            stranger.get("/livez")
        monkeypatch.setattr(record, "FLOOD_SECONDS", 3600.0)

    def lines() -> list[dict[str, Any]]:
        return [line for line in service.log_lines() if line.get("status") == 405]

    look_back()
    before = len(lines())
    for _ in range(60):
        stranger.put("/livez")
    look_back()
    eventually(lambda: len(lines()) == before + 21)
    *written, told = lines()[before:]
    assert {line["event"] for line in written} == {"request"}
    assert (told["event"], told["count"]) == ("requests_not_logged", 40)


@pytest.mark.requirement("MO-03")
def test_the_public_port_serves_no_metrics(service: Service) -> None:
    for path in ("/metrics", "/metrics/", "/api/v1/metrics"):
        answer = service.client().get(path)
        assert answer.status_code == 404
        assert "http_requests_total" not in answer.text


@pytest.mark.requirement("MO-01", "MO-06")
def test_work_is_counted(service: Service, ana: Person) -> None:
    port = service.settings.prometheus_port
    eventually(lambda: bool(samples(port)))
    before = samples(port)
    ana.conversation("I moved to Porto.", "My cat is called Miso.")
    for _ in range(3):
        assert ana.http.post("/api/v1/memories/search", json={"query": "Where do I live?"}).status_code == 200

    def grew(name: str) -> float:
        return samples(port)[name] - before.get(name, 0)

    route = "method=POST|route=/api/v1/memories/search"
    eventually(lambda: grew(f"http_requests_total|{route}|status=200") == 3)
    assert grew(f"http_request_duration_seconds_count|{route}") == 3
    assert grew("toldonce_turns_stored_total") == 2
    assert grew("toldonce_search_duration_seconds_count") == 3
    for stage in ("embed", "retrieve", "rank"):
        assert grew(f"toldonce_search_stage_duration_seconds_count|stage={stage}") == 3
    found = samples(port)
    assert found["toldonce_database_connections_limit"] == service.settings.connection_pool_size - 1
    assert found["toldonce_database_connections_in_use"] <= service.settings.connection_pool_size
    assert found["toldonce_jobs_total|kind=import|outcome=dead"] == 0


@pytest.mark.requirement("MO-04")
def test_made_up_paths_make_no_series(service: Service) -> None:
    port = service.settings.prometheus_port
    with closing(HTTPConnection(*service.address, timeout=60)) as connection:

        def ask(path: str) -> None:
            connection.request("GET", path)
            connection.getresponse().read()

        ask("/nowhere")
        ask("/static/nowhere")
        eventually(lambda: bool(samples(port)))
        series = set(samples(port))
        for number in range(RANDOM_PATHS):
            ask(f"/static/{number}" if number % 10 == 0 else f"/{secrets.token_hex(6)}/{number}")
    assert set(samples(port)) == series
    assert samples(port)["http_requests_total|method=GET|route=(none)|status=404"] >= 0.9 * RANDOM_PATHS
