"""Receivers of webhooks are told the same, whichever door it came in by."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.gateways.test_conformance import TOLD, Tell, by_mem0, by_the_sdk, key, over_http, over_mcp, stored_by
from tests.server.conftest import Person, Service, ana, make_settings, models_dir, service
from tests.server.test_webhooks import PATIENCE, Receiver, receiver
from toldonce import AsyncClient
from toldonce.settings import Settings

__all__ = ["ana", "key", "models_dir", "receiver", "service"]


@pytest.fixture(scope="module")
def service_settings(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A service that may call receivers on this machine."""
    return make_settings(owner_url, models_dir, tmp_path_factory.mktemp("service"), webhook_allow_private=True)


async def test_every_door_tells_receivers_the_same(service: Service, ana: Person, key: str, receiver: Receiver) -> None:
    doors: list[Tell] = [over_http, by_the_sdk, over_mcp, by_mem0]
    events = ["memory.created", "memory.superseded", "memory.forgotten"]
    ana.http.post("/api/v1/webhooks", json={"url": receiver.url, "events": events}).raise_for_status()
    told: dict[str, list[tuple[str, str]]] = {}
    for tell in doors:
        subject = f"conformance-{uuid4().hex[:8]}"
        for content in TOLD:
            await tell(service, key, subject, content)
        async with AsyncClient(service.base_url, api_key=key, subject=subject) as memory:
            stored = await stored_by(memory)
        expected = [("memory.created", one["content"]) for one in stored]
        expected += [("memory.superseded", one["content"]) for one in stored if one["status"] == "superseded"]
        deadline = time.monotonic() + PATIENCE
        while len(receiver.events(subject)) < len(expected):
            assert time.monotonic() < deadline, receiver.events(subject)
            await asyncio.sleep(0.05)
        heard = [(event["type"], event["data"]["memory"]["content"]) for event in receiver.events(subject)]
        assert sorted(heard) == sorted(expected), tell.__name__
        told[tell.__name__] = sorted(heard)
    assert {name for name, _ in told["over_http"]} == {"memory.created", "memory.superseded"}
    for tell in doors[1:]:
        assert told[tell.__name__] == told["over_http"], tell.__name__
