"""Pets that are gone: dead, lost or given away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, Person, the_user
from toldonce.memory.extract.english.phrases import name_at


def put_down(clause: Clause) -> Iterator[Claim]:
    """ "Luna had to be put down", "Luna is no longer with us"."""
    text, who = clause.object, clause.who
    gone = patterns.match(r"put (?:down|to sleep)\b", text) or (
        clause.verb.negated and patterns.match(r"with us\b", text)
    )
    if gone and who is not None and who.kind != "self" and not clause.what:
        yield _pet_gone(who.name or who.relation, the_user())


def _pet_gone(name: str, who: Person | None = None) -> Claim:
    return Claim("pet", name, "have", name, ends=True, who=who)


def die(clause: Clause) -> Iterator[Claim]:
    """ "Rex died", "my dog passed away", "we lost Rex"."""
    text = clause.object
    verb = clause.verb.lemma
    died = (
        verb == "die"
        or (verb == "pass" and patterns.match(r"(?:away|on)\b", text))
        or (verb == "run" and patterns.match(r"away for good", text))
    )
    if died and clause.who is not None and clause.who.kind != "self" and not clause.what:
        if clause.who.kind == "animal" or clause.who.name:
            yield _pet_gone(clause.who.name or clause.who.relation, the_user())
    elif clause.who is not None and clause.who.kind == "self" and not clause.what:
        match = None
        if verb == "put":
            match = patterns.match(r"(?P<name>.+?)\s(?:down|to sleep)\b", text)
        elif verb == "give":
            match = patterns.match(r"(?P<name>.+?)\s(?:away|up|to (?:my|our|the|a|some)\b.*)", text) or patterns.match(
                r"away\s(?P<name>.+)", text
            )
        elif verb in ("lose", "rehome"):
            match = patterns.match(r"(?P<name>.+)", text)
        if match:
            words = patterns.replaced(
                rf"^(?:(?i:my|our|the)\s)?(?i:{ADJECTIVE})(?:(?i:{ANIMAL})\s(?=[A-Z]))?", "", match["name"]
            )
            name = name_at(words) or (words.casefold() if patterns.fullmatch(rf"(?i:{ANIMAL})", words) else "")
            if name:
                yield _pet_gone(name)


def not_have_pet(clause: Clause) -> Iterator[Claim]:
    """ "I do not have Rex any more", "we no longer have a dog"."""
    over = clause.verb.ended or patterns.search(r"\bany (?:more|longer)\b", clause.object, re.IGNORECASE)
    kind = patterns.match(rf"(?:an?|any|our|the)\s(?P<kind>(?i:{ANIMAL}))(?=$|\sany\b)", clause.object)
    if (
        clause.verb.negated
        and over
        and kind
        and clause.who is not None
        and clause.who.kind == "self"
        and not clause.what
    ):
        yield _pet_gone(kind["kind"].casefold())
    elif (
        clause.verb.negated
        and clause.who is not None
        and clause.who.kind == "self"
        and not clause.what
        and (name := name_at(clause.object))
    ) and (
        (len(name.split()) == 1 and patterns.search(r"\bany (?:more|longer)\b", clause.object, re.IGNORECASE))
        or clause.verb.ended
    ):
        yield _pet_gone(name)


VERBS: dict[str, tuple[Rule, ...]] = {
    "have": (not_have_pet,), "be": (put_down,), "die": (die,), "pass": (die,), "run": (die,), "put": (die,),
    "give": (die,), "lose": (die,), "rehome": (die,),
}  # fmt: skip
