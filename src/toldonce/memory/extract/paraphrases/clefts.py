"""Likes and dislikes around a cleft or a name: "one thing I can't stand is X", "my dislike of X is well known"."""

from __future__ import annotations

from toldonce.memory.extract.paraphrases.parts import END, NOT_A_THING, Rule

_X = rf"(?P<x>{NOT_A_THING}[\w'-]+(?:\s(?!(?:is|are|and|but|because|i|me|any|now|so)\b)[\w'-]+){{0,3}}?)"
_SO = r"(?:really |simply |just |absolutely |truly |most |always |do |still |actually )*"
_HATE = (
    r"(?:can not (?:stand|bear|abide|stomach|endure|tolerate|take)|could never (?:stand|bear)|do not (?:\w+ )?(?:like"
    r"|enjoy|care for)|have never (?:liked|enjoyed)|never (?:liked|enjoyed)|hate|dislike|detest|loathe|despise|dread)"
)
_LOVE = (
    r"(?:love|adore|like|enjoy|treasure|cherish|can not resist|can never resist|can not (?:get enough of|live without))"
)
_ANNOY = (
    r"(?:puts? me off|drives? me \w+|annoys? me|irritates? me|bothers? me|bores? me|repels? me|disgusts? me|upsets? me"
    r"|gets? on my nerves|gets? to me|winds? me up|makes? me (?:mad|angry|sick|cringe|shudder|miserable|grumpy))"
)
_CHEER = (
    r"(?:makes? me (?:really |very |so )?(?:happy|smile)|cheers? me up|lifts? my (?:mood|spirits)|delights? me"
    r"|calms? me"
    r"(?: down)?|relaxes? me|pleases? me|makes? my day)"
)
_THING = (
    r"(?:if there is |there is )?(?:just |only )?(?:one|the|a)? ?(?:only |one |main |worst |best |single |first )*thing"
)
_MOST = r"(?: (?:the )?most| more than anything| at all| above all| best)?"
_IT_IS = r" ?,? ?(?:(?:then )?(?:it|that) (?:is|has to be|must be)|is|are|:) (?=\w)"
_AVERSION = r"(?:dislike|hatred|loathing|aversion|distaste|contempt|horror|dread|phobia|fear)"
_PASSION = r"(?:love|passion|fondness|enthusiasm|weakness|adoration|appetite|liking)"
_LIKE_X = r"I love \g<x>"
_HATE_X = r"I hate \g<x>"
_OVER_IT = r"I do not mind \g<x> any more"
_GONE = r"(?:(?:is|has) )?(?:gone|over|history|vanished|disappeared|faded|no more|behind me|subsided|passed|died)"

