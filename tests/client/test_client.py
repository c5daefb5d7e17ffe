"""Both clients against a scripted service: what they send, what they make of answers, when they try again."""

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from toldonce import AsyncClient, Client
from toldonce.errors import (
    ALL_ERRORS,
    InvalidRequest,
    NotAllowed,
    NotFound,
    ToldonceError,
    Unavailable,
    ValidationFailed,
)
from toldonce.model import ChatRequest, ContextRequest, MemoryChange, MemoryRequest, SearchRequest, TurnRequest
from toldonce.ports import MemoryAPI

ID = UUID("01890000-0000-7000-8000-000000000001")
NOW = "2026-05-01T12:00:00Z"
MAY = datetime(2026, 5, 1, tzinfo=UTC)
MAY_SENT = "2026-05-01T00%3A00%3A00%2B00%3A00"
CONVERSATION = {
    "conversation_id": str(ID),
    "title": "Home",
    "pinned": False,
    "archived": False,
    "turn_count": 0,
    "last_turn_at": None,
    "created_at": NOW,
    "updated_at": NOW,
}
JOB = {
    "job_id": str(ID),
    "kind": "import",
    "status": "queued",
    "attempts": 0,
    "progress": {},
    "failures": [],
    "created_at": NOW,
    "updated_at": NOW,
    "finished_at": None,
}
RECEIPT = {"receipt_id": str(ID), "erased_at": NOW, "target": "x", "counts": {"turns": 1}, "signature": "s"}
SEARCH = {
    "hits": [],
    "answerable": False,
    "confidence": 0.0,
    "up_to_seq": 4,
    "timings_ms": {"embed": 1, "retrieve": 1, "rank": 1, "total": 3},
}
CONTEXT = {
    "stable": {"text": "", "version": "v"},
    "tail": {"text": "t"},
    "text": "t",
    "tokens": 1,
    "memory_ids": [],
    "turn_ids": [],
    "up_to_seq": 0,
}
REPLY = {
    "turn_id": str(ID),
    "conversation_id": str(ID),
    "user_id": str(ID),
    "turn_number": 2,
    "response": "Porto",
    "active_memories": [],
    "response_generated": False,
    "memories_extracted": 0,
    "processing_time_ms": 1.0,
    "retrieval_time_ms": 1.0,
    "injection_time_ms": 1.0,
    "up_to_seq": 2,
}
STATS = {
    "turns": 0,
    "conversations": 0,
    "memories": 0,
    "by_type": {},
    "by_status": {},
    "first_at": None,
    "last_at": None,
    "chunks": 0,
    "embedding_model": "m",
    "embedding_coverage": 1.0,
    "up_to_seq": 0,
}
MEMORY = {
    "memory_id": str(ID),
    "type": "fact",
    "content": "c",
    "slot": None,
    "status": "current",
    "confidence": 1.0,
    "importance": 0.5,
    "trust": 1.0,
    "origin": "user",
    "conversation_id": None,
    "source_turn_ids": [],
    "source_turn": None,
    "valid_from": None,
    "valid_to": None,
    "recorded_at": NOW,
    "superseded_at": None,
    "superseded_by": None,
    "supersedes": None,
    "last_used_turn": None,
    "metadata": {},
    "expires_at": None,
    "created_at": NOW,
    "updated_at": NOW,
    "seq": 1,
}
PROFILE = {
    "slots": [],
    "instructions": [],
    "preferences": [],
    "commitments": [],
    "quarantined": 0,
    "up_to_seq": 3,
}
ENTITY = {
    "entity_id": str(ID),
    "name": "Nora",
    "kind": "person",
    "relation": "sister",
    "aliases": [],
    "mention_count": 1,
    "first_at": NOW,
    "last_at": NOW,
}
DETAIL = {"entity": ENTITY, "memories": [MEMORY], "neighbours": [], "turn_ids": [], "up_to_seq": 3}
CHANGE = {
    "seq": 4,
    "at": NOW,
    "action": "forgotten",
    "memory_id": str(ID),
    "before": "current",
    "after": None,
    "memory": None,
}
ROLLBACK = {"to_seq": 3, "dry_run": True, "closed": [], "reopened": [], "up_to_seq": 5}
EXPLANATION = {
    "found": False,
    "place": None,
    "score": None,
    "needed_score": None,
    "kept_out": "arms",
    "reason": "No arm found it.",
    "why": None,
    "up_to_seq": 3,
}
TURN = {
    "turn_id": str(ID),
    "conversation_id": str(ID),
    "turn_number": 1,
    "seq": 1,
    "role": "user",
    "speaker": None,
    "content": "hi",
    "at": NOW,
    "metadata": {},
    "created_at": NOW,
}
ACCOUNT = {"user_id": str(ID), "email": "a@example.com", "full_name": None, "created_at": NOW}
TOKENS = {"access_token": "AT", "refresh_token": "RT", "token_type": "bearer", "expires_in": 900}
KEY = {
    "key_id": str(ID),
    "key_prefix": "to_",
    "name": "k",
    "scopes": ["chat"],
    "created_at": NOW,
    "expires_at": None,
    "api_key": "to_secret",
}


