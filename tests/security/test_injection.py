"""Text that would be more than text somewhere behind: in SQL, in patterns, in headers, in logs, in files, in paths.

Bytes that are no text at all: tests/server/test_bad_input.py. Pages: tests/page. Logs: tests/server/test_signals.py.
"""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from tests.server.conftest import Person, Service

HOSTILE = [
    "'; DROP TABLE memories; --",
    "' OR '1'='1",
    "\\'; SELECT pg_sleep(10); --",
    "$1 :query {0} %s %(x)s $$",
    "a & | ! ( ) :* <-> 'b",
    '$[*] ? (@ like_regex "(a+)+$")',
    "%_%\\",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "../../../../etc/passwd",
    "x\r\nSet-Cookie: admin=1\r\n\r\n<html>",
    "\x1b[2J\x1b]0;owned\x07\u202e\u2066\ufeff",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_only_text(text: str, ana: Person) -> None:
    """It is kept as it came, found again, and nothing else happens."""
    http, subject = ana.http, {"X-Memory-Subject": f"hostile-{abs(hash(text))}"}
    made = http.post("/api/v1/conversations", json={"title": text}, headers=subject)
    assert made.status_code == 201
    where = f"/api/v1/conversations/{made.json()['conversation_id']}"
    turn = {"role": "user", "content": text, "speaker": text, "metadata": {text: text}}
    assert http.post(f"{where}/turns", json={"turns": [turn]}, headers=subject).status_code == 201
    told = http.post("/api/v1/memories", json={"content": text, "metadata": {"note": text}}, headers=subject)
    assert told.json()["content"] == text
    (stored,) = http.get(f"{where}/turns", headers=subject).json()["items"]
    assert (stored["content"], stored["speaker"], stored["metadata"]) == (text, text, {text: text})
    for answer in (
        http.post("/api/v1/memories/search", json={"query": text, "metadata": {text: text}}, headers=subject),
        http.post("/api/v1/memories/search", json={"query": text}, headers=subject),
        http.post("/api/v1/context", json={"query": text}, headers=subject),
        http.get("/api/v1/memories", params={"q": text}, headers=subject),
        http.get("/api/v1/entities", params={"q": text}, headers=subject),
        http.get("/api/v1/conversations/search", params={"q": text}, headers=subject),
        http.get(f"{where}/export", params={"format": "json"}, headers=subject),
    ):
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"].startswith("application/json")
    exported = http.post("/api/v1/export", headers=subject)
    assert any(json.loads(line).get("content") == text for line in exported.text.splitlines())


def test_wildcards_and_operators_match_only_themselves(ana: Person) -> None:
    subject = {"X-Memory-Subject": "wildcards"}
    for content in ("plain words", "100% sure_thing"):
        ana.http.post("/api/v1/memories", json={"content": content}, headers=subject)
    for q, found in (("%", 1), ("_", 1), ("%%", 0), ("lain%", 0), (".*", 0), ("plain", 1), ("\\", 0)):
        listed = ana.http.get("/api/v1/memories", params={"q": q}, headers=subject).json()["items"]
        assert len(listed) == found, q


def test_a_filter_of_metadata_is_no_pattern(ana: Person) -> None:
    subject = {"X-Memory-Subject": "jsonpath"}
    ana.http.post("/api/v1/memories", json={"content": "A secret.", "metadata": {"k": "v"}}, headers=subject)
    for wanted in ({"$.k": "v"}, {"k": "$.k"}, {"k": {"$ne": None}}, {"k": ["v"]}, {"*": "v"}):
        searched = {"query": "secret", "metadata": wanted}
        assert ana.http.post("/api/v1/memories/search", json=searched, headers=subject).json()["hits"] == []


def test_exports_are_files_to_keep_and_never_pages(ana: Person) -> None:
    """Markdown and JSON Lines hold what was said as it was said: no browser may take them for anything else."""
    conversation = ana.conversation("<script>alert(1)</script>", title='a"\r\nSet-Cookie: x=1; <b>')
    for answer in (
        ana.http.get(f"/api/v1/conversations/{conversation}/export", params={"format": "markdown"}),
        ana.http.get(f"/api/v1/conversations/{conversation}/export", params={"format": "json"}),
        ana.http.post("/api/v1/export"),
    ):
        assert answer.headers["Content-Type"].split(";")[0] in (
            "text/markdown",
            "application/json",
            "application/x-ndjson",
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "<" not in answer.headers["Content-Disposition"]
        assert "set-cookie" not in answer.headers


# --- bombs ---


def test_packed_bodies_are_never_unpacked(ana: Person) -> None:
    bomb = b'{"content": "' + b"a" * 50_000_000 + b'"}'
    gzipped = gzip.compress(bomb, 1)
    bodies = {"gzip": gzipped, "gzip, gzip": gzipped, "br": gzipped, "deflate": zlib.compress(bomb, 1)}
    for packing, packed in bodies.items():
        headers = {"Content-Type": "application/json", "Content-Encoding": packing}
        answer = ana.http.post("/api/v1/memories", content=packed, headers=headers)
        assert answer.status_code in (400, 415), (packing, answer.text)


def test_a_form_of_many_parts_is_refused(ana: Person) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = ana.http.post("/api/v1/import?format=chatgpt", content=part * 20_000 + b"--b--\r\n", headers=headers)
    assert answer.status_code in (400, 422), answer.text
    field = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n' + b"a" * 3_000_000 + b"\r\n--b--\r\n"
    answer = ana.http.post("/api/v1/import?format=chatgpt", content=field, headers=headers)
    assert answer.status_code in (400, 413, 422), answer.text


# --- paths and hosts ---


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..\\..\\app.py",
        "/static/%c0%ae%c0%ae/app.py",
        "/static//etc/passwd",
        "/static/%00index.html",
        "/static/index.html%00.js",
        "/static/....//....//app.py",
        "/static/",
        "/static/vendor",
        "/../../etc/passwd",
        "/api/v1/../../static/../app.py",
    ],
)
def test_no_path_leaves_the_folder_of_the_page(path: str, service: Service) -> None:
    answer = service.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1"))
    status = int(answer.split(b" ", 2)[1])
    assert status in (400, 404, 405), answer[:200]
    assert b"create_app" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80@localhost", "localhost/../api/v1/auth/me?", "a, b", "", "[::1", "localhost\t"],
)
def test_a_host_is_never_taken_for_anything(host: str, service: Service) -> None:
    headers = f"Host: {host}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n"
    answer = service.raw(f"GET /api/v1/conversations HTTP/1.1\r\n{headers}\r\n".encode())
    assert int(answer.split(b" ", 2)[1]) in (400, 401)
    assert b"evil.example" not in answer


@pytest.mark.parametrize(
    "smuggled",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x4\r\n",
        "Content-Length : 4\r\n",
    ],
)
def test_no_second_request_hides_in_the_first(smuggled: str, service: Service) -> None:
    hidden = "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: 1\r\n\r\n"
    head = f"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{smuggled}\r\n"
    answer = service.raw(f"{head}0\r\n\r\n{hidden}".encode())
    assert b'"alive"' not in answer
