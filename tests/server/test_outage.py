"""What callers meet while the database is away, and after it has come back."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest

from tests.conftest import database_url, run_sql
from tests.server.conftest import Person, Service


@pytest.mark.requirement("HC-06")
async def test_an_outage_is_a_503_and_passes_by_itself(service: Service, ana: Person, owner_url: str) -> None:
    conversation_id = ana.conversation("I moved to Porto.")
    name = urlsplit(owner_url).path.removeprefix("/")
    server = database_url(owner_url, "postgres")
    await run_sql(
        server,
        f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )
    turn = {"turns": [{"role": "user", "content": "Lost?"}]}
    try:
        for answer in (
            ana.http.get("/api/v1/conversations"),
            ana.http.post(f"/api/v1/conversations/{conversation_id}/turns", json=turn),
            ana.http.post("/api/v1/memories/search", json={"query": "Porto"}),
            ana.http.post("/api/v1/auth/login", json={"email": ana.email, "password": "whatever it is"}),
            ana.http.post("/api/v1/export"),
        ):
            assert (answer.status_code, answer.json()["error"]) == (503, "store_unavailable"), answer.text
            assert int(answer.headers["Retry-After"]) >= 1
        assert await _readiness(service, 503)
        assert service.client().get("/livez").status_code == 200
    finally:
        await run_sql(server, f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    assert await _readiness(service, 200)
    kept = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"]
    assert [one["content"] for one in kept] == ["I moved to Porto."]
    assert not [line for line in service.log_lines() if line["event"] == "unhandled_fault"]


async def _readiness(service: Service, status: int) -> bool:
    client = service.client()
    for _ in range(1_200):
        if client.get("/readyz").status_code == status:
            return True
        await asyncio.sleep(0.05)
    return False
