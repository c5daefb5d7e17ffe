"""What somebody has: car, phone, bike, computer and other lasting things; shoe size, height, phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, Rule, is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import (
    BIKE_WORDS,
    CAR_MAKES,
    CAR_WORDS,
    COMPUTER_WORDS,
    DURABLES,
    INSTRUMENTS,
    PHONE_WORDS,
)
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, RELATION, the_user
from toldonce.memory.extract.english.phrases import head, trimmed, without_article

_AGED = re.compile(
    (
        r"^(?:(?:new|old|used|second-hand|secondhand|brand new|brand-new|brand|another|trusty|nice|little"
        r"|big|beautiful|really|very|pretty|shiny|beat-up|battered|vintage|good|bit of an)\s)+"
    ),
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\s(?:with|from|for|in|on|at|by|as|about|to|off|last|when|of mine|just|via|and|round|around|before|after|over"
    r"|early)\s.*$"
    r"|\s(?:an?|two|three|(?:a )?few|a couple of)\s(?:days?|weeks?|months?|years?)\s(?:or\s\w+\s)?(?:ago|back)\b.*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:car|phone|bike|laptop|computer|vehicle|smartphone|truck|van)\s,\s(?=(?:an?|the)\s)", re.IGNORECASE
)
_DETERMINER = re.compile(r"(?:an?|the|my|our|another|his|her|one|new)\s", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:case|charger|screen|app|dealer|insurance|keys?|tyres?|tires?|key|problem|issue|trouble|idea"
    r"|question|accident|crash|ride|lift|wash|show|rental|repair|loan|payment"
    r"|park(?:ing)?|license|licence|cover|plan|contract|number|call|battery|shop|club|race|trip|lane"
    r"|rack|store|mechanic|game|festival|lesson|lessons|class)\b",
    re.IGNORECASE,
)


_ABOUT_ONE = re.compile(
    r"\b(?:commercial|advert|ad|dealer|dealership|salesman|brochure|factory|poster|owners?' club)\b"
    r"|\bbike (?:computer|lock|rack|helmet|lights?|pump|shop|ride|tour|trip|path|lane)\b|\bsmart [a-z]",
)
"""What is named after a car or a bike and is none: "a Toyota commercial", "a bike computer", "a smart thermostat"."""


_NO_THING = re.compile(rf"\b(?:{ANIMAL}|son|daughter|friend|brother|sister) (?:named|called)\b", re.IGNORECASE)
""" "A cat called Pixel"."""
_NOT_OWNED = frozenset("dream ideal next future".split())
""" "My dream Volvo" is still to be had."""


def kind_of(thing: str) -> str:
    """The slot of a thing: car, phone, bike, computer, ``belonging``, or nothing when it is no lasting thing."""
    words = thing.casefold().split()
    if not words or len(words) > 6 or words[0] in _NOT_OWNED or _NO_THING.search(thing):
        return ""
    if _PART.search(thing) or _ABOUT_ONE.search(thing):
        return ""
    if PHONE_WORDS.search(thing) or words[-1] == "phone":
        return "phone"
    if COMPUTER_WORDS.search(thing):
        return "computer"
    if (
        words[0] in CAR_MAKES
        or words[-1] in CAR_WORDS
        or (len(words) > 1 and words[1] in CAR_MAKES and (words[0].isdigit() or words[0].isalpha()))
    ):
        return "car" if not BIKE_WORDS.search(thing) else "bike"
    if BIKE_WORDS.search(thing):
        return "bike"
    if (
        words[-1] in INSTRUMENTS
        or words[-1] in DURABLES
        or (
            len(words) > 1
            and words[-2] in DURABLES
            and words[-1] in ("machine", "set", "player", "collection", "kit", "table")
        )
    ):
        return "belonging"
    return ""


def _thing(text: str, *, determined: bool = True) -> str:
    """The thing that a phrase begins with ("a used Honda Civic" -> "Honda Civic")."""
    text = _ROLE.sub(
        "",
        patterns.replaced(
            r"^(?:an?|my|our|the|another)\s(?:new|second|old|used)?\s?(?=(?:car|phone|bike|laptop|computer)\s,)",
            "",
            text,
            flags=re.IGNORECASE,
        ),
    )
    if determined and not _DETERMINER.match(text):
        return ""
    words = patterns.replaced(r"\s(?:that|I|we)\b.*$", "", head(text))
    words = _AGED.sub("", without_article(words))
    return trimmed(_WITH.sub("", words))


def _claim(thing: str, *, change: bool = False, ends: bool = False, assumed: str = "") -> Iterator[Claim]:
    kind = kind_of(thing) or assumed
    if (
        not thing
        or not kind
        or (
            thing.casefold() in ("car", "phone", "bike", "laptop", "computer", "truck", "van")
            and not ends
            and kind != "belonging"
        )
    ):
        if kind and thing and ends:
            yield Claim(kind, "", "have", f"the {thing}", ends=True)
        return
    article = "" if kind == "belonging" and thing.endswith("s") else "an " if thing[0].casefold() in "aeiou" else "a "
    said = {"car": "drive", "phone": "use", "computer": "use"}.get(kind, "have")
    yield Claim(kind, thing, said, f"{article}{thing}", change=change, ends=ends)


def have_thing(clause: Clause) -> Iterator[Claim]:
    """ "I have a Honda Civic", "I own a telescope", "I do not have the Civic any more"."""
    if clause.what:
        return
    thing = _thing(clause.object)
    if clause.verb.negated and not is_over(clause):
        return
    kind = kind_of(thing)
    if (
        kind == "belonging"
        and clause.verb.lemma == "have"
        and not thing[:1].isupper()
        and patterns.search(r"\b(?:to|that)\b", clause.object)
    ):
        return
    over = clause.verb.negated and is_over(clause)
    yield from _claim(thing, ends=over)


def _what_is_driven(text: str) -> str:
    return patterns.replaced(r"\b(?:any more|any longer|at all|myself|now|these days)\b", "", text).strip(" ,")


def drive(clause: Clause) -> Iterator[Claim]:
    """ "I drive a Honda Civic"."""
    text = clause.object
    if clause.verb.lemma == "get":
        match = patterns.match(r"(?:around|about)\s(?:in|on)\s(?P<thing>.+)", text, re.IGNORECASE)
        if match is None:
            return
        text = match["thing"]
    if clause.what or (clause.verb.past and not clause.verb.modal):
        return
    if clause.verb.lemma == "drive" and is_over(clause) and not _what_is_driven(text):
        yield Claim("car", "", "have", "the car", ends=True)
        return
    thing = _thing(text)
    by_name = patterns.match(r"(?:(?:19|20)\d\d )?[A-Z]", thing) is not None
    if thing and (by_name or kind_of(thing)) and not _PART.search(thing):
        yield from _claim(
            thing, assumed="car" if patterns.match(r"(?:an?|the)\s", text, re.IGNORECASE) and by_name else ""
        )


def use(clause: Clause) -> Iterator[Claim]:
    """ "I use a Pixel 8"."""
    if not clause.what and not (clause.verb.past and not clause.verb.modal):
        thing = _thing(clause.object)
        if kind_of(thing) in ("phone", "computer", "bike"):
            yield from _claim(thing)


def be_on(clause: Clause) -> Iterator[Claim]:
    """ "I am on an iPhone 15"."""
    if owner := patterns.match(r"(?:the )?(?:proud |happy )?owner of\s(?P<thing>an?\s.+)", clause.object):
        yield from _claim(_thing(owner["thing"]))
    if (
        not clause.what
        and not clause.verb.progressive
        and (match := patterns.match(r"on\s(?P<thing>an?\s.+)", clause.object, re.IGNORECASE))
    ):
        thing = _thing(match["thing"])
        if kind_of(thing) == "phone" and thing[:1].isalpha() and PHONE_WORDS.search(thing):
            yield from _claim(thing)


_GIVEN = re.compile(
    rf"(?:(?:my|our|an?)\s)?{ADJECTIVE}(?:{RELATION})\s(?:[A-Z]\w+\s)?(?:an?|the|some)\s", re.IGNORECASE
)
""" "I bought my mum an iPhone" is hers."""


def acquire(clause: Clause) -> Iterator[Claim]:
    """ "I bought a Civic", "I got a new phone, a Pixel", "I switched from the Civic to a Leaf", "I upgraded to"."""
    if clause.what:
        return
    text, verb = clause.object, clause.verb.lemma
    if verb in ("switch", "upgrade", "change", "move", "go"):
        match = patterns.match(r"(?:(?:my|the) \w+\s)?(?:from\s(?P<old>.+?)\s)?to\s(?P<new>.+)", text, re.IGNORECASE)
    elif verb in ("trade", "swap", "exchange"):
        match = patterns.match(r"(?:in\s)?(?P<old>.+?)\s(?:in\s)?for\s(?P<new>.+)", text, re.IGNORECASE)
    elif verb == "replace":
        match = patterns.match(r"(?P<old>.+?)\s(?:with|by)\s(?P<new>.+)", text, re.IGNORECASE)
    else:
        text = patterns.replaced(r"^(?:my|our) [\w-]+'s (?=[a-z])", "a ", text) if verb == "inherit" else text
        match = patterns.match(r"(?:myself\s|me\s|ourselves\s)?(?P<new>.+)", text, re.IGNORECASE)
    if match is None or patterns.match(r"(?:rid|shot) of\b", match["new"]) or _GIVEN.match(match["new"]):
        return
    thing = _thing(match["new"])
    if verb in ("get", "go", "take", "receive") and not kind_of(thing):
        return
    if verb in ("switch", "upgrade", "change", "move", "go") and kind_of(thing) not in (
        "phone",
        "car",
        "computer",
        "bike",
    ):
        return
    yield from _claim(thing, change=True)


def dispose(clause: Clause) -> Iterator[Claim]:
    """ "I sold my Civic", "I got rid of the Civic", "my phone broke"."""
    text, verb = clause.object, clause.verb.lemma
    if clause.what and clause.who is not None and clause.who.kind == "self":
        if (
            verb in ("break", "die")
            and (kind := kind_of(_AGED.sub("", clause.what))) in ("phone", "computer")
            and clause.verb.past
            and patterns.search(r"[A-Z]", clause.what)
        ):
            thing = _AGED.sub("", clause.what)
            yield Claim(kind, thing, "have", f"the {thing}", ends=True)
        return
    if clause.who is None or clause.who.kind != "self":
        gone = clause.verb.lemma == "be" and patterns.match(
            r"(?:gone|sold|history|written off|stolen|scrapped|no more)\b", text
        )
        thing = _thing(clause.what) if gone and clause.who is None else ""
        if kind_of(thing) in ("car", "phone", "bike", "computer"):
            yield Claim(kind_of(thing), thing, "have", f"the {thing}", ends=True, who=the_user())
            return
        if thing[:1].isupper():
            yield from (replace(claim, who=the_user()) for claim in _gone_by_name(thing))
    if verb in ("get", "have"):
        match = patterns.match(r"(?:got )?(?:rid|shot) of\s(?P<thing>.+)", text, re.IGNORECASE)
    elif verb in ("give", "trade"):
        match = patterns.match(r"(?P<thing>(?:my|our|the)\s.+?)\s(?:away|in|to)\b", text, re.IGNORECASE)
    else:
        match = patterns.match(r"(?P<thing>(?:my|our|the)\s.+)", text, re.IGNORECASE)
    if match is not None:
        thing = _thing(match["thing"])
        if kind_of(thing):
            yield from _claim(thing, ends=True)
        elif thing[:1].isupper() and verb in ("sell", "get", "have"):
            yield from _gone_by_name(thing)


def _gone_by_name(thing: str) -> Iterator[Claim]:
    """ "Sold the Polo": what a name is of is only known from what was said before."""
    for kind in ("belonging", "car", "phone", "computer", "bike"):
        yield Claim(kind, thing, "have", f"the {thing}", ends=True)


def own_thing(clause: Clause) -> Iterator[Claim]:
    """ "My car is a Civic", "the phone I use is a Pixel 8"; "my Civic is parked outside"; "my car, a Civic, ..."."""
    what = _AGED.sub("", clause.what)
    named = patterns.match(
        r"(?P<kind>car|phone|bike|laptop|computer|vehicle)\s,\s(?P<thing>an?\s.+)", what, re.IGNORECASE
    )
    if named:
        yield from _claim(_thing(named["thing"]), assumed=_slot(named["kind"]))
        return
    plain = patterns.match(
        r"(?P<kind>car|phone|bike|laptop|computer|vehicle|smartphone)(?:\s(?:that )?(?:i|we)\s\w+)?$",
        what,
        re.IGNORECASE,
    )
    if plain:
        if clause.verb.lemma == "be" and not clause.verb.progressive and not clause.verb.negated:
            text = patterns.replaced(r"^(?:now|currently)\s", "", clause.object)
            thing = _thing(text)
            assumed = _slot(plain["kind"])
            if thing and (thing[:1].isupper() or kind_of(thing) == assumed or patterns.match(r"[a-z]+[A-Z0-9]", thing)):
                yield from _claim(thing, assumed=assumed)
        return
    if (
        clause.who is not None
        and clause.who.kind == "self"
        and what[:1].isalpha()
        and kind_of(what) in ("car", "phone", "bike")
        and patterns.search(r"[A-Z]", what)
        and "'s" not in what
        and not clause.verb.past
        and not _MAY_BE_GONE.match(clause.object)
    ):
        yield from (replace(claim, settled=True) for claim in _claim(what.strip(" ,")))


_MAY_BE_GONE = re.compile(
    r"(?:now )?(?:sold|gone|scrapped|stolen|history|no longer|written off|mine|ours|with (?:me|us))\b"
)


def _slot(kind: str) -> str:
    return {"laptop": "computer", "vehicle": "car", "smartphone": "phone"}.get(kind.casefold(), kind.casefold())


VERBS: dict[str, tuple[Rule, ...]] = {
    "have": (have_thing, dispose), "own": (have_thing,), "drive": (drive,), "use": (use,),
    "get": (acquire, dispose, drive),
    "buy": (acquire,), "purchase": (acquire,), "inherit": (acquire,),
    "lease": (acquire,), "switch": (acquire,), "upgrade": (acquire,), "change": (acquire,), "trade": (acquire,),
    "swap": (acquire,), "replace": (acquire,),
    "exchange": (acquire,), "sell": (dispose,), "scrap": (dispose,), "dump": (dispose,), "give": (dispose,),
    "donate": (dispose,), "break": (dispose,), "die": (dispose,),
    "be": (be_on, dispose), "ride": (drive,),
}  # fmt: skip
