"""What has to be done, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.paraphrases.parts import MEETING, PRACTICE, Rule
from toldonce.memory.extract.verbs import base_of

_DAY_FOLLOWS = r"(?=(?:on|at|tomorrow|next|this|today|tonight|in) ?)"


def _duty_of_a_thing(found: re.Match[str]) -> str:
    """ "My passport has to be renewed" as "I have to renew my passport"."""
    lemma = base_of(found["done"].casefold())
    return f"I have to {lemma} {found['thing']}" if lemma else found[0]


_FINITE = frozenset(
    "is are was were has have had i we get got getting be been being not am never just already all".split()
)

RULES: tuple[Rule, ...] = (
    (
        "be",
        r"^(?P<thing>(?:my|the|our) [\w ]{3,30}?) (?:has to|have to|needs? to|must) be (?P<done>\w+(?:ed|en|t|e))\b",
        _duty_of_a_thing,
    ),
    ("needs need", r"^(?P<thing>(?:my|the|our) [\w ]{3,30}?) needs? (?P<done>\w+ing)\b", _duty_of_a_thing),
    ("need", r"^i need (?P<thing>(?:my|the|our) [\w ]{3,30}?) (?P<done>\w+ed)\b", _duty_of_a_thing),
    ("owe", r"^i owe (?=(?:the|my)\b)", "I have to pay "),
    ("told", r"^i (?:have )?(?:told|assured) (?P<x>(?:my )?\w+)(?: that)? i would\s", r"I promised \g<x> to "),
    ("agreed arranged volunteered", r"^i (?:have )?(?:agreed|arranged|volunteered|offered) to\s", "I promised to "),
    ("put", r"^put me down for\s", "I have "),
    (
        "on at tomorrow next this today",
        rf"^(?:a |the |my )?(?P<x>(?:[a-z']+ ){{0,2}}?(?:{MEETING})(?: with (?:my |the )?[\w.]+(?: (?-i:[A-Z])\w+)?)?)"
        rf" {_DAY_FOLLOWS}(?!in\b)",
        r"I have a \g<x> ",
    ),
    (
        "on at tomorrow next this today",
        rf"^(?:the )?(?P<x>{PRACTICE}) (?=(?:on|at|tomorrow|next|today) )",
        r"I have a \g<x> appointment ",
    ),
    ("there", rf"^there is an? (?P<x>(?:[a-z']+ ){{0,2}}?{MEETING}) {_DAY_FOLLOWS}", r"I have a \g<x> "),
    (
        "have",
        rf"^i have (?:got )?(?:to be at )?(?:the )?(?P<x>{PRACTICE})(?:'s)? {_DAY_FOLLOWS}",
        r"I have a \g<x> appointment ",
    ),
    (
        "tickets",
        r"^(?P<i>i|we) have (?:got )?tickets (?:for|to) (?P<x>(?:an? |the )?[\w' ]+?) (?=on\b|next\b|tomorrow\b)",
        r"\g<i> will go to \g<x> ",
    ),
    (
        "submitted paid renewed sent booked done finished sorted",
        r"^(?:my |the )?(?P<x>(?!i\b|we\b|it\b|that\b|all\b|well\b)\w+(?: \w+)?) (?P<d>submitted|paid|renewed"
        r"|sent|booked"
        r"|handed in|done|finished|sorted)$",
        lambda found: found[0] if found["x"].casefold().split()[-1] in _FINITE else f"My {found['x']} is {found['d']}",
    ),
    (
        "booked",
        r"^i (?:have )?booked (?P<x>an? (?:[\w']+ )?(?:appointment|lesson|session|check-up|class|call)) (?:for )?",
        r"I have \g<x> ",
    ),
    ("be", r"^(?P<i>i|we) will be (?P<x>in|at) (?P<y>[A-Z]\w+)\b", r"I will visit \g<y>"),
    ("off", r"^(?P<i>i|we) (?:am|are) off to\s(?=the|[A-Z])", "I will go to "),
    (
        "leave head depart fly travel",
        r"^(?P<i>i|we) (?:leave|head|depart|fly|travel) (?:for|to|off to) (?P<x>[A-Z]\w+)\b",
        r"I will fly to \g<x>",
    ),
)
