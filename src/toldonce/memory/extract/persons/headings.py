"""Facts in the form of a heading or an entry: "Nickname: Ace", "New husband: Theo", "Pet: dog, name Rex", "Age 44"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.people import ANIMAL
from toldonce.memory.extract.persons.parts import (
    AGE,
    DATE,
    NAME,
    ONE_NAME,
    PARTNER,
    PARTNER_WORDS,
    PLACE,
    PLAINLY,
    STOP,
    THEIRS,
    a,
)

_IS = r"\s?(?::|=|–|—|-(?=\s)|\bis(?: now)?\b|\bare\b)\s?"
_SIGN = r"\s?(?:[:=–—]|-(?=\s))\s?"
_NEW = r"(?P<new>(?:brand )?new|current|updated|latest)"
_ENTRY = re.compile(
    rf"(?:(?:my|our|an?|one|the) )?(?P<who>{THEIRS})(?:'s)?(?:,? (?:named|called|by the name of|whose name is|name"
    r"(?: of"
    rf"| is|:)?))?,? {NAME}(?=\s*$|\s?[,;.(&]|\sand\b)",
    re.IGNORECASE,
)


def _entries(found: re.Match[str]) -> str:
    """ "Family: brother Theo, sister Nora" as one clause each; as it stands where no entry is understood."""
    told = [
        f"My {one['who'].casefold()} is called {one['name']}"
        if one["who"].casefold() in RELATION_WORDS
        else f"I have {a(one['who'].casefold())} named {one['name']}"
        for one in _ENTRY.finditer(found["list"])
    ]
    return "; ".join(told) or found[0]


def _birthday(found: re.Match[str]) -> str:
    return f"My birthday is {found['date']}{found['year'] or ''}"


def _age(found: re.Match[str]) -> str:
    return f"I am {found['age']} years old{' now' if found['new'] or found['now'] else ''}"


REPLACED: tuple[Rewording, ...] = (
    (
        "family kids children child pet pets household siblings relatives animals",
        r"^(?:my |our |the )?(?:family|kids|children|child|pets?|household|siblings|relatives|animals)(?: members?)?"
        rf"{_SIGN}(?P<list>(?:(?:my|our|an?|one|two) )?(?:\w+ )?{THEIRS}\b.+)$",
        _entries,
    ),
    (
        "name names",
        rf"^(?:the |my )?{PLAINLY}name of (?:my |our |the )?(?P<who>(?:new )?{THEIRS}){_IS}{NAME}{STOP}",
        r"My \g<who> is called \g<name>",
    ),
    (
        "name",
        rf"^(?P<who>{THEIRS})(?:'s|s'|s)? name{_IS}{NAME}{STOP}",
        r"My \g<who> is called \g<name>",
    ),
    (
        PARTNER_WORDS,
        rf"^(?:my )?(?P<new>new )?(?P<who>{PARTNER})(?:{_SIGN}|,? (?:name|called|named)(?: is)? )(?:name(?: is)?"
        rf" )?{NAME}"
        rf"{STOP}",
        lambda found: f"My {found['who']} is called {found['name']}{' now' if found['new'] else ''}",
    ),
    (
        "name",
        rf"^(?:my )?(?:{PLAINLY}name|user ?name for this chat)\s?[=:]\s?{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "name",
        rf"^(?:first|full|real|christian|given) name (?:is )?{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "age",
        rf"^(?:my |the )?(?:(?P<new>new|current|updated) )?age(?: (?P<now>update|now|change|today))?(?:{_IS}|,? )"
        r"(?:now"
        rf" |is now )?{AGE}(?: years?(?: old| of age)?)?{STOP}",
        _age,
    ),
    (
        "birthday dob birth born birthdate",
        rf"^(?:my )?(?:birthday|dob|birth ?date|date of (?:my )?birth|birth)(?: (?:is )?(?:on )?|{_IS})(?:on )?{DATE}",
        _birthday,
    ),
    (
        "hometown town birth birthplace native origin",
        rf"^(?:my |the )?(?:home ?town|place of birth|birth ?place|native (?:place|town|city|village)|town of origin"
        rf"|place of origin)(?:{_IS}|\s){PLACE}{STOP}",
        r"My home town is \g<place>",
    ),
    (
        "nickname nick alias moniker aka known call address pet short preferred nicknames",
        rf"^(?:my |the |a )?(?:(?:{_NEW} )?(?:nickname|nick|alias|moniker|pet name|short name|preferred name|call"
        r" name)(?:s|(?: for me)? from now on| now| at \w+)?|how (?:to|you should) (?:address|call) me|what (?:to|you"
        r" should) call me|(?:address|call) me(?: as)?(?= ?[:=])|(?:(?:change|update|correct) )(?:how|what) (?:you|to)"
        r" (?:address|call) me(?: to)?|(?:change|update|set|make) my nick ?name(?: to| from \w+ to)?)"
        rf"(?:{_IS}|\s(?:is )?){ONE_NAME}(?=\s*[.!?]*$|\s?[,;.)]|\s(?:please|now|and|use|from)\b)",
        r"Call me \g<name>",
    ),
    ("aka known", rf"^(?:aka|a\.k\.a\.|also known as) {ONE_NAME}{STOP}", r"Call me \g<name>"),
)
_CASUAL_BIRTH = r"(?=\s*[.!?]*$|,? (?:and|so|but|if|for|in case|year|which|making|please|thanks)\b|\s?[,;:]\s)"
NOTES: tuple[Rewording, ...] = (
    # without the subject, as people write notes
    ("born", rf"^born (?:on )?{DATE}{_CASUAL_BIRTH}", _birthday),
    (
        "born raised bred grew",
        rf"^(?:born (?:and|&) (?:raised|bred|brought up|grew up)|raised|brought up|grew up) in {PLACE}"
        r"(?=\s*[.!?]*$|\s?[,;:]|\s(?:and|but|so|lol|with|by)\b)(?!,? (?:he|she|they|it|[A-Z]))",
        r"I grew up in \g<place>",
    ),
    ("born raised", rf"^born in {PLACE},? (?:and )?(?:raised|bred|brought up|grew up) (?:there|here)\b",
     r"I grew up in \g<place>"),
    (
        "originally orig from",
        rf"^(?:orig(?:inally)?,? from {PLACE}|from (?P<there>(?-i:[A-Z])\w+),? orig(?:inally)?)"
        r"(?=\s*[.!?]*$|,? (?:and|but|so|lol|now|if)\b)",
        lambda found: f"I am from {found['place'] or found['there']} originally",
    ),
    (
        "dating seeing courting engaged",
        rf"^(?:(?:now|currently|happily|still|just|been) )*(?P<how>dating|seeing|engaged to) {ONE_NAME}"
        r"(?=\s*[.!?]*$|\s?[,;:]|\s(?:now|for|since|and|these|at|again|but|who)\b)",
        r"I am dating \g<name>",
    ),
    (
        "with since for",
        rf"^with {ONE_NAME} (?=(?:since (?:\d{{4}}|[A-Z]\w+ \d{{4}}|school|college)|for (?:\w+ )?(?:years|months))\b)",
        r"I am together with \g<name> ",
    ),
    (
        "put sold lost buried rehomed",
        r"^(?:sadly,? )?(?P<did>had to (?:put|let|have)|lost|buried|rehomed|said goodbye to) (?P<rest>(?:my |our )?"
        rf"(?:{ANIMAL} )?{ONE_NAME}\b)",
        r"I \g<did> \g<rest>",
    ),
)  # fmt: skip
"""Notes about the speaker; each asks for a name or a day and for the end of the clause, so that a line about somebody
in a book is not taken for one."""
