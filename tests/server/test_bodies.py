"""Bodies that stand still, and bodies that are too many at once: the layer alone, on a clock that jumps."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from starlette.types import Message

from toldonce.errors import BodyTooSlow, Unavailable
from toldonce.server.middleware.bodies import PROGRESS_BYTES, SMALL_BYTES, Bodies

PATIENCE = 30.0
HELD_BYTES = 4 * SMALL_BYTES
ANSWER: Message = {"type": "http.response.start", "status": 200}

Piece = tuple[float, int]
"""Seconds until it comes, and its length."""


class JumpingSelector(selectors.SelectSelector):
    """Waits by setting the clock ahead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop in which waiting takes no time."""

    def __init__(self) -> None:
        self._clock = JumpingSelector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


@pytest.fixture
def run() -> Iterator[Callable[[Awaitable[None]], float]]:
    """Run something; the seconds that it took on its clock."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:

        def ran(work: Any) -> float:
            loop = runner.get_loop()
            began = loop.time()
            runner.run(work)
            return loop.time() - began

        yield ran


def layer(app: Any) -> Bodies:
    return Bodies(app, patience=PATIENCE, held_bytes=HELD_BYTES)


async def sent(bodies: Bodies, *pieces: Piece, is_whole: bool = True) -> None:
    """One request whose body comes in pieces; a client that has not sent all of it goes on waiting."""
    coming = iter(pieces)
    left = len(pieces)

    async def receive() -> Message:
        nonlocal left
        piece = next(coming, None)
        if piece is None:
            await asyncio.sleep(3_600)
            return {"type": "http.disconnect"}
        seconds, length = piece
        await asyncio.sleep(seconds)
        left -= 1
        return {"type": "http.request", "body": bytes(length), "more_body": left > 0 or not is_whole}

    async def send(message: Message) -> None:
        pass

    await bodies({"type": "http"}, receive, send)


async def read(scope: Any, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        continue


def test_what_makes_progress_may_take_for_ever(run: Any) -> None:
    assert run(sent(layer(read), *[(PATIENCE - 1, PROGRESS_BYTES)] * 100)) == 100 * (PATIENCE - 1)


def test_the_rest_of_a_body_may_be_short(run: Any) -> None:
    run(sent(layer(read), (PATIENCE - 1, PROGRESS_BYTES), (PATIENCE - 1, 1)))


@pytest.mark.parametrize(
    "pieces", [[], [(1.0, 5_000)], [(1.0, 10)] * 1_000, [(10.0, PROGRESS_BYTES // 3)] * 100], ids=str
)
def test_what_makes_none_is_given_up(pieces: list[Piece], run: Any) -> None:
    async def given_up() -> None:
        with pytest.raises(BodyTooSlow, match="within 30 seconds") as caught:
            await sent(layer(read), *pieces, is_whole=False)
        assert caught.value.headers == {"Connection": "close"}

    assert PATIENCE <= run(given_up()) <= PATIENCE + 1


def test_only_the_client_is_waited_for(run: Any) -> None:
    async def slow(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            await asyncio.sleep(10 * PATIENCE)

    run(sent(layer(slow), *[(1.0, 10)] * 20))


def test_a_whole_body_and_a_begun_answer_are_not_waited_for(run: Any) -> None:
    async def after_the_body(scope: Any, receive: Any, send: Any) -> None:
        await read(scope, receive, send)
        assert (await receive())["type"] == "http.disconnect"

    async def after_the_answer(scope: Any, receive: Any, send: Any) -> None:
        leaving = asyncio.ensure_future(receive())
        await asyncio.sleep(1)
        await send(ANSWER)
        assert (await leaving)["type"] == "http.disconnect"

    assert run(sent(layer(after_the_body), (1.0, 10))) > 3_000
    assert run(sent(layer(after_the_answer), is_whole=False)) > 3_000


def test_large_bodies_are_bounded_together_and_small_ones_pass(run: Any) -> None:
    large = (1.0, SMALL_BYTES)

    async def together() -> None:
        bodies = layer(read)
        first = asyncio.ensure_future(sent(bodies, *[large] * 3, (20.0, 1)))
        await asyncio.sleep(5)
        assert bodies.held == 3 * SMALL_BYTES
        with pytest.raises(Unavailable, match="large bodies"):
            await sent(bodies, large, large)
        assert bodies.held == 3 * SMALL_BYTES
        await sent(bodies, large)
        await first
        assert bodies.held == 0
        await sent(bodies, *[large] * 4)

    run(together())


def test_what_is_only_announced_takes_no_room(run: Any) -> None:
    async def announced() -> None:
        bodies = layer(read)
        waiting = [asyncio.ensure_future(sent(bodies, (1.0, 10), is_whole=False)) for _ in range(100)]
        await asyncio.sleep(2)
        assert bodies.held == 1_000
        await sent(bodies, *[(0.1, SMALL_BYTES)] * 3)
        assert all(isinstance(one, BodyTooSlow) for one in await asyncio.gather(*waiting, return_exceptions=True))

    run(announced())
