"""One suite for every implementation of `toldonce.ports.Subjects`."""

from __future__ import annotations

from uuid import uuid4

import pytest

from contract.conftest import Bench, fact, statement, turn
from toldonce.adapters.inmemory import InMemoryStore, InMemorySubjects
from toldonce.adapters.postgres.subjects import PgSubjects
from toldonce.model import Scope
from toldonce.ports import Subjects


@pytest.fixture
def subjects(stores: Bench, request: pytest.FixtureRequest) -> Subjects:
    if isinstance(stores.store, InMemoryStore):
        return InMemorySubjects(stores.store.tables)
    return PgSubjects(request.getfixturevalue("database"))


def of(stores: Bench, subject: str) -> Bench:
    """The same store for another subject of the account."""
    scope = Scope(user_id=stores.scope.user_id, subject=subject)
    return Bench(stores.store, scope, stores.rows, stores.alter)


async def test_subjects_that_hold_anything_are_listed_by_name(stores: Bench, subjects: Subjects) -> None:
    assert await subjects.subjects(stores.scope.user_id) == []
    await of(stores, "zoe").stated(statement("Rome"), statement("Oslo", days=1))
    await of(stores, "ana").conversation("Only begun")
    await of(stores, "gone").told(fact("Forgotten."))
    await stores.store.forget_scope(of(stores, "gone").scope)
    held = await subjects.subjects(stores.scope.user_id)
    assert [(one.subject, one.memories) for one in held] == [("ana", 0), ("zoe", 1)]
    assert all(one.first_at <= one.last_at for one in held)
    assert await subjects.subjects(uuid4()) == []


async def test_an_item_leads_to_its_subject_within_the_account(stores: Bench, subjects: Subjects) -> None:
    (memory,) = await of(stores, "ana").told(fact("I play the cello."))
    said = turn("Hello.")
    await of(stores, "zoe").said(said)
    user_id = stores.scope.user_id
    assert await subjects.subject_of(user_id, memory.memory_id) == "ana"
    assert await subjects.subject_of(user_id, said.turn_id) == "zoe"
    assert await subjects.subject_of(user_id, uuid4()) is None
    assert await subjects.subject_of(uuid4(), memory.memory_id) is None


async def test_labels_are_counted_by_value_and_subject(stores: Bench, subjects: Subjects) -> None:
    ana, zoe = of(stores, "ana"), of(stores, "zoe")
    writer = {"mem0": {"agent_id": "writer", "run_id": "r1"}}
    await ana.told(fact("One.", metadata=writer), fact("Two.", metadata=writer), fact("Three.", metadata={"a": 1}))
    await ana.said(turn("Said.", metadata={"mem0": {"agent_id": "poet"}}), turn("Plain."))
    await zoe.told(fact("Four.", metadata=writer))
    found = await subjects.labels(stores.scope.user_id, ["agent_id"])
    assert [(one.name, one.value, one.subject, one.memories) for one in found] == [
        ("agent_id", "poet", "ana", 0),
        ("agent_id", "writer", "ana", 2),
        ("agent_id", "writer", "zoe", 1),
    ]
    assert all(one.first_at <= one.last_at for one in found)
    assert [one.value for one in await subjects.labels(stores.scope.user_id, ["run_id", "app_id"])] == ["r1", "r1"]
    assert await subjects.labels(stores.scope.user_id, []) == []
    assert await subjects.labels(uuid4(), ["agent_id"]) == []
