"""Clients that ask something of every kind all the time, and note what they were answered in which phase."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from resilience.experiment import Trial
from resilience.stage import Account, Service


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that a probe repeats. ``body`` is given how often it was asked before: no two texts are the same, so
    that nothing is answered from a cache."""

    name: str
    method: str
    path: str
    body: Callable[[int], Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one. ``status`` 0: no answer. ``is_clear``: a refusal that says what it is and when to come back."""

    ask: str
    phase: str
    status: int
    began: float
    seconds: float
    is_clear: bool
    text: str


LOOKS = (
    Ask("search", "POST", "/memories/search", lambda number: {"query": f"Where did I live in year {number}?"}),
    Ask("list", "GET", "/memories"),
    Ask("tell", "POST", "/memories", lambda number: {"content": f"My locker has the number {number}."}),
    Ask("account", "GET", "/auth/me"),
)


class Probes:
    """One client for each `Ask`, each with one request at a time, for as long as the block runs."""

    def __init__(self, service: Service, account: Account, asks: Sequence[Ask], pause: float, timeout: float) -> None:
        self.answers: list[Answer] = []
        self.phase = "before"
        self._asks = asks
        self._pause = pause
        self._client = service.client(account, timeout=timeout)

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """Ask until the block ends; requests that run then are waited for."""
        stopping = asyncio.Event()
        tasks = [asyncio.create_task(self._repeat(ask, stopping)) for ask in self._asks]
        try:
            yield
        finally:
            stopping.set()
            await asyncio.gather(*tasks)
            await self._client.aclose()

    async def well_again(self, seconds: float) -> float:
        """Wait until each kind has been answered well once more, for a request that begins from now on; the seconds
        that it took, or infinity."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            fine = {one.ask for one in self.answers if one.began >= started and 200 <= one.status < 300}
            if len(fine) == len(self._asks):
                return time.monotonic() - started
            await asyncio.sleep(0.05)
        return float("inf")

    def of(self, phase: str) -> list[Answer]:
        """The answers to requests that began in a phase."""
        return [one for one in self.answers if one.phase == phase]

    async def _repeat(self, ask: Ask, stopping: asyncio.Event) -> None:
        for number in itertools.count():
            if stopping.is_set():
                return
            phase, began = self.phase, time.monotonic()
            body = ask.body(number) if ask.body is not None else None
            try:
                answer = await self._client.request(ask.method, ask.path, json=body)
            except httpx.HTTPError as broken:
                took = time.monotonic() - began
                self.answers.append(Answer(ask.name, phase, 0, began, took, False, type(broken).__name__))
            else:
                is_clear = (
                    answer.headers["Content-Type"] == "application/problem+json"
                    and bool(answer.json().get("error"))
                    and "Retry-After" in answer.headers
                )
                took = time.monotonic() - began
                self.answers.append(
                    Answer(ask.name, phase, answer.status_code, began, took, is_clear, answer.text[:300])
                )
            await asyncio.sleep(self._pause)


def judge(trial: Trial, answers: Sequence[Answer], where: str, *, slowest: float) -> Counter[int]:
    """The figures of a phase: nothing but good answers and clear 503s, none of them late."""
    statuses = Counter(one.status for one in answers)
    wrong = [one for one in answers if not (200 <= one.status < 300 or (one.status == 503 and one.is_clear))]
    refused = [one for one in answers if one.status == 503]
    for one in wrong[:4]:
        trial.say(f"{where}: {one.ask} was answered {one.status} {one.text}")
    trial.figure(f"{where}: answered well", sum(200 <= one.status < 300 for one in answers))
    trial.figure(f"{where}: clear 503", len(refused))
    trial.require(f"{where}: any other answer", len(wrong), exactly=0)
    trial.require(f"{where}: slowest answer", max((one.seconds for one in answers), default=0.0), "s", at_most=slowest)
    return statuses
