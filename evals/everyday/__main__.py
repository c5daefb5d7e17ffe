"""Told once, and otherwise weeks later in the words of everyday talk: does the memory know what is true now?

Each line of `evals.everyday.told` is a subject of its own: the one turn is stored, the other ten days later, and the
current memories are read. ``python -m evals.everyday``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.everyday.told import HELD_OUT, WRITTEN, Later, read
from evals.record import keep
from evals.service import Service, service
from evals.systems.toldonce import settle
from toldonce import AsyncClient, ConversationRequest, TurnRequest

TOLD_AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
LATER = timedelta(days=10)
AT_ONCE = 4
PAST = ("used to", "no longer")
"""Words of a memory that says what is over."""


def outcome(later: Later, before: Sequence[str], now: Sequence[str]) -> str:
    """How a line came out: "unread" where what was told was not read at all, "stands" where what is over still holds,
    "lost" where what should hold does not; else "closed", "changed" or "kept"."""
    if not _holds(later.word, before):
        return "unread"
    if not later.ends:
        return "kept" if _holds(later.word, now) else "lost"
    if _holds(later.word, now):
        return "stands"
    if not later.new:
        return "closed"
    return "changed" if _holds(later.new, now) else "closed without the new value"


def _holds(word: str, memories: Sequence[str]) -> bool:
    return any(
        word.casefold() in one.casefold() and not any(past in one for past in PAST) for one in memories
    )  # fmt: skip


async def said_to(memory: AsyncClient, later: Later) -> str:
    """The outcome of one line, in a subject of its own."""
    conversation = (await memory.create_conversation(ConversationRequest(title="talk"))).conversation_id
    held = []
    for said, at in ((later.told, TOLD_AT), (later.said, TOLD_AT + LATER)):
        await memory.add_turns(conversation, [TurnRequest(role="user", content=said, at=at)])
        await settle(memory)
        current = [one async for one in memory.each(memory.memories, limit=200)]
        held.append([one.content for one in current if not (one.slot or "").endswith(".event")])
    return outcome(later, *held)


async def tell(target: Service, name: str, lines: Sequence[Later]) -> Counter[str]:
    """The outcomes of all lines."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, later: Later) -> str:
        async with free, target.client(f"{name}-{number}") as memory:
            return await said_to(memory, later)

    return Counter(await asyncio.gather(*(one(number, later) for number, later in enumerate(lines))))


def shares(outcomes: Counter[str]) -> dict[str, float | int]:
    """Counts, and of what was read the shares that came out right."""
    ends = outcomes["closed"] + outcomes["changed"] + outcomes["closed without the new value"] + outcomes["stands"]
    right = outcomes["closed"] + outcomes["changed"]
    still = outcomes["kept"] + outcomes["lost"]
    return {
        "lines": outcomes.total(),
        "unread": outcomes["unread"],
        "ends": ends,
        "over": round((ends - outcomes["stands"]) / max(1, ends), 3),
        "right": round(right / max(1, ends), 3),
        "no_ends": still,
        "kept": round(outcomes["kept"] / max(1, still), 3),
    }


async def measure(files: Sequence[Path]) -> dict[str, dict[str, float | int]]:
    """The figures of each half of the files, developed with and held out."""
    halves: dict[str, Counter[str]] = {"developed with": Counter(), "held out": Counter()}
    with service() as target:
        for path in files:
            half = "held out" if path.stem.startswith(HELD_OUT) else "developed with"
            halves[half] += await tell(target, path.stem, list(read(path)))
    return {half: shares(outcomes) for half, outcomes in halves.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.everyday", description=__doc__)
    parser.add_argument("--written", type=Path, default=WRITTEN, help="folder with the talk")
    parser.add_argument("--rules", action="store_true", help="without the learned reader")
    parser.add_argument("--out", type=Path, default=Path("evals/out/everyday.json"), help="where the figures go")
    given = parser.parse_args()
    if given.rules:
        os.environ["LEARNED_READER"] = "false"
    figures = asyncio.run(measure(sorted(given.written.glob("*.txt"))))
    table = Table(title="Ended, changed or put right in everyday words")
    for column in ("half", "what ended", "is over", "and the new value known", "what did not end", "is kept"):
        table.add_column(column, justify="right")
    for half, of in figures.items():
        table.add_row(half, *(str(of[name]) for name in ("ends", "over", "right", "no_ends", "kept")))
    Console().print(table)
    keep(given.out, "figures", figures)


if __name__ == "__main__":
    main()
