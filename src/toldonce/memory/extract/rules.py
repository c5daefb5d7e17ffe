"""The extractor that needs no language model: sentence by sentence, clause by clause, theme by theme."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from toldonce.memory.acts import NOT, means
from toldonce.memory.extract import patterns
from toldonce.memory.extract.answers import as_sentence
from toldonce.memory.extract.claims import IMPORTANCE, Claim, candidate_of
from toldonce.memory.extract.clauses import Clause, Part, Reader, leading_fillers, split, tokens_of
from toldonce.memory.extract.commitments import Duty, duties, reminders
from toldonce.memory.extract.commitments_changed import changed_plans
from toldonce.memory.extract.constructions.leaning import upright
from toldonce.memory.extract.constructions.plainly import plain_parts, plain_tokens
from toldonce.memory.extract.corrections import (
    CORRECTING,
    corrected,
    marks_correction,
    put_right,
    says_it_was_wrong,
    takes_back,
)
from toldonce.memory.extract.endings.reading import endings
from toldonce.memory.extract.events import Happening, happenings
from toldonce.memory.extract.family import introduced
from toldonce.memory.extract.gist.reading import gist_of
from toldonce.memory.extract.gist.said import CONFIDENCE as GUESSED
from toldonce.memory.extract.grammar import VerbGroup
from toldonce.memory.extract.habits_changed import changed_habits, ended_by_new
from toldonce.memory.extract.home import dwelling_in
from toldonce.memory.extract.identity import birthday_in, introduces
from toldonce.memory.extract.injected import steering
from toldonce.memory.extract.instructions import ORDERING, orders
from toldonce.memory.extract.modality import (
    asks,
    is_conditional,
    is_unreal,
    takes_back_as_joke,
    without_doctor,
    without_politeness,
    without_quotations,
    without_reported,
    words_of,
)
from toldonce.memory.extract.names import mentions
from toldonce.memory.extract.order import Order
from toldonce.memory.extract.paraphrases.reading import reworded
from toldonce.memory.extract.people import Person, animal, relative, speaker, the_user
from toldonce.memory.extract.sentences import Sentence, sentences
from toldonce.memory.extract.themes import claims
from toldonce.memory.extract.verbs import takes_form
from toldonce.memory.extract.when import TimePhrase, is_mark, mark_times, unmark
from toldonce.memory.extract.wording import plain, sentence, without_vocative
from toldonce.memory.prepare import repeats_memory
from toldonce.memory.slots import value_key
from toldonce.memory.trust import names_a_person, pasted_spans, without_memory
from toldonce.model import Turn
from toldonce.ports import USER, Extraction, MemoryCandidate

MAX_READ_CHARACTERS = 20_000
"""What of a turn is read; the turn itself is always findable whole."""
MAX_CANDIDATES = 60
TURNS_LOOKED_BACK = 4
_VISIBLE = re.compile(r"[^\n]")
_FIRST_PERSON = frozenset("i my me we our mine us".split())


def _is_note(words: str) -> bool:
    """Whether it is said without a subject: "Turned 67 in March", "27 here", "DOB: 9 July"."""
    first = words.split(" ", 1)[0].casefold()
    return _NOTE.match(words) is not None or takes_form(first, "past")


_NOTE = re.compile(
    r"(?:age )?\d{2} (?:here|years)|home is\b|dob\b|date of birth\b|birthday ?:|(?:first |full )?name ?[:–-]|age ?[:–-]"
    r"|you are (?:now )?(?:talking|speaking|chatting|writing) (?:to|with)\b|this is [A-Z]|it is [A-Z]\w+ "
    r"(?:here|speaking)"
    r"|[A-Z]\w+, (?:very )?(?:pleased|nice|good|lovely|glad|happy|delighted) to\b|allergic to\b|living "
    r"in\b|working (?:as|at|for)\b"
    r"|based in\b|rip\b|(?:no longer|not) (?:an?|at|in|with|vegan|vegetarian|working|living|married|allergic|on)\b"
    r"|\w+ by (?:day|trade|profession)\b|(?:forget|say|use) [A-Z]",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?:'s)?,? [A-Za-z]")
_SEVERAL = re.compile(r"[,;:–—]| - |\b(?:and|but|so|because)\b")
_OWN_QUESTION = re.compile(
    r"(?:(?<=^)|(?<=[.!?]\s))(?P<what>my [\w ]{2,30}|(?!(?:ready|sure|really|ok|okay|right|what|why|how"
    r"|who|when|where|well|so|any|is|are|do|does|can|could|would|will"
    r"|did|have|has|guess|remember|you|see|and|but|no|yes|huh|hey|hello)\b)[\w'-]+(?: [\w'-]+){0,2}|what "
    r"i do(?: for a living| for work)?|where i (?:live|work|grew up|am from))\?"
    r"(?=\s+[\w'])",
    re.IGNORECASE,
)
"""A question that its speaker answers: "My favourite colour? Teal." is read as "My favourite colour: Teal."."""
_STANDING = frozenset("always never from every call address whenever stop ever answers replies responses".split())
_REQUEST = re.compile(r"^(?:(?:hey|hi|ok|so|and|please|also)\s)*(?:could|can|would|will) you\b", re.IGNORECASE)
_TOLD_OF_THE_USER = re.compile(r"\b(?:you|your|the user)\b", re.IGNORECASE)
_THE_USER = re.compile(r"\bthe user(?P<s>'s)?\b|^user(?P<t>'s)?(?=\s)", re.IGNORECASE)
_SECOND_PERSON = (
    (re.compile(r"\byou are\b", re.IGNORECASE), "I am"),
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou\b", re.IGNORECASE), "I"),
)
_AS_YOU_SAID = re.compile(
    (
        r"^.{0,40}?\b(?:as you (?:told|said|mentioned)[^,]{0,20},|you (?:told me|mentioned|said)(?: that)?"
        r"|i (?:remember|recall|know|see|noted)(?: that)?|since|as)\s+(?=you\b|your\b)"
    ),
    re.IGNORECASE,
)
_CLAIMABLE = frozenset(
    "name called age birthday home hometown job employer partner allergy condition diet nationality car phone".split()
)


class RuleExtractor:
    """`toldonce.ports.Extractor` by rules of English grammar. Keeps nothing between calls."""

    name = "rules-1"

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each turn says; the turns before it tell what short answers and corrections are about.

        A long turn may take a fifth of a second, so each is read in a thread; whoever cancels this waits for one turn.
        """
        thread = _thread_after(before)
        return [await asyncio.to_thread(self._next, thread, turn) for turn in turns]

    def read(self, turns: Sequence[Turn], before: Sequence[Turn] = ()) -> list[Extraction]:
        """`extract`, in the thread of the caller."""
        thread = _thread_after(before)
        return [self._next(thread, turn) for turn in turns]

    def _next(self, thread: _Thread, turn: Turn) -> Extraction:
        if repeats_memory(turn):
            return Extraction(turn.turn_id)
        found = self._safely(thread, turn)
        thread.turns.append(turn)
        return found

    def _safely(self, thread: _Thread, turn: Turn) -> Extraction:
        """A turn that the rules stumble over is told of, and does not stop the others."""
        try:
            return thread.read(turn)
        except Exception as fault:
            return Extraction(turn.turn_id, failures=(f"The rules could not read this turn: {type(fault).__name__}.",))


