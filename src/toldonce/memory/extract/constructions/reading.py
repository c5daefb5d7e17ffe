"""Clauses made plain by the constructions of all themes, each tried only where one of its words stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toldonce.memory.extract.clauses.clause import Part, split
from toldonce.memory.extract.constructions import (
    animals,
    bodies,
    couples,
    diets,
    duties,
    employers,
    favourites,
    identity,
    languages,
    moves,
    people,
    places,
    pursuits,
    routines,
    tastes,
    tastes_over,
    things,
    work,
)
from toldonce.memory.extract.constructions.others import of_another
from toldonce.memory.extract.english.cued import Rewordings
from toldonce.memory.extract.english.fillers import leading_fillers
from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.english.when import is_mark

_THEMES = (
    moves, places, work, employers, couples, people, animals, bodies, diets, things, identity, languages, pursuits,
    routines, favourites, tastes, tastes_over, duties,
)  # fmt: skip
"""In this order their constructions are tried: the first that fits is taken."""
_RULES = Rewordings([construction for theme in _THEMES for construction in theme.RULES])
_WORD = re.compile(r"[\w'-]+")


def plain_tokens(tokens: Sequence[str]) -> list[str]:
    """A whole sentence with what spans several of its clauses made plain."""
    text = " ".join(tokens)
    lead = leading_fillers(text)
    made = plainly(text[len(lead) :])
    return list(tokens) if made == text[len(lead) :] else f"{lead} {made}".split()


def plain_parts(part: Part, *, after_self: bool) -> list[Part]:
    """A clause as the plain clauses that it amounts to; ``after_self``: a subject that is left out is the speaker."""
    text = " ".join(part.tokens)
    lead = leading_fillers(text)
    own = text[len(lead) :]
    said = f"I {own}" if (part.elided and after_self) or _begins_with_a_deed(own) else own
    made = plainly(said)
    if made == said:
        made = of_another(said, plainly)
    if made == said:
        return [part]
    parts = split(f"{lead} {made}".split())
    parts[0].link = part.link
    return parts


def _begins_with_a_deed(text: str) -> bool:
    """Whether a clause begins with what its speaker did, as in notes: "handed my badge in at Intel"."""
    known = FORMS.get(text.partition(" ")[0].casefold())
    return known is not None and known.form == "past"


def plainly(text: str) -> str:
    """The text of a clause, without its fillers, made plain; unchanged where no construction fits.

    The marks of its times stay: those within what changed stand behind the first clause that it became.
    """
    bare, marks = _without_marks(text)
    for number, found in _RULES.begin(_words(bare), bare):
        new = _RULES.made(number, found)
        if new != found[0]:
            within = [mark for place, mark in marks if place <= found.end()]
            first, *others = new.split(" ; ", 1)
            new = " ; ".join([" ".join([first.rstrip(" ;"), *within]), *others])
            rest = bare[found.end() :]
            for place, mark in reversed([one for one in marks if one[0] > found.end()]):
                at = place - found.end()
                rest = f"{rest[:at]} {mark} {rest[at:]}"
            return " ".join(f"{new} {rest}".split()).strip(" ,;")
    return text


def _words(text: str) -> set[str]:
    """The words, and the parts of those with a hyphen."""
    words = set(_WORD.findall(text.casefold()))
    return words.union(*(word.split("-") for word in words if "-" in word))


def _without_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without the marks of its times, and each mark with the place where it stood."""
    words: list[str] = []
    marks: list[tuple[int, str]] = []
    length = 0
    for token in text.split():
        if is_mark(token):
            marks.append((length, token))
        else:
            words.append(token)
            length += len(token) + (1 if length else 0)
    bare = " ".join(words)
    lost = len(bare) - len(bare.lstrip(" ,;"))
    return bare.strip(" ,;"), [(max(0, place - lost), mark) for place, mark in marks]
