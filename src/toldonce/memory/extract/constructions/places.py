"""Where somebody lives, moved to and comes from, said the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import (
    BE,
    HAVE,
    IS,
    KIN,
    NAMED,
    SOMEBODY,
    STOP,
    WHOSE,
    I,
    say,
)
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE

_WAYS = (
    r"(?:decamped|uprooted|migrated|emigrated|immigrated|shifted|transferred|upped sticks|pulled up stakes|gone off"
    r"|relocated|resettled|transplanted myself|taken myself off|(?:upped sticks|packed (?:up|my bags|our bags"
    r"|everything(?: up)?|my things|our things)|sold up|pulled up stakes|left) (?:and|,) (?:moved|gone|went|left"
    r"|relocated|come|came|headed))"
)
_ROOTS = (
    r"(?:resettled|put down (?:my |our |new )?roots|set up (?:home|house|camp)|taken up residence|took up "
    r"residence|taken root"
    r"|found (?:my|our|a) (?:new )?home|made (?:my|our) home|bought (?:my|our) first (?:flat|house|home)"
    r"|unpacked for good"
    r"|moved into (?:an?|my|our) (?:\w+ )?(?:flat|house|apartment|place|studio)|(?:started|begun) (?:a "
    r"new life|over|afresh)"
    r"|built (?:my|our) (?:life|home|house)|nested|settled down|established (?:myself|ourselves))"
)
_DWELL = (
    r"(?:put up|holed up|parked|stationed|domiciled|rooted|housed|anchored|happily settled|at home|resident|ensconced"
    r"|planted)"
)
_CHILDHOOD = (
    r"(?:childhood|youth|early years|school years|school days|formative years|teenage years|upbringing|boyhood"
    r"|girlhood)"
)


def _where(found: re.Match[str]) -> str:
    """ "York is where I am based" as "I am based in York"."""
    clause, place = found["clause"].rstrip(" ,"), found["x"]
    if clause.endswith((" from", " in", " at")):
        return f"{clause} {place}"
    if clause.endswith(" home"):
        return f"I live in {place}"
    if re.search(r"\bcall home\b", clause):
        return f"I live in {place}"
    preposition = "at" if re.search(r"\bworks?(?:ing)?\b", clause) and " " in place else "in"
    return f"{clause} {preposition} {place}"


def _stranded(found: re.Match[str]) -> str:
    """ "The town I was born in is Lille" as "I was born in Lille"."""
    clause = found["clause"].rstrip(" ,")
    preposition = "" if clause.endswith((" in", " from", " at")) else " in"
    return f"{clause}{preposition} {found['x']}"


def _made_home(found: re.Match[str]) -> str:
    return f"{found['s']} moved to {found['x']}"


_TOWN = r"(?:city|town|place|village|country|area|suburb|neighbourhood|part of town)"

RULES: tuple[Rewording, ...] = (
    (
        "home",
        rf"^(?:my |our )?home(?:'s| has| is) been (?:now )?(?:in )?{NAMED}(?=\s*$|\s?[,;])",
        r"I live in \g<x> now",
    ),
    (
        "home",
        rf"^home for (?P<who>{WHOSE}{ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?|(?-i:[A-Z])\w+) is (?:now )?{NAMED}",
        lambda found: say(found["who"], "live", f"in {found['x']}"),
    ),
    (
        "flat house home place apartment address digs",
        rf"^(?P<who>{WHOSE}{ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?|(?-i:[A-Z])\w+)'s (?:new |own |current )*"
        rf"(?:flat|house|home|place|apartment|address|digs) is (?:now |over |out )*in {NAMED}",
        lambda found: say(found["who"], "live", f"in {found['x']}"),
    ),
    (
        "renting lodging sharing",
        rf"^{SOMEBODY} {BE}(?:renting|lodging|flat-sharing|house-sharing)(?: an? [\w ]+?)? (?:over |out )?in {NAMED}",
        lambda found: say(found["s"], "live", f"in {found['x']}"),
    ),
    (
        "moved",
        rf"^{SOMEBODY} {HAVE}moved (?:back )?in with [\w' -]+? in {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "shifted",
        rf"^{SOMEBODY} {HAVE}shifted (?:(?:my|our) )?base to {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "packed",
        rf"^{I} {HAVE}packed (?:everything |it all |our bags |my bags )?(?:up )?and (?:left|moved) (?:from )?"
        rf"(?P<old>(?-i:[A-Z])[\w'-]+) (?:for|to) {NAMED}",
        r"I moved from \g<old> to \g<x>",
    ),
    (
        "used",
        rf"^{I} used to (?:live in|be based in) (?P<old>(?-i:[A-Z])[\w'-]+) ?(?:,|;|but|and|-|–|—) ?(?:but |and )?"
        rf"(?:now|these days|nowadays) (?:it is|i am in|we are in|it is all about) {NAMED}",
        r"I moved from \g<old> to \g<x>",
    ),
    ("home", rf"^{NAMED}'s home(?: for (?:me|us))?{STOP}", r"I live in \g<x>"),
    (
        "hang lay pay keep sleep",
        rf"^{NAMED} is (?:now )?where (?:i|we) (?:hang (?:my|our) hats?|lay (?:my|our) heads?|pay (?:my|our) rent|sleep"
        r"|keep (?:my|our) (?:things|stuff|clothes))\b",
        r"I live in \g<x>",
    ),
    (
        "landed ended settled",
        rf"^{SOMEBODY} {HAVE}(?:upped sticks|packed up|sold up|left home) and (?:landed|ended up|settled) in {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "behind past history",
        rf"^{NAMED} (?:is|are) (?:now |finally )*(?:behind (?:me|us)|in the past for (?:me|us)|history for (?:me|us)"
        r"|a thing of the past for (?:me|us))\b",
        r"I left \g<x>",
    ),
    (
        "living residing based settled",
        rf"^(?:living|residing|based|settled|housed) (?:here |over |out )*in {NAMED}(?: here| now| myself"
        rf"| these days)*{STOP}",
        r"I live in \g<x>",
    ),
    (
        "childhood youth school born grew",
        rf"^{NAMED} (?:is|was) where (?:i|we) (?:spent|had|passed) (?:\w+ )*(?:{_CHILDHOOD})\b",
        r"I grew up in \g<x>",
    ),
    (
        "where",
        rf"^(?:it is |it was )?{NAMED} (?:is|was) (?:now )?where (?P<clause>(?:i|we|(?:my|our) [\w' -]+?|[A-Z]\w+)"
        r" (?:\w+ ){0,4}?(?:lives?|live|living|based|settled|settle|reside|resides|stay|stays|am|is|are|from|home|grew"
        r" up|up|was born|born|raised|works?|working|settled down|ended up|moved(?: to)?|put down roots))"
        r"(?: now| these days| nowadays| currently| at the moment)?(?=\s*$|\s[,;]|\s(?:and|but|with|since|because)\b)",
        _where,
    ),
    (
        "in from up",
        rf"^(?:the|my) {_TOWN} (?:that |where |which )?(?P<clause>{I} (?:now |currently )?(?:live|grew up"
        r"|was born|was raised"
        rf"|come|am|reside|was brought up|am living)(?: in| from)?)(?: now)? {IS}{NAMED}",
        _stranded,
    ),
    (
        "city town place village country area suburb neighbourhood",
        rf"^{NAMED} {IS}the {_TOWN} (?:that |where |which )?(?P<clause>{I} (?:now |currently )?(?:live|grew up|was born"
        r"|was raised|come|am|was brought up|am living)(?: in| from)?)(?: now)?(?=\s*$|\s[,;.])",
        _stranded,
    ),
    ("home", rf"^{SOMEBODY} {HAVE}made {NAMED} (?:my|our|her|his|their) (?:new |permanent )?home\b", _made_home),
    (
        "home base",
        rf"^{NAMED} (?:is|has been|has become|became) (?:now )?(?:my|our) (?:new |current |permanent "
        r"|adopted |adoptive |only )*"
        r"(?:home|base|home base|home city|home now|city|home address)(?: now| these days| since)?(?=\s*$|\s[,;])",
        r"I live in \g<x> now",
    ),
    (
        "home base",
        r"^(?:my|our) (?:new |current |permanent |adopted |only )*(?:home|base|home base|city of "
        r"residence|whereabouts)"
        rf"(?: now)? {BE}(?:called |in )?{NAMED}",
        r"I live in \g<x> now",
    ),
    (
        " ".join(
            "decamped uprooted migrated emigrated immigrated shifted transferred upped pulled gone relocated resettled"
            " transplanted packed sold left".split()
        ),
        rf"^{SOMEBODY} {HAVE}{_WAYS} (?:from [\w' -]+ )?(?:(?:over|back|up|down|out|away) )?(?:to|for) {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "resettled put set taken took found made bought unpacked moved started begun built nested settled established",
        rf"^{SOMEBODY} {HAVE}{_ROOTS} (?:(?:over|back|up|down|out|here|together) )?(?:in|near|outside) {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "finished completed done made survived",
        rf"^{SOMEBODY} {HAVE}(?:finished|completed|done|made|survived) (?:with )?(?:moving|relocating|the "
        r"(?:big )?move|my move"
        rf"|our move|the relocation)(?: house| over)? to {NAMED}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "move relocation",
        rf"^(?:my|our|the) (?:big |recent )?(?:move|relocation) (?:from [\w' -]+ )?to {NAMED} (?:is|was|went|has been"
        r"|happened|took place|went through|is complete)\b",
        r"I moved to \g<x>",
    ),
    (
        "home",
        rf"^{NAMED} (?:is|has been|has become|became) (?:now )?home (?:to|for) (?P<s>(?:my|our) [\w' -]+?"
        rf"|(?-i:[A-Z])\w+)(?: now| these days)?{STOP}",
        lambda found: say(found["s"], "live", f"in {found['x']}"),
    ),
    (
        "put holed parked stationed domiciled rooted housed anchored happily home resident ensconced planted",
        rf"^{SOMEBODY} {BE}{_DWELL} in {NAMED}",
        lambda found: say(found["s"], "live", f"in {found['x']}"),
    ),
    (
        "find",
        rf"^(?:these days |nowadays )?you (?:will|can) (?:now |usually |mostly )?find me (?:living )?in {NAMED}"
        r"(?=\s*$|\s[,;.]|\s(?:these|now|and)\b)",
        r"I live in \g<x>",
    ),
    (
        "rent own share bought let renting occupy",
        rf"^{SOMEBODY} {HAVE}(?:rent|rents|own|owns|share|shares|occupy|let|renting|subletting) (?:an?|the|my|our) "
        rf"(?:[\w-]+ ){{0,3}}?(?:flat|apartment|house|place|room|studio|cottage|bungalow|houseboat|bedsit|terrace)"
        rf" (?:over |up |down )?(?:in|near|outside) {NAMED}",
        lambda found: say(found["s"], "live", f"in {found['x']}"),
    ),
    (
        "postcode address flat house letters mail keys garden",
        r"^(?:my|our) (?:new |own |current |little )*(?:postcode|postal address|address|flat|house"
        r"|apartment|garden|front"
        rf" door|place|studio|bungalow) (?:is|sits|stands|lies|can be found|is located|is situated) "
        rf"(?:(?:right|now|over|up|down) )*(?:an? )?(?:in|near|outside) {NAMED}",
        r"I live in \g<x>",
    ),
    (
        "local resident inhabitant citizen",
        rf"^{SOMEBODY} {BE}(?:an? |the )?(?:proud |new |long-time |happy )*(?:resident|inhabitant|citizen"
        rf"|denizen) of {NAMED}",
        lambda found: say(found["s"], "live", f"in {found['x']}"),
    ),
    (
        "childhood youth early school formative teenage upbringing boyhood girlhood",
        rf"^(?:(?:most|all|much|a lot) of )?my (?:whole |entire )?{_CHILDHOOD} (?:was|were|took place"
        r"|happened) (?:all |mostly )?"
        rf"(?:spent )?in {NAMED}",
        r"I grew up in \g<x>",
    ),
    (
        "spent had",
        rf"^{I} {HAVE}(?:spent|had|passed|lived) (?:(?:most|all|much|a lot) of )?(?:my|a) (?:whole |entire |happy )*"
        rf"(?:{_CHILDHOOD}|first [\w-]+ years(?: of my life)?|first years)(?: of life)? in {NAMED}",
        r"I grew up in \g<x>",
    ),
    (
        "lived was went",
        rf"^{I} (?:lived|was living|went to (?:primary |elementary |secondary |high )?school|was at school) in {NAMED} "
        r"(?:as a (?:child|kid|boy|girl|teenager|little \w+|baby)|when (?:i was|we were) (?:a (?:child|kid|boy|girl)"
        r"|little|small|young|growing up)|until i (?:was|turned) (?:\d{1,2}|[a-z]+teen|ten|eleven|twelve)"
        r"|growing up)\b",
        r"I grew up in \g<x>",
    ),
    (
        "roots origins family folks people",
        rf"^(?:my|our) (?:family )?(?:roots|origins) (?:are|lie|go back) (?:in|to) {NAMED}",
        r"I come from \g<x>",
    ),
    ("roots", rf"^i have (?:my )?(?:deep )?roots in {NAMED}", r"I come from \g<x>"),
    (
        "raised brought parents mother father",
        r"^(?:my (?:parents|mother|father|mum|mom|dad|gran|grandparents|family|grandmother)|they) "
        r"(?:raised|brought) (?:me|us)"
        rf"(?: up)? in {NAMED}",
        r"I grew up in \g<x>",
    ),
    (
        "girl boy lad lass resident dweller local londoner",
        rf"^{I} have (?:now )?(?:been|become|turned into) (?:an? )?(?:real |proper |proud )?{NAMED} (?:girl|boy|lad"
        rf"|lass"
        r"|resident|dweller|local|inhabitant|guy|woman|man)\b",
        r"I live in \g<x> now",
    ),
    (
        "girl boy lad lass kid born child",
        rf"^(?:{I} am|as) an? {NAMED} (?:girl|boy|lad|lass|kid|child|girl at heart|boy at heart)\b",
        r"I come from \g<x>",
    ),
    (
        "born",
        rf"^(?:{I} am )?{NAMED} born(?: and (?:bred|raised))?(?: here)?{STOP}",
        r"I come from \g<x>",
    ),
    (
        "raised made shaped",
        rf"^{NAMED} (?:raised|made|shaped) me{STOP}",
        r"I grew up in \g<x>",
    ),
    (
        "came started life began",
        rf"^{I} (?:came into (?:this|the) world|started (?:out )?(?:my )?life|started out|began (?:my "
        r")?life|first saw the"
        rf" light(?: of day)?|was delivered|entered the world) in {NAMED}",
        r"I was born in \g<x>",
    ),
    (
        "birthplace home native hometown",
        rf"^{NAMED} {IS}(?:my|our) (?:birthplace|place of birth|native (?:city|town|village|soil)|hometown"
        r"|home town|childhood"
        r" home|city of birth)\b",
        r"my hometown is \g<x>",
    ),
    (
        "native childhood birth",
        r"^(?:my|our) (?:native (?:city|town|village|place)|childhood (?:home|town|city|village)|city of "
        r"birth|town of birth)"
        rf" {IS}(?:in )?{NAMED}",
        r"my hometown is \g<x>",
    ),
    (
        "left said goodbye",
        rf"^{I} {HAVE}(?:said (?:goodbye|farewell) to|bid farewell to|turned my back on|done with"
        r"|finished with|moved on from"
        rf"|put) {NAMED} (?:behind me )?(?:and|, and|,) (?:moved|am now|now live|went|relocated|headed) (?:to|in) "
        r"(?P<new>(?-i:[A-Z])[\w' -]+)",
        r"I moved from \g<x> to \g<new>",
    ),
)
