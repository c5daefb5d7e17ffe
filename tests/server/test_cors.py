"""Which pages of other origins may call the service, and what they get to see."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from tests.server.broken import ScriptedRuntime, application, client_of
from toldonce.errors import StoreUnavailable
from toldonce.server.middleware.origins import PREFLIGHT_SECONDS
from toldonce.settings import Settings, SettingsInvalid, load_settings

LISTED = "http://localhost:3000, https://YourDomain.com/ ,https://app.example.org:443"
LOGIN = {"email": "a@example.org", "password": "x"}
EVIL = (
    "https://evil.example",
    "https://yourdomain.com.evil.example",
    "https://evilyourdomain.com",
    "https://sub.yourdomain.com",
    "http://yourdomain.com",
    "https://yourdomain.com:8443",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://172.32.0.1",
    "null",
    "",
)
SHOWN = {
    "X-Request-ID",
    "X-Process-Time",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "ETag",
}


def _app_client(fault: Exception | None = None, **settings: Any) -> httpx.AsyncClient:
    return client_of(application(None if fault is None else ScriptedRuntime(fault=fault), **settings))


async def _preflight(
    client: httpx.AsyncClient, origin: str, headers: str = "authorization", method: str = "PATCH"
) -> httpx.Response:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": headers,
    }
    return await client.options("/api/v1/conversations", headers=asked)


@pytest.fixture
def settings_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    """Settings as they are read from an environment that holds only these variables."""
    monkeypatch.chdir(tmp_path)

    def read(**variables: str) -> Settings:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return read


@pytest.mark.requirement("CO-01")
def test_the_list_is_written_with_commas(settings_from: Any) -> None:
    origins = settings_from(CORS_ORIGINS="http://localhost:3000,https://yourdomain.com").cors_origins
    assert origins == ("http://localhost:3000", "https://yourdomain.com")
    assert settings_from(CORS_ORIGINS=LISTED).cors_origins == (
        "http://localhost:3000",
        "https://yourdomain.com",
        "https://app.example.org",
    )
    assert settings_from(CORS_ORIGINS=" , ").cors_origins == ()


@pytest.mark.requirement("CO-01", "CO-03")
@pytest.mark.parametrize(
    "wrong",
    ["null", "yourdomain.com", "https://a.example/path", "https://*.example", "ftp://a.example", "https://u@a.b"],
)
def test_what_is_no_origin_is_named(wrong: str, settings_from: Any) -> None:
    with pytest.raises(SettingsInvalid, match="CORS_ORIGINS") as refused:
        settings_from(CORS_ORIGINS=f"https://good.example,{wrong}")
    assert wrong in str(refused.value)


@pytest.mark.requirement("CO-02", "CO-03", "CO-05", "CO-06")
@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://yourdomain.com", "https://app.example.org"])
async def test_listed_origins_may_call_with_credentials(origin: str) -> None:
    async with _app_client(environment="production", cors_origins=LISTED) as client:
        answer = await client.get("/api", headers={"Origin": origin})
        asked = await _preflight(
            client, origin, "authorization,content-type,x-memory-subject,idempotency-key,if-match,mcp-protocol-version"
        )
    for one in (answer, asked):
        assert one.status_code == 200
        assert one.headers["Access-Control-Allow-Origin"] == origin
        assert one.headers["Access-Control-Allow-Credentials"] == "true"
        assert "Origin" in one.headers["Vary"]
    assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) >= SHOWN
    assert asked.headers["Access-Control-Max-Age"] == str(PREFLIGHT_SECONDS) == "600"
    assert "PATCH" in asked.headers["Access-Control-Allow-Methods"]


@pytest.mark.requirement("CO-02")
@pytest.mark.parametrize(("method", "status"), [("PUT", 200), ("PATCH", 200), ("DELETE", 200), ("TRACE", 400)])
async def test_pages_may_use_the_methods_that_the_doors_have(method: str, status: int) -> None:
    async with _app_client(environment="production", cors_origins=LISTED) as client:
        asked = await _preflight(client, "https://yourdomain.com", method=method)
    assert asked.status_code == status


@pytest.mark.requirement("CO-03")
@pytest.mark.parametrize("origin", EVIL)
@pytest.mark.parametrize("environment", ["production", "staging", "development"])
async def test_other_origins_may_not(origin: str, environment: str) -> None:
    async with _app_client(environment=environment, cors_origins=LISTED) as client:
        answer = await client.get("/api", headers={"Origin": origin})
        asked = await _preflight(client, origin)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Origin" not in asked.headers
    assert (asked.status_code, asked.json()["error"]) == (400, "origin_not_allowed")
    assert "CORS_ORIGINS" in asked.json()["message"]


@pytest.mark.requirement("CO-04", "C-5")
@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:5173",
        "https://localhost",
        "http://127.0.0.1:3000",
        "http://[::1]:8080",
        "http://192.168.1.20:3000",
        "http://10.0.0.7",
        "http://172.16.4.4:3000",
    ],
)
async def test_development_lets_in_this_machine_and_private_networks(origin: str) -> None:
    async with _app_client(environment="development") as client:
        answer = await client.get("/api", headers={"Origin": origin})
        assert (await _preflight(client, origin)).status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    async with _app_client(environment="staging") as client:
        answer = await client.get("/api", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.requirement("CO-04", "CO-02", "C-5")
async def test_any_origin_means_without_credentials() -> None:
    async with _app_client(environment="development", cors_origins="*") as client:
        for answer in (
            await client.get("/api", headers={"Origin": "https://anything.example"}),
            await _preflight(client, "https://anything.example"),
        ):
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.requirement("CO-02")
async def test_credentials_can_be_refused() -> None:
    async with _app_client(cors_origins="https://yourdomain.com", cors_allow_credentials=False) as client:
        answer = await client.get("/api", headers={"Origin": "https://yourdomain.com"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://yourdomain.com"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.requirement("CO-07", "CO-06")
@pytest.mark.parametrize(
    ("status", "method", "path", "body"),
    [
        (401, "GET", "/api/v1/auth/me", None),
        (404, "GET", "/nothing", None),
        (405, "DELETE", "/health", None),
        (413, "POST", "/api/v1/auth/login", {"email": "a" * 3000, "password": "x"}),
        (422, "POST", "/api/v1/auth/login", {}),
        (500, "POST", "/api/v1/auth/login", LOGIN),
        (503, "POST", "/api/v1/auth/login", LOGIN),
    ],
)
async def test_errors_can_be_read_by_the_page(status: int, method: str, path: str, body: Any) -> None:
    fault = StoreUnavailable() if status == 503 else RuntimeError("no")
    async with _app_client(fault, max_body_bytes=1024) as client:
        answer = await client.request(method, path, json=body, headers={"Origin": "http://localhost:3000"})
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"
    assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) >= SHOWN


@pytest.mark.requirement("CO-08")
def test_production_refuses_any_origin(settings_from: Any) -> None:
    production = {"ENVIRONMENT": "production", "JWT_SECRET_KEY": "kZ3q9vT8mWn2Lr5YxKb7Hs1Dp4Gf6Jc0QeRtUiOpAsD"}
    with pytest.raises(SettingsInvalid, match=r"CORS_ORIGINS: must list exact origins in production, not \*"):
        settings_from(**production, CORS_ORIGINS="https://good.example,*")
    assert settings_from(**production, CORS_ORIGINS="https://good.example").cors_origins == ("https://good.example",)


@pytest.mark.requirement("CO-08")
async def test_production_warns_when_no_page_may_call(owner_url: str, models_dir: Any, tmp_path: Any) -> None:
    from tests.server.conftest import make_settings
    from toldonce.server.app import create_app

    settings = make_settings(owner_url, models_dir, tmp_path, environment="production")
    app = create_app(settings)
    with capture_logs() as lines:
        async with app.router.lifespan_context(app):
            pass
    assert [one["log_level"] for one in lines if one["event"] == "no_other_origin_may_call"] == ["warning"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 401),
        ("https://yourdomain.com", 401),
        ("http://test", 401),
        ("https://evil.example", 403),
        ("null", 403),
    ],
)
async def test_pages_of_other_origins_may_not_speak_mcp(origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"Origin": origin}
    async with _app_client(cors_origins=LISTED) as client:
        assert client.base_url.host == "test"
        answer = await client.post("/mcp", json={}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["error"] == "origin_not_allowed"
        assert "access-control-allow-origin" not in answer.headers
