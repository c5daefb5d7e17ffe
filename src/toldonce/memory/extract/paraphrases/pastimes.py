"""Pastimes, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import ACTIVITIES, GAMES_AND_SPORTS, INSTRUMENTS
from toldonce.memory.extract.english.verbs import base_of, ing_form
from toldonce.memory.extract.paraphrases.parts import END, HOW, IS, X

_MY_OWN = r"(?:my|one of my|an?)\s(?:\w+\s){0,2}?"
_GROUP = r"(?:clubs?|class(?:es)?|team|group|society|league|choir|lessons)"


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


_ENTERED = frozenset(
    """
    trouble fight fights arguments argument bed shape debt university college uni school contact touch work law medicine
    """.split()
)

_ADMITTING = frozenset("school college uni university academy programme program team choir orchestra".split())


def _is_entered(what: str) -> bool:
    """Whether one gets into it otherwise than by liking it: "trouble", "medical school", "Edinburgh"."""
    first, *_, last = [*what.split(), what.split()[-1]]
    return (
        first.casefold() in _ENTERED or last.casefold() in _ADMITTING or (first[0].isupper() and not is_pastime(what))
    )


RULES: tuple[Rewording, ...] = (
    (
        "retired",
        r"^(?P<i>i|we) (?:have |am )?(?:just |now |officially )*retired from (?P<x>[\w'-]+(?: [\w'-]+)?)(?=$| ,| "
        r"after| in| last)",
        lambda found: f"{found['i']} gave up {found['x']}" if is_pastime(found["x"]) else found[0],
    ),
    (
        "free spare",
        r"^in (?:my|our) (?:free|spare) time ,? ?(?P<i>i|we) (?P<do>[a-z]+) (?P<x>(?!to\b|not\b)[^,;]+)$",
        lambda found: (
            f"my hobby is {ing_form(lemma)} {found['x']}"
            if (lemma := base_of(found["do"].casefold()))
            and lemma not in ("like", "love", "enjoy", "be", "have", "do", "go")
            else found[0]
        ),
    ),
    (
        "how what",
        rf"^{X} (?:is|are) (?:how|what) (?:i|we) (?:relax|unwind|switch off|de-stress|destress|chill|recharge"
        r"|decompress|do (?:for fun|to (?:relax|unwind|switch off)|in my (?:free|spare) time|on (?:the "
        r")?weekends?))\b",
        r"my hobby is \g<x>",
    ),
    ("sane", rf"^(?:.* ; )?{X} keeps me (?:sane|grounded|going|balanced)\b", r"my hobby is \g<x>"),
    (
        "hobby passion pastime hobbies pastimes escape thing obsession",
        rf"^(?:.* , )?{X} {IS}{_MY_OWN}(?:hobby|hobbies|passion|passions"
        r"|pastimes?|escape|(?<! a )thing|thing(?= of mine)|obsession)(?: of mine)?\b",
        r"my hobby is \g<x>",
    ),
    (
        "pastime hobby passion",
        rf"^my (?:\w+ ){{0,2}}(?:pastime|hobby|passion)(?: (?:these days|right now|at the moment|lately"
        rf"|nowadays))? {IS}",
        r"my hobby is ",
    ),
    (
        "into",
        rf"^i {HOW}(?:have |am )?{HOW}(?:recently |lately |been |just |finally )*(?:get|got|getting)"
        rf" {HOW}(?:back )?into {X}"
        r"(?=\s*$|\s*[,;.]|\s(?:and|but|during|last|this|since|recently|lately|again|over|in|when)\b)",
        lambda found: found[0] if _is_entered(found["x"]) else f"I have taken up {found['x']}",
    ),
    (
        "discovered found",
        rf"^i have (?:recently |just )?(?:discovered|found) {X} and (?:i )?love it\b",
        r"I have taken up \g<x>",
    ),
    ("dabble big", rf"^i (?:dabble in|am {HOW}big on) {X}{END}", r"my hobby is \g<x>"),
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
    ("going", rf"^i {HOW}(?P<v>love|like|enjoy|adore) going (?P<x>\w+ing)\b", r"my hobby is \g<x> ; I \g<v> \g<x>"),
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
        rf"|spent|taken up by|devoted to) {X}{END}",
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
        rf"^i (?:relax|unwind|switch off|de-stress|wind down) by (?:doing )?{X}{END}",
        r"my hobby is \g<x>",
    ),
    ("hobby hobbies", r"^my (?:\w+ )?(?:hobby|hobbies) ?: (?=\w)", "my hobby is "),
    ("days", r"^my (?P<x>\w+ing) days are (?:over|behind me|gone)\b", r"I have given up \g<x>"),
    ("up", rf"^i (?:gave|have given) {X} up\b", r"I have given up \g<x>"),
    (
        "stop give quit",
        r"^i (?:had|have had) to (?:stop|give up|quit)\s(?P<x>\w+)",
        lambda found: f"I have given up {found['x']}" if is_pastime(found["x"]) else found[0],
    ),
    ("taken", r"^i have taken to (?P<x>\w+ing)$", r"I have taken up \g<x>"),
)
