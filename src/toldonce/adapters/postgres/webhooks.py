"""Webhooks and their deliveries in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.errors import NotFound
from toldonce.model import Delivery, NewWebhook, Page, Scope, Webhook, WebhookChange
from toldonce.ports import WEBHOOK_SUBJECT

QUERIES = load_queries("webhooks")
LEASE_SECONDS = 600.0


class PgWebhooks:
    """`toldonce.ports.Webhooks` in PostgreSQL. Its triggers write down the deliveries, with what they tell of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, user_id: UUID, webhook: NewWebhook) -> None:
        """Add a webhook."""
        job_scope = Scope(user_id=user_id, subject=WEBHOOK_SUBJECT).scope_id
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.add.run(connection, user_id=user_id, job_scope=job_scope, **webhook.model_dump())

    async def webhooks(self, user_id: UUID) -> list[Webhook]:
        """The oldest first."""
        async with self._database.session(user_id=user_id) as connection:
            return [Webhook(**row) for row in await QUERIES.webhooks.all(connection, user_id=user_id)]

    async def webhook(self, user_id: UUID, webhook_id: UUID) -> NewWebhook:
        """With its secret. Raises `NotFound`."""
        async with self._database.session(user_id=user_id) as connection:
            row = await QUERIES.webhook.one(connection, user_id=user_id, webhook_id=webhook_id)
        return NewWebhook(**_found(row))

    async def change(self, user_id: UUID, webhook_id: UUID, change: WebhookChange) -> Webhook:
        """Change what is given. Raises `NotFound`."""
        given = change.model_dump()
        async with self._database.session(user_id=user_id) as connection:
            row = await QUERIES.change.one(
                connection,
                user_id=user_id,
                webhook_id=webhook_id,
                renamed="name" in change.model_fields_set,
                **given,
            )
        return Webhook(**_found(row))

    async def delete(self, user_id: UUID, webhook_id: UUID) -> None:
        """Delete a webhook with its log. Raises `NotFound`."""
        async with self._database.session(user_id=user_id) as connection:
            if not await QUERIES.delete.run(connection, user_id=user_id, webhook_id=webhook_id):
                raise _no_webhook()

    async def deliveries(self, user_id: UUID, webhook_id: UUID, *, limit: int, cursor: str | None) -> Page[Delivery]:
        """The newest first."""
        before_at, before_id = decode_cursor(cursor, datetime, UUID) if cursor is not None else (None, None)
        async with self._database.session(user_id=user_id) as connection:
            rows = await QUERIES.deliveries.all(
                connection,
                user_id=user_id,
                webhook_id=webhook_id,
                before_at=before_at,
                before_id=before_id,
                rows=limit + 1,
            )
        shown = [_delivery(row) for row in rows[:limit]]
        more = encode_cursor([shown[-1].created_at, shown[-1].delivery_id]) if len(rows) > limit else None
        return Page[Delivery](items=shown, next_cursor=more)

    async def waiting(self, user_id: UUID, webhook_id: UUID, *, limit: int) -> list[Delivery]:
        """What has to be sent next; nobody else gets it while it is being sent."""
        async with self._database.session(user_id=user_id) as connection:
            rows = await QUERIES.waiting.all(
                connection, user_id=user_id, webhook_id=webhook_id, rows=limit, lease=LEASE_SECONDS
            )
        return [_delivery(row) for row in rows]

    async def record(
        self, user_id: UUID, delivery: Delivery, *, status: int | None, reason: str | None, give_up: bool
    ) -> None:
        """Keep the outcome of an attempt; after one that failed, what was taken with it waits again."""
        outcome = "delivered" if reason is None else "failed" if give_up else "waiting"
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.record.run(
                connection,
                user_id=user_id,
                delivery_id=delivery.delivery_id,
                status=outcome,
                response_status=status,
                reason=reason,
            )
            if outcome == "waiting":
                await QUERIES.let_go.run(connection, user_id=user_id, webhook_id=delivery.webhook_id)

    async def deliver_again(self, user_id: UUID, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        """Let a delivery wait once more. Raises `NotFound`."""
        async with self._database.session(user_id=user_id) as connection:
            row = await QUERIES.deliver_again.one(
                connection, user_id=user_id, webhook_id=webhook_id, delivery_id=delivery_id
            )
        if row is None:
            raise NotFound("There is no such delivery.")
        return _delivery(row)

    async def go_on_later(self, user_id: UUID, webhook_id: UUID) -> None:
        """Let what was taken and not sent wait for another job."""
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.let_go.run(connection, user_id=user_id, webhook_id=webhook_id)
            await QUERIES.go_on_later.one(connection, user_id=user_id, webhook_id=webhook_id)


def _found(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise _no_webhook()
    return row


def _delivery(row: asyncpg.Record) -> Delivery:
    return Delivery(**{name: row[name] for name in Delivery.model_fields})


def _no_webhook() -> NotFound:
    return NotFound("There is no such webhook.")
