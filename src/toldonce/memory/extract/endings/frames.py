"""A frame: a way of saying that something is over, with a place for what it is; and what frames are made of.

A frame knows an ending by its predicate ("... has lost its charm", "I have had it with ..."), never by what ends. What
ends, a liking, an act or an instruction, follows from the predicate; where that leaves it open, everything ends that
may be meant, which harms nothing that does not stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["liking", "disliking", "act", "order", "ban", "called"]
"""What ends: that it is liked, that it is disliked, that it is done, that the assistant is to do it, that it must not,
that the user is called so."""
Kinds = tuple[Kind, ...]
LIKING: Kinds = ("liking",)
DISLIKING: Kinds = ("disliking",)
ACT: Kinds = ("act",)
ORDER: Kinds = ("order",)
BAN: Kinds = ("ban",)
CALLED: Kinds = ("called",)
LIKING_OR_ACT: Kinds = ("liking", "act")
ANY_DOING: Kinds = ("liking", "act", "order")
LIFTED: Kinds = ("disliking", "ban")
RULE: Kinds = ("order", "ban")
EVERYTHING: Kinds = ("liking", "disliking", "act", "order", "ban")


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of saying that ``x`` of the pattern is over; ``cues``: words without one of which it need not be tried."""

    kinds: Kinds
    pattern: re.Pattern[str]
    cues: frozenset[str]


def frame(kinds: Kinds, cues: str, pattern: str) -> Frame:
    """The frame of a pattern that begins where a clause does."""
    return Frame(kinds, re.compile(pattern, re.IGNORECASE), frozenset(cues.split()))


HOW = (
    r"(?:(?:now|really|just|already|recently|finally|also|completely|totally|officially|actually|simply|lately|quite"
    r"|rather|pretty|very|long|since|never|even|fully|entirely|sadly|both|all|kind of|sort of|a bit|pretty much|mostly"
    r"|basically|more or less|well and truly|definitely|always|still|somehow|so|right)\s)*"
)
SPEAKER = rf"(?:(?:i|we)\s{HOW}(?:(?:have|had|am|are|was|were)\s{HOW}(?:been\s)?{HOW})?)?"
"""The speaker with an auxiliary, or nothing, as in notes."""
NOT_A_THING = (
    r"(?!\d+\b|(?:it|that|this|these|those|them|you|your|me|i|we|he|she|they|one|what|there|here|my job|who|nothing"
    r"|something|everything|his|her|their|to|so|and|an?|much|myself|in|on|at|up|out|off|first|second|third|last"
    r"|next)\b)"
)
INNER = r"(?!(?:is|are|was|were|has|have|no|not|i|we|you)\b)[\w'&-]+"
OWN = r"(?:(?:the|my|our|all|any|whole|of|doing|having|going to|going|this|that)\s)*"
THING = rf"{OWN}(?P<x>{NOT_A_THING}[\w'&-]+(?:\s{INNER}){{0,6}}?)"
HAS = r"(?:'s| is| are| has| have| was| were| will be)?"
LATELY = (
    r"(?:any ?more|any longer|these days|nowadays|now|lately|at the moment|like (?:i|it|they) (?:used to|once did|did)"
    r"|the way (?:i|it|they) (?:used to|did)|as (?:i|it|they) (?:used to|once did))"
)
NO_MORE = (
    r"(?:now|any ?more|any longer|these days|nowadays|(?:like|the way|as)"
    r" (?:i|it|they) (?:used to|once did|did before))"
)
AT_END = (
    r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|since|so|after|before|when|for|in|at|with|this|last|from)\b)"
)
FOR_ME = rf"(?: (?:for|to|with) (?:me|us)| {LATELY}| i am afraid| at all| altogether| completely| again| for good)*"
FED_UP = (
    r"(?:had (?:it|enough) (?:with|of)|had my fill of|done with|through with|finished with|over|gone (?:right |clean "
    r"|a"
    r" bit )?off|went (?:right |clean )?off|fallen (?:right )?out of love with|fell out of love with|cooled (?:off"
    r" )?on"
    r"|gone cold on|soured on|bored (?:of|with|by)|tired of|sick of|sick and tired of|fed up (?:with|of)|weary of"
    r"|lost (?:all |any |my )?(?:interest in|(?:the |my )?(?:taste|love|appetite|passion|enthusiasm|liking) (?:for"
    r"|of))"
    r"|outgrown|outgrew|grown out of|grew out of|moved on from|no longer bothered about|got bored (?:of|with)"
    r"|got (?:tired|sick) of|grown (?:tired|weary|sick) of)"
)
LIKE = (
    r"(?:like|love|enjoy|adore|fancy|crave|care (?:much )?for|care about|appreciate|get (?:any(?:thing)?|much) (?:joy"
    r" |"
    r"pleasure |enjoyment |fun )?(?:out of|from)|find (?:any )?(?:joy|pleasure) in|look forward to|rate|see the appeal"
    r" (?:of|in)|feel like|go for|want|(?:am|are|be) (?:\w+ )?(?:into|keen on|fond of|mad about|crazy about|a fan of"
    r"|a big fan of|a lover of|big on|partial to|interested in|obsessed with))"
)
PLEASE = (
    r"(?:(?:ok|okay|so|and|but|please|also|actually|right|just|from now on|now|then|oh|well|hey|alright|all"
    r" right)\s?,?"
    r"\s)*"
)
YOU_MAY = rf"{PLEASE}(?:(?:you (?:can|may|could|might|should)|feel free to|let us|go ahead and|i want you to)\s)?{HOW}"
