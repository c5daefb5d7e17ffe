"""Hits to text for a prompt: a stable part that a prompt cache can keep, and a tail for the question at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from toldonce.memory.asking import Asked
from toldonce.memory.excerpt import excerpt
from toldonce.memory.kinds import kinds_in
from toldonce.memory.slots import ONE_VALUE, RELATIVES, split_slot
from toldonce.memory.tokens import estimate_tokens
from toldonce.model import Context, Hit, Memory, Predecessor, StablePart, TailPart
from toldonce.ports import USER

STABLE_SHARE = 0.5
"""The largest part of the budget that standing memories may take."""
MAX_LINE_TOKENS = 160
"""A longer hit is shortened to the sentences that answer."""
LEAST_SCORE = 0.02
MAX_PREDECESSOR_CHARACTERS = 80
SHARE_OF_BEST = 0.3
"""Hits below this share of the best score are left out: on the development data fewer than one in a hundred of the
turns that answered stood so low."""
STABLE_HEAD = "What you were told to keep in mind:"
TAIL_HEAD = "What was said before, oldest first:"

T = TypeVar("T", Memory, Hit)


@dataclass(slots=True)
class _Lines:
    """Lines under a heading, as long as they fit."""

    budget: int
    lines: list[str] = field(default_factory=list)
    tokens: int = 0

    def add(self, heading: str, line: str) -> bool:
        cost = estimate_tokens(line) + 1 + (0 if self.lines else estimate_tokens(heading) + 1)
        if self.tokens + cost > self.budget:
            return False
        self.tokens += cost
        self.lines.append(line)
        return True


def build_context(
    standing: Sequence[Memory],
    hits: Sequence[Hit],
    terms: Collection[str],
    max_tokens: int,
    up_to_seq: int,
    *,
    answerable: bool = True,
    confidence: float = 0.0,
) -> Context:
    """Place memories and hits within ``max_tokens``: best hits first, shown in the order they were said."""
    stable_lines, kept = _stable(standing, int(max_tokens * STABLE_SHARE))
    memory_ids = [memory.memory_id for memory in kept]
    stable = _block(STABLE_HEAD, stable_lines.lines)
    standing_ids = set(memory_ids)
    worth = relevant(hits)
    placed, tail_lines = _tail(
        [hit for hit in worth if hit.id not in standing_ids], terms, max_tokens - stable_lines.tokens
    )
    shown = standing_ids | {hit.id for hit in placed}
    tail = _block(TAIL_HEAD, tail_lines)
    text = "\n\n".join(part for part in (stable, tail) if part)
    return Context(
        stable=StablePart(text=stable, version=hashlib.sha256(stable.encode()).hexdigest()[:16]),
        tail=TailPart(text=tail),
        text=text,
        tokens=estimate_tokens(text),
        memory_ids=[*memory_ids, *(hit.id for hit in placed if hit.kind == "memory")],
        turn_ids=[hit.id for hit in placed if hit.kind == "turn"],
        up_to_seq=up_to_seq,
        hits=[hit for hit in worth if hit.id in shown],
        standing=kept,
        standing_left=len(standing) - len(kept),
        answerable=answerable,
        confidence=confidence,
    )


def relevant(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth a place in a prompt; hits come best first."""
    least = max(LEAST_SCORE, SHARE_OF_BEST * hits[0].score) if hits else 0.0
    return [hit for hit in hits if hit.score >= least]


