"""Likes and dislikes: a subject that is left out, clefts, and what a thing does to somebody."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import END, HOW, IS, NOT_A_THING, X

_GOOD = (
    r"(?:wonderful|soothing|relaxing|amazing|delightful|lovely|beautiful|fantastic|brilliant|comforting|calming"
    r"|irresistible|delicious|fascinating|great|magical|therapeutic|marvellous)"
)
_BAD = (
    r"(?:awful|disgusting|vile|gross|horrible|terrible|revolting|unbearable|dreadful|nasty|repulsive|boring|tedious"
    r"|annoying|exhausting|creepy|insufferable|tiresome|stressful|overrated)"
)
_BY_NATURE = r"(?:great |huge |big |massive |real |true |total |absolute |proper |lifelong |keen |avid |such an? )*"
_NO_TASTE = frozenset(
    "good bad nice busy private people calm quiet morning night happy shy honest other only same young".split()
)

RULES: tuple[Rewording, ...] = (
    (
        "over",
        r"^i (?:could (?:not|never) (?:stand|bear|abide|stomach)|hated|disliked|detested|loathed|dreaded)"
        r" (?P<x>[^,;]{2,40}?)"
        r"(?: for (?:years|ages|decades|a long time|most of my life|\w+ years)| once| before| in the past)? ?,?"
        r" ?(?:but|and then"
        r"|until) i (?:have )?(?:since |now |finally )?(?:got|gotten) over (?:it|that|them)\b",
        r"I no longer hate \g<x>",
    ),
    (
        "just finally recently",
        r"^(?:just |finally |recently )+(?P<v>adopted|got|bought|rescued|started|moved|quit|joined|became|turned"
        r"|picked up"
        r"|took up) (?=\w)",
        r"I \g<v> ",
    ),
    ("into", r"^not (?:really |at all |that |so )*into (?P<x>.+?)(?: at all)?$", r"I am not into \g<x>"),
    ("into", r"^(?:really |big |super |very |hugely |massively |totally |so |quite )+into (?=\w)", "I am into "),
    (
        "nothing",
        r"^(?:there is )?nothing (?:that )?(?:beats|compares to|comes close to|tops|better than|like) (?:an? |the )?"
        rf"(?:good |nice |decent |proper |fresh |really |very )*{X}$",
        lambda found: found[0] if "nothing like" in found[0].casefold() else f"I love {found['x']}",
    ),
    (
        "over before",
        rf"^{X} (?:over|before) (?P<y>[\w' -]{{2,24}}?) ,? ?(?:any day|every day|every time|always|all day|any time"
        r"|each time|forever)(?: of the week)?$",
        r"I prefer \g<x> to \g<y>",
    ),
    # a subject that is left out
    (
        "fan keen fond",
        rf"^(?P<not>not )?{HOW}(?P<how>an? |big |huge |massive )*(?P<what>fan of|keen on|fond of)\s",
        r"I am \g<not>\g<what> ",
    ),
    ("fan lover", rf"^{_BY_NATURE}{X} (?:fan|lover|addict|enthusiast) here\b", r"I love \g<x>"),
    ("stand bear abide", rf"^{HOW}can not (?P<v>stand|bear|abide)\s", r"I can not stand "),
    (
        "love hate adore loathe detest dislike",
        rf"^{HOW}(?P<v>love|hate|adore|loathe|detest|dislike)\s(?={NOT_A_THING})",
        r"I \g<v> ",
    ),
    ("never", r"^never (?P<v>liked|loved|enjoyed|cared for|been)\s", r"I have never \g<v> "),
    ("like", rf"^do not {HOW}(?P<v>like|enjoy)\s(?={NOT_A_THING})", r"I do not \g<v> "),
    ("need have must", rf"^{HOW}(?P<v>need|have|have got) to\s", r"I have to "),
    ("must", r"^must\s(?=\w+ (?:my|the|our|[a-z]+) )", r"I must "),
    (
        "been had got",
        r"^(?P<v>been|had|got)\s(?=(?!to\b|it\b|that\b|you\b)\w)",
        lambda found: "I have been " if found["v"].casefold() == "been" else f"I {found['v'].casefold()} ",
    ),
    ("rid", r"^(?P<who>i|we) have (?:finally |just )?got rid of\s", r"\g<who> got rid of "),
    (
        "nowadays days",
        r"^(?P<who>i|we) am (?:over |down |up |back )?in (?P<x>[A-Z]\w+(?: [A-Z]\w+)?) (?:nowadays|these days)\b",
        r"I live in \g<x> now",
    ),
    (
        "longer",
        r"^no longer (?=(?:an?|at|with|in|working|living|married|vegan|vegetarian|allergic) )",
        "I am no longer ",
    ),
    (
        "more longer",
        r"^not (?=(?:an?|at|with|in|working|living|married|vegan|vegetarian|allergic)\b.* any ?(?:more|longer)\b)",
        "I am not ",
    ),
    ("vegan vegetarian pescatarian", r"^(?P<diet>vegan|vegetarian|pescatarian|veggie) here\b", r"I am \g<diet>"),
    # clefts: "what I hate is X", "if there is one thing I hate it is X"
    (
        "what thing",
        rf"^(?:what|(?:the|one|the one) thing(?: that)?) i {HOW}(?P<v>love|hate|like|enjoy|dislike)"
        r"(?: (?:the )?most| best| above all| more than anything)? (?:is|are)\s",
        r"I \g<v> ",
    ),
    (
        "thing",
        rf"^if there is (?:one )?(?:some)?thing (?:that )?i {HOW}(?P<v>love|hate|like|enjoy|dislike)(?: ,)?"
        r" it is\s",
        r"I \g<v> ",
    ),
    (
        "nothing",
        rf"^(?:there is )?nothing i (?P<v>love|like|enjoy|hate) (?:more|better) than {X}{END}",
        r"I \g<v> \g<x>",
    ),
    ("nothing", rf"^(?:for me ,? ?)?nothing (?:beats|compares to|is better than|tops) {X}$", r"I love \g<x>"),
    # a thing first, what it does to me behind it
    (
        "me",
        rf"^{X} {HOW}(?:makes?|keeps?) me (?:feel )?{HOW}(?:happy|smile|alive|calm|joyful|feel good|at peace)\b",
        r"I love \g<x>",
    ),
    (
        "me",
        rf"^{X} {HOW}makes? me (?:feel |want to )?{HOW}(?:sick|gag|ill|heave|cringe|queasy|nauseous|vomit|throw up"
        r"|shudder|miserable|retch|angry)\b",
        r"I hate \g<x>",
    ),
    (
        "nerves me stomach",
        rf"^{X} {HOW}(?:gets? on my nerves|gets? to me|drives? me (?:mad|crazy|nuts|insane|up the wall)"
        r"|gives? me the (?:creeps|ick)|(?:annoy|irritate|bore|disgust|bug)s? me|gross(?:es)? me out"
        r"|puts? me off|turns? my stomach)\b",
        r"I hate \g<x>",
    ),
    ("me", rf"^{X} (?:does|do) (?:nothing|not do (?:it|anything|much)) for me\b", r"I do not like \g<x>"),
    ("me", rf"^{X} {IS}(?:too |so )?(?:{_BAD}) to me\b", r"I hate \g<x>"),
    ("vile disgusting gross revolting", rf"^{X} {IS}(?:disgusting|vile|gross|revolting)\b", r"I hate \g<x>"),
    ("worst", rf"^{X} {IS}the (?:absolute )?worst(?: thing ever)?$", r"I hate \g<x>"),
    ("best", rf"^{X} {IS}the best(?: thing (?:ever|in the world))$", r"I love \g<x>"),
    ("taste tastes smells smell", rf"^{X} (?:tastes?|smells?) (?:like|of) \w+ to me\b", r"I dislike \g<x>"),
    ("find", rf"^i {HOW}find {X} {HOW}{_GOOD}{END}", r"I love \g<x>"),
    ("find", rf"^i {HOW}find {X} {HOW}{_BAD}{END}", r"I hate \g<x>"),
    (
        "not for",
        rf"^{X} (?:is|are) (?:just |really |simply )*not (?:{HOW})(?:for me|my (?:thing|cup of tea|jam|bag"
        rf"|style)|to my taste)\b",
        r"I do not like \g<x>",
    ),
    (
        "weakness pleasure love street alley",
        rf"^{X} {IS}(?:my (?:\w+ )?(?:weakness|guilty pleasure|love)|right up my"
        r" (?:street|alley))\b",
        r"I love \g<x>",
    ),
    (
        "weakness pleasure love",
        rf"^(?:my|one of my) (?:\w+ )?(?:weakness|weaknesses|guilty pleasures?|great love) {IS}",
        r"I love ",
    ),
    (
        "eat drink watch listen",
        rf"^i could (?:eat|drink|watch|listen to|live on) {X} (?:all day(?: long)?|every day"
        r"|forever|all night|for ever|non-stop)\b",
        r"I love \g<x>",
    ),
    (
        "time patience aversion dislike hatred",
        rf"^i have (?:got )?(?:no (?:time|patience) for|an? (?:real |strong )?(?:aversion to"
        rf"|dislike of|hatred of|dislike for)) {X}{END}",
        r"I dislike \g<x>",
    ),
    (
        "abide doing",
        rf"^i {HOW}can not (?:abide|be doing with|be bothered with|be dealing with)\s",
        r"I can not stand ",
    ),
    ("care", rf"^i {HOW}(?P<not>do not|have never) {HOW}cared? (?:much )?for\s", r"I do not like "),
    ("devour worship", rf"^i {HOW}(?:devour|worship) {X}{END}", r"I love \g<x>"),
    ("live", rf"^i (?:can|could) not live without {X}{END}", r"I love \g<x>"),
    ("live", rf"^i (?P<v>live) for {X}{END}", r"I love \g<x>"),
    ("fan", r"^i am no fan of\s", r"I am not a fan of "),
    ("rather quite", r"^i am (?:rather|quite) (?P<what>partial to|fond of|keen on)\s", r"I am \g<what> "),
    (
        "fan lover enthusiast addict buff person fanatic nut",
        rf"^i am (?:an? )?(?:more of an? |very much an? )?{_BY_NATURE}{X}"
        rf" (?:fan|lover|addict|enthusiast|buff|fanatic|nut|person){END}",
        lambda found: found[0] if found["x"].casefold() in _NO_TASTE else f"I love {found['x']}",
    ),
    (
        "love hate like adore enjoy",
        rf"^{X} , i {HOW}(?P<v>love|hate|like|adore|enjoy|loathe) (?:it|them)\b.*$",
        r"I \g<v> \g<x>",
    ),
)
