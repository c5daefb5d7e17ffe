"""The examples do what they say, against a live service."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from live import ROOT, serving

from tests.support.scripted_upstream import ScriptedUpstream, scripted_upstream
from toldonce.client import Client

EXAMPLES = ROOT / "examples"
START = f"""import runpy, sys
sys.path.append({str(ROOT / ".venv" / "integrations")!r})
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs an example beside the packages that only tests need."""


def run(name: str, url: str, *arguments: str, key: str = "", typed: str = "") -> str:
    """What an example prints; fails with its output when it does not end well."""
    warnings = [] if name.startswith("with_") else ["-W", "error"]  # what packages of others warn of is theirs
    places = {"TOLDONCE_URL": url, "TOLDONCE_API_KEY": key, "NO_PROXY": "127.0.0.1", "MEM0_TELEMETRY": "False"}
    outcome = subprocess.run(
        [sys.executable, *warnings, "-c", START, str(EXAMPLES / name), *arguments],
        env=os.environ | places,
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
    return new_key(live_service)


def new_key(url: str) -> str:
    """An API key of a fresh account of a service."""
    email, password = f"example-{secrets.token_hex(6)}@example.com", secrets.token_urlsafe(16)
    with Client(url) as client:
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


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("with_langgraph.py", "Herons are my favourite animals.\nHerons are my favourite animals.\n"),
        (
            "with_langchain.py",
            "human: My boat is called Wanda.\nai: A good name.\nhuman: What is my boat called?\nai: Wanda.\n",
        ),
        ("with_llamaindex.py", "I grow tomatoes on my balcony."),
        ("with_openai_agents.py", "[{'role': 'user', 'content': 'I play chess.'}]\n"),
        ("with_pydantic_ai.py", "cello"),
        ("with_mcp.py", "I play the oboe.\n"),
        ("with_mem0.py", "I am allergic to shellfish.\n"),
    ],
)
def test_packages_that_people_know_remember(live_service: str, key: str, name: str, printed: str) -> None:
    assert printed in run(name, live_service, key=key)


@contextmanager
def in_front_of_a_model(provider: str, folder: Path) -> Iterator[tuple[str, ScriptedUpstream]]:
    """A service that passes calls on to a scripted model's server."""
    with scripted_upstream() as upstream:
        uvicorn = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]
        model = {"LLM_PROVIDER": provider, "LLM_BASE_URL": upstream.url, "LLM_MODEL": "scripted-1"}
        model[f"{provider.upper()}_API_KEY"] = "of-the-service"
        with contextmanager(serving)(uvicorn, folder, **model) as url:
            yield url, upstream


@pytest.mark.parametrize(("name", "provider"), [("with_openai.py", "openai"), ("with_anthropic.py", "anthropic")])
def test_clients_of_models_get_a_memory(name: str, provider: str, tmp_path: Path) -> None:
    with in_front_of_a_model(provider, tmp_path) as (url, upstream):
        first, used, second, again = run(name, url, "scripted-1", key=new_key(url)).splitlines()
        asked = [call for call in upstream.received if b"Which number opens" in call.body and b"4711" in call.body]
    assert first == second == "It is a scripted answer."
    assert used == "memories used: none"
    assert again != used
    assert asked, "the model was not told the number"
