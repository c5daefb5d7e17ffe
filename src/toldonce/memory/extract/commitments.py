"""What somebody has to do, by when, and that it is done, cancelled or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from toldonce.memory.extract import patterns
from toldonce.memory.extract.changes.ahead import is_change_ahead
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.events import spelled
from toldonce.memory.extract.grammar import VerbGroup
from toldonce.memory.extract.phrases import head, trimmed
from toldonce.memory.extract.verbs import base_of
from toldonce.memory.extract.when import Times
from toldonce.memory.extract.wording import about, sentence
from toldonce.memory.slots import value_key

_PARTICLES = frozenset(
    "in up out off back away down over on to for with from into at about by of around through as than".split()
)
_SMALL = frozenset(
    (
        "a an the my our his her their your its some any this that these those new old big next first las"
        "t all both another it him them me us you"
    ).split()
)
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
APPOINTMENT = (
    r"(?:appointment|meeting|exam|interview|flight|deadline|check-?up|surgery|operation|test"
    r"|presentation|reservation|lesson|dinner|lunch|party|concert|wedding"
    r"|consultation|call|rehearsal|recital|conference|workshop|trip|class|session|hearing|date|viewing"
    r"|inspection|audition|race|match|ceremony|graduation|webinar"
    r"|train|delivery|vaccination|scan|haircut|review|tournament|visit|due date|performance|show"
    r"|booking|doctor'?s appointment)"
)
_HAS_APPOINTMENT = re.compile(
    rf"(?P<what>(?:an?|my|the|our|another|some|[\w-]+'s)\s(?:[\w'-]+\s){{0,4}}?{APPOINTMENT})\b(?P<more>.*)",
    re.IGNORECASE,
)
_OWN_APPOINTMENT = re.compile(
    rf"(?:(?:the|an?|my|our|next)\s)*(?P<what>(?:[\w'-]+\s){{0,4}}?{APPOINTMENT}(?:\s(?:with|for|of|to)\s[\w' -]+)?)",
    re.IGNORECASE,
)
_MOVED = re.compile(
    (
        r"(?:been\s|got\s|now\s)?(?:moved|rescheduled|postponed|pushed(?: back)?|brought forward|changed"
        r"|shifted|put off|delayed|pulled forward)\b"
    ),
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    (
        r"(?:been\s|now\s|already\s|finally\s)*(?:cancell?ed|called off|off|done|finished|taken care of"
        r"|sorted|complete|completed|over|paid|sent|submitted|booked|handed in|dealt with|no longer needed|renewed"
        r"|returned|fixed|repaired|collected|posted|filed|signed|history)\b"
    ),
    re.IGNORECASE,
)
_ACTIONS = {
    "renewal": ("renew",), "booking": ("book",), "order": ("order",), "call": ("call", "phone", "ring"),
    "appointment": ("see", "visit", "go", "book"), "pick-up": ("pick",),
    "pickup": ("pick",), "application": ("submit", "send", "finish", "file"), "bill": ("pay",), "invoice": ("send",
    "pay"), "inspection": ("take", "book"), "return": ("hand", "file", "submit", "do"),
    "returns": ("file", "submit", "do"), "slides": ("finish", "prepare", "send"), "report": ("finish", "submit",
    "send", "write"), "presentation": ("finish", "prepare"), "books": ("return",), "book": ("return",),
    "tickets": ("book", "buy"), "form": ("fill", "submit", "send"), "payment": ("pay", "make"), "rent": ("pay",),
    "repair": ("fix", "repair"), "essay": ("finish", "submit", "write"), "visit": ("visit",),
    "cake": ("order", "bake", "buy"), "keys": ("pick", "collect"), "gate": ("fix", "repair"),
    "passport": ("renew", "collect"), "taxes": ("do", "file", "pay"), "thesis": ("finish", "submit", "hand"),
    "homework": ("do", "finish"), "insurance": ("renew", "pay"), "physio": ("see", "visit", "go"),
    "registration": ("register", "do"), "meeting": ("schedule", "arrange"),
}  # fmt: skip


_WEEK = timedelta(days=7)
_TERMS = frozenset("lease tenancy contract visa subscription trial insurance warranty probation leave permit".split())
"""What runs for a time and ends."""
_SET_OFF = frozenset("start begin leave depart land arrive".split())
"""Verbs that tell when something planned takes place."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do: ``value`` is the act, ``content`` the sentence; ``over``: it is done or off."""

    value: str
    key: str
    content: str
    due_at: datetime | None
    over: bool = False
    valid_from: datetime | None = None


def due(times: Times) -> datetime | None:
    """When it falls due."""
    begins = times.since if times.until is not None else None
    return times.by or (times.on[0] if times.on else None) or begins or times.until


