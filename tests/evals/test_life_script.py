"""Generated lives: the same for the same seed, long enough, and true to what they tell."""

from __future__ import annotations

from itertools import pairwise

import pytest

from evals.life.script import Life, begun, write_life
from evals.life.truth import Statement, current, replay
from evals.life.values import MANY
from evals.life.vocabulary import POOL_NAMES, PoolName


@pytest.fixture(scope="module", params=POOL_NAMES)
def life(request: pytest.FixtureRequest) -> Life:
    return write_life(request.param, 7)


def naive(statements: list[Statement]) -> dict[str, set[str]]:
    """What is true at the end, kept in plain sets while reading on."""
    held: dict[str, set[str]] = {}
    for one in statements:
        values = held.setdefault(one.slot, set())
        if one.old and one.act in ("end", "correct"):
            values.discard(one.old.key)
        if one.value:
            if one.kind not in MANY:
                values.clear()
            values.add(one.value.key)
    return held


def test_the_same_seed_writes_the_same_life() -> None:
    assert write_life("development", 3, turns=200) == write_life("development", 3, turns=200)
    assert write_life("development", 3, turns=200) != write_life("development", 4, turns=200)


@pytest.mark.parametrize("pool", POOL_NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_a_life_has_a_thousand_turns_in_the_order_of_time(pool: PoolName, seed: int) -> None:
    life = write_life(pool, seed)
    assert len(life.turns) >= 1_000
    assert [turn.number for turn in life.turns] == list(range(len(life.turns)))
    assert all(one.at < other.at for one, other in pairwise(life.turns))


def test_the_truth_at_every_point_is_that_of_a_naive_replay(life: Life) -> None:
    told = sorted(life.statements, key=lambda one: one.at)
    for count in range(1, len(told) + 1):
        heard = told[:count]
        expected = naive(heard)
        for slot in {one.slot for one in heard}:
            spans = current(one for one in heard if one.slot == slot)
            assert {span.value.key for span in spans} == expected[slot], slot


def test_what_was_heard_out_of_order_ends_in_the_same_state(life: Life) -> None:
    for statements in life.slots().values():
        assert replay(reversed(statements)) == replay(statements)


def test_every_statement_stands_in_its_turn(life: Life) -> None:
    for one in life.statements:
        turn = life.turns[one.turn]
        assert (turn.role, turn.purpose, turn.at) == ("user", "statement", one.at)
        if one.value and one.kind not in ("third_home", "third_job", "family"):
            assert one.value.told_in(turn.text), turn.text
        elif one.value:
            assert one.value.key in turn.text


def test_a_life_out_of_order_keeps_its_sessions_whole() -> None:
    life = write_life("held_out", 2, turns=300, in_order=False)
    assert sorted(life.order) == list(range(len(life.turns)))
    assert list(life.order) != sorted(life.order)
    sessions = [life.turns[number].session for number in life.order]
    changes = sum(one != other for one, other in pairwise(sessions))
    assert changes == len(set(sessions)) - 1


def test_distractions_never_name_what_is_true_of_the_user(life: Life) -> None:
    true = {(one.kind, one.value.key) for one in life.statements if one.value}
    traps = [turn for turn in life.turns if turn.claims]
    assert {turn.purpose for turn in traps} == {"hypothetical", "other", "pasted", "poison"}
    assert not true & {(claim.kind, claim.value.key) for turn in traps for claim in turn.claims}


def test_what_is_never_told_is_not_told(life: Life) -> None:
    assert not set(life.never_told) & {one.kind for one in life.statements}


def test_changes_are_told_after_the_time_that_they_name(life: Life) -> None:
    for statements in life.slots().values():
        spans = replay(statements)
        for span in spans:
            assert span.begins.first <= span.first_heard.date()
            if span.ends and span.begins.first == span.begins.last:
                assert span.begins.first <= span.ends.last


def test_a_life_that_has_begun_holds_whole_sessions_and_what_they_tell(life: Life) -> None:
    first = begun(life, 40)
    assert 40 <= len(first.turns) < len(life.turns)
    assert first.turns == life.turns[: len(first.turns)]
    assert life.turns[len(first.turns)].session != first.turns[-1].session
    assert first.statements == tuple(one for one in life.statements if one.turn < len(first.turns))
    assert sorted(first.order) == list(range(len(first.turns)))
    assert begun(life, len(life.turns) + 1) == life
