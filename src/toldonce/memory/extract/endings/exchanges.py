"""One thing for another, both by name: "I swapped Pfizer for Roche", "we went from Leeds to Ghent".

Which fact it is follows from what the first was. So the second is stated in every slot where the first may stand, and
counts only where it does (``instead_of`` of a candidate that corrects nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.claims import IMPORTANCE
from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.endings.cues import PLANNED
from toldonce.memory.extract.endings.frames import HOW
from toldonce.memory.extract.modality import words_of
from toldonce.memory.extract.when import is_mark, mark_times
from toldonce.memory.slots import value_key
from toldonce.ports import USER, MemoryCandidate

_NAME = rf"{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?(?:{CAPITAL}|\d+)){{0,3}}"
_OWN = r"(?:(?:my|our|the|an?|old|new|trusty|beloved)\s){0,3}"
_OLD = rf"{_OWN}(?P<old>{_NAME})"
_NEW = rf"{_OWN}(?P<new>{_NAME})"
_I = rf"(?:(?:i|we)\s)?(?:(?:have|had|am|are)\s)?{HOW}"
_END = (
    r"(?=\s*$|\s?[,;:.!–—-](?:\s|$)|\s(?:now|as|and|but|because|since|so|in|at|on|this|last|yesterday|today|recently"
    r"|years?|months?|weeks?|a|after|when|earlier|ago|instead|too|for)\b)"
)
_CUES = frozenset(
    """
    swapped traded exchanged left quit ditched dropped abandoned deserted dumped moved switched jumped went gone
    transferred changed crossed defected shifted replaced replaces bye goodbye farewell hello instead
    """.split()
)
_EXCHANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_I}(?:swapped|traded|exchanged|left|quit|ditched|dropped|abandoned|deserted|dumped)(?: in| out)? {_OLD}"
        rf"(?: in)? (?:for|in favou?r of) {_NEW}{_END}",
        rf"{_I}(?:moved|switched|jumped|went|gone|transferred|changed|crossed|defected|shifted)"
        rf"(?: (?:over|across|ship|sides|jobs?|employers?|compan(?:y|ies)|firms?|straight|back))* from {_OLD}"
        rf"(?: over| across)? (?:to|into) {_NEW}{_END}",
        rf"{_I}(?:moved|switched|jumped|went|gone|transferred|changed|crossed|defected|shifted)"
        rf"(?: (?:over|across|ship|sides|jobs?|employers?|compan(?:y|ies)|firms?|straight|back))* (?:to|into) {_NEW}"
        rf" (?:and away )?from {_OLD}{_END}",
        rf"{_I}replaced {_OLD} (?:with|by) {_NEW}{_END}",
        rf"{_OLD} (?:was|is|has been|got) {HOW}replaced (?:with|by) {_NEW}{_END}",
        rf"(?:(?:good|bye)\s?-?)?bye,? {_OLD} ?,? (?:and )?hello,? {_NEW}{_END}",
        rf"(?:farewell|so long) {_OLD} ?,? (?:and )?hello,? {_NEW}{_END}",
        rf"hello,? {_NEW} ?,? (?:and )?(?:goodbye|bye(?: bye)?|farewell),? {_OLD}{_END}",
        rf"{_NEW} (?:has )?(?:replaces|replaced|taken the place of|took the place of) {_OLD}{_END}",
        rf"{_I}(?:got|bought|have|drive|use)(?: myself)? {_NEW} instead of {_OLD}{_END}",
    )
)
_SLOTS = {
    "home": "lives in", "employer": "works for", "school": "studies at", "car": "drives", "phone": "uses",
    "computer": "uses", "bike": "rides",
}  # fmt: skip
"""Slots of one value that go by a name, and what is told of the user in them."""
_PASSING = re.compile(r"\b(?:weekend|trip|holiday|visit|vacation|conference|day out|week off)\b", re.IGNORECASE)


def exchanges(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """What a plain sentence of the user's puts in the place of what, in each slot in which the old may stand."""
    if _CUES.isdisjoint(words_of(text)) or PLANNED.search(text) or _PASSING.search(text):
        return
    timeless = "".join(character for character in mark_times(text)[0] if not is_mark(character))
    spaced = " ".join(timeless.strip(" .!?").replace(", ", " , ").split()).strip(" ,")
    for clause in re.split(r"\s[;–—-]\s|\s?[,:]\s(?!hello\b)|\s(?:and|so|because)\s(?=(?:i|we)\b)", spaced):
        found = next((match for one in _EXCHANGES if (match := one.match(clause))), None)
        if found is not None and found["old"] != found["new"]:
            yield from _put(found["new"], found["old"], starts, ends)


def _put(new: str, old: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    for attribute, verb in _SLOTS.items():
        article = "a " if attribute in ("car", "phone", "computer", "bike") else ""
        yield MemoryCandidate(
            type="fact",
            subject=USER,
            attribute=attribute,
            value=new,
            value_key=value_key(new),
            content=f"The user {verb} {article}{new}.",
            many=False,
            changes=True,
            instead_of=value_key(old),
            confidence=0.8,
            importance=IMPORTANCE.get(attribute, 0.5),
            starts=starts,
            ends=ends,
        )