def act_key(lemma: str, rest: str) -> str:
    """The form in which errands are compared: the verb and the first word of what it is about."""
    words = [word for word in re.findall(r"[\w'-]+", rest.casefold()) if word not in _PARTICLES and word not in _SMALL]
    return value_key(" ".join([lemma, *(_singular(word) for word in words[:1])]))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def duties(clause: Clause) -> Iterator[Duty]:
    """What a clause says of the speaker's duties."""
    verb, text = clause.verb, clause.object
    if clause.who is None or clause.who.kind != "self":
        yield from _thing(clause)
    elif clause.what:
        yield from _dated_thing(clause, clause.what)
    elif verb.lemma == "promise" and not verb.negated and not verb.hypothetical:
        yield from _promise(clause)
    elif verb.modal == "must":
        if verb.negated or verb.ended:
            yield from _over(verb.lemma, text)
        elif not verb.past and (_is_errand(clause) if not clause.phrases else verb.lemma not in _NO_DUTIES):
            yield _duty(verb.lemma, text, clause)
    elif verb.lemma == "say" and verb.past and clause.phrases and (match := _SAID_I_WOULD.match(text)):
        yield from _act(match["act"], clause)
    elif _is_planned(clause) or (is_change_ahead(clause) and (_lies_ahead(clause) or not clause.phrases)):
        yield _duty(verb.lemma, text, clause, planned=True)
    elif verb.lemma in ("have", "get", "book", "schedule") and not verb.hypothetical and not verb.negated:
        yield from _appointment(clause)
    if not (verb.negated or verb.modal or verb.hypothetical or verb.progressive) and (verb.past or verb.perfect):
        yield from _done(clause)


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


_NO_DUTIES = frozenset("be have say admit know mention think".split())
_SAID_I_WOULD = re.compile(r"(?:that )?i would\s(?P<act>.+)", re.IGNORECASE)
_PLANNABLE = frozenset(
    "meet see fly visit have start leave travel go move get take attend host pick join return".split()
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
    running = verb.progressive and not verb.modal and verb.lemma in _PLANNABLE
    return (helped or running) and _names_a_week(clause.times(ahead=True)) and _lies_ahead(clause)


def _names_a_week(times: Times) -> bool:
    """Whether it is said to within a week when it is to happen."""
    return times.exact or times.since is not None or (times.on is not None and times.on[1] - times.on[0] <= _WEEK)


def _lies_ahead(clause: Clause) -> bool:
    day = due(clause.times(ahead=True))
    return day is not None and day >= clause.at.replace(hour=0, minute=0, second=0, microsecond=0)


def _appointment(clause: Clause) -> Iterator[Duty]:
    """ "I have an appointment with Dr Smith on Tuesday at 3pm"."""
    match = _HAS_APPOINTMENT.match(clause.object)
    had = clause.verb.past and clause.verb.lemma == "have"
    if match is None or not clause.phrases or not _lies_ahead(clause) or had:
        return
    what = patterns.replaced(r"^(?:an?|my|the|our|another|some)\s", "", match["what"], re.IGNORECASE)
    more = head(match["more"]) if patterns.match(r"\s(?:with|at|for|to|about|in|on)\s", match["more"]) else ""
    words = f"{what} {more}".strip()
    yield _meeting(clause, words, words if more.startswith((" with ", "with ")) else what)


def _done(clause: Clause) -> Iterator[Duty]:
    """ "I have renewed my passport", "I cancelled the appointment", "I have been to the dentist"."""
    verb, text = clause.verb, clause.object
    if verb.lemma == "cancel" or (verb.lemma in ("move", "postpone", "reschedule") and "appointment" in text):
        yield from _closing(patterns.replaced(r"^(?:the|my|our|an?|that)\s", "", head(text), re.IGNORECASE))
    elif text and _may_be_done(verb) and _tells_of_an_end(verb, text):
        yield Duty("", act_key(verb.lemma, text), sentence(f"Done: {verb.lemma} {head(text)}"), None, over=True)
    elif verb.lemma == "be" and verb.perfect and (match := patterns.match(r"to\s(?P<place>(?:the|my)\s.+)", text)):
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
        content=sentence(f"{who} {helper} {about(who, words, again=True)}{_when(clause)}"),
        due_at=due(clause.times(ahead=True)),
    )


def _when(clause: Clause) -> str:
    """The due date spelled out: "by 3 May 2024", "on 3 May 2024 at 15:00"."""
    times = clause.times(ahead=True)
    day = due(times)
    if day is None:
        return ""
    if not times.exact and times.by is None and times.on is not None:
        return f" {spelled(times.on)}"
    preposition = "by" if times.by is not None and times.on is None else "on"
    clock = f" at {day:%H:%M}" if (day.hour or day.minute) and times.exact else ""
    return f" {preposition} {day.day} {day:%B %Y}{clock}"


def _act(act: str, clause: Clause) -> Iterator[Duty]:
    """From an act in words: "call Nora"."""
    first, _, rest = act.strip().partition(" ")
    lemma = base_of(first.casefold())
    if lemma is not None and (rest or lemma not in ("be", "have")):
        yield _duty(lemma, rest, clause)


