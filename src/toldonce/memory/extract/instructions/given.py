"""Standing orders and bans in passing, as plain ones: "house rule for our chats: use metric", "tables are a no-go"."""

from __future__ import annotations

import re
from collections.abc import Collection

from toldonce.memory.extract.english.cued import Cued
from toldonce.memory.extract.english.verbs import base_of, ing_form
from toldonce.memory.extract.instructions.reworded import ADDRESSED

_DO = rf"(?P<act>(?:{'|'.join(sorted(ADDRESSED, key=len, reverse=True))})\b[^;:.!?]*?)"
_DOING = rf"(?P<act>(?:{'|'.join(sorted(map(ing_form, ADDRESSED), key=len, reverse=True))})\b[^;:.!?]*?)"
_NOT = r"(?:(?P<no>not|never|do not|no longer)(?: ever)? )?"
_END = (
    r"(?:,? (?:always|please|every time|each time|any ?more|any longer|again|ever|for good|from (?:now|here|today) on"
    r"(?:wards?)?|in (?:the )?future|in general|at all|thanks|thank you|when(?:ever)? you (?:write|answer|reply|respond"
    r"|talk|speak)(?: to)?(?: me)?|with me|in our chats|in your (?:answers|replies))\b)*[\s.!]*$"
)
_LEAD = r"^(?:(?:and|so|also|but|ok|okay|well|oh|hey|please|actually|yes|yeah|no|now|just|then)[, ]+)*"
_ALL = r"(?:all|every|any|each)(?: of)?"
_ANSWERS = r"(?:answers?|repl(?:y|ies)|responses?|messages?|chats?|conversations?|texts?)"
_MORE = r"(?:my |our |your |this |the |future )*"
_SCOPE = (
    rf"(?:(?:for|in|with|to) {_ALL} {_MORE}{_ANSWERS}(?: (?:to me|from you|with me))?"
    rf"|(?:for|in) (?:our|my|your|future) {_ANSWERS}"
    r"|from (?:now|here|today|this (?:message|point|day)) (?:on|forward|onwards?)|for (?:the )?future|for next time"
    r"|as a (?:general )?(?:rule|default|standard)|by default|in general|whatever (?:we talk about|i ask|happens|i say)"
    r"|no matter what(?: i ask)?|under no circumstances|as a matter of principle)"
)
_RULE = (
    r"(?:(?:house|general|standing|golden|new|first|second|one|another|important|my|our|the|a|simple|only|set as|as"
    rf"|basic) )*(?:rules?|defaults?|standard|preference|request|instruction|wish|policy|note|reminder)(?: {_SCOPE}"
    r"| for you| to you| from me| of mine)*"
)
_LIKES = r"(?:prefer|like|love|appreciate|enjoy|find)"
_BANNED = (
    r"(?:not (?:ok|okay|acceptable|allowed|fine|welcome)|a no-?go|off the table|off limits|a red line|taboo|forbidden"
    r"|a no|unwelcome|banned|out)"
)
_SO = r"(?:keep (?:doing )?(?:so|that|it|to that|at it)|do (?:that|so)|stick to (?:that|it)|go on|always do|please do)"

