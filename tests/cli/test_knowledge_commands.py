"""What is known, and how it is set right, from the shell against a running service."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from click.testing import Result
from typer.testing import CliRunner

from toldonce import Client
from toldonce.cli import app

PASSWORD = "correct horse battery staple"
LISBON = {"content": "I live in Lisbon.", "at": "2021-03-01T10:00:00Z"}
PORTO = {"content": "I live in Porto.", "at": "2024-05-01T10:00:00Z"}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def key(live_service: str) -> str:
    email = f"{uuid4().hex}@example.com"
    with Client(live_service) as client:
        client.account.register(email, PASSWORD)
        client.account.login(email, PASSWORD)
        return client.account.create_key("cli").api_key


@pytest.fixture
def subject() -> str:
    return uuid4().hex


@pytest.fixture
def client(live_service: str, key: str, subject: str) -> Iterator[Client]:
    """Somebody who lived in Lisbon and then in Porto."""
    with Client(live_service, api_key=key, subject=subject) as client:
        for told in (LISBON, PORTO):
            client.add_memories([told])
        yield client


@pytest.fixture
def run(live_service: str, key: str, subject: str) -> Run:
    there = {"TOLDONCE_URL": live_service, "TOLDONCE_API_KEY": key, "TOLDONCE_SUBJECT": subject, "COLUMNS": "200"}

    def start(*arguments: str, said: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=said, env=there)

    return start


def printed(run: Run, *arguments: str) -> Any:
    ended = run(*arguments, "--json")
    assert ended.exit_code == 0, ended.output
    return json.loads(ended.stdout)


def test_memories_are_listed_of_now_and_of_another_time(client: Client, run: Run):
    (porto,) = printed(run, "memories")["items"]
    shown = run("memories")
    assert shown.exit_code == 0, shown.output
    assert porto["memory_id"] in shown.stdout
    assert "I live in Porto." in shown.stdout
    assert "before until 2024-05-01: Lisbon" in shown.stdout
    for options in (("--known-at", "2022-01-01"), ("--status", "superseded"), ("Lisbon", "--status", "all")):
        assert [one["content"] for one in printed(run, "memories", *options)["items"]] == ["I live in Lisbon."], options
    first = printed(run, "memories", "--status", "all", "--limit", "1")
    rest = printed(run, "memories", "--status", "all", "--cursor", first["next_cursor"])
    assert [one["content"] for one in first["items"] + rest["items"]] == ["I live in Porto.", "I live in Lisbon."]
    more = run("memories", "--status", "all", "--limit", "1")
    assert f"--cursor {first['next_cursor']}" in more.stderr
    assert "There is no such memory." in run("memories", "aubergine").stdout
    asked = printed(run, "search", "Where do I live?", "--known-at", "2022-01-01")
    assert [hit["content"] for hit in asked["hits"]] == ["I live in Lisbon."]


def test_the_profile_tells_what_is_so_and_what_was(client: Client, run: Run):
    shown = run("profile").stdout
    assert shown.splitlines()[0] == "user.home"
    assert "I live in Porto." in shown
    then = printed(run, "profile", "--as-of", "2022-01-01")
    assert [slot["entries"][0]["value"] for slot in then["slots"]] == ["Lisbon"]
    assert "I live in Porto." in run("profile", "--summary").stdout
    assert printed(run, "profile", "--summary")["memory_ids"] == [str(client.memories().items[0].memory_id)]
    assert "I live in Lisbon." in run("profile", "--summary", "--as-of", "2022-01-01").stdout
    assert run("profile", "--subject", "nobody").stdout == "Nothing is known yet.\n"
    assert "Nobody and nothing has been named." in run("entities", "--subject", "nobody").stdout


def test_a_memory_is_corrected_restored_and_its_history_shown(client: Client, run: Run):
    porto = client.memories().items[0]
    nothing = run("correct", str(porto.memory_id))
    assert (nothing.exit_code, "say what is to be changed" in nothing.stderr) == (2, True)
    stale = run("correct", str(porto.memory_id), "I live in Braga.", "--version", str(porto.version + 7))
    assert (stale.exit_code, "changed since it was read" in stale.stderr) == (1, True)
    braga = printed(run, "correct", str(porto.memory_id), "I live in Braga.", "--version", str(porto.version))
    assert braga["superseded"] == [str(porto.memory_id)]
    history = printed(run, "history", braga["memory_id"])["items"]
    assert [one["content"] for one in history] == ["I live in Lisbon.", "I live in Porto.", "I live in Braga."]
    shown = run("history", braga["memory_id"]).stdout
    assert shown.index("Lisbon") < shown.index("Porto") < shown.index("Braga")
    assert "superseded" in shown
    restored = run("restore-memory", str(porto.memory_id))
    assert (restored.exit_code, "I live in Porto." in restored.stdout) == (0, True), restored.output
    refused = run("confirm", braga["memory_id"])
    assert (refused.exit_code, refused.stderr.startswith("toldonce: Only a quarantined memory")) == (1, True)


def test_changes_are_listed_and_rolled_back(client: Client, run: Run):
    listed = printed(run, "changes")["items"]
    assert sorted(one["action"] for one in listed) == ["added", "added", "superseded"]
    assert run("changes", "--from-seq", str(listed[-1]["seq"])).stdout == "Nothing has changed.\n"
    shown = run("changes", "--limit", "2")
    assert [line.split()[0] for line in shown.stdout.splitlines()] == [str(one["seq"]) for one in listed[:2]]
    assert "added       I live in Lisbon." in shown.stdout
    assert "--cursor" in shown.stderr
    kept = str(listed[0]["seq"])
    dry = run("rollback", kept)
    assert dry.stdout == "Would close 1 and make 1 current again.\n"
    assert "--apply" in dry.stderr
    assert client.memories().items[0].content == "I live in Porto."
    done = printed(run, "rollback", kept, "--apply")
    assert (done["dry_run"], len(done["closed"]), len(done["reopened"])) == (False, 1, 1)
    assert client.memories().items[0].content == "I live in Lisbon."


def test_a_memory_is_forgotten_only_when_that_is_meant(client: Client, run: Run):
    porto = client.memories().items[0]
    unsure = run("forget", str(porto.memory_id), said="n\n")
    assert unsure.exit_code == 1
    assert client.memory(porto.memory_id) is not None
    receipt = printed(run, "forget", str(porto.memory_id), "--yes", "--evidence", "keep")
    assert receipt["counts"]["memories"] == 1
    gone = run("history", str(porto.memory_id))
    assert (gone.exit_code, len(gone.stderr.splitlines())) == (1, 1)
    other = client.add_memories(["The ferry leaves at noon."])[0]
    assert "Erased: " in run("forget", str(other.memory_id), said="y\n").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "no-id"),
        ("memories", "--status", "old"),
        ("rollback", "-1"),
        ("rollback",),
        ("profile", "--as-of", "x"),
    ],
    ids=str,
)
def test_a_wrong_call_is_exit_code_two(run: Run, arguments: tuple[str, ...]):
    ended = run(*arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
