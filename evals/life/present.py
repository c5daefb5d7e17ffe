"""What is taken for true now: does it hold what was said, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterable

from evals.life.held import Judge, stating
from evals.life.lived import Lived, Outcome, keys, past_values
from evals.life.truth import Statement, current
from evals.life.values import MANY


def values(lived: Lived) -> Iterable[Outcome]:
    for slot, told in lived.single().items():
        now = current(told)
        if now:
            yield Outcome("current value", told[0].kind, bool(stating(now[0], lived.profile)), f"{slot}={keys(now)}")
    for slot, told in lived.life.slots().items():
        now = current(told)
        for past in past_values(told):
            shown = [one for one in lived.profile if past.shown_by(one)]
            shown = [one for one in shown if not any(span.value.told_in(one.content) for span in now)]
            yield Outcome("superseded not shown as current", past.kind, not shown, f"{slot}={past.value.key}")


def several(lived: Lived) -> Iterable[Outcome]:
    kinds: dict[str, list[Statement]] = {}
    for slot, told in lived.life.slots().items():
        if told[0].kind in MANY and told[0].kind not in ("event", "commitment"):
            kinds.setdefault(slot, []).extend(told)
    for kind, told in kinds.items():
        now = current(told)
        shown = [bool(stating(span, lived.profile)) for span in now]
        gone = [one for past in past_values(told) for one in lived.profile if past.shown_by(one)]
        yield Outcome("all of several values, no other", kind, all(shown) and not gone, keys(now))
        for span, there in zip(now, shown, strict=True):
            yield Outcome("each of several values", kind, there, span.value.key)
    for span in current(lived.life.slots().get("event", [])):
        yield Outcome("events", "event", bool(stating(span, lived.memories)), span.value.key)


def precision(lived: Lived) -> Iterable[Outcome]:
    judge = Judge(lived.life, lived.everything)
    for memory in lived.memories:
        verdict = judge.verdict(memory)
        if verdict != "not judged":
            yield Outcome("current memories that were said and are true", memory.slot or memory.type,
                          verdict == "right", f"{verdict}: {memory.content} <- {sorted(memory.evidence)}")  # fmt: skip


def misread(lived: Lived) -> Iterable[Outcome]:
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
