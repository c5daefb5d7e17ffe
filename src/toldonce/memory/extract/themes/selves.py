"""What somebody is: their sign, their looks, whom they love, whether they raise children alone, what they take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule, is_or_was
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import NATIONALITIES

_SIGNS = re.compile(
    r"an? (?:\w+ )?(?P<sign>Aries|Taurus|Gemini|Cancer|Leo|Virgo|Libra|Scorpio|Sagittarius|Capricorn|Aquarius|Pisces)\b"
    r"(?=$| ,| and| by| so)"
)
_BEREFT = re.compile(r"an? (?:young |recent )?(?:widow(?:er)?)\b", re.IGNORECASE)
_ALONE = re.compile(r"an? (?:proud )?single (?P<parent>mum|mom|mother|dad|father|parent)\b", re.IGNORECASE)
_AT_HOME = re.compile(
    r"an? (?:\w+ )?(?P<job>stay-at-home (?:mum|mom|mother|dad|father|parent)|house-?wife|house-?husband|homemaker)\b",
    re.IGNORECASE,
)
_LOVES = re.compile(
    r"(?:openly |proudly )?(?:an? )?(?P<who>gay|lesbian|bisexual|bi|straight|asexual|pansexual|queer|trans(?:gender)?"
    r"|non-?binary|genderfluid)(?: (?:man|woman|person))?(?=$| ,| and| but| so)",
    re.IGNORECASE,
)
_IMPAIRED = re.compile(
    r"(?:partially |partly |legally |slightly |a bit )?(?:hard of hearing|sight-impaired|visually impaired|sighted"
    r"|housebound|paraplegic|in a wheelchair)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"on (?:the |my )?(?P<what>antidepressants|pill|statins|blood thinners|insulin|beta[- ]?blockers|HRT|antihistamines"
    r"|steroids|methotrexate|warfarin|lithium|sertraline|metformin|thyroxine)\b",
    re.IGNORECASE,
)
_DOERS: dict[str, str] = {
    "runner": "running", "gamer": "gaming", "hiker": "hiking", "climber": "climbing", "surfer": "surfing",
    "golfer": "golf", "birdwatcher": "birdwatching", "birder": "birdwatching", "bookworm": "reading",
    "knitter": "knitting", "rambler": "rambling", "trainspotter": "trainspotting", "wild swimmer": "wild swimming",
    "stargazer": "stargazing", "beekeeper": "beekeeping",
}  # fmt: skip
"""Who is called so does it for fun."""
_DOER = re.compile(
    rf"an? (?:(?:keen|avid|passionate|big|casual|long-distance|amateur|hobby) )?(?P<who>{'|'.join(_DOERS)})"
    r"(?=$| ,| and| so)",
    re.IGNORECASE,
)
_HALF = re.compile(r"half[- ](?P<nation>[A-Z][a-z]+)\b")
_LOOKS = re.compile(
    r"(?:(?:long|short|curly|straight|dark|light|bright|thick|wavy|naturally) )*"
    r"(?P<colour>brown|blue|green|grey|gray|hazel|black|red|blonde?|ginger|auburn|white|silver|amber|dark|fair)"
    r" (?P<of>eyes|hair)\b(?! days?\b)",
    re.IGNORECASE,
)
_MANAGED = re.compile(
    r"(?P<what>an? (?:\w+ )?(?:hotel|shop|store|supermarket|restaurant|warehouse|pub|bar|branch|caf[ée]|farm|school"
    r"|care home|building site|call centre|clinic|theatre|library|nursery))\b",
    re.IGNORECASE,
)


def _holds(clause: Clause) -> bool:
    return not clause.what and not clause.verb.hypothetical and is_or_was(clause)


def be_one(clause: Clause) -> Iterator[Claim]:
    """ "I'm a Leo", "I'm a widow", "I'm bisexual", "I'm on statins", "I'm a runner", "I'm half Irish"."""
    if not _holds(clause) or clause.verb.progressive:
        return
    text = clause.object
    if found := _SIGNS.match(text):
        yield Claim("star_sign", found["sign"], "be", found["sign"], topic="star sign")
    elif _BEREFT.match(text):
        yield Claim("marital_status", "widowed", "be", "widowed")
    elif found := _ALONE.match(text):
        yield Claim("marital_status", "single", "be", f"a single {found['parent']}")
    elif found := _AT_HOME.match(text):
        yield Claim("job", found["job"], "be", f"a {found['job']}")
    elif found := _LOVES.match(text):
        yield Claim("identity", found["who"], "be", found["who"])
    elif found := _IMPAIRED.match(text):
        yield Claim("condition", found[0], "be", found[0])
    elif found := _TAKEN.match(text):
        yield Claim("medication", found["what"], "be", found[0])
    elif found := _DOER.match(text):
        pursuit = _DOERS[found["who"].casefold()]
        yield Claim("hobby", pursuit, "enjoy", pursuit, type="preference")
    elif (found := _HALF.match(text)) and found["nation"].casefold() in NATIONALITIES:
        yield Claim("nationality", f"half {found['nation']}", "be", f"half {found['nation']}")


def have_looks(clause: Clause) -> Iterator[Claim]:
    """ "I have brown eyes and red hair"."""
    if not _holds(clause) or clause.verb.past:
        return
    for part in clause.object.split(" and "):
        if found := _LOOKS.match(part):
            of = "eye" if found["of"].casefold() == "eyes" else "hair"
            yield Claim(f"{of}_colour", found["colour"], "have", found[0])


def manage(clause: Clause) -> Iterator[Claim]:
    """ "I manage a hotel"."""
    found = _MANAGED.match(clause.object) if _holds(clause) and not clause.verb.past else None
    if found:
        yield Claim("role", f"manage {found['what']}", "manage", found["what"], key=found["what"].casefold())


def roll(clause: Clause) -> Iterator[Claim]:
    """ "I use a wheelchair"."""
    found = patterns.match(
        r"an? (?:electric |motorised |manual )?(?P<aid>wheelchair|walking stick|cane|walker|rollator|mobility scooter"
        r"|hearing aid|insulin pump|CPAP machine)\b",
        clause.object,
        re.IGNORECASE,
    )
    if found and _holds(clause) and not clause.verb.past:
        yield Claim("aid", found["aid"], "use", found[0])


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_one,), "have": (have_looks, roll), "manage": (manage,), "use": (roll,),
}  # fmt: skip
