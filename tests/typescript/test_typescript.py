"""The TypeScript client in Node, against the service."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.conftest import Person, Service, ana, models_dir, service, service_settings
from toldonce.model import ALL_KEY_SCOPES

__all__ = ["ana", "models_dir", "service", "service_settings"]

ROOT = Path(__file__).parents[2]


def test_the_client_belongs_to_the_api() -> None:
    command = [sys.executable, "scripts/generate_typescript.py", "--check"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_the_types_are_strict() -> None:
    outcome = subprocess.run(["scripts/check_client_types.sh"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_client_works_in_node(service: Service, ana: Person) -> None:
    key = ana.key(*ALL_KEY_SCOPES)["api_key"]
    outcome = subprocess.run(
        ["node", str(Path(__file__).with_name("story.mjs"))],
        env={
            "PATH": str(Path(shutil.which("node") or "").parent),
            "TOLDONCE_URL": service.base_url,
            "TOLDONCE_API_KEY": key,
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    told = json.loads(outcome.stdout)
    assert told["again"] == told["told"] == told["found"]
    assert (told["listed"], told["elsewhere"], told["exported"]) == (1, 0, True)
    assert told["refused"] == {"isOurs": True, "status": 404, "code": "not_found"}
    assert told["forgotten"] == 1
