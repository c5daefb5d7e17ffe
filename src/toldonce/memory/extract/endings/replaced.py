"""What has come instead of what is over, told apart: "The Golf is gone; a Volvo V60 is on the drive now".

One clause says that something is over (`deeds`), another, of the same sentence or of the one behind it, names something
that begins. By itself "it is Ghent now" may say anything; beside "I have left Leeds" it says where somebody lives, if
Leeds is where they lived. So the pair counts as an exchange, which holds only where the old one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toldonce.memory.extract.endings.clause_ends import AT_CONJUNCTIONS
from toldonce.memory.extract.endings.cues import PLANNED
from toldonce.memory.extract.endings.deeds import BYGONE, NAMED_THINGS, OVER, PLACES, THING
from toldonce.memory.extract.endings.frames import HOW
from toldonce.memory.extract.english.cued import Cued
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.people import NOT_NAMES
from toldonce.memory.extract.sentences.modality import words_of
from toldonce.memory.extract.themes.belongings import kind_of

LONGEST = 40
"""Words of the two sentences."""
_LEAD = re.compile(
    r"(?:(?:and|but|so|well|now|then|today|these days|nowadays|since then|ever since|instead|here i am|here we are|just"
    r"|finally|the|as of (?:today|now)|from (?:now|today|here) on|after that|in its place|by now|at last|meanwhile"
    r"|please"
    r"|update|news|sadly|luckily|officially)\s)+",
    re.IGNORECASE,
)
_NOW = (
    r"(?:\s(?:now|today|these days|nowadays|from now on|instead|since|since then|for me|at last|already"
    r"|at the moment))*\s*$"
)
_OWN = r"(?:(?:an?|the|my|our|new|brand new|shiny|used|second-hand)\s){0,3}"
_SLOTS_OF_NOUNS = {
    **dict.fromkeys("home city base town address flat place".split(), ("home",)),
    **dict.fromkeys("employer employers company firm badge team contract desk boss job office".split(), ("employer",)),
    **dict.fromkeys(("car", "company car", "daily driver"), ("car",)),
    **dict.fromkeys(("phone", "mobile", "handset"), ("phone",)),
    "lease": ("home", "car"),
}
_NOUN = rf"(?P<noun>{'|'.join(sorted(_SLOTS_OF_NOUNS, key=len, reverse=True))})"
_BEGUN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((), "it that", rf"(?:it|that) (?:is|has been)(?: now| all)* {_OWN}{THING}{_NOW}"),
    ((), "in", rf"{_OWN}{THING} (?:is )?in\s*$"),
    ((), "is", rf"(?:my |the )?{THING} is (?:now )?(?:here|mine|it){_NOW}"),
    ((), "is has", rf"{THING} (?:is|has been|became|has become) {HOW}(?:my |our )?(?:new )?{_NOUN}\b"),
    ((), "noun " + " ".join(_SLOTS_OF_NOUNS),
     rf"(?:.{{0,40}}\b(?:my|a) (?=new))?(?:my |our )?(?:new )?{_NOUN}(?: now)? (?:is |from |at |in "
     rf"|with )*(?:now )?{_OWN}{THING}{_NOW}"),
    (NAMED_THINGS, "drive driveway door garage pocket bag hand",
     rf"{_OWN}{THING} is (?:now )?(?:parked )?(?:in|on|outside|at) (?:the|my|our) (?:drive|driveway|door|garage|street"
     rf"|pocket|bag|hand)"),
    (PLACES, "in at with to living settled unpacked based working welcome",
     rf"(?:(?:i|we) (?:am|are) )?{HOW}(?:back |all |living |settled |unpacked |based |working |employed )*(?:in|at"
     rf"|with)"
     rf" (?:with |at )?{THING}{_NOW}"),
    (PLACES, "live lives work works went living", rf"(?:i|we|(?:as )?(?:somebody|someone) who"
     rf"|went) (?:{HOW})(?:lives?|works?"
     rf"|went to (?:live|work)|to (?:live|work)) {HOW}(?:in|at|for|by|with) {THING}\b"),
    (PLACES, "installed settled established", rf"(?:i |we )?(?:have )?(?:installed|settled|established) (?:me"
     rf"|myself|us"
     rf"|ourselves|down)? ?in {THING}{_NOW}"),
    (("home",), "redirect forward send", rf"(?:redirect|forward|send) (?:the|my|our|all) (?:\w+ )?(?:post|mail"
     rf"|parcels?|letters)"
     rf" (?:on )?to {THING}{_NOW}"),
    (NAMED_THINGS, "with", rf"in (?:comes |with )?(?:the |my )(?:new )?{THING}{_NOW}"),
    (NAMED_THINGS, "for", rf"(?:(?:a|the|new|need) )*\w+ for (?:a|the|my) (?:new )?{THING}(?: please)?\s*$"),
    (("employer",), "use", rf"use (?:the|my) (?:new )?{THING} (?:e-?mail |mail )?(?:address|account|e-?mail)\b"),
    (("employer",), "employs pays employ", rf"it is {THING} (?:that |which |who )(?:now )?(?:employs|pays"
     rf"|has hired) (?:me|my)\b"),
    (NAMED_THINGS, "took take", rf"(?:i )?(?:have )?took (?:a|the) {THING}{_NOW}"),
    (PLACES, "boxes unpacked", rf"(?:the |my |our |all )*boxes are (?:all )?unpacked in {THING}{_NOW}"),
    (PLACES[1:], "given gave hired taken took signed employs employed pays got has contract",
     rf"{THING} (?:has |have )?(?:now )?(?:given me a (?:contract|job|desk|chance)|gave me a (?:contract|job)"
     rf"|hired me|taken me"
     rf" on|took me on|signed me|employs me|pays (?:me|my \w+)|employed me)\b"),
    (PLACES[1:], "joined signed begun started begin worked work",
     rf"(?:i|we) (?:have )?{HOW}(?:joined|signed (?:with|on with)|begun at|started (?:at|with)|work(?:ed"
     rf"|ing)? (?:for|at|with)"
     rf"|been (?:at|with)) {THING}{_NOW}"),
    (NAMED_THINGS, "got bought picked leased collected have drive driving using use carry "
     "carrying typing writing got"
                       " treated switched upgraded been hold",
     rf"(?:(?:i|we) )?(?:(?:have|am|are) )?{HOW}(?:got|bought|picked up|leased|collected|have|drive|driving|using"
     rf"|use|carry"
     rf"|carrying|(?:typing|writing|sending|reading) (?:this )?on|on|got myself|treated myself to|switched to"
     rf"|upgraded to"
     rf"|been (?:driving|using|carrying)) {_OWN}{THING}(?: i (?:bought|got)\b.*)?(?: the next day)?{_NOW}"),
    (NAMED_THINGS, "hold what", rf"what i (?:hold in my hand|drive|use|carry|have)(?: these days"
     rf"| now)? is {_OWN}{THING}{_NOW}"),
)  # fmt: skip
"""Slots in which it may begin (all where none is named), cues, and the pattern of a clause."""
_NEW_ONE = re.compile(
    rf"\b(new {_NOUN.replace('?P<noun>', '?:')}) , (?=(?:an? |the |in |at )?(?-i:[A-Z]))", re.IGNORECASE
)
""" "my new phone, a Galaxy S24"."""
_TRADE = r"(?:an? |the )?(?P<x>[a-z][\w-]+(?: [a-z][\w-]+){0,2})"
_TRADE_OVER = (
    ("more longer not done stopped quit gave given was days years time life behind",
     rf"(?:i am |i have |i |it is |we )?{HOW}(?:no more|no longer|not|done being|stopped being|quit as|quit being"
     rf"|gave up"
     rf"|given up|finished being|stopped working as|was|through with being|retired as|left) (?:being |as |(?:the "
     rf"|my )?(?:work|job|post) as )?{_TRADE}"
     r"(?: any ?more| any longer)?\s*$"),
    ("days years time life career",
     rf"(?:my )?(?:working |old )*(?:days|years|time|life|career|stint) as {_TRADE} (?:is|are|has|have)\b.*"),
    ("job", rf"(?:the |my )?{_TRADE} (?:job|career|work) (?:is|has been|was) (?:over|history|gone|done|behind me"
     rf"|finished)"),
)  # fmt: skip
_TRADE_BEGUN = (
    ("it", rf"it is (?:now )?{_TRADE}{_NOW}"),
    ("is", rf"is (?:now )?{_TRADE}{_NOW}"),
    ("new job role title position", rf"(?:my |the )?new (?:job|role|title|position|post|trade"
     rf"|career) is {_TRADE}{_NOW}"),
    ("am", rf"i am (?:now )?{_TRADE}{_NOW}"),
    ("took hired employ work working started hired employed trained retrained begun started as like",
     rf"(?:they (?:have )?(?:took|taken|hired|employed?) me|(?:i |we )?(?:have |am )?{HOW}(?:been )?(?:works?"
     rf"|working|started"
     rf"|hired|employed|trained|retrained|begun)) (?:as|like) {_TRADE}(?: since .*)?{_NOW}"),
    ("now", rf"{_TRADE} (?:now|from now on|these days|instead)\s*$"),
)  # fmt: skip


@cache
def _table(name: str) -> Cued:
    rows = {
        "over": [(cues, source) for _, cues, source in OVER],
        "bygone": list(BYGONE),
        "begun": [(cues, source) for _, cues, source in _BEGUN],
        "trade over": list(_TRADE_OVER),
        "trade begun": list(_TRADE_BEGUN),
    }
    return Cued(rows[name])


def replacements(text: str, before: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """In which slots what (second) has come instead of what (first), by a sentence (spaced, without days).

    ``before`` is the sentence in front of it, which may tell what is over.
    """
    both = f"{before.strip(' .!?')} ; {text}" if before else text
    if len(both.split()) > LONGEST:
        both = text
    clauses = [_bare(clause) for clause in AT_CONJUNCTIONS.split(_NEW_ONE.sub(r"\1 is ", both))]
    clauses = [clause for clause in clauses if not PLANNED.search(clause)]
    if len(clauses) < 2:
        return
    old = _over(clauses)
    begun = [one for clause in clauses for one in _begun(clause) if one[1] not in old]
    if len(old) == 1 and len({name for _, name in begun}) == 1 and begun[0][1] in text:
        slots, new = begun[0]
        if kept := _fitting(slots, old[0], new):
            yield kept, old[0], new
    trades = [found["x"] for clause in clauses if (found := _first("trade over", clause)) and is_occupation(found["x"])]
    ours = [found["x"] for clause in clauses if (found := _first("trade begun", clause)) and is_occupation(found["x"])]
    if len(trades) == len(ours) == 1 and trades != ours and ours[0] in text:
        yield ("job",), trades[0], ours[0]


def _bare(clause: str) -> str:
    clause = clause.strip(" ,")
    lead = _LEAD.match(clause)
    return clause[lead.end() :] if lead else clause


def _first(table: str, clause: str) -> re.Match[str] | None:
    return next((found for _, found in _table(table).begin(words_of(clause), clause)), None)


def _over(clauses: list[str]) -> list[str]:
    found = [_first("over", clause) or _first("bygone", clause) for clause in clauses]
    return list(dict.fromkeys(one["x"] for one in found if one is not None and _is_name(one["x"])))


def _begun(clause: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for number, found in _table("begun").begin(words_of(clause), clause):
        if _is_name(found["x"]):
            noun = (found.groupdict().get("noun") or "").casefold()
            yield _SLOTS_OF_NOUNS.get(noun) or _BEGUN[number][0] or (*PLACES, *NAMED_THINGS), found["x"]
            return


def _is_name(name: str) -> bool:
    return name.split()[0].casefold() not in NOT_NAMES


def _fitting(slots: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """Of these slots those that may hold both: a make of cars is no phone, and no place."""
    kinds = {kind for kind in (kind_of(old), kind_of(new)) if kind in NAMED_THINGS}
    if len(kinds) > 1:
        return ()
    return tuple(slot for slot in slots if (slot in kinds if kinds else slot in PLACES))
