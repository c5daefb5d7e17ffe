"""Mem0's own client, unmodified, against the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from mem0 import AsyncMemoryClient, MemoryClient
from mem0.client.types import DeleteAllMemoryOptions
from mem0.exceptions import AuthenticationError, MemoryNotFoundError, ValidationError

from tests.server.conftest import Person, Service, ana, ben, models_dir, service, service_settings
from toldonce.model import ALL_KEY_SCOPES

__all__ = ["ana", "ben", "models_dir", "service", "service_settings"]

MESSAGES = [
    {"role": "user", "content": "I'm a vegetarian and I am allergic to peanuts."},
    {"role": "assistant", "content": "Got it, I'll keep walnuts and peanuts out of the recipes."},
]


@pytest.fixture(scope="module")
def api_key(ana: Person) -> str:
    """A key of Ana's that may do everything."""
    key: str = ana.key(*ALL_KEY_SCOPES)["api_key"]
    return key


@pytest.fixture(scope="module")
def mem0(service: Service, api_key: str) -> Iterator[MemoryClient]:
    """Mem0's own client, unmodified, for Ana."""
    client = MemoryClient(api_key=api_key, host=service.base_url)
    yield client
    client.client.close()


@pytest.fixture
def user() -> str:
    """A user whom nobody knows yet."""
    return f"user-{uuid4().hex[:8]}"


def _texts(records: list[dict[str, Any]]) -> list[str]:
    return [record["memory"] for record in records]


