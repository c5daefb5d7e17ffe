"""Clients that write and keep a log of what was acknowledged; in the end the log is the judge of what is stored."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from resilience.ledger import everything

RETRY_SECONDS = 0.2
READ_AFTER = 5
"""So many writes are acknowledged for each one that is looked for at once."""
EXPECTED = frozenset({201, 409, 502, 503, 504})
"""Answers to a write while machines are lost: done, still being done, or not now."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A write that was answered with 201, at the monotonic time ``at``, when it had been sent ``attempts`` times."""

    conversation_id: str
    turn_id: str
    content: str
    at: float
    attempts: int


@dataclass(slots=True)
class Journal:
    """What the clients have seen."""

    conversations: list[str] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken_connections: int = 0
    looked_for: int = 0
    not_found: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def unexpected(self) -> int:
        """Answers that no client should ever see, such as a 500."""
        return sum(count for status, count in self.statuses.items() if status not in EXPECTED)

    def longest_pause(self, since: float) -> float:
        """The longest time in seconds without an acknowledgement, from ``since`` (monotonic) on."""
        times = sorted([since, *(one.at for one in self.acknowledged if one.at >= since)])
        return max((after - before for before, after in itertools.pairwise(times)), default=float("inf"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """``lost``: acknowledged and not stored. ``doubled``: stored more than once, although it was sent under one key."""

    acknowledged: int
    stored: int
    lost: int
    doubled: int


@asynccontextmanager
async def writing(client: httpx.AsyncClient, writers: int, pause: float = 0.0) -> AsyncIterator[Journal]:
    """Write until the block ends, ``writers`` at a time, each after ``pause`` seconds its next turn.

    A write that is not acknowledged is sent again under the same Idempotency-Key, as a careful client does. Some of
    those that are acknowledged are searched for at once.
    """
    journal, over = Journal(), asyncio.Event()
    for number in range(writers):
        made = await client.post("/conversations", json={"title": f"writer {number}"})
        journal.conversations.append(made.raise_for_status().json()["conversation_id"])
    tasks = [asyncio.create_task(_write(client, journal, number, pause, over.is_set)) for number in range(writers)]
    try:
        yield journal
    finally:
        over.set()
        await asyncio.gather(*tasks)


async def judge(client: httpx.AsyncClient, journal: Journal) -> Verdict:
    """Read everything and hold it against the log."""
    stored = [
        (turn["turn_id"], turn["content"])
        for conversation_id in journal.conversations
        for turn in await everything(client, f"/conversations/{conversation_id}/turns", {})
    ]
    known = set(stored)
    contents = Counter(content for _, content in stored)
    return Verdict(
        acknowledged=len(journal.acknowledged),
        stored=len(stored),
        lost=sum((one.turn_id, one.content) not in known for one in journal.acknowledged),
        doubled=sum(count - 1 for count in contents.values()),
    )


async def _write(
    client: httpx.AsyncClient, journal: Journal, writer: int, pause: float, is_over: Callable[[], bool]
) -> None:
    conversation_id, count = journal.conversations[writer], 0
    while not is_over():
        count += 1
        mark = f"{secrets.token_hex(4)}x{writer}x{count}"
        content = f"Note {count} of writer {writer}: the parcel {mark} lies in room {count % 97}."
        attempts = 0
        while True:
            attempts += 1
            answer = await _post(client, journal, conversation_id, content, f"{conversation_id}:{count}")
            if answer is not None and answer.status_code == 201:
                turn_id = answer.json()["turns"][0]["turn_id"]
                journal.acknowledged.append(Acknowledged(conversation_id, turn_id, content, time.monotonic(), attempts))
                if count % READ_AFTER == 0:
                    await _look_for(client, journal, mark, turn_id, answer.json()["up_to_seq"])
                break
            await asyncio.sleep(RETRY_SECONDS)
        await asyncio.sleep(pause)


async def _look_for(client: httpx.AsyncClient, journal: Journal, mark: str, turn_id: str, seq: int) -> None:
    asked = {"query": f"Where is the parcel {mark}?", "min_seq": seq, "limit": 5}
    with contextlib.suppress(httpx.HTTPError):
        answer = await client.post("/memories/search", json=asked)
        if answer.status_code == 200:
            journal.looked_for += 1
            journal.not_found += turn_id not in [hit["id"] for hit in answer.json()["hits"]]
        elif answer.status_code not in EXPECTED:
            journal.statuses[answer.status_code] += 1


async def _post(
    client: httpx.AsyncClient, journal: Journal, conversation_id: str, content: str, key: str
) -> httpx.Response | None:
    started = time.monotonic()
    with contextlib.suppress(httpx.HTTPError):
        answer = await client.post(
            f"/conversations/{conversation_id}/turns",
            json={"turns": [{"role": "user", "content": content}]},
            headers={"Idempotency-Key": key},
        )
        journal.statuses[answer.status_code] += 1
        journal.seconds.append(time.monotonic() - started)
        return answer
    journal.broken_connections += 1
    return None
