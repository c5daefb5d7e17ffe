"""That something is not done any more: pastimes and habits."""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import (
    ACT,
    ANY_DOING,
    AT_END,
    FOR_ME,
    HAS,
    HOW,
    INNER,
    LATELY,
    LIKING_OR_ACT,
    NOT_A_THING,
    SPEAKER,
    THING,
    frame,
)

_GONE_STRONG = (
    r"(?:history|a thing of the past|in the past|behind (?:me|us)|off the (?:cards|table|menu|agenda)|dead to me"
    r"|out of the (?:picture|question)|no longer (?:happening|on|possible|a thing|part of my \w+|something i do|what i"
    r" do|in my life)|not (?:happening|on|a thing|part of my \w+|something i do|possible) (?:any ?more|any longer"
    r"|these days|now)|over for me|over and done with|not for me (?:any ?more|any longer|these days|now)"
    r"|fallen by the wayside|gone by the (?:board|wayside)|gone out of the window|had (?:its|their) day|run (?:its"
    r"|their)"
    r" course|come to an end|fizzled out|petered out|tailed off|died a death|bitten the dust|gathering dust"
    r"|gone the way of the dodo|finished with|kaput|toast|knocked on the head|on (?:permanent|indefinite) hold"
    r"|had to (?:go|stop|give way)|been (?:dropped|axed|shelved|ditched|abandoned|scrapped|given up|binned))"
)
_GONE_PAST = (
    r"(?:got the (?:chop|axe|boot|push|elbow|heave-ho)|fell by the wayside|went by the (?:board|wayside)"
    r"|went out of the window|fizzled out|petered out|tailed off"
    r"|died a death|bit the dust|came to an end|had to (?:go|stop)|got (?:dropped|axed|shelved|ditched|binned)"
    r"|no longer (?:happens?|features?)|(?:do|does) not happen any ?more)"
)
_GIVE_UP = (
    r"(?:given up(?: on)?|gave up(?: on)?|give up(?: on)?|quit(?: doing)?|dropped|drop|abandoned|abandon|ditched|ditch"
    r"|packed in|pack in|jacked in|chucked in|kicked|cut out|swore off|sworn off|binned|bin|hung up|retired from"
    r"|retire from|walked away from|turned my back on|moved on from|put an end to|called time on|called it a day with"
    r"|said goodbye to|waved goodbye to|parted (?:ways|company) with|weaned myself off|come off|came off|got out of"
    r"|fallen out of|fell out of|drifted away from|lapsed from|let go of|let slip|laid off|phased out|cut back to"
    r" zero on"
    r"|lost the habit of|lost the knack of|broken|broke|shaken|shaken off|stopped going to|stopped bothering with"
    r"|stopped with|stop with|not kept up|skipped out on|backed out of|left off|knocked off)"
)

