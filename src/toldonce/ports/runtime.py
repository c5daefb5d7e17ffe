"""What the doors get: the running service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from toldonce.model import (
    Scope,
)
from toldonce.ports.gateway import GatewayAPI
from toldonce.ports.jobs import Idempotency
from toldonce.ports.limits import Limiter
from toldonce.ports.subjects import Subjects
from toldonce.ports.verbs import AccountsAPI, ChatAPI, MemoryAPI
from toldonce.ports.webhooks import WebhooksAPI


@dataclass(frozen=True, slots=True)
class Check:
    """One component's health; ``latency_ms`` of its probe."""

    status: Literal["healthy", "degraded", "unhealthy", "disabled"]
    latency_ms: float | None = None
    detail: str | None = None


class Runtime(Protocol):
    """The running service, as the doors see it."""

    accounts: AccountsAPI
    chat: ChatAPI
    gateway: GatewayAPI
    idempotency: Idempotency
    limiter: Limiter | None
    subjects: Subjects
    webhooks: WebhooksAPI

    def memory(self, scope: Scope) -> MemoryAPI: ...
    async def check(self) -> Mapping[str, Check]:
        """Probe database, Redis, embedding model, worker, disk and memory, each within two seconds."""
        ...

    async def drain(self, timeout: float) -> None:
        """Take no more background work; what runs may finish within ``timeout`` seconds, else it is handed back."""
        ...

    async def close(self, timeout: float | None = None) -> None:
        """Let go of everything within ``timeout`` seconds, by default the setting's."""
        ...
