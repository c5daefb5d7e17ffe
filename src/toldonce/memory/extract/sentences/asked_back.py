"""What an answer adds to what its speaker said before the question: "I'm at a bank." - "Which bank?" - "Lloyds."."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.lexicon import RELATION_WORDS, SPECIES
from toldonce.memory.extract.english.people import NAME, RELATION
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain

_WHICH = re.compile(
    r"\b(?:which|what)\s(?P<what>[a-z][a-z-]+)(?:\s(?:is|was|are|exactly|would)\b[\w\s]*|\s?)\?", re.IGNORECASE
)
""" "Which hospital?", "Which bank is that?"."""
_WHEN = re.compile(
    r"^(?:\w+,? ){0,2}?(?:when|(?:what|which) (?:day|date|time)|from when|starting when|since when)"
    r"(?: (?:is|was|are|were|does|do|did|will|would)\b[^?]*)?\s?\?$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^(?:(?:on|in|at|by|since|from|next|this|last|the|early|late|mid)\b ?)*(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb"
    r"|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|tomorrow|week\b|month\b|year\b|spring|summer|autumn|winter)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:on|in|at|by|since|from|next|this|last|tomorrow)\b", re.IGNORECASE)
_WHO_IS = re.compile(
    rf"^(?:\w+,? ){{0,2}}?(?:(?P<a>(?-i:{NAME})) (?:is|would be|being) your|is (?P<b>(?-i:{NAME})) your"
    rf"|(?:and )?who is (?P<c>(?-i:{NAME}))\s?\?)",
    re.IGNORECASE,
)
_ASKED_AS = re.compile(rf"\byour (?P<role>(?:{RELATION}))(?![\w-])", re.IGNORECASE)
_ROLE = re.compile(
    rf"^(?:no\W+)?(?:(?:he|she|that) is )?(?:(?:my|our|the) )?(?:older |younger |little |big |new |best )?"
    rf"(?P<role>{RELATION})(?=$|[,;.!]|\s(?:since|and|for|but)\b)",
    re.IGNORECASE,
)
_YES = re.compile(r"^(?:yes|yeah|yep|yup|correct|right|exactly|indeed)\b(?!\s+(?:but|and|no)\b)", re.IGNORECASE)
_ANIMAL = re.compile(
    rf"\b(?:is (?P<a>(?-i:{NAME})) an? \w+ or an?\b|what (?:kind|sort|type) of (?:\w+) is (?P<b>(?-i:{NAME})))",
    re.IGNORECASE,
)
_SPECIES = re.compile(rf"^(?:an? |my |our )?(?:\w+ )?(?P<species>{'|'.join(sorted(SPECIES, key=len, reverse=True))})\b")
_HOW_OLD = re.compile(
    rf"\bhow old is (?:your (?P<role>{RELATION})(?: (?P<named>(?-i:{NAME})))?|(?P<name>(?-i:{NAME})))\s?(?:now )?\?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"^(?:(?:he|she) is |just |almost |nearly )?(?P<age>\d{1,3})(?=$|[\s,.!])(?! ?(?:months?|weeks?|days?)\b)"
)
_BARE_NAME = re.compile(rf"^[\W\d]*(?P<name>{NAME})[.!]*(?=\s|$)")
_LONGEST_NAME = 4
"""Words of a name that answers which firm or place was meant."""


def told_with_answer(question: str, answer: str, before: str) -> list[str]:
    """The plain sentences that an answer comes to, with what was asked and what its speaker had said ``before``."""
    asked = [plain(one.text) for one in sentences(question[-1_000:]) if one.asks]
    said = [plain(one.text).strip(" .!") for one in sentences(answer)]
    if not asked or not said or said[0].endswith("?"):
        return []
    last = asked[-1]
    return (
        _who(last, said[0])
        or _which_animal(last, said[0])
        or _how_old(last, said)
        or _which(last, said[0], before)
        or _when(last, said[0], before)
    )


def _who(asked: str, reply: str) -> list[str]:
    match = _WHO_IS.search(asked)
    if match is None:
        return []
    name = match["a"] or match["b"] or match["c"]
    if told := _ROLE.match(reply):
        return [f"{name} is my {told['role'].casefold()}"]
    role = _ASKED_AS.search(asked)
    return [f"{name} is my {role['role'].casefold()}"] if role is not None and _YES.match(reply) else []


def _which_animal(asked: str, reply: str) -> list[str]:
    match, told = _ANIMAL.search(asked), _SPECIES.match(reply.casefold())
    return [f"my {told['species']} is called {match['a'] or match['b']}"] if match and told else []


def _how_old(asked: str, said: list[str]) -> list[str]:
    match, told = _HOW_OLD.search(asked), _YEARS.match(said[0])
    if match is None or told is None:
        return []
    role = (match["role"] or "").casefold()
    who = f"my {role} {match['named'] or ''}".strip() if role else match["name"]
    found = [f"{who} is {told['age']} years old"]
    name = _BARE_NAME.fullmatch(said[1]) if len(said) > 1 and role in RELATION_WORDS and not match["named"] else None
    return [*found, f"my {role} is called {name['name']}"] if name else found


def _which(asked: str, reply: str, before: str) -> list[str]:
    """The sentence before, with the name in the place of "a bank"."""
    match = _WHICH.search(asked)
    name = re.split(r"\s?[,;(–—]|\s(?:and|but|in|near|on|by)\s", reply, maxsplit=1)[0]
    if match is None or not name or len(name.split()) > _LONGEST_NAME:
        return []
    named = re.compile(
        rf"\b(?:an?|some|another|this) (?:[\w'-]+ ){{0,3}}?{re.escape(match['what'].casefold())}\b(?! of\b)",
        re.IGNORECASE,
    )
    for one in reversed([plain(one.text) for one in sentences(before) if not one.asks]):
        if found := named.search(one):
            name = name if name != name.casefold() else name.title()
            return [f"{one[: found.start()]}{name}{one[found.end() :]}".strip(" .!")]
    return []


def _when(asked: str, reply: str, before: str) -> list[str]:
    """The sentence before, with the day that the answer gives."""
    told = [plain(one.text).strip(" .!") for one in sentences(before) if not one.asks]
    if not told or not _WHEN.search(asked) or len(reply.split()) > 6 or not _DAY.match(reply):
        return []
    return [f"{told[-1]} {reply if _PREPOSITION.match(reply) else f'on {reply}'}"]
