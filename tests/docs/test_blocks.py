"""Every command in the pages that people copy from is run, in order, against a live service with a fresh account."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from pages import ROOT, Block, blocks, printed, runnable_pages

EMAIL = re.compile(r"\b(?P<name>ada)@example\.com\b")
BASE_URL = "http://localhost:8000"
MARK = "----- block "


def script(page_blocks: list[Block], base_url: str) -> str:
    """The blocks of a page as one shell script, so that a variable of one block is there in the next."""
    lines = ["set -euo pipefail", 'curl() { command curl $if_refused --max-time 180 "$@"; }']
    for number, block in enumerate(page_blocks):
        lines.append(f"echo; echo '{MARK}{number}'; if_refused={'' if block.refused else '--fail-with-body'}")
        if block.language == "bash":
            lines.append(block.body)
        else:
            lines.append(f"python3 - <<'PYTHON_BLOCK'\n{block.body}\nPYTHON_BLOCK")
    text = "\n".join(lines)
    fresh = uuid4().hex[:12]
    return EMAIL.sub(rf"\g<name>-{fresh}@example.com", text).replace(BASE_URL, base_url)


@pytest.mark.parametrize("page", runnable_pages(), ids=lambda page: page.name)
def test_the_commands_of_a_page_work(page: Path, service_of: Callable[[Path], str], tmp_path: Path) -> None:
    page_blocks = blocks(page)
    base_url = service_of(page)
    assert page_blocks
    for name in ("examples", "scripts", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    # What the pages tell to install lies here; .venv keeps what toldonce itself is pinned to.
    environment["PYTHONPATH"] = str(ROOT / ".venv" / "integrations")
    outcome = subprocess.run(
        ["bash", "-c", script(page_blocks, base_url)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=240,
        check=False,
    )
    outputs = re.split(rf"^{MARK}\d+\n", outcome.stdout, flags=re.MULTILINE)[1:]
    reached = page_blocks[len(outputs) - 1] if outputs else page_blocks[0]
    where = f"{page.relative_to(ROOT)}:{reached.line}"
    assert outcome.returncode == 0, f"{where} ended with {outcome.returncode}:\n{outcome.stdout}"
    for block, output in zip(page_blocks, outputs, strict=True):
        assert not block.refused or '"status":4' in output, f"{page.relative_to(ROOT)}:{block.line} is not refused"
        missing = printed(block.expected, output) if block.expected else None
        assert missing is None, f"{page.relative_to(ROOT)}:{block.line} does not print {missing!r} but:\n{output}"
