"""What lies ahead on a day that is named, as notes and small talk have it: "Handing in my thesis on the 28th"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.verbs import takes_form
from toldonce.memory.extract.paraphrases.parts import MEETING, MONTH, NO_VERB, PRACTICE

_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
DAY = (
    rf"(?:(?:on |by |before |from |this |next |the coming )*(?:{_WEEKDAY}\b|the \d\d?(?:st|nd|rd|th)\b"
    rf"|\d\d?(?:st|nd|rd|th)?(?: of)? {MONTH}\b|{MONTH} (?:the )?\d\d?(?:st|nd|rd|th)?\b(?! \d))"
    r"|(?:by |from )?(?:tomorrow|tonight|today)\b|this (?:morning|afternoon|evening|weekend)\b"
    r"|next (?:week|weekend|month)\b|in (?:a|two|three|four|five|six|\d+) (?:days?|weeks?)\b|at the weekend\b)"
)
"""A day that may lie ahead, without its hour."""
_DAYS_OF_SCHOOL = (
    r"(?:parents' evening|parents evening|sports day|open day|prize[- ]giving|prom|nativity(?: play)?"
    r"|school (?:play|concert|fair|fete|trip|disco|photo day)|baby shower|(?:hen|stag)(?: do| night| party)?"
    r"|bake sale|jury (?:duty|service)|first day (?:at|in|of|with) [\w' ]{2,30}?|last day (?:at|in|of) [\w' ]{2,30}?)"
)
_TOGETHER = r"(?:lunch|dinner|coffee|brunch|drinks|breakfast|tea|call|zoom|phone call|catch-?up)"
_WITH = r"(?: with (?:(?:my|our|the|a) )?[\w.-]+(?: (?-i:[A-Z])\w+)?)"
_TREATMENT = r"(?:physio|chemo|radiotherapy|dialysis|therapy|counselling|rehab)"
_GOING = (
    r"(?:handing (?:in|over)|flying (?:to|home|back|out)|seeing|meeting(?! with\b)|picking up|collecting|dropping off"
    r"|moving (?:out|in|house)|starting|having|getting|giving (?:a|my|the)|running (?:a|my|the)|leaving (?:for|on)"
    r"|visiting|presenting|submitting|hosting|driving(?! (?:test|lesson|exam|licen[cs]e))|defending|signing"
    r"|returning|taking|going (?:to|in|on)|travell?ing to)"
)
_WE_WILL = (
    r"get (?:the|our|my) keys|complete on|exchange (?:on|contracts)|sign (?:the|our|my)|move (?:in|out)\b|see (?:the|my"
    r"|our)|meet (?:the|my|our|with)|hand (?:in|over)|present (?:the|my|our)|defend (?:my|our)|sit (?:my|the)"
    r"|pick up|collect|drop off"
)
_TRADE = (
    r"(?:plumber|electrician|builders?|movers|removal (?:men|van|firm)|gas (?:man|engineer)|engineer|boiler man"
    r"|surveyor|estate agent|carpet fitters?|decorators?|window cleaner|chimney sweep|locksmith|roofer|painter|cleaner"
    r"|babysitter|midwife|health visitor|social worker|landlord|landlady)"
)
_WHO = (
    rf"(?:(?:my|our) (?:{'|'.join(sorted(map(re.escape, RELATION_WORDS), key=len, reverse=True))}|parents|folks"
    r"|in-laws|grandparents|cousins|friends|brothers|sisters|nephews|nieces)(?: (?-i:[A-Z])\w+)?|the in-laws"
    r"|mum and dad|mom and dad)"
)
_COMING = (
    r"(?:(?:is|are) (?:coming(?: over| up| down| round| here| back)?(?: (?:to (?:stay|visit|see (?:me|us)|dinner|lunch|"
    r"tea)|for (?:dinner|lunch|tea|christmas)))?|visiting(?: (?:me|us))?|staying with (?:me|us)|arriving|flying in)"
    r"|arrives?|comes? to (?:stay|visit)|comes? over)"
)
_ERRAND = (
    r"(?:pick up|collect|drop off|buy|book|fix|order|wrap|cook|bake|make|pack|hand in|submit|finish|write"
    r"|return|pay|mark|send(?: off)?|read|prepare|post|complete|deliver|sign|file|revise"
    r" for|give|present|sit|proofread|translate|review)"
)


def _reminder(found: re.Match[str]) -> str:
    """A thing to remember; an act is told by its verb."""
    act: str = found["x"]
    first = act.partition(" ")[0].casefold()
    return found[0] if takes_form(first, "base") else f"Remind me about {act}"


RULES: tuple[Rewording, ...] = (
    (
        "forget remember note reminder",
        r"^(?:(?:i )?(?:do|must|can|should) not forget|(?:i )?must remember|(?:note|reminder) to self) ?"
        rf"[:–—-] (?P<x>{NO_VERB}[\w' ]{{3,50}}? {DAY}.{{0,20}})$",
        _reminder,
    ),
    (
        "reminder",
        rf"^(?:please )?(?:set|add|put in) (?:me )?a reminder (?:for|about|of) (?=[\w' ]{{3,40}} {DAY})",
        "Remind me about ",
    ),
    (
        "day",
        rf"^(?P<day>tomorrow|today|{_WEEKDAY}|next {_WEEKDAY}) is (?P<x>(?:my|our) (?:first|last) day (?:at|in|of|with)"
        r" [\w' ]{2,30})$",
        r"I have \g<x> \g<day>",
    ),
    (
        "evening day play concert fair fete trip disco prom nativity shower hen stag sale duty service giving"
        " prize-giving",
        rf"^(?!.*\b(?:was|were|went|had)\b)(?:i have (?:got )?)?(?:an? |the |my |our |{_WHO}'s )?"
        rf"(?P<x>{_DAYS_OF_SCHOOL})(?: is)?(?P<day> (?:on )?{DAY}{NO_VERB}.{{0,25}})$",
        r"I have a \g<x>\g<day>",
    ),
    (
        " ".join("lunch dinner coffee brunch drinks breakfast tea call zoom catch-up catchup".split()),
        rf"^(?:i have (?:got )?)?(?:an? )?(?P<x>{_TOGETHER}{_WITH}),? (?P<day>(?:on )?{DAY}{NO_VERB}.{{0,25}})$",
        r"I have a \g<x> \g<day>",
    ),
    (
        "physio chemo radiotherapy dialysis therapy counselling rehab",
        rf"^(?:i have (?:got )?)?(?P<x>{_TREATMENT}),? (?P<day>(?:on )?{DAY}{NO_VERB}.{{0,25}})$",
        r"I have a \g<x> appointment \g<day>",
    ),
    (
        "appointment meeting exam interview test lesson class surgery viewing hearing scan",
        rf"^(?:an? )?(?P<x>(?:[\w'-]+ )?{MEETING}) , (?P<day>(?:on )?{DAY}{NO_VERB}.{{0,25}})$",
        lambda found: f"I have a {found['x']} {found['day'].replace(' ,', '')}",
    ),
    (
        " ".join(
            "handing flying seeing meeting picking collecting dropping moving starting having getting giving "
            "running leaving visiting presenting submitting hosting driving defending signing returning taking "
            "going travelling traveling".split()
        ),
        rf"^(?={_GOING}\b){NO_VERB}(?P<x>[\w' ]+? {DAY}[\w': ]{{0,25}})$",
        r"I am \g<x>",
    ),
    (
        "get complete exchange sign move see meet hand present defend sit pick collect drop",
        rf"^(?P<i>i|we) (?P<x>(?:{_WE_WILL})[\w' ]*? ?{DAY}.{{0,20}})$",
        r"\g<i> will \g<x>",
    ),
    (
        "coming comes come visiting staying arriving flying arrives arrive",
        rf"^(?P<who>{_WHO}) {_COMING}(?: (?:all the way )?from (?-i:[A-Z])[\w-]+)?(?: for (?:a|the|two|three) \w+)? "
        rf"(?P<day>{DAY}.*?)(?: (?:and|,) (?:(?:is|are|she is|he is|they are) )?staying\b.*)?$",
        r"I have a visit from \g<who> \g<day>",
    ),
    (
        "coming comes come",
        rf"^(?:(?:the|an?|my|our) )?(?P<who>{_TRADE}) (?:(?:is|are) coming(?: over| round| by)?|comes?) "
        rf"(?=(?:at|between)\b|{DAY})",
        r"I have a visit from the \g<who> ",
    ),
    (
        "married marrying",
        rf"^(?P<who>{_WHO}|my (?:best )?friend \w+) is (?:getting married|marrying [\w' ]{{2,20}}?) (?={DAY})",
        r"I have \g<who>'s wedding ",
    ),
    (
        "pick collect drop buy book fix order wrap cook bake make pack hand submit finish write"
        " return pay mark send read prepare post complete deliver sign file revise give present"
        " sit proofread translate review",
        rf"^i have (?:got )?(?P<x>(?:an?|two|three|four|five|six|\d+|some|my|the) [\w' ]{{3,30}}?) to (?P<v>{_ERRAND})"
        rf" (?={DAY})",
        r"I have to \g<v> \g<x> ",
    ),
    (
        "in ready",
        rf"^(?P<x>(?:the|my|our) [\w ]{{3,30}}?) (?:has|have|needs?) to be (?P<how>in|ready) (?={DAY})",
        lambda found: (
            f"I have to hand in {found['x']} " if found["how"] == "in" else f"I have to get {found['x']} ready "
        ),
    ),
    (
        "booked",
        rf"^(?:i |we )?(?:have )?(?:just |finally )?booked (?:in (?:with|at) )?(?:the|an?|my) (?P<x>{PRACTICE}) "
        rf"(?:for )?(?={DAY})",
        r"I have a \g<x> appointment on ",
    ),
    (
        "duty service leave holiday holidays",
        r"^(?P<i>i|we) (?:am|are) on (?P<x>jury (?:duty|service)|holidays?|(?:maternity|paternity|annual|sick"
        rf"|parental)? ?leave) (?:from|starting) (?={DAY})",
        r"\g<i> will start \g<x> on ",
    ),
    ("due", rf"^(?P<x>(?:the |my )?[\w-]+(?: [\w-]+)?)'s due (?={DAY})", r"\g<x> is due "),
    ("have", rf"^i have (?:got )?an? (?P<x>{PRACTICE}) (?={DAY})", r"I have a \g<x> appointment "),
    (
        "up",
        rf"^(?P<x>(?:my|our|the) (?:\w+ )?(?:lease|contract|tenancy|visa|trial|probation|notice|subscription)) is up"
        rf" (?=(?:on|in|at|by|next|this|tomorrow|{_WEEKDAY})\b)",
        r"\g<x> ends ",
    ),
    (
        "operating operates operate",
        rf"^(?:they|the (?:surgeon|doctors?|surgeons)) (?:are|is)? ?(?:operating|operates?) on (?:me|my \w+) (?={DAY})",
        "I have an operation ",
    ),
)
