"""The headers that protect browsers, on every kind of answer, and what switches them off."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import Receive, Scope, Send

from tests.server.broken import ScriptedRuntime, application, client_of
from tests.server.conftest import Person, Service
from toldonce.model import ChatEvent
from toldonce.server.events import EventStream
from toldonce.server.middleware.faults import Faults
from toldonce.server.middleware.security import CONTENT_SECURITY_POLICY, HEADERS, NEEDS_OF_PAGES, security_headers

Call = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]
ORIGIN = "http://localhost:3000"
GUIDE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
BEYOND = ("Content-Security-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")


class TooMany:
    """A layer where a rate limiter stands: inside those that add headers."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/limited":
            await JSONResponse({"error": "rate_limit_exceeded"}, 429)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _events() -> AsyncIterator[ChatEvent]:
    yield ChatEvent(event="token", data={"text": "a"})


def _answering(**settings: Any) -> FastAPI:
    """The application, with a stream, a redirect and a limiter besides its own routes."""
    app = application(ScriptedRuntime(fault=RuntimeError("no")), **settings)
    app.add_route("/stream", lambda request: EventStream(_events()))
    app.add_route("/elsewhere", lambda request: RedirectResponse("/"))
    inside = [one.cls for one in app.user_middleware].index(Faults)  # type: ignore[comparison-overlap]
    app.user_middleware.insert(inside, Middleware(TooMany))
    return app


def _get(path: str, **headers: str) -> Call:
    return lambda client: client.get(path, headers={"Origin": ORIGIN} | headers)


def _preflight(origin: str) -> Call:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return lambda client: client.options("/api/v1/memories", headers=headers)


JSON = {"Content-Type": "application/json"}
LOGIN = {"email": "a@example.org", "password": "x"}
ANSWERS: dict[str, tuple[int, Call]] = {
    "api": (200, _get("/api")),
    "health": (200, _get("/health")),
    "page": (200, _get("/")),
    "static file": (200, _get("/static/page.css")),
    "reference": (200, _get("/docs")),
    "redoc": (200, _get("/redoc")),
    "description": (200, _get("/openapi.json")),
    "event stream": (200, _get("/stream")),
    "preflight": (200, _preflight(ORIGIN)),
    "redirect": (307, _get("/elsewhere")),
    "refused preflight": (400, _preflight("https://evil.example")),
    "malformed JSON": (
        400,
        lambda client: client.post("/api/v1/auth/login", content=b"{", headers=JSON),
    ),
    "nobody": (401, _get("/api/v1/auth/me")),
    "nothing there": (404, _get("/api/v1/nothing")),
    "static nothing": (404, _get("/static/nothing.js")),
    "wrong method": (405, lambda client: client.delete("/health")),
    "too large": (
        413,
        lambda client: client.post(
            "/api/v1/auth/login", content=b" " * 2048, headers={"Content-Type": "application/json"}
        ),
    ),
    "address too long": (414, _get("/" + "a" * 20_000)),
    "wrong type": (415, lambda client: client.post("/api/v1/auth/login", content=b"x")),
    "wrong field": (422, lambda client: client.post("/api/v1/auth/login", json={})),
    "too many": (429, _get("/limited")),
    "headers too large": (431, _get("/api", **{"X-Large": "a" * 40_000})),
    "fault": (500, lambda client: client.post("/api/v1/auth/login", json=LOGIN)),
}


@pytest.mark.requirement("SH-01", "SH-02", "SH-03", "SH-04", "SH-06", "SH-08", "C-6")
@pytest.mark.parametrize("environment", ["development", "production"])
@pytest.mark.parametrize("kind", ANSWERS)
async def test_every_answer_of_every_kind_has_the_headers(kind: str, environment: str) -> None:
    status, call = ANSWERS[kind]
    if environment == "production" and kind in ("reference", "redoc", "description"):
        status = 404
    if environment == "production" and kind == "preflight":
        status = 400
    async with client_of(_answering(environment=environment, max_body_bytes=1024)) as client:
        answer = await call(client)
    assert answer.status_code == status, answer.text
    for name, value in GUIDE.items():
        assert answer.headers.get_list(name) == [value], name
    for name in BEYOND:
        assert len(answer.headers.get_list(name)) == 1, name
    assert ("Strict-Transport-Security" in answer.headers) is (environment == "production")
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers
    assert "X-Request-ID" in answer.headers
    assert "X-Process-Time" in answer.headers
    kept = kind in ("page", "static file", "reference", "redoc") and status == 200
    assert answer.headers["Cache-Control"] == ("no-cache" if kept else "no-store")


@pytest.mark.requirement("SH-04")
async def test_production_insists_on_tls_for_a_year_without_preloading() -> None:
    async with client_of(application(environment="production")) as client:
        told = (await client.get("/livez")).headers["Strict-Transport-Security"]
    seconds, subdomains = told.split("; ")
    assert int(seconds.removeprefix("max-age=")) >= 31_536_000
    assert subdomains == "includeSubDomains"
    async with client_of(application(environment="staging")) as client:
        assert "Strict-Transport-Security" not in (await client.get("/livez")).headers


@pytest.mark.requirement("SH-05", "SH-08")
@pytest.mark.parametrize("path", ["", *NEEDS_OF_PAGES])
def test_the_policy_lets_no_foreign_or_inline_script_run(path: str) -> None:
    written = security_headers(path=path, production=True)["Content-Security-Policy"]
    policy = dict(part.split(" ", 1) for part in written.split("; "))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["script-src"] == "'self'"
    for name, sources in policy.items():
        for weak in ("unsafe-inline", "unsafe-eval", "*", "http:", "https:"):
            assert weak not in sources, (name, sources)
        assert "data:" not in sources or name == "img-src"
        assert "blob:" not in sources or name == "worker-src"
    assert set(policy) >= set(CONTENT_SECURITY_POLICY)


@pytest.mark.requirement("SH-07")
@pytest.mark.parametrize("kind", ["api", "page", "nothing there", "too many", "fault"])
async def test_they_can_be_switched_off_for_one_application(kind: str) -> None:
    status, call = ANSWERS[kind]
    async with client_of(_answering(security_headers_enabled=False, environment="production")) as client:
        answer = await call(client)
    assert answer.status_code == status
    assert not {*HEADERS, "Content-Security-Policy", "Strict-Transport-Security"} & {
        name.title().replace("Xss", "XSS") for name in answer.headers
    }
    # What holds memory is not for caches in any case.
    assert kind == "page" or answer.headers["Cache-Control"] == "no-store"
    async with client_of(_answering()) as client:
        assert (await call(client)).headers["X-Frame-Options"] == "DENY"


@pytest.mark.requirement("SH-08")
def test_the_server_does_not_name_itself(service: Service, ana: Person) -> None:
    for answer in (
        service.client().get("/"),
        service.client().get("/static/page.css"),
        service.client().get("/api/v1/nothing"),
        ana.http.get("/api/v1/auth/me"),
    ):
        assert "Server" not in answer.headers
        assert "Date" in answer.headers
