"""What follows from statements: single stories, and any history against a naive log that is replayed from its start."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.memory.reconcile import Reconciliation, canonical
from toldonce.ports import MemoryCandidate, MemoryState, SlotKey, Statement

RECONCILE = Reconciliation()
START = datetime(2024, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def says(
    at: float, value: str = "", attribute: str = "home", *, subject: str = "user", seq: int = 0, **more
) -> Statement:
    evidence = {
        name: more.pop(name) for name in ("origin", "replaces", "memory_id", "toggles", "confirmed_at") if name in more
    }
    candidate = MemoryCandidate(
        type=more.pop("type", "fact"),
        subject=subject,
        attribute=attribute,
        value=value,
        value_key=value.casefold(),
        content=f"The {subject}'s {attribute} is {value}.",
        **more,
    )
    return Statement(
        statement_id=uuid4(),
        key=str(uuid4()),
        candidate=candidate,
        said_at=day(at),
        seq=seq or int(at * 10) + 1,
        extractor="test",
        turn_id=uuid4(),
        **{"origin": "user", **evidence},
    )


def states(*statements: Statement, relations=None) -> list[MemoryState]:
    return RECONCILE.states(statements, relations or {})


def by_value(*statements: Statement, relations=None) -> dict[str, MemoryState]:
    return {one.value: one for one in states(*statements, relations=relations)}


# --- single stories


def test_a_new_value_ends_the_one_before():
    rome, berlin = states(says(1, "Rome"), says(9, "Berlin"))
    assert (rome.status, rome.superseded_at, rome.valid_to, rome.superseded_by) == (
        "superseded", day(9), day(9), berlin.memory_id,
    )  # fmt: skip
    assert (berlin.status, berlin.valid_from, berlin.supersedes) == ("current", day(9), rome.memory_id)


def test_since_when_it_holds_is_what_was_said_of_it():
    rome, berlin = states(says(1, "Rome"), says(9, "Berlin", valid_from=day(5)))
    assert (rome.valid_to, rome.superseded_at, berlin.valid_from) == (day(5), day(9), day(5))


def test_the_first_thing_told_says_nothing_of_its_beginning():
    (rome,) = states(says(1, "Rome"))
    assert (rome.valid_from, rome.valid_to, rome.status) == (None, None, "current")
    (moved,) = states(says(1, "Rome", changes=True))
    assert moved.valid_from == day(1)


def test_saying_it_again_supports_it():
    (rome,) = states(says(1, "Rome", confidence=0.8), says(5, "Rome", confidence=0.8, valid_from=day(-30)))
    assert len(rome.source_turn_ids) == 2
    assert rome.confidence == pytest.approx(0.96)
    assert (rome.recorded_at, rome.valid_from) == (day(1), day(-30))


def test_a_denial_closes_without_replacing():
    (rome,) = states(says(1, "Rome"), says(4, "Rome", denies=True))
    assert (rome.status, rome.valid_to, rome.superseded_by, rome.retracted) == ("superseded", day(4), None, False)
    (still,) = states(says(1, "Rome"), says(4, "Paris", denies=True))
    assert still.status == "current"
    (gone,) = states(says(1, "Rome"), says(4, denies=True))
    assert gone.status == "superseded"


@pytest.mark.parametrize(
    ("attribute", "value", "denied", "over"),
    [
        ("car", "volkswagen polo", "polo", True),
        ("job", "maths teacher", "teacher", True),
        ("employer", "siemens energy", "siemens", True),
        ("employer", "siemens", "siemens energy", False),
        ("car", "volkswagen polo", "golf", False),
        ("home", "new york", "york", False),
    ],
)
def test_what_is_over_is_often_called_by_a_part_of_its_name(attribute, value, denied, over):
    (one,) = states(says(1, value, attribute), says(2, denied, attribute, denies=True))
    assert (one.status == "superseded") is over


def test_what_was_corrected_was_never_true():
    rome, roma = states(says(1, "Rome", valid_from=day(-9)), says(2, "Romford", corrects=True))
    assert (rome.status, rome.retracted, rome.superseded_by) == ("superseded", True, roma.memory_id)
    assert (roma.status, roma.valid_from) == ("current", day(-9))


def test_what_is_told_as_over_is_history():
    rome, berlin = states(says(1, "Berlin"), says(2, "Rome", valid_from=day(-99), valid_to=day(-50)))[::-1]
    assert (rome.value, rome.status, rome.superseded_at) == ("Rome", "superseded", None)
    assert berlin.status == "current"
    (over,) = states(says(1, "Berlin"), says(2, "Berlin", valid_to=day(1.5)))
    assert (over.status, over.valid_to) == ("superseded", day(1.5))


def test_many_values_stand_beside_each_other():
    found = by_value(
        says(1, "chess", "hobby", many=True),
        says(2, "rowing", "hobby", many=True),
        says(3, "chess", "hobby", many=True, denies=True),
    )  # fmt: skip
    assert {value: one.status for value, one in found.items()} == {"chess": "superseded", "rowing": "current"}
    none = by_value(
        says(1, "chess", "hobby", many=True),
        says(2, "rowing", "hobby", many=True),
        says(3, "", "hobby", many=True, denies=True),
    )
    assert {one.status for one in none.values()} == {"superseded"}


def test_a_value_of_many_that_was_wrong_is_replaced():
    found = by_value(
        says(1, "Maria", "daughter", many=True), says(1, "Eva", "daughter", many=True),
        says(2, "Maja", "daughter", many=True, corrects=True, instead_of="maria"),
    )  # fmt: skip
    assert found["Maria"].retracted
    assert found["Maria"].superseded_by == found["Maja"].memory_id
    assert (found["Eva"].status, found["Maja"].status) == ("current", "current")


def test_the_users_own_correction_takes_the_place_of_what_it_names():
    old = says(1, "Rome", memory_id=uuid4())
    rome, trieste = states(old, says(5, "Trieste", corrects=True, replaces=old.memory_id))
    assert (rome.memory_id, rome.retracted, rome.superseded_at) == (old.memory_id, True, day(5))
    assert (trieste.status, trieste.supersedes) == ("current", old.memory_id)


def test_history_is_corrected_in_its_place():
    old, new = says(1, "Rome", memory_id=uuid4()), says(5, "Berlin")
    found = by_value(old, new, says(8, "Trieste", corrects=True, replaces=old.memory_id))
    assert found["Berlin"].status == "current"
    assert found["Rome"].retracted
    assert (found["Trieste"].status, found["Trieste"].valid_to) == ("superseded", day(5))


def test_only_the_user_sets_facts_about_the_user():
    rome, paris = states(says(1, "Rome"), says(2, "Paris", origin="assistant"))
    assert (rome.status, paris.status, paris.origin) == ("current", "quarantined", "assistant")
    (only,) = states(says(1, "Rome"), says(2, "Rome", origin="tool"))
    assert only.origin == "user"
    assert len(only.source_turn_ids) == 1
    found = by_value(says(1, "Rome"), says(2, "Paris", origin="assistant", confirmed_at=day(3)))
    assert (found["Rome"].status, found["Rome"].valid_to) == ("superseded", day(3))
    assert (found["Paris"].status, found["Paris"].trust) == ("current", 0.9)


def test_a_less_trusted_voice_does_not_overrule_the_user_about_others():
    found = by_value(says(1, "Rome", subject="nora"), says(2, "Paris", subject="nora", origin="document"))
    assert (found["Rome"].status, found["Paris"].status) == ("current", "quarantined")


def test_a_relative_and_her_name_are_one_subject_when_exactly_one_is_known():
    home, moved = says(1, "Oslo", subject="user.sister"), says(2, "Bergen", subject="nora")
    oslo, bergen = states(home, moved, relations={"user.sister": ["nora"]})
    assert (oslo.slot, oslo.status, bergen.status) == ("nora.home", "superseded", "current")
    assert {one.slot for one in states(home, moved, relations={"user.sister": ["nora", "eva"]})} == {
        "user.sister.home", "nora.home",
    }  # fmt: skip
    assert canonical("user.brother", {"user.sister": ["nora"]}) == "user.brother"


@pytest.mark.parametrize(
    ("taste", "is_over"),
    [
        ({"value": "likes", "denies": True}, True),
        ({"value": "", "denies": True}, True),
        ({"value": "hates"}, True),
        ({"value": "likes", "valid_to": day(2)}, True),
        ({"value": "likes"}, False),
        ({"value": "dislikes", "denies": True}, False),
        ({"value": "dislikes", "valid_to": day(2)}, False),
        ({"value": "likes", "denies": True, "subject": "nora"}, False),
        ({"value": "likes", "denies": True, "toggles": [9]}, False),
        ({"value": "hates", "origin": "assistant"}, False),
    ],
)
def test_what_is_not_liked_is_no_favourite(taste: dict[str, Any], is_over: bool):
    colour, band = says(1, "Teal", "favourite.colour"), says(1, "Wilco", "favourite.band")
    heard = [colour, band, says(3, attribute="taste.teal", **taste)]
    for order in itertools.permutations(heard):
        favourites = {one.value: one for one in states(*order) if "favourite" in one.slot}
        assert favourites["Wilco"].status == "current"
        assert favourites["Teal"].status == ("superseded" if is_over else "current")
        if is_over:
            assert favourites["Teal"].valid_to == taste.get("valid_to", day(3))
        assert favourites["Teal"].statement_ids == [colour.statement_id]
    again = states(*heard, says(4, "Teal", "favourite.colour"))
    assert [one.status for one in again if one.value == "Teal"][-1] == "current"


def test_what_touches_a_slot_is_read_whole():
    relations = {"user.sister": ["nora"]}
    assert set(RECONCILE.slots([says(1, "Oslo", subject="nora")], relations)) == {
        SlotKey("nora", "home"), SlotKey("user.sister", "home"),
    }  # fmt: skip
    assert RECONCILE.slots([says(1, "Greek", "language", many=True)], {}) == [SlotKey("user", "language", "greek")]
    assert RECONCILE.slots([says(1, "Rex", "pet", many=True)], {}) == [SlotKey("user", "pet", None)]
    assert RECONCILE.slots([says(1, "chess", "hobby", many=True)], {}) == [SlotKey("user", "hobby")]
    assert SlotKey("user", "favourite.") in RECONCILE.slots([says(1, "likes", "taste.teal")], {})
    assert SlotKey("user", "taste.teal") in RECONCILE.slots([says(1, "Teal", "favourite.colour")], {})
    named = RECONCILE.slots([says(1, "Eva", "sister", many=True)], relations)
    assert {SlotKey("user.sister", None), SlotKey("eva", None), SlotKey("nora", None)} <= set(named)


def test_what_was_taken_back_does_not_count():
    (rome,) = states(says(1, "Rome"), says(5, "Berlin", toggles=[7]))
    assert rome.status == "current"
    assert {one.value: one.status for one in states(says(1, "Rome"), says(5, "Berlin", toggles=[7, 9]))}[
        "Berlin"
    ] == "current"


def test_by_which_number_it_was_said_and_by_which_it_was_over():
    rome, berlin = states(says(1, "Rome", seq=3), says(9, "Berlin", seq=5))
    assert (rome.said_seq, rome.ended_seq, berlin.said_seq, berlin.ended_seq) == (3, 5, 5, None)
    found = by_value(says(1, "Rome", seq=3), says(5, "Oslo", seq=9), says(9, "Berlin", seq=5))
    assert (found["Rome"].ended_seq, found["Oslo"].said_seq, found["Oslo"].ended_seq) == (5, 9, 5)
    again = states(says(1, "A", seq=1), says(2, "B", seq=2), says(3, "A", seq=3), says(4, "C", seq=4))
    assert [(one.value, one.ended_seq) for one in again] == [("A", 2), ("B", 3), ("A", 4), ("C", None)]


def test_a_memory_keeps_its_id_when_its_first_evidence_is_gone():
    first, second = says(1, "Rome"), says(2, "Rome")
    (state,) = states(first, second)
    (left,) = states(replace(second, memory_id=state.memory_id))
    assert left.memory_id == state.memory_id


# --- any history, against a naive log

VALUES = st.sampled_from(["a", "b", "c"])
EVENTS = st.lists(
    st.tuples(st.sampled_from(["say", "say", "say", "deny", "deny all", "correct"]), VALUES), min_size=1, max_size=9
)


def log_of(events: list[tuple[str, str]]) -> list[Statement]:
    made = []
    for number, (what, value) in enumerate(events):
        more = {"deny": {"denies": True}, "deny all": {"denies": True}, "correct": {"corrects": True}}.get(what, {})
        made.append(says(number, "" if what == "deny all" else value, seq=number + 1, **more))
    return made


def replayed(events: list[tuple[str, str]], until: float, then: float) -> str | None:
    """The value at ``then``, by what had been said up to ``until``: one interval after another, from the start."""
    spans: list[list] = []
    for at, (what, value) in enumerate(events):
        if at > until:
            break
        here = spans[-1] if spans and spans[-1][2] is None else None
        if what.startswith("deny"):
            if here and (what == "deny all" or value == here[0]):
                here[2] = at
        elif here and here[0] == value:
            continue
        elif what == "correct" and here:
            spans[-1] = [value, here[1], None]
        else:
            if here:
                here[2] = at
            spans.append([value, at if spans else None, None])
    for value, begins, ends in spans:
        if (begins is None or begins <= then) and (ends is None or ends > then):
            return value
    return None


def believed(found: list[MemoryState], known: datetime | None, then: datetime) -> set[str]:
    """The rule of every read: what is visible with ``as_of`` and ``known_at``."""
    shown = set()
    for one in found:
        closed = one.superseded_at is not None and (known is None or one.superseded_at <= known)
        ends = one.valid_to if closed or one.superseded_at is None else one.stated_to
        if known is not None and one.recorded_at > known:
            continue
        if one.retracted and closed:
            continue
        if (one.valid_from is None or one.valid_from <= then) and (ends is None or ends > then):
            shown.add(one.value)
    return shown


def in_steps(statements: list[Statement]) -> list[MemoryState]:
    """The states after every arrival, each statement keeping the memory that it was given."""
    owners: dict[UUID, UUID] = {}
    found: list[MemoryState] = []
    for number in range(1, len(statements) + 1):
        here = [replace(one, memory_id=owners.get(one.statement_id)) for one in statements[:number]]
        found = states(*here)
        for state in found:
            owners.update(dict.fromkeys(state.statement_ids, state.memory_id))
    return found


def plain(found: list[MemoryState]) -> list[tuple]:
    """States without ids, in order."""
    values = {one.memory_id: one.value for one in found}
    return sorted(
        (
            *(one.recorded_at, one.value, one.status, one.retracted, len(one.source_turn_ids)),
            *(str(one.valid_from), str(one.valid_to), str(one.superseded_at), str(values.get(one.superseded_by))),
        )
        for one in found
    )


@given(EVENTS, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_any_order_of_arrival_ends_in_the_same_state(events, random):
    statements = log_of(events)
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert plain(in_steps(shuffled)) == plain(in_steps(statements)) == plain(states(*statements))


@given(EVENTS, st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=500, deadline=None)
def test_what_is_believed_at_any_time_is_what_the_replayed_log_says(events, until, then):
    found = states(*log_of(events))
    expected = replayed(events, until, then + 0.5)
    assert believed(found, day(until), day(then + 0.5)) == ({expected} if expected else set())


@given(EVENTS)
@settings(max_examples=200, deadline=None)
def test_at_most_one_value_is_current_and_it_is_the_logs_last(events):
    current = [one.value for one in states(*log_of(events)) if one.status == "current"]
    expected = replayed(events, 99, 99)
    assert current == ([expected] if expected else [])


@given(EVENTS)
@settings(max_examples=200, deadline=None)
def test_ids_are_given_once(events):
    found = in_steps(log_of(events))
    assert len({one.memory_id for one in found}) == len(found)
