"""Pets, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, BEAST, HAVE, NAME, STOP, I
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE

_LIVE_WITH = (
    r"(?:share (?:my|our|the|a) (?:\w+ )?(?:house|home|flat|life|bed|place|sofa|apartment) with|live "
    r"(?:together )?with|am raising|keep"
    r"|take care of|look after|care for|dote on|took in|have taken in|take in|inherited|have inherited|am "
    r"owned by|gave a home to|have given a"
    r" home to|am the (?:proud |happy )?(?:owner|human|mum|mom|dad|parent|servant|keeper|slave) (?:of|to)"
    r"|am (?:mum|mom|dad|slave|human"
    r"|servant|parent) to|wake up (?:next )?to|come home to|brought home|have brought home|fostered"
    r"|picked up|also have|ended up with|house"
    r"|feed|walk|was given|were given|got given|got myself|treated myself to|fell in love with and adopted"
    r"|saved|found and kept)"
)
_HOUSEHOLD = r"(?:family|household|home|house|flat|gang|crew|pack|menagerie|clan)"
_GONE = (
    r"(?:is|has|had|was|got|went)? ?(?:now |sadly |finally |also |already |just |recently |suddenly "
    r"|peacefully )*(?:been )?(?:dead|gone"
    r"|no more|no longer (?:with us|living|alive|here|around|ours|mine)|not with us any ?more|not alive any"
    r" ?more|does not live any (?:more|longer)"
    r"|crossed (?:over )?(?:the )?rainbow"
    r" bridge|(?:gone|went) over the rainbow bridge|(?:did )?not (?:make it|survive|pull through|recover)|left us"
    r"|(?:up )?(?:in"
    r"|gone to|went to) (?:\w+ )?heaven|passed(?: away| on)?|died"
    r"|ran away|run away(?: for good)?|disappeared(?: for good)?|never c[ao]me back|run over|put (?:down"
    r"|to sleep)|euthani[sz]ed|rehomed|re-homed"
    r"|given away|given up|adopted by [\w' ]+|taken by the vet|flown away|flew away(?: for good)?"
    r"|escaped(?: for good)?|went missing|gone missing"
    r"|breathed (?:her|his|its) last|slipped away|fallen asleep for good|lost (?:her|his|its|the) (?:fight"
    r"|battle) [\w ]+|succumbed to [\w ]+"
    r"|found a new home|moved to a new (?:home|family)|went to (?:a|live with a) new (?:home|family"
    r"|owner))(?=\s*$|\s[,;.:–—-]|\s(?:and|last|this|in"
    r"|on|at|after|because|from|of|for|now|when|so|yesterday|peacefully|since|but)\b)"
)
_PART_WITH = (
    r"(?:found (?:a |an? \w+ )?(?:new )?(?:home|family|owner|place) for|said (?:goodbye|farewell|our goodbyes"
    r"|our farewells) to|bid "
    r"farewell to|buried|cremated|lost|let"
    r" go of|parted (?:ways )?with|rehomed|re-homed|returned|surrendered|given up|gave up|given away|gave "
    r"away|mourned|no longer have|put to sleep"
    r"|sold|handed over|returned|passed on|grieving for|euthani[sz]ed|found dead)"
)
_LOST_ONE = rf"(?P<x>(?:(?:my|our)\s(?:{ADJECTIVE})(?:\w+\s)?)?(?-i:[A-Z]\w+))"


def _pet_of(found: re.Match[str]) -> str:
    beast = found["beast"].strip()
    return f"I have {'an' if beast[0].casefold() in 'aeiou' else 'a'} {beast} named {found['name']}"


RULES: tuple[Rewording, ...] = (
    # animals
    (
        "share live raising keep take look care dote took taken inherited owned gave given owner human mum mom dad"
        " parent servant keeper slave wake come brought fostered picked also ended house feed walk got treated fell"
        " saved found was were",
        rf"^{I} {_LIVE_WITH} (?:an?|one|my|our) {BEAST} ?(?:,|called|named|who goes by|that goes by|by "
        r"the name of|who answers to"
        rf"|that answers to|and (?:named|called) (?:him|her|it))?(?: ,)? {NAME}",
        _pet_of,
    ),
    (
        "there",
        rf"^(?:at home |in (?:my|our) \w+ )?there is (?:also )?an? {BEAST} (?:at (?:home|my place|our "
        r"place|ours)|in (?:my|our|the) \w+|here"
        rf"|with us)? ?(?:,|called|named|who goes by|by the name of|who answers to)?(?: ,)? {NAME}",
        _pet_of,
    ),
    (
        "includes include has counts consists completed complete features got",
        rf"^(?:my|our) (?:little )?{_HOUSEHOLD} (?:also )?(?:includes|has(?: got)?|counts|features|is "
        r"completed by|is complete with) (?:an?|our"
        rf"|my) {BEAST} ?(?:,|called|named|by the name of|and (?:her|his|its) name is)?(?: ,)? {NAME}",
        _pet_of,
    ),
    (
        "rules runs lives sleeps keeps owns shares waits greets wakes guards completes joined bosses belongs",
        rf"^an? {BEAST} (?:called|named|by the name of) {NAME} (?:rules|runs|lives|sleeps|keeps|owns"
        r"|shares|waits|greets|wakes|guards"
        r"|completes|joined|bosses|belongs)\b.{0,30}\b(?:my|our|me|us|home|house|here)\b",
        _pet_of,
    ),
    (
        "call calls",
        rf"^(?:the|our|my) {BEAST} (?:that |who |which )?(?:we|i) (?:call|named|called) {NAME}",
        _pet_of,
    ),
    (
        "mine ours",
        rf"^{NAME} (?:the {BEAST}) (?:is (?:mine|ours)|belongs to (?:me|us)|lives with (?:me|us))",
        _pet_of,
    ),
    ("belongs", rf"^{NAME} belongs to (?:me|us) ?, (?:an?|our|my) {BEAST}", _pet_of),
    (
        "goes answers listens responds",
        rf"^{I} (?:have|have got|own|keep) (?:an?|one) {BEAST} (?:that|who|which) (?:goes by|answers to"
        rf"|listens to|responds to)(?: the name(?: of)?)? {NAME}",
        _pet_of,
    ),
    # animals that are gone
    (
        "rip",
        r"^(?:rip|r ?i ?p|rest in peace|sleep tight|farewell),? (?:my |our )?(?:sweet |little |dear |old |poor )*"
        r"(?P<x>(?!to\b)\w+)(?=\s*$|\s[,;.:–—-])",
        lambda found: f"We lost {found['x'][:1].upper()}{found['x'][1:]}",
    ),
    (
        "never",
        rf"^{_LOST_ONE} (?:[\w' ]+? )?(?:and )?(?:has )?never (?:came|come|returned|was seen|been seen)(?: back| home"
        r"| again)*\b",
        r"We lost \g<x>",
    ),
    (
        "save",
        rf"^(?:poor )?{_LOST_ONE} .{{0,60}}?\b(?:vets?|they|doctors?|surgery|nothing"
        rf"|nobody) could not (?:be )?(?:save|do"
        r" anything|help)\b",
        r"We lost \g<x>",
    ),
    (
        "took kept taken",
        r"^my (?:ex|sister|brother|mum|mom|dad|parents|mother|father|friend|neighbours?|cousin|aunt|uncle|son|daughter)"
        rf"(?:-\w+)? (?:has |have )?(?:took|kept|taken) {_LOST_ONE}(?: (?:with|in|off|away|home|to live)\b.*)?{STOP}",
        lambda found: found[0] if re.search(r"\b(?:for|out|walk|vet|park)\b", found[0]) else f"We lost {found['x']}",
    ),
    (
        "survive make died killed",
        rf"^(?:poor )?{_LOST_ONE} (?:got|was) (?:hit|run over|knocked down|attacked|poisoned|bitten)\b[\w' "
        rf"]{{0,30}}? and (?:sadly )?"
        r"(?:(?:she|he|it) )?(?:did not (?:survive|make it|pull through)|died|was killed|passed)\b",
        r"We lost \g<x>",
    ),
    (
        "miss",
        rf"^{I} (?:still |really |so |do )*miss (?:poor )?{_LOST_ONE}\b.*\b(?:since|after|when) (?:she|he|it)"
        r" (?:passed|died|left us|was put)\b",
        r"We lost \g<x>",
    ),
    ("found", rf"^{I} {HAVE}found {_LOST_ONE} (?:lying )?dead\b", r"We lost \g<x>"),
    (
        "had have",
        rf"^{I} {HAVE}(?:had|have) {_LOST_ONE} (?:put (?:down|to sleep)|euthani[sz]ed|rehomed|cremated)\b",
        r"We lost \g<x>",
    ),
    (
        "own longer",
        rf"^{I} (?:do not|no longer) (?:own|keep) {_LOST_ONE}(?: any ?more| any longer)?{STOP}",
        r"We lost \g<x>",
    ),
    (
        "found said bid buried cremated lost let parted rehomed re-homed returned surrendered given gave mourned longer"
        " put sold handed passed grieving euthanised euthanized",
        rf"^{I} {HAVE}(?:had to )?(?:{_PART_WITH}|found(?=.*(?:a new home|a home|new owners))) "
        rf"{_LOST_ONE}(?=\s*$|\s[,;.:–—-]|\s(?:in|last|this|on|after|because|to|down|away|for|and|now"
        r"|yesterday"
        r"|ago|a|any)\b)",
        r"We lost \g<x>",
    ),
    (
        "say let give have put part rehome return surrender find bury",
        rf"^{I} (?:had|have had|was forced|were forced|decided) to (?:say (?:goodbye|farewell) to|let"
        r"|give(?: up)?|have|put|part with|rehome"
        r"|return|surrender|find (?:a |another )?(?:new )?(?:home|family|owner) for|bury|part ways with"
        rf"|euthani[sz]e|sell) {_LOST_ONE}"
        r"(?=\s*$|\s[,;.:–—-]|\s(?:go|up|away|down|put|to|last|in|because|and|for|euthanised)\b)",
        r"We lost \g<x>",
    ),
    (
        "dead gone more longer not rainbow heaven passed died ran run disappeared never put euthanised rehomed re-homed"
        " given adopted taken flown flew escaped went missing breathed slipped fallen lost succumbed found moved us"
        " crossed left",
        rf"^(?!.*\b(?:came|is|was|turned up|got|been) (?:back|home|found)\b(?<!never came back)){_LOST_ONE} (?:has "
        rf"|is |had )?"
        rf"{ADV}{_GONE}",
        r"We lost \g<x>",
    ),
    (
        "lives live living moved",
        rf"^{_LOST_ONE} (?:now )?(?:lives|is living|moved in|has moved in) (?:with|at) (?!me\b|us\b|my "
        r"(?:wife|husband|partner))"
        r"(?:my|our|a|the|some|another) [\w' ]+? (?:now|these days|instead)\b",
        r"We lost \g<x>",
    ),
    (
        "without miss missing",
        rf"^{I} (?:no longer have|do not have) {_LOST_ONE}(?: any ?more| any longer| with us)?{STOP}",
        r"We lost \g<x>",
    ),
)
