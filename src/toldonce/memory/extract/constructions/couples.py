"""Partners, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, HAVE, NAME, OVER, I
from toldonce.memory.extract.english.cued import Rewording

_LOVE = (
    r"(?:love of my life|(?:other|better) half|significant other|soulmate|soul mate|life partner|one and "
    r"only|sweetheart"
    r"|missus|old lady|fella|bloke|lady love|beloved|true love|person i love|person i share my life with"
    r"|(?:wo)?man (?:in my life|i love|i am (?:with|married to|engaged to|seeing|dating))|(?:guy|girl"
    r"|person) i am (?:with|seeing"
    r"|dating|married to|engaged to))"
)
_SOMEBODY_NEW = (
    r"(?:an?|the) (?:new |special |wonderful |lovely |certain |other )*(?:woman|man|girl|guy|lady|person"
    r"|someone|somebody|love|flame"
    r"|girlfriend|boyfriend|partner|romance|relationship)"
)
_COUPLE = (
    r"(?:back together|dating|going out"
    r"|going steady|seeing each other|an item|a couple|a thing|a pair|engaged|married|together|in a"
    r" relationship|boyfriend and girlfriend|partners|living together|husband and wife|lovers|an old "
    r"couple|inseparable|wed)"
)
_UNITED = (
    r"(?:tied the knot|got hitched|became a couple|hooked up|moved in together|started (?:dating|seeing "
    r"each other|going out)"
    r"|found each other|became an item|said (?:yes|i do)|exchanged (?:rings|vows)|became official|went "
    r"official|made it official"
    r"|are back together|got back together|(?:are )?(?:giving|give|gave|given) (?:it|us|things|our \w+) (?:another"
    r"|a second|one more) (?:go|chance|try|shot)|patched (?:it|things) up|reconciled|are trying again|exchanged vows"
    r"|eloped|wed|fell in love|fallen in love|met and fell in love|celebrated"
    r" our (?:\w+ )?anniversary|have been together|are together)"
)
_APART = (
    r"(?:done|finished|history|through|over|no more|divorced|separated|exes|splitting up|getting divorced"
    r"|on the rocks for good|over"
    r" and done with|no longer (?:a couple|an item|together|married|engaged|dating|a thing|speaking|one)"
    r"|not (?:a couple|an item"
    r"|together|dating|married|engaged|a thing) (?:any ?more|any longer|now))"
)
_PARTED = (
    r"(?:called it (?:quits|a day|off)|went our separate ways|gone our separate ways|go our separate ways"
    r"|broke (?:up|it off)"
    r"|broken (?:up|it off)|split(?: up)?(?! (?:the|an?|our|some|it)\b)|parted(?: ways| company)?"
    r"|drifted apart|ended (?:it|things|our "
    r"relationship)|decided to go our separate ways|decided to"
    r" (?:separate|split(?: up)?|divorce|break up|part(?: ways)?)|agreed to (?:separate|split|divorce"
    r"|part)|got divorced"
    r"|filed for divorce|grew apart|grown apart|went different ways|did not last|did not work out|have "
    r"separated|fell apart"
    r"|uncoupled|cut ties)"
)
_LEFT_ME = (
    r"(?:walked out(?: on me)?|left me(?! (?:an?|the|some|his|her|my|with|alone|hanging|out|to|no|\w+ing)\b)"
    r"|dumped me|moved out|ditched me|finished (?:it |things )?with me"
    r"|ended (?:it|things)(?: with"
    r" me)?|called it off|called off (?:the engagement|the wedding|our \w+)|filed for divorce|divorced me"
    r"|broke up with me|broke it"
    r" off|cheated on me(?: and .*)?|kicked me out|split (?:up )?with me|broke my heart|wants a divorce"
    r"|is divorcing me|packed (?:her|his"
    r"|their) bags|went back to (?:her|his) ex|threw me out|ran off with [\w ]+|chucked me)"
)
_LEAVE = (
    r"(?:left|dumped|divorced|broken? it off with|broke it off with|finished (?:it |things )?with|ditched"
    r"|walked out on|done with"
    r"|divorced from|separated from|split (?:up )?(?:from|with)|broken up with|broke up with|no longer "
    r"(?:with|seeing|dating"
    r"|married to|engaged to|together with|in a relationship with|going out with|living with)|through with"
    r"|over|parted from"
    r"|ended (?:it|things|my relationship|our relationship|the relationship|my marriage|the engagement) "
    r"with|called off (?:my|the)"
    r" (?:engagement|wedding) (?:to|with)|called (?:it off|it quits) with|filed for divorce from|broken "
    r"off (?:my|the) engagement"
    r" (?:to|with)|let go of|cut ties with|moved out of (?:the flat|the house|our home) (?:i shared )?with"
    r"|stopped (?:seeing|dating)"
    r"|quit seeing|gave up on)"
)


def _partner(found: re.Match[str]) -> str:
    return f"{found['name']} and I are together"


RULES: tuple[Rewording, ...] = (
    # whoever is the partner
    (
        "love half other soulmate soul life sweetheart missus lady fella bloke beloved woman man guy girl person only",
        rf"^(?:the|my) {_LOVE} {ADV}(?:is|are|has been|remains)(?: called| named)?(?: ,)? (?:my \w+ )?{NAME}",
        _partner,
    ),
    (
        "love half other soulmate soul life sweetheart missus lady fella bloke beloved woman man guy girl person only",
        rf"^{NAME} (?:is|has been|has always been) (?:the|my) {_LOVE}\b",
        _partner,
    ),
    (
        "love half other soulmate soul sweetheart missus lady fella bloke beloved",
        rf"^(?:the|my) {_LOVE} ,? ?{NAME}(?: ,)? (?=\w)",
        r"\g<name> and I are together ; \g<name> ",
    ),
    (
        "wife husband missus hubby mrs girlfriend boyfriend fiancé fiancée fiance fiancee",
        r"^the (?P<kin>wife|husband|hubby|girlfriend|boyfriend|fianc[ée]e?) (?=,? ?(?-i:[A-Z])|is called|is named)",
        r"my \g<kin> ",
    ),
    (
        "share spend sharing live",
        rf"^{I} {HAVE}(?:share|spend|am sharing|am spending) (?:my|our) (?:life|bed|days|whole life) with {NAME}",
        _partner,
    ),
    (
        "whom",
        rf"^{NAME} ,? ?(?:to|with) whom i (?:am|have been|live)\b[^,]*(?:,|$)",
        r"\g<name> and I are together ; \g<name> ",
    ),
    (
        "together married engaged dating seeing",
        rf"^(?:the (?:person|woman|man|guy|girl|one) )?(?:who )?{I} (?:am|have been) (?:together|married"
        r"|engaged|dating|seeing)"
        rf"(?: with| to)? is {NAME}",
        _partner,
    ),
    (
        "dating going seeing item couple pair engaged married together relationship partners lovers inseparable thing"
        " living wed husband",
        rf"^(?:{NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) (?:are|have been|are now|became"
        rf"|got|have become) {ADV}"
        rf"{_COUPLE}(?! any ?more| any longer)",
        lambda found: (
            f"{found['name'] or found['other']} and I are together"
            if not re.search(r"(?:got|became|have become) ", found[0])
            else f"{found['name'] or found['other']} and I got together"
        ),
    ),
    (
        "tied got became hooked moved started found said exchanged went made eloped wed fell fallen celebrated been"
        " met giving give gave given patched reconciled trying together",
        rf"^(?:{NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) (?:have |had )?{ADV}{_UNITED}",
        lambda found: f"{found['name'] or found['other']} and I got together",
    ),
    (
        "together got tied hitched wed wedded spoken courting steady married engaged dating seeing going "
        "committed involved attached"
        " taken betrothed",
        rf"^{I} {HAVE}(?:tied the knot with|got hitched to|hitched to|wed to|wedded to|courting|going "
        r"steady with|going out with"
        r"|dating|seeing|in a (?:\w+ )*relationship with|betrothed to|involved with|in love and living "
        r"with|committed to|married to"
        r"|engaged to|back with|back together with|got (?:married|engaged|together|back together) (?:to"
        r"|with)|moved in with my"
        r" (?:girl|boy)friend)(?: (?:a|this|some) (?:\w+ )*(?:woman|man|girl|guy|person|someone) "
        rf"(?:called|named))?(?: ,)? {NAME}"
        rf"(?=\s*$|\s[,;.:–—-]|\s(?:and|but|for|since|now|these|who|because|so|again)\b)",
        _partner,
    ),
    (
        "woman man girl guy lady person someone somebody love flame girlfriend boyfriend partner romance relationship",
        rf"^(?:there is|{I} (?:have|have got|have found|have met|met|found|got|am seeing|am dating|am "
        rf"with)) (?:{_SOMEBODY_NEW}|someone|somebody)(?: new)?"
        r"(?: in my life)?(?: ,| :| now| –| —| -| called| named| and (?:her|his|their) name is| ; (?:her"
        r"|his|their) name is"
        rf"| , (?:her|his|their) name is)* {NAME}",
        _partner,
    ),
    (
        "woman man girl guy lady person",
        rf"^the (?:new )?(?:woman|man|girl|guy|lady|person) in my life is (?:now )?(?:called )?{NAME}",
        _partner,
    ),
    (
        "woman man love heart life lucky",
        rf"^{NAME} is (?:now )?(?:the (?:new )?(?:woman|man|girl|guy|person) in my life|the one for me|my "
        r"new (?:love|flame|better half)"
        r"|the (?:lucky )?one i (?:love|am with|married))",
        _partner,
    ),
    (
        "moved over on",
        rf"^{I} {HAVE}(?:moved on|over [\w ]+) and (?:am|are) (?:now )?(?:with|dating|seeing) {NAME}",
        _partner,
    ),
    (
        "love happiness again",
        rf"^{I} {HAVE}(?:found (?:new )?(?:love|happiness)(?: again)?|fallen in love again|fell in love "
        rf"again) with {NAME}",
        r"\g<name> and I got together",
    ),
    # partners who parted
    (
        "relationship marriage engagement romance thing story time love things",
        r"^(?:my|our|the|things|it|everything) (?:\w+ )?(?:(?:relationship|marriage|engagement|romance"
        r"|thing|love story|time|fling|affair"
        rf"|love) )?(?:with|to|between) {NAME}(?: and (?:me|i))? (?:{OVER}|did not (?:last|work out|make "
        r"it)|is dead|failed|has failed)",
        r"I broke up with \g<name>",
    ),
    (
        "done finished history through over divorced separated exes longer not splitting getting rocks no",
        rf"^(?:{NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) (?:are|have) {ADV}{_APART}",
        lambda found: f"I broke up with {found['name'] or found['other']}",
    ),
    (
        "called went gone go broke broken split parted drifted ended decided agreed got filed grew grown did separated"
        " fell uncoupled cut",
        rf"^(?:{NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) (?:have |had )?{ADV}{_PARTED}",
        lambda found: f"I broke up with {found['name'] or found['other']}",
    ),
    (
        "me out it things off divorce divorcing bags ex",
        rf"^(?:my (?:wife|husband|girlfriend|boyfriend|partner|fianc[ée]e?) )?{NAME}(?: has| and the kids "
        rf"have)? {ADV}{_LEFT_ME}",
        r"I broke up with \g<name>",
    ),
    (
        "left dumped divorced broken broke finished ditched walked done separated split longer through "
        "over parted ended"
        " called filed let cut moved stopped quit gave",
        rf"^{I} {HAVE}{_LEAVE} (?:my (?:\w+ )?(?:wife|husband|girlfriend|boyfriend|partner|fianc[ée]e?) )?"
        r"(?P<name>(?-i:[A-Z])\w+)(?=\s*$|\s[,;.:–—-]|\s(?:and|but|in|last|this|because|for good|after|now"
        r"|so|again|ago|yesterday"
        r"|recently|a)\b)",
        r"I broke up with \g<name>",
    ),
    (
        "not longer",
        rf"^{I} am (?:not|no longer) (?:with|seeing|dating|going out with|together with|married to|engaged to) {NAME}"
        r"(?: any ?more| any longer)?",
        lambda found: f"I broke up with {found['name']}" if len(found["name"].split()) == 1 else found[0],
    ),
    (
        "work last",
        r"^it (?:did not|has not|simply did not) (?:work out|worked out|last|lasted)(?: between me and| "
        rf"with) {NAME}",
        r"I broke up with \g<name>",
    ),
    (
        "ways",
        rf"^(?:we|they) (?:have )?(?:gone|went) (?:our|their) separate ways ?, {NAME} and i\b",
        r"I broke up with \g<name>",
    ),
    (
        "ended between",
        r"^(?:things|it|everything) (?:has |have )?(?:ended|finished|stopped|broke down) between (?:me and "
        rf")?{NAME}(?: and me)?",
        r"I broke up with \g<name>",
    ),
    (
        "history done finished through over",
        rf"^{NAME} [:,?] (?:no ,? ?)?(?:we are|it is|that is|we have been) {ADV}(?:history|done|finished|through|over"
        r"|no more)\b",
        r"I broke up with \g<name>",
    ),
    ("ex", rf"^{NAME} is (?:now )?(?:my|an) ex\b(?:-\w+)?", r"I broke up with \g<name>"),
    ("ex", rf"^my ex(?:-\w+)? ,? ?{NAME}(?=\s)", r"I broke up with \g<name> ; \g<name>"),
    (
        "life picture longer",
        rf"^{NAME} (?:is|are) (?:now )?(?:out of (?:my life|the picture)|(?:no longer|not) (?:my (?:wife"
        r"|husband|girlfriend|boyfriend"
        rf"|partner|fianc[ée]e?)|in my life|part of my life))",
        r"I broke up with \g<name>",
    ),
)
