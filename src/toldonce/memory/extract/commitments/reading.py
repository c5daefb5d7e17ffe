"""What somebody has to do, by when, and that it is done, cancelled or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from toldonce.memory.extract.changes.ahead import is_change_ahead
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.commitments.appointments import (
    WHO_IS_VISITED,
    appointment,
    closing,
    dated_thing,
    meeting,
    thing,
)
from toldonce.memory.extract.commitments.duty import Duty, act_key, due, lies_ahead, when_due
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head, trimmed
from toldonce.memory.extract.english.verb_groups import VerbGroup
from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.english.when import Times
from toldonce.memory.extract.sentences.wording import about, sentence

TASKS = frozenset(
    """
    renew submit send pay book buy order call email return finish complete pick drop visit see take fix repair hand
    file sign
    schedule cancel write prepare clean print register apply apply post mail meet ring phone contact reply answer
    collect deliver
    bring give pack water feed wash install update review read study make get organise organize arrange confirm
    reserve transfer
    upload invite ask tell check sell donate move paint build do hire go attend fill replace
    """.split()
)
"""Verbs of errands."""
_NO_ERRANDS = frozenset("be have say think know feel like love hate want need live seem mean hope wish".split())
_WEEK = timedelta(days=7)
_UNDATED = frozenset(
    """
    renew book order call return pay submit collect ring phone schedule fix repair email cancel buy pick drop post
    """.split()
)
"""What is done once and for a purpose: it is an errand though no day is named for it."""
_A_THING = re.compile(
    r"(?:(?:up|off|back)\s)?(?:an?|the|my|our|some|new|more|mum|mom|dad|\d+|(?-i:[A-Z]))\b", re.IGNORECASE
)
_TIME_AND_AGAIN = re.compile(
    r"\b(?:every|each|always|often|usually|sometimes|never|daily|weekly|monthly|whenever|when|if|unless|a lot|all "
    r"the time"
    r"|in advance|per|twice|again and again|to (?:get|use|have|be|enter|see)|in order|just to|anyway|or|attention"
    r"|time|sleep|life|mind|should|supposed|someday|one day)\b",
    re.IGNORECASE,
)
_NO_DUTIES = frozenset("be have say admit know mention think".split())
_BE_THERE = re.compile(
    r"(?:back |up |out )*(?:at|in|out of|on|home|there)\b(?! (?:love|a mood|touch|charge))", re.IGNORECASE
)
""" "I have to be at the airport at five"."""
_HAVE_DONE = re.compile(
    r"\S.* (?:ready|done|finished|in|back|cleared|sorted|written|submitted|sent|paid|packed|signed"
    r"|complete|completed)$",
    re.IGNORECASE,
)
""" "I need to have the slides ready by Friday"."""
_NOT_YET = re.compile(r"(?:still|yet)?\s?(?:have |had )?(?:not|never)\b", re.IGNORECASE)
""" "Still have not sent the report", of which the clause keeps no subject that a negation could stand behind."""
_SAID_I_WOULD = re.compile(r"(?:that )?i would\s(?P<act>.+)", re.IGNORECASE)
_PLANNABLE = frozenset(
    """
    meet see fly visit have start leave travel go move get take attend host pick join return give hand run bring present
    drive collect sign sit submit perform complete deliver drop donate defend adopt graduate retire
    """.split()
)
_GREAT_DAYS = re.compile(
    r"get married|run (?:the|my|a) [\w ]*marathon|graduate|retire"
    r"|expect (?:twins|(?:a|our|my) (?:\w+ )?(?:baby|child|son|daughter|girl|boy))"
    r"|have (?:an? operation|surgery|twins|a (?:baby|hysterectomy))",
    re.IGNORECASE,
)
"""What is planned months ahead, and not forgotten: "we are getting married next June"."""
_REMIND = re.compile(
    r"(?:(?:please|so|and|also|ok|hey|just|could you|can you|would you|will you|i need you to"
    r"|i want you to|i would like you to|you should)\s(?:,\s)?(?:please\s)?)*"
    r"(?:remind me|do not let me forget|make sure (?:that )?i (?:do not forget|remember)"
    r"|help me remember|i (?:must|should|can) not forget|do not forget(?: that)? i (?:have|need)"
    r"|i need to remember|note to self : i have)\s"
    r"(?:,\s)?(?:(?:to|that i (?:have|need) to|i (?:have|need) to)\s|(?P<about>about|of|that)\s(?!i\b)"
    r"|(?P<thing>(?=(?:the|my|our|\w+'s)\s)))(?P<act>.+)",
    re.IGNORECASE,
)


def duties(clause: Clause) -> Iterator[Duty]:
    """What a clause says of the speaker's duties."""
    verb, text = clause.verb, clause.object
    if clause.who is None or clause.who.kind != "self":
        yield from thing(clause)
        if _is_new_post_of_another(clause):
            yield _duty(verb.lemma, text, clause, planned=True)
    elif clause.what:
        yield from dated_thing(clause, clause.what)
    elif verb.lemma == "promise" and not verb.negated and not verb.hypothetical:
        yield from _promise(clause)
    elif verb.modal == "must":
        if verb.negated or verb.ended:
            yield from _over(verb.lemma, text)
        elif not verb.past and (_is_duty(verb.lemma, text) if clause.phrases else _is_errand(clause)):
            yield _duty(verb.lemma, text, clause)
    elif verb.lemma == "say" and verb.past and clause.phrases and (match := _SAID_I_WOULD.match(text)):
        yield from _act(match["act"], clause)
    elif _is_planned(clause) or (is_change_ahead(clause) and (lies_ahead(clause) or not clause.phrases)):
        yield _duty(verb.lemma, text, clause, planned=True)
    elif verb.lemma in ("have", "get", "book", "schedule") and not verb.hypothetical and not verb.negated:
        yield from appointment(clause)
    if not (verb.negated or verb.modal or verb.hypothetical or verb.progressive) and (verb.past or verb.perfect):
        yield from _done(clause)


