"""Extraction by a language model: turns in, candidates out, everything that went wrong in a sentence.

The model reads the turns as data between tags that no turn can close, answers in JSON of a schema, and gets its own
faults back once. Whatever it answers, nothing is believed that the turn's words do not bear out (`answer`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from string import Template
from uuid import UUID

from toldonce.errors import ModelAnswerInvalid, ModelFailed
from toldonce.memory.extract.llm.answer import SCHEMA, Passage, Reading, read_answer
from toldonce.memory.slots import MANY_VALUES, ONE_VALUE, RELATIVES
from toldonce.memory.tokens import estimate_tokens
from toldonce.memory.trust import names_a_person, without_memory
from toldonce.model import Turn
from toldonce.ports import LLM, Extraction, MemoryCandidate, Mention, Message

PROMPT = "extract-2"
PART = "\n---\n"
"""Between the instructions, the turns of the example, and their answer."""
TOKENS_AT_ONCE = 3_000
"""Tokens of turns in one call: answers to longer ones break off or skip turns."""
TURNS_AT_ONCE = 24
PASSAGE_CHARACTERS = 6_000
USER_CHARACTERS = 20_000
"""Of a longer turn of the user the rest is not read; it is still found by search."""
OTHER_CHARACTERS = 4_000
"""The same for a turn of an assistant or a tool, which can state little."""
CONTEXT_TURNS = 4
CONTEXT_CHARACTERS = 400
FAULTS_TOLD = 12
_TAG = re.compile(r"<(?=\s*(?:/\s*)?(?:turn|context)\b)", re.IGNORECASE)
_CUT = re.compile(r"(?s).*(?:\n\s*|[.!?]\s)")


class LLMExtractor:
    """`toldonce.ports.Extractor` by a language model."""

    def __init__(self, llm: LLM, *, tokens_at_once: int = TOKENS_AT_ONCE) -> None:
        """``tokens_at_once`` bounds the turns of one call (tokens, estimated)."""
        self._llm = llm
        self._tokens_at_once = tokens_at_once
        text = files("toldonce.memory").joinpath("prompts", f"{PROMPT}.md").read_text(encoding="utf-8")
        filled = Template(text).substitute(
            one_value=", ".join(sorted(ONE_VALUE)),
            many_values=", ".join(sorted(MANY_VALUES)),
            relatives=", ".join(sorted(RELATIVES)),
        )
        rules, turns, answer = (part.strip() for part in filled.split(PART))
        # The same at the beginning of every call: servers and providers keep what they read of it. The example stands
        # as a call that went before, because a small model copies one that stands among its instructions.
        self._opening = (Message("system", rules), Message("user", turns), Message("assistant", answer))

    @property
    def name(self) -> str:
        """The version of the prompt, and the model."""
        return f"{PROMPT}:{self._llm.model_name}"

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each turn says, in their order. After a call that failed the model is not asked for the rest."""
        candidates: dict[UUID, list[MemoryCandidate]] = {turn.turn_id: [] for turn in turns}
        mentions: dict[UUID, list[Mention]] = {turn.turn_id: [] for turn in turns}
        failures: dict[UUID, list[str]] = {turn.turn_id: [] for turn in turns}
        failed: ModelFailed | None = None
        for batch in _batches(list(_passages(turns, before)), self._tokens_at_once):
            if failed is None:
                try:
                    reading = await self._read(batch, _context(turns, before, batch[0].turn))
                except ModelFailed as failure:
                    failed = failure
            if failed is not None:
                for passage in batch:
                    failures[passage.turn.turn_id].append(f"The language model did not read it: {failed.message}")
                continue
            for number, candidate in reading.candidates:
                candidates[batch[number - 1].turn.turn_id].append(candidate)
            for number, mention in reading.mentions:
                mentions[batch[number - 1].turn.turn_id].append(mention)
            for at, fault in reading.faults:
                turn = batch[at - 1 if at is not None else 0].turn
                failures[turn.turn_id].append(f"The language model's answer was not taken whole: {fault}.")
        return [
            Extraction(
                turn.turn_id,
                tuple(dict.fromkeys(candidates[turn.turn_id])),
                tuple(dict.fromkeys(mentions[turn.turn_id])),
                tuple(dict.fromkeys(failures[turn.turn_id])),
            )
            for turn in turns
        ]

    async def _read(self, passages: Sequence[Passage], context: Sequence[Turn]) -> Reading:
        """The answer about some passages, repaired once where it does not check. Raises `ModelFailed`."""
        asked = [*self._opening, Message("user", _shown(passages, context))]
        text = await self._answer(asked)
        first = read_answer(text, passages)
        if not first.faults:
            return first
        faults = "\n".join(f"- {fault}" for _, fault in first.faults[:FAULTS_TOLD])
        repair = (
            f"These parts of your answer are refused:\n{faults}\n"
            "Give the whole answer again as JSON of the same form, with these parts put right or left out."
        )
        try:
            text = await self._answer([*asked, Message("assistant", text or "{}"), Message("user", repair)])
        except ModelFailed:
            if not first.readable:
                raise
            return first
        return _together(first, read_answer(text, passages))

    async def _answer(self, messages: Sequence[Message]) -> str:
        """The text of an answer, JSON or not: what is not JSON is a fault to be repaired."""
        try:
            return (await self._llm.complete(messages, schema=SCHEMA)).text
        except ModelAnswerInvalid as invalid:
            return invalid.answer


