"""What somebody eats, and what not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule, clause_is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.endings.eating import eats_again
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import DIETS
from toldonce.memory.extract.english.phrases import listed

_DIET = re.compile(
    (
        rf"(?P<diet>{'|'.join(sorted(map(re.escape, DIETS), key=len, reverse=True))})(?=\s*$|\s[,;:.]"
        rf"|\s(?:diet|food|now|and|but|so|too|by|since|because|again|lifestyle|these|any|for|at|person"
        rf"|eater|meals|stuff|when|as|cook|btw|though|in)\b)"
    ),
    re.IGNORECASE,
)


def diet(text: str, *, bare: bool = True, change: bool = False, ends: bool = False) -> Iterator[Claim]:
    """The diet that a text names; without ``bare`` only where it calls it one: "keto diet"."""
    text = patterns.replaced(
        r"^(?:(?:an?|the|my|strict|strictly|mostly|fully|completely|full|only|new|more|to being|being|a lot of)\s)*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if (match := _DIET.match(text)) and (
        bare
        or patterns.search(r"diet|food|lifestyle", text, re.IGNORECASE)
        or match["diet"].casefold() in ("keto", "paleo")
    ):
        name = match["diet"].casefold()
        yield Claim(
            "diet",
            name,
            "be",
            name if name not in ("keto", "paleo", "mediterranean", "carnivore") else f"on a {name} diet",
            change=change,
            ends=ends,
        )


def of_another_eats_again(clause: Clause) -> Iterator[Claim]:
    """ "Tom has started eating chicken again": the diets of somebody else that it ends."""
    who, verb = clause.who, clause.verb
    holds = (verb.started or not (verb.past or verb.modal)) and not (verb.negated or verb.hypothetical)
    if holds and who is not None and who.kind == "person" and not clause.what:
        for name in eats_again(f"eat {clause.object}"):
            yield Claim("diet", name, "be", name, ends=True, timeless=True)


_ANIMAL_FOOD = r"(?:red )?(?:meat|animal products|fish and meat)"


def eat_again(clause: Clause) -> Iterator[Claim]:
    """ "I eat meat again", "I went back to eating meat": what had ended is so no longer."""
    text = clause.object
    back = (
        patterns.match(rf"back to (?:eating )?{_ANIMAL_FOOD}\b", text, re.IGNORECASE)
        if clause.verb.lemma == "go"
        else None
    )
    again = (
        patterns.match(rf"{_ANIMAL_FOOD}\b(?=.*\bagain\b)", text, re.IGNORECASE) if clause.verb.lemma == "eat" else None
    )
    if not clause.what and (back or (again and not clause.verb.negated)):
        for name in ("vegetarian", "vegan", "pescatarian"):
            yield Claim("diet", name, "be", name, ends=True)


def eat(clause: Clause) -> Iterator[Claim]:
    """ "I eat vegan", "I only eat kosher food", "I do not eat meat", "I went vegetarian", "I follow a keto diet"."""
    if clause.what:
        return
    text, verb = clause.object, clause.verb
    if verb.lemma == "go":
        yield from diet(patterns.replaced(r"^(?:back to\s)?", "", text), change=True)
    elif verb.lemma in ("become", "turn"):
        yield from diet(text, change=True)
    elif verb.lemma in ("switch", "convert", "change", "move"):
        match = patterns.match(
            r"(?:(?:my diet|over)\s)?(?:from\s.+?\s)?to\s(?:being\s|eating\s)?(?P<diet>.+)", text, re.IGNORECASE
        )
        if match:
            yield from diet(match["diet"], change=True)
    elif verb.lemma == "quit":
        yield from diet(patterns.replaced(r"^(?:on\s)?(?:being\s)?(?:the\s)?", "", text), ends=True)
    elif verb.lemma in ("follow", "keep", "have", "start", "maintain", "try"):
        if verb.lemma != "try":
            yield from diet(text, bare=verb.lemma == "keep", change=verb.lemma == "start")
    elif verb.lemma == "eat":
        if match := patterns.match(r"(?P<diet>.+)", text):
            yield from diet(match["diet"], change=verb.started)
        if verb.negated and not verb.past and not clause_is_over(clause) and "longer" not in clause.text:
            for item in listed(patterns.replaced(r"^any\s", "", text)):
                if patterns.fullmatch(
                    (
                        r"(?:red |any )?(?:meat|pork|beef|fish|seafood|dairy|gluten|sugar|eggs|bread|wheat"
                        r"|animal products"
                        r"|nuts|shellfish|chicken|carbs|cheese)"
                    ),
                    item,
                    re.IGNORECASE,
                ):
                    yield Claim("preference", f"no {item}", "avoid", f"eating {item}", type="preference", settled=True)


VERBS: dict[str, tuple[Rule, ...]] = {
    "have": (eat,), "quit": (eat,), "eat": (eat, eat_again, of_another_eats_again), "go": (eat, eat_again),
    "become": (eat,), "switch": (eat,), "convert": (eat,), "change": (eat,), "follow": (eat,), "keep": (eat,),
    "start": (eat,), "maintain": (eat,), "turn": (eat,),
}  # fmt: skip
