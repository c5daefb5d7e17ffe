"""What was true, and what had been heard by then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import timedelta

from evals.life.held import Held, stating
from evals.life.lived import Lived, Outcome, keys
from evals.life.truth import Span, current, dates_to_ask, replay

MOMENTS = 8
"""At so many times, and half as many sequence numbers, the service is asked what it knew then."""


async def previous(lived: Lived) -> AsyncIterator[Outcome]:
    for slot, told in lived.single().items():
        spans = replay(told)
        if len(spans) < 2 or spans[-1].ends is not None:
            continue
        if any(one.act == "end" for one in told):  # what was denied in between has no successor
            continue
        now, before = spans[-1], spans[-2]
        entries = stating(now, lived.profile)
        named = any(before.value.told_in(_predecessor(one)) for one in entries)
        history = await lived.door.history(entries[0].memory_id) if entries else []
        in_history = any(before.value.told_in(version["content"]) for version in history)
        yield Outcome("previous value named", told[0].kind, named, f"{slot}: {before.value.key}")
        yield Outcome("previous value in the history", told[0].kind, in_history, f"{slot}: {before.value.key}")


def _predecessor(entry: Held) -> str:
    return str((entry.raw.get("predecessor") or {}).get("content", ""))


async def on_dates(lived: Lived) -> AsyncIterator[Outcome]:
    for slot, told in lived.single().items():
        spans = replay(told)
        extracted = all(stating(span, lived.everything) for span in spans)
        for moment, span in dates_to_ask(spans, lived.life.ends_at):
            then = await lived.profile_at(as_of=moment)
            right = _only(span, spans, then)
            note = f"{slot} on {moment:%Y-%m-%d}: {span.value.key}"
            yield Outcome("value on a date", told[0].kind, right, note)
            if extracted and len(spans) > 1:
                yield Outcome("value on a date, where the change was extracted", told[0].kind, right, note)


def _only(span: Span, spans: Sequence[Span], shown: Sequence[Held]) -> bool:
    """Whether this span is shown and no other of its slot is."""
    others = [other for other in spans if other.value.key != span.value.key]
    entries = stating(span, shown)
    return bool(entries) and not any(
        one for other in others for one in stating(other, shown) if not span.value.told_in(one.content)
    )


async def as_known(lived: Lived) -> AsyncIterator[Outcome]:
    turns = lived.life.turns
    for place in range(1, MOMENTS + 1):
        turn = turns[place * (len(turns) - 1) // (MOMENTS + 1)]
        moment = turn.at + timedelta(seconds=1)
        shown = await lived.profile_at(known_at=moment)
        heard = {one.number for one in turns if one.at <= moment}
        for outcome in _knew(lived, shown, heard, "value as known at a turn"):
            yield outcome


async def as_known_by_seq(lived: Lived) -> AsyncIterator[Outcome]:
    order, seqs = lived.life.order, lived.stored.seqs
    for place in range(1, MOMENTS // 2 + 1):
        seq = seqs[order[place * (len(order) - 1) // (MOMENTS // 2 + 1)]]
        shown = await lived.profile_at(known_at_seq=seq)
        heard = {number for number in order if seqs[number] <= seq}
        for outcome in _knew(lived, shown, heard, "value as known at a sequence"):
            yield outcome


def _knew(lived: Lived, shown: Sequence[Held], heard: Collection[int], check: str) -> Iterable[Outcome]:
    """What was believed then of every slot of which anything had been heard; ``heard`` are numbers of turns."""
    for slot, told in lived.single().items():
        if not any(one.turn in heard for one in told):
            continue
        believed = current(one for one in told if one.turn in heard)
        mentioned = {one.value.key: one.value for one in told if one.value}
        turns = frozenset(one.turn for one in told)
        if believed:
            right = bool(stating(believed[0], shown))
            mentioned.pop(believed[0].value.key, None)
        else:
            right = True
        wrong = [
            one for value in mentioned.values() for one in shown
            if one.states(value, turns) and not any(span.value.told_in(one.content) for span in believed)
        ]  # fmt: skip
        yield Outcome(check, told[0].kind, right and not wrong, f"{slot}: {keys(believed)}")
