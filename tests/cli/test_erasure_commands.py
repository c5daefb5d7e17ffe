"""erasure list and erasure verify, on a database in which something was forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.cli import app
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import ErasureReceipt, MemoryRequest, Scope

SECRET = "a-key-for-tests-only-Zq3vT8mWn2Lr5YxK"
NEW_SECRET = "another-secret-of-forty-characters-Zq3vT8"
WORDS = "The safe opens with 4711"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
async def memory(owner_url: str, database: Database) -> MemoryService:
    model_id = await ensure_model(owner_url, "cli", DIMENSION)
    return MemoryService(
        PgStore(database, model_id, "cli", DIMENSION),
        PgJobs(database),
        WordEmbedder(),
        scope=Scope(user_id=uuid4()),
        secret=SECRET,
        clock=lambda: datetime.now(UTC),
        rules=RuleExtractor(),
    )


@pytest.fixture(scope="module")
async def receipt(memory: MemoryService) -> ErasureReceipt:
    """Of a memory that is gone."""
    told, _ = await memory.add_memories([MemoryRequest(content=one) for one in (f"{WORDS}.", "Ada has a boat.")])
    return await memory.forget_memory(told.memory_id)


@pytest.fixture
def run(owner_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def start(*arguments: str, stdin: str = "", **variables: str) -> Result:
        environment = {"DATABASE_URL": owner_url, "JWT_SECRET_KEY": SECRET, "COLUMNS": "200", **variables}
        return CliRunner().invoke(app, ["erasure", *arguments], env=environment, input=stdin)

    return start


@pytest.mark.parametrize("arguments", [("--text", WORDS), ("--all", "--text", "-"), ()])
def test_what_was_forgotten_is_proved_to_be_gone(run: Run, receipt: ErasureReceipt, arguments: tuple[str, ...]) -> None:
    ended = run("verify", *arguments, stdin=f"{WORDS.upper()}\n")
    assert ended.exit_code == 0, ended.output
    assert f"{receipt.target}  nothing is left" in ended.stdout
    assert ("ok      the words stand nowhere" in ended.stdout) == bool(arguments)
    assert ended.stdout.splitlines()[-1].startswith("Nothing is left: 1 receipts, ")


def test_what_is_left_is_told_and_is_exit_code_1(run: Run, receipt: ErasureReceipt) -> None:
    ended = run("verify", "--text", "ada has a BOAT")
    assert ended.exit_code == 1
    assert "FAILED  the words still stand in memories.content: 1" in ended.stdout
    told = json.loads(run("verify", "--text", "ada has a BOAT", "--json").stdout)
    assert told["clean"] is False
    assert {"place": "statements.content", "rows": 1} in told["text"]
    (proved,) = told["receipts"]
    assert (proved["target"], proved["signed"], proved["kept"], proved["left"]) == (receipt.target, True, True, [])
    assert (told["orphans"], told["redis"]) == ([], "not configured")


def test_receipts_are_listed_and_verified_from_a_file(run: Run, receipt: ErasureReceipt, tmp_path: Path) -> None:
    (listed,) = json.loads(run("list", "--json").stdout)["receipts"]
    assert (listed["receipt_id"], listed["target"]) == (str(receipt.receipt_id), receipt.target)
    assert run("list").stdout.splitlines()[-1] == "1 receipts."
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(listed))
    assert run("verify", "--receipt", str(file)).exit_code == 0
    file.write_text(json.dumps(listed | {"counts": {"turns": 9}}))
    assert run("verify", "--receipt", str(file)).exit_code == 1


@pytest.mark.usefixtures("receipt")
def test_a_receipt_of_another_service_is_not_signed(run: Run) -> None:
    for former in ("", "yet-another-secret-of-forty-characters-Zq3"):
        ended = run("verify", JWT_SECRET_KEY=NEW_SECRET, JWT_SECRET_KEYS_FORMER=former)
        assert ended.exit_code == 1
        assert "it was signed with neither this service's JWT_SECRET_KEY nor" in ended.stdout


def test_a_receipt_outlives_the_secret_that_signed_it(run: Run, receipt: ErasureReceipt, tmp_path: Path) -> None:
    former = f"an-even-older-secret-of-forty-characters, {SECRET} ,"
    (tmp_path / "former").write_text(former)
    for given in ({"JWT_SECRET_KEYS_FORMER": former}, {"JWT_SECRET_KEYS_FORMER_FILE": str(tmp_path / "former")}):
        ended = run("verify", JWT_SECRET_KEY=NEW_SECRET, **given)
        assert ended.exit_code == 0, ended.output
        assert f"ok      {receipt.erased_at:%Y-%m-%d %H:%M:%S}  {receipt.target}  nothing is left" in ended.stdout


def test_wrong_calls_are_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wrong"
    file.write_text("hello")
    wrong = run("verify", "--receipt", str(file))
    assert (wrong.exit_code, "not a receipt" in wrong.stderr) == (1, True)
    for arguments in (("--receipt", str(file), "--all"), ("--receipt", "nowhere"), ("--text", " "), ("--text", "-")):
        assert run("verify", *arguments).exit_code == 2
    away = run("verify", REDIS_URL="redis://127.0.0.1:1/0")
    assert (away.exit_code, "Redis cannot be searched" in away.stderr) == (1, True)
