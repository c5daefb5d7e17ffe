"""The long way round made plain: "crochet is how I relax" as "my hobby is crochet", which the themes can read.

Every rule is a construction of English (a cleft, an inversion, a copula, a light verb, a subject that is left out) with
a place for any noun phrase, and a word without which it need not be tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from toldonce.memory.extract.lexicon import ACTIVITIES, GAMES_AND_SPORTS, INSTRUMENTS, LANGUAGES
from toldonce.memory.extract.modality import words_of
from toldonce.memory.extract.verbs import base_of, ing_form

_NOT_A_THING = (
    r"(?!(?:it|that|this|these|those|he|she|they|you|your|i|we|there|what|which|who|his|her|their|how|why|when|if|the"
    r"|my|our|an?|everything|nothing|something|anything|one|some|all|no|not|so|and|but|here|such|to|myself|me|in|on|at"
    r"|for|of|with|as|someone|nobody|people|things?)\b)"
)
_X = (
    rf"(?P<x>{_NOT_A_THING}[\w'-]+"
    r"(?:\s(?:(?:of|and|in)\s)?(?!(?:is|are|was|i|we|that|which|who|you|it)\b)[\w'-]+){0,3}?)"
)
_END = r"(?=\s*$|\s*[,;.]|\s(?:and|but|because|so|since|these|now|every|when|whenever|for years|at)\b)"
_HOW = r"(?:(?:really|so|absolutely|just|totally|quite|rather|pretty|always|truly|still|also|utterly|very)\s)*"
_IS = rf"(?:is|are|has been|have been|has become|have become|became|remains?|has always been)\s{_HOW}"
_GOOD = (
    r"(?:wonderful|soothing|relaxing|amazing|delightful|lovely|beautiful|fantastic|brilliant|comforting|calming"
    r"|irresistible|delicious|fascinating|great|magical|therapeutic|marvellous)"
)
_BAD = (
    r"(?:awful|disgusting|vile|gross|horrible|terrible|revolting|unbearable|dreadful|nasty|repulsive|boring|tedious"
    r"|annoying|exhausting|creepy|insufferable|tiresome|stressful|overrated)"
)
_MY_OWN = r"(?:my|one of my|an?)\s(?:\w+\s){0,2}?"
_BY_NATURE = r"(?:great |huge |big |massive |real |true |total |absolute |proper |lifelong |keen |avid |such an? )*"
_LANGUAGE = "|".join(sorted((re.escape(name) for name in LANGUAGES), key=len, reverse=True))
_CADENCE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days(?: and \w+days)?|(?:every|each)\s(?:single |other"
    r" )?\w+(?:\s(?:morning|evening|night|afternoon))?|most \w+s|on \w+days"
    r"|on weekends|at weekends|at the weekend|(?:once|twice|(?:three|four|five) times) (?:a|per) \w+"
    r"|(?:before|after) (?:breakfast|lunch|dinner|work|bed|school)|in the (?:mornings?|evenings?|afternoons?)"
    r"|first thing in the morning|before i (?:go to (?:bed|sleep)|sleep))"
)
_PRACTICE = (
    r"(?:dentist|doctor|gp|physio|vet|hairdresser|barber|optician|therapist|physiotherapist|orthodontist|midwife|lawyer"
    r"|solicitor|accountant|counsellor|dermatologist|cardiologist|osteopath|podiatrist|chiropractor|specialist)"
)
_MEETING = (
    r"(?:appointment|meeting|exam|interview|check-?up|surgery|test|presentation|lesson|session|rehearsal|viewing"
    r"|hearing"
    r"|audition|class|consultation|haircut|party|wedding|concert|parents' evening|delivery)"
)
_DAY_FOLLOWS = r"(?=(?:on|at|tomorrow|next|this|today|tonight|in) ?)"
_GROUP = r"(?:clubs?|class(?:es)?|team|group|society|league|choir|lessons)"

Rewording = str | Callable[[re.Match[str]], str]


def _leisure(found: re.Match[str]) -> str:
    """What somebody has done for years or has begun, when it is known as a pastime; else it stays as it was said."""
    return f"my hobby is {found['x']}" if is_pastime(found["x"]) else found[0]


def _done_for_fun(found: re.Match[str]) -> str:
    lemma = base_of(found["x"].casefold())
    return f"my hobby is {ing_form(lemma)}" if lemma else found[0]


def _of_a_group(found: re.Match[str]) -> str:
    """The pastime of a club or a class; a group whose pastime is not known says nothing of one."""
    thing, group = found["x"], found["g"].casefold()
    if thing.casefold() == "book":
        return "my hobby is book club"
    known = is_pastime(thing)
    return f"my hobby is {thing}" if known or group.startswith(("club", "choir", "lesson")) else found[0]


def _practitioner(found: re.Match[str]) -> str:
    """ "A keen hiker" has hiking for a hobby; whoever does what is no known pastime stays what they were called."""
    word = found["x"].casefold()
    thing = f"{word[: -3 if word.endswith('ist') else -2]}ing"
    return f"my hobby is {thing}" if is_pastime(thing) else found[0]


def is_pastime(thing: str) -> bool:
    """Whether a thing is known as a sport, a game or another pastime."""
    low = thing.casefold()
    return not {low, low.split()[-1]}.isdisjoint(ACTIVITIES | GAMES_AND_SPORTS)


def _instrument(found: re.Match[str]) -> str:
    return f"I play the {found['x']}" if found["x"].casefold() in INSTRUMENTS else found[0]


def _duty_of_a_thing(found: re.Match[str]) -> str:
    """ "My passport has to be renewed" as "I have to renew my passport"."""
    lemma = base_of(found["done"].casefold())
    return f"I have to {lemma} {found['thing']}" if lemma else found[0]


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _of_all(found: re.Match[str]) -> str:
    return f"my favourite {_singular(found['kind'])} is {found['x']}"


_FINITE = frozenset(
    "is are was were has have had i we get got getting be been being not am never just already all".split()
)
_NO_TASTE = frozenset(
    "good bad nice busy private people calm quiet morning night happy shy honest other only same young".split()
)
_ENTERED = frozenset(
    """
    trouble fight fights arguments argument bed shape debt university college uni school contact touch work law medicine
    """.split()
)

_RULES: tuple[tuple[str, str, Rewording], ...] = (
    # a subject that is left out
    (
        "fan keen fond",
        rf"^(?P<not>not )?{_HOW}(?P<how>an? |big |huge |massive )*(?P<what>fan of|keen on|fond of)\s",
        r"I am \g<not>\g<what> ",
    ),
    ("fan lover", rf"^{_BY_NATURE}{_X} (?:fan|lover|addict|enthusiast) here\b", r"I love \g<x>"),
    ("stand bear abide", rf"^{_HOW}can not (?P<v>stand|bear|abide)\s", r"I can not stand "),
    (
        "love hate adore loathe detest dislike",
        rf"^{_HOW}(?P<v>love|hate|adore|loathe|detest|dislike)\s(?={_NOT_A_THING})",
        r"I \g<v> ",
    ),
    ("never", r"^never (?P<v>liked|loved|enjoyed|cared for|been)\s", r"I have never \g<v> "),
    ("like", rf"^do not {_HOW}(?P<v>like|enjoy)\s(?={_NOT_A_THING})", r"I do not \g<v> "),
    ("need have must", rf"^{_HOW}(?P<v>need|have|have got) to\s", r"I have to "),
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
        rf"^(?:what|(?:the|one|the one) thing(?: that)?) i {_HOW}(?P<v>love|hate|like|enjoy|dislike)"
        r"(?: (?:the )?most| best| above all| more than anything)? (?:is|are)\s",
        r"I \g<v> ",
    ),
    (
        "thing",
        rf"^if there is (?:one )?(?:some)?thing (?:that )?i {_HOW}(?P<v>love|hate|like|enjoy|dislike)(?: ,)?"
        r" it is\s",
        r"I \g<v> ",
    ),
    (
        "nothing",
        rf"^(?:there is )?nothing i (?P<v>love|like|enjoy|hate) (?:more|better) than {_X}{_END}",
        r"I \g<v> \g<x>",
    ),
    ("nothing", rf"^(?:for me ,? ?)?nothing (?:beats|compares to|is better than|tops) {_X}$", r"I love \g<x>"),
    # a thing first, what it does to me behind it
    (
        "me",
        rf"^{_X} {_HOW}(?:makes?|keeps?) me (?:feel )?{_HOW}(?:happy|smile|alive|calm|joyful|feel good|at peace)\b",
        r"I love \g<x>",
    ),
    (
        "me",
        rf"^{_X} {_HOW}makes? me (?:feel |want to )?{_HOW}(?:sick|gag|ill|heave|cringe|queasy|nauseous|vomit|throw up"
        r"|shudder|miserable|retch|angry)\b",
        r"I hate \g<x>",
    ),
    (
        "nerves me stomach",
        rf"^{_X} {_HOW}(?:gets? on my nerves|gets? to me|drives? me (?:mad|crazy|nuts|insane|up the wall)"
        r"|gives? me the (?:creeps|ick)|(?:annoy|irritate|bore|disgust|bug)s? me|gross(?:es)? me out"
        r"|puts? me off|turns? my stomach)\b",
        r"I hate \g<x>",
    ),
    ("me", rf"^{_X} (?:does|do) (?:nothing|not do (?:it|anything|much)) for me\b", r"I do not like \g<x>"),
    ("me", rf"^{_X} {_IS}(?:too |so )?(?:{_BAD}) to me\b", r"I hate \g<x>"),
    ("vile disgusting gross revolting", rf"^{_X} {_IS}(?:disgusting|vile|gross|revolting)\b", r"I hate \g<x>"),
    ("worst", rf"^{_X} {_IS}the (?:absolute )?worst(?: thing ever)?$", r"I hate \g<x>"),
    ("best", rf"^{_X} {_IS}the best(?: thing (?:ever|in the world))$", r"I love \g<x>"),
    ("taste tastes smells smell", rf"^{_X} (?:tastes?|smells?) (?:like|of) \w+ to me\b", r"I dislike \g<x>"),
    ("find", rf"^i {_HOW}find {_X} {_HOW}{_GOOD}{_END}", r"I love \g<x>"),
    ("find", rf"^i {_HOW}find {_X} {_HOW}{_BAD}{_END}", r"I hate \g<x>"),
    (
        "not for",
        rf"^{_X} (?:is|are) (?:just |really |simply )*not (?:{_HOW})(?:for me|my (?:thing|cup of tea|jam|bag"
        rf"|style)|to my taste)\b",
        r"I do not like \g<x>",
    ),
    (
        "weakness pleasure love street alley",
        rf"^{_X} {_IS}(?:my (?:\w+ )?(?:weakness|guilty pleasure|love)|right up my"
        r" (?:street|alley))\b",
        r"I love \g<x>",
    ),
    (
        "weakness pleasure love",
        rf"^(?:my|one of my) (?:\w+ )?(?:weakness|weaknesses|guilty pleasures?|great love) {_IS}",
        r"I love ",
    ),
    (
        "eat drink watch listen",
        rf"^i could (?:eat|drink|watch|listen to|live on) {_X} (?:all day(?: long)?|every day"
        r"|forever|all night|for ever|non-stop)\b",
        r"I love \g<x>",
    ),
    (
        "time patience aversion dislike hatred",
        rf"^i have (?:got )?(?:no (?:time|patience) for|an? (?:real |strong )?(?:aversion to"
        rf"|dislike of|hatred of|dislike for)) {_X}{_END}",
        r"I dislike \g<x>",
    ),
    (
        "abide doing",
        rf"^i {_HOW}can not (?:abide|be doing with|be bothered with|be dealing with)\s",
        r"I can not stand ",
    ),
    ("care", rf"^i {_HOW}(?P<not>do not|have never) {_HOW}cared? (?:much )?for\s", r"I do not like "),
    ("devour worship", rf"^i {_HOW}(?:devour|worship) {_X}{_END}", r"I love \g<x>"),
    ("live", rf"^i (?:can|could) not live without {_X}{_END}", r"I love \g<x>"),
    ("live", rf"^i (?P<v>live) for {_X}{_END}", r"I love \g<x>"),
    ("fan", r"^i am no fan of\s", r"I am not a fan of "),
    ("rather quite", r"^i am (?:rather|quite) (?P<what>partial to|fond of|keen on)\s", r"I am \g<what> "),
    (
        "fan lover enthusiast addict buff person fanatic nut",
        rf"^i am (?:an? )?(?:more of an? |very much an? )?{_BY_NATURE}{_X}"
        rf" (?:fan|lover|addict|enthusiast|buff|fanatic|nut|person){_END}",
        lambda found: found[0] if found["x"].casefold() in _NO_TASTE else f"I love {found['x']}",
    ),
    (
        "love hate like adore enjoy",
        rf"^{_X} , i {_HOW}(?P<v>love|hate|like|adore|enjoy|loathe) (?:it|them)\b.*$",
        r"I \g<v> \g<x>",
    ),
    # favourites
    (
        "best most",
        r"^the (?P<kind>\w+)(?: that)? i (?:like|love|enjoy) (?:the )?(?:best|most) (?:is|are)\s",
        r"my favourite \g<kind> is ",
    ),
    ("best", r"^the best (?P<kind>\w+)(?: that)? i have ever \w+ (?:is|was|has to be)\s", r"my favourite \g<kind> is "),
    (
        "favourite",
        r"^if i (?:had|have) to (?:pick|choose|name) (?:a|my|one) favourite (?P<kind>[\w ]{2,25}?) ?[,:]? "
        r"(?:(?:it|that) (?:would be|is)|then|i would (?:pick|choose|name|go for|say))?\s?",
        r"my favourite \g<kind> is ",
    ),
    (
        "favourite",
        rf"^(?:of all(?: the)?|when it comes to|as for|among(?: all)?|out of all(?: the)?) (?P<kind>\w+) ?, "
        rf"(?:my favourite (?:is|are|has to be) (?P<y>.+)|{_X} (?:is|are) my favourite)$",
        lambda found: f"my favourite {_singular(found['kind'])} is {found['y'] or found['x']}",
    ),
    ("favourite", r"^as far as \w+ goe?s? , (?=.+ my favourite \w+)", ""),
    (
        "favourite",
        r"^(?:i \w+|nothing beats) (?P<x>[^,]{2,40}) , (?:it|they|that|he|she) (?:is|are) my favourite\s",
        r"\g<x> is my favourite ",
    ),
    ("favourite", r"^(?P<x>[^,]{2,40}) , (?:that|it|they) (?:is|are) my favourite\s", r"\g<x> is my favourite "),
    (
        "favourite",
        r"^(?:my )?favourite (?P<kind>[\w ]{2,25}?) ?:\s(?:definitely |easily |probably |the |it is"
        r" )*(?P<x>[^,]+?)(?: ,.*)?$",
        r"my favourite \g<kind> is \g<x>",
    ),
    (
        "favourite",
        r"(?P<own>\bmy (?:\w+ |all-time )?favourite [\w ]{2,25}?) (?:remains|would (?:have to )?be|has(?: got)?"
        r" to be|must be"
        r"|is (?:without (?:a |any )?doubt|hands down|by far|easily|probably|undoubtedly))\s",
        r"\g<own> is ",
    ),
    (
        "favourite",
        r"\b(?:remains?|has become|have become|became|will always be|would (?:have to )?be|has always been|has(?:"
        r" got)? to be)"
        r" my (?=(?:\w+ )?favourite\b)",
        "is my ",
    ),
    (
        "favourite",
        r"\bis (?:hands down|by far|easily|definitely|probably|without (?:a )?doubt) my favourite\b",
        "is my favourite",
    ),
    ("choice", r"^my (?P<x>\w+) of choice is\s", r"my favourite \g<x> is "),
    ("time", r"\bmy favourite (?:time|part) of (?:the )?year\b", "my favourite season"),
    # pastimes
    (
        "how what",
        rf"^{_X} (?:is|are) (?:how|what) (?:i|we) (?:relax|unwind|switch off|de-stress|destress|chill|recharge"
        r"|decompress|do (?:for fun|to (?:relax|unwind|switch off)|in my (?:free|spare) time|on (?:the )?weekends?))\b",
        r"my hobby is \g<x>",
    ),
    ("sane", rf"^(?:.* ; )?{_X} keeps me (?:sane|grounded|going|balanced)\b", r"my hobby is \g<x>"),
    (
        "hobby passion pastime hobbies pastimes escape thing obsession",
        rf"^(?:.* , )?{_X} {_IS}{_MY_OWN}(?:hobby|hobbies|passion|passions"
        r"|pastimes?|escape|thing|obsession)(?: of mine)?\b",
        r"my hobby is \g<x>",
    ),
    (
        "pastime hobby passion",
        rf"^my (?:\w+ ){{0,2}}(?:pastime|hobby|passion)(?: (?:these days|right now|at the moment|lately"
        rf"|nowadays))? {_IS}",
        r"my hobby is ",
    ),
    (
        "into",
        rf"^i {_HOW}(?:have |am )?{_HOW}(?:recently |lately |been |just |finally )*(?:get|got|getting)"
        rf" {_HOW}(?:back )?into {_X}"
        r"(?=\s*$|\s*[,;.]|\s(?:and|but|during|last|this|since|recently|lately|again|over|in|when)\b)",
        lambda found: found[0] if found["x"].casefold().split()[0] in _ENTERED else f"I have taken up {found['x']}",
    ),
    (
        "discovered found",
        rf"^i have (?:recently |just )?(?:discovered|found) {_X} and (?:i )?love it\b",
        r"I have taken up \g<x>",
    ),
    ("dabble big", rf"^i (?:dabble in|am {_HOW}big on) {_X}{_END}", r"my hobby is \g<x>"),
    (
        "club class classes team group society league choir lessons",
        rf"^i (?:am in|belong to|(?:have )?join(?:ed)?|go to|am part of|am a member of|(?:have )?signed up for"
        rf"|play in) (?:an? |the |my |our )"
        rf"(?:local |weekly )?(?P<x>(?!(?:\w+ )?(?:code|maths?)\b)[\w-]+(?: (?!{_GROUP})[\w-]+)?) (?P<g>{_GROUP})\b",
        _of_a_group,
    ),
    (
        "choir band orchestra",
        r"^i (?P<v>sing|play) in (?P<x>an? (?:\w+ )?(?:choir|band|orchestra))\b",
        lambda found: f"my hobby is {ing_form(found['v'].casefold())} in {found['x']}",
    ),
    (
        "go",
        r"^(?:(?:when (?:i am off(?: work)?|i have (?:the )?time|i can)|in my (?:free|spare) time|on my days? off"
        r"|on weekends|at (?:the )?weekends?) ,? ?)i (?:usually |often |always |love to )*go"
        r" (?P<x>\w+ing)\b",
        r"my hobby is \g<x>",
    ),
    (
        "go",
        r"^i (?:usually |often |always |love to )*go (?P<x>\w+ing) (?:whenever i can|as often as (?:i can"
        r"|possible)|for fun|a lot)\b",
        r"my hobby is \g<x>",
    ),
    ("going", rf"^i {_HOW}(?P<v>love|like|enjoy|adore) going (?P<x>\w+ing)\b", r"my hobby is \g<x> ; I \g<v> \g<x>"),
    (
        "been",
        r"^i have been (?:really |also )?(?:doing )?(?P<x>\w+ing|yoga|karate|judo|pilates|crochet)(?= (?:for"
        r"|since)\b| [\ue000-\uf8ff]|\s*$)",
        _leisure,
    ),
    ("been", r"^i have been playing (?P<x>[\w ]{3,30}?)(?= (?:for|since|in)\b| [\ue000-\uf8ff]|\s*$)", r"I play \g<x>"),
    (
        "started start took",
        r"^i (?:have )?(?:recently |just |finally )*started (?P<x>\w+ing|fencing|yoga|karate)(?=\s*$| (?:recently"
        r"|again|lately|this|last|in|and)\b| [\ue000-\uf8ff])",
        lambda found: found[0] if _leisure(found) == found[0] else f"I have taken up {found['x']}",
    ),
    (
        "fun hobby unwind relax",
        r"^i (?P<x>[a-z]+) (?:as a hobby|for fun|to (?:unwind|relax|de-stress)|in my (?:spare|free) time)\b",
        _done_for_fun,
    ),
    ("unwind relax", r"^to (?:unwind|relax|switch off|de-stress) ,? ?i (?P<x>[a-z]+)\b(?=\s*$| ?,)", _done_for_fun),
    (
        "learning taking",
        r"^i (?:am|have been) (?:currently |now )?(?:learning(?: to play)?|taking)(?: the)? (?P<x>\w+)(?:"
        r" lessons)?(?=\W|$)",
        _instrument,
    ),
    (
        "downtime work working off",
        r"^(?:in my downtime|outside(?: of)? work|when i am not (?:working|at work)|when i am off(?: work)?"
        r"|away from (?:work|my desk)) ,? ?(?=i\b)",
        "in my free time ",
    ),
    (
        "time weekends evenings",
        rf"^(?:most of )?my (?:free time|spare time|weekends|evenings) (?:goes|go|is|are) (?:into|on|all about"
        rf"|spent on|mostly|full of"
        rf"|spent|taken up by|devoted to) {_X}{_END}",
        r"my hobby is \g<x>",
    ),
    (
        "keen avid amateur passionate enthusiastic hobby recreational casual committed",
        r"^i am an? (?:very )?(?:keen|avid|amateur|passionate|enthusiastic|hobby|recreational|casual|committed)"
        r" (?P<x>\w+(?:er|ist))\b",
        _practitioner,
    ),
    (
        "by",
        rf"^i (?:relax|unwind|switch off|de-stress|wind down) by (?:doing )?{_X}{_END}",
        r"my hobby is \g<x>",
    ),
    ("hobby hobbies", r"^my (?:\w+ )?(?:hobby|hobbies) ?: (?=\w)", "my hobby is "),
    ("days", r"^my (?P<x>\w+ing) days are (?:over|behind me|gone)\b", r"I have given up \g<x>"),
    ("up", rf"^i (?:gave|have given) {_X} up\b", r"I have given up \g<x>"),
    (
        "stop give quit",
        r"^i (?:had|have had) to (?:stop|give up|quit)\s(?P<x>\w+)",
        lambda found: f"I have given up {found['x']}" if is_pastime(found["x"]) else found[0],
    ),
    ("taken", r"^i have taken to (?P<x>\w+ing)$", r"I have taken up \g<x>"),
    # languages
    (
        "my",
        rf"^my (?P<x>{_LANGUAGE}) {_IS}(?=(?:rusty|good|decent|fluent|ok|okay|fine|excellent|not bad|better|basic|poor"
        r"|terrible|bad|broken|passable|native|improving|getting)\b).*$",
        r"I speak \g<x>",
    ),
    (
        "speaker",
        rf"^(?:i am|as) an? (?:native |fluent |near-native )?(?:(?P<x>{_LANGUAGE}) speaker|speaker of"
        rf" (?P<y>{_LANGUAGE}))\b",
        lambda found: f"I speak {found['x'] or found['y']} ;",
    ),
    (
        "get hold manage converse",
        rf"^i (?:can )?(?:get by|hold (?:a conversation|my own)|manage|converse) in (?P<x>{_LANGUAGE})\b",
        r"I speak \g<x>",
    ),
    (
        "course lessons classes class",
        rf"^i (?:am|have been) (?:currently |now )?(?:taking|doing|having)(?: an?)? (?P<x>{_LANGUAGE}) (?:course"
        rf"|lessons|classes|class)\b",
        r"I am learning \g<x>",
    ),
    (
        "trying",
        rf"^i am (?:currently |now )?(?:trying|attempting) to learn (?P<x>{_LANGUAGE})\b",
        r"I am learning \g<x>",
    ),
    ("besides apart addition", r"^(?:besides|apart from|in addition to|as well as) \w+ ,? ?(?=i\b)", ""),
    ("home", rf"^at home (?:we|i) (?:speak|talk) (?P<x>{_LANGUAGE})\b", r"I speak \g<x>"),
    ("picked", rf"^i (?:have )?picked up (?:some |a bit of )?(?P<x>{_LANGUAGE})\b.*$", r"I speak \g<x>"),
    ("bilingual", rf"^i (?:was raised|grew up|am) bilingual ?,? (?:in )?(?=(?:{_LANGUAGE})\b)", "I speak "),
    # habits
    (
        "start begin",
        r"^i (?:always |usually )?(?:start|begin) (?P<c>every|each|my) (?P<d>day|morning)s? with (?P<x>[^,]+)$",
        r"I have \g<x> every \g<d>",
    ),
    (
        "starts begins start begin",
        r"^(?:every|each|my) (?P<d>(?:\w+ )?\w*(?:day|morning|evening)s?) (?:starts?|begins?) with"
        r" (?P<x>[^,]+?)(?: for me)?$",
        lambda found: f"I have {found['x']} every {found['d'].rstrip('s')}",
    ),
    (
        "find",
        rf"^(?P<c>{_CADENCE} ,? ?)?you will (?:usually |often |always )?find me (?P<w>at|in|out in) (?P<x>the \w+)\b",
        r"I go to \g<x> \g<c>",
    ),
    ("find", rf"^(?P<c>{_CADENCE}) ,? ?you will (?:usually |often |always )?find me doing {_X}$", r"my hobby is \g<x>"),
    (
        "at in out",
        rf"^(?P<c>{_CADENCE}) ,? ?i am (?:usually |always |out )*(?:at|in) (?P<x>the (?:gym|pool|garden|library"
        rf"|pub|park|allotment|track|office|studio))\b",
        r"I go to \g<x> \g<c>",
    ),
    (
        "at in out",
        rf"^i am (?:usually |always |out )*(?:at|in) (?P<x>the (?:gym|pool|garden|library|pub|park|allotment"
        rf"|track|studio)) (?P<c>{_CADENCE})",
        r"I go to \g<x> \g<c>",
    ),
    (
        "every each most on before after first once twice times in",
        rf"^(?P<c>{_CADENCE}(?: ,? ?{_CADENCE})?) ,? ?(?P<i>i|we)\s(?P<x>[^,;]+)$",
        r"I \g<x> \g<c>",
    ),
    # diets
    (
        "vegan vegetarian pescatarian",
        r"^(?:as an?|being an?|being|as) (?P<x>\w+ )?(?P<diet>vegan|vegetarian|pescatarian) ,? ?(?=i\b)",
        r"I am \g<diet> ; ",
    ),
    (
        "consider call",
        r"^i (?:would )?(?:consider|call) myself (?:an? )?(?=(?:vegan|vegetarian|pescatarian)\b)",
        "I am ",
    ),
    (
        "lifelong committed",
        r"^i am an? (?:lifelong|committed|devout|strict) (?=(?:vegan|vegetarian|pescatarian)\b)",
        "I am a ",
    ),
    ("live", r"^i live (?=(?:vegan|vegetarian)\b)", "I eat "),
    (
        "eat keep stick",
        r"^i (?:have to (?:eat|keep to|stick to)|keep to|stick to) (?:an? )?(?=[\w-]+(?:-free|fodmap)\b)",
        "I eat ",
    ),
    (
        "avoid away cut steer given keep",
        r"^i (?:try to )?(?:avoid|stay away from|steer clear of|have cut out|have given up|keep off) (?:eating )?"
        r"(?P<x>(?:red |any |all )?(?:meat|pork|beef|fish|seafood|dairy|gluten|sugar|eggs|bread|wheat|animal"
        r" products|nuts|shellfish|carbs))\b",
        r"I do not eat \g<x>",
    ),
    # what has to be done
    (
        "be",
        r"^(?P<thing>(?:my|the|our) [\w ]{3,30}?) (?:has to|have to|needs? to|must) be (?P<done>\w+(?:ed|en|t|e))\b",
        _duty_of_a_thing,
    ),
    ("needs need", r"^(?P<thing>(?:my|the|our) [\w ]{3,30}?) needs? (?P<done>\w+ing)\b", _duty_of_a_thing),
    ("need", r"^i need (?P<thing>(?:my|the|our) [\w ]{3,30}?) (?P<done>\w+ed)\b", _duty_of_a_thing),
    ("owe", r"^i owe (?=(?:the|my)\b)", "I have to pay "),
    ("told", r"^i (?:have )?(?:told|assured) (?P<x>(?:my )?\w+)(?: that)? i would\s", r"I promised \g<x> to "),
    ("agreed arranged volunteered", r"^i (?:have )?(?:agreed|arranged|volunteered|offered) to\s", "I promised to "),
    ("put", r"^put me down for\s", "I have "),
    (
        "on at tomorrow next this today",
        rf"^(?:a |the |my )?(?P<x>(?:[a-z']+ ){{0,2}}?(?:{_MEETING})) {_DAY_FOLLOWS}(?!in\b)",
        r"I have a \g<x> ",
    ),
    (
        "on at tomorrow next this today",
        rf"^(?:the )?(?P<x>{_PRACTICE}) (?=(?:on|at|tomorrow|next|today) )",
        r"I have a \g<x> appointment ",
    ),
    ("there", rf"^there is an? (?P<x>(?:[a-z']+ ){{0,2}}?{_MEETING}) {_DAY_FOLLOWS}", r"I have a \g<x> "),
    (
        "have",
        rf"^i have (?:got )?(?:to be at )?(?:the )?(?P<x>{_PRACTICE})(?:'s)? {_DAY_FOLLOWS}",
        r"I have a \g<x> appointment ",
    ),
    (
        "tickets",
        r"^(?P<i>i|we) have (?:got )?tickets (?:for|to) (?P<x>(?:an? |the )?[\w' ]+?) (?=on\b|next\b|tomorrow\b)",
        r"\g<i> will go to \g<x> ",
    ),
    (
        "submitted paid renewed sent booked done finished sorted",
        r"^(?:my |the )?(?P<x>(?!i\b|we\b|it\b|that\b|all\b|well\b)\w+(?: \w+)?) (?P<d>submitted|paid|renewed"
        r"|sent|booked"
        r"|handed in|done|finished|sorted)$",
        lambda found: found[0] if found["x"].casefold().split()[-1] in _FINITE else f"My {found['x']} is {found['d']}",
    ),
    (
        "booked",
        r"^i (?:have )?booked (?P<x>an? (?:[\w']+ )?(?:appointment|lesson|session|check-up|class|call)) (?:for )?",
        r"I have \g<x> ",
    ),
    ("be", r"^(?P<i>i|we) will be (?P<x>in|at) (?P<y>[A-Z]\w+)\b", r"I will visit \g<y>"),
    ("off", r"^(?P<i>i|we) (?:am|are) off to\s(?=the|[A-Z])", "I will go to "),
    (
        "leave head depart fly travel",
        r"^(?P<i>i|we) (?:leave|head|depart|fly|travel) (?:for|to|off to) (?P<x>[A-Z]\w+)\b",
        r"I will fly to \g<x>",
    ),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[frozenset[str], str, re.Pattern[str], Rewording], ...]:
    """Per rule its cues, the word that the clause has to begin with (or nothing), its pattern and what it becomes."""
    return tuple(
        (frozenset(cues.split()), _begins_with(source), re.compile(source, re.IGNORECASE), new)
        for cues, source, new in _RULES
    )


def _begins_with(source: str) -> str:
    word = re.match(r"\^(i|my) ", source)
    return word[1] if word else ""


_LEAD = re.compile(
    r"(?:(?:oh|so|well|honestly|actually|btw|by the way|also|and|but|yeah|yes|personally|to be honest|i think|i"
    r" must say"
    r"|for me|lately|these days|currently|nowadays|right now|recently|as for me|to me|tbf|sorry|no thanks)\s?,?\s)+",
    re.IGNORECASE,
)
_COMMON = re.compile(rf"(?:my|our|the|every|each|\w+ing|{_PRACTICE}|{_MEETING})$", re.IGNORECASE)
"""Words whose capital at the beginning is no part of them."""
_CLAUSES = re.compile(r"(\s*[;—–]\s+)")


def reworded(sentence: str) -> str:
    """The sentence (plain) with its long ways round made plain; one without any stays as it is."""
    parts = _CLAUSES.split(sentence)
    return "".join(part if i % 2 else _clause(part) for i, part in enumerate(parts))


def _clause(clause: str) -> str:
    lead = _LEAD.match(clause)
    before = lead[0] if lead else ""
    own = clause[len(before) :].rstrip(" .!")
    text = own = " ".join(own.replace(", ", " , ").split())
    first = text.partition(" ")[0]
    if first.istitle() and (_COMMON.match(first) or is_pastime(first)):
        text = own = own[:1].lower() + own[1:]
    known = words_of(text)
    first = first.casefold()
    for cues, begins, pattern, new in _compiled():
        if (begins and begins != first) or cues.isdisjoint(known):
            continue
        changed = pattern.sub(new, text, count=1)
        if changed != text:
            text = " ".join(changed.split())
            known, first = words_of(text), text.partition(" ")[0].casefold()
    return clause if text == own else before + text.replace(" ,", ",")
