"""The rules, and behind them the learned reader for the user's sentences in which the rules read nothing.

Precision before coverage: a sentence is read only when it could state something, what is read counts from
`LEAST_PROBABILITY` on, and it must be something that the rules read too once it is put plainly.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import ThreadpoolController

from toldonce.errors import EmbeddingFailed
from toldonce.memory.extract.learned.network import Network, Reading
from toldonce.memory.extract.learned.restated import fits, restated
from toldonce.memory.extract.lexicon import is_occupation
from toldonce.memory.extract.modality import is_conditional, is_unreal, without_quotations, without_reported, words_of
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS, RuleExtractor
from toldonce.memory.extract.sentences import Sentence, sentences
from toldonce.memory.extract.wording import plain
from toldonce.memory.prepare import repeats_memory
from toldonce.memory.slots import RELATIVES
from toldonce.memory.trust import pasted_spans, without_memory
from toldonce.model import Turn
from toldonce.ports import Extraction, MemoryCandidate, TokenEncoder, TokenStates

LEAST_PROBABILITY = 0.75
LEAST_OF_EVIDENT = 0.6
"""Where the value is by the lexicon what the kind asks for: a known occupation, a name."""
LEAST_OF_DOUBTFUL = 0.9
"""Where to err is worse or likelier: what ends something, and what the user says without "I", "my" or "we"."""
CONFIDENCE = 0.75
"""Of what is read for certain; the rules' is 0.9."""
LONGEST_SENTENCE = 240
MOST_SENTENCES = 12
"""Of one turn; who writes more at once writes a text."""
MOST_CLAUSES = 4
MOST_NOTHING = 0.2
"""How probable it may be that a sentence states nothing for its clauses to be looked at: of phrasings that were not
learned from, none whose clauses said something had more than 0.01; of ordinary talk seven in ten have more than 0.2."""
REMEMBERED = 4_096
"""Sentences of which it is remembered that they state nothing: people say the same thanks and greetings every day."""
LEAST_WORDS = 3
"""Of a clause that is looked at by itself."""
_BETWEEN = re.compile(
    r"\s*[;:–—]\s+|,\s+(?:(?:and|but|so)\s+)?(?=(?:i|i'm|i've|we|we're|we've|my|our|now)\b)"
    r"|\s+(?:and|but|so)\s+(?=(?:i|i'm|i've|we|we're|we've|my|our|now)\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_ASKED_OF_YOU = re.compile(r"(?:please\s)?(?:can|could|would|will)\s(?:you|i)\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"(?:and |but |so |oh,? )?(?:she|he|they|her|his|their|its)\b", re.IGNORECASE)
"""Of whom, the sentences before would tell, which are not looked at."""
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
_SAYS_OTHERWISE: Mapping[str, re.Pattern[str]] = {
    "home": re.compile(r"\b(?:weekend|tonight|few days|holidays?|vacation|visit(?:ing)?|trip|conference)\b"),
    "job": re.compile(rf"\b(?:training (?:as|to)|degree|graduated|studied|studying|majored|course)\b|{_IS_NONE}"),
    "third_job": re.compile(_IS_NONE),
    "employer": re.compile(r"\b(?:left (?:my|the|an?)|degree|graduated|studied|studying|majored|course)\b"),
}
"""Words with one of which it does not either."""
_STANDING = re.compile(
    r"\b(?:always|never|from now on|in (?:the )?future|whenever|every|each|stop|keep|instead|again|any ?more|remind)\b",
    re.IGNORECASE,
)
"""In a question, what makes it more than a request for now."""
_EVIDENT: Mapping[str, Callable[[str], bool]] = {
    "job": is_occupation,
    "third_job": is_occupation,
    "third_home": lambda value: value[:1].isupper(),
    "family": lambda value: value[:1].isupper(),
}
_DOUBTED = re.compile(r"\b(?:do|does|did) not (?:think|believe|suppose)\b|\bdoubt\b|\bjok(?:ed|ing)\b", re.IGNORECASE)
_TAKES_A_QUESTION = ("instruction", "prohibition", "commitment")


@dataclass(frozen=True, slots=True)
class _Unread:
    """A sentence of a turn in which the rules read nothing."""

    place: int
    sentence: Sentence