def fitting(question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
    """Without the memories that answer another question: "How old is Leo?" wants nobody else's age, "Do I have a dog?"
    no cat. ``asked`` is what the question asks for."""
    kinds = kinds_in(question)
    return [hit for hit in hits if not (hit.slot and _answers_another(hit, hit.slot, asked, kinds))]


def confidence_in(question: str, asked: Asked, hits: Sequence[Hit], confidence: float) -> float:
    """The confidence in what can answer, of all that was found: as much as its best is worth of the best that there is.

    Who asks for an age is not answered by a home, nor by a name.
    """
    wanted = {attribute for _, attribute in asked.slots}
    answering = hits if not wanted or wanted - ONE_VALUE else [hit for hit in hits if _can_hold(hit, wanted)]
    kept = fitting(question, asked, answering)
    if not kept:
        return 0.0
    return confidence if kept[0] is hits[0] else confidence * kept[0].score / hits[0].score


def _can_hold(hit: Hit, wanted: Collection[str]) -> bool:
    """Whether a turn, or a memory of an attribute that may be one of those wanted."""
    attribute = split_slot(hit.slot)[1] if hit.slot else None
    return attribute in wanted or attribute not in ONE_VALUE | RELATIVES


def _answers_another(hit: Hit, slot: str, asked: Asked, kinds: Collection[str]) -> bool:
    subject, attribute = split_slot(slot)
    another_kind = attribute == "pet" and bool(kinds) and kinds_in(hit.content).isdisjoint(kinds)
    return another_kind or (subject == USER and asked.asks_it_of_another(attribute))


def unsaid(found: Sequence[T], in_prompt: Sequence[str]) -> list[T]:
    """What does not stand in a prompt word for word; case and white space make no difference."""
    said = "\n".join(_one_line(text).casefold() for text in in_prompt)
    return [one for one in found if not _stands_in(_one_line(one.content).casefold(), said)] if said else list(found)


def _stands_in(words: str, text: str) -> bool:
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _stable(standing: Sequence[Memory], budget: int) -> tuple[_Lines, list[Memory]]:
    """Standing memories in the order given, which does not depend on the question."""
    lines = _Lines(budget)
    kept = [memory for memory in standing if lines.add(STABLE_HEAD, _memory_line(memory))]
    return lines, kept


def _memory_line(memory: Memory) -> str:
    since = f"since {memory.valid_from:%Y-%m-%d}" if memory.valid_from else f"told {memory.recorded_at:%Y-%m-%d}"
    return f"- ({memory.type}, {since}) {_one_line(memory.content)}{_until(memory.predecessor)}"


def _until(predecessor: Predecessor | None) -> str:
    """What was so before, for questions about the past and so that nobody takes the old for the new."""
    if predecessor is None or predecessor.valid_to is None:
        return ""
    was = predecessor.value or predecessor.content
    return f" (until {predecessor.valid_to:%Y-%m-%d}: {_one_line(was)[:MAX_PREDECESSOR_CHARACTERS]})"


def _tail(hits: Sequence[Hit], terms: Collection[str], budget: int) -> tuple[list[Hit], list[str]]:
    lines = _Lines(budget)
    placed: list[Hit] = []
    by_id: dict[UUID, str] = {}
    for hit in hits:
        line = _hit_line(hit, terms)
        if lines.add(TAIL_HEAD, line):
            placed.append(hit)
            by_id[hit.id] = line
    in_order = sorted(placed, key=lambda hit: (hit.at, hit.turn_number or 0))
    return placed, [by_id[hit.id] for hit in in_order]


def _hit_line(hit: Hit, terms: Collection[str]) -> str:
    said = _one_line(excerpt(hit.content, terms, MAX_LINE_TOKENS))
    if hit.kind == "memory":
        heard = "" if hit.origin in (None, "user") else f", heard from: {hit.origin}"
        over = f" (over since {hit.valid_to:%Y-%m-%d})" if hit.status == "superseded" and hit.valid_to else ""
        return f"- ({hit.type}, told {hit.at:%Y-%m-%d}{heard}) {said}{over}{_until(hit.predecessor)}"
    who = hit.speaker or hit.role or "somebody"
    unverified = ", quoted, not the user's words" if hit.role in ("tool", "system") else ""
    return f"- [{hit.at:%Y-%m-%d}, turn {hit.turn_number}{unverified}] {who}: {said}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *lines]) if lines else ""
