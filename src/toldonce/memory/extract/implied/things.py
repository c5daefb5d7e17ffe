"""Which car and which phone somebody has, told in passing: "tyre size for my Volvo V60?"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import CAR_MAKES
from toldonce.memory.extract.implied.parts import STOP
from toldonce.memory.extract.themes.belongings import kind_of

_PHONES = (
    "iphone galaxy pixel fairphone oneplus xperia zenfone moto xiaomi redmi huawei nokia motorola realme oppo nothing"
    " samsung poco honor"
)
CUES = " ".join(sorted(CAR_MAKES)) + " " + _PHONES
_WORD = r"(?:[A-Z0-9][\w.+-]*|i[A-Z]\w+|mini|pro|max|plus)"
THING = rf"(?P<x>(?-i:(?:[A-Z][\w.+-]*|i[A-Z]\w+)(?:\s{_WORD}){{0,3}}))(?!\w)"
_OWN = r"(?:my|our) (?:trusty |beloved |faithful |new |own |dear |lovely |poor |little |current |good old )*"
_NOT_OF = (
    r"(?! (?:stocks?|shares?|dealer|dealership|fan|shirt|jacket|poster|job|interview|internship|class"
    r"|teacher|account"
    r"|watch|buds|tablet|laptop|book|tab|colleagues?|boss|friend|studio)\b)"
)
_GONE = frozenset(
    """
    sold gone miss missed stolen scrapped totaled totalled traded replaced swapped dead rip wrecked former used rid
    """.split()
)
"""Words beside which a thing that is called one's own may be so no longer."""


def _have(found: re.Match[str]) -> str:
    return having(found["x"], found.string)


def having(thing: str, sentence: str) -> str:
    """The sentence that says whose it is; nothing where it is no car or phone, or may be so no longer."""
    thing = re.sub(r"\s(?:mini|pro|max|plus)$", "", thing) if thing.split()[-1] == thing.split()[0] else thing
    kind = kind_of(thing)
    if kind not in ("car", "phone") or not _GONE.isdisjoint(re.findall(r"[a-z]+", sentence.casefold())):
        return ""
    article = "an" if thing[0].casefold() in "aeiou" else "a"
    return f"I {'drive' if kind == 'car' else 'use'} {article} {thing}"


_SINCE = r"(?P<day>(?:since|for) (?:\w+ ){0,3}?(?:(?:19|20)\d\d|\w*years?|months|\d+|weeks)(?: now)?)"


def _had(found: re.Match[str]) -> str:
    said = having(found["x"], found.string)
    return f"I have had a {found['x']} {found['day']}" if said else ""


PRESUPPOSED: tuple[Rewording, ...] = (
    (CUES, rf"\b{_OWN}{THING}{_NOT_OF}", _have),
    (CUES, rf"\bthe {THING} (?:that |which )?(?:i|we) (?:now |currently |still )*(?:drive|own|have|use)\b", _have),
    (
        CUES,
        rf"\b(?:my|our) (?:car|phone|vehicle|handset|smartphone) ?[,(] ?(?:an? |the )?{THING}(?=\s?[,.;)?!]|\s*$)",
        _have,
    ),
)
"""What holds in a question too."""
STATED: tuple[Rewording, ...] = (
    (CUES, rf"^(?:i )?(?:have )?(?:had|got|owned|driven|used) (?:my |the |this |an? )?{THING} {_SINCE}{STOP}", _had),
    (CUES, rf"\b{THING} ,? (?:which |that )?(?:i have|have) (?:had|owned|driven|used)(?: it)? {_SINCE}", _had),
    (CUES, rf"^(?:i am )?on (?:an? |the )?{THING} {_SINCE}", _had),
    (
        CUES,
        r"^(?:my |the |current |present |own )*(?:car|car model|vehicle|make of car|phone|phone model|device|handset"
        rf"|smartphone|ride|wheels|model|cellular|cell|cell ?phone|mobile|mobile phone|smart phone|telephone|auto"
        rf"|automobile|(?:work|company|private|second|main|family|business|personal) (?:phone|car|mobile"
        rf"|handset))(?: model| (?:that |what |which )?i (?:drive|have|use|own))?(?: now)? ?(?:is|[:=–—-])"
        rf" ?(?:an? |the |now )*"
        rf"{THING}{STOP}",
        _have,
    ),
    (CUES, rf"^(?:proud |happy )*owner of an? {THING}{STOP}", _have),
    (CUES, rf"\bwhat (?:i|we) (?:drive|use) is (?:an? |the )?{THING}{STOP}", _have),
    (
        CUES,
        rf"\bthe {THING} (?:parked |standing )?(?:in|on|outside) (?:my|our) (?:pocket|garage|drive"
        rf"|driveway|bag|house)\b",
        _have,
    ),
    (CUES, rf"^(?:proud |happy )?{THING} (?:driver|owner|user)(?: here| reporting| since .*)?{STOP}", _have),
    (
        CUES,
        rf"\b(?:i|we) (?:possess|run|am the owner of|have in my pocket|get around in|carry) (?:an? |the"
        rf" )?{THING}{STOP}",
        _have,
    ),
    (CUES, rf"\b{THING} ,? (?:which|that) (?:i|we) (?:drive|own|have|use)\b", _have),
    (CUES, rf"\b{THING} ,? (?:and )?(?:is |it is |that is )?(?:all )?mine\b(?! (?:no longer|not))", _have),
)
POINTING = (
    r"(?:(?:and|because|as|since|for|so|,) )*(?:that|this|it|which) is (?:actually |also |just )*(?:what"
    r" (?:i|we) (?:now )?"
    r"(?:drive|have|use|own)|the (?:car|phone|one|model)(?: that)? (?:i|we) (?:drive|have|use|own|am on)"
    r"|my (?:car|phone|ride|model|handset)|what (?:my )?(?:car|phone) i (?:have|drive))(?P<day>)"
)
"""A clause that says of a thing just named that it is one's own."""
