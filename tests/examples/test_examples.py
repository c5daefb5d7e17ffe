"""The examples do what they say, against a live service."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from live import ROOT

from toldonce.client import Client

EXAMPLES = ROOT / "examples"


def run(name: str, url: str, *arguments: str, key: str = "", typed: str = "") -> str:
    """What an example prints; fails with its output when it does not end well."""
    outcome = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
        env=os.environ | {"TOLDONCE_URL": url, "TOLDONCE_API_KEY": key, "NO_PROXY": "127.0.0.1"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.fixture
def key(live_service: str) -> str:
    """An API key of a fresh account."""
    email, password = f"example-{secrets.token_hex(6)}@example.com", secrets.token_urlsafe(16)
    with Client(live_service) as client:
        client.account.register(email, password)
        client.account.login(email, password)
        return client.account.create_key("examples").api_key


def test_every_example_is_tested() -> None:
    own = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{example.name}"' in own for example in EXAMPLES.glob("*.py"))


def test_quickstart_finds_and_answers(live_service: str) -> None:
    hits, _, reply = run("quickstart.py", live_service).partition("\n\n")
    assert "cousin Ines" in hits.splitlines()[0]
    assert "Lisbon" in reply


def test_chatbot_remembers_from_one_conversation_to_the_next(live_service: str, key: str) -> None:
    run("chatbot.py", live_service, key=key, typed="My bicycle is locked with the number 4711.\n\n")
    assert "4711" in run("chatbot.py", live_service, key=key, typed="What number opens my bicycle lock?\n")


def test_subjects_are_kept_apart(live_service: str) -> None:
    parts = run("subjects.py", live_service).split("--- ")[1:]
    assert [part.split()[0] for part in parts] == ["customer-17", "customer-18", "customer-19"]
    assert ["46" in part for part in parts] == [True, False, False]
    assert ["31" in part for part in parts] == [False, True, False]
    assert "(nothing yet)" in parts[2]


def test_import_adds_once_and_is_found(live_service: str, key: str) -> None:
    file = EXAMPLES / "conversations.json"
    first = run("import_chatgpt.py", live_service, str(file), "novel by Laxness", key=key)
    assert "2 turns added, 0 were there already." in first
    assert "Independent People" in first
    second = run("import_chatgpt.py", live_service, str(file), "novel by Laxness", key=key)
    assert "0 turns added, 2 were there already." in second