class Script:
    """Answers requests in turn; the last answer is repeated. An exception in the script is raised instead."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A response is read once; the script may be shared by both clients.
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        if isinstance(answer, httpx.SyncByteStream):
            return httpx.Response(200, stream=answer)
        return httpx.Response(200, json=answer)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    def body(self) -> Any:
        return json.loads(self.last.content)


def problem(status: int, code: str, message: str = "Because.", **more: Any) -> httpx.Response:
    headers = more.pop("headers", {})
    return httpx.Response(status, json={"error": code, "message": message, "status": status} | more, headers=headers)


class Both:
    """One of the two clients, so that every test runs on both."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def make(self, script: Callable[[httpx.Request], httpx.Response], **options: Any) -> Any:
        kind: Any = AsyncClient if self.kind == "async" else Client
        return kind(**{"api_key": "to_key", "transport": httpx.MockTransport(script)} | options)

    async def do(self, verb: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        result = verb(*arguments, **options)
        if inspect.isawaitable(result):
            return await result
        if isinstance(result, AsyncIterator):
            return [one async for one in result]
        return list(result) if isinstance(result, Iterator) else result


@pytest.fixture(params=["sync", "async"])
def both(request: pytest.FixtureRequest) -> Both:
    return Both(request.param)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    really = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await really(0)

    monkeypatch.setattr("toldonce.client.asynchronous.asyncio.sleep", sleep)
    monkeypatch.setattr("toldonce.client.synchronous.time.sleep", waited.append)
    return waited


def test_the_asynchronous_client_is_a_memory():
    _: MemoryAPI = AsyncClient("http://localhost:8000", api_key="k")
    verbs = {name for name, value in vars(MemoryAPI).items() if callable(value) and not name.startswith("_")}
    assert {name for name in verbs if not callable(getattr(AsyncClient, name, None))} == set()
    assert verbs - {name for name in dir(Client) if not name.startswith("_")} == {"note_use"}


CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, str, str]] = [
    ("create_conversation", ("Home",), {}, CONVERSATION, "POST", "/conversations"),
    (
        "conversations",
        (),
        {"limit": 5, "archived": False},
        {"items": [CONVERSATION]},
        "GET",
        "/conversations?limit=5&archived=false",
    ),
    ("search_conversations", ("a b",), {}, {"items": []}, "GET", "/conversations/search?q=a+b&limit=20"),
    ("conversation", (ID,), {}, CONVERSATION, "GET", f"/conversations/{ID}"),
    ("change_conversation", (ID, {"pinned": True}), {}, CONVERSATION, "PATCH", f"/conversations/{ID}"),
    ("forget_conversation", (ID,), {}, RECEIPT, "DELETE", f"/conversations/{ID}"),
    (
        "add_turns",
        (ID, [{"role": "user", "content": "hi"}]),
        {},
        {"turns": [], "up_to_seq": 1},
        "POST",
        f"/conversations/{ID}/turns",
    ),
    (
        "turns",
        (ID,),
        {"min_seq": 3, "cursor": "x/y"},
        {"items": []},
        "GET",
        f"/conversations/{ID}/turns?limit=20&cursor=x%2Fy&min_seq=3",
    ),
    ("turns", (ID,), {"newest": True}, {"items": []}, "GET", f"/conversations/{ID}/turns?limit=20&newest=true"),
    ("turn", (ID,), {}, TURN, "GET", f"/turns/{ID}"),
    ("forget_turn", (ID, ID), {}, RECEIPT, "DELETE", f"/conversations/{ID}/turns/{ID}"),
    ("add_memories", (["likes rye"],), {}, {"memories": [MEMORY], "up_to_seq": 1}, "POST", "/memories/batch"),
    (
        "memories",
        (),
        {"type": "fact", "since": datetime(2026, 1, 2, tzinfo=UTC)},
        {"items": [MEMORY]},
        "GET",
        "/memories?type=fact&status=current&since=2026-01-02T00%3A00%3A00%2B00%3A00&limit=20",
    ),
    (
        "memories",
        (),
        {"status": "all", "as_of": MAY, "known_at": MAY, "known_at_seq": 7},
        {"items": [MEMORY]},
        "GET",
        f"/memories?status=all&as_of={MAY_SENT}&known_at={MAY_SENT}&known_at_seq=7&limit=20",
    ),
    ("memory", (ID,), {}, MEMORY, "GET", f"/memories/{ID}"),
    ("memory_history", (ID,), {}, {"items": [MEMORY]}, "GET", f"/memories/{ID}/history"),
    ("memory_uses", (ID,), {}, {"items": []}, "GET", f"/memories/{ID}/uses?limit=20"),
    ("correct_memory", (ID, "It is Porto."), {"version": 3}, MEMORY, "PATCH", f"/memories/{ID}"),
    ("restore_memory", (ID,), {}, MEMORY, "POST", f"/memories/{ID}/restore"),
    ("confirm_memory", (ID,), {}, MEMORY, "POST", f"/memories/{ID}/confirm"),
    ("forget_memory", (ID,), {"evidence": "keep"}, RECEIPT, "DELETE", f"/memories/{ID}?evidence=keep"),
    ("forget_all", (), {}, RECEIPT, "DELETE", "/memories?confirm=all"),
    ("stats", (), {}, STATS, "GET", "/memories/stats"),
    (
        "activity",
        (),
        {"since": date(2026, 1, 2)},
        {"days": [], "up_to_seq": 3},
        "GET",
        "/activity?since=2026-01-02",
    ),
    ("profile", (), {"as_of": MAY, "min_seq": 4}, PROFILE, "GET", f"/profile?as_of={MAY_SENT}&min_seq=4"),
    (
        "profile_summary",
        (),
        {},
        {"text": "", "memory_ids": [], "up_to_seq": 3},
        "GET",
        "/profile/summary",
    ),
    (
        "entities",
        (),
        {"q": "No", "known_at": MAY},
        {"items": [ENTITY]},
        "GET",
        f"/entities?q=No&known_at={MAY_SENT}&limit=20",
    ),
    ("entity", (ID,), {"known_at_seq": 2}, DETAIL, "GET", f"/entities/{ID}?known_at_seq=2"),
    ("changes", (), {"from_seq": 3}, {"items": [CHANGE]}, "GET", "/changes?from_seq=3&limit=20"),
    ("rollback", ({"to_seq": 3},), {}, ROLLBACK, "POST", "/rollback"),
    ("start_upkeep", ("consolidate",), {}, JOB, "POST", "/memories/consolidate"),
    ("explain", ({"query": "q", "memory_id": ID},), {}, EXPLANATION, "POST", "/memories/explain"),
    ("search", ("cat?",), {"limit": 3}, SEARCH, "POST", "/memories/search"),
    ("context", (), {}, CONTEXT, "POST", "/context"),
    ("start_import", (b"[]", "chatgpt"), {}, JOB, "POST", "/import?format=chatgpt"),
    ("jobs", (), {}, {"items": [JOB]}, "GET", "/jobs?limit=20"),
    ("job", (ID,), {}, JOB, "GET", f"/jobs/{ID}"),
    ("retry_job", (ID,), {}, JOB, "POST", f"/jobs/{ID}/retry"),
    ("chat", ("hello",), {}, REPLY, "POST", "/conversation"),
    ("account.register", ("a@example.com", "pw"), {}, ACCOUNT, "POST", "/auth/register"),
    ("account.login", ("a@example.com", "pw"), {}, TOKENS, "POST", "/auth/login"),
    ("account.refresh", ("RT",), {}, TOKENS, "POST", "/auth/refresh"),
    ("account.logout", (), {}, httpx.Response(204), "POST", "/auth/logout"),
    ("account.me", (), {}, ACCOUNT, "GET", "/auth/me"),
    ("account.create_key", ("k",), {"scopes": ["chat"]}, KEY, "POST", "/auth/api-keys"),
    ("account.keys", (), {}, {"items": []}, "GET", "/auth/api-keys?limit=20"),
    ("account.delete_key", (ID,), {}, httpx.Response(204), "DELETE", f"/auth/api-keys/{ID}"),
    ("account.erase", ("pw",), {}, RECEIPT, "DELETE", "/auth/me"),
]


