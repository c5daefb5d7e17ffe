"""The baselines, and how rankings become answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evals.datasets import DataConversation, DataTurn, Question, drawn, groups, load
from evals.metrics import fraction_at, fraction_within
from evals.progress import Progress
from evals.run import Bench, measure
from evals.systems.corpus import CHUNK_WORDS, STOP_WORDS, best_by_turn, chunks_of
from evals.systems.dense import Dense, Fused, reciprocal_ranks
from evals.systems.lexical import Lexical, LexicalIndex
from evals.systems.mem0 import Mem0
from evals.systems.ranking import Answers, Ranking, answered, depth_for
from evals.systems.toldonce import BATCH, BATCH_CHARACTERS, batches

AT = datetime(2024, 1, 1, tzinfo=UTC)


def turn(number: int, text: str, session: str = "s1") -> DataTurn:
    return DataTurn(f"t{number}", session, "Ana", "user", text, AT)


def question(text: str = "?", **changes: object) -> Question:
    made = {
        "question_id": "q",
        "text": text,
        "kind": "single",
        "evidence": ["t1"],
        "asked_at": None,
        "answerable": True,
    }
    return Question(**{**made, **changes})  # type: ignore[arg-type]


TALK = DataConversation(
    "locomo",
    "c1",
    [
        turn(0, "I like tea."),
        turn(1, "The sailing boat is blue.", "s2"),
        turn(2, "Boats were sailing all day.", "s2"),
        turn(3, "Good night."),
    ],
    [question("What colour is the sailing boat?")],
)


class Letters:
    """An embedding of letter counts: exact and fast."""

    name = "letters"

    async def query(self, text: str) -> np.ndarray:
        return self._vector(text)

    async def passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(text) for text in texts])

    @staticmethod
    def _vector(text: str) -> np.ndarray:
        counts = np.array([text.lower().count(chr(97 + letter)) for letter in range(26)], np.float32)
        return counts / (np.linalg.norm(counts) or 1.0)


class CountedLetters(Letters):
    """The same, with the passages that were embedded, in order."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    async def passages(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        return await super().passages(texts)


def test_bm25_prefers_the_rarer_word_and_the_shorter_text() -> None:
    index = LexicalIndex(["tea and tea", "blue boat", "blue boat " + "far away " * 20, "tea"])
    scores = index.scores("the boats")
    assert scores.argmax() == 1
    assert scores[2] > scores[0] == scores[3] == 0.0
    assert index.scores("tea")[3] > 0


def test_terms_are_stems_without_stop_words() -> None:
    assert LexicalIndex(["x"]).terms("The boats weren't sailing") == ["boat", "sail"]
    assert len(STOP_WORDS) == 179


def test_long_turns_are_cut_and_found_by_their_best_part() -> None:
    long = DataConversation("locomo", "c", [turn(0, "word " * (2 * CHUNK_WORDS + 1)), turn(1, "short")], [])
    chunks = chunks_of(long)
    assert [chunk.turn for chunk in chunks] == [0, 0, 0, 1]
    assert list(best_by_turn(chunks, np.array([0.1, 0.9, 0.2, 0.5]), 2)) == [0.9, 0.5]


def test_reciprocal_ranks_leave_out_what_was_not_found() -> None:
    assert list(reciprocal_ranks(np.array([0.0, 3.0, 1.0]), least=1e-9)) == [0.0, 1 / 61, 1 / 62]


async def test_every_baseline_ranks_the_evidence_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    embedding = CountedLetters()
    for system in (Lexical(), Dense(embedding), Fused(embedding)):  # type: ignore[arg-type]
        (ranking,) = (await system.answer(TALK)).rankings
        assert list(ranking.hits[0]) == ["t1"], system.name
        assert len(ranking.hits) == len(ranking.characters)
    assert len(embedding.embedded) == len(TALK.turns)  # once for both


async def test_a_text_that_another_conversation_holds_too_is_embedded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    embedding = CountedLetters()
    dense = Dense(embedding)  # type: ignore[arg-type]
    longer = replace(TALK, name="c2", turns=[turn(9, "A word before."), *TALK.turns, TALK.turns[0]])
    first = (await dense.answer(TALK)).rankings
    second = (await dense.answer(longer)).rankings
    assert embedding.embedded == [*(f"Ana: {one.text}" for one in TALK.turns), "Ana: A word before."]
    assert list(second[0].hits[0]) == list(first[0].hits[0]) == ["t1"]
    assert second[0].confidence == first[0].confidence


def test_a_context_holds_the_first_hits_that_fit() -> None:
    ranking = Ranking([{"t1"}, {"t2"}, {"t3"}], [3_000, 2_000, 4_000], 0.5, 1.0)
    one = answered(TALK, question(evidence=["t1", "t2", "t3"]), ranking)
    assert fraction_within(one, 1_000) == pytest.approx(1 / 3)
    assert fraction_within(one, 2_000) == pytest.approx(2 / 3)


