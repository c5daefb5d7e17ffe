"""Whether a text says what is claimed of it: where a quotation stands, and whether a value is made of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from toldonce.memory.temporal import MONTHS
from toldonce.memory.terms import terms_of, words

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‹": "<", "›": ">", "–": "-", "—": "-", "…": " "})
_EDGES = " \"'.,;:!?-<>[]()"
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_OTHER_NUMBERS = {"twice": 2, "both": 2, "couple": 2, "dozen": 12, "single": 1, "pair": 2, "hundred": 100}
_NUMBER_WORDS = (
    {word: number for number, word in enumerate(_COUNTED)}
    | {word: number for number, word in enumerate(_ORDINALS)}
    | _TENS
    | _OTHER_NUMBERS
    | {form: number for number, month in enumerate(MONTHS, start=1) for form in (month, month[:3])}
)
_DIGITS = re.compile(r"\d+")
_CAPITALISED = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]*")
_TIME_CUE = re.compile(
    r"\d|\b(?:since|until|till|ago|last|next|this|yesterday|tomorrow|today|tonight|now|currently|recently|just|soon|"
    r"for|during|from|in|on|by|before|after|when|still|already|used to|no longer|any ?more|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|morning|evening|weekend|week|month|year|spring|summer|autumn|fall|winter|christmas|easter)\b",
    re.IGNORECASE,
)


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """The characters of ``text`` that are the quotation, or None.

    White space, case, the kinds of quotation marks and dashes, and punctuation around the quotation do not count.
    """
    wanted, _ = _folded(quote)
    wanted = wanted.strip(_EDGES)
    if not wanted:
        return None
    folded, places = _folded(text)
    at = folded.find(wanted)
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def unsupported_words(claim: str, *sources: str) -> list[str]:
    """The words of a claim that none of the sources holds, neither as a stem nor as the number or date that they name.

    Words that only build a sentence do not count.
    """
    held = {term for source in sources for word in words(source) for term in terms_of(word)}
    numbers = numbers_in(sources)
    return [word for word in words(claim) if not _is_held(word, held, numbers)]


def foreign_names_and_numbers(sentence: str, *sources: str) -> list[str]:
    """The names and numbers in a sentence that none of the sources holds."""
    held = {term for source in sources for word in words(source) for term in terms_of(word)}
    numbers = numbers_in(sources)
    named = [word for match in _CAPITALISED.finditer(sentence) for word in words(match[0])]
    counted = _DIGITS.findall(sentence)
    return [word for word in (*named, *counted) if not _is_held(word, held, numbers)]


def numbers_in(texts: Iterable[str]) -> set[int]:
    """Every number that texts name, in digits or in words; the months by their place in the year."""
    found: set[int] = set()
    for text in texts:
        found.update(int(digits[:18]) for digits in _DIGITS.findall(text))
        found.update(_NUMBER_WORDS[part] for word in words(text) for part in word.split("-") if part in _NUMBER_WORDS)
    return found


def names_a_time(text: str) -> bool:
    """Whether a text says anything of when."""
    return _TIME_CUE.search(text) is not None


def _is_held(word: str, held: set[str], numbers: set[int]) -> bool:
    digits = _DIGITS.findall(word)
    if digits and all(int(part[:18]) in numbers for part in digits):
        return True
    if word in _NUMBER_WORDS and _NUMBER_WORDS[word] in numbers:
        return True
    return all(term in held for term in terms_of(word))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in the form that is compared, and the place in the text of each of its characters."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character).casefold().translate(_ALIKE):
            if folded.isspace():
                if not characters or characters[-1] == " ":
                    continue
                folded = " "
            characters.append(folded)
            places.append(place)
    return "".join(characters), places
