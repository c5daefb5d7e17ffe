"""What is measured and numbered of somebody: sizes, height and weight, a phone number, a time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head

_NUMBERED = {
    r"shoe size|shoes? size": "shoe_size",
    r"height": "height",
    r"weight": "weight",
    r"blood type|blood group": "blood_type",
    r"(?:phone|telephone|cell|mobile) (?:number|no)": "phone_number",
    r"email(?: address)?": "email",
    r"time ?zone": "timezone",
    r"(?:star|zodiac) sign": "star_sign",
    r"eye colou?r": "eye_colour",
    r"hair colou?r": "hair_colour",
    r"(?:clothing|shirt|dress) size": "clothing_size",
    r"pronouns": "pronouns",
    r"religion|faith": "religion",
}


def own_measure(clause: Clause) -> Iterator[Claim]:
    """ "My shoe size is 42", "my phone number is ..."."""
    attribute = next(
        (slot for pattern, slot in _NUMBERED.items() if patterns.fullmatch(pattern, clause.what, re.IGNORECASE)), ""
    )
    if not attribute or clause.verb.lemma != "be" or clause.verb.negated or clause.verb.past:
        return
    value = (
        head(clause.object)
        if attribute not in ("email", "phone_number", "pronouns")
        else clause.object.split(" ,")[0].strip()
    )
    if attribute == "phone_number" and not patterns.match(r"[+(\d][\d\s()./-]{4,}", value):
        return
    if attribute == "email" and "@" not in value:
        return
    if attribute in ("shoe_size", "height", "weight") and not patterns.search(r"\d", value):
        return
    if value and len(value) <= 60:
        yield Claim(attribute, value, "be", value, topic=clause.what)


_NUMBER = r"\d+(?:[.,]\d+)?"
_HEIGHT = re.compile(
    rf"(?P<height>{_NUMBER} ?(?:cm|centimet(?:er|re)s?)\b|[12][.,]\d\d? ?(?:m|met(?:er|re)s?)\b"
    rf"|\d ?(?:feet|foot|ft)\b(?: ?\d{{1,2}}(?: ?(?:inch(?:es)?|in))?)?|\d ?' ?\d{{1,2}}\b(?: ?\")?)"
    r"(?P<tall> (?:tall|high)\b)?(?=\s*(?:[,/]|and\b|now\b|$))",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    rf"(?P<weight>{_NUMBER} ?(?:kg|kgs|kilos?|kilograms?|lbs?|pounds|stone)\b)"
    r"(?! (?:of|less|more|heavier|lighter|overweight))",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    rf"(?:(?:about|around|roughly|nearly|almost|exactly|only|just|down to|up to|back to|at|currently|now) )*"
    rf"(?:{_HEIGHT.pattern}(?:,? and |, ?|/)?)?(?:(?:weigh |at |about )*{_WEIGHT.pattern})?",
    re.IGNORECASE,
)


def be_tall(clause: Clause) -> Iterator[Claim]:
    """ "I am 182 cm tall", "I'm 171 cm and 64 kilos", "I'm down to 70 kilos", "I weigh 82 kilos"."""
    found = None if clause.what else _OF_BODY.match(clause.object)
    if found is None or clause.verb.negated:
        return
    if found["height"] and (found["tall"] or found["weight"] or not found[0].startswith(("down", "up", "back", "at"))):
        height = found["height"].strip(' "')
        yield Claim("height", height, "be", f"{height} tall")
    if found["weight"]:
        yield Claim("weight", found["weight"], "weigh", found["weight"])


def wear_size(clause: Clause) -> Iterator[Claim]:
    """ "I wear size 42 shoes"."""
    match = patterns.match(r"(?:a\s)?(?:shoe\s)?size\s(?P<size>[\w.]+)(?P<rest>.*)", clause.object, re.IGNORECASE)
    if match and not clause.what and (patterns.search(r"shoe|boot|trainer|sneaker", clause.object, re.IGNORECASE)):
        yield Claim("shoe_size", match["size"], "be", match["size"], topic="shoe size")


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_tall,), "stand": (be_tall,), "weigh": (be_tall,), "wear": (wear_size,),
}  # fmt: skip
