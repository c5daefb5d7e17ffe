"""The calls that Mem0's documentation shows, in its unmodified client: each works, or is refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from mem0 import MemoryClient
from mem0.client.types import AddMemoryOptions, GetAllMemoryOptions, SearchMemoryOptions, UpdateMemoryOptions
from mem0.exceptions import ValidationError

from tests.gateways.test_mem0 import api_key, mem0
from tests.server.conftest import Person, ana, models_dir, service, service_settings
from toldonce.server.gateways.mem0 import unsupported

__all__ = ["ana", "api_key", "mem0", "models_dir", "service", "service_settings"]

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "mem0-clients.md"
SAID = [
    {"role": "user", "content": "I eat no meat, and walnuts make me ill."},
    {"role": "assistant", "content": "I will leave both out of every recipe."},
]
SCHEMA = {"properties": {"home": {"type": "string"}, "memories": {"type": "array", "items": {"type": "string"}}}}
ICON = {"type": "image_url", "image_url": {"url": "https://example.com/menu.jpg"}}


@pytest.fixture(scope="module")
def user(mem0: MemoryClient) -> Iterator[str]:
    """A user of whom something is known, also by an agent and in a run."""
    name = f"user-{uuid4().hex[:8]}"
    mem0.add(SAID, user_id=name, metadata={"topic": "food", "level": 3})
    mem0.add("I live in Bergen.", user_id=name, agent_id="planner", run_id="trip")
    yield name
    mem0.delete_users(user_id=name)


def _texts(answer: Any) -> list[str]:
    return [one["memory"] for one in answer["results"]]


ADDED: dict[str, Callable[[MemoryClient, str], Any]] = {
    "a list of messages": lambda mem0, user: mem0.add(SAID, user_id=user),
    "one message": lambda mem0, user: mem0.add(SAID[0], user_id=user),
    "a text": lambda mem0, user: mem0.add("I ride a red bicycle.", user_id=user),
    "typed options": lambda mem0, user: mem0.add(SAID, AddMemoryOptions(filters={"user_id": user}, infer=False)),
    "an agent's own": lambda mem0, user: mem0.add(SAID[1:], agent_id=user),
    "a session": lambda mem0, user: mem0.add(SAID, user_id=user, run_id="session-1"),
    "agent and app": lambda mem0, user: mem0.add(SAID, user_id=user, agent_id="chef", app_id="kitchen"),
    "metadata": lambda mem0, user: mem0.add(SAID, user_id=user, metadata={"topic": "food"}),
    "as it is": lambda mem0, user: mem0.add(SAID, user_id=user, infer=False),
    "names": lambda mem0, user: mem0.add([{**SAID[0], "name": "Kim"}, {**SAID[0], "name": "Lee"}], run_id=user),
    "at a time": lambda mem0, user: mem0.add(SAID, user_id=user, timestamp=1_721_577_600),
    "until a day": lambda mem0, user: mem0.add(SAID, user_id=user, expiration_date="2999-12-31"),
    "version and format": lambda mem0, user: mem0.add(SAID, user_id=user, version="v2", output_format="v1.1"),
    "asynchronously": lambda mem0, user: mem0.add(SAID, user_id=user, async_mode=True),
    "synchronously": lambda mem0, user: mem0.add(SAID, user_id=user, async_mode=False),
    "with a graph": lambda mem0, user: mem0.add(SAID, user_id=user, enable_graph=True),
    "in parts": lambda mem0, user: mem0.add(
        [{"role": "user", "content": [{"type": "text", "text": "What is on this menu?"}, ICON]}], user_id=user
    ),
}


@pytest.mark.parametrize("call", ADDED.values(), ids=list(ADDED))
def test_adding(call: Callable[[MemoryClient, str], Any], mem0: MemoryClient) -> None:
    owner = f"user-{uuid4().hex[:8]}"
    added = call(mem0, owner)["results"]
    assert added
    assert {one["event"] for one in added} == {"ADD"}
    for one in added:
        assert mem0.get(one["id"])["memory"] == one["memory"]


READ: dict[str, dict[str, Any]] = {
    "a user": {"filters": {"user_id": "USER"}},
    "typed options": {"options": SearchMemoryOptions(filters={"user_id": "USER"}, top_k=5)},
    "and": {"filters": {"AND": [{"user_id": "USER"}, {"agent_id": "*"}]}},
    "or": {"filters": {"OR": [{"user_id": "USER"}, {"user_id": {"in": ["USER", "nobody"]}}]}},
    "not": {"filters": {"AND": [{"user_id": "USER"}, {"NOT": {"categories": {"in": ["turn"]}}}]}},
    "not in a list": {"filters": {"AND": [{"user_id": "USER"}, {"NOT": [{"agent_id": "writer"}]}]}},
    "dates": {"filters": {"AND": [{"user_id": "USER"}, {"created_at": {"gte": "2020-01-01", "lte": "2999-12-31"}}]}},
    "metadata": {"filters": {"AND": [{"user_id": "USER"}, {"metadata": {"topic": "food"}}]}},
    "metadata that holds": {"filters": {"user_id": "USER", "metadata": {"contains": {"topic": "foo"}}}},
    "keywords": {"filters": {"AND": [{"user_id": "USER"}, {"keywords": {"icontains": "BERGEN"}}]}},
    "categories": {"filters": {"user_id": "USER"}, "categories": ["fact", "preference"]},
    "other than": {"filters": {"AND": [{"user_id": "USER"}, {"run_id": {"ne": "other"}}]}},
    "every run": {"filters": {"AND": [{"user_id": "USER"}, {"run_id": "*"}]}},
}
SEARCHED: dict[str, dict[str, Any]] = {
    "threshold and number": {"top_k": 1, "threshold": 0.0},
    "reranked": {"rerank": True},
    "by keywords": {"keyword_search": True},
    "some fields": {"fields": ["id", "memory"]},
    "metadata beside": {"metadata": {"topic": "food"}},
    "the latest": {"latest_only": True},
    "also what expired": {"show_expired": True},
    "at a day": {"reference_date": "2999-01-01"},
    "version, format, graph": {"version": "v2", "output_format": "v1.1", "enable_graph": True},
}


def _for(user: str, options: Any) -> Any:
    """The options with the user's name in them."""
    if isinstance(options, SearchMemoryOptions):
        return SearchMemoryOptions.model_validate(_for(user, options.model_dump(exclude_unset=True)))
    return json.loads(json.dumps(options).replace('"USER"', json.dumps(user)))