def _thread_after(before: Sequence[Turn]) -> _Thread:
    return _Thread([turn for turn in before if not repeats_memory(turn)])


@dataclass(slots=True)
class _Thread:
    """A conversation as it is read: earlier turns, and what was found in those that were read."""

    turns: list[Turn]
    found: dict[int, list[MemoryCandidate]] = field(default_factory=dict)

    def read(self, turn: Turn) -> Extraction:
        text = without_memory(turn.content[:MAX_READ_CHARACTERS])
        if turn.role != "user" and not (turn.role == "assistant" and names_a_person(turn.speaker)):
            return Extraction(turn.turn_id, tuple(_distinct(_of_the_user(turn, text))))
        foreign = pasted_spans(text)
        own = _blanked(text, foreign)
        me = the_user() if turn.role == "user" else speaker(turn.speaker or "")
        reading = _Reading(me, turn.at.astimezone(UTC), self._recent)
        reading.read(own, self._question() if turn.role == "user" else "")
        candidates = reading.candidates
        for first, last in foreign:
            candidates += steering(text[first:last], first, strict=False)
        candidates = list(_distinct(candidates))[:MAX_CANDIDATES]
        self.found[len(self.turns)] = candidates
        places = [one.value for one in candidates if one.attribute in ("home", "hometown", "birthplace") and one.value]
        firms = [one.value for one in candidates if one.attribute in ("employer", "school") and one.value]
        return Extraction(turn.turn_id, tuple(candidates), tuple(mentions(own, reading.people, places, firms)))

    def _question(self) -> str:
        """What the other side asked just before."""
        if self.turns and self.turns[-1].role == "assistant" and "?" in self.turns[-1].content:
            return self.turns[-1].content
        return ""

    def _recent(self) -> list[MemoryCandidate]:
        """What the user stated in the last turns, the newest first."""
        recent: list[MemoryCandidate] = []
        for index in range(len(self.turns) - 1, max(-1, len(self.turns) - 1 - TURNS_LOOKED_BACK), -1):
            turn = self.turns[index]
            if turn.role != "user":
                continue
            if index not in self.found:
                text = without_memory(turn.content[:MAX_READ_CHARACTERS])
                reading = _Reading(the_user(), turn.at.astimezone(UTC), list)
                reading.read(_blanked(text, pasted_spans(text)), "")
                self.found[index] = reading.candidates
            recent += reversed([one for one in self.found[index] if not (one.quarantined or one.denies)])
        return recent


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for first, last in spans:
        text = text[:first] + _VISIBLE.sub(" ", text[first:last]) + text[last:]
    return text


