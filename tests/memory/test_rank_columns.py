"""Ranking works on columns; a plain reading, one candidate at a time, gives the same scores."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

import plain_rank
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toldonce.memory.abstain import evidence_of
from toldonce.memory.question import Question
from toldonce.memory.rank import Weights, rank
from toldonce.memory.temporal import intervals
from toldonce.ports import CUE_BITS, Candidate, Candidates

START = datetime(2024, 1, 1, tzinfo=UTC)
TERMS = ("boat", "blue", "harbour", "ana")
SPEAKERS = (None, "", "user", "Assistant", "Ana Silva", "Ben", " me ")
PHRASES = ("", "last week", "in July", "in 2023", "yesterday", "in March 2024", "in winter")
shares = st.floats(-1, 1, allow_nan=False)


@st.composite
def candidates_of(draw: st.DrawFn, first: int, *, found: bool) -> list[Candidate]:
    made = []
    for number in range(draw(st.integers(0, 14 if found else 5))):
        is_memory = found and draw(st.booleans())
        made.append(
            Candidate(
                kind="memory" if is_memory else "turn",
                item_id=UUID(int=first + number),
                seq=first + number,
                type="fact" if is_memory else "turn",
                role=None if is_memory else draw(st.sampled_from(["user", "assistant", "tool"])),
                speaker=None if is_memory else draw(st.sampled_from(SPEAKERS)),
                said_at=START + timedelta(hours=draw(st.integers(-20_000, 20_000))),
                conversation_id=UUID(int=draw(st.integers(1, 2))),
                turn_number=None if is_memory else first + number,
                sitting=None if is_memory else draw(st.integers(1, 2)),
                lexical=draw(st.none() | st.floats(0, 20)) if found else None,
                dense=draw(st.none() | shares) if found else None,
                fuzzy=draw(st.none() | st.floats(0.4, 1)) if found else None,
                matched=draw(st.lists(st.sampled_from(TERMS), unique=True)) if found else (),
                cues=frozenset(draw(st.sets(st.sampled_from(sorted(CUE_BITS))))),  # type: ignore[arg-type]
                parts=draw(st.integers(0, 3)),
                length=draw(st.integers(0, 60)),
                strength=draw(st.floats(0, 1)),
                asked=is_memory and draw(st.booleans()),
                overtaken=not is_memory and draw(st.booleans()),
            )
        )
    return made


@st.composite
def searches(draw: st.DrawFn) -> tuple[Candidates, Question]:
    given_ = Candidates(
        found=draw(st.permutations(draw(candidates_of(1, found=True)))),
        neighbours=draw(candidates_of(40, found=False)),
        standing=draw(candidates_of(60, found=False)),
        lexical_full=draw(st.booleans()),
        document_frequency={},
        chunk_count=draw(st.integers(0, 5_000)),
        up_to_seq=99,
    )
    question = Question(
        words=frozenset(draw(st.sets(st.sampled_from(["ana", "ben", "silva", "boat"])))),
        idf=draw(st.dictionaries(st.sampled_from([*TERMS, "unseen"]), st.floats(0.01, 9))),
        times=intervals(draw(st.sampled_from(PHRASES)), START + timedelta(days=draw(st.integers(-800, 800)))),
        cues=frozenset(draw(st.sets(st.sampled_from(["time", "number"])))),  # type: ignore[arg-type]
        asks_assistant=draw(st.booleans()),
        past=draw(st.booleans()),
        asks_help=draw(st.booleans()),
        asks_own_slot=draw(st.booleans()),
        asks_course=draw(st.booleans()),
    )
    return given_, question


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(searches())
def test_every_step_gives_each_candidate_what_a_plain_reading_gives(search: tuple[Candidates, Question]) -> None:
    candidates, question = search
    ranked = {one.candidate.seq: one for one in rank(candidates, question, Weights())}
    plain = {one.candidate.seq: one for one in plain_rank.rank(candidates, question, Weights())}
    assert ranked.keys() == plain.keys()
    for seq, expected in plain.items():
        assert ranked[seq].candidate == expected.candidate
        assert ranked[seq].relevance == pytest.approx(expected.relevance, abs=1e-9)
        assert dict(ranked[seq].parts) == pytest.approx(dict(expected.parts), abs=1.01e-4)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(searches())
def test_the_evidence_is_that_of_a_plain_reading(search: tuple[Candidates, Question]) -> None:
    candidates, question = search
    expected = plain_rank.evidence_of(candidates, question, Weights())
    assert asdict(evidence_of(candidates, question, Weights())) == pytest.approx(asdict(expected), abs=1e-9)
