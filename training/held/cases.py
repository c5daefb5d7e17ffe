"""What is learned from: a text, the place in it that names something held, its kind, and whether the text says that it
is over.

They come from the phrasings of `training.reader` (what ends or changes in them is over, what they state is not, and
what they only name is not either), from messages written for this (``told``), two of which end what was told, one
speaks of an end that is none, and one only mentions it, and from texts that name by chance what others are about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from toldonce.memory.extract.held.kinds import KINDS, Held
from toldonce.memory.extract.held.mentions import Mention, Said, Span, telling
from toldonce.memory.extract.held.reviewer import Question, windows
from toldonce.memory.terms import count_terms
from training.reader.samples import NAMED, Sample, samples
from training.reader.values import Half

TOLD = Path(__file__).parent / "told"
TESTED = 7
"""One told entry in so many is for the test."""
TRIED = 12
"""Values that are looked for in a text which may name one by chance."""
MOST_BY_CHANCE = 9_000
"""Cases in which one does."""
LEFT = 0.35
"""Share of the sentences that another precedes, or follows."""
_KINDS_NAMED = {
    "thing": ("like", "dislike", "favourite"), "place": ("home",), "hobby": ("hobby", "like"),
    "car": ("car",),
    "company": ("employer",), "a_job": ("job",), "job": ("job",),
    "do": ("habit", "commitment", "prohibition", "instruction"),
    "doing": ("habit", "hobby"), "condition": ("condition",), "animal": ("pet",),
    "name": ("partner", "pet", "nickname"),
    "phone": ("phone",), "diet": ("diet",), "allergen": ("allergy", "like", "dislike"), "did": ("commitment",),
    "value": ("like", "dislike", "favourite", "belonging", "habit", "membership"),
}  # fmt: skip
"""As what may be held that a sentence which states nothing names."""
_OPPOSITE = {"like": "dislike", "dislike": "like"}


@dataclass(frozen=True, slots=True)
class Case:
    """``spans``: first character and end of each place that names what is held."""

    text: str
    kind: str
    spans: tuple[Span, ...]
    over: bool
    source: str = ""


def of_phrasings(half: Half, seed: int, share: float = 1.0) -> list[Case]:
    """Cases out of the phrasings of this half, some with a sentence before or after."""
    dice = Random(f"held {half} {seed}")
    drawn = samples(half, seed, 1)
    idle = [one.text for one in drawn if one.kind == "none" and not one.marks]
    made = []
    for one in drawn:
        cases = list(_of_sample(one, dice))
        if cases and dice.random() < share:
            before = f"{dice.choice(idle)} " if dice.random() < LEFT else ""
            after = f" {dice.choice(idle)}" if dice.random() < LEFT else ""
            made += [_within(case, before, after) for case in cases]
    return made


def of_entries(half: Half, folder: Path = TOLD) -> list[Case]:
    """Cases out of what was written for this."""
    made = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if _is_tested(entry["before"]) == (half == "test"):
                made += list(_of_entry(entry, path.stem))
    return made


def of_collisions(half: Half, seed: int) -> list[Case]:
    """Cases in which a text names by chance what is held: of something else it tells, whatever that is.

    Values of one text are looked for in all others; what the other text is about itself is left out.
    """
    dice = Random(f"collisions {half} {seed}")
    own = [*of_entries(half), *of_phrasings(half, seed)]
    values = {(one.kind, one.text[first:end]) for one in own for first, end in one.spans}
    by_term: dict[str, list[Held]] = {}
    for kind, value in sorted(values):
        held = Held(kind, value.strip())
        for term in telling(held):
            by_term.setdefault(term, []).append(held)
    about: dict[str, list[Span]] = {}
    for one in own:
        about.setdefault(one.text, []).extend(one.spans)
    made = []
    for text, spans in about.items():
        met = sorted({each for term in count_terms(text) for each in by_term.get(term, ())}, key=repr)
        for held in dice.sample(met, min(len(met), TRIED)):
            mention = Said(text).mention(held)
            if mention is not None and mention.by_name and not _overlap(mention.spans, spans):
                made.append(Case(text, held.kind, mention.spans, over=False, source="collision"))
                break
    return dice.sample(made, min(len(made), MOST_BY_CHANCE))


def _overlap(some: Iterable[Span], others: Iterable[Span]) -> bool:
    known = list(others)
    return any(first < last and begin < end for first, end in some for begin, last in known)


def _is_tested(before: str) -> bool:
    return int(hashlib.sha256(before.encode()).hexdigest(), 16) % TESTED == 0


def _of_entry(entry: dict[str, Any], source: str) -> Iterator[Case]:
    for name in ("over", "trap", "mention"):
        messages = entry[name] if name == "over" else [entry[name]]
        for one in messages:
            yield from _cases(entry, one["text"], one["named"], name == "over", f"{source} {name}")


def _cases(entry: dict[str, Any], text: str, named: str, over: bool, source: str) -> Iterator[Case]:
    """A message as it is looked at: a long one in parts, the last of which tells what became of it."""
    held = Held(entry["kind"], entry["old"])
    mention = Said(text).mention(held)
    if mention is None and (at := text.find(named)) >= 0:
        mention = Mention(((at, at + len(named)),), by_name=False)
    if mention is not None:
        for part in list(windows(0, Question(text, held, mention)))[-1:]:
            yield Case(part.text, held.kind, part.spans, over, source)


def _of_sample(one: Sample, dice: Random) -> Iterator[Case]:
    """What may be held that a sentence names, and whether it is over."""
    kind = one.kind
    if kind == "none":
        for mark, first, end in one.marks:
            kinds = _KINDS_NAMED.get(mark.removeprefix(NAMED), ())
            if kinds:
                yield Case(one.text, dice.choice(kinds), ((first, end),), over=False, source="none")
        return
    source = f"{kind} {one.relation}"
    value = tuple((first, end) for mark, first, end in one.marks if mark == "value")
    old = tuple((first, end) for mark, first, end in one.marks if mark == "old")
    if kind.startswith("third_"):
        for spans in filter(None, (value, old)):
            yield Case(one.text, kind.removeprefix("third_"), spans, over=False, source=source)
        return
    if kind not in KINDS:
        return
    over = old or (value if one.relation == "end" else ())
    if over:
        yield Case(one.text, kind, over, over=True, source=source)
        if kind == "favourite" and dice.random() < 0.3:
            yield Case(one.text, "like", over, over=False, source="favourite over like")
    if value and one.relation != "end":
        yield Case(one.text, kind, value, over=False, source=source)
        if kind in _OPPOSITE:
            yield Case(one.text, _OPPOSITE[kind], value, over=True, source=f"{source} opposite")
            if kind == "dislike":
                yield Case(one.text, "favourite", value, over=True, source=f"{source} opposite")
    if value and over == value and kind in _OPPOSITE and dice.random() < 0.3:
        yield Case(one.text, _OPPOSITE[kind], value, over=False, source=f"{source} opposite")


def _within(case: Case, before: str, after: str) -> Case:
    shift = len(before)
    spans = tuple((first + shift, end + shift) for first, end in case.spans)
    return replace(case, text=f"{before}{case.text}{after}", spans=spans)
