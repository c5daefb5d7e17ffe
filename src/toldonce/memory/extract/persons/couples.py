"""Partners: who is one, and that it is over, told in asides and without a subject."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import ONE_NAME, PARTNER, PARTNER_WORDS, STOP

_WHEN = (
    r"(?P<when>(?: (?:yesterday|today|recently|last \w+|this \w+|in [A-Z]?\w+(?: \d{4})?|on [^,;.]{3,20}|\w+ \w+"
    r" ago))?)"
)
_SPLIT = (
    r"(?:split(?: up)?|separated|broke(?: it off| up)?|parted(?: ways)?|divorced|got divorced|went our separate ways"
    r"|called it (?:a day|quits|off)|ended (?:it|things)|are over|(?:have |are )?finished(?! \w)|are done|stopped "
    r"(?:dating|seeing each other))"
)
_WHEN_ALONE = _WHEN.replace("?P<when>", "?:")
_WAS = r"(?:has |have |had |is |was )?(?:now |sadly |finally |just )*"

_DAY = r"(?: (?:on|last|yesterday|this|at|over|in) ?[\w' ]{0,20}?)?"

REPLACED: tuple[Rewording, ...] = (
    (
        "proposed popped",
        rf"^(?:my {PARTNER},? )?{ONE_NAME},? (?:has )?(?:just |finally )?(?:popped the question|proposed to me"
        rf"|proposed(?=[^!]*!))(?P<when>{_DAY})\s?[.!]*$",
        r"I got engaged to \g<name>\g<when>",
    ),
    (
        "asked marry",
        rf"^i (?:have )?(?:just |finally )?asked {ONE_NAME} to marry me(?!.*\bno\b)(?: and (?:she|he|they) said yes)?",
        r"\g<name> is my partner",
    ),
    (
        "broke split separated divorced over history finished",
        r"^(?P<over>[^;:]{3,60}?\b(?:broke up|(?:have |are )?split(?: up)?|separated|divorced"
        r"|(?:is|are) (?:over|history|finished)))"
        rf"\s?[;,.–—-]+ (?:and |but )?i am (?:now )?with {ONE_NAME}(?: now)?(?=\W*$)",
        r"\g<over>; my partner is called \g<name>",
    ),
    ("asked marry", rf"^{ONE_NAME} (?:has )?asked me to marry (?:him|her|them)\b", r"\g<name> is my partner"),
    (
        "man woman guy girl one person",
        rf"^{ONE_NAME} is the (?:wonderful |lovely |best )?(?:man|woman|guy|girl|one|person) (?:that |who |whom )?i "
        r"(?:married|am married to|am marrying|am engaged to|am going to marry|said yes to|share my life with)\b",
        r"\g<name> is my partner",
    ),
    (
        "together",
        rf"^we have been (?P<how>together|a couple|an item)(?P<since> (?:since|for) [\w ]{{2,20}}?),? {ONE_NAME} and "
        rf"(?:i|me){STOP}",
        r"\g<name> and I have been \g<how>\g<since>",
    ),
    (
        "missus hubby wifey",
        rf"^the (?P<who>missus|hubby|wifey),? {ONE_NAME}(?=,|{STOP[3:-1]})",
        r"My partner is \g<name>",
    ),
    (
        "proposed",
        rf"^{ONE_NAME} (?:has )?proposed(?: to me)?(?P<when>[^,;.]{{0,25}}?),? (?:and )?i (?:have )?(?:said yes"
        rf"|accepted)\b",
        r"I got engaged to \g<name>\g<when>",
    ),
    (
        "knot hitched vows eloped",
        rf"^{ONE_NAME} and (?:i|me) (?:have |just |finally )*(?:tied the knot|got hitched|exchanged (?:vows|rings)"
        rf"|eloped){_WHEN}",
        r"\g<name> and I got married\g<when>",
    ),
    (
        "longer not",
        rf"^i (?:no longer have|do not have) (?:an?|any|my) {PARTNER}(?: any ?more| any longer| now)?{STOP}",
        r"I am single now",
    ),
    (
        PARTNER_WORDS,
        rf"^(?:my |i have an? |got an? )?(?:brand )?new (?P<who>{PARTNER}),? {ONE_NAME}(?=,|{STOP[3:-1]})",
        r"My \g<who> is called \g<name> now",
    ),
    (
        "with",
        rf"^(?:i am )?(?:no longer|not) with (?P<old>(?-i:[A-Z])\w+)(?: any ?more)?,? but (?:now )?with {ONE_NAME}\b",
        r"I broke up with \g<old>; \g<name> and I are together now",
    ),
    (
        "met fell found",
        rf"^i (?:have )?(?:met|fell in love with|fell for|found) {ONE_NAME} and (?:so |then )?(?:i )?(?:left|dumped"
        rf"|broke up with)"
        r" (?P<old>(?-i:[A-Z])\w+)\b",
        r"I broke up with \g<old>; \g<name> and I are together now",
    ),
    (
        "divorce separation",
        rf"^(?:my |the |our )?(?:divorce|separation) from {ONE_NAME} (?:is|was|went|came|has come|has been|got)"
        rf"(?: now| finally)? (?:through|final|finali[sz]ed|official|done|over|complete|completed|settled"
        rf"|signed){_WHEN}",
        r"I broke up with \g<name>\g<when>",
    ),
    (
        "split separated broke parted divorced called ended finished done over",
        rf"^(?P<old>(?-i:[A-Z])\w+) and (?:i|me) (?:have |had |are )?{_SPLIT}{_WHEN},? (?:and |so |but )?(?:now )?"
        rf"(?:i am|i have been) (?:now )?(?:with|seeing|dating|together with|married to|engaged to) {ONE_NAME}\b",
        r"I broke up with \g<old>\g<when>; \g<name> and I are together now",
    ),
    (
        "split separated broke parted divorced dumped left",
        r"^[^;]{0,60}\b(?:split(?: up)?|separated|broken? up|broke up|divorced|dumped me|left me|since [A-Z]\w+"
        r" left)\b[^;,]{0,25}"
        rf" ?[;,] (?:and |so |but )?i am (?:now )?with {ONE_NAME}(?: now| these days)?(?={STOP[3:-1]})",
        r"\g<name> and I are together now",
    ),
    (
        "together",
        rf"^i am with {ONE_NAME},? (?:and )?we have been (?:together|a couple|married|engaged) (?P<when>(?:for"
        rf"|since)\b)",
        r"\g<name> and I have been together \g<when>",
    ),
    (
        "being",
        rf"^being with {ONE_NAME} .*\b(?:partner|couple|relationship|my (?:love|marriage))\b",
        r"\g<name> and I are together",
    ),
    (
        "married",
        r"^i (?:am |have been |got )?married (?:to )?an? (?:\w+ )?(?:man|woman|guy|girl|person) (?:called"
        rf"|named) {ONE_NAME}\b",
        r"I am married to \g<name>",
    ),
    (
        "proposed",
        rf"^i (?:have )?(?:just )?proposed to {ONE_NAME}\b.*\b(?:said yes|accepted)\b",
        r"I got engaged to \g<name>",
    ),
    (
        "together with",
        rf"^i am (?:now )?(?:together )?with {ONE_NAME}(?: now)?, my (?:new )?{PARTNER},? since (?:we met )?"
        rf"(?P<when>[^,;.]{{3,25}}){STOP}",
        r"\g<name> and I got together \g<when>",
    ),
    (
        "got married together split",
        rf"^(?:[^:;]{{3,40}}: )?(?P<when>(?:on|in|last) [\w ]{{2,20}}?),? {ONE_NAME} and i (?P<did>got (?:together"
        r"|married|engaged)|split up|broke up|separated)\b",
        r"\g<name> and I \g<did> \g<when>",
    ),
    (
        "not longer",
        rf"^(?:i am |we are )?(?:not|no longer) (?:together )?with {ONE_NAME}(?: any ?more| any longer)?{_WHEN}"
        rf"(?P<rest>{STOP}"
        r"|(?= (?:and|but|so)\b))(?!.* on (?:this|that)\b)",
        r"I broke up with \g<name>\g<when>",
    ),
    (
        "separated divorced split",
        rf"^(?:separated|divorced|split(?: up)?) from {ONE_NAME}",
        r"I broke up with \g<name>",
    ),
    (
        "ended over finished done",
        r"^(?:it|things|everything|that)(?: is| has| was| are)? (?:now |all |sadly )*(?:ended|over|finished|done"
        r"|came to an end"
        rf") with {ONE_NAME}(?P<when>{_WHEN_ALONE}){STOP}",
        r"I broke up with \g<name>\g<when>",
    ),
    (
        "single alone own",
        r"^(?:i am )?(?:back to being )?(?:single|alone|on my own)(?: again| now| once more)*,? (?:after|since"
        r"|without)"
        rf" {ONE_NAME}(?: and i split(?: up)?| and i separated| left(?: me)?)?{STOP}",
        r"I broke up with \g<name>",
    ),
    (
        "single alone own",
        r"^(?:i am )?(?:single|alone|on my own)(?: again| now| once more)*(?: lol)?[,.:;–—-]+ ?(?:so )?(?:bye"
        r"|goodbye|farewell)"
        rf",? {ONE_NAME}{STOP}",
        r"I am single now; I broke up with \g<name>",
    ),
    (
        "single alone own",
        r"^(?P<lead>(?:i am )?(?:single|alone|on my own)(?: again| now| once more)*),? (?:as |because |since |now"
        r" that )?"
        rf"{ONE_NAME} (?P<did>and i {_SPLIT}|{_WAS}(?:left|gone|moved out|walked out)(?: me)?|having (?:left|gone"
        r"|moved out)"
        rf"(?: me)?){STOP}",
        r"I broke up with \g<name>; I am single now",
    ),
    (
        "having",
        rf"^(?P<rest>.{{3,60}}), {ONE_NAME} having (?:left|moved out|walked out)(?: me)?{STOP}(?=.*)",
        r"\g<name> left me; \g<rest>",
    ),
    (
        "gone left alone single own",
        rf"^{ONE_NAME} {_WAS}(?:gone|left)(?: me)?,? (?:and |so )?(?=i am (?:alone|single|on my own)\b)",
        r"I broke up with \g<name>; ",
    ),
    (
        "since after",
        rf"^(?:ever )?(?:since|after|now that) {ONE_NAME} (?:and i (?:have |had )?{_SPLIT}|(?:has |had )?(?:left me"
        r"|dumped me"
        rf"|walked out|broke up with me|broke it off)){_WHEN},? (?=(?:i|my|we|it|the|nobody|everything)\b)",
        r"I broke up with \g<name>\g<when>; ",
    ),
    (
        "since after",
        rf"^(?:ever )?(?:since|after|now that) {ONE_NAME} left{_WHEN}, (?=i\b)",
        r"\g<name> left me\g<when>; ",
    ),
    (
        "since after",
        r"^(?P<rest>i (?:am|have been) (?:alone|single|on my own|by myself)[^,;]{0,30}?),? (?:ever )?(?:since"
        r"|after) "
        rf"{ONE_NAME} (?:and i (?:have |had )?{_SPLIT}|(?:has |had )?left(?: me)?){_WHEN}{STOP}",
        r"I broke up with \g<name>\g<when>; I am single",
    ),
    (
        "divorced",
        rf"^i (?:have |finally |just )*divorced {ONE_NAME}\b",
        r"I broke up with \g<name>",
    ),
    (
        "engagement wedding",
        r"^(?:i|we) (?:have |had |just )*(?:called|broke|broken) off (?:my|the|our) (?:engagement|wedding) (?:to"
        r"|with)"
        rf" {ONE_NAME}\b",
        r"I broke up with \g<name>",
    ),
    (
        "seeing dating",
        rf"^{ONE_NAME} and i (?:have |had )?(?:stopped|quit|ended) (?:seeing each other|dating|going out)\b",
        r"I broke up with \g<name>",
    ),
    (
        "widow widower",
        rf"^i (?:am|became|have been) a widow(?:er)?,? (?:ever )?(?:since|after|now that) (?:my (?P<who>{PARTNER}),?"
        rf" )?{ONE_NAME}"
        rf",? (?:has )?(?:died|passed away|passed|death){_WHEN}",
        r"I am a widower; my partner \g<name> died\g<when>",
    ),
    (
        "died passed dead",
        rf"^my (?P<who>husband|wife|spouse) {_WAS}(?:died|passed away|passed on|dead){_WHEN}"
        r"(?=\s*$|[,.;!]| and| so)",
        r"I am widowed; my \g<who> died\g<when>",
    ),
    (
        "died passed dead",
        rf"^my (?P<who>partner|girlfriend|boyfriend|fianc[ée]e?) {_WAS}(?:died|passed away|passed on|dead){_WHEN}"
        r"(?=\s*$|[,.;!]| and| so)",
        r"I am single now; my \g<who> died\g<when>",
    ),
    (
        "lost",
        rf"^(?:i|we) (?:have |just |sadly )*lost (?P<it>{ONE_NAME}), my (?P<who>{PARTNER}),? ?",
        r"My \g<who> \g<name> died ",
    ),
    (
        "ended over",
        rf"^my (?:marriage|engagement|relationship) (?:to|with) {ONE_NAME}(?:,[^,]{{3,40}},)? (?:is|has|was|came)\b"
        r"(?= over| ended"
        r"| to an end| now over| finished)[\w ]*?(?:over|ended|to an end|finished)",
        r"I broke up with \g<name>",
    ),
    # who is one
    (
        "together",
        rf"^(?:me and {ONE_NAME}|(?P<other>(?-i:[A-Z])\w+) and (?:i|me)) r together\b",
        lambda found: f"{found['name'] or found['other']} and I are together",
    ),
    (
        "married wed love with",
        r"^the (?:woman|man|person|girl|guy) (?:that |whom |who )?(?:i|i am) (?:married|wed|love|am married to|am"
        r" with|live with"
        rf"|(?:am )?engaged to|(?:am )?dating|married to|with)(?: now)? is (?:called |named )?{ONE_NAME}",
        r"\g<name> and I are together",
    ),
    ("wed", rf"^(?:i|we) wed {ONE_NAME}\b", r"I married \g<name>"),
    ("engaged yes", rf"^{ONE_NAME} said yes\b(?=.*\bengaged\b)", r"I got engaged to \g<name>;"),
    (
        "seeing dating met found",
        r"^i (?:am|have)(?: been)?(?: just| now)* (?:seeing|dating|met|found)(?: with)? (?:somebody|someone)(?: new"
        r"| else| special)?"
        rf" ?[:,;–—-] ?(?:(?:her|his|their) name is |(?:she|he) is called |called |named )?{ONE_NAME}",
        r"I am dating \g<name>",
    ),
    (
        "new",
        rf"^(?:i |we )?(?:have |have got |got |found )?an? (?:brand )?new (?P<who>{PARTNER})(?: now)?(?:,|:| –| -|,"
        r" and)? (?:(?:his"
        rf"|her|their|whose) name is |called |named |name |who is called )?{ONE_NAME}",
        r"My \g<who> is called \g<name> now",
    ),
    (
        "since after with",
        rf"^(?:ever )?(?:since|after) (?P<old>(?-i:[A-Z])\w+) and (?:i|me) (?:have |had )?{_SPLIT}{_WHEN},? (?:i am"
        r"|i have been|im) "
        rf"(?:now )?with {ONE_NAME}\b",
        r"I broke up with \g<old>\g<when>; \g<name> and I are together now",
    ),
    (
        "remarried",
        rf"^i (?:have |am )?(?:just |recently )?remarried,? (?:and )?(?:his|her|their) name is {ONE_NAME}",
        r"I am married to \g<name> now",
    ),
    (
        "remarried",
        r"^i (?:have |am )?(?:just |recently )?remarried\b",
        r"I got married again",
    ),
)
ADDED: tuple[Rewording, ...] = (
    (
        "marry marrying",
        rf"^i am (?:going to marry|marrying|getting married to) {ONE_NAME}(?! and\b|(?-i:\s[A-Z]))",
        r"\g<name> is my partner",
    ),
    (
        "since as because now that after divorced through over separated done",
        rf"(?:\b(?:since|as|because|now that|that|after)|[,:;]) {ONE_NAME} and i (?:(?:have|had) (?:now |finally "
        rf"|just )*)?(?:{_SPLIT}|(?:are|were) (?:now"
        r" |no longer |getting |all )*(?:together|divorced|separated|through|over|done|a couple|history)(?<!are"
        rf" together)(?<!now together)){_WHEN}",
        r"I broke up with \g<name>\g<when>",
    ),
    (
        PARTNER_WORDS,
        rf"\b{ONE_NAME},? (?:who is )?(?:now )?my (?:new )?(?P<who>{PARTNER})(?: now| these days|,? now){STOP}",
        r"My \g<who> is called \g<name> now",
    ),
    (
        PARTNER_WORDS,
        rf"\b{ONE_NAME}(?:,|;|:) (?:who|she|he) is (?:now )?my (?:new )?(?P<who>{PARTNER})(?P<now> now)?{STOP}",
        r"My \g<who> is called \g<name>\g<now>",
    ),
    (
        "met found yes fell",
        rf"\bi (?:have |then )?(?:met|found|said yes to|fell for|got to know) {ONE_NAME}\b[^;?]{{0,30}}?,? (?:and |so"
        rf" )?"
        r"(?:now )?we are (?:now )?(?:a couple|together|dating|an item|engaged|married|in love)\b",
        r"\g<name> and I are together now",
    ),
)  # fmt: skip
