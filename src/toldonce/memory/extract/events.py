"""What happened on a day that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from toldonce.memory.extract import patterns
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.phrases import head
from toldonce.memory.extract.verbs import FORMS, past_tense
from toldonce.memory.extract.wording import about, sentence

_NO_EVENTS = frozenset(
    """
    be think want know feel say tell ask mean wonder believe guess understand seem try need hope like love hate
    prefer mention
    remember forget wish read hear notice realise realize suggest look talk discuss explain expect consider plan
    decide intend promise
    """.split()
)
_ABOUT_THE_CHAT = re.compile(
    r"\b(?:you|your|them|error|exception|bug|code|script|function|it|that|this)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: the act as ``value``, the sentence, and when."""

    value: str
    content: str
    on: datetime


def happenings(clause: Clause) -> Iterator[Happening]:
    """The event that a clause tells of, when it is past and has a day, month or year."""
    verb, who = clause.verb, clause.who
    if (
        who is None
        or clause.what
        or not clause.phrases
        or not verb.past
        or verb.modal
        or verb.negated
        or verb.hypothetical
        or verb.progressive
        or verb.perfect
    ):
        return
    times = clause.times()
    if times.on is None or times.on[0] > clause.at or verb.lemma in _NO_EVENTS:
        return
    act = patterns.replaced(
        r"\s(?:and|but|so)\s(?:having|it|that|now|am|is|was)\b.*$", "", head(clause.object), re.IGNORECASE
    )
    words = act.split()
    first = FORMS.get(words[0].casefold()) if words else None
    if first is not None and first.form == "base" and verb.lemma not in ("help", "make", "let", "go"):
        return  # "these figures I bought remind me": two verbs, of which this one has no object
    if (
        not words
        or len(words) > 14
        or (_ABOUT_THE_CHAT.search(act) and who.kind == "self")
        or (verb.lemma in ("have", "get") and len(words) < 2 and act not in ("married", "engaged", "divorced"))
    ):
        return
    said = f"{past_tense(verb.lemma)} {act}"
    whom = who.phrase
    if who.is_stranger:
        return
    yield Happening(
        value=patterns.replaced(r"\b(?:my|our)\b", "the", said),
        content=sentence(
            f"{whom} {about('the user' if who.kind != 'self' else whom, said, again=who.kind == 'self')} "
            f"{spelled(times.on)}"
        ),
        on=times.on[0],
    )


def spelled(span: tuple[datetime, datetime]) -> str:
    """A span in words: "on 14 May 2024", "in May 2024", "in 2018", "in the week of 6 May 2024"."""
    start, end = span
    length = end - start
    if length <= timedelta(days=1):
        clock = f" at {start:%H:%M}" if start.hour or start.minute else ""
        return f"on {start.day} {start:%B %Y}{clock}"
    if length <= timedelta(days=3):
        return f"on the weekend of {start.day} {start:%B %Y}"
    if length <= timedelta(days=7):
        return f"in the week of {start.day} {start:%B %Y}"
    if length <= timedelta(days=32):
        return f"in {start:%B %Y}"
    return f"in {start.year}" if length > timedelta(days=300) else f"around {start:%B %Y}"
