"""What the user wants to be called, and not any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import name_at
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key

_CALL = re.compile(
    (
        r"^(?:.{0,60}?\b)?(?:call me|address me as|refer to me as|i (?:would )?(?:prefer|like|want"
        r"|rather) (?:to be|be|being) called|i would rather be called|(?:everybody|everyone|people|friends"
        r"|my friends|they all|most people|they) calls? me)\s(?P<name>.+)$"
    ),
    re.IGNORECASE,
)
_DO_NOT_CALL = re.compile(
    (
        r"(?:do not|never|stop|no longer|not) (?:(?:ever|have to|need to) )?(?:call|calling|address"
        r"|addressing) me (?:as )?(?P<old>[\w' -]+?)(?:\s?[,;:.]|\s(?:any more|any longer|again|please)\b|$)"
    ),
    re.IGNORECASE,
)
_NAME = r"(?!I\b)[A-ZÀ-ÖØ-Þ][\w'-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'-]+)?"
_INSTEAD = re.compile(
    r"(?:^|[,;:–—-]\s|\b(?:just|plain|but|so|and|say|use|it is|make it)\s)(?:just |plain |simply )?"
    rf"(?P<name>{_NAME})"
    r"(?:\s(?:will|would) do(?: nicely| fine| just fine)?|\s(?:is|would be) (?:fine|enough|plenty|perfect|better|nicer)"
    r"(?: by me| with me| for me)?|\s?,? please)"
    r"(?=\s*$|\s?[,;.!]|\s(?:as|because|since|between|instead|from|now)\b)"
)
""" "Gerald will do", "just Malcolm, please": says what to call somebody only beside talk of names."""
_SAID_SO = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:with|as|by|to|use|say|write|put)\s(?P<name>{_NAME})\s?,?\s(?:which is |that is )?my nickname\b",
        rf"\bI (?:should|would) (?:prefer|rather have) (?P<name>{_NAME}) (?:to|over|instead of|rather than)"
        rf" {_NAME}\b.*\b(?:call|address|name)",
        rf"(?i:\b(?:salutation|nickname|form of address|greeting)(?: change| update)?) ?[:=–-] (?P<name>{_NAME})"
        rf"(?: now)? (?:instead of|and not|not|rather than) {_NAME}",
        rf"\b(?:switch|change|go) from {_NAME} to (?P<name>{_NAME}) (?:in|when(?:ever)?)"
        r" (?:you (?:talk|speak|write|reply|answer|greet)|addressing me|greeting me|calling me)",
        rf"\bnot call me {_NAME} any ?(?:more|longer) ?[,;:] ?(?:but |just |please )?(?:say|use|write)"
        rf" (?P<name>{_NAME})\s*$",
        rf"{_NAME} is dead ?, (?:and )?long live (?P<name>{_NAME})\s?[,;:–-].*\bcall me\b",
    )
)
""" "Begin with Ace, my nickname", "switch from Ace to Chief when you talk to me"."""
_AGAIN = re.compile(r"\b(?:any ?more|again|any longer|have to|need to)\b", re.IGNORECASE)
""" "You need not call me Skip any more" takes back a name, "do not call me mate" bans one."""
_BY_OTHERS = re.compile(
    r"\b(?:they|everyone|everybody|people|(?:my|our|the) [\w' ]{2,25}?) (?:\w+ )?calls? me\b", re.IGNORECASE
)
_TITLES = frozenset("sir miss madam ma'am mum mom dad teacher".split())
""" "My pupils call me Sir": what they say is no wish."""
_NOT_NICKNAMES = frozenset(
    (
        "back when if later tomorrow today tonight crazy on at in by maybe old a an the and or for whatev"
        "er names out up sometime after before that this it old-fashioned as"
    ).split()
    + "celsius fahrenheit kelvin british american metric imperial euros dollars pounds rust python markdown".split()
)


def renamed(text: str) -> Iterator[Order]:
    """The name that a sentence (plain) gives as one for the user in the place of another, or names as a nickname."""
    if said := next((found["name"] for one in _SAID_SO if (found := one.search(text))), ""):
        yield Order("called", said, value_key(said), sentence(f"The user wants to be called {said}"), many=False)


def called(text: str) -> Iterator[Order]:
    """The name that a sentence (plain) gives, or takes back."""
    if again := list(renamed(text)):
        yield from again
        return
    refused = _DO_NOT_CALL.search(text)
    rest = text[: refused.start()] + text[refused.end() :] if refused else text
    match = _CALL.match(rest) or (_INSTEAD.search(rest.strip()) if refused else None)
    if match:
        words = patterns.replaced(r"^(?:by my (?:first|real) name\s,?\s?)", "", match["name"])
        words = patterns.replaced(r"^by\s", "", words)
        first = words.split()[0].casefold().strip(",") if words.split() else ""
        name = name_at(words, casual=True)
        if name and first not in _NOT_NICKNAMES and not (first in _TITLES and _BY_OTHERS.search(rest)):
            yield Order("called", name, value_key(name), sentence(f"The user wants to be called {name}"), many=False)
            return
    if refused and refused["old"].split()[0].casefold() in _NOT_NICKNAMES:
        return
    if refused and refused[0].casefold().startswith(("do not ", "never ")) and not _AGAIN.search(text):
        said = refused["old"].casefold().strip()
        yield Order("instruction", f"never call me {said}", f"not {act_key(f'call me {said}')}",
                    sentence(f"Never call me {said}"), instead_of=act_key(f"call me {said}"))  # fmt: skip
    if refused and (name := name_at(refused["old"], casual=True)):
        yield Order(
            "called",
            name,
            value_key(name),
            sentence(f"The user does not want to be called {name}"),
            many=False,
            over=True,
        )
