"""What continuous integration runs fails when the tests or the checks fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.requirement("DP-01")
@pytest.mark.parametrize(("tests", "checks", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (2, 1, 1)])
def test_it_passes_only_when_both_pass(tmp_path: Path, tests: int, checks: int, code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    programs = tmp_path / "bin"
    programs.mkdir()
    make = programs / "make"
    make.write_text(f"#!/bin/sh\ncase $1 in test) exit {tests} ;; check) exit {checks} ;; *) exit 9 ;; esac\n")
    make.chmod(0o755)
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["bash", str(tmp_path / ".ci" / "run")], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended.stdout


@pytest.mark.requirement("C-8", "IN-01")
def test_the_guides_old_packages_are_superseded_and_that_is_told() -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "operations" / "deviations.md").read_text(encoding="utf-8")
    for old in ("sentry-sdk[fastapi]==1.40.0", "slowapi==0.1.9", "pyrate-limiter==3.1.1"):
        assert f"\n{old}" not in pins
        assert old in page
    assert "\nslowapi==" not in pins