def verb_of(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


@pytest.mark.parametrize(
    ("name", "arguments", "options", "answer", "method", "path"), CALLS, ids=lambda value: str(value)[:30]
)
async def test_every_verb_sends_what_the_contract_says(
    both: Both, name: str, arguments: Any, options: Any, answer: Any, method: str, path: str
):
    script = Script(answer)
    result = await both.do(verb_of(both.make(script), name), *arguments, **options)
    assert script.last.method == method
    assert str(script.last.url) == f"http://localhost:8000/api/v1{path}"
    assert script.last.headers["authorization"] == "Bearer to_key"
    assert "x-memory-subject" not in script.last.headers
    if isinstance(answer, dict) and "items" not in answer and "memories" not in answer:
        assert result.model_dump(mode="json", include=set(answer)).keys() >= answer.keys()


def test_every_public_verb_is_in_the_table_above():
    listed = {name for name, *_ in CALLS}
    of_client = {name for name in vars(Client) if not name.startswith("_")}
    of_account = {f"account.{name}" for name in vars(type(Client().account)) if not name.startswith("_")}
    assert (of_client | of_account) - listed == {"export", "stream_chat", "each", "close"}


async def test_bodies_hold_what_was_given_and_nothing_else(both: Both):
    script = Script({"turns": [], "up_to_seq": 1})
    turn = TurnRequest(role="user", content="hi", at=datetime(2026, 1, 1, tzinfo=UTC))
    await both.do(both.make(script).add_turns, ID, [turn, {"role": "assistant", "content": "ho", "speaker": "Bot"}])
    assert script.body() == {
        "turns": [
            {"role": "user", "content": "hi", "at": "2026-01-01T00:00:00Z"},
            {"role": "assistant", "content": "ho", "speaker": "Bot"},
        ]
    }
    script = Script(SEARCH)
    client = both.make(script)
    await both.do(client.search, "cat", limit=3, conversation_id=ID, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert script.body() == {"query": "cat", "limit": 3, "conversation_id": str(ID), "since": "2026-01-01T00:00:00Z"}
    await both.do(client.search, SearchRequest(query="dog"))
    assert script.body() == {"query": "dog"}
    script = Script({"memories": [MEMORY]})
    (memory,) = await both.do(
        both.make(script).add_memories, ["a", {"content": "b", "type": "event"}, MemoryRequest(content="c")]
    )
    assert script.body() == {"memories": [{"content": "a"}, {"content": "b", "type": "event"}, {"content": "c"}]}
    assert memory.memory_id == ID
    script = Script(CONTEXT)
    await both.do(both.make(script).context, ContextRequest(query="q", max_tokens=99))
    assert script.body() == {"query": "q", "max_tokens": 99}
    script = Script(REPLY)
    await both.do(both.make(script).chat, "hello", conversation_id=ID, remember=False)
    assert script.body()["conversation_id"] == str(ID)
    assert (script.body()["remember"], script.body().get("stream", False)) == (False, False)
    script = Script(JOB)
    await both.do(both.make(script).start_import, b"PK...", "claude")
    assert (script.last.content, script.last.headers["content-type"]) == (b"PK...", "application/octet-stream")


async def test_a_correction_names_the_version_that_was_read(both: Both):
    script = Script(MEMORY)
    client = both.make(script)
    await both.do(client.correct_memory, ID, "It is Porto.", version=3)
    assert (script.last.headers["if-match"], script.body()) == ('"3"', {"content": "It is Porto."})
    assert len(script.last.headers["idempotency-key"]) == 32
    await both.do(client.correct_memory, ID, MemoryChange(valid_to=None), write_key="mend")
    assert (script.last.headers["if-match"], script.body()) == ("*", {"valid_to": None})
    assert script.last.headers["idempotency-key"] == "mend"
    with pytest.raises(ValidationFailed, match=r"importance"):
        await both.do(client.correct_memory, ID, {"importance": 7.0})
    script = Script(ROLLBACK)
    await both.do(both.make(script).rollback, {"to_seq": 3, "dry_run": False})
    assert script.body() == {"to_seq": 3, "dry_run": False}
    with pytest.raises(ValidationFailed, match=r"^the request: give either memory_id or turn_id$"):
        await both.do(both.make(script).explain, {"query": "q"})


async def test_who_and_whose_go_with_every_request(both: Both):
    script = Script(STATS)
    client = both.make(script, base_url="https://example.org/memory/", subject="Zoë 山", api_key="to_abc")
    await both.do(client.stats)
    assert str(script.last.url) == "https://example.org/memory/api/v1/memories/stats"
    raw = dict(script.last.headers.raw)
    assert raw[b"X-Memory-Subject"] == "Zoë 山".encode()
    assert raw[b"Authorization"] == b"Bearer to_abc"


async def test_after_a_login_the_access_token_is_used(both: Both):
    script = Script(TOKENS, ACCOUNT)
    client = both.make(script, api_key=None)
    await both.do(client.account.login, "a@example.com", "pw")
    assert "authorization" not in script.requests[0].headers
    await both.do(client.account.me)
    assert script.last.headers["authorization"] == "Bearer AT"


@pytest.mark.parametrize("error", ALL_ERRORS, ids=lambda error: error.code)
async def test_problems_become_the_error_of_their_code(both: Both, error: type[ToldonceError]):
    faults = [{"pointer": "/query", "message": "must not be empty"}]
    script = Script(problem(error.status, error.code, "A sentence.", errors=faults))
    with pytest.raises(error) as raised:
        await both.do(both.make(script, retries=0).stats)
    assert type(raised.value) is error
    assert raised.value.message == "A sentence."
    if isinstance(raised.value, ValidationFailed):
        assert raised.value.errors == faults


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (problem(418, "brand_new", "Short and stout."), ToldonceError, "Short and stout."),
        (httpx.Response(502, text="<html>bad gateway</html>"), Unavailable, "answered 502"),
        (httpx.Response(404, json=["odd"]), ToldonceError, "answered 404"),
        (httpx.Response(200, text="<html>hello</html>"), ToldonceError, "another version"),
        (httpx.Response(200, json={"turns": "many"}), ToldonceError, "another version"),
    ],
)
async def test_odd_answers_are_errors_with_a_sentence(both: Both, answer: Any, kind: Any, said: str):
    with pytest.raises(kind, match=said) as raised:
        await both.do(both.make(Script(answer), retries=0).stats)
    assert type(raised.value) is kind


