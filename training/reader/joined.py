"""Sentences that state several things in one breath: two or three of `samples` joined, as people chat.

The later ones often go without their subject ("I live in Leeds, work nights at the hospital").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from training.reader.samples import Sample, without_subject
from training.reader.values import Half

SHARE = 0.3
"""Of joined sentences, beside one sentence of every phrasing."""
THREE = 0.2
LONGEST = 200
"""Characters; what is longer is no sentence, and not joined."""
SHORTENED = 0.5
"""Of the later parts, how many go without "I" or "my name is" where they can."""
_JOINS = (", ", ", ", ", ", " and ", ", and ", " but ", "; ", " - ", " – ", ". ", ". ", " so ", ", also ", " & ",
          "... ")  # fmt: skip
_OPENS = re.compile(
    r"(?:The|My|You|We|It|There|Our|Every|As|At|On|In|When|Just|Got|Since|She|He|They|A|An|No|Not|So|This|That|Please"
    r"|Stop|Never|Always|Don['’]t|After|Before|Finally|From|For|With|To)\b"
)
"""What is written small inside of a sentence."""


def joined(drawn: Sequence[Sample], half: Half, seed: int) -> list[Sample]:
    """Sentences made of these, each once for every thing that it states; the same seed joins the same."""
    dice = Random(f"joined {half} {seed}")
    made: list[Sample] = []
    for _ in range(round(len(drawn) * SHARE)):
        made += _each_of(dice.sample(drawn, 3 if dice.random() < THREE else 2), dice)
    return made


def _each_of(parts: Sequence[Sample], dice: Random) -> Iterator[Sample]:
    stated = [(one.kind, one.relation) for one in parts if one.kind != "none"]
    kinds = [kind for kind, _ in stated]
    if not stated or len(set(kinds)) < len(kinds) or sum(len(one.text) for one in parts) > LONGEST:
        return
    text, placed = "", []
    for one in parts:
        part = _later(one, dice) if text else one
        if text:
            text = f"{text} " if text[-1] in "!?" else text.rstrip(".") + dice.choice(_JOINS)
        placed.append(replace(part, marks=tuple((mark, first + len(text), end + len(text))
                                                for mark, first, end in part.marks)))  # fmt: skip
        text += part.text
    for one in placed:
        if one.kind != "none":
            besides = tuple(other for other in stated if other[0] != one.kind)
            yield replace(one, text=text, besides=besides)


def _later(one: Sample, dice: Random) -> Sample:
    """A sentence as it goes on behind another: often without its subject, else in a small letter."""
    if dice.random() < SHORTENED and (shorter := without_subject(one)) is not one:
        return shorter
    if _OPENS.match(one.text):
        return replace(one, text=one.text[0].lower() + one.text[1:])
    return one
