"""That nothing is learned from a message or a value by which `evals.life` scores: counts, and takes out.

``python -m training.held.unseen`` counts the entries of each file that bring a held-out value, or a message that says
nearly what a held-out sentence says (`training.reader.unseen`); ``--take-out`` takes them out. Neither shows one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from training.held.cases import TOLD
from training.reader.unseen import Unseen, held_out, is_held_out


def seen(unseen: Unseen, path: Path) -> list[int]:
    """The places of the lines of a file that must not be learned from, from 0 on."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [at for at, line in enumerate(lines) if _is_seen(unseen, json.loads(line))]


def take_out(path: Path, places: list[int]) -> None:
    """Take these lines out of a file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for at, line in enumerate(lines) if at not in places), encoding="utf-8")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.held.unseen", description=__doc__)
    parser.add_argument("--take-out", action="store_true", help="take out what coincides")
    given, show, unseen = parser.parse_args(), Console(), Unseen(held_out())
    for path in sorted(TOLD.glob("*.jsonl")):
        places = seen(unseen, path)
        show.print(f"{path.name}: {len(places)} entries")
        if given.take_out:
            take_out(path, places)


def _is_seen(unseen: Unseen, entry: dict[str, Any]) -> bool:
    values = [entry["old"], *(one["new"] for one in entry["over"] if one.get("new"))]
    return any(map(is_held_out, values)) or any(
        unseen.nearly_coincides(_without(one["text"], [one["named"], *values])) for one in _messages(entry)
    )


def _messages(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (*entry["over"], entry["trap"], entry["mention"])


def _without(text: str, values: list[str]) -> str:
    """The text with places where its values stand."""
    for value in sorted(values, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "{value}", text, flags=re.IGNORECASE)
    return text


if __name__ == "__main__":
    main()