@pytest.mark.parametrize("options", READ.values(), ids=list(READ))
def test_searching_and_listing(options: dict[str, Any], mem0: MemoryClient, user: str) -> None:
    named = {name: _for(user, value) for name, value in options.items()}
    searched = _texts(mem0.search("food and home", **{"threshold": 0.0} | named))
    listed = _texts(mem0.get_all(**named if "options" not in named else {"filters": {"user_id": user}}))
    assert searched
    assert listed
    assert len(set(searched)) == len(searched)


@pytest.mark.parametrize("options", SEARCHED.values(), ids=list(SEARCHED))
def test_options_of_a_search(options: dict[str, Any], mem0: MemoryClient, user: str) -> None:
    found = mem0.search("What makes me ill?", filters={"user_id": user}, **options)["results"]
    assert "walnuts" in found[0]["memory"]
    assert set(found[0]) == set(options.get("fields", found[0]))
    assert len(found) <= options.get("top_k", 10)


def test_pages_and_dates_of_a_list(mem0: MemoryClient, user: str) -> None:
    page = mem0.get_all(filters={"AND": [{"user_id": user}]}, page=1, page_size=1)
    assert (len(page["results"]), page["count"] > 1, page["previous"]) == (1, True, None)
    now = datetime.now(UTC)
    options = GetAllMemoryOptions(
        filters={"user_id": user},
        start_date=(now - timedelta(days=1)).isoformat(),
        end_date=(now + timedelta(days=1)).isoformat(),
        page=1,
        page_size=50,
    )
    assert mem0.get_all(options)["count"] == page["count"]


def test_changing_and_deleting(mem0: MemoryClient) -> None:
    owner = f"user-{uuid4().hex[:8]}"
    first, second = (mem0.add(text, user_id=owner)["results"][0]["id"] for text in ("I own a canoe.", "I own a sled."))
    mem0.update(memory_id=first, text="I own a kayak.", metadata={"kind": "boat"})
    mem0.update(first, UpdateMemoryOptions(expiration_date="2999-12-31"))
    assert mem0.get(memory_id=first)["expiration_date"] == "2999-12-31"
    assert [one["event"] for one in mem0.history(memory_id=first)] == ["ADD", "UPDATE", "UPDATE"]
    mem0.batch_update([{"memory_id": first, "text": "I own a raft."}, {"memory_id": second, "metadata": {"n": 1}}])
    assert mem0.get(first)["memory"] == "I own a raft."
    mem0.feedback(memory_id=first, feedback="VERY_NEGATIVE", feedback_reason="It sank.")
    mem0.batch_delete([{"memory_id": first}])
    mem0.delete(memory_id=second)
    assert mem0.get_all(filters={"user_id": owner})["results"] == []
    mem0.add("I own a balloon.", user_id=owner)
    assert owner in [one["name"] for one in mem0.users()["results"]]
    assert mem0.delete_all(user_id=owner)["message"]


