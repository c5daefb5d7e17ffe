"""The short form of experiments, and what makes a run of one good or bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resilience.__main__ import main
from resilience.experiment import Experiment, Figure, Report, Trial, carry_out, experiments, figures_of


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["kills", "database"])
async def test_the_short_form_keeps_its_promise(name: str, tmp_path: Path) -> None:
    said: list[str] = []
    report = await carry_out(name, experiments()[name], Trial(tmp_path, short=True, say=said.append))
    assert report.kept, (said, [one for one in report.figures if not one.kept])


@pytest.mark.parametrize(
    ("value", "bounds", "kept"),
    [
        (3, {"exactly": 3}, True),
        (3, {"exactly": 0}, False),
        (3, {"at_most": 2.5}, False),
        (3, {"at_least": 4}, False),
        (3, {"at_least": 1, "at_most": 3}, True),
        (float("inf"), {"at_most": 10}, False),
        (float("nan"), {"at_most": 10}, False),
    ],
)
def test_a_figure_beyond_its_bound_breaks_the_promise(value: float, bounds: dict[str, Any], kept: bool) -> None:
    trial = Trial(Path(), short=True, say=lambda _: None)
    trial.require("something", value, **bounds)
    assert trial.figures[0].kept is kept


async def test_a_run_that_bounds_nothing_shows_nothing(tmp_path: Path) -> None:
    async def tell(trial: Trial) -> None:
        trial.figure("a number", trial.count("size", short=1, full=9))

    report = await carry_out("told", Experiment("Nothing.", tell, 1), Trial(tmp_path, short=True))
    assert (report.kept, report.parameters, report.figures) == (False, {"size": 1}, (Figure("a number", 1),))


async def test_a_size_can_be_chosen(tmp_path: Path) -> None:
    async def tell(trial: Trial) -> None:
        trial.require("size", trial.count("size", short=1, full=9), exactly=4)

    report: Report = await carry_out(
        "told", Experiment("Four.", tell, 1), Trial(tmp_path, short=False, chosen={"size": 4})
    )
    assert report.kept
    assert json.loads(json.dumps(report.as_json()))["kept"] is True


def test_a_number_comes_to_more_with_the_runs_before(tmp_path: Path) -> None:
    path = tmp_path / "kills.json"
    assert figures_of(path) == {}
    trial = Trial(tmp_path, short=False, before=figures_of(path))
    trial.in_all("kills", 50)
    record = {
        "kept": True,
        "form": "full",
        "figures": [{"name": one.name, "value": one.value} for one in trial.figures],
    }
    path.write_text(json.dumps(record))
    again = Trial(tmp_path, short=False, before=figures_of(path))
    again.in_all("kills", 7)
    assert {one.name: one.value for one in again.figures} == {"kills": 7, "kills in all recorded runs": 57}
    path.write_text(json.dumps({**record, "kept": False}))
    assert figures_of(path) == {}


def test_the_command_lists_every_experiment_and_refuses_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["resilience", "--list"])
    assert main() == 0
    listed = capsys.readouterr().out
    assert {line.split()[0] for line in listed.splitlines() if " min " in line} == experiments().keys()
    monkeypatch.setattr("sys.argv", ["resilience", "nonsense"])
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert "there is no experiment 'nonsense'" in capsys.readouterr().err
