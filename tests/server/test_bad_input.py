"""Bad input over HTTP: each a clear 4xx that names what is wrong, nothing half-stored, and the next request is answered."""

# ruff: noqa: E501 - a table reads best with one case a line
from __future__ import annotations

import http.client
import io
import socket
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.server.conftest import Person, Service

JSON = {"Content-Type": "application/json"}
TURNS = "/api/v1/conversations/{conversation}/turns"
TALK = "/api/v1/conversation"
MEMORIES = "/api/v1/memories"
SEARCH = "/api/v1/memories/search"
CONVERSATIONS = "/api/v1/conversations"
FOREIGN = "01a208c4-1af9-73e4-a90f-106b4a20eb26"
DEEP = 10_000
GOOD_TURN = {"role": "user", "content": "This one is fine."}


def _turns(*turns: object) -> dict[str, Any]:
    return {"json": {"turns": [GOOD_TURN, *turns]}}


def _raw(body: bytes, **headers: str) -> dict[str, Any]:
    return {"content": body, "headers": JSON | headers}


def _nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


# name, method, path, arguments of the request, status, what the message names
CASES: list[tuple[str, str, str, dict[str, Any], int, str]] = [
    ("empty turn", "POST", TURNS, _turns({"role": "user", "content": ""}), 422, "turns/1/content"),
    ("blank turn", "POST", TURNS, _turns({"role": "user", "content": " \n\t　"}), 422, "turns/1/content"),
    ("endless turn", "POST", TURNS, _turns({"role": "user", "content": "a" * 200_001}), 422, "turns/1/content"),
    ("NUL in a turn", "POST", TURNS, _turns({"role": "user", "content": "a\x00b"}), 422, "turns/1/content"),
    ("NUL in a speaker", "POST", TURNS, _turns(GOOD_TURN | {"speaker": "a\x00"}), 422, "turns/1/speaker"),
    ("NUL in metadata", "POST", TURNS, _turns(GOOD_TURN | {"metadata": {"a": ["\x00"]}}), 422, "turns/1/metadata"),
    ("NUL in a metadata key", "POST", TURNS, _turns(GOOD_TURN | {"metadata": {"\x00": 1}}), 422, "turns/1/metadata"),
    ("deep metadata", "POST", TURNS, _raw(b'{"turns":[{"role":"user","content":"x","metadata":' + _nested(900) + b"}]}"), 422, "turns"),
    ("large metadata", "POST", TURNS, _turns(GOOD_TURN | {"metadata": {"a": "b" * 20_000}}), 422, "turns/1/metadata"),
    ("unknown role", "POST", TURNS, _turns(GOOD_TURN | {"role": "robot"}), 422, "turns/1/role"),
    ("number as content", "POST", TURNS, _turns({"role": "user", "content": 5}), 422, "turns/1/content"),
    ("null as content", "POST", TURNS, _turns({"role": "user", "content": None}), 422, "turns/1/content"),
    ("unknown field of a turn", "POST", TURNS, _turns(GOOD_TURN | {"text": "x"}), 422, "turns/1/text"),
    ("time that is none", "POST", TURNS, _turns(GOOD_TURN | {"at": "yesterday"}), 422, "turns/1/at"),
    ("time as a number", "POST", TURNS, _turns(GOOD_TURN | {"at": 1}), 422, "turns/1/at"),
    ("last time of the calendar", "POST", TURNS, _turns(GOOD_TURN | {"at": "9999-12-31T23:59:59.999999Z"}), 422, "turns/1/at"),
    ("time beyond the calendar", "POST", TURNS, _turns(GOOD_TURN | {"at": "9999-12-31T23:59:59-14:00"}), 422, "turns/1/at"),
    ("no turns", "POST", TURNS, {"json": {"turns": []}}, 422, "turns"),
    ("too many turns", "POST", TURNS, {"json": {"turns": [GOOD_TURN] * 1_001}}, 422, "turns"),
    ("turns as an object", "POST", TURNS, {"json": {"turns": {"role": "user"}}}, 422, "turns"),
    ("a list as the body", "POST", TURNS, {"json": [GOOD_TURN]}, 422, "body"),
    ("a word as the body", "POST", TURNS, {"json": "hello"}, 422, "body"),
    ("null as the body", "POST", TURNS, {"json": None}, 422, "body"),
    ("no body", "POST", TURNS, {"headers": JSON}, 422, "body"),
    ("unknown field", "POST", TURNS, {"json": {"turns": [GOOD_TURN], "nonsense": 1}}, 422, "nonsense"),
    ("lone surrogate", "POST", TURNS, _raw(b'{"turns":[{"role":"user","content":"\\ud800"}]}'), 400, "surrogate"),
    ("lone low surrogate", "POST", TURNS, _raw(b'{"turns":[{"role":"user","content":"\\udc00x"}]}'), 400, "surrogate"),
    ("encoded surrogate", "POST", TURNS, _raw(b'{"turns":[{"role":"user","content":"\xed\xa0\x80"}]}'), 400, "UTF-8"),
    ("invalid UTF-8", "POST", TURNS, _raw(b'{"turns":[{"role":"user","content":"\xff\xfe"}]}'), 400, "UTF-8"),
    ("Latin-1", "POST", TURNS, _raw('{"turns":[{"role":"user","content":"café"}]}'.encode("latin-1")), 400, "UTF-8"),
    ("UTF-16", "POST", TURNS, _raw('{"turns":[]}'.encode("utf-16")), 400, "JSON"),
    ("NaN", "POST", MEMORIES, _raw(b'{"content":"x","importance":NaN}'), 400, "JSON"),
    ("Infinity", "POST", MEMORIES, _raw(b'{"content":"x","importance":-Infinity}'), 400, "JSON"),
    ("a number beyond doubles", "POST", MEMORIES, _raw(b'{"content":"x","metadata":{"n":1e999}}'), 400, "JSON"),
    ("depth 10,000", "POST", TURNS, _raw(b"[" * DEEP + b"]" * DEEP), 400, "depth"),
    ("depth 10,000 in a field", "POST", MEMORIES, _raw(b'{"content":"x","metadata":' + _nested(DEEP) + b"}"), 400, "depth"),
    ("depth 10,000, never closed", "POST", TURNS, _raw(b'{"turns":' * DEEP), 400, "JSON"),
    ("cut JSON", "POST", TURNS, _raw(b'{"turns":[{"role":'), 400, "JSON"),
    ("two documents", "POST", TURNS, _raw(b'{"turns":[]}{"turns":[]}'), 400, "JSON"),
    ("a comment", "POST", TURNS, _raw(b'{"turns":[]} // hello'), 400, "JSON"),
    ("single quotes", "POST", TURNS, _raw(b"{'turns':[]}"), 400, "JSON"),
    ("JSON as text", "POST", TURNS, {"content": b'{"turns":[]}', "headers": {"Content-Type": "text/plain"}}, 415, "Content-Type"),
    ("JSON as a form", "POST", TURNS, {"data": {"turns": "x"}}, 415, "Content-Type"),
    ("packed JSON", "POST", TURNS, {"content": b'{"turns":[]}', "headers": {"Content-Type": "application/json", "Content-Encoding": "gzip"}}, 415, "Content-Encoding"),
    ("no content type", "POST", TURNS, {"content": b'{"turns":[]}'}, 415, "Content-Type"),
    ("empty message", "POST", TALK, {"json": {"message": ""}}, 422, "message"),
    ("blank message", "POST", TALK, {"json": {"message": "   "}}, 422, "message"),
    ("message with NUL", "POST", TALK, {"json": {"message": "\x00"}}, 422, "message"),
    ("number as message", "POST", TALK, {"json": {"message": 1}}, 422, "message"),
    ("text as switch", "POST", TALK, {"json": {"message": "x", "stream": "yes"}}, 422, "stream"),
    ("malformed conversation", "POST", TALK, {"json": {"message": "x", "conversation_id": "x"}}, 422, "conversation_id"),
    ("foreign conversation", "POST", TALK, {"json": {"message": "x", "conversation_id": FOREIGN}}, 404, ""),
    ("foreign conversation, streamed", "POST", TALK, {"json": {"message": "x", "conversation_id": FOREIGN, "stream": True}}, 404, ""),
    ("budget of nothing", "POST", TALK, {"json": {"message": "x", "max_context_tokens": 0}}, 422, "max_context_tokens"),
    ("budget beyond reason", "POST", TALK, {"json": {"message": "x", "max_context_tokens": 10**30}}, 422, "max_context_tokens"),
    ("unknown type of memory", "POST", MEMORIES, {"json": {"content": "x", "type": "secret"}}, 422, "type"),
    ("importance beyond 1", "POST", MEMORIES, {"json": {"content": "x", "importance": 1.5}}, 422, "importance"),
    ("importance as text", "POST", MEMORIES, {"json": {"content": "x", "importance": "high"}}, 422, "importance"),
    ("one bad memory of two", "POST", MEMORIES + "/batch", {"json": {"memories": [{"content": "fine"}, {"content": ""}]}}, 422, "memories/1/content"),
    ("memory of a foreign conversation", "POST", MEMORIES, {"json": {"content": "x", "conversation_id": FOREIGN}}, 404, ""),
    ("turns of a foreign conversation", "POST", f"{CONVERSATIONS}/{FOREIGN}/turns", {"json": {"turns": [GOOD_TURN]}}, 404, ""),
    ("NUL in a title", "POST", CONVERSATIONS, {"json": {"title": "a\x00"}}, 422, "title"),
    ("endless title", "POST", CONVERSATIONS, {"json": {"title": "a" * 301}}, 422, "title"),
    ("blank title", "POST", CONVERSATIONS, {"json": {"title": " "}}, 422, "title"),
    ("empty query", "POST", SEARCH, {"json": {"query": ""}}, 422, "query"),
    ("endless query", "POST", SEARCH, {"json": {"query": "a" * 8_001}}, 422, "query"),
    ("query with NUL", "POST", SEARCH, {"json": {"query": "a\x00"}}, 422, "query"),
    ("limit of nothing", "POST", SEARCH, {"json": {"query": "x", "limit": 0}}, 422, "limit"),
    ("limit beyond 200", "POST", SEARCH, {"json": {"query": "x", "limit": 201}}, 422, "limit"),
    ("limit as text", "POST", SEARCH, {"json": {"query": "x", "limit": "10"}}, 422, "limit"),
    ("limit as fraction", "POST", SEARCH, {"json": {"query": "x", "limit": 1.5}}, 422, "limit"),
    ("limit as truth", "POST", SEARCH, {"json": {"query": "x", "limit": True}}, 422, "limit"),
    ("unknown type to search", "POST", SEARCH, {"json": {"query": "x", "types": ["dream"]}}, 422, "types/0"),
    ("sequence beyond the columns", "POST", SEARCH, {"json": {"query": "x", "min_seq": 2**70}}, 422, "min_seq"),
    ("context too small", "POST", "/api/v1/context", {"json": {"max_tokens": 1}}, 422, "max_tokens"),
    ("list limit of nothing", "GET", MEMORIES + "?limit=0", {}, 422, "limit"),
    ("list limit beyond 200", "GET", MEMORIES + "?limit=201", {}, 422, "limit"),
    ("list limit as word", "GET", CONVERSATIONS + "?limit=many", {}, 422, "limit"),
    ("list limit beyond integers", "GET", CONVERSATIONS + "?limit=" + "9" * 5_000, {}, 422, "limit"),
    ("cursor that is none", "GET", CONVERSATIONS + "?cursor=garbage", {}, 400, "cursor"),
    ("cursor with NUL", "GET", MEMORIES + "?cursor=%00", {}, 422, "cursor"),
    ("cursor of invalid UTF-8", "GET", MEMORIES + "?cursor=%ff%fe", {}, 400, "cursor"),
    ("endless cursor", "GET", MEMORIES + "?cursor=" + "a" * 2_000, {}, 422, "cursor"),
    ("status that is none", "GET", MEMORIES + "?status=lost", {}, 422, "status"),
    ("words with NUL", "GET", MEMORIES + "?q=%00", {}, 422, "q"),
    ("since that is none", "GET", MEMORIES + "?since=soon", {}, 422, "since"),
    ("negative sequence", "GET", MEMORIES + "?min_seq=-1", {}, 422, "min_seq"),
    ("search without words", "GET", CONVERSATIONS + "/search", {}, 422, "q"),
    ("search for NUL", "GET", CONVERSATIONS + "/search?q=a%00b", {}, 422, "q"),
    ("export format that is none", "GET", "/api/v1/conversations/{conversation}/export?format=pdf", {}, 422, "format"),
    ("erase without confirming", "DELETE", MEMORIES, {}, 422, "confirm"),
    ("erase, confirming something else", "DELETE", MEMORIES + "?confirm=yes", {}, 422, "confirm"),
    ("erase with odd evidence", "DELETE", f"{MEMORIES}/{FOREIGN}?evidence=burn", {}, 422, "evidence"),
    ("erase with a parameter misspelt", "DELETE", f"{MEMORIES}/{FOREIGN}?evidnce=keep", {}, 422, "evidnce"),
    ("list with a parameter misspelt", "GET", MEMORIES + "?limt=5", {}, 422, "limt"),
    ("profile with a parameter of another call", "GET", "/api/v1/profile?q=tea", {}, 422, "q"),
    ("write with a parameter", "POST", MEMORIES + "?min_seq=1", {"json": {"content": "Tea."}}, 422, "min_seq"),
    ("search with its body's field in the address", "POST", SEARCH + "?limit=5", {"json": {"query": "tea"}}, 422, "limit"),
    ("import of nothing", "POST", "/api/v1/import?format=toldonce", {"headers": JSON}, 422, "empty"),
    ("import of an unknown format", "POST", "/api/v1/import?format=diary", _raw(b"{}"), 422, "format"),
    ("import without a format", "POST", "/api/v1/import", _raw(b"{}"), 422, "format"),
    ("import of a picture", "POST", "/api/v1/import?format=chatgpt", {"content": b"x", "headers": {"Content-Type": "image/png"}}, 415, "Content-Type"),
    ("import form without a file", "POST", "/api/v1/import?format=chatgpt", {"files": {"upload": ("a", b"x")}}, 422, "file"),
    ("import form without a boundary", "POST", "/api/v1/import?format=chatgpt", {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "form"),
    ("import form that is cut", "POST", "/api/v1/import?format=chatgpt", {"content": b"--b\r\nContent-Dis", "headers": {"Content-Type": "multipart/form-data; boundary=b"}}, 422, "file"),
    ("empty subject", "GET", MEMORIES, {"headers": {"X-Memory-Subject": ""}}, 400, "X-Memory-Subject"),
    ("endless subject", "GET", MEMORIES, {"headers": {"X-Memory-Subject": "a" * 256}}, 400, "X-Memory-Subject"),
    ("subject with a control character", "GET", MEMORIES, {"headers": {"X-Memory-Subject": "a\tb"}}, 400, "X-Memory-Subject"),
    ("subject in C1 controls", "GET", MEMORIES, {"headers": {"X-Memory-Subject": "a\u0085b".encode()}}, 400, "X-Memory-Subject"),
    ("subject in Latin-1", "GET", MEMORIES, {"headers": {"X-Memory-Subject": "é".encode("latin-1")}}, 400, "X-Memory-Subject"),
    ("two subjects", "GET", MEMORIES, {"headers": [("X-Memory-Subject", "a"), ("X-Memory-Subject", "b")]}, 400, "X-Memory-Subject"),
    ("empty key", "POST", CONVERSATIONS, {"json": {}, "headers": {"Idempotency-Key": ""}}, 400, "Idempotency-Key"),
    ("endless key", "POST", CONVERSATIONS, {"json": {}, "headers": {"Idempotency-Key": "k" * 256}}, 400, "Idempotency-Key"),
    ("key with a space", "POST", CONVERSATIONS, {"json": {}, "headers": {"Idempotency-Key": "a b"}}, 400, "Idempotency-Key"),
    ("key beyond ASCII", "POST", CONVERSATIONS, {"json": {}, "headers": {"Idempotency-Key": "é".encode()}}, 400, "Idempotency-Key"),
    ("path that is no UTF-8", "GET", f"{MEMORIES}/%ff", {}, 400, "path"),
    ("page that is no UTF-8", "GET", "/static/%c3.css", {}, 400, "path"),
    ("words that are no UTF-8", "GET", MEMORIES + "?limit=5&q=caf%e9", {}, 400, "q: must be UTF-8"),
    ("half a character to search for", "GET", CONVERSATIONS + "/search?q=%e2%82", {}, 400, "q: must be UTF-8"),
    ("surrogate in UTF-8", "GET", "/api/v1/entities?q=%ed%a0%80", {}, 400, "q: must be UTF-8"),
    ("parameter whose name is no UTF-8", "GET", MEMORIES + "?%ff=1", {}, 400, "query"),
    ("words without a name that are no UTF-8", "GET", MEMORIES + "?%ff", {}, 400, "query"),
    ("ETag that is no UTF-8", "GET", "/api/v1/profile/summary", {"headers": {"If-None-Match": b'"\xff"'}}, 400, "If-None-Match: must be UTF-8"),
    ("key that is no UTF-8", "POST", CONVERSATIONS, {"json": {}, "headers": {"Idempotency-Key": b"\xff"}}, 400, "Idempotency-Key: must be UTF-8"),
    ("endless address", "GET", MEMORIES + "?q=" + "a" * 20_000, {}, 414, "address"),
    ("endless headers", "GET", MEMORIES, {"headers": {"X-Anything": "a" * 40_000}}, 431, "headers"),
    ("unknown address", "GET", "/api/v1/nothing", {}, 404, "address"),
    ("unknown address with a slash", "GET", CONVERSATIONS + "/", {}, 404, ""),
    ("wrong method", "PUT", CONVERSATIONS, {"json": {}}, 405, "GET, HEAD, POST"),
    ("weak password", "POST", "/api/v1/auth/register", {"json": {"email": "w@example.org", "password": "a"}}, 422, "password"),
    ("no address", "POST", "/api/v1/auth/register", {"json": {"email": "nobody", "password": "a long enough one"}}, 422, "e-mail"),
    ("address with NUL", "POST", "/api/v1/auth/register", {"json": {"email": "a\x00@example.org", "password": "a long enough one"}}, 422, "email"),
    ("password with NUL", "POST", "/api/v1/auth/login", {"json": {"email": "a@example.org", "password": "\x00"}}, 422, "password"),
    ("scope that is none", "POST", "/api/v1/auth/api-keys", {"json": {"name": "k", "scopes": ["root"]}}, 422, "scopes/0"),
    ("key for ever", "POST", "/api/v1/auth/api-keys", {"json": {"name": "k", "expires_days": 10**9}}, 422, "expires_days"),
]  # fmt: skip


@pytest.fixture(scope="module")
def conversation(ana: Person) -> str:
    """A conversation of Ana's."""
    return ana.conversation("I moved to Porto.")


@pytest.fixture(scope="module")
def before(ana: Person, conversation: str) -> dict[str, int]:
    """What Ana's memory holds before anything bad comes in."""
    ana.settled()
    return ana.counts()


@pytest.mark.parametrize(("method", "path", "arguments", "status", "named"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])  # fmt: skip
def test_bad_input_is_refused_and_leaves_nothing(
    ana: Person,
    conversation: str,
    before: dict[str, int],
    method: str,
    path: str,
    arguments: dict[str, Any],
    status: int,
    named: str,
) -> None:
    answer = ana.http.request(method, path.replace("{conversation}", conversation), **arguments)
    _assert_refused(answer, status, named)
    assert ana.counts() == before


def _assert_refused(answer: httpx.Response, status: int, named: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert set(told) >= {"type", "title", "status", "detail", "instance", "error", "message", "request_id"}
    assert named.lower() in told["message"].lower()
    assert len(told["message"]) < 400
    if told["error"] == "validation_failed" and "errors" in told:
        assert all(fault["pointer"] == "" or fault["pointer"].startswith("/") for fault in told["errors"])


def test_a_gateway_tells_in_its_own_way_what_is_no_utf8(ana: Person) -> None:
    answer = ana.http.get("/v1/models?after=%ff")
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "after: must be UTF-8.")


def test_utf8_is_read_as_it_is(ana: Person) -> None:
    told = ana.http.post("/api/v1/memories", json={"content": "Das Café \ufffd schließt um elf."})
    assert told.status_code == 201, told.text
    for words in ("q=caf%c3%a9", "q=Caf%C3%A9+%EF%BF%BD", b"q=schlie\xc3\x9ft".decode()):
        found = ana.http.get(f"/api/v1/memories?{words}").json()["items"]
        assert [one["memory_id"] for one in found] == [told.json()["memory_id"]], words
    odd = ana.http.get("/api/v1/memories", headers={"User-Agent": b"caf\xe9", "Cookie": b"other=\xe9"})
    assert odd.status_code == 200, "what is not ours to read is not ours to refuse"
    gone = ana.http.delete(f"/api/v1/memories/{told.json()['memory_id']}")
    assert gone.status_code == 200


def test_every_fault_is_told_with_its_place(ana: Person, conversation: str) -> None:
    turns = [{"role": "robot", "content": ""}, {"content": "x", "odd/~": 1}]
    told = ana.http.post(f"/api/v1/conversations/{conversation}/turns", json={"turns": turns}).json()
    assert {fault["pointer"] for fault in told["errors"]} == {
        "/turns/0/role",
        "/turns/0/content",
        "/turns/1/role",
        "/turns/1/odd~1~0",
    }


def test_nothing_of_the_input_comes_back(ana: Person) -> None:
    answer = ana.http.post(
        "/api/v1/auth/password", json={"current_password": ["hunter2"], "new_password": "hunter3\x00"}
    )
    assert answer.status_code == 422
    assert "hunter" not in answer.text


def test_a_long_message_is_kept_whole(ana: Person) -> None:
    content = "The harbour at night. " * 4_650
    conversation_id = ana.conversation(content + "The password of the wifi is aubergine-42.")
    kept = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"][0]
    assert kept["content"] == content + "The password of the wifi is aubergine-42."


def test_duplicate_names_in_an_object_take_the_last_value(ana: Person) -> None:
    answer = ana.http.post("/api/v1/conversations", content=b'{"title":"a","title":"b"}', headers=JSON)
    assert answer.json()["title"] == "b"


@pytest.mark.parametrize("path", ["/api/v1/conversations", "/api/v1/auth/login"])
def test_a_body_beyond_the_limit_is_refused_by_its_length(ana: Person, service: Service, path: str) -> None:
    limit = service.settings.max_body_bytes
    answer = ana.http.post(path, content=b" " * (limit + 1), headers=JSON)
    _assert_refused(answer, 413, str(limit))


def test_a_body_beyond_the_limit_is_refused_while_it_arrives(ana: Person, service: Service) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(service.settings.max_body_bytes // 65_536 + 2):
            yield b" " * 65_536

    answer = ana.http.post("/api/v1/conversations", content=endless(), headers=JSON)
    _assert_refused(answer, 413, "larger")


def test_who_sends_all_before_reading_meets_the_refusal(ana: Person, service: Service) -> None:
    """`http.client` and Node's `fetch` do so: a connection that is closed at once shows them a reset, and no answer."""
    address = ana.http.base_url
    headers = JSON | {"Authorization": ana.http.headers["Authorization"]}
    for _ in range(5):
        connection = http.client.HTTPConnection(address.host, address.port, timeout=60)
        connection.request("POST", "/api/v1/conversations", b" " * (4 * service.settings.max_body_bytes), headers)
        answer = connection.getresponse()
        assert answer.status == 413
        assert b"larger" in answer.read()
        connection.request("GET", "/livez")
        assert connection.getresponse().status == 200
        connection.close()


def test_an_upload_may_be_larger_than_other_bodies(ana: Person, service: Service) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("conversations.json", b"[" + b" " * service.settings.max_body_bytes + b"]")
    answer = ana.http.post(
        "/api/v1/import?format=chatgpt", content=packed.getvalue(), headers={"Content-Type": "application/zip"}
    )
    assert answer.status_code == 202, answer.text
    assert ana.http.get(answer.headers["Location"]).json()["job_id"] == answer.json()["job_id"]


def test_null_for_metadata_is_none(ana: Person) -> None:
    talk = ana.http.post(CONVERSATIONS, json={"title": "Nothing to add"}).json()["conversation_id"]
    added = ana.http.post(TURNS.format(conversation=talk), json={"turns": [GOOD_TURN | {"metadata": None}]})
    kept = ana.http.get(TURNS.format(conversation=talk)).json()["items"][0]
    assert (added.status_code, kept["metadata"]) == (201, {})
    told = ana.http.post(MEMORIES, json={"content": "I live in Ghent.", "metadata": None})
    assert (told.status_code, told.json()["metadata"]) == (201, {})


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /api/v1/\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/memories\x00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/memories/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/memories HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
        b"GET /api/v1/memories HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Memory-Subject: a\x00b\r\n\r\n",
        b"GET //api/v1/memories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/../v1/memories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET http://evil.example/api/v1/memories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"NONSENSE\r\n\r\n",
    ],
)
def test_bytes_that_no_client_would_send_are_refused(service: Service, ana: Person, request_bytes: bytes) -> None:
    answer = service.raw(request_bytes)
    assert answer.startswith(b"HTTP/1.1 4"), answer[:300]
    assert ana.http.get("/api/v1/auth/me").status_code == 200


def test_a_request_that_ends_half_way_harms_nobody(service: Service, ana: Person) -> None:
    head = f"POST /api/v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ana.tokens['access_token']}\r\n"
    before = ana.counts()
    with socket.create_connection(service.address) as connection:
        connection.sendall(head.encode() + b'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"title":')
    assert ana.counts() == before