def _promise(clause: Clause) -> Iterator[Duty]:
    match = patterns.match(
        r"(?P<whom>(?:my\s)?[\w' ]{1,40}?)?\s?(?:that i would|i would|to)\s(?P<act>.+)", clause.object, re.IGNORECASE
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
            yield _meeting(clause, what, what)
    else:
        yield from _act(match["act"], clause)


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


def _meeting(clause: Clause, words: str, what: str) -> Duty:
    who = clause.who.phrase if clause.who is not None else "the user"
    article = (
        ""
        if patterns.match(r"(?:the|my|our|an?|\w+'s)\s", words)
        else "an "
        if words[:1].casefold() in "aeiou"
        else "a "
    )
    said = patterns.replaced(r"^(?:the|my|our)\s", "the ", words)
    return Duty(
        value=patterns.replaced(r"^(?:the|my|our|an?)\s", "", words),
        key=_meeting_key(what),
        content=sentence(f"{who} has {article}{about(who, said, again=True)}{_when(clause)}"),
        due_at=due(clause.times(ahead=True)),
    )


def _meeting_key(what: str) -> str:
    """The form in which appointments are compared: what it is, and with whom."""
    bare, _, company = what.partition(" with ")
    names = [word for word in re.findall(r"[\w'-]+", company) if word.casefold() not in _PARTICLES | _SMALL]
    bare = patterns.replaced(r"\s(?:at|for|to|about|in|on)\s.*$", "", bare)
    return value_key(" ".join([bare, *names[:2]]))


def _over(lemma: str, rest: str) -> Iterator[Duty]:
    if rest or lemma in TASKS:
        yield Duty("", act_key(lemma, rest), sentence(f"No longer to be done: {lemma} {head(rest)}"), None, over=True)


def _closing(what: str) -> Iterator[Duty]:
    """The errands that a thing may stand for: "the passport renewal" is to renew the passport."""
    words = what.casefold().split()
    words = [word for word in words if word not in _SMALL]
    if not words or len(words) > 5:
        return
    keys = dict.fromkeys(
        [value_key(" ".join(words)), *(act_key(lemma, " ".join(words)) for lemma in _ACTIONS.get(words[-1], ()))]
    )
    if words[-1] in _ACTIONS and len(words) > 1:
        keys |= dict.fromkeys(act_key(lemma, words[-1]) for lemma in _ACTIONS[words[-1]])
    for key in keys:
        yield Duty("", key, f"The {what} is off.", None, over=True)


def _thing(clause: Clause) -> Iterator[Duty]:
    """ "The deadline for the report is Friday", "the tax return is done"."""
    what = clause.what.casefold()
    if clause.who is None and what.startswith("the "):
        yield from _dated_thing(clause, clause.what[4:], own=False)
    elif (
        clause.who is None and what.split()[-1:] and (what.split()[-1] in _ACTIONS or _OWN_APPOINTMENT.fullmatch(what))
    ):
        yield from _dated_thing(clause, what, own=False)


def _dated_thing(clause: Clause, what: str, *, own: bool = True) -> Iterator[Duty]:
    text, verb = clause.object, clause.verb
    if verb.hypothetical or verb.negated or verb.modal:
        return
    arranged = patterns.match(r"booked\b", text) is not None and bool(clause.phrases) and _lies_ahead(clause)
    closed = (verb.lemma == "be" and _CALLED_OFF.match(text) and not arranged) or (
        verb.lemma in ("get", "fall") and patterns.match(r"(?:cancell?ed|done|through)\b", text)
    )
    if closed:
        yield from _closing(what)
        return
    runs_out = verb.lemma == "run" and text.startswith("out")
    expires = verb.lemma == "expire" or runs_out or (verb.lemma == "end" and what.split()[-1] in _TERMS)
    is_due = len(what.split()) <= 5 and (expires or (verb.lemma == "be" and patterns.match(r"due\b", text) is not None))
    if not clause.phrases or not (is_due or _OWN_APPOINTMENT.fullmatch(what)):
        return
    if not _lies_ahead(clause):
        return
    moved = (verb.lemma in ("be", "get") and _MOVED.match(text)) or (
        verb.lemma in ("move", "change", "shift") and verb.past
    )
    plain = (
        verb.lemma == "be"
        and not verb.past
        and (not head(text) or patterns.match(r"(?:scheduled|set|booked|due|at|with|in|for|now)\b", text))
    )
    if (moved or plain or is_due or verb.lemma in _SET_OFF) and (own or moved or is_due or "deadline" in what):
        duty = _meeting(clause, what, what)
        whose = clause.who.possessive if clause.who is not None else "The"
        yield replace(duty, content=sentence(f"{whose} {what} is due{_when(clause)}")) if is_due else duty
