"""What is stored and asked where speed is measured."""

from __future__ import annotations

from pathlib import Path

from evals.datasets import load
from toldonce import TurnRequest

BATCH = 200
"""Turns of one request in bulk."""
MOST_CHARACTERS = 400
"""Of the turns that are written."""


def material(folder: Path, count: int, most_characters: int = MOST_CHARACTERS) -> tuple[list[TurnRequest], list[str]]:
    """``count`` turns of at most ``most_characters`` (repeated with a number when the data runs out) and questions."""
    turns: list[tuple[str, str, str]] = []
    questions: list[str] = []
    for name in ("locomo", "longmemeval"):
        for conversation in load(folder, name):
            turns += [
                (turn.role, turn.speaker, turn.text) for turn in conversation.turns if len(turn.text) <= most_characters
            ]
            questions += [question.text for question in conversation.questions]
    made = [
        TurnRequest.model_validate(
            {"role": role, "speaker": speaker, "content": text if number < len(turns) else f"{text} ({number})"}
        )
        for number in range(count)
        for role, speaker, text in [turns[number % len(turns)]]
    ]
    return made, questions
