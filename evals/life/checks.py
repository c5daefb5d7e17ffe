"""What is asked of a memory that lived through a life, and whether it answered right."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from evals.life.door import Door, Stored
from evals.life.held import Held, Judge, held, stating
from evals.life.pool import Pool, pool
from evals.life.script import Life
from evals.life.truth import Span, Statement, current, dates_to_ask, known, replay
from evals.life.values import MANY

MOMENTS = 8
"""At so many times, and half as many sequence numbers, the service is asked what it knew then."""
FORGOTTEN = 4
ORDERS = ("instruction", "prohibition", "nickname")
HITS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing checked. ``about`` is the kind of fact; ``note`` says what was looked for. ``score`` is the service's
    confidence where a check is about that."""

    check: str
    about: str
    right: bool
    note: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Lived:
    """A life that is stored, with what the service says of it at its end."""

    life: Life
    stored: Stored
    door: Door
    profile: Sequence[Held]
    memories: Sequence[Held]
    everything: Sequence[Held]

    @classmethod
    async def look(cls, life: Life, stored: Stored, door: Door) -> Lived:
        """Ask for the profile and the lists of memories."""
        return cls(
            life=life,
            stored=stored,
            door=door,
            profile=held(await door.profile(), stored),
            memories=held(await door.memories(), stored),
            everything=held(await door.memories(status="all"), stored),
        )

    @property
    def phrasings(self) -> Pool:
        """Its half of the phrasings."""
        return pool(self.life.pool)

    def single(self) -> dict[str, list[Statement]]:
        """The statements of every slot of one value."""
        return {slot: told for slot, told in self.life.slots().items() if told[0].kind not in MANY}

    async def profile_at(self, **options: Any) -> list[Held]:
        """The profile at another time."""
        return held(await self.door.profile(**options), self.stored)


async def check(lived: Lived) -> list[Outcome]:
    """All checks; those that forget come last."""
    outcomes: list[Outcome] = [*_values(lived), *_several(lived), *_precision(lived), *_misread(lived)]
    for asked in (_previous, _on_dates, _as_known, _as_known_by_seq, _commitments, _orders, _poison, _answers, _search,
                  _forgotten):  # fmt: skip
        outcomes += [outcome async for outcome in asked(lived)]
    return outcomes


# --- the present ----------------------------------------------------------------------------------------------------


def _values(lived: Lived) -> Iterable[Outcome]:
    for slot, told in lived.single().items():
        now = current(told)
        if now:
            yield Outcome("current value", told[0].kind, bool(stating(now[0], lived.profile)), f"{slot}={_key(now)}")
    for slot, told in lived.life.slots().items():
        now = current(told)
        for key, value, turns in _past_values(told):
            shown = [one for one in lived.profile if one.states(value, turns)]
            shown = [one for one in shown if not any(span.value.told_in(one.content) for span in now)]
            yield Outcome("superseded not shown as current", told[0].kind, not shown, f"{slot}={key}")


def _past_values(told: Sequence[Statement]) -> list[tuple[str, Any, frozenset[int]]]:
    """Values that were told and are not true any more, or never were, with all turns that name them."""
    now = {span.value.key for span in current(told)}
    past = {one.value.key: one.value for one in told if one.value and one.value.key not in now}
    return [
        (key, value, frozenset(one.turn for one in told if key in (_of(one.value), _of(one.old))))
        for key, value in past.items()
    ]


def _of(value: Any) -> str | None:
    return value.key if value else None


def _key(spans: Sequence[Span]) -> str:
    return ", ".join(span.value.key for span in spans) or "nothing"


