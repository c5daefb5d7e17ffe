"""The part of a long text that answers a question."""

from __future__ import annotations

import re
from collections.abc import Collection

from toldonce.memory.terms import count_terms
from toldonce.memory.tokens import estimate_tokens

_SENTENCE = re.compile(r".+?(?:[.!?。！？…](?=\s|$)|\n+|$)", re.DOTALL)


def excerpt(text: str, terms: Collection[str], max_tokens: int) -> str:
    """At most about ``max_tokens`` of a text around the sentence with most of the terms; "…" stands for the rest."""
    text = text.strip()
    if estimate_tokens(text) <= max_tokens:
        return text
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match.group().strip()]
    best = max(range(len(sentences)), key=lambda i: _worth(text[slice(*sentences[i])], terms)) if sentences else 0
    first = last = best
    while sentences:
        grown = [(i, j) for i, j in ((first, last + 1), (first - 1, last)) if i >= 0 and j < len(sentences)]
        fitting = [(i, j) for i, j in grown if estimate_tokens(text[sentences[i][0] : sentences[j][1]]) <= max_tokens]
        if not fitting:
            break
        first, last = fitting[0]
    starts, ends = (sentences[first][0], sentences[last][1]) if sentences else (0, len(text))
    return _cut(text, starts, ends, max_tokens)


def _worth(sentence: str, terms: Collection[str]) -> float:
    counts = count_terms(sentence)
    return sum(1.0 for term in terms if term in counts) - 0.001 * len(sentence) / 100


def _cut(text: str, starts: int, ends: int, max_tokens: int) -> str:
    piece = text[starts:ends].strip()
    while piece and estimate_tokens(piece) > max_tokens:
        piece = piece[: max(1, int(len(piece) * max_tokens / estimate_tokens(piece)) - 1)]
        ends = starts + len(piece)
    return f"{'… ' if starts > 0 else ''}{piece}{' …' if ends < len(text.rstrip()) else ''}"