def _distinct(candidates: Sequence[MemoryCandidate] | Iterator[MemoryCandidate]) -> Iterator[MemoryCandidate]:
    seen: set[tuple[object, ...]] = set()
    for one in candidates:
        mark = (one.subject, one.attribute, one.value_key, one.denies, one.type, one.valid_to is None)
        if mark not in seen:
            seen.add(mark)
            yield one


def _of_the_user(turn: Turn, text: str) -> Iterator[MemoryCandidate]:
    """What an assistant, a tool or a document says of the user, or orders; all of it waits for the user's word."""
    yield from steering(text, 0, strict=turn.role == "assistant")
    if not _TOLD_OF_THE_USER.search(text):
        return
    reading = _Reading(the_user(), turn.at.astimezone(UTC), list)
    for one in sentences(text):
        if one.asks or not _TOLD_OF_THE_USER.search(one.text) or len(reading.candidates) > MAX_CANDIDATES:
            continue
        words = _AS_YOU_SAID.sub("", plain(one.text))
        if turn.role == "assistant" and not patterns.match(r"(?:the user|you|your)\b", words, re.IGNORECASE):
            continue
        words = patterns.replaced(r"^.{0,40}?:\s(?=the user|user\b)", "", words, flags=re.IGNORECASE)
        words = _THE_USER.sub(lambda found: "my" if found["s"] or found["t"] else "I", words)
        for pattern, own in _SECOND_PERSON:
            words = pattern.sub(own, words)
        reading.state(words, one)
    for candidate in reading.candidates:
        if candidate.attribute in _CLAIMABLE and candidate.subject == USER and not candidate.denies:
            yield replace(candidate, quarantined=True, confidence=0.5)


