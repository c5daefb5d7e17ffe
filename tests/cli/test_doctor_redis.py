"""What the doctor says about Redis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from live import free_port
from redis_server import running_redis

from toldonce.cli.findings import Finding, _redis
from toldonce.settings import Settings


async def look(**values: Any) -> Finding:
    return await _redis(Settings(_env_file=None, **values))  # type: ignore[call-arg]


@pytest.mark.requirement("SC-05")
async def test_the_doctor_knocks_at_redis_with_the_password_and_without(tmp_path: Path) -> None:
    with running_redis(tmp_path, password="sesame") as server:
        place = {"redis_host": "127.0.0.1", "redis_port": server.port}
        assert (await look(**place, redis_password="sesame")).status == "ok"
        for wrong in (None, "wrong"):
            found = await look(**place, redis_password=wrong)
            assert found.status == "fail"
            assert "REDIS_" in str(found.fix)


@pytest.mark.requirement("SC-05")
async def test_a_redis_that_lets_everybody_in_is_no_good_in_production(tmp_path: Path) -> None:
    with running_redis(tmp_path) as server:
        found = await look(redis_url=server.url)
        assert (found.status, found.detail) == ("warning", "it asks for no password")
        assert (await look(redis_url=server.url, environment="production")).status == "fail"


async def test_without_redis_and_with_one_that_is_away() -> None:
    assert (await look()).status == "ok"
    away = await look(redis_host="127.0.0.1", redis_port=free_port())
    assert away.status == "fail"
    assert "cannot be used" in away.detail
    assert (await look(redis_url="redis://host:port/0")).status == "fail"
