"""How old somebody is: in an opener, in brackets, and by a birthday that has just been."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import AGE, STOP

_YEARS = r"(?: ?(?:yo|y/o)|[ -]?years?(?:[ -]old| of age| young)?| yrs old)?"
_SOMEBODY = r"(?:somebody|someone|a person|a man|a woman|one|a guy|a girl|a mum|a mom|a dad|a lady|a human|a beginner)"
_OLD = r"(?P<old>[1-9]\d)"
_NO_MORE = r"(?: (?:any ?more|any longer))"
_STILL = r"(?:and|but|yet|still|with|never|no|not|going|been|feeling|single|married|retired|unemployed|fit|living)"
_LESS = r"(?=\s*[.!?]*$|\s?[,;:.]|\s(?:now|today|already|years|and|but|so|lol|at|last|in|on|as)\b)"
_NO_COUNT = (
    r"(?! ?(?:%|percent|am|pm|km|kg|kilos?|miles|minutes|hours|days|weeks|months|people|pages|degrees|euros?|dollars"
    r"|pounds|times|points|episodes|emails|messages|calls|students|guests|items|cats|dogs|books|more|of)\b)"
)


def _next_birthday(found: re.Match[str]) -> str:
    """From 44 to 45 is a birthday; from 44 to 60 is anything."""
    return f"I turned {found['age']} {found['rest']}" if int(found["age"]) == int(found["old"]) + 1 else found[0]


def _after(found: re.Match[str]) -> str:
    return f"I am {found['age']} years old now" if int(found["age"]) > int(found["old"]) else found[0]


def _a_year_on(found: re.Match[str]) -> str:
    return f"I am {int(found['old']) + 1} years old now"


REPLACED: tuple[Rewording, ...] = (
    (
        "year",
        rf"^it (?:is|has been) (?:now )?(?:a|one|exactly (?:a|one)|almost exactly a)(?: whole| full)? year since"
        rf" i (?:turned"
        rf"|became) {_OLD}(?:,? (?:which|that|so that|and that) makes me (?:now )?[1-9]\d(?: now)?)?{STOP}",
        _a_year_on,
    ),
    ("today", rf"^today i (?:became|turned|have turned|have become) {AGE}{_NO_COUNT}{STOP}", r"I turned \g<age> today"),
    (
        "age",
        rf"^(?:my )?age ?[:=–-] ?{AGE}(?: now)?,? \((?:was|not|formerly|previously|before:?) {_OLD}\)",
        r"I am \g<age> years old now",
    ),
    (
        "birthday",
        r"^(?:my )?birthday (?:is |was )?(?:over|done|behind me|been|been and gone|gone)[,:;.]? (?:and |so |i am "
        r"|now )*"
        rf"{AGE}(?: now)?{STOP}",
        r"I am \g<age> years old now",
    ),
    (
        "celebrated celebrating",
        rf"^(?:i |we )?(?:have )?celebrated (?:turning|becoming|my being|my) {AGE}(?:th|st|nd"
        rf"|rd)?(?: birthday)?(?P<when>"
        r"(?: (?:yesterday|last|in|on|two|three|four|five|six|a|this)\b[\w ]{0,20})?)" + STOP,
        r"I turned \g<age>\g<when>",
    ),
    (
        "not longer",
        rf"^(?:i am )?(?:no longer|not) {_OLD}{_NO_MORE} i am (?:now )?{AGE}{_LESS}",
        _after,
    ),
    (
        "day",
        rf"^today is the day (?:that |on which )?i (?:turn|become|turned) {AGE}{_NO_COUNT}{STOP}",
        r"I turned \g<age> today",
    ),
    (
        "was",
        rf"^(?:i )?was {_OLD}\b(?: years old)?[^;,]{{0,40}}[,;] (?:and |but )?(?:i am )?now (?:i am )?{AGE}{_LESS}",
        _after,
    ),
    (
        "right okay yeah",
        rf"^i am {AGE}{_NO_COUNT},? (?:right|okay|ok|yeah|innit|you know),? (?:and|so|but)\b",
        r"I am \g<age> years old; ",
    ),
    ("honest", rf"^(?:.{{3,40}} )?let us be honest(?: here)?,? i am {AGE}{_LESS}", r"I am \g<age> years old"),
    ("today", rf"^today i (?:turn|am turning|become) {AGE}{_NO_COUNT}{STOP}", r"I turned \g<age> today"),
    (
        "birthday",
        rf"^(?:i|we) (?:had|celebrated) (?:a|my|the) birthday(?P<when> [^,;:]{{3,25}})?[,:] (?:my )?{AGE}(?:th)?"
        rf"(?={STOP[3:-1]})",
        lambda found: f"I turned {found['age']}{found['when'] or ''}",
    ),
    ("behind", rf"^i have (?:now |finally )?left {_OLD} behind(?: me)?[,:;] (?:i am |now )*{AGE}{_LESS}", _after),
    ("told", rf"^i told [^,;]{{2,20}}? (?:that )?(?=i am {AGE}{STOP})", ""),
    (
        "#",
        rf"^(?:[mf]|male|female|man|woman)(?:,\s?| )?{AGE}(?=,|\s*$)(?!.*\b(?:arrested|killed|dies|died|found"
        r"|charged|jailed)\b)",
        r"I am \g<age> years old",
    ),
    (
        "#",
        rf"^(?!(?:[^,]*,){{3}}){AGE}(?:,? ?)(?:[mf]|male|female|man|woman)\b(?=,| (?:here|looking|seeking|from|in"
        r"|new|with)\b|\s*[.!?]*$)"
        r"(?!.*\b(?:arrested|killed|dies|died|found|charged|jailed)\b)",
        r"I am \g<age> years old",
    ),
    ("here", rf"^{AGE} ?(?:yr|year)s? old [\w ]{{2,25}} here\b", r"I am \g<age> years old"),
    (
        "planet earth lived",
        rf"^(?:after |with |i have lived )?{AGE} years (?:on this (?:planet|earth)|without|in this world)\b"
        r"(?=.*\bi\b|.*$)(?<=.)",
        lambda found: (
            f"I am {found['age']} years old; "
            if "planet" in found[0] or "earth" in found[0] or found[0].casefold().startswith("i have")
            else found[0]
        ),
    ),
    (
        "like exactly precisely literally",
        rf"^i am (?:like|exactly|precisely|literally|around) {AGE}{_NO_COUNT}(?=\s*[.!?]*$|\s?[,;:]|\s(?:now|today"
        r"|and|but|so|years?|lol)\b)",
        r"I am \g<age> years old",
    ),
    (
        "going for exact precise",
        rf"^(?P<so>(?:.{{3,40}}, so )?)i am {AGE} (?:going on \d\d|for now|to be (?:exact|precise))",
        r"I am \g<age> years old",
    ),
    (
        "put enter write",
        rf"^(?:please |just |you can )*(?:put|enter|write|fill in|use)(?: down)? {AGE} (?:where|as|for|in|under"
        r"|when)\b[^.?!]{0,30}\bmy age\b.*$",
        r"I am \g<age> years old",
    ),
    (
        "licence license passport id card says",
        rf"^my (?:passport|licence|license|id|id card|driving licence) says (?:i am |that i am )?{AGE}{_LESS}",
        r"I am \g<age> years old",
    ),
    (
        "turned",
        r"^(?:i|it|we) [^:;]{3,30}? (?P<when>(?:yesterday|last \w+|in [A-Z]\w+(?: \d{4})?|on [\w ]{3,15}|\w+"
        r" \w+ ago)) ?[:;–—-] i (?:have )?"
        rf"turned {AGE}\b",
        r"I turned \g<age> \g<when>",
    ),
    # the age in front
    (
        "as somebody someone person man woman",
        rf"^(?:as|speaking as|being) {_SOMEBODY}(?: who is| of| aged| of age| is) {AGE}{_YEARS}(?:,| (?=(?:i|my"
        r"|we)\b))",
        r"I am \g<age> years old; ",
    ),
    (
        "being",
        rf"^being {AGE}{_NO_COUNT}{_YEARS}(?:,| (?=is\b|has\b|means\b|does\b|feels\b|sucks\b|makes\b))",
        r"I am \g<age> years old; ",
    ),
    (
        "starting being beginning learning running getting doing working studying living changing dating having",
        rf"^\w+ing (?:[a-z]+ ){{0,4}}?at (?:the age of )?{AGE}{_YEARS} (?=is\b|has\b|feels\b|was\b).*\b(?:me|my"
        r"|i)\b.*$",
        r"I am \g<age> years old",
    ),
    (
        "#",
        rf"^{AGE}{_NO_COUNT}{_YEARS}(?P<m>,| (?={_STILL}\b))(?=[^:;]*\b(?:i|my|me|im|idea|clue|learning|going"
        r"|smoked|strong|kicking|counting|single|married|never)\b)",
        r"I am \g<age> years old; ",
    ),
    ("#", rf"^{AGE}(?:\s?yo| y/o|\s?[mf]|(?: years?(?: old)?| year old)) here\b", r"I am \g<age> years old"),
    ("#", rf"^{AGE} now{STOP}", r"I am \g<age> years old now"),
    ("age", rf"^(?:currently|at present|now|presently),? {AGE} years? (?:of age|old|young)", r"I am \g<age> years old"),
    (
        "years",
        rf"^i (?:have|have got|completed|have completed|carry) {AGE} years(?: of age| of life| now)?\s*[.!?]*$",
        r"I am \g<age> years old",
    ),
    ("alive", rf"^i have been (?:alive|on this (?:earth|planet)|around) for {AGE} years\b", r"I am \g<age> years old"),
    (
        "woman man person lady gentleman guy girl",
        rf"^i am an? (?:\w+ )?(?:woman|man|person|lady|gentleman|guy|girl|human being) (?:of|aged) {AGE}{STOP}",
        r"I am \g<age> years old",
    ),
    # the age that somebody came to
    (
        "guess who's who",
        rf"^guess (?:who|who's|whos)(?: is)?(?: just| now)? (?:turned )?{AGE}{_LESS}",
        r"I am \g<age> years old",
    ),
    (
        "not longer",
        rf"^(?:i am )?(?:no longer|not) {_OLD}{_NO_MORE}?(?: ?[,.;–—-]+|,? but| (?:and|now))+ ?(?:but |i am |now |it"
        r" is )*"
        rf"{AGE}{_LESS}",
        _after,
    ),
    (
        "bye goodbye farewell",
        rf"^(?:good ?bye|bye(?: bye)?|so long|farewell),? (?:to )?{_OLD}[,.;]? ?(?:and )?(?:hello|hi|welcome),? "
        r"(?:to )?"
        rf"{AGE}{_LESS}",
        _after,
    ),
    (
        "older year birthday years",
        r"^(?:a|another|one more|one) (?:year|birthday)(?: (?:older|gone|gone by|has gone by|wiser|passed|has passed"
        r"|down"
        rf"|over))?(?:,? another year)?\s?[,:;–—-]+ ?(?:and )?(?:i am |now |so i am |already )*{AGE}(?: now|"
        rf" already)?{STOP}",
        r"I am \g<age> years old now",
    ),
    (
        "birthday",
        r"^(?:it was |it is |yesterday was |today is )?my birthday(?: (?:is|was|came|has been))?(?:"
        r" \w+){0,3}?\s?[:–—-]+ "
        rf"?(?:i am )?(?:now )?{AGE}{STOP}",
        r"I am \g<age> years old now",
    ),
    (
        "became",
        rf"^i (?:have )?(?:just |finally |already )*(?:became|become) {AGE}{_NO_COUNT}(?=\s*[.!?]*$|\s(?:in|on|last"
        r"|this"
        r"|yesterday|today|a|two|three|four|five|six)\b|,)",
        r"I turned \g<age>",
    ),
    (
        "big",
        rf"^the big {AGE}{_NO_COUNT} (?:came|has come|happened|arrived|is here|was|went|hit me)\b(?! going)",
        r"I turned \g<age>",
    ),
    (
        "#",
        rf"^(?:my|the) {AGE}(?:st|nd|rd|th) (?:birthday )?(?:was|has been|came|went by|is behind me)\b(?! going)",
        r"I turned \g<age>",
    ),
    (
        "went gone",
        rf"^i (?:have |just )*(?:went|gone) from (?:being )?{_OLD} to {AGE}{_NO_COUNT}(?P<rest>.*)$",
        _next_birthday,
    ),
    (
        "think thought still down have",
        r"^you (?:still |probably |may |might )*(?:think|thought|believe|have me down as|know me as|remember me as)"
        r"(?: that)?"
        rf"(?: i am)? {_OLD},? but (?:i am|i have since turned|i have turned|that is|it is)(?: now)? {AGE}{_LESS}",
        _after,
    ),
    (
        "having",
        rf"^having been {_OLD}(?: for [\w ]{{1,20}})?, (?:i am (?:now )?)(?={AGE}\b)",
        r"I turned ",
    ),
)
ADDED: tuple[Rewording, ...] = (
    ("candles", rf"\b{AGE} candles (?:\w+ ){{0,2}}?(?:on|for) the cake (?:this year|today|for me)\b",
     r"I turned \g<age>"),
    ("at",
     rf"(?:^|, (?:but|and|so) )at {AGE},? i (?:have to|can|am|do|should|need|feel|must|still|want)\b",
     r"I am \g<age> years old"),
    ("but",
     rf",? but i am (?:only |just |already |really |actually |in fact )?{AGE}(?=\s*[.!?]*$|[,;]| and\b| so\b)",
     r"I am \g<age> years old"),
    ("me", rf"\b(?:of|aged) {AGE}, (?:that is|like) me\b", r"I am \g<age> years old"),
    ("exact precise", rf"\b{AGE},? to be (?:exact|precise)\b(?<!\d\d\d)", r"I am \g<age> years old"),
    ("age", rf"\bage,? (?:and|so) i (?:wrote|put|said|entered) {AGE}{STOP}", r"I am \g<age> years old"),
    ("age", rf"\bmy age,? and i (?:said|told them|wrote|put) {AGE}{STOP}", r"I am \g<age> years old"),
    ("at", r"\bi (?:am (?:only |now |just )?(?:start|learn|tak|go|retir|becom|return|switch|retrain|begin|chang"
           r"|do)\w*ing|have decided to"
     rf"|decided to|want to|have started)\b[^;?,]{{0,40}} at {AGE}(?=\s*[.!]*$|,)", r"I am \g<age> years old"),
    ("age", rf"\bmy age\b,? (?:so|and|then|:)? ?(?:please )?(?:put|write|enter|say|use) (?:down )?{AGE}\b",
     r"I am \g<age> years old"),
    ("but", r"\b(?:says|think|thinks|thought|look|feel|assume\w*|guess\w*|took me for|take me for)\b.{0,25}\b\d\d,?"
            r" but "
     rf"(?:really )?i am (?:actually |really |in fact )?{AGE}{_LESS}", r"I am \g<age> years old"),
    ("old oldest young youngest late tired fit stiff slow", r"\b(?:i feel|i am|am i|i was)\b[^;?]{0,30}\b(?:old"
                                                            r"|oldest|young"
     rf"|youngest|late|tired|fit|stiff|slow)\b[^;?\d]{{0,25}}?(?:,|:)? ?(?:at |being ){AGE}(?=\s*[.?!]|\s*$|,)",
     r"I am \g<age> years old"),
    ("oldest youngest", rf"^i am the (?:oldest|youngest)\b[^;:,]{{0,30}}[:,] (?:i am )?{AGE}{STOP}",
     r"I am \g<age> years old"),
    ("too", rf"\b(?:is|think) {AGE}(?:, my age,)? (?:is )?too (?:old|young|late)(?: \w+){{0,2}} for me\b",
     r"I am \g<age> years old"),
    ("age", rf"\b{AGE}, my age,", r"I am \g<age> years old"),
    ("age", rf"\b(?:someone|somebody|people|anyone|anybody|man|woman|person|of|for) (?:of )?my age,? \(?{AGE}\)?",
     r"I am \g<age> years old"),
    ("me", rf"\ban? {AGE}[ -]year[ -]old (?:\w+ )?like me\b", r"I am \g<age> years old"),
    ("twenties thirties forties fifties sixties seventies", r"\bin my (?:early |mid |mid-|late )?(?:twenties"
                                                            r"|thirties|forties"
     rf"|fifties|sixties|seventies)(?:,| \(|:| -) ?{AGE}\b", r"I am \g<age> years old"),
    ("being", rf"\bi (?:am|was)\b[^;?]{{3,40}}, being {AGE}{STOP}", r"I am \g<age> years old"),
    ("because as since", rf"[^,;?]{{3,}},? (?:because|as|since) i am (?:only |just |already )?{AGE}(?=\s*[.!]*$)",
     r"I am \g<age> years old"),
    ("age", rf"\bmy age,? (?:which|that) is {AGE}{STOP}", r"I am \g<age> years old"),
    ("age", r"\b(?:at|of|for|about|telling you|share|give|giving)\b[^,;()]{0,20}\bmy age(?:,|:| is| \(|, which is"
            r"| \(i am)"
     rf" ?{AGE}(?=[),.!?;]|$)", r"I am \g<age> years old"),
    ("#", rf"\((?:i am |i'm |age |aged )?{AGE}(?: years? old| yo)?\)(?<=age \(..\))", r"I am \g<age> years old"),
    ("#", rf"^i \({AGE}(?: ?[mf])?\) ", r"I am \g<age> years old"),
    ("#", rf"\(i am (?:now )?{AGE}(?: years old)?\)", r"I am \g<age> years old"),
    ("as start starting begin learn", rf"\b(?:at|when (?:one|you) (?:is|are)) {AGE},? as i (?:am|do|did)\b",
     r"I am \g<age> years old"),
    ("birthday", rf"\bmy birthday\b(?P<when>[^;,]*),? (?:on|at|with|upon) which i (?:became|turned|reached) {AGE}\b",
     r"I turned \g<age>\g<when>"),
    ("birthday", r"\bmy birthday\b(?P<when>[^;,]*),? (?:so|and so|therefore|which means)(?: that)? (?:i am|makes me"
                 r"|i have"
     rf" turned)(?: now)? {AGE}\b", r"I turned \g<age>\g<when>"),
    ("being", rf"(?:^|[,;] (?:but |and |so )?)being {AGE}\b(?: years old)?,? (?:i|my)\b", r"I am \g<age> years old"),
    ("being", rf"\bbeing {AGE}, as i (?:am|have been) (?:now|since)\b", r"I am \g<age> years old now"),
    ("makes", rf"\b(?:which|that|it|so that) makes me {AGE}(?: years old)?(?= now| today|{STOP[3:-1]})",
     r"I am \g<age> years old now"),
    ("today", rf"[,;] (?:and |but )?today i am {AGE}(?={STOP[3:-1]})", r"I am \g<age> years old now"),
    ("age", rf"\bmy age,? {AGE},", r"I am \g<age> years old"),
    ("age", rf"\b(?:wants?|needs?|asks?(?: for)?|requires?|has) my age ?[:,–-] ?{AGE}{STOP}", r"I am \g<age> years"
    r" old"),
    ("birthday", rf"\b(?:had|celebrated) (?:my )?birthday(?: (?:number|no\.?) {AGE}(?P<when>[^,;.]{{0,25}})"
     r"|(?P<on> (?:in|on|last|this)\b[^,;.]{3,25}?),? so (?:that is|it is|i am|now)(?: now)? (?P<years>[1-9]\d)\b)",
     lambda found: f"I turned {found['age'] or found['years']}{found['when'] or found['on'] or ''}"),
    ("birthday", rf"\b{AGE}(?: now)?[,;] (?:i )?(?:had my birthday|my birthday was) (?P<when>(?:last|yesterday|in|on"
    rf"|two|three"
     rf"|four|five|six|a|one)\b[\w ]{{0,22}}){STOP}", r"I turned \g<age> \g<when>"),
)  # fmt: skip
