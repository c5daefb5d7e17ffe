"""Where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from toldonce.memory.extract import patterns
from toldonce.memory.extract.claims import Claim, Rule
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.phrases import place

_STREET = re.compile(
    r"(?P<street>(?:\d+[a-z]?\s)?(?:[A-Z][\w'.-]*\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive"
    r"|Dr|Boulevard|Blvd|Square|Way|Court"
    r"|Close|Crescent|Terrace|Place)\b|(?:[A-Z]\w+(?:straße|strasse|gasse|weg|allee|platz))(?:\s\d+[a-z]?)?)"
)
_IN = re.compile(
    (
        r"(?:right |just |still |alone |together |here |over |back |out |up |down "
        r"|with [\w' ]{1,40}? )*(?:in|at|near|outside|on|around|close to|outside of|north of"
        r"|south of)\s(?P<place>.+)"
    ),
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:house|apartments?|flats?|home|cities|in together|in|out|away|over|back|here|up|down|again"
    r"|abroad|countries|with [\w' ]{1,40}?|across \w+|all the way|from\s(?P<old>.+?)|\s)*"
    r"\b(?:to|into|down to|up to|over to)\s(?P<place>.+)",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:away |out |back )?(?:from|of|out of)\s(?P<place>.+?)(?:\sto\b.*)?$", re.IGNORECASE)
_DWELLING = re.compile(
    (
        r"(?:an?|the|my|our)?\s?(?:[\w-]+\s){0,3}?(?:flat|apartment|house|place|home|condo|studio|cottage"
        r"|room)\s(?:in|near|outside|at)\s(?P<place>.+)"
    ),
    re.IGNORECASE,
)
_BASED = re.compile(
    (
        r"(?:based|located|living|settled|residing|at home|situated|now|back|resident)\s(?:out of|in|near"
        r"|around|here in)\s(?P<place>.+)"
    ),
    re.IGNORECASE,
)


def _home(where: str, **more: object) -> Claim:
    return Claim("home", where, "live", f"in {where}", **more)  # type: ignore[arg-type]


def live(clause: Clause) -> Iterator[Claim]:
    """ "I live in Berlin", "we are living near Lyon"."""
    if clause.what:
        return
    match = _IN.match(clause.object)
    if match is None:
        return
    if street := _STREET.match(match["place"]):
        yield Claim("address", street["street"], "live", f"at {street['street']}")
        after = patterns.match(r"\s(?:,|in)\s(?P<place>.+)", match["place"][street.end() :])
        if after and (where := place(after["place"])):
            yield _home(where)
    elif where := place(match["place"]):
        yield _home(where)


def move(clause: Clause) -> Iterator[Claim]:
    """ "I moved to Berlin", "I relocated from Lyon to Berlin", "I moved away from Lyon"."""
    if clause.what:
        return
    text = clause.object
    match = _TO.match(text)
    if match:
        if street := _STREET.match(match["place"]):
            yield Claim("address", street["street"], "live", f"at {street['street']}", change=True)
        elif not patterns.match(
            r"(?:the )?[\w ]*\b(?:team|department|position|role|project|chapter|question|topic)\b", match["place"]
        ) and (where := place(match["place"])):
            yield _home(where, change=True)
        return
    match = _FROM.match(text)
    if match and (where := place(match["place"])):
        yield _home(where, ends=True)


def be_there(clause: Clause) -> Iterator[Claim]:
    """ "I have been in Lisbon for three years", "I call Lisbon home"."""
    if clause.what:
        return
    if clause.verb.lemma == "call":
        match = patterns.match(r"(?P<place>.+?)\s(?:my )?home\b", clause.object, re.IGNORECASE)
    else:
        times = clause.times()
        long = times.since is not None or (times.lasting is not None and times.lasting >= timedelta(days=90))
        match = (
            patterns.match(r"(?:here |back )?in\s(?P<place>.+)", clause.object, re.IGNORECASE)
            if clause.verb.perfect and long
            else None
        )
    if match and (where := place(match["place"])):
        yield _home(where)


def settle(clause: Clause) -> Iterator[Claim]:
    """ "I settled in Berlin", "we bought a house in Lyon"."""
    if clause.what:
        return
    match = patterns.match(r"(?:down\s)?in\s(?P<place>.+)", clause.object, re.IGNORECASE)
    if match and (where := place(match["place"])):
        yield _home(where, change=True)


def have_dwelling(clause: Clause) -> Iterator[Claim]:
    """ "I have a flat in Berlin", "my sister bought a house in Lyon"."""
    match = _DWELLING.match(clause.object)
    if match and not clause.what and clause.verb.lemma != "see" and (where := place(match["place"])):
        yield _home(where, change=clause.verb.lemma in ("buy", "rent", "get", "find"), confidence=0.7)


def be_based(clause: Clause) -> Iterator[Claim]:
    """ "I am based in Berlin", "I am in Berlin now", "my flat is in Berlin"."""
    text = clause.object
    what = clause.what.casefold()
    if what:
        if patterns.fullmatch(r"(?:new |current |own |main )*(?:flat|apartment|house|home|place|condo|studio)", what):
            match = patterns.match(r"(?:now |located |still )*(?:in|near|outside)\s(?P<place>.+)", text, re.IGNORECASE)
            if (match and (where := place(match["place"]))) or (what.endswith("home") and (where := place(text))):
                yield _home(where)
        return
    match = _BASED.match(text)
    if match is None and ("now" in clause.text.casefold().split() and clause.fillers | clause.verb.adverbs | {"now"}):
        match = patterns.match(r"in\s(?P<place>.+)", text, re.IGNORECASE)
        if match and not patterns.search(r"\bnow\b", clause.text, re.IGNORECASE):
            match = None
        if match and (where := place(match["place"])):
            yield _home(where, confidence=0.7)
        return
    if match and (where := place(match["place"])):
        yield _home(where)


def leave(clause: Clause) -> Iterator[Claim]:
    """ "I left Berlin"; whether it was home is settled by what is known."""
    if not clause.what and (where := place(clause.object)):
        yield _home(where, ends=True)


def own_home(clause: Clause) -> Iterator[Claim]:
    """ "My home is Berlin", "the city I live in is Berlin"."""
    if (
        clause.verb.lemma == "be"
        and not clause.verb.progressive
        and (where := place(patterns.replaced(r"^(?:now )?in\s", "", clause.object)))
    ):
        yield _home(where)


def own_address(clause: Clause) -> Iterator[Claim]:
    """ "My address is 5 Mill Lane, Leeds"."""
    if clause.verb.lemma == "be" and (street := _STREET.match(clause.object)):
        yield Claim("address", street["street"], "live", f"at {street['street']}")


VERBS: dict[str, Rule | tuple[Rule, ...]] = {
    "live": live, "reside": live, "dwell": live, "move": move, "relocate": move, "emigrate": move, "immigrate": move,
    "settle": settle, "have": have_dwelling, "buy": have_dwelling, "rent": have_dwelling, "own": have_dwelling,
    "get": have_dwelling, "be": (be_based, be_there), "call": be_there,
    "leave": leave,
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (
        (
            r"(?:new |current )?(?:home|home city|city|place of residence|residence)|(?:city|place"
            r"|town) (?:that |where )?(?:i|we) live(?: in)?"
        ),
        own_home,
    ),
    (r"(?:new |home |postal |current |street )*address", own_address),
)