class LearnedExtractor:
    """`toldonce.ports.Extractor`: what the rules read, and what they leave unread and the network reads."""

    def __init__(self, rules: RuleExtractor, encoder: TokenEncoder, network: Network) -> None:
        self._rules = rules
        self._encoder = encoder
        self._network = network
        self._libraries = ThreadpoolController()
        self._idle_talk: OrderedDict[int, None] = OrderedDict()
        """By the hash that only this process knows, so that no words of anybody are kept."""
        self.name = f"{rules.name}+reader-1"

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each turn says; a turn that the model cannot look at keeps what the rules read, and says so."""
        read = await self._rules.extract(turns, before)
        unread = [one for place, turn in enumerate(turns) for one in _unread(place, turn, read[place])]
        try:
            again = await self._add(turns, read, unread)
            await self._add(turns, read, [clause for one in again for clause in _clauses(one)])
        except EmbeddingFailed as fault:
            for place in {one.place for one in unread}:
                read[place] = replace(read[place], failures=(*read[place].failures, str(fault)))
        return read

    async def _add(self, turns: Sequence[Turn], read: list[Extraction], unread: Sequence[_Unread]) -> list[_Unread]:
        """Add to ``read`` what the network reads; the sentences that may say something else in one of their clauses."""
        unread = [one for one in unread if hash(one.sentence.text) not in self._idle_talk]
        tokens = await self._encoder.encode([one.sentence.text for one in unread])
        # In a thread: whoever waits for an answer must not wait for all that is read here.
        return await asyncio.to_thread(self._add_each, turns, read, unread, tokens)

    def _add_each(
        self, turns: Sequence[Turn], read: list[Extraction], unread: Sequence[_Unread], tokens: Sequence[TokenStates]
    ) -> list[_Unread]:
        worth_another_look = []
        for one, states in zip(unread, tokens, strict=True):
            # The products are small: on several threads they take twenty times as long, waiting for each other.
            with self._libraries.limit(limits=1, user_api="blas"):
                reading = self._network.read(one.sentence.text, states)
            known = read[one.place].candidates
            new = self._found(turns[one.place], one.sentence, reading, known)
            if new:
                read[one.place] = replace(read[one.place], candidates=(*known, *new))
            elif reading.nothing <= MOST_NOTHING:
                worth_another_look.append(one)
            elif reading.kind == "none":
                self._remember(one.sentence.text)
        return worth_another_look

    def _remember(self, idle: str) -> None:
        self._idle_talk[hash(idle)] = None
        if len(self._idle_talk) > REMEMBERED:
            self._idle_talk.popitem(last=False)

    def _found(
        self, turn: Turn, sentence: Sentence, reading: Reading, known: Sequence[MemoryCandidate]
    ) -> list[MemoryCandidate]:
        """What the network's reading of one sentence says beside what is known of the turn."""
        if not _is_likely(reading, sentence):
            return []
        return [found for found in self._restated(turn, sentence, reading) if not _known(found, known)]

    def _restated(self, turn: Turn, sentence: Sentence, reading: Reading) -> Iterator[MemoryCandidate]:
        """What the rules read in the sentence once it is put plainly."""
        if sentence.asks and (reading.kind not in _TAKES_A_QUESTION or not _STANDING.search(sentence.text)):
            return
        words = restated(reading, sentence.text)
        if words is None:
            return
        confidence = round(CONFIDENCE * min(1.0, reading.probability), 2)
        for found in self._rules.read([turn.model_copy(update={"content": words})])[0].candidates:
            ends = reading.relation == "end"
            if fits(reading.kind, found.attribute) and found.denies == ends and not found.quarantined:
                yield replace(found, confidence=min(found.confidence, confidence), starts=sentence.starts,
                              ends=sentence.ends)  # fmt: skip


def _unread(place: int, turn: Turn, read: Extraction) -> Iterator[_Unread]:
    """The user's own sentences that could state something and in which nothing was read."""
    if turn.role != "user" or repeats_memory(turn):
        return
    text = without_memory(turn.content[:MAX_READ_CHARACTERS])
    foreign = pasted_spans(text)
    said = [one for one in sentences(text) if _WORDS.search(one.text)]
    if len(said) > MOST_SENTENCES:
        return
    for one in said:
        if any(first < one.ends and one.starts < last for first, last in foreign):
            continue
        if any(_reads(found) and found.starts < one.ends and one.starts < found.ends for found in read.candidates):
            continue
        if _could_state(one):
            yield _Unread(place, one)


def _clauses(unread: _Unread) -> Iterator[_Unread]:
    """The clauses of a sentence of several: "the move is done, Leeds is what the postman knows me under"."""
    sentence = unread.sentence
    bounds = [0, *(place for found in _BETWEEN.finditer(sentence.text) for place in found.span()), len(sentence.text)]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    if sentence.asks or not 1 < len(spans) <= MOST_CLAUSES:
        return
    for first, end in spans:
        clause = Sentence(sentence.text[first:end], sentence.starts + first, sentence.starts + end, False)
        if len(clause.text.split()) >= LEAST_WORDS and _could_state(clause):
            yield replace(unread, sentence=clause)


def _reads(found: MemoryCandidate) -> bool:
    """Whether it says what the sentence is about: any past deed may be a commitment that is met, and a relative is
    named in passing."""
    return not (found.attribute in RELATIVES or (found.denies and found.attribute == "commitment"))


def _could_state(sentence: Sentence) -> bool:
    words = plain(sentence.text)
    known = words_of(words)
    return (
        len(sentence.text) <= LONGEST_SENTENCE
        and len(_WORDS.findall(words)) >= 2
        and (not sentence.asks or _ASKED_OF_YOU.match(words) is not None)
        and _OF_SOMEBODY.match(words) is None
        and without_quotations(words) == words
        and _DOUBTED.search(words) is None
        and not is_unreal(words, known)
        and not is_conditional(words, known)
        and without_reported(words, known) == words
    )


def _is_likely(reading: Reading, sentence: Sentence) -> bool:
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


def _known(found: MemoryCandidate, read: Sequence[MemoryCandidate]) -> bool:
    """Whether the turn says it already, or says otherwise where there is one value at a time."""
    return any(
        (one.subject, one.attribute) == (found.subject, found.attribute)
        and (one.value_key == found.value_key or not found.many)
        for one in read
    )
