"""Diets that are over or gave way to another, in notes and labels, and as the reason for a request."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import DIETS

_DIETS = "|".join(sorted((re.escape(word) for word in DIETS), key=len, reverse=True))
_DIET = rf"(?P<x>{_DIETS})"
_OTHER = rf"(?P<y>{_DIETS})"
_A = r"(?:(?:my|the|a|an|being|eating|strictly|fully|going)\s)*"
_KIND_OF = r"(?: (?:diet|food|eating|lifestyle|thing|one|meals|rules))?"
_WHEN = (
    r"(?=\s*$|\s,|\s(?:last|in|on|yesterday|since|this|two|three|four|five|six|seven|a|an|some|several|because|and"
    r"|but|as"
    r"|after|now)\b)"
)
_NOW = r"(?:now|these days|nowadays)"
_SWITCHED = r"I switched from \g<x> to \g<y>"
_NO_LONGER = r"I am no longer \g<x>"
_NOW_OTHER = r"I am \g<y> now"
_AM = r"I am \g<x>"

RULES: tuple[Rewording, ...] = (
    ("before", r"^(?P<told>.*\bi am .{3,40}?) before (?:you|we) (?:plan|book|cook|suggest|order|choose|recommend|start"
     r"|answer|go on|decide|reply)\b.*$", r"\g<told>"),
    # another in its place
    (
        "exchanged swapped traded replaced given gave dropped left changed ditched switched",
        rf"^(?:i )?(?:have )?(?:just |now |finally |recently )?(?:exchanged|swapped|traded|replaced|given up|gave up"
        rf"|dropped"
        rf"|left|changed|ditched) {_A}{_DIET}{_KIND_OF} (?:for|with|to|in favour of) {_A}{_OTHER}{_KIND_OF}",
        _SWITCHED,
    ),
    ("from", rf"^(?:(?:gone|went|going|it is) )?from {_DIET} to {_OTHER}{_KIND_OF}\b.*$", _SWITCHED),
    (
        "used was",
        rf"^(?:i )?(?:used to be|was|have been) {_A}{_DIET} ?,? (?:but )?{_NOW} ?,? (?:i am )?{_A}{_OTHER}$",
        _NOW_OTHER,
    ),
    (
        "longer not",
        rf"^(?:i am )?(?:no longer|not) {_A}{_DIET}(?: any ?more)? ?,? but {_A}{_OTHER}(?: {_NOW})?$",
        _NOW_OTHER,
    ),
    ("instead", rf"^instead of {_A}{_DIET} ,? ?i am (?:now )?{_A}{_OTHER}(?: {_NOW})?$", _NOW_OTHER),
    (
        "diet",
        rf"^(?:(?:my|the|new|current) )*diet(?: update| change)? ?[:=–-] (?:now )?{_DIET}(?: {_NOW})?$",
        r"I am \g<x> now",
    ),
    (
        "diet dietary food eating meals meal",
        rf"^(?:(?:my|the) )?(?:diet|dietary|food|eating|meals?)(?: (?:type|style|habits|preferences?|restrictions?"
        rf"|requirements?|needs|changed|now))? ?[:=–-] (?:strictly |only )?{_DIET}(?: only| food)?$",
        _AM,
    ),
    ("now longer not", rf"^{_OTHER} now ?,? (?:and )?(?:no longer|not) {_DIET}(?: any ?more)?$", _NOW_OTHER),
    ("no", rf"^no more {_DIET} ?,? (?:i am )?(?:now )?{_OTHER}(?: now| from now on)?$", _NOW_OTHER),
    ("no", rf"^{_DIET} no more ?,? (?:i am )?(?:now )?{_OTHER}(?: now)?$", _NOW_OTHER),
    (
        "moved changed gone abandoned forsaken went",
        rf"^i (?:have )?(?:(?:moved|changed|gone|went) from|abandoned|forsaken) {_A}{_DIET}{_KIND_OF} (?:to|for)"
        rf" {_A}{_OTHER}",
        _SWITCHED,
    ),
    (
        "instead",
        rf"^i (?:am eating|eat|am|follow) {_A}{_OTHER}{_KIND_OF} (?:now )?instead of {_A}{_DIET}(?: now)?$",
        _NOW_OTHER,
    ),
    (
        "instead",
        rf"^instead of {_A}{_DIET} ,? ?i (?:now )?(?:eat|am eating|follow) {_A}{_OTHER}{_KIND_OF}(?: now)?$",
        _NOW_OTHER,
    ),
    (
        "here way gang",
        rf"^(?:strictly |fully )?{_DIET} (?:(?:eater|girl|boy|guy|household|person|gang)(?: here)?|over here|all the"
        rf" way)$",
        _AM,
    ),
    ("table lifestyle cooking"
        " kitchen", rf"^(?:my|our) (?:table|lifestyle|cooking|kitchen|food) is (?:strictly |all )?{_DIET}$", _AM),
    ("gone", rf"^i have (?:recently |now )?gone {_DIET}(?: (?:recently|now|lately))?$", r"I am \g<x> now"),
    ("thing", rf"^i (?:do|am doing) the {_DIET} thing$", _AM),
    ("now days nowadays", rf"^(?:and )?(?:i am )?{_DIET} {_NOW}$", r"I am \g<x> now"),
    ("since for", rf"^{_DIET} (?=(?:since|for (?:\w+ )?(?:years?|months?|weeks?))\b[^,]*$)", r"I have been \g<x> "),
    # over
    (
        "quit stopped dropped ditched done left ended off ceased finished through",
        rf"^(?:i (?:have |am )?(?:just |now |finally )?)?(?:quit|stopped|dropped|ditched|done with|through with|left"
        rf"|ended|off"
        rf"|came off|come off|ceased|finished with)(?: to be)? {_A}{_DIET}{_KIND_OF}{_WHEN}",
        r"I stopped being \g<x>",
    ),
    (
        "not longer",
        rf"^(?:i am |i do )?(?:no longer|not(?=.* any ?(?:more|longer)\b)) (?:(?:doing|eating|eat|being|on|following"
        rf"|do) )?"
        rf"{_A}{_DIET}{_KIND_OF}(?: any ?more| any longer)?{_WHEN}",
        _NO_LONGER,
    ),
    ("no over", rf"^(?:the |my )?{_DIET} (?:no more|(?:thing|phase|experiment|days?) (?:is|are) over)$", _NO_LONGER),
    (
        "forget ignore",
        rf"^(?:please |you can |you may )?(?:forget|ignore) (?:that |about )?(?:i (?:was|am|ate|eat) |my |me being "
        rf"|the )*"
        rf"{_DIET}{_KIND_OF}{_WHEN}",
        _NO_LONGER,
    ),
    # how somebody eats, told as a reason
    (
        "that this it",
        rf"^(?:[^;]{{2,60}} )?{_DIET} ?,? (?:as|because|since|for|and) (?:that|this|it) is (?:my diet|how i eat|what"
        rf" i eat"
        r"|the way i eat|all i eat)$",
        _AM,
    ),
    (
        "count describe follow keep live stick consider call",
        rf"^i (?:would )?(?:count as|describe (?:my diet|myself) as|follow|keep to|live by|stick to|consider myself"
        rf"|call myself)"
        rf" {_A}{_DIET}{_KIND_OF}{_WHEN}",
        _AM,
    ),
    ("call", rf"^you (?:could|can|may|might) call me (?:an? )?{_DIET}$", _AM),
    (
        "doctor gp dietician nutritionist",
        rf"^(?:my |the )?(?:doctor|gp|dietician|nutritionist) (?:has )?(?:put me on|moved me to) an? {_DIET}"
        rf" diet{_WHEN}",
        _AM,
    ),
    (
        "being as because since given",
        rf"^(?:being|as i am|because i am|since i am|given that i am|as an?) (?:an? )?{_DIET} ,? ?"
        r"(?=(?:i|please|no|you|we|my|could|can)\b)",
        r"I am \g<x> ; ",
    ),
)  # fmt: skip
