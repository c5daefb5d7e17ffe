"""Rate limits as callers meet them: headers, refusals, exemptions, and whose allowance a request is taken from."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx
import pytest
from redis_server import running_redis

from tests.server.conftest import PASSWORD, REPOSITORY, Service, make_settings, serving
from toldonce.adapters.limiters import MemoryLimiter
from toldonce.bootstrap import StartFailed, open_runtime
from toldonce.errors import EmailTaken, NotAuthenticated, WrongCredentials
from toldonce.model import ALL_KEY_SCOPES, Identity
from toldonce.ports import Check
from toldonce.server.app import create_app
from toldonce.settings import Settings, SettingsInvalid, load_settings

SECOND = 1_000_000
ORIGIN = "http://localhost:3000"
LIMIT_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy")
SECURITY_HEADERS = ("X-Content-Type-Options", "X-Frame-Options", "Content-Security-Policy")


class Hands:
    """A clock that is set by hand; epoch microseconds."""

    def __init__(self) -> None:
        self.now = time.time_ns() // 1000

    def __call__(self) -> int:
        return self.now


def account_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


class StubRuntime:
    """A running service without a database: credentials are ``<account>-<anything>``."""

    chat = idempotency = None

    def __init__(self, hands: Hands, share: int = 1) -> None:
        self.hands = hands
        self.limiter = MemoryLimiter(clock=hands, share=share)
        self.accounts = self

    async def authenticate(self, credential: str) -> Identity:
        if "-" not in credential:
            raise NotAuthenticated
        return Identity(user_id=account_of(credential.split("-")[0]), scopes=frozenset(ALL_KEY_SCOPES))

    async def login(self, email: str, password: str) -> None:
        raise WrongCredentials if password != PASSWORD else RuntimeError("right")

    async def register(self, email: str, password: str, full_name: str | None) -> None:
        raise EmailTaken

    async def account(self, user_id: UUID) -> None:
        raise RuntimeError("a fault of ours")

    async def check(self) -> dict[str, Check]:
        return {"database": Check("healthy", 1.0)}


@asynccontextmanager
async def door(address: str = "198.51.100.7", **values: Any) -> AsyncIterator[tuple[httpx.AsyncClient, StubRuntime]]:
    """A client from this address, and the service behind its door."""
    runtime = StubRuntime(Hands())
    app = create_app(Settings(_env_file=None, **values), runtime)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client, runtime


def bearer(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}"}


async def admitted(client: httpx.AsyncClient, times: int, path: str = "/api", **options: Any) -> int:
    answers = [
        await client.request(options.get("method", "GET"), path, headers=options.get("headers")) for _ in range(times)
    ]
    return sum(answer.status_code != 429 for answer in answers)


# --- one caller ---


@pytest.mark.requirement("RL-01", "RL-09", "RL-10", "RL-11", "RL-12", "RL-17", "C-4")
async def test_the_hundred_and_first_request_is_refused_and_says_why() -> None:
    async with door() as (client, runtime):
        for number in range(100):
            answer = await client.get("/api", headers=bearer("ana-token"))
            assert answer.status_code == 200
            assert answer.headers["X-RateLimit-Limit"] == "100"
            assert answer.headers["X-RateLimit-Remaining"] == str(99 - number)
            assert int(answer.headers["X-RateLimit-Reset"]) >= runtime.hands.now // SECOND
            assert "Retry-After" not in answer.headers
        refused = await client.get("/api", headers=bearer("ana-token") | {"Origin": ORIGIN})
        assert refused.status_code == 429
        body = refused.json()
        assert body["error"] == "rate_limit_exceeded"
        assert body["message"] == "Rate limit exceeded. Maximum 100 requests per minute allowed."
        assert body["retry_after"] == int(refused.headers["Retry-After"])
        assert 1 <= body["retry_after"] <= 60
        assert "scope" not in body
        assert (body["status"], body["type"]) == (429, "urn:toldonce:error:rate_limit_exceeded")
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.headers["X-RateLimit-Remaining"] == "0"
        assert re.fullmatch(r"\d{10}", refused.headers["X-RateLimit-Reset"])
        for name in (*LIMIT_HEADERS, *SECURITY_HEADERS, "X-Request-ID", "X-Process-Time"):
            assert refused.headers[name]
        assert refused.headers["Access-Control-Allow-Origin"] == ORIGIN
        shown = {name.strip().lower() for name in refused.headers["Access-Control-Expose-Headers"].split(",")}
        assert shown >= {name.lower() for name in (*LIMIT_HEADERS, "Retry-After")}
        runtime.hands.now += body["retry_after"] * SECOND
        assert (await client.get("/api", headers=bearer("ana-token"))).status_code == 200


@pytest.mark.requirement("RL-01")
async def test_an_account_has_one_bucket_and_neighbours_have_their_own() -> None:
    async with door() as (client, _):
        assert await admitted(client, 60, headers=bearer("ana-token")) == 60
        assert await admitted(client, 60, headers={"X-API-Key": "ana-key"}) == 40
        assert await admitted(client, 110, headers=bearer("ben-token")) == 100, "from the same address"
        assert await admitted(client, 110) == 100, "without a credential"
        assert await admitted(client, 5, headers=bearer("forged")) == 0, "a wrong credential is none"


async def test_the_fields_of_the_ietf_draft() -> None:
    async with door(rate_limit_daily_quotas="standard=5000") as (client, runtime):
        answer = await client.get("/api", headers=bearer("ana-token"))
        midnight = 86_400 - runtime.hands.now // SECOND % 86_400
        assert answer.headers["RateLimit-Policy"] == '"account";q=100;w=60, "day";q=5000;w=86400'
        own, day = answer.headers["RateLimit"].split(", ")
        assert re.fullmatch(r'"account";r=99;t=[1-4]', own)
        assert day == f'"day";r=4999;t={midnight}'


async def test_daily_quotas_go_by_tier_and_renew_at_midnight() -> None:
    quotas = {
        "rate_limit_daily_quotas": "anonymous=3,standard=5,pro=8",
        "rate_limit_account_tiers": f"{account_of('pia')}=pro",
    }
    async with door(**quotas) as (client, runtime):
        assert await admitted(client, 10) == 3
        assert await admitted(client, 10, headers=bearer("ana-token")) == 5
        assert await admitted(client, 10, headers=bearer("pia-token")) == 8
        refused = await client.get("/api", headers=bearer("pia-token"))
        assert refused.json()["scope"] == "day"
        assert refused.json()["message"] == "Rate limit exceeded. Maximum 8 requests per day allowed."
        assert refused.json()["retry_after"] == 86_400 - runtime.hands.now // SECOND % 86_400
        runtime.hands.now += refused.json()["retry_after"] * SECOND
        assert await admitted(client, 10, headers=bearer("pia-token")) == 8


async def test_costs_go_by_method_and_route() -> None:
    costs = "POST /api/v1/conversation=30, GET /api/v1/conversations/{id}/turns=10"
    async with door(rate_limit_costs=costs) as (client, _):

        async def left(method: str, path: str) -> int:
            answer = await client.request(method, path, headers=bearer("ana-token"))
            return int(answer.headers["X-RateLimit-Remaining"])

        assert await left("POST", "/api/v1/conversation") == 70
        assert await left("GET", "/api/v1/conversation") == 69
        assert await left("GET", "/api/v1/conversations/abc/turns") == 59
        assert await left("GET", "/api/v1/conversations/abc/more/turns") == 58
        assert await admitted(client, 3, "/api/v1/conversation", method="POST", headers=bearer("ana-token")) == 1


# --- all together ---


@pytest.mark.requirement("RL-02", "C-11")
async def test_all_together_keep_the_global_limit_and_one_abuser_cannot_use_it_up() -> None:
    async with door(rate_limit_per_minute=60) as (client, _):
        for _ in range(200):
            await client.get("/api", headers=bearer("abuser-token"))
        total = sum([await admitted(client, 60, headers=bearer(f"user{number}-token")) for number in range(20)])
        assert total == 1000 - 60
        refused = await client.get("/api", headers=bearer("late-token"))
        assert refused.status_code == 429
        body = refused.json()
        assert (body["error"], body["scope"]) == ("rate_limit_exceeded", "global")
        assert "1000 requests per minute" in body["message"]
        assert (refused.headers["X-RateLimit-Limit"], refused.headers["X-RateLimit-Remaining"]) == ("1000", "0")
        assert int(refused.headers["Retry-After"]) == body["retry_after"]
        assert (await client.get("/livez")).status_code == 200, "probes are not refused for others' sake"


# --- what is counted ---


@pytest.mark.requirement("RL-13", "C-3")
@pytest.mark.parametrize("path", ["/health", "/api/health", "/", "/static/page.css", "/static/none.css", "/docs"])
async def test_exempt_addresses_are_never_refused_and_carry_nothing(path: str) -> None:
    async with door(rate_limit_per_minute=2) as (client, _):
        for method in ("GET", "HEAD"):
            for _ in range(10):
                answer = await client.request(method, path)
                assert answer.status_code != 429
                assert not [name for name in LIMIT_HEADERS if name in answer.headers]
        assert await admitted(client, 5) == 2


@pytest.mark.requirement("RL-13")
@pytest.mark.parametrize(
    "path",
    ["/health/detailed", "/api", "/metrics", "/healthz2", "/health/", "/docsx", "/docs/", "//health", "/HEALTH",
     "/static",
     "/health/../api/v1/memories", "/static/../api/v1/memories", "/static/%2e%2e/api/v1/memories", "/api/v1/memories",
     "/api/health/x", "/livez", "/openapi.json", "/redoc", "/health;x", "/healthz", "//static/page.css"],
)  # fmt: skip
async def test_everything_else_is_counted(path: str) -> None:
    async with door(rate_limit_per_minute=2) as (client, _):
        address = httpx.URL("http://test").copy_with(raw_path=path.encode())
        answers = [await client.get(address) for _ in range(5)]
        assert [answer.status_code == 429 for answer in answers] == [False, False, True, True, True]
        assert all(answer.headers["X-RateLimit-Limit"] == "2" for answer in answers)


@pytest.mark.requirement("RL-13")
@pytest.mark.parametrize("path", ["/health", "/", "/static/page.css"])
async def test_only_reading_is_exempt(path: str) -> None:
    async with door(rate_limit_per_minute=2) as (client, _):
        assert await admitted(client, 5, path, method="POST") == 2


@pytest.mark.requirement("RL-13")
async def test_an_encoded_form_of_an_exempt_address_is_that_address() -> None:
    async with door(rate_limit_per_minute=2) as (client, _):
        answers = [await client.get("/%68ealth") for _ in range(5)]
        assert {answer.json()["status"] for answer in answers} == {"healthy"}


@pytest.mark.requirement("RL-13")
async def test_docs_are_counted_in_production() -> None:
    async with door(rate_limit_per_minute=2, environment="production") as (client, _):
        assert await admitted(client, 5, "/docs") == 2


@pytest.mark.requirement("RL-14")
async def test_switched_off_nothing_is_counted_or_told() -> None:
    async with door(rate_limit_enabled=False, rate_limit_per_minute=2) as (client, _):
        for _ in range(10):
            answer = await client.get("/api")
            assert answer.status_code == 200
            assert not [name for name in LIMIT_HEADERS if name in answer.headers]
        assert "requests_per_minute" not in answer.json()["limits"]
        schema = (await client.get("/openapi.json")).json()
        assert "per minute" not in schema["info"]["description"]


@pytest.mark.requirement("RL-15")
async def test_everything_that_names_a_limit_follows_the_settings() -> None:
    async with door(rate_limit_per_minute=200, rate_limit_global_per_minute=2000) as (client, _):
        description = (await client.get("/openapi.json")).json()["info"]["description"]
        assert "200 requests per minute" in description
        assert "2000" in description
        assert (await client.get("/api")).json()["limits"]["requests_per_minute"] == 200
        assert await admitted(client, 250) == 198
        refused = await client.get("/api")
        assert refused.json()["message"] == "Rate limit exceeded. Maximum 200 requests per minute allowed."
        assert refused.headers["X-RateLimit-Limit"] == "200"


@pytest.mark.requirement("RL-16")
async def test_preflights_cost_nothing_and_are_never_refused() -> None:
    preflight = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
    async with door(rate_limit_per_minute=5) as (client, _):
        for _ in range(200):
            answer = await client.options("/api/v1/memories", headers=preflight)
            assert answer.status_code == 200
            assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert await admitted(client, 20, method="OPTIONS") == 20
        assert await admitted(client, 10) == 5
        assert (await client.options("/api/v1/memories", headers=preflight)).status_code == 200


# --- addresses ---


@pytest.mark.requirement("RL-18")
async def test_addresses_of_one_customer_count_together() -> None:
    plan_of = {}
    for address in (
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff::9",
        "2001:db8:1:3::1",
        "::ffff:198.51.100.7",
        "198.51.100.7",
        "x",
    ):
        async with door(address) as (client, _):
            app = client._transport.app  # type: ignore[attr-defined]
            plan_of[address] = app.state.rate_plan.client_of({"client": (address, 1), "headers": []})
    assert plan_of["2001:db8:1:2::1"] == plan_of["2001:db8:1:2:ffff::9"] == "2001:db8:1:2::/64"
    assert plan_of["2001:db8:1:3::1"] != plan_of["2001:db8:1:2::1"]
    assert plan_of["::ffff:198.51.100.7"] == plan_of["198.51.100.7"] == "198.51.100.7"
    assert plan_of["x"] == "unknown"


def let_through(since: float) -> range:
    """How many requests a limit of 100 a minute may have let through since then, by the clock of the tests."""
    return range(100, 101 + int((time.monotonic() - since) * 100 / 60))


def random_address() -> str:
    return ".".join(str(random.randrange(1, 255)) for _ in range(4))


@pytest.fixture(scope="module")
def settings_of(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    def made(**values: Any) -> Settings:
        folder = tmp_path_factory.mktemp("service")
        return make_settings(owner_url, models_dir, folder, **{"rate_limit_enabled": True} | values)

    return made


@pytest.mark.requirement("RL-18")
def test_a_spoofed_address_brings_no_new_allowance(settings_of: Any) -> None:
    with serving(settings_of()) as service:
        client = service.client()
        forms = ("{}", "{}, 203.0.113.9, {}", "{}:8080", "[2001:db8::{}]", "127.0.0.1, {}")
        began = time.monotonic()
        statuses = [
            client.get(
                "/api", headers={"X-Forwarded-For": forms[number % 5].replace("{}", random_address())}
            ).status_code
            for number in range(200)
        ]
        assert statuses.count(200) in let_through(began)
        assert statuses[:100] == [200] * 100
        hints = [line["event"] for line in service.log_lines() if "X-Forwarded-For" in line["event"]]
        assert hints == ["X-Forwarded-For is not believed: name your proxy in FORWARDED_ALLOW_IPS."]


@pytest.fixture(scope="module")
def service(settings_of: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With Redis, behind a proxy on this machine whose word counts."""
    with running_redis(tmp_path_factory.mktemp("redis"), password="sesame") as server:
        settings = settings_of(
            redis_url=server.url, forwarded_allow_ips="127.0.0.1", rate_limit_global_per_minute=100_000
        )
        with serving(settings) as running:
            yield running


