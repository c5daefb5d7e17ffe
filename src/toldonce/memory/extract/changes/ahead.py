"""A change of home, of work or of a car that lies ahead: "we are moving to Ghent in June", "I start at Roche on 1 May".

It is planned, so it is something to do and no fact yet: what holds today holds on until the change is told as done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.english.when import Times

_WHERE = rf"(?:(?:the |a |an |our |my )?(?:[a-z-]+ (?:in|near|outside) )?{CAPITAL}|abroad\b)"
_TO = rf"(?:(?:back|over|out|up|down|away|house|home|from {CAPITAL}) )*(?:to|into) {_WHERE}"
_AT = (
    r"(?:(?:work|working|(?:my|a|the) (?:new )?(?:job|role|position|post)) )?"
    rf"(?:(?:over )?(?:at|with|for) {CAPITAL}|as an? )"
)
_MOVES = re.compile(rf"{_TO}|house\b|in (?:with|together)\b|out of {CAPITAL}", re.IGNORECASE)
_TREATMENT = (
    r"(?:(?:my|a|the|an) )?(?:[\w-]+ )?(?:chemo(?:therapy)?|radiotherapy|therapy|treatment|physio(?:therapy)?|rehab"
    r"|school|university|uni|college|course|class|classes|lessons|programme|training|leave|sabbatical|internship"
    r"|apprenticeship)\b"
)
_BEGINS = re.compile(rf"{_AT}|(?:my|a|the) new (?:job|role|position|post)\b|{_TREATMENT}", re.IGNORECASE)
_JOINS = re.compile(rf"{CAPITAL}|the [\w' ]*(?:team|firm|company)\b")
_SWITCHES = re.compile(rf"(?:jobs? )?(?:over )?(?:from {CAPITAL}[\w' ]*? )?to {CAPITAL}", re.IGNORECASE)
_TRAVELS = re.compile(rf"(?:(?:back|over|out|up|down|away|home|on holiday) )*to {_WHERE}")
_LEAVES = re.compile(rf"{CAPITAL}|(?:my|the) (?:job|post|position|firm|company)\b")
_FROM_THEN: Mapping[str, re.Pattern[str]] = {
    "live": re.compile(rf"in {_WHERE}", re.IGNORECASE),
    "work": re.compile(_AT, re.IGNORECASE),
    "be": re.compile(rf"(?:at|with|employed|working) (?:at |with |by )?{CAPITAL}|(?:a|the) new ", re.IGNORECASE),
}
""" "From 1 July I live in Ghent": what lasts, with the day from which on it will be so."""
_PLANNED: Mapping[str, re.Pattern[str]] = {
    "move": _MOVES, "relocate": _MOVES, "emigrate": _MOVES, "start": _BEGINS, "begin": _BEGINS, "join": _JOINS,
    "go": _TRAVELS, "fly": _TRAVELS, "travel": _TRAVELS, "head": _TRAVELS,
    "switch": _SWITCHES, "transfer": _SWITCHES, "leave": _LEAVES, "quit": _LEAVES,
}  # fmt: skip
"""Verbs of such a change, and what stands behind them where they tell of one."""
_BY_ITSELF = frozenset("move relocate emigrate".split())
"""Verbs that lie ahead in the progressive, though no day is named: "I am moving to Ghent"."""
_HELPED = frozenset("will shall going plan".split())


def is_change_ahead(clause: Clause) -> bool:
    """Whether a clause of the speaker's tells of such a change as planned, for a day that it names or for some day."""
    verb = clause.verb
    coming = clause.times().from_ahead
    pattern = (_FROM_THEN if coming else _PLANNED).get(verb.lemma) or _PLANNED.get(verb.lemma)
    if pattern is None or verb.past or verb.perfect or verb.negated or verb.ended or clause.what:
        return False
    if (verb.modal and verb.modal not in _HELPED) or not pattern.match(clause.object):
        return False
    if clause.phrases:
        ahead = coming or verb.progressive or bool(verb.modal) or _is_single(clause)
        return ahead and _names_a_day(clause.times(ahead=True))
    return verb.lemma in _BY_ITSELF and verb.progressive and not verb.modal and "now" not in clause.text.split()


def _names_a_day(times: Times) -> bool:
    return times.on is not None or times.by is not None or times.since is not None or times.from_ahead


def _is_single(clause: Clause) -> bool:
    """Whether the present tense speaks of one time and not of every time: "I start at Roche in May"."""
    return not clause.verb.adverbs & {"always", "often", "usually", "sometimes"} and not clause.times().lasting
