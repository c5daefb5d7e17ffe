"""What clients know: every write that they sent and every answer that they got. It judges what is stored."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from resilience.experiment import Trial
from resilience.stage import Account

PAUSE_SECONDS = 0.2
"""Before a write whose answer was lost is repeated. Who was told when to come back comes back then."""
MOST_REPEATED = 5
"""Writes that a client has not had acknowledged yet; with more of them it writes nothing new."""
LONGEST_WAIT = 600.0
"""Seconds for which a client repeats a write: longer than any service takes to come back on a busy machine."""
REPEATED_SHARE = 0.1
"""Of the acknowledged writes those that are sent once more, as by a client that lost the answer."""
FACTS = ("I live in {}.", "My cat is called {}.", "I work at {}.", "My favourite book is {}.")


@dataclass(slots=True)
class Write:
    """One write of a client. ``answers`` are the ids that its acknowledgements named, all the same if all is well."""

    key: str
    subject: str
    content: str
    is_turn: bool
    answers: list[str] = field(default_factory=list)
    waited: float = 0.0


@dataclass(slots=True)
class Ledger:
    """Every write, and every status that was ever answered (0: no answer, a broken connection)."""

    writes: list[Write] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    """Bodies of answers that no fault excuses."""

    @property
    def acknowledged(self) -> list[Write]:
        """The writes of which a client was told that they are stored."""
        return [one for one in self.writes if one.answers]

    def heard(self, answer: httpx.Response | None) -> int:
        """Note an answer; its status, or 0."""
        status = 0 if answer is None else answer.status_code
        self.statuses[status] += 1
        if answer is not None and (status == 500 or (400 <= status < 500 and status not in (409, 429))):
            self.errors.append(f"{status} {answer.text[:300]}")
        return status


class Writers:
    """Clients that write all the time, each into a memory of its own, and repeat what was not acknowledged.

    ``base_urls`` are asked in turn, so that a client meets every service that there is.
    """

    def __init__(self, base_urls: Sequence[str], account: Account, *, clients: int, pause: float = 0.02) -> None:
        self.ledger = Ledger()
        self._account = account
        self._pause = pause
        self._subjects = [f"writer-{number}" for number in range(clients)]
        self._conversations: dict[str, str] = {}
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._late: set[asyncio.Task[None]] = set()
        self._clients = [
            httpx.AsyncClient(base_url=f"{url}/api/v1", headers=account.headers, timeout=20, trust_env=False)
            for url in base_urls
        ]

    async def start(self) -> None:
        """Make a conversation for each client and begin."""
        for subject in self._subjects:
            made = await self._clients[0].post("/conversations", json={}, headers={"X-Memory-Subject": subject})
            self._conversations[subject] = made.raise_for_status().json()["conversation_id"]
        self._tasks = [asyncio.create_task(self._write_on(subject)) for subject in self._subjects]

    async def stop(self) -> None:
        """Send nothing new, and wait until everything was acknowledged or given up."""
        self._stopping.set()
        await asyncio.gather(*self._tasks)
        while self._late:
            await asyncio.gather(*self._late)

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            await client.aclose()

    async def _write_on(self, subject: str) -> None:
        number = 0
        while not self._stopping.is_set():
            if len(self._late) >= MOST_REPEATED * len(self._subjects):
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            number += 1
            name = f"{subject}-{number:05d}"
            fact = random.choice(FACTS).format(name.replace("-", " ").title().replace(" ", ""))
            write = Write(f"key-{name}", subject, f"{name}: {fact}", is_turn=random.random() < 0.7)
            self.ledger.writes.append(write)
            if wait := await self._try(write):
                # It is repeated beside the others: a client that waits writes nothing that could be lost.
                task = asyncio.create_task(self._repeat(write, wait))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
            elif random.random() < REPEATED_SHARE:
                await self._try(write)
            await asyncio.sleep(self._pause)

    async def _repeat(self, write: Write, wait: float) -> None:
        began = time.monotonic()
        while wait and time.monotonic() - began < LONGEST_WAIT:
            await asyncio.sleep(wait * (0.5 + random.random()))
            wait = await self._try(write)
        write.waited = time.monotonic() - began

    async def _try(self, write: Write) -> float:
        """Send a write; the seconds after which to send it again, 0 when it was acknowledged."""
        headers = {"X-Memory-Subject": write.subject, "Idempotency-Key": write.key}
        if write.is_turn:
            path = f"/conversations/{self._conversations[write.subject]}/turns"
            body: dict[str, object] = {"turns": [{"role": "user", "content": write.content}]}
        else:
            path, body = "/memories", {"content": write.content}
        answer = None
        with contextlib.suppress(httpx.HTTPError):
            answer = await random.choice(self._clients).post(path, json=body, headers=headers)
        if self.ledger.heard(answer) == 201 and answer is not None:
            found = answer.json()
            write.answers.append(found["turns"][0]["turn_id"] if write.is_turn else found["memory_id"])
            return 0.0
        return PAUSE_SECONDS if answer is None else float(answer.headers.get("Retry-After", PAUSE_SECONDS))

    async def judge(self, trial: Trial, client: httpx.AsyncClient) -> None:
        """Read everything back and compare it with what was acknowledged."""
        stored: dict[tuple[str, str], list[str]] = {}
        for subject, conversation in self._conversations.items():
            headers = {"X-Memory-Subject": subject}
            for turn in await everything(client, f"/conversations/{conversation}/turns", headers):
                stored.setdefault((subject, turn["content"]), []).append(turn["turn_id"])
            for memory in await everything(client, "/memories?status=all", headers):
                if memory["content"].startswith("writer-") and not memory["source_turn_ids"]:
                    stored.setdefault((subject, memory["content"]), []).append(memory["memory_id"])
        report(trial, self.ledger, stored)


def report(trial: Trial, ledger: Ledger, stored: dict[tuple[str, str], list[str]]) -> None:
    """The figures of a ledger beside what was found, by subject and content with its ids."""
    known = {(one.subject, one.content) for one in ledger.writes}
    lost = [
        one for one in ledger.acknowledged if not set(one.answers) <= set(stored.get((one.subject, one.content), ()))
    ]
    trial.figure("writes", len(ledger.writes))
    trial.figure("answers", sum(ledger.statuses.values()))
    trial.figure("answers that broke off", ledger.statuses[0])
    trial.figure("answers 503", ledger.statuses[503])
    trial.require("acknowledged writes", len(ledger.acknowledged), at_least=1)
    trial.require("acknowledged writes that are lost", len(lost), exactly=0)
    trial.require("stored twice", sum(len(ids) > 1 for ids in stored.values()), exactly=0)
    trial.require("one key, two answers", sum(len(set(one.answers)) > 1 for one in ledger.writes), exactly=0)
    trial.require("stored, but never sent", len(stored.keys() - known), exactly=0)
    trial.require("never acknowledged in the end", len(ledger.writes) - len(ledger.acknowledged), exactly=0)
    trial.require("answers 500 or 4xx", len(ledger.errors), exactly=0)
    trial.figure("longest time to the acknowledgement of a repeated write", max(w.waited for w in ledger.writes), "s")
    for error in ledger.errors[:5]:
        trial.say(error)


async def everything(client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        parameters = {"limit": "200"} | ({"cursor": cursor} if cursor else {})
        answer = await client.get(httpx.URL(path).copy_merge_params(parameters), headers=headers)
        page = answer.raise_for_status().json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


async def until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for something. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.05)
