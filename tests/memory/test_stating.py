from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import corrected, mentions_of, opening_of, restored, statements_of, told
from toldonce.model import Memory, MemoryChange, MemoryRequest, Turn
from toldonce.ports import Extraction, MemoryCandidate, Mention, Statement

NOW = datetime(2024, 5, 1, tzinfo=UTC)
HOME = MemoryCandidate("fact", "user", "home", "Berlin", "berlin", "The user lives in Berlin.")


def memory_of(statement: Statement) -> Memory:
    (state,) = Reconciliation().states([statement], {})
    fields = {name: getattr(state, name) for name in Memory.model_fields if hasattr(state, name)}
    return Memory(**fields, last_used_turn=None, created_at=NOW, updated_at=NOW, seq=1)


def test_a_turn_read_twice_gives_the_same_keys():
    turn = Turn(
        turn_id=uuid4(),
        conversation_id=uuid4(),
        turn_number=4,
        seq=9,
        role="tool",
        speaker=None,
        content="...",
        at=NOW,
        metadata={},
        created_at=NOW,
    )
    read = Extraction(turn.turn_id, [HOME, replace(HOME, value_key="bonn")], [Mention("berlin", "Berlin", "place")])
    first, again = statements_of(turn, read, "rules-1"), statements_of(turn, read, "llm-1")
    assert [one.key for one in first] == [one.key for one in again]
    assert len({one.key for one in first}) == 2
    assert (first[0].origin, first[0].turn_number, first[0].said_at) == ("tool", 4, NOW)
    assert mentions_of(turn, read.mentions)[0].source_id == turn.turn_id


def test_what_is_told_keeps_its_words_and_takes_the_slot_that_they_name():
    request = MemoryRequest(content="I live in Berlin now", importance=0.9, valid_from=NOW, metadata={"a": 1})
    work = replace(HOME, attribute="employer", value="Acme", value_key="acme", content="The user works at Acme.")
    first, beside = told(request, [HOME, work], NOW, key="k", last_turn=3)
    assert (first.candidate.content, first.candidate.attribute, first.candidate.value) == (
        request.content,
        "home",
        "Berlin",
    )
    assert (first.candidate.importance, first.candidate.valid_from, first.metadata) == (0.9, NOW, {"a": 1})
    assert (first.key, first.turn_number) == ("k", 3)
    assert (beside.candidate, beside.key) == (work, "k:0")


def test_what_names_no_slot_stands_for_itself_and_the_same_words_are_the_same_memory():
    first, again = (
        told(MemoryRequest(content=words), [], NOW, key=None, last_turn=None)[0] for words in ("A b.", "a B")
    )
    assert first.candidate.value_key == again.candidate.value_key
    assert first.candidate.many
    assert first.key != again.key


def test_a_type_that_the_words_do_not_have_is_not_forced_on_their_slot():
    first, beside = told(MemoryRequest(content="I live in Berlin", type="event"), [HOME], NOW, key=None, last_turn=None)
    assert (first.candidate.type, first.candidate.attribute) == ("event", "event")
    assert beside.candidate == HOME


def test_a_denial_that_is_told_is_a_memory_and_closes_what_it_denies():
    denial = replace(HOME, denies=True)
    first, beside = told(MemoryRequest(content="I left Berlin"), [denial], NOW, key=None, last_turn=None)
    assert (first.candidate.attribute, beside.candidate.denies) == ("fact", True)


def test_a_correction_keeps_what_it_does_not_name():
    (opening,) = told(MemoryRequest(content="I live in Berlin", importance=0.7), [HOME], NOW, key=None, last_turn=None)
    memory = memory_of(opening)
    bonn = replace(HOME, value="Bonn", value_key="bonn")
    change = MemoryChange(content="I live in Bonn", expires_at=NOW + timedelta(days=1))
    made = corrected(memory, opening, change, [bonn], NOW - timedelta(days=3), "key")
    assert (made.candidate.value, made.candidate.attribute, made.candidate.importance) == ("Bonn", "home", 0.7)
    assert (made.replaces, made.said_at, made.expires_at) == (memory.memory_id, NOW, NOW + timedelta(days=1))
    unread = corrected(memory, opening, MemoryChange(content="Bonn!"), [], NOW, None)
    assert (unread.candidate.value, unread.candidate.value_key) == ("Bonn!", "bonn")
    weight = corrected(memory, opening, MemoryChange(importance=0.1), [], NOW, None)
    assert (weight.candidate.value, weight.candidate.content, weight.candidate.importance) == (
        "Berlin",
        memory.content,
        0.1,
    )


def test_only_new_words_and_times_are_said_anew():
    (opening,) = told(MemoryRequest(content="I live in Berlin"), [HOME], NOW, key=None, last_turn=None)
    opening = replace(opening, turn_id=uuid4())
    memory, later = memory_of(opening), NOW + timedelta(days=9)
    for change, anew in (
        (MemoryChange(importance=0.1), False),
        (MemoryChange(metadata={"a": 1}, type="event", content=memory.content), False),
        (MemoryChange(content="I live in Bonn"), True),
        (MemoryChange(valid_from=NOW), True),
        (MemoryChange(valid_to=None), True),
    ):
        statement = corrected(memory, opening, change, [], later, None)
        assert (statement.said_at.date() == later.date()) is anew, change
        assert statement.turn_id == (None if anew else opening.turn_id), change
        assert statement.said_at > memory.recorded_at


def test_a_correction_keeps_the_ends_that_it_does_not_name():
    ends = {"valid_to": NOW + timedelta(days=9), "expires_at": NOW + timedelta(days=30)}
    (opening,) = told(MemoryRequest(content="I live in Berlin", **ends), [HOME], NOW, key=None, last_turn=None)
    memory = memory_of(opening)
    kept = corrected(memory, opening, MemoryChange(importance=0.1), [], NOW, None)
    assert (kept.candidate.valid_to, kept.expires_at) == (ends["valid_to"], ends["expires_at"])
    taken = corrected(memory, opening, MemoryChange(valid_to=None, expires_at=None), [], NOW, None)
    assert (taken.candidate.valid_to, taken.expires_at) == (None, None)


def test_a_restored_memory_is_forgotten_when_it_was_to_be():
    request = MemoryRequest(content="I live in Berlin", expires_at=NOW + timedelta(days=30))
    (opening,) = told(request, [HOME], NOW, key=None, last_turn=None)
    assert restored(memory_of(opening), opening, NOW, None).expires_at == request.expires_at


def test_a_restored_memory_is_said_again():
    (opening,) = told(MemoryRequest(content="I live in Berlin"), [HOME], NOW, key=None, last_turn=None)
    again = restored(memory_of(opening), opening, NOW + timedelta(days=2), None)
    assert (again.candidate.content, again.candidate.changes, again.said_at) == (
        "I live in Berlin",
        True,
        NOW + timedelta(days=2),
    )


def test_the_words_of_a_memory_come_from_what_is_in_force():
    (first,) = told(MemoryRequest(content="I live in Berlin"), [HOME], NOW, key=None, last_turn=None)
    owner = first.statement_id
    gone = replace(first, memory_id=owner, toggles=[3])
    left = replace(first, statement_id=uuid4(), memory_id=owner)
    assert opening_of(owner, [gone, left]) is left
    assert opening_of(owner, [gone]) is gone
