"""How the service starts, and how it says that it cannot."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from toldonce.adapters.embedding_model import ensure_model
from toldonce.bootstrap import SECRET_FILE, StartFailed, jwt_secret, open_runtime
from toldonce.settings import Settings

REPOSITORY = Path(__file__).parents[1]


def _start(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src"))),
        "DATA_DIR": str(folder),
    } | variables
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "0", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("arguments", [(), ("--workers", "2")])
def test_wrong_settings_stop_the_start_with_one_line_each(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = _start(
        tmp_path, *arguments, ENVIRONMENT="mars", CONNECTION_POOL_SIZE="many", JWT_SECRET_KEY="hunter2-" + "a" * 40
    )
    lines = [line for line in ended.stderr.splitlines() if line.startswith("toldonce: ")]
    assert {line.split(":")[1].strip() for line in lines} == {"ENVIRONMENT", "CONNECTION_POOL_SIZE"}
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "hunter2" not in ended.stdout + ended.stderr
    if not arguments:
        assert ended.returncode == 1
        assert len(lines) == 2


def test_a_database_that_is_not_there_stops_the_start_with_one_line(tmp_path: Path, models: Path) -> None:
    (tmp_path / "models").symlink_to(models)
    ended = _start(tmp_path, DATABASE_URL="postgresql://ana:sesame@127.0.0.1:1/nothing")
    assert ended.returncode != 0
    output = ended.stdout + ended.stderr
    assert "Traceback" not in output
    assert "sesame" not in output
    (line,) = [line for line in output.splitlines() if "cannot_start" in line]
    assert "database" in line


async def test_a_data_dir_that_cannot_be_used_is_named() -> None:
    with pytest.raises(StartFailed) as failed:
        await open_runtime(Settings(_env_file=None, data_dir=Path("/dev/null/nowhere")), progress=lambda _: None)
    assert failed.value.faults
    assert all("DATA_DIR" in fault for fault in failed.value.faults)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"database_url": "postgresql://app:pw@127.0.0.1:1/memory"}, "DATABASE_URL: "),
        (
            {"postgres_host": "127.0.0.1", "postgres_port": 1, "postgres_password": "pw"},
            "POSTGRES_HOST and POSTGRES_PORT: ",
        ),
    ],
)
async def test_a_database_that_is_not_there_is_told_with_the_setting_that_names_it(
    tmp_path: Path, values: dict[str, Any], named: str
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, embedding_provider="openai", openai_api_key="k", **values)
    with pytest.raises(StartFailed, match="The database cannot be reached") as failed:
        await open_runtime(settings, progress=lambda _: None)
    assert failed.value.faults[0].startswith(named)


async def test_an_embedding_model_that_is_not_there_is_named(tmp_path: Path, owner_url: str) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=owner_url, embedding_model="no-such-model")
    with pytest.raises(StartFailed) as failed:
        await open_runtime(settings, progress=lambda _: None)
    assert [fault.partition(" ")[0].rstrip(":") for fault in failed.value.faults] == ["EMBEDDING_MODEL"]


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    with ThreadPoolExecutor(16) as threads:
        secrets = set(threads.map(lambda _: jwt_secret(settings), range(64)))
    assert len(secrets) == 1
    path = settings.data_dir / SECRET_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in settings.data_dir.iterdir()] == [SECRET_FILE]


def test_a_damaged_secret_is_named(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).write_text("")
    with pytest.raises(StartFailed, match="JWT_SECRET_KEY"):
        jwt_secret(Settings(_env_file=None, data_dir=tmp_path))


def test_a_given_secret_is_used_and_none_is_kept(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, jwt_secret_key="given-and-long-enough-for-a-signature-1")
    assert jwt_secret(settings) == "given-and-long-enough-for-a-signature-1"
    assert not (tmp_path / SECRET_FILE).exists()


@pytest.fixture(scope="module")
def models() -> Path:
    """Where the embedding model lies."""
    folder = REPOSITORY / "data" / "models"
    ensure_model(folder, progress=print)
    return folder
