"""A favourite that took the place of another, told with both: then and now, not this but that, one ahead of the other.

Each becomes "my favourite band is Elbow now". What the sentence says of the old one need not be read: there is one
favourite of a kind at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_K = (
    r"(?P<k>(?!one\b|thing\b|of\b)[a-z][a-z-]*"
    r"(?: (?!(?:is|was|used|has|had|now|and|these|but|for|of|then|in|on)\b)[a-z-]+)?)"
)
_TOPIC = (
    r"(?P<k>colou?r|food|film|movie|book|band|drink|song|season|animal|sport|game|city|team|author|writer|singer|dish"
    r"|snack|fruit|flower|show|series|meal|dessert|album|composer|painter|actor|artist|podcast|tea|coffee|cheese|month)"
)
_NOT = r"(?!(?:it|that|this|what|there|my|i|we|you|he|she|they|not|no|which|always|so|now|one|also)\b)"
_V = rf"(?P<v>{_NOT}[^,;:.–—\ue000-\ue03f]{{2,40}}?)"
_O = r"(?:[^,;:–—]{2,40}?)"
_FAV = r"(?:new |current |absolute |all-time |great )*(?:favourite|preferred)"
_SEP = r"\s?(?:[,;:–—-]|and|but|until)\s?(?:(?:and|but|then|so|,)\s?)*"
_NOW = r"(?:now|today|these days|nowadays|lately|currently|by now|at the moment|recently)"
_END = (
    rf"(?: {_NOW}| instead| for me)?"
    rf"(?=\s*$|\s?[,;–—]\s?(?:and |but )?(?:not|no longer|instead|rather|so|which|{_NOW})\b.*$)"
)
_WAS = r"(?:was|used to be|has been|had been|had always been|had long been|was always|was once|has always been)"
_OVERTOOK = (
    r"(?:(?:has |have |had )?(?:now |just |recently |clearly |finally )*(?:beats?|beaten|tops|topped|trumps|trumped"
    r"|overtook"
    r"|overtaken|replaced|dethroned|ousted|supplanted|displaced|superseded|surpassed|pushed aside|outshone|outranks"
    r"|eclipsed|edged out|knocked out|left behind|passed))"
)
_TOOK_OVER = (
    r"(?:(?:has |have )?(?:now |since |just )*(?:taken|took|takes) (?:over|its place|the (?:top |first )?(?:spot"
    r"|place|crown)"
    r"|the lead))"
)
_SINCE = re.compile("[\ue000-\ue03f](?!.*\\b(?:was|were|used|been)\\b)", re.IGNORECASE)
"""The day with which a sentence begins that tells nothing of before it."""


def _now(found: re.Match[str]) -> str:
    value = found["v"].strip()
    if "favourite" in value:
        return found[0]
    day = _SINCE.match(found[0])
    return f"my favourite {found['k']} became {value} {day[0]}" if day else f"my favourite {found['k']} is {value} now"


RULES: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    # then and now
    (
        "favourite",
        rf"^(?:.{{2,40}}? )?my {_FAV} {_K} (?:is it )?{_WAS} {_O}{_SEP}{_NOW} ?,? (?:it is |that is |is"
        rf" |i (?:prefer|like|love|would say|say|choose) |it has become |it has to be )?{_V}{_END}",
        _now,
    ),
    (
        "favourite",
        rf"^(?:.{{2,40}}? )?my {_FAV} {_K} (?:is it )?{_WAS} {_O}{_SEP}(?:it is|that is|now|it has become|i met"
        rf"|i found|came|along came|i discovered) (?:now )?{_V}(?: came along)?(?: {_NOW}"
        rf"| ,? (?:which|and that|and it) is (?:my favourite"
        rf"(?: \w+)?|it)(?: {_NOW})?| has {_TOOK_OVER})$",
        _now,
    ),
    (
        "favourite",
        rf"^{_O} {_WAS} (?:\w+ )?my {_FAV} {_K}(?: (?:for|once|when|as|in"
        rf"|before)[^,;:–—]{{0,30}})?{_SEP}(?:{_NOW} ?,? )?"
        rf"(?:it is |that is |i (?:prefer|like|love|would say) )?{_V}(?:{_END}| is (?:{_NOW}|my favourite|it)\b.*$"
        rf"| {_TOOK_OVER}.*$)",
        _now,
    ),
    (
        "favourite",
        rf"^.{{2,90}}?(?:[,;:–—]|\bbut|\band)\s(?:but |and )?(?:{_NOW} ,? ?){_V} is (?:now )?my {_FAV} {_K}(?:"
        rf" {_NOW})?$",
        _now,
    ),
    ("favourite", rf"^.{{2,60}}? [;,–—-] {_NOW} my {_FAV} {_K} is {_V}{_END}", _now),
    (
        "best",
        rf"^{_O} was (?:the )?{_TOPIC} of my (?:youth|childhood|past|twenties|teens)\s?[,;–—]\s(?:and "
        rf"|but )?{_V} is"
        r" the one (?:that )?i (?:love|like) (?:the )?best(?: now)?$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:.{{2,60}}? )?(?:it is|it has to be) (?:now )?{_V} (?:that|which|who) (?:is|are|has become)"
        rf" (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "comes",
        rf"^{_V} (?:is|are) (?:now )?the one for me (?:{_NOW} )?when it comes to {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "favourite",
        r"^(?:.{2,40}? )?i (?:have )?(?:just |finally )?(?:had|tried|saw|seen|read|met|heard|visited|discovered|found"
        rf"|ate|watched|played|tasted)(?: an?| the| some| my first)? {_V}\s?,? and (?:that|it|they|he|she) (?:is|are"
        rf"|has become|have become|became) (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "favourite",
        rf"^{_O} (?:has |have )?lost (?:its|his|her|their|the) (?:spot|place|crown|title|throne|position) as my {_FAV}"
        rf" {_K} to {_V}{_END}",
        _now,
    ),
    (
        "favourite",
        rf"^(?:.{{2,60}}? ?, )?{_O} (?:is|are) (?:not|no longer) my {_FAV} {_K}(?: any ?more| any longer| now)?"
        rf"\s?[,;–—-]\s?(?:but |and )?{_V} (?:is|are)(?: {_NOW})?$",
        _now,
    ),
    # not this but that
    (
        "favourite",
        rf"^(?:[^:;–—]{{2,50}}? ?[:–—-] )?(?:.{{2,40}}? that )?{_V} (?:is|has become|became|have become|has turned into"
        rf"|has grown into|turned out to be) (?:now )?my {_FAV} {_K}(?: {_NOW})?\s?,? (?:and )?(?:not|no longer"
        rf"|instead of"
        rf"|rather than|ahead of|in place of) {_O}(?: any ?more| any longer)?$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:[^:;–—]{{2,50}}? ?[:–—-] )?my {_FAV} {_K} is (?:now )?{_V}(?: {_NOW}\s?,? (?:and )?(?:not"
        rf"|instead of|rather than)|\s?,? (?:and )?no longer) {_O}(?: any ?more| any longer)?$",
        _now,
    ),
    (
        "favourite",
        rf"^.{{2,60}}? has my {_FAV} {_K} ?[:,–—-] {_V}\s?, (?:and )?(?:not|no longer|instead of) {_O}(?: any ?more)?$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:i )?(?:no longer|do not|would not) (?:call|name|consider|count|rate) {_O} (?:as )?my {_FAV} {_K}"
        rf"(?: any ?more| any longer)?\s?[,;–—-]\s(?:and |but )?(?:that is |it is |now it is "
        rf"|i would say )?(?:now )?{_V}"
        rf"(?: is| it is)?{_END}",
        _now,
    ),
    (
        "favourite",
        rf"^{_O} is (?:no longer|not) my {_FAV} {_K}(?: any ?more| any longer)?\s?[,;–—-]\s(?:and "
        rf"|but )?(?:now )?(?:it is "
        rf"|that is |i (?:prefer|love|like) )?(?:now )?{_V}(?:{_END}| is(?: {_NOW}|$)| {_TOOK_OVER}.*$)",
        _now,
    ),
    (
        "favourite",
        rf"^i (?:have )?(?:outgrown|outgrew|left behind|moved on from|gone off|gotten over) {_O}\s?[,;–—-]\s(?:and "
        rf"|so |but )?"
        rf"(?:as (?:a|my) {_FAV} {_K} ,? ?i (?:would )?(?:now )?(?:name|say|choose|pick|prefer|go for) {_V}{_END})",
        _now,
    ),
    # one ahead of the other
    (
        "favourite",
        rf"^(?:with .{{2,24}}? )?(?:my (?:taste|heart|love|preference|allegiance) )?(?:has |have )?(?:moved|shifted"
        rf"|changed"
        rf"|drifted|wandered|switched|gone|went) (?:over )?from {_O} to {_V}\s?,? (?:which|and that|and it|that) is"
        rf" (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:when it comes to|as|for|in the race for|as for)(?: my)? {_FAV} {_K} ?,? {_V} {_OVERTOOK} {_O}$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:as|for)(?: my| a)? {_FAV} {_K} ?,? {_O} (?:has had its day|is out|is over|is history|is done|had to go"
        rf"|has been replaced|lost its place)\s?[,;–—-]\s(?:and |so )?(?:now )?(?:it is )?{_V}(?: is in"
        rf"| {_TOOK_OVER}| is it"
        rf"| now)?$",
        _now,
    ),
    (
        "favourite",
        rf"^{_V} has (?:now )?(?:taken|won|claimed) the place of {_O}(?: in my heart| for me)?\s?[:,;–—-]? ?(?:it"
        rf"|and it"
        rf"|which) is (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "means",
        rf"^no (?:other )?{_TOPIC} means (?:more|as much) to me (?:now )?than {_V}\s?, (?:not even {_O}.*|these days"
        rf"|now)$",
        _now,
    ),
    # run together, without a stop
    (
        "favourite preferred",
        rf"^(?=.*\b(?:changed my (?:mind|opinion)|move over|knocked|over|bye|goodbye|forget|outgrown|bored|tired"
        rf"|used to|no"
        rf" longer|not any ?more|changed)\b).{{2,60}}? my {_FAV} {_K} is (?:now )?{_V}(?:(?: {_NOW})?(?: (?:and"
        rf" )?not {_O})?)$",
        _now,
    ),
    ("changed", rf"^my {_FAV} {_K} (?:has )?changed (?:it is|now it is|and it is|to) (?:now )?{_V}(?: now)?$", _now),
    ("favourite", rf"^(?:.{{2,40}}? )?before i said {_O} ,? ?now i say {_V} (?:for|as) (?:my )?{_FAV} {_K}$", _now),
    ("preferred", rf"^(?:[^:;–—]{{2,50}}? ?[:–—-] )?my {_FAV} {_K} is now {_V}$", _now),
    ("favourite", rf"^(?:[^:;–—]{{2,40}}? ?[:–—-] )?{_V} is the new favourite {_K}$", _now),
    ("favourite", rf"^(?:[^:;–—]{{2,30}}? ?[:–—-] )?(?:the )?{_FAV} {_K} (?:of (?:me|mine) )?is now {_V}$", _now),
    (
        "favourite",
        rf"^i (?:now )?(?:prefer|like|love) {_V} (?:better than|more than|to|over) {_O}(?: now"
        rf"| these days) ?,? (?:and )?(?:as|it is"
        rf"|that is|which is) (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:forget|never mind|bye|goodbye|so long|move over"
        rf"|scrap) {_O} ?[,;–-] {_V} is (?:now )?my {_FAV} {_K}(?: {_NOW})?$",
        _now,
    ),
    ("favourite", rf"^{_V} (?:has )?(?:taken|took|takes) {_O}'s (?:place|spot|crown|throne) as my {_FAV} {_K}$", _now),
    (
        "favourite",
        rf"^{_V} has (?:now )?(?:won me over|conquered me|stolen my heart) ?[,;] (?:and )?it is (?:now )?my {_FAV}"
        rf" {_K}(?: {_NOW})?$",
        _now,
    ),
    # on a label
    (
        "favourite",
        rf"^(?:[^:;–—]{{2,40}}? [–—-] )?(?:my )?{_FAV} {_K} ?[:=] ?(?:was|formerly|before"
        rf"|used to be) {_O}\s?[,;]? (?:is now"
        rf"|is|now is|now) {_V}$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:[^:;–—]{{2,40}}? ?[–—-] )?(?:my )?{_FAV} {_K} ?[:=] ?(?:now )?{_V}\s?[,;(]? ?(?:no longer|not|was"
        rf"|instead of"
        rf"|formerly|before that) {_O}(?: any ?more)?\)?$",
        _now,
    ),
    ("favourite", rf"^{_O} (?:is )?out ,? (?:and )?{_V} (?:is )?in ?[:,–—-] (?:my )?{_FAV} {_K}(?: {_NOW})?$", _now),
)
"""Words without one of which it need not be tried, the pattern, and what is told in full."""
_WAS_FAVOURITE = re.compile(
    rf"(?:.{{2,40}}? )?my {_FAV} {_K} (?:{_WAS}|is no longer|is not) {_O}(?: any ?more| once| for years)?"
    rf"|{_O} (?:{_WAS}|is no longer|is not) (?:\w+ )?my {_FAV} (?P<k2>[a-z-]+)(?: any ?more| once| for years)?"
    rf"|my {_FAV} (?P<k3>[a-z-]+) has changed",
    re.IGNORECASE,
)
_IT_IS_NOW = re.compile(
    rf"(?:but )?(?:{_NOW} ?,? )?(?:it is|that is|that title goes to|it has to be|i prefer"
    rf"|i would say)? ?(?:now )?{_V}(?: it is)?"
    rf"(?: {_NOW}| is (?:now|my favourite(?: now)?)| (?:has )?{_TOOK_OVER}.*)?",
    re.IGNORECASE,
)
_BEATS = re.compile(rf"{_V} {_OVERTOOK} {_O}(?: {_NOW})?", re.IGNORECASE)
_UPDATED = re.compile(
    rf"(?:so |my )*{_FAV} {_K} (?:has been |is |was )?(?:updated|changed|replaced"
    rf"|amended)(?: accordingly)?",
    re.IGNORECASE,
)


def favourite_now(text: str, before: str) -> str:
    """The favourite that two sentences tell together: "My favourite food was ramen." and "Now it is pierogi."; else
    nothing."""
    text, before = text.strip(" .!"), before.strip(" .!")
    if "favourite" in before and (was := _WAS_FAVOURITE.fullmatch(before)) and (now := _IT_IS_NOW.fullmatch(text)):
        topic = was["k"] or was["k2"] or was["k3"]
        return f"my favourite {topic} is {now['v'].strip()} now" if len(now["v"].split()) <= 4 else ""
    if (updated := _UPDATED.fullmatch(text)) and (new := _BEATS.fullmatch(before)):
        return f"my favourite {updated['k']} is {new['v'].strip()} now"
    return ""
