"""What is told before the main clause: "Having been raised in Ghent, I ...", "As the mother of Max, I ..."."""

from __future__ import annotations

from toldonce.memory.extract.persons.parts import NAME, PLACE, STOP, Rule

_I = r"(?=(?:i|we|my|our|it|there|nothing|rain|hills|one)\b)"
_VERY = r"(?:(?:just|right|mostly|originally|entirely|partly|myself|as i was|as i did|as i do) )*"

REPLACED: tuple[Rule, ...] = (
    (
        "having",
        rf"^having (?:grown up|been (?:born and )?(?:raised|brought up|bred)|spent my (?:childhood|youth)) {_VERY}in"
        rf" {PLACE}, "
        rf"{_I}",
        r"I grew up in \g<place>; ",
    ),
    ("having", rf"^having been born in {PLACE}, {_I}", r"I was born in \g<place>; "),
    (
        "growing raised born brought grown",
        rf"^(?:growing up|raised|brought up|born and (?:raised|bred|brought up)) {_VERY}in {PLACE}, {_I}",
        r"I grew up in \g<place>; ",
    ),
    ("born", rf"^born in {PLACE}, (?=(?:i|my)\b)", r"I was born in \g<place>; "),
    (
        "being coming hailing",
        rf"^(?:being|coming|hailing) {_VERY}from {PLACE}, {_I}",
        r"I am from \g<place> originally; ",
    ),
    (
        "kid child boy girl youngster teenager",
        r"^(?:as|when i was) a (?:small |little |young )?(?:kid|child|boy|girl|youngster),? (?:i|we) lived in"
        rf" {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "child kid boy girl",
        rf"^i was a (?:small |little )?(?:child|kid|boy|girl) in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "mother father mum mom dad parent",
        rf"^(?:as|being) (?:the |a )?(?:proud |single |new )?(?:mother|father|mum|mom|dad|parent) (?:of|to) {NAME},"
        rf" {_I}",
        r"My child is called \g<name>; ",
    ),
    (
        "having",
        r"^having been (?P<what>(?:an? |with |at |in |married |allergic |on )[^,;]{2,40}?) (?P<for>for [\w ]{2,25}),"
        r" (?=i\b)",
        r"I was \g<what> \g<for>; ",
    ),
    (
        "hometown town born raised",
        rf"^{PLACE}, where i (?P<did>was born|grew up|was born and raised|was raised|was brought up|come from|am from"
        r"|went to school), ",
        lambda found: (
            f"I {found['did']}{'' if found['did'].endswith('from') else ' in'} {found['place']}; {found['place']} "
        ),
    ),
)
ADDED: tuple[Rule, ...] = (
    (
        "hometown town",
        rf"\b(?:visit(?:ing)?|to|in|from|through|love|miss|see|near) {PLACE},? (?:(?:which|that) is )?my (?:old )?"
        r"(?:home ?town"
        rf"|birthplace|native (?:town|city)){STOP}",
        r"My home town is \g<place>",
    ),
    (
        "grew born raised brought",
        rf"\b(?:visit(?:ing)?|to|in|from|through|love|miss|see|near|past) {PLACE}, (?:the (?:town|city|village"
        r"|place) )?where i"
        rf" (?P<did>grew up|was born|was raised|was brought up)(?=\s*[.!?]*$|,| and\b)",
        r"I \g<did> in \g<place>",
    ),
    (
        "grew",
        rf"\b{PLACE}\b[^;.?]{{0,40}}?,? (?:and |because |since |as |for )?i (?:grew up|was raised|was brought up)"
        r" there\b",
        r"I grew up in \g<place>",
    ),
)