class _Reading:
    """One turn as it is read; ``candidates`` and ``people`` grow."""

    def __init__(self, me: Person, at: datetime, recent: object) -> None:
        self.me = me
        self.at = at
        self.candidates: list[MemoryCandidate] = []
        self.people: list[Person] = []
        self._recent = recent
        self._near: list[Person] = []
        self._last: list[MemoryCandidate] = []
        self._wrong = False
        self._spoken = ""

    def read(self, text: str, question: str) -> None:
        """Read a text; ``question`` is what it may answer."""
        if question and len(text) <= 120 and (answer := as_sentence(question, text)):
            self._sentence(answer, Sentence(text, 0, len(text), False))
        for one in sentences(_OWN_QUESTION.sub(r"\g<what>:", text)):
            if len(self.candidates) > 2 * MAX_CANDIDATES:
                break
            words = without_vocative(plain(one.text))
            if self.me.key == USER:
                words = _THE_USER.sub(lambda found: "my" if found["s"] or found["t"] else "I", words)
            self._sentence(words, one)

    def _sentence(self, words: str, at: Sentence) -> None:
        count = len(self.candidates)
        self._stated_in(words, at)
        if self.me.key == USER and not at.asks:
            over = list(self._over(words, at))
            self.candidates[count:] = [one for one in self.candidates[count:] if not _is_taken_back(one, over)]
            stated = self.candidates[count:]
            self.candidates += [one for one in over if not _is_stated(one, stated)]
            self.candidates += [_pursuit(one) for one in stated if one.denies and one.attribute in ("habit", "hobby")]
            self._plan_anew(words, at, count)
        self._spoken = without_quotations(words)

    def _over(self, words: str, at: Sentence) -> Iterator[MemoryCandidate]:
        """What a sentence says is over, whatever it was."""
        words = without_doctor(without_politeness(without_quotations(words)))
        known = words_of(words)
        if not (is_unreal(words, known) or without_reported(words, known) != words):
            yield from endings(words, self._spoken, at.starts, at.ends)

    def _plan_anew(self, words: str, at: Sentence, count: int) -> None:
        """What a sentence calls off, moves or cuts down, of plans and of habits; what it moves is planned only once."""
        words = without_politeness(without_quotations(words))
        known = words_of(words)
        if is_unreal(words, known) or without_reported(words, known) != words:
            return
        changed = [_duty(one, self.me, at) for one in changed_plans(words, self.at)]
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
        if own and not at.asks and known & CORRECTING and marks_correction(words):
            anew = list(corrected(words, self._before_this(), at.starts, at.ends))
            if anew:
                self._last = anew
                self.candidates += anew
                return
            self._wrong = self._wrong or says_it_was_wrong(words)
        asked = at.asks and not (_REQUEST.match(words) and known & _STANDING)
        if own and known & ORDERING and not asked and not is_unreal(words, known):
            unquoted = without_quotations(words)
            given = [_order(one, at) for one in orders(unquoted) if unquoted == words or len(one.value.split()) > 3]
            if given:
                self.candidates += given
                self.candidates += [
                    _opposite(one) for one in given if one.type == "instruction" and not one.denies and one.many
                ]
                self._last = given
                if given[0].attribute != "called":
                    return
        if at.asks and not _SEVERAL.search(words) and not _REQUEST.match(words):
            self._near = [who for who, _ in introduced(" ".join(tokens_of(words)), self.me)] or self._near
            return
        if not at.asks:
            words = reworded(without_politeness(words))
        if words_of(words) & _FIRST_PERSON or self._near or _NAMED.search(words) or _is_note(words):
            count = len(self.candidates)
            self.state(words, at)
            if own and (self._wrong or "not" in known):
                self.candidates[count:] = put_right(self.candidates[count:], words, wrong=self._wrong)

    def _before_this(self) -> list[MemoryCandidate]:
        earlier = [one for one in reversed(self.candidates) if not one.denies]
        return earlier + self._recent()  # type: ignore[operator, no-any-return]

    def state(self, words: str, at: Sentence) -> None:
        """Read what a sentence (plain) states."""
        words = without_politeness(without_quotations(words))
        known = words_of(words)
        if is_unreal(words, known):
            return
        whole = " ".join(tokens_of(words))
        words = without_reported(words, known)
        marked, phrases = mark_times(words)
        tokens = tokens_of(marked)
        own_reminder = self.me.key == USER and patterns.search(r"\b(?:remind|forget|remember)\b", words, re.IGNORECASE)
        if own_reminder:
            text = _unmarked(tokens)
            frame = Clause(self.me, "", VerbGroup("remind"), [], phrases, self.at)
            reminded = [_duty(one, self.me, at) for one in reminders(text, frame)]
            if reminded:
                self.candidates += reminded
                self._last = reminded
                return
        if not at.asks and not is_conditional(whole, known):
            bare = _unmarked(tokens)
            in_passing = (
                *birthday_in(bare, phrases, self.me),
                *introduces(bare, self.me),
                *dwelling_in(whole, self.me),
            )
            for claim in in_passing:
                self._add(claim, at)
        parts = _asserted(split(upright(tokens)), asks_at_end=at.asks)
        said = " ".join(token for part in parts for token in (*part.tokens, ","))
        met = list(introduced(unmark(said, phrases) if at.asks or is_conditional(whole, known) else whole, self.me))
        if not parts and not met:
            return
        reader = Reader(self.me, self.at, [*(who for who, _ in met), *self._near])
        reader.casual = said == said.lower()
        found: list[MemoryCandidate] = []
        for _, claim in met:
            if (candidate := self._candidate(claim, [], at)) is not None:
                found.append(candidate)
        near = [who for who, _ in met]
        stated = self._clauses(reader, parts, phrases, at)
        if not (at.asks or _say_something(stated) or is_conditional(whole, known) or asks(whole)):
            plain = plain_tokens(tokens)
            if plain != tokens:
                stated = _plainer(stated, self._clauses(reader, split(plain), phrases, at))
            if not _say_something(stated) and not any(_ends_a_fact(one) for one in stated) and not met and parts:
                told = [self._candidate(claim, phrases, at) for claim in gist_of(_unmarked(tokens), self.me)]
                stated += [one for one in told if one is not None]
        found += stated
        near += reader.met
        near += _kin_in(found, self.me)
        self.people += [who for who in near if who.name]
        self._near = list({who.key: who for who in near}.values())
        if found:
            self._last = found
        self.candidates += found

    def _clauses(
        self, reader: Reader, parts: Sequence[Part], phrases: Sequence[TimePhrase], at: Sentence
    ) -> list[MemoryCandidate]:
        """What the clauses state; a clause in which no theme read anything is made plain and read again."""
        stated: list[MemoryCandidate] = []

        def each() -> Iterator[Part]:
            own = False
            for part in parts:
                own = own if part.elided else patterns.match(r"(?:i|we)\b", _spoken(part), re.IGNORECASE) is not None
                begin = len(stated)
                yield part
                if _say_something(stated[begin:]) or (plain := plain_parts(part, after_self=own)) == [part]:
                    continue
                end = len(stated)
                yield from plain
                stated[begin:] = _plainer(stated[begin:end], stated[end:])

        for clause in reader.clauses(each(), phrases):
            found = list(self._stated(clause, at))
            stated += found
            reader.people += _kin_in(found, self.me)
            if clause.who is not None and clause.who.kind != "self":
                reader.met.append(clause.who)
                reader.people.append(clause.who)
        return stated

    def _candidate(self, claim: Claim, phrases: list[TimePhrase], at: Sentence) -> MemoryCandidate | None:
        frame = Clause(self.me, "", VerbGroup("be"), [], phrases, self.at)
        return candidate_of(claim, frame, at.starts, at.ends)

    def _add(self, claim: Claim, at: Sentence) -> None:
        if (candidate := self._candidate(claim, [], at)) is not None:
            self.candidates.append(candidate)
            self._last = [candidate]

    def _stated(self, clause: Clause, at: Sentence) -> Iterator[MemoryCandidate]:
        made = []
        for claim in claims(clause):
            candidate = candidate_of(claim, clause, at.starts, at.ends)
            if candidate is not None:
                made.append(_corrects(candidate, clause))
        yield from made
        if not made or all(one.denies for one in made):
            for duty in duties(clause):
                yield _duty(duty, clause.who or self.me, at)
        if all(one.denies or one.attribute in _ALSO_EVENTS for one in made):
            for event in happenings(clause):
                yield _event(event, clause, at)


