"""What an experiment is: a promise, a program that tries to break it, and the figures that say whether it was kept."""

from __future__ import annotations

import importlib
import json
import pkgutil
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals import environment

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. ``bound`` is what was promised of it, in words; without one it is only told."""

    name: str
    value: float
    unit: str = ""
    bound: str | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. ``series`` holds rows for plots, by name."""

    experiment: str
    promise: str
    form: str
    parameters: Mapping[str, float]
    seconds: float
    environment: Mapping[str, str]
    figures: Sequence[Figure]
    series: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def kept(self) -> bool:
        """Whether every bound was kept; a run that bounds nothing shows nothing."""
        return any(one.bound for one in self.figures) and all(one.kept for one in self.figures)

    def as_json(self) -> dict[str, Any]:
        """The report as it is written to a file."""
        return {**asdict(self), "kept": self.kept}


@dataclass(slots=True)
class Trial:
    """One run of an experiment: its parameters, a folder of its own, and what it finds."""

    folder: Path
    short: bool
    chosen: Mapping[str, float] = field(default_factory=dict)
    say: Say = print
    before: Mapping[str, float] = field(default_factory=dict)
    """The figures of the recorded run before this one, if it kept its promise."""
    parameters: dict[str, float] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    series: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def parameter(self, name: str, *, short: float, full: float) -> float:
        """How much of something this run does: what ``--set name=value`` chose, else by the form of the run."""
        value = self.chosen.get(name, short if self.short else full)
        self.parameters[name] = value
        return value

    def count(self, name: str, *, short: int, full: int) -> int:
        """A `parameter` that counts."""
        return int(self.parameter(name, short=short, full=full))

    def figure(self, name: str, value: float, unit: str = "") -> None:
        """Tell a number of which nothing is promised."""
        self.figures.append(Figure(name, round(value, 3), unit))

    def in_all(self, name: str, value: float) -> None:
        """Tell a number, and what it comes to with the recorded runs before this one."""
        total = f"{name} in all recorded runs"
        self.figure(name, value)
        self.figure(total, value + self.before.get(total, self.before.get(name, 0)))

    def require(
        self,
        name: str,
        value: float,
        unit: str = "",
        *,
        exactly: float | None = None,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        """Tell a number with what is promised of it; a promise that it breaks makes the run fail in the end."""
        bounds = [("", exactly), ("at most ", at_most), ("at least ", at_least)]
        given = [(word, bound) for word, bound in bounds if bound is not None]
        assert given, f"{name} has no bound"
        kept = (
            (exactly is None or value == exactly)
            and (at_most is None or value <= at_most)
            and (at_least is None or value >= at_least)
        )
        bound = ", ".join(f"{word}{number(limit)}" for word, limit in given)
        self.figures.append(Figure(name, round(value, 3), unit, bound, kept))
        if not kept:
            self.say(f"BROKEN: {name} is {number(value)} {unit}, promised {bound}")


@dataclass(frozen=True, slots=True)
class Experiment:
    """A module's ``EXPERIMENT``. ``promise`` is one sentence for users; ``minutes`` what the full form takes."""

    promise: str
    run: Callable[[Trial], Awaitable[None]]
    minutes: float


def experiments() -> dict[str, Experiment]:
    """Every experiment by its name: that of the module, in any folder beside this file, that has an ``EXPERIMENT``."""
    found: dict[str, Experiment] = {}
    here = Path(__file__).parent
    for folder in sorted(path.parent for path in here.glob("*/__init__.py")):
        for module in sorted(pkgutil.iter_modules([str(folder)]), key=lambda one: one.name):
            loaded = importlib.import_module(f"resilience.{folder.name}.{module.name}")
            if isinstance(experiment := getattr(loaded, "EXPERIMENT", None), Experiment):
                assert module.name not in found, f"two experiments are named {module.name}"
                found[module.name] = experiment
    return found


def figures_of(path: Path) -> dict[str, float]:
    """The figures of a recorded full run that kept its promise; none when there is no such run."""
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not report.get("kept") or report.get("form") != "full":
        return {}
    return {one["name"]: one["value"] for one in report["figures"]}


async def carry_out(name: str, experiment: Experiment, trial: Trial) -> Report:
    """Run an experiment to its end and give its report."""
    started = time.monotonic()
    await experiment.run(trial)
    return Report(
        experiment=name,
        promise=experiment.promise,
        form="short" if trial.short else "full",
        parameters=trial.parameters,
        seconds=round(time.monotonic() - started, 1),
        environment=environment.describe(),
        figures=tuple(trial.figures),
        series=trial.series,
    )


def number(value: float) -> str:
    """A number as people read it."""
    if float(value).is_integer() or abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.1f}"
