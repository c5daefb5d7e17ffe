"""The asynchronous client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from uuid import UUID

import httpx

from toldonce.client import account_calls, calls, memory_calls
from toldonce.client.call import Call
from toldonce.client.signatures import as_method
from toldonce.client.wire import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    DEFAULT_URL,
    Address,
    Events,
    error_of,
    pause_after,
)
from toldonce.errors import NotAllowed
from toldonce.model import DEFAULT_SUBJECT, ChatEvent, ChatRequest, Page, TokenPair

P = ParamSpec("P")
T = TypeVar("T")


class _Sender:
    def __init__(self, address: Address, http: httpx.AsyncClient, retries: int) -> None:
        self.address = address
        self.http = http
        self._retries = retries

    async def send(self, call: Call[T]) -> T:
        return call.read((await self._arrived(call, whole=True)).content)

    @asynccontextmanager
    async def answer(self, call: Call[Any]) -> AsyncIterator[httpx.Response]:
        """A successful response whose body is still to be read."""
        response = await self._arrived(call, whole=False)
        try:
            yield response
        except httpx.HTTPError as error:
            raise self.address.unreachable(error) from error
        finally:
            await response.aclose()

    async def _arrived(self, call: Call[Any], *, whole: bool) -> httpx.Response:
        request = self.address.request(self.http, call)
        attempt = 1
        while True:
            outcome: httpx.Response | httpx.HTTPError
            try:
                outcome = await self.http.send(request, stream=True)
                if whole or outcome.status_code >= 400:
                    await outcome.aread()
                    await outcome.aclose()
                if outcome.status_code < 400:
                    return outcome
            except httpx.HTTPError as error:
                outcome = error
            pause = pause_after(call, outcome, attempt) if attempt <= self._retries else None
            if pause is None:
                if isinstance(outcome, httpx.HTTPError):
                    raise self.address.unreachable(outcome) from outcome
                raise error_of(outcome)
            await asyncio.sleep(pause)
            attempt += 1


class _Sends:
    _sender: _Sender


def _sent(build: Callable[P, Call[T]]) -> Callable[Concatenate[_Sends, P], Coroutine[Any, Any, T]]:
    async def verb(self: _Sends, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._sender.send(build(*args, **kwargs))

    return as_method(verb, build)


def _logs_in(build: Callable[P, Call[TokenPair]]) -> Callable[Concatenate[_Sends, P], Coroutine[Any, Any, TokenPair]]:
    async def verb(self: _Sends, /, *args: P.args, **kwargs: P.kwargs) -> TokenPair:
        pair = await self._sender.send(build(*args, **kwargs))
        self._sender.address.credential = pair.access_token
        return pair

    return as_method(verb, build)


class AsyncAccount(_Sends):
    """The account: register, log in, make keys. After `login` and `refresh` the client uses the new access token."""

    def __init__(self, sender: _Sender) -> None:
        self._sender = sender

    register = _sent(account_calls.register)
    login = _logs_in(account_calls.login)
    refresh = _logs_in(account_calls.refresh)
    logout = _sent(account_calls.logout)
    me = _sent(account_calls.me)
    create_key = _sent(account_calls.create_key)
    keys = _sent(account_calls.keys)
    delete_key = _sent(account_calls.delete_key)
    erase = _sent(account_calls.erase)


class AsyncClient(_Sends):
    """One subject's memory over HTTP: the verbs of `ports.MemoryAPI`, `chat` and the ``account``.

    Errors are those of `toldonce.errors`. A lost connection, 429, 502, 503 and 504 are tried again, unless the service
    asks to wait for more than a minute, which the error's ``retry_after`` tells; writes carry an
    Idempotency-Key, so that trying again cannot store anything twice.
    """

    def __init__(
        self,
        base_url: str = DEFAULT_URL,
        *,
        api_key: str | None = None,
        subject: str = DEFAULT_SUBJECT,
        timeout: float = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """``api_key`` may also be an access token; ``timeout`` is in seconds; ``transport`` replaces the network."""
        http = httpx.AsyncClient(timeout=timeout, transport=transport)
        self._sender = _Sender(Address(base_url, api_key, subject), http, retries)
        self.account = AsyncAccount(self._sender)

    create_conversation = _sent(calls.create_conversation)
    conversations = _sent(calls.conversations)
    search_conversations = _sent(calls.search_conversations)
    conversation = _sent(calls.conversation)
    change_conversation = _sent(calls.change_conversation)
    forget_conversation = _sent(calls.forget_conversation)
    add_turns = _sent(calls.add_turns)
    turns = _sent(calls.turns)
    turn = _sent(calls.turn)
    forget_turn = _sent(calls.forget_turn)
    add_memories = _sent(memory_calls.add_memories)
    memories = _sent(memory_calls.memories)
    memory = _sent(memory_calls.memory)
    memory_history = _sent(memory_calls.memory_history)
    memory_uses = _sent(memory_calls.memory_uses)
    correct_memory = _sent(memory_calls.correct_memory)
    restore_memory = _sent(memory_calls.restore_memory)
    confirm_memory = _sent(memory_calls.confirm_memory)
    forget_memory = _sent(memory_calls.forget_memory)
    forget_all = _sent(memory_calls.forget_all)
    stats = _sent(memory_calls.stats)
    activity = _sent(memory_calls.activity)
    profile = _sent(memory_calls.profile)
    profile_summary = _sent(memory_calls.profile_summary)
    entities = _sent(memory_calls.entities)
    entity = _sent(memory_calls.entity)
    changes = _sent(memory_calls.changes)
    rollback = _sent(memory_calls.rollback)
    start_upkeep = _sent(memory_calls.start_upkeep)
    search = _sent(memory_calls.search)
    explain = _sent(memory_calls.explain)
    context = _sent(memory_calls.context)
    start_import = _sent(calls.start_import)
    jobs = _sent(calls.jobs)
    job = _sent(calls.job)
    retry_job = _sent(calls.retry_job)
    chat = _sent(calls.chat)

    async def note_use(
        self,
        turn_ids: Sequence[UUID],
        memory_ids: Sequence[UUID],
        turn_number: int,
        *,
        turn_id: UUID | None = None,
    ) -> None:
        """Part of `ports.MemoryAPI`, but the service notes itself what it puts into a prompt: raises `NotAllowed`."""
        raise NotAllowed("The service itself notes what it puts into a prompt; a client cannot.")

    async def export(self) -> AsyncIterator[bytes]:
        """Everything of the subject as JSON Lines, one line at a time, in a form that `start_import` reads back."""
        async with self._sender.answer(calls.export()) as response:
            rest = b""
            async for block in response.aiter_bytes():
                *lines, rest = (rest + block).split(b"\n")
                for line in lines:
                    yield line + b"\n"
            if rest:
                yield rest + b"\n"

    async def stream_chat(self, message: str | ChatRequest, **options: Any) -> AsyncIterator[ChatEvent]:
        """The reply while it is made; takes the options of `chat`. The last event is ``done`` or ``error``."""
        async with self._sender.answer(calls.streamed(calls.chat(message, **options))) as response:
            events = Events()
            async for line in response.aiter_lines():
                for event in events.feed(line):
                    yield event
            events.end()

    async def each(self, verb: Callable[P, Awaitable[Page[T]]], *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
        """Every item of a list, whatever its length: ``client.each(client.turns, conversation_id)``."""
        while True:
            page = await verb(*args, **kwargs)
            for item in page.items:
                yield item
            if page.next_cursor is None:
                return
            kwargs["cursor"] = page.next_cursor

    async def close(self) -> None:
        """Let go of the connections."""
        await self._sender.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()
