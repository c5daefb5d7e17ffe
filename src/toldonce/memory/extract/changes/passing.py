"""What seems to have changed and has not: who left for the weekend, came back, quit something else than work, or is to
begin later."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from toldonce.memory.extract.endings.lapses import quits_a_pastime
from toldonce.ports import MemoryCandidate

_FOR_A_WHILE = re.compile(
    r"\b(?:but|and|then|until|till) (?:(?:she|he|it|they|we|i|then|luckily|have|has|was|were) ){0,3}?"
    r"(?:came (?:back|home)|come (?:back|home)|returned|turned up|(?:is|are|got) (?:back|home|safe)"
    r"|found (?:him|her|it|them|again|safe))\b"
    r"|\bfor (?:the|a) (?:weekend|week|day|fortnight|few days|couple of (?:days|weeks)|night|summer|holidays?)\b"
    r"|\bleft [\w' ]{2,30}? (?:early|late|at (?:noon|\d|lunch\w*|dawn|midnight|night|once|half|quarter"
    r"|five|six|seven|eight|nine|ten|eleven|four|three)|for (?:lunch|a"
    r" (?:meeting|call|walk|conference|workshop|date|wedding|funeral|minute|bit|while|few days)|work\b|the (?:airport"
    r"|station|night)))\b"
    r"|\bleft\b.{2,60}\b(?:(?:by|on the) (?:train|bus|plane|coach|ferry)|back (?:on|by|tomorrow))\b"
    r"|^(?:i|we) (?:\w+ )?(?:never|(?:have|did) not) (?:\w+ )?(?:quit|stop|stopped|gave up|given up|give up)\b",
    re.IGNORECASE,
)
""" "Momo ran away but came back", "goodbye to Leeds for the weekend", "I never quit smoking": nothing is over."""
_BEGINS = r"(?:^|[,;:–—(]\s?|\b(?:and|but)\s)(?:(?:i|we|it|which)\s)?(?:(?:am|are|will be)\s)?(?:(?:only|not|just)\s)*"
_LATER = r"\s(?:in|on|from|next|the|after|tomorrow|as of|at the)\b"
_BEGINS_LATER = (
    (
        frozenset(("employer", "job")),
        re.compile(
            rf"{_BEGINS}(?:starting|beginning|(?:i|it|which) starts?|starts)(?: there| work)*{_LATER}", re.IGNORECASE
        ),
    ),
    (
        frozenset(("home",)),
        re.compile(
            rf"{_BEGINS}(?:moving(?: in)?|completing|(?:we|i) (?:move(?: in)?|complete)){_LATER}",
            re.IGNORECASE,
        ),
    ),
)
""" "Got the job at Roche, starting in January", "found a place, moving on the 20th": it is to come."""
_LEFT_FOR_A_WHILE = frozenset("home employer school pet called partner best_friend habit hobby".split())


def lasting(told: Iterable[MemoryCandidate], words: str, before: str) -> list[MemoryCandidate]:
    """What a sentence (plain) told, without the ends that are none; ``before`` is the sentence in front of it."""
    for_a_while = _FOR_A_WHILE.search(words) is not None
    pastime = quits_a_pastime(f"{before} {words}")
    return [
        one
        for one in told
        if not (for_a_while and one.denies and one.attribute in _LEFT_FOR_A_WHILE)
        and not (pastime and not one.value_key and one.attribute in ("job", "employer"))
    ]


def to_come(words: str) -> frozenset[str]:
    """The slots of which a sentence (plain) says that something in them begins later: "my new job, starting in May"."""
    return frozenset().union(*(slots for slots, pattern in _BEGINS_LATER if pattern.search(words)))


def without_what_is_to_come(told: Iterable[MemoryCandidate], slots: Collection[str]) -> list[MemoryCandidate]:
    """What was told, without the changes in these slots."""
    return [one for one in told if not (one.changes and one.attribute in slots)]