async def test_fields_of_a_newer_service_are_ignored(both: Both):
    page = {"items": [CONVERSATION | {"colour": "blue"}], "next_cursor": None, "total": 1}
    found = await both.do(both.make(Script(page)).conversations)
    assert found.items[0].title == "Home"
    hits = SEARCH | {"new": 1, "timings_ms": SEARCH["timings_ms"] | {"wait": 1}}  # type: ignore[operator]
    assert (await both.do(both.make(Script(hits)).search, "x")).up_to_seq == 4


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (httpx.ConnectError("refused"), "No toldonce can be reached at http://localhost:8000"),
        (httpx.ConnectTimeout("slow"), "No toldonce can be reached"),
        (httpx.ReadTimeout("slow"), "did not answer in time"),
        (httpx.RemoteProtocolError("cut"), "broke before the answer was complete"),
    ],
)
async def test_no_answer_is_unavailable_with_a_sentence(both: Both, failure: Exception, said: str, pauses: list[float]):
    script = Script(failure)
    with pytest.raises(Unavailable, match=said):
        await both.do(both.make(script).stats)
    assert len(script.requests) == 4
    assert len(pauses) == 3
    assert all(0 < pause <= 8 for pause in pauses)


@pytest.mark.parametrize(
    "passing",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("cut"),
        problem(503, "unavailable", headers={"Retry-After": "1"}),
        httpx.Response(502),
        httpx.Response(504),
        problem(429, "rate_limited", headers={"Retry-After": "2"}),
        problem(409, "write_in_progress"),
    ],
    ids=str,
)
async def test_what_passes_is_tried_again_under_the_same_key(both: Both, passing: Any, pauses: list[float]):
    script = Script(passing, passing, {"turns": [], "up_to_seq": 9})
    added = await both.do(both.make(script).add_turns, ID, [{"role": "user", "content": "hi"}])
    assert added.up_to_seq == 9
    keys = {request.headers["idempotency-key"] for request in script.requests}
    assert len(script.requests) == 3
    assert len(keys) == 1
    after = passing.headers.get("retry-after") if isinstance(passing, httpx.Response) else None
    assert all(pause >= float(after or 0) for pause in pauses)


