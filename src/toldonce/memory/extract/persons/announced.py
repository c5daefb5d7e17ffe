"""What a headline announces and the next sentence names: "New girlfriend alert!! Jonas", "Favourite film changed.
Amelie now."."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toldonce.memory.extract.english.lexicon import is_occupation

_LEAD = (
    r"(?:(?:so|guys|omg|hey|ok|okay|oh|well|big news|news|update|also|and|btw|lol|haha|yes|finally|guess what)[,:!]* )*"
)
_PARTNERS = "girlfriend|boyfriend|partner|husband|wife|fiancée|fiancé"
_WHAT = (
    rf"(?P<what>{_PARTNERS}|phone|mobile|car|ride|job|role|employer|company|address|home|city|town|nickname"
    r"|favou?rite [a-z]+(?: (?!ha(?:s|ve)\b|just\b|chang|updat)[a-z]+)?)"
)
_ANNOUNCED = re.compile(
    rf"{_LEAD}(?:(?:i |we )?(?:have |have got |got |there is )?(?:an? |my |the )?(?:brand )?new {_WHAT}"
    r"(?: (?:alert|day|time|news|update|who dis|just dropped|unlocked|again))*"
    rf"|(?:my |the )?(?P<changed>{_WHAT.replace('?P<what>', '?:')}) (?:has |have )?(?:just )?(?:changed|change"
    rf"|update|updated)"
    rf"|(?:change|switch|swap) of (?P<of>{_WHAT.replace('?P<what>', '?:')}))(?: (?:lol|haha|btw))*\s*[.!:]*$",
    re.IGNORECASE,
)
_WORD = r"(?!(?:it|that|this|what|there|i|we|you|he|she|they|not|no|so|and|but)\b)[\w'&+-]+"
_NAMED = re.compile(
    r"(?:(?:it is|that is|he is|she is|this time|now|(?:his|her|the) name is|name is|called|named|meet|say hi"
    r" to)[,:]? )*"
    rf"(?:the |an? |my )?(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)"
    r"(?: (?:now|this time|instead|lol|haha|these days|from now on))*\s*[.!]*$",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?:(?:[A-ZÀ-ÖØ-Þ0-9]|i[A-Z])\S*(?: |$))+")
_IDLE = re.compile(
    r"(?:thanks?|cheers|yay|wow|cool|nice|great|help|please|any|long|hope|sorry|yes|ok|hi)\b", re.IGNORECASE
)
_TOLD: Mapping[str, str] = {
    **dict.fromkeys(_PARTNERS.split("|"), "My {what} is {name} now"),
    **dict.fromkeys(("phone", "mobile"), "I switched to the {name} as my phone"),
    **dict.fromkeys(("car", "ride"), "I drive a {name} now"),
    **dict.fromkeys(("employer", "company", "job", "role"), "I work at {name} now"),
    **dict.fromkeys(("address", "home", "city", "town"), "I live in {name} now"),
    "nickname": "Call me {name} from now on",
}


_NO_LONGER = re.compile(
    r"my (?P<what>favou?rite [a-z]+(?: [a-z]+)?) is (?:not|no longer) (?!my\b)[^,;:]{2,40}?(?: any"
    r" ?(?:more|longer))?\s*[.!]*$",
    re.IGNORECASE,
)
_IS_NOW = re.compile(
    r"(?:(?:these days|nowadays|now|today|instead|meanwhile|by now),? )+(?:it is|that is|i (?:would )?say) "
    r"(?P<name>(?!(?:the|a|an|so|not|time|just|only)\b)[^,;:.!?]{2,40}?)(?=\s*[.!]*$| ?[,;:]|\s-\s)",
    re.IGNORECASE,
)


def announced(words: str, before: str) -> str:
    """The sentence (plain) told in full behind a headline that announces something without naming it, or behind one
    that a favourite is none any more; else nothing."""
    if (over := _NO_LONGER.match(before)) and (now := _IS_NOW.match(words)):
        return f"My {over['what']} is {now['name']} now"
    headline = _ANNOUNCED.match(before)
    if headline is None or (named := _NAMED.match(words)) is None or _IDLE.match(named["name"]):
        return ""
    what, name = (headline["what"] or headline["changed"] or headline["of"]).casefold(), named["name"].strip()
    if what in ("job", "role") and is_occupation(name.casefold()):
        return f"I work as a {name.casefold()} now"
    if what.startswith("favo"):
        return f"My {what} is {name} now"
    return _TOLD[what].format(what=what, name=name) if _A_NAME.fullmatch(name) else ""
