"""One suite for every implementation of `toldonce.ports.Webhooks`: what is written down, and how it is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from contract.conftest import Bench, fact, somebody, statement, turn
from toldonce.adapters.inmemory import InMemoryAccounts, InMemoryJobs, InMemoryStore, InMemoryWebhooks
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.webhooks import PgWebhooks
from toldonce.errors import NotFound
from toldonce.model import Account, Delivery, NewWebhook, Scope, WebhookChange, WebhookEvent
from toldonce.ports import WEBHOOK_JOB, WEBHOOK_SUBJECT, Jobs, Webhooks

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EVERYTHING: list[WebhookEvent] = ["memory.created", "memory.superseded", "memory.forgotten", "job.failed"]
LEASE = 600.0


class House:
    """Webhooks, jobs and accounts on the rows of a store, with an account that has one subject."""

    def __init__(self, stores: Bench, webhooks: Webhooks, jobs: Jobs, accounts: InMemoryAccounts | PgAccounts) -> None:
        self.stores, self.webhooks, self.jobs, self.accounts = stores, webhooks, jobs, accounts

    @property
    def user_id(self) -> UUID:
        return self.stores.scope.user_id

    async def register(self) -> None:
        account = Account(user_id=self.user_id, email=f"{self.user_id.hex}@example.org", full_name=None, created_at=NOW)
        await self.accounts.add_account(account, "$argon2id$first")

    async def hook(self, *events: WebhookEvent, subject: str | None = None) -> NewWebhook:
        made = NewWebhook(
            webhook_id=uuid7(), url="https://example.org/hook", events=list(events or EVERYTHING), name=None,
            subject=subject, active=True, created_at=NOW, updated_at=NOW, secret="whsec_c2VjcmV0",
        )  # fmt: skip
        await self.webhooks.add(self.user_id, made)
        return made

    async def log(self, hook: NewWebhook) -> list[Delivery]:
        """The oldest first."""
        page = await self.webhooks.deliveries(self.user_id, hook.webhook_id, limit=200, cursor=None)
        return page.items[::-1]

    async def waiting(self, hook: NewWebhook, limit: int = 50) -> list[Delivery]:
        return await self.webhooks.waiting(self.user_id, hook.webhook_id, limit=limit)

    async def told(self, hook: NewWebhook) -> list[tuple[str, UUID | None]]:
        return sorted(((one.event, one.memory_id) for one in await self.log(hook)), key=str)

    async def telling(self) -> list[str]:
        """The webhooks whose jobs wait."""
        scope = Scope(user_id=self.user_id, subject=WEBHOOK_SUBJECT)
        return [
            one.kind for one in (await self.jobs.jobs(scope, limit=50, cursor=None)).items if one.status == "queued"
        ]


@pytest.fixture
async def house(stores: Bench, request: pytest.FixtureRequest) -> House:
    if isinstance(stores.store, InMemoryStore):
        tables = stores.store.tables
        made = House(stores, InMemoryWebhooks(tables), InMemoryJobs(tables), InMemoryAccounts(tables))
    else:
        database = request.getfixturevalue("database")
        made = House(stores, PgWebhooks(database), PgJobs(database), PgAccounts(database))
    await made.register()
    return made


async def test_webhooks_are_kept_changed_and_deleted(house: House) -> None:
    first, second = await house.hook("memory.created"), await house.hook()
    assert [one.webhook_id for one in await house.webhooks.webhooks(house.user_id)] == [
        first.webhook_id,
        second.webhook_id,
    ]
    assert await house.webhooks.webhook(house.user_id, first.webhook_id) == first
    changed = await house.webhooks.change(house.user_id, first.webhook_id, WebhookChange(name="Mine", active=False))
    assert (changed.name, changed.active, changed.events) == ("Mine", False, ["memory.created"])
    cleared = await house.webhooks.change(house.user_id, first.webhook_id, WebhookChange(name=None))
    assert (cleared.name, cleared.active) == (None, False)
    await house.webhooks.delete(house.user_id, first.webhook_id)
    assert [one.webhook_id for one in await house.webhooks.webhooks(house.user_id)] == [second.webhook_id]


async def test_webhooks_of_others_do_not_exist(house: House) -> None:
    hook, other = await house.hook(), uuid4()
    await house.stores.told(fact("I play the cello."))
    (delivery,) = await house.log(hook)
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: house.webhooks.webhook(other, hook.webhook_id),
        lambda: house.webhooks.change(other, hook.webhook_id, WebhookChange(active=False)),
        lambda: house.webhooks.delete(other, hook.webhook_id),
        lambda: house.webhooks.deliver_again(other, hook.webhook_id, delivery.delivery_id),
        lambda: house.webhooks.webhook(house.user_id, uuid4()),
        lambda: house.webhooks.deliver_again(house.user_id, hook.webhook_id, uuid4()),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            await call()
    assert await house.webhooks.webhooks(other) == []
    assert await house.webhooks.waiting(other, hook.webhook_id, limit=9) == []
    assert len(await house.waiting(hook)) == 1


async def test_what_happens_to_memories_is_written_down_for_each_that_asked(house: House) -> None:
    everything, own = await house.hook(), await house.hook("memory.forgotten", subject=house.stores.scope.subject)
    elsewhere = await house.hook(subject="somebody else")
    kept, gone = await house.stores.told(fact("I play the cello."), fact("I collect stamps."))
    created = [("memory.created", one.memory_id) for one in (kept, gone)]
    assert await house.told(everything) == sorted(created, key=str)
    await house.stores.forget_memory(gone.memory_id, erase_evidence=False)
    # What is gone is told of only by the event that says so.
    assert await house.told(everything) == [("memory.created", kept.memory_id), ("memory.forgotten", gone.memory_id)]
    assert await house.told(own) == [("memory.forgotten", gone.memory_id)]
    assert await house.log(elsewhere) == []


async def test_a_fact_that_another_overtakes_is_superseded(house: House) -> None:
    hook = await house.hook("memory.superseded")
    await house.stores.stated(statement("Rome"))
    assert await house.log(hook) == []
    (rome,) = await house.stores.listed()
    await house.stores.stated(statement("Oslo", days=1))
    assert await house.told(hook) == [("memory.superseded", rome.memory_id)]


async def test_a_subject_that_is_forgotten_is_one_event_and_ends_what_was_told_of_it(house: House) -> None:
    hook = await house.hook()
    await house.stores.told(fact("I play the cello."), fact("I collect stamps."))
    assert len(await house.log(hook)) == 2
    await house.stores.store.forget_scope(house.stores.scope)
    assert await house.told(hook) == [("memory.forgotten", None)]
    assert [one.subject for one in await house.log(hook)] == [house.stores.scope.subject]


async def test_a_job_that_was_given_up_is_told_of_but_no_delivery(house: House) -> None:
    hook = await house.hook("job.failed")
    kind = f"kind-{uuid4()}"
    job = await house.jobs.enqueue(house.stores.scope, kind, {})
    claimed = await house.jobs.claim("w", [kind], LEASE)
    assert claimed is not None
    await house.jobs.bury(claimed, "w", "It cannot be.")
    (told,) = await house.log(hook)
    assert (told.event, told.job_id, told.memory_id) == ("job.failed", job.job_id, None)
    assert await house.telling() == [WEBHOOK_JOB]


async def test_deliveries_wait_in_order_and_are_taken_by_one(house: House) -> None:
    hook = await house.hook("memory.created")
    for content in ("One.", "Two.", "Three."):
        await house.stores.told(fact(content))
    assert await house.telling() == [WEBHOOK_JOB], "one job delivers what waits"
    log = await house.log(hook)
    first = await house.waiting(hook, limit=2)
    assert [one.delivery_id for one in first] == [one.delivery_id for one in log[:2]]
    assert [one.delivery_id for one in await house.waiting(hook)] == [log[2].delivery_id]
    assert await house.waiting(hook) == []
    await house.webhooks.record(house.user_id, first[0], status=200, reason=None, give_up=False)
    await house.webhooks.record(house.user_id, first[1], status=500, reason="It answered 500.", give_up=False)
    # The one that failed, and what was taken with it, wait again.
    assert [one.delivery_id for one in await house.waiting(hook)] == [one.delivery_id for one in log[1:]]
    await house.webhooks.record(house.user_id, first[1], status=None, reason="It was silent.", give_up=True)
    kept = [(one.status, one.attempts, one.response_status, one.reason) for one in await house.log(hook)]
    assert kept == [
        ("delivered", 1, 200, None),
        ("failed", 2, None, "It was silent."),
        ("waiting", 0, None, None),
    ]


async def test_a_webhook_that_is_not_active_is_told_nothing(house: House) -> None:
    hook = await house.hook("memory.created")
    await house.stores.told(fact("One."))
    await house.webhooks.change(house.user_id, hook.webhook_id, WebhookChange(active=False))
    await house.stores.told(fact("Two."))
    assert await house.waiting(hook) == []
    await house.webhooks.change(house.user_id, hook.webhook_id, WebhookChange(active=True))
    assert len(await house.waiting(hook)) == 1


async def test_a_delivery_is_sent_again_under_its_id(house: House) -> None:
    hook = await house.hook("memory.created")
    await house.stores.told(fact("One."))
    (delivery,) = await house.waiting(hook)
    await house.webhooks.record(house.user_id, delivery, status=200, reason=None, give_up=False)
    assert await house.waiting(hook) == []
    again = await house.webhooks.deliver_again(house.user_id, hook.webhook_id, delivery.delivery_id)
    assert (again.delivery_id, again.status) == (delivery.delivery_id, "waiting")
    assert [one.delivery_id for one in await house.waiting(hook)] == [delivery.delivery_id]


async def test_the_log_has_pages_and_goes_with_its_webhook_and_account(house: House) -> None:
    hook = await house.hook("memory.created")
    for number in range(3):
        await house.stores.told(fact(f"Number {number}."))
    newest = await house.webhooks.deliveries(house.user_id, hook.webhook_id, limit=2, cursor=None)
    rest = await house.webhooks.deliveries(house.user_id, hook.webhook_id, limit=2, cursor=newest.next_cursor)
    assert rest.next_cursor is None
    assert [*newest.items, *rest.items] == (await house.log(hook))[::-1]
    await house.webhooks.delete(house.user_id, hook.webhook_id)
    assert await house.log(hook) == []
    hook = await house.hook()
    await house.stores.said(turn("Hello."))
    await house.stores.told(fact("Gone with the account."))
    await house.accounts.erase(house.user_id)
    assert await house.webhooks.webhooks(house.user_id) == []
    assert await house.log(hook) == []
    assert await house.webhooks.webhooks(somebody().user_id) == []
