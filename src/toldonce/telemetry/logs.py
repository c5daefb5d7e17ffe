"""Log lines: one JSON object a line for machines, or a readable line in development. Both carry the request id."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from toldonce.telemetry.faults import name_of, stack_text
from toldonce.telemetry.lines import LineHandler

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered, or of the one that asked for the job that is being run."""
trace_id: ContextVar[str | None] = ContextVar("trace_id", default=None)
"""The trace that the request belongs to: 32 hexadecimal digits, as in W3C traceparent."""

REQUEST_KEY = "request_id"
_HANDLER_NAME = "toldonce"
_QUIET = ("httpx", "httpx2", "httpcore", "httpcore2", "asyncio", "uvicorn.asgi", "mcp")
_SILENT = ("urllib3", "sentry_sdk.errors", "asyncpg.pool")
"""They would tell of every failed try to reach Sentry, with its address, and the database, with a stack."""
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029]")
"""Valid within JSON, but some readers take them for the end of a line or for a command to the terminal."""


def configure_logging(
    level: str, *, json_lines: bool, stream: TextIO | None = None, in_background: bool = False
) -> None:
    """Send every logger of the process, uvicorn's included, to ``stream`` (standard output) in one form.

    ``in_background`` writes in a thread of its own. May be called again: the handler of the call before is replaced,
    handlers of others stay.
    """
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    out = stream or sys.stdout
    handler = LineHandler(out) if in_background else logging.StreamHandler(out)
    handler.set_name(_HANDLER_NAME)
    handler.setFormatter(_formatter(json_lines, colors=out.isatty()))
    root = logging.getLogger()
    for old in [one for one in root.handlers if one.get_name() == _HANDLER_NAME]:
        root.removeHandler(old)
        if isinstance(old, LineHandler):
            old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _take_over_uvicorn()


def json_handler() -> logging.Handler:
    """A handler that writes JSON lines to standard output, for the logging configuration of a server's own process
    (deploy/uvicorn-logging.json)."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_formatter(json_lines=True, colors=False))
    return handler


def log_uncaught() -> None:
    """Have exceptions that end the process or one of its threads logged in the same form as everything else."""

    def in_process(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        structlog.get_logger("toldonce").critical("uncaught_exception", exc_info=fault)

    def in_thread(hook: threading.ExceptHookArgs) -> None:
        name = hook.thread.name if hook.thread else None
        structlog.get_logger("toldonce").error("uncaught_exception", thread=name, exc_info=hook.exc_value)

    def unraisable(hook: sys.UnraisableHookArgs) -> None:
        structlog.get_logger("toldonce").error("unraisable_exception", exc_info=hook.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = in_process, in_thread, unraisable


def settle_logs() -> None:
    """Write the lines that wait, and write at once from now on: the process is about to end."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, LineHandler):
            handler.settle()


def with_request_id(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A job's payload that remembers the request which asked for it, so that the job's log lines can name it."""
    current = request_id.get()
    return dict(payload) if current is None else {REQUEST_KEY: current} | dict(payload)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        _add_ids,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(json_lines: bool, *, colors: bool) -> logging.Formatter:
    rendering: list[Processor] = (
        [_add_stack, _render_json]
        if json_lines
        else [
            _escape,
            structlog.dev.ConsoleRenderer(
                colors=colors, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
            ),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(), _first_line],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )


def _take_over_uvicorn() -> None:
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    access = logging.getLogger("uvicorn.access")
    access.handlers.clear()
    access.propagate = False  # the service writes its own line for each request


def _add_ids(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if (current := request_id.get()) is not None:
        event.setdefault("request_id", current)
    if (trace := trace_id.get()) is not None:
        event.setdefault("trace_id", trace)
    return event


def _first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """asyncio shows what a failed task held, exception and all, below its first line."""
    if event.get("logger") == "asyncio":
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _add_stack(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    fault = exception_of(event.pop("exc_info", None))
    if fault is not None:
        event["error_type"] = name_of(fault)
        event["exception"] = stack_text(fault)
    return event


def exception_of(exc_info: Any) -> BaseException | None:
    """The exception behind what a logging call was given as ``exc_info``."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if len(exc_info) > 1 and isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _escape(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Line ends and terminal commands in a value must not look like output of ours."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _UNSAFE.sub(lambda found: repr(found[0])[1:-1], value.rstrip("\n"))
    return event


def _render_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    try:
        text = orjson.dumps(event, default=_shown, option=orjson.OPT_NON_STR_KEYS).decode("utf-8")
    except TypeError:  # a lone surrogate, a number beyond 64 bits, or a circle
        text = json.dumps(_tamed(event))
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _tamed(value: Any, depth: int = 4) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping) and depth:
        return {str(key): _tamed(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth:
        return [_tamed(item, depth - 1) for item in value]
    return _shown(value)


def _shown(value: object) -> str:
    try:
        return str(value)
    except Exception:
        return f"<{type(value).__name__}>"
