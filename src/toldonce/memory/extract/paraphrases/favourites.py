"""Favourites, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import X, singular

RULES: tuple[Rewording, ...] = (
    (
        "favourite",
        r"^favourite (?P<kind>[\w ]{2,20}?) (?P<is>is|are) (?!(?:broken|gone|missing|here|there|back|down|not|on|in|at"
        r"|out|synced|saved|available|empty|lost)\b)(?=\w)",
        r"my favourite \g<kind> \g<is> ",
    ),
    (
        "favourite",
        r"^i (?:now )?prefer (?P<x>[\w' -]{2,30}?)(?: now)?(?: (?:to|over) [\w' -]{2,30}?)?(?: now)?"
        r" as (?:my|a) favourite (?P<kind>\w+)$",
        r"my favourite \g<kind> is \g<x>",
    ),
    (
        "best most",
        r"^the (?P<kind>\w+)(?: that)? i (?:like|love|enjoy) (?:the )?(?:best|most) (?:is|are)\s",
        r"my favourite \g<kind> is ",
    ),
    ("best", r"^the best (?P<kind>\w+)(?: that)? i have ever \w+ (?:is|was|has to be)\s", r"my favourite \g<kind> is "),
    (
        "favourite",
        r"^if i (?:had|have) to (?:pick|choose|name) (?:a|my|one) favourite (?P<kind>[\w ]{2,25}?) ?[,:]? "
        r"(?:(?:it|that) (?:would be|is)|then|i would (?:pick|choose|name|go for|say))?\s?",
        r"my favourite \g<kind> is ",
    ),
    (
        "favourite",
        rf"^(?:of all(?: the)?|when it comes to|as for|among(?: all)?|out of all(?: the)?) (?P<kind>\w+) ?, "
        rf"(?:my favourite (?:is|are|has to be) (?P<y>.+)|{X} (?:is|are) my favourite)$",
        lambda found: f"my favourite {singular(found['kind'])} is {found['y'] or found['x']}",
    ),
    ("favourite", r"^as far as \w+ goe?s? , (?=.+ my favourite \w+)", ""),
    (
        "favourite",
        r"^(?:i \w+|nothing beats) (?P<x>[^,]{2,40}) , (?:it|they|that|he|she) (?:is|are) my favourite\s",
        r"\g<x> is my favourite ",
    ),
    ("favourite", r"^(?P<x>[^,]{2,40}) , (?:that|it|they) (?:is|are) my favourite\s", r"\g<x> is my favourite "),
    (
        "favourite",
        r"^(?:my )?favourite (?P<kind>[\w ]{2,25}?) ?[:=]\s(?:definitely |easily |probably |the |it is"
        r" )*(?P<x>[^,]+?)(?: ,.*)?$",
        r"my favourite \g<kind> is \g<x>",
    ),
    (
        "favourite",
        r"(?P<own>\bmy (?:\w+ |all-time )?favourite [\w ]{2,25}?) (?:remains|would (?:have to )?be|has(?: got)?"
        r" to be|must be"
        r"|is (?:without (?:a |any )?doubt|hands down|by far|easily|probably|undoubtedly))\s",
        r"\g<own> is ",
    ),
    (
        "favourite",
        r"\b(?:remains?|has become|have become|became|will always be|would (?:have to )?be|has always been|has(?:"
        r" got)? to be)"
        r" my (?=(?:\w+ )?favourite\b)",
        "is my ",
    ),
    (
        "favourite",
        r"\bis (?:hands down|by far|easily|definitely|probably|without (?:a )?doubt) my favourite\b",
        "is my favourite",
    ),
    ("choice", r"^my (?P<x>\w+) of choice is\s", r"my favourite \g<x> is "),
    ("time", r"\bmy favourite (?:time|part) of (?:the )?year\b", "my favourite season"),
)
