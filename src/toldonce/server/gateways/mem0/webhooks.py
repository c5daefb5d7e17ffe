"""Mem0's webhooks, as the webhooks of the account."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from toldonce.errors import InvalidRequest
from toldonce.model import Name, Webhook, WebhookChange, WebhookEvent, WebhookRequest
from toldonce.model.webhooks import WebhookUrl
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Owner
from toldonce.server.door import Door
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.gateways.mem0.projects import Named, own_project
from toldonce.server.gateways.mem0.wire import Sent
from toldonce.server.parameters import Id
from toldonce.server.replies import http_time

EVENTS: dict[str, WebhookEvent] = {
    "memory_add": "memory.created",
    "memory_update": "memory.superseded",
    "memory_delete": "memory.forgotten",
}
PROJECT = "/api/v1/webhooks/projects/{project_id}/"
WEBHOOK = "/api/v1/webhooks/{webhook_id}/"

router = AddressedRouter(tags=["gateways"], route_class=Door)


class Mem0HookRequest(Sent):
    """A webhook in Mem0's words."""

    url: WebhookUrl
    name: Name | None = None
    event_types: Annotated[list[str], Field(min_length=1, max_length=8)]


class Mem0HookChange(Sent):
    """What to change about a webhook, in Mem0's words."""

    url: WebhookUrl | None = None
    name: Name | None = None
    event_types: Annotated[list[str], Field(min_length=1, max_length=8)] | None = None
    is_active: bool | None = None


@router.get(PROJECT)
async def mem0_webhooks(caller: Owner, project_id: Named) -> Response:
    """The webhooks of the account."""
    own_project(caller, project_id)
    return answer([_shown(one) for one in await caller.runtime.webhooks.webhooks(caller.identity.user_id)])


@router.post(PROJECT)
async def mem0_create_webhook(caller: Owner, project_id: Named, body: Mem0HookRequest) -> Response:
    """Have an address told of events; the answer holds the secret that signs them, this once."""
    own_project(caller, project_id)
    request = WebhookRequest(url=body.url, name=body.name, events=_events(body.event_types))
    made = await caller.runtime.webhooks.create(caller.identity.user_id, request)
    return answer({**_shown(made), "secret": made.secret}, 201)


@router.get(WEBHOOK)
async def mem0_webhook(caller: Owner, webhook_id: Id) -> Response:
    """One webhook."""
    return answer(_shown(await caller.runtime.webhooks.webhook(caller.identity.user_id, webhook_id)))


@router.patch(WEBHOOK)
async def mem0_patch_webhook(caller: Owner, webhook_id: Id, body: Mem0HookChange) -> Response:
    """The same as a PUT, in which nothing has to be given either."""
    return await mem0_change_webhook(caller, webhook_id, body)


@router.put(WEBHOOK)
async def mem0_change_webhook(caller: Owner, webhook_id: Id, body: Mem0HookChange) -> Response:
    """Change a webhook."""
    given: dict[str, Any] = body.model_dump(exclude_unset=True, include={"url", "name"})
    if body.event_types is not None:
        given["events"] = _events(body.event_types)
    if body.is_active is not None:
        given["active"] = body.is_active
    change = WebhookChange.model_validate(given)
    return answer(_shown(await caller.runtime.webhooks.change(caller.identity.user_id, webhook_id, change)))


@router.delete(WEBHOOK)
async def mem0_delete_webhook(caller: Owner, webhook_id: Id) -> Response:
    """Delete a webhook."""
    await caller.runtime.webhooks.delete(caller.identity.user_id, webhook_id)
    return answer({"message": "Webhook deleted successfully"})


def _events(types: list[str]) -> list[WebhookEvent]:
    unknown = [one for one in types if one.replace(":", "_") not in EVENTS]
    if unknown:
        raise InvalidRequest(f"event_types: {unknown[0][:100]} is none of {', '.join(EVENTS)}.")
    return [EVENTS[one.replace(":", "_")] for one in types]


def _shown(webhook: Webhook) -> dict[str, Any]:
    names = {event: name for name, event in EVENTS.items()}
    return {
        "webhook_id": str(webhook.webhook_id),
        "name": webhook.name,
        "url": webhook.url,
        "event_types": [names.get(event, event) for event in webhook.events],
        "is_active": webhook.active,
        "created_at": http_time(webhook.created_at),
        "updated_at": http_time(webhook.updated_at),
    }