@pytest.mark.requirement("RL-18")
def test_behind_a_known_proxy_the_hop_before_it_counts(service: Service) -> None:
    client = service.client()
    began = time.monotonic()
    statuses = [
        client.get("/api", headers={"X-Forwarded-For": f"{random_address()}, 203.0.113.77"}).status_code
        for _ in range(150)
    ]
    assert statuses.count(200) in let_through(began)
    assert client.get("/api", headers={"X-Forwarded-For": "203.0.113.78"}).status_code == 200


@pytest.mark.requirement("RL-09", "SC-05")
def test_every_answer_of_any_status_tells_the_standing(service: Service) -> None:
    ana = service.register()
    conversation_id = ana.conversation("I keep bees.")
    ana.settled(every=1.0)
    reader = {"X-API-Key": ana.key("memories:read")["api_key"]}
    known = ana.http.post("/api/v1/context", json={"query": "bees"})
    page = service.client().get("/static/page.css")
    api = "/api/v1"
    too_large = b'{"title": "' + b"x" * (9 * 1024 * 1024) + b'"}'
    nobody = service.client(**{"X-Forwarded-For": "203.0.113.50"})
    began = int(time.time())
    answers = {
        200: ana.http.get(f"{api}/auth/me"),
        201: ana.http.post(f"{api}/conversations", json={}),
        204: ana.http.post(f"{api}/auth/logout"),
        304: nobody.get("/static/page.css", headers={"If-None-Match": page.headers["ETag"]}),
        400: nobody.post(f"{api}/auth/login", content=b"{", headers={"Content-Type": "application/json"}),
        401: nobody.get(f"{api}/auth/me"),
        403: nobody.post(f"{api}/conversations", json={}, headers=reader),
        404: nobody.get(f"{api}/conversations/{UUID(int=1)}", headers=reader),
        405: nobody.put(f"{api}/conversations"),
        413: nobody.post(f"{api}/conversations", content=too_large, headers={"Content-Type": "application/json"}),
        415: nobody.post(f"{api}/auth/login", content=b"x", headers={"Content-Type": "text/plain"}),
        422: nobody.post(f"{api}/auth/login", json={"email": 1}),
    }
    assert known.status_code == 200
    assert conversation_id
    for status, answer in answers.items():
        assert answer.status_code == status, answer.text
        if status == 304:
            assert "X-RateLimit-Limit" not in answer.headers, "static files are exempt"
            continue
        for name in LIMIT_HEADERS:
            assert answer.headers[name], (status, name)
        assert re.fullmatch(r"\d+", answer.headers["X-RateLimit-Remaining"])
        assert int(answer.headers["X-RateLimit-Reset"]) >= began - 2
    unchanged = nobody.post(
        f"{api}/context", json={"query": "bees"}, headers=reader | {"If-None-Match": known.headers["ETag"]}
    )
    assert unchanged.status_code == 304
    assert unchanged.headers["X-RateLimit-Limit"] == "100"


