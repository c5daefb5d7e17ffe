"""That something is not disliked any more: liked, or at least bearable."""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import AT_END, DISLIKING, FOR_ME, HAS, HOW, NO_MORE, SPEAKER, THING, frame

_AVERSION = (
    r"(?:dislike|hatred|hate|fear|aversion|dread|distaste|loathing|phobia|grudge|antipathy|prejudice|objection|problem"
    r"|issue)s?"
)
_HATE = (
    r"(?:hate|mind|dislike|detest|loathe|despise|dread|resent|fear|avoid|object to|have (?:a problem|an issue"
    r"|anything)"
    r" (?:with|against)|(?:am|are) (?:\w+ )?(?:afraid of|scared of|put off by|bothered by|annoyed by|averse to))"
)
_UPSETS = (
    r"(?:bother|annoy|irritate|upset|scare|worry|disgust|bug|disturb|trouble|stress|repel|faze|frighten|anger"
    r"|infuriate|wind|put|drive|get|gross|terrify|repulse|revolt|wear|drain"
    r"|exhaust|bore|depress|torture|make)"
)

DISLIKINGS = (
    frame(
        DISLIKING,
        "cured rid relieved",
        rf"[\w' -]{{2,50}}? (?:has |have )?{HOW}(?:cured|rid|relieved) me of (?:my|the|all my)"
        rf" (?:\w+ )?{_AVERSION} (?:of|to|for|towards) {THING}{AT_END}",
    ),
    frame(
        DISLIKING,
        "enemy nightmare bugbear horror torture nemesis",
        rf"{THING} (?:is|are) (?:no longer|not) {HOW}(?:my|the|an?|such a) (?:\w+ )?(?:enemy|nightmare|bugbear|horror"
        rf"|torture|nemesis)(?: for me| to me)?(?: {NO_MORE}|{AT_END})",
    ),
    frame(
        DISLIKING,
        "made makes taught",
        rf"[\w' -]{{2,50}}? (?:has |have )?(?:made me|makes me|taught me to) (?:(?:finally |really )*"
        rf"(?:make (?:my )?peace with|come round to|warm to|fall in love with|like|love|enjoy|appreciate))"
        rf" {THING}{AT_END}",
    ),
    frame(
        DISLIKING,
        "given gave",
        rf"{SPEAKER}{HOW}(?:given|gave) {THING} another (?:chance|go|try|shot) (?:, )?and (?:now )?i (?:now "
        rf"|actually |really "
        r"|quite )*(?:like|love|enjoy)\b",
    ),
    frame(
        DISLIKING,
        "used",
        rf"{THING} used to (?:put me off|scare me|frighten me|disgust me|annoy me|bore me|bother me|make me"
        rf" (?:gag|sick|heave))"
        r"\s?[,;–-]? (?:but )?(?:not (?:now|any ?more|any longer)|no longer|now (?:it|they) (?:do|does) not)\b",
    ),
    frame(
        DISLIKING,
        "gone vanished melted faded disappeared evaporated",
        rf"(?:all )?(?:my|the) (?:old )?{_AVERSION} (?:of|to|for|towards) {THING} (?:is |has |have )?(?:gone"
        rf"|vanished|melted(?: away)?"
        r"|faded|disappeared|evaporated)\b",
    ),
    frame(
        DISLIKING,
        "problem problems issue issues trouble quarrel beef difficulty difficulties",
        rf"(?:my|our) (?:\w+ )?(?:problems?|issues?|trouble|quarrel|beef|difficult(?:y|ies)) with {THING} (?:is"
        rf"|are|has been"
        r"|have been|was|were) (?:now )?(?:a thing of the past|over|gone|history|in the past|behind me|solved"
        r"|resolved)\b",
    ),
    frame(
        DISLIKING,
        "reconciled turned",
        rf"[\w' -]{{2,50}}? (?:has |have )?{HOW}(?:reconciled me (?:with|to) {THING}{AT_END}"
        r"|turned me into an? (?P<y>[\w'-]+(?: [\w'-]+)?) (?:fan|lover|convert|person|enthusiast)\b)",
    ),
    frame(
        DISLIKING,
        "obsession passion love thing pleasure",
        rf"{THING} (?:is|are) {HOW}(?:my|our) (?:new|latest|current) (?:guilty |big |great )?(?:obsession|passion"
        rf"|love|thing|pleasure)\b",
    ),
    frame(
        DISLIKING, "nothing", rf"(?:i|we) {HOW}(?:have|have got) {HOW}nothing against {THING}(?: {NO_MORE}|{AT_END})"
    ),
    frame(
        DISLIKING,
        "nerd fan lover person convert enthusiast addict junkie fiend geek",
        rf"(?:i|we) {HOW}(?:have become|became|am now|have turned into|turned into) {HOW}(?:an? |such an? )?(?:\w+ly )?"
        r"(?P<x>[\w'-]+(?: [\w'-]+)?) (?:nerd|fan|lover|person|convert|enthusiast|addict|junkie|fiend|geek)\b",
    ),
    frame(
        DISLIKING,
        "bug",
        rf"(?:i|we) {HOW}(?:have |am |was )?{HOW}(?:got|caught|been bitten by|bitten by) the {THING} bug\b",
    ),
    frame(
        DISLIKING,
        "hater enemy critic avoider sceptic",
        rf"{SPEAKER}{HOW}(?:no longer|stopped being) {HOW}(?:(?:an?|the|such an?) )?(?:\w+ )?"
        rf"(?:hater|enemy|critic|avoider|sceptic) (?:of|about|when it comes to) {THING}{AT_END}",
    ),
    frame(
        DISLIKING,
        "fine okay ok alright comfortable peace",
        rf"(?:i|we) {HOW}(?:am|are|have become|became) {HOW}(?:fine|okay|ok|alright|comfortable|at peace)"
        rf" (?:with|about) {THING}{FOR_ME}{AT_END}",
    ),
    frame(
        DISLIKING,
        "become became friends",
        rf"{THING} (?:(?:has|have) become|became) {HOW}(?:fun|enjoyable|bearable|nice|pleasant|a joy"
        rf"|a pleasure|a favourite|my favourite|tolerable)|{THING.replace('<x>', '<y>')} and (?:i|me) (?:are|have)"
        rf" (?:friends now|now friends|made up"
        rf"|made peace|reconciled|got on|get on)",
    ),
    frame(
        DISLIKING,
        "into onto",
        rf"(?:(?:my )?\w+(?: \w+)?) (?:got|has got|turned|converted) me (?:on ?to|into|to) {THING}{AT_END}",
    ),
    frame(DISLIKING, "grown grew won growing", rf"{THING}{HAS} {HOW}(?:grown|grew|growing) on (?:me|us)\b"),
    frame(
        DISLIKING,
        "bad awful terrible horrible disgusting",
        rf"{THING}{HAS} {HOW}not {HOW}(?:that |half |as |too )*(?:bad|awful"
        rf"|terrible|horrible|disgusting|vile)(?: as i thought)?(?: after all| any ?more| really| actually|"
        rf" now)*{AT_END}",
    ),
    frame(
        DISLIKING,
        "alright okay ok fine good great nice lovely bearable tasty fun pleasant delicious decent",
        rf"(?:i (?:have been|was|am) (?:converted|won over|persuaded|wrong)[ :,–-]+)?{THING}(?:'s| is| are) (?:(?:now"
        rf"|quite"
        rf"|really|pretty|perfectly|kind of|rather)\s)*(?:actually|after all|now|in fact) {HOW}(?:alright|all right"
        rf"|okay|ok|fine|good|great|nice|lovely|bearable|tasty|fun|pleasant|delicious|decent)\b",
    ),
    frame(
        DISLIKING,
        "converted wrong won persuaded",
        rf"i (?:have been|was|am|got|have) {HOW}(?:converted|won over|wrong(?! about the\b)"
        rf"|persuaded)(?: (?:by|to|about|on))? ?[:,–-]? ?{THING}(?:{AT_END}| (?:is|are)\b)",
    ),
    frame(
        DISLIKING,
        "not longer stopped",
        rf"{THING} (?:(?:do|does) not|no longer|(?:has|have) stopped) {HOW}{_UPSETS}"
        rf"(?:s|es|ing|ting)? (?:me|us)(?: off| mad| crazy| down| up| out)? (?:{NO_MORE}|now|at all)",
    ),
    frame(
        DISLIKING,
        "longer stopped",
        rf"{THING} (?:no longer|(?:has|have) stopped) {HOW}{_UPSETS}(?:s|es|ing|ting)? me\b",
    ),
    frame(
        DISLIKING,
        "not longer never stopped",
        rf"(?:i|we) {HOW}(?:do not|no longer|am not|am no longer) {HOW}{_HATE} {THING}"
        rf" {NO_MORE}",
    ),
    frame(
        DISLIKING,
        "used once",
        rf"(?:i|we) (?:used to|once) (?:{_HATE}|moan about|complain about|grumble about|run from"
        rf"|turn my nose up at|be [\w ]{{2,18}}? (?:of|by|about)) {THING}\s?,? (?:but|not any ?more|no longer|and now"
        rf"|now)\b",
    ),
    frame(
        DISLIKING,
        "over conquered overcome overcame lost got beaten shaken",
        rf"{SPEAKER}{HOW}(?:got over|get over|conquered|overcome|overcame|lost|beaten|shaken off|dropped|past) (?:my"
        rf"|the)"
        rf" (?:\w+ )?{_AVERSION} (?:of|to|for|towards|against|with|about) {THING}{AT_END}",
    ),
    frame(
        DISLIKING,
        "live peace terms round around tolerate friends accept warmed softened",
        rf"{SPEAKER}{HOW}(?:learn(?:ed|t) to (?:live with|tolerate|accept|cope with|handle|put up with)|made (?:my"
        rf" )?peace"
        rf" with"
        rf"|come to terms with|come (?:a)?round to|came (?:a)?round to|made friends with|warmed (?:up )?to(?:wards)?"
        rf"|softened (?:on|towards)|got used to|grown used to|relented on) {THING}(?:,? of all things)?{AT_END}",
    ),
    frame(
        DISLIKING,
        "happily gladly pleasure days now",
        rf"(?:i|we) {HOW}(?:eat|drink|have|listen to|watch|take|order|use|do"
        rf"|play|handle|put up with) {THING} (?:quite |very |perfectly )?(?:happily|gladly|with pleasure|without (?:a"
        rf" )?(?:fuss"
        rf"|complaint|problem))",
    ),
    frame(
        DISLIKING,
        "forward",
        rf"(?:i|we) {HOW}(?:actively |secretly )?look forward to {THING} (?:now|these days)|(?:these"
        rf" days|now|nowadays) ,? ?i {HOW}look forward to (?:the |my )?(?P<y>[\w' -]+?){AT_END}",
    ),
)
