"""Where a text names what is held: by its words, by some of them ("the Golf" of a VW Golf), or by what it is ("my
car"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toldonce.fleeting import kept_briefly
from toldonce.memory.acts import LIGHT_WORDS
from toldonce.memory.extract.held.kinds import Held
from toldonce.memory.terms import terms_of, words

Span = tuple[int, int]
_OWN = (
    r"\b(?:my|our|the|that|this)\s+(?:(?:old|dear|poor|little|current|present|own|first|new|lovely|trusty|beloved)\s+)*"
)
_CALLED: Mapping[str, str] = {
    "car": r"car|motor|wheels|vehicle|van|ride|banger",
    "phone": r"phone|mobile|handset|smartphone",
    "pet": r"dog|cat|puppy|kitten|rabbit|bunny|hamster|guinea pigs?|parrot|budgies?|canary|tortoise|horse|pony"
    r"|chickens|hens|fish|snake|lizard|gecko|ferrets?|rats?|pet",
    "job": r"job|career|profession|trade|work",
    "employer": r"job|company|firm|employer|work|workplace|office",
    "partner": r"boyfriend|girlfriend|husband|wife|partner|fiance|fiancee|other half|missus",
    "allergy": r"allergy|intolerance",
    "diet": r"diet",
    "membership": r"membership|subscription|gym|club",
}
"""What it may be called by whoever has one."""
_CALLS = {kind: re.compile(rf"{_OWN}(?:{nouns})\b", re.IGNORECASE) for kind, nouns in _CALLED.items()}
_CHOSEN = re.compile(
    r"\b(?:favou?rites?|faves?|favs?|best|top|number one|no\. ?1|prefer\w*|pick|beats?|love)\b", re.IGNORECASE
)
"""By whatever a text tells which of a kind is liked the most."""
_NAMED_IN_PART = frozenset("belonging car employer job membership partner pet phone".split())
_ACTS = frozenset("commitment habit hobby instruction prohibition".split())
_TASTES = frozenset("dislike favourite like".split())
_FIRST_PHRASE = re.compile(
    r"(.*?)\s(?:back|up|down|out|off|away|to|by|for|from|in|into|on|at|with|without|of|before|after|until|every|each|when"
    r"|during|about|around|over|twice|once)\b",
    re.IGNORECASE,
)
"""What of an act stands before the first word that leads to where, when or with whom."""
_PAUSE = re.compile(r"[.,:;!?()]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """First character and end of each place that names something held; ``by_name``: by words of its own."""

    spans: tuple[Span, ...]
    by_name: bool


class Said:
    """A text in which something may be named."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [(found.span(), _terms(found[0])) for found in _WORD.finditer(text)]
        self._terms = frozenset(term for _, terms in self._words for term in terms)

    def mention(self, held: Held) -> Mention | None:
        """Where it names ``held``; of places that name more and less of it, those that name the most."""
        wanted, spans = telling(held), tuple[Span, ...]()
        if not self._terms.isdisjoint(wanted):
            named = [(known, span) for known, span in self._runs(wanted) if is_enough(held, known)]
            most = max((len(known) for known, _ in named), default=0)
            spans = tuple(span for known, span in named if len(known) == most)
            if spans:
                return Mention(spans, by_name=True)
        spans = ()
        if (called := _CALLS.get(held.kind)) is not None:
            spans = tuple(found.span() for found in called.finditer(self.text) if _fits(held, found[0]))
        elif held.topic and not self._terms.isdisjoint(_all_terms(held.topic)) and self._tells_a_choice:
            spans = tuple(span for _, span in self._runs(_all_terms(held.topic)))
        return Mention(spans, by_name=False) if spans else None

    @cached_property
    def _tells_a_choice(self) -> bool:
        return _CHOSEN.search(self.text) is not None

    def _runs(self, wanted: frozenset[str]) -> Iterator[tuple[frozenset[str], Span]]:
        """Runs of wanted words without a pause, and the function words between them; with the terms that they name."""
        run: list[Span] = []
        known: set[str] = set()
        for span, terms in self._words:
            if run and _PAUSE.search(self.text, run[-1][1], span[0]):
                yield frozenset(known), (run[0][0], run[-1][1])
                run, known = [], set()
            if terms and wanted.issuperset(terms):
                run.append(span)
                known.update(terms)
            elif terms and run:
                yield frozenset(known), (run[0][0], run[-1][1])
                run, known = [], set()
        if run:
            yield frozenset(known), (run[0][0], run[-1][1])


def is_enough(held: Held, known: frozenset[str]) -> bool:
    """Whether these terms of its value name it: all do; of a name a part, of other things most, or the noun that it is.

    "Trains" are not night trains, and "call me Ana" has nothing to do with calling a grandmother.
    """
    wanted = telling(held)
    if known >= wanted or (len(wanted) > 2 and len(known) * 3 >= len(wanted) * 2):
        return True
    if held.kind in _NAMED_IN_PART:
        return any(len(term) > 1 and not term.isdigit() for term in known)
    if held.kind in _TASTES:
        return not known.isdisjoint(_of_names(held.value))
    return _head(held.value) in known


@kept_briefly(8192)
def _of_names(value: str) -> frozenset[str]:
    """The terms of the names in a value of several words: "Cohen" is Leonard Cohen."""
    spoken = [found[0] for found in _WORD.finditer(value)]
    return frozenset(term for word in spoken if word[:1].isupper() and len(word) > 2 for term in _terms(word))


@kept_briefly(8192)
def _head(value: str) -> str:
    """The term of the noun that a value is about: the last of its first phrase, "mixer" of "take the cement mixer
    back to my brother"."""
    first = _FIRST_PHRASE.match(value)
    for phrase in (first[1] if first is not None else value, value):
        terms = [term for word in words(phrase.replace("-", " ")) if word not in LIGHT_WORDS for term in terms_of(word)]
        if terms:
            return terms[-1]
    return ""


def telling(held: Held) -> frozenset[str]:
    """The terms of a value that tell it from others: of an act without those that say little, where others are left."""
    return _telling_of_act(held.value) if held.kind in _ACTS else _all_terms(held.value)


@kept_briefly(8192)
def _telling_of_act(value: str) -> frozenset[str]:
    told = [word for word in words(value.replace("-", " ")) if word not in LIGHT_WORDS]
    return frozenset(term for word in told for term in terms_of(word)) or _all_terms(value)


@kept_briefly(8192)
def _all_terms(value: str) -> frozenset[str]:
    return frozenset(term for word in words(value.replace("-", " ")) for term in terms_of(word))


def terms_naming(held: Held) -> frozenset[str]:
    """Terms, one of which is in every text that names it."""
    called = re.findall(r"[a-z]+", _CALLED.get(held.kind, ""))
    return telling(held) | _all_terms(held.topic) | frozenset(term for word in called for term in terms_of(word))


def _fits(held: Held, called: str) -> bool:
    """Whether a pet may be called so: "the cat" is no dog."""
    return held.kind != "pet" or not held.content or called.split()[-1].casefold() in words(held.content)


def _terms(word: str) -> tuple[str, ...]:
    return tuple(term for one in words(word) for term in terms_of(one))
