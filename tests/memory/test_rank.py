from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toldonce.memory.abstain import answer_confidence, evidence_of, hit_score
from toldonce.memory.question import Question, bm25_idf
from toldonce.memory.rank import Weights, rank
from toldonce.memory.temporal import intervals
from toldonce.ports import Candidate, Candidates

START = datetime(2024, 1, 1, tzinfo=UTC)
CONVERSATION = UUID(int=1)
STRATEGY = Weights()
ASK = Question(words=frozenset({"where", "boat"}), idf={"boat": 2.0, "blue": 1.0})


def turn(seq: int, **changes: object) -> Candidate:
    made = Candidate(
        kind="turn",
        item_id=UUID(int=seq),
        seq=seq,
        type="turn",
        role="user",
        speaker="user",
        said_at=START + timedelta(days=seq),
        conversation_id=CONVERSATION,
        turn_number=seq,
        sitting=1,
        dense=0.2,
        lexical=0.0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def candidates(*found: Candidate, neighbours: tuple[Candidate, ...] = (), standing: tuple[Candidate, ...] = ()):
    return Candidates(
        found=found,
        neighbours=neighbours,
        standing=standing,
        lexical_full=False,
        document_frequency={},
        chunk_count=10,
        up_to_seq=99,
    )


def order(given: Candidates, question: Question = ASK, weights: Weights = STRATEGY) -> list[int]:
    return [one.candidate.seq for one in rank(given, question, weights)]


def test_nothing_found_is_nothing_ranked():
    assert rank(candidates(), ASK, Weights()) == []
    assert answer_confidence(candidates(), ASK, STRATEGY) == 0.0


def test_each_arm_alone_can_bring_a_turn_to_the_top():
    assert order(candidates(turn(1), turn(20, dense=0.7), turn(40)))[0] == 20
    assert order(candidates(turn(1), turn(20, lexical=9.0, dense=None), turn(40)))[0] == 20
    assert order(candidates(turn(1), turn(20, fuzzy=0.9), turn(40)))[0] == 20


def test_a_turn_beside_a_good_one_rises_in_its_own_sitting_only():
    good, beside, far = turn(10, dense=0.9), turn(11, dense=0.2), turn(30, dense=0.2)
    assert order(candidates(good, far, beside)) == [10, 11, 30]
    elsewhere = replace(beside, sitting=2)
    assert order(candidates(good, far, elsewhere)) == [10, 30, 11]


def test_a_neighbour_that_no_arm_found_can_still_be_a_hit():
    reply = turn(11, dense=None, lexical=None)
    assert order(candidates(turn(10, dense=0.9), turn(40, dense=0.21), neighbours=(reply,)))[:2] == [10, 11]


def test_the_speaker_whom_the_question_names_is_preferred():
    ana, ben = turn(10, speaker="Ana Silva"), turn(30, speaker="Ben")
    question = replace(ASK, words=frozenset({"where", "does", "ana", "live"}))
    assert order(candidates(ana, ben), question) == [10, 30]
    assert order(candidates(ana, ben), replace(ASK, words=frozenset({"ben"}))) == [30, 10]


def test_what_a_user_said_stands_above_what_an_assistant_said_unless_the_question_asks_for_that():
    user, assistant = turn(10), turn(30, role="assistant", speaker="assistant", dense=0.25)
    assert order(candidates(user, assistant)) == [10, 30]
    assert order(candidates(user, assistant), replace(ASK, asks_assistant=True)) == [30, 10]


def test_a_person_in_the_part_of_the_assistant_is_a_person():
    user, friend = turn(10, speaker="Ana"), turn(30, role="assistant", speaker="Ben", dense=0.21)
    assert order(candidates(user, friend)) == [30, 10]


def test_a_memory_may_be_of_the_named_speaker_and_gains_half():
    ana, memory = turn(10, speaker="Ana", length=20), turn(30, kind="memory", turn_number=None, sitting=None)
    question = replace(ASK, words=frozenset({"ana"}))
    ranked = {one.candidate.seq: one.parts for one in rank(candidates(ana, memory), question, STRATEGY)}
    assert ranked[10]["speaker"] == 2 * ranked[30]["speaker"] == STRATEGY.speaker
    assert ranked[10]["telling"] == ranked[30]["telling"] == STRATEGY.telling


def test_a_text_of_a_few_words_tells_less():
    assert order(candidates(turn(10, length=20), turn(30, length=3))) == [10, 30]
    assert order(candidates(turn(10, length=200), turn(30, length=20))) == [30, 10]


def test_the_question_asked_before_is_no_answer():
    asked, told = turn(30, dense=0.95, cues=frozenset({"question"})), turn(10, dense=0.6)
    assert order(candidates(asked, told)) == [10, 30]
    about = replace(asked, dense=0.65)
    assert order(candidates(about, told)) == [30, 10]


def test_what_was_said_in_the_time_asked_for_is_preferred():
    inside, outside = turn(10), turn(30)
    question = replace(ASK, times=intervals("on 2024-01-11", START))
    assert order(candidates(outside, inside), question) == [10, 30]


def test_only_a_few_standing_turns_are_raised():
    laid_down = [turn(10 * i, cues=frozenset({"instruction"}), dense=0.1 + i / 100, sitting=i) for i in range(1, 7)]
    ranked = rank(candidates(*laid_down, turn(90, dense=0.3)), ASK, Weights())
    assert sum("standing" in one.parts for one in ranked) == Weights().standing_limit


def test_people_among_themselves_lay_nothing_down_for_an_assistant():
    rule = turn(1, speaker="Ana", dense=0.1, cues=frozenset({"instruction"}))
    reply, aloof = turn(30, speaker="Ben", role="assistant"), turn(31, speaker="assistant", role="assistant")
    assert order(candidates(rule, reply))[0] == 30
    assert order(candidates(rule, reply, aloof))[0] == 1
    assert order(candidates(rule, turn(30, speaker="Ana")))[0] == 1


def test_what_happened_over_many_conversations_is_taken_from_all_of_them():
    of_one = [turn(seq, dense=0.60 - 0.01 * seq, sitting=1, length=40) for seq in (1, 2, 3)]
    of_another = turn(9, dense=0.55, sitting=2, length=40)
    rule = turn(20, dense=0.5, sitting=3, length=40, cues=frozenset({"instruction"}))
    apart = replace(STRATEGY, beside=0.0, near=0.0, sitting=0.0)
    given = candidates(*of_one, of_another, rule)
    assert order(given, weights=apart) == [20, 1, 2, 3, 9]
    assert order(given, replace(ASK, asks_course=True), apart) == [1, 9, 2, 20, 3]


def test_what_tells_of_a_change_stands_above_what_was_said_before_about_the_same():
    old = turn(10, dense=0.7, matched=("boat", "blue"))
    new = turn(30, dense=0.6, matched=("boat",), cues=frozenset({"change"}))
    assert order(candidates(old, new)) == [30, 10]
    assert order(candidates(old, replace(new, cues=frozenset()))) == [10, 30]
    assert order(candidates(old, replace(new, said_at=START))) == [10, 30]
    assert order(candidates(old, replace(new, matched=()))) == [10, 30]
    assert order(candidates(old, replace(new, dense=0.1))) == [10, 30]
    for question in (replace(ASK, past=True), replace(ASK, asks_help=True)):
        assert order(candidates(old, new), question) == [10, 30]


def test_of_two_changes_the_later_one_comes_first():
    changed = frozenset({"change"})
    said = [turn(10 * i, dense=0.9 - i / 10, matched=("boat",), cues=changed) for i in (1, 2, 3)]
    assert order(candidates(*said)) == [30, 20, 10]


def test_a_change_brings_nothing_into_the_first_places():
    better = [turn(10 * i, dense=0.7, matched=("boat",)) for i in range(1, 11)]
    late = turn(300, dense=0.6, matched=("boat",), cues=frozenset({"change"}))
    assert order(candidates(*better, late))[-1] == 300


def test_keeping_a_few_gives_the_first_of_all():
    given = candidates(*(turn(10 * i, dense=i / 10) for i in range(1, 8)))
    few, everyone = rank(given, ASK, STRATEGY, keep=3), rank(given, ASK, STRATEGY)
    assert len(everyone) == 7
    assert [(one.key, one.relevance, one.parts) for one in few] == [
        (one.key, one.relevance, one.parts) for one in everyone[:3]
    ]


def test_a_short_turn_leans_on_its_neighbours_more_than_a_long_one():
    def gain(length: int) -> float:
        ranked = rank(candidates(turn(10, dense=0.9), turn(11, length=length), turn(40)), ASK, STRATEGY)
        return next(one.parts["neighbours"] for one in ranked if one.candidate.seq == 11)

    assert gain(200) < gain(20) == gain(5)


def test_of_equals_the_newer_one_comes_first():
    assert order(candidates(turn(10), turn(50), turn(30))) == [50, 30, 10]


def test_the_parts_add_up_to_the_relevance():
    ranked = rank(candidates(turn(10, dense=0.9, lexical=3.0), turn(11), turn(30)), ASK, Weights())
    assert len(ranked) == 3
    for one in ranked:
        assert sum(one.parts.values()) == pytest.approx(one.relevance, abs=0.001)


def test_idf_is_positive_and_falls_with_frequency():
    values = [bm25_idf(n, 100) for n in range(101)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0


def test_coverage_is_the_share_of_term_weight():
    def covered(*matched: str) -> float:
        return evidence_of(candidates(turn(1, matched=matched)), ASK, STRATEGY).coverage

    assert covered("boat") == pytest.approx(2 / 3)
    assert covered() == 0.0


def test_a_time_that_is_asked_for_must_be_shown():
    asks_time = replace(ASK, cues=frozenset({"time"}))
    silent, telling = turn(10), turn(10, cues=frozenset({"time"}))
    assert answer_confidence(candidates(silent), asks_time, STRATEGY) < answer_confidence(
        candidates(telling), asks_time, STRATEGY
    )


def test_a_request_for_help_is_served_by_what_is_near_only():
    asks_help = replace(ASK, asks_help=True)
    near, far = candidates(turn(10, dense=0.6)), candidates(turn(10, dense=0.2))
    assert answer_confidence(near, asks_help, STRATEGY) > answer_confidence(near, ASK, STRATEGY)
    assert answer_confidence(far, asks_help, STRATEGY) == answer_confidence(far, ASK, STRATEGY)


def test_a_slot_of_the_user_that_nobody_filled_lowers_the_confidence():
    asks_slot = replace(ASK, asks_own_slot=True)
    nothing, filled = candidates(turn(10)), candidates(turn(10), turn(20, kind="memory", asked=True))
    assert answer_confidence(nothing, asks_slot, STRATEGY) < answer_confidence(nothing, ASK, STRATEGY)
    assert answer_confidence(filled, asks_slot, STRATEGY) == answer_confidence(filled, ASK, STRATEGY)


def test_a_trap_about_the_other_speaker_lowers_the_confidence():
    question = replace(ASK, words=frozenset({"ana", "boat"}))
    ana, ben = turn(1, speaker="Ana"), turn(30, speaker="Ben", matched=("boat",))
    swapped = (replace(ana, speaker="Ben"), replace(ben, speaker="Ana"))
    trap = answer_confidence(candidates(ana, ben), question, STRATEGY)
    assert trap < answer_confidence(candidates(*swapped), question, STRATEGY)


def test_a_memory_speaks_for_the_person_whose_name_stands_in_it():
    question = replace(ASK, words=frozenset({"ana", "boat"}), idf={**ASK.idf, "ana": 1.0})
    said = turn(1, speaker="Ana"), turn(30, speaker="Ben", matched=("boat",))
    hers = turn(2, kind="memory", speaker=None, dense=0.2, matched=("ana", "boat"))
    his = replace(hers, matched=("boat",))
    of_her, of_him = (evidence_of(candidates(*said, one), question, STRATEGY) for one in (hers, his))
    assert (of_her.coverage_lead, of_him.coverage_lead) == (0.0, pytest.approx(-2 / 3))
    nameless = evidence_of(candidates(*said), question, STRATEGY)
    assert (of_him.coverage_lead, of_him.closeness_lead) == (nameless.coverage_lead, nameless.closeness_lead)


def test_a_long_turn_needs_to_be_better():
    assert order(candidates(turn(10, parts=1), turn(30, parts=12))) == [10, 30]


def test_confidence_grows_with_the_evidence():
    weak = turn(10, dense=0.1)
    strong = turn(10, dense=0.8, lexical=8.0, matched=("boat", "blue"))
    assert answer_confidence(candidates(weak), ASK, STRATEGY) < answer_confidence(candidates(strong), ASK, STRATEGY)


scores = st.one_of(st.none(), st.floats(min_value=-1, max_value=40, allow_nan=False))
made_candidates = st.lists(
    st.builds(
        turn,
        st.integers(1, 200),
        dense=st.one_of(st.none(), st.floats(-1, 1, allow_nan=False)),
        lexical=scores,
        sitting=st.integers(1, 3),
        role=st.sampled_from(["user", "assistant"]),
        cues=st.frozensets(st.sampled_from(["instruction", "preference", "time", "number", "question"])),
    ),
    max_size=30,
    unique_by=lambda one: one.seq,
)


@given(made_candidates)
def test_ranking_keeps_everyone_and_every_score_is_a_share(found: list[Candidate]):
    ranked = rank(candidates(*found), ASK, Weights())
    assert sorted(one.candidate.seq for one in ranked) == sorted(one.seq for one in found)
    relevances = [one.relevance for one in ranked]
    assert relevances == sorted(relevances, reverse=True)
    assert all(0 <= hit_score(one) <= 1 for one in ranked)
    assert 0 <= answer_confidence(candidates(*found), ASK, STRATEGY) <= 1


@given(made_candidates, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_arms(found: list[Candidate], random):  # type: ignore[no-untyped-def]
    shuffled = list(found)
    random.shuffle(shuffled)
    assert order(candidates(*found)) == order(candidates(*shuffled))


def test_ids_of_other_conversations_are_no_neighbours():
    stranger = replace(turn(11), conversation_id=uuid4())
    assert order(candidates(turn(10, dense=0.9), stranger, turn(40)))[0] == 10
    assert "neighbours" not in rank(candidates(turn(10, dense=0.9), stranger), ASK, Weights())[1].parts


def memory(seq: int, **changes: object) -> Candidate:
    return turn(seq, kind="memory", type="fact", role=None, speaker=None, turn_number=None, sitting=None, **changes)


def test_a_memory_of_the_slot_that_is_asked_for_comes_first():
    good, asked = turn(10, dense=0.6), memory(11, dense=None, lexical=None, asked=True)
    assert order(candidates(good, asked))[0] == 11
    (first, *_) = rank(candidates(good, asked), ASK, STRATEGY)
    assert first.parts["slot"] == STRATEGY.slot


def test_what_was_overtaken_stands_behind_unless_the_question_is_about_the_past():
    old, new = turn(30, dense=0.6, overtaken=True), turn(10, dense=0.5)
    assert order(candidates(old, new)) == [10, 30]
    assert order(candidates(old, new), replace(ASK, past=True)) == [30, 10]


def test_a_faded_memory_ranks_lower_but_is_never_dropped():
    faded, fresh = memory(20, strength=0.2), memory(10)
    assert order(candidates(faded, fresh)) == [10, 20]


def test_a_memory_of_the_asked_slot_speaks_for_an_answer():
    far = memory(1, dense=0.1, lexical=None)
    without = answer_confidence(candidates(far), ASK, STRATEGY)
    assert answer_confidence(candidates(replace(far, asked=True)), ASK, STRATEGY) > max(0.45, without)
