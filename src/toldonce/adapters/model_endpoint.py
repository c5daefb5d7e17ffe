"""JSON over HTTP to a model's server: retries within a budget, time limits, server-sent events, errors as sentences.

On httpx2: it is the maintained line of httpx, reads server-sent events, trusts the system's certificates and comes with
the tokenizers anyway.
"""

from __future__ import annotations

import asyncio
import ipaddress
import random
import re
import time
from collections.abc import AsyncGenerator, Generator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import orjson
from pydantic import SecretStr

CONNECT_SECONDS = 5.0
RETRIES = 4
RETRY_SECONDS = 20.0
FIRST_DELAY, LONGEST_DELAY = 0.5, 8.0
RETRIED_STATUS = frozenset({408, 409, 429})
MAX_ANSWER_BYTES = 64 * 1024 * 1024
MAX_EVENT_BYTES = 4 * 1024 * 1024
CODE = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


class EndpointFailed(Exception):
    """A model's server did not give what was asked for.

    ``sentence`` may be shown to anyone: it holds no key and nothing that was sent or answered.
    """

    def __init__(self, sentence: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Another try may go well."""
        return self.status is None or self.status in RETRIED_STATUS or self.status >= 500


class KeyHeader(httpx2.Auth):
    """Puts a key into every request; kept apart because some headers are shown when a client is."""

    def __init__(self, name: str, value: str) -> None:
        self._name = name
        self._value = SecretStr(value)

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Add the header."""
        request.headers[self._name] = self._value.get_secret_value()
        yield request


class Endpoint:
    """One server of models. Its key is in no representation and no message."""

    def __init__(
        self,
        what: str,
        base_url: str,
        *,
        key: KeyHeader | None,
        timeout: float,
        headers: Mapping[str, str] | None = None,
        retry_seconds: float = RETRY_SECONDS,
        url_setting: str = "the base URL",
        key_setting: str = "the API key",
        time_setting: str | None = None,
    ) -> None:
        """``what`` names the model's role in messages, the settings what a user would change. Times are in seconds:
        ``timeout`` bounds a whole answer or the wait for the first byte of a stream, ``retry_seconds`` the time after
        which no other try begins (at most half of ``timeout``). Raises `EndpointFailed` for a URL that is none."""
        self._what = what
        self._url_setting = url_setting
        self._key_setting = key_setting
        self._time_setting = time_setting
        self._timeout = timeout
        # The last try must have time to fail for its own reason, not for being late.
        self._retry_seconds = min(retry_seconds, timeout / 2)
        try:
            url = httpx2.URL(base_url)
        except (httpx2.InvalidURL, TypeError):
            url = httpx2.URL("")
        if url.scheme not in ("http", "https") or not url.host:
            raise EndpointFailed(f"{url_setting} must be a URL such as https://api.example.com/v1")
        self._host = url.host if url.port is None else f"{url.host}:{url.port}"
        self._base_url = base_url.rstrip("/")
        self._client = httpx2.AsyncClient(
            headers={
                "accept": "application/json, text/event-stream",
                "content-type": "application/json",
                **(headers or {}),
            },
            auth=key,
            timeout=httpx2.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
            # A proxy of the environment is for the way out, never for a server on this machine.
            trust_env=not _on_this_machine(url.host),
        )

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The JSON object that a call answers. Raises `EndpointFailed`."""
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._send(path, body)
                try:
                    content = await _read(response, MAX_ANSWER_BYTES)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx2.TimeoutException):
            raise self._late() from None
        except httpx2.RequestError as fault:
            raise self._broken() from fault
        return self._parsed(content)

    async def events(self, path: str, body: Mapping[str, Any]) -> AsyncGenerator[Any, None]:
        """The JSON objects of a stream of server-sent events, up to its end or ``[DONE]``, which comes as None.

        A server that answers plain JSON instead gives one object. Closing the iterator closes the connection. Raises
        `EndpointFailed`; nothing is tried again after the first byte.
        """
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._send(path, body)
            try:
                if not response.headers.get("content-type", "").lower().startswith("text/event-stream"):
                    yield self._parsed(await _read(response, MAX_ANSWER_BYTES))
                    return
                async for event in httpx2.EventSource(response, MAX_EVENT_BYTES):
                    if event.data.strip() == "[DONE]":
                        yield None
                        return
                    if event.data:
                        yield self._parsed(event.data)
            finally:
                await response.aclose()
        except (TimeoutError, httpx2.TimeoutException):
            raise self._late() from None
        except httpx2.RequestError as fault:
            raise self._broken() from fault

    async def forward(
        self, method: str, path: str, *, query: str = "", headers: Mapping[str, str] | None = None, body: bytes | None
    ) -> tuple[httpx2.Response, AsyncGenerator[bytes, None]]:
        """The open response to a request that goes out as it is, whatever its status, and its content as it comes.

        Nothing is tried again. Closing the content closes the connection. Both raise `EndpointFailed`.
        """
        url = f"{self._base_url}{path}?{query}" if query else self._base_url + path
        request = self._client.build_request(method, url, headers=dict(headers or {}), content=body)
        try:
            response = await self._client.send(request, stream=True)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            raise self._unreachable() from None
        except httpx2.TimeoutException:
            raise self._late() from None
        except httpx2.RequestError as fault:
            raise self._broken() from fault
        return response, self._content(response)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(self, path: str, body: Mapping[str, Any]) -> httpx2.Response:
        """An open, successful response; its content is still to be read."""
        content = orjson.dumps(body)
        last_try = time.monotonic() + self._retry_seconds
        delay = FIRST_DELAY
        for tries_left in range(RETRIES, -1, -1):
            request = self._client.build_request("POST", self._base_url + path, content=content)
            try:
                response = await self._client.send(request, stream=True)
                if response.is_success:
                    return response
                failure = await self._refused(response)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                failure = self._unreachable()
            pause = failure.retry_after if failure.retry_after is not None else delay * random.uniform(0.5, 1.0)
            if not tries_left or not failure.passing or time.monotonic() + pause > last_try:
                raise failure
            await asyncio.sleep(pause)
            delay = min(delay * 2, LONGEST_DELAY)
        raise AssertionError("the last try returns or raises")

    async def _refused(self, response: httpx2.Response) -> EndpointFailed:
        try:
            code = _error_code(await _read(response, 65_536, cut=True))
        finally:
            await response.aclose()
        status = response.status_code
        named = f"HTTP status {status}, {code}" if code else f"HTTP status {status}"
        if "context_length" in code or code == "exceed_context_size_error":
            reason = "finds the text too long for its window: lower MAX_CONTEXT_TOKENS or use a model with a larger one"
        elif status in (401, 403):
            reason = f"refused the credentials ({named}): check {self._key_setting}"
        elif status in (404, 405) or response.is_redirect:
            reason = f"has no such model or path ({named}): check the model's name and {self._url_setting}"
        elif status == 429:
            reason = f"answers that its rate limit or quota is used up ({named}): try again later"
        elif status >= 500 or status in RETRIED_STATUS:
            reason = f"is failing ({named}): try again later"
        else:
            reason = f"rejected the request ({named})"
        return EndpointFailed(
            f"The {self._what} at {self._host} {reason}.", status=status, retry_after=_retry_after(response)
        )

    def _parsed(self, content: bytes | str) -> Any:
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError:
            answer = None
        if not isinstance(answer, dict):
            raise EndpointFailed(f"The {self._what} at {self._host} answered something that is not a JSON object.")
        return answer

    async def _content(self, response: httpx2.Response) -> AsyncGenerator[bytes, None]:
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except httpx2.TimeoutException:
            raise self._late() from None
        except httpx2.RequestError as fault:
            raise self._broken() from fault
        finally:
            await response.aclose()

    def _unreachable(self) -> EndpointFailed:
        return EndpointFailed(
            f"The {self._what} at {self._host} cannot be reached: check {self._url_setting} and the network."
        )

    def _late(self) -> EndpointFailed:
        remedy = "" if self._time_setting is None else f": if it is only slow, raise {self._time_setting}"
        return EndpointFailed(
            f"The {self._what} at {self._host} did not answer within {self._timeout:g} seconds{remedy}."
        )

    def _broken(self) -> EndpointFailed:
        return EndpointFailed(f"The {self._what} at {self._host} broke the connection before its answer was complete.")


async def _read(response: httpx2.Response, most: int, *, cut: bool = False) -> bytes:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > most:
            if cut:
                break
            raise EndpointFailed("The model's answer is too long.")
    return bytes(content)


def _error_code(content: bytes) -> str:
    """The error's machine-readable name, when it is one; its message may quote keys and prompts."""
    try:
        error = orjson.loads(content)
        error = error.get("error", error)
        names = [error.get("code"), error.get("type")]
    except (orjson.JSONDecodeError, AttributeError):
        return ""
    return next((name for name in names if isinstance(name, str) and CODE.fullmatch(name)), "")


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds, from a number or a date."""
    value = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
