"""How well the reader reads sentences that share neither phrasing nor words with what it learned from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from toldonce.memory.extract.learned.network import Reading
from training.reader.samples import Sample

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


def is_right(sample: Sample, reading: Reading) -> bool:
    """Whether kind, end or not, and every marked word but the old value beside a new one were read."""
    if (sample.kind, sample.relation == "end") != (reading.kind, reading.relation == "end"):
        return False
    wanted = {mark: sample.text[first:end] for mark, first, end in sample.marks}
    if "value" in wanted:
        wanted.pop("old", None)
    return all(_plain(reading.marked.get(mark, "")) == _plain(words) for mark, words in wanted.items())


def table(samples: Sequence[Sample], readings: Sequence[Reading]) -> Table:
    """Precision and coverage by the probability that is asked for."""
    shown = Table("asked for", "read", "precision", "coverage", "read where nothing is stated",
                  title=f"{len(samples)} sentences of phrasings and words that were not learned from")  # fmt: skip
    stated = sum(one.kind != "none" for one in samples)
    for least in THRESHOLDS:
        read = [(one, found) for one, found in zip(samples, readings, strict=True)
                if found.kind != "none" and found.probability >= least]  # fmt: skip
        right = sum(is_right(one, found) for one, found in read)
        shown.add_row(f"{least:.2f}", str(len(read)), f"{right / max(1, len(read)):.3f}", f"{right / stated:.3f}",
                      str(sum(one.kind == "none" for one, _ in read)))  # fmt: skip
    return shown


def _plain(words: str) -> str:
    first, _, rest = words.casefold().replace("’", "'").partition(" ")
    return rest if first in ("a", "an", "the") and rest else f"{first} {rest}".strip()
