"""What both clients share: addresses, headers, errors, retries and server-sent events; no sending and no waiting."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from pydantic import ValidationError

from toldonce import __version__
from toldonce.client.call import Call
from toldonce.errors import ALL_ERRORS, InvalidRequest, ToldonceError, Unavailable, ValidationFailed
from toldonce.model import DEFAULT_SUBJECT, ChatEvent

PREFIX = "/api/v1"
DEFAULT_URL = "http://localhost:8000"
DEFAULT_TIMEOUT = 30.0
DEFAULT_RETRIES = 3
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
LONGEST_RETRY_AFTER = 60.0
"""Seconds; who asks for more, as a quota of a day does, gets no second attempt: the caller hears it at once."""
PASSING_STATUSES = frozenset({502, 503, 504})
BY_CODE: Mapping[str, type[ToldonceError]] = {error.code: error for error in ALL_ERRORS}


@dataclass(slots=True)
class Address:
    """Where the service is, who calls and whose memory is meant."""

    base_url: str
    credential: str | None
    subject: str
    _base: str = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidRequest(f"The address must look like {DEFAULT_URL}, not {self.base_url!r}.")
        if not 1 <= len(self.subject) <= 255 or not self.subject.strip():
            raise InvalidRequest("The subject must have 1 to 255 characters.")
        self._base = self.base_url.rstrip("/").removesuffix(PREFIX)

    def request(self, http: httpx.Client | httpx.AsyncClient, call: Call[Any]) -> httpx.Request:
        """The call as a request; every attempt of a write carries the same Idempotency-Key."""
        headers: dict[str, str | bytes] = {
            "Accept": "application/json",
            "User-Agent": f"toldonce-python/{__version__}",
        }
        if self.subject != DEFAULT_SUBJECT:
            headers["X-Memory-Subject"] = self.subject.encode()
        if self.credential:
            headers["Authorization"] = f"Bearer {self.credential}"
        headers |= call.headers
        if call.body is not None:
            headers["Content-Type"] = call.content_type
        if call.repeat == "write":
            headers["Idempotency-Key"] = call.write_key or uuid4().hex
        try:
            return http.build_request(
                call.method,
                self._base + PREFIX + call.path,
                params=dict(call.params) or None,
                content=call.body,
                headers={name.encode(): _bytes(value) for name, value in headers.items()},
            )
        except UnicodeEncodeError:
            raise InvalidRequest("The API key must be plain ASCII, as it was shown when it was made.") from None

    def unreachable(self, error: httpx.HTTPError) -> Unavailable:
        """The sentence for an attempt that brought no answer."""
        if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
            return Unavailable(f"No toldonce can be reached at {self._base}: is it running, and is the address right?")
        if isinstance(error, httpx.TimeoutException):
            return Unavailable(f"{self._base} did not answer in time: try again, or with a longer timeout.")
        return Unavailable(f"The connection to toldonce at {self._base} broke before the answer was complete.")


def _bytes(value: str | bytes) -> bytes:
    return value.encode("ascii") if isinstance(value, str) else value


def error_of(response: httpx.Response) -> ToldonceError:
    """The error that a response of 400 and above stands for; its body must have been read."""
    try:
        problem = json.loads(response.content)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        problem = {}
    code = problem.get("error")
    message = problem.get("message") or problem.get("detail")
    if not isinstance(message, str):
        message = f"The server at {response.request.url.host} answered {response.status_code} without a reason."
    headers = {name: response.headers[name] for name in ("retry-after", "www-authenticate") if name in response.headers}
    known = BY_CODE.get(code) if isinstance(code, str) else None
    if known is None and response.status_code in PASSING_STATUSES:
        known = Unavailable
    if known is not None and issubclass(known, ValidationFailed):
        return known(message, errors=[fault for fault in problem.get("errors") or [] if isinstance(fault, dict)])
    return (known or ToldonceError)(message, headers=headers)


def pause_after(call: Call[Any], outcome: httpx.Response | httpx.HTTPError, attempt: int) -> float | None:
    """Seconds to wait before the call is sent again; None when it must not be. ``attempt`` counts from 1."""
    pause = min(FIRST_PAUSE * 2.0 ** (attempt - 1), LONGEST_PAUSE) * (0.5 + random.random() / 2)
    if isinstance(outcome, httpx.HTTPError):
        arrived = not isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
        return None if arrived and call.repeat == "once" else pause
    wanted = _retry_after(outcome)
    if wanted > LONGEST_RETRY_AFTER:
        return None
    if outcome.status_code == 429:
        return max(pause, wanted)
    if call.repeat == "once":
        return None
    in_progress = outcome.status_code == 409 and b'"write_in_progress"' in outcome.content
    if outcome.status_code in PASSING_STATUSES or in_progress:
        return max(pause, wanted)
    return None


def _retry_after(response: httpx.Response) -> float:
    """Seconds; 0 when the header is missing or cannot be read."""
    value = response.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return 0.0
    return max(seconds, 0.0) if seconds == seconds else 0.0


class Events:
    """Server-sent events out of lines; comments (heartbeats) and events of other names are passed over."""

    def __init__(self) -> None:
        self._event = ""
        self._data: list[str] = []
        self._ended = False

    def feed(self, line: str) -> Iterator[ChatEvent]:
        """The event that a line completes, if it does."""
        if line == "":
            event, data = self._event, "\n".join(self._data)
            self._event, self._data = "", []
            for found in _event(event, data) if data else ():
                self._ended = found.event in ("done", "error")
                yield found
        elif line.startswith("event:"):
            self._event = line[6:].removeprefix(" ")
        elif line.startswith("data:"):
            self._data.append(line[5:].removeprefix(" "))

    def end(self) -> None:
        """Raises `Unavailable` when the stream ended before its last event."""
        if not self._ended:
            raise Unavailable("The reply broke off before its end: ask for the conversation to see what was stored.")


def _event(name: str, data: str) -> Iterator[ChatEvent]:
    try:
        yield ChatEvent.model_validate({"event": name, "data": json.loads(data)})
    except ValidationError:
        return
    except ValueError:
        raise ToldonceError("The server sent an event that is not JSON: is it a toldonce of another version?") from None
