"""For whom somebody works, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.implied.parts import FIRM, SINCE, STOP, Implied

_WORK = (
    r"(?:(?:now |currently |still |also |actually )*(?:work|am employed|am working|earn my \w+|have (?:my|a) "
    r"(?:job|desk|office))|have (?:now |long )?(?:worked|been working|been employed))"
)
_WITH = (
    r"(?:boss|bosses|manager|supervisor|colleagues?|coworkers?|co-workers?|workmates?|team|team lead|office"
    r"|desk|shifts?|job"
    r"|work|role|position|post|contract|salary|employment|commute|probation|payslip|paycheck|line manager)"
)
_FIRM = r"(?:employer|company|firm|workplace|place of work|place of employment|business|organisation|office)"


def _work(found: re.Match[str]) -> str:
    day = found["day"]
    return f"I have worked at {found['x']} {day}" if day else f"I work at {found['x']}"


PRESUPPOSED: tuple[Implied, ...] = (
    ("where", rf"(?<!\w){FIRM} ?,? ?\(? ?where (?:i|we) {_WORK}{SINCE}", _work),
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
STATED: tuple[Implied, ...] = (
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