_REASON = rf"{_LEAD}(?:since|because|as) [^,;:]{{3,60}},"
_RULES: tuple[tuple[str, str], ...] = (
    ("rule rules default defaults standard preference request instruction wish policy note reminder",
     rf"{_LEAD}{_RULE} ?(?::|-|–|=|is(?: that you| to)?) ?(?:please |always )?{_NOT}{_DO}{_END}"),
    ("future answers answer replies reply responses messages chats conversations forward time rule default general"
     " whatever matter circumstances principle",
     rf"{_LEAD}(?:please )?(?:remember )?{_SCOPE} ?[,:–-]? ?(?:please |always |you (?:should |must )?)?"
     rf"{_NOT}{_DO}{_END}"),
    ("wish want ask like agree agreed prefer",
     rf"{_LEAD}(?:i (?:wish|want|ask|beg|insist|would like|would prefer|prefer|would love)(?: it| from you| of you)?"
     r"|let us agree|(?:can|could|shall) we agree|we (?:agree|agreed|have agreed)|agreed|my wish is"
     rf"|what i (?:want|would like|wish|ask|need)(?: {_SCOPE})? is) (?:that )?(?:you )(?:will |would |should )?"
     rf"(?:always |please )?{_NOT}{_DO}{_END}"),
    ("want wish like",
     rf"{_LEAD}i (?P<no>do not|never) (?:want|wish|like)(?: it)? (?:that|when|if) you {_DO}{_END}"),
    ("prefer like love appreciate enjoy find easier best better helps",
     rf"{_LEAD}(?:i (?:\w+ ){{0,4}}?(?:how much )?(?:i )?{_LIKES}(?: it)?(?: (?:most|best|better|easier[\w ]*?|a lot))?"
     r"|it (?:really )?helps(?: me)?|i (?:get on|read|understand|follow) [\w ]{0,20}?(?:best|better)[\w ]{0,20}?)"
     rf" (?:when|if) you {_NOT}{_DO}[,;]? (?:and |so )?(?:please )?{_SO}{_END}"),
    ("help helps",
     rf"{_LEAD}(?:you know )?what (?:would|really would) (?:really )?help(?: me)?[?:,;]* (?:is )?(?:if|when|that) you"
     rf" (?:would )?(?:always )?{_NOT}{_DO}{_END}"),
    ("point habit custom",
     rf"{_LEAD}(?:(?:can|could|will|would) you )?(?:please )?(?:make (?:it )?(?:a point|a habit|your habit|a custom)"
     rf"(?: of)?|get into the habit of) (?:to )?(?:{_DOING}|{_DO.replace('<act>', '<act2>')}){_END}"),
    ("since because as", rf"{_REASON} (?:so )?(?:please )?(?:always|from now on) {_DO}{_END}"),
    ("since because as", rf"{_REASON} (?:so )?(?:please )?(?P<no>never|do not(?: ever)?) {_DO}{_END}"),
    ("because as since",
     rf"{_LEAD}i (?:need|want|would like) you to (?:always )?{_DO},? (?:always,? )(?:because|as|since) .+$"),
    ("so",
     rf"{_LEAD}[^,;:]{{5,60}}, so (?:please )?(?:always )?{_DO} (?:whenever|every time|each time|from now on|in all)"
     r"\b.*$"),
    ("so", rf"{_LEAD}[^,;:]{{5,60}}, so (?:please )?(?P<no>never|do not ever) {_DO}{_END}"),
    ("okay ok acceptable allowed fine welcome no-go nogo table limits red taboo forbidden no unwelcome banned out",
     rf"{_LEAD}(?P<no>){_DOING} (?:is|are)(?: for me| with me| absolutely| simply| always)* {_BANNED}"
     rf"(?: for me| with me)?(?:,? (?:so )?(?:please )?(?:do not|never|stop it))?{_END}"),
    ("no tolerance no-go",
     rf"{_LEAD}(?:(?:a |an )?(?:hard|firm|big|strict|absolute|clear|definite) (?P<no>no)(?:-go)? (?:on|to|for)"
     rf"|(?P<no2>zero tolerance) for|(?P<no3>no-go):) {_DOING}(?:\. always)?{_END}"),
    ("agree agreed",
     rf"{_LEAD}(?:let us agree|(?:can|could|shall) we agree|we agree|agreed):? (?:on |to have )(?P<no>no) "
     rf"{_DOING}{_END}"),
    ("never", rf"{_LEAD}(?:please )?{_DO}, (?:and )?never (?P<instead>[\w-]+(?: [\w-]+){{0,2}})\W*$"),
    ("line", rf"{_LEAD}(?:for me )?it is (?P<no>a red line)(?: for me)? (?:when|if) you {_DO}{_END}"),
)  # fmt: skip
_CUED = Cued(_RULES)
GIVING_ORDERS = frozenset(
    """
    rule rules default defaults standard preference request instruction wish policy note future chats replies answers
    answer prefer agree agreed easier tolerance no-go point habit because since so want whatever forward circumstances
    helps help taboo limits line never
    """.split()
)
"""Words without one of which no order is given in passing."""
MOST_CHARACTERS = 200


_TO_WHOM = re.compile(
    rf"\b(?:you|your|please|me|{_ANSWERS}|future|from (?:now|here|today|this (?:message|point|day)) (?:on|forward)"
    r"|default|no-go|line|tolerance|hard no|standing)\b",
    re.IGNORECASE,
)
_OF_ANSWERS = re.compile(
    rf"\b(?:me|{_ANSWERS}|spelling|english|celsius|fahrenheit|units?|metric|imperial|bullets?|bullet points?|summar\w+"
    r"|grams?|kilos?|kilograms?|ounces|pounds|litres?|liters?|miles|kilomet(?:er|re)s?|degrees"
    r"|sentences?|paragraphs?|words|emojis?|tables?|code|examples?|sources?|euros?|dollars?|prices?|clock|questions?"
    r"|language|tone|markdown|jokes?|disclaimers?|abbreviations?|calories|lists?|headings?|links?)\b",
    re.IGNORECASE,
)
_OF_WHO_ANSWERS = frozenset(
    "explain answer reply respond apologise apologize address cite quote summarise format".split()
)
_THIS_ONCE = re.compile(
    r"^(?:(?:me|us) )?(?:this|these|that|the (?:text|file|following|code|document|message|paragraph|name|story))\b"
    r"|\b(?:below|above|attached|at (?:work|home|school|dinner|lunch)|for (?:my|the) (?!sake\b|lists?\b)\w+)\b",
    re.IGNORECASE,
)
""" "I want that you translate this text" is asked once."""


def given_order(text: str, known: Collection[str]) -> str:
    """The plain order ("always use metric", "never use tables") that a sentence (plain) gives in passing; nothing where
    it gives none. ``known`` are its words, small."""
    if len(text) > MOST_CHARACTERS:
        return ""
    return next((_plainly(found) for _, found in _CUED.begin(known, text)), "")


def _plainly(found: re.Match[str]) -> str:
    words = found.groupdict()
    act = (words["act"] or words.get("act2") or "").strip(" ,")
    first, _, rest = act.partition(" ")
    lemma = base_of(first.casefold()) or first.casefold()
    refused = any(words.get(name) is not None for name in ("no", "no2", "no3"))
    if (not rest and not refused) or lemma not in ADDRESSED or _THIS_ONCE.search(rest):
        return ""
    frame = found[0].replace(act, " ", 1)
    if not (_TO_WHOM.search(frame) or _OF_ANSWERS.search(rest) or lemma in _OF_WHO_ANSWERS):
        return ""
    refused = refused or "under no circumstances" in found[0].casefold()
    instead = f", not {words['instead']}" if words.get("instead") else ""
    return f"{'never' if refused else 'always'} {lemma} {rest}{instead}".strip()