async def test_every_write_has_its_own_key_unless_one_is_given(both: Both):
    script = Script({"turns": [], "up_to_seq": 9})
    client = both.make(script)
    for _ in range(2):
        await both.do(client.add_turns, ID, [{"role": "user", "content": "hi"}])
    first, second = (request.headers["idempotency-key"] for request in script.requests)
    assert first != second
    await both.do(client.add_turns, ID, [{"role": "user", "content": "hi"}], write_key="mine")
    assert script.last.headers["idempotency-key"] == "mine"
    await both.do(both.make(reading := Script(SEARCH)).search, "x")
    assert "idempotency-key" not in reading.last.headers


@pytest.mark.parametrize("failure", [httpx.ReadTimeout("slow"), httpx.Response(503)])
async def test_a_registration_that_may_have_arrived_is_not_repeated(both: Both, failure: Any):
    script = Script(failure)
    with pytest.raises(Unavailable):
        await both.do(both.make(script).account.register, "a@example.com", "pw")
    assert len(script.requests) == 1
    script = Script(httpx.ConnectError("refused"), ACCOUNT)
    assert (await both.do(both.make(script).account.register, "a@example.com", "pw")).email == "a@example.com"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 422, 500])
async def test_refusals_are_not_tried_again(both: Both, status: int, pauses: list[float]):
    script = Script(problem(status, "conflict" if status == 409 else "x"))
    with pytest.raises(ToldonceError):
        await both.do(both.make(script).stats)
    assert (len(script.requests), pauses) == (1, [])


