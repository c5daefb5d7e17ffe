"""Both clients against the real service."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from toldonce import AsyncClient, Client, NotFound, PreconditionFailed, ToldonceError, WrongCredentials, connect
from toldonce.errors import EmailTaken, NotAllowed, NotAuthenticated, ValidationFailed

PASSWORD = "correct horse battery staple"
WAIT_SECONDS = 60


@pytest.fixture(scope="module")
def key(live_service: str) -> str:
    """An API key of a new account that may do everything with memories."""
    email = f"{uuid4().hex}@example.com"
    with Client(live_service) as client:
        client.account.register(email, PASSWORD, "Ana")
        client.account.login(email, PASSWORD)
        assert client.account.me().full_name == "Ana"
        return client.account.create_key("tests").api_key


@pytest.fixture
def client(live_service: str, key: str) -> Iterator[Client]:
    """A client with a subject of its own."""
    with Client(live_service, api_key=key, subject=f"Zoë {uuid4().hex}") as client:
        yield client


def test_tell_it_once_and_it_is_there(client: Client):
    conversation = client.create_conversation("Moving")
    at = datetime(2024, 5, 1, 9, tzinfo=UTC)
    added = client.add_turns(
        conversation.conversation_id,
        [
            {"role": "user", "content": "My cousin Ines gets the piano.", "at": at, "speaker": "Ana"},
            {"role": "assistant", "content": "Noted!"},
        ],
    )
    result = client.search("Who gets the piano?", limit=3, min_seq=added.up_to_seq)
    assert result.hits[0].content == "My cousin Ines gets the piano."
    assert (result.hits[0].at, result.hits[0].speaker) == (at, "Ana")
    assert "Ines" in client.context("piano", max_tokens=200).text
    assert [turn.turn_number for turn in client.each(client.turns, conversation.conversation_id, limit=1)] == [1, 2]
    assert client.stats().turns == 2
    assert client.change_conversation(conversation.conversation_id, {"pinned": True}).pinned
    assert client.search_conversations("piano").items[0].conversation_id == conversation.conversation_id
    receipt = client.forget_turn(conversation.conversation_id, added.turns[0].turn_id)
    assert receipt.counts["turns"] == 1
    assert client.search("Who gets the piano?").hits[0].content == "Noted!"
    client.forget_all()
    with pytest.raises(NotFound):
        client.conversation(conversation.conversation_id)


def test_memories_are_told_listed_and_forgotten(client: Client):
    first, second = client.add_memories(["I live in Porto.", {"content": "Loves rye bread.", "type": "preference"}])
    assert {memory.memory_id for memory in client.each(client.memories, limit=1)} == {first.memory_id, second.memory_id}
    assert client.memory(second.memory_id).type == "preference"
    client.forget_memory(first.memory_id)
    with pytest.raises(NotFound):
        client.memory(first.memory_id)


def test_what_is_known_is_corrected_travelled_and_rolled_back(client: Client):
    lisbon, *_ = client.add_memories([{"content": "I live in Lisbon.", "at": datetime(2021, 3, 1, tzinfo=UTC)}])
    porto, *_ = client.add_memories([{"content": "I live in Porto.", "at": datetime(2024, 5, 1, tzinfo=UTC)}])
    assert porto.superseded == [lisbon.memory_id]
    then = client.profile(as_of=datetime(2022, 1, 1, tzinfo=UTC))
    assert [entry.value for slot in then.slots for entry in slot.entries] == ["Lisbon"]
    assert client.search("Where do I live?", known_at_seq=lisbon.up_to_seq).hits[0].content == "I live in Lisbon."
    with pytest.raises(PreconditionFailed):
        client.correct_memory(porto.memory_id, "I live in Braga.", version=porto.version + 1)
    braga = client.correct_memory(porto.memory_id, "I live in Braga.", version=porto.version)
    assert [one.content[10:-1] for one in client.memory_history(braga.memory_id)] == ["Lisbon", "Porto", "Braga"]
    assert client.explain({"query": "home", "memory_id": porto.memory_id}).kept_out == "status"
    assert "Braga" in client.profile_summary(min_seq=braga.up_to_seq).text
    actions = [change.action for change in client.each(client.changes, limit=1)]
    assert (actions[0], actions.count("added")) == ("added", 3)
    assert client.rollback({"to_seq": porto.up_to_seq}).dry_run
    assert client.memories().items[0].content == "I live in Braga."
    client.rollback({"to_seq": porto.up_to_seq, "dry_run": False})
    assert client.memories().items[0].content == "I live in Porto."
    assert client.restore_memory(lisbon.memory_id).content == "I live in Lisbon."
    assert client.start_upkeep("decay").kind == "decay"


def test_a_repeated_write_happens_once(client: Client):
    conversation = client.create_conversation(write_key="begin")
    assert client.create_conversation(write_key="begin").conversation_id == conversation.conversation_id
    for _ in range(2):
        client.add_turns(conversation.conversation_id, [{"role": "user", "content": "once"}], write_key="said")
    assert client.stats().turns == 1


def test_a_chat_answers_from_memory_whole_and_in_events(client: Client):
    told = client.chat("My boat is called Marisol.")
    reply = client.chat("What is my boat called?", conversation_id=told.conversation_id)
    assert (reply.conversation_id, reply.turn_number) == (told.conversation_id, told.turn_number + 2)
    assert reply.response
    assert not reply.response_generated
    events = list(client.stream_chat("What is my boat called?", remember=False))
    assert [event.event for event in events][0 :: len(events) - 1] == ["memories", "done"]
    assert any(event.event == "token" for event in events)


def test_everything_goes_out_and_comes_in_again(client: Client, live_service: str, key: str):
    conversation = client.create_conversation("Home")
    client.add_turns(conversation.conversation_id, [{"role": "user", "content": f"line {n}"} for n in range(30)])
    exported = b"".join(client.export())
    assert len(exported.splitlines()) == 31
    assert json.loads(exported.splitlines()[0])["kind"] == "conversation"
    with Client(live_service, api_key=key, subject=f"other {uuid4().hex}") as other:
        job = other.start_import(exported, "toldonce")
        deadline = time.monotonic() + WAIT_SECONDS
        while job.status not in ("done", "dead") and time.monotonic() < deadline:
            time.sleep(0.05)
            job = other.job(job.job_id)
        assert (job.status, job.progress["added"]) == ("done", 30)
        assert (job.job_id, "import") in [(one.job_id, one.kind) for one in other.jobs().items]
        assert other.stats().turns == 30


def test_errors_of_the_service_are_errors_of_the_client(client: Client, live_service: str, key: str):
    with pytest.raises(NotFound):
        client.conversation(uuid4())
    with pytest.raises(NotFound):
        client.conversation("no-id")
    with pytest.raises(ToldonceError, match="cursor"):
        client.conversations(cursor="odd")
    with pytest.raises(ValidationFailed, match="limit"):
        client.conversations(limit=500)
    with pytest.raises(NotAllowed):
        client.account.create_key("more")
    with Client(live_service, api_key="nonsense") as nobody:
        with pytest.raises(NotAuthenticated):
            nobody.stats()
        with pytest.raises(WrongCredentials):
            nobody.account.login("nobody@example.com", PASSWORD)
        email = f"{uuid4().hex}@example.com"
        nobody.account.register(email, PASSWORD)
        with pytest.raises(EmailTaken):
            nobody.account.register(email, PASSWORD)


async def test_the_asynchronous_client_does_the_same(live_service: str, key: str):
    async with connect(live_service, api_key=key, subject=uuid4().hex) as memory:
        assert isinstance(memory, AsyncClient)
        conversation = await memory.create_conversation("Home")
        await memory.add_turns(conversation.conversation_id, [{"role": "user", "content": "The safe opens with 4711."}])
        assert (await memory.search("How does the safe open?")).hits[0].turn_number == 1
        assert [event.event async for event in memory.stream_chat("How does the safe open?")][-1] == "done"
        lines = [line async for line in memory.export()]
        assert "The safe opens with 4711." in [json.loads(line).get("content") for line in lines]
        found = [one.conversation_id async for one in memory.each(memory.conversations, limit=1)]
        assert conversation.conversation_id in found
