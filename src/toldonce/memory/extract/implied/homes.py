"""Where somebody lives, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.implied.parts import PLACE, SINCE, STOP

_NOT_LET = r"(?!(?:holiday|second|weekend|summer|vacation|rental|student)\b)"
_LIVE = (
    r"(?:(?:now |currently |still |also |actually |happen to )*(?:live|reside|am based|are based|am living"
    r"|are living|rent"
    rf"|dwell|have (?:my|our|a) (?:{_NOT_LET}\w+ )?(?:flat|home|house|place"
    r"|apartment|room|studio)|am at home|make my home)"
    r"|have (?:now |long )?(?:lived|been living|been based|made my home))\b"
)
_TOWN = r"(?:city|town|place|village|suburb|neighbourhood|corner of the world|part of the world)"
_LODGING = (
    r"(?:flat|apartment|place|house|home|studio|room|landlord|landlady|address|neighbou?rhood|street|garden"
    r"|kitchen|balcony|postcode"
    r"|commute|bedsit"
    r"|building|rent|neighbours|front door)"
)


def _live(found: re.Match[str]) -> str:
    day = found["day"]
    return f"I have lived in {found['x']} {day}" if day else f"I live in {found['x']}"


PRESUPPOSED: tuple[Rewording, ...] = (
    ("where", rf"(?<!\w){PLACE} ?,? ?\(? ?where (?:i|we) {_LIVE}{SINCE}", _live),
    ("which", rf"(?<!\w){PLACE} ?,? (?:the {_TOWN} )?in which (?:i|we) {_LIVE}{SINCE}", _live),
    (
        "where which that live",
        rf"\bthe {_TOWN} (?:in which |where |that )?(?:i|we) {_LIVE}(?: in)?{SINCE} ?[,(:] (?:namely |that"
        rf" is )?{PLACE} ?[,):]",
        _live,
    ),
    ("where", rf"\bwhere (?:i|we) {_LIVE}{SINCE} ?[,(:] (?:namely |that is |so |in )?{PLACE}(?=\s?[),.:]|\s*$)", _live),
    (
        "city home base",
        rf"(?<!\w){PLACE} ?[,(] (?:which is |that is )?(?:my|our) (?:home|city|base|home base|adopted \w+"
        rf"|current \w+)(?P<day>)"
        r"(?=\s?[,.;)]|\s*$)",
        _live,
    ),
    (
        "my our",
        rf"\b(?:my|our) (?:little |tiny |small |rented |own |current |cosy |cramped |whole )*{_LODGING} "
        rf"(?:over |here |down |up |back )*in {PLACE}(?P<day>)",
        _live,
    ),
)
"""What holds in a question too."""
STATED: tuple[Rewording, ...] = (
    (
        "where",
        rf"^{PLACE} is where (?:i|we) have (?:lived|been living|been|been based|settled) (?P<day>(?:since|for) [\w"
        rf" ]{{3,25}})",
        _live,
    ),
    (
        "rented rent",
        rf"\b(?:i|we) (?:have )?(?:rent|rented|been renting) [\w ]{{2,30}}? in {PLACE} (?P<day>(?:since|for) [\w"
        rf" ]{{3,25}})",
        _live,
    ),
    ("am are", rf"^(?:i am|we are) (?:now |here )?in {PLACE} (?P<day>since [\w ]{{3,25}}){STOP}", _live),
    ("home", rf"\b(?:i|we) have made {PLACE} (?:my|our) home (?P<day>(?:since|for) [\w ]{{3,25}}){STOP}", _live),
    (
        "renting residing settled lodging resident residents",
        rf"^(?:currently |presently |now |proud )*(?:renting|residing|settled|lodging|resident|a resident)(?: here)?"
        rf" (?:in|at|of) {PLACE}{SINCE}{STOP}",
        _live,
    ),
    ("currently", rf"^currently in {PLACE} ?, (?:been|living|and have been) here{SINCE}", _live),
    ("home", rf"\b(?:me|us|i am|we are|back|alone) at home in {PLACE}(?P<day>)", _live),
    ("home", rf"^home(?: sweet home)? in {PLACE}(?P<day>){STOP}", _live),
    (
        "home",
        rf"(?<!\w){PLACE} has been (?:my )?home(?: to me| for me)? (?P<day>(?:since|for) [\w ]{{3,25}}){STOP}",
        _live,
    ),
    (
        "pay rent sleep wake reside dwell habit inhabit domiciled registered settled hang put have go get keep "
        "resident call",
        r"\b(?:i|we) (?:still |now |currently |have |am |are )*(?:pay (?:my |our )?(?:rent|council tax|taxes"
        r"|a mortgage)|sleep"
        r"(?: at night)?|wake up|go to bed|reside|dwell|habit|abide|domiciled|registered|settled(?: down)?"
        r"|a resident|hang (?:my"
        rf" hat|up my coat)|put down roots|(?:have|keep|rent|own) (?:my |our |a )(?:{_NOT_LET}\w+ )?(?:bed|home"
        r"|roof over my head|four walls"
        r"|household|front door|mailbox|letterbox|nest)|get my (?:post|mail)) (?:here )?in"
        rf" {PLACE}{SINCE}{STOP}",
        _live,
    ),
    (
        "inhabit call",
        rf"\b(?:i|we) (?:now )?(?:inhabit {PLACE}(?P<day>)|call (?P<y>{PLACE.replace('?P<x>', '?:')}) (?:my "
        rf"|our )?home\b)",
        lambda found: f"I live in {found['x'] or found['y']}",
    ),
    (
        "bed sleep roof keys door",
        rf"^{PLACE} is (?:now )?where (?:my|our) (?:bed|home|house|flat|front door|key|keys|rent|mail|post) (?:is"
        rf"|are|goes?"
        rf"|fits?)(?P<day>)",
        _live,
    ),
    (
        "live dwell sit",
        rf"\b(?:i|we) (?:live|dwell) (?:(?:over|up|down|out|here|now|already|also|then|all) )+in"
        rf" {PLACE}{SINCE}{STOP}",
        _live,
    ),
    ("living", rf"(?:^|\s?[:–—-]\s)(?:now |currently |still )?living (?:here )?in {PLACE}{SINCE}{STOP}", _live),
    (
        "resident somebody someone one citizen",
        rf"\bas (?:a (?:resident|citizen|inhabitant) of|(?:somebody|someone"
        rf"|one) (?:who"
        rf" lives|living) in) {PLACE}(?P<day>)(?= ,? ?(?:i|my|we)\b)",
        _live,
    ),
    ("based", rf"^{PLACE}[ -]based(?P<day>)(?=\s*$|\s?[,.;])", _live),
    ("based", r"\b(?:i am|we are|as) an? (?P<x>(?-i:[A-ZÀ-Þ][a-zß-ÿ]+))[ -]based (?P<day>)", _live),
    (
        "live living",
        rf"\b(?:i am|we are|am|are) in {PLACE} ?,? (?:and )?(?:i |we )?(?:live|living|been living)"
        r"(?: right| here| just| there| bang)*(?: in the \w+| downtown| near \w+| close to \w+| not far| on \w+)?"
        rf"{SINCE}{STOP}",
        _live,
    ),
    ("stay", rf"^(?:i|we) (?:currently |now )?stay in {PLACE}(?P<day>)(?: only| itself| now| currently)?$", _live),
    (
        "staying",
        rf"\b(?:i am|we are|i have been|we have been) (?:currently )?staying in {PLACE} (?P<day>since [\w ]{{4,20}})",
        _live,
    ),
    (
        "city town residence location home base address",
        rf"^(?:my |current |present |home )*(?:city|town|place of residence|residence|location|home|home ?base|base"
        rf"|where i live|living in|based in)(?: is| now)* ?[:=–—-] ?(?:currently |now |in )*{PLACE}(?P<day>){STOP}",
        _live,
    ),
)
POINTING = (
    r"(?:(?:and|because|as|since|for|so|,) )*(?:that|this|it|there|which) is (?:actually |also |now |just )*(?:where"
    rf"|the {_TOWN}(?: where| that| in which)?|my (?:home|city|hometown|base))(?: (?:i|we) {_LIVE}(?: in)?)?{SINCE}"
)
"""A clause that says of a place just named that it is home."""
POINTING_THERE = (
    r"(?:(?:and|because|as|since|given that|for|so|,) )*(?:i|we) (?:currently |now |actually |also |still"
    r" )*(?:live|am based"
    rf"|are based|rent|have lived|have been living) (?:here|there){SINCE}"
)
""" "Any tips for Ghent? I live here."."""
