"""From a sentence to its clauses: where each begins, and what a clause holds once it is read.

"Since May I live in Berlin and work at Siemens" has two clauses, (I, live, "in Berlin", since May) and (I, work,
"at Siemens"). `reader` finds their subjects and verbs; what a clause means is the business of the themes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from toldonce.memory.extract.english.fillers import leading_fillers
from toldonce.memory.extract.english.people import NOT_NAMES, Person
from toldonce.memory.extract.english.verb_groups import ADVERBS, VerbGroup, can_begin, is_finite
from toldonce.memory.extract.english.when import TimePhrase, Times, is_mark, times_of

_PRONOUNS = frozenset("i we you he she they it".split())
POSSESSIVES = frozenset("my our his her their its".split())
_LINKS = frozenset("and but because so since although though while whereas then plus as or where when that".split())
PUNCTUATION = frozenset(', ; : ( ) - – — "'.split())
_SPACED = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()\"–—]")


@dataclass(slots=True)
class Clause:
    """One thing that is said.

    ``who`` it is about, or None when it is about a thing; ``what`` of theirs, or the thing ("favourite colour", "the
    dentist appointment"), empty when it is about them. ``rest`` is what follows the verb, without times.
    """

    who: Person | None
    what: str
    verb: VerbGroup
    rest: list[str]
    phrases: list[TimePhrase]
    at: datetime
    fillers: frozenset[str] = frozenset()
    text: str = ""
    with_whom: str = ""
    subject: str = ""
    _times: dict[bool, Times] = field(default_factory=dict)

    @property
    def object(self) -> str:
        """``rest`` as a text."""
        return " ".join(self.rest)

    def times(self, *, ahead: bool = False) -> Times:
        """What its time phrases mean; ``ahead``: what names no year lies in the future."""
        if ahead not in self._times:
            self._times[ahead] = times_of(self.phrases, self.at, ahead=ahead)
        return self._times[ahead]


@dataclass(slots=True)
class Part:
    """The words of one clause, how it is joined to the one before, and whether its subject is left out."""

    tokens: list[str]
    link: str = ""
    elided: bool = False


def tokens_of(sentence: str) -> list[str]:
    """Words and punctuation of a sentence that was made plain and marked."""
    return _SPACED.sub(lambda found: f" {found[0]} ", sentence.rstrip(" .!?")).split()


def split(tokens: Sequence[str]) -> list[Part]:
    """The clauses of a sentence, in their order."""
    low = [token.casefold() for token in tokens]
    parts = [Part([])]
    i, count = 0, len(tokens)
    while i < count:
        link = ""
        j = i
        if low[j] in PUNCTUATION and parts[-1].tokens:
            link = low[j]
            j += 1
        while j < count and low[j] in _LINKS and (parts[-1].tokens or j > i) and not _is_pronoun(low, j):
            link = low[j]
            j += 1
        if link and j < count and link != "that":
            begins = _begins(tokens, low, j, link)
            if (
                link == "and"
                and low[j] in ("i", "me", "my")
                and not any(is_finite(word, plural=True) for word in _words(parts[-1]))
            ):
                begins = ""
            if begins and _only_leads(parts[-1].tokens):  # "finally , yesterday , I ran": a time alone is no clause
                i = j
                parts[-1].tokens.append(tokens[i])
                i += 1
                continue
            if begins and link == "since":
                parts[-1].tokens.append(link)
            if begins and not (link in ("where", "when", "or", "as") and begins == "elided"):
                parts.append(Part([], link, begins == "elided"))
                i = j
                parts[-1].tokens.append(tokens[i])
                i += 1
                continue
        parts[-1].tokens.append(tokens[i])
        i += 1
    return [part for part in parts if part.tokens]


def _only_leads(tokens: Sequence[str]) -> bool:
    """Whether these words are only times, or times and fillers."""
    words = [token for token in tokens if not is_mark(token)]
    return len(words) < len(tokens) and not (
        words and " ".join(words)[len(leading_fillers(" ".join(words))) :].strip(" ,")
    )


def _is_pronoun(low: Sequence[str], i: int) -> bool:
    """Whether "that" is what the clause is about: "that is Dune"."""
    return low[i] == "that" and i + 1 < len(low) and can_begin(low[i + 1])


def _words(part: Part) -> list[str]:
    return [token.casefold() for token in part.tokens[1:]]


def _begins(tokens: Sequence[str], low: Sequence[str], i: int, link: str) -> str:
    """Whether a clause begins at ``i``: "subject", "elided" (the verb alone), or nothing."""
    while i < len(low) and (low[i] in ADVERBS or is_mark(tokens[i]) or low[i] in ("then", "please")):
        i += 1
    if i >= len(low):
        return ""
    word, following = low[i], low[i + 1] if i + 1 < len(low) else ""
    if word in ("that", "this") and can_begin(following):
        return "subject"
    if word in _PRONOUNS or word in ("there", "nobody", "everyone", "everybody"):
        return "subject" if following and following not in PUNCTUATION else ""
    if word in POSSESSIVES:
        return "subject" if _has_verb(low, i + 2) else ""
    if word in ("please", "always", "never", "do", "call", "remind") and link in (
        ",",
        ";",
        ":",
        "-",
        "–",
        "—",
        "and",
        "so",
    ):
        return "subject"
    if tokens[i][:1].isupper() and word not in NOT_NAMES:
        j = i + 1
        while j < len(tokens) and tokens[j][:1].isupper():
            j += 1
        return "subject" if j < len(low) and (is_finite(low[j], plural=False) or low[j] in ADVERBS) else ""
    if link in PUNCTUATION and _asks_next(word, following):
        return "subject"
    if word in ("raised", "bred") or (word in ("named", "called") and following in ("it", "him", "her", "them", "the")):
        return ""
    if link in ("and", "but", "so", "then") and is_finite(word, plural=True) and following not in ("and",):
        return "elided"
    return ""


def _asks_next(word: str, following: str) -> bool:
    if word in ("what", "where", "when", "why", "how", "who", "which", "any"):
        return True
    return can_begin(word) and following in (
        "you",
        "i",
        "we",
        "it",
        "that",
        "there",
        "they",
        "he",
        "she",
        "anyone",
        "this",
    )


def _has_verb(low: Sequence[str], i: int) -> bool:
    for word in low[i : i + 6]:
        if word in (";", ":", "and", "but"):
            return False
        if is_finite(word, plural=False):
            return True
    return False
