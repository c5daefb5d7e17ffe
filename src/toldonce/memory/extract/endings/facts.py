"""That a fact is over: where somebody lives or works, who is what to them, what they own.

As with everything that ends, a frame knows the predicate and the sentence names the thing. What kind of fact the name
belongs to need not be known: a denial of what does not stand changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.endings import deeds
from toldonce.memory.extract.endings.frames import HOW, NO_MORE
from toldonce.memory.extract.english.cued import ByCue
from toldonce.memory.extract.english.lexicon import LANGUAGES, RELATION_WORDS, is_occupation
from toldonce.memory.extract.english.people import RELATION
from toldonce.memory.extract.sentences.modality import words_of

PLACES = ("home", "employer", "school")
"""What a place or a firm may be to somebody; by its name alone nobody can tell which of them it is."""
THINGS = ("car", "phone", "computer", "bike", "belonging")
FRIENDS = ("friend", "best_friend")
PARTNERS = ("partner", "spouse", "best_friend")
HOUSEMATES = ("roommate", "flatmate")

_NAME = rf"(?P<x>{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{CAPITAL}){{0,3}})"
_OTHER_NAME = _NAME.replace("?P<x>", "?P<y>")
_PERSON = r"(?P<x>(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+)"
_PAIR = rf"(?:(?:my |our )?(?:{RELATION} )?{_PERSON} and (?:i|me)|(?:i|me) and (?P<y>(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+))"
_OWNED = r"(?P<x>(?!(?:it|them|that|one|job|house|flat|place)\b)[\w'&.+-]+(?:\s[\w'&.+-]+){0,3}?)"
_THING_NAME = r"(?P<x>[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*){0,3})"
_STOP = (
    r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|so|since|for|in|at|to|last|this|on|after|when|with|from|now)\b)"
)
_HAVE = rf"(?:(?:have|had|am|was|has|is)\s)?{HOW}"
_LODGING = r"(?:flat|apartment|house|place|home|room|studio|condo|bungalow|cottage|lease|tenancy|address)"
_FRIENDS = r"(?:close |good |best )?(?:friends|mates|pals|besties|buddies)"
_SHARED = r"(?:flatmates|roommates|housemates|living together|sharing a (?:flat|house|room))"
_NOT_NOW = rf"(?:no longer|not(?=.* (?:{NO_MORE})))"
_LOST = (
    r"(?:been |got |was |is |has been )?(?:stolen|nicked|pinched|written off|totalled|totaled|scrapped|sold|towed away"
    r"|recycled|crushed|flogged|binned|traded in|handed back|returned|gone to the scrapyard|went to the scrapyard"
    r"|given up the ghost|gave up the ghost|packed up for good|has a new owner|had its day|repossessed|impounded"
    r"|went up in (?:smoke|flames)|left the family|gone for scrap|went for scrap)"
)
_RID = (
    r"(?:sold|disposed of|totalled|totaled|wrote off|written off|scrapped|flogged|traded in|part-exchanged"
    r"|handed (?:back|in|over)"
    r"|gave (?:back|away)|given (?:back|away)|got rid of|gotten rid of|wrecked|crashed|binned|returned|parted with"
    r"|auctioned(?: off)?|donated|swapped|traded|replaced|upgraded from|switched from|moved on from|ditched)"
)


@dataclass(frozen=True, slots=True)
class FactFrame:
    """A way of saying that the fact that ``x`` or ``y`` of the pattern names is over, whichever of ``attributes``."""

    attributes: tuple[str, ...]
    pattern: re.Pattern[str]
    cues: frozenset[str]


def _frame(attributes: tuple[str, ...], cues: str, pattern: str) -> FactFrame:
    return FactFrame(attributes, re.compile(pattern, re.IGNORECASE), frozenset(cues.split()))


_FRAMES = (
    _frame(
        ("language",),
        "dropped stopped quit gave given ditched abandoned",
        rf"(?:i |we )?{_HAVE}(?:dropped|quit|ditched|abandoned|stopped|gave up|given up)"
        r" (?:my |learning |studying |taking )*"
        rf"(?P<x>{'|'.join(sorted(LANGUAGES))})(?: (?:lessons|classes|course))?{_STOP}",
    ),
    # people
    _frame(
        (),  # what the relation says
        "longer not",
        rf"(?:my (?:{RELATION}) )?{_PERSON} is {HOW}{_NOT_NOW} {HOW}(?:my|our) (?P<kin>{RELATION})\b",
    ),
    _frame(
        PARTNERS,
        "died passed",
        rf"(?:sadly ,? ?)?(?:my (?:late |dear |beloved )?(?:{RELATION}) )?{_PERSON} (?:has |had )?{HOW}(?:died|passed"
        r" (?:away|on)|passed(?=\s*$))\b",
    ),
    _frame((), "used", rf"{_PERSON} used to be (?:my|our) (?P<kin>{RELATION})\b"),
    _frame(FRIENDS, "longer not stopped", rf"{_PAIR} (?:are {HOW}{_NOT_NOW}|have stopped being) {HOW}{_FRIENDS}\b"),
    _frame(
        FRIENDS,
        "fell fallen speak talk speaking talking hang contact terms lost cut drifted",
        rf"{_PAIR} (?:(?:have )?{HOW}(?:fell|fallen) out\b|{HOW}(?:no longer|do not) {HOW}(?:speak|talk|hang out|have"
        rf" contact)\b|are {HOW}(?:no longer|not) (?:on speaking terms|speaking|talking|in touch)|(?:have )?{HOW}lost"
        rf" (?:touch|contact)|(?:have )?{HOW}drifted apart|(?:have )?{HOW}cut (?:ties|contact))",
    ),
    _frame(
        FRIENDS,
        "friends cut touch speak talk unfriended",
        rf"i {_HAVE}(?:no longer friends with|stopped being friends with|lost (?:touch|contact) with|fell out with"
        rf"|fallen out with|cut|cut ties with|unfriended|do not (?:speak|talk) to|no longer (?:speak|talk) to)"
        rf" (?:my (?:\w+ )?(?:{RELATION}) )?{_PERSON}(?: out of my life)?(?=\s*$|\s?[,;.]|\s(?:any|and|after|because|in"
        rf"|last|over|at)\b)",
    ),
    _frame(HOUSEMATES, "longer not stopped", rf"{_PAIR} (?:are {HOW}{_NOT_NOW}|have stopped) {HOW}{_SHARED}\b"),
    _frame(HOUSEMATES, "moved", rf"(?:my (?:{RELATION}) )?{_PERSON} (?:has )?{HOW}moved out\b"),
    _frame(
        HOUSEMATES, "longer not share live", rf"i (?:do not|no longer) {HOW}(?:live|share) .{{0,24}}?\bwith {_PERSON}\b"
    ),
    _frame(PARTNERS, "ex", rf"(?:my (?:{RELATION}) )?{_PERSON} is (?:now )?my ex\b(?!-)"),
    _frame(
        PARTNERS,
        "divorce",
        rf"(?:my|our|the) divorce (?:from|with) {_PERSON} {HOW}(?:came|has come|went|has gone|is|was) (?:through|final"
        r"|finali[sz]ed|done|over|complete|official)\b",
    ),
    _frame(
        ("pet",),
        "said",
        rf"(?:i|we) {_HAVE}said (?:our |my )?(?:last |final )?(?:goodbyes?|farewells?) to"
        rf" (?:(?:my|our) (?:\w+ ){{0,2}}?)?{_PERSON}(?:{_STOP}|(?= (?:yesterday|today)\b))",
    ),
    _frame(
        ("pet",),
        "lives living live",
        rf"{_PERSON} (?:now lives|is now living|has gone to live|went to live|lives(?=.* (?:now|these days)\b)) with"
        rf" (?:my|our|a|the|some) (?!us\b)\w+",
    ),
    # places and firms
    _frame(
        PLACES,
        "longer not",
        rf"(?:i am |we are |i am now |so )?{_NOT_NOW} (?:at|in|with|based in|living in|working (?:at|for)) {_NAME}",
    ),
    _frame(
        ("home",),
        "keys",
        rf"(?:i |we )?{_HAVE}(?:turned|handed|gave|given|dropped|posted) (?:in |back |over |off )?the keys (?:to|of"
        rf"|for)"
        rf" (?:my|our|the) (?:old )?{_NAME} {_LODGING}\b",
    ),
    _frame(
        ("home",),
        "sold gave given left moved cleared ended cancelled terminated vacated quit cleaned",
        rf"(?:i |we )?{_HAVE}(?:sold|gave up|given up|left|moved out of|cleared out|ended|cancelled|terminated|vacated"
        rf"|quit|emptied) (?:my|our|the) (?:old )?(?:{_NAME} {_LODGING}\b|{_LODGING} in {_OTHER_NAME})",
    ),
    _frame(
        PLACES,
        "out behind done through finished left parted moved said turned walked put",
        rf"(?:(?:i am|we are) {HOW}(?:out of|done with|through with|finished with)|(?:i|we) {_HAVE}(?:left|parted ways"
        rf" with|parted company with|moved (?:away|on) from|said (?:goodbye|farewell|bye) to|turned my back on"
        rf"|walked away from|put \w+ behind)"
        rf") {_NAME}{_STOP}",
    ),
    _frame(
        PLACES,
        "history behind past over",
        rf"(?:my (?:time|years|days|life|chapter|stint) (?:at|in|with) )?{_NAME} (?:is|are|has|have) {HOW}(?:history"
        rf"|behind"
        rf" (?:me|us)|a thing of the past|in the past|come to an end|over)\b",
    ),
    _frame(
        ("employer", "school"),
        "ways company parted",
        rf"(?:{_NAME} and (?:i|me)|(?:i|me) and (?P<y>{CAPITAL})) (?:have )?{HOW}parted (?:ways|company)\b",
    ),
    _frame(
        ("school", "employer"),
        "dropped quit graduated withdrew expelled finished",
        rf"i {_HAVE}(?:dropped out of|quit|graduated from|withdrew from|expelled from|finished (?:at|with)) {_NAME}",
    ),
    # things
    _frame(
        THINGS,
        "mine possession hands",
        rf"(?:my|the|our) (?:old )?{_OWNED} is {HOW}(?:no longer mine|mine no longer|not mine (?:any more|any longer)"
        r"|no longer in my possession|off my hands)\b",
    ),
    _frame(
        ("car", "phone", "computer", "bike"),
        "more",
        rf"no more (?-i:{_THING_NAME})(?= for (?:me|us)|\s*$|\s?[,;.])",
    ),
    _frame(THINGS, "stolen nicked pinched written totalled totaled scrapped sold towed recycled crushed flogged binned"
           " traded handed returned scrapyard ghost packed owner day repossessed impounded smoke flames family scrap",
           rf"(?:my|the|our) (?:old )?{_OWNED} (?:has |had )?{HOW}{_LOST}\b"),
    _frame(
        THINGS,
        "sold disposed totalled totaled wrote written scrapped flogged traded part-exchanged handed gave given"
        " got gotten wrecked crashed binned returned parted auctioned donated swapped replaced upgraded switched moved"
        " ditched",
        rf"(?:i |we )?{_HAVE}{_RID} (?:my|the|our) (?:old |beloved |trusty )?{_OWNED}{_STOP}",
    ),
    _frame(THINGS, "gave given handed passed", rf"(?:i |we )?{_HAVE}(?:gave|given|handed|passed)(?: on| down| over)?"
           rf" (?:my|the|our) (?:old )?{_OWNED} (?:on |over |down )?to (?:my|our|an?|the) \w+"
           r"(?! for (?:repairs?|service))"),
    _frame(
        THINGS,
        "scrapped sold stolen nicked pinched crushed written totalled recycled flogged scrapyard repossessed impounded",
        rf"(?:(?:my|the|our) (?:old )?)?{_OWNED} (?!and (?:i|we)\b)[a-z][\w' -]{{2,48}}? ,? (?:so|and) it"
        rf" (?:is|has|was|had|got) {HOW}{_LOST}\b",
    ),
    _frame(
        THINGS,
        "written pinched stole stolen nicked crushed scrapped repossessed impounded",
        r"(?:(?:the|my|our) )?(?:insurance|insurers?|somebody|someone|thieves|bank|leasing company|council|they) "
        rf"(?:has |have )?{HOW}(?:written off|pinched|stole|stolen|nicked|crushed|scrapped|repossessed"
        rf"|impounded) (?:my|the|our) (?:old )?{_OWNED}{_STOP}",
    ),
    _frame(
        THINGS,
        "let",
        rf"(?:i |we )?{_HAVE}(?:had to )?let (?:my|the|our) (?:old )?{_OWNED} go(?=\s*$|\s?[,;.]"
        r"| (?:last|in|for good|because)\b)",
    ),
    _frame(THINGS, "replaced", rf"(?:my|the|our) (?:old )?{_OWNED} (?:has been|was|is|got) {HOW}replaced\b"
           r"(?! the| its)"),
    *(_frame(attributes, cues, source) for attributes, cues, source in deeds.OVER),
    _frame(THINGS, "lease leasing contract", rf"(?:my|the|our) (?:lease|leasing|contract) (?:on|for|of) (?:my|the|our)"
           rf" {_OWNED} (?:has |is )?{HOW}(?:ended|ran out|run out|expired|over|up|finished)\b"),
)  # fmt: skip
_FIRM_OF_A_BADGE = re.compile(rf"{_NAME} (?:badge|laptop|lanyard|uniform|pass|keycard|email|desk|days|years)\b")


@cache
def _by_cue() -> ByCue:
    return ByCue([frame.cues for frame in _FRAMES])


def facts_over(clause: str) -> Iterator[tuple[str, str]]:
    """Attribute and name of the facts that a clause (spaced, without a lead) says are over."""
    for number in _by_cue().to_try(words_of(clause)):
        frame = _FRAMES[number]
        if found := frame.pattern.match(clause):
            named = found.groupdict()
            name = (named.get("x") or named.get("y") or "").strip()
            kin = (named.get("kin") or "").casefold()
            for attribute in frame.attributes or ((RELATION_WORDS[kin],) if kin in RELATION_WORDS else ()):
                yield attribute, name


def facts_of(act: str) -> Iterator[tuple[str, str]]:
    """The facts that go with what is given up: the post of whoever did it, and the place or firm it is named after."""
    for post in posts_of(act):
        yield "job", post
    if firm := _FIRM_OF_A_BADGE.match(act):
        yield "employer", firm["x"]
    elif re.fullmatch(_NAME, act):
        yield from ((attribute, act) for attribute in PLACES)
    elif lodging := re.fullmatch(rf"{_NAME} {_LODGING}", act):
        yield "home", lodging["x"]


def posts_of(act: str) -> list[str]:
    """The occupations of whoever does an act for a living: "carpentry" is a carpenter's, "teaching" a teacher's."""
    words = act.casefold().split()
    if not words or len(words) > 3:
        return []
    first, last = words[0], words[-1]
    if is_occupation(act):
        return [act.casefold()]
    stems = {first[:-3], first[:-4] if first[-5:-4] == first[-4:-3] else first[:-3]} if first.endswith("ing") else set()
    named = {f"{stem}{end}" for stem in stems for end in ("", "er", "or", "r", "ist", "e")}
    if len(words) == 1:
        named |= {f"{last[: -len(end)]}{agent}" for end, agent in _TRADES if last.endswith(end)}
    elif first.endswith("ing"):
        of_thing = " ".join(words[1:])
        named |= {f"{of_thing.removesuffix('s')} {stem}{end}" for stem in stems for end in ("er", "r")}
    return sorted(name for name in named if len(name) > 3 and is_occupation(name))


_TRADES = (
    ("ry", "er"), ("ry", ""), ("y", "er"), ("y", "ist"), ("y", "or"), ("ism", "ist"), ("ics", "ic"), ("ure", "or"),
    ("ing", "er"), ("ing", ""), ("ing", "ant"), ("law", "lawyer"), ("medicine", "doctor"), ("acting", "actor"),
    ("architecture", "architect"),
)  # fmt: skip
"""How the name of a trade ends, and that of whoever follows it."""
