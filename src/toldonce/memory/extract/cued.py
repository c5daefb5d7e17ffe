"""Tables of patterns of which only those are tried that can fit: one of their cues, a word, must stand in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property


class ByCue:
    """The numbers of a table's entries by their cues (words, small); ``cues`` are those of each entry."""

    def __init__(self, cues: Sequence[Collection[str]]) -> None:
        self._cues = cues

    def to_try(self, known: Collection[str], after: int = -1) -> list[int]:
        """The numbers of the entries that may fit where these words stand, in their order; ``after`` a number."""
        by_word = self._by_word
        return sorted({number for word in known if word in by_word for number in by_word[word] if number > after})

    @cached_property
    def _by_word(self) -> dict[str, tuple[int, ...]]:
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, cues in enumerate(self._cues):
            for word in dict.fromkeys(cues):
                by_word[word].append(number)
        return {word: tuple(numbers) for word, numbers in by_word.items()}


class Cued(ByCue):
    """Patterns by their number in a table. ``rules``: the cues of each (with spaces between) and its source."""

    def __init__(self, rules: Sequence[tuple[str, str]]) -> None:
        super().__init__([cues.split() for cues, _ in rules])
        self._rules = rules
        self._compiled: dict[int, re.Pattern[str]] = {}

    def pattern(self, number: int) -> re.Pattern[str]:
        """Compiled when it is first needed: all of a grammar take seconds, and most are never needed."""
        found = self._compiled.get(number)
        if found is None:
            found = self._compiled[number] = re.compile(self._rules[number][1], re.IGNORECASE)
        return found
