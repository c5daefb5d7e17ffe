"""Where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.no_places import is_firm
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.phrases import place

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
_TO = re.compile(r"(?P<lead>.{0,80}?)\b(?:to|into)\s(?P<place>.+)", re.IGNORECASE)
_ON_THE_WAY = frozenset(
    (
        "house apartments apartment flats flat home cities countries in together out away over back here "
        "up down again abroad all the way across just , town places"
    ).split()
)
"""What may stand between "moved" and "to", beside where from and with whom."""
_NO_HOME = re.compile(
    r"(?:the )?[\w ]*\b(?:team|department|position|role|project|chapter|question|topic|office|foods|labs|bank|group|inc"
    r"|ltd|gmbh|systems|technologies|consulting|airlines|motors|electronics|software|insurance|logistics|studios|pharma"
    r"|industries|solutions)\b",
    re.IGNORECASE,
)
"""Where one moves to without moving house."""
_PURSUITS = re.compile(r"from [a-z]+ing to [a-z]+ing\b")
""" "I moved from running to swimming"."""
_OUT_OF = re.compile(r"(?:(?:on|over|across|away|back|straight)\s)*from\s(?P<old>.+)", re.IGNORECASE)
_FROM = re.compile(r"(?:away |out |back )?(?:from|of|out of)\s(?P<place>.+?)(?:\sto\b.*)?$", re.IGNORECASE)
_DWELLING = re.compile(
    (
        r"(?:an?|the|my|our)?\s?(?:[\w-]+\s){0,3}?(?:flat|apartment|house|place|home|condo|studio|cottage|bungalow"
        r"|room)\s(?:in|near|outside|at)\s(?P<place>.+)"
    ),
    re.IGNORECASE,
)
_BASED = re.compile(
    (
        r"(?:(?:over |out |down |up )?here|based|located|living|settled|residing|at home|situated|now|back"
        r"|resident)\s(?:out of|in|near"
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
    lead = match["lead"].casefold().split() if match else []
    if match and (lead[:1] in (["from"], ["with"]) or all(word in _ON_THE_WAY for word in lead)):
        if street := _STREET.match(match["place"]):
            yield Claim("address", street["street"], "live", f"at {street['street']}", change=True)
        elif not _moved_elsewhere(text, match["place"]) and (where := place(match["place"])):
            yield _home(where, change=True)
        return
    match = _FROM.match(text)
    if match and (where := place(match["place"])):
        yield _home(where, ends=True)


def _moved_elsewhere(text: str, to: str) -> bool:
    """Whether it is another job or pastime that somebody moved to: "from Roche to Lonza", "from running to rowing"."""
    left = _OUT_OF.match(text)
    return bool(_NO_HOME.match(to) or _PURSUITS.match(text) or (left and is_firm(left["old"])))


_NO_VISIT = timedelta(days=14)
"""Who has been in Ghent for longer than this lives there."""


def be_there(clause: Clause) -> Iterator[Claim]:
    """ "I have been in Lisbon for three years", "I call Lisbon home"."""
    if clause.what:
        return
    if clause.verb.lemma == "call":
        match = patterns.match(r"(?P<place>.+?)\s(?:my )?home\b", clause.object, re.IGNORECASE)
    else:
        times = clause.times()
        long = (times.since is not None and clause.at - times.since >= _NO_VISIT) or (
            times.lasting is not None and times.lasting >= timedelta(days=90)
        )
        match = (
            patterns.match(r"(?:here |back )?in\s(?P<place>.+)", clause.object, re.IGNORECASE)
            if clause.verb.perfect and long
            else None
        )
    if match and (where := place(match["place"])):
        yield _home(where)


def dwelling_in(text: str, me: Person) -> Iterator[Claim]:
    """ "I am writing from my new place in Graz": whose own dwelling is named, wherever it stands in the sentence."""
    match = _OWN_DWELLING.search(text)
    if match and (where := place(match["place"])):
        yield Claim("home", where, "live", f"in {where}", who=me, confidence=0.8)


_OWN_DWELLING = re.compile(
    r"\b(?:from|at|to|in|of) (?:my|our) (?:new |own |current |little |tiny |small )*(?:place|flat"
    r"|apartment|house|home|studio|condo) in "
    r"(?P<place>[A-Z].*)"
)


def stay(clause: Clause) -> Iterator[Claim]:
    """ "I am staying in Seville for good"."""
    match = patterns.match(r"in\s(?P<place>.+?)\s(?:permanently|for good|indefinitely)\b", clause.object, re.IGNORECASE)
    if match and not clause.what and (where := place(match["place"])):
        yield _home(where)


def make_the_move(clause: Clause) -> Iterator[Claim]:
    """ "We made the move to Lausanne"."""
    match = patterns.match(
        r"(?:(?:the|a|our|my|the big) (?:big )?move to|(?:my|our) home in)\s(?P<place>.+)", clause.object
    )
    if match and not clause.what and (where := place(match["place"])):
        yield _home(where, change=True)


def be_over(clause: Clause) -> Iterator[Claim]:
    """ "My sister is over in Hull"; of the speaker it may be a visit."""
    match = patterns.match(r"(?:over|up|down|out|back)\sin\s(?P<place>.+)", clause.object, re.IGNORECASE)
    of_another = clause.who is not None and clause.who.kind == "person" and not clause.what and not clause.phrases
    if match and of_another and not clause.verb.past and (where := place(match["place"])):
        yield _home(where, confidence=0.7)


def retire_to(clause: Clause) -> Iterator[Claim]:
    """ "My father retired to Faro"."""
    match = patterns.match(r"to\s(?P<place>.+)", clause.object)
    if match and not clause.what and (where := place(match["place"])):
        yield _home(where, change=True)


def settle(clause: Clause) -> Iterator[Claim]:
    """ "I settled in Berlin", "we bought a house in Lyon"."""
    if clause.what:
        return
    match = patterns.match(r"(?:down\s)?in\s(?P<place>.+)", clause.object, re.IGNORECASE)
    if match and (where := place(match["place"])):
        yield _home(where, change=True)


_NOT_LIVED_IN = re.compile(
    r"out\b|(?:an?|the|my|our)\s(?:[\w-]+\s){0,2}?(?:holiday|second|weekend|summer|vacation|investment|rental|student)\s",
    re.IGNORECASE,
)
""" "We rent out a flat in Ghent", "we have a holiday home in Ghent"."""


def have_dwelling(clause: Clause) -> Iterator[Claim]:
    """ "I have a flat in Berlin", "my sister bought a house in Lyon"."""
    if _NOT_LIVED_IN.match(clause.object):
        return
    match = _DWELLING.match(patterns.replaced(r"^(?:myself|ourselves|us|me)\s", "", clause.object))
    if match and not clause.what and clause.verb.lemma != "see" and (where := place(match["place"])):
        yield _home(
            where,
            change=(clause.verb.past or clause.verb.perfect) and clause.verb.lemma in ("buy", "rent", "get", "find"),
            confidence=0.7,
        )


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
        somebody = clause.who is not None and (clause.who.kind == "self" or clause.who.relation)  # no "Ledger", in beta
        if match and not (somebody and patterns.search(r"\bnow\b", clause.text, re.IGNORECASE)):
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
    if clause.verb.lemma != "be":
        return
    if street := _STREET.match(clause.object):
        yield Claim("address", street["street"], "live", f"at {street['street']}")
    elif (match := patterns.match(r"(?:now )?in\s(?P<place>.+)", clause.object)) and (where := place(match["place"])):
        yield _home(where)


VERBS: dict[str, Rule | tuple[Rule, ...]] = {
    "live": live, "reside": live, "dwell": live, "move": move, "relocate": move, "emigrate": move, "immigrate": move,
    "settle": settle, "have": have_dwelling, "buy": have_dwelling, "rent": have_dwelling, "own": have_dwelling,
    "get": have_dwelling, "make": make_the_move, "find": have_dwelling, "share": have_dwelling,
    "retire": retire_to, "stay": stay,
    "be": (be_based, be_there, be_over), "call": be_there,
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
