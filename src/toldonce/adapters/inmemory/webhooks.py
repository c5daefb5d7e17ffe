"""Webhooks and their deliveries in dicts, told by the same rows as the triggers of PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory.jobs import new_job
from toldonce.adapters.inmemory.paging import page_of
from toldonce.adapters.inmemory.rows import DeliveryRow, Happening, WebhookRow
from toldonce.adapters.inmemory.tables import Tables
from toldonce.errors import NotFound
from toldonce.model import Delivery, NewWebhook, Page, Scope, Webhook, WebhookChange
from toldonce.ports import WEBHOOK_JOB, WEBHOOK_SUBJECT

LEASE = timedelta(minutes=10)
UNDONE = frozenset({"queued", "failed"})


class InMemoryWebhooks:
    """`toldonce.ports.Webhooks` in dicts. It hears of what happens in the same `Tables` from when it is made."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()
        self.tables.listeners.append(self._hear)

    async def add(self, user_id: UUID, webhook: NewWebhook) -> None:
        """Add a webhook."""
        self.tables.webhooks[webhook.webhook_id] = WebhookRow(user_id, webhook)

    async def webhooks(self, user_id: UUID) -> list[Webhook]:
        """The oldest first."""
        own = [row.webhook for row in self.tables.webhooks.values() if row.user_id == user_id]
        return [_shown(one) for one in sorted(own, key=lambda one: one.webhook_id)]

    async def webhook(self, user_id: UUID, webhook_id: UUID) -> NewWebhook:
        """With its secret. Raises `NotFound`."""
        return self._row(user_id, webhook_id).webhook

    async def change(self, user_id: UUID, webhook_id: UUID, change: WebhookChange) -> Webhook:
        """Change what is given. Raises `NotFound`."""
        row = self._row(user_id, webhook_id)
        given = {name: value for name, value in change.model_dump().items() if value is not None}
        if "name" in change.model_fields_set:
            given["name"] = change.name
        row.webhook = row.webhook.model_copy(update={**given, "updated_at": self.tables.clock()})
        return _shown(row.webhook)

    async def delete(self, user_id: UUID, webhook_id: UUID) -> None:
        """Delete a webhook with its log. Raises `NotFound`."""
        self._row(user_id, webhook_id)
        del self.tables.webhooks[webhook_id]
        self.tables.drop_deliveries(lambda row: row.delivery.webhook_id == webhook_id)

    async def deliveries(self, user_id: UUID, webhook_id: UUID, *, limit: int, cursor: str | None) -> Page[Delivery]:
        """The newest first."""
        own = [
            row.delivery
            for row in self.tables.deliveries.values()
            if row.user_id == user_id and row.delivery.webhook_id == webhook_id
        ]
        return page_of(own, limit, cursor, newest=lambda one: (one.created_at, one.delivery_id))

    async def waiting(self, user_id: UUID, webhook_id: UUID, *, limit: int) -> list[Delivery]:
        """What has to be sent next; nobody else gets it while it is being sent."""
        webhook, now = self.tables.webhooks.get(webhook_id), self.tables.clock()
        if webhook is None or webhook.user_id != user_id or not webhook.webhook.active:
            return []
        due = [
            row
            for row in self.tables.deliveries.values()
            if row.delivery.webhook_id == webhook_id
            and row.delivery.status == "waiting"
            and (row.leased_until is None or row.leased_until <= now)
        ]
        taken = sorted(due, key=lambda row: (row.delivery.created_at, row.delivery.delivery_id))[:limit]
        for row in taken:
            row.leased_until = now + LEASE
        return [row.delivery for row in taken]

    async def record(
        self, user_id: UUID, delivery: Delivery, *, status: int | None, reason: str | None, give_up: bool
    ) -> None:
        """Keep the outcome of an attempt; after one that failed, what was taken with it waits again."""
        row = self.tables.deliveries.get(delivery.delivery_id)
        if row is None or row.user_id != user_id:
            return
        outcome = "delivered" if reason is None else "failed" if give_up else "waiting"
        row.delivery = row.delivery.model_copy(
            update={
                "status": outcome,
                "attempts": row.delivery.attempts + 1,
                "response_status": status,
                "reason": reason,
                "attempted_at": self.tables.clock(),
            }
        )
        row.leased_until = None
        for beside in self.tables.deliveries.values() if outcome == "waiting" else ():
            if beside.delivery.webhook_id == delivery.webhook_id and beside.delivery.status == "waiting":
                beside.leased_until = None

    async def deliver_again(self, user_id: UUID, webhook_id: UUID, delivery_id: UUID) -> Delivery:
        """Let a delivery wait once more. Raises `NotFound`."""
        webhook = self._row(user_id, webhook_id)
        row = self.tables.deliveries.get(delivery_id)
        if row is None or row.delivery.webhook_id != webhook_id:
            raise NotFound("There is no such delivery.")
        row.delivery = row.delivery.model_copy(update={"status": "waiting", "created_at": self.tables.clock()})
        row.leased_until = None
        self._enqueue(webhook)
        return row.delivery

    def _row(self, user_id: UUID, webhook_id: UUID) -> WebhookRow:
        row = self.tables.webhooks.get(webhook_id)
        if row is None or row.user_id != user_id:
            raise NotFound("There is no such webhook.")
        return row

    def _hear(self, happening: Happening) -> None:
        """Write down what each webhook that asked for it is to be told, and let the job run that tells it."""
        scope, event = happening.scope, happening.event
        if event == "memory.forgotten":
            self.tables.drop_deliveries(lambda row: _tells_of_what_is_gone(row, happening))
        for webhook in self.tables.webhooks.values():
            wanted = webhook.webhook
            if (
                webhook.user_id == scope.user_id
                and wanted.active
                and event in wanted.events
                and wanted.subject in (None, scope.subject)
            ):
                delivery = Delivery(
                    delivery_id=uuid7(),
                    webhook_id=wanted.webhook_id,
                    event=event,
                    subject=scope.subject,
                    memory_id=happening.memory_id,
                    job_id=happening.job_id,
                    status="waiting",
                    attempts=0,
                    response_status=None,
                    reason=None,
                    created_at=self.tables.clock(),
                    attempted_at=None,
                )
                about = scope.scope_id if happening.memory_id or happening.job_id else None
                self.tables.deliveries[delivery.delivery_id] = DeliveryRow(delivery, scope.user_id, about)
                self._enqueue(webhook)

    def _enqueue(self, row: WebhookRow) -> None:
        """Let the job that delivers for a webhook run, unless one waits already."""
        scope = Scope(user_id=row.user_id, subject=WEBHOOK_SUBJECT)
        jobs = self.tables.begun(scope).jobs
        payload = {"webhook_id": str(row.webhook.webhook_id)}
        if not any(
            one.job.kind == WEBHOOK_JOB
            and one.job.status in UNDONE
            and one.payload.get("webhook_id") == payload["webhook_id"]
            for one in jobs.values()
        ):
            new = new_job(scope, WEBHOOK_JOB, {**payload}, None, self.tables.clock())
            jobs[new.job.job_id] = new


def _tells_of_what_is_gone(row: DeliveryRow, happening: Happening) -> bool:
    """What a webhook was or would be told of it, but that it is gone; of a whole subject, everything."""
    if row.about_scope != happening.scope.scope_id:
        return False
    told = row.delivery
    return happening.memory_id is None or (told.memory_id == happening.memory_id and told.event != "memory.forgotten")


def _shown(webhook: NewWebhook) -> Webhook:
    return Webhook(**webhook.model_dump(exclude={"secret"}))
