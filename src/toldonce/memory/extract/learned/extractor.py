"""The rules, and behind them the learned reader for what they leave of the user's sentences.

Precision before coverage: a sentence is read only when it could state something, what is read counts from a
probability of its kind on (`likely`), and it must be something that the rules read too once it is put plainly.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from threadpoolctl import ThreadpoolController

from toldonce.errors import EmbeddingFailed
from toldonce.memory.extract.corrections.framed import may_put_right
from toldonce.memory.extract.corrections.reading import TURNS_LOOKED_BACK
from toldonce.memory.extract.endings.denials import GUESSED
from toldonce.memory.extract.learned.likely import is_known, is_likely
from toldonce.memory.extract.learned.network import Network, Reading
from toldonce.memory.extract.learned.restated import also_over, fits, restated
from toldonce.memory.extract.learned.unread import Unread, clauses, unread
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS, RuleExtractor
from toldonce.memory.extract.sentences.splitting import Sentence
from toldonce.memory.extract.stated import not_with_a_firm
from toldonce.memory.slots import value_key
from toldonce.model import Turn
from toldonce.ports import Extraction, MemoryCandidate, TokenEncoder, TokenStates

CONFIDENCE = 0.75
"""Of what is read for certain; the rules' is 0.9."""
MOST_NOTHING = 0.2
"""How probable it may be that a sentence states nothing for its clauses to be looked at: of phrasings that were not
learned from, none whose clauses said something had more than 0.01; of ordinary talk seven in ten have more than 0.2."""
SURELY_NOTHING = 0.9
"""How probable it must be that a sentence states nothing for what the rules only guess that it ends to be left."""
REMEMBERED = 4_096
"""Sentences of which it is remembered that they state nothing: people say the same thanks and greetings every day."""
_STANDING = re.compile(
    r"\b(?:always|never|from now on|in (?:the )?future|whenever|every|each|stop|keep|instead|again|any ?more|remind)\b",
    re.IGNORECASE,
)
"""In a question, what makes it more than a request for now."""
_TAKES_A_QUESTION = frozenset(("instruction", "prohibition", "commitment"))
_TOLD_BY_A_QUESTION = frozenset(
    "car phone pet partner family child home job employer allergy condition diet language".split()
)
"""What a question tells in passing: "Which oil does my Ford need?"."""
_CHANGED = re.compile(
    r"\b(?:now that (?:i|we|my|our)|since (?:i|we|my|our)|i['’]?ve|(?:i|we) (?:have|just|no longer|finally"
    r"|recently|quit|left|sold"
    r"|scrapped|stopped|moved|joined|started|switched|changed|broke|split|lost|gave)|i['’]m no longer|we['’]ve"
    r"|any ?(?:more|longer)|(?:my|our) (?:ex[- ]?|former )\w+)\b",
    re.IGNORECASE,
)
"""What a question takes for granted as changed: "Where do I send the keys, now that I have left Roche?"."""
LEAST_IN_A_QUESTION = 0.85
"""How probable that must be: of 80 questions that tell nothing, none was read at more than 0.79."""