def _opposite(order: MemoryCandidate) -> MemoryCandidate:
    """That what was ordered before does not hold: who must never use tables need not use them any more."""
    key = order.value_key
    opposite = key.removeprefix(NOT) if key.startswith(NOT) else f"{NOT}{key}"
    return replace(order, value=opposite, value_key=opposite, denies=True, instead_of="",
                   content=sentence(f"No longer: {opposite}"))  # fmt: skip


def _pursuit(over: MemoryCandidate) -> MemoryCandidate:
    """A habit that is over may be kept as a hobby, and a hobby as a habit: "I no longer row" ends the rowing."""
    return replace(over, attribute="hobby" if over.attribute == "habit" else "habit")


def _is_stated(over: MemoryCandidate, stated: Sequence[MemoryCandidate]) -> bool:
    """Whether the same sentence says that it is so after all: "no more tea at night, but I love tea"."""
    return any(one.attribute == over.attribute and not (one.many or one.denies) for one in stated)


def _is_taken_back(stated: MemoryCandidate, over: Sequence[MemoryCandidate]) -> bool:
    """Whether a sentence tells the end of what was only guessed from its words: "I sold my place in Boston"."""
    return (
        stated.confidence <= GUESSED
        and not stated.denies
        and any(one.attribute == stated.attribute and means(one.value_key, stated.value_key) for one in over)
    )


def _unmarked(tokens: Sequence[str]) -> str:
    return " ".join(token for token in tokens if not is_mark(token))


def _say_something(stated: Sequence[MemoryCandidate]) -> bool:
    """Whether anything was stated that is so, beside what happened and what is to be done."""
    return any(not one.denies and one.type != "event" for one in stated)


