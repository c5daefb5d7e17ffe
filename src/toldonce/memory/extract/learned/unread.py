"""What the learned reader looks at: sentences and clauses of the user's that may state what the rules did not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toldonce.memory.extract.learned.about import goes_on, tells_of_elsewhere
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS
from toldonce.memory.extract.sentences.modality import (
    is_conditional,
    is_unreal,
    without_politeness,
    without_quotations,
    without_reported,
    words_of,
)
from toldonce.memory.extract.sentences.splitting import Sentence, sentences
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.prepare import repeats_memory
from toldonce.memory.slots import RELATIVES
from toldonce.memory.trust import pasted_spans, without_memory
from toldonce.model import Turn
from toldonce.ports import USER, Extraction, MemoryCandidate

LONGEST_SENTENCE = 240
MOST_SENTENCES = 12
"""Of one turn; who writes more at once writes a text."""
MOST_CLAUSES = 4
LEAST_WORDS = 3
"""Of a clause that is looked at by itself."""
LEAST_BESIDE = 5
"""Words that a sentence must have besides those that the rules read, for it to state more."""
_I = r"(?=(?:i|i'm|im|i've|ive|we|we're|we've|my|our|now)\b)"
_BETWEEN = re.compile(
    rf"\s*[;:–—]\s+|,\s+(?:(?:and|but|so|as|since|because)\s+)?{_I}|\s+(?:and|but|so|because|cos)\s+{_I}",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",?\s+(?:as|since|because|cos|seeing (?:as|that)|given that|considering)\s+(?=(?:i|i'm|im|i've|ive|my|we|our)\b)",
    re.I,
)
"""Where the reason for a question begins: "What can I cook, as I swell up from nuts?"."""
_WORDS = re.compile(r"\w+")
_ASKED_OF_YOU = re.compile(r"(?:please\s)?(?:can|could|would|will)\s(?:you|i)\b", re.IGNORECASE)
_OF_MINE = re.compile(r"\b(?:my|our|near me|i am|i have|i live|i work|i drive)\b|^as an?\b", re.IGNORECASE)
"""Without which a question tells nothing of the user in passing: "Which oil does my Ford need?"."""
_OF_SOMEBODY = re.compile(r"(?:and |but |so |oh,? )?(?:she|he|they(?!\b.*\bme\b)|her|his|their|its)\b", re.IGNORECASE)
"""Of whom, the sentences before would tell, which are not looked at."""
_ABOUT_ME = re.compile(r"\b(?:i|im|ive|we)\b", re.IGNORECASE)
"""Whom a sentence is about that goes on without a subject; "my sister" is somebody else."""
_CODE = re.compile(r"[=\\{}`]|<(?!3)|\w\(|\bv?\d+\.\d+\.\d+")
"""Formulas, code and versions: "n = 8" is nobody's age."""
_DOUBTED = re.compile(r"\b(?:do|does|did) not (?:think|believe|suppose)\b|\bdoubt\b|\bjok(?:ed|ing)\b", re.IGNORECASE)
_ASKED_WITHOUT_A_MARK = re.compile(
    r"(?:how (?:much|many|long|often|do|does|did|is|are|can|could|would|should)|what (?:is|are|do|does|would|should"
    r"|could|kind|sort)|which|who is|is|are|do(?! not)|does|did|should|had i|were i)\b",
    re.IGNORECASE,
)
"""So begins a question that is typed without its mark, or a condition: "had I become a nurse"."""
_NO_CONDITION = re.compile(
    r"\bif there (?:is|was) (?:only )?(?:one|any|a|some) ?thing\b"
    r"|\b(?:fine|okay|ok|alright|better|it|glad|grateful|happy|nice|great|like|love|helps?(?: me)?)"
    r"(?: by me| with me| for me)? if you\b"
    r"|\bif i (?:have|had|must|should) (?:to )?(?:name|pick|choose)\b|\bfor as long as we\b",
    re.IGNORECASE,
)
"""An "if" or "as long as" on which nothing hangs: "if there's one thing I can't stand", "I'd like it if you"."""
_IN_PASSING = frozenset({"event", "commitment", "habit", "hobby"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence of a turn, or a clause of it, that may state something which the rules did not read.

    ``told`` are the words of what they read in it and what it may be about; ``of_others`` tells that it is about
    somebody else whom they read in it ("Quote my friend Kwame: a landscape architect") or about another time,
    ``may_end`` that they take it to end something.
    """

    place: int
    sentence: Sentence
    told: frozenset[str] = frozenset()
    of_others: bool = False
    may_end: bool = False

    def tells(self, *words: str) -> bool:
        """Whether one of the words is told already."""
        return not self.told.isdisjoint(_words(" ".join(words)))


def unread(place: int, turn: Turn, read: Extraction) -> Iterator[Unread]:
    """The user's own sentences that could state something which was not read."""
    if turn.role != "user" or repeats_memory(turn):
        return
    text = without_memory(turn.content[:MAX_READ_CHARACTERS])
    foreign = pasted_spans(text)
    said = [one for one in sentences(text) if _WORDS.search(one.text)]
    if len(said) > MOST_SENTENCES:
        return
    for number, one in enumerate(said):
        if goes_on(one.text, said[number - 1].text if number else ""):
            continue
        if any(first < one.ends and one.starts < last for first, last in foreign):
            continue
        beside = tuple(found for found in read.candidates if found.starts < one.ends and one.starts < found.ends)
        told = frozenset(
            word
            for found in beside
            if _is_told_of(found) and not _is_open_to_a_partner(found, one.text)
            for word in _words(found.value)
        )
        others = any(found.subject != USER or found.attribute in RELATIVES for found in beside)
        for part in _with_its_reason(one):
            if _could_state(part) and not (told and len(set(_words(part.text)) - told) < LEAST_BESIDE):
                of_others = (others and _ABOUT_ME.search(plain(part.text)) is None) or tells_of_elsewhere(part.text)
                yield Unread(place, part, told, of_others, may_end=any(found.denies for found in beside))


def clauses(whole: Unread) -> Iterator[Unread]:
    """The clauses of a sentence of several: "the move is done, Leeds is what the postman knows me under"."""
    sentence = whole.sentence
    bounds = [0, *(place for found in _BETWEEN.finditer(sentence.text) for place in found.span()), len(sentence.text)]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    if sentence.asks or not 1 < len(spans) <= MOST_CLAUSES:
        return
    for first, end in spans:
        clause = _part(sentence, first, end)
        if len(clause.text.split()) >= LEAST_WORDS and _could_state(clause):
            yield replace(whole, sentence=clause)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _is_told_of(found: MemoryCandidate) -> bool:
    """Whether its words are only what it says.

    A deed or a taste is often only how something else is said ("I landed in Leeds and stayed", "I like my job as an
    auditor"), a relative is named in passing, and an end is read for whatever it might end.
    """
    return not (
        found.denies
        or found.attribute in RELATIVES
        or found.attribute in _IN_PASSING
        or found.attribute.startswith("taste.")
    )


def _is_open_to_a_partner(found: MemoryCandidate, sentence: str) -> bool:
    """Whether an employer is only whom the user is with now: "I'm with Roche now", "I'm with Nora now"."""
    only_with = rf"(?:\bam|'m|’m|\bim) (?:now )?with {re.escape(found.value)}\b"
    return found.attribute == "employer" and " " not in found.value and bool(
        re.search(only_with, sentence, re.IGNORECASE)
    )  # fmt: skip


def _with_its_reason(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence; of a question the reason for it, and itself where it may be an order."""
    found = _REASON.search(sentence.text) if sentence.asks else None
    if found is None or _ASKED_OF_YOU.match(without_politeness(plain(sentence.text))):
        yield sentence
    if found:
        yield _part(sentence, found.end(), len(sentence.text.rstrip(" ?!")))


def _part(sentence: Sentence, first: int, end: int) -> Sentence:
    return Sentence(sentence.text[first:end], sentence.starts + first, sentence.starts + end, False)


def _could_state(sentence: Sentence) -> bool:
    words = without_politeness(plain(sentence.text))
    known = words_of(words)
    return (
        len(sentence.text) <= LONGEST_SENTENCE
        and len(_WORDS.findall(words)) >= 2
        and _may_tell(words, asks=sentence.asks)
        and _OF_SOMEBODY.match(words) is None
        and _CODE.search(sentence.text) is None
        and without_quotations(words) == words
        and _DOUBTED.search(words) is None
        and not is_unreal(words, known)
        and not is_conditional(_NO_CONDITION.sub(" ", words), known)
        and without_reported(words, known) == words
    )


def _may_tell(words: str, *, asks: bool) -> bool:
    """Whether it is no question, or one that may tell something all the same."""
    if asks and _OF_MINE.search(words):
        return True
    return (not asks or _ASKED_OF_YOU.match(words) is not None) and _ASKED_WITHOUT_A_MARK.match(words) is None