ACTS_OVER = (
    frame(
        LIKING_OR_ACT,
        "left quit",
        rf"(?:i|we) (?:have )?{HOW}(?:left|quit) (?:the|my|our) (?P<x>[\w'-]+(?: [\w'-]+)?) (?:club|team|group|choir"
        r"|band|orchestra|society|league|class)\b.*\b(?:done|finished|through|for good|that (?:is|was) it|no more)\b",
    ),
    frame(
        ACT,
        "given gave give quit dropped drop abandoned ditched packed jacked chucked kicked cut swore sworn binned hung"
        " retired walked turned moved put called said waved parted weaned come came got fallen fell drifted lapsed"
        " let laid"
        " phased lost broken broke shaken stopped stop not kept skipped backed left knocked abandon ditch bin retire"
        " pack",
        rf"{SPEAKER}(?:(?:had|have|was forced|was told|decided|chose|need(?:ed)?) to )?{HOW}{_GIVE_UP}"
        rf" {THING}{FOR_ME}{AT_END}",
    ),
    frame(
        ACT,
        "used",
        r"(?:i|we) (?:always |once |also )?used to (?!(?:be|have|live|work|own|know|think|say|the|it|this|that|get"
        r"|feel"
        r"|want|wish|hope|need|dream|see|say|go out with|love|like|hate|enjoy|\w+ing)\b)(?P<x>[\w'&-]+(?:\s(?!now\b"
        r"|but\b)[\w'&-]+){0,8}?)(?= (?:but|now|these days|nowadays|until|before|any"
        r"|when)\b|\s?[,;:.]|\s*$)",
    ),
    frame(
        ACT,
        "cancelled ended",
        rf"{SPEAKER}{HOW}(?:cancelled|ended|not renewed) (?:my|our|the) (?P<x>{INNER}(?:\s{INNER}){{0,3}}?)"
        rf" (?:membership|subscription|lessons|classes|pass|season ticket){AT_END}",
    ),
    frame(
        ACT,
        "finished ended killed ruined done stopped",
        rf"(?:my|the|this|that) [\w' -]{{2,30}}? (?:has |have )?{HOW}(?:finished|ended|killed|ruined|done for"
        rf"|stopped) (?:off )?my {THING}{FOR_ME}{AT_END}",
    ),
    frame(
        LIKING_OR_ACT,
        "lost",
        rf"(?:i|we) {HOW}(?:have )?lost the {THING} bug\b",
    ),
    frame(
        ACT,
        "afford",
        rf"(?:i|we) can (?:not|no longer) {HOW}afford (?:to |the )?{THING} (?:any ?more|any longer|now|these days)\b",
    ),
    frame(
        LIKING_OR_ACT,
        "was were",
        rf"{THING} (?:was|were) {HOW}(?:fun|great|good|nice|lovely|brilliant|fine)(?: while it lasted)? ?,? but"
        rf" (?:i|we) have {HOW}(?:moved on|had enough|grown out of it|outgrown it|stopped)\b",
    ),
    frame(
        ACT,
        "handed passed",
        rf"{SPEAKER}{HOW}(?:handed|passed) {THING} (?:over|on) to (?:(?:my|our|the|an?|somebody|someone)\b"
        r"|(?-i:[A-Z]))",
    ),
    frame(
        ACT,
        "deleted uninstalled closed",
        rf"{SPEAKER}{HOW}(?:deleted|uninstalled|closed) (?:my |the )?(?P<x>{INNER}(?:\s{INNER})?)"
        rf"(?: app| account)?{AT_END}",
    ),
    frame(
        ACT,
        "rest",
        rf"{SPEAKER}{HOW}(?:gave|given) {THING} a (?:permanent rest|rest (?:for good|for ever|forever))\b",
    ),
    frame(
        ACT,
        "let",
        rf"{SPEAKER}{HOW}let (?:my|our|the) (?P<x>{INNER}(?:\s{INNER}){{0,3}}?) (?:membership|subscription|pass|season"
        rf" ticket|licence) (?:run out|lapse|expire|go){AT_END}",
    ),
    frame(
        ACT,
        "aside down",
        rf"{SPEAKER}{HOW}(?:laid|put|set) (?:my|our|the) (?P<x>{INNER}(?:\s{INNER}){{0,2}}?) (?:aside|down|to one side)"
        r" (?:for good|for ever|forever|altogether)\b",
    ),
    frame(
        ACT,
        "moved switched drifted gone",
        rf"{SPEAKER}{HOW}(?:moved on|switched|drifted|gone|went) from {THING} (?:on )?to ",
    ),
    frame(
        ACT,
        "made make told forced means meant",
        rf"(?:[\w' ]{{2,30}}?) (?:made|makes|forced|told|has made|means i have"
        rf"|meant i had)(?: me)?(?: to| had to)? {_GIVE_UP} {THING}{AT_END}",
    ),
    frame(
        ACT,
        "in head slide go lapse drop slip up bed",
        rf"{SPEAKER}(?:had to )?{HOW}(?:(?:packed|pack|jacked|chucked) {THING} in"
        rf"|(?:knocked|knock|let|put|gave|give|given|chucked) (?:the |my"
        rf" )?(?P<y>{NOT_A_THING}{INNER}(?:\s{INNER}){{0,3}}?) (?:on the head"
        rf"|slide|go|lapse|drop|slip|up|to bed|behind me|to one side|away for good|the (?:boot|push|elbow)|a miss))\b",
    ),
    frame(
        ACT,
        "stopped stop quit ceased gave given finished",
        rf"(?:{SPEAKER}{HOW}(?:stopped|quit|ceased|gave up|given up"
        rf"|finished with|done|done with|through with)|(?:i |we )?(?:have |had )?to (?:stop|quit|give up))"
        rf" (?:the\s)?(?P<x>\w+ing\b(?:\s[\w'&-]+){{0,6}}?){FOR_ME}{AT_END}",
    ),
    frame(
        ACT,
        "swapped traded exchanged replaced switched ditched",
        rf"{SPEAKER}{HOW}(?:swapped|traded|exchanged|replaced|ditched"
        rf"|dropped|switched(?: from)?|moved from) {THING} (?:for|with|to|in favour of) ",
    ),
    frame(
        ACT,
        "off",
        rf"(?:i|we) (?:have been|am|are) {HOW}off (?:the\s)?(?P<x>{NOT_A_THING}(?!(?:work|sick|duty|to|today)\b)"
        rf"[\w'&-]+(?: [\w'&-]+)?){FOR_ME}{AT_END}",
    ),
    frame(
        LIKING_OR_ACT,
        "history past behind off dead out longer not over fallen gone had run come fizzled petered tailed died bitten"
        " gathering finished kaput toast knocked hold been",
        rf"{THING}{HAS} {HOW}{_GONE_STRONG}",
    ),
    frame(ACT, "fell went fizzled petered tailed died bit came had got longer happen", rf"{THING} {HOW}{_GONE_PAST}"),
    frame(
        LIKING_OR_ACT,
        "avoid shun skip",
        rf"(?:i|we) {HOW}(?:avoid|shun|skip|steer clear of|keep away from) {THING} {LATELY}",
    ),
    frame(
        LIKING_OR_ACT,
        "goodbye farewell bye adieu",
        rf"(?:goodbye|farewell|bye(?: bye)?|adieu|so long)(?: to)? ,? ?{THING}{AT_END}",
    ),
    frame(
        LIKING_OR_ACT,
        "something",
        rf"{THING} (?:is|was) (?:just )?something (?:i|we) (?:used to (?:do|like|enjoy|love)|no longer \w+"
        rf"|do not \w+ any ?more|gave up)",
    ),
    frame(
        ACT,
        "over finished done ended stopped gone out cancelled behind",
        rf"(?:(?:the|my|our)\s)*(?P<x>(?:\w+ )*(?:\w+ing|habit|routine|ritual|class(?:es)?|lessons|sessions|calls"
        rf"|walks|runs"
        rf"|swims|rides|jogs|visits|nights|mornings|games?|matches|kickabout|meet-?ups?|swim|sessions?)(?: (?:with"
        rf"|at|in|on) [\w' ]+?)?){HAS} {HOW}(?:over|finished|ended"
        rf"|stopped"
        rf"|gone|no more|done(?: with)?|cancelled for good|behind me){FOR_ME}{AT_END}",
    ),
    frame(
        ACT,
        "left",
        rf"{SPEAKER}{HOW}left (?:the |a career in )?(?P<x>\w+ing\b|[a-z]+(?= (?:trade|profession|business|industry"
        rf"|game|world)\b))",
    ),
    frame(
        LIKING_OR_ACT,
        "finished done over through history parted",
        rf"(?P<x>{INNER}(?: {INNER})?) and (?:me|i) ?,? (?:(?:we|it) )?(?:are|is|have) {HOW}(?:finished|done|over"
        rf"|through"
        r"|history|parted (?:ways|company))\b",
    ),
    frame(
        ACT,
        "cut",
        rf"{SPEAKER}{HOW}cut (?:(?:down|back) on )?(?:the |my |our )?{THING}(?: (?:down|back))? to (?:once|twice|one"
        rf"|two"
        r"|three|just|only|weekends|a)\b",
    ),
    frame(
        LIKING_OR_ACT,
        "cut left leave taken took",
        rf"{SPEAKER}{HOW}(?:cut|left|taken|took) (?P<x>{NOT_A_THING}{INNER}(?:\s{INNER})? (?=out of (?:my|our)))"
        rf"(?:out of (?:my|our) (?:diet|life|tea|coffee|porridge|cooking|\w+){FOR_ME}{AT_END})",
    ),
    frame(
        ACT,
        "days",
        rf"(?:(?:my|the|our)\s)+(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) days{HAS} {HOW}(?:over|behind (?:me|us)|gone"
        rf"|done|finished|numbered|past|history|at an end)\b",
    ),
    frame(
        ACT,
        "end paid stop",
        rf"(?:[\w' ]{{2,30}}? (?:put paid to|put an end to|put a stop to|spelled the end of|ended"
        rf"|finished off|ruled out|killed off)|(?:that|it|this) (?:is|was) (?:the end of|it for|goodbye to))"
        rf" {THING}{FOR_ME}{AT_END}",
    ),
    frame(ANY_DOING, "more", rf"(?:(?:there (?:is|will be)|so|and|it is) )*no more {THING}{FOR_ME}{AT_END}"),
    frame(
        ANY_DOING, "more longer", rf"(?:so |and |it is )?no {THING} (?:any ?more|any longer|these days){FOR_ME}{AT_END}"
    ),
    frame(
        ACT,
        "time energy longer",
        rf"(?:i|we) (?:no longer|do not) have (?:the |any )?(?:time|energy|money|patience|strength"
        rf") (?:for|to do|to go) {THING}{AT_END}",
    ),
)
