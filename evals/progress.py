"""What a long run has measured so far, a conversation a line: one that was broken off goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.systems.ranking import Answers, Ranking

Place = tuple[str, str, str, str]
"""(system, data set, conversation, version of the system)"""


class Progress:
    """The answers of every system to every conversation, in a file beside the record.

    ``version`` of a system is what its answers depend on: toldonce's is its commit, so that no record mixes two.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        """Take over what stands in the file, or begin it anew."""
        self._path = path
        self._known: dict[Place, Answers] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if resume and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self._known[_place(row["place"])] = _answers(row["answers"])
        else:
            path.write_text("", encoding="utf-8")

    def known(self, place: Place) -> Answers | None:
        """What was measured before."""
        return self._known.get(place)

    def keep(self, place: Place, answers: Answers) -> None:
        """Write down what was measured now."""
        self._known[place] = answers
        row = {"place": place, "answers": asdict(answers)}
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(f"{json.dumps(row, default=_plain)}\n")


def _place(row: Sequence[str]) -> Place:
    system, dataset, conversation, version = row
    return system, dataset, conversation, version


def _plain(value: Any) -> list[str]:
    """The turns of a hit or of a context; in order, so that the same run writes the same file."""
    return sorted(value)


def _answers(row: Mapping[str, Any]) -> Answers:
    return Answers([_ranking(one) for one in row["rankings"]], row["costs"])


def _ranking(row: Mapping[str, Any]) -> Ranking:
    return Ranking(
        hits=[set(hit) for hit in row["hits"]],
        characters=row["characters"],
        confidence=row["confidence"],
        milliseconds=row["milliseconds"],
        in_context={int(tokens): frozenset(turns) for tokens, turns in row["in_context"].items()},
        confidence_without=row["confidence_without"],
        server_ms=row["server_ms"],
    )
