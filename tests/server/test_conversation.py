"""POST /conversation: a message answered with memory, whole or as a stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.server.conftest import Person
from toldonce.errors import ModelFailed, NotFound
from toldonce.model import ChatEvent
from toldonce.server.departure import Departure
from toldonce.server.events import HEARTBEAT, EventStream, begun

PATH = "/api/v1/conversation"
ANSWER = {
    "turn_id",
    "conversation_id",
    "user_id",
    "turn_number",
    "response",
    "active_memories",
    "response_generated",
    "memories_extracted",
    "processing_time_ms",
    "retrieval_time_ms",
    "injection_time_ms",
    "up_to_seq",
}


def _events(text: str) -> list[tuple[str, Any]]:
    events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            events.append((lines["event"], json.loads(lines["data"])))
    return events


def test_a_message_begins_a_conversation_and_is_remembered(ana: Person) -> None:
    first = ana.http.post(PATH, json={"message": "My daughter Lia is allergic to peanuts."})
    assert first.status_code == 200, first.text
    told = first.json()
    assert set(told) >= ANSWER
    assert told["user_id"] == str(ana.user_id)
    assert told["turn_number"] == 1
    assert told["response_generated"] is False
    conversation = ana.http.get(f"/api/v1/conversations/{told['conversation_id']}").json()
    assert conversation["title"]
    turns = ana.http.get(f"/api/v1/conversations/{told['conversation_id']}/turns").json()["items"]
    assert [turn["role"] for turn in turns] == ["user", "assistant"]
    assert turns[0]["turn_id"] == told["turn_id"]
    asked = ana.http.post(PATH, json={"message": "What is Lia allergic to?"}).json()
    assert asked["conversation_id"] != told["conversation_id"]
    assert "peanuts" in asked["response"]
    used = [one for one in asked["active_memories"] if one["memory_id"] == told["turn_id"]]
    assert [(one["type"], one["origin_turn"]) for one in used] == [("turn", 1)]


def test_a_stream_tells_the_same_as_the_whole_answer(ana: Person) -> None:
    ana.http.post(PATH, json={"message": "My bicycle is called Rosinante."})
    body = {"message": "What is my bicycle called?", "stream": True}
    answer = ana.http.post(PATH, json=body)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in answer.headers
    events = _events(answer.text)
    assert [name for name, _ in events][:1] == ["memories"]
    assert events[-1][0] == "done"
    done = events[-1][1]
    assert set(done) >= ANSWER
    assert "Rosinante" in done["response"]
    tokens = [content for name, content in events if name == "token"]
    assert "".join(one["text"] if isinstance(one, dict) else one for one in tokens) == done["response"]


def test_what_is_not_to_be_remembered_is_not_stored(ana: Person) -> None:
    before = ana.counts()
    answer = ana.http.post(PATH, json={"message": "Between us: nothing.", "remember": False})
    assert answer.status_code == 200
    assert ana.counts() == before


def test_a_client_that_leaves_does_not_lose_its_turn(ana: Person) -> None:
    conversation_id = ana.conversation()
    body = {"message": "I am leaving now.", "conversation_id": conversation_id, "stream": True}
    with ana.http.stream("POST", PATH, json=body) as answer:
        next(answer.iter_raw())
    turns = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"]
    assert turns[0]["content"] == "I am leaving now."


# --- the stream itself, without a service


class _Reader:
    """The other end of an ASGI connection; ``leaves_after`` chunks it goes away."""

    def __init__(self, leaves_after: int | None = None) -> None:
        self.sent: list[dict[str, Any]] = []
        self._leaves_after = leaves_after
        self._gone = asyncio.Event()
        self.is_kept_alive = asyncio.Event()
        self.departure = Departure(30.0)

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        if self.chunks.count(HEARTBEAT) == 3:
            self.is_kept_alive.set()
        if self._leaves_after is not None and len(self.chunks) >= self._leaves_after:
            self._gone.set()

    async def receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    @property
    def chunks(self) -> list[bytes]:
        return [one["body"] for one in self.sent if one["type"] == "http.response.body" and one["body"]]

    async def read(self, stream: EventStream) -> None:
        app = SimpleNamespace(state=SimpleNamespace(departure=self.departure))
        await stream({"type": "http", "app": app}, self.receive, self.send)


async def test_a_silent_source_is_kept_alive_by_comments() -> None:
    go_on = asyncio.Event()

    async def source() -> AsyncIterator[ChatEvent]:
        await go_on.wait()
        yield ChatEvent(event="done", data={})

    reader = _Reader()
    reading = asyncio.create_task(reader.read(EventStream(source(), heartbeat=0.01)))
    await asyncio.wait_for(reader.is_kept_alive.wait(), timeout=30)
    go_on.set()
    await reading
    assert reader.chunks[-1] == b"event: done\ndata: {}\n\n"
    assert reader.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


@pytest.mark.parametrize("waits", [True, False])
async def test_the_source_is_ended_when_the_reader_leaves(waits: bool) -> None:
    ended: list[str] = []

    async def source() -> AsyncIterator[ChatEvent]:
        try:
            while True:
                yield ChatEvent(event="token", data={"text": "x"})
                await asyncio.sleep(3_600 if waits and not ended else 0)
        finally:
            ended.append("closed")

    reader = _Reader(leaves_after=1 if waits else 5)
    await asyncio.wait_for(reader.read(EventStream(source())), timeout=30)
    assert ended == ["closed"]


@pytest.mark.requirement("GS-06")
async def test_a_reader_is_told_when_the_service_stops() -> None:
    ended: list[str] = []

    async def source() -> AsyncIterator[ChatEvent]:
        try:
            yield ChatEvent(event="token", data={"text": "x"})
            await asyncio.Event().wait()
        finally:
            ended.append("closed")

    reader = _Reader()
    reading = asyncio.create_task(reader.read(EventStream(source(), heartbeat=0.01)))
    await asyncio.wait_for(reader.is_kept_alive.wait(), timeout=30)
    reader.departure.streams_end.set()
    await asyncio.wait_for(reading, timeout=30)
    name, content = _events(reader.chunks[-1].decode())[0]
    assert (name, content["retry_after"]) == ("shutdown", 1)
    assert reader.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
    assert ended == ["closed"]


async def test_an_error_in_the_middle_becomes_an_event_without_its_inside() -> None:
    async def ours() -> AsyncIterator[ChatEvent]:
        yield ChatEvent(event="token", data={"text": "x"})
        raise ModelFailed

    async def unknown() -> AsyncIterator[ChatEvent]:
        yield ChatEvent(event="token", data={"text": "x"})
        raise RuntimeError("the secret is aubergine")

    for source, code in ((ours(), "model_failed"), (unknown(), "internal_error")):
        reader = _Reader()
        await reader.read(EventStream(source))
        name, content = _events(reader.chunks[-1].decode())[0]
        assert (name, content["error"]) == ("error", code)
        assert b"aubergine" not in b"".join(reader.chunks)


async def test_what_fails_at_once_is_an_error_and_no_stream() -> None:
    async def raising() -> AsyncIterator[ChatEvent]:
        raise NotFound("There is no such conversation.")
        yield ChatEvent(event="done", data={})

    async def telling() -> AsyncIterator[ChatEvent]:
        yield ChatEvent(event="error", data={"error": "not_found", "message": "There is no such conversation."})

    for source in (raising(), telling()):
        with pytest.raises(NotFound, match="no such conversation"):
            await begun(source)


def test_what_was_told_a_moment_ago_is_known(ana: Person) -> None:
    ana.conversation("Nice weather here.", "I moved from Ghent to Turku last week")
    assert "Turku" in ana.http.post(PATH, json={"message": "Where do I live?"}).json()["response"]
