"""Reads the clauses of a sentence: subject, verb group, the rest, and the times that are named.

Fillers and hedges are dropped on the way; a subject that is left out is that of the clause before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from toldonce.memory.extract.clauses.clause import PUNCTUATION, Clause, Part
from toldonce.memory.extract.clauses.referents import Referents
from toldonce.memory.extract.clauses.subjects import FRONTED, begin_of_subject, subject
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.fillers import without_fillers
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.verb_groups import ADVERBS, can_begin, verb_group
from toldonce.memory.extract.english.verbs import takes_form
from toldonce.memory.extract.english.when import TimePhrase, is_mark, phrase_of

_ATTACHING = frozenset("of to for than this".split())
_MOVED = frozenset("moved rescheduled postponed pushed changed shifted brought delayed".split())
_TOPIC = re.compile(r"\b(?:my|our)\s(?:[\w'-]+\s){0,3}?[\w'-]+$", re.IGNORECASE)


class Reader:
    """Reads clauses as said by one speaker at one time; ``referents``: the people that they may refer to."""

    def __init__(self, referents: Referents, at: datetime) -> None:
        self.referents = referents
        self.me = referents.me
        self.at = at
        self.met: list[Person] = []
        self._topic: tuple[Person, str] | None = None
        self._marks: frozenset[str] = frozenset()

    def clauses(self, parts: Iterable[Part], phrases: Sequence[TimePhrase]) -> Iterator[Clause]:
        """The clauses that have a subject and a verb; the others are left out."""
        before: Clause | None = None
        for part in parts:
            clause = self._clause(part, phrases, before)
            self._note_topic(part, clause)
            if clause is not None:
                clause.fillers |= self._marks
                self._marks = frozenset()
                before = clause
                yield clause
            elif not part.elided:
                before = None
                self._marks = without_fillers(list(part.tokens))[0]

    def _note_topic(self, part: Part, clause: Clause | None) -> None:
        """What "it is" of the next clause may mean: "as for my favourite colour, it is blue"."""
        if clause is not None and clause.who is not None:
            if clause.what and clause.verb.lemma == "be":
                self._topic = clause.who, clause.what
            return
        match = _TOPIC.search(" ".join(token for token in part.tokens if not is_mark(token)).strip(" ,;:"))
        if match:
            who, what = self.referents.who_is(match[0])
            self._topic = (who, what) if who is not None else None
            if who is not None and who.kind != "self" and not what:
                self.referents.people.append(who)

    def _clause(self, part: Part, phrases: Sequence[TimePhrase], before: Clause | None) -> Clause | None:
        own: list[TimePhrase] = []
        tokens: list[str] = []
        for token in part.tokens:
            if not is_mark(token):
                tokens.append(token)
            elif (
                tokens
                and tokens[-1].casefold() in _ATTACHING
                and not phrase_of(token, phrases).preposition
                and not (tokens[-1] == "to" and _MOVED & set(tokens))
            ):
                tokens += phrase_of(token, phrases).text.split()
            else:
                own.append(phrase_of(token, phrases))
        whole = " ".join(tokens)
        fillers, tokens = without_fillers(tokens)
        low = [token.casefold() for token in tokens]
        if part.elided and before is not None:
            group = verb_group(low, 0)
            if group is None:
                return None
            if any(can_begin(token.casefold()) for token in before.rest):
                return None  # the clause before holds another one, whose subject this may be
            if (
                before.who is not None
                and before.who.kind == "self"
                and takes_form(low[0], "s")
                and self.me.key == "user"
            ):
                return None  # "emails and calls"
            verb, end = group
            if before.verb.modal and takes_form(low[0], "base") and not verb.modal:
                verb = replace(verb, modal=before.verb.modal)
            what = "" if before.verb.lemma == "be" else before.what
            return Clause(before.who, what, verb, tokens[end:], own, self.at, fillers, whole, subject=before.subject)
        if low and low[0] in FRONTED and (begin := begin_of_subject(low)):
            tokens, low = tokens[begin:], low[begin:]
        found = subject(tokens, low, self.referents)
        if found is None:
            return None
        who, what, start, with_whom = found
        group = verb_group(low, start)
        if group is None:
            return None
        verb, end = group
        clause = Clause(who, what, verb, tokens[end:], own, self.at, fillers, whole, with_whom,
                        " ".join(tokens[:start]))  # fmt: skip
        if who is None and what in ("it", "that") and self._topic and verb.lemma == "be" and not verb.progressive:
            clause = replace(clause, who=self._topic[0], what=self._topic[1])
        return self._turned_round(clause) or clause

    def _turned_round(self, clause: Clause) -> Clause | None:
        """ "Teal is my favourite colour" as "my favourite colour is teal"."""
        if clause.verb.lemma != "be" or clause.verb.progressive or not clause.rest:
            return None
        if patterns.match(r"one of the languages (?:that )?(?:i|we) (?:can )?speak\b", clause.object, re.IGNORECASE):
            return replace(clause, who=self.me, what="languages I speak", rest=clause.subject.split(), _times={})
        if clause.who is self.me and not clause.what:
            return None
        rest = list(clause.rest)
        while rest and (rest[0].casefold() in ADVERBS or rest[0].casefold() in ("one", "of", "to", "be", "absolute")):
            rest.pop(0)
        pronoun = {"his": "he", "her": "she", "its": "it", "their": "they"}.get(rest[0].casefold() if rest else "")
        if pronoun and rest[1:] == ["name"] and (whose := self.referents.antecedent(pronoun)) is not None:
            return replace(clause, who=whose, what="name", rest=clause.subject.split(), _times={})
        if len(rest) < 2 or rest[0].casefold() not in ("my", "our"):
            return None
        tail = _value_end(rest)
        who, what = self.referents.who_is(" ".join(rest[:tail]))
        value = clause.subject.split()
        while value and value[-1] == ",":
            value.pop()
        if value and value[0].casefold() in ("so", "and"):
            value.pop(0)
        if (
            who is None
            or not value
            or value[0].casefold() in ("it", "that", "this", "there", "she", "he", "they", "what")
        ):
            return None
        verb = replace(clause.verb, modal="") if clause.verb.modal == "must" else clause.verb
        return replace(clause, who=who, what=what, verb=verb, rest=value, subject=" ".join(rest[:tail]), _times={})


def _value_end(rest: Sequence[str]) -> int:
    for i, token in enumerate(rest):
        if token in PUNCTUATION or (
            i
            and token.casefold()
            in (
                "and",
                "but",
                "because",
                "so",
                "which",
                "who",
                "now",
                "since",
                "in",
                "too",
                "any",
                "these",
                "right",
                "of",
            )
        ):
            return i
    return len(rest)
