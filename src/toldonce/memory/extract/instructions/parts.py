"""What orders are made of: an act, as it is named, and the order that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.english.verbs import FORMS, base_of, takes_form

ACT = r"(?P<act>[a-z][\w'-]*(?:\s.+)?)"
ING = r"(?P<act>[\w'-]+ing\b(?:\s.+)?)"
ADV = r"(?:(?:please|always|just|also|really|kindly|simply|now|ever|even|only)\s)*"


def base(act: str) -> str:
    """An act in the base form: "using emojis", "used emojis" -> "use emojis"; nothing when it is no act."""
    first, _, rest = act.strip(" ,").partition(" ")
    word = first.casefold()
    if takes_form(word, "base") or word == "be":
        return act.strip(" ,")
    lemma = base_of(word) if FORMS.get(word) or word.endswith("ing") else None
    return f"{lemma} {rest}".strip() if lemma else ""


def as_order(template: str) -> Callable[[re.Match[str]], str]:
    """What makes of a place with an ``act`` the order of this template; the place as it is where that is no act."""

    def turn(found: re.Match[str]) -> str:
        act = found["act"]
        negative = re.match(r"(?:not|never|do not)\s", act, re.IGNORECASE)
        plain = base(act[negative.end() :] if negative else act)
        if not plain:
            return found[0]
        if negative and template == "always {}":
            return f"never {plain}"
        if negative and template == "you no longer have to {}":
            return f"you can {plain} again"
        return template.format(plain)

    return turn
