"""Ends that are told by the way: a sentence of the user's that mentions a thing beside a mark that something ended.

"Olives and I are friends now", "the nut thing has gone away", "the trombone fell by the wayside". The mark says what
kind of thing may be over (an allergy, an illness, something done, a liking, an aversion), the words around it name it.
What they name ends only where it stands: a denial of anything else changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.endings import marks_of_doings, marks_of_health, marks_of_turns
from toldonce.memory.extract.endings.cues import things_in
from toldonce.memory.extract.endings.denials import DOINGS, denial
from toldonce.memory.extract.endings.marks import Ended
from toldonce.memory.extract.english.cued import ByCue
from toldonce.memory.extract.english.people import RELATION
from toldonce.memory.extract.sentences.modality import asks, words_of
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key
from toldonce.ports import MemoryCandidate

MARKS = (*marks_of_health.MARKS, *marks_of_doings.MARKS, *marks_of_turns.MARKS)
_OWN = frozenset("i me my mine we us our ours myself".split())
_NOT_SO = re.compile(
    r"\b(?:not (?:yet|quite)|still|would|wish\w*|hope\w*|might|maybe|perhaps|almost|nearly|should|could|if|will|hate to"
    r"|can not (?!be)|do not think|tonight|today|for (?:now|today|a (?:week|while))|soon|one day|people say|they say"
    r"|try(?:ing)? to|want(?:s|ed)? to|next|summer break|who|his|her|their|your|imagine|pretend|afraid that|worried)\b"
    rf"|\b(?:my|our) (?:\w+ )?(?:{RELATION})(?:'s)?\b",
    re.IGNORECASE,
)
"""What is only wished for, feared, planned or of somebody else."""
_NOTED = re.compile(r"(?:had|have|can not|could not|do not)\s", re.IGNORECASE)
"""How a note begins that leaves out "I" and is no question."""
_OF_ANYTHING = frozenset(
    """
    work home house office life school town city family people job day days morning evening week year years
    month winter summer spring autumn world quietly slowly while test form doctor allergist
    """.split()
)
"""What many things are done at or have to do with: by it alone nothing is named."""
MOST_TASTES = 4


@cache
def _by_cue() -> ByCue:
    return ByCue([mark.cues for mark in MARKS])


@cache
def _compiled(number: int) -> re.Pattern[str]:
    return re.compile(MARKS[number].pattern, re.IGNORECASE)


def mentioned(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """The denials of what a sentence (plain, spaced, no condition) mentions beside a mark of an end."""
    known = words_of(text)
    numbers = _by_cue().to_try(known)
    if not numbers or (asks(text) and not _NOTED.match(text)) or _NOT_SO.search(text):
        return
    own = not _OWN.isdisjoint(known)
    for number in numbers:
        mark = MARKS[number]
        if (mark.own and not own) or (found := _compiled(number).search(text)) is None:
            continue
        named = next((thing for thing in found.groupdict().values() if thing), None)
        around = things_in(f"{text[: found.start()]} ; {text[found.end() :]}") if named is None else [named]
        if things := [thing for thing in around if thing.casefold() not in _OF_ANYTHING]:
            for kind in mark.ended:
                yield from _over(kind, things, starts, ends)


def _over(kind: Ended, things: list[str], starts: int, ends: int) -> Iterator[MemoryCandidate]:
    if kind in ("allergy", "condition"):
        first = [thing.split()[0] for thing in things] if kind == "allergy" else []
        any_of = ANY_OF.join(dict.fromkeys(map(value_key, (*things, *first))))
        said = "is no longer allergic to" if kind == "allergy" else "no longer has"
        yield denial("fact", kind, any_of, f"The user {said} {any_of}", starts, ends)
    elif kind == "doing":
        any_of = ANY_OF.join(map(act_key, things))
        for attribute in DOINGS:
            yield denial("preference", attribute, any_of, f"The user no longer does: {any_of}", starts, ends)
    else:
        value, verb = ("likes", "like") if kind == "liking" else ("dislikes", "dislike")
        named = things[:MOST_TASTES]
        # "My olive days are over": what is liked goes by its plural.
        named += [f"{name}s" for name in named if kind == "liking" and " " not in name and not name.endswith("s")]
        for name in named:
            yield denial("preference", f"taste.{value_key(name)}", value, f"The user no longer {verb}s {name}", starts,
                         ends, many=False)  # fmt: skip
