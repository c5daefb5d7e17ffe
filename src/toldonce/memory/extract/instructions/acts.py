"""The act that an instruction names: how it is compared, and whether it is one of who writes the answers."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.instructions.reworded import ADDRESSED

_ALWAYS = re.compile(
    r"\b(?:from (?:now|here|today|this point) on(?:wards?)?(?: out)?|going forward|moving forward"
    r"|in (?:the )?future|in all (?:of )?your (?:answers|replies|responses|messages)"
    r"|in your (?:answers|replies|responses|messages|output)|when(?:ever)? (?:you (?:answer|reply"
    r"|respond|write|talk|speak|explain)(?: to)?(?: me)?|answering(?: me)?|i ask(?: you)?[^,]{0,60}"
    r"|you give me [^,]{1,40}|you suggest [^,]{1,40}|talking to me)"
    r"|every time(?: you (?:answer|reply|respond))?|each time|at all times|as a standing rule"
    r"|for (?:all|every|any) (?:future )?(?:answers?|repl(?:y|ies)|responses?)|by default|for good"
    r"|permanently|until i say otherwise|in our (?:chats|conversations)|in this chat|as a rule)\b",
    re.IGNORECASE,
)
LANGUAGE = re.compile(
    (
        r"^(?:answer|reply|respond|write|speak|talk|communicate|chat|switch)(?: to me| me| back| with me"
        r"| everything)?(?: only)? (?:in|to) (?P<language>[a-z]+)\b(?P<more>.*)"
    ),
    re.IGNORECASE,
)
ASKABLE = ADDRESSED | frozenset(
    "avoid skip discuss raise joke crack swear curse sound swap translate reference reveal".split()
)
"""Verbs of what can be asked of who writes the answers."""


def without_always(text: str) -> tuple[str, bool]:
    """The text without words such as "from now on", and whether there were any."""
    shorter = _ALWAYS.sub(" ", text)
    if shorter == text:
        return text, False
    return " ".join(shorter.split()).strip(" ,;:"), True


def lemmatised(act: str) -> str:
    """ "Using tables" as "use tables"."""
    first, _, rest = act.partition(" ")
    return f"{base_of(first.casefold()) or first} {rest}".strip()
