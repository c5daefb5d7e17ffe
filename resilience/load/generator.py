"""k6, told what to send and asked what came of it; and the memory that it asks about."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resilience.processes import Process
from resilience.stage import REPOSITORY, Account, Service

PROGRAMS = REPOSITORY / ".venv" / "load"
SCRIPT = Path(__file__).with_name("requests.js")
SUBJECT = "load"
BATCH = 200
WORDS = ("harbour", "garden", "violin", "winter", "bicycle", "sister", "doctor", "kitchen", "mountain", "letter")


@dataclass(frozen=True, slots=True)
class Target:
    """A service, and the conversation in it that load is about."""

    service: Service
    account: Account
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a load. Times in milliseconds, from the sending to the last byte, at the shares by name."""

    seconds: float
    accepted: int
    accepted_ms: Mapping[str, float]
    refused: int
    refused_ms: Mapping[str, float]
    unclear: int
    failed: int
    not_sent: int
    """Requests for which the generator had no client free; more than a few, and the load was not the one meant."""

    @property
    def per_second(self) -> float:
        """Good answers in a second."""
        return self.accepted / self.seconds

    def row(self, **known: Any) -> dict[str, Any]:
        """The outcome as a row of a series."""
        return {
            **known, "answers_per_second": round(self.per_second, 1), "p50_ms": self.accepted_ms.get("med"),
            "p95_ms": self.accepted_ms.get("p(95)"), "p99_ms": self.accepted_ms.get("p(99)"), "refused": self.refused,
            "refused_p99_ms": self.refused_ms.get("p(99)"), "failed": self.failed, "not_sent": self.not_sent,
        }  # fmt: skip


def program(name: str) -> Path:
    """The newest of what scripts/load_programs.sh has installed under this name."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: path.stat().st_mtime)
    assert found, f"{name} is missing: run scripts/load_programs.sh"
    return found[-1]


async def furnished(service: Service, turns: int) -> Target:
    """An account with one conversation of so many turns, each of its own words."""
    account = await service.register()
    async with service.client(account, subject=SUBJECT, timeout=300) as client:
        made = await client.post("/conversations", json={"title": "Load"})
        conversation = made.raise_for_status().json()["conversation_id"]
        for first in range(0, turns, BATCH):
            said = [
                {
                    "role": "user",
                    "content": f"On day {number} we saw the {' and the '.join(random.choices(WORDS, k=4))}.",
                }
                for number in range(first, min(first + BATCH, turns))
            ]
            (await client.post(f"/conversations/{conversation}/turns", json={"turns": said})).raise_for_status()
    return Target(service, account, conversation)


async def fire(
    target: Target, folder: Path, name: str, *, kind: str, seconds: float, rate: float = 0.0, clients: int,
    warm_up: float = 0.0,
) -> Outcome:  # fmt: skip
    """Send ``rate`` requests a second, whatever is answered (0: ``clients`` with one request each at a time).

    What is answered in the first ``warm_up`` of the ``seconds`` is not counted.
    """
    summary = folder / f"{name}.summary.json"
    told = {
        "URL": target.service.url, "KEY": target.account.api_key, "SUBJECT": SUBJECT, "KIND": kind, "RATE": rate,
        "CONVERSATION": target.conversation_id, "CLIENTS": clients, "SECONDS": seconds, "WARM_UP": warm_up,
        "SUMMARY": summary,
    }  # fmt: skip
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "K6_NO_USAGE_REPORT": "true"}
    command = [str(program("k6")), "run", "--quiet", "--no-usage-report"]
    for key, value in told.items():
        command += ["--env", f"{key}={value}"]
    process = Process(f"k6-{name}", [*command, str(SCRIPT)], folder, environment)
    process.start()
    code = await process.ended(seconds + 240)
    assert code == 0, process.said[-2000:]
    return _outcome(json.loads(await asyncio.to_thread(summary.read_text)), seconds - warm_up)


def _outcome(metrics: dict[str, Any], seconds: float) -> Outcome:
    def trend(name: str) -> dict[str, float]:
        return {key: round(value, 2) for key, value in metrics.get(name, {}).get("values", {}).items()}

    def count(name: str) -> int:
        return int(metrics.get(name, {}).get("values", {}).get("count", 0))

    return Outcome(
        seconds=seconds,
        accepted=count("accepted"),
        accepted_ms=trend("accepted"),
        refused=count("refused"),
        refused_ms=trend("refused"),
        unclear=count("unclear"),
        failed=count("failed"),
        not_sent=count("dropped_iterations"),
    )
