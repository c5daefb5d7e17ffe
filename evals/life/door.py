"""The service as these checks see it: its HTTP API, with answers as plain JSON."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from evals.life.script import Life

WAIT_SECONDS = 600.0
PAGE = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the turns of a life are found in the service: ids, conversations and sequence numbers by turn number."""

    turn_ids: Mapping[int, str]
    conversation_ids: Mapping[int, str]
    seqs: Mapping[int, int]

    def numbers(self, turn_ids: Sequence[str]) -> frozenset[int]:
        """The turn numbers behind these ids; ids of other turns are left out."""
        by_id = {turn_id: number for number, turn_id in self.turn_ids.items()}
        return frozenset(by_id[turn_id] for turn_id in turn_ids if turn_id in by_id)


class Door:
    """One subject's memory. An error of the service ends the run with its message."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, api_key: str, subject: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> AsyncIterator[Door]:
        """The memory of ``subject``; ``transport`` replaces the network."""
        headers = {"X-API-Key": api_key, "X-Memory-Subject": subject}
        base = f"{url.rstrip('/')}/api/v1"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=120, transport=transport) as http:
            yield cls(http)

    async def store(self, life: Life) -> Stored:
        """Write the life, a conversation for each session, in its order."""
        turn_ids: dict[int, str] = {}
        seqs: dict[int, int] = {}
        conversations: dict[int, str] = {}
        sessions: dict[int, list[int]] = {}
        for number in life.order:
            sessions.setdefault(life.turns[number].session, []).append(number)
        for session, numbers in sessions.items():
            made = await self._ask("POST", "/conversations", json={"title": f"session {session}"})
            turns = [
                {"role": turn.role, "content": turn.text, "at": turn.at.isoformat()}
                for turn in (life.turns[number] for number in numbers)
            ]
            conversation = made["conversation_id"]
            answer = await self._ask("POST", f"/conversations/{conversation}/turns", json={"turns": turns})
            for number, stored in zip(numbers, answer["turns"], strict=True):
                turn_ids[number], seqs[number] = stored["turn_id"], stored["seq"]
                conversations[number] = conversation
        return Stored(turn_ids, conversations, seqs)

    async def settle(self, seconds: float = WAIT_SECONDS) -> dict[str, int]:
        """Wait until no job is queued or running; how many ended how. Ends the run when it takes too long."""
        until = time.monotonic() + seconds
        while True:
            ended: dict[str, int] = {}
            async for job in self._each("/jobs"):
                ended[job["status"]] = ended.get(job["status"], 0) + 1
            if not ended.get("queued") and not ended.get("running"):
                return ended
            if time.monotonic() > until:
                raise SystemExit(f"Extraction did not end within {seconds:.0f} s: {ended}.")
            await asyncio.sleep(1.0)

    async def failures(self) -> list[str]:
        """What could not be read, and why, as the jobs tell it."""
        jobs = [job async for job in self._each("/jobs")]
        return [reason for job in jobs for reason in (job.get("progress") or {}).get("reasons", ())]

    async def memories(self, **options: Any) -> list[dict[str, Any]]:
        """All memories of the list with these options (``status``, ``type``, ``as_of``, ``known_at``, ...)."""
        return [memory async for memory in self._each("/memories", **options)]

    async def profile(self, **options: Any) -> list[dict[str, Any]]:
        """All entries of the profile, each with its ``slot`` (null for those that stand apart)."""
        answer = await self._ask("GET", "/profile", params=_params(options))
        entries = [{**entry, "slot": slot["slot"]} for slot in answer["slots"] for entry in slot["entries"]]
        apart = [
            {**entry, "slot": None, "apart": part}
            for part in ("instructions", "preferences", "commitments")
            for entry in answer.get(part, ())
        ]
        return [*entries, *apart]

    async def history(self, memory_id: str) -> list[dict[str, Any]]:
        """The versions of what a memory is about, the oldest first."""
        answer = await self._ask("GET", f"/memories/{memory_id}/history")
        items: list[dict[str, Any]] = answer["items"]
        return items

    async def search(self, query: str, **options: Any) -> dict[str, Any]:
        """The answer to a search."""
        return await self._ask("POST", "/memories/search", json={"query": query, **options})

    async def context(self, query: str | None = None, **options: Any) -> dict[str, Any]:
        """Text for a prompt."""
        asked = {"query": query} if query else {}
        return await self._ask("POST", "/context", json={**asked, **options})

    async def forget_memory(self, memory_id: str) -> None:
        """Erase a memory and the text of the turns it came from."""
        await self._ask("DELETE", f"/memories/{memory_id}")

    async def forget_turn(self, conversation_id: str, turn_id: str) -> None:
        """Erase one turn."""
        await self._ask("DELETE", f"/conversations/{conversation_id}/turns/{turn_id}")

    async def _each(self, path: str, **options: Any) -> AsyncIterator[dict[str, Any]]:
        cursor: str | None = None
        while True:
            page = await self._ask("GET", path, params=_params({**options, "limit": PAGE, "cursor": cursor}))
            for item in page["items"]:
                yield item
            cursor = page["next_cursor"]
            if cursor is None:
                return

    async def _ask(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        answer = await self._http.request(method, path, **sent)
        if answer.is_error:
            raise SystemExit(f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        body: dict[str, Any] = answer.json() if answer.content else {}
        return body


def _params(options: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value)
        for name, value in options.items()
        if value is not None
    }
