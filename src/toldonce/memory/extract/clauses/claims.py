"""What a clause claims of somebody, and the candidate memory that follows from how it is said.

The themes (`home`, `work`, ...) read *what* is claimed: an attribute and its value. Whether that is so now, was so, or
is so no longer, since when and until when, is the same for all of them and stands here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.verbs import third_person
from toldonce.memory.extract.sentences.wording import about, sentence
from toldonce.memory.slots import holds_many, value_key
from toldonce.model import MemoryType
from toldonce.ports import MemoryCandidate

IMPORTANCE: dict[str, float] = {
    "name": 0.9, "called": 0.9, "allergy": 0.9, "condition": 0.8, "medication": 0.8, "birthday": 0.7, "home": 0.8,
    "job": 0.7, "employer": 0.7, "partner": 0.8, "diet": 0.8, "marital_status": 0.7, "age": 0.6, "instruction": 0.9,
    "commitment": 0.7, "event": 0.4, "habit": 0.4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """That ``attribute`` of somebody is ``value``; ``verb`` and ``words`` say it: ("live", "in Berlin").

    ``change``: the verb tells of a change, so its past is about now ("moved to"). ``ends``: it tells of an end
    ("left").
    ``settled``: the theme has already read the negation. ``topic`` stands before the verb instead of the person ("the
    user's favourite colour"). ``planned``: it counts also with this helper verb ("can speak").
    """

    attribute: str
    value: str
    verb: str
    words: str
    type: MemoryType = "fact"
    who: Person | None = None
    topic: str = ""
    key: str = ""
    change: bool = False
    ends: bool = False
    settled: bool = False
    planned: str = ""
    adverb: str = ""
    confidence: float = 0.9
    instead_of: str = ""
    timeless: bool = False


_LONG = re.compile(
    r"\b(?:for (?:many |so many )?(?:years|ages|decades|months|a long time|a while|ever)|forever"
    r"|(?:all|most of) (?:my|his|her|their) life|my (?:whole|entire) life)\b"
    r"|\bsince(?: (?:around|about|the|my|our|ever|just)\b[^,;:]{0,30})?$"
)
LEAST_LASTING = timedelta(days=7)
"""What is shorter is how long something takes ("read for an hour"), not since when it is so."""
_STAY = timedelta(days=180)
"""Who moves somewhere for less than this only stays there."""
_BEGINS = frozenset("home employer job school age name partner marital_status car phone".split())
"""What is not so before the day on which it begins."""
_DECIDED_FIRST = frozenset("home employer job school".split())
"""What is decided on long before it comes."""
_LEAVING = frozenset(
    """
    quit leave move stop drop resign sell give lose ditch abandon retire break split separate divorce end part dump swap
    trade replace switch return scrap
    """.split()
)
"""Verbs that end something, and so do not where they are negated."""
Rule = Callable[[Clause], Iterator[Claim]]


def candidate_of(claim: Claim, clause: Clause, starts: int, ends: int) -> MemoryCandidate | None:
    """The candidate, or None where the clause only plans, wishes or remembers it."""
    verb, who = clause.verb, claim.who or clause.who
    if who is None or (verb.hypothetical and not (claim.planned and verb.modal == claim.planned)):
        return None
    if verb.modal == "must" and not (verb.past and claim.ends):
        return None
    if "probably" in clause.fillers:
        return None
    if claim.ends and verb.negated and not verb.ended and verb.lemma in _LEAVING and not clause_is_over(clause):
        return None  # "I am not moving away", "I have not quit my job"
    if claim.type == "preference" and who.is_stranger:
        return None  # "Sounds like fun": a capital at the beginning is no proof of a name
    denies = claim.ends or (verb.negated and not claim.settled)
    change = claim.change or verb.started
    times, coming = clause.times(), clause.times(ahead=True)
    if (change or claim.ends) and not (
        verb.past
        or verb.perfect
        or verb.started
        or verb.ended
        or verb.negated
        or claim.timeless
        or verb.lemma == "be"
        or verb.modal == "decided"
    ):
        return None  # "I am moving", "I start at": a plan
    decided = verb.modal == "decided" and (verb.perfect or times.on is None)
    if change and decided and claim.attribute in _DECIDED_FIRST:
        return None  # "We decided to move to Ghent": the day of it is to come
    if claim.attribute == "home" and change and verb.past and times.lasting is not None and times.lasting < _STAY:
        return None  # "I was posted to Ghent for two weeks"
    if times.from_ahead and claim.attribute in _BEGINS and not (verb.past or verb.perfect):
        return None  # "From 1 July I live in Ghent"
    past = (verb.past or verb.modal == "used") and not change and not claim.ends and verb.modal != "decided"
    if denies and past and not (verb.ended or clause_is_over(clause) or verb.modal == "used"):
        return None
    length = times.lasting if times.lasting is not None and times.lasting >= LEAST_LASTING else None
    lasting = times.since is not None or length is not None
    kept = (
        lasting
        or _LONG.search(clause.text) is not None
        or verb.progressive
        or bool(verb.adverbs & {"always", "now", "still", "never"})
        or claim.timeless
    )
    if verb.perfect and not change and not claim.ends and not kept and not verb.past and not denies:
        return None  # "I have lived in": once
    valid_from = _start(clause.at, times.since, length, times.on, dated=change or denies or past)
    valid_to: datetime | None = None
    if past and not denies:
        if claim.type == "preference" and verb.modal != "used" and not claim.timeless:
            return None  # "I loved that film" tells of an evening, not of a taste
        valid_to = times.until or (times.on[1] if times.on and verb.modal != "used" else None) or clause.at
        valid_to = min(valid_to, clause.at)
        if valid_from is not None and valid_from >= valid_to:
            valid_from = None
    elif not denies and coming.until is not None and coming.until > clause.at:
        valid_to = coming.until
    if claim.timeless:
        change = False
        valid_from = valid_to = None
    return MemoryCandidate(
        type=claim.type,
        subject=who.key,
        attribute=claim.attribute,
        value=claim.value,
        value_key=claim.key or value_key(claim.value),
        content=_content(claim, who, denies=denies, past=past and not claim.timeless),
        many=holds_many(claim.attribute),
        denies=denies,
        changes=not denies and not past and (change or says_now(clause)),
        instead_of=claim.instead_of,
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=claim.confidence,
        importance=IMPORTANCE.get(claim.attribute, 0.5),
        starts=starts,
        ends=ends,
    )


def says_now(clause: Clause) -> bool:
    """Whether the clause says that it is so by now, and was not before."""
    words = {word.casefold() for word in clause.rest} | clause.verb.adverbs | clause.fillers
    return "now" in words or ("only" in words and not words.isdisjoint({"nowadays", "days"}))


def is_over(clause: Clause) -> bool:
    """Whether the clause says, by its verb or by "any more", that something is so no longer."""
    return clause.verb.ended or clause_is_over(clause)


def is_or_was(clause: Clause) -> bool:
    """Whether it says that something is so, or that it is over; "I do not wear glasses" tells neither."""
    return not clause.verb.negated or is_over(clause)


def clause_is_over(clause: Clause) -> bool:
    """Whether it says "any more" (or any longer)."""
    words = [word.casefold() for word in clause.rest]
    return any(pair in (("any", "more"), ("any", "longer")) for pair in itertools.pairwise(words))


def _start(
    at: datetime,
    since: datetime | None,
    lasting: timedelta | None,
    on: tuple[datetime, datetime] | None,
    *,
    dated: bool,
) -> datetime | None:
    if since is not None:
        return since
    if on is not None and dated and on[0] <= at:
        return on[0]
    if lasting is not None and not dated:
        start = at - lasting
        return start.replace(hour=0, minute=0, second=0, microsecond=0) if lasting >= timedelta(days=1) else start
    return None


def _content(claim: Claim, who: Person, *, denies: bool, past: bool) -> str:
    subject = f"{who.possessive} {claim.topic}" if claim.topic else who.phrase
    words = (
        f" {about(who.phrase if who.kind == 'self' else 'the user', claim.words, again=who.kind == 'self')}"
        if claim.words
        else ""
    )
    if denies:
        verb = "no longer has" if claim.verb == "have" else f"no longer {third_person(claim.verb)}"
        verb = "is no longer" if claim.verb == "be" else verb
    elif past:
        verb = f"used to {claim.verb}"
    elif claim.verb == "be born":
        verb = "was born"
    else:
        verb = f"{claim.adverb} {third_person(claim.verb)}".strip()
    return sentence(f"{subject} {verb}{words}")
