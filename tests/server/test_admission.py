"""What there is no time for is refused at once; what waits for somebody else takes no room."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toldonce.server.app import create_app
from toldonce.server.crowd import FLOOR, MOST, TOGETHER, Crowd
from toldonce.server.middleware.admission import BULK_BYTES, Admission
from toldonce.settings import Settings
from toldonce.telemetry.attendance import waiting_elsewhere


class Clock:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def answer(crowd: Crowd, clock: Clock, seconds: float, *, together: int = 1, times: int = 1) -> None:
    """``together`` requests at once, each of which takes ``seconds``, ``times`` over."""
    for _ in range(times):
        admitted = [crowd.admit() for _ in range(together)]
        clock.now += seconds
        for one in admitted:
            one.end("GET /")


def test_answers_as_quick_as_ever_leave_the_limit_where_it_is(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    answer(crowd, clock, 0.02, times=50)
    answer(crowd, clock, 0.025, together=20, times=10)
    assert crowd.limit == MOST


def test_slow_answers_shrink_it_at_once_and_never_below_the_floor(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    answer(crowd, clock, 0.02, times=50)
    answer(crowd, clock, 0.5, together=30)
    assert crowd.limit < 30
    for _ in range(10):
        answer(crowd, clock, 0.5, together=int(crowd.limit))
    assert crowd.limit == FLOOR


def test_a_slow_route_is_measured_by_its_own_time(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    answer(crowd, clock, 0.01, times=20)
    for _ in range(20):
        admitted = [crowd.admit() for _ in range(6)]
        clock.now += 0.9
        for one in admitted:
            one.end("POST /import")
    assert crowd.limit == MOST


def test_room_comes_back_when_answers_are_quick_again(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    answer(crowd, clock, 0.02, times=50)
    answer(crowd, clock, 0.5, together=30, times=5)
    small = crowd.limit
    answer(crowd, clock, 0.02, times=2_000)
    assert small < crowd.limit == MOST


def test_a_slow_event_loop_lets_in_the_floor_only_when_more_comes_than_goes(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    for _ in range(20):
        crowd.feel(0.2)
    within = [one for one in (crowd.enter() for _ in range(30)) if one is not None]
    assert len(within) == FLOOR
    within[0].end()
    for _ in range(20):
        crowd.feel(0.001)
    assert all(crowd.enter() for _ in range(MOST - FLOOR))


def test_some_that_come_together_are_no_crowd_while_as_much_goes_as_comes(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    for _ in range(60):
        crowd.feel(0.03)
        entered = crowd.enter()
        assert entered is not None
        clock.now += 0.02
        entered.end("GET /")
    crowd.limit = float(FLOOR)
    entering = [crowd.enter() for _ in range(TOGETHER + 1)]
    assert [one is not None for one in entering] == [True] * TOGETHER + [False]


def test_the_wait_for_somebody_else_is_no_work(clock: Clock) -> None:
    crowd = Crowd(clock=clock)
    answer(crowd, clock, 0.02, times=50)
    waiting = [crowd.admit() for _ in range(MOST)]
    assert crowd.is_full
    for one in waiting:
        one.leave()
    assert crowd.working == 0
    clock.now += 30.0
    for one in waiting:
        one.come_back()
        one.end("GET /")
    assert (crowd.working, crowd.limit) == (0, MOST)


def test_the_service_is_protected_unless_it_is_told_otherwise() -> None:
    # The tests' own environment tells it otherwise.
    assert Settings.model_fields["overload_protection"].default is True
    for protected in (True, False):
        layers = create_app(Settings(_env_file=None, overload_protection=protected)).user_middleware
        assert any(layer.cls is Admission for layer in layers) is protected


class Held:
    """Requests that wait until they are let go."""

    def __init__(self) -> None:
        self.count = 0
        self._released = asyncio.Event()

    async def wait(self) -> None:
        self.count += 1
        await self._released.wait()

    async def until(self, count: int) -> None:
        """Until so many wait."""
        async with asyncio.timeout(30):
            while self.count < count:
                await asyncio.sleep(0)

    def release(self) -> None:
        self._released.set()


@pytest.fixture
async def held() -> Held:
    return Held()


@pytest.fixture
def client(held: Held) -> httpx.AsyncClient:
    async def work(_: Request) -> Response:
        await held.wait()
        return JSONResponse({})

    async def think(_: Request) -> Response:
        with waiting_elsewhere():
            await held.wait()
        return JSONResponse({})

    app = Starlette(
        routes=[Route("/work", work, methods=["GET", "POST"]), Route("/think", think), Route("/livez", work)]
    )
    transport = httpx.ASGITransport(Admission(app))
    return httpx.AsyncClient(transport=transport, base_url="http://service")


def asked(client: httpx.AsyncClient, count: int, path: str) -> list[asyncio.Task[httpx.Response]]:
    """Requests at the same time."""
    return [asyncio.create_task(client.get(path)) for _ in range(count)]


async def test_beyond_the_limit_a_request_is_refused_at_once(client: httpx.AsyncClient, held: Held) -> None:
    waiting = asked(client, MOST, "/work")
    await held.until(MOST)
    refused = await client.get("/work")
    assert (refused.status_code, refused.json()["error"]) == (503, "unavailable")
    assert int(refused.headers["Retry-After"]) >= 1
    bulk = asyncio.create_task(client.post("/work", content=bytes(BULK_BYTES + 1)))
    health = asyncio.create_task(client.get("/livez"))
    await held.until(MOST + 2)
    held.release()
    assert {one.status_code for one in await asyncio.gather(*waiting, bulk, health)} == {200}
    assert (await client.get("/work")).status_code == 200


async def test_who_waits_for_a_model_takes_no_room(client: httpx.AsyncClient, held: Held) -> None:
    waiting = asked(client, 4 * MOST, "/think")
    await held.until(4 * MOST)
    more = asyncio.create_task(client.get("/work"))
    await held.until(4 * MOST + 1)
    held.release()
    assert {one.status_code for one in await asyncio.gather(*waiting, more)} == {200}
