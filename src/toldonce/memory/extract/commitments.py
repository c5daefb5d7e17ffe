"""What somebody has to do, by when, and that it is done, cancelled or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from toldonce.memory.extract import patterns
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.phrases import head, name_at, trimmed
from toldonce.memory.extract.verbs import FORMS, base_of
from toldonce.memory.extract.when import Times
from toldonce.memory.extract.wording import about, sentence
from toldonce.memory.slots import value_key

_PARTICLES = frozenset(
    "in up out off back away down over on to for with from into at about by of around through as than".split()
)
_SMALL = frozenset(
    "a an the my our his her their your its some any this that these those new old big next first last all both another it him them me us you".split()
)
_TASKS = frozenset(
    """
    renew submit send pay book buy order call email return finish complete pick drop visit see take fix repair hand file sign
    schedule cancel write prepare clean print register apply apply post mail meet ring phone contact reply answer collect deliver
    bring give pack water feed wash install update review read study make get organise organize arrange confirm reserve transfer
    upload invite ask tell check sell donate move paint build do hire go attend fill replace
    """.split()
)
"""Verbs of errands; only these can tell that one is done."""
_APPOINTMENT = (
    r"(?:appointment|meeting|exam|interview|flight|deadline|check-?up|surgery|operation|test|presentation|reservation|lesson|dinner|lunch|party|concert|wedding"
    r"|consultation|call|rehearsal|recital|conference|workshop|trip|class|session|hearing|date|viewing|inspection|audition|race|match|ceremony|graduation|webinar"
    r"|train|delivery|vaccination|scan|haircut|review|tournament|visit|due date|performance|show|booking|doctor'?s appointment)"
)
_HAS_APPOINTMENT = re.compile(
    rf"(?P<what>(?:an?|my|the|our|another|some)\s(?:[\w'-]+\s){{0,4}}?{_APPOINTMENT})\b(?P<more>.*)", re.IGNORECASE
)
_OWN_APPOINTMENT = re.compile(
    rf"(?:(?:the|an?|my|our|next)\s)*(?P<what>(?:[\w'-]+\s){{0,4}}?{_APPOINTMENT}(?:\s(?:with|for|of)\s[\w' -]+)?)",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"(?:been\s|got\s|now\s)?(?:moved|rescheduled|postponed|pushed(?: back)?|brought forward|changed|shifted|put off|delayed|pulled forward)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"(?:been\s|now\s|already\s|finally\s)*(?:cancell?ed|called off|off|done|finished|taken care of|sorted|complete|completed|over|paid|sent|submitted|booked|handed in|dealt with|no longer needed|history)\b",
    re.IGNORECASE,
)
_ACTIONS = {
    "renewal": ("renew",), "booking": ("book",), "order": ("order",), "call": ("call", "phone", "ring"), "appointment": ("see", "visit", "go", "book"), "pick-up": ("pick",),
    "pickup": ("pick",), "application": ("submit", "send", "finish", "file"), "bill": ("pay",), "invoice": ("send", "pay"), "inspection": ("take", "book"), "return": ("hand", "file", "submit", "do"),
    "returns": ("file", "submit", "do"), "slides": ("finish", "prepare", "send"), "report": ("finish", "submit", "send", "write"), "presentation": ("finish", "prepare"), "books": ("return",), "book": ("return",),
    "tickets": ("book", "buy"), "form": ("fill", "submit", "send"), "payment": ("pay", "make"), "rent": ("pay",), "repair": ("fix", "repair"), "essay": ("finish", "submit", "write"), "visit": ("visit",),
    "cake": ("order", "bake", "buy"), "keys": ("pick", "collect"), "gate": ("fix", "repair"), "registration": ("register", "do"), "meeting": ("schedule", "arrange"),
}  # fmt: skip


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
    return times.by or (times.on[0] if times.on else None) or times.until


def act_key(lemma: str, rest: str) -> str:
    """The form in which errands are compared: the verb and the first word of what it is about."""
    words = [word for word in re.findall(r"[\w'-]+", rest.casefold()) if word not in _PARTICLES and word not in _SMALL]
    return value_key(" ".join([lemma, *(_singular(word) for word in words[:1])]))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def duties(clause: Clause) -> Iterator[Duty]:
    """What a clause says of the speaker's duties."""
    who, verb = clause.who, clause.verb
    if who is None or who.kind != "self":
        yield from _thing(clause)
        return
    if clause.what:
        yield from _appointment(clause)
        return
    text = clause.object
    times = clause.times(ahead=True)
    if verb.lemma == "promise" and not verb.negated and not verb.hypothetical:
        yield from _promise(clause, text, times)
    elif verb.modal == "must" and (verb.negated or verb.ended):
        yield from _over(verb.lemma, text)
    elif verb.modal == "must" and not verb.past:
        if clause.phrases and verb.lemma not in ("be", "have", "say", "admit", "know", "mention"):
            yield _duty(verb.lemma, text, times, clause)
    elif verb.modal in ("will", "going", "plan", "shall") and not verb.negated and not verb.past:
        if (
            clause.phrases
            and due(times) is not None
            and due(times) > clause.at.replace(hour=0, minute=0)
            and verb.lemma not in ("be", "have", "need", "try", "think", "let", "turn", "know")
            and times.exact
        ):  # type: ignore[operator]
            yield _duty(verb.lemma, text, times, clause, planned=True)
    elif (
        verb.lemma == "say"
        and verb.past
        and (match := patterns.match(r"(?:that )?i would\s(?P<act>.+)", text, re.IGNORECASE))
    ):
        if clause.phrases:
            yield from _words(match["act"], times, clause)
    elif verb.lemma in ("have", "get", "book", "schedule") and not verb.negated and not verb.hypothetical:
        match = _HAS_APPOINTMENT.match(text)
        if (
            match
            and clause.phrases
            and due(times) is not None
            and due(times) >= clause.at.replace(hour=0, minute=0, second=0, microsecond=0)
            and not (verb.past and verb.lemma in ("have",))
        ):  # type: ignore[operator]
            what = patterns.replaced(r"^(?:an?|my|the|our|another|some)\s", "", match["what"], flags=re.IGNORECASE)
            more = head(match["more"]) if patterns.match(r"\s(?:with|at|for|to|about|in|on)\s", match["more"]) else ""
            yield _meeting(clause, f"{what} {more}".strip(), what, times)
    elif (
        verb.progressive
        and not verb.past
        and not verb.negated
        and clause.phrases
        and verb.lemma
        in (
            "meet",
            "see",
            "fly",
            "visit",
            "have",
            "start",
            "leave",
            "travel",
            "go",
            "move",
            "get",
            "take",
            "attend",
            "host",
            "pick",
            "join",
            "return",
        )
    ):
        if times.exact and due(times) is not None and due(times) > clause.at:  # type: ignore[operator]
            yield _duty(verb.lemma, text, times, clause, planned=True)
    if (
        not verb.negated
        and not verb.modal
        and not verb.hypothetical
        and (verb.past or verb.perfect)
        and verb.lemma in _TASKS
        and text
        and not verb.progressive
    ):
        if verb.lemma == "cancel" or (verb.lemma in ("move", "postpone", "reschedule") and "appointment" in text):
            yield from _cancelled(text)
        else:
            yield Duty(
                "", act_key(verb.lemma, text), f"The user has done it: {verb.lemma} {head(text)}.", None, over=True
            )
    elif verb.lemma == "be" and verb.perfect and (match := patterns.match(r"to\s(?P<place>the\s.+|my\s.+)", text)):
        for lemma in ("see", "visit", "go"):
            yield Duty("", act_key(lemma, match["place"]), "The user has been there.", None, over=True)