_OUT_OF_LIKING = ("like", "hobby")
"""What is no longer liked is no hobby either."""
_OVER_BY_ANOTHER = frozenset({"diet"})
"""Who eats everything again keeps no diet."""
_OF_ONESELF = frozenset(
    "name nickname age birthday home hometown job employer allergy condition diet car phone".split()
)
"""What a sentence about somebody else does not tell of the user."""


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
        by_rules = await self._rules.extract(turns, before)
        read = list(by_rules)
        await self._look(turns, read)
        await self._put_right(turns, before, by_rules, read)
        return read

    async def _put_right(
        self, turns: Sequence[Turn], before: Sequence[Turn], by_rules: Sequence[Extraction], read: list[Extraction]
    ) -> None:
        """Read anew what may put right something that the network read, of which the rules know nothing."""
        earlier = {one.turn_id: one for one in read}
        learned = _learned(read, by_rules)
        for place, turn in enumerate(turns):
            if turn.role != "user" or not may_put_right(turn.content[:MAX_READ_CHARACTERS]):
                continue
            if any(one.corrects for one in read[place].candidates):
                continue
            behind = [*before, *turns[:place]][-TURNS_LOOKED_BACK:]
            unseen = [one for one in behind if one.turn_id not in earlier and one.role == "user"]
            if unseen:
                rules = await self._rules.extract(unseen, ())
                again = list(rules)
                await self._look(unseen, again)
                earlier |= {one.turn_id: one for one in again}
                learned |= _learned(again, rules)
            if learned.isdisjoint(one.turn_id for one in behind):
                continue
            understood = {one.turn_id: earlier[one.turn_id].candidates for one in behind if one.turn_id in earlier}
            anew = await asyncio.to_thread(self._rules.read_after, turn, behind, understood)
            if right := [one for one in anew.candidates if one.corrects]:
                kept = [
                    one
                    for one in read[place].candidates
                    if one not in by_rules[place].candidates
                    and not any(one.starts < each.ends and each.starts < one.ends for each in right)
                ]
                read[place] = replace(read[place], candidates=(*anew.candidates, *kept))
                earlier[turn.turn_id] = read[place]

    async def _look(self, turns: Sequence[Turn], read: list[Extraction]) -> None:
        """Add to ``read`` what the network reads in the turns."""
        looked_at = [one for place, turn in enumerate(turns) for one in unread(place, turn, read[place])]
        try:
            again = await self._add(turns, read, looked_at)
            await self._add(turns, read, [clause for one in again for clause in clauses(one)])
        except EmbeddingFailed as fault:
            for place in {one.place for one in looked_at}:
                read[place] = replace(read[place], failures=(*read[place].failures, str(fault)))

    async def _add(self, turns: Sequence[Turn], read: list[Extraction], looked_at: Sequence[Unread]) -> list[Unread]:
        """Add to ``read`` what the network reads; the sentences that may say something else in one of their clauses."""
        looked_at = [one for one in looked_at if one.may_end or hash(one.sentence.text) not in self._idle_talk]
        tokens = await self._encoder.encode([one.sentence.text for one in looked_at])
        # In a thread: whoever waits for an answer must not wait for all that is read here.
        return await asyncio.to_thread(self._add_each, turns, read, looked_at, tokens)

    def _add_each(
        self, turns: Sequence[Turn], read: list[Extraction], looked_at: Sequence[Unread], tokens: Sequence[TokenStates]
    ) -> list[Unread]:
        worth_another_look = []
        for one, states in zip(looked_at, tokens, strict=True):
            # The products are small: on several threads they take twenty times as long, waiting for each other.
            with self._libraries.limit(limits=1, user_api="blas"):
                readings = self._network.read(one.sentence.text, states)
            if readings[0].nothing >= SURELY_NOTHING:
                read[one.place] = _without_guessed_ends(read[one.place], one.sentence)
            known = candidates = read[one.place].candidates
            for reading in readings:
                overtaken = _overtaken_by(reading, one.sentence, candidates)
                standing = tuple(each for each in candidates if each not in overtaken)
                found = self._found(turns[one.place], one, reading, standing, overtaken=bool(overtaken))
                candidates = (*standing, *found) if found else candidates
            if candidates != known:
                read[one.place] = replace(read[one.place], candidates=tuple(not_with_a_firm(candidates)))
            elif readings[0].nothing <= MOST_NOTHING:
                worth_another_look.append(one)
            elif readings[0].kind == "none":
                self._remember(one.sentence.text)
        return worth_another_look

    def _remember(self, idle: str) -> None:
        self._idle_talk[hash(idle)] = None
        if len(self._idle_talk) > REMEMBERED:
            self._idle_talk.popitem(last=False)

    def _found(
        self, turn: Turn, one: Unread, reading: Reading, known: Sequence[MemoryCandidate], *, overtaken: bool
    ) -> list[MemoryCandidate]:
        """What one reading of a sentence says beside what is known of the turn; ``overtaken``: the rules stated what it
        says is over."""
        if one.of_others and reading.kind in _OF_ONESELF:
            return []
        if not is_likely(reading, one.sentence):
            return []
        value, old = reading.marked.get("value", ""), reading.marked.get("old", "")
        new = "" if reading.relation == "end" else value
        if one.tells(new) if overtaken else one.tells(value, old):
            return []
        return [found for found in self._restated(turn, one.sentence, reading) if not is_known(found, known)]

    def _restated(self, turn: Turn, sentence: Sentence, reading: Reading) -> Iterator[MemoryCandidate]:
        """What the rules read in the sentence once it is put plainly."""
        if sentence.asks and not _counts_in_a_question(reading, sentence.text):
            return
        for words in restated(reading, sentence.text):
            if found := [one for one in self._said_plainly(turn, words) if _is_meant(one, reading)]:
                break
        else:
            return
        key = value_key(reading.marked.get("old", ""))
        for attribute, words in also_over(reading, sentence.text):
            also = [one for one in self._said_plainly(turn, words) if one.attribute == attribute and one.denies]
            found += [one for one in also if one.value_key == key]
        confidence = round(CONFIDENCE * min(1.0, reading.probability), 2)
        for one in found:
            yield replace(one, confidence=min(one.confidence, confidence), starts=sentence.starts, ends=sentence.ends)

    def _said_plainly(self, turn: Turn, words: str) -> Sequence[MemoryCandidate]:
        return self._rules.read([turn.model_copy(update={"content": words})])[0].candidates


