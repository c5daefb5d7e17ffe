"""What is told of others in the words of the speaker: "my aunt gets paid for being a vet" is read like "I get paid for
being a vet", and the plain clause is said of the aunt again."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import KIN, say
from toldonce.memory.extract.english.people import ADJECTIVE, NAME, is_name
from toldonce.memory.extract.english.verbs import FORMS, takes_form

_SOMEBODY = re.compile(
    rf"(?P<who>(?i:my|our)\s(?i:{ADJECTIVE}{KIN})(?:\s(?:,\s)?{NAME})?|{NAME}|(?i:she|he))\s(?:,\s)?(?P<verb>\w+)\s(?P<rest>.+)"
)
_OWN = {"herself": "myself", "himself": "myself", "themselves": "myself", "her": "my", "his": "my", "their": "my"}
_OWN_WORD = re.compile(rf"\b(?:{'|'.join(_OWN)})\b")
_IN_THE_FIRST = {"is": "am", "has": "have", "does": "do", "was": "was", "had": "had", "did": "did"}
_TOLD = re.compile(r"I (?P<verb>live|work|am|have|became|joined|left|moved|started)(?P<rest> .+)")
_OF_OTHERS = re.compile(r"\b(?:i|me|my|we|our|you|your)\b", re.IGNORECASE)


def of_another(text: str, plainly: Callable[[str], str]) -> str:
    """A clause about somebody else made plain by ``plainly``, which reads what speakers say of themselves; unchanged
    where it reads nothing, or more than where somebody lives and what they do."""
    found = _SOMEBODY.fullmatch(text)
    if found is None or _OF_OTHERS.search(f"{found['verb']} {found['rest']}"):
        return text
    who, verb = found["who"], _in_the_first(found["verb"].casefold())
    if not verb or not (who[:1].islower() or who.casefold() in ("she", "he") or " " in who or is_name(who)):
        return text
    said = f"I {verb} {_OWN_WORD.sub(lambda own: _OWN[own[0]], found['rest'])}"
    made = plainly(said)
    if made == said:
        return text
    told = [_TOLD.fullmatch(clause.strip()) for clause in made.split(" ; ")]
    clauses = [_said_of(who, one["verb"], one["rest"].strip()) for one in told if one is not None]
    return " ; ".join(clauses) if len(clauses) == len(told) else text


def _in_the_first(verb: str) -> str:
    """ "gets" -> "get"; a past stays as it is, and what is no form for he and she is nothing."""
    if verb in _IN_THE_FIRST:
        return _IN_THE_FIRST[verb]
    known = FORMS.get(verb)
    if known is not None and known.form == "s":
        return known.lemma
    return verb if takes_form(verb, "past") else ""


def _said_of(who: str, verb: str, rest: str) -> str:
    if verb in ("live", "work", "have"):
        return say(who, verb, rest)
    return f"{who} {'is' if verb == 'am' else verb} {rest}"