def _is_new_post_of_another(clause: Clause) -> bool:
    """Whether a relative or a friend is to begin to work somewhere: "Rob starts at Rolls-Royce on Monday"."""
    who = clause.who
    return (
        who is not None
        and who.kind == "person"
        and not who.is_stranger
        and clause.verb.lemma in ("start", "begin", "join")
        and is_change_ahead(clause)
        and lies_ahead(clause)
    )


def _is_duty(lemma: str, text: str) -> bool:
    """Whether what must be on some day is something to do: "have the report in", not "have patience"."""
    if lemma in ("be", "have"):
        return (_BE_THERE if lemma == "be" else _HAVE_DONE).match(text) is not None
    return lemma not in _NO_DUTIES


def _is_errand(clause: Clause) -> bool:
    """Whether it is to be done once, for all that no day is named: "I need to call the plumber"."""
    verb, text = clause.verb, clause.object
    return (
        verb.lemma in _UNDATED
        and not verb.progressive
        and _A_THING.match(text) is not None
        and not verb.adverbs & {"always", "often", "usually", "sometimes", "never", "constantly"}
        and _TIME_AND_AGAIN.search(clause.text) is None
    )


def _is_planned(clause: Clause) -> bool:
    """Whether it is to happen on a day that is named: "I will call Nora tomorrow", "I am flying to Oslo on 3 June"."""
    verb = clause.verb
    if (
        verb.negated
        or verb.past
        or not clause.phrases
        or verb.lemma in ("be", "need", "try", "think", "let", "turn", "know")
    ):
        return False
    helped = verb.modal in ("will", "going", "plan", "shall") and verb.lemma != "have"
    great = _GREAT_DAYS.match(f"{verb.lemma} {clause.object}") is not None
    running = verb.progressive and not verb.modal and (great or verb.lemma in _PLANNABLE)
    return (helped or running) and (great or _names_a_week(clause.times(ahead=True))) and lies_ahead(clause)


def _names_a_week(times: Times) -> bool:
    """Whether it is said to within a week when it is to happen."""
    return times.exact or times.since is not None or (times.on is not None and times.on[1] - times.on[0] <= _WEEK)


