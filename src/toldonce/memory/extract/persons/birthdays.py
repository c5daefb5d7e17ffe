"""The day of the year on which somebody was born, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import DATE

_MY_BIRTHDAY = r"(?:my (?:own )?birthday|the day (?:that |on which )?i was born|when i was born|my date of birth)"


_FEASTS = {
    "christmas day": "25 December", "christmas eve": "24 December", "boxing day": "26 December",
    "the day after christmas": "26 December", "new year's eve": "31 December", "new year's day": "1 January",
    "halloween": "31 October", "valentine's day": "14 February", "april fools' day": "1 April",
    "leap day": "29 February",
}  # fmt: skip
"""Days that are told by their name, and fall on one date everywhere."""


def _told(found: re.Match[str]) -> str:
    return f"My birthday is {found['date']}{found['year'] or ''}"


REPLACED: tuple[Rewording, ...] = (
    ("congratulate", rf"^(?:you (?:can|may|should|must) |please )?congratulate me on {DATE}", _told),
    (
        "birthday born",
        r"^(?:my (?:birthday|bday) (?:is |falls |lands )(?:always )?(?:on )?|i was born on )"
        rf"(?P<feast>{'|'.join(_FEASTS)})\b",
        lambda found: f"My birthday is {_FEASTS[found['feast'].casefold()]}",
    ),
    ("older", rf"^i (?:will be|will get|get|am|turn|grow) (?:(?:one|a) year )?older (?:again )?on {DATE}", _told),
    (
        "birthday",
        r"^my birthday is in (?P<month>(?-i:[A-Z])[a-z]+), (?:on )?(?P<day>the \d{1,2}(?:st|nd|rd|th))",
        r"My birthday is \g<day> of \g<month>",
    ),
    (
        "older year",
        rf"^(?:every|each|on the|on|come) {DATE},? i (?:get|grow|turn|become|am) (?:a|another|one) year older\b.*$",
        _told,
    ),
    (
        "birthday born birth",
        rf"^(?:please |just |you can )*(?:fill in|put|enter|write|type|use|set|note|save) (?:down )?{DATE} "
        r"(?:in|for|as|into|where|under|when)\b[^.?!]{0,40}?\b(?:birthday|born|birth|dob)\b.*$",
        _told,
    ),
    (
        "birthday birth dob",
        r"^(?:for|as|under|in) (?:the |my )?(?:date of birth|birthday|dob|birth date)(?: field)?,? (?:please )?"
        r"(?:put|use"
        rf"|enter|write|fill in|type) (?:down |in )?{DATE}",
        _told,
    ),
    ("birthday birthdays", rf"^my birthdays? (?:is |are )?(?:on )?{DATE}", _told),
    (
        "birth arrived appeared born",
        r"^(?:my (?:mother|mum|mom) (?:gave birth to|had|brought) me|i (?:first )?(?:arrived|appeared|turned up) "
        r"(?:in|on)"
        rf" (?:this|the) (?:world|planet|earth)|i made my entrance)(?: into the world)? (?:on )?{DATE}",
        _told,
    ),
    (
        "happy birthday congratulate",
        r"^(?:please |do |you (?:can|may|should) )*(?:wish me (?:a )?(?:very )?happy birthday|congratulate me on my"
        rf" birthday) on {DATE}",
        _told,
    ),
    ("celebrate", rf"^(?:i|we) (?:always )?celebrate my birthday (?:on |every )+{DATE}", _told),
)
ADDED: tuple[Rewording, ...] = (
    (
        "born birth",
        rf"\b{DATE},? (?:at|to|on) (?:exactly )?the (?:very )?(?:minute|hour|day|moment) i was born\b",
        _told,
    ),
    ("birth", rf"\bmy birth certificate (?:is|says|reads) {DATE}", _told),
    (
        "birthday born birth",
        rf"\b{DATE}\b,?[^,;?]{{0,30}}?,? (?:(?:which|that|it|this) (?:is|happens to be)|that being|(?:since|as"
        r"|because|for)"
        rf" (?:that|it|this) is) {_MY_BIRTHDAY}(?!(?:'s)? (?:party|dinner|cake|present|trip|gift|card))",
        _told,
    ),
    ("birthday", rf"\b{DATE}, my birthday(?=\s*[.!?]*$|,)", _told),
    ("birthday", rf"\b(?P<my>my birthday),? (?:which|that) (?:is|falls on|comes on|is on) (?:on )?{DATE}", _told),
    (
        "born birth",
        rf"\b{DATE}, the (?:very )?(?:minute|hour|day|date|moment) (?:at|on|in) which i was born\b",
        _told,
    ),
    (
        "born birthday",
        rf"\b{DATE}\b[^;?]{{0,60}}?, (?:since|as|because|for) (?:that|it|this) is {_MY_BIRTHDAY}",
        _told,
    ),
    ("birth", rf"\b{DATE}\b[^;?,]{{0,30}} as (?:the |my )?(?:day|date) of (?:my )?birth\b", _told),
)
