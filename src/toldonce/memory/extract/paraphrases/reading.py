"""The sentence with its long ways round made plain, each tried only where one of its words stands."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewordings
from toldonce.memory.extract.paraphrases import (
    ailments,
    birthdays,
    clefts,
    diets,
    diets_changed,
    duties,
    families,
    favourites,
    favourites_told,
    feelings,
    languages,
    milestones,
    pastimes,
    plans,
    reactions,
    rituals,
    routines,
)
from toldonce.memory.extract.paraphrases.parts import MEETING, PRACTICE
from toldonce.memory.extract.paraphrases.pastimes import is_pastime
from toldonce.memory.extract.sentences.modality import words_of

_THEMES = (
    families, favourites_told, clefts, ailments, diets_changed, rituals, feelings, favourites, pastimes, languages,
    routines, diets, reactions, birthdays, milestones, plans, duties,
)  # fmt: skip
"""In this order their rules are tried, one after the other."""
_RULES = Rewordings([rule for theme in _THEMES for rule in theme.RULES])
_LEAD = re.compile(
    r"(?:(?:oh|so|well|honestly|actually|btw|by the way|also|and|but|yeah|yes|personally|to be honest|i think|i"
    r" must say"
    r"|for me|lately|these days|currently|nowadays|right now|recently|as for me|to me|tbf|sorry|no thanks)\s?,?\s)+",
    re.IGNORECASE,
)
_COMMON = re.compile(rf"(?:my|our|the|every|each|\w+ing|{PRACTICE}|{MEETING})$", re.IGNORECASE)
"""Words whose capital at the beginning is no part of them."""
_CLAUSES = re.compile(r"(\s*[;—–]\s+)")


def reworded(sentence: str) -> str:
    """The sentence (plain) with its long ways round made plain; one without any stays as it is."""
    parts = _CLAUSES.split(sentence)
    return "".join(part if i % 2 else _clause(part) for i, part in enumerate(parts))


_TOLD_ANEW = re.compile(r"(?:my favourite [\w -]+ is .+|i am [\w-]+) now$", re.IGNORECASE)


def tells_change(sentence: str) -> bool:
    """Whether it tells what has changed, and puts nothing right: "my favourite colour is coral now, not teal"."""
    return _TOLD_ANEW.match(reworded(sentence)) is not None


def _clause(clause: str) -> str:
    lead = _LEAD.match(clause)
    before = lead[0] if lead else ""
    own = clause[len(before) :].rstrip(" .!")
    text = own = " ".join(own.replace(", ", " , ").split())
    first = text.partition(" ")[0]
    if first.istitle() and (_COMMON.match(first) or is_pastime(first)):
        text = own = own[:1].lower() + own[1:]
    number, changed = _RULES.rewritten(words_of(text), text)
    while changed != text:
        text = " ".join(changed.split())
        number, changed = _RULES.rewritten(words_of(text), text, after=number)
    return clause if text == own else before + text.replace(" ,", ",")
