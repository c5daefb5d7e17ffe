"""A write with an Idempotency-Key happens once, however often and however close together it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.server.conftest import Person, Service
from toldonce.adapters.inmemory import InMemoryIdempotency, Tables
from toldonce.errors import IdempotencyKeyReused, WriteInProgress
from toldonce.model import ChatEvent, Scope
from toldonce.server import idempotency
from toldonce.server.events import EventStream
from toldonce.server.idempotency import answer_once

CONVERSATIONS = "/api/v1/conversations"


@pytest.fixture
def key() -> dict[str, str]:
    """A key that nobody has used."""
    return {"Idempotency-Key": uuid4().hex}


def _turn(content: str) -> dict[str, Any]:
    return {"turns": [{"role": "user", "content": content}]}


def test_the_same_write_brings_the_stored_answer(ana: Person, key: dict[str, str]) -> None:
    first = ana.http.post(CONVERSATIONS, json={"title": "Once"}, headers=key)
    second = ana.http.post(CONVERSATIONS, json={"title": "Once"}, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


def test_the_same_key_with_another_request_is_refused(ana: Person, key: dict[str, str]) -> None:
    conversation_id = ana.conversation()
    path = f"{CONVERSATIONS}/{conversation_id}/turns"
    assert ana.http.post(path, json=_turn("Tea."), headers=key).status_code == 201
    other_path = f"{CONVERSATIONS}/{ana.conversation()}/turns"
    before = ana.counts()
    for answer in (
        ana.http.post(path, json=_turn("Coffee."), headers=key),
        ana.http.post(other_path, json=_turn("Tea."), headers=key),
        ana.http.delete(f"{CONVERSATIONS}/{conversation_id}", headers=key),
    ):
        assert (answer.status_code, answer.json()["error"]) == (422, "idempotency_key_reused")
    assert ana.counts() == before


def test_a_key_belongs_to_one_subject_of_one_account(ana: Person, ben: Person, key: dict[str, str]) -> None:
    answers = [
        ana.http.post(CONVERSATIONS, json={"title": "Mine"}, headers=key),
        ana.http.post(CONVERSATIONS, json={"title": "Mine"}, headers=key | {"X-Memory-Subject": "other"}),
        ben.http.post(CONVERSATIONS, json={"title": "Mine"}, headers=key),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["conversation_id"] for answer in answers}) == 3


def test_writes_at_the_same_time_happen_once(service: Service, ana: Person, key: dict[str, str]) -> None:
    conversation_id = ana.conversation()
    path = f"{service.base_url}{CONVERSATIONS}/{conversation_id}/turns"
    headers = key | {"Authorization": ana.http.headers["Authorization"]}

    def send(_: int) -> httpx.Response:
        return httpx.post(path, json=_turn("Only once, please. " * 200), headers=headers, timeout=60)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(16)))
    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    assert all(answer.json()["error"] == "write_in_progress" for answer in answers if answer.status_code == 409)
    assert all("Retry-After" in answer.headers for answer in answers if answer.status_code == 409)
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert len(ana.http.get(f"{CONVERSATIONS}/{conversation_id}/turns").json()["items"]) == 1


def test_a_refused_write_does_not_hold_its_key(ana: Person, key: dict[str, str]) -> None:
    assert ana.http.post(CONVERSATIONS, json={"title": ""}, headers=key).status_code == 422
    assert (
        ana.http.post(CONVERSATIONS, content=b"{", headers=key | {"Content-Type": "application/json"}).status_code
        == 400
    )
    assert ana.http.post(CONVERSATIONS, json={"title": "Now it is right"}, headers=key).status_code == 201


def test_what_was_not_found_stays_not_found(ana: Person, key: dict[str, str]) -> None:
    path = f"{CONVERSATIONS}/01a208c4-1af9-73e4-a90f-106b4a20eb26/turns"
    first = ana.http.post(path, json=_turn("Tea."), headers=key)
    second = ana.http.post(path, json=_turn("Tea."), headers=key)
    assert (first.status_code, second.status_code) == (404, 404)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["Content-Type"] == "application/problem+json"


def test_a_key_on_a_read_means_nothing(ana: Person, key: dict[str, str]) -> None:
    for query in ("tea", "coffee"):
        answer = ana.http.post("/api/v1/memories/search", json={"query": query}, headers=key)
        assert answer.status_code == 200
        assert "Idempotency-Replayed" not in answer.headers


def test_an_erasure_can_be_repeated(ana: Person, key: dict[str, str]) -> None:
    memory = ana.http.post("/api/v1/memories", json={"content": "Forget me."}).json()
    path = f"/api/v1/memories/{memory['memory_id']}"
    assert ana.http.delete(path, headers=key).status_code == 200
    assert ana.http.delete(path, headers=key).status_code in {200, 404}
    assert ana.http.get(path).status_code == 404


def test_a_streamed_turn_with_a_key_is_stored_once(ana: Person, key: dict[str, str]) -> None:
    conversation_id = ana.conversation()
    body = {"message": "I play the cello.", "conversation_id": conversation_id, "stream": True}
    first, second = (ana.http.post("/api/v1/conversation", json=body, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert "event: done" in first.text
    assert first.content == second.content
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    other = ana.http.post("/api/v1/conversation", json=body | {"message": "I play the harp."}, headers=key)
    assert (other.status_code, other.json()["error"]) == (422, "idempotency_key_reused")
    turns = ana.http.get(f"{CONVERSATIONS}/{conversation_id}/turns").json()["items"]
    assert [turn["content"] for turn in turns if turn["role"] == "user"] == ["I play the cello."]


def test_an_upload_in_a_form_is_the_same_whatever_its_boundary(ana: Person, key: dict[str, str]) -> None:
    def send(content: bytes) -> httpx.Response:
        return ana.http.post("/api/v1/import?format=toldonce", files={"file": ("a.jsonl", content)}, headers=key)

    first, second, other = send(b"{}\n"), send(b"{}\n"), send(b"[]\n")
    assert first.json()["job_id"] == second.json()["job_id"]
    assert second.headers["Location"] == first.headers["Location"]
    assert (other.status_code, other.json()["error"]) == (422, "idempotency_key_reused")


async def test_a_slow_write_holds_its_key_as_long_as_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "LEASE_SECONDS", 0.03)
    clock = Clock()
    store, scope = Renewed(Tables(clock)), Scope(user_id=uuid4(), subject="me")
    request = Request({"type": "http", "headers": []})
    ran: list[int] = []
    go_on = asyncio.Event()

    async def slow(_: Request) -> Response:
        ran.append(1)
        await go_on.wait()
        return Response(b"done")

    first = asyncio.create_task(answer_once(store, scope, "key", b"hash", request, slow))
    for _ in range(5):
        await asyncio.wait_for(store.renewed.wait(), 30)
        store.renewed.clear()
        clock.now += timedelta(seconds=0.02)
    await asyncio.wait_for(store.renewed.wait(), 30)
    with pytest.raises(WriteInProgress):
        await answer_once(store, scope, "key", b"hash", request, slow)
    go_on.set()
    assert (await first).body == b"done"
    assert (await answer_once(store, scope, "key", b"hash", request, slow)).headers["Idempotency-Replayed"] == "true"
    assert ran == [1]


def _sent(name: str, data: Any = None) -> ChatEvent:
    return ChatEvent(event=name, data=data)  # type: ignore[arg-type]


@pytest.mark.parametrize("ends", ["whole", "error", "early", "left", "broken"])
async def test_a_stream_holds_its_key_and_is_its_answer_only_when_it_is_whole(ends: str) -> None:
    store, scope = InMemoryIdempotency(Tables()), Scope(user_id=uuid4(), subject="me")
    go_on = asyncio.Event()

    async def source() -> AsyncIterator[ChatEvent]:
        yield _sent("token", "Tea.")
        await go_on.wait()
        if ends == "broken":
            raise RuntimeError("a fault")
        if ends != "early":
            yield _sent("done" if ends == "whole" else "error", {})

    async def handler(_: Request) -> Response:
        return EventStream(source())

    sent: list[Any] = []
    began, leaves = asyncio.Event(), asyncio.Event()

    async def send(message: Any) -> None:
        sent.append(message)
        if message.get("body"):
            began.set()

    async def receive() -> Any:
        await leaves.wait()
        return {"type": "http.disconnect"}

    app = SimpleNamespace(state=SimpleNamespace(departure=SimpleNamespace(streams_end=asyncio.Event())))
    request = Request({"type": "http", "headers": []})
    response = await answer_once(store, scope, "key", b"hash", request, handler)
    running = asyncio.create_task(response({"type": "http", "app": app}, receive, send))
    await asyncio.wait_for(began.wait(), 30)
    with pytest.raises(WriteInProgress):
        await answer_once(store, scope, "key", b"hash", request, handler)
    with pytest.raises(IdempotencyKeyReused):
        await answer_once(store, scope, "key", b"other", request, handler)
    (leaves if ends == "left" else go_on).set()
    await asyncio.wait_for(running, 30)
    again = await answer_once(store, scope, "key", b"hash", request, handler)
    assert again.headers.get("Idempotency-Replayed") == ("true" if ends == "whole" else None)
    if ends == "whole":
        assert again.body == b"".join(message.get("body", b"") for message in sent)


class Clock:
    """Moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Renewed(InMemoryIdempotency):
    """Tells when a key is held for longer."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.renewed = asyncio.Event()

    async def renew(self, scope: Scope, key: str, lease: float) -> None:
        await super().renew(scope, key, lease)
        self.renewed.set()