def _ends_a_fact(one: MemoryCandidate) -> bool:
    return one.denies and one.type not in ("event", "commitment")


def _plainer(before: list[MemoryCandidate], after: list[MemoryCandidate]) -> list[MemoryCandidate]:
    """What a clause states as it stands and made plain: where the plain one tells more, no done duty is read in it."""
    new = [
        one for one in after if one.type not in ("event", "commitment") or (one.type == "commitment" and not one.denies)
    ]
    new = new or [one for one in after if one.type == "commitment"]
    return [*(one for one in before if one.type != "commitment" or not one.denies), *new] if new else before


def _spoken(part: Part) -> str:
    text = _unmarked(part.tokens).strip(" ,")
    return text[len(leading_fillers(text)) :]


def _asserted(parts: list[Part], *, asks_at_end: bool) -> list[Part]:
    """The parts that state something: none from a question or a condition on."""
    kept: list[Part] = []
    asked = False
    for part in parts:
        text = " ".join(part.tokens)
        if part.link in ("when", "where", "or"):
            continue
        if patterns.match(
            (
                r"(?:(?:and|but|so|even|because|only)\s)*(?:if|unless|whether|suppose|supposing|assuming|imagine"
                r"|what if|should|had)\b"
            ),
            text,
            re.IGNORECASE,
        ) or part.link in ("if", "unless"):
            if not kept or patterns.match(r"(?:if|unless)", text):
                return kept if not asks_at_end or asked else (kept if kept else [])
            return kept
        if asks(text) and (asks_at_end or not part.elided):
            asked = True
            break
        if is_conditional(text):
            continue
        kept.append(part)
    if asks_at_end and not asked:
        return []
    return kept


_ALSO_EVENTS = frozenset("marital_status pet job belonging car birthday".split())
"""What begins on a day that is worth keeping as an event of its own."""
_KIN = frozenset(
    (
        "sister brother son daughter child mother father partner friend twin cousin aunt uncle niece nephew sibling pet"
    ).split()
)


def _kin_in(found: Sequence[MemoryCandidate], me: Person) -> list[Person]:
    """Relatives and pets that were told of without a name, for the pronouns of the next sentence."""
    met = []
    for one in found:
        if one.subject != me.key or one.denies or one.value[:1].isupper():
            continue
        if one.attribute == "pet" and one.value[:1].isalpha():
            met.append(animal(me, one.value))
        elif one.value_key.startswith("a ") and one.attribute in _KIN:
            met.append(relative(me, one.value))
    return met


def _corrects(candidate: MemoryCandidate, clause: Clause) -> MemoryCandidate:
    """ "Actually, I live in Oslo" puts right what was said before, unless it tells of a change."""
    marked = clause.fillers & {"actually", "correction", "no", "sorry", "oops"}
    if (
        marked
        and candidate.type in ("fact", "entity")
        and not (candidate.many or candidate.denies or candidate.changes or clause.phrases)
    ):
        return replace(candidate, corrects=True)
    return candidate


def _order(order: Order, at: Sentence) -> MemoryCandidate:
    return MemoryCandidate(
        type="instruction",
        subject=USER,
        attribute=order.attribute,
        value=order.value,
        value_key=order.key,
        content=order.content,
        many=order.many,
        denies=order.over,
        changes=False,
        instead_of=order.instead_of,
        importance=IMPORTANCE["instruction"],
        starts=at.starts,
        ends=at.ends,
    )


def _duty(duty: Duty, who: Person, at: Sentence) -> MemoryCandidate:
    return MemoryCandidate(
        type="commitment",
        subject=who.key,
        attribute="commitment",
        value=duty.value[:200],
        value_key=duty.key,
        content=duty.content,
        many=True,
        denies=duty.over,
        due_at=duty.due_at,
        importance=IMPORTANCE["commitment"],
        starts=at.starts,
        ends=at.ends,
    )


def _event(event: Happening, clause: Clause, at: Sentence) -> MemoryCandidate:
    who = clause.who
    return MemoryCandidate(
        type="event",
        subject=USER if who is None else who.key,
        attribute="event",
        value=event.value[:200],
        value_key=value_key(f"{event.value} {event.on:%Y-%m-%d}"),
        content=event.content,
        many=True,
        valid_from=event.on,
        importance=IMPORTANCE["event"],
        starts=at.starts,
        ends=at.ends,
    )
