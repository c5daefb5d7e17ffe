"""Likeness of words by their trigrams, as PostgreSQL's pg_trgm counts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = re.compile(r"[^\W_]+")


def word_similarity(asked: str, text: str) -> float:
    """The greatest likeness (0..1) between the trigrams of ``asked`` and any run of the trigrams of ``text``."""
    return likest_run(frozenset(trigrams(asked)), trigrams(text))


def trigrams(text: str) -> list[str]:
    """Trigrams in order; a word counts with two spaces before and one behind it."""
    padded = [f"  {word} " for word in _WORDS.findall(text.lower())]
    return [word[start : start + 3] for word in padded for start in range(len(word) - 2)]


def likest_run(asked: frozenset[str], text: Sequence[str]) -> float:
    """`word_similarity` of trigrams that are made already."""
    best = 0.0
    for start, first in enumerate(text):
        if first not in asked:
            continue
        run: set[str] = set()
        common = 0
        for trigram in text[start:]:
            if trigram not in run:
                run.add(trigram)
                common += trigram in asked
                best = max(best, common / (len(asked) + len(run) - common))
            # However many of the next trigrams are common, a longer run cannot be liker than this.
            if len(asked) <= best * len(run):
                break
    return best
