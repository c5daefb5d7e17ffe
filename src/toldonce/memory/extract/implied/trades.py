"""What somebody does for a living, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.implied.parts import JOB, STOP, Implied, of_trade

_END = (
    r"(?=\s*$|\s?[,;:.()!?–—-](?:\s|$)|\s(?:and|but|because|so|since|for|with|who|which|where|at|in|on|that"
    r"|means|takes"
    r"|keeps|leaves|makes|is|can|brings|gives|has|i|we|my|now|too|by|though|have|if|these)\b)"
)
_SINCE = r"(?P<day>(?:since|for) [\w ]{3,30})"


def _longer(found: re.Match[str]) -> str:
    return of_trade(r"I have worked as <a job> \g<day>")(found)


PRESUPPOSED: tuple[Implied, ...] = (
    (
        "work job life career role position shift shifts duties hours salary day days week time",
        r"\b(?:my|our) (?:current |day |whole |busy |own )*(?:work|job|life|career|role|position|shifts?"
        r"|duties|hours|salary"
        rf"|day job) as (?:an? )?{JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
    (
        "i we",
        rf"\b(?:as i am|since i am|because i am|given that i am|seeing as i am|being) an? {JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
)
"""What holds in a question too."""
STATED: tuple[Implied, ...] = (
    (
        "job work profession occupation trade",
        rf"\bmy (?:current |day )?(?:job|work|profession|occupation|trade) ?[,(] (?:that of |being )?(?:an? )?{JOB}"
        rf" ?[,)]",
        of_trade("I work as <a job>"),
    ),
    ("since for", rf"^(?:i am |as )?(?:an? )?{JOB} {_SINCE}(?:{_END}| i\b)", _longer),
    (
        "we us",
        r"\b(?:we|us) (?P<job>(?:[a-z-]+ ){0,2}?[a-z-]+?)s(?= (?:have|are|get|do|need|work|know|love|hate"
        r"|all|never|always|earn"
        r"|can|tend|start))",
        of_trade("I work as <a job>"),
    ),
    ("like", rf"\ban? {JOB} like (?:me|myself)\b", of_trade("I work as <a job>")),
    ("i", rf"\bi ,? (?:being )?an? {JOB} , ", of_trade("I work as <a job>")),
    (
        "am",
        rf"\bi am , (?:by \w+|you see|as you know|after all|professionally|in fact) , an? {JOB}{_END}",
        of_trade("I am <a job>"),
    ),
    ("professionally", rf"^professionally ,? ?i am an? {JOB}{_END}", of_trade("I am <a job>")),
    ("what", rf"^what i do ?: (?:an? )?{JOB}{_END}", of_trade("I work as <a job>")),
    (
        "done been",
        rf"\bas an? {JOB} ,? ?(?:and )?(?:i )?have (?:done so|been(?: one| so)?|done it|done that) {_SINCE}",
        _longer,
    ),
    (
        "i",
        rf"(?:^|[,;.] |\b(?:so|but|and|because) )i am an? {JOB}{STOP}(?! (?:at heart|in the|of))",
        of_trade("I am <a job>"),
    ),
    (
        "job profession occupation title position role work trade",
        r"^(?:my |current |present |day )*(?:job|profession|occupation|job title|position|role|line of work"
        r"|work|trade"
        rf"|day job)(?: title)?(?: now)? ?(?:is|[:=–—-]) ?(?:currently |now |an? )*{JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
    (
        "working employed earning",
        rf"^(?:currently |now )?(?:working|employed|earning my \w+) as (?:an? )?{JOB}(?: {_SINCE})?{_END}",
        lambda found: _longer(found) if found["day"] else of_trade("I work as <a job>")(found),
    ),
    (
        "living",
        rf"\bi make (?:my|a) living (?:as|by being|from being) an? {JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
)