def _done(clause: Clause) -> Iterator[Duty]:
    """ "I have renewed my passport", "I cancelled the appointment", "I have been to the dentist"."""
    verb, text = clause.verb, clause.object
    if _NOT_YET.match(clause.text):
        return
    if verb.lemma == "cancel" or (verb.lemma in ("move", "postpone", "reschedule") and "appointment" in text):
        yield from closing(patterns.replaced(r"^(?:the|my|our|an?|that)\s", "", head(text), re.IGNORECASE))
    elif text and _may_be_done(verb) and _tells_of_an_end(verb, text):
        yield Duty("", act_key(verb.lemma, text), sentence(f"Done: {verb.lemma} {head(text)}"), None, over=True)
    elif verb.lemma == "be" and verb.perfect and (match := patterns.match(r"to\s(?P<place>(?:the|my)\s.+)", text)):
        visited = patterns.replaced(r"^(?:the|my) ", "", match["place"])
        if WHO_IS_VISITED.fullmatch(visited):
            yield from closing(f"{visited} appointment")
        for lemma in ("see", "visit", "go"):
            yield Duty("", act_key(lemma, match["place"]), sentence(f"Done: {lemma} {match['place']}"), None, over=True)


def _may_be_done(verb: VerbGroup) -> bool:
    """Whether it can be an errand: of other verbs only what is said to be done by now."""
    return verb.lemma in TASKS or (
        verb.lemma not in _NO_ERRANDS and (verb.perfect or bool(verb.adverbs & {"already", "finally"}))
    )


def _tells_of_an_end(verb: VerbGroup, text: str) -> bool:
    return (
        verb.perfect
        or bool(verb.adverbs & {"already", "finally", "just"})
        or patterns.match(r"(?:\w+\s)?(?:my|the|our|[A-Z])", text) is not None
    )


def _duty(lemma: str, rest: str, clause: Clause, *, planned: bool = False) -> Duty:
    role = "as " if rest.startswith("as a") else ""  # "start as a nurse" is no comparison
    words = trimmed(f"{lemma} {role}{head(rest.removeprefix(role))}")
    if clause.with_whom:
        words = f"{words} {clause.with_whom}" if words == "meet" else f"{words} with {clause.with_whom}"
    who = clause.who.phrase if clause.who is not None else "the user"
    helper = "plans to" if planned else "has to"
    return Duty(
        value=patterns.replaced(r"\b(?:my|our)\b", "the", words),
        key=act_key(lemma, rest),
        content=sentence(f"{who} {helper} {about(who, words, again=True)}{when_due(clause)}"),
        due_at=due(clause.times(ahead=True)),
    )


def _act(act: str, clause: Clause) -> Iterator[Duty]:
    """From an act in words: "call Nora"."""
    first, _, rest = act.strip().partition(" ")
    lemma = base_of(first.casefold())
    if lemma is not None and (rest or lemma not in ("be", "have")):
        yield _duty(lemma, rest, clause)


def _promise(clause: Clause) -> Iterator[Duty]:
    match = patterns.match(
        r"(?P<whom>(?:my\s)?[\w' ]{1,40}?)?\s?(?:(?:that )?i (?:would|will)|to)\s(?P<act>.+)",
        clause.object,
        re.IGNORECASE,
    )
    if match is None:
        return
    act, whom = match["act"], (match["whom"] or "").strip()
    if whom and whom.casefold() not in ("you", "myself"):
        act = patterns.replaced(r"\b(?:him|her|them)\b", whom, act)
    yield from _act(act, clause)


def reminders(text: str, clause: Clause) -> Iterator[Duty]:
    """ "Remind me to call Nora on Sunday", "do not let me forget to"; ``clause`` carries the times of the sentence."""
    match = _REMIND.match(text)
    if match is None:
        return
    if match["about"] or match["thing"] is not None:
        what = head(match["act"])
        if what and len(what.split()) <= 8:
            yield meeting(clause, what, what)
    else:
        yield from _act(match["act"], clause)


def _over(lemma: str, rest: str) -> Iterator[Duty]:
    if rest or lemma in TASKS:
        yield Duty("", act_key(lemma, rest), sentence(f"No longer to be done: {lemma} {head(rest)}"), None, over=True)
