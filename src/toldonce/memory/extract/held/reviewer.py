"""Which of the things that are held a text says are over.

What ends is often told so that only who knows what was held can tell: "Jazz sounds like a cutlery drawer to me now."
A sentence alone states nothing there; with what it names, and as what that is held, it does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from threadpoolctl import ThreadpoolController

from toldonce.memory.extract.held.kinds import Held
from toldonce.memory.extract.held.mentions import Mention, Span
from toldonce.memory.extract.held.network import Network
from toldonce.memory.extract.sentences.splitting import Sentence, sentences
from toldonce.ports import REVIEWED, TokenEncoder, TokenStates

SURE = 0.95
"""How probable it must be that something is over."""
SURE_WITHOUT_NAME = 0.97
"""And where it is only called by what it is ("my car")."""
SURE_OF_HARM = 0.97
"""And where it does harm if it is not: an allergy."""
LONGEST_WHOLE = 400
"""Characters of a text that is looked at as a whole; of a longer one the sentences around each that names the thing."""
MOST_WINDOWS = 3
"""Of such sentences those that come last are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether ``text`` says that something of this ``kind``, which it names by ``mention``, is over."""

    text: str
    held: Held
    mention: Mention


@dataclass(frozen=True, slots=True)
class Answer:
    """How probable it is, and the characters of the text that say so."""

    probability: float
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text that is looked at, for the question at this place; it stands at ``starts`` to ``ends``."""

    question: int
    text: str
    starts: int
    ends: int
    spans: tuple[Span, ...]


class Reviewer:
    """Answers questions about what is held."""

    name = f"{REVIEWED}1"
    """Its name and version, which every statement keeps."""

    def __init__(self, encoder: TokenEncoder, network: Network) -> None:
        self._encoder = encoder
        self._network = network
        self._libraries = ThreadpoolController()

    async def over(self, questions: Sequence[Question]) -> list[Answer | None]:
        """For each question the answer, or None where the text does not say so surely. Raises `EmbeddingFailed`."""
        parts = [one for place, asked in enumerate(questions) for one in windows(place, asked)]
        texts = list(dict.fromkeys(one.text for one in parts))
        tokens = dict(zip(texts, await self._encoder.encode(texts), strict=True)) if texts else {}
        # In a thread: whoever waits for an answer must not wait for all that is read here.
        chances = await asyncio.to_thread(
            lambda: [self._chance(questions[one.question], one, tokens[one.text]) for one in parts]
        )
        answers: list[Answer | None] = [None] * len(questions)
        for window, chance in zip(parts, chances, strict=True):
            least = _least(questions[window.question])
            best = answers[window.question]
            if chance >= least and (best is None or chance > best.probability):
                answers[window.question] = Answer(chance, window.starts, window.ends)
        return answers

    def _chance(self, asked: Question, window: Window, tokens: TokenStates) -> float:
        # The products are small: on several threads they take twenty times as long, waiting for each other.
        with self._libraries.limit(limits=1, user_api="blas"):
            return self._network.over(window.text, tokens, asked.held.kind, window.spans)


def _least(asked: Question) -> float:
    if asked.held.kind == "allergy":
        return SURE_OF_HARM
    return SURE if asked.mention.by_name else SURE_WITHOUT_NAME


def windows(place: int, asked: Question) -> Iterator[Window]:
    """The parts of its text that a question is asked of."""
    text, spans = asked.text, asked.mention.spans
    parts = list(sentences(text))
    naming = [at for at, one in enumerate(parts) if _within(spans, one.starts, one.ends)]
    if not naming:
        return
    if len(text) <= LONGEST_WHOLE:
        first, last = parts[naming[0]], parts[naming[-1]]
        yield Window(place, text, first.starts, last.ends, spans)
        return
    for at in naming[-MOST_WINDOWS:]:
        begin, end = _around(parts, at)
        own = _within(spans, begin, end)
        shifted = tuple((first - begin, last - begin) for first, last in own)
        yield Window(place, text[begin:end], parts[at].starts, parts[at].ends, shifted)


def _around(parts: Sequence[Sentence], at: int) -> tuple[int, int]:
    """First character and end of a sentence with as many of those beside it as there is room for."""
    begin, end = parts[at].starts, parts[at].ends
    for beside in (at + 1, at - 1, at + 2, at - 2):
        if 0 <= beside < len(parts):
            wider = min(begin, parts[beside].starts), max(end, parts[beside].ends)
            if wider[1] - wider[0] <= LONGEST_WHOLE:
                begin, end = wider
    return begin, end


def _within(spans: Sequence[Span], begin: int, end: int) -> tuple[Span, ...]:
    return tuple((first, last) for first, last in spans if begin <= first and last <= end)