RULES: tuple[Rule, ...] = (
    (
        "not",
        r"\bnot (?:at all|in the least|in any way|one bit|remotely|particularly|especially|exactly|much|overly|terribly"
        r"|all that) (?=(?:like|enjoy|fond|keen|into|care|partial)\b)",
        "not ",
    ),
    ("thing", rf"^{_THING} (?:that |which |in (?:the world|life) )*i {_SO}{_HATE}{_MOST}{_IT_IS}", "I hate "),
    ("thing", rf"^{_THING} (?:that |which |in (?:the world|life) )*i {_SO}{_LOVE}{_MOST}{_IT_IS}", "I love "),
    ("thing", rf"^{_THING} (?:that |which )*{_SO}{_ANNOY}{_MOST}{_IT_IS}", "I hate "),
    ("thing", rf"^{_THING} (?:that |which )*{_SO}{_CHEER}{_MOST}{_IT_IS}", "I love "),
    ("what", rf"^what {_SO}{_ANNOY}{_MOST} (?:is|are) (?=\w)", "I hate "),
    ("what", rf"^what {_SO}{_CHEER}{_MOST} (?:is|are) (?=\w)", "I love "),
    ("what", rf"^what i {_SO}{_HATE}{_MOST} (?:is|are) (?=\w)", "I hate "),
    (
        "among",
        r"^among the things (?:that )?i (?:really |most )?(?P<v>like|love|enjoy|hate|dislike)(?: most)? (?:is|are)"
        r" (?=\w)",
        r"I \g<v> ",
    ),
    (
        "few",
        rf"^i (?P<v>like|love|enjoy|hate|dislike) few things (?:as much as|more than|better than|so much as) {_X}{END}",
        r"I \g<v> \g<x>",
    ),
    (
        "how",
        r"^(?!.*\b(?:wonder|ask|asked|asks|if|whether)\b)[^;]*?\bhow (?:much|deeply|very much|dearly) i (?:really "
        r"|still"
        r" |do |actually )*(?P<v>love|like|enjoy|adore|hate|loathe|detest|dislike) (?=\w)",
        r"I \g<v> ",
    ),
    (
        "along on mix agree eye friends",
        rf"^(?:[^;]{{3,50}} (?:because|since|as|that|but) )?{_X} and (?:i|me) (?:(?:do not|have never|will never|never)"
        r" (?:really |quite )?(?:get along|get on|got on|got along|agree|see eye to eye|make friends|be friends)"
        r"|are (?:no|not) (?:good )?friends)\b.*$",
        r"I dislike \g<x>",
    ),
    (
        "nothing",
        rf"^(?:there is )?nothing (?:quite |else )?like {_X}(?=\s*$|\s,|\s(?:to|after|on|in|for)\b).*$",
        _LIKE_X,
    ),
    ("everything anything all", rf"^{_X} ?>+ ?(?:everything|anything|all)\b.*$", _LIKE_X),
    (
        "tire tired weary",
        rf"^i (?:never|will never|can never|do not) (?:tire|get tired|grow weary|weary) of {_X}{END}",
        _LIKE_X,
    ),
    (
        "interested",
        rf"^(?:i (?:am|have (?:always |long )?been) )?{_SO}(?:very |quite |deeply |genuinely )*interested in"
        rf" (?!\w+ing\b){_X}(?=\s*$|\s,)",
        r"I like \g<x>",
    ),
    (
        "it them that those",
        rf"^(?:ugh |yuck |oh |ah |mmm |yum )?,? ?{_X} ?[,:] (?:i )?{_SO}(?P<v>love|hate|adore|loathe|detest|enjoy"
        r"|can not stand|can not bear) (?:it|them|that|those)(?: all)?$",
        r"I \g<v> \g<x>",
    ),
    (
        "despise dread enjoy",
        rf"^{_SO}(?P<v>despise|dread|enjoy) (?={NOT_A_THING}\w)",
        r"I \g<v> ",
    ),
    ("thanks thank", rf"^{_X} ?,? no (?:thanks|thank you)$", r"I dislike \g<x>"),
    (
        "dislike hatred loathing aversion distaste contempt horror dread phobia fear",
        rf"^my (?:\w+ )?{_AVERSION} (?:of|for|to) {_X} {_GONE}\b.*$",
        _OVER_IT,
    ),
    (
        "dislike hatred loathing aversion distaste",
        rf"^my (?:\w+ )?(?:dislike|hatred|loathing|aversion|distaste) (?:of|for|to) {_X} (?:is|knows|runs|goes)\b.*$",
        _HATE_X,
    ),
    (
        "love passion fondness enthusiasm weakness adoration appetite liking",
        rf"^my (?:\w+ )?{_PASSION} (?:of|for) {_X} (?:is (?:well known|no secret|great|boundless|endless|known)"
        rf"|knows no)\b.*$",
        _LIKE_X,
    ),
    (
        "confess admit own",
        rf"^i (?:must |have to |will )?(?:confess|admit|own up)(?: to)? (?:a|an|my) (?:\w+ )?{_PASSION} (?:of|for)"
        rf" {_X}{END}",
        _LIKE_X,
    ),
    (
        "confess admit own",
        rf"^i (?:must |have to |will )?(?:confess|admit|own up)(?: to)? (?:a|an|my) (?:\w+ )?{_AVERSION} (?:of|for"
        rf"|to) {_X}{END}",
        _HATE_X,
    ),
    ("happiest", rf"^i am (?:at my )?happiest (?:with|among|around|near) {_X}{END}", _LIKE_X),
    (
        "pleasures joys delights loves passions",
        r"^(?:one|some) of my (?:\w+ )?(?:pleasures|joys|delights|loves|passions)(?: in life)? (?:is|are) (?=\w)",
        "I love ",
    ),
    ("please pleases", rf"^{_X} pleases? me (?:greatly|a lot|very much|no end|immensely)$", _LIKE_X),
    ("always", rf"^i am always (?:up|game|in) for {_X}{END}", _LIKE_X),
    ("without", rf"^i (?:could|can) (?:happily |easily |gladly )?do without {_X}{END}", _HATE_X),
    ("again", rf"^i (?:would|could) (?:happily|gladly) never (?:see|eat|hear|have|touch|smell) {_X} again$", _HATE_X),
    # over
    ("ceased", rf"^i (?:have )?ceased to (?:like|love|enjoy|care for) {_X}{END}", r"I no longer like \g<x>"),
    (
        "forget ignore",
        rf"^(?:please |you can |you may )?(?:forget|ignore) (?:that |how )i (?:\w+ )?(?:like|love|enjoy|liked|loved"
        rf"|enjoyed) {_X}{END}",
        r"I no longer like \g<x>",
    ),
    (
        "forget ignore",
        rf"^(?:please |you can |you may )?(?:forget|ignore) (?:that |how )i (?:\w+ )?(?:hate|dislike|hated|disliked)"
        rf" {_X}{END}",
        _OVER_IT,
    ),
    (
        "once",
        rf"^i was once (?:very |so |quite )?(?:fond of|keen on|mad about|into|crazy about) {_X} ?,? (?:but|and) "
        r"(?:am )?(?:no longer|not any ?more)\b.*$",
        r"I no longer like \g<x>",
    ),
    (
        "ok okay fine cool alright peace",
        rf"^i am (?:perfectly |quite |totally )?(?:ok|okay|fine|cool|alright|at peace) with {_X} (?:now|these days"
        rf"|again"
        r"|after all)\b.*$",
        _OVER_IT,
    ),
)