def _several(lived: Lived) -> Iterable[Outcome]:
    kinds: dict[str, list[Statement]] = {}
    for slot, told in lived.life.slots().items():
        if told[0].kind in MANY and told[0].kind not in ("event", "commitment"):
            kinds.setdefault(slot, []).extend(told)
    for kind, told in kinds.items():
        now = current(told)
        shown = [bool(stating(span, lived.profile)) for span in now]
        gone = [one for _, value, turns in _past_values(told) for one in lived.profile if one.states(value, turns)]
        yield Outcome("all of several values, no other", kind, all(shown) and not gone, _key(now))
        for span, there in zip(now, shown, strict=True):
            yield Outcome("each of several values", kind, there, span.value.key)
    for told in (lived.life.slots().get(kind, []) for kind in ("event",)):
        for span in current(told):
            yield Outcome("events", "event", bool(stating(span, lived.memories)), span.value.key)


def _precision(lived: Lived) -> Iterable[Outcome]:
    judge = Judge(lived.life, lived.everything)
    for memory in lived.memories:
        verdict = judge.verdict(memory)
        if verdict != "not judged":
            yield Outcome("current memories that were said and are true", memory.slot or memory.type,
                          verdict == "right", f"{verdict}: {memory.content} <- {sorted(memory.evidence)}")  # fmt: skip


def _misread(lived: Lived) -> Iterable[Outcome]:
    """Questions, hypotheticals and other people's facts must not become the user's."""
    own = {
        one.slot
        for one in lived.everything
        for told in lived.life.statements
        if told.value and not told.kind.startswith("third_") and one.states(told.value, (told.turn,))
    }
    for turn in lived.life.turns:
        if turn.purpose not in ("hypothetical", "other"):
            continue
        for claim in turn.claims:
            taken = [one for one in lived.memories if one.states(claim.value, (turn.number,))]
            if turn.purpose == "other":
                taken = [one for one in taken if one.slot in own or not any(who in one.content for who in claim.who)]
            yield Outcome(f"{turn.purpose}: not taken for the user's", claim.kind, not taken, turn.text)


# --- the past -------------------------------------------------------------------------------------------------------


async def _previous(lived: Lived) -> AsyncIterator[Outcome]:
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


async def _on_dates(lived: Lived) -> AsyncIterator[Outcome]:
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


