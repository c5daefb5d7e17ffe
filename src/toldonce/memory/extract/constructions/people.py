"""Partners, relatives and pets, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import (
    ADJECTIVES,
    ADV,
    BE,
    BEAST,
    HAVE,
    KIN,
    NAME,
    OVER,
    STOP,
    WHOSE,
    Construction,
    I,
)

_CALLED = (
    r"(?:goes by|answers to|is known as|responds to|listens to|bears|carries|has|was given|was christened"
    r"|was baptised|was"
    r" named|got|is registered as|is addressed as|was called|is spelled|goes under|is nicknamed"
    r"|introduces (?:herself|himself)"
    r" as)(?: the (?:lovely |beautiful )?name(?: of)?)?"
)
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
    r"(?:dating|going out|going steady|seeing each other|an item|a couple|a thing|a pair|engaged|married|together|in a"
    r" relationship|boyfriend and girlfriend|partners|living together|husband and wife|lovers|an old "
    r"couple|inseparable|wed)"
)
_UNITED = (
    r"(?:tied the knot|got hitched|became a couple|hooked up|moved in together|started (?:dating|seeing "
    r"each other|going out)"
    r"|found each other|became an item|said (?:yes|i do)|exchanged (?:rings|vows)|became official|went "
    r"official|made it official"
    r"|are back together|got back together|exchanged vows|eloped|wed|fell in love|fallen in love|met and "
    r"fell in love|celebrated"
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
    r"|broken (?:up|it off)|split(?: up)?|parted(?: ways| company)?|drifted apart|ended (?:it|things|our "
    r"relationship)|decided to"
    r" (?:separate|split(?: up)?|divorce|break up|part(?: ways)?)|agreed to (?:separate|split|divorce"
    r"|part)|got divorced"
    r"|filed for divorce|grew apart|grown apart|went different ways|did not last|did not work out|have "
    r"separated|fell apart"
    r"|uncoupled|cut ties)"
)
_LEFT_ME = (
    r"(?:walked out(?: on me)?|left me|dumped me|moved out|ditched me|finished (?:it |things )?with me"
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
    r"|no more|no longer (?:with us|alive|here|around|ours|mine)|not with us any ?more|not alive any ?more"
    r"|crossed (?:over )?(?:the )?rainbow"
    r" bridge|(?:gone|went) over the rainbow bridge|not make it|did not make it|left us|(?:up )?(?:in"
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
    r"(?:found (?:a |an? \w+ )?(?:new )?(?:home|family|owner|place) for|said (?:goodbye|farewell) to|bid "
    r"farewell to|buried|cremated|lost|let"
    r" go of|parted (?:ways )?with|rehomed|re-homed|returned|surrendered|given up|gave up|given away|gave "
    r"away|mourned|no longer have|put to sleep"
    r"|sold|handed over|returned|passed on|grieving for|euthani[sz]ed|found dead)"
)
_LOST_ONE = rf"(?P<x>(?:(?:my|our)\s(?:{ADJECTIVES})(?:\w+\s)?)?(?-i:[A-Z]\w+))"
_CHILD = (
    r"(?:eldest|youngest|oldest|firstborn|little one|baby|kid|child|boy|girl|little boy|little girl|baby boy"
    r"|baby girl|newborn|only child|middle child)"
)


def _partner(found: re.Match[str]) -> str:
    return f"{found['name']} and I are together"


def _pet_of(found: re.Match[str]) -> str:
    beast = found["beast"].strip()
    return f"I have {'an' if beast[0].casefold() in 'aeiou' else 'a'} {beast} named {found['name']}"


RULES: tuple[Construction, ...] = (
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
        " met",
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
        "with",
        rf"^{I} {BE}(?:now )?with {NAME}(?: now| these days| instead){STOP}",
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
    ("ex", rf"^{NAME} is (?:now )?(?:my|an) ex\b(?:-\w+)?", r"I broke up with \g<name>"),
    ("ex", rf"^my ex(?:-\w+)? ,? ?{NAME}(?=\s)", r"I broke up with \g<name> ; \g<name>"),
    (
        "life picture longer",
        rf"^{NAME} (?:is|are) (?:now )?(?:out of (?:my life|the picture)|(?:no longer|not) (?:my (?:wife"
        r"|husband|girlfriend|boyfriend"
        rf"|partner|fianc[ée]e?)|in my life|part of my life))",
        r"I broke up with \g<name>",
    ),
    # names of relatives and animals
    (
        "name",
        rf"^{NAME} is (?:the name of|what i named) (?P<who>{WHOSE}{ADJECTIVES}(?:{KIN}|{BEAST}))\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "call calls named called",
        rf"^{NAME} is (?:what|how) (?:i|we|everybody|everyone|people) (?:call|calls|named|called|address) "
        rf"(?P<who>{WHOSE}{ADJECTIVES}"
        rf"(?:{KIN}|{BEAST}))\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "call named called christened",
        r"^(?:i|we|my parents|they|everybody|everyone|mum and dad|my mother|the kids|the children) "
        r"(?:have |just )?(?:call|calls"
        rf"|named|called|christened|decided to (?:call|name)|baptised) (?P<who>{WHOSE}{ADJECTIVES}(?:{KIN}"
        rf"|{BEAST})) (?:,|:)? ?{NAME}",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "goes answers known responds listens bears carries has was got registered addressed called spelled nicknamed"
        " introduces",
        rf"^(?P<who>{WHOSE}{ADJECTIVES}(?:{KIN}|{BEAST})) {ADV}{_CALLED} {NAME}{STOP}",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "are",
        rf"^{NAME} and i are (?P<kin>sister|brother|sibling|twin|cousin)s\b",
        r"\g<name> is my \g<kin>",
    ),
    (
        "brother sister son daughter father mother uncle aunt dad mum parent mom nephew niece",
        rf"^{I} am (?:the |a )?(?:proud |happy |new )*(?:father|mother|dad|mum|mom|parent|parents|mama"
        rf"|papa)(?:s)? (?:of|to) {NAME}{STOP}",
        r"my child's name is \g<name>",
    ),
    (
        "son daughter",
        rf"^{I} am (?:the )?(?:only |eldest |youngest )?(?:son|daughter) of {NAME}{STOP}",
        r"my parent's name is \g<name>",
    ),
    (
        _CHILD.strip("(?:)").replace("|", " "),
        rf"^{NAME} ,? ?(?:is )?(?:my|our) (?:\w+ )?(?P<kin>{_CHILD})\b",
        r"my child's name is \g<name>",
    ),
    (
        _CHILD.strip("(?:)").replace("|", " "),
        rf"^(?:my|our) (?:sweet |dear |lovely |new )*(?P<kin>{_CHILD}) (?:is (?:called|named)|'s name is"
        rf"|,)? ?{NAME}(?=\s*$|\s)",
        r"my child's name is \g<name> ; \g<name>",
    ),
    (
        "children kids sons daughters",
        rf"^{NAME}(?:,)? and (?P<other>(?-i:[A-Z])\w+) are (?:my|our) (?:\w+ )?(?:children|kids|sons"
        r"|daughters|boys|girls|twins|little ones)\b",
        r"my child's name is \g<name> ; my child's name is \g<other>",
    ),
    (
        "children kids sons daughters boys girls twins",
        r"^(?:my|our) (?:\w+ )?(?:children|kids|sons|daughters|boys|girls|twins|little ones) (?:are|are "
        r"called|are named|,|go by)"
        rf"(?: called)? {NAME}(?:,)? and (?P<other>(?-i:[A-Z])\w+)",
        r"my child's name is \g<name> ; my child's name is \g<other>",
    ),
    (
        "birth born delivered",
        r"^(?:my (?:wife|partner|girlfriend)|i) (?:has |have )?(?:just |finally )?(?:gave birth|given "
        r"birth) to (?:an? |our |my )?(?:\w+ )*?"
        rf"(?P<kin>son|daughter|boy|girl|baby|child)(?: ,| named| called)* {NAME}",
        r"my child's name is \g<name>",
    ),
    (
        "name",
        rf"^(?P<who>{WHOSE}{ADJECTIVES}(?:{KIN}|{BEAST})) ,? ?(?:his|her|its|whose) name is {NAME} ,? ?",
        r"\g<who>'s name is \g<name> ; \g<name> ",
    ),
    (
        "there family",
        rf"^(?:in (?:my|our) family ,? ?)?there is (?:also )?(?:an?|one) {ADJECTIVES}{KIN} (?:in (?:my|our) "
        rf"family |of mine )?(?:called|named|,|by the name of) {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "raising have has includes family",
        rf"^(?:{I} (?:am|are) (?:raising|bringing up)|(?:my|our) family (?:has|includes)) (?:an?"
        rf"|one) {ADJECTIVES}{KIN} (?:called|named|,|by the name of) {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "mother father mum mom dad husband wife",
        rf"^{I} am {NAME}'s (?P<role>mother|father|mum|mom|dad|mama|papa|parent){STOP}",
        r"my child's name is \g<name>",
    ),
    (
        "husband wife partner girlfriend boyfriend",
        rf"^{I} am {NAME}'s (?:husband|wife|partner|girlfriend|boyfriend|fianc[ée]e?){STOP}",
        r"\g<name> and I are together",
    ),
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
        rf"^{_LOST_ONE} (?:has |is |had )?{ADV}{_GONE}",
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
