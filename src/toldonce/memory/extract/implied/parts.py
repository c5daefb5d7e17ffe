"""What the implied statements are made of."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION
from toldonce.memory.extract.english.phrases import without_article

_NO_NAME = (
    r"(?!(?-i:At|In|From|To|For|Near|Of|The|My|Our|Since|As|And|But|So|With|Here|Now|Back|Around|When"
    r"|Because|By|On|I|We"
    r"|That|This|It|Does|Do|Did|Is|Are|Was|Will|Can|Has|Have|What|Which|Who|How|Why|Where|Dear|Over)\b)"
)
PLACE = rf"(?P<x>{_NO_NAME}{CAPITAL}(?:[ -]{CAPITAL}){{0,2}})(?!\w)"
FIRM = rf"(?P<x>{_NO_NAME}{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{CAPITAL}){{0,4}})(?!\w)"
WHO = rf"(?P<who>(?:my|our)\s{ADJECTIVE}{RELATION}(?:\s{CAPITAL})?)"
JOB = r"(?P<job>[a-z][a-z-]+(?:\s[a-z][a-z-]+){0,3}?)"
STOP = (
    r"(?=\s*$|\s?[,;:.()!?–—-](?:\s|$)|\s(?:and|but|because|so|since|for|with|which|who|where|if|at|in|on"
    r"|that|too|now"
    r"|right|working|living|from|based|by|here|specialis\w+)\b)"
)
SINCE = (
    r"(?:\s(?P<day>(?:since|for)\s(?:(?:about|almost|nearly|over|the last|the past|early|late)\s)?"
    r"[\w-]+(?:\s(?!and\b|but\b|so\b)[\w-]+){0,2}))?"
)
"""Since when, or for how long; nothing where it is not said."""


def of_trade(template: str) -> Callable[[re.Match[str]], str]:
    """A sentence about the group ``job``, which is said only where that is an occupation."""

    def turn(found: re.Match[str]) -> str:
        job = without_article(found["job"].strip())
        if not is_occupation(job):
            return ""
        return found.expand(template).replace("<a job>", f"{'an' if job[0] in 'aeiou' else 'a'} {job}")

    return turn
