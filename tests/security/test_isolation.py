"""Ids of others: between the subjects of one account, in bodies, in queries, in headers and in cursors.

Between accounts, by the ids in the address: tests/server/test_policy.py.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute

from tests.security.every_route import GUARDED, call, filled, name_of
from tests.server.conftest import Person, Service

HERS = "Ana keeps a spare key under the third flowerpot."
SUBJECT_IDS = ("conversation_id", "turn_id", "memory_id", "entity_id", "job_id")
OTHER_SUBJECT = {"X-Memory-Subject": "somebody-else"}
OF_SUBJECTS = [
    route
    for route in GUARDED
    if any(f"{{{kind}}}" in route.path for kind in SUBJECT_IDS) and route.path.startswith("/api/v1/")
]
"""The routes whose address holds an id of something that belongs to a subject."""


@pytest.fixture(scope="module")
def hers(ana: Person) -> dict[str, str]:
    """Ids of things that are Ana's, under the subject ``me``."""
    conversation_id = ana.conversation(HERS, "My sister Nora lives in Ghent.")
    turn = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"][0]
    memory = ana.http.post("/api/v1/memories", json={"content": HERS}).json()
    ana.settled()
    return {
        "conversation_id": conversation_id,
        "turn_id": turn["turn_id"],
        "memory_id": memory["memory_id"],
        "entity_id": ana.http.get("/api/v1/entities").json()["items"][0]["entity_id"],
        "job_id": ana.http.get("/api/v1/jobs").json()["items"][0]["job_id"],
    }


def everything(person: Person, **headers: str) -> list[str]:
    """What a subject holds, line by line."""
    return sorted(person.http.post("/api/v1/export", headers=headers).text.splitlines())


@pytest.mark.parametrize("route", OF_SUBJECTS, ids=name_of)
def test_what_belongs_to_another_subject_does_not_exist(route: APIRoute, ana: Person, hers: dict[str, str]) -> None:
    before = everything(ana)
    answer = call(route, ana.http, hers, **OTHER_SUBJECT, **{"If-Match": "*"})
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert HERS not in answer.text
    assert everything(ana) == before


BODIES_WITH_IDS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/api/v1/conversation", {"message": "Hello.", "conversation_id": "{conversation_id}"}),
    ("POST", "/api/v1/memories", {"content": "Mine.", "conversation_id": "{conversation_id}"}),
    ("POST", "/api/v1/memories/batch", {"memories": [{"content": "Mine.", "conversation_id": "{conversation_id}"}]}),
    ("POST", "/api/v1/memories/search", {"query": "spare key", "conversation_id": "{conversation_id}"}),
    ("POST", "/api/v1/memories/explain", {"query": "spare key", "memory_id": "{memory_id}"}),
    ("POST", "/api/v1/memories/explain", {"query": "spare key", "turn_id": "{turn_id}"}),
    ("POST", "/api/v1/context", {"query": "spare key", "conversation_id": "{conversation_id}"}),
]
OF_MEM0: list[tuple[str, str, dict[str, Any]]] = [
    ("PUT", "/v1/batch/", {"memories": [{"memory_id": "{memory_id}", "text": "Stolen."}]}),
    ("DELETE", "/v1/batch/", {"memories": [{"memory_id": "{memory_id}"}]}),
    ("POST", "/v1/feedback/", {"memory_id": "{memory_id}", "feedback": "POSITIVE"}),
]
"""Its clients name a memory by nothing but its id, whichever subject of the account it belongs to (decision 0017)."""
THIEVES = [("another account", one) for one in (*BODIES_WITH_IDS, *OF_MEM0)]
THIEVES += [("another subject", one) for one in BODIES_WITH_IDS]


@pytest.mark.parametrize(("thief", "request_"), THIEVES, ids=str)
def test_an_id_in_a_body_opens_nothing_of_others(
    thief: str, request_: tuple[str, str, dict[str, Any]], ana: Person, ben: Person, hers: dict[str, str]
) -> None:
    before = everything(ana)
    method, path, body = request_
    client, headers = (ben.http, {}) if thief == "another account" else (ana.http, OTHER_SUBJECT)
    answer = client.request(method, path, json=filled(body, hers), headers=headers)
    assert answer.status_code in (200, 404), answer.text
    assert "flowerpot" not in answer.text
    assert everything(ana) == before


