"""A pastime or a taste that took the place of another: "it's bouldering instead of squash these days".

Each becomes the end of the old one and the new one in a clause of its own. What the new one is follows from what it is
called: what is known as a sport, a game or an instrument is taken up, anything else is liked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.english.lexicon import INSTRUMENTS
from toldonce.memory.extract.english.phrases import without_article
from toldonce.memory.extract.english.verbs import base_of, ing_form
from toldonce.memory.extract.paraphrases.pastimes import is_pastime

_NOT = (
    r"(?!(?:it|my|our|his|their|your|that|this|them|you|him|her|me|us|one|what|there|here|to|not|no|in|on|at|up|out|away|back|off|a|an|work"
    r"|home|bed|school|doing (?:it|that)|mine|everything|nothing|i|we|he|she|they|would|could"
    r"|might|should|will|can|have|had|was|am)\b)"
)
_WORDS = (
    r"(?-i:[a-zà-ö][\w'-]*)"
    r"(?:\s(?!(?:and|but|because|so|since|now|these|nowadays|i|we)\b)(?-i:[a-zà-ö][\w'-]*)){0,3}?"
)
_ARTICLE = r"(?:(?:the|my|an?|some|doing|playing|going)\s)?"
_NEW = rf"{_ARTICLE}(?P<new>{_NOT}{_WORDS})"
_FIRST = rf"(?P<new>{_NOT}(?-i:[A-ZÀ-Ö]?){_WORDS})"
"""The new one at the beginning of the sentence."""
_OLD = rf"{_ARTICLE}(?P<old>{_NOT}{_WORDS})"
_NOW = r"(?:now|these days|nowadays|lately|at the moment|currently|from now on)"
_FOR_ME = rf"(?: (?:for|with) (?:me|us)| {_NOW}| all the way| instead| since [\w ]+| [\ue000-\ue03f])*"
_RATHER = r"\s?,? (?:instead of|rather than|in place of|over|and (?:not|no longer)|not|no longer)"
_END = rf"{_FOR_ME}(?: any ?more| any longer)?(?=\s*$|\s?[,;–—-]\s|\s(?:and|but|because|so|since)\b)"
_LEAD = rf"(?:(?:so|and|but|well|oh|yes|also|actually|honestly|{_NOW})\s?,?\s)*"
_HAVE = r"(?:(?:have|am|are)\s)?(?:(?:now|just|recently|finally|also|completely|happily|basically|fully)\s)*"


def _told(new: str, old: str) -> str:
    new, old = without_article(new[0].lower() + new[1:]), without_article(old)
    if new.split()[-1] in INSTRUMENTS:
        begun = f"I play the {new}"
    elif (lemma := base_of(new)) and is_pastime(ing_form(lemma)):
        begun = f"I have taken up {ing_form(lemma)}"
    else:
        done = is_pastime(new) or (_pursuit(old) and new.endswith("ing"))
        begun = f"I have taken up {new}" if done else f"I like {new}"
    return f"I gave up {old} ; {begun}"


def _pursuit(thing: str) -> bool:
    first = base_of(thing.split()[0].casefold())
    named = without_article(thing)
    if len(named.split()) > 2:
        return False
    if first is not None and " " in thing and not thing.split()[0].endswith("ing"):
        return False  # "played badminton" tells of a day
    return (
        is_pastime(named)
        or named.split()[-1].casefold() in INSTRUMENTS
        or (first is not None and " " not in thing and is_pastime(ing_form(first)))
    )


def _exchanged(found: re.Match[str]) -> str:
    """Of what is no pastime somebody has to say that it is theirs: it may be rain instead of snow these days."""
    new, old = found["new"], found["old"]
    return _told(new, old) if _OWN.search(found[0]) or _pursuit(new) or _pursuit(old) else found[0]


def _of_pursuits(found: re.Match[str]) -> str:
    """Where the words alone would say too little: butter is swapped for oil in a recipe too."""
    new, old = found["new"], found["old"]
    if _pursuit(old) and (_pursuit(new) or new.endswith("ing")):
        return _told(new, old)
    return _told(new, old) if _pursuit(new) and _LASTS.search(found[0]) else found[0]


_OWN = re.compile(r"\b(?:for me|i am (?:on|into))\b", re.IGNORECASE)
_LASTS = re.compile(rf"\b{_NOW}\b|\bfor good\b", re.IGNORECASE)
_HAVE_LEFT = rf"^{_LEAD}i {_HAVE}"

RULES: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    (
        "days nowadays now lately",
        rf"^{_LEAD}(?:it is|that is|make it|i am on|i am into) (?:more |all |only |just )?"
        rf"{_NEW}(?P<for>{_FOR_ME}){_RATHER} {_OLD}{_END}",
        _exchanged,
    ),
    ("instead rather place", rf"^{_LEAD}{_FIRST}{_FOR_ME}{_RATHER} {_OLD} {_NOW}{_END}", _of_pursuits),
    (
        "taken took got discovered started begun",
        rf"^{_LEAD}i {_HAVE}(?:taken up|took up|got into|gotten into|discovered|started(?: doing| playing)?|begun)"
        rf" {_NEW}{_FOR_ME} (?:instead of|rather than|in place of|after giving up|after quitting) {_OLD}{_END}",
        _exchanged,
    ),
    (
        "swapped traded exchanged ditched dropped left abandoned",
        rf"{_HAVE_LEFT}(?:swapped|traded|exchanged|ditched|dropped|left|abandoned) {_OLD}(?: in)? for {_NEW}{_END}",
        _of_pursuits,
    ),
    (
        "switched moved gone went",
        rf"{_HAVE_LEFT}(?:switched|moved on|moved|gone|went) from {_OLD} (?:on )?to {_NEW}{_END}",
        _of_pursuits,
    ),
    ("replaced", rf"{_HAVE_LEFT}replaced {_OLD} (?:with|by) {_NEW}{_END}", _of_pursuits),
    (
        "rather instead",
        rf"^{_LEAD}i (?:(?:now|just|mostly|only|mainly) )*(?:do |play |go )?{_NEW}{_FOR_ME} (?:rather than|instead of)"
        rf" {_OLD}{_END}",
        _of_pursuits,
    ),
)
"""As of `toldonce.memory.extract.changes.retold`."""
