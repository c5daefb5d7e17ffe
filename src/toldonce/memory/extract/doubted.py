"""What a sentence that was only guessed to state something tells of something else: an insurer, a trip, a choir.

The rules (0.9) know what they read. What the learned reader and the gist of words found below that has to agree with
the words around it, in the sentence and in the two sentences beside it. That a pet is gone is doubted however surely
it was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toldonce.ports import Extraction, MemoryCandidate

SURE = 0.75
"""Above this nothing is doubted."""
BESIDE = 160
"""Characters before and behind a sentence that tell what it is about."""

_PROVIDERS = (
    r"insur\w+|premiums?|polic(?:y|ies)|coverage|deductible|broadband|internet|wi-?fi|provider|mobile plan|phone plan"
    r"|data plan|bank account|current account|mortgage|credit card|energy|electricity|tariff|utility|streaming"
)
_CLUBS = r"choir|orchestra|band|gym|club|congregation|parish|church|book group|league|evening class|yoga"
_OF_WORK = re.compile(
    r"\b(?:work\w*|jobs?|hired|employ\w*|boss|office|shifts?|colleagues?|salary|career|team|role|position|contract"
    r"|started at|joined as|promot\w+|manager)\b",
    re.IGNORECASE,
)
_TRIP = re.compile(
    r"\b(?:trips?|holidays?|vacation|flights?|flying|packing|luggage|hotel|visit\w*|conference|weekend in|tour|cruise"
    r"|honeymoon|itinerary|leaving (?:tomorrow|tonight|on))\b",
    re.IGNORECASE,
)
_OF_HOME = re.compile(
    r"\b(?:live[sd]?|living|mov(?:e[sd]?|ing)|home|flat|apartment|house|rent\w*|neighbou?r\w*|settled|based|landlord"
    r"|resident|place in|street|road|our end|block|door|postcode|relocat\w+)\b",
    re.IGNORECASE,
)
_SOMETHING_ELSE: Mapping[str, re.Pattern[str]] = {
    "employer": re.compile(
        rf"\b(?:{_PROVIDERS}|{_CLUBS})\b|^(?:i |we )?(?:have )?(?:went|going|gone) with\b", re.IGNORECASE
    ),
    "home": _TRIP,
}
"""What shows that a firm or a place is named for another reason."""
_INDEED: Mapping[str, re.Pattern[str]] = {"employer": _OF_WORK, "home": _OF_HOME}
"""What shows that it is meant all the same."""
_SAYS_ANYTHING = re.compile(
    r"\b(?:i|we|my|our|me|us|im|ive)\b|'|\b(?:is|are|was|am|in since|here|now)\b", re.IGNORECASE
)
_FRAGMENT = 6
"""Words of a piece of talk that names a place and tells nothing of it, unless a word says so."""
_BUT = re.compile(r"\ballergic\b(?! to\b)[^.!?]*?\bbut\b", re.IGNORECASE)

_IS_BACK = re.compile(
    r"(?<!never )(?<!not )\b(?:came|comes|turned|turns|showed|shows|got|found|is|was|he's|she's|it's) "
    r"(?:right |safely )?(?:back|up|home|again|at the door)\b(?! (?:to|in) sleep)(?! of)",
    re.IGNORECASE,
)
""" "Miso ran away, but she came back": no pet is gone."""


def without_doubtful(text: str, found: Extraction) -> Extraction:
    """What was found in a turn of this ``text``, without guesses that the words around them contradict."""
    kept = tuple(one for one in found.candidates if not _is_doubtful(one, text))
    if len(kept) == len(found.candidates):
        return found
    return Extraction(found.turn_id, kept, found.mentions, found.failures)


def _is_doubtful(one: MemoryCandidate, text: str) -> bool:
    if one.denies and one.attribute == "pet":
        return _IS_BACK.search(text[one.starts : one.ends + BESIDE]) is not None
    if one.confidence > SURE or one.denies or one.quarantined or not one.value:
        return False
    sentence = text[one.starts : one.ends].strip()
    around = text[max(0, one.starts - BESIDE) : one.ends + BESIDE]
    if one.attribute == "allergy":
        but = _BUT.search(sentence)
        return but is not None and one.value_key in sentence[but.end() :].casefold()
    if one.attribute == "home" and len(sentence.split()) <= _FRAGMENT and not _SAYS_ANYTHING.search(sentence):
        return _OF_HOME.search(sentence) is None
    other = _SOMETHING_ELSE.get(one.attribute)
    return other is not None and bool(other.search(around)) and not _INDEED[one.attribute].search(sentence)
