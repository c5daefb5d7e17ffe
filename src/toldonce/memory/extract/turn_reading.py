"""One turn as it is read: sentence by sentence, clause by clause, theme by theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from toldonce.memory.extract.assertions import is_stated, is_taken_back
from toldonce.memory.extract.changes.days import across, dated, only_says_when, put_on, with_denials_first
from toldonce.memory.extract.changes.habits import changed_habits, ended_by_new
from toldonce.memory.extract.changes.passing import lasting, to_come, without_what_is_to_come
from toldonce.memory.extract.changes.retold import retold
from toldonce.memory.extract.clauses.clause import tokens_of
from toldonce.memory.extract.clauses.referents import Referents
from toldonce.memory.extract.commitments.changed import changed_plans
from toldonce.memory.extract.corrections.framed import FRAMING, framed
from toldonce.memory.extract.corrections.reading import (
    CORRECTING,
    TURNS_LOOKED_BACK,
    corrected,
    marks_correction,
    put_right,
    says_it_was_wrong,
    takes_back,
)
from toldonce.memory.extract.endings.exchanges import exchanges
from toldonce.memory.extract.endings.reading import endings
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.people import Person, relative
from toldonce.memory.extract.gist.said import GUESSED
from toldonce.memory.extract.implied.reading import beside, implied
from toldonce.memory.extract.instructions.ended import ENDING_ORDERS, ended_order, goes_on
from toldonce.memory.extract.instructions.framed import FRAMING_ORDERS, order_in_frame, withdrawn_order
from toldonce.memory.extract.instructions.given import GIVING_ORDERS, given_order
from toldonce.memory.extract.instructions.reading import ORDERING, orders
from toldonce.memory.extract.paraphrases.reading import reworded, tells_change
from toldonce.memory.extract.persons.reading import told_plainly
from toldonce.memory.extract.sentence_reading import SentenceReading
from toldonce.memory.extract.sentences.answers import as_sentence, self_answered
from toldonce.memory.extract.sentences.asked_back import told_with_answer
from toldonce.memory.extract.sentences.enumerated import one_by_one
from toldonce.memory.extract.sentences.introductions import presented
from toldonce.memory.extract.sentences.modality import (
    asks,
    is_hearsay,
    is_unreal,
    takes_back_as_joke,
    with_words_named,
    without_doctor,
    without_politeness,
    without_quotations,
    words_of,
)
from toldonce.memory.extract.sentences.notes import is_note, names_somebody
from toldonce.memory.extract.sentences.preambles import without_preamble
from toldonce.memory.extract.sentences.spelling import respelled
from toldonce.memory.extract.sentences.splitting import Sentence, sentences
from toldonce.memory.extract.sentences.unwrapped import unwrapped
from toldonce.memory.extract.sentences.wording import plain, without_vocative
from toldonce.memory.extract.stated import (
    as_hobby_over,
    as_pursuit,
    duty_of,
    language_over,
    only_allows,
    opposite,
    order_of,
)
from toldonce.memory.extract.themes.family import introduced
from toldonce.memory.slots import RELATIVES, value_key
from toldonce.ports import USER, MemoryCandidate

MAX_CANDIDATES = 60
LONGEST_ANSWER = 300
"""Characters of a turn in which its beginning is looked at as an answer."""
Recent = Callable[[int], Sequence[MemoryCandidate]]
"""What was stated in the user's turns before, as many as are asked for; the newest first."""


def nothing_before(turns: int) -> Sequence[MemoryCandidate]:
    """For a turn that is read by itself."""
    return ()


_FIRST_PERSON = frozenset("i my me we our mine us".split())


_MOVED_HOUSE = re.compile(r"\bmoved (?:house |home |back )*(?:from|to)\b", re.IGNORECASE)
_WITH_NOW = re.compile(r"\bam (?:now )?with (?-i:[A-Z])[\w'-]+(?: now)? ?,", re.IGNORECASE)
_SCHOOL = re.compile(r"\b(?:university|college|school|institute|academy)\b")
_WORD = re.compile(r"\w")
_SEVERAL = re.compile(r"[,;:–—]| - |\b(?:and|but|so|because)\b")
_ONLY_WAS = r"^(?:that|it|this|which) (?:was|happened)(?: all)? "
_PLAIN_ORDERS = ORDERING | FRAMING_ORDERS
_OF_ORDERS = _PLAIN_ORDERS | ENDING_ORDERS | GIVING_ORDERS
_STANDING = frozenset("always never from every call address whenever stop ever answers replies responses".split())
_REQUEST = re.compile(r"^(?:(?:hey|hi|ok|so|and|please|also)\s)*(?:could|can|would|will) you\b", re.IGNORECASE)
THE_USER = re.compile(r"\bthe user(?P<s>'s)?\b|^user(?P<t>'s)?(?=\s)", re.IGNORECASE)