def _duty(lemma: str, rest: str, times: Times, clause: Clause, *, planned: bool = False) -> Duty:
    words = _act_words(lemma, rest)
    who = clause.who.phrase if clause.who is not None else "the user"
    helper = "plans to" if planned else "has to"
    when = _when_words(clause)
    return Duty(
        value=patterns.replaced(r"\b(?:my|our)\b", "the", words),
        key=act_key(lemma, rest),
        content=sentence(f"{who} {helper} {about(who, words, again=True)}{when}"),
        due_at=due(times),
    )


def _when_words(clause: Clause) -> str:
    """The due date spelled out: "by 3 May 2024", "on 3 May 2024 at 15:00"."""
    times = clause.times(ahead=True)
    day = due(times)
    if day is None:
        return ""
    preposition = "by" if times.by is not None and times.on is None else "on"
    clock = f" at {day:%H:%M}" if (day.hour or day.minute) and times.exact else ""
    if not times.exact and times.by is None:
        return f" {times.text}"
    return f" {preposition} {day.day} {day:%B %Y}{clock}"


def _act_words(lemma: str, rest: str) -> str:
    return trimmed(f"{lemma} {head(rest)}")


def _words(act: str, times: Times, clause: Clause) -> Iterator[Duty]:
    """From an act in words: "call Nora"."""
    first, _, rest = act.strip().partition(" ")
    lemma = base_of(first.casefold())
    if lemma is not None and (rest or lemma not in ("be", "have")):
        yield _duty(lemma, rest, times, clause)


def _promise(clause: Clause, text: str, times: Times) -> Iterator[Duty]:
    match = patterns.match(
        r"(?P<whom>(?:my\s)?[\w' ]{1,40}?)?\s?(?:that i would|i would|to)\s(?P<act>.+)", text, re.IGNORECASE
    )
    if match is None:
        return
    act, whom = match["act"], (match["whom"] or "").strip()
    if whom and whom.casefold() not in ("you", "myself"):
        act = patterns.replaced(r"\b(?:him|her|them)\b", whom, act)
    yield from _words(act, times, clause)


