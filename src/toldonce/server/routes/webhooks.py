"""Webhooks: addresses that are told what happens to memories and jobs."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body
from starlette.responses import Response

from toldonce.model import Delivery, NewWebhook, Page, Webhook, WebhookChange, WebhookRequest
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Owner
from toldonce.server.door import Door
from toldonce.server.parameters import Cursor, Id, Limit
from toldonce.server.replies import no_content, reply

EXAMPLE = {"url": "https://93.184.216.34/hooks/memory", "events": ["memory.created", "memory.forgotten"]}

router = AddressedRouter(prefix="/api/v1/webhooks", tags=["webhooks"], route_class=Door)


@router.post("", status_code=201, response_model=NewWebhook)
async def create_webhook(caller: Owner, body: Annotated[WebhookRequest, Body(examples=[EXAMPLE])]) -> Response:
    """Have an address told of events. Its secret, which signs them, is shown this once."""
    return reply(await caller.runtime.webhooks.create(caller.identity.user_id, body), 201)


@router.get("", response_model=Page[Webhook])
async def webhooks(caller: Owner) -> Response:
    """The webhooks of the account, the oldest first."""
    return reply(Page[Webhook](items=await caller.runtime.webhooks.webhooks(caller.identity.user_id)))


@router.get("/{webhook_id}", response_model=Webhook)
async def webhook(caller: Owner, webhook_id: Id) -> Response:
    """One webhook."""
    return reply(await caller.runtime.webhooks.webhook(caller.identity.user_id, webhook_id))


@router.patch("/{webhook_id}", response_model=Webhook)
async def change_webhook(caller: Owner, webhook_id: Id, body: WebhookChange) -> Response:
    """Change a webhook, or stop it with `active: false`; what is left out stays."""
    return reply(await caller.runtime.webhooks.change(caller.identity.user_id, webhook_id, body))


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(caller: Owner, webhook_id: Id) -> Response:
    """Delete a webhook with its log."""
    await caller.runtime.webhooks.delete(caller.identity.user_id, webhook_id)
    return no_content()


@router.get("/{webhook_id}/deliveries", response_model=Page[Delivery])
async def deliveries(caller: Owner, webhook_id: Id, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """What the webhook was or is to be told, the newest first."""
    return reply(
        await caller.runtime.webhooks.deliveries(caller.identity.user_id, webhook_id, limit=limit, cursor=cursor)
    )


@router.post("/{webhook_id}/deliveries/{delivery_id}/retry", response_model=Delivery)
async def deliver_again(caller: Owner, webhook_id: Id, delivery_id: Id) -> Response:
    """Send an event once more, under the same `webhook-id`."""
    return reply(await caller.runtime.webhooks.deliver_again(caller.identity.user_id, webhook_id, delivery_id))
