"""Hits to text for a prompt: a stable part that a prompt cache can keep, and a tail for the question at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from toldonce.memory.excerpt import excerpt
from toldonce.memory.tokens import estimate_tokens
from toldonce.model import Context, Hit, Memory, StablePart, TailPart

STABLE_SHARE = 0.5
"""The largest part of the budget that standing memories may take."""
MAX_LINE_TOKENS = 160
"""A longer hit is shortened to the sentences that answer."""
LEAST_SCORE = 0.02
SHARE_OF_BEST = 0.3
"""Hits below this share of the best score are left out: on the development data fewer than one in a hundred of the
turns that answered stood so low."""
STABLE_HEAD = "What you were told to keep in mind:"
TAIL_HEAD = "What was said before, oldest first:"


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
    stable_lines, memory_ids = _stable(standing, int(max_tokens * STABLE_SHARE))
    stable = _block(STABLE_HEAD, stable_lines.lines)
    placed, tail_lines = _tail(
        [hit for hit in relevant(hits) if hit.id not in set(memory_ids)], terms, max_tokens - stable_lines.tokens
    )
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
        hits=placed,
        answerable=answerable,
        confidence=confidence,
    )


def relevant(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth a place in a prompt; hits come best first."""
    least = max(LEAST_SCORE, SHARE_OF_BEST * hits[0].score) if hits else 0.0
    return [hit for hit in hits if hit.score >= least]


def _stable(standing: Sequence[Memory], budget: int) -> tuple[_Lines, list[UUID]]:
    """Standing memories in an order that does not depend on the question: by kind, then as they were told."""
    lines = _Lines(budget)
    kept: list[Memory] = []
    for memory in standing:
        if lines.add(STABLE_HEAD, _memory_line(memory)):
            kept.append(memory)
    kept.sort(key=lambda memory: (memory.type, memory.seq))
    lines.lines = [_memory_line(memory) for memory in kept]
    return lines, [memory.memory_id for memory in kept]


def _memory_line(memory: Memory) -> str:
    return f"- ({memory.type}, {memory.recorded_at:%Y-%m-%d}) {_one_line(memory.content)}"


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
        return f"- ({hit.type}, {hit.at:%Y-%m-%d}) {said}"
    who = hit.speaker or hit.role or "somebody"
    return f"- [{hit.at:%Y-%m-%d}, turn {hit.turn_number}] {who}: {said}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *lines]) if lines else ""
