"""What happened on a day that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.phrases import head
from toldonce.memory.extract.english.verbs import FORMS, past_tense
from toldonce.memory.extract.sentences.wording import about, sentence

_NO_EVENTS = frozenset(
    """
    be think want know feel say tell ask mean wonder believe guess understand seem try need hope like love hate
    prefer mention
    remember forget wish read hear notice realise realize suggest look talk discuss explain expect consider plan
    decide intend promise
    """.split()
)
_COMPLETE = frozenset("graduate retire emigrate die".split())
"""Verbs that tell of an event without anything behind them."""
_WHOLE = frozenset("married engaged divorced surgery twins chemo promoted pregnant baptised christened tenure".split())
_BEFALLS = frozenset("die flood burn crash explode collapse arrive break open launch".split())
_BEFALLS_WITH = frozenset({("come", "out"), ("break", "down"), ("burn", "down"), ("fall", "through"), ("blow", "up")})
"""What befalls a thing, by a verb and its particle: "my book came out"."""
_OCCASION = re.compile(
    r"(?:\w+ )?(?:funeral|wedding|christening|baptism|graduation|operation|surgery|retirement do|leaving do|wake)",
    re.IGNORECASE,
)
""" "My granddad's funeral was on Friday"."""
_OF_A_HOME = re.compile(
    r"the (?:kitchen|bathroom|basement|cellar|attic|loft|roof|boiler|heating|ceiling|washing machine|dishwasher|fridge"
    r"|freezer|oven|garage|shed|house|flat)",
    re.IGNORECASE,
)
""" "The kitchen flooded": whose, is not said, but the speaker's."""
_SUFFERED = re.compile(
    r"(?:been )?(?P<what>stolen|broken into|flooded|damaged|hacked|towed|burgled|robbed|delivered|destroyed|hit by"
    r"|accepted|rejected|published|approved|granted|made redundant|promoted"
    r"|(?:awarded|given|elected|robbed|mugged|burgled|operated on|knocked down|rushed to|admitted to|discharged)\b)"
    r"(?P<more>.*)",
    re.IGNORECASE,
)
_ABOUT_THE_CHAT = re.compile(
    r"\b(?:you|your|them|error|exception|bug|code|script|function|it|that|this)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: the act as ``value``, the sentence, and when."""

    value: str
    content: str
    on: datetime


def happenings(clause: Clause) -> Iterator[Happening]:
    """The event that a clause tells of, when it is past and has a day, month or year."""
    verb, who = clause.verb, clause.who
    if who is not None and who.kind == "self" and verb.past and not (verb.negated or verb.modal or verb.perfect):
        befallen = list(_befell(clause, clause.what))
        yield from befallen
        if befallen:
            return
    elif (
        who is None
        and verb.past
        and not (verb.negated or verb.modal or verb.perfect)
        and _OF_A_HOME.fullmatch(clause.what)
    ):
        yield from _befell(clause, clause.what[len("the ") :])
    if who is not None and not who.is_stranger and _OCCASION.fullmatch(clause.what):
        yield from _took_place(clause, who)
    if (
        who is None
        or clause.what
        or not clause.phrases
        or not verb.past
        or verb.modal
        or verb.negated
        or verb.hypothetical
        or verb.progressive
        or verb.perfect
    ):
        return
    times = clause.times()
    if times.on is None or times.on[0] > clause.at or verb.lemma in _NO_EVENTS:
        return
    act = patterns.replaced(
        r"\s(?:and|but|so)\s(?:having|it|that|now|am|is|was)\b.*$", "", head(clause.object), re.IGNORECASE
    )
    words = act.split()
    first = FORMS.get(words[0].casefold()) if words else None
    if first is not None and first.form == "base" and verb.lemma not in ("help", "make", "let", "go"):
        return  # "these figures I bought remind me": two verbs, of which this one has no object
    if (
        (not words and verb.lemma not in _COMPLETE)
        or len(words) > 14
        or (_ABOUT_THE_CHAT.search(act) and who.kind == "self")
        or (verb.lemma in ("have", "get") and len(words) < 2 and act not in _WHOLE)
    ):
        return
    said = f"{past_tense(verb.lemma)} {act}".strip()
    whom = who.phrase
    if who.is_stranger:
        return
    yield Happening(
        value=patterns.replaced(r"\b(?:my|our)\b", "the", said),
        content=sentence(
            f"{whom} {about('the user' if who.kind != 'self' else whom, said, again=who.kind == 'self')} "
            f"{spelled(times.on)}"
        ),
        on=times.on[0],
    )


def _took_place(clause: Clause, whose: Person) -> Iterator[Happening]:
    """An occasion in somebody's life that was on a day: "my granddad's funeral was on Friday"."""
    verb, times = clause.verb, clause.times()
    plainly_was = verb.lemma == "be" and verb.past and not (verb.negated or verb.modal or clause.rest)
    if plainly_was and times.on is not None and times.on[0] <= clause.at:
        content = sentence(f"{whose.possessive} {clause.what} took place {spelled(times.on)}")
        yield Happening(value=f"the {clause.what} took place", content=content, on=times.on[0])


def _befalls(clause: Clause) -> bool:
    """Whether the verb tells what befell a thing: "flooded", "came out", "broke down on the motorway"."""
    particle, after = [word.casefold() for word in (*clause.rest, "", "")[:2]]
    return (clause.verb.lemma in _BEFALLS and not particle) or (
        (clause.verb.lemma, particle) in _BEFALLS_WITH and after in ("", "on", "in", "at", "near", "outside")
    )


def _befell(clause: Clause, what: str) -> Iterator[Happening]:
    """What happened to somebody or something of theirs: "my bike was stolen", "I was awarded a prize"."""
    verb = clause.verb
    times = clause.times()
    if times.on is None or times.on[0] > clause.at or len(what.split()) > 4:
        return
    suffered = _SUFFERED.match(clause.object) if verb.lemma in ("be", "get") else None
    place = patterns.match(
        r"(?:in|at)\s[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*$|in an? (?:\w+ )?(?:accident|crash|collision|pile-up)\b",
        clause.object,
    )
    if suffered is not None:
        said = f"was {head(suffered['what'] + suffered['more'])}"
    elif what and _befalls(clause):
        said = f"{past_tense(verb.lemma)} {clause.object}".strip()
    elif verb.lemma == "be" and not what and place is not None:
        said = f"was {place[0]}"
    else:
        return
    whose = f"{clause.who.possessive} {what}" if clause.who is not None else f"The {what}"
    if not what and clause.who is not None:
        whose = clause.who.phrase
    yield Happening(
        value=f"the {what} {said}" if what else said,
        content=sentence(f"{whose} {about('the user', said, again=True)} {spelled(times.on)}"),
        on=times.on[0],
    )


def spelled(span: tuple[datetime, datetime]) -> str:
    """A span in words: "on 14 May 2024", "in May 2024", "in 2018", "in the week of 6 May 2024"."""
    start, end = span
    length = end - start
    if length <= timedelta(days=1):
        clock = f" at {start:%H:%M}" if start.hour or start.minute else ""
        return f"on {start.day} {start:%B %Y}{clock}"
    if length <= timedelta(days=3):
        return f"on the weekend of {start.day} {start:%B %Y}"
    if length <= timedelta(days=7):
        return f"in the week of {start.day} {start:%B %Y}"
    if length <= timedelta(days=32):
        return f"in {start:%B %Y}"
    return f"in {start.year}" if length > timedelta(days=300) else f"around {start:%B %Y}"
