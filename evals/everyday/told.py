"""The written talk: what was told, and what was said weeks later.

A file holds blocks. ``# told|word`` is what was told and a word of it that names the value. Each line behind it is what
somebody who told that says later: ``said=>word`` ends the value, with a word of the new one if it tells one, and
``= said=>`` leaves it as it is, however much it sounds like an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WRITTEN = Path(__file__).with_name("written")
HELD_OUT = "held_out_"
"""So begin the names of the files that nothing was developed with."""


@dataclass(frozen=True, slots=True)
class Later:
    """One line: ``word`` names the value that ``told`` tells, ``new`` the one that takes its place."""

    told: str
    word: str
    said: str
    new: str
    ends: bool


def read(path: Path) -> Iterator[Later]:
    """The lines of a file. Raises `ValueError` where one is not as the module says."""
    told = word = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("# "):
            told, found, word = (part.strip() for part in line[2:].partition("|"))
            if not found or word.casefold() not in told.casefold():
                raise ValueError(f"{path.name}, line {number}: no word of what was told stands behind a '|'.")
            continue
        said, found, new = line.removeprefix("= ").rpartition("=>")
        if not told or not found or new.strip().casefold() not in said.casefold():
            raise ValueError(f"{path.name}, line {number}: no 'said=>word' behind what was told.")
        yield Later(told, word, said.strip(), new.strip(), ends=not line.startswith("= "))
