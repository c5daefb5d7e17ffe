"""What every answer has: headers, ids, errors without their inside, a line in the log; health and the reference."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from tests.server.conftest import Person, Service
from toldonce.errors import StoreUnavailable
from toldonce.ports import Check
from toldonce.server import pages
from toldonce.server.app import create_app
from toldonce.server.health import HealthRecord
from toldonce.settings import Settings

SECRET_TEXT = "the-secret-is-aubergine"
ORIGIN = "http://localhost:3000"


class _Broken:
    """A runtime of which everything fails."""

    chat = idempotency = None

    def __init__(self, fault: Exception) -> None:
        self.fault = fault
        self.accounts = self
        self.probes = 0

    async def login(self, email: str, password: str) -> None:
        raise self.fault

    async def check(self) -> dict[str, Check]:
        self.probes += 1
        return {"database": Check("unhealthy", 1.0, SECRET_TEXT), "worker": Check("disabled")}


def _client(fault: Exception, **settings: Any) -> httpx.AsyncClient:
    app = create_app(Settings(_env_file=None, **settings), _Broken(fault))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def _log_in(client: httpx.AsyncClient) -> httpx.Response:
    body = {"email": "a@example.org", "password": SECRET_TEXT}
    return await client.post("/api/v1/auth/login", json=body, headers={"Origin": ORIGIN})


async def test_a_fault_of_ours_tells_nothing_of_the_inside() -> None:
    async with _client(RuntimeError(SECRET_TEXT)) as client:
        answer = await _log_in(client)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["error"] == "internal_error"
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    assert SECRET_TEXT not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Process-Time" in answer.headers


async def test_a_lost_database_is_a_503_that_says_when_to_come_back() -> None:
    async with _client(StoreUnavailable()) as client:
        answer = await _log_in(client)
    assert (answer.status_code, answer.json()["error"]) == (503, "store_unavailable")
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/auth/me", 401),
        ("DELETE", "/health", 405),
        ("POST", "/api/v1/auth/login", 422),
        ("GET", "/openapi.json", 200),
        ("GET", "/api", 200),
    ],
)
def test_every_answer_carries_the_same_headers(service: Service, method: str, path: str, status: int) -> None:
    answer = service.client().request(method, path, headers={"Origin": ORIGIN})
    assert answer.status_code == status
    assert UUID(answer.headers["X-Request-ID"]).version == 7
    assert float(answer.headers["X-Process-Time"]) >= 0
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    policy = answer.headers["Content-Security-Policy"]
    for part in (
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ):
        assert part in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert "X-Request-ID" in answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("a-well.formed_id-1", True), ("x" * 128, True), ("short", False), ("x" * 129, False), ("spaces in it", False)],
)
def test_an_id_of_the_caller_is_kept_when_it_is_well_formed(service: Service, sent: str, kept: bool) -> None:
    answer = service.client().get("/livez", headers={"X-Request-ID": sent})
    assert (answer.headers["X-Request-ID"] == sent) is kept


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "null", "http://127.0.0.1.evil.example"]
)
def test_other_origins_are_not_let_in(service: Service, origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in service.client().get("/livez", headers={"Origin": origin}).headers
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert service.client().options("/api/v1/memories", headers=asked).status_code == 400


def test_a_browser_may_ask_first(service: Service) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,content-type,x-memory-subject,idempotency-key",
    }
    answer = service.client().options("/api/v1/memories", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Max-Age"] == "600"


async def test_production_lets_in_only_the_listed_origins_and_hides_its_reference() -> None:
    values = {"environment": "production", "cors_origins": ("https://app.example.org",)}
    async with _client(RuntimeError(), **values) as client:
        for origin, expected in (("https://app.example.org", True), (ORIGIN, False)):
            answer = await client.get("/livez", headers={"Origin": origin})
            assert ("Access-Control-Allow-Origin" in answer.headers) is expected
        assert (await client.get("/openapi.json")).status_code == 404
        card = (await client.get("/api")).json()
        assert (card["docs"], card["version"]) == ("disabled", None)


def test_a_wrong_method_names_the_right_ones(service: Service, ana: Person) -> None:
    path = f"/api/v1/conversations/{ana.conversation()}"
    answer = ana.http.put(path, json={})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, PATCH"


@pytest.mark.parametrize(
    "path", ["conversations", "memories", "memories/stats", "profile", "entities", "changes", "jobs", "auth/me"]
)
def test_what_answers_get_answers_head_with_the_same_headers_and_no_content(
    service: Service, ana: Person, path: str
) -> None:
    whole, head = ana.http.get(f"/api/v1/{path}"), ana.http.head(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[header] == whole.headers[header]
    assert ana.http.head(f"/api/v1/{path}?colour=red").status_code == 422
    assert service.client().head(f"/api/v1/{path}").status_code == 401


def test_one_line_is_logged_for_a_request_and_nothing_that_was_said(service: Service, ana: Person) -> None:
    marker = "aubergine-4711"
    conversation_id = ana.conversation()
    answer = ana.http.post(
        f"/api/v1/conversations/{conversation_id}/turns", json={"turns": [{"role": "user", "content": marker}]}
    )
    assert ana.http.get(f"/api/v1/memories?q={marker}").status_code == 200
    assert ana.http.get(f"/api/v1/memories?note={marker}").status_code == 422
    line = _access_line(service, answer.headers["X-Request-ID"])
    assert line["route"] == "/api/v1/conversations/{conversation_id}/turns"
    assert (line["method"], line["status"], line["level"]) == ("POST", 201, "info")
    assert line["user_id"] == str(ana.user_id)
    assert line["duration_ms"] > 0
    everything = service.output.getvalue()
    for secret in (marker, ana.tokens["access_token"], ana.tokens["refresh_token"], conversation_id):
        assert secret not in everything


def _access_line(service: Service, request_id: str) -> dict[str, Any]:
    # The line is written when the answer has been sent, so the client may be here first.
    for _ in range(6_000):
        lines = [line for line in service.log_lines() if line.get("request_id") == request_id]
        if found := [line for line in lines if line["event"] == "request"]:
            assert len(found) == 1
            return found[0]
        time.sleep(0.01)
    raise AssertionError("the request was not logged")


def test_the_service_is_well(service: Service) -> None:
    client = service.client()
    for path in ("/health", "/api/health"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["status"]) == (200, "healthy")
        assert set(answer.json()) == {"status", "timestamp", "age_seconds", "checks"}
        assert client.head(path).status_code == 200
        assert client.head(path).content == b""
    detailed = client.get("/health/detailed").json()
    assert set(detailed["checks"]) == {"database", "redis", "embedding_model", "worker", "disk", "memory"}
    assert detailed["checks"]["database"]["latency_ms"] > 0
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/startupz").json() == {"status": "started"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)


async def test_an_unwell_service_says_so_without_details_to_strangers() -> None:
    async with _client(RuntimeError(), environment="production") as client:
        assert (await client.get("/health")).status_code == 503
        assert (await client.get("/readyz")).status_code == 503
        assert (await client.get("/livez")).status_code == 200
        detailed = await client.get("/health/detailed")
    assert detailed.status_code == 503
    assert detailed.json()["checks"]["database"]["status"] == "unhealthy"
    assert SECRET_TEXT not in detailed.text
    async with _client(RuntimeError()) as client:
        assert SECRET_TEXT in (await client.get("/health/detailed")).text


async def test_however_many_ask_one_probe_answers_them() -> None:
    runtime, record = _Broken(RuntimeError()), HealthRecord()
    found = await asyncio.gather(*(record.snapshot(runtime) for _ in range(200)))  # type: ignore[arg-type]
    assert runtime.probes == 1
    assert len({one.taken_at for one in found}) == 1
    await record.snapshot(runtime, max_age=0.0)  # type: ignore[arg-type]
    assert runtime.probes == 2


def test_the_reference_describes_every_operation(service: Service) -> None:
    schema = service.client().get("/openapi.json").json()
    assert schema["info"]["title"] == "toldonce"
    assert set(schema["components"]["securitySchemes"]) == {"bearer", "api_key"}
    names = []
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            names.append(operation["operationId"])
            assert operation["summary"], where
            assert operation["description"], where
            if path.startswith("/api/v1/"):
                assert any(status.startswith("4") for status in operation["responses"]), where
            if method in {"post", "patch"} and "requestBody" in operation:
                assert "422" in operation["responses"], where
            assert "HTTPValidationError" not in str(operation), where
    assert len(names) == len(set(names))
    assert schema["paths"]["/api/v1/memories"]["post"]["security"] == [
        {"bearer": ["memories:write"]},
        {"api_key": ["memories:write"]},
    ]


async def test_the_page_is_served_and_checked_for_a_newer_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>toldonce</h1>")
    (tmp_path / "app.js").write_text("let a = 1;")
    app = FastAPI()
    pages.install(app, tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        for path, kind in (("/", "text/html"), ("/static/app.js", "javascript")):
            page = await client.get(path)
            assert page.status_code == 200
            assert kind in page.headers["Content-Type"]
            assert page.headers["Cache-Control"] == "no-cache"
            again = await client.get(path, headers={"If-None-Match": page.headers["ETag"]})
            assert again.status_code == 304
        assert (await client.get("/static/../conftest.py")).status_code == 404
