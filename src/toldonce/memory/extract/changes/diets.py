"""Ways of eating that gave way to another or are over, wherever in the sentence they stand.

Diets are words that are known. So of two in a sentence about the user, the one beside a word of leaving ("no longer",
"instead of", "... is over") is the old one, and the other is what holds now.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import DIET
from toldonce.memory.extract.english.lexicon import DIETS
from toldonce.memory.extract.english.people import RELATION

_CUES = " ".join(sorted({word for diet in DIETS for word in diet.casefold().split()}))
_D = re.compile(rf"\b{DIET}\b", re.IGNORECASE)
_BEING = r"(?:(?:being|eating|living|going|the|an?|my|strict|strictly|fully|years?|months?|of|as|all)\s)*"
_LEFT = re.compile(
    r"\b(?:no longer|not|from|used to be|was|were|gave up|given up|giving up|dropped|dropping|quit|quitting|stopped"
    r"|stopping|end to|instead of|rather than|in place of|after (?:a long time|many|several|long|all those|some|\w+)?"
    r"|done with|through with|left|leaving|abandoned|let|goodbye to|farewell to|out goes|out with|tired of|swapped"
    r"|exchanged|traded|replaced|for years|once|before|until recently|over|untick|bye)"
    rf" {_BEING}$",
    re.IGNORECASE,
)
"""What stands in front of the diet that is left."""
_IS_OVER = re.compile(
    r"^(?: (?:food|diet|eating|thing|phase|days|years|chapter|cookbooks?|recipes|one|kick|life|times|menu|experiment))*"
    r"(?: any ?more| any longer| go\b| out\b| no more| no longer| (?:is|are|was|were) (?:now )?(?:over|behind"
    r"|history|done"
    r"|gone|finished|out|yours|a thing|in the past)| (?:did|does) not| felt| until| before| for years| was too)",
    re.IGNORECASE,
)
"""What stands behind it."""
_TAKEN_UP = re.compile(
    r"\b(?:now|became|become|becoming|went|gone|go|going|turned|turning|am|eat|eats|eating|live|living|to|for|is|choose"
    r"|chose|took up|taken up|adopted|tick|in comes|hello|but|stayed|instead ,|these days|today|and|started|began|new"
    r"|by|so|more of an?|:|–|—|-|,|^)"
    rf" {_BEING}$|[\ue000-\ue03f] {_BEING}$|^{_BEING}$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    rf"\b(?:he|she|they|his|her|their|(?<=.)you|your|who|if|would|might|maybe|should|could|want|think\w*"
    rf"|restaurants?|place"
    rf"|caf[eé]|friends?|guests?|(?:my|our) (?:\w+ )?(?:{RELATION})(?:'s)?)\b|\?",
    re.IGNORECASE,
)
_SIMPLE = re.compile(
    r"^(?:i |we )?(?:\w+ )?(?:switched|changed|moved|went|gone|exchanged|swapped|traded)\b.*\b(?:to|for)\b"
    r"|^(?:i|we) (?:have )?(?:gave|given) up\b.*\bam\b",
    re.IGNORECASE,
)
""" "I switched from vegan to keto" is plain already."""
_MARK = re.compile("[\ue000-\ue03f]")


def _exchanged(found: re.Match[str]) -> str:
    """ "I let paleo go and became vegan in May" as "I switched from paleo to vegan in May"."""
    text = found[0]
    named = list(_D.finditer(text))
    if len({one["x"].casefold() for one in named}) != 2 or _OF_OTHERS.search(text) or _SIMPLE.match(text):
        return text
    old = [one for one in named if _LEFT.search(text[: one.start()]) or _IS_OVER.match(text[one.end() :])]
    new = [one for one in named if one not in old and _TAKEN_UP.search(text[: one.start()])]
    if len({one["x"].casefold() for one in old}) != 1 or len({one["x"].casefold() for one in new}) != 1:
        return text
    day = _MARK.search(text)
    return f"I switched from {old[0]['x']} to {new[0]['x']} {day[0] if day else ''}"


def _ended(found: re.Match[str]) -> str:
    """ "Being vegan had become a burden, so I stopped in May" as "I stopped being vegan in May"."""
    if _OF_OTHERS.search(found[0]) or len(_D.findall(found[0])) != 1:
        return found[0]
    day = _MARK.search(found[0])
    diet = found["x"] or found.groupdict().get("y")
    return f"I stopped being {diet} {day[0]}" if day else f"I am no longer {diet}"


def _begun(found: re.Match[str]) -> str:
    """ "I've dropped the fish too, fully vegan since June" as "I became vegan in June"."""
    if _OF_OTHERS.search(found[0]) or len(_D.findall(found[0])) != 1:
        return found[0]
    day = _MARK.search(found[0][found.start("x") - found.start() :])
    return f"I became {found['x']} {day[0]}" if day else f"I am {found['x']} now"


_BEGINS = (
    rf"^(?:i|we) (?:have )?(?:dropped|cut|given up|gave up|stopped|quit)\b[^;]{{2,60}}?[,;–—-]\s?(?:and |so )?"
    rf"(?:(?:now|fully|completely|strictly|properly|proper|all) )+{DIET}(?: (?:now|these days|[\ue000-\ue03f]))?$"
)
_KIND_OF = r"(?: (?:food|diet|eating|thing|lifestyle|life|way|one|menu|meals|cooking|box|flag|option|filter))?"
_ENDS = (
    rf"^(?:being|living|eating|going) (?:an? )?{DIET}{_KIND_OF} (?:no longer|(?:had|has) (?:become|turned into|grown)"
    r"|became|turned into|stopped|ceased|was (?!my|the|a (?:good|great))).*$",
    rf"^(?:i )?(?:have )?(?:just |now |finally )?(?:stopped|quit|quitted|ceased)(?: with)?"
    rf"(?: being| eating| living| going| to be)?"
    rf" (?:an? |the |strictly )?{DIET}{_KIND_OF}(?=\s?(?:[\ue000-\ue03f]|,|;|$)).*$",
    r"^(?:please |you can |just )?(?:untick|uncheck|deselect|remove|delete|strike|scratch|take|clear|switch off"
    r"|turn off)"
    rf" (?:the |my |that )?{DIET}{_KIND_OF}\b(?=.*\b(?:past|over|no longer|any ?more|form|profile|everything"
    rf"|again)\b).*$",
    rf"^i (?:have )?(?:left|put) (?:my |the |being |eating )*{DIET}{_KIND_OF} behind(?: me)?\b.*$",
    rf"^(?!.*\bor not\b).*\b{DIET}\b(?=.*\bi (?:now )?eat (?:everything|anything|whatever|normally|normal food"
    rf"|all sorts)\b).*$",
    rf"^(?:the|this|my|that) (?:whole )?{DIET}{_KIND_OF} (?:did not|has not|does not) (?:work|last|stick|suit)\b.*$",
    rf"^(?:[^:]{{2,60}}[,:;] )(?:i (?:have )?(?:stopped being|am no longer)|no longer"
    rf"|{DIET.replace('?P<x>', '?P<y>')} is"
    rf" (?:finished|over|history|done)) ?(?:{DIET})?(?: any ?more)?$",
    rf"^i was (?:an? |strictly )?{DIET} (?:until|till|up to|before)\b.*$",
    rf"^i am not the {DIET} (?:i (?:used to be|once was)|any ?more).*$",
    rf"^(?:i )?(?:have )?(?:fallen|fell|come|came) off the {DIET} wagon for good.*$",
)
RULES: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    (_CUES, r"^.*$", _exchanged),
    (_CUES, _BEGINS, _begun),
    *((_CUES, pattern, _ended) for pattern in _ENDS),
)
"""Words without one of which it need not be tried, the pattern, and what is told in full."""
