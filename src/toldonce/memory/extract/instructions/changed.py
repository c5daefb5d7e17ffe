"""What the assistant was told and is told otherwise: lifted in passing, narrowed to a case, or turned round.

"Bullet points are fine for lists" narrows a ban, "you can give me longer answers now" ends "keep it short". Only what
one can be told about answers counts, so that "tomatoes are fine for lunch" orders nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.acts import ANY_OF, NOT
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key

_LEAD = (
    r"(?:(?:oh|ok|okay|so|and|but|also|actually|now|right|hey|btw|by the way|for what it is worth|fyi|well|hmm|hm"
    r"|please|from now on|i have [\w' ]{2,40}?(?= ,)|thinking about it|on second thoughts?|you know what|tbh)\s?,?\s)*"
)
_NOW = (
    r"(?:from (?:now|here|today|this point) on(?:wards)?|again|now|after all|any more|these days|please|by the way"
    r"|though)"
)
_MATTER = (
    r"(?:(?:a few |some |the odd |occasional |the occasional |a couple of |short |long )?(?:bullet ?(?:points?|lists?)?"
    r"|bullets|emojis?|emoticons?|smileys|tables?|numbered lists?|lists|headings?|headers|jargon|slang|swearing"
    r"|swear words|jokes?|puns?|abbreviations|acronyms|spoilers?|exclamation marks?|markdown|bold(?: text)?|footnotes"
    r"|links?|citations?|sources|metaphors?|analogies|quotes|technical terms|long words|big words|code(?: samples"
    r"| snippets)?|examples|humou?r|sarcasm|contractions|semicolons|em dashes|hashtags|capitals|all caps"
    r"|disclaimers|greetings|pleasantries|apologies"
    r"|follow-up questions|small talk|politics|religion|first names?|nicknames))"
)
_FINE = r"(?:fine|ok|okay|alright|all right|allowed|welcome|good|grand|cool|no problem|acceptable)"
_LIFTED = tuple(
    re.compile(rf"{_LEAD}{source}$", re.IGNORECASE)
    for source in (
        rf"(?P<x>{_MATTER}) (?:are|is) {_FINE}(?: (?:by me|with me|for me|too|{_NOW}))*",
        rf"i (?:do not mind|am (?:fine|ok|okay|happy|cool) with) (?P<x>{_MATTER})(?: {_NOW})*",
        r"(?:feel free to|you (?:can|may|could)) (?:use|add|throw in|give me|include|make|crack|put in)"
        rf" (?P<x>{_MATTER})(?: {_NOW})*",
        rf"(?P<x>{_MATTER}) (?:are|is) (?:{_FINE}|fun|lovely|nice|great) ?,? (?:so |just )?use (?:it|them)(?: {_NOW})*",
        rf"i (?:do |really |rather |quite |actually |kind of )*miss (?:the|your|those) (?P<x>{_MATTER})"
        r"(?: in your (?:answers|replies|messages))?",
        rf"(?:you (?:can|may|could) )?(?:bring|put) (?:back (?:the |my |those )?(?P<x>{_MATTER})"
        rf"|(?:the |my |those )?(?P<y>{_MATTER}) back)(?: in)?(?: {_NOW})*",
    )
)
_NARROWED = re.compile(
    rf"{_LEAD}(?:(?P<x>{_MATTER}) (?:are|is) {_FINE}|(?:you (?:can|may)|feel free to) use (?P<y>{_MATTER}))"
    r" (?P<case>(?:for|in|when|with|where|if) (?!me\b|you\b$)[\w' ]+?)"
    r"(?: ?(?:,|but|-|–|;)+ ?(?P<else>(?:but )?(?:otherwise|nowhere else|not|never|no|keep|everything|anything).*))?$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"{_LEAD}(?:(?:switch|change) to|use|go with|make it) (?P<x>[\w-]+(?: [\w-]+)?) for (?P<case>[\w ]+?)"
    r" ?(?:,|and|but)+ ?(?:(?:use|stick to|keep(?: to)?) )?(?P<y>[\w-]+(?: [\w-]+)?) for"
    r" (?:everything else|the rest|all else|other things|anything else|everything other)$",
    re.IGNORECASE,
)
_NEEDLESS = re.compile(
    rf"{_LEAD}(?:do not bother with|you can (?:lose|drop|skip|leave out|ditch)|no need for|enough with|never mind) "
    rf"(?:the )?(?P<x>{_MATTER})(?: {_NOW})*$",
    re.IGNORECASE,
)
_QUALITIES = {
    "short": "short|shorter|brief|briefer|concise|terse|snappy|to the point",
    "long": "long|longer|detailed|more detailed|in-depth|fuller|in more detail|thorough",
    "formal": "formal|more formal|professional",
    "casual": "casual|more casual|informal|less formal|relaxed|chatty|chattier|friendlier",
    "simple": "simple|simpler|in plain words|less technical",
    "technical": "technical|more technical",
}
_OPPOSITE = {"short": "long detailed detail", "long": "short", "formal": "casual informal", "casual": "formal",
             "simple": "technical", "technical": "simple"}  # fmt: skip
_KINDS = "|".join(_QUALITIES.values())
_ANSWERS = r"(?:answers?|repl(?:y|ies)|responses?|explanations?|messages?|ones)"
_MAY = r"(?:you (?:can|may|could)|feel free to)"
_TURNED = tuple(
    re.compile(rf"{_LEAD}{source}$", re.IGNORECASE)
    for source in (
        rf"{_MAY} (?:give me|write(?: me)?|send(?: me)?|use) (?P<q>{_KINDS}) {_ANSWERS}"
        rf"(?: (?:{_NOW}|if you (?:like|want)))*",
        rf"(?P<q>{_KINDS}) {_ANSWERS} are {_FINE}(?: (?:by me|with me|for me|too|{_NOW}))*",
        rf"{_MAY} be (?:a bit |a little |more )?(?P<q>{_KINDS})(?: with me)?(?: {_NOW})*",
        rf"{_MAY} (?:answer|explain|go|write|reply) (?:things )?(?P<q>in more detail)"
        rf"(?: {_NOW})*",
        rf"i (?:would like|would prefer|want|could do with|need) (?:a bit |a little |some )?(?P<detail>more detail)"
        rf"(?: in your {_ANSWERS}| from you)?(?: {_NOW})+",
        rf"(?:a bit |a little )?(?P<detail>more detail)(?: in your {_ANSWERS})?(?: ?,? ?{_NOW})+",
        rf"{_MAY} (?P<detail>ramble|elaborate|go on and on|go into (?:more )?detail"
        rf"|(?:write|say) as much as you (?:like|want))(?: {_NOW})*",
    )
)
_RIVALS = {
    "british": "american", "american": "british", "uk": "us", "us": "uk", "metric": "imperial", "imperial": "metric",
    "celsius": "fahrenheit", "fahrenheit": "celsius",
}  # fmt: skip
_CONVENTION = re.compile(
    rf"{_LEAD}(?:(?:switch|change|go|back)(?: back)? to |use )?(?P<u>{'|'.join(_RIVALS)})(?: (?P<n>spelling|english"
    rf"|units?|measurements|dates))?(?: ?,? ?(?:only|instead|rather|{_NOW}))+$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    rf"{_LEAD}(?P<l>{'|'.join(sorted(LANGUAGES))}) is (?:fine|ok|okay|alright|better|easier|good)"
    rf"(?: (?:for me|by me|with me|{_NOW}))+$",
    re.IGNORECASE,
)
_BACK_TO = re.compile(
    rf"{_LEAD}(?:(?:you (?:can|may|could)|let us|i would like you to|could you|can you|please) )?"
    rf"(?:(?:go|switch|change|come) back|stick) to (?:(?:plain|normal|ordinary|good old|simple) )?"
    rf"(?P<l>{'|'.join(sorted(LANGUAGES))})(?: (?:with me|for me|from today|{_NOW}))*$",
    re.IGNORECASE,
)
""" "You can go back to English", "let's stick to English from today"."""
_ONLY_IN = re.compile(
    rf"{_LEAD}(?:(?:back to|only|just|all in|everything in) )?(?P<l>{'|'.join(sorted(LANGUAGES))})(?: only)?"
    r" ?,? ?(?:please ?,? ?)?from (?:now|here|today|this point) on(?:wards)?(?: ?,? ?please)?$",
    re.IGNORECASE,
)
""" "English please from now on"."""
CHANGING = frozenset(
    "back bring fine ok okay alright detail detailed longer shorter casual formal informal switch spelling units bother"
    " welcome mind metric imperial british american celsius fahrenheit need drop lose skip free"
    " fun lovely nice great stick ramble elaborate miss".split()
)
"""Words without one of which nothing is told otherwise."""


def changed_orders(text: str) -> Iterator[Order]:
    """What a sentence (spaced, without its full stop) lifts, narrows or turns round; what ends comes first."""
    whole = list(_changed(text))
    first, _, _ = text.partition(" , ")
    yield from whole or (_changed(first) if first != text else ())


def _changed(text: str) -> Iterator[Order]:
    for pattern in _LIFTED:
        if found := pattern.match(text):
            matter = found["x"] or found.groupdict().get("y") or ""
            yield _over(f"{NOT}{_use(matter)}", matter)
            return
    if found := _NARROWED.match(text):
        matter = _matter(found["x"] or found["y"])
        yield _over(f"{NOT}{_use(matter)}", matter)
        yield _kept(text, f"{matter} {found['case']}")
    elif found := _SPLIT.match(text):
        yield _over(ANY_OF.join((found["x"], found["y"])), found["y"])
        yield _kept(text, f"{found['x']} for {found['case']}")
    elif found := _NEEDLESS.match(text):
        yield _over(_use(found["x"]), found["x"])
    elif found := _CONVENTION.match(text):
        now, what = found["u"].casefold(), found["n"] or "conventions"
        yield _over(_RIVALS[now], _RIVALS[now])
        yield _kept(f"Always use {found['u']} {what}", f"use {now} {what}")
    elif found := _LANGUAGE.match(text) or _BACK_TO.match(text) or _ONLY_IN.match(text):
        name = found["l"].title()
        yield Order("reply_language", name, value_key(name), sentence(f"Answer in {name}"), many=False)
    else:
        yield from _turned(text)


def _turned(text: str) -> Iterator[Order]:
    for pattern in _TURNED:
        if found := pattern.match(text):
            words = found.groupdict()
            quality = "long" if words.get("detail") else _quality(words["q"])
            yield _over(
                ANY_OF.join(_OPPOSITE[quality].split() if quality != "long" else ["short", "short answers"]), quality
            )
            said = "Give more detail in your answers" if words.get("detail") else f"Your answers may be {found['q']}"
            yield _kept(said, f"answer {quality}")
            return


def _quality(words: str) -> str:
    return next(name for name, kinds in _QUALITIES.items() if words.casefold() in kinds.split("|"))


def _matter(words: str) -> str:
    """What it is about, without "a few"."""
    return re.sub(r"^(?:a few|some|the odd|occasional|the occasional|a couple of)\s", "", words, flags=re.IGNORECASE)


def _use(words: str) -> str:
    """The key of using it, by which whatever is done with it in an answer is meant."""
    return act_key(f"use {_matter(words)}")


def _over(key: str, words: str) -> Order:
    return Order("instruction", "", key.casefold(), sentence(f"No longer: {words}"), over=True)


def _kept(text: str, act: str) -> Order:
    said = sentence(text.replace(" ,", ","))
    return Order("instruction", f"{said[:1].lower()}{said[1:].rstrip('.')}", act_key(act), said)
