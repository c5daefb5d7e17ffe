"""One sentence as it is read: clause by clause, theme by theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from toldonce.memory.extract.assertions import (
    asserted,
    ends_a_fact,
    kin_in,
    plainer,
    says_something,
    spoken,
    unmarked,
)
from toldonce.memory.extract.clauses.claims import Claim, candidate_of
from toldonce.memory.extract.clauses.clause import Clause, Part, split, tokens_of
from toldonce.memory.extract.clauses.mentioned import meant_by_pronouns, mentioned, speaks_of_somebody_else
from toldonce.memory.extract.clauses.reader import Reader
from toldonce.memory.extract.clauses.referents import Referents
from toldonce.memory.extract.commitments.events import happenings
from toldonce.memory.extract.commitments.reading import duties, reminders
from toldonce.memory.extract.constructions.leaning import upright
from toldonce.memory.extract.constructions.reading import plain_parts, plain_tokens
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.verb_groups import VerbGroup
from toldonce.memory.extract.english.when import TimePhrase, mark_times, unmark
from toldonce.memory.extract.gist.reading import gist_of
from toldonce.memory.extract.sentences.modality import (
    asks,
    is_conditional,
    is_unreal,
    without_politeness,
    without_quotations,
    without_reported,
    words_of,
)
from toldonce.memory.extract.sentences.splitting import Sentence
from toldonce.memory.extract.stated import corrects, duty_of, event_of
from toldonce.memory.extract.themes.family import introduced
from toldonce.memory.extract.themes.home import dwelling_in
from toldonce.memory.extract.themes.identity import birthday_in, introduces
from toldonce.memory.extract.themes.reading import claims
from toldonce.ports import USER, MemoryCandidate

_ALSO_EVENTS = frozenset("marital_status pet job belonging car birthday".split())
"""What begins on a day that is worth keeping as an event of its own."""


class SentenceReading:
    """What the plain sentences of one speaker state; ``candidates`` and ``people`` grow."""

    def __init__(self, me: Person, at: datetime) -> None:
        self.me = me
        self.at = at
        self.candidates: list[MemoryCandidate] = []
        self.people: list[Person] = []
        self._near: list[Person] = []
        self._last: list[MemoryCandidate] = []
        self.mentioned: list[Person] = []

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
            text = unmarked(tokens)
            frame = Clause(self.me, "", VerbGroup("remind"), [], phrases, self.at)
            reminded = [duty_of(one, self.me, at) for one in reminders(text, frame)]
            if reminded:
                self.candidates += reminded
                self._last = reminded
                return
        if not at.asks and not is_conditional(whole, known):
            bare = unmarked(tokens)
            in_passing = (
                *birthday_in(bare, phrases, self.me),
                *introduces(bare, self.me),
                *dwelling_in(whole, self.me),
            )
            for claim in in_passing:
                self._add(claim, at)
        parts = asserted(split(upright(tokens)), asks_at_end=at.asks)
        said = " ".join(token for part in parts for token in (*part.tokens, ","))
        met = list(introduced(unmark(said, phrases) if at.asks or is_conditional(whole, known) else whole, self.me))
        if not parts and not met:
            return
        casual = said == said.lower()
        people = [*(who for who, _ in met), *self._near]
        mention = self._meant(whole)
        reader = Reader(Referents(self.me, people, casual=casual, earlier=self._earlier, mentioned=mention), self.at)
        found: list[MemoryCandidate] = []
        for _, claim in met:
            if (candidate := self._candidate(claim, [], at)) is not None:
                found.append(candidate)
        near = [who for who, _ in met]
        stated = self._clauses(reader, parts, phrases, at)
        if not (at.asks or says_something(stated) or is_conditional(whole, known) or asks(whole)):
            plain = plain_tokens(tokens)
            if plain != tokens:
                stated = plainer(stated, self._clauses(reader, split(plain), phrases, at))
            if not says_something(stated) and not any(ends_a_fact(one) for one in stated) and not met and parts:
                told = [self._candidate(claim, phrases, at) for claim in gist_of(unmarked(tokens), self.me)]
                stated += [one for one in told if one is not None]
        found += stated
        near += reader.met
        near += kin_in(found, self.me)
        self.people += [who for who in near if who.name]
        self._near = list({who.key: who for who in near}.values())
        if found:
            self._last = found
        self.candidates += found

    def _meant(self, text: str) -> list[Person]:
        """Whom the pronouns of a sentence can mean, beside those of whom something was told."""
        here = mentioned(text, self.me, self.people)
        meant = meant_by_pronouns(text, here, self.mentioned)
        self.mentioned = [] if speaks_of_somebody_else(text) else here or self.mentioned
        return meant

    def _earlier(self, name: str) -> Person | None:
        """Who was introduced by this name before the text that is read; here nobody."""
        return None

    def _clauses(
        self, reader: Reader, parts: Sequence[Part], phrases: Sequence[TimePhrase], at: Sentence
    ) -> list[MemoryCandidate]:
        """What the clauses state; a clause in which no theme read anything is made plain and read again."""
        stated: list[MemoryCandidate] = []

        def each() -> Iterator[Part]:
            own = False
            for part in parts:
                own = own if part.elided else patterns.match(r"(?:i|we)\b", spoken(part), re.IGNORECASE) is not None
                begin = len(stated)
                yield part
                if says_something(stated[begin:]) or (plain := plain_parts(part, after_self=own)) == [part]:
                    continue
                end = len(stated)
                yield from plain
                stated[begin:] = plainer(stated[begin:end], stated[end:])

        for clause in reader.clauses(each(), phrases):
            found = list(self._stated(clause, at))
            stated += found
            reader.referents.people += kin_in(found, self.me)
            if clause.who is not None and clause.who.kind != "self":
                reader.met.append(clause.who)
                reader.referents.people.append(clause.who)
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
                made.append(corrects(candidate, clause))
        yield from made
        if not made or all(one.denies for one in made):
            planned = list(duties(clause))
            yield from (duty_of(duty, clause.who or self.me, at) for duty in planned)
            if clause.verb.lemma in ("get", "book") and any(not duty.over for duty in planned):
                return  # "I got an interview on Tuesday at 2" happens then
        if all(one.denies or one.attribute in _ALSO_EVENTS for one in made):
            for event in happenings(clause):
                yield event_of(event, clause, at)
