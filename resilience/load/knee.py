"""Searches, writes, chat and a mixture at rising rates, until the service cannot follow."""

from __future__ import annotations

import os

from resilience.experiment import Experiment, Trial
from resilience.load.generator import Outcome, Target, fire, furnished, program
from resilience.processes import Process
from resilience.stage import stage

KINDS = ("search", "write", "chat", "mixed")
STEPS = (0.25, 0.5, 0.7, 0.85, 1.0, 1.2, 1.5)
"""Of the capacity, which is measured first, with as many clients as keep the service busy."""
BUSY_CLIENTS = 6
FOLLOWS = 0.95
"""The share of the requests that must get a good answer for a rate to be one that the service follows."""
CLIENTS = 400


async def run(trial: Trial) -> None:
    """For each kind the highest rate that the service follows, and where its time goes."""
    seconds = trial.parameter("seconds of each rate", short=3, full=20)
    turns = trial.count("turns in the memory", short=200, full=5_000)
    workers = trial.count("api workers", short=1, full=2)
    steps = STEPS if not trial.short else (0.5, 1.5)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        llm = await on.model(seconds=0.2)
        api = await on.started(
            workers=workers,
            DATABASE_URL=server.url,
            LLM_PROVIDER="openai",
            LLM_BASE_URL=llm.url,
            LLM_MODEL="scripted",
            OVERLOAD_PROTECTION="true",
        )
        target = await furnished(api, turns)
        for kind in KINDS if not trial.short else ("mixed",):
            knee = await _climb(trial, target, kind, seconds, steps)
            trial.require(f"{kind}: rate that is followed, requests a second", knee, at_least=1)
        trial.require("faults of ours in the log", api.process.said.count("unhandled_fault"), exactly=0)
        if not trial.short:
            await _profile(trial, target)


async def _climb(trial: Trial, target: Target, kind: str, seconds: float, steps: tuple[float, ...]) -> float:
    """Rate by rate; the highest one that the service follows."""
    await fire(target, trial.folder, f"{kind}-warm", kind=kind, seconds=3, clients=2)
    full = await fire(target, trial.folder, f"{kind}-full", kind=kind, seconds=seconds, clients=BUSY_CLIENTS)
    trial.figure(f"{kind}: capacity, answers a second", full.per_second)
    trial.say(f"{kind}: {full.per_second:.0f} answers a second with {BUSY_CLIENTS} clients")
    knee = 0.0
    rows = trial.series.setdefault(kind, [])
    for step in steps:
        rate = step * full.per_second
        outcome = await fire(
            target, trial.folder, f"{kind}-{step}", kind=kind, seconds=seconds, rate=rate, clients=CLIENTS
        )
        rows.append(outcome.row(requests_per_second=round(rate, 1)))
        if _follows(outcome):
            knee = max(knee, outcome.per_second)
            best = outcome
    if knee:
        trial.figure(f"{kind}: p99 there", best.accepted_ms["p(99)"], "ms")
    return round(knee, 1)


def _follows(outcome: Outcome) -> bool:
    sent = outcome.accepted + outcome.refused + outcome.failed + outcome.not_sent
    return outcome.accepted >= FOLLOWS * sent


async def _profile(trial: Trial, target: Target) -> None:
    """Where a busy API worker's processor time goes."""
    profile = trial.folder / "profile.txt"
    workers = [one.pid for one in target.service.process.children() if "spawn_main" in " ".join(one.cmdline())]
    sampling = Process(
        "py-spy",
        [
            program("py-spy"),
            "record",
            "--pid",
            str(workers[0]),
            "--duration",
            "15",
            "--format",
            "raw",
            "--output",
            profile,
        ],
        trial.folder,
        dict(os.environ),
    )
    sampling.start()
    await fire(target, trial.folder, "profiled", kind="mixed", seconds=16, clients=BUSY_CLIENTS)
    if await sampling.ended() == 0:
        trial.series["profile"] = _hottest(profile.read_text(encoding="utf-8"))
    else:
        trial.say(f"no profile: {sampling.said[-300:]}")


def _hottest(samples: str) -> list[dict[str, object]]:
    """The functions of this project and of its libraries in which most samples ended."""
    counts: dict[str, int] = {}
    total = 0
    for line in samples.splitlines():
        stack, _, number = line.rpartition(" ")
        total += int(number)
        last = stack.rpartition(";")[2]
        counts[last] = counts.get(last, 0) + int(number)
    hottest = sorted(counts.items(), key=lambda pair: -pair[1])[:15]
    return [{"function": name, "share": round(number / total, 3)} for name, number in hottest]


EXPERIMENT = Experiment(
    "Up to a rate that is measured, searches, writes and chat are answered as they come; beyond it, what is too much is"
    " refused.",
    run,
    15,
)
