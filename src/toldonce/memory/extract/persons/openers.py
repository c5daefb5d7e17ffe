"""What is told before the main clause: "Having been raised in Ghent, I ...", "As the mother of Max, I ..."."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import NAME, PLACE, STOP

_I = r"(?=(?:i|we|my|our|it|there|nothing|rain|hills|one)\b)"
_VERY = r"(?:(?:just|right|mostly|originally|entirely|partly|myself|as i was|as i did|as i do) )*"

REPLACED: tuple[Rewording, ...] = (
    (
        "born",
        rf"^born in [^,;]{{2,25}}, (?:but )?(?:raised|bred"
        rf"|brought up) in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    ("childhood", rf"^my childhood was (?:in |all |spent in |pure )*{PLACE}\b", r"I grew up in \g<place>"),
    (
        "growing being childhood",
        rf"^(?:growing up|being raised|(?:my |a )?childhood|being an? (?:child|kid|boy|girl|teenager)) in {PLACE}"
        r" (?=(?:was|were|is|meant|made|taught|had|felt|gave|has)\b)",
        r"I grew up in \g<place>; it ",
    ),
    (
        "teenager schoolboy schoolgirl pupil",
        rf"^i was an? (?:teenager|schoolboy|schoolgirl|pupil|little \w+) in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "hear tell see notice",
        r"^you (?:can|could|will|may|might) (?:probably |easily )?(?:hear|tell|see|notice"
        r"|guess)\b[^;]{0,30}? that"
        r" (?=i (?:am|come|grew|was)\b)",
        "",
    ),
    (
        "lived child kid little young until",
        rf"^(?:i|we) lived in {PLACE} (?:until i was \w+|as an? (?:\w+ )?(?:child|kid|boy|girl)|when i was (?:an? )?"
        r"(?:little|small|young|kid|child|boy|girl)"
        rf"(?: \w+)?){STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "little small young kid child",
        r"^(?:when|while|as long as) i was (?:an? )?(?:little|small|young|kid|child|boy|girl)(?: \w+)?,? (?:i|we)"
        rf" lived in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "first years",
        r"^(?:(?:i|we) (?:spent|lived) )?my first (?:\w+ )?(?:years|decade)(?: of (?:my )?life)? (?:were |was )?"
        rf"(?:spent )?in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "birth come grew born",
        rf"^(?:{PLACE} is the (?:town|city|village|place) of my (?:birth|childhood|youth)|it (?:is|was) (?:in )?"
        r"(?P<there>(?-i:[A-Z])\w+) (?:that |where )?i"
        r" (?:grew up|was born|was raised|come from|hail from|am from)(?: in)?)\b",
        lambda found: f"I grew up in {found['place'] or found['there']}",
    ),
    (
        "where",
        rf"^(?:back )?where i (?:come from|grew up|am from|was born), (?:in )?{PLACE}, ",
        r"I grew up in \g<place>; ",
    ),
    (
        "born",
        rf"^(?:i am )?(?:a )?{PLACE}[- ]born(?: and (?:raised|bred|brought up))?\b(?= and|{STOP[3:-1]})",
        r"I grew up in \g<place>",
    ),
    (
        "like we",
        rf"^(?:(?:people|folks?|those|kids|girls|boys) from {PLACE},? like me\b|we (?P<there>(?-i:[A-Z])\w+)"
        r" (?:people|folks?|lot|girls|boys)\b"
        r"|(?P<those>(?-i:[A-Z])\w+) (?:people|folks?|girls|boys|kids),? like me\b)",
        lambda found: f"I am from {found['place'] or found['there'] or found['those']} originally; ",
    ),
    (
        "having",
        rf"^having (?:grown up|been (?:born and )?(?:raised|brought up|bred)|spent my (?:childhood|youth)) {_VERY}in"
        rf" {PLACE}, "
        rf"{_I}",
        r"I grew up in \g<place>; ",
    ),
    ("having", rf"^having been born in {PLACE}, {_I}", r"I was born in \g<place>; "),
    (
        "growing raised born brought grown",
        rf"^(?:growing up|raised|brought up|born and (?:raised|bred|brought up)) {_VERY}in {PLACE}, {_I}",
        r"I grew up in \g<place>; ",
    ),
    ("born", rf"^born in {PLACE}, (?=(?:i|my)\b)", r"I was born in \g<place>; "),
    (
        "being coming hailing",
        rf"^(?:being|coming|hailing) {_VERY}from {PLACE}, {_I}",
        r"I am from \g<place> originally; ",
    ),
    (
        "kid child boy girl youngster teenager",
        r"^(?:as|when i was) a (?:small |little |young )?(?:kid|child|boy|girl|youngster),? (?:i|we) lived in"
        rf" {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "child kid boy girl",
        rf"^i was a (?:small |little )?(?:child|kid|boy|girl) in {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "mother father mum mom dad parent",
        rf"^(?:as|being) (?:the |a )?(?:proud |single |new )?(?:mother|father|mum|mom|dad|parent) (?:of|to) {NAME},"
        rf" {_I}",
        r"My child is called \g<name>; ",
    ),
    (
        "having",
        r"^having been (?P<what>(?:an? |with |at |in |married |allergic |on )[^,;]{2,40}?) (?P<for>for [\w ]{2,25}),"
        r" (?=i\b)",
        r"I was \g<what> \g<for>; ",
    ),
    (
        "hometown town born raised",
        rf"^{PLACE}, where i (?P<did>was born|grew up|was born and raised|was raised|was brought up|come from|am from"
        r"|went to school), ",
        lambda found: (
            f"I {found['did']}{'' if found['did'].endswith('from') else ' in'} {found['place']}; {found['place']} "
        ),
    ),
    (
        "child kid boy girl youngster teenager",
        rf"^as an? (?:small |little |young )?(?:child|kid|boy|girl|youngster) in {PLACE},? (?=(?:i|we|my|our)\b)",
        r"I grew up in \g<place>; ",
    ),
    ("birth", rf"^(?:my )?place of birth\b[^:]{{0,30}}: {PLACE}{STOP}", r"I was born in \g<place>"),
    (
        "raised born grew brought",
        rf"^[^:?]{{3,30}}: (?:born and )?(?P<did>raised|born|grew up|brought up) in {PLACE}{STOP}",
        lambda found: (
            f"I {'' if found['did'].casefold() == 'grew up' else 'was '}{found['did'].casefold()} in {found['place']}"
        ),
    ),
)
ADDED: tuple[Rewording, ...] = (
    (
        "born raised grew",
        rf"\b(?:in|of|from) {PLACE}\b[^.?]{{0,40}}?[,;]? ?(?:and |because |since |as |for )?i (?P<did>was born|was"
        r" raised|grew up|was brought up) there\b",
        r"I \g<did> in \g<place>",
    ),
    (
        "where",
        rf"(?:^|[,;] (?:but|and|so) ){PLACE} is where i (?P<did>grew up|was born|was raised|spent my childhood)\b",
        r"I \g<did> in \g<place>",
    ),
    ("where", rf"\b{PLACE}, where i spent my (?:childhood|youth)\b", r"I spent my childhood in \g<place>"),
    (
        "child native",
        rf"\b(?:i am|being) a (?:true |real )?(?:child|native|son|daughter) of {PLACE}{STOP}",
        r"I grew up in \g<place>",
    ),
    (
        "do",
        rf"\b(?:comes?|hails?|is|are) from {PLACE}, (?:as do i|and so do i|like me)\b",
        r"I am from \g<place> originally",
    ),
    (
        "hometown town birthplace",
        rf"\b{PLACE},? (?:(?:which|that) is )?my (?:old |own )?(?:home ?town|birthplace"
        rf"|native (?:town|city)){STOP}",
        r"My home town is \g<place>",
    ),
    (
        "hometown town birthplace",
        r"\b(?:my|our) (?:old )?(?:home ?town|birthplace|native (?:town|city|village)),? "
        rf"(?:of )?{PLACE}(?=\s*[.!?]*\s*$|\s?[,;:]"
        r"|\s(?:is|was|has|we|it|they|there|i|and|for|next|last|on|this)\b)",
        r"My home town is \g<place>",
    ),
    (
        "where",
        rf"\b(?:house|flat|street|home|part|area|district|suburb)\b[^,;]{{0,15}} (?:in|of) {PLACE},? where i "
        r"(?P<did>grew up|was born|was raised)\b",
        r"I \g<did> in \g<place>",
    ),
    (
        "where",
        rf"\b{PLACE}\b[^;?]{{0,40}}?,? (?:that|which|it) is where i (?P<did>grew up|was born|was raised|was"
        r" brought up)\b",
        r"I \g<did> in \g<place>",
    ),
    (
        "hometown town",
        rf"\b(?:visit(?:ing)?|to|in|from|through|love|miss|see|near) {PLACE},? (?:(?:which|that) is )?my (?:old )?"
        r"(?:home ?town"
        rf"|birthplace|native (?:town|city)){STOP}",
        r"My home town is \g<place>",
    ),
    (
        "grew born raised brought",
        rf"\b(?:visit(?:ing)?|to|in|from|through|love|miss|see|near|past) {PLACE}, (?:the (?:town|city|village"
        r"|place) )?where i"
        rf" (?P<did>grew up|was born|was raised|was brought up)(?=\s*[.!?]*$|,| and\b)",
        r"I \g<did> in \g<place>",
    ),
    (
        "grew",
        rf"\b{PLACE}\b[^;.?]{{0,40}}?,? (?:and |because |since |as |for )?i (?:grew up|was raised|was brought up)"
        r" there\b",
        r"I grew up in \g<place>",
    ),
    (
        "where",
        rf"\b(?:in|to|from|near|through|visit) {PLACE} where i (?P<did>grew up|was born|was raised|was brought"
        rf" up){STOP}",
        r"I \g<did> in \g<place>",
    ),
    (
        "town hometown from",
        rf"\b(?:in|from) {PLACE} ?[:;–-] ?(?:that|this|it) is (?:my home ?town|where i am from|where i come from)\b",
        r"My home town is \g<place>",
    ),
    (
        "where",
        rf"\b(?:left|leave|know|remember|loved|love|missed|miss|in|to|at) {PLACE},? where i (?P<did>grew up|was born"
        rf"|was raised"
        r"|spent my childhood|went to school as a \w+)\b",
        r"I grew up in \g<place>",
    ),
    ("where", rf"\bin {PLACE},? where i (?:am|come) from(?: originally)?{STOP}", r"I am from \g<place> originally"),
)
