"""Habits and hobbies told as a label, a ritual, a rule of the week, or as what is left behind."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import infinitive
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.verbs import takes_form
from toldonce.memory.extract.paraphrases.parts import END, NOT_A_THING
from toldonce.memory.extract.paraphrases.pastimes import is_pastime

_CADENCE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:every|each)\s(?:single |other |second )?\w+"
    r"(?:\s(?:morning|evening|night|afternoon))?|most \w+s|on \w+days|on weekends|at (?:the )?weekends?|daily"
    r"|(?:once|twice|(?:three|four|five) times) (?:a|per) \w+|(?:before|after) (?:breakfast|lunch|dinner|work|bed"
    r"|school)"
    r"|in the (?:mornings?|evenings?|afternoons?)|first thing in the morning)"
)
_ACT = r"(?P<x>(?!(?:am|have|was|will|would|want|need|do|did|it|that|this)\b)[a-z][\w'-]*(?: [\w'-]+){0,7}?)"
_FAITHFULLY = (
    r"(?:without fail|rain or shine|come what may|like clockwork|no matter what|whatever (?:the weather|happens)|as"
    r" always"
    r"|as ever|religiously|faithfully|without exception)"
)
_X = rf"(?P<x>{NOT_A_THING}[\w'-]+(?:\s(?!(?:is|are|and|but|because|i|me|any|now|so|since|for)\b)[\w'-]+){{0,2}}?)"
_HABIT = r"(?:habit|routine|custom|practice|ritual|tradition)"
_GIVEN_UP = r"I have given up \g<x>"
_MY_HOBBY = r"my hobby is \g<x>"


def _labelled(found: re.Match[str]) -> str:
    """ "Routine: bake bread every Sunday": only what begins with a deed and says how often."""
    act = found["x"]
    if not takes_form(act.split()[0].casefold(), "base") or not re.search(_CADENCE, act, re.IGNORECASE):
        return found[0]
    return f"I {act}"


def _ritual(found: re.Match[str]) -> str:
    act = found["x"]
    return f"I {act} every {found['day']}" if takes_form(act.split()[0].casefold(), "base") else found[0]


def _doing(found: re.Match[str]) -> str:
    """ "I am cycling to work every morning"."""
    act = infinitive(found["x"])
    return f"I {act} {found['c']}" if act else found[0]


def _accustomed(found: re.Match[str]) -> str:
    act = infinitive(found["x"])
    return f"I {act} {found['c']}" if act else found[0]


def _each(found: re.Match[str]) -> str:
    """ "Every morning: cycle to work"."""
    return f"I {found['x']} {found['c']}" if takes_form(found["x"].split()[0].casefold(), "base") else found[0]


def _known(found: re.Match[str]) -> str:
    return f"my hobby is {found['x']}" if is_pastime(found["x"].split()[-1]) else found[0]


RULES: tuple[Rewording, ...] = (
    # habits
    (
        "routine habit ritual custom habits rituals routines",
        rf"^(?:my |a )?(?:\w+ )?{_HABIT}s?(?: of mine)? ?[:=–-] (?:i )?(?P<x>[\w' ,-]+)$",
        _labelled,
    ),
    (
        "ritual routine habit tradition",
        rf"^(?:my |our )?(?P<day>\w+day|morning|evening|night|weekend) {_HABIT} ?[:=–-] (?P<x>[\w' -]+)$",
        _ritual,
    ),
    (
        "every each most on before after once twice times in",
        rf"^[^:;]{{3,60}} ?: (?P<c>{_CADENCE}) ,? ?(?P<i>i|we) {_ACT}(?: ,? (?:and|that|which) (?:that )?(?:stays|is"
        rf" fixed"
        r"|is sacred|will not change|is not up for debate))?$",
        r"\g<i> \g<x> \g<c>",
    ),
    (
        "every each most on before after once twice times in",
        rf"^(?P<c>{_CADENCE}) ,? {_FAITHFULLY} ,? (?P<i>i|we) {_ACT}$",
        r"\g<i> \g<x> \g<c>",
    ),
    ("when", rf"^(?P<day>\w+day)s are (?:when|the days) (?:i|we) {_ACT}$", r"I \g<x> every \g<day>"),
    ("day when", rf"^(?P<day>\w+day) is (?:the day(?: when| that)?|when) (?:i|we) {_ACT}$", r"I \g<x> every \g<day>"),
    ("sees", rf"^(?P<c>{_CADENCE}) sees me {_ACT}$", r"I \g<x> \g<c>"),
    (
        "like love try tend prefer",
        rf"^(?P<i>i|we) (?:usually |always |still )?(?:like|love|try|tend|prefer) to {_ACT} (?P<c>{_CADENCE})$",
        r"\g<i> \g<x> \g<c>",
    ),
    (
        "when as which",
        rf"^(?:when|as|while) i {_ACT} ,? ?(?:as|which|like) i (?:always |usually )?do (?P<c>{_CADENCE}) ?,.*$",
        r"I \g<x> \g<c>",
    ),
    ("part", r"^(?:part|one) of my (?:\w+ )?(?:week|day|routine|life|habits) is that (?=i\b)", ""),
    (
        "practice habit custom routine",
        rf"^it (?:is|has (?:long |always )?been) my (?:\w+ )?{_HABIT} to {_ACT} (?P<c>{_CADENCE})$",
        r"I \g<x> \g<c>",
    ),
    (
        "habit",
        rf"^i (?:have |am )?(?:for years |long |now )*(?:been )?in the {_HABIT} of (?P<x>\w+ing\b[^,;]*)$",
        r"I have a habit of \g<x>",
    ),
    ("business point", rf"^i make it my business to {_ACT} (?P<c>{_CADENCE})$", r"I \g<x> \g<c>"),
    ("wont used accustomed", rf"^(?P<c>{_CADENCE}) ,? ?i am (?:wont|used|accustomed) to {_ACT}$", r"I \g<x> \g<c>"),
    ("used accustomed wont", rf"^i am (?:used|accustomed|wont) to {_ACT} (?P<c>{_CADENCE})$", _accustomed),
    (
        "am",
        r"^i am (?P<x>\w+ing\b[\w' -]*?) (?P<c>(?:every|each)\s(?:single )?\w*(?:day|morning|evening|night|week))$",
        _doing,
    ),
    (
        "habit routine ritual",
        rf"^(?:my )?(?:\w+ )?{_HABIT} ?[:=–-] (?P<x>\w+ing\b[\w' -]*?) (?P<c>{_CADENCE})$",
        _doing,
    ),
    ("every each", rf"^(?P<c>(?:every|each) \w+) ?: {_ACT}$", _each),
    (
        "mornings evenings nights",
        r"^(?P<c>mornings|evenings|nights) ,? ?i (?P<x>[a-z][\w' -]+)$",
        r"I \g<x> in the \g<c>",
    ),
    (
        "usual usually rain always",
        rf"^(?P<c>{_CADENCE}) ?(?:,|\() ?(?:as usual|as always|rain or shine|usually|without fail) ?(?:,|\)) ?i"
        rf" {_ACT}$",
        r"I \g<x> \g<c>",
    ),
    ("given seeing", rf"^(?:given|seeing) that i {_ACT} (?P<c>{_CADENCE}) ?,.*$", r"I \g<x> \g<c>"),
    (
        "keeps helps",
        rf"^(?P<x>\w+ing\b[\w' -]*?) (?P<c>{_CADENCE}) (?:keeps me (?:sane|fit|going)|helps me .*)$",
        _doing,
    ),
    ("like regular", r"^(?P<told>i [\w' -]+?) (?:like|on the regular ,?) (?=(?:every|each)\b)", r"\g<told> "),
    ("invariably", r"^i invariably (?=\w)", "I always "),
    # hobbies
    ("been", rf"^been (?P<how>into|doing) {_X} (?=(?:lately|recently|for|since)\b)", r"I have been \g<how> \g<x> "),
    ("nerd geek addict", rf"^(?:i am an? )?{_X} (?:nerd|geek|addict)(?: here)?$", _known),
    (
        "occupied occupies filled fills",
        rf"^{_X} (?:has )?(?:occupied|occupies|filled|fills) my (?:weekends|evenings|leisure|free time|spare"
        rf" time)\b.*$",
        _MY_HOBBY,
    ),
    (
        "devoted given dedicated",
        rf"^(?:i have (?:devoted|given|dedicated) my (?:leisure|free time|spare time|evenings|weekends)(?: over)? to"
        rf"|my (?:leisure|free time|spare time) is (?:devoted|given over|dedicated) to) {_X}$",
        _MY_HOBBY,
    ),
    ("pursue pursued", rf"^i (?:have )?pursued? {_X} (?:for|in|as)\b.*$", _MY_HOBBY),
    (
        "amusement diversion recreation pursuit pastime",
        rf"^{_X} is (?:my (?:chief |main |great |only |favourite )?(?:amusement|diversion|recreation|pursuit)|the"
        rf" (?:pastime|hobby)"
        r" (?:that )?i (?:love|enjoy|have))$",
        _MY_HOBBY,
    ),
    ("free spare", rf"^i (?:am doing|do|play|am playing) {_X} in (?:my )?(?:free|spare) time$", _MY_HOBBY),
    ("free spare", rf"^in (?:my )?(?:free|spare) time ?[,:]? ?(?:i am (?:doing|playing) )?{_X}$", _MY_HOBBY),
    ("hobby pastime", rf"^as a (?:hobby|pastime) ,? ?i (?:have|do|am doing|enjoy|play) {_X}$", _MY_HOBBY),
    ("hobby pastime", rf"^i (?:have|am learning|learn) {_X} as (?:a|my) (?:hobby|pastime)$", _MY_HOBBY),
    ("lessons", rf"^i (?:take|have|am taking) {_X} lessons$", _known),
    ("teach", rf"^i (?:teach|am teaching) myself {_X} for fun$", _MY_HOBBY),
    ("head mind", rf"^{_X} (?:clears|frees|empties) my (?:head|mind)$", _known),
    (
        "free spare",
        rf"^i spend (?:every|each|all my) (?:free|spare) (?:minute|moment|hour|time) (?:on|doing|with) {_X}$",
        _MY_HOBBY,
    ),
    ("what", rf"^what i (?:love|like|enjoy) (?:doing|to do)(?: most)? is {_X}$", _MY_HOBBY),
    ("hobby", rf"^[^;]{{3,60}} (?:for|with|to|on|all|about) {_X} , (?:which is )?my (?:\w+ )?hobby$", _MY_HOBBY),
    ("hobby", rf"^[^;]{{3,60}} my (?:\w+ )?hobby ?, (?:which is )?{_X}$", _MY_HOBBY),
    ("hobby", rf"^(?:since|because|as) {_X} is my (?:\w+ )?hobby ,? ?.*$", _MY_HOBBY),
    (
        "into",
        rf"^(?:really |big |very |super )*into {_X} (?=(?:since|for (?:\w+ )?(?:years?|months?|ages))\b)",
        r"I have been into \g<x> ",
    ),
    (
        "follower practitioner student devotee",
        rf"^i have been an? (?:\w+ )?(?:follower|practitioner|student|devotee|pupil) of {_X}{END}",
        r"I have been into \g<x>",
    ),
    (
        "interest",
        rf"^i have (?:long |always )?(?:taken|had|held|kept) an? (?:\w+ )?interest in {_X}(?:{END}|(?= for\b))",
        r"I have been into \g<x>",
    ),
    ("hobbies pastimes", rf"^(?:among|first among) my (?:\w+ )?(?:hobbies|pastimes) (?:is|are) {_X}$", _MY_HOBBY),
    (
        "hobby",
        rf"^i am doing {_X} as (?:a|my) hobby (?=(?:since|for)\b)",
        r"I have been doing \g<x> as a hobby ",
    ),
    ("hobby", rf"^{_X} ?[,–-] (?:that|this|it) is my (?:\w+ )?hobby$", _MY_HOBBY),
    ("belong belongs", rf"^my (?:evenings|weekends|sundays|saturdays|free time) belongs? to {_X}$", _MY_HOBBY),
    ("amateur", rf"^i am an? (?:keen |enthusiastic |passionate )?amateur (?:at|in) {_X}$", _MY_HOBBY),
    ("what", rf"^what i do (?:in my (?:free|spare) time|for fun|at weekends|to relax|to unwind) is {_X}$", _MY_HOBBY),
    ("find", rf"^(?:on|at) [\w ]{{3,20}} ,? ?you (?:will )?(?:usually )?find me (?:at|busy with|doing) {_X}$", _known),
    ("practise practice learning", rf"^i (?:am learning|(?:still )?practi[sc]e) {_X}$", _known),
    # over
    (
        "habit routine custom practice ritual",
        rf"^i (?:have )?(?:left|lost|dropped|broken|broke|shed|abandoned|quit|given up|gave up|lapsed from|got out of"
        rf"|fallen out of) (?:the|my|that) {_HABIT} of (?=\w+ing\b)",
        "I stopped ",
    ),
    ("days", r"^my days of (?P<x>\w+ing\b[\w' -]*?) are (?:over|gone|behind me|past|done)$", r"I stopped \g<x>"),
    ("discontinued ceased desisted", r"^i (?:have )?(?:discontinued|ceased|desisted from) (?=\w+ing\b)", "I stopped "),
    ("ceased", r"^i (?:have )?ceased to (?=\w)", "I no longer "),
    (
        "bother",
        r"^i (?:do not|no longer) bother to (?P<x>[\w' -]+?)(?: now| any ?more| these days)$",
        r"I no longer \g<x>",
    ),
    (
        "days far",
        rf"^my (?:\w+ )?days are (?:over|behind me|gone|past) (?:as|so) far as {_X} (?:goes|is concerned)$",
        _GIVEN_UP,
    ),
    (
        "far",
        rf"^(?:as|so) far as {_X} (?:goes|is concerned) ,? ?(?:my (?:\w+ )?days are over|i am done|i have (?:stopped"
        rf"|quit))$",
        _GIVEN_UP,
    ),
    (
        "sold gave given",
        rf"^i (?:have )?(?:sold|given away|gave away) (?:all )?my {_X} (?:tools|kit|gear|things|equipment|stuff)"
        r" ?[,:;]? (?:and |because |as |since )?i (?:have |am )?(?:stopped|quit|given up|gave up|done)\b.*$",
        _GIVEN_UP,
    ),
)
