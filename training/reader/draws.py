"""What one pass learns from: a sentence of every phrasing, or more of those that are dwelt on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from training.reader.joined import joined
from training.reader.samples import Sample, phrasings, samples
from training.reader.values import Half

TIMES = 3
"""Sentences of a phrasing that is dwelt on, each in another voice."""
OTHERS = 0.5
"""Share of the other phrasings meanwhile: enough that nothing of them is forgotten."""


def drawn_once(half: Half, seed: int, dwelt_on: Sequence[str] = ()) -> list[Sample]:
    """One sentence of every phrasing of a half, and sentences in which several are joined; the same seed draws the
    same. ``dwelt_on`` names files of phrasings (without ``.txt``) of which more is drawn, and less of all others."""
    alone = samples(half, seed, 1)
    if dwelt_on:
        newest = {phrasing for name in dwelt_on for *_, phrasing in phrasings(half, name)}
        others = [one for one in alone if one.phrasing not in newest]
        alone = Random(f"others {half} {seed}").sample(others, round(len(others) * OTHERS))
        for name in dwelt_on:
            for time in range(TIMES):
                alone += samples(half, seed * TIMES + time, 1, name)
    return alone + joined(alone, half, seed)
