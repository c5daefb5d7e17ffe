"""Text to search terms, in any language: Unicode words, stemmed by their script, and character pairs where a script
writes no spaces.

The same function makes the terms of what is stored and of what is asked; a change of it needs a new index.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter

import Stemmer

from toldonce.fleeting import kept_briefly

MAX_TERM_CHARACTERS = 64

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Chinese characters
    "\uac00-\ud7af\U00020000-\U0003ffff"  # Hangul, rarer Chinese characters
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0d7f"
"""Combining marks, and the Indic blocks whose vowel signs Python's ``\\w`` leaves out: they belong to the word."""
_PIECES = re.compile(
    rf"[{_UNSPACED}]+"
    rf"|(?:[^\W_{_UNSPACED}]|[{_MARKS}])+(?:['’](?:[^\W_{_UNSPACED}]|[{_MARKS}])+)*"
)  # fmt: skip
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_POSSESSIVE = re.compile(r"['’]s?$")

_STEMMERS = (
    (re.compile("[a-z]"), "english"),
    (re.compile("[\u0400-\u04ff]"), "russian"),
    (re.compile("[\u0370-\u03ff]"), "greek"),
    (re.compile("[\u0600-\u06ff]"), "arabic"),
    (re.compile("[\u0900-\u097f]"), "hindi"),
    (re.compile("[\u0b80-\u0bff]"), "tamil"),
    (re.compile("[\u0530-\u058f]"), "armenian"),
)
_local = threading.local()

STOP_WORDS = frozenset(
    """
    a about above after again against ain all also am an and any are aren aren't as at be because been before
    being below between both but by can can't cannot could couldn couldn't did didn didn't do does doesn doesn't
    doing don don't down during each few for from further had hadn hadn't has hasn hasn't have haven haven't
    having he he'd he'll he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn
    isn't it it'd it'll it's its itself just let let's ll me might mightn more most mustn mustn't my myself needn
    no nor not now of off on once only or other our ours ourselves out over own re same shan shan't she she'd
    she'll she's should should've shouldn shouldn't so some such than that that'll that's the their theirs them
    themselves then there there's these they they'd they'll they're they've this those through to too under until
    up ve very was wasn wasn't we we'd we'll we're we've were weren weren't what what's when where which while who
    who's whom why will with won won't would wouldn wouldn't you you'd you'll you're you've your yours yourself
    yourselves
    """.split()
)
"""English function words: they say how a sentence is built, not what it is about."""


def words(text: str) -> list[str]:
    """The words of a text in order, case-folded and normalised (NFKC); runs of unspaced scripts stay whole."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_POSSESSIVE.sub("", piece) or piece for piece in _PIECES.findall(folded)]


def terms_of(word: str) -> list[str]:
    """The terms of one word of `words`: one stem, none for a stop word, or character pairs of an unspaced script."""
    if _IS_UNSPACED.match(word):
        return [word] if len(word) == 1 else [word[i : i + 2] for i in range(len(word) - 1)]
    if word in STOP_WORDS:
        return []
    return [_stem(word)]


def count_terms(text: str) -> Counter[str]:
    """The terms of a text with how often each occurs."""
    counts: Counter[str] = Counter()
    for word in words(text):
        counts.update(terms_of(word))
    return counts


def query_terms(text: str) -> dict[str, str]:
    """The terms of a question, each with the word that it came from, in order."""
    found: dict[str, str] = {}
    for word in words(text):
        for term in terms_of(word):
            found.setdefault(term, word)
    return found


@kept_briefly(65_536)
def _stem(word: str) -> str:
    plain = word.replace("’", "'")[:MAX_TERM_CHARACTERS]
    for script, language in _STEMMERS:
        if script.search(plain):
            return str(_stemmer(language).stemWord(plain))
    return plain


def _stemmer(language: str) -> Stemmer.Stemmer:
    """One stemmer for each thread: Snowball's state is not shared safely."""
    made: dict[str, Stemmer.Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if language not in made:
        made[language] = Stemmer.Stemmer(language)
    return made[language]
