"""Tables of patterns of which only those are tried that can fit: one of their cues, a word, must stand in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.patterns import Replacement

Rewording = tuple[str, str, Replacement]
"""One way to say something: the words without one of which it need not be tried, its pattern, and what it becomes.

What the words, the pattern and the plain sentence are of, a clause or a whole sentence, the table says that holds it.
"""
_FIRST_WORDS = re.compile(r"\^(?:\(\?(?::|P<\w+>))?(?P<words>[a-z]+(?:\|[a-z]+)*)(?P<closed>\))?(?: |\\s)(?![?*{])")


def first_words(source: str) -> frozenset[str]:
    """The words with one of which a pattern begins: "i" and "we" of ``^(?:i|we) moved``; none where that is not plain.

    All alternatives of a pattern that begins with ``^`` begin with it; one of several at its top level is not plain.
    """
    begin = _FIRST_WORDS.match(source)
    if begin is None or (begin["closed"] is None) == ("(" in source[: begin.end()]) or "|^" in source:
        return frozenset()
    return frozenset(begin["words"].split("|"))


class ByCue:
    """The numbers of a table's entries by their cues (words, small); ``cues`` are those of each entry."""

    def __init__(self, cues: Sequence[Collection[str]]) -> None:
        self._cues = cues

    def to_try(self, known: Collection[str], after: int = -1) -> list[int]:
        """The numbers of the entries that may fit where these words stand, in their order; ``after`` a number."""
        by_word = self._by_word
        return sorted({number for word in by_word.keys() & known for number in by_word[word] if number > after})

    @cached_property
    def _by_word(self) -> dict[str, tuple[int, ...]]:
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, cues in enumerate(self._cues):
            for word in dict.fromkeys(cues):
                by_word[word].append(number)
        return {word: tuple(numbers) for word, numbers in by_word.items()}


class Cued(ByCue):
    """Patterns by their number in a table. ``rules``: the cues of each (with spaces between) and its source.

    Those that begin with ``^`` are only tried where the text begins with a word with which they may begin.
    """

    def __init__(self, rules: Sequence[tuple[str, str]]) -> None:
        super().__init__([cues.split() for cues, _ in rules])
        self._rules = rules
        self._begins = [first_words(source) for _, source in rules]
        self._compiled: dict[int, re.Pattern[str]] = {}

    def fitting(self, known: Collection[str], text: str, after: int = -1) -> list[int]:
        """The numbers `to_try` of patterns that stand anywhere or with which the text (single spaces) may begin."""
        first = text.partition(" ")[0].casefold()
        begins = self._begins
        return [number for number in self.to_try(known, after) if not begins[number] or first in begins[number]]

    def pattern(self, number: int) -> re.Pattern[str]:
        """Compiled when it is first needed: all of a grammar take seconds, and most are never needed."""
        found = self._compiled.get(number)
        if found is None:
            found = self._compiled[number] = re.compile(self._rules[number][1], re.IGNORECASE)
        return found

    def found(self, known: Collection[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The numbers of the patterns that stand in the text, in their order, each with its first place."""
        for number in self.fitting(known, text):
            if (place := patterns.found(self.pattern(number), text)) is not None:
                yield number, place

    def begin(self, known: Collection[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The numbers of the patterns with which the text begins, in their order, each with its place."""
        for number in self.fitting(known, text):
            if (place := self.pattern(number).match(text)) is not None:
                yield number, place


class Rewordings(Cued):
    """Patterns with what becomes of what they fit."""

    def __init__(self, rules: Sequence[Rewording]) -> None:
        super().__init__([(cues, source) for cues, source, _ in rules])
        self._makes = [makes for _, _, makes in rules]

    def made(self, number: int, place: re.Match[str]) -> str:
        """What the rule makes of a place that its pattern fits."""
        makes = self._makes[number]
        return place.expand(makes) if isinstance(makes, str) else makes(place)

    def rewritten(self, known: Collection[str], text: str, after: int = -1) -> tuple[int, str]:
        """The number of the first rule, ``after`` a number, that changes the text where it stands first, and the text
        then; the text itself where none does."""
        for number in self.fitting(known, text, after):
            changed = patterns.rewritten(self.pattern(number), self._makes[number], text)
            if changed != text:
                return number, changed
        return len(self._makes), text

    def replaced(self, known: Collection[str], text: str) -> str:
        """The text with every place of every rule that may stand in it replaced by what the rule makes of it."""
        for number in self.to_try(known):
            text = self.pattern(number).sub(self._makes[number], text)
        return text
