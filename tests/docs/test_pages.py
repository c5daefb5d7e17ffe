"""What can be checked about the documentation without a running service."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
from pages import ROOT, anchors, blocks, links, pages, runnable_pages
from typer.main import get_command

from toldonce.cli import app as command_line
from toldonce.settings import SECRETS, Settings

BANNED = {"utils", "helpers", "common", "manager", "engine", "data", "info", "misc"}
BRAIN = {"brain", "neuron", "neurons", "cortex", "synapse", "synapses", "hippocampus"}
SETTING = re.compile(r"(?<![A-Za-z0-9_])(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![A-Za-z0-9_])")
OWN_SETTING = re.compile(
    r"^(API_|DATA_|LOG_|JWT_|ACCESS_|REFRESH_|DATABASE_|POSTGRES_|REDIS_|LLM_|OPENAI_|ANTHROPIC_|EMBEDDING_|MEMORY_|MAX_|CORS_"
    r"|FORWARDED_|SHUTDOWN_|WORKER_|RATE_LIMIT_|SENTRY_|CONNECTION_)"
)
COMPOSE_ONLY = {"GRAFANA_PASSWORD", "GRAFANA_USER", "POSTGRES_PUBLISHED_PORT", "REDIS_PUBLISHED_PORT", "TOLDONCE_TAG"}
"""What docker-compose.yml reads from the same file."""
PAGES_BESIDE_THE_INDEX = {ROOT / "README.md", ROOT / "CHANGELOG.md"}
COMMAND = re.compile(r"(?:^|[`\s|;&(]|bin/)toldonce (?P<name>[a-z][a-z-]*)")
TARGET = re.compile(r"(?:^|`)make (?P<name>[a-z][a-z-]*)", re.MULTILINE)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code(page: Path) -> list[str]:
    """Everything set as code, in lines and in blocks."""
    text = page.read_text(encoding="utf-8")
    return re.findall(r"`[^`\n]+`", text) + re.findall(r"^```[a-z]*\n.*?^```", text, re.MULTILINE | re.DOTALL)


def known_settings() -> set[str]:
    names = {name.upper() for name in Settings.model_fields} - {"EMBEDDED_WORKER"} | {"WORKER_IN_PROCESS"}
    return names | {f"{name}_FILE" for name in SECRETS}


@pytest.mark.parametrize("page", pages(), ids=short)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(target)
    assert not broken, f"{short(page)} links to what is not there: {broken}"


def test_the_index_leads_to_every_page_once() -> None:
    index = ROOT / "docs" / "README.md"
    targets = [(index.parent / target).resolve() for target in links(index)]
    assert sorted(targets) == sorted(set(pages()) - PAGES_BESIDE_THE_INDEX - {index})


@pytest.mark.parametrize("page", pages(), ids=short)
def test_every_setting_named_exists(page: Path) -> None:
    named = {match["name"] for match in SETTING.finditer(page.read_text(encoding="utf-8"))}
    unknown = {name for name in named if OWN_SETTING.match(name)} - known_settings()
    assert not unknown, f"{short(page)} names settings that do not exist or do nothing yet: {sorted(unknown)}"


@pytest.mark.parametrize("page", pages(), ids=short)
def test_every_command_named_exists(page: Path) -> None:
    known = set(get_command(command_line).commands)  # type: ignore[attr-defined]
    named = {match["name"] for part in code(page) for match in COMMAND.finditer(part)}
    assert named <= known, f"{short(page)} names commands that do not exist: {sorted(named - known)}"


@pytest.mark.parametrize("page", pages(), ids=short)
def test_every_make_target_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {match["name"] for part in code(page) for match in TARGET.finditer(part)}
    assert named <= targets, f"{short(page)} names targets that do not exist: {sorted(named - targets)}"


def test_no_module_has_a_banned_name() -> None:
    modules = [path for folder in ("src", "app", "evals", "resilience") for path in (ROOT / folder).rglob("*.py")]
    assert modules
    banned = [short(path) for path in modules if (BANNED | BRAIN) & {path.stem, *path.relative_to(ROOT).parts[:-1]}]
    assert not banned, f"these names say nothing about what is inside: {banned}"


def test_pages_to_copy_from_have_blocks_that_are_run() -> None:
    assert all(blocks(page) for page in runnable_pages())


def example_environment() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assignments = [line for line in lines if line.strip() and not line.startswith("#")]
    return dict(line.split("=", 1) for line in assignments)


def test_the_example_environment_holds_every_setting_that_works() -> None:
    expected = known_settings() - {f"{name}_FILE" for name in SECRETS}
    assert set(example_environment()) == expected | COMPOSE_ONLY


def test_the_example_environment_holds_what_compose_reads() -> None:
    read = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    assert read <= set(example_environment())
    assert read - known_settings() == COMPOSE_ONLY


def test_the_example_environment_holds_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower() in Settings.model_fields or name in known_settings():
            monkeypatch.delenv(name)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)  # type: ignore[call-arg]


def test_every_line_of_the_example_environment_has_a_comment_above() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        assert "=" not in line or line.startswith("#") or above.startswith("#"), line
    assert not [line for line in lines if line[:1] != "#" and "#" in line]