@pytest.mark.requirement("RL-09")
async def test_a_fault_of_ours_tells_the_standing() -> None:
    async with door() as (client, _):
        answer = await client.get("/api/v1/auth/me", headers=bearer("ana-token"))
        assert answer.status_code == 500
        assert answer.headers["X-RateLimit-Remaining"] == "99"


def test_redis_is_a_part_of_health(service: Service) -> None:
    found = service.client(**{"X-Forwarded-For": "203.0.113.60"}).get("/health/detailed").json()
    assert found["checks"]["redis"]["status"] == "healthy"
    assert found["checks"]["redis"]["latency_ms"] > 0


# --- guessing ---


@pytest.mark.requirement("RL-19")
async def test_guessing_ends_soon_and_locks_nobody_out() -> None:
    async def guess(client: httpx.AsyncClient, email: str, password: str = "wrong wrong wrong") -> httpx.Response:
        return await client.post("/api/v1/auth/login", json={"email": email, "password": password})

    async with door() as (client, runtime):
        answers = [await guess(client, "Ana@Example.org " if number % 2 else "ana@example.org") for number in range(15)]
        assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 5
        refused = answers[-1]
        assert refused.json()["error"] == "rate_limit_exceeded"
        assert refused.json()["scope"] == "attempts"
        assert int(refused.headers["Retry-After"]) == refused.json()["retry_after"] == 30
        assert refused.headers["X-RateLimit-Remaining"] == "0"
        assert (await guess(client, "ben@example.org")).status_code == 401, "another account from the same address"
        app = client._transport.app  # type: ignore[attr-defined]
        elsewhere = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.5", 1))
        async with httpx.AsyncClient(transport=elsewhere, base_url="http://test") as owner:
            for _ in range(30):
                assert (await guess(owner, "ana@example.org", PASSWORD)).status_code == 500, "the owner is let in"
        runtime.hands.now += 30 * SECOND
        assert [(await guess(client, "ana@example.org")).status_code for _ in range(2)] == [401, 429]


