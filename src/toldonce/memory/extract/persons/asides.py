"""Asides of a careful writer taken out: "I am, I confess, 44", "my name, should you need it, is Nora"."""

from __future__ import annotations

import re

_CONFESSED = re.compile(
    r",? (?:i (?:fear|confess|admit|suppose|hasten to add|am afraid|am sorry to say|am glad to say|am happy to say"
    r"|regret to say|must confess"
    r"|must admit|should add|dare say|believe|am told)|alas|it seems|it appears|to tell the truth|truth be told|to"
    r" be frank|to my surprise|as it"
    r" were|so to speak|for (?:what it is worth|the record)|needless to say)(?:,|(?=\s*[.!?]*$))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?P<what>(?:my|our|the) [^,;]{2,40}), (?:(?:should|in case|if|as|though|although|and (?:have|has|still"
    r"|always)|which|whom|whose|for whom|of whom|with whom|to whom|for"
    r" which|like)\b[^,;]{2,70}), (?P<is>(?:is|are|was|goes by|answers to|has)\b)",
    re.IGNORECASE,
)
""" "My nickname, which I owe to the army, is Ace"."""
_ANNOUNCED = re.compile(
    r"^(?:i (?:should|ought to|must|had better|would|can|may|might|will)(?: perhaps| also| really| just| probably)* "
    r"(?:explain|mention|say|add|tell you"
    r"|point out|note|confess|admit|record|inform you|let you know|have (?:said|mentioned|told you|explained)|begin"
    r" by saying)(?: at the outset| to you"
    r"| straight away)?|you (?:should|ought to|may|might|must|will(?: be (?:amused|glad|pleased|sorry|sad|amazed"
    r"|surprised|delighted|interested) to)?)(?: also"
    r"| perhaps)? (?:know|hear|learn|notice|remember|recall|like to know)|i (?:believe|think) (?:that )?i (?:have )?"
    r"(?:told|mentioned to) you|it may (?:interest"
    r"|amuse) you(?: to (?:know|hear|learn))?|i am (?:sorry|glad|happy|pleased|proud|delighted|sad) to (?:say|report"
    r"|tell you|announce)|i regret to (?:say"
    r"|report|tell you)|let it be (?:known|noted)|be it known|to (?:explain|be frank)) that (?=(?:i|my|we|our|"
    r"(?-i:[A-Z])\w+|the|there)\b)",
    re.IGNORECASE,
)
""" "I should explain that Nora is my wife": it is said all the same."""
_SHOULD = re.compile(
    r"\bi should (?=(?:much |rather |greatly |very much |really )*(?:like|prefer|be (?:very |most |so )?(?:grateful"
    r"|glad|obliged|happy|pleased|delighted|thankful)"
    r"|love|appreciate|hate|rather|welcome)\b)",
    re.IGNORECASE,
)
_CHRISTIAN = re.compile(r"\bchristian name\b", re.IGNORECASE)
_SO_THAT = re.compile(r", so that (?=i am\b)", re.IGNORECASE)
_W = re.compile(r"(?<=\w )w (?=(?:my|our|(?-i:[A-Z]))\w*)", re.IGNORECASE)
_KIN_S = re.compile(
    r"\b(?P<own>(?:my|our) (?:\w+ )?)(?P<who>(?!this\b)[a-z]{3,12}?)s (?P<is>name is|name|called|named|birthday is"
    r"|nickname is)(?= (?-i:[A-Z0-9]))",
    re.IGNORECASE,
)
""" "My cousins name is Nora": without the apostrophe."""
_NOUN_S = re.compile(
    r"^(?P<own>my |the )(?P<noun>name|nickname|birthday|bday|age|hometown|wife|husband|girlfriend|boyfriend|partner"
    r"|dog|cat)s (?=(?-i:[A-Z0-9])|the \d)",
    re.IGNORECASE,
)
""" "My nicknames Ace", "my wifes Nora"."""


def without_asides(words: str) -> str:
    """The sentence (plain) without what only frames it; as it is where nothing does."""
    low = words.casefold()
    if "," in words:
        words = _SUBJECT.sub(lambda found: f"{found['what']} {found['is']}", words)
        words = _CONFESSED.sub(" ", words)
        words = _SO_THAT.sub(", so ", words)
    if " that " in low:
        words = _ANNOUNCED.sub("", words)
    if "christian name" in low:
        words = _CHRISTIAN.sub("first name", words)
    if "i should " in low:
        words = _SHOULD.sub("I would ", words)
    if " w " in low:
        words = _W.sub("with ", words)
    if low.startswith(("my ", "the ", "our ")):
        words = _NOUN_S.sub(lambda found: f"{found['own']}{found['noun']} is ", words)
        words = _KIN_S.sub(_owned, words)
    return " ".join(words.split())


def _owned(found: re.Match[str]) -> str:
    if found["is"].casefold() in ("called", "named"):
        return f"{found['own']}{found['who']} is {found['is']}"
    is_missing = "" if found["is"].casefold().endswith("is") else " is"
    return f"{found['own']}{found['who']}'s {found['is']}{is_missing}"
