"""A service in front of a scripted model's server, for the packages that people already use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.server.conftest import Person, Service, make_settings, models_dir, serving
from tests.support.scripted_upstream import ScriptedUpstream, scripted_upstream

__all__ = ["models_dir"]

UPSTREAM_KEY = "sk-of-the-service-7f3a"


@dataclass
class Gateway:
    """A running service with its upstream and an account of its own."""

    service: Service
    upstream: ScriptedUpstream
    person: Person
    key: str

    def subject(self) -> str:
        """A subject that nobody has used."""
        return uuid4().hex

    def turns(self, subject: str) -> list[list[dict[str, Any]]]:
        """What is stored for a subject, by conversation, the oldest first."""
        headers = {"X-Memory-Subject": subject}
        listed = self.person.http.get("/api/v1/conversations", headers=headers, params={"limit": 200}).json()["items"]
        return [
            self.person.http.get(
                f"/api/v1/conversations/{one['conversation_id']}/turns", headers=headers, params={"limit": 200}
            ).json()["items"]
            for one in reversed(listed)
        ]

    def said(self, subject: str) -> list[list[tuple[str, str]]]:
        """Who said what, by conversation."""
        return [[(turn["role"], turn["content"]) for turn in turns] for turns in self.turns(subject)]

    def tell(self, subject: str, *contents: str) -> list[str]:
        """Store turns of an earlier conversation; their ids."""
        headers = {"X-Memory-Subject": subject}
        made = self.person.http.post("/api/v1/conversations", json={"title": "earlier"}, headers=headers).json()
        turns = [{"role": "user", "content": content} for content in contents]
        path = f"/api/v1/conversations/{made['conversation_id']}/turns"
        added = self.person.http.post(path, json={"turns": turns}, headers=headers)
        assert added.status_code == 201, added.text
        return [turn["turn_id"] for turn in added.json()["turns"]]


@pytest.fixture(scope="module")
def upstream() -> Iterator[ScriptedUpstream]:
    """The model's server of this module."""
    with scripted_upstream() as running:
        yield running


@pytest.fixture(scope="module")
def provider() -> str:
    """What the upstream speaks; a module may override it."""
    return "openai"


@pytest.fixture(scope="module")
def reads_turns() -> bool:
    """Whether turns are read in the background, which asks the upstream too; a module may override it."""
    return False


@pytest.fixture(scope="module")
def model_seconds() -> float:
    """How long the service waits for the upstream; a module about its silence overrides it."""
    return 60.0


@pytest.fixture(scope="module")
def running(
    owner_url: str,
    models_dir: Path,
    upstream: ScriptedUpstream,
    provider: str,
    reads_turns: bool,
    model_seconds: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Gateway]:
    """This module's service."""
    settings = make_settings(
        owner_url,
        models_dir,
        tmp_path_factory.mktemp("service"),
        llm_provider=provider,
        llm_base_url=upstream.url,
        llm_model="scripted-1",
        llm_timeout_seconds=model_seconds,
        WORKER_IN_PROCESS=reads_turns,
        **{f"{provider}_api_key": UPSTREAM_KEY},
    )
    with serving(settings) as service:
        person = service.register()
        yield Gateway(service, upstream, person, person.key("chat")["api_key"])


@pytest.fixture
def gateway(running: Gateway) -> Iterator[Gateway]:
    """The service, with an upstream that has no script left over."""
    running.upstream.reset()
    yield running
    running.upstream.reset()