@pytest.mark.requirement("RL-19")
async def test_many_guesses_at_once_gain_nothing() -> None:
    async with door() as (client, _):
        body = {"email": "ana@example.org", "password": "wrong wrong wrong"}
        answers = await asyncio.gather(*(client.post("/api/v1/auth/login", json=body) for _ in range(40)))
        assert sum(answer.status_code == 401 for answer in answers) == 10


@pytest.mark.requirement("RL-19")
async def test_stuffing_many_accounts_ends_at_the_limit_of_the_address() -> None:
    async with door() as (client, _):
        statuses = [
            (
                await client.post("/api/v1/auth/login", json={"email": f"{n}@example.org", "password": "a" * 12})
            ).status_code
            for n in range(150)
        ]
        assert statuses.count(401) == 100
        assert statuses.count(429) == 50


@pytest.mark.requirement("RL-19")
async def test_asking_who_is_registered_ends_soon() -> None:
    async with door() as (client, _):
        body = {"email": "ana@example.org", "password": PASSWORD}
        statuses = [(await client.post("/api/v1/auth/register", json=body)).status_code for _ in range(15)]
        assert statuses == [409] * 10 + [429] * 5


@pytest.mark.requirement("RL-19")
def test_refresh_and_right_passwords(service: Service) -> None:
    ana = service.register()
    nobody = service.client(**{"X-Forwarded-For": "203.0.113.61"})
    login = {"email": ana.email, "password": PASSWORD}
    assert {nobody.post("/api/v1/auth/login", json=login).status_code for _ in range(15)} == {200}
    stolen = {"refresh_token": ana.tokens["refresh_token"][:-4] + "AAAA"}
    statuses = [nobody.post("/api/v1/auth/refresh", json=stolen).status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2


# --- settings and the script ---


@pytest.mark.requirement("RL-14", "RL-15")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RATE_LIMIT_PER_MINUTE", "0", "RATE_LIMIT_PER_MINUTE"),
        ("RATE_LIMIT_BURST", "-1", "RATE_LIMIT_BURST"),
        ("RATE_LIMIT_ENABLED", "perhaps", "RATE_LIMIT_ENABLED"),
        ("RATE_LIMIT_COSTS", "conversation=5", "POST /api/v1/conversation"),
        ("RATE_LIMIT_COSTS", "POST /api/v1/conversation", "name=value"),
        ("RATE_LIMIT_COSTS", "POST /api/v1/conversation=500", "more than a whole minute"),
        ("RATE_LIMIT_DAILY_QUOTAS", "standard=none", "RATE_LIMIT_DAILY_QUOTAS"),
        ("RATE_LIMIT_ACCOUNT_TIERS", f"{UUID(int=1)}=pro", "no quota"),
        ("RATE_LIMIT_ACCOUNT_TIERS", "ana=pro", "RATE_LIMIT_ACCOUNT_TIERS"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL"),
        ("REDIS_PORT", "many", "REDIS_PORT"),
    ],
)
def test_wrong_settings_are_named(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as invalid:
        load_settings()
    assert name in str(invalid.value)
    assert said in str(invalid.value)


def test_the_address_of_redis_in_parts_and_as_a_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().redis_address is None
    (tmp_path / "password").write_text("a/b@c\n")
    monkeypatch.setenv("REDIS_HOST", "cache")
    monkeypatch.setenv("REDIS_DB", "2")
    monkeypatch.setenv("REDIS_PASSWORD_FILE", str(tmp_path / "password"))
    assert load_settings().redis_address == "redis://:a%2Fb%40c@cache:6379/2"
    monkeypatch.setenv("REDIS_URL", "rediss://other:1/0")
    assert load_settings().redis_address == "rediss://other:1/0"


@pytest.mark.requirement("SC-05")
def test_a_wrong_password_of_redis_stops_the_start(settings_of: Any, tmp_path: Path) -> None:
    with running_redis(tmp_path, password="sesame") as server:
        for password in (None, "wrong"):
            settings = settings_of(redis_host="127.0.0.1", redis_port=server.port, redis_password=password)
            with pytest.raises(StartFailed, match="REDIS_PASSWORD: Redis refuses it"):
                asyncio.run(open_runtime(settings, progress=lambda _: None))


@pytest.mark.requirement("DP-10")
async def test_the_script_verifies_a_service_and_fails_without_limits(settings_of: Any) -> None:
    for enabled in (True, False):
        with serving(settings_of(rate_limit_enabled=enabled)) as running:
            script = await asyncio.create_subprocess_exec(
                str(REPOSITORY / "scripts" / "verify_rate_limit.sh"), running.base_url, stdout=asyncio.subprocess.PIPE
            )
            output, _ = await script.communicate()
        assert (script.returncode == 0) is enabled, output.decode()
        assert ("PASSED" if enabled else "FAIL") in output.decode()
