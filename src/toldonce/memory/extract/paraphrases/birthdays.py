"""Birthdays, told by the age that somebody comes to on a day."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION

_WHOSE = rf"(?P<who>(?:my|our) {ADJECTIVE}{RELATION}(?: (?-i:[A-Z])[\w-]+)?|(?-i:[A-Z])[\w-]+)"
_COMES_TO = r"(?:turns?|am turning|is turning|will be|will turn|am going to be|is going to be)"
_DAY = r"(?=(?:on )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?-i:[A-Z])[a-z]+|(?-i:[A-Z])[a-z]+ \d{1,2}\b))"

RULES: tuple[Rewording, ...] = (
    ("turns turn turning be", rf"^{_WHOSE} {_COMES_TO} \d{{1,3}} {_DAY}", r"\g<who>'s birthday is "),
    ("turn turning be", rf"^i {_COMES_TO} \d{{1,3}} {_DAY}", "my birthday is "),
)
