"""MCP as the protocol's own inspector sees it, over HTTP and over standard input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.server.conftest import Person, Service
from toldonce.model import ALL_KEY_SCOPES

PACKAGE = Path(__file__).parents[2] / ".venv" / "inspector" / "node_modules" / "@modelcontextprotocol" / "inspector"
INSPECTOR = PACKAGE / "cli" / "build" / "index.js"
TRANSPORTS = ("http", "stdio")

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")


class Inspector:
    """The inspector's command line at one memory."""

    def __init__(self, service: Service, key: str, transport: str) -> None:
        self._subject = f"inspector-{uuid4().hex[:8]}"
        self._service, self._key, self._transport = service, key, transport

    def ask(self, method: str, *arguments: str) -> Any:
        """What the server answers to a method; fails with what the inspector says when it refuses the answer."""
        place = {"TOLDONCE_URL": self._service.base_url, "TOLDONCE_API_KEY": self._key}
        command = [str(Path(sys.executable).with_name("toldonce")), "mcp"]
        headers: list[str] = []
        if self._transport == "http":
            place, command = {}, [f"{self._service.base_url}/mcp", "--transport", "http"]
            for header in (f"Authorization: Bearer {self._key}", f"X-Memory-Subject: {self._subject}"):
                headers += ["--header", header]
        else:
            place["TOLDONCE_SUBJECT"] = self._subject
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        ended = subprocess.run(
            ["node", str(INSPECTOR), *command, "--method", method, *arguments, *headers],
            env=known | {"NO_PROXY": "127.0.0.1"} | place,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return json.loads(ended.stdout)


@pytest.fixture(scope="module")
def key(ana: Person) -> str:
    made: str = ana.key(*ALL_KEY_SCOPES)["api_key"]
    return made


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_inspector_reads_and_calls_everything(service: Service, key: str, transport: str) -> None:
    assert INSPECTOR.exists(), "scripts/inspector.sh installs the inspector"
    inspector = Inspector(service, key, transport)
    tools = inspector.ask("tools/list")["tools"]
    assert len(tools) == 8
    assert all(tool["description"] and tool["inputSchema"]["type"] == "object" for tool in tools)
    told = inspector.ask("tools/call", "--tool-name", "add_memory", "--tool-arg", "content=I play the oboe.")
    assert not told.get("isError"), told
    found = inspector.ask("tools/call", "--tool-name", "search_memories", "--tool-arg", "query=What do I play?")
    assert "oboe" in found["structuredContent"]["hits"][0]["content"]
    if transport == "stdio":
        # Every question starts the command anew; test_mcp.py asks the others over one connection to it.
        return
    resources = [resource["uri"] for resource in inspector.ask("resources/list")["resources"]]
    assert len(resources) >= 1
    assert "oboe" in str(inspector.ask("resources/read", "--uri", resources[0]))
    prompts = inspector.ask("prompts/list")["prompts"]
    assert len(prompts) == 1
