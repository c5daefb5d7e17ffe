"""Whom a question is about: relatives of the user, by what they are to them, and those who are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toldonce.memory.extract.english.lexicon import LANGUAGES, RELATION_WORDS
from toldonce.memory.slots import RELATIVES

FIRST_PERSON = re.compile(
    r"\b(?:i|me|my|mine|i'm|i've|i'd|the user(?:'s)?)\b|\b(?:how|language) (?:should|shall|must) you\b", re.IGNORECASE
)
I_TOO = re.compile(
    r"\band i\b|\bi and\b|\b(?:am|was) i\b|\bcall me\b"
    r"|\b(?:do|did|have|had) i (?:\w+ )?(?:live|work|speak|drive)(?:d|ed)?\b",
    re.IGNORECASE,
)
"""The user is asked about beside somebody else: "Where do Tom and I live?"."""
_DO_I_HAVE = r"(?:do i have|have i got)(?: an?| any)?"
_WORDS_FOR_RELATIVES = sorted(
    {re.sub("[_ -]", "[ -]", word) for word in RELATIVES | RELATION_WORDS.keys()}, key=len, reverse=True
)
RELATIVE = re.compile(
    rf"\b(?:my|our|the user's|{_DO_I_HAVE}) (?:(?:older|younger|elder|little|big|late|new|dear) )?"
    rf"(?P<relative>{'|'.join(_WORDS_FOR_RELATIVES)})(?P<many>s|ren)?(?P<own>'s?)?\b"
    r"(?! (?:tongue|country|language)\b)",
    re.IGNORECASE,
)
OF_THEIRS = re.compile(
    rf"{RELATIVE.pattern}(?: \w+'s)? (?:{'|'.join(_WORDS_FOR_RELATIVES)})\b",
    re.IGNORECASE,
)
"""Somebody whom a relative of the user has: "my sister's husband" asks for no sister."""
NAMED_RELATIVE = re.compile(
    rf"\b(?P<whom>my (?:{'|'.join(_WORDS_FOR_RELATIVES)})) (?!(?i:and|or)\b)[A-Z][\w-]*(?: [A-Z][\w-]*)*(?P<own>'s)?"
)
PLURAL = re.compile(
    rf"\b(?:my|{_DO_I_HAVE}|how many(?= \w+ (?:do|have) i\b))"
    r" (?P<plural>kids?|children|siblings|parents|grandparents)\b",
    re.IGNORECASE,
)
_GROUPS = {
    "kid": ("child", "son", "daughter"),
    "kids": ("child", "son", "daughter"),
    "children": ("child", "son", "daughter"),
    "siblings": ("sibling", "sister", "brother", "twin"),
    "parents": ("parent", "mother", "father"),
    "grandparents": ("grandparent", "grandmother", "grandfather"),
}
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")
NAME_BEHIND = re.compile(r" (?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")
TONGUES = frozenset(name.casefold() for name in LANGUAGES)
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|july|september|october|november|december"
)
_MONTH = re.compile(r"march|april|may|june|august")
"""Months that are names of people too; behind a word of time they are months."""
_OF_A_TIME = re.compile(
    r"\b(?:in|from|since|until|till|by|before|after|next|last|this|every|of|early|late|\d\w*) $", re.I
)


def relatives_asked_about(question: str) -> bool:
    """Whether a question is about somebody by what they are to the user: "my wife", "our youngest"."""
    return RELATIVE.search(question.replace("’", "'")) is not None


def with_names(question: str, named: Iterable[tuple[str, str]]) -> str:
    """The question with the names of the relatives that it asks about: "my wife" is "my wife Sarah" where there is one.

    ``named``: the relatives whose names are known, as ``(partner, Sarah)``; who is one of several is not named.
    """
    names: dict[str, list[str]] = {}
    for relative, name in named:
        names.setdefault(relative, []).append(name)

    def named_too(match: re.Match[str]) -> str:
        known = {name for relative in called_by(match) for name in names.get(relative, ())}
        follows = question[match.end() :].lstrip()
        if match["many"] or len(known) != 1 or follows.casefold().startswith(min(known).casefold()):
            return match[0]
        own = match["own"] or ""
        return f"{match[0].removesuffix(own)} {min(known)}{own}"

    question = question.replace("’", "'")
    return RELATIVE.sub(named_too, question)


def relatives_in(plain: str) -> Iterator[str]:
    """What the people are to the user whom a question is about."""
    for match in PLURAL.finditer(plain):
        yield from _GROUPS[match["plural"].casefold()]
    for match in RELATIVE.finditer(plain):
        yield from called_by(match)


def called_by(match: re.Match[str]) -> Iterator[str]:
    """The relatives that a word may stand for: a wife is told as a wife, a spouse or a partner."""
    said = match["relative"].casefold()
    word = re.sub(r"[ -]", "_", said)
    if word in RELATIVES:
        yield word
    yield from {"wife": ("spouse",), "husband": ("spouse",)}.get(word, ())
    told_as = RELATION_WORDS.get(said) or RELATION_WORDS.get(said.replace("-", " ")) or word
    if told_as != word:
        yield told_as


def names_behind_relatives(plain: str) -> Iterator[str]:
    """Names that stand right behind what somebody is to the user: "my wife Sarah"."""
    for match in RELATIVE.finditer(plain):
        behind = NAME_BEHIND.match(plain, match.end())
        if behind is not None:
            yield behind["name"].removesuffix("'s")


def names_in(plain: str) -> Iterator[str]:
    """Capitalised words behind the first: whom or what the question is about."""
    for match in _NAME.finditer(plain):
        name = match["name"].removesuffix("'s")
        if (
            name not in ("I", "I'm", "I've", "I'd")
            and name.casefold() not in TONGUES
            and not _DAY.fullmatch(name.casefold())
            and not (_MONTH.fullmatch(name.casefold()) and _OF_A_TIME.search(plain[: match.start()]))
        ):
            yield name
