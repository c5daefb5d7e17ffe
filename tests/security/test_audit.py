"""`make audit`, as far as it needs no network, and that it notices what it is for."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import audit
import lock


def test_the_pins_are_clean() -> None:
    assert [fault for one in lock.LOCKS for fault in audit.faults_of_hashes(one)] == []
    installed = {name: distribution(name) for name in ("fastapi", "orjson", "asyncpg", "argon2-cffi", "redis")}
    assert list(audit.faults_of_installation(installed)) == []
    assert list(audit.faults_of_licences(installed)) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("orjson==3.11.4", "has no hash"),
        ("orjson==3.11.4 \\\n    --hash=md5:00", "has no hash"),
        ("--extra-index-url x\norjson==3.11.4 --hash=sha256:00", "another source"),
        ("orjson @ https://example.org/orjson.whl", "another source"),
    ],
)
def test_a_pin_that_could_be_anything_is_named(line: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(f"{line}\n", encoding="utf-8")
    (told,) = audit.faults_of_hashes(tmp_path / "requirements.txt")
    assert fault in told


def test_another_version_and_a_changed_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "orjson-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: orjson\nVersion: 1.0\nLicense: GPL-3.0\n")
    (folder / "RECORD").write_text("orjson.py,sha256=AAAA,5\n")
    (tmp_path / "orjson.py").write_text("import os\n")
    changed = Distribution.at(folder)
    faults = list(audit.faults_of_installation({"orjson": changed}))
    assert ["is pinned" in faults[0], "is not the file" in faults[1]] == [True, True]
    assert list(audit.faults_of_licences({"orjson": changed})) == ["orjson: GPL-3.0"]
