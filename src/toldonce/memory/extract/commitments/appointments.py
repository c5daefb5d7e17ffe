"""Appointments and deadlines: things with a day, that they are moved, and that they are off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.commitments.duty import PARTICLES, SMALL, Duty, act_key, due, lies_ahead, when_due
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head
from toldonce.memory.extract.sentences.wording import about, sentence
from toldonce.memory.slots import value_key

APPOINTMENT = (
    r"(?:appointment|meeting|exam|interview|flight|deadline|check-?up|surgery|operation|test"
    r"|presentation|reservation|lesson|dinner|lunch|party|concert|wedding"
    r"|consultation|call|rehearsal|recital|conference|workshop|trip|class|session|hearing|date|viewing"
    r"|inspection|audition|race|match|ceremony|graduation|webinar"
    r"|train|delivery|vaccination|scan|haircut|review|tournament|visit|due date|performance|show"
    r"|booking|doctor'?s appointment|(?:first|last) day (?:at|in|of|with) [\w' ]+|parents'? evening|(?:sports|open) day"
    r"|(?:school )?play|fair|hen(?: do)?|stag(?: do)?|prom|nativity|shower|brunch|coffee|drinks|catch-?up|jury (?:duty"
    r"|service)|prize[- ]giving)"
)
_HAS_APPOINTMENT = re.compile(
    rf"(?P<what>(?:an?|my|the|our|another|some|[\w-]+'s)\s(?:[\w'-]+\s){{0,4}}?{APPOINTMENT})\b(?P<more>.*)",
    re.IGNORECASE,
)
_OWN_APPOINTMENT = re.compile(
    rf"(?:(?:the|an?|my|our|next)\s)*(?P<what>(?:[\w'-]+\s){{0,4}}?{APPOINTMENT}s?(?:\s(?:with|for|of|to)\s[\w' -]+)?)",
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
    "registration": ("register", "do"), "meeting": ("schedule", "arrange"), "tax": ("pay",), "fees": ("pay",),
    "mortgage": ("pay",), "coursework": ("finish", "submit", "hand"),
}  # fmt: skip
_TERMS = frozenset("lease tenancy contract visa subscription trial insurance warranty probation leave permit".split())
"""What runs for a time and ends."""
_SET_OFF = frozenset("start begin leave depart land arrive".split())
"""Verbs that tell when something planned takes place."""
_OF_ONES_OWN = re.compile(
    r"(?:(?:[\w-]+\s)?(?:operation|surgery|appointment|check-?up|scan|biopsy|x-?ray)|(?:job\s)?interview|viva|funeral"
    r"|hearing|dentist|orthodontist|hygienist|optician|physio|chiropodist|mot)",
    re.IGNORECASE,
)
"""Whose it is needs no telling: "the hip operation is on 14 January", "the dentist is on Friday"."""
WHO_IS_VISITED = re.compile(r"dentist|orthodontist|hygienist|optician|physio|chiropodist", re.IGNORECASE)
_STRETCHES = frozenset(
    """
    course term school chemo treatment holiday holidays leave apprenticeship internship training semester job university
    uni college radiotherapy placement residency sabbatical
    """.split()
)
"""What begins on a day and lasts for longer."""


def appointment(clause: Clause) -> Iterator[Duty]:
    """ "I have an appointment with Dr Smith on Tuesday at 3pm"."""
    match = _HAS_APPOINTMENT.match(clause.object)
    had = clause.verb.past and clause.verb.lemma == "have"
    if match is None or not clause.phrases or not lies_ahead(clause) or had:
        return
    what = patterns.replaced(r"^(?:an?|my|the|our|another|some)\s", "", match["what"], re.IGNORECASE)
    more = head(match["more"]) if patterns.match(r"\s(?:with|at|for|to|about|in|on|from)\s", match["more"]) else ""
    words = f"{what} {more}".strip()
    yield meeting(clause, words, words if more.startswith((" with ", "with ")) else what)


def meeting(clause: Clause, words: str, what: str) -> Duty:
    """An appointment told in these words, on the day that the clause names; ``what`` it is compared by."""
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
        content=sentence(f"{who} has {article}{about(who, said, again=True)}{when_due(clause)}"),
        due_at=due(clause.times(ahead=True)),
    )


def _meeting_key(what: str) -> str:
    """The form in which appointments are compared: what it is, and with whom."""
    bare, _, company = what.partition(" with ")
    names = [word for word in re.findall(r"[\w'-]+", company) if word.casefold() not in PARTICLES | SMALL]
    bare = patterns.replaced(r"\s(?:at|for|to|about|in|on)\s.*$", "", bare)
    return value_key(" ".join([bare, *names[:2]]))


def closing(what: str) -> Iterator[Duty]:
    """The errands that a thing may stand for: "the passport renewal" is to renew the passport."""
    words = what.casefold().split()
    words = [word for word in words if word not in SMALL]
    if not words or len(words) > 5:
        return
    keys = dict.fromkeys(
        [value_key(" ".join(words)), *(act_key(lemma, " ".join(words)) for lemma in _ACTIONS.get(words[-1], ()))]
    )
    if words[-1] in _ACTIONS and len(words) > 1:
        keys |= dict.fromkeys(act_key(lemma, words[-1]) for lemma in _ACTIONS[words[-1]])
    for key in keys:
        yield Duty("", key, f"The {what} is off.", None, over=True)


def thing(clause: Clause) -> Iterator[Duty]:
    """ "The deadline for the report is Friday", "the tax return is done"."""
    what = clause.what.casefold()
    if clause.who is None and what.startswith("the "):
        yield from dated_thing(clause, clause.what[4:], own=False)
    elif (
        clause.who is None and what.split()[-1:] and (what.split()[-1] in _ACTIONS or _OWN_APPOINTMENT.fullmatch(what))
    ):
        yield from dated_thing(clause, what, own=False)


def dated_thing(clause: Clause, what: str, *, own: bool = True) -> Iterator[Duty]:
    """When a thing takes place or falls due, or that it is off; ``own``: the clause says whose it is."""
    text, verb = clause.object, clause.verb
    if verb.hypothetical or verb.negated or verb.modal:
        return
    arranged = patterns.match(r"booked\b", text) is not None and bool(clause.phrases) and lies_ahead(clause)
    closed = (verb.lemma == "be" and _CALLED_OFF.match(text) and not arranged) or (
        verb.lemma in ("get", "fall") and patterns.match(r"(?:cancell?ed|done|through)\b", text)
    )
    visited = WHO_IS_VISITED.fullmatch(what) is not None
    if closed or (visited and verb.lemma == "cancel" and not text):
        yield from closing(f"{what} appointment" if visited else what)
        return
    runs_out = verb.lemma == "run" and text.startswith("out")
    expires = verb.lemma == "expire" or runs_out or (verb.lemma == "end" and what.split()[-1] in _TERMS)
    own = own or _OF_ONES_OWN.fullmatch(what) is not None
    is_due = len(what.split()) <= 5 and (expires or (verb.lemma == "be" and patterns.match(r"due\b", text) is not None))
    begins = verb.lemma in _SET_OFF and what.split()[-1] in _STRETCHES
    named = _OWN_APPOINTMENT.fullmatch(what) or _OF_ONES_OWN.fullmatch(what)
    if not clause.phrases or not (is_due or begins or named):
        return
    if not lies_ahead(clause):
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
        what = f"{what} appointment" if WHO_IS_VISITED.fullmatch(what) else what
        duty = meeting(clause, what, what)
        whose = clause.who.possessive if clause.who is not None else "The"
        yield replace(duty, content=sentence(f"{whose} {what} is due{when_due(clause)}")) if is_due else duty
