"""What somebody wants to reach: "my goal is to finish under four hours", "I'm saving up for a camera", and its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause

_GOAL = r"(?:goals?|aims?|dreams?|ambitions?|targets?|resolutions?|life goals?|bucket list)"
_OWN_GOAL = rf"(?:(?:[\w'-]+ ){{0,3}}){_GOAL}(?: (?:this year|for (?:this|next) \w+|in life|right now))?"
_THIS = re.compile(
    r"\b(?:this|that|it|these|those|here|code|bug|error|script|function|file|essay|slides?"
    r"|app|apps|application|schema|quer(?:y|ies)|users?|RAM|latency|coverage|frontend|backend|API|database)\b",
    re.IGNORECASE,
)
"""Words of the task at hand, which is no goal in life."""
_NO_GOAL = re.compile(r"^(?:not|what|how|still|the same|clear|simple|over|done|unclear|unknown|dead)\b", re.IGNORECASE)
_WANT = re.compile(r"\bwant to\b", re.IGNORECASE)
_HORIZON = re.compile(
    r"\b(?:this year|(?:one|some) ?day|by (?:the end of|next|christmas|summer|spring|autumn|winter|the time)\b"
    r"|before i (?:turn|am|die)|in my life(?:time)?|eventually)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^(?:up )?(?:(?:some |our |my |all (?:my|our) )?money )?(?:for|to (?:buy|afford|get)) (?P<thing>.+)", re.IGNORECASE
)
_REACHED = re.compile(
    rf"^(?:on )?(?:my|our) (?P<goal>(?:[\w'-]+ ){{0,3}}?{_GOAL} (?:of|to|for) (?P<what>.+))", re.IGNORECASE
)
_HANGING = re.compile(r"(?:[ ,]+(?:due|by|on|in|of|at|for|before|after|over|within|from|until|and))+$", re.IGNORECASE)
"""What stood before a time that is no part of the value."""
_LONGEST = 120


def _goal(
    value: str, verb: str, words: str, *, topic: str = "", planned: str = "", ends: bool = False
) -> Iterator[Claim]:
    value = _HANGING.sub("", value.strip(" ,.!"))
    if 2 < len(value) <= _LONGEST and not _THIS.search(value) and not _NO_GOAL.match(value):
        yield Claim("goal", value, verb, words, topic=topic, planned=planned, ends=ends)


def own_goal(clause: Clause) -> Iterator[Claim]:
    """ "My goal is to finish under four hours", "my savings goal is 10,000 euros"."""
    if clause.verb.lemma == "be" and not clause.verb.past and not _THIS.search(clause.what):
        yield from _goal(clause.object.removeprefix("to "), "be", clause.object, topic=clause.what.removesuffix("s"))


def aim(clause: Clause) -> Iterator[Claim]:
    """ "I'm aiming to run a marathon", "I'm dreaming of a bakery", "I'm working towards a diploma"."""
    lead, _, what = clause.object.partition(" ")
    if clause.verb.progressive and not clause.verb.past and lead in ("to", "for", "at", "of", "towards", "toward"):
        yield from _goal(what, clause.verb.lemma, clause.object)


def work_towards(clause: Clause) -> Iterator[Claim]:
    """ "I'm working towards a diploma in nursing"."""
    if clause.object.startswith(("towards ", "toward ")):
        yield from aim(clause)


def save_for(clause: Clause) -> Iterator[Claim]:
    """ "We're saving up for a house"."""
    found = _FOR.match(clause.object)
    if found is not None and clause.verb.progressive and not clause.verb.past:
        yield from _goal(f"save up for {found['thing']}", "save", clause.object)


def train_for(clause: Clause) -> Iterator[Claim]:
    """ "I'm training for the Berlin marathon"."""
    if clause.object.startswith("for ") and clause.verb.progressive and not clause.verb.past:
        yield from _goal(f"train {clause.object}", "train", clause.object)


def wish(clause: Clause) -> Iterator[Claim]:
    """ "I want to learn Italian this year": only with a horizon, as what is wanted at once is a request."""
    said = " ".join((clause.text, *(phrase.text for phrase in clause.phrases)))
    if clause.verb.negated or clause.what or not _WANT.search(said) or not _HORIZON.search(said):
        return
    if clause.verb.modal == "want":
        value = f"{clause.verb.lemma} {clause.object}".strip()
        yield from _goal(value, "want", f"to {value}", planned="want")


def reach(clause: Clause) -> Iterator[Claim]:
    """ "I reached my goal of running a marathon", "I've given up on my dream to open a bakery"."""
    found = _REACHED.match(clause.object)
    if found is not None and not clause.verb.hypothetical:
        yield from _goal(found["what"], "have", f"the {found['goal']}", ends=True)


VERBS: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("aim", "dream", "hope", "strive"), (aim,)), "work": (work_towards,), "save": (save_for,),
    "train": (train_for,),
    **dict.fromkeys(("reach", "achieve", "meet", "hit", "quit", "abandon", "drop", "fulfil", "fulfill"), (reach,)),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = ((_OWN_GOAL, own_goal),)
