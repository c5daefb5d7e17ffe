"""Those around the speaker as people tell of them: the new dentist, two kittens at once, a home for an old aunt."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, RELATION
from toldonce.memory.extract.persons.parts import ONE_NAME, PLACE, STOP

_WHO = rf"(?P<who>(?:my|our) {ADJECTIVE}(?:{RELATION})(?: (?-i:[A-Z])\w+)?|(?-i:[A-Z])\w+)"
_NAMES = r"(?P<names>(?-i:[A-Z])\w+(?:, (?-i:[A-Z])\w+)*,? (?:and|&) (?-i:[A-Z])\w+)"
_AGED = r"(?-i:[A-Z])\w+(?: \((?:\d{1,2}|\w+)\))?"
_LONG_AGO = (
    r"(?:(?:when|while|back when) (?:i|we) (?:was|were) (?:\w+ ){0,2}?(?:little|small|young|kids?|child|children|boys?"
    r"|girls?|teenagers?|students?|ten|eight|nine|seven|six|five|twelve|\d|1\d)|as an? (?:little |small )?(?:child|kid"
    r"|boy|girl|teenager|student)|as (?:kids|children)|growing up|in my (?:childhood|youth|teens|school days)"
    r"|back in the day|back then)"
)
_ROLES = (
    r"(?:therapist|doctor|gp|dentist|physio|coach|teacher|tutor|landlord|landlady|hairdresser|counsellor|counselor)"
)
_TITLE = r"(?P<title>(?-i:Dr|Mrs?|Ms|Miss|Señora?|Frau|Herr|Madame|Monsieur|Signora?)\.? )?"
_WORK = (
    r"(?:essay|assignment|coursework|dissertation|thesis|report|paper|project|presentation|portfolio|homework"
    r"|application|poster|invoice|tax return|manuscript)"
)


def _two(found: re.Match[str]) -> str:
    """The children of "our two, Anika (6) and baby Rohan", and how old they are said to be."""
    told = re.sub(r"\b(?:baby|little) (?=[A-Z])", "", found["names"])
    ages = [f"{name} is {age} years old" for name, age in re.findall(r"(\w+) \((\d{1,2})\)", told)]
    names = re.sub(r" \(\w+\)", "", told)
    return "; ".join((f"We have {found['count']} children, {names}", *ages))


REPLACED: tuple[Rewording, ...] = (
    (
        "home flat bungalow place",
        rf"^{_WHO} (?:has |is |had to )?(?:now |just |finally |already )*(?:gone|went|go|moved) into (?:an?|the) "
        rf"(?:\w+ ){{0,3}}?(?:home|flat|place|bungalow) (?:in|near) {PLACE}",
        r"\g<who> moved to \g<place>",
    ),
    ("certain", rf"^(?P<whose>(?:my|our) {ADJECTIVE}(?:{RELATION}),?) an? certain (?=(?-i:[A-Z]))", r"\g<whose> "),
    (
        "switched changed swapped moved",
        rf"^(?:i|we) (?:have |had to |finally |just )*(?:switched|changed|swapped|moved)(?: over)? to (?:an?|another) "
        rf"(?:new |different |other )?(?P<role>{_ROLES}),? (?:called |named |an? )*{_TITLE}"
        rf"{ONE_NAME}\b",
        lambda found: f"My {found['role']} is called {found['title'] or ''}{found['name']} now",
    ),
    (
        "due",
        rf"^(?:(?:my|the|this|our) )?(?P<x>(?:\w+ )?{_WORK})\b(?: (?:is|needs to be|has to be|must be) [^,;]{{2,60}})?,"
        r"(?: and)?(?: it is)? due (?P<when>\S.*)$",
        r"My \g<x> is due \g<when>",
    ),
    (
        "gone",
        r"^(?P<who>.*\b(?:i|we|he|she|they|(?-i:[A-Z])\w+)) (?:has|is|have|am|are) gone (?:off )?to live in "
        r"(?=(?-i:[A-Z]))",
        r"\g<who> moved to ",
    ),
    (
        "moved",
        rf"^{ONE_NAME} (?:has |have )?moved back in,? (?:and |so )?we are (?:now )?(?:a family|a couple|together)"
        r" again\b",
        r"\g<name> and I are back together",
    ),
    (
        "new",
        rf"^(?:there is|we have|i have|we have got|i have got) an? new (?P<role>boss|manager|landlord|{_ROLES}),? "
        rf"(?:an? certain |called |named )?{_TITLE}{ONE_NAME}{STOP}",
        lambda found: f"My {found['role']} is called {found['title'] or ''}{found['name']} now",
    ),
    (
        "teacher coach tutor trainer instructor boss manager",
        rf"^my (?P<role>teacher|coach|tutor|boss|manager) (?:at|in|from) [^,;]{{3,30}}? is (?:called |named )?{_TITLE}"
        rf"{ONE_NAME}{STOP}",
        lambda found: f"My {found['role']} is called {found['title'] or ''}{found['name']}",
    ),
    (
        "start starting",
        r"^(?P<got>.*\b(?:got|landed|accepted|took|been offered) (?:the|a|this|that) (?:\w+ ){0,2}?(?:job|post|role"
        r"|position|gig|place)\b[^,;]*),? (?:and )?start(?:ing)? (?P<day>(?:on|in|next|from|tomorrow)\b.*)$",
        r"\g<got>; I start \g<day>",
    ),
    (
        "name",
        rf"^(?:his|her|their) name is {ONE_NAME},? and (?:he|she|they) (?P<rest>[a-z]+ .*)$",
        r"\g<name> \g<rest>",
    ),
    (
        "friend",
        rf"^{ONE_NAME}(?:,? (?:from|at) [^,;]{{3,30}}?,?)? is (?:an?|my) (?P<how>good |close |dear |old |great )+friend"
        rf"(?: of mine)?{STOP}",
        r"\g<name> is my friend",
    ),
    (
        " ".join(("little small young child kid teenager student growing childhood youth teens kids children day then"
                  " boy girl boys girls ten eight nine seven six five twelve #").split()),
        rf"^{_LONG_AGO},? (?:i|we) had (?P<rest>an? .*?\b(?:{ANIMAL})\b.*)$",
        r"We used to have \g<rest>",
    ),
    (
        "childhood first last old",
        rf"^(?:my|our) (?:childhood|first ever|very first) (?P<beast>{ANIMAL}),?(?: was)?(?: called| named)? "
        rf"{ONE_NAME}\b.*$",
        r"We used to have a \g<beast> called \g<name>",
    ),
)  # fmt: skip
ADDED: tuple[Rewording, ...] = (
    (
        "named called christened",
        r"^(?:we|i) (?:have )?(?:named|called|christened) (?:her|him|the baby|our (?:baby|little one)) "
        rf"{ONE_NAME}\b(?=.*\b(?:(?:an? |\w+ )?(?:hours?|days?|weeks?) old|born|baby|kilos?|pounds)\b)",
        r"My child is called \g<name>",
    ),
    (
        "called named",
        rf"^(?:(?:i|we) )?(?:have |just |finally )*(?:got|bought|adopted|rescued|took in) an? (?:\w+ )?"
        rf"(?P<beast>{ANIMAL})(?: for [^,;]{{3,25}}?)?,? (?:and )?(?:he|she|it) is (?:called|named) {ONE_NAME}",
        r"I adopted a \g<beast> named \g<name>",
    ),
    (
        "two three four",
        rf"\b(?:my|our) (?P<count>two|three|four)(?: kids| children| little ones)?, (?P<names>{_AGED}(?:, {_AGED})*,? "
        rf"and (?:baby |little )?{_AGED})(?={STOP[3:-1]}| (?:is|are|have|has|will|do|hate|love|want|need)\b)",
        _two,
    ),
    (
        "named called christened",
        rf"^(?:(?:i|we) )?(?:have |just |finally )*(?:picked up|got|adopted|rescued|brought home|bought|took in"
        rf"|collected) (?P<count>two|three|four) (?P<beasts>{ADJECTIVE}(?:{ANIMAL})s)\b[^;?]{{0,60}}?,? (?:and )?"
        rf"(?:we |i )?(?:have )?(?:named|called|christened) (?:them )?{_NAMES}",
        r"We got \g<count> \g<beasts>, \g<names>",
    ),
)