def _searched(mem0: MemoryClient, query: str, user: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mem0.search(query, filters={"user_id": user}, **options)["results"]
    return found


def test_what_is_added_is_found_at_once(mem0: MemoryClient, user: str) -> None:
    added = mem0.add(MESSAGES, user_id=user, metadata={"source": "onboarding"})
    assert [one["event"] for one in added["results"]] == ["ADD", "ADD"]
    assert _texts(added["results"]) == [message["content"] for message in MESSAGES]
    found = _searched(mem0, "What must not be in the food?", user)
    assert "peanuts" in found[0]["memory"]
    assert 0.0 <= found[0]["score"] <= 1.0
    assert found[0]["user_id"] == user
    assert found[0]["metadata"] == {"source": "onboarding"}
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_a_text_alone_is_added(mem0: MemoryClient, user: str) -> None:
    memory_id = mem0.add("The cat is called Tom.", user_id=user)["results"][0]["id"]
    assert mem0.get(memory_id)["memory"] == "The cat is called Tom."
    assert _texts(mem0.get_all(filters={"user_id": user})["results"]) == ["The cat is called Tom."]


def test_users_do_not_see_each_other(mem0: MemoryClient, user: str) -> None:
    mem0.add("The password of the safe is in the blue book.", user_id=user)
    assert _searched(mem0, "Where is the password of the safe?", f"{user}-other") == []
    assert mem0.get_all(filters={"user_id": f"{user}-other"})["count"] == 0


def test_the_user_is_the_subject(mem0: MemoryClient, user: str, ana: Person) -> None:
    mem0.add("I play the cello.", user_id=user)
    told = ana.http.get("/api/v1/memories", headers={"X-Memory-Subject": user}).json()["items"]
    assert [one["content"] for one in told] == ["I play the cello."]
    ana.http.post("/api/v1/memories", json={"content": "I collect stamps."}, headers={"X-Memory-Subject": user})
    assert "I collect stamps." in _texts(mem0.get_all(filters={"user_id": user})["results"])


def test_an_update_keeps_the_id_and_the_history(mem0: MemoryClient, user: str) -> None:
    memory_id = mem0.add("I live in Berlin.", user_id=user, metadata={"k": 1})["results"][0]["id"]
    created_at = mem0.get(memory_id)["created_at"]
    updated = mem0.update(memory_id, text="I live in Bern.")
    assert (updated["id"], updated["memory"], updated["metadata"]) == (memory_id, "I live in Bern.", {"k": 1})
    assert updated["created_at"] == created_at
    mem0.update(memory_id, metadata={"k": 2})
    assert mem0.get(memory_id)["metadata"] == {"k": 2}
    assert _texts(mem0.get_all(filters={"user_id": user})["results"]) == ["I live in Bern."]
    history = mem0.history(memory_id)
    assert [one["event"] for one in history] == ["ADD", "UPDATE", "UPDATE"]
    assert [one["new_memory"] for one in history] == ["I live in Berlin.", "I live in Bern.", "I live in Bern."]
    assert history[1]["old_memory"] == "I live in Berlin."
    assert {one["memory_id"] for one in history} == {memory_id}


def test_a_delete_is_gone_everywhere(mem0: MemoryClient, user: str, ana: Person) -> None:
    memory_id = mem0.add("My locker code is 4711.", user_id=user)["results"][0]["id"]
    mem0.update(memory_id, text="My locker code is 4712.")
    assert mem0.delete(memory_id)["message"]
    assert _searched(mem0, "locker code", user) == []
    assert mem0.get_all(filters={"user_id": user})["results"] == []
    with pytest.raises(MemoryNotFoundError):
        mem0.get(memory_id)
    subject = {"X-Memory-Subject": user}
    assert ana.http.get("/api/v1/memories?status=all", headers=subject).json()["items"] == []
    assert b"471" not in ana.http.post("/api/v1/export", headers=subject).content


def test_what_others_said_can_be_found_read_and_deleted(mem0: MemoryClient, user: str) -> None:
    added = mem0.add(MESSAGES, user_id=user)["results"][1]
    assert mem0.get(added["id"])["memory"] == MESSAGES[1]["content"]
    assert [one["event"] for one in mem0.history(added["id"])] == ["ADD"]
    with pytest.raises(ValidationError, match="deleted, not changed"):
        mem0.update(added["id"], text="Something else.")
    mem0.delete(added["id"])
    assert "walnuts" not in str(_searched(mem0, "walnuts in recipes", user))


def test_delete_all_needs_to_know_whose(mem0: MemoryClient, user: str) -> None:
    mem0.add("Keep me.", user_id=user)
    with pytest.raises(ValidationError, match="user_id, agent_id, app_id and run_id"):
        mem0.delete_all()
    assert mem0.client.delete("/v1/memories/", params={"filters": "{'user_id'"}).status_code == 400
    assert mem0.client.delete("/v1/memories/", params={"filters": "{}"}).status_code == 400
    assert mem0.get_all(filters={"user_id": user})["count"] == 1
    mem0.delete_all(DeleteAllMemoryOptions(filters={"user_id": user}))
    assert mem0.get_all(filters={"user_id": user})["count"] == 0


def test_delete_all_of_a_run_leaves_the_rest(mem0: MemoryClient, user: str) -> None:
    mem0.add(MESSAGES, user_id=user, run_id="trip")
    mem0.add("I like trains.", user_id=user)
    mem0.delete_all(user_id=user, run_id="trip")
    assert _texts(mem0.get_all(filters={"user_id": user})["results"]) == ["I like trains."]
    assert "peanuts" not in str(_searched(mem0, "peanuts", user, threshold=0.0))


def test_agents_apps_and_runs_are_told_apart(mem0: MemoryClient, user: str) -> None:
    mem0.add("The tone is formal.", user_id=user, agent_id="writer", app_id="desk")
    mem0.add("The tone is casual.", user_id=user, agent_id="poet", run_id="r1")
    mem0.add("I answer in English.", agent_id=f"{user}-bot")
    both = mem0.get_all(filters={"AND": [{"user_id": user}, {"agent_id": "writer"}]})["results"]
    assert _texts(both) == ["The tone is formal."]
    assert (both[0]["agent_id"], both[0]["app_id"], both[0]["run_id"]) == ("writer", "desk", None)
    found = mem0.search("tone", filters={"user_id": user, "agent_id": "poet"})["results"]
    assert _texts(found) == ["The tone is casual."]
    own = mem0.get_all(filters={"agent_id": f"{user}-bot"})["results"]
    assert (_texts(own), own[0]["user_id"]) == (["I answer in English."], None)
    assert _texts(mem0.get_all(filters={"run_id": "r1", "user_id": "*"})["results"]) == ["The tone is casual."]


def test_filters(mem0: MemoryClient, user: str) -> None:
    mem0.add("Red.", user_id=user, metadata={"shelf": "left", "n": 1}, timestamp=1_600_000_000)
    mem0.add("Green.", user_id=user, metadata={"shelf": "right", "n": 2}, timestamp=1_700_000_000)

    def listed(*conditions: dict[str, Any]) -> list[str]:
        return _texts(mem0.get_all(filters={"AND": [{"user_id": user}, *conditions]})["results"])

    assert listed({"metadata": {"shelf": "left"}}) == ["Red."]
    assert listed({"NOT": [{"metadata": {"shelf": "left"}}]}) == ["Green."]
    assert listed({"OR": [{"metadata": {"n": 1}}, {"metadata": {"n": 2}}]}) == ["Green.", "Red."]
    assert listed({"created_at": {"gte": "2023-01-01"}}) == ["Green."]
    assert listed({"created_at": {"lt": "2023-01-01T00:00:00Z"}}) == ["Red."]
    assert listed({"keywords": {"icontains": "gree"}}) == ["Green."]
    assert listed({"categories": {"in": ["fact"]}}) == ["Green.", "Red."]
    ids = [one["id"] for one in mem0.get_all(filters={"user_id": user})["results"]]
    assert listed({"memory_ids": ids[:1]}) == ["Green."]
    assert _texts(
        mem0.search("colour", filters={"user_id": user, "metadata": {"shelf": "left"}}, threshold=0.0)["results"]
    ) == ["Red."]
    with pytest.raises(ValidationError, match="no field to filter by"):
        mem0.get_all(filters={"user_id": user, "colour": "red"})
    with pytest.raises(ValidationError, match="at least one"):
        mem0.search("anything", filters={"metadata": {"n": 1}})


def test_a_timestamp_is_when_it_was_said(mem0: MemoryClient, user: str) -> None:
    memory_id = mem0.add("I bought a canoe.", user_id=user, timestamp=1_650_000_000)["results"][0]["id"]
    said_at = datetime.fromtimestamp(1_650_000_000, UTC)
    assert datetime.fromisoformat(mem0.get(memory_id)["created_at"]) == said_at
    later = int((said_at + timedelta(days=1)).timestamp())
    assert datetime.fromisoformat(mem0.update(memory_id, timestamp=later)["created_at"]) == said_at + timedelta(days=1)


def test_a_reference_date_stands_for_now(mem0: MemoryClient, user: str) -> None:
    mem0.add("We ate at the harbour.", user_id=user, timestamp=int(datetime(2024, 5, 9, tzinfo=UTC).timestamp()))
    mem0.add("We ate at the mill.", user_id=user, timestamp=int(datetime(2024, 3, 2, tzinfo=UTC).timestamp()))
    found = _searched(mem0, "Where did we eat yesterday?", user, reference_date="2024-05-10")
    assert found[0]["memory"] == "We ate at the harbour."
    found = _searched(mem0, "Where did we eat yesterday?", user, reference_date="2024-03-03")
    assert found[0]["memory"] == "We ate at the mill."


def test_what_has_expired_is_hidden(mem0: MemoryClient, user: str) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    gone = mem0.add("The voucher is ABC.", user_id=user, expiration_date=yesterday)["results"][0]["id"]
    mem0.add("The voucher is XYZ.", user_id=user, expiration_date=tomorrow)
    assert _texts(mem0.get_all(filters={"user_id": user})["results"]) == ["The voucher is XYZ."]
    assert _texts(_searched(mem0, "voucher", user)) == ["The voucher is XYZ."]
    assert mem0.get_all(filters={"user_id": user}, show_expired=True)["count"] == 2
    both = _searched(mem0, "voucher", user, show_expired=True)
    assert {one["memory"]: one["expiration_date"] for one in both} == {
        "The voucher is ABC.": yesterday,
        "The voucher is XYZ.": tomorrow,
    }
    assert mem0.get(gone)["expiration_date"] == yesterday
    assert mem0.update(gone, expiration_date=None)["expiration_date"] is None
    assert mem0.get_all(filters={"user_id": user})["count"] == 2


def test_pages(mem0: MemoryClient, user: str) -> None:
    for number in range(5):
        mem0.add(f"Note {number}.", user_id=user, timestamp=1_700_000_000 + number)
    page = mem0.get_all(filters={"user_id": user}, page=2, page_size=2)
    assert (page["count"], _texts(page["results"])) == (5, ["Note 2.", "Note 1."])
    assert page["next"] is not None
    assert page["previous"] is not None
    assert mem0.get_all(filters={"user_id": user}, page=3, page_size=2)["next"] is None


def test_batches(mem0: MemoryClient, user: str) -> None:
    ids = [mem0.add(text, user_id=user)["results"][0]["id"] for text in ("One.", "Two.")]
    mem0.batch_update([{"memory_id": ids[0], "text": "Uno."}, {"memory_id": ids[1], "text": "Due."}])
    assert [mem0.get(one)["memory"] for one in ids] == ["Uno.", "Due."]
    with pytest.raises(MemoryNotFoundError):
        mem0.batch_delete([{"memory_id": ids[0]}, {"memory_id": str(uuid4())}])
    assert mem0.get(ids[0])["memory"] == "Uno."
    mem0.batch_delete([{"memory_id": one} for one in ids])
    assert mem0.get_all(filters={"user_id": user})["count"] == 0


def test_users_are_listed_and_deleted(mem0: MemoryClient, user: str) -> None:
    name = f"{user}/with a slash"
    mem0.add("I am here.", user_id=name, agent_id=f"{user}-agent")
    known = {(one["type"], one["name"]) for one in mem0.users()["results"]}
    assert {("user", name), ("agent", f"{user}-agent")} <= known
    mem0.delete_users(user_id=name)
    known = {(one["type"], one["name"]) for one in mem0.users()["results"]}
    assert not {("user", name), ("agent", f"{user}-agent")} & known
    with pytest.raises(MemoryNotFoundError):
        mem0.delete_users(user_id=name)


def test_exports_summaries_feedback_and_profiles(mem0: MemoryClient, user: str) -> None:
    memory_id = mem0.add("My name is Alex.", user_id=user)["results"][0]["id"]
    schema = {
        "title": "Person",
        "properties": {
            "nickname": {"type": "string"},
            "memories": {"type": "array", "items": {"type": "object", "properties": {"memory": {}, "id": {}}}},
        },
    }
    export = mem0.create_memory_export(schema=schema, filters={"user_id": user})
    made = mem0.get_memory_export(memory_export_id=export["id"])
    assert made == {"nickname": None, "memories": [{"memory": "My name is Alex.", "id": memory_id}]}
    with pytest.raises(MemoryNotFoundError):
        mem0.get_memory_export(memory_export_id="unknown")
    assert "Alex" in mem0.get_summary(filters={"user_id": user})["summary"]
    assert mem0.feedback(memory_id, "POSITIVE", "It helped.")["feedback"] == "POSITIVE"
    assert mem0.get(memory_id)["memory"] == "My name is Alex."
    assert mem0.get_profile(user)["status"] == "succeeded"
    assert mem0.get_profile(f"{user}-nobody")["status"] == "insufficient_data"
    job = mem0.generate_profile(user)
    assert mem0.get_profile_job(job["job_id"])["status"] == "succeeded"
    assert mem0.get_profile_settings()["enabled"] is True


def test_errors_are_sentences(mem0: MemoryClient, service: Service) -> None:
    with pytest.raises(MemoryNotFoundError, match="Memory not found!"):
        mem0.get(str(uuid4()))
    with pytest.raises(MemoryNotFoundError, match="Memory not found!"):
        mem0.get("no-id")
    with pytest.raises(ValidationError, match="Name at least one"):
        mem0.add("Nobody's.", user_id=None)
    with pytest.raises(ValidationError, match="kept for the ids"):
        mem0.add("Odd.", user_id="odd", metadata={"mem0": {}})
    with httpx.Client(timeout=60) as http, pytest.raises(ValueError, match="valid access token"):
        MemoryClient(api_key="wrong", host=service.base_url, client=http)
    mem0.client.headers["Authorization"], kept = "Token wrong", mem0.client.headers["Authorization"]
    try:
        with pytest.raises(AuthenticationError):
            mem0.users()
    finally:
        mem0.client.headers["Authorization"] = kept


def test_other_accounts_stay_out(mem0: MemoryClient, user: str, service: Service, ben: Person) -> None:
    memory_id = mem0.add("Ana's own.", user_id=user)["results"][0]["id"]
    other = MemoryClient(
        api_key=ben.key("memories:read", "memories:write", "memories:delete")["api_key"], host=service.base_url
    )
    try:
        for attempt in (other.get, other.delete, other.history):
            with pytest.raises(MemoryNotFoundError):
                attempt(memory_id)
        assert other.get_all(filters={"user_id": "*"})["count"] == 0
        assert other.users()["results"] == []
    finally:
        other.client.close()
    assert mem0.get(memory_id)["memory"] == "Ana's own."


def test_projects_are_the_account(mem0: MemoryClient, ana: Person) -> None:
    assert mem0.project.get()["id"] == str(ana.user_id)
    assert mem0.project.get_members()["members"][0]["role"] == "OWNER"
    with pytest.raises(ValidationError, match="cannot be changed"):
        mem0.project.update(custom_instructions="Only colours.")


async def test_the_asynchronous_client(service: Service, api_key: str, user: str) -> None:
    async with AsyncMemoryClient(api_key=api_key, host=service.base_url) as client:
        memory_id = (await client.add("I ride a tandem.", user_id=user))["results"][0]["id"]
        found = await client.search("bicycle", filters={"user_id": user}, threshold=0.0)
        assert found["results"][0]["memory"] == "I ride a tandem."
        assert (await client.update(memory_id, text="I ride a unicycle."))["id"] == memory_id
        assert [one["event"] for one in await client.history(memory_id)] == ["ADD", "UPDATE"]
        await client.delete(memory_id)
        assert (await client.get_all(filters={"user_id": user}))["results"] == []


def test_the_flat_routes(service: Service, api_key: str, user: str) -> None:
    with httpx.Client(base_url=service.base_url, headers={"X-API-Key": api_key}, timeout=60) as http:
        asked = {
            "messages": [{"role": "user", "content": "I keep bees."}],
            "user_id": user,
            "metadata": {"topic": "hobby"},
        }
        (added,) = http.post("/memories", json=asked).json()["results"]
        address = f"/memories/{added['id']}"
        assert http.get(address).json()["memory"] == "I keep bees."
        query = {"query": "insects", "user_id": user, "filters": {"topic": "hobby"}, "threshold": 0.0}
        assert _texts(http.post("/search", json=query).json()["results"]) == ["I keep bees."]
        assert http.put(address, json={"text": "I keep hens."}).status_code == 200
        assert len(http.get(f"{address}/history").json()) == 2
        assert _texts(http.get("/memories", params={"user_id": user}).json()["results"]) == ["I keep hens."]
        assert any(one["id"] == user for one in http.get("/entities").json())
        refused = http.delete("/memories")
        assert (refused.status_code, refused.headers["content-type"]) == (400, "application/json")
        assert "user_id" in refused.json()["detail"]
        assert http.delete(address).status_code == 200
        assert http.get(address).status_code == 404
        http.post("/memories", json=asked)
        assert http.delete(f"/entities/user/{user}").status_code == 200
        assert http.get("/memories", params={"user_id": user}).json()["results"] == []


def test_a_reset_forgets_everybody_of_the_account(service: Service, mem0: MemoryClient, user: str) -> None:
    mem0.add("Ana's own.", user_id=user)
    key = service.register().key(*ALL_KEY_SCOPES)["api_key"]
    with httpx.Client(base_url=service.base_url, timeout=60) as http:
        client = MemoryClient(api_key=key, host=service.base_url, client=http)
        client.add("One.", user_id=user)
        client.add("Two.", agent_id="bot")
        assert client.reset()["message"]
        assert client.users()["results"] == []
        client.add("Three.", user_id=user)
        assert http.post("/reset").json() == {"message": "All memories reset"}
        assert client.get_all(filters={"user_id": "*"})["count"] == 0
        client.add("Four.", user_id=user)
        client.add("Five.", user_id=f"{user}-other")
        assert http.delete("/memories", params={"user_id": user}).status_code == 200
        assert _texts(client.get_all(filters={"user_id": "*"})["results"]) == ["Five."]
        assert http.get("/configure").json()["vector_store"] == {"provider": "toldonce"}
        assert http.post("/configure", json={}).json()["detail"].startswith("The settings of toldonce")
    assert mem0.get_all(filters={"user_id": user})["count"] == 1


@pytest.mark.parametrize(
    "break_it",
    [
        lambda client: client.add("x\x00y", user_id="a"),
        lambda client: client.add("x" * 200_001, user_id="a"),
        lambda client: client.add([], user_id="a"),
        lambda client: client.search("x", filters={"user_id": "a", "created_at": {"gte": "soon"}}),
        lambda client: client.search("x", filters={"user_id": "a"}, top_k=0),
        lambda client: client.search("x", filters={"user_id": "a"}, reference_date="soon"),
        lambda client: client.get_all(filters={"user_id": "a"}, page=0, page_size=2),
        lambda client: client.add("x", user_id="u" * 256),
        lambda client: client.add("x", user_id="a", expiration_date="soon"),
        lambda client: client.add("x", user_id="a", timestamp=2**33),
    ],
)
def test_bad_input_is_refused(mem0: MemoryClient, break_it: Callable[[MemoryClient], Any]) -> None:
    with pytest.raises(ValidationError):
        break_it(mem0)


def test_more_than_a_page_of_memories_is_found(mem0: MemoryClient, user: str) -> None:
    said = [f"Fact {number} is about thing {number}." for number in range(210)]
    mem0.add([{"role": "user", "content": content} for content in said], user_id=user)
    assert len(_searched(mem0, "thing 7", user, top_k=1000, threshold=0.0)) == 200
    assert mem0.get_all(filters={"user_id": user}, page=1, page_size=200)["count"] == 210


def test_what_a_message_says_goes_with_it(mem0: MemoryClient, user: str) -> None:
    message = "I'm a vegetarian and I am allergic to peanuts."
    memory_id = mem0.add(message, user_id=user, metadata={"n": 1})["results"][0]["id"]
    records = mem0.get_all(filters={"user_id": user, "metadata": {"n": 1}})["results"]
    assert len(records) > 1, "the rules read more than one thing in it"
    besides = next(one["id"] for one in records if "peanuts" in one["memory"] and one["id"] != memory_id)
    mem0.delete(besides)
    assert "peanuts" not in str(mem0.get_all(filters={"user_id": user})["results"])
    again = mem0.add(message, user_id=user)["results"][0]["id"]
    mem0.delete(again)
    assert "peanuts" not in str(_searched(mem0, "peanuts", user, threshold=0.0))


def test_a_newer_fact_takes_the_place_of_an_older_one(mem0: MemoryClient, user: str) -> None:
    old = mem0.add("I live in Berlin.", user_id=user)["results"][0]["id"]
    new = mem0.add("I live in Munich now.", user_id=user)["results"][0]["id"]
    both = _searched(mem0, "Where do I live?", user, threshold=0.0)
    assert [one["id"] for one in both][:2] == [new, old]
    assert both[1]["replaced_by"] == new
    assert [one["id"] for one in _searched(mem0, "Where do I live?", user, latest_only=True)] == [new]
    latest = mem0.get_all(filters={"user_id": user}, latest_only=True)["results"]
    assert [one["id"] for one in latest] == [new]
    assert mem0.get_all(filters={"user_id": user})["count"] == 2
    assert mem0.delete(new, delete_linked=True)["cascade_count"] == 1
    assert mem0.get_all(filters={"user_id": user})["count"] == 0


def test_webhooks(service: Service, ana: Person) -> None:
    key = ana.key(*ALL_KEY_SCOPES)["api_key"]
    with httpx.Client(base_url=service.base_url, timeout=60) as http:
        client = MemoryClient(api_key=key, host=service.base_url, client=http)
        project = str(ana.user_id)
        url = "https://93.184.216.34/hook"
        made = client.create_webhook(url=url, name="Mine", project_id=project, event_types=["memory_add"])
        assert made["secret"].startswith("whsec_")
        changed = client.update_webhook(made["webhook_id"], event_types=["memory_delete"])
        assert changed["event_types"] == ["memory_delete"]
        assert made["webhook_id"] in [one["webhook_id"] for one in client.get_webhooks(project_id=project)]
        with pytest.raises(ValidationError, match="private network"):
            client.create_webhook(url="http://127.0.0.1/", name="x", project_id=project, event_types=["memory_add"])
        client.delete_webhook(made["webhook_id"])
        assert client.get_webhooks(project_id=project) == []
