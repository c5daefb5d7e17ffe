"""What went on, over HTTP: the use of memories, and turns, memories and searches by the day."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from tests.server.conftest import Service


def test_uses_of_a_memory_name_every_turn_whose_answer_it_was_given_to(service: Service) -> None:
    eve = service.register()
    told = eve.http.post("/api/v1/memories", json={"content": "Prefers a window seat.", "type": "preference"}).json()
    uses = f"/api/v1/memories/{told['memory_id']}/uses"
    assert eve.http.get(uses).json()["items"] == []
    asked = ["Which seat do I prefer on the train?", "Do I prefer a window seat?"]
    for message in asked:
        reply = eve.http.post("/api/v1/conversation", json={"message": message}).json()
        assert told["memory_id"] in [one["memory_id"] for one in reply["active_memories"]]
    page = eve.http.get(uses, params={"limit": 1}).json()
    assert [one["content"] for one in page["items"]] == asked[1:]
    rest = eve.http.get(uses, params={"limit": 1, "cursor": page["next_cursor"]}).json()
    assert ([one["content"] for one in rest["items"]], rest["next_cursor"]) == (asked[:1], None)
    for nobody in (f"/api/v1/memories/{uuid4()}/uses", "/api/v1/memories/none/uses"):
        assert eve.http.get(nobody).status_code == 404
    assert service.register().http.get(uses).status_code == 404, "a foreign one is not found"


def test_activity_tells_of_each_day_and_counts_this_processs_searches_at_once(service: Service) -> None:
    eve = service.register()
    conversation = eve.conversation()
    turns = [
        {"role": "user", "content": "Long ago.", "at": "2024-02-03T23:30:00+00:00"},
        {"role": "user", "content": "Now."},
    ]
    eve.http.post(f"/api/v1/conversations/{conversation}/turns", json={"turns": turns}).raise_for_status()
    for query in ("What was long ago?", "And now?"):
        eve.http.post("/api/v1/memories/search", json={"query": query}).raise_for_status()
    past, today = eve.http.get("/api/v1/activity").json()["days"]
    assert (past["day"], past["turns"], past["searches"], past["search_ms_mean"]) == ("2024-02-03", 1, 0, None)
    assert (today["day"], today["turns"], today["searches"]) == (datetime.now(UTC).date().isoformat(), 1, 2)
    assert 0 < today["search_ms_mean"] <= today["search_ms_max"]
    assert eve.http.get("/api/v1/activity", params={"until": "2024-12-31"}).json()["days"] == [past]
    refused = eve.http.get("/api/v1/activity", params={"since": "yesterday"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/since"
