"""What may leave the process: everything that is not known to be harmless stays."""

from __future__ import annotations

import json
import logging

import pytest

from toldonce.errors import ModelFailed
from toldonce.telemetry import scrub

CANARY = "zebra-4711"


@pytest.mark.requirement("SE-04", "SE-06")
@pytest.mark.parametrize(
    ("crumb", "kept"),
    [
        ({"category": "redis", "message": f"GET 'limit:{CANARY}'", "data": {"redis.key": CANARY}}, {"message": "GET"}),
        ({"category": "query", "message": f"SELECT '{CANARY}'", "data": {"db.params": [CANARY]}}, {"message": ""}),
        ({"category": "query", "message": "search_lexical"}, {"message": "search_lexical"}),
        (
            {
                "category": "httplib",
                "message": CANARY,
                "data": {
                    "url": f"https://user:{CANARY}@api.example.org:8443/{CANARY}?key={CANARY}#{CANARY}",
                    "http.query": CANARY,
                    "http.response.status_code": 200,
                },
            },
            {"data": {"http.response.status_code": 200, "url": "https://api.example.org"}},
        ),
        ({"category": "httplib", "data": {"url": f"http://[{CANARY}"}}, {"data": {"url": ""}}),
        (
            {"category": "log", "message": "request", "data": {"status": 500, "text": CANARY}},
            {"message": "request", "data": {"status": 500}},
        ),
    ],
)
def test_a_breadcrumb_keeps_what_is_known(crumb: dict[str, object], kept: dict[str, object]) -> None:
    assert scrub.breadcrumb(crumb) == {"category": crumb["category"], **kept}


def test_a_breadcrumb_of_another_kind_is_dropped() -> None:
    assert scrub.breadcrumb({"category": "subprocess", "message": CANARY}) is None
    assert scrub.breadcrumb({"message": CANARY}) is None


@pytest.mark.requirement("SE-04")
def test_an_event_is_rebuilt_from_what_may_leave() -> None:
    fault = ModelFailed("The language model did not answer.")
    fault.__cause__ = ValueError(CANARY)
    canaries = {"a": CANARY, "b": [CANARY]}
    values = [
        {
            "type": "ValueError",
            "value": CANARY,
            "mechanism": {"type": "chained", "data": canaries, "handled": True},
            "stacktrace": {"frames": [{"function": "f", "lineno": 3, "vars": canaries}], "registers": canaries},
        },
        {"type": "ModelFailed", "value": fault.message},
    ]
    event = {
        "level": "error",
        "exception": {"values": values},
        "breadcrumbs": {"values": [{"category": "log", "message": "x", "data": canaries}]},
        "request": {
            "url": "http://localhost/x",
            "method": "POST",
            "query_string": CANARY,
            "cookies": canaries,
            "data": canaries,
            "env": canaries,
            "headers": {"authorization": CANARY, "host": "localhost", "x-any": CANARY},
        },
        "user": {"id": "7", "email": CANARY, "ip_address": CANARY},
        "contexts": {"trace": {"trace_id": "1", "data": canaries}, "state": canaries, "response": canaries},
        "tags": {"status": "500", "any": CANARY},
        "extra": canaries,
        "modules": canaries,
        "logentry": {"message": CANARY, "params": [CANARY]},
        "threads": {"values": [canaries]},
        "spans": [{"op": "http.client", "description": f"GET http://x/{CANARY}", "data": canaries, "tags": canaries}],
    }
    kept = scrub.event(event, fault)
    assert CANARY not in json.dumps(kept)
    assert kept["tags"] == {"status": "500", "code": "model_failed"}
    assert [one["value"] for one in kept["exception"]["values"]] == ["(text withheld)", fault.message]
    assert kept["exception"]["values"][0]["stacktrace"]["frames"] == [{"function": "f", "lineno": 3}]
    assert kept["user"] == {"id": "7"}
    assert kept["request"]["headers"] == {"host": "localhost"}
    timed = scrub.transaction(event)
    assert CANARY not in json.dumps(timed)
    assert timed["spans"] == [{"op": "http.client", "description": "GET http://x"}]


def test_of_a_foreign_log_line_only_the_template_is_told() -> None:
    def record(name: str, message: object, *args: object) -> logging.LogRecord:
        return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, None)

    assert scrub.said(record("toldonce.x", {"event": "failed", "text": CANARY})) == "failed"
    assert scrub.said(record("other", "lost %s", CANARY)) == "lost %s"
    assert scrub.said(record("other", f"lost {CANARY}")) == "other"
    assert (
        scrub.said(record("uvicorn.error", f"Exception in ASGI application\n{CANARY}"))
        == "Exception in ASGI application"
    )
