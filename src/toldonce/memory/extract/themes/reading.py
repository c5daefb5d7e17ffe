"""Which theme reads which clause: by its verb, and by what of somebody's it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.themes import (
    belongings,
    eating,
    ended,
    everyday,
    family,
    goals,
    health,
    home,
    identity,
    leaving,
    lost_pets,
    measures,
    medication,
    particulars,
    partners,
    posts,
    preferences,
    selves,
    study,
    work,
)

_ByVerb = Mapping[str, Rule | tuple[Rule, ...]]
_ALWAYS: tuple[Rule, ...] = (preferences.have_habit, posts.as_what, goals.wish)


def _by_verb() -> dict[str, tuple[Rule, ...]]:
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    tables: tuple[_ByVerb, ...] = (
        identity.VERBS, home.VERBS, work.VERBS, posts.VERBS, leaving.VERBS, study.VERBS, family.VERBS, partners.VERBS,
        lost_pets.VERBS, health.VERBS, eating.VERBS, medication.VERBS, belongings.VERBS, measures.VERBS,
        preferences.VERBS, goals.VERBS, particulars.VERBS, everyday.VERBS, selves.VERBS, ended.VERBS,
    )  # fmt: skip
    for table in tables:
        for verb, own in table.items():
            rules[verb] += own if isinstance(own, tuple) else (own,)
    return {verb: tuple(dict.fromkeys(own)) for verb, own in rules.items()}


_BY_VERB = _by_verb()
_BY_NOUN: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rule)
    for pattern, rule in (*identity.NOUNS, *home.NOUNS, *work.NOUNS, *study.NOUNS, *preferences.NOUNS, *goals.NOUNS)
)
_ANY_NOUN: tuple[Callable[[Clause], Iterator[Claim]], ...] = (
    health.own_health,
    belongings.own_thing,
    measures.own_measure,
    particulars.own_particular,
    particulars.own_leave,
    particulars.own_sum,
)


def claims(clause: Clause) -> Iterator[Claim]:
    """Everything that the themes read in a clause."""
    if clause.what and clause.who is not None:
        for pattern, rule in _BY_NOUN:
            if pattern.fullmatch(clause.what):
                yield from rule(clause)
                break
        else:
            for rule in _ANY_NOUN:
                yield from rule(clause)
    for rule in _BY_VERB.get(clause.verb.lemma, ()):
        yield from rule(clause)
    for rule in _ALWAYS:
        yield from rule(clause)
