"""Ends of particulars that are told without naming what is over: "I'm back at work", "the cast is off", "I passed the
course", "I have a boyfriend now"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.clauses.claims import Claim, Rule, says_now
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, organisation

_BACK_AT_WORK = re.compile(
    r"(?:back (?:at|to|in) (?:work|my desk|the (?:office|classroom|ward|shop))|back to the grindstone)\b", re.IGNORECASE
)
_COURSE = re.compile(
    r"(?:out of )?(?P<which>my|the|that|this|an?) (?P<what>(?:[\w-]+ ){0,2})"
    r"(?:course|class|diploma|bootcamp|training)\b"
    r"(?: (?:in|on|about) (?P<of>.+))?",
    re.IGNORECASE,
)
_GENERAL = frozenset("evening night online whole entire last final short".split())
_MEMBERSHIP = re.compile(r"(?:my|our|the) (?:\w+ )?gym (?:membership|contract|subscription)\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?:my|our) (?P<bank>[A-Z][\w&' -]*?) (?:bank )?account\b")
_MOVED_ACCOUNT = re.compile(r"(?:my|our) (?:bank |current )?accounts? (?:over )?to (?P<bank>[A-Z].*)")
_PARENTAL = re.compile(
    r"(?:out|out of (?:my|our) (?P<whose>[\w -]+?)(?:'s?)? ?(?:house|place|flat|home|basement)?)$", re.IGNORECASE
)
_OWN_PLACE = re.compile(
    r"(?:got )?(?:my|our|a) (?:very )?own (?:place|flat|apartment|home|house|studio)\b|a (?:place|flat) of my own\b"
)
_CAST = re.compile(r"(?:(?:the|my) )?(?:plaster )?(?:cast|plaster|splint|sling)$", re.IGNORECASE)
_PARTNER = re.compile(
    r"(?:got )?an? (?:new )?(?:boyfriend|girlfriend|partner|fianc[ée]e?|husband|wife)\b",
    re.IGNORECASE,
)
_SHIFT = re.compile(r"on (?P<how>days|nights|earlies|lates|day shifts?|night shifts?|shifts)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:all )?(?:of )?my (?P<language>[A-Z][a-z]+)$")


def _mine(clause: Clause) -> bool:
    return clause.who is not None and clause.who.kind == "self" and not clause.verb.hypothetical


def _done(clause: Clause) -> bool:
    """Whether the user says of what they did that they did it."""
    return _mine(clause) and not clause.what and not clause.verb.negated


def back_at_work(clause: Clause) -> Iterator[Claim]:
    """ "I'm back at work", "I went back to work on Monday"."""
    if _done(clause) and _BACK_AT_WORK.match(clause.object):
        yield Claim("leave", "", "be", "on leave", ends=True)


def leave_ended(clause: Clause) -> Iterator[Claim]:
    """ "My leave ended last week"."""
    if clause.what.casefold() in ("leave", "my leave", "sabbatical", "furlough") and not clause.verb.negated:
        yield Claim("leave", "", "be", "on leave", ends=True)


def through_with_course(clause: Clause) -> Iterator[Claim]:
    """ "I passed the welding course", "I dropped out of the course"."""
    found = _COURSE.match(clause.object) if _done(clause) else None
    if found:
        named = head(found["of"]) if found["of"] else found["what"]
        what = " ".join(word for word in named.split() if word not in _GENERAL)
        if not what and found["which"].casefold() in ("a", "an"):
            return  # "I passed a class" may be any
        yield Claim("course", what, "take", f"a course in {what}" if what else "the course", ends=True)


def cancelled(clause: Clause) -> Iterator[Claim]:
    """ "I cancelled my gym membership", "I cancelled Netflix", "I got rid of Netflix", "I closed my Monzo account"."""
    if not _done(clause):
        return
    text = patterns.replaced(r"^(?:rid of )?(?:the (?=[A-Z]))?", "", clause.object)
    if _MEMBERSHIP.match(text):
        yield Claim("gym", "", "be", "there", topic="gym", ends=True)
    elif account := _ACCOUNT.match(text):
        yield Claim("bank", account["bank"], "be", account["bank"], topic="bank", ends=True)
    elif clause.verb.lemma in ("cancel", "get", "drop", "quit", "leave", "ditch") and text[:1].isupper():
        name = organisation(text, vague=False)
        if name and name == head(text):
            yield Claim("subscription", name, "subscribe", f"to {name}", ends=True)
            yield Claim("gym", name, "be", name, topic="gym", ends=True)
            yield Claim("bank", name, "be", name, topic="bank", ends=True)


def moved_account(clause: Clause) -> Iterator[Claim]:
    """ "I moved my account to Starling"."""
    found = _MOVED_ACCOUNT.match(clause.object) if _done(clause) else None
    if found and (bank := organisation(found["bank"], vague=False)):
        yield Claim("bank", bank, "be", bank, topic="bank", change=True)


def moved_out(clause: Clause) -> Iterator[Claim]:
    """ "I moved out of my parents' house", "I have my own place now"."""
    text = clause.object
    own = clause.verb.lemma in ("have", "get", "find") and says_now(clause) and _OWN_PLACE.match(text)
    if _done(clause) and (own or (clause.verb.lemma == "move" and _PARENTAL.match(head(text)))):
        yield Claim("household", "", "live", "with others", ends=True, timeless=True)


def cast_off(clause: Clause) -> Iterator[Claim]:
    """ "The cast came off"."""
    about = clause.what or clause.subject
    if _CAST.match(about) and patterns.match(r"(?:finally |now )?off\b", clause.object) and not clause.verb.negated:
        any_of = ANY_OF.join(("broken", "fractured", "cracked"))
        yield Claim("condition", any_of, "have", "a broken bone", ends=True, who=the_user(), key=any_of)


def with_somebody(clause: Clause) -> Iterator[Claim]:
    """ "I have a boyfriend now": who has one is not single any more."""
    if _done(clause) and not clause.verb.past and _PARTNER.match(clause.object):
        yield Claim("marital_status", "single", "be", "single", ends=True, timeless=True)


def dating(clause: Clause) -> Iterator[Claim]:
    """ "I'm dating Tom"."""
    if _done(clause) and clause.verb.lemma == "date" and clause.object[:1].isupper() and not clause.verb.past:
        yield Claim("marital_status", "single", "be", "single", ends=True, timeless=True)


def on_shifts(clause: Clause) -> Iterator[Claim]:
    """ "I'm on days now"."""
    found = _SHIFT.match(clause.object) if _done(clause) and not clause.verb.past else None
    if found:
        yield Claim("work_pattern", found["how"].casefold(), "work", found["how"], change=says_now(clause))


def no_smoker(clause: Clause) -> Iterator[Claim]:
    """ "I'm a non-smoker now"."""
    if _done(clause) and patterns.match(r"a non-?smoker\b", clause.object, re.IGNORECASE):
        yield Claim("habit", "smoke", "smoke", "", type="preference", key="smoke", ends=True)


def forgotten(clause: Clause) -> Iterator[Claim]:
    """ "I've forgotten all my French"."""
    found = _LANGUAGE.match(head(clause.object)) if _done(clause) else None
    if found:
        yield Claim("language", found["language"], "speak", found["language"], ends=True)


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (back_at_work, cast_off, on_shifts, no_smoker), "go": (back_at_work,),
    "get": (back_at_work, cancelled, moved_out), "have": (moved_out, with_somebody), "find": (moved_out,),
    "end": (leave_ended,), "finish": (leave_ended, through_with_course), "run": (leave_ended,),
    "pass": (through_with_course,), "drop": (through_with_course, cancelled), "complete": (through_with_course,),
    "quit": (through_with_course, cancelled), "leave": (cancelled,), "ditch": (cancelled,), "close": (cancelled,),
    "cancel": (cancelled,), "move": (moved_account, moved_out), "transfer": (moved_account,), "come": (cast_off,),
    "date": (dating,), "forget": (forgotten,),
}  # fmt: skip
