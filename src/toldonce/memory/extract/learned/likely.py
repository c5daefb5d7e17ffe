"""Which readings of the network count, and which of them are new."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from toldonce.memory.acts import means
from toldonce.memory.extract.learned.network import Reading
from toldonce.memory.extract.lexicon import is_occupation
from toldonce.memory.extract.modality import words_of
from toldonce.memory.extract.sentences import Sentence
from toldonce.memory.extract.wording import plain
from toldonce.memory.slots import RELATIVES
from toldonce.ports import MemoryCandidate

LEAST_PROBABILITY = 0.75
LEAST_OF_EVIDENT = 0.6
"""Where the value is by the lexicon what the kind asks for: a known occupation, a name."""
LEAST_BESIDE = 0.85
"""Where the rules read something else in the sentence."""
LEAST_OF_DOUBTFUL = 0.9
"""Where to err is worse or likelier: what ends something, and what the user says without "I", "my" or "we"."""
_OF_KINDS = frozenset({"tast", "habi", "hobb", "even", "comm", "like", "disl", "love", "hate", "enjo"})
_FIRST_PERSON = frozenset("i me my mine we us our ours".split())
_OF_OTHERS = frozenset("instruction prohibition commitment third_home third_job third_employer".split())
"""Kinds that need no word for the user."""
_TO_YOU = re.compile(
    r"\b(?:you|your|please|always|never|not|no|stop|keep|from now on|answer|answers|reply|replies|respond|responses?"
    r"|messages?|me in|tell me|give me|show me)\b|^(?:less|more|only)\b"
)
_SAYS_SO: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"\b(?:names?|named|call(?:ed|s)?|this is|it is|i am|known|go by|introduce|sign(?:ed)?)\b"),
    "instruction": _TO_YOU,
    "partner": re.compile(
        r"\b(?:partner|wife|husband|girlfriend|boyfriend|fianc[ée]e?|spouse|woman|man|lover"
        r"|(?:other|better) half|share|married|dating|together|engaged"
        r"|couple|relationship|single|seeing|love|loved|heart|split|separated|divorced?|broke|ex|over|dumped|done|grow"
        r" old|my \w+)\b"
    ),
    "allergy": re.compile(r"allerg|anaphyla|intoleran|hives|swell|swollen|epipen|react|rash|sneez|antihistamin"),
}
"""Words without one of which a sentence (plain, folded) says nothing of the kind: who is thanked by name is not the
user, and what is important to somebody is no order."""
_IS_NONE = r"\b(?:am|is|are) (?:no (?!longer)|not (?!.*\b(?:any (?:more|longer)|but)\b))"
""" "I am no doctor"."""
_ONLY_THOUGHT_OF = (
    r"\b(?:(?:want(?:s|ed)?|wanna|like|love|hope|hoping|plan(?:ning)?|tempted|going|gonna|mind|rather) (?:to )?"
    r"(?:be|become|get|buy|have|move|work|live|own|drive|go|learn|name|call)"
    r"|(?:would|might|may|could) (?:\w+ )?(?:be|become|get|buy|have|make|move|work|live|own|drive|name|call)"
    r"|when i grow up|some ?day|one day)\b"
)
""" "I have half a mind to get a rabbit"."""
_SAYS_OTHERWISE: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"\b(?:better|also|been) known as\b"),
    "age": re.compile(
        r"\b(?:will be|going to be|about to|turning|(?:i|to) turn|next (?:week|month|year|\w+day)|tomorrow|soon|nearly"
        r"|almost|until|till)\b"
    ),
    "home": re.compile(
        rf"\b(?:weekend|tonight|few days|holidays?|vacation|visit(?:ing)?|trip|conference)\b|{_ONLY_THOUGHT_OF}"
    ),
    "job": re.compile(
        rf"\b(?:training (?:as|to)|degree|graduated|studied|studying|majored|course)\b|{_IS_NONE}|{_ONLY_THOUGHT_OF}"
    ),
    "third_job": re.compile(_IS_NONE),
    "third_home": re.compile(r"\b(?:off to|flying to|weekend|few days|holidays?|vacation|visiting|trip|conference)\b"),
    "employer": re.compile(
        r"\b(?:left (?:my|the|an?)|degree|graduated|studied|studying|majored|course|appl(?:y|ied|ying))\b"
        rf"|{_ONLY_THOUGHT_OF}"
    ),
    "pet": re.compile(_ONLY_THOUGHT_OF),
    "car": re.compile(rf"\b(?:hit|blocks?|blocked|scratched|dented|overtook) (?:me|my|our|us)\b|{_ONLY_THOUGHT_OF}"),
    "phone": re.compile(_ONLY_THOUGHT_OF),
    "diet": re.compile(_ONLY_THOUGHT_OF),
    "language": re.compile(_ONLY_THOUGHT_OF + r"|\b(?:people|speakers|subtitles)\b|^(?:say|write|translate|spell)\b"),
}
"""Words with one of which it does not either."""
_EVIDENT: Mapping[str, Callable[[str], bool]] = {
    "job": is_occupation,
    "third_job": is_occupation,
    "third_home": lambda value: value[:1].isupper(),
    "family": lambda value: value[:1].isupper(),
}


def is_likely(reading: Reading, sentence: Sentence, beside: Sequence[MemoryCandidate] = ()) -> bool:
    """Whether a reading of a sentence counts; ``beside`` is what the rules read in the sentence."""
    if reading.kind == "none":
        return False
    words = plain(sentence.text)
    says, denies = _SAYS_SO.get(reading.kind), _SAYS_OTHERWISE.get(reading.kind)
    if (says and not says.search(words.casefold())) or (denies and denies.search(words.casefold())):
        return False
    if reading.kind in ("job", "third_job") and _somebody_elses(reading.marked.get("value", ""), words):
        return False
    own = reading.kind in _OF_OTHERS or words_of(words) & _FIRST_PERSON
    if reading.relation == "end" or not own:
        return reading.probability >= LEAST_OF_DOUBTFUL
    if any(not (one.denies or one.attribute in RELATIVES) for one in beside):
        return reading.probability >= LEAST_BESIDE
    evident = _EVIDENT.get(reading.kind)
    known = evident is not None and evident(reading.marked.get("value", ""))
    return reading.probability >= (LEAST_OF_EVIDENT if known else LEAST_PROBABILITY)


def _somebody_elses(trade: str, words: str) -> bool:
    """Whether a trade is that of somebody who is met or owned: "my radiologist called", "she knows a radiologist"."""
    return bool(trade) and re.search(
        r"\b(?:my|our|your|every|(?:knows?|needs?|meets?|met|saw|sees?|seeing|hired?|called|asked|calls?"
        r"|plays?) (?:an?|the))\s"
        rf"(?:\w+\s)?{re.escape(trade)}\b",
        words,
        re.IGNORECASE,
    ) is not None  # fmt: skip


def is_known(found: MemoryCandidate, read: Sequence[MemoryCandidate]) -> bool:
    """Whether the turn says it already, or says otherwise where there is one value at a time."""
    return any(_says_it(one, found) for one in read)


def _says_it(one: MemoryCandidate, found: MemoryCandidate) -> bool:
    if (one.subject, one.attribute) == (found.subject, found.attribute):
        if one.value_key == found.value_key:
            return True
        # What the rules found ended they found with all that its words may mean: none of it is stated anew.
        return found.denies or means(one.value_key, found.value_key) if one.denies else not found.many
    if found.attribute in RELATIVES and one.value_key == found.value_key and not one.denies:
        return True
    return one.denies == found.denies and _is_doing(one) and _is_doing(found) and bool(_names(one) & _names(found))


def _is_doing(found: MemoryCandidate) -> bool:
    """Whether it is of a kind that one thing done may be told as: a hobby is liked, a habit kept, a deed done."""
    return found.attribute in ("event", "commitment", "habit", "hobby") or found.attribute.startswith("taste.")


def _names(found: MemoryCandidate) -> set[str]:
    """The beginnings of the words that carry, so that "bowls" and "bowling" are the same."""
    return {word[:4] for word in re.findall(r"[a-z]{4,}", f"{found.attribute} {found.value}".casefold())} - _OF_KINDS