def test_what_is_immutable_can_be_deleted_only(mem0: MemoryClient) -> None:
    kept = mem0.add("The vault is in the east wing.", user_id=f"user-{uuid4().hex[:8]}", immutable=True)["results"][0]
    with pytest.raises(ValidationError, match="added as immutable"):
        mem0.update(kept["id"], text="The vault is gone.")
    with pytest.raises(ValidationError, match="added as immutable"):
        mem0.batch_update([{"memory_id": kept["id"], "text": "The vault is gone."}])
    assert mem0.get(kept["id"])["memory"] == "The vault is in the east wing."
    mem0.delete(kept["id"])


def test_exports_and_the_project(mem0: MemoryClient, user: str, ana: Person) -> None:
    made = mem0.create_memory_export(schema=json.dumps(SCHEMA), user_id=user)
    assert "I live in Bergen." in mem0.get_memory_export(memory_export_id=made["id"])["memories"]
    by_filters = mem0.get_memory_export(filters={"AND": [{"user_id": user}]})
    assert "I live in Bergen." in [one["memory"] for one in by_filters["memories"]]
    assert mem0.project.get(fields=["custom_categories"])["custom_categories"] is None
    assert mem0.get_summary(filters={"user_id": user})["summary"]


def adding_with(option: str) -> Callable[[MemoryClient, str], Any]:
    """An add with an option that is set."""
    return lambda mem0, user: mem0.add(SAID, user_id=user, **{option: ["x"]})


REFUSED: dict[str, tuple[Callable[[MemoryClient, str], Any], str]] = {
    **{name: (adding_with(name), f"{name}: ") for name in unsupported.WHEN_ADDING},
    "a search by criteria": (
        lambda mem0, user: mem0.search("x", filters={"user_id": user}, retrieval_criteria=[{"name": "joy"}]),
        "retrieval_criteria: ",
    ),
    "an export by instructions": (
        lambda mem0, user: mem0.create_memory_export(schema=SCHEMA, user_id=user, export_instructions="Be brief."),
        "export_instructions: ",
    ),
    "a picture": (
        lambda mem0, user: mem0.add([{"role": "user", "content": ICON}], user_id=user),
        "pictures and files are not read",
    ),
    "nobody's": (lambda mem0, user: mem0.add(SAID), "Name at least one of user_id"),
    "everybody's by accident": (lambda mem0, user: mem0.search("x"), "Name at least one of user_id"),
    "a field that is none": (
        lambda mem0, user: mem0.get_all(filters={"user_id": user, "mood": "good"}),
        "mood: is no field to filter by",
    ),
    "signs for operators": (
        lambda mem0, user: mem0.get_all(filters={"user_id": user, "created_at": {">=": "2024-01-01"}}),
        "is no comparison; there are",
    ),
    "all of everybody": (lambda mem0, user: mem0.delete_all(), "Name at least one of user_id"),
    "categories of a project": (
        lambda mem0, user: mem0.project.update(custom_categories=[{"hobbies": "What one likes"}]),
        "cannot be changed",
    ),
    "another project": (lambda mem0, user: mem0.project.create(name="Second"), "register another account"),
    "another member": (lambda mem0, user: mem0.project.add_member("kim@example.com"), "its members cannot be changed"),
    "a webhook of categories": (
        lambda mem0, user: mem0.create_webhook(
            url="https://93.184.216.34/hook",
            name="x",
            project_id=str(mem0.project_id),
            event_types=["memory_categorize"],
        ),
        "memory_categorize is none of memory_add",
    ),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_not_done_is_refused(
    call: Callable[[MemoryClient, str], Any], sentence: str, mem0: MemoryClient, user: str
) -> None:
    before = mem0.get_all(filters={"user_id": user})["count"]
    with pytest.raises(ValidationError, match=sentence) as refused:
        call(mem0, user)
    assert len(str(refused.value).splitlines()) == 1
    assert mem0.get_all(filters={"user_id": user})["count"] == before


def test_the_page_names_every_option_that_is_refused() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = {*unsupported.WHEN_ADDING, *unsupported.WHEN_SEARCHING, *unsupported.WHEN_EXPORTING}
    assert [name for name in sorted(named) if f"`{name}" not in text] == []