def _together(first: Reading, second: Reading) -> Reading:
    """What either answer says that checks, with the faults that were left in the end.

    Raises `ModelFailed` when neither could be read.
    """
    if not second.readable:
        if not first.readable:
            raise ModelFailed("The language model's answer is not the JSON that it was asked for, twice.")
        return first
    known = {_place(number, candidate) for number, candidate in second.candidates}
    candidates = [one for one in first.candidates if _place(*one) not in known]
    return Reading(
        [*candidates, *second.candidates], list(dict.fromkeys([*first.mentions, *second.mentions])), second.faults
    )


def _place(number: int, candidate: MemoryCandidate) -> tuple[int, str, str, str]:
    return number, candidate.subject, candidate.attribute, candidate.value_key


def _passages(turns: Sequence[Turn], before: Sequence[Turn]) -> Iterator[Passage]:
    """What there is to read: turns, long ones in parts; nothing that came from memory."""
    previous = before[-1].content if before else ""
    for turn in turns:
        own = turn.role == "user" or names_a_person(turn.speaker)
        text = without_memory(turn.content)[: USER_CHARACTERS if own else OTHER_CHARACTERS]
        offset = 0
        while offset < len(text):
            part = text[offset : offset + PASSAGE_CHARACTERS]
            if offset + len(part) < len(text) and (cut := _CUT.match(part)) is not None:
                part = cut[0]
            if part.strip():
                yield Passage(turn, offset, part, previous[-CONTEXT_CHARACTERS:] if offset == 0 else "")
            offset += len(part)
        previous = turn.content


def _batches(passages: Sequence[Passage], tokens_at_once: int) -> Iterator[list[Passage]]:
    batch: list[Passage] = []
    tokens = 0
    for passage in passages:
        cost = estimate_tokens(passage.text)
        if batch and (tokens + cost > tokens_at_once or len(batch) == TURNS_AT_ONCE):
            yield batch
            batch, tokens = [], 0
        batch.append(passage)
        tokens += cost
    if batch:
        yield batch


def _context(turns: Sequence[Turn], before: Sequence[Turn], first: Turn) -> list[Turn]:
    """The turns right before the first one that is to be read."""
    place = next(number for number, turn in enumerate(turns) if turn.turn_id == first.turn_id)
    return [*before, *turns[:place]][-CONTEXT_TURNS:]


def _shown(passages: Sequence[Passage], context: Sequence[Turn]) -> str:
    """The turns between tags, numbered; no text can close a tag or open one."""
    lines = [
        f"<context {_who(turn)}>{_untagged(without_memory(turn.content)[:CONTEXT_CHARACTERS])}</context>"
        for turn in context
    ]
    lines += [
        f'<turn number="{number}" {_who(passage.turn)}>{_untagged(passage.text)}</turn>'
        for number, passage in enumerate(passages, start=1)
    ]
    return "\n".join(lines)


def _who(turn: Turn) -> str:
    speaker = re.sub(r"[<>\"\s]+", " ", turn.speaker or "").strip()
    named = f' speaker="{speaker}"' if names_a_person(speaker) else ""
    return f'role="{turn.role}"{named} said="{turn.at:%A} {turn.at:%Y-%m-%d}"'


def _untagged(text: str) -> str:
    return _TAG.sub("‹", text)
