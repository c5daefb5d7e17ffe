"""Webhooks: addresses that are told what happens to memories and jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from toldonce.model.values import Flag, Frozen, Name, Request, Text

WebhookEvent = Literal["memory.created", "memory.superseded", "memory.forgotten", "job.failed"]
DeliveryStatus = Literal["waiting", "delivered", "failed"]
WebhookUrl = Annotated[
    Text,
    StringConstraints(min_length=10, max_length=2_048, pattern=r"^https?://[^\s/?#]+([/?#]\S*)?$"),
    Field(json_schema_extra={"format": "uri"}),
]
WebhookEvents = Annotated[list[WebhookEvent], Field(min_length=1, max_length=4)]


class WebhookRequest(Request):
    """An address that is to be told of events; without ``subject`` of every subject's."""

    url: WebhookUrl
    events: WebhookEvents
    name: Name | None = None
    subject: Name | None = None


class WebhookChange(Request):
    """What may be changed about a webhook; what is left out stays."""

    url: WebhookUrl | None = None
    events: WebhookEvents | None = None
    name: Name | None = None
    active: Flag | None = None


class Webhook(Frozen):
    """An address that is told of events while it is ``active``."""

    webhook_id: UUID
    url: str
    events: list[WebhookEvent]
    name: str | None
    subject: str | None
    active: bool
    created_at: datetime
    updated_at: datetime


class NewWebhook(Webhook):
    """A webhook with the secret that signs what it is sent; it is shown this once."""

    secret: str


class Delivery(Frozen):
    """One event for one webhook. ``response_status`` and ``reason`` are of the latest attempt."""

    delivery_id: UUID
    webhook_id: UUID
    event: WebhookEvent
    subject: str | None
    memory_id: UUID | None
    job_id: UUID | None
    status: DeliveryStatus
    attempts: int
    response_status: int | None
    reason: str | None
    created_at: datetime
    attempted_at: datetime | None
