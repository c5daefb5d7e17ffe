"""Habits, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import X

_CADENCE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days(?: and \w+days)?|(?:every|each)\s(?:single |other"
    r" )?\w+(?:\s(?:morning|evening|night|afternoon))?|most \w+s|on \w+days"
    r"|on weekends|at weekends|at the weekend|(?:once|twice|(?:three|four|five) times) (?:a|per) \w+"
    r"|(?:before|after) (?:breakfast|lunch|dinner|work|bed|school)|in the (?:mornings?|evenings?|afternoons?)"
    r"|first thing in the morning|before i (?:go to (?:bed|sleep)|sleep))"
)

RULES: tuple[Rewording, ...] = (
    (
        "start begin",
        r"^i (?:always |usually )?(?:start|begin) (?P<c>every|each|my) (?P<d>day|morning)s? with (?P<x>[^,]+)$",
        r"I have \g<x> every \g<d>",
    ),
    (
        "starts begins start begin",
        r"^(?:every|each|my) (?P<d>(?:\w+ )?\w*(?:day|morning|evening)s?) (?:starts?|begins?) with"
        r" (?P<x>[^,]+?)(?: for me)?$",
        lambda found: f"I have {found['x']} every {found['d'].rstrip('s')}",
    ),
    (
        "find",
        rf"^(?P<c>{_CADENCE} ,? ?)?you will (?:usually |often |always )?find me (?P<w>at|in|out in) (?P<x>the \w+)\b",
        r"I go to \g<x> \g<c>",
    ),
    ("find", rf"^(?P<c>{_CADENCE}) ,? ?you will (?:usually |often |always )?find me doing {X}$", r"my hobby is \g<x>"),
    (
        "at in out",
        rf"^(?P<c>{_CADENCE}) ,? ?i am (?:usually |always |out )*(?:at|in) (?P<x>the (?:gym|pool|garden|library"
        rf"|pub|park|allotment|track|office|studio))\b",
        r"I go to \g<x> \g<c>",
    ),
    (
        "at in out",
        rf"^i am (?:usually |always |out )*(?:at|in) (?P<x>the (?:gym|pool|garden|library|pub|park|allotment"
        rf"|track|studio)) (?P<c>{_CADENCE})",
        r"I go to \g<x> \g<c>",
    ),
    (
        "every each most on before after first once twice times in",
        rf"^(?P<c>{_CADENCE}(?: ,? ?{_CADENCE})?) ,? ?(?P<i>i|we)\s(?P<x>[^,;]+)$",
        r"I \g<x> \g<c>",
    ),
)
