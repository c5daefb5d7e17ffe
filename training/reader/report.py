"""How well the reader reads sentences that share neither phrasing nor words with what it learned from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.table import Table

from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.learned.network import Reading
from toldonce.memory.extract.learned.restated import fits
from toldonce.ports import MemoryCandidate
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


def of_several(samples: Sequence[Sample], readings: Sequence[Sequence[Reading]]) -> str:
    """How many of the things that joined sentences state are read, at each of `THRESHOLDS`, in a sentence."""
    told = []
    for least in THRESHOLDS:
        read = [[one for one in each if one.kind != "none" and one.probability >= least] for each in readings]
        right = sum(any(is_right(sample, one) for one in each) for sample, each in zip(samples, read, strict=True))
        said = {sample.text: [one.kind for one in each] for sample, each in zip(samples, read, strict=True)}
        stated = {sample.text: {sample.kind, *(kind for kind, _ in sample.besides)} for sample in samples}
        wrong = sum(kind not in stated[text] for text, kinds in said.items() for kind in kinds)
        told.append(f"{right / max(1, len(samples)):.3f} from {least:.2f} on, with {wrong} of no kind that is stated")
    return f"Of {len(samples)} things that joined sentences state are read: {'; '.join(told)}."


def is_true(sample: Sample, found: MemoryCandidate) -> bool:
    """Whether a memory is what the sentence states: its slot, its value, and whether it ended.

    What is ended of several is ended by all that its words mean ("jokes" of "never make jokes"), so they may be fewer.
    """
    if sample.kind == "none" or not fits(sample.kind, found.attribute) or found.denies != (sample.relation == "end"):
        return False
    held = _words(f"{found.attribute} {found.value} {found.content}")
    said = [_words(sample.text[first:end]) for mark, first, end in sample.marks if mark in ("value", "old")]
    ended = _words(found.value_key) - {"not"}
    if found.denies and found.many and ended and any(ended <= words for words in said):
        return True
    return any(words <= held for words in said) or not said


def _words(text: str) -> set[str]:
    """The first letters of each word that carries, so that inflections and the forms of dates are the same."""
    words = re.findall(r"\d+|[a-z]{3,}", text.casefold())
    return {(base_of(word) or word)[:4] for word in words} - {"the", "and"}


def added(samples: Sequence[Sample], found: Sequence[Sequence[MemoryCandidate]], unread: int) -> str:
    """What was added where the rules read nothing, in a sentence; ``unread`` of these sentences state something."""
    read = [(sample, each) for sample, candidates in zip(samples, found, strict=True) for each in candidates]
    right = sum(is_true(*one) for one in read)
    sentences = sum(any(is_true(sample, each) for each in candidates)
                    for sample, candidates in zip(samples, found, strict=True))  # fmt: skip
    return (
        f"Behind the rules: {right} of {len(read)} memories added are true ({right / max(1, len(read)):.3f});"
        f" {sentences} of the {unread} statements that the rules leave unread are read ({sentences / unread:.3f})."
    )


def _plain(words: str) -> str:
    first, _, rest = words.casefold().replace("’", "'").partition(" ")
    return rest if first in ("a", "an", "the") and rest else f"{first} {rest}".strip()
