"""What continuous integration runs fails when the tests or the checks fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Lanes = Callable[[str], tuple[subprocess.CompletedProcess[str], list[str]]]


@pytest.mark.requirement("DP-01")
@pytest.mark.parametrize(
    ("set_up", "tests", "checks", "code"), [(0, 0, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1), (0, 2, 1, 1), (1, 0, 0, 1)]
)
def test_it_passes_only_when_all_pass(tmp_path: Path, set_up: int, tests: int, checks: int, code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    programs = tmp_path / "bin"
    programs.mkdir()
    make = programs / "make"
    codes = {"setup-dev": set_up, "test": tests, "check": checks}
    cases = " ".join(f"{target}) exit {ends} ;;" for target, ends in codes.items())
    make.write_text(f"#!/bin/sh\ncase $1 in {cases} *) exit 9 ;; esac\n")
    make.chmod(0o755)
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["bash", str(tmp_path / ".ci" / "run")], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended.stdout


@pytest.fixture
def lanes(tmp_path: Path) -> Lanes:
    """Runs `scripts/test.sh` with a pytest that fails where it is told to: what came of it, and each call of pytest."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "test.sh", tmp_path / "scripts" / "test.sh")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)

    def run(fails: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        python.write_text(f'#!/bin/sh\necho "$@" >>calls\ncase "$*" in *"{fails}"*) echo fault; exit 1 ;; esac\n')
        python.chmod(0o755)
        ended = subprocess.run(
            ["bash", str(tmp_path / "scripts" / "test.sh")], capture_output=True, text=True, check=False
        )
        return ended, (tmp_path / "calls").read_text().splitlines()

    return run


def test_every_folder_of_tests_is_run_once(lanes: Lanes):
    ended, calls = lanes("nothing fails")
    assert ended.returncode == 0, ended.stdout
    (others,) = [call for call in calls if "--ignore=" in call]
    named = sorted(call.rsplit(" tests/", 1)[1] for call in calls if call != others)
    left_out = sorted(word.removeprefix("--ignore=tests/") for word in others.split() if word.startswith("--ignore="))
    assert named == left_out
    assert all((ROOT / "tests" / folder).is_dir() for folder in named)


@pytest.mark.parametrize("fails", ["tests/page", "tests/integrations", "--ignore="])
def test_one_folder_that_fails_fails_all(lanes: Lanes, fails: str):
    ended, calls = lanes(f" {fails}")
    assert ended.returncode == 1
    assert "fault" in ended.stdout
    assert ended.stdout.count("FAILED") == 2, "when it happens, and in the table at the end"
    assert len(calls) > 5, "the others are run all the same"


@pytest.mark.requirement("C-8", "IN-01")
def test_the_guides_old_packages_are_superseded_and_that_is_told() -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "operations" / "deviations.md").read_text(encoding="utf-8")
    for old in ("sentry-sdk[fastapi]==1.40.0", "slowapi==0.1.9", "pyrate-limiter==3.1.1"):
        assert f"\n{old}" not in pins
        assert old in page
    assert "\nslowapi==" not in pins
