"""What two extractors read in one turn, as one reading.

Rules, with the learned reader behind them, and a language model mostly find the same; said once it must count once.
Where they contradict each other in one turn, what was read without the model holds
(docs/decisions/0015-rules-before-the-model.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toldonce.memory.slots import RELATIVES, is_known
from toldonce.model import Turn
from toldonce.ports import USER, Extraction, Extractor, MemoryCandidate

MOST_CONFIDENCE = 0.99


class MergedExtractor:
    """`toldonce.ports.Extractor` out of two: what the rules read is there whatever becomes of the model."""

    def __init__(self, rules: Extractor, llm: Extractor) -> None:
        self._rules = rules
        self._llm = llm

    @property
    def name(self) -> str:
        """The names of both."""
        return f"{self._rules.name}+{self._llm.name}"

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What either reads in each turn, in their order."""
        rules = await self._rules.extract(turns, before)
        llm = await self._llm.extract(turns, before)
        return [merge(one, other) for one, other in zip(rules, llm, strict=True)]


def merge(rules: Extraction, llm: Extraction) -> Extraction:
    """One reading of a turn out of both; failures of either stay."""
    names = _names([*rules.candidates, *llm.candidates])
    merged = list(rules.candidates)
    added: list[MemoryCandidate] = []
    for found in llm.candidates:
        place = next((at for at, known in enumerate(merged) if _same(known, found, names)), None)
        if place is not None:
            merged[place] = _both(merged[place], found)
        elif not any(_contradict(known, found, names) for known in rules.candidates):
            added.append(found)
    known_mentions = {mention.entity_key: mention for mention in (*llm.mentions, *rules.mentions)}
    return Extraction(
        rules.turn_id,
        (*merged, *added),
        tuple(known_mentions.values()),
        tuple(dict.fromkeys((*rules.failures, *llm.failures))),
    )


def _both(rules: MemoryCandidate, llm: MemoryCandidate) -> MemoryCandidate:
    """The rules' words and value, which stay the same whatever model is asked; what only the model read fills gaps."""
    doubt = (1 - rules.confidence) * (1 - llm.confidence)
    return replace(
        rules,
        confidence=max(rules.confidence, llm.confidence, min(MOST_CONFIDENCE, 1 - doubt)),
        importance=max(rules.importance, llm.importance),
        quarantined=rules.quarantined or llm.quarantined,
        valid_from=rules.valid_from or llm.valid_from,
        valid_to=rules.valid_to or llm.valid_to,
        due_at=rules.due_at or llm.due_at,
    )


def _names(candidates: Sequence[MemoryCandidate]) -> Mapping[str, str]:
    """The relatives that the turn itself names: both subjects are one."""
    return {
        one.value_key: f"{USER}.{one.attribute}"
        for one in candidates
        if one.subject == USER and one.attribute in RELATIVES and one.value_key and not one.denies
    }


def _slot(one: MemoryCandidate, names: Mapping[str, str]) -> tuple[str, str]:
    return names.get(one.subject, one.subject), one.attribute


def _same(rules: MemoryCandidate, llm: MemoryCandidate, names: Mapping[str, str]) -> bool:
    """The same slot and value; or the same words with one type that has no slot of its own, or with a slot of the
    model's own invention for the rules' value; said the same way round."""
    if rules.denies != llm.denies or rules.quarantined != llm.quarantined:
        return False
    if _slot(rules, names) == _slot(llm, names):
        return rules.value_key == llm.value_key or (
            _overlap(rules, llm) and _one_in_the_other(rules.value_key, llm.value_key)
        )
    if rules.type == llm.type and rules.type in ("instruction", "commitment", "event"):
        return _overlap(rules, llm)
    return not is_known(llm.attribute) and _subject(rules, names) == _subject(llm, names) and _same_words(rules, llm)


def _contradict(rules: MemoryCandidate, llm: MemoryCandidate, names: Mapping[str, str]) -> bool:
    """Whether both cannot be true together, or the model gives what the rules read in the same words to another slot
    or, instead of the person of whom it is said, to the user."""
    if rules.quarantined != llm.quarantined:
        return False
    if _slot(rules, names) != _slot(llm, names):
        misplaced = _subject(rules, names) == _subject(llm, names) or llm.subject == USER
        return misplaced and rules.denies == llm.denies and _same_words(rules, llm)
    if rules.denies != llm.denies:
        return rules.value_key == llm.value_key or not (rules.value_key and llm.value_key)
    one_at_a_time = not (rules.many or rules.denies) and rules.valid_to is None and llm.valid_to is None
    return one_at_a_time and rules.value_key != llm.value_key


def _subject(one: MemoryCandidate, names: Mapping[str, str]) -> str:
    return _slot(one, names)[0]


def _same_words(rules: MemoryCandidate, llm: MemoryCandidate) -> bool:
    """Whether both read one value in words of the turn that they share."""
    return bool(rules.value_key) and rules.value_key == llm.value_key and _overlap(rules, llm)


def _overlap(one: MemoryCandidate, other: MemoryCandidate) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def _one_in_the_other(one: str, other: str) -> bool:
    """Whether one value is the other with more words around it ("berlin", "berlin, germany")."""
    short, long = sorted((one, other), key=len)
    return bool(short) and f" {short} " in f" {long.replace(',', ' ')} "
