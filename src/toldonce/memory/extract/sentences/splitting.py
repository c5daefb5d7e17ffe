"""A text's sentences, with the characters where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toldonce.memory.extract.sentences.grounds import question_in, request_in

_END = re.compile(r"(?P<mark>(?<![.!?…])[.!?…]++|[。！？؟])(?P<close>[\"'”’)\]]*+)(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|approx|no|No|Ave|Rd|Mt|Ft|a\.m|p\.m"
    r"|dept|inc|Inc|Ltd|Co|[A-Z])$"
)
MAX_SENTENCE_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``asks``: it ends with a question mark."""

    text: str
    starts: int
    ends: int
    asks: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in their order; what is longer than `MAX_SENTENCE_CHARACTERS` is no sentence.

    A statement with a question or a request behind it is one of its own: "I have a cold" in "I have a cold, so what can
    I do?" and in "I have a cold - give me a tip".
    """
    begin = 0
    for end in _END.finditer(text):
        mark = end["mark"] or ""
        if mark == "." and _ABBREVIATION.search(text[max(0, end.start() - 8) : end.start()]):
            continue
        yield from _sentence(text, begin, end.end(), "?" in mark or "？" in mark or "؟" in mark)
        begin = end.end()
    yield from _sentence(text, begin, len(text), False)


def _sentence(text: str, begin: int, end: int, asks: bool) -> Iterator[Sentence]:
    asked = question_in(text[begin:end]) if asks else request_in(text[begin:end])
    if asked:
        yield from _sentence(text, begin, begin + len(text[begin : begin + asked].rstrip(" ,;:–—-")), False)
        begin += asked
    words = text[begin:end]
    stripped = words.strip()
    if stripped and len(stripped) <= MAX_SENTENCE_CHARACTERS:
        starts = begin + len(words) - len(words.lstrip())
        yield Sentence(stripped, starts, starts + len(stripped), asks)
