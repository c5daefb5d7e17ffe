"""What may leave the process in a report: lists of what is known to be harmless, everything else stays."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from toldonce.telemetry.faults import WITHHELD, chain_of, spoken

HEADERS = frozenset({"host", "user-agent", "accept", "content-type", "content-length"})
LOG_KEYS = (
    "attempt",
    "code",
    "duration_ms",
    "job_id",
    "kind",
    "method",
    "part",
    "request_id",
    "route",
    "seconds",
    "status",
    "worker",
)
TAGS = frozenset({"code", "job_id", "logger", "part", "request_id", "said", "sqlstate", "status"})
_EVENT_KEYS = (
    "event_id",
    "timestamp",
    "start_timestamp",
    "type",
    "level",
    "platform",
    "environment",
    "release",
    "server_name",
    "sdk",
    "transaction",
    "transaction_info",
    "fingerprint",
    "measurements",
    "profile",
)
_TRACE_KEYS = ("trace_id", "span_id", "parent_span_id", "op", "status", "origin", "type", "dynamic_sampling_context")
_SPAN_KEYS = (*_TRACE_KEYS, "start_timestamp", "timestamp", "same_process_as_parent")
_FRAME_KEYS = (
    "filename",
    "abs_path",
    "function",
    "module",
    "lineno",
    "pre_context",
    "context_line",
    "post_context",
    "in_app",
)
_QUERY = re.compile(r"[a-z_]{1,60}")


def event(event: Mapping[str, Any], fault: BaseException | None) -> dict[str, Any]:
    """A report of a fault, without the values that it was about: kinds, stack and where it happened stay."""
    kept = _common(event)
    if fault is not None:
        _tag(kept["tags"], fault)
    if "exception" in event:
        words = {type(one).__name__: spoken(one) for _, one in chain_of(fault)} if fault is not None else {}
        kept["exception"] = {"values": [_exception(value, words) for value in event["exception"].get("values", ())]}
    crumbs = event.get("breadcrumbs")
    if isinstance(crumbs, Mapping) and isinstance(crumbs.get("values"), list):
        kept["breadcrumbs"] = {"values": [one for one in map(breadcrumb, crumbs["values"]) if one is not None]}
    if "message" in event:  # set by us, to the fixed part of a log line
        kept["message"] = event["message"]
    return kept


def transaction(event: Mapping[str, Any]) -> dict[str, Any]:
    """The times of one request or job."""
    kept = _common(event)
    spans = event.get("spans")
    kept["spans"] = [_span(span) for span in spans] if isinstance(spans, list) else []
    return kept


def breadcrumb(crumb: Mapping[str, Any]) -> dict[str, Any] | None:
    """One thing that happened before: a log line, a query, a call; None for a kind that is not known."""
    category = crumb.get("category")
    data = crumb.get("data") or {}
    kept = {key: crumb[key] for key in ("timestamp", "type", "level", "category") if key in crumb}
    if category == "log":
        return kept | {"message": crumb.get("message"), "data": {key: data[key] for key in LOG_KEYS if key in data}}
    if category == "query":
        return kept | {"message": _query(crumb.get("message"))}
    if category == "redis":
        return kept | {"message": _command(crumb.get("message"))}
    if category == "httplib":
        known = ("http.method", "http.request.method", "method", "status_code", "http.response.status_code")
        shown = {key: data[key] for key in known if key in data}
        return kept | {"data": shown | ({"url": _origin(data["url"])} if "url" in data else {})}
    return None


def said(record: logging.LogRecord) -> str:
    """The fixed part of a log line. What other packages put together themselves may hold anything and is left out."""
    if isinstance(record.msg, dict):
        return str(record.msg.get("event", ""))
    if record.args or record.name.startswith("uvicorn"):
        return str(record.msg).strip().partition("\n")[0]
    return record.name


def _common(event: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: event[key] for key in _EVENT_KEYS if key in event}
    contexts = event.get("contexts") or {}
    kept["contexts"] = {name: contexts[name] for name in ("runtime", "profile") if name in contexts}
    if "trace" in contexts:
        kept["contexts"]["trace"] = {key: contexts["trace"][key] for key in _TRACE_KEYS if key in contexts["trace"]}
    kept["tags"] = {name: value for name, value in (event.get("tags") or {}).items() if name in TAGS}
    if (user := event.get("user")) and "id" in user:
        kept["user"] = {"id": user["id"]}
    if request := event.get("request"):
        headers = {name: value for name, value in request.get("headers", {}).items() if name in HEADERS}
        kept["request"] = {"url": request.get("url"), "method": request.get("method"), "headers": headers}
    return kept


def _tag(tags: dict[str, Any], fault: BaseException) -> None:
    for _, one in chain_of(fault):
        if type(one).__module__.startswith("toldonce.") and isinstance(code := getattr(one, "code", None), str):
            tags.setdefault("code", code)
        if isinstance(state := getattr(one, "sqlstate", None), str):
            tags.setdefault("sqlstate", state)


def _exception(value: Mapping[str, Any], words: Mapping[str, str | None]) -> dict[str, Any]:
    kept = {key: value[key] for key in ("type", "module", "thread_id") if key in value}
    kept["value"] = words.get(str(value.get("type"))) or WITHHELD
    if mechanism := value.get("mechanism"):
        known = ("type", "handled", "exception_id", "parent_id", "is_exception_group", "source")
        kept["mechanism"] = {key: mechanism[key] for key in known if key in mechanism}
    if stack := value.get("stacktrace"):
        frames = [{key: frame[key] for key in _FRAME_KEYS if key in frame} for frame in stack.get("frames", ())]
        kept["stacktrace"] = {"frames": frames}
    return kept


def _span(span: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: span[key] for key in _SPAN_KEYS if key in span}
    op, text = str(span.get("op", "")), span.get("description")
    if op.startswith(("db.redis", "cache")):
        kept["description"] = _command(text)
    elif op.startswith("db"):
        kept["description"] = _query(text)
    elif op.startswith("http"):
        method, _, url = str(text or "").partition(" ")
        kept["description"] = f"{method} {_origin(url)}"
    status = (span.get("data") or {}).get("http.response.status_code")
    if status is not None:
        kept["data"] = {"http.response.status_code": status}
    return kept


def _query(text: object) -> str:
    """The name of one of our queries; anything else may hold values."""
    return str(text) if _QUERY.fullmatch(str(text)) else ""


def _command(text: object) -> str:
    return re.split(r"[^A-Za-z0-9_]", str(text or ""), maxsplit=1)[0]


def _origin(url: object) -> str:
    try:
        parts = urlsplit(str(url))
        return f"{parts.scheme}://{parts.hostname or ''}"
    except ValueError:
        return ""
