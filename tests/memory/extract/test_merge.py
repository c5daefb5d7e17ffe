"""The findings of rules and of a language model in one turn, as one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from tests.support.llm_answers import turn
from toldonce.memory.extract.merge import MergedExtractor, merge
from toldonce.model import Turn
from toldonce.ports import Extraction, MemoryCandidate, Mention

TURN = UUID(int=1)
MAY = datetime(2024, 5, 1, tzinfo=UTC)


def found(value: str = "Berlin", attribute: str = "home", **fields: object) -> MemoryCandidate:
    values: dict[str, object] = {
        "type": "fact", "subject": "user", "attribute": attribute, "value": value, "value_key": value.casefold(),
        "content": f"The user's {attribute} is {value}.", "starts": 0, "ends": 20,
    }  # fmt: skip
    return MemoryCandidate(**{**values, **fields})  # type: ignore[arg-type]


def merged(rules: list[MemoryCandidate], llm: list[MemoryCandidate]) -> list[MemoryCandidate]:
    return list(merge(Extraction(TURN, rules), Extraction(TURN, llm)).candidates)


def test_the_same_finding_counts_once_with_the_words_of_the_rules() -> None:
    (one,) = merged(
        [found(confidence=0.9)], [found(content="They are a Berliner.", confidence=0.8, valid_from=MAY, importance=0.8)]
    )
    assert one.content == "The user's home is Berlin."
    assert one.confidence == 0.98
    assert one.valid_from == MAY
    assert one.importance == 0.8


def test_agreement_never_lowers_confidence() -> None:
    (one,) = merged([found(confidence=1.0)], [found(confidence=0.5)])
    assert one.confidence == 1.0


def test_a_longer_form_of_the_value_is_the_same_value() -> None:
    (one,) = merged([found()], [found("Berlin, Germany")])
    assert one.value == "Berlin"
    assert (
        len(merged([found("dog", "pet", many=True)], [found("guide dog", "pet", many=True, starts=30, ends=40)])) == 2
    )


def test_what_only_one_of_them_found_is_kept() -> None:
    both = merged([found()], [found("guitar", "hobby", many=True), found("Oslo", subject="nora")])
    assert [one.value for one in both] == ["Berlin", "guitar", "Oslo"]


def test_of_contradicting_values_the_one_of_the_rules_holds() -> None:
    assert [one.value for one in merged([found()], [found("Munich")])] == ["Berlin"]
    assert [one.denies for one in merged([found()], [found(denies=True)])] == [False]
    assert [one.denies for one in merged([found(denies=True)], [found()])] == [True]


def test_other_words_of_the_turn_do_not_override_the_rules_either() -> None:
    assert [one.value for one in merged([found()], [found("Munich", starts=30, ends=50)])] == ["Berlin"]
    assert [one.denies for one in merged([found()], [found("", denies=True, starts=30, ends=50)])] == [False]


def test_values_of_other_times_or_a_list_do_not_contradict() -> None:
    assert len(merged([found()], [found("Munich", valid_to=MAY)])) == 2
    assert len(merged([found(denies=True)], [found("Munich")])) == 2
    assert len(merged([found("piano", "hobby", many=True)], [found("guitar", "hobby", many=True)])) == 2


def test_a_value_that_the_rules_read_stays_in_its_slot() -> None:
    assert [one.attribute for one in merged([found()], [found(attribute="hometown")])] == ["home"]
    (one,) = merged([found(confidence=0.9)], [found(attribute="location", many=True, confidence=0.8)])
    assert (one.attribute, one.confidence) == ("home", 0.98)
    assert len(merged([found()], [found(attribute="birthplace", starts=30, ends=50)])) == 2


def test_what_is_said_of_somebody_else_does_not_become_the_users() -> None:
    sister = found("Oslo", subject="user.sister")
    assert merged([sister], [found("Oslo")]) == [sister]
    assert len(merged([found("Oslo")], [sister])) == 2


def test_a_named_relative_is_one_subject_with_the_relation() -> None:
    nora = found("Nora", "sister", type="entity", many=True, starts=0, ends=9)
    both = merged([nora, found("Oslo", subject="user.sister")], [found("Oslo", subject="nora"), nora])
    assert [(one.subject, one.value) for one in both] == [("user", "Nora"), ("user.sister", "Oslo")]


def test_instructions_in_other_words_about_the_same_words_are_one() -> None:
    rules = found("answer in french", "instruction", type="instruction", many=True)
    llm = found("french", "reply_language", type="instruction")
    assert merged([rules], [llm])[0].value == "answer in french"
    assert len(merged([rules], [llm])) == 1


def test_quarantine_and_open_findings_do_not_mix() -> None:
    assert [one.quarantined for one in merged([found()], [found(quarantined=True)])] == [False, True]


def test_mentions_are_united_and_failures_kept() -> None:
    both = merge(
        Extraction(TURN, (), [Mention("nora", "Nora", "person")], ["a"]),
        Extraction(TURN, (), [Mention("nora", "Nora", "thing"), Mention("oslo", "Oslo", "place")], ["b", "a"]),
    )
    assert {(one.entity_key, one.kind) for one in both.mentions} == {("nora", "person"), ("oslo", "place")}
    assert both.failures == ("a", "b")


@dataclass
class Reads:
    """An extractor that reads the same in every turn."""

    name: str
    candidates: Sequence[MemoryCandidate]
    failures: Sequence[str] = ()

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        return [Extraction(one.turn_id, self.candidates, (), self.failures) for one in turns]


async def test_what_the_rules_read_is_there_when_the_model_fails() -> None:
    both = MergedExtractor(Reads("rules-1", [found()]), Reads("llm", [], ["The language model did not read it."]))
    turns = [turn("a"), turn("b")]
    extractions = await both.extract(turns, ())
    assert both.name == "rules-1+llm"
    assert [one.turn_id for one in extractions] == [one.turn_id for one in turns]
    assert all(one.candidates and one.failures for one in extractions)