@pytest.mark.parametrize("value", ["soon", "nan", "-3", "", "Wed, 21 Oct 2015 07:28:00 GMT", "60"])
async def test_an_odd_retry_after_does_no_harm(both: Both, value: str, pauses: list[float]):
    script = Script(problem(429, "rate_limited", headers={"Retry-After": value}), STATS)
    await both.do(both.make(script).stats)
    assert 0 < pauses[0] <= 60


@pytest.mark.parametrize("value", ["61", "1e9", "inf", "Wed, 21 Oct 2195 07:28:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
async def test_nobody_waits_for_more_than_a_minute(both: Both, status: int, value: str, pauses: list[float]):
    script = Script(problem(status, "rate_limit_exceeded", headers={"Retry-After": value}))
    with pytest.raises(ToldonceError) as refused:
        await both.do(both.make(script).stats)
    assert (len(script.requests), pauses) == (1, [])
    if value == "61":
        assert refused.value.retry_after == 61


async def test_a_list_is_walked_to_its_end(both: Both):
    second = CONVERSATION | {"conversation_id": str(uuid4())}
    script = Script({"items": [CONVERSATION], "next_cursor": "c1"}, {"items": [second], "next_cursor": None})
    client = both.make(script)
    found = await both.do(client.each, client.conversations, limit=1)
    assert [str(one.conversation_id) for one in found] == [str(ID), second["conversation_id"]]
    assert script.last.url.params["cursor"] == "c1"


async def test_an_export_comes_line_by_line(both: Both):
    pieces = [b'{"a": 1}\n{"b"', b": 2}\n", b'{"c": 3}']

    class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from pieces

        async def __aiter__(self) -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

    lines = await both.do(both.make(Script(Stream())).export)
    assert lines == [b'{"a": 1}\n', b'{"b": 2}\n', b'{"c": 3}\n']
    with pytest.raises(NotFound):
        await both.do(both.make(Script(problem(404, "not_found"))).export)


def sse(*events: tuple[str, Any]) -> httpx.Response:
    text = ": heartbeat\n\n" + "".join(f"event: {name}\r\ndata: {json.dumps(data)}\r\n\r\n" for name, data in events)
    return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})


