"""The program that reads turns beside the service: what goes in and out, and how it ends."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys

from tests.memory.extract.said import turn
from toldonce.adapters.extractor_processes import LENGTH_BYTES
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.reading import serve

TURNS = [turn("I live in Berlin."), turn("I have a cat called Milo.")]


def message(turns: object) -> bytes:
    body = pickle.dumps((turns, []))
    return len(body).to_bytes(LENGTH_BYTES) + body


def test_each_message_has_its_answer_in_turn() -> None:
    answers = io.BytesIO()
    serve(RuleExtractor(), io.BytesIO(message(TURNS[:1]) + message(TURNS[1:])), answers)
    answers.seek(0)
    found = [pickle.loads(answers.read(int.from_bytes(answers.read(LENGTH_BYTES)))) for _ in range(2)]
    assert found == [RuleExtractor().read(TURNS[:1]), RuleExtractor().read(TURNS[1:])]
    assert answers.read() == b""


def test_it_ends_quietly_when_the_service_dies_in_the_middle_of_a_message() -> None:
    half = message(TURNS)[:-40]
    ended = subprocess.run(
        [sys.executable, "-m", "toldonce.reading"], input=half, capture_output=True, check=True, timeout=120
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")
