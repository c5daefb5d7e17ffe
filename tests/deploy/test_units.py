"""The units for systemd: systemd reads them without complaint, and they leave the service little to do harm with."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
MOST_EXPOSED = 2.0
"""Of ten, by systemd's own count."""


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """The units with a program and a user that any machine has, so that only the units themselves are judged."""
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("/opt/toldonce/bin/toldonce", "/bin/true")
        (tmp_path / unit.name).write_text(re.sub(r"^(User|Group)=toldonce$", r"\1=daemon", text, flags=re.MULTILINE))
    return [str(path) for path in sorted(tmp_path.iterdir())]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_them(installed: list[str]) -> None:
    checked = subprocess.run(["systemd-analyze", "verify", *installed], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_they_are_hardened(installed: list[str]) -> None:
    for unit in installed:
        if not unit.endswith(".service"):
            continue
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        exposure = re.search(r"exposure level for \S+: ([\d.]+)", told)
        assert exposure, told
        assert float(exposure[1]) <= MOST_EXPOSED


@pytest.mark.requirement("GS-05")
def test_they_leave_time_to_end() -> None:
    texts = {unit.stem: unit.read_text(encoding="utf-8") for unit in SERVICES}
    assert set(texts) == {"toldonce-api", "toldonce-worker", "toldonce-backup"}
    for name in ("toldonce-api", "toldonce-worker"):
        assert "TimeoutStopSec=40\n" in texts[name]
        assert "KillMode=mixed\n" in texts[name]
    assert "toldonce serve --workers 4\n" in texts["toldonce-api"]
    assert "toldonce worker\n" in texts["toldonce-worker"]
    for text in texts.values():
        assert "EnvironmentFile=/etc/toldonce/env\n" in text
        assert "PASSWORD" not in text
