"""Where the people live whom somebody knows, and what they do, told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.implied.parts import JOB, PLACE, STOP, WHO, of_trade

CUES = " ".join(word for word in RELATION_WORDS if " " not in word)
_NOW = r"(?:now |currently |these days |actually |still |happily )*"
_IN = (
    r"(?:lives?|is living|are living|resides?|is based|are based|stays?|rents(?: \w+){0,3}) "
    rf"{_NOW}(?:over |out |up |down |here )?in {PLACE}"
)
_IS = (
    rf"(?:(?:is|are) {_NOW}an? |works? {_NOW}as (?:an? )?|is {_NOW}(?:working|employed) as (?:an? )?"
    rf"|(?:has|have) (?:a|the) job (?:as|of) (?:an? )?|earns? (?:\w+ ){{1,2}}as (?:an? )?|makes? (?:\w+"
    rf" ){{1,2}}as (?:an? )?"
    rf"|does the (?:job|work) of (?:an? )?|has become an? |became an? ){JOB}"
)
_END = (
    r"(?=\s*$|\s?[,;:.()!?–—-](?:\s|$)|\s(?:and|but|because|so|since|for|with|which|who|where|if|at|in|on"
    r"|that|too|now"
    r"|i|we|though)\b)"
)
_ASIDE = r"(?:of|to|with|for|about) whom|who|whom|whose"


def _lives(found: re.Match[str]) -> str:
    return f"{found['who']} lives in {found['x']}"


def _alike(found: re.Match[str]) -> str:
    """The predicate of an aside's subject, without the aside."""
    return f"{found['who']} {found['rest']}"


_works = of_trade(r"\g<who> works as <a job>")

PRESUPPOSED: tuple[Rewording, ...] = (
    (
        "where",
        rf"(?<!\w){PLACE} ?,? ?\(? ?where {WHO} {_NOW}(?:lives|is living|is based|resides|stays|has (?:his"
        rf"|her|a|their) \w+)",
        _lives,
    ),
    ("who", rf"\b{WHO}(?: [a-z ]{{2,24}})? ?,? who {_NOW}{_IN}", _lives),
    ("who", rf"\b{WHO}(?: [a-z ]{{2,24}})? ?,? who {_NOW}{_IS}{_END}", _works),
)
"""What holds in a question too."""
STATED: tuple[Rewording, ...] = (
    (
        "living based settled residing",
        rf"\b{WHO} ?,? (?:now |currently )?(?:living|based|settled|residing) in {PLACE}",
        _lives,
    ),
    ("whose", rf"\b{WHO} ?,? whose (?:\w+ )?(?:flat|home|house|place|apartment) is (?:now )?in {PLACE}", _lives),
    ("whose", rf"\b{WHO} ?,? whose (?:job|profession|trade|work) is (?:that of |being )?(?:an? )?{JOB}{_END}", _works),
    (
        "makes dwells make",
        rf"\b{WHO} (?:dwells|makes (?:his|her|their) home|has made (?:his|her|their) home) in {PLACE}",
        _lives,
    ),
    ("being as", rf"^(?:being|as) an? {JOB} , {WHO} ", _works),
    (
        "there",
        rf"\b{WHO}\b[^.;]{{0,30}}? (?:in|from|to|at) {PLACE}\b[^.;]{{0,40}}? (?:she|he|they) (?:now )?lives?"
        rf" (?:there|over there)\b",
        _lives,
    ),
    (
        "there",
        rf"\b(?:in|to|from|at) {PLACE}\b[^.;]{{0,40}}? {WHO} ?,? (?:who |because (?:she|he|they) |(?:she|he"
        rf"|they) )(?:now )?(?:lives?|has lived|have lived) there\b",
        _lives,
    ),
    ("lives lived", rf"^(?:over |out |up |down |here )?in {PLACE} {_NOW}lives {WHO}", _lives),
    (
        "who whom whose",
        rf"^{WHO} ?, (?:{_ASIDE}) [^,]{{2,70}} , (?P<rest>(?:lives|works|is|has|moved|became|stays|got|earns) .+)",
        _alike,
    ),
    ("live", rf"\b{WHO} (?:has |have )?(?:gone|went|moved|left) (?:off )?to live in {PLACE}", _lives),
    ("found home", rf"\b{WHO} (?:is|can be) {_NOW}(?:to be found|found|at home|settled|housed) in {PLACE}", _lives),
    (
        "stays stay",
        rf"^(?:so |fyi |and )?{WHO} {_NOW}stays in {PLACE}(?: now| these days| only)?{STOP}(?! (?:for|until"
        rf"|tonight|with))",
        _lives,
    ),
    (
        "as since because that for and but so while though",
        rf"\b(?:as|since|because|that|for|and|but|so|while|though) {WHO} {_IN}",
        _lives,
    ),
    (
        "as since because that for and but so while though",
        rf"\b(?:as|since|because|that|for|and|but|so|while|though) {WHO} {_IS}{_END}",
        _works,
    ),
    (
        "because since as they he she",
        rf"\b{WHO} ?,? (?:because|since|as|and|:|,|but) (?:they|he|she) {_NOW}{_IN}",
        _lives,
    ),
    (
        "because since as they he she",
        rf"\b{WHO} ?,? (?:because|since|as|and|:|,|but) (?:they|he|she) {_IS}{_END}",
        _works,
    ),
    ("works work is", rf"^(?:and |so )?{WHO} ?[:?] (?:they |he |she )?{_IS}{_END}", _works),
    ("lives live", rf"^(?:and |so )?{WHO} ?[:?] (?:they |he |she )?{_IN}", _lives),
    ("a an", rf"\b{WHO} ?[,(] ?an? {JOB}(?= ?[,)]|\s*$| by (?:profession|trade|training)\b)", _works),
    ("job does", rf"\b{WHO} {_IS}{_END}", _works),
    (
        "job profession occupation",
        rf"\b(?:the )?(?:job|profession|occupation) of {WHO} is (?:that of )?(?:an? )?{JOB}{_END}",
        _works,
    ),
    (
        "where",
        rf"\b{WHO} in {PLACE} ?,? (?:and )?(?:that|this|which|it) is where (?:they|he|she) (?:now )?lives?\b",
        _lives,
    ),
)
