"""The commit that a record names: dirty when the code is, not when another record was written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evals.environment import describe, service_version


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, in which the test stands."""
    (tmp_path / "evals" / "results").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    for name in ("code.py", "README.md", "evals/results/one.json", "src/service.py"):
        (tmp_path / name).write_text("as it was\n")
    monkeypatch.chdir(tmp_path)
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "All of it"]):
        subprocess.run(["git", *command], check=True, timeout=30)
    return tmp_path


@pytest.mark.parametrize("written", ["README.md", "evals/results/one.json", "evals/results/new.json"])
def test_records_do_not_make_the_code_another(repository: Path, written: str) -> None:
    (repository / written).write_text("measured\n")
    assert "dirty" not in describe()["commit"]


def test_changed_code_is_told_wherever_it_is_measured(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dirty" not in describe()["commit"]
    (repository / "code.py").write_text("changed\n")
    assert describe()["commit"].endswith("-dirty")
    monkeypatch.chdir(repository / "evals")
    assert describe()["commit"].endswith("-dirty")


def test_the_service_is_another_when_its_code_is(repository: Path) -> None:
    before = service_version()
    (repository / "code.py").write_text("changed\n")
    assert service_version() == before
    (repository / "src" / "service.py").write_text("changed\n")
    assert service_version() not in (before, service_version())  # two states that were not committed
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    subprocess.run(["git", *who, "commit", "--quiet", "-a", "-m", "Changed"], check=True, timeout=30)
    assert service_version() == service_version() != before


def test_without_a_repository_it_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert describe()["commit"] == "unknown"
