"""What somebody does again and again, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, HAVE, OVER, STOP, I, infinitive
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.verbs import ing_form

_ACTING = r"(?P<act>[\w'-]+ing(?:\s(?!is\b|are\b|has\b|was\b)[\w'-]+){0,6}?)"
_BASE = r"(?P<act>(?!be\b|not\b|have been\b)[\w'-]+(?:\s[\w'-]+){0,7}?)"
_CADENCE = (
    r"(?P<often>(?:(?:on |every |each )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:morning|evening"
    r"|night|afternoon)s?)?(?: and (?:mon|tues|wednes|thurs|fri|satur|sun)days?)?|(?:every"
    r"|each)\s(?:single |other |second )?\w+(?:\s(?:morning|evening|night|afternoon))?|most (?:days"
    r"|mornings|evenings|nights|weekends)"
    r"|(?:on|at) (?:the )?(?:weekends?|weekdays)|(?:once|twice|(?:three|four|five|several|a few) times|\d "
    r"times) (?:a|per|every|each) \w+|(?:before|after) (?:breakfast|lunch|dinner|work|bed|school)|in the "
    r"(?:mornings?|evenings?|afternoons?)|first thing(?: in the morning)?|daily|weekly|nightly|(?:mornings"
    r"|evenings|weekends)))"
)


def _does(found: re.Match[str]) -> str:
    """A habit, with how often: "swimming is my Friday ritual"."""
    act = infinitive(found["act"])
    often = (found.groupdict().get("often") or "").strip()
    if not act or act.split()[0] in ("be", "have", "go to", "die"):
        return found[0]
    if often and re.match(
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|mornings|evenings", often, re.IGNORECASE
    ):
        often = f"on {often}" if not often.startswith(("morn", "even")) else f"in the {often}"
    return f"I {act} {often}".strip() if often or re.search(_CADENCE, act, re.IGNORECASE) else f"I usually {act}"


def _stopped(found: re.Match[str]) -> str:
    act = found["act"]
    base = infinitive(act)
    if not base:
        return found[0]
    word, _, rest = base.partition(" ")
    return f"I have stopped {ing_form(word)} {rest}".strip()


def _does_either(found: re.Match[str]) -> str:
    """As `_does`, with how often it is said in front or behind."""
    act = infinitive(found["act"])
    groups = found.groupdict()
    often = next((groups[name] for name in ("often", "often2", "often3") if groups.get(name)), "")
    if not act:
        return found[0]
    if re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends", often, re.IGNORECASE):
        often = f"on {often}"
    return f"I {act} {often}".strip() if often or re.search(_CADENCE, act, re.IGNORECASE) else f"I usually {act}"


def _does_plain(found: re.Match[str]) -> str:
    act = infinitive(found["act"])
    return f"I always {act}" if act else found[0]


RULES: tuple[Rewording, ...] = (
    # habits
    (
        "find sees find",
        rf"^(?P<often>(?:mon|tues|wednes|thurs|fri|satur|sun)days) (?:find|see|catch) me {_ACTING}{STOP}",
        _does,
    ),
    ("it", rf"^{_CADENCE} it is {_ACTING}(?: for me| time)*{STOP}", _does),
    (
        "out off at",
        rf"^{I} am (?:always |usually |out |off |busy |up )+{_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "ritual routine habit tradition",
        r"^(?:my|our) (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|evening|night|weekend|daily"
        rf"|weekly)(?: (?:morning|evening|night))? (?:ritual|routine|habit|tradition|thing) is {_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])} every {found['day']}".replace("every daily", "every day").replace(
            "every weekly", "every week"
        ),
    ),
    (
        "habit routine ritual",
        rf"^{I} (?:have|have got) (?:an? )?(?:\w+ )?(?:habit|routine|ritual) ?[:,–—-] (?:of )?{_ACTING}{STOP}",
        _does,
    ),
    (
        "stopped dropped quit",
        rf"^{I} {HAVE}(?:stopped|dropped|quit|given up|gave up|ended|cancelled) my (?P<day>(?:mon|tues|wednes"
        rf"|thurs|fri|satur|sun)day|morning|evening|daily|weekly|nightly) {_ACTING}{STOP}",
        _stopped,
    ),
    (
        "part",
        rf"^{I} {HAVE}(?:made|turned) {_ACTING} (?:into )?(?:a )?part of my (?P<when>day|morning|evening|night"
        r"|week|routine)\b",
        lambda found: (
            f"I {infinitive(found['act'])} every {found['when']}"
            if found["when"] != "routine"
            else f"I usually {infinitive(found['act'])}"
        ),
    ),
    (
        "used",
        rf"^{I} am (?:quite |so )?used to {_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "exception fail",
        rf"^{_CADENCE} ,? ?(?:without (?:exception|fail)|religiously|like clockwork) ,? ?i {_BASE}{STOP}",
        lambda found: f"I {found['act']} {found['often']}",
    ),
    ("get", rf"^{I} (?:always )?get my {_ACTING} in {_CADENCE}", _does),
    ("bother bothering", rf"^{I} (?:no longer|do not) bother (?:with |to )?{_ACTING}(?: any ?more)?{STOP}", _stopped),
    (
        "mondays tuesdays wednesdays thursdays fridays saturdays sundays mornings evenings weekends",
        rf"^(?P<often>(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|evenings|weekends) ,? ?i {_BASE}{STOP}",
        lambda found: f"I {found['act']} on {found['often']}",
    ),
    (
        "been",
        rf"^{I} have (?:now )?been (?P<act>[\w'-]+ing\b.*?{_CADENCE.replace('?P<often>', '?:')}.*?){STOP}",
        lambda found: f"I {infinitive(found['act'])}",
    ),
    (
        "habit routine ritual tradition rule",
        rf"^{I} {HAVE}(?:made|turned) {_ACTING} (?:into )?(?:a|my|an?) (?:\w+ )?(?:habit|routine|ritual"
        r"|tradition|rule)\b",
        lambda found: f"I {infinitive(found['act'])}",
    ),
    (
        "are is means mean",
        rf"^{_CADENCE} (?:is|are|means?|always means?|is reserved|are reserved|is all about|are all about"
        rf"|belongs? to|is (?:my )?time)(?: for| about)? (?:me |us )?{_ACTING}(?: for me)?{STOP}",
        _does,
    ),
    (
        "ritual routine must tradition habit custom thing constant what something part",
        rf"^{_ACTING}(?: {_CADENCE})? (?:is|has become|has been|is just|became) {ADV}(?:(?:a |an |the |my "
        r"|our |one of my )*(?:fixed |sacred |daily |weekly |regular |little |morning |evening |big "
        r"|firm |set |old )*(?:rituals?|routines?|must|tradition|habits?|custom|constant|fixture"
        r"|thing)(?: of mine| for me)?"
        r"|part of (?:my|our) (?:\w+ )?(?:routine|life|week|day|ritual|schedule|morning|evening)"
        r"|something i (?:always )?do|what i (?:always |usually )?do|how i (?:start|end|begin|finish) "
        rf"(?:my|the) \w+)(?: {_CADENCE.replace('?P<often>', '?P<often2>')})?",
        lambda found: _does_either(found),
    ),
    (
        "point habit rule business effort ritual routine custom thing priority",
        rf"^(?:{I} {HAVE}(?:make (?:it )?(?:a |my |an )?|made (?:it )?(?:a |my |an )?|have (?:made "
        r")?(?:it )?(?:a |my )?|got |fallen |am |fell |gotten )(?:in |into |it )*(?:the |a |an |my "
        r")*(?:\w+ )?(?:point|habit|rule|business|effort|ritual|routine|custom|priority|tradition"
        r"|swing)(?: of| to|, to)?|(?:it is|it has become|that is) (?:a |my |our |the )?(?:\w+ )?(?:habit"
        r"|routine|custom|ritual|rule|thing|tradition)"
        r" (?:of mine )?(?:to|that i)|(?:my|part of my|one of my|a part of my|our) (?:\w+ )?(?:habits?"
        r"|routine|rituals?|rules?|customs?|traditions?) (?:is|includes|involves|consists of|is that "
        rf"i)(?: to)?) (?:to )?(?:always )?{_BASE}{STOP}",
        _does,
    ),
    (
        "find catch see finds sees spot finding",
        rf"^(?:(?:{_CADENCE} ,? ?)?(?:you|people|they) (?:will|can|would) (?:usually |always |often "
        rf"|generally |mostly )*(?:find|catch|see|spot) me|{_CADENCE.replace('?P<often>', '?P<often3>')} "
        rf"(?:finds|sees|catches) me) {_ACTING}{STOP}",
        lambda found: _does_either(found),
    ),
    (
        "try like love aim manage want prefer tend attempt seek strive enjoy",
        rf"^{I} {ADV}(?:try|like|love|aim|manage|prefer|attempt|strive|make sure|do my best|make time)(?: "
        rf"always)? to {_BASE}{STOP}",
        lambda found: f"I {found['act']}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "never",
        rf"^{I} (?:never|hardly ever|rarely|almost never|do not ever) (?:miss|skip|go without|fail to"
        r"|forget to|forgo|let a \w+ (?:go by|pass) without|start (?:my|the) day without|end (?:my|the) "
        rf"day without) (?:my |a |an )?(?P<act>[\w'-]+(?:\s[\w'-]+){{0,6}}?){STOP}",
        lambda found: _does_plain(found),
    ),
    (
        "fail failing",
        rf"^(?:without fail ,? ?|like clockwork ,? ?|religiously ,? ?)?{I} (?:without fail |religiously |like "
        rf"clockwork )?{_BASE}(?: ,)? (?:without fail|like clockwork|religiously|come rain or shine)\b",
        lambda found: _does(found),
    ),
    ("fail clockwork religiously", r"^(?:without fail|like clockwork|religiously) ,? ?(?=i )", "I always "),
    (
        "begun started taken gotten fallen got recently begin adopted",
        rf"^{I} {HAVE}(?:begun|taken to|gotten into|fallen into|got into|adopted the habit of|picked up "
        r"the habit of|developed the habit of|started|got back to|gone back to)(?: the habit of| a "
        rf"routine of)? {_ACTING}{STOP}",
        lambda found: (
            f"I have started {found['act']}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0]
        ),
    ),
    # habits that are over
    (
        "broken kicked dropped habit fallen lost got gotten given gave abandoned ditched quit stopped out shaken broke"
        " let ended packed finished done cut",
        rf"^{I} {HAVE}(?:broken|kicked|dropped|fallen out of|got(?:ten)? out of|lost|given up|gave up"
        r"|abandoned|ditched|quit|let go of|shaken off|broke|ended|packed in|done with|finished with|let "
        r"slide|cut out|put an end to|knocked on the head|stopped|had to stop|ceased|through with)(?: "
        r"on)? (?:(?:the|my|this) (?:\w+ )?(?:habit|routine|ritual|custom|tradition) of |my |with |the "
        rf"|going )*{_ACTING}(?: on the head| any ?more| altogether| for good)*{STOP}",
        _stopped,
    ),
    (
        "over ended gone history finished past no end behind close dropped stopped",
        rf"^(?:my|our|the)? ?{_ACTING} {OVER}",
        _stopped,
    ),
    (
        "used",
        rf"^{I} (?:used to|once used to|always used to) {_BASE} ?(?:,|;|but|and|–|-)+ (?:but |and "
        r")?(?:now )?(?:not (?:any ?more|any longer|now)|i (?:do not|no longer|have stopped|stopped|gave "
        r"(?:it|that) up|quit|gave up|have given (?:it|that) up|dropped (?:it|that)|have not)\b.*|these "
        r"days i do not\b.*|no longer|those days are (?:over|gone)|that is over(?: now)?"
        rf"|that stopped|that has stopped){STOP}",
        _stopped,
    ),
    (
        "more",
        rf"^(?:there (?:is|will be) )?no more {_ACTING}(?: for me)?(?: any ?more| from now on| now)?{STOP}",
        _stopped,
    ),
)