def test_a_question_about_sessions_counts_each_session_once() -> None:
    asked = question(evidence=[], evidence_sessions=["s1", "s2"])
    one = answered(TALK, asked, Ranking([{"t1"}, {"t2"}, {"t0"}], [1, 1, 1], 0.5, 1.0), by_session=True)
    assert [sorted(hit) for hit in one.hits] == [["s2"], ["s1"]]
    assert fraction_at(one, 5) == 1.0
    assert depth_for(asked) > depth_for(question())


def test_a_trap_counts_for_abstention_only() -> None:
    one = answered(TALK, question(kind="adversarial", answerable=True), Ranking([{"t1"}], [1], 0.9, 1.0))
    assert (one.evidence, one.answerable) == ((), False)


async def test_measuring_keeps_every_question(tmp_path: Path) -> None:
    both = [question("the boat"), question("the boat", evidence_sessions=["s2"])]
    bench = Bench(None, Letters(), Progress(tmp_path / "progress.jsonl", resume=False), "abc", Console(quiet=True))  # type: ignore[arg-type]
    measured = await measure(bench, Lexical(), [replace(TALK, questions=both)])
    assert (measured.system, len(measured.answers), len(measured.milliseconds)) == ("BM25", 2, 2)
    assert [one.evidence for one in measured.in_sessions().answers] == [["s2"]]

    class Broken(Lexical):
        async def answer(self, conversation: DataConversation) -> Answers:
            raise AssertionError("what was measured before is not measured again")

    assert await measure(bench, Broken(), [replace(TALK, questions=both)]) == measured


def test_a_write_holds_many_short_turns_or_a_few_long_ones() -> None:
    short = [turn(number, "tea") for number in range(BATCH + 1)]
    long = [turn(number, "x" * BATCH_CHARACTERS) for number in range(3)]

    assert [len(batch) for batch in batches(short)] == [BATCH, 1]
    assert [one for batch in batches(long) for one in batch] == long
    assert len(list(batches(long))) == 3
    assert list(batches([])) == []


def test_conversations_of_different_length_are_reported_apart() -> None:
    named = [DataConversation("beam", name, [], []) for name in ("100K-1", "500K-1", "100K-3")]
    assert {group: len(members) for group, members in groups([*named, TALK]).items()} == {
        "beam 100K": 2, "beam 500K": 1, "locomo": 1
    }  # fmt: skip


def test_the_same_conversations_are_drawn_every_time() -> None:
    named = [DataConversation("beam", f"100K-{number}", [], []) for number in range(10)]
    some = drawn(named, 3)

    assert some == drawn(named, 3)
    assert len({one.name for one in some}) == 3
    assert some != named[:3]
    assert drawn(named, 20) == named


async def test_mem0_is_spoken_to_line_by_line(tmp_path: Path) -> None:
    import asyncio
    import subprocess

    echo = (
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    r = json.loads(line)\n"
        "    hits = [{'turn': 1, 'score': 0.7}]\n"
        "    print(json.dumps({} if 'add' in r else {'hits': hits, 'milliseconds': 2.0}), flush=True)\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", echo, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    (ranking,) = (await Mem0(process, tmp_path).answer(TALK)).rankings
    assert (list(ranking.hits), ranking.confidence, ranking.milliseconds) == ([{"t1"}], 0.7, 2.0)
    process.terminate()
    await process.wait()
    with pytest.raises((SystemExit, ConnectionError)):
        await Mem0(process, tmp_path).answer(TALK)


def test_a_missing_data_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"beam\.jsonl\.gz is missing"):
        load(tmp_path, "beam")


def test_a_data_set_is_read_with_its_updates_and_sessions(tmp_path: Path) -> None:
    import gzip

    row = {"dataset": "beam", "conversation": "100K-1",
           "turns": [{"id": 0, "session": 1, "speaker": "user", "role": "user", "text": "hi", "at": "2024-01-10"},
                     {"id": 1, "session": 1, "speaker": "user", "role": "user", "text": " ", "at": "2024-01-10"}],
           "questions": [{"id": "q", "text": "?", "kind": "knowledge_update", "evidence": [0], "asked_at": None,
                          "answerable": True, "current": [0], "superseded": [1], "evidence_sessions": ["1"],
                          "label_ok": False}]}  # fmt: skip
    with gzip.open(tmp_path / "beam.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    (read,) = load(tmp_path, "beam")
    assert [one.turn_id for one in read.turns] == ["0"]
    (asked,) = read.questions
    assert (asked.current, asked.superseded, asked.evidence_sessions, asked.label_ok) == (["0"], ["1"], ["1"], False)
