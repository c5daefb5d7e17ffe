"""Webhooks: which address is told of what, signed so that it can tell who speaks, again and again until it listens.

Requests and signatures follow the Standard Webhooks specification 1.0 (standardwebhooks.com): ``webhook-id``,
``webhook-timestamp`` and ``webhook-signature`` = ``v1,`` + base64(HMAC-SHA256(secret, "id.timestamp.body")).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from pydantic import JsonValue
from uuid_utils.compat import uuid7

from toldonce.errors import DeliveryFailed, InvalidRequest, NotFound
from toldonce.model import (
    Delivery,
    NewWebhook,
    Page,
    Scope,
    Webhook,
    WebhookChange,
    WebhookRequest,
)
from toldonce.ports import ClaimedJob, Clock, JobHandler, MemoryAPI, Sender, Webhooks, WebhooksAPI

SECRET_PREFIX = "whsec_"  # noqa: S105 - what a secret begins with
SECRET_BYTES = 24
AT_ONCE = 50
SECONDS_AT_A_TIME = 20.0
"""After so long the webhooks of others get their turn: an address that is slow to answer must not keep them waiting."""
GIVE_UP_AFTER = timedelta(hours=24)
"""How long an event is tried to be delivered."""


class WebhookService(WebhooksAPI):
    """`WebhooksAPI` on what is kept of webhooks."""

    def __init__(self, webhooks: Webhooks, sender: Sender, clock: Clock) -> None:
        self._webhooks = webhooks
        self._sender = sender
        self._clock = clock

    async def create(self, user_id: UUID, request: WebhookRequest) -> NewWebhook:
        await self._sender.check(request.url)
        now = self._clock()
        webhook = NewWebhook(
            webhook_id=uuid7(),
            url=request.url,
            events=sorted(set(request.events)),
            name=request.name,
            subject=request.subject,
            active=True,
            created_at=now,
            updated_at=now,
            secret=SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii"),
        )
        await self._webhooks.add(user_id, webhook)
        return webhook

    async def webhooks(self, user_id: UUID) -> list[Webhook]:
        return await self._webhooks.webhooks(user_id)

    async def webhook(self, user_id: UUID, webhook_id: UUID) -> Webhook:
        kept = await self._webhooks.webhook(user_id, webhook_id)
        return Webhook(**kept.model_dump(exclude={"secret"}))

    async def change(self, user_id: UUID, webhook_id: UUID, change: WebhookChange) -> Webhook:
        if change.url is not None:
            await self._sender.check(change.url)
        return await self._webhooks.change(user_id, webhook_id, change)

    async def delete(self, user_id: UUID, webhook_id: UUID) -> None:
        await self._webhooks.delete(user_id, webhook_id)

    async def deliveries(
        self, user_id: UUID, webhook_id: UUID, *, limit: int = 20, cursor: str | None = None
    ) -> Page[Delivery]:
        await self._webhooks.webhook(user_id, webhook_id)
        return await self._webhooks.deliveries(user_id, webhook_id, limit=limit, cursor=cursor)

    async def deliver_again(self, user_id: UUID, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        return await self._webhooks.deliver_again(user_id, webhook_id, delivery_id)


def webhook_handler(
    webhooks: Webhooks, sender: Sender, memory_for: Callable[[Scope], MemoryAPI], clock: Clock
) -> JobHandler:
    """The handler of the job that sends what waits for one webhook, in the order in which it happened.

    The first delivery that fails ends the job, which is then tried again; what is older than a day is given up. An
    event may come twice, under the same ``webhook-id``. What is left after `SECONDS_AT_A_TIME` is left to another job,
    behind those of other accounts. Progress is ``{delivered, given_up}``.
    """

    async def run(
        job: ClaimedJob, record: Callable[[Mapping[str, JsonValue]], Awaitable[None]]
    ) -> Mapping[str, JsonValue]:
        user_id, delivered, given_up = job.scope.user_id, 0, 0
        webhook_id, began = _webhook_id(job), time.monotonic()
        while waiting := await webhooks.waiting(user_id, webhook_id, limit=AT_ONCE):
            webhook = await webhooks.webhook(user_id, webhook_id)
            for delivery in waiting:
                body = await _body(user_id, delivery, memory_for)
                headers = signed_headers(webhook.secret, delivery.delivery_id, clock(), body)
                status, failure = None, None
                try:
                    status = await sender.send(webhook.url, headers, body)
                    if not 200 <= status < 300:
                        failure = DeliveryFailed(f"The address answered {status}.")
                except DeliveryFailed as refused:
                    failure = refused
                give_up = failure is not None and clock() - delivery.created_at > GIVE_UP_AFTER
                reason = failure.message if failure is not None else None
                await webhooks.record(user_id, delivery, status=status, reason=reason, give_up=give_up)
                if failure is not None and not give_up:
                    raise failure
                delivered, given_up = delivered + (failure is None), given_up + give_up
                await record({"delivered": delivered, "given_up": given_up})
                if time.monotonic() - began > SECONDS_AT_A_TIME:
                    await webhooks.go_on_later(user_id, webhook_id)
                    return {"delivered": delivered, "given_up": given_up}
        return {"delivered": delivered, "given_up": given_up}

    return run


def signed_headers(secret: str, delivery_id: UUID, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a delivery; the receiver computes the same signature from the secret."""
    timestamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signature = hmac.new(key, b".".join((str(delivery_id).encode(), timestamp.encode(), body)), hashlib.sha256)
    return {
        "content-type": "application/json",
        "user-agent": "toldonce-webhooks",
        "webhook-id": str(delivery_id),
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + base64.b64encode(signature.digest()).decode("ascii"),
    }


async def _body(user_id: UUID, delivery: Delivery, memory_for: Callable[[Scope], MemoryAPI]) -> bytes:
    """What is sent: the memory or job as it is now, null when it is gone. Nothing of it is kept beside the log."""
    told: dict[str, JsonValue] = {"subject": delivery.subject}
    if delivery.subject is not None:
        memory = memory_for(Scope(user_id=user_id, subject=delivery.subject))
        try:
            if delivery.event == "job.failed" and delivery.job_id is not None:
                told["job"] = (await memory.job(delivery.job_id)).model_dump(mode="json")
            elif delivery.event != "memory.forgotten" and delivery.memory_id is not None:
                told["memory"] = (await memory.memory(delivery.memory_id)).model_dump(mode="json")
        except NotFound:
            told["memory" if delivery.memory_id else "job"] = None
    if delivery.memory_id is not None:
        told["memory_id"] = str(delivery.memory_id)
    if delivery.job_id is not None:
        told["job_id"] = str(delivery.job_id)
    return orjson.dumps({"type": delivery.event, "timestamp": delivery.created_at.isoformat(), "data": told})


def _webhook_id(job: ClaimedJob) -> UUID:
    try:
        return UUID(str(job.payload["webhook_id"]))
    except (LookupError, ValueError):
        raise InvalidRequest("This job names no webhook.") from None
