"""That something is not liked any more."""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import (
    AT_END,
    FED_UP,
    FOR_ME,
    HAS,
    HOW,
    LATELY,
    LIKE,
    LIKING,
    LIKING_OR_ACT,
    NO_MORE,
    NOT_A_THING,
    SPEAKER,
    THING,
    YOU_MAY,
    frame,
)

_TASTED = (
    rf"(?!(?:the|this|that|these|those|my|our|all)\s)(?:(?:doing|having|eating|drinking|going to|going)\s)*"
    rf"(?P<x>{NOT_A_THING}[\w'&-]+(?:\s[\w'&-]+){{0,4}}?)"
)
"""Something that is liked in general: nobody goes off "the internet provider"."""
_PLAYED_OUT = (
    r"(?:lost (?:all )?(?:its|their) (?:\w+ )?(?:appeal|charm|magic|attraction|lustre|shine|allure|hold|sparkle"
    r"|novelty"
    r"|thrill|flavour|edge|sheen)|burn(?:t|ed) (?:itself|themselves) out|worn (?:off|thin)|stopped (?:being|doing"
    r"|giving)"
    r"\s(?:[\w ]{0,20}(?:fun|joy|pleasure|it for me|enjoyable|a pleasure|a treat))|ceased to (?:\w+ )?me"
    r"|become (?:a )?(?:chore|bore|dull|boring|tedious))"
)
_VANISHED = (
    r"(?:(?:seems? to have |appears? to have )?(?:vanished|disappeared|gone|evaporated|faded|died|waned|cooled|passed"
    r"|dried up|burn(?:t|ed) (?:itself )?out|fizzled out|worn off|run its course)|(?:is|are) (?:over|gone|dead"
    r"|history))"
)
_UTTERLY = r"(?:rigid|stiff|to tears|to death)"
_FEELING = (
    r"(?:love(?: affair)?|romance|passion|interest|enthusiasm|fondness|liking|taste|obsession|craving|infatuation"
    r"|affair|appetite|fascination|addiction|crush|enjoyment|thing|weakness|craze|phase)"
)
_PLEASES = (
    r"(?:do (?:it|anything|much|a thing) for (?:me|us)|appeal to (?:me|us)|excite (?:me|us)|interest (?:me|us)|make"
    r" (?:me"
    r"|us) happy|thrill (?:me|us)|amuse me|tempt me|give me (?:any )?(?:joy|pleasure)|bring me (?:any )?(?:joy"
    r"|pleasure)"
    r"|fascinate me|entertain me|speak to me|move me|hold my interest|grab me|taste (?:good|nice|right)|hit the spot"
    r"|feel (?:like )?fun|float my boat)"
)
_A_PLEASURE = (
    r"(?:(?:quite |really |much of )?(?:my|our) (?:thing|cup of tea|jam|bag|scene)|for me|fun(?: for me)?|(?:a|any)"
    r" (?:favourite|pleasure|passion|joy|treat|friend|fan)(?: of mine| for me)?|something i (?:enjoy|like|love)"
    r"|enjoyable|friends)"
)

