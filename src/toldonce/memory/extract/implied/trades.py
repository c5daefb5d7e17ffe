"""What somebody does for a living, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.implied.parts import JOB, STOP, of_trade

_END = (
    r"(?=\s*$|\s?[,;:.()!?–—-](?:\s|$)|\s(?:and|but|because|so|since|for|with|who|which|where|at|in|on|that"
    r"|means|takes"
    r"|keeps|leaves|makes|is|can|brings|gives|has|i|we|my|now|too|by|though|have|if|these)\b)"
)
_SINCE = r"(?P<day>(?:since|for) [\w ]{3,30})"


def _longer(found: re.Match[str]) -> str:
    return of_trade(r"I have worked as <a job> \g<day>")(found)


PRESUPPOSED: tuple[Rewording, ...] = (
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
STATED: tuple[Rewording, ...] = (
    (
        "job work profession occupation trade",
        rf"\bmy (?:current |day )?(?:job|work|profession|occupation|trade) ?[,(] (?:that of |being )?(?:an? )?{JOB}"
        rf" ?[,)]",
        of_trade("I work as <a job>"),
    ),
    ("since for", rf"^(?:i am |as )?(?:an? )?{JOB} {_SINCE}(?:{_END}| i\b)", _longer),
    (
        "as",
        rf"(?:^|\b(?:and|but|because|you know|well|so|,) )as an? {JOB} ,? ?(?:i|my|we) (?!(?:was|had|worked|used|did"
        rf"|went|would"
        r"|hated|loved|learned|earned|started|could|might|will)\b)",
        of_trade("I work as <a job>"),
    ),
    (
        "being",
        rf"^being an? {JOB} (?:means|keeps me|leaves me|takes|brings me|makes me)\b(?=.*\b(?:i|my|me|we|our|so)\b)",
        of_trade("I work as <a job>"),
    ),
    (
        "working fellow tired busy humble practising qualified hard-working",
        rf"\b(?:question|advice|request|greetings|hello|news|thoughts|complaint|cry for help) from an?"
        rf" (?:(?:working|fellow|tired|busy|humble|practising|qualified|hard-working|poor) )+{JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
    (
        "what",
        rf"\bwhat i (?:do|am)(?: for a living| all day| for work| these days| professionally)? is (?:i am |work as "
        rf"|being )?"
        rf"(?:an? )?{JOB}(?:{_END}| basically\b)",
        of_trade("I work as <a job>"),
    ),
    (
        "that which",
        rf"\ban? {JOB} ,? ?(?:and |but |because )*(?:that|which) is (?:exactly |actually |now "
        rf"|just )*(?:what i (?:am|do(?: for"
        r" (?:a living|work))?|became)|my (?:job|trade|profession|work|calling)|how i (?:earn|make|pay))(?! (?:not"
        r"|no))",
        of_trade("I work as <a job>"),
    ),
    ("why", rf"\bwhy (?:i|we) (?:became|am|work as) an? {JOB}{_END}", of_trade("I work as <a job>")),
    (
        "pay bills bread money living keep wage crust rent",
        r"\bi (?:now |currently )?(?:pay (?:the|my) (?:bills|rent)|earn my (?:bread|money|keep|wage|crust|rent)"
        r"|get paid|am paid"
        rf"|make my money|put food on the table) (?:as|by being|being|by working as|working as|to be) an? {JOB}{_END}",
        of_trade("I work as <a job>"),
    ),
    (
        "card badge door contract business nameplate",
        r"\b(?:my|the) (?:business |name )?(?:card|badge|door|contract|nameplate|payslip|tax return"
        r"|uniform)s? (?:says?|reads?) ?:? ?"
        rf"(?:an? )?'?{JOB}'?{_END}",
        of_trade("I work as <a job>"),
    ),
    (
        "trade profession training day occupation",
        rf"^(?:an? )?{JOB} by (?:trade|profession|day|occupation){_END}",
        of_trade("I work as <a job>"),
    ),
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
