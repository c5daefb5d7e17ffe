"""The main job over HTTP: tell it, find it, read it, forget it."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

from tests.server.conftest import Person, Service

TURNS = [
    {"role": "user", "speaker": "Ana", "content": "I moved to Porto last week.", "at": "2026-03-01T09:30:00Z"},
    {"role": "assistant", "content": "How do you like it there?", "at": "2026-03-01T09:30:05+01:00"},
    {"role": "user", "content": "Very much. My new flat has a view of the river Douro.", "metadata": {"mood": "happy"}},
]


@pytest.fixture(scope="module")
def porto(ana: Person) -> dict[str, Any]:
    """A conversation of Ana's with three turns."""
    made = ana.http.post("/api/v1/conversations", json={"title": "Moving to Porto"}).json()
    added = ana.http.post(f"/api/v1/conversations/{made['conversation_id']}/turns", json={"turns": TURNS})
    assert added.status_code == 201, added.text
    return made | {"added": added.json()}


def _turns(person: Person, conversation_id: str, **query: Any) -> dict[str, Any]:
    answer = person.http.get(f"/api/v1/conversations/{conversation_id}/turns", params=query)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def _search(client: httpx.Client, query: str, **options: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/memories/search", json={"query": query, **options})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def test_turns_are_stored_in_order_and_as_they_were_said(ana: Person, porto: dict[str, Any]) -> None:
    added = porto["added"]
    assert [turn["turn_number"] for turn in added["turns"]] == [1, 2, 3]
    assert added["up_to_seq"] == max(turn["seq"] for turn in added["turns"])
    kept = _turns(ana, porto["conversation_id"], min_seq=added["up_to_seq"])["items"]
    assert [turn["turn_id"] for turn in kept] == [turn["turn_id"] for turn in added["turns"]]
    assert [turn["content"] for turn in kept] == [turn["content"] for turn in TURNS]
    assert [turn["at"] for turn in kept[:2]] == ["2026-03-01T09:30:00Z", "2026-03-01T08:30:05Z"]
    assert kept[0]["speaker"] == "Ana"
    assert kept[2]["metadata"] == {"mood": "happy"}


def test_turns_come_in_pages(ana: Person, porto: dict[str, Any]) -> None:
    first = _turns(ana, porto["conversation_id"], limit=2)
    second = _turns(ana, porto["conversation_id"], limit=2, cursor=first["next_cursor"])
    assert [turn["turn_number"] for turn in (*first["items"], *second["items"])] == [1, 2, 3]
    assert second["next_cursor"] is None
    assert [turn["turn_number"] for turn in _turns(ana, porto["conversation_id"], limit=1, newest=True)["items"]] == [3]


def test_what_was_said_is_found_by_words_and_by_meaning(ana: Person, porto: dict[str, Any]) -> None:
    for query, among in (("the river Douro", {}), ("view out of the apartment's window", {"types": ["turn"]})):
        found = _search(ana.http, query, min_seq=porto["added"]["up_to_seq"], **among)
        best = found["hits"][0]
        assert (best["kind"], best["turn_number"], best["conversation_id"]) == ("turn", 3, porto["conversation_id"])
        assert best["source_turn_ids"] == [best["id"]]
        assert 0.0 <= best["score"] <= 1.0
        assert isinstance(found["answerable"], bool)
        assert set(found["timings_ms"]) == {"embed", "retrieve", "rank", "total"}


def test_subjects_do_not_see_each_other(service: Service, ana: Person, ben: Person, porto: dict[str, Any]) -> None:
    path = f"/api/v1/conversations/{porto['conversation_id']}"
    for client, headers in ((ana.http, {"X-Memory-Subject": "customer-7"}), (ben.http, {})):
        assert client.get(path, headers=headers).status_code == 404
        found = client.post("/api/v1/memories/search", json={"query": "Douro"}, headers=headers).json()
        assert found["hits"] == []
        assert found["answerable"] is False
        assert client.get("/api/v1/conversations", headers=headers).json()["items"] == []
    assert ana.http.get(path, headers={"X-Memory-Subject": "me"}).status_code == 200


def test_a_subject_may_have_any_name(service: Service, ana: Person) -> None:
    subject = {"X-Memory-Subject": "客户 Zoë/42".encode()}
    made = ana.http.post("/api/v1/memories", json={"content": "Zoë drinks oolong."}, headers=subject)
    assert made.status_code == 201
    found = ana.http.post("/api/v1/memories/search", json={"query": "oolong"}, headers=subject).json()
    assert [hit["id"] for hit in found["hits"]] == [made.json()["memory_id"]]


def test_conversations_are_listed_found_changed_and_erased(service: Service) -> None:
    dora = service.register()
    ids = [dora.conversation(f"About number {number}.", title=f"Talk {number}") for number in range(3)]
    dora.conversation("The violin needs new strings.")
    changed = dora.http.patch(f"/api/v1/conversations/{ids[0]}", json={"pinned": True, "title": "First talk"}).json()
    assert (changed["pinned"], changed["archived"], changed["title"]) == (True, False, "First talk")
    newest = dora.counts()["up_to_seq"]
    shown = dora.http.get(f"/api/v1/conversations/{ids[0]}", params={"min_seq": newest}).json()
    begun = dora.http.post("/api/v1/conversations", json={}).json()
    dora.http.delete(f"/api/v1/conversations/{begun['conversation_id']}")
    assert {one["up_to_seq"] for one in (changed, shown, begun)} == {newest}
    assert dora.http.patch(f"/api/v1/conversations/{ids[1]}", json={"archived": True}).status_code == 200
    listed = dora.http.get("/api/v1/conversations", params={"limit": 2}).json()
    assert listed["items"][0]["conversation_id"] == ids[0]
    assert len(listed["items"]) == 2
    assert listed["next_cursor"]
    archived = dora.http.get("/api/v1/conversations", params={"archived": True}).json()["items"]
    assert [one["conversation_id"] for one in archived] == [ids[1]]
    for query in ("First talk", "violin"):
        assert dora.http.get("/api/v1/conversations/search", params={"q": query}).json()["items"], query
    receipt = dora.http.delete(f"/api/v1/conversations/{ids[0]}")
    assert receipt.status_code == 200
    assert receipt.json()["counts"]["turns"] == 1
    assert dora.http.get(f"/api/v1/conversations/{ids[0]}").status_code == 404


def test_a_forgotten_turn_is_gone_everywhere(service: Service) -> None:
    emil = service.register()
    conversation_id = emil.conversation("The code of the safe is 7291.", "I like green tea.")
    turn = _turns(emil, conversation_id)["items"][0]
    path = f"/api/v1/conversations/{conversation_id}/turns/{turn['turn_id']}"
    receipt = emil.http.delete(path).json()
    assert receipt["counts"]["turns"] == 1
    assert emil.http.delete(path).status_code == 404
    assert "7291" not in emil.http.post("/api/v1/export").text
    assert all("7291" not in hit["content"] for hit in _search(emil.http, "code of the safe")["hits"])
    assert [one["turn_number"] for one in _turns(emil, conversation_id)["items"]] == [2]


def test_a_conversation_can_be_taken_along(ana: Person, porto: dict[str, Any]) -> None:
    path = f"/api/v1/conversations/{porto['conversation_id']}/export"
    whole = ana.http.get(path)
    assert whole.headers["Content-Type"] == "application/json"
    assert [turn["content"] for turn in whole.json()["turns"]] == [turn["content"] for turn in TURNS]
    assert whole.json()["title"] == "Moving to Porto"
    readable = ana.http.get(path, params={"format": "markdown"})
    assert readable.headers["Content-Type"].startswith("text/markdown")
    assert "attachment" in readable.headers["Content-Disposition"]
    assert readable.text.startswith("# Moving to Porto\n")
    assert all(str(turn["content"]) in readable.text for turn in TURNS)


def test_memories_are_told_listed_read_and_forgotten(service: Service) -> None:
    fred = service.register()
    told = fred.http.post("/api/v1/memories", json={"content": "Fred is allergic to nuts.", "importance": 0.9})
    assert told.status_code == 201
    memory = told.json()
    assert memory["superseded"] == []
    assert memory["up_to_seq"] == memory["seq"]
    more = [{"content": f"Fred likes colour {number}.", "type": "preference"} for number in range(3)]
    batch = fred.http.post("/api/v1/memories/batch", json={"memories": more})
    assert batch.status_code == 201
    assert [one["content"] for one in batch.json()["memories"]] == [one["content"] for one in more]
    assert batch.json()["up_to_seq"] == max(one["seq"] for one in batch.json()["memories"])
    listed = fred.http.get("/api/v1/memories", params={"type": "preference", "limit": 2}).json()
    rest = fred.http.get("/api/v1/memories", params={"type": "preference", "cursor": listed["next_cursor"]}).json()
    assert {one["type"] for one in (*listed["items"], *rest["items"])} == {"preference"}
    assert len([*listed["items"], *rest["items"]]) == 3
    assert (
        fred.http.get("/api/v1/memories", params={"q": "allergic"}).json()["items"][0]["content"] == memory["content"]
    )
    stats = fred.http.get("/api/v1/memories/stats").json()
    assert (stats["memories"], stats["by_type"]) == (4, {"fact": 1, "preference": 3})
    path = f"/api/v1/memories/{memory['memory_id']}"
    assert fred.http.get(path).json()["content"] == memory["content"]
    assert fred.http.delete(path).json()["counts"]["memories"] == 1
    assert fred.http.get(path).status_code == 404
    everything = fred.http.delete("/api/v1/memories", params={"confirm": "all"})
    assert everything.json()["counts"]["memories"] == 3
    assert fred.http.get("/api/v1/memories").json()["items"] == []


def test_min_seq_beyond_the_newest_write_is_told(ana: Person, porto: dict[str, Any]) -> None:
    ahead = ana.counts()["up_to_seq"] + 1_000_000
    answers = [
        ana.http.get("/api/v1/memories", params={"min_seq": ahead}),
        ana.http.get("/api/v1/memories/stats", params={"min_seq": ahead}),
        ana.http.get(f"/api/v1/conversations/{porto['conversation_id']}/turns", params={"min_seq": ahead}),
        ana.http.post("/api/v1/memories/search", json={"query": "Douro", "min_seq": ahead}),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["error"]) == (409, "sequence_not_reached")
        assert int(answer.headers["Retry-After"]) >= 1


def test_context_fits_its_budget_and_is_named_by_an_etag(service: Service) -> None:
    gina = service.register()
    gina.http.post("/api/v1/memories", json={"content": "Always answer in French.", "type": "instruction"})
    gina.conversation("My sister Ines plays the cello in Lisbon.")
    gina.settled()
    body = {"query": "Who plays the cello?", "max_tokens": 200}
    made = gina.http.post("/api/v1/context", json=body)
    told = made.json()
    assert set(told) >= {"stable", "tail", "text", "tokens", "memory_ids", "turn_ids", "up_to_seq"}
    assert "French" in told["stable"]["text"]
    assert "cello" in told["tail"]["text"]
    assert told["tokens"] <= 200
    same = gina.http.post("/api/v1/context", json=body, headers={"If-None-Match": made.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == made.headers["ETag"]
    gina.http.post("/api/v1/memories", json={"content": "Never mention cats.", "type": "instruction"})
    other = gina.http.post("/api/v1/context", json=body, headers={"If-None-Match": made.headers["ETag"]})
    assert other.status_code == 200
    assert gina.http.post("/api/v1/context").json()["stable"]["text"] == other.json()["stable"]["text"]


def test_everything_goes_out_and_comes_in_again_once(service: Service, ana: Person, porto: dict[str, Any]) -> None:
    ana.http.post("/api/v1/memories", json={"content": "Ana plays the violin."})
    ana.settled()
    out = ana.http.post("/api/v1/export")
    assert out.headers["Content-Type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in out.text.splitlines()]
    assert {line["kind"] for line in lines} >= {"conversation", "turn", "memory"}
    hugo = service.register()
    for _ in range(2):
        started = hugo.http.post("/api/v1/import?format=toldonce", files={"file": ("all.jsonl", out.content)})
        assert started.status_code == 202, started.text
        job = _finished(hugo, started.json()["job_id"])
        assert job["status"] in {"done", "degraded"}, job
    hugo.settled()
    assert hugo.counts()["turns"] == ana.counts()["turns"]
    assert hugo.counts()["memories"] == ana.counts()["memories"]
    assert _search(hugo.http, "Douro")["hits"][0]["content"] == TURNS[2]["content"]
    listed = hugo.http.get("/api/v1/jobs").json()["items"]
    assert [one["kind"] for one in listed if one["kind"] != "extract"] == ["import", "import"]


def test_a_file_that_is_no_export_is_a_failed_job_that_says_why(service: Service) -> None:
    ida = service.register()
    started = ida.http.post(
        "/api/v1/import?format=chatgpt", content=b"this is no zip", headers={"Content-Type": "application/zip"}
    )
    job = _finished(ida, started.json()["job_id"])
    assert job["status"] in {"failed", "dead"}
    assert job["failures"][0]["reason"]
    again = ida.http.post(f"/api/v1/jobs/{job['job_id']}/retry")
    assert again.status_code == 200
    assert _finished(ida, job["job_id"])["status"] in {"failed", "dead"}
    assert ida.counts()["turns"] == 0


def _finished(person: Person, job_id: str) -> dict[str, Any]:
    for _ in range(1_200):
        job: dict[str, Any] = person.http.get(f"/api/v1/jobs/{job_id}").json()
        if job["status"] in {"done", "degraded", "failed", "dead"}:
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")
