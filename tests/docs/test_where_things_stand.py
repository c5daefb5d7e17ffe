"""The pages that say where things stand, against what stands there."""

from __future__ import annotations

import re
import subprocess
import sys

from pages import ROOT, blocks, printed

PAGE = ROOT / "docs" / "understanding.md"
ROOM = ROOT / "src" / "toldonce" / "memory" / "extract"


def test_every_room_and_module_beside_them_has_its_place_on_the_page() -> None:
    named = set(re.findall(r"`([a-z_]+(?:/|\.py))`", PAGE.read_text(encoding="utf-8")))
    modules = {one.name for one in ROOM.glob("[a-z]*.py")}
    rooms = {f"{one.parent.name}/" for one in ROOM.glob("*/__init__.py")}
    doors = {one.name for one in ROOM.glob("*/*.py")}
    assert modules | rooms <= named
    assert named <= modules | rooms | doors


def test_every_module_of_the_memory_has_its_place_in_the_architecture() -> None:
    named = set(re.findall(r"`([a-z_]+(?:/|\.py))`", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))
    modules = {one.name for one in ROOM.parent.glob("[a-z]*.py") if not one.name.startswith("asking_")}
    folders = {f"{one.name}/" for one in ROOM.parent.iterdir() if one.is_dir() and one.name[0] != "_"}
    assert modules | folders <= named


def test_the_rules_that_read_a_sentence_are_told_as_the_page_shows() -> None:
    [block] = blocks(PAGE)
    command = block.body.replace(".venv/bin/python", sys.executable)
    ran = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    assert block.expected is not None
    assert printed(block.expected, ran.stdout) is None
    assert "turn_reading.py" not in ran.stdout  # who found it is told, not who asked for it
