"""What makes somebody ill, told by what happens when they come near it."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import NOT_A_THING

_NEAR = (
    r"(?:eat|have|touch|drink|smell|wear|use|pet|stroke|pick up|so much as look at|am near|go near|am around|come near"
    r"|get near|get stung by|am stung by|get bitten by)"
)
_BREAKS_OUT = (
    r"(?:(?:come|break|came|broke) out in (?:hives|an? (?:\w+ )?rash|spots|welts|blotches|bumps)|swell up(?: like "
    r"a \w+)?"
    r"|get (?:hives|an? (?:\w+ )?rash|all itchy|itchy all over)|go into (?:anaphylactic )?shock|can not breathe)"
)

RULES: tuple[Rewording, ...] = (
    (
        "allergy",
        r"^(?:(?:heads up|note|warning|fyi|careful|also|and) ?[:,]? )?(?:severe |bad |mild |serious |massive |huge )*"
        r"(?P<x>(?!no\b|my\b|the\b|any\b|an?\b|food\b)[\w-]+) allergy (?:here|over here)$",
        r"I am allergic to \g<x>",
    ),
    ("allergic", r"^(?:highly |very |really |severely |badly )?allergic to (?=\w)", "I am allergic to "),
    (
        "allergy allergic",
        rf"^no (?P<x>{NOT_A_THING}[\w-]+) for me ,? ?(?:because |as |since )?(?:i have an? |i am )?allerg(?:y|ic)$",
        r"I am allergic to \g<x>",
    ),
    (
        "anaphylaxis hives hospital",
        rf"^(?P<x>{NOT_A_THING}[\w-]+(?: \w+)?) (?:=|means?|equals?) (?:instant |a trip to )?(?:anaphylaxis|hives"
        rf"|hospital)\b.*",
        r"I am allergic to \g<x>",
    ),
    (
        "react",
        rf"^i react (?:really |very |so )?(?:badly|terribly|violently|strongly|severely) to (?P<x>{NOT_A_THING}[\w-]+"
        r"(?: [\w-]+)?)$",
        r"I am allergic to \g<x>",
    ),
    (
        "set sets",
        rf"^(?P<x>{NOT_A_THING}[\w-]+(?: \w+)?) sets? (?:me off (?:sneezing|wheezing|itching|coughing)|off my "
        rf"(?:allerg\w+"
        r"|asthma))$",
        r"I am allergic to \g<x>",
    ),
    (
        "intolerant",
        rf"^(?:i )?can not (?:do|have|eat|drink|handle) (?P<x>{NOT_A_THING}[\w-]+) ?,? ?(?:because |as |since )?i am"
        r" (?:\w+ )?intolerant$",
        r"I am intolerant to \g<x>",
    ),
    (
        "if when whenever time soon",
        rf"^i (?:always |immediately |instantly )?{_BREAKS_OUT} (?:if|when|whenever|every time|each time|as soon "
        rf"as) i "
        rf"(?:even )?{_NEAR} (?:any |an? |the )?(?P<x>{NOT_A_THING}[\w-]+(?: [\w-]+)?)$",
        r"I am allergic to \g<x>",
    ),
    (
        "if when whenever time soon",
        rf"^(?:if|when|whenever|every time|each time|as soon as) i (?:even )?{_NEAR} (?:any |an? |the )?"
        rf"(?P<x>{NOT_A_THING}[\w-]+(?: [\w-]+)?) ,? ?(?:i|my (?:throat|tongue|lips|face|skin|eyes))"
        rf" (?:{_BREAKS_OUT}|swells?(?: up| shut)*|closes?(?: up)?|itch(?:es)?(?: like mad)?)$",
        r"I am allergic to \g<x>",
    ),
)
