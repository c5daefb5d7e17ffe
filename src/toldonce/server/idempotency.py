"""``Idempotency-Key``: the same write sent twice happens once and is answered the same."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Send
from starlette.types import Scope as ConnectionScope

from toldonce.errors import IdempotencyKeyReused, InvalidRequest, ToldonceError, WriteInProgress
from toldonce.model import Scope
from toldonce.ports import Idempotency
from toldonce.server.events import Streamed
from toldonce.server.problems import problem_of

MAX_KEY = 255
LARGE_BODY = 1024 * 1024
LEASE_SECONDS = 10.0
"""For how long nobody else may answer a key whose process has died; a living one holds it as long as it works."""
MAX_STREAM = 4 * 1024 * 1024
"""How many bytes of a stream are kept; a longer one is made again when its request is."""
STORED_ERRORS = frozenset({404, 410, 422})
"""Refusals that the same request would meet again; the others may pass when they are repeated."""
KEPT_HEADERS = ("content-type", "etag", "location", "x-memory-used", "x-memory-conversation")

log = structlog.get_logger("toldonce.server")


def key_of(connection: ConnectionScope) -> str | None:
    """The Idempotency-Key of a request. Raises `InvalidRequest`, naming the header."""
    sent = [value for name, value in connection["headers"] if name == b"idempotency-key"]
    if not sent:
        return None
    if len(sent) > 1 or not 1 <= len(sent[0]) <= MAX_KEY or not all(0x21 <= byte <= 0x7E for byte in sent[0]):
        raise InvalidRequest(f"Idempotency-Key: must be 1 to {MAX_KEY} visible ASCII characters, sent once.")
    return str(sent[0], "ascii")


async def hash_of(connection: ConnectionScope, subject: str, body: bytes) -> bytes:
    """What makes two requests the same: method, path, query, subject and body."""

    def digest() -> bytes:
        whole = hashlib.sha256()
        head = (connection["method"].encode(), connection["path"].encode(), connection["query_string"])
        for part in (*head, subject.encode(), body):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
        return whole.digest()

    return await asyncio.to_thread(digest) if len(body) > LARGE_BODY else digest()


async def answer_once(
    store: Idempotency,
    scope: Scope,
    key: str,
    request_hash: bytes,
    request: Request,
    handler: Callable[[Request], Awaitable[Response]],
) -> Response:
    """The stored answer to this key, or the handler's, which is then stored when it is final.

    A stream is stored when it has ended whole. Raises `IdempotencyKeyReused` and `WriteInProgress`.
    """
    stored = await store.begin(scope, key, request_hash, LEASE_SECONDS)
    if stored is not None:
        if stored.request_hash != request_hash:
            raise IdempotencyKeyReused
        if stored.status is None:
            raise WriteInProgress
        return Response(stored.body, stored.status, {**stored.headers, "Idempotency-Replayed": "true"})
    holding = asyncio.create_task(_hold(store, scope, key))
    try:
        response = await handler(request)
    except ToldonceError as error:
        if error.status not in STORED_ERRORS:
            await _release(store, scope, key)
            raise
        response = problem_of(request.scope, error)
    except BaseException:
        await asyncio.shield(_release(store, scope, key))
        raise
    finally:
        holding.cancel()
    if isinstance(response, Streamed):
        return KeptStream(response, store, scope, key)
    await _keep(store, scope, key, response)
    return response


class KeptStream(Response):
    """A stream that holds its key while it runs and becomes its answer; one that breaks off lets go of it."""

    def __init__(self, stream: Streamed, store: Idempotency, scope: Scope, key: str) -> None:
        self._stream = stream
        self._store = store
        self._scope = scope
        self._key = key
        self.status_code = stream.status_code
        self.background = None
        self.raw_headers = stream.raw_headers

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        """Send the stream, and store it before its last message: whoever has it all may send the request again."""
        body = bytearray()

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.body":
                if len(body) <= MAX_STREAM:
                    body.extend(message.get("body", b""))
                if not message.get("more_body") and self._stream.is_whole and len(body) <= MAX_STREAM:
                    await _finish(self._store, self._scope, self._key, self._stream, bytes(body))
            await send(message)

        holding = asyncio.create_task(_hold(self._store, self._scope, self._key))
        try:
            await self._stream(scope, receive, kept)
        finally:
            holding.cancel()
            await asyncio.shield(_release(self._store, self._scope, self._key))


async def _hold(store: Idempotency, scope: Scope, key: str) -> None:
    """Keep the key from running out until cancelled."""
    while True:
        await asyncio.sleep(LEASE_SECONDS / 3)
        try:
            await store.renew(scope, key, LEASE_SECONDS)
        except ToldonceError as error:
            log.warning("idempotency_key_not_renewed", code=error.code)


async def _keep(store: Idempotency, scope: Scope, key: str, response: Response) -> None:
    body = getattr(response, "body", None)
    is_final = response.status_code < 400 or response.status_code in STORED_ERRORS
    if not is_final or not isinstance(body, bytes):
        await _release(store, scope, key)
        return
    await _finish(store, scope, key, response, body)


async def _finish(store: Idempotency, scope: Scope, key: str, response: Response, body: bytes) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    try:
        await store.finish(scope, key, response.status_code, body, headers)
    except ToldonceError as error:
        # The write itself is done and answered; the verb's write_key makes a repetition harmless.
        log.warning("idempotency_answer_not_stored", code=error.code)


async def _release(store: Idempotency, scope: Scope, key: str) -> None:
    try:
        await store.release(scope, key)
    except ToldonceError as error:
        log.warning("idempotency_key_not_released", code=error.code)
