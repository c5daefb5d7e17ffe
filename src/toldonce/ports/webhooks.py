"""Webhooks: who is told of events, what waits to be told, and how it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from toldonce.model import Delivery, NewWebhook, Page, Webhook, WebhookChange, WebhookRequest

WEBHOOK_JOB = "webhook"
"""The kind of the job that delivers what waits for one webhook; the database enqueues it with the event."""
WEBHOOK_SUBJECT = "toldonce:webhooks"
"""Whose jobs deliveries are. They belong to no subject that is told of: forgetting it must not end them."""


class WebhooksAPI(Protocol):
    """The webhooks of an account. Foreign and unknown ids raise `NotFound`."""

    async def create(self, user_id: UUID, request: WebhookRequest) -> NewWebhook:
        """Raises `ValidationFailed` for an address that must not be called."""
        ...

    async def webhooks(self, user_id: UUID) -> list[Webhook]: ...
    async def webhook(self, user_id: UUID, webhook_id: UUID) -> Webhook: ...
    async def change(self, user_id: UUID, webhook_id: UUID, change: WebhookChange) -> Webhook: ...
    async def delete(self, user_id: UUID, webhook_id: UUID) -> None: ...
    async def deliveries(
        self, user_id: UUID, webhook_id: UUID, *, limit: int = 20, cursor: str | None = None
    ) -> Page[Delivery]:
        """What the webhook was or is to be told, the newest first."""
        ...

    async def deliver_again(self, user_id: UUID, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        """Let a delivery wait to be sent once more."""
        ...


class Webhooks(Protocol):
    """Where webhooks and their deliveries are kept."""

    async def add(self, user_id: UUID, webhook: NewWebhook) -> None: ...
    async def webhooks(self, user_id: UUID) -> list[Webhook]: ...
    async def webhook(self, user_id: UUID, webhook_id: UUID) -> NewWebhook: ...
    async def change(self, user_id: UUID, webhook_id: UUID, change: WebhookChange) -> Webhook: ...
    async def delete(self, user_id: UUID, webhook_id: UUID) -> None: ...
    async def deliveries(
        self, user_id: UUID, webhook_id: UUID, *, limit: int, cursor: str | None
    ) -> Page[Delivery]: ...
    async def waiting(self, user_id: UUID, webhook_id: UUID, *, limit: int) -> list[Delivery]:
        """What has to be sent next, the oldest first; nothing while the webhook is not active."""
        ...

    async def record(
        self, user_id: UUID, delivery: Delivery, *, status: int | None, reason: str | None, give_up: bool
    ) -> None:
        """Keep the outcome of an attempt; without a ``reason`` it was delivered."""
        ...

    async def deliver_again(self, user_id: UUID, webhook_id: UUID, delivery_id: UUID) -> Delivery: ...
    async def go_on_later(self, user_id: UUID, webhook_id: UUID) -> None:
        """Let what was taken and not sent wait for another job, which is enqueued behind those of other accounts."""
        ...


class Sender(Protocol):
    """Sends to addresses that others have named, and only to those that may be called."""

    async def check(self, url: str) -> None:
        """Raise `ValidationFailed` for an address that must not be called."""
        ...

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """The status of the answer. Raises `DeliveryFailed` when there is none."""
        ...