def _learned(read: Sequence[Extraction], by_rules: Sequence[Extraction]) -> set[UUID]:
    """The turns in which the network read what the rules did not."""
    return {one.turn_id for one, own in zip(read, by_rules, strict=True) if one.candidates != own.candidates}


def _is_meant(found: MemoryCandidate, reading: Reading) -> bool:
    """Whether the rules read in the plain words what they were said for."""
    over = reading.relation == "end"
    is_fit = fits(reading.kind, found.attribute) or (over and (reading.kind, found.attribute) == _OUT_OF_LIKING)
    is_so = found.denies == over or (over and reading.kind in _OVER_BY_ANOTHER)
    return is_fit and is_so and not found.quarantined


def _overtaken_by(reading: Reading, sentence: Sentence, known: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """What the rules stated in a sentence that the network reads as over in it: the flat in "I handed back the keys to
    my flat in Brno" is where somebody lived."""
    over = reading.marked.get("old", "") or (reading.marked.get("value", "") if reading.relation == "end" else "")
    if reading.kind == "none" or reading.relation == "state" or not over:
        return []
    key = value_key(over)
    return [
        one
        for one in known
        if not one.denies
        and one.value_key == key
        and fits(reading.kind, one.attribute)
        and sentence.starts <= one.starts
        and one.ends <= sentence.ends
    ]


def _without_guessed_ends(read: Extraction, sentence: Sentence) -> Extraction:
    """Without what the rules took a sentence to end by its words alone, where the network reads nothing in it."""
    first, last = sentence.starts, sentence.ends
    kept = [
        one
        for one in read.candidates
        if not (one.denies and one.confidence <= GUESSED and first <= one.starts and one.ends <= last)
    ]
    return replace(read, candidates=tuple(kept)) if len(kept) < len(read.candidates) else read


def _counts_in_a_question(reading: Reading, asked: str) -> bool:
    """Whether a question orders something for good, or tells something that it does not ask for."""
    if reading.kind in _TAKES_A_QUESTION:
        return _STANDING.search(asked) is not None
    is_so = reading.relation == "state"
    told = reading.kind in _TOLD_BY_A_QUESTION if is_so else _CHANGED.search(asked) is not None
    return told and reading.probability >= LEAST_IN_A_QUESTION
