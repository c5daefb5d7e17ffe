"""`make run` serves; what it sets up before is left out here, because the tests run inside of it."""

from __future__ import annotations

from pathlib import Path

import httpx
from live import ROOT, serving


def test_make_run_serves(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    for url in serving(["make", "-f", str(ROOT / "Makefile"), "-o", "setup", "run"], tmp_path):
        assert httpx.get(f"{url}/health", trust_env=False, timeout=60).status_code == 200
