"""What has to be done, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.paraphrases.parts import MEETING, NO_VERB, PRACTICE

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY_FOLLOWS = rf"(?=(?:on|at|tomorrow|next|this|today|tonight|in|{_WEEKDAY})\b)"
_SET_FOR = (
    r"(?:planned|scheduled|set|booked|fixed|pencilled in|confirmed|arranged|down|happening|coming up|taking place|going"
    r" ahead)"
)
_OCCASION = (
    rf"(?:{MEETING}|ceremony|graduation|operation|flight|trip|holiday|move|viewing|inspection|scan|treatment|chemo"
    r"|marathon|race|match|tournament|recital|play|show|reunion|funeral|baptism|christening|honeymoon|conference"
    r"|workshop|deadline|defen[cs]e|review)"
)


def _duty_of_a_thing(found: re.Match[str]) -> str:
    """ "My passport has to be renewed" as "I have to renew my passport"."""
    lemma = base_of(found["done"].casefold())
    return f"I have to {lemma} {found['thing']}" if lemma else found[0]


_FINITE = frozenset(
    "is are was were has have had i we get got getting be been being not am never just already all".split()
)


def _article(what: str) -> str:
    return what if what.casefold().startswith(("the ", "my ", "our ")) or "'s " in what else f"the {what}"


RULES: tuple[Rewording, ...] = (
    (
        "reminder note heads diary upcoming coming calendar dates date todo",
        rf"^(?:reminder|note(?: to self)?|heads-? ?up|(?:for the )?diary|upcoming|coming up|calendar|dates?|todo)"
        rf" ?[:,–—-] ?(?=[\w' -]{{2,40}}? {_DAY_FOLLOWS})",
        "",
    ),
    (
        "deadline",
        r"^(?:the )?deadline (?:for|of) (?P<x>(?:the |my |our )?[\w' -]{2,40}?) ?(?::|–|-|is)(?: on| by)? ?(?=\w)",
        r"The deadline for \g<x> is on ",
    ),
    (
        "planned scheduled set booked fixed pencilled confirmed arranged down happening coming taking going",
        rf"^(?P<x>(?:(?:the|our|my) )?(?:[\w'-]+ )?{_OCCASION}) (?:is|are|has been|have been)(?: now| all| already)?"
        rf" {_SET_FOR}(?: for| on| to be on)? (?=\w)",
        lambda found: f"I have {_article(found['x'])} on ",
    ),
    (
        "wedding",
        r"^(?P<x>(?:the|our|my) wedding) (?:is|will be|takes place|is going to be) (?=on\b|in\b|next\b|this\b)",
        r"I have \g<x> ",
    ),
    (
        "is takes",
        rf"^(?P<x>(?:(?:my|our) )?[\w-]+'s (?:[\w'-]+ )?{_OCCASION}) (?:is|takes place) {_DAY_FOLLOWS}",
        r"I have \g<x> ",
    ),
    (
        "due",
        r"^(?:the |our |my |a )?(?:baby|twins|little one|(?:first|second|third) child) (?:(?:is|are) )?due (?=\w)",
        "My due date is ",
    ),
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
        "on at tomorrow next this today monday tuesday wednesday thursday friday saturday sunday",
        rf"^(?:an? |the |my )?(?P<x>(?:[a-z'-]+ ){{0,2}}?(?:{MEETING})"
        r"(?: with (?:my |the )?[\w.]+(?: (?-i:[A-Z])\w+)?)?(?: (?:in|at) (?-i:[A-Z])\w+)?)"
        rf" {_DAY_FOLLOWS}(?!in\b){NO_VERB}",
        r"I have a \g<x> ",
    ),
    (
        "on at tomorrow next this today monday tuesday wednesday thursday friday saturday sunday",
        rf"^(?:the )?(?P<x>{PRACTICE}) (?=(?:on|at|tomorrow|next|today|{_WEEKDAY}) ){NO_VERB}",
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