async def test_a_streamed_reply_comes_as_events(both: Both):
    script = Script(sse(("memories", []), ("token", {"text": "Por\nto ✓"}), ("later", {}), ("done", REPLY)))
    events = await both.do(both.make(script).stream_chat, "where?", remember=False)
    assert [(event.event, event.data) for event in events][:2] == [("memories", []), ("token", {"text": "Por\nto ✓"})]
    assert (events[-1].event, len(events)) == ("done", 3)
    assert (script.body()["stream"], script.body()["message"], script.body()["remember"]) == (True, "where?", False)
    script = Script(sse(("error", {"error": "model_failed", "message": "No."})))
    (event,) = await both.do(both.make(script).stream_chat, ChatRequest(message="x"))
    assert event.event == "error"


async def test_a_streamed_reply_that_breaks_off_is_an_error(both: Both):
    with pytest.raises(Unavailable, match="broke off"):
        await both.do(both.make(Script(sse(("token", {"text": "a"})))).stream_chat, "where?")
    with pytest.raises(ToldonceError, match="not JSON"):
        await both.do(both.make(Script(httpx.Response(200, text="event: token\ndata: {\n\n"))).stream_chat, "where?")
    with pytest.raises(NotAllowed):
        await both.do(both.make(Script(problem(403, "not_allowed"))).stream_chat, "where?")


@pytest.mark.parametrize(
    ("verb", "arguments", "options", "named"),
    [
        ("search", ("",), {}, "query"),
        ("search", ("x",), {"limit": 0}, "limit"),
        ("search", ("x",), {"colour": 1}, "colour"),
        ("add_turns", (ID, []), {}, "turns"),
        ("add_turns", (ID, [{"role": "user", "content": "\ud800"}]), {}, r"turns\.0\.content"),
        ("add_memories", ("one text",), {}, "list"),
        ("chat", (" ",), {}, "message"),
    ],
)
async def test_wrong_arguments_are_named_before_anything_is_sent(
    both: Both, verb: str, arguments: Any, options: Any, named: str
):
    script = Script(SEARCH)
    with pytest.raises(ValidationFailed, match=named):
        await both.do(getattr(both.make(script), verb), *arguments, **options)
    assert script.requests == []


@pytest.mark.parametrize("options", [{"base_url": "localhost:8000"}, {"base_url": "ftp://x"}, {"subject": " "}])
def test_a_wrong_address_is_refused_at_once(both: Both, options: Any):
    with pytest.raises(InvalidRequest):
        both.make(Script({}), **options)


async def test_a_key_that_cannot_be_a_header_is_refused(both: Both):
    with pytest.raises(InvalidRequest, match="API key"):
        await both.do(both.make(Script(STATS), api_key="schlüssel").stats)


async def test_ids_cannot_leave_their_place_in_the_path(both: Both):
    script = Script(CONVERSATION)
    await both.do(both.make(script).conversation, "../auth/me?x=1")
    assert script.last.url.raw_path == b"/api/v1/conversations/..%2Fauth%2Fme%3Fx%3D1"


async def test_what_a_prompt_used_is_noted_by_the_service_only():
    with pytest.raises(NotAllowed):
        await AsyncClient().note_use([], [], 1)


def test_clients_close_with_their_block():
    with Client(transport=httpx.MockTransport(Script(STATS))) as client:
        client.stats()
    with pytest.raises(RuntimeError):
        client.stats()


def test_verbs_look_like_what_they_are():
    signature = inspect.signature(Client.turns)
    assert list(signature.parameters)[:2] == ["self", "conversation_id"]
    assert "Call" not in str(signature)
    assert Client.turns.__doc__
    assert next(iter(inspect.signature(Client().turns).parameters)) == "conversation_id"
    assert inspect.iscoroutinefunction(AsyncClient.turns)