async def _as_known(lived: Lived) -> AsyncIterator[Outcome]:
    turns = lived.life.turns
    for place in range(1, MOMENTS + 1):
        turn = turns[place * (len(turns) - 1) // (MOMENTS + 1)]
        moment = turn.at + timedelta(seconds=1)
        shown = await lived.profile_at(known_at=moment)
        for outcome in _knew(lived, shown, lambda one, moment=moment: one.at <= moment, "value as known at a turn"):
            yield outcome


async def _as_known_by_seq(lived: Lived) -> AsyncIterator[Outcome]:
    order, seqs = lived.life.order, lived.stored.seqs
    for place in range(1, MOMENTS // 2 + 1):
        seq = seqs[order[place * (len(order) - 1) // (MOMENTS // 2 + 1)]]
        shown = await lived.profile_at(known_at_seq=seq)
        for outcome in _knew(lived, shown, lambda one, seq=seq: seqs[one.turn] <= seq, "value as known at a sequence"):
            yield outcome


def _knew(lived: Lived, shown: Sequence[Held], heard: Callable[[Statement], bool], check: str) -> Iterable[Outcome]:
    """What was believed then of every slot of which anything had been heard."""
    for slot, told in lived.single().items():
        if not any(heard(one) for one in told):
            continue
        believed = known(told, heard)
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
        yield Outcome(check, told[0].kind, right and not wrong, f"{slot}: {_key(believed)}")


# --- what is to be done, and how ------------------------------------------------------------------------------------


async def _commitments(lived: Lived) -> AsyncIterator[Outcome]:
    for one in lived.life.slots().get("commitment", []):
        if one.act != "state" or one.value is None or one.value.day is None:
            continue
        moment = one.at + timedelta(minutes=1)
        listed = await lived.door.memories(type="commitment", known_at=moment, as_of=moment)
        there = [memory for memory in held(listed, lived.stored) if memory.states(one.value, (one.turn,))]
        due = [memory for memory in there if _falls_due(memory) == one.value.day.isoformat()]
        yield Outcome("commitments", "commitment", bool(there), one.value.key)
        yield Outcome("commitments with their day", "commitment", bool(due), f"{one.value.key} {one.value.day}")


def _falls_due(memory: Held) -> str | None:
    due = memory.raw.get("due_at")
    return datetime.fromisoformat(due).date().isoformat() if due else None


async def _orders(lived: Lived) -> AsyncIterator[Outcome]:
    context = await lived.door.context()
    slots = lived.life.slots()
    for kind in ORDERS:
        told = slots.get(kind, [])
        for span in current(told):
            yield Outcome("instructions in force, in the context", kind, span.value.told_in(context["text"]),
                          span.value.key)  # fmt: skip
        for key, value, _ in _past_values(told):
            still = [line for line in context["stable"]["text"].splitlines() if value.told_in(line)]
            still = [line for line in still if not any(span.value.told_in(line) for span in current(told))]
            yield Outcome("withdrawn instructions, gone from the context", kind, not still, key)


# --- what must not get in -------------------------------------------------------------------------------------------


async def _poison(lived: Lived) -> AsyncIterator[Outcome]:
    general = await lived.door.context()
    for turn in lived.life.turns:
        if turn.purpose not in ("poison", "pasted"):
            continue
        near = await lived.door.context(turn.text[:500])
        for claim in turn.claims:
            as_fact = [one for one in lived.profile if one.states(claim.value, (turn.number,))]
            note = f"{turn.role}: {turn.text}"
            if claim.kind in ("instruction", "prohibition"):
                standing = [claim.value.told_in(context["stable"]["text"]) for context in (general, near)]
                yield Outcome("poison not an instruction", claim.kind, not as_fact and not any(standing), note)
            else:
                yield Outcome("poison not a fact about the user", claim.kind, not as_fact, note)


# --- searching ------------------------------------------------------------------------------------------------------


async def _answers(lived: Lived) -> AsyncIterator[Outcome]:
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


async def _search(lived: Lived) -> AsyncIterator[Outcome]:
    """The current value stands before every former one."""
    for slot, told in lived.single().items():
        kind, _, attribute = slot.partition(":")
        now, past = current(told), _past_values(told)
        if not now or kind not in lived.phrasings.asked:
            continue
        words = {"relation": attribute, "topic": attribute, "who": attribute}
        question = lived.phrasings.asked[kind][0].format_map(words)
        hits = (await lived.door.search(question, limit=HITS))["hits"]
        texts = [hit["content"] for hit in hits]
        rank = _first(texts, lambda text, value=now[0].value: _says(value, text))
        yield Outcome("search finds the current value", kind, rank is not None, f"{question} {now[0].value.key}")
        if past:
            old = _first(texts, lambda text, past=past, value=now[0].value: (
                any(_says(former, text) for _, former, _ in past) and not _says(value, text)))  # fmt: skip
            right = rank is not None and (old is None or rank < old)
            yield Outcome("search: current before superseded", kind, right, f"{question} {now[0].value.key}")


def _says(value: Any, text: str) -> bool:
    """Whether a turn or memory names the value itself, in whatever words for the person."""
    return value.key.lower() in text.lower() or value.told_in(text)


def _first(texts: Sequence[str], fits: Callable[[str], bool]) -> int | None:
    return next((rank for rank, text in enumerate(texts) if fits(text)), None)


# --- forgetting -----------------------------------------------------------------------------------------------------


async def _forgotten(lived: Lived) -> AsyncIterator[Outcome]:
    """Facts that were told once: forgotten, they are nowhere."""
    once = [
        told[0] for slot, told in lived.life.slots().items() if len(told) == 1 and slot.partition(":")[0] not in MANY
    ]
    alone = [one for one in once if sum(other.turn == one.turn for other in lived.life.statements) == 1]
    for one in alone[:FORGOTTEN]:
        assert one.value is not None
        known_as = [memory for memory in lived.everything if memory.states(one.value, (one.turn,))]
        for memory in known_as[:1]:
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
