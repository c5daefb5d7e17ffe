"""backup, restore, erasures and the checklist of the doctor, as commands on databases of their own."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from live import clean_environment, free_port

COMMAND = [sys.executable, "-c", "from toldonce.cli import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("safe")


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    (folder / "data").mkdir()
    environment = clean_environment(folder / "data", free_port()) | {"COLUMNS": "200"}

    def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [*COMMAND, *arguments], cwd=folder, env=environment | variables, capture_output=True, text=True, timeout=240
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        return ended

    return start


@pytest.fixture(scope="module")
def told(run: Run, folder: Path) -> Path:
    """A file with one conversation, which the local memory has learnt."""
    said = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["The safe opens with 4711."]}}
    mapping = {
        "root": {"message": None, "parent": None},
        "first": {"message": {"id": "m1", "create_time": 1.7e9, **said}, "parent": "root"},
    }
    conversation = {"conversation_id": "c1", "title": "Safe", "create_time": 1.7e9, "mapping": mapping}
    file = folder / "conversations.json"
    file.write_text(json.dumps([conversation | {"current_node": "first"}]))
    ended = run("import", str(file), "--format", "chatgpt", "--json")
    assert json.loads(ended.stdout)["added"] == 1, ended.stderr
    return file


@pytest.mark.requirement("SC-10", "DP-05")
@pytest.mark.usefixtures("told")
def test_a_memory_moves_to_an_empty_database_in_one_file(run: Run, folder: Path) -> None:
    made = run("backup", "-o", "one.backup", "--json")
    assert made.returncode == 0, made.stderr
    answer = json.loads(made.stdout)
    assert (answer["file"], answer["rows"]["turns"]) == ("one.backup", 1)
    assert stat.S_IMODE((folder / "one.backup").stat().st_mode) == 0o600

    refused = run("restore", "one.backup")
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)

    other = folder / "other"
    other.mkdir()
    (other / "models").symlink_to(folder / "data" / "models")
    moved = run("restore", "one.backup", DATA_DIR=str(other))
    assert moved.returncode == 0, moved.stderr
    assert moved.stdout.startswith("The database is as of ")
    assert "The safe opens with 4711." in run("search", "safe", DATA_DIR=str(other)).stdout


@pytest.mark.requirement("DP-05")
@pytest.mark.usefixtures("told")
def test_backups_take_turns_in_their_folder(run: Run, folder: Path) -> None:
    place = folder / "backups"
    place.mkdir()
    old = [place / f"toldonce-2025010{day}T000000Z.backup" for day in (1, 2, 3)]
    for path in [*old, place / "toldonce-by-hand.backup"]:
        path.touch()
    ended = run("backup", BACKUP_DIR=str(place), BACKUP_KEEP="2")
    assert ended.returncode == 0, ended.stderr
    left = sorted(path.name for path in place.iterdir())
    assert left[0] == old[2].name
    assert left[-1] == "toldonce-by-hand.backup", "only what was named after its time is removed"
    assert len(left) == 3


@pytest.mark.usefixtures("told")
def test_receipts_are_written_and_acted_on(run: Run, folder: Path) -> None:
    ended = run("erasures", "-o", "receipts.jsonl")
    assert (ended.returncode, ended.stdout) == (0, "0 receipts were written to receipts.jsonl.\n"), ended.stderr
    again = run("erasures", "--again", "receipts.jsonl", "--json")
    assert json.loads(again.stdout) == {"receipts": 0, "erased_again": {}}
    for wrong in (("erasures",), ("erasures", "-o", "x", "--again", "receipts.jsonl"), ("backup",)):
        assert run(*wrong).returncode == 2
    assert (folder / "receipts.jsonl").read_bytes() == b""


def test_what_is_no_backup_is_one_sentence(run: Run, told: Path) -> None:
    ended = run("restore", str(told))
    assert (ended.returncode, len(ended.stderr.splitlines()[-1:])) == (1, 1)
    assert "is not a backup" in ended.stderr
    assert run("restore", "nowhere.backup").returncode == 2
    wrong = run("backup", "-o", "x", API_PORT="many")
    assert (wrong.returncode, "API_PORT" in wrong.stderr) == (1, True)
    assert not (told.parent / "x").exists()