class TurnReading(SentenceReading):
    """One turn as it is read; ``candidates`` and ``people`` grow."""

    def __init__(self, me: Person, at: datetime, recent: Recent) -> None:
        super().__init__(me, at)
        self._recent = recent
        self._wrong = False
        self._spoken = ""
        self._before = ""
        self._before_said = False
        self._begin = 0

    def read(self, text: str, question: str, before: str = "") -> None:
        """Read a text; ``question`` is what it may answer, ``before`` what its speaker said in front of that."""
        if question and len(text) <= 120 and (answer := as_sentence(question, text)):
            self._sentence(answer, Sentence(text, 0, len(text), False))
        for told in told_with_answer(question, text[:LONGEST_ANSWER], before) if question else ():
            self._sentence(told, Sentence(text, 0, len(text), False))
        for one in sentences(self_answered(text)):
            if len(self.candidates) > 2 * MAX_CANDIDATES:
                break
            if not _WORD.search(one.text):
                continue
            begin = len(self.candidates)
            said = plain(respelled(one.text))
            if self._put_right(said, one):
                self._before = ""
                continue
            words = without_vocative(said)
            if self.me.key == USER:
                words = THE_USER.sub(lambda found: "my" if found["s"] or found["t"] else "I", words)
                words, asks = without_preamble(words, asks=one.asks)
                one = replace(one, asks=asks)
            itself = False
            for told, asks in self._plainly(words, asks=one.asks):
                itself = itself or told == words
                count = len(self.candidates)
                at = one if asks == one.asks else replace(one, asks=asks)
                self._sentence(told, at)
                if self.me.key == USER and all(new.denies for new in self.candidates[count:]):
                    self._unwrapped(told, at)
            if itself:  # what it implies is told beside it, and the next sentence follows the sentence itself
                self._spoken, self._begin = without_quotations(words), begin
            self._before, self._before_said = words, len(self.candidates) > begin

    def _earlier(self, name: str) -> Person | None:
        """A relative or a friend whom the turns before introduced by this name."""
        key = value_key(name)
        for one in self._recent(TURNS_LOOKED_BACK) if self.me.key == USER else ():
            word = one.attribute.replace("_", "-")
            if one.value_key == key and one.subject == USER and one.attribute in RELATIVES and word in RELATION_WORDS:
                return relative(self.me, word, name)
        return None

    def _unwrapped(self, told: str, at: Sentence) -> None:
        """Read a sentence that said nothing without what is wrapped around it; and the one before it with its day."""
        if to_come(told):
            return
        if only_says_when(told, self.at) is not None and self._before and not self._before_said:
            freed = f"{self._before.rstrip(' .!')} {patterns.replaced(_ONLY_WAS, '', told, re.IGNORECASE)}"
        else:
            freed = unwrapped(told)
        if freed and (not at.asks or not asks(freed)):
            count = len(self.candidates)
            self._sentence(freed, replace(at, asks=False))
            # What the whole sentence says is over, its part does not state: "I hated olives, but I got over it".
            over = {(one.subject, one.attribute) for one in self.candidates[:count] if one.starts == at.starts}
            self.candidates[count:] = [
                one
                for one in self.candidates[count:]
                if one.confidence > GUESSED and (one.denies or (one.subject, one.attribute) not in over)
            ]

    def _plainly(self, words: str, *, asks: bool) -> Iterator[tuple[str, bool]]:
        """The plain sentences that a sentence amounts to, each with whether it asks."""
        entries = [] if asks else presented(words)
        if len(entries) > 1:
            yield from ((told, False) for entry in entries for told in one_by_one(entry, self._before))
            return
        for plainly, asking in told_plainly(words, self._before, question=asks):
            for part in [plainly] if asking or plainly == words else presented(plainly):
                for told in [part] if asking else one_by_one(part, self._before):
                    yield told, asking

    def _put_right(self, said: str, at: Sentence) -> bool:
        """Read a sentence that only puts right what was told just before; whether it is one."""
        if (
            at.asks
            or self.me.key != USER
            or (FRAMING.isdisjoint(words_of(f"{self._before} {said}")) and "*" not in said)
        ):
            return False
        told = [one for one in reversed(self.candidates) if not one.denies]
        recent = [*told, *self._recent(TURNS_LOOKED_BACK)]
        anew = list(framed(said, self._before, recent, told or self._recent(1), at.starts, at.ends))
        if anew:
            self._last = anew
            self.candidates += anew
        return bool(anew)

    def _sentence(self, words: str, at: Sentence) -> None:
        count = len(self.candidates)
        spoken, own_words = without_quotations(words), words
        if not at.asks:
            words = retold(words, self._spoken, [who.name for who in self.people])
        self._stated_in(words, at)
        if self.me.key == USER:
            self._imply(own_words, at, count)
        if self.me.key == USER and not at.asks:
            plainly = without_politeness(without_quotations(words))
            over = list(self._over(plainly, at))
            self.candidates[count:] = [one for one in self.candidates[count:] if not is_taken_back(one, over)]
            stated = self.candidates[count:]
            self.candidates += [one for one in over if not is_stated(one, stated)]
            self.candidates += [as_pursuit(one) for one in stated if one.denies and one.attribute in ("habit", "hobby")]
            self.candidates += [
                as_hobby_over(one) for one in stated if one.denies and one.value_key in ("likes", "loves")
            ]
            count = self._exchanged(plainly, at, stated, count)
            self.candidates[count:] = lasting(self.candidates[count:], plainly, self._before)
            later = to_come(own_words)
            self.candidates[count:] = without_what_is_to_come(self.candidates[count:], later)
            self.candidates[count:] = with_denials_first(dated(self.candidates[count:], plainly, self.at))
            self.candidates[self._begin :] = across(
                self.candidates[self._begin : count], self.candidates[count:], self.at
            )
            if later and not any(one.changes for one in self.candidates[count:]):
                before = self.candidates[self._begin : count]
                self.candidates[self._begin : count] = without_what_is_to_come(before, later)
            else:
                self._date_before(plainly, count)
            self._plan_anew(plainly, at, count)
            self._begin = count
        self._spoken = spoken

    def _imply(self, words: str, at: Sentence, count: int) -> None:
        """What a sentence tells in passing of which its clauses told nothing."""
        unquoted = without_politeness(without_quotations(words))
        taken_for_granted = at.asks or is_hearsay(unquoted)
        for said in implied(unquoted, self._spoken, asks=taken_for_granted):
            begin = len(self.candidates)
            self.state(said, replace(at, asks=False))
            self.candidates[count:] = beside(self.candidates[count:begin], self.candidates[begin:])

    def _date_before(self, words: str, count: int) -> None:
        """The day that a sentence of its own gives to the change of the one before, such as "It was in March"."""
        if count > self._begin and (day := only_says_when(words, self.at)) is not None:
            self.candidates[self._begin : count] = put_on(self.candidates[self._begin : count], day)

    def _over(self, words: str, at: Sentence) -> Iterator[MemoryCandidate]:
        """What a sentence says is over, whatever it was."""
        words = without_doctor(words)
        if not is_hearsay(words):
            yield from endings(words, self._spoken, at.starts, at.ends)

    def _exchanged(self, words: str, at: Sentence, stated: Sequence[MemoryCandidate], count: int) -> int:
        """What took the place of what, by their names alone, where nothing told more.

        ``count`` candidates are of the sentences before; how many of them are left, as some may have told the end only.
        """
        if is_hearsay(words):
            return count
        sure = [one for one in stated if not one.denies and one.confidence > GUESSED]
        known = {one.value_key for one in sure if one.valid_to is None}
        new = list(exchanges(without_doctor(words), self._spoken, at.starts, at.ends, self._person, known))
        guessed = {one.value_key for one in new}
        # "I am with Nora now, not with Tom" may be of a firm as of a love.
        open_to_both = ("home", "partner", "employer") if _WITH_NOW.search(words) else ("home", "partner")
        told = {one.value_key for one in sure if one.attribute not in open_to_both}
        told |= {one.value_key for one in stated if not one.denies and _MOVED_HOUSE.search(words)}
        told = {key for key in told if not _SCHOOL.search(key)}  # "left one university for another": as whom?
        put = {(one.subject, one.attribute, one.instead_of) for one in new if one.value_key not in told}
        earlier = [one for one in self.candidates[:count] if not (one.denies and one.slot_and_value in put)]
        of_this = [
            one
            for one in self.candidates[count:]
            if not (
                ((one.denies or one.valid_to == self.at) and one.slot_and_value in put)
                or (one not in sure and not one.denies and one.value_key in guessed - told)
                or (one.attribute in ("home", "partner", "employer") and one.value_key in guessed - told)
            )
        ]
        self.candidates = [*earlier, *of_this, *(one for one in new if one.value_key not in told)]
        return len(earlier)

    def _person(self, words: str) -> Person | None:
        """Whom words such as "my sister" or "Nora" mean."""
        return Referents(self.me, [*self.people, *self._near]).who_is(words)[0]

    def _plan_anew(self, words: str, at: Sentence, count: int) -> None:
        """What a sentence calls off, moves or cuts down, of plans and of habits; what it moves is planned only once."""
        if is_hearsay(words):
            return
        changed = [duty_of(one, self.me, at) for one in changed_plans(words, self.at)]
        if any(not one.denies for one in changed):
            self.candidates[count:] = [one for one in self.candidates[count:] if one.type != "commitment" or one.denies]
        self.candidates += changed
        self.candidates[count:] = ended_by_new(words, self.candidates[count:])
        self.candidates += changed_habits(words, at.starts, at.ends)

    def _stated_in(self, words: str, at: Sentence) -> None:
        known = words_of(words)
        if takes_back_as_joke(words, known):
            self.candidates.clear()
            return
        own = self.me.key == USER
        if own and not at.asks and takes_back(words):
            self.candidates += [
                replace(one, denies=True, corrects=True) for one in self._last or self._before_this() if not one.denies
            ]
            return
        correcting = own and not at.asks and known & CORRECTING and marks_correction(words)
        if correcting and not tells_change(words):
            anew = list(corrected(words, self._before_this(), at.starts, at.ends))
            if anew:
                self._last = anew
                self.candidates += anew
                return
            self._wrong = self._wrong or says_it_was_wrong(words)
        asked = at.asks and not (_REQUEST.match(words) and known & _STANDING)
        if own and known & _OF_ORDERS and not asked and not is_unreal(words, known):
            words = with_words_named(words)
            unquoted = without_quotations(words)
            may_end = not (ENDING_ORDERS.isdisjoint(known) or is_hearsay(unquoted))
            told = ended_order(unquoted, self._before) if may_end else ""
            told = told or withdrawn_order(unquoted, self._before)
            told = told or ("" if GIVING_ORDERS.isdisjoint(known) else given_order(unquoted, known))
            told = told or ("" if _PLAIN_ORDERS.isdisjoint(known) else unquoted)
            given = [order_of(one, at) for one in orders(told) if unquoted == words or len(one.value.split()) > 3]
            if not given and not FRAMING_ORDERS.isdisjoint(known):
                given = [order_of(one, at) for one in orders(order_in_frame(unquoted))]
            if any(one.denies for one in given) and goes_on(unquoted):
                given = [one for one in given if not one.denies]
            if given:
                self.candidates += given
                self.candidates += [
                    opposite(one) for one in given if one.type == "instruction" and not one.denies and one.many
                ]
                self.candidates += filter(None, map(language_over, given))
                self._last = given
                if given[0].attribute != "called" and not only_allows(given, words):
                    return
        if at.asks and not _SEVERAL.search(words) and not _REQUEST.match(words):
            self._near = [who for who, _ in introduced(" ".join(tokens_of(words)), self.me)] or self._near
            return
        if not at.asks:
            words = reworded(without_politeness(words))
        if words_of(words) & _FIRST_PERSON or self._near or names_somebody(words) or is_note(words):
            count = len(self.candidates)
            self.state(words, at)
            if own and (self._wrong or "not" in known):
                self.candidates[count:] = put_right(self.candidates[count:], words, wrong=self._wrong)
        else:
            self._meant(words)

    def _before_this(self) -> list[MemoryCandidate]:
        earlier = [one for one in reversed(self.candidates) if not one.denies]
        return [*earlier, *self._recent(TURNS_LOOKED_BACK)]