def reminders(text: str, clause: Clause) -> Iterator[Duty]:
    """ "Remind me to call Nora on Sunday", "do not let me forget to"; ``clause`` carries the times of the sentence."""
    match = _REMIND.match(text)
    if match is None:
        return
    act = match["act"]
    times = clause.times(ahead=True)
    if match["about"]:
        what = head(act)
        if what and len(what.split()) <= 8:
            yield _meeting(clause, what, what, times)
    else:
        yield from _words(act, times, clause)


_REMIND = re.compile(
    r"(?:(?:please|so|and|also|ok|hey|just|could you|can you|would you|will you|i need you to|i want you to|i would like you to|you should)\s(?:,\s)?(?:please\s)?)*"
    r"(?:remind me|do not let me forget|make sure (?:that )?i (?:do not forget|remember)|help me remember|i (?:must|should|can) not forget|do not forget(?: that)? i (?:have|need)|i need to remember|note to self : i have)\s"
    r"(?:,\s)?(?:(?:to|that i (?:have|need) to|i (?:have|need) to)\s|(?P<about>about|of|that)\s(?!i\b))(?P<act>.+)",
    re.IGNORECASE,
)


def _meeting(clause: Clause, words: str, what: str, times: Times) -> Duty:
    who = clause.who.phrase if clause.who is not None else "the user"
    article = "" if patterns.match(r"(?:the|my|an?)\s", words) else "an " if words[:1].casefold() in "aeiou" else "a "
    said = patterns.replaced(r"^(?:the|my|our)\s", "the ", words)
    return Duty(
        value=patterns.replaced(r"^(?:the|my|our|an?)\s", "", words),
        key=value_key(patterns.replaced(r"\s(?:with|at|for|to|about|in|on)\s.*$", "", what)),
        content=sentence(f"{who} has {article}{about(who, said, again=True)}{_when_words(clause)}"),
        due_at=due(times),
    )


def _over(lemma: str, rest: str) -> Iterator[Duty]:
    if rest or lemma in _TASKS:
        yield Duty("", act_key(lemma, rest), f"The user no longer has to {lemma} {head(rest)}.", None, over=True)


def _cancelled(text: str) -> Iterator[Duty]:
    what = patterns.replaced(r"^(?:the|my|our|an?|that)\s", "", head(text), flags=re.IGNORECASE)
    if what:
        yield from _closing(what)


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


def _appointment(clause: Clause) -> Iterator[Duty]:
    """ "My dentist appointment is on Tuesday", "... was moved to Friday", "... is cancelled"."""
    yield from _dated_thing(clause, clause.what)


def _thing(clause: Clause) -> Iterator[Duty]:
    """ "The deadline for the report is Friday", "the tax return is done", "there is a meeting on Monday"."""
    if clause.who is not None:
        return
    what = clause.what
    if (
        what == "there"
        and clause.verb.lemma == "be"
        and (match := _HAS_APPOINTMENT.match(clause.object))
        and clause.phrases
    ):
        times = clause.times(ahead=True)
        if due(times) is not None and due(times) >= clause.at:  # type: ignore[operator]
            return  # nobody says that it is the speaker's
    if what.casefold().startswith("the "):
        yield from _dated_thing(clause, what[4:], own=False)


def _dated_thing(clause: Clause, what: str, *, own: bool = True) -> Iterator[Duty]:
    text, verb = clause.object, clause.verb
    if verb.hypothetical or verb.negated or verb.modal:
        return
    closed = (verb.lemma == "be" and _CALLED_OFF.match(text)) or (
        verb.lemma in ("get", "fall") and patterns.match(r"(?:cancell?ed|done|through)\b", text)
    )
    if closed:
        yield from _closing(what)
        return
    match = _OWN_APPOINTMENT.fullmatch(what)
    if match is None or not clause.phrases:
        return
    times = clause.times(ahead=True)
    day = due(times)
    if day is None or day < clause.at.replace(hour=0, minute=0, second=0, microsecond=0):
        return
    moved = (verb.lemma in ("be", "get") and _MOVED.match(text)) or (
        verb.lemma in ("move", "change", "shift") and verb.past
    )
    plain = (
        verb.lemma == "be"
        and not verb.past
        and (not head(text) or patterns.match(r"(?:scheduled|set|booked|due|at|with|in|for|now)\b", text))
    )
    if (moved or plain or verb.lemma == "start") and (own or moved or "deadline" in what or "due" in what):
        yield _meeting(clause, match["what"], match["what"], times)


_ = (name_at, FORMS)