LIKINGS = (
    frame(
        LIKING,
        "too",
        rf"{THING} (?:has |have )?(?:become|became|got|grown|grew) {HOW}(?:far |much |way )?too \w+ (?:for|to) me\b",
    ),
    frame(LIKING, "nose", rf"{SPEAKER}{HOW}turn(?:ed)? up my nose at {THING}{FOR_ME}{AT_END}"),
    frame(LIKING_OR_ACT, "phase", rf"{THING} was {HOW}(?:just |only )?(?:a|one) (?:\w+ )?phase\b"),
    frame(LIKING, "care", rf"{SPEAKER}{HOW}(?:could|can) not care less (?:about|for) {THING}{FOR_ME}{AT_END}"),
    frame(LIKING_OR_ACT, "run", rf"{THING} and (?:i|me) (?:have )?had a good run\b"),
    frame(
        LIKING,
        "tastes taste",
        rf"{THING} {HOW}tastes? {HOW}(?:of nothing|of soap|off|wrong|funny|vile"
        rf"|like (?:cardboard|soap|dirt|metal|nothing|water|ashes))(?: to me)?(?: {NO_MORE}| since\b)",
    ),
    frame(
        LIKING,
        "never",
        rf"(?:i|we) (?:never|do not ever) want to (?:see|eat|hear|drink|smell|touch|look at|play|watch) (?:another "
        rf"|any |an? )?"
        rf"{THING} (?:ever )?again\b",
    ),
    frame(
        LIKING,
        "phase stage obsession craze period kick",
        rf"{SPEAKER}{HOW}(?:over|past|out of|beyond|done with|through with) (?:my|that|the|our) (?:whole |entire )?"
        r"(?P<x>[\w'-]+(?:\s[\w'-]+){0,2}?) (?:phase|stage|obsession|craze|period|kick)\b",
    ),
    frame(LIKING, "lost burnt burned worn stopped ceased become", rf"{THING}{HAS} {HOW}{_PLAYED_OUT}"),
    frame(
        LIKING,
        "love romance passion interest enthusiasm fondness liking taste obsession craving infatuation affair appetite"
        " fascination addiction crush enjoyment thing weakness craze phase",
        rf"(?:(?:my|the|that|this|our)\s)+(?:\w+ )?{_FEELING} (?:for|of|in|with|to) {THING}{HAS} {HOW}{_VANISHED}",
    ),
    frame(
        LIKING,
        "love romance passion interest enthusiasm fondness liking taste obsession craving infatuation affair appetite"
        " fascination addiction crush enjoyment weakness craze phase",
        rf"(?:(?:my|our) (?:great|big|long|short|old|brief|passionate|lifelong) )?{THING} {_FEELING}{HAS} {HOW}"
        rf"{_VANISHED}",
    ),
    frame(LIKING, "not longer", rf"{THING} (?:(?:do|does) not|no longer) {HOW}{_PLEASES} {NO_MORE}"),
    frame(
        LIKING,
        "not longer",
        rf"{THING} (?:(?:is|are) (?:not|no longer)|no longer (?:is|are)) {HOW}{_A_PLEASURE}"
        rf" {NO_MORE}",
    ),
    frame(LIKING, "longer", rf"{THING} (?:and i )?(?:is|are) no longer {HOW}{_A_PLEASURE}"),
    frame(
        LIKING,
        "longer",
        rf"{THING} no longer {HOW}(?:do|does|appeal|excite|interest|make|thrill|amuse|tempt|give|bring"
        rf"|fascinate|entertain|speak|move|hold|grab|taste|hit|feel|float)s? ",
    ),
    frame(
        LIKING,
        "bores bore sickens disgusts revolts repulses nauseates tires",
        rf"{THING} (?:just |only |simply )?(?:bores?|sickens?|disgusts?|revolts?|repulses?|nauseates?|tires?"
        rf"|irritates?"
        rf"|annoys?"
        rf"|depresses) (?:me|us)(?: {_UTTERLY})? {LATELY}",
    ),
    frame(LIKING, "cold", rf"{THING} {HOW}leaves? (?:me|us) (?:(?:stone|ice|completely|totally|utterly) )*cold\b"),
    frame(LIKING, "grate grates", rf"{THING} {HOW}grates? on (?:me|us|my nerves)\b"),
    frame(
        LIKING,
        "left",
        rf"(?:i|we) (?:have|have got) {HOW}no (?:\w+ )?(?:love|stomach|taste|appetite|affection|fondness) left for"
        rf" {THING}{AT_END}",
    ),
    frame(
        LIKING,
        "patience",
        rf"{SPEAKER}{HOW}(?:lost|losing|run out of|running out of|out of) {HOW}(?:my |any )?patience with"
        rf" {THING}{AT_END}",
    ),
    frame(
        LIKING,
        "repelled sickened repulsed nauseated bored",
        rf"(?:i|we) (?:am|have been) {HOW}(?:repelled|sickened|repulsed|nauseated|bored {_UTTERLY}) by"
        rf" {THING}{AT_END}",
    ),
    frame(
        LIKING,
        "makes make turns turn",
        rf"{THING} {HOW}(?:makes?|turns?) (?:me|my stomach)(?: feel)?(?: \w+)? {LATELY}",
    ),
    frame(
        LIKING,
        "had enough done through finished over off out cooled cold soured bored tired sick fed weary lost outgrown"
        " outgrew grown grew moved longer got",
        rf"{SPEAKER}{HOW}{FED_UP} {_TASTED}{FOR_ME}{AT_END}",
    ),
    frame(
        LIKING,
        "face stomach look touch go bear stand eat drink listen watch swallow abide deal handle cope do",
        rf"(?:{SPEAKER})?(?:can not|can no longer|could not) {HOW}(?:even )?(?:face|stomach|look at|touch|go near"
        rf"|bear|stand"
        rf"|eat|drink|listen to|watch|swallow|abide|deal with|handle|cope with|do) {THING} {LATELY}",
    ),
    frame(
        LIKING,
        "look face stomach go near",
        rf"(?:{SPEAKER})?can not (?:even )?(?:face|stomach|look at|go near) {THING}{AT_END}",
    ),
    frame(
        LIKING,
        "not longer say call",
        rf"(?:i|we) (?:can not|could not|would not|do not think i|am not sure i)"
        rf" (?:honestly |really )?(?:say|claim|pretend|call myself)? ?(?:that )?(?:i )?(?:\w+ )?(?:{LIKE}|(?:an?"
        rf" )?(?:\w+ )?"
        rf"(?:fan|lover) of) {THING} {NO_MORE}",
    ),
    frame(
        LIKING,
        "not longer never stopped ceased hardly barely",
        rf"(?:i|we) {HOW}(?:do not|can not|am not|are not|hardly|barely|never|have stopped|stopped|have ceased to)"
        rf" {HOW}"
        rf"(?:{LIKE}|(?:into|keen on|fond of|a (?:\w+ )?fan of)|\w+ing) {THING} {NO_MORE}",
    ),
    frame(
        LIKING,
        "turns turned realised realized found discovered decided",
        rf"(?:it )?(?:turns? out|turned out)(?: that)? i (?:do not|am not) {HOW}(?:{LIKE}|into|keen on|a fan of)"
        rf" {THING}"
        rf"(?: after all| at all)?{AT_END}",
    ),
    frame(
        LIKING,
        "list off",
        rf"{YOU_MAY}(?:take|cross|strike|remove|scratch|delete) {THING} (?:off|from) (?:the|my|your)"
        rf" (?:list|things|likes|favourites)\b",
    ),
    frame(
        LIKING, "used once", rf"{THING} (?:used to be|was once|once was) (?:my|our|a) [\w ]{{2,20}}? (?:but|,|until)\b"
    ),
    frame(
        LIKING,
        "used once remember",
        rf"(?:remember (?:how|when|that) )?(?:i|we) (?:used to|once) (?:{LIKE}|be"
        rf" [\w ]{{2,18}}? (?:of|about|into|on|with)|loved|liked|enjoyed) {THING}\s?[,;?–-]? (?:but|not any ?more|no"
        rf" longer"
        rf"|and now|now|these days|until|not now)\b",
    ),
    frame(
        LIKING,
        "remember",
        rf"remember (?:how|when|that) (?:i|we) (?:loved|liked|enjoyed|adored) {THING}\s?\? not any ?more",
    ),
)
