"""Searches, writes, chat and a mixture at rising rates, until the service cannot follow."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

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
PROFILE_SECONDS = 15
HOTTEST = 15
"""Functions that are told of."""


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
    """Where the Python of a busy API worker spends its time: samples of the thread that holds the interpreter."""
    profile = trial.folder / "profile.txt"
    workers = [one.pid for one in target.service.process.children() if "spawn_main" in " ".join(one.cmdline())]
    options = {"--pid": workers[0], "--duration": PROFILE_SECONDS, "--format": "raw", "--output": profile}
    told = [str(part) for option in options.items() for part in option]
    command = [program("py-spy"), "record", "--gil", "--function", *told]
    sampling = Process("py-spy", command, trial.folder, dict(os.environ))
    sampling.start()
    await fire(target, trial.folder, "profiled", kind="mixed", seconds=PROFILE_SECONDS + 1, clients=BUSY_CLIENTS)
    if await sampling.ended() != 0:
        # Not everywhere one process may look into another; the rates are worth telling without it.
        trial.say(f"no profile: {sampling.said[-300:]}")
        return
    stacks = _stacks(profile.read_text(encoding="utf-8"))
    trial.series["profile: functions in which samples ended"] = _hottest(stacks, lambda frames: frames[-1])
    trial.series["profile: functions of the service at work"] = _hottest(stacks, _ours)


def _stacks(samples: str) -> list[tuple[list[str], int]]:
    """The sampled stacks, outermost function first, and how often each was met."""
    lines = [line.rpartition(" ") for line in samples.splitlines()]
    return [(stack.split(";"), int(times)) for stack, _, times in lines]


def _ours(frames: list[str]) -> str:
    """The innermost function of the service, if there is one."""
    return next((one for one in reversed(frames) if "(toldonce/" in one), "(none)")


def _hottest(stacks: list[tuple[list[str], int]], name: Callable[[list[str]], str]) -> list[dict[str, object]]:
    """The names under which most samples fall."""
    counts: Counter[str] = Counter()
    for frames, times in stacks:
        counts[name(frames)] += times
    total = counts.total()
    return [{"function": key, "share": round(times / total, 3)} for key, times in counts.most_common(HOTTEST)]


EXPERIMENT = Experiment(
    "Up to a rate that is measured, searches, writes and chat are answered as they come; beyond it, what is too much is"
    " refused.",
    run,
    15,
)
