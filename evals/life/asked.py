"""What a search finds, what it admits not to know, and what is gone after it was forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from evals.life.lived import Lived, Outcome, past_values
from evals.life.truth import Statement, current
from evals.life.values import MANY, Value

FORGOTTEN = 4
HITS = 10


async def answers(lived: Lived) -> AsyncIterator[Outcome]:
    """Whether it knows when it does not know."""
    asked = lived.phrasings.asked
    for kind in lived.life.never_told:
        for question in asked[kind]:
            answer = await lived.door.search(question, limit=HITS)
            yield Outcome("never said: says so", kind, not answer["answerable"], question, answer["confidence"])
    told = {one.kind for one in lived.life.statements}
    for kind in sorted(told & set(asked) - {"family", "favourite", "third_home", "third_job"}):
        spans = current(lived.life.slots()[kind])
        if spans:
            question = asked[kind][0]
            answer = await lived.door.search(question, limit=HITS)
            yield Outcome("said: says that it knows", kind, answer["answerable"], question, answer["confidence"])


async def search(lived: Lived) -> AsyncIterator[Outcome]:
    """The current value stands before every former one."""
    for slot, told in lived.single().items():
        kind, _, attribute = slot.partition(":")
        now, past = current(told), past_values(told)
        if not now or kind not in lived.phrasings.asked:
            continue
        words = {"relation": attribute, "topic": attribute, "who": attribute}
        question = lived.phrasings.asked[kind][0].format_map(words)
        hits = (await lived.door.search(question, limit=HITS))["hits"]
        texts = [hit["content"] for hit in hits]
        says_now = [_says(now[0].value, text) for text in texts]
        says_before = [any(_says(former.value, text) for former in past) for text in texts]
        rank = _first(says_now)
        yield Outcome("search finds the current value", kind, rank is not None, f"{question} {now[0].value.key}")
        if past:
            old = _first([before and not still for before, still in zip(says_before, says_now, strict=True)])
            right = rank is not None and (old is None or rank < old)
            yield Outcome("search: current before superseded", kind, right, f"{question} {now[0].value.key}")


def _says(value: Value, text: str) -> bool:
    """Whether a turn or memory names the value itself, in whatever words for the person."""
    return value.key.lower() in text.lower() or value.told_in(text)


def _first(fits: Sequence[bool]) -> int | None:
    return next((rank for rank, one in enumerate(fits) if one), None)


async def forgotten(lived: Lived) -> AsyncIterator[Outcome]:
    """Facts that were told once: forgotten, they are nowhere."""
    once = [
        told[0] for slot, told in lived.life.slots().items() if len(told) == 1 and slot.partition(":")[0] not in MANY
    ]
    alone = [one for one in once if sum(other.turn == one.turn for other in lived.life.statements) == 1]
    for one in alone[:FORGOTTEN]:
        assert one.value is not None
        known_as = [memory for memory in lived.everything if memory.states(one.value, (one.turn,))]
        for memory in known_as:
            await lived.door.forget_memory(memory.memory_id)
        if not known_as:
            await lived.door.forget_turn(lived.stored.conversation_ids[one.turn], lived.stored.turn_ids[one.turn])
        left = await _traces(lived, one)
        yield Outcome("forgotten: gone", one.kind, not left, f"{one.slot}={one.value.key} {left}")


async def _traces(lived: Lived, one: Statement) -> list[str]:
    """Where the value of a forgotten statement can still be read."""
    value = one.value
    assert value is not None
    text = lived.life.turns[one.turn].text
    places: Mapping[str, Iterable[str]] = {
        "memories": [memory["content"] for memory in await lived.door.memories(status="all")],
        "search": [hit["content"] for query in (text, value.words["value"])
                   for hit in (await lived.door.search(query, limit=HITS))["hits"]],
        "context": [(await lived.door.context(text))["text"]],
    }  # fmt: skip
    return [place for place, texts in places.items() if any(text in one or value.told_in(one) for one in texts)]
