"""The installed command in processes of its own, on a database of its own and against a running service."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from click.testing import Result
from live import clean_environment, free_port
from typer.testing import CliRunner

from toldonce import Client, __version__
from toldonce.cli import app
from toldonce.cli.output import print_json
from toldonce.cli.places import LOCAL_USER_ID

PASSWORD = "correct horse battery staple"
SECONDS = 240
COMMAND = [sys.executable, "-c", "from toldonce.cli import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]


def said(*texts: str, key: str = "c1") -> list[dict[str, Any]]:
    mapping: dict[str, Any] = {"root": {"message": None, "parent": None}}
    parent = "root"
    for number, text in enumerate(texts):
        content = {"content_type": "text", "parts": [text]}
        author = {"role": "user" if number % 2 == 0 else "assistant"}
        message = {"id": f"m{number}", "author": author, "create_time": 1.7e9 + number, "content": content}
        mapping[f"n{number}"] = {"message": message, "parent": parent}
        parent = f"n{number}"
    return [
        {"conversation_id": key, "title": "Moving", "create_time": 1.7e9, "mapping": mapping, "current_node": parent}
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="module")
def environment(folder: Path) -> dict[str, str]:
    (folder / "data").mkdir()
    made = clean_environment(folder / "data", free_port())
    return {name: value for name, value in made.items() if not name.startswith("TOLDONCE_")} | {"COLUMNS": "200"}


@pytest.fixture(scope="module")
def run(folder: Path, environment: dict[str, str]) -> Run:
    def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        return ended

    return start


@pytest.fixture(scope="module")
def local(run: Run) -> Run:
    """The same, after the database was made."""
    ended = run("migrate")
    assert ended.returncode == 0, ended.stderr
    return run


def called(*arguments: str, **variables: str) -> Result:
    """The command in this process, which spares its start; for what ends before it does anything."""
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"} | variables)


def test_version_and_help(run: Run):
    assert run("--version").stdout == f"toldonce {__version__}\n"
    told = run("--help").stdout
    for command in ("serve", "worker", "migrate", "model", "doctor", "search", "import", "export"):
        assert command in told
    assert called("search", "--help").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("serv",),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--colour"),
        ("import", "nowhere.zip", "--format", "chatgpt"),
        ("import", __file__, "--format", "diary"),
        ("serve", "--port", "99999"),
    ],
)
def test_a_wrong_call_is_exit_code_two(arguments: tuple[str, ...]):
    ended = called(*arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr


def test_the_process_of_a_wrong_call_ends_with_two(run: Run):
    ended = run("serv")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "No such command 'serv'" in ended.stderr


def test_what_the_service_would_not_take_is_a_wrong_call(run: Run):
    there = {"TOLDONCE_URL": "http://127.0.0.1:1"}
    assert run("search", "x", **there).returncode == 2, "no key"
    assert run("search", "", TOLDONCE_API_KEY="k", **there).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("doctor",), ("doctor", "--json"), ("--version",)])
def test_a_full_disk_is_one_sentence(arguments: tuple[str, ...], folder: Path, environment: dict[str, str]):
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
        )
    assert (ended.returncode, ended.stderr) == (1, "toldonce: No space left on device\n")


def test_times_in_json_are_written_as_the_service_writes_them(capsys: pytest.CaptureFixture[str]):
    print_json({"at": datetime(2026, 5, 1, 12, tzinfo=UTC), "id": LOCAL_USER_ID})
    assert json.loads(capsys.readouterr().out) == {"at": "2026-05-01T12:00:00Z", "id": str(LOCAL_USER_ID)}


def test_wrong_settings_are_named_one_line_each(run: Run):
    ended = run("serve", API_PORT="many", LOG_LEVEL="LOUD")
    told = [(ended.returncode, ended.stderr)]
    for command in (("migrate",), ("search", "x"), ("worker",)):
        result = called(*command, API_PORT="many", LOG_LEVEL="LOUD")
        told.append((result.exit_code, result.stderr))
    for code, text in told:
        assert code == 1
        lines = text.strip().splitlines()
        assert [line.split(":")[1].strip() for line in lines] == ["API_PORT", "LOG_LEVEL"]


def test_the_doctor_finds_what_is_missing_and_then_nothing(local: Run, tmp_path: Path):
    healthy = local("doctor", "--json")
    found = json.loads(healthy.stdout)
    assert (healthy.returncode, found["ok"]) == (0, True), healthy.stdout
    names = [finding["name"] for finding in found["findings"]]
    assert names == [
        "settings",
        "data folder",
        "embedding model",
        "database",
        "schema",
        "database role",
        "row-level security",
        "redis",
        "language model",
        "port",
    ]
    file = tmp_path / "file"
    file.touch()
    broken = local("doctor", DATA_DIR=str(file / "data"))
    assert broken.returncode == 1
    assert "FAIL data folder" in broken.stdout
    assert "-> Set DATA_DIR" in broken.stdout
    wrong = local("doctor", "--json", ENVIRONMENT="moon")
    assert (wrong.returncode, json.loads(wrong.stdout)["findings"][0]["status"]) == (1, "fail")


def test_the_doctor_knocks_at_the_language_model_and_the_port(local: Run, environment: dict[str, str]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["API_PORT"])))
        taken.listen()
        nobody = f"http://127.0.0.1:{free_port()}/v1"
        ended = local(
            "doctor",
            "--json",
            LLM_PROVIDER="openai",
            LLM_MODEL="m",
            LLM_BASE_URL=nobody,
            REDIS_PORTT="1",
            DATABASE_URL="postgresql://toldonce@127.0.0.1:1/nothing",
        )
    findings = {finding["name"]: finding for finding in json.loads(ended.stdout)["findings"][1:]}
    assert ended.returncode == 1
    assert findings["language model"]["status"] == findings["database"]["status"] == "fail"
    assert findings["port"]["status"] == "fail"
    assert "LLM_BASE_URL" in findings["language model"]["fix"]
    assert findings["settings"]["detail"] == "REDIS_PORTT is not a setting"


def test_the_model_is_prepared_once(local: Run):
    ended = local("model")
    assert (ended.returncode, "is ready in" in ended.stdout) == (0, True)


def test_a_local_memory_is_imported_searched_and_exported(local: Run, folder: Path):
    with zipfile.ZipFile(folder / "chatgpt.zip", "w") as export:
        export.writestr("conversations.json", json.dumps(said("My cat Miso moved to Porto with me.", "How nice!")))
        export.writestr("file-1.png", b"\x89PNG" * 1000)
    first = local("import", "chatgpt.zip", "--format", "chatgpt")
    assert (first.returncode, first.stdout) == (0, "2 added, 0 were there already.\n"), first.stderr
    again = local("import", "chatgpt.zip", "--format", "chatgpt", "--json")
    summary = json.loads(again.stdout)
    assert (summary["status"], summary["added"], summary["repeated"]) == ("done", 0, 2)

    shown = local("search", "Where does my cat live?")
    assert "My cat Miso moved to Porto with me." in shown.stdout
    answer = json.loads(local("search", "Where does my cat live?", "--json", "--limit", "2").stdout)
    assert len(answer["hits"]) == 2
    assert all("Miso" in hit["content"] for hit in answer["hits"])
    assert "Nothing was found." in local("search", "cat", "--subject", "somebody else").stdout
    assert "Nothing was found." in local("search", "cat", "--until", "2001-01-01").stdout

    assert local("export", "-o", "memory.jsonl").returncode == 0
    lines = (folder / "memory.jsonl").read_bytes()
    kinds = [json.loads(line)["kind"] for line in lines.splitlines()]
    assert kinds[:3] == ["conversation", "turn", "turn"]
    assert set(kinds[3:]) == {"memory"}, "what was read in the turns goes out with them"
    assert local("export").stdout.encode() == lines
    moved = local("import", "memory.jsonl", "--format", "toldonce", "--subject", "moved", "--json")
    assert json.loads(moved.stdout)["added"] == 2
    assert not list(folder.glob(".memory*"))
    assert LOCAL_USER_ID.version == 5


@pytest.mark.parametrize(
    ("content", "format", "said"),
    [
        (b"", "chatgpt", "is empty"),
        (b"not json", "chatgpt", "conversations.json of a ChatGPT export"),
        (b"PK\x03\x04 broken", "claude", "damaged"),
        (json.dumps(said("x")).encode(), "claude", "format chatgpt"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_sentence(
    local: Run, tmp_path: Path, content: bytes, format: str, said: str
):
    file = tmp_path / "upload"
    file.write_bytes(content)
    ended = local("import", str(file), "--format", format)
    assert ended.returncode == 1
    assert said in ended.stderr.splitlines()[-1]
    assert ended.stderr.splitlines()[-1].startswith("toldonce: ")


def test_an_export_that_cannot_be_written_is_one_sentence(local: Run, tmp_path: Path):
    ended = local("export", "-o", str(tmp_path / "nowhere" / "x.jsonl"))
    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr


def test_the_same_commands_work_on_a_running_service(run: Run, live_service: str, folder: Path):
    email = f"{uuid4().hex}@example.com"
    with Client(live_service) as client:
        client.account.register(email, PASSWORD)
        client.account.login(email, PASSWORD)
        key = client.account.create_key("cli").api_key
    there = {"TOLDONCE_URL": live_service, "TOLDONCE_API_KEY": key, "TOLDONCE_SUBJECT": "Zoë"}
    (folder / "conversations.json").write_text(json.dumps(said("The safe opens with 4711.", "Noted.")))
    added = run("import", "conversations.json", "-f", "chatgpt", **there)
    assert (added.returncode, added.stdout) == (0, "2 added, 0 were there already.\n"), added.stderr
    assert "4711" in run("search", "How does the safe open?", **there).stdout
    assert len(run("export", **there).stdout.splitlines()) == 3
    other = run("export", "--url", live_service, "--api-key", key, "--subject", "me")
    assert (other.returncode, other.stdout) == (0, "")

    refused = run("search", "x", "--url", live_service, "--api-key", "wrong")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    missing = run("search", "x", "--url", live_service)
    assert "TOLDONCE_API_KEY" in missing.stderr
    nowhere = run("search", "x", "--url", f"http://127.0.0.1:{free_port()}", "--api-key", "k")
    assert (nowhere.returncode, "No toldonce can be reached" in nowhere.stderr) == (1, True)


def started(run_in: Path, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=run_in,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str], number: int) -> tuple[int, str]:
    process.send_signal(number)
    try:
        output, _ = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return process.returncode, output


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGTERM, "1"), (signal.SIGINT, "1"), (signal.SIGTERM, "2")])
def test_serve_answers_and_ends_well_when_told(
    local: Run, folder: Path, environment: dict[str, str], number: int, workers: str
):
    port = environment["API_PORT"]
    process = started(folder, environment, "serve", "--workers", workers)
    try:
        deadline = time.monotonic() + 180
        while True:
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, "the service does not answer"
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=60).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        second = local("serve")
        assert (second.returncode, f"port {port}" in second.stderr) == (1, True)
        healthy = local("doctor", "--json")
        assert json.loads(healthy.stdout)["findings"][-1]["detail"] == f"{port} is in use by a running toldonce"
    finally:
        code, output = ended(process, number)
    assert code == 0, output
    assert "Traceback" not in output


def test_the_worker_waits_for_jobs_and_ends_well(local: Run, folder: Path, environment: dict[str, str]):
    process = started(folder, environment, "worker")
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if "waiting for jobs" in line:
            break
    code, output = ended(process, signal.SIGTERM)
    assert code == 0, [*lines, output]
