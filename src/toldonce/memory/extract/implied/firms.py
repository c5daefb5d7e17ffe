"""For whom somebody works, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.implied.parts import FIRM, SINCE, STOP

_WORK = (
    r"(?:(?:now |currently |still |also |actually )*(?:work|am employed|am working|earn my \w+|have (?:my|a) "
    r"(?:job|desk|office))|have (?:now |long )?(?:worked|been working|been employed))\b"
)
_WITH = (
    r"(?:boss|bosses|manager|supervisor|colleagues?|coworkers?|co-workers?|workmates?|team|team lead|office"
    r"|desk|shifts?|job"
    r"|work|role|position|post|contract|salary|employment|commute|probation|payslip|paycheck|line manager)"
)
_FIRM = r"(?:employer|company|firm|workplace|place of work|place of employment|business|organisation|office)"


_AND = r"(?:(?:and|so|now|currently|still|also|mostly|usually|again|at the moment)\s)*"


def _work(found: re.Match[str]) -> str:
    day = found["day"]
    return f"I have worked at {found['x']} {day}" if day else f"I work at {found['x']}"


PRESUPPOSED: tuple[Rewording, ...] = (
    (
        "where",
        rf"(?<!\w)(?<!live in )(?<!living in )(?<!lives in )(?<!moved to )(?<!based in ){FIRM} ?,? ?\(? ?where"
        rf" (?:i|we) {_WORK}{SINCE}",
        _work,
    ),
    ("which who", rf"(?<!\w){FIRM} ?,? (?:which|who) (?:employs?|pays?) me{SINCE}", _work),
    ("for", rf"(?<!\w){FIRM} ?,? (?:for|at) (?:whom|which|who) (?:i|we) {_WORK}{SINCE}", _work),
    (
        _FIRM.strip("(?:)").replace("|", " "),
        rf"(?<!\w){FIRM} ?[,(] ?my (?:current |present |new )*{_FIRM}(?P<day>)(?=\s?[,.;)]|\s*$)",
        _work,
    ),
    (
        f"{_FIRM.strip('(?:)').replace('|', ' ')} place outfit",
        rf"\b(?:my (?:current |present )?{_FIRM}|the (?:{_FIRM}|place|outfit) (?:that |where )?i {_WORK}(?:"
        rf" for| at| with)?) ?[,(] ?"
        rf"(?:that is |namely |called )?{FIRM}(?P<day>)(?=\s?[,.;)]|\s*$)",
        _work,
    ),
    (
        "work job",
        rf"\b(?:at|from|to|my) (?:my )?(?:work|job) ?\( ?(?:that is |it is |at )?{FIRM}(?P<day>) ?\)",
        _work,
    ),
    (
        "my our",
        rf"\b(?:my|our) (?:current |new |day |full-time |part-time |line )*{_WITH} (?:over |here |down"
        rf" )?(?:at|with) {FIRM}"
        r"(?P<day>)(?! (?:is over|ended|has ended|was|ran out|finished))",
        _work,
    ),
)
"""What holds in a question too."""
STATED: tuple[Rewording, ...] = (
    ("we us here", rf"^(?:here |over here )?(?:we |us )?at {FIRM} ,? ?(?:we|our)\b(?P<day>)", _work),
    (
        "we",
        rf"^(?:we|us|those of us) at {FIRM}(?P<day>) (?:use|have|are|do|get|work|love|hate|all|make|sell|build)\b",
        _work,
    ),
    ("paid", rf"\b(?:i am|i get|get) paid by {FIRM}(?P<day>){STOP}", _work),
    ("on", rf"\bi am on the {FIRM}(?P<day>) (?:payroll|team|staff|books)\b", _work),
    (
        "am",
        rf"\bi am in (?:the )?(?:[\w-]+ (?:department|team|office|kitchen|division)|sales|it|hr|marketing"
        rf"|finance|accounts"
        rf"|logistics|support|legal|operations|procurement|purchasing|research|production|admin|design)"
        rf" (?:at|of|with) {FIRM}"
        rf"{SINCE}{STOP}",
        _work,
    ),
    (
        "pays employs signs feeds",
        rf"^(?:{_AND})(?:it is |and it is )?{FIRM}(?P<day>) (?:that |which |who )?(?:now )?(?:pays|employs|signs"
        rf"|feeds) (?:me\b|my"
        r" (?:\w+ )?(?:rent|bills|wages?|salary|mortgage|pay|pay ?cheques?|paychecks?|cheques?|living|family)\b"
        r"|the bills\b)",
        _work,
    ),
    (
        "staff payroll books crew team workforce",
        rf"\b(?:on|part of|member of|in|among) (?:the )?{FIRM}(?:'s?)? (?:staff|payroll|books|crew|team"
        rf"|workforce){SINCE}",
        _work,
    ),
    (
        "staff payroll books crew team workforce employees pay employ service people member",
        r"\b(?:i am|i have been|am) (?:now |still |also |here )?(?:on the (?:staff|payroll|books)|part of the"
        r" (?:staff|crew|team|workforce)|one of the (?:\w+ )?(?:employees|people)|in the (?:pay|employ|service)"
        r"|a member of"
        rf" (?:the )?(?:staff|team)|under contract) (?:of|at|with|for) {FIRM}{SINCE}{STOP}",
        _work,
    ),
    (
        "clock badge report spend earn make pull put serve sit toil slave answer",
        rf"\bi (?:{_AND})(?:clock (?:in|on|off)|badge in|report (?:for work|for duty)|spend my (?:days|weeks|weekdays"
        r"|working (?:days|week|hours|life))|earn my (?:living|money|salary|keep|bread|crust|wages?)|make my (?:living"
        r"|money)|pull (?:my )?shifts|put in my (?:hours|time)|do my (?:hours|shifts|nine to five)|serve"
        r"|sit at a desk|toil"
        rf"|slave away|answer the phones?) (?:every (?:day|morning|weekday) )?(?:over )?(?:at|for"
        rf"|with) {FIRM}{SINCE}{STOP}",
        _work,
    ),
    (
        "hours days years best time energy",
        rf"\bi (?:give|gave|have given|sell|devote|dedicate) my (?:\w+ )?(?:hours|days|years|time|energy"
        rf"|working life) to"
        rf" {FIRM}(?P<day>){STOP}",
        _work,
    ),
    (
        "salary wage wages pay payslip paycheck money pension",
        rf"\bmy (?:salary|wages?|pay|payslips?|paycheck|pay cheque|money|pension) (?:comes?|is paid|arrives"
        rf"|says)(?: every"
        rf" month)? ?(?:from|by)? {FIRM}(?P<day>){STOP}",
        _work,
    ),
    (
        "company firm employer name works invoice footer signature",
        rf"^(?:my |the )?(?:company|firm|employer|workplace|organi[sz]ation)(?: name)? (?:for|on|in) (?:the|my"
        rf"|this) [\w -]"
        rf"{{3,25}}? ?[:=–—-] ?{FIRM}(?P<day>){STOP}",
        _work,
    ),
    (
        "company firm",
        rf"\b(?:my (?:company|firm|employer) (?:is called|calls itself|goes by|has the name)|i (?:work|am working"
        rf"|am employed)"
        rf" (?:in|by|at|for) (?:the |a )?(?:company|firm)(?: called| named)?) {FIRM}{SINCE}{STOP}",
        _work,
    ),
    ("by", rf"\bi (?:now )?(?:work|am working|am employed|have worked) by {FIRM}{SINCE}{STOP}", _work),
    ("contract", rf"\bmy (?:work |job |employment |current )?contract is with {FIRM}(?P<day>){STOP}", _work),
    ("employed", rf"(?<!\w){FIRM} has (?:now )?employed me{SINCE}{STOP}", _work),
    ("work job shift", rf"^(?:work|job|shift)(?: (?:at|with)| ?[:=–—-]) {FIRM}(?P<day>){STOP}", _work),
    (
        "employer company firm workplace work",
        rf"^(?:my |the |current |present )*(?:{_FIRM}|working at|works at|employed at)(?: name)?(?: now)?"
        rf" ?(?:is|[:=–—-]) ?"
        rf"(?:currently |now |called )*{FIRM}(?P<day>){STOP}",
        _work,
    ),
    (
        "employed working",
        rf"^(?:currently |now )?(?:employed|working) (?:at|by|with|for) {FIRM}{SINCE}{STOP}",
        _work,
    ),
    ("working", rf"\bi am working (?:with|in) {FIRM} (?P<day>since [\w ]{{4,20}})", _work),
    ("employee employed staff", rf"^{FIRM} (?:employee|staff|staffer|worker) here(?P<day>)\b", _work),
)
POINTING = (
    r"(?:(?:and|because|as|since|for|so|,) )*(?:that|this|it|they|there|which) (?:is|are) (?:actually |also "
    r"|now |just )*"
    rf"(?:where i {_WORK}|who i {_WORK} for|(?:my|the) {_FIRM}(?: i {_WORK} (?:for|at))?|who (?:employs|pays) me)"
    rf"{SINCE}"
)
"""A clause that says of a firm just named that it is the employer."""
POINTING_THERE = (
    r"(?:(?:and|because|as|since|given that|for|so|,) )*i (?:currently |now |also )*(?:work|am employed)"
    r" there(?P<day>)"
)