def test_the_same_bodies_work_for_the_owner(ana: Person, hers: dict[str, str]) -> None:
    search = {"query": "spare key", "conversation_id": hers["conversation_id"]}
    assert "flowerpot" in ana.http.post("/api/v1/memories/search", json=search).text
    assert "flowerpot" in ana.http.post("/api/v1/context", json=search).text


@pytest.mark.parametrize("path", ["conversations", "memories", "entities", "jobs", "changes", "auth/api-keys"])
def test_a_cursor_of_others_shows_only_ones_own(path: str, ana: Person, ben: Person) -> None:
    for number in range(2):
        for person in (ana, ben):
            person.conversation(f"Number {number} of {person.email}: my friend Zoe{number} moved to Oslo.")
            person.http.post("/api/v1/memories", json={"content": f"{person.email} likes number {number}."})
            person.key("memories:read")
    ana.settled()
    ben.settled()
    path = f"/api/v1/{path}"
    page = ana.http.get(path, params={"limit": 1}).json()
    assert page["next_cursor"], "there must be a second page to ask for"
    stolen = ben.http.get(path, params={"limit": 200, "cursor": page["next_cursor"]})
    own = ben.http.get(path, params={"limit": 200}).json()["items"]
    assert stolen.status_code in (200, 400), stolen.text
    assert ana.email not in stolen.text
    assert all(one in own for one in stolen.json().get("items", []))


def test_a_conversation_named_in_a_header_is_ones_own(ana: Person, ben: Person, hers: dict[str, str]) -> None:
    before = everything(ana)
    asked = {"model": "m", "messages": [{"role": "user", "content": "Where is the spare key?"}]}
    headers = {"X-Memory-Conversation": hers["conversation_id"]}
    for client, more in ((ben.http, {}), (ana.http, OTHER_SUBJECT)):
        answer = client.post("/v1/chat/completions", json=asked, headers=headers | more)
        assert answer.status_code >= 400
        assert "flowerpot" not in answer.text
    assert everything(ana) == before


def test_a_key_made_by_a_key_belongs_to_the_same_account(ana: Person, ben: Person, service: Service) -> None:
    manager = service.client(**{"X-API-Key": ana.key("admin")["api_key"]})
    made = manager.post("/api/v1/auth/api-keys", json={"name": "made", "user_id": str(ben.user_id)})
    assert made.status_code == 422
    made = manager.post("/api/v1/auth/api-keys", json={"name": "made"})
    assert service.client(**{"X-API-Key": made.json()["api_key"]}).get("/api/v1/auth/me").json()["email"] == ana.email


def test_subjects_that_look_alike_are_apart(ana: Person) -> None:
    names = ["ada", "Ada", "ａｄａ", "ada\u200b", "аda", "ada%00", "../ada", "ada/../me", "a" * 255]
    for number, name in enumerate(names):
        told = ana.http.post(
            "/api/v1/memories",
            json={"content": f"secret number {number}"},
            headers=[("X-Memory-Subject", name.encode())],
        )
        assert told.status_code == 201, told.text
    assert [_contents(ana.http, name) for name in names] == [[f"secret number {at}"] for at in range(len(names))]


def _contents(client: httpx.Client, subject: str) -> list[str]:
    listed = client.get("/api/v1/memories", headers=[("X-Memory-Subject", subject.encode())]).json()["items"]
    return sorted(one["content"] for one in listed)


def test_an_id_that_nobody_has_is_answered_like_one_of_others(ben: Person, hers: dict[str, str]) -> None:
    theirs = ben.http.get(f"/api/v1/memories/{hers['memory_id']}")
    nobodys = ben.http.get(f"/api/v1/memories/{uuid4()}")
    differing = ("instance", "request_id")
    told = [{name: value for name, value in one.json().items() if name not in differing} for one in (theirs, nobodys)]
    assert told[0] == told[1]
    assert theirs.status_code == nobodys.status_code == 404
