from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.word_embedder import WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore
from toldonce.errors import EmbeddingFailed, NotFound, SequenceNotReached
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.memory.verbs.conversations import FEW_TURNS
from toldonce.model import ConversationRequest, ErasureReceipt, HitKind, MemoryRequest, Scope, TurnRequest
from toldonce.ports import ArmsQuery, Candidates, ComingVector
from toldonce.receipts import verify_receipt

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)
SECRET = "a secret that is long enough for signing"


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def service(embedder: WordEmbedder) -> MemoryService:
    return MemoryService(
        InMemoryStore(),
        InMemoryJobs(),
        embedder,
        scope=Scope(user_id=uuid4()),
        secret=SECRET,
        clock=lambda: NOW,
        rules=RuleExtractor(),
    )


def said(*contents: str, role: str = "user") -> list[TurnRequest]:
    return [TurnRequest.model_validate({"role": role, "content": content}) for content in contents]


async def conversation_of(service: MemoryService, *contents: str):
    conversation = await service.create_conversation(ConversationRequest(title="a talk"))
    added = await service.add_turns(conversation.conversation_id, said(*contents)) if contents else None
    return conversation.conversation_id, added


async def test_a_turn_is_found_as_soon_as_it_is_acknowledged(service: MemoryService):
    _, added = await conversation_of(service, "My boat is called Marisol", "I like rain")
    found = await service.search("What is the name of my boat?", min_seq=added.up_to_seq)
    assert found.hits[0].content == "My boat is called Marisol"
    assert found.hits[0].source_turn_ids == [added.turns[0].turn_id]
    assert found.up_to_seq == added.up_to_seq


async def test_nothing_stored_is_nothing_found_and_not_answerable(service: MemoryService):
    found = await service.search("anything?")
    assert (found.hits, found.answerable, found.confidence) == ([], False, 0.0)


async def test_what_was_told_stands_above_what_was_asked(service: MemoryService):
    await conversation_of(service, "My boat is called Marisol and I sail every Sunday.", "What is my boat called?")
    found = await service.search("What is my boat called?")
    assert found.hits[0].content.endswith("every Sunday.")
    assert found.answerable


async def test_no_part_of_a_long_turn_is_lost(service: MemoryService):
    filler = "it was a day like any other and nobody thought much about it. " * 60
    await conversation_of(service, "short one", f"{filler} The safe opens with zebra42. {filler}", "another")
    found = await service.search("zebra42", explain=True)
    assert "zebra42" in found.hits[0].content
    assert found.hits[0].why.matched_terms == ["zebra42"]
    assert found.hits[0].why.dense is not None


async def test_without_the_embedder_search_goes_on_by_words_and_says_so(service: MemoryService, embedder: WordEmbedder):
    await conversation_of(service, "My boat is called Marisol")
    embedder.fail = True
    found = await service.search("boat")
    assert found.hits[0].content == "My boat is called Marisol"
    assert found.degraded == ["Found by words only: The embedding model is away."]


async def test_without_the_embedder_a_write_is_refused_whole(service: MemoryService, embedder: WordEmbedder):
    conversation_id, _ = await conversation_of(service)
    embedder.fail = True
    with pytest.raises(EmbeddingFailed):
        await service.add_turns(conversation_id, said("one", "two"))
    assert (await service.turns(conversation_id)).items == []


async def test_the_speaker_is_part_of_what_is_embedded(service: MemoryService, embedder: WordEmbedder):
    conversation_id, _ = await conversation_of(service)
    await service.add_turns(conversation_id, [TurnRequest(role="user", content="I sail.", speaker="Ana")])
    assert embedder.embedded == ["Ana: I sail."]


async def test_a_reply_made_from_memory_is_never_found_itself(service: MemoryService):
    conversation_id, _ = await conversation_of(service, "My boat is called Marisol")
    quote = TurnRequest(
        role="assistant", content='You said: "My boat is called Marisol"', metadata={"toldonce": {"extractive": True}}
    )
    added = await service.add_turns(conversation_id, [quote])
    found = await service.search("boat Marisol", limit=10)
    assert added.turns[0].turn_id not in [hit.id for hit in found.hits]
    assert len((await service.turns(conversation_id)).items) == 2


async def test_a_repeated_write_adds_nothing(service: MemoryService):
    conversation_id, _ = await conversation_of(service)
    first = await service.add_turns(conversation_id, said("one", "two"), write_key="k")
    again = await service.add_turns(conversation_id, said("one", "two"), write_key="k")
    assert first.turns == again.turns
    assert len((await service.turns(conversation_id)).items) == 2


async def test_a_read_waits_for_its_writes_and_says_when_they_do_not_come(service: MemoryService):
    await conversation_of(service, "one")
    with pytest.raises(SequenceNotReached):
        await service.search("one", min_seq=10_000)


async def test_the_budget_of_tokens_bounds_the_hits(service: MemoryService):
    await conversation_of(service, *(f"boat number {number} " + "x" * 100 for number in range(10)))
    found = await service.search("boat", max_tokens=70)
    assert len(found.hits) == 2


async def test_what_has_little_to_do_with_the_question_is_left_out(service: MemoryService):
    await conversation_of(service, "the blue boat is called Nora", "tea at five", "blue paint is in the shed")
    question = "what is the blue boat called?"
    everything = await service.search(question)
    best, second, last = everything.hits

    assert last.score < best.score / 2 <= second.score
    assert (await service.search(question, min_relative_score=0.5)).hits == [best, second]
    assert (await service.search(question, min_relative_score=1)).hits == [best]
    assert (await service.search(question, min_score=best.score)).hits == [best]


async def test_the_time_that_a_question_names_steers(service: MemoryService):
    conversation_id, _ = await conversation_of(service)
    spring, winter = NOW - timedelta(days=400), NOW - timedelta(days=150)
    await service.add_turns(
        conversation_id,
        [
            TurnRequest(role="user", content="We sailed to the island.", at=winter),
            TurnRequest(role="user", content="We sailed to the island.", at=spring),
        ],
    )
    assert (await service.search("Where did we sail in April 2023?")).hits[0].at == spring
    assert (await service.search("Where did we sail in December 2023?")).hits[0].at == winter


async def test_context_holds_what_was_told_and_what_answers(service: MemoryService):
    _, added = await conversation_of(service, "My boat is called Marisol", "The weather is fine")
    [told] = await service.add_memories([MemoryRequest(content="Answer in metric units.", type="instruction")])
    context = await service.context("How long is my boat?", max_tokens=200)
    assert "Answer in metric units." in context.stable.text
    assert "Marisol" in context.tail.text
    assert told.memory_id in context.memory_ids
    assert added.turns[0].turn_id in context.turn_ids
    unasked = await service.context()
    assert unasked.stable == context.stable
    assert unasked.tail.text == ""


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, {"metric", "Porto"}),
        ({"types": ["instruction"]}, {"metric"}),
        ({"types": ["turn"]}, set()),
        ({"metadata": {"for": "letters"}}, {"metric"}),
        ({"metadata": {"for": "poems"}}, set()),
        ({"since": NOW - timedelta(days=1)}, {"Porto"}),
        ({"until": NOW - timedelta(days=1)}, {"metric"}),
        ({"conversation_id": uuid4()}, set()),
    ],
)
async def test_the_filters_of_a_context_narrow_what_stands_in_it_too(
    service: MemoryService, filters: dict[str, object], kept: set[str]
):
    await service.add_memories(
        [
            MemoryRequest.model_validate(
                {
                    "content": "Answer in metric units.",
                    "type": "instruction",
                    "metadata": {"for": "letters"},
                    "at": NOW - timedelta(days=9),
                }
            ),
            MemoryRequest(content="I live in Porto."),
        ]
    )
    for query in (None, "What should you know?"):
        text = (await service.context(query, **filters)).text
        assert {word for word in ("metric", "Porto") if word in text} == kept


async def test_what_was_placed_in_a_prompt_is_remembered_as_used(service: MemoryService):
    _, added = await conversation_of(service, "My boat is called Marisol")
    await service.note_use([added.turns[0].turn_id], [], 7)
    assert (await service.search("boat")).hits[0].last_used_turn == 7


async def test_conversations_are_found_by_title_and_by_what_was_said(service: MemoryService):
    await conversation_of(service, "My boat is called Marisol")
    titled = await service.create_conversation(ConversationRequest(title="Boats we looked at"))
    found = await service.search_conversations("boat")
    assert found.items[0].conversation_id == titled.conversation_id
    assert len(found.items) == 2


@pytest.mark.parametrize("count", [1, FEW_TURNS + 1])
async def test_turns_of_a_conversation_that_is_not_there_are_refused_whole(service: MemoryService, count: int):
    with pytest.raises(NotFound):
        await service.add_turns(uuid4(), said(*(f"I saw {number} boats" for number in range(count))))
    assert (await service.stats()).turns == 0


async def test_erasure_is_signed_and_leaves_nothing(service: MemoryService):
    conversation_id, added = await conversation_of(service, "My boat is called Marisol")
    receipt = await service.forget_turn(conversation_id, added.turns[0].turn_id)
    assert receipt.counts["turns"] == 1
    assert verify_receipt(SECRET, receipt)
    assert not verify_receipt(SECRET, receipt.model_copy(update={"counts": {"turns": 2}}))
    assert (await service.search("boat Marisol")).hits == []
    with pytest.raises(NotFound):
        await service.forget_turn(conversation_id, added.turns[0].turn_id)


async def test_everything_goes_when_the_subject_is_forgotten(service: MemoryService):
    conversation_id, _ = await conversation_of(service, "My boat is called Marisol")
    await service.add_memories([MemoryRequest(content="Boats are blue.")])
    await service.forget_all()
    assert (await service.stats()).turns == 0
    assert (await service.memories(status="all")).items == []
    with pytest.raises(NotFound):
        await service.conversation(conversation_id)


class KeptVectors:
    """`toldonce.ports.QueryVectors` in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[UUID, str, str], NDArray[np.float32]] = {}
        self.purged: list[UUID] = []

    async def get(self, user_id: UUID, model_name: str, text: str) -> NDArray[np.float32] | None:
        return self.kept.get((user_id, model_name, text))

    async def put(self, user_id: UUID, model_name: str, text: str, vector: NDArray[np.float32]) -> None:
        self.kept[user_id, model_name, text] = vector

    async def purge(self, user_id: UUID) -> None:
        self.purged.append(user_id)
        self.kept = {key: vector for key, vector in self.kept.items() if key[0] != user_id}

    async def close(self) -> None:
        self.kept.clear()


class CountingEmbedder(WordEmbedder):
    """Remembers the queries."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return await super().embed_query(text)


class Receipts(InMemoryStore):
    """Says whether the query vectors were purged when a receipt was kept."""

    def __init__(self, vectors: KeptVectors) -> None:
        super().__init__()
        self.vectors = vectors
        self.purged_before: list[bool] = []

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        self.purged_before.append(self.vectors.purged == [user_id])
        await super().keep_receipt(user_id, receipt)


class Changing(InMemoryStore):
    """Presumes what is not so any more, the first time that it may."""

    def __init__(self, embedder: CountingEmbedder) -> None:
        super().__init__()
        self.embedder = embedder
        self.presumed: list[bool] = []
        self.to_confirm: list[int] = []

    async def candidates(
        self, scope: Scope, query: ArmsQuery, *, coming: ComingVector | None = None, presuming: bool = False
    ) -> Candidates:
        assert self.embedder.asked, "the embedding begins before the arms do"
        self.presumed.append(presuming)
        found = await super().candidates(scope, query, coming=coming)

        async def confirm(keys: Sequence[tuple[HitKind, UUID]]) -> None:
            self.to_confirm.append(len(keys))

        return replace(found, confirm=confirm) if presuming else found


def remembering(vectors: KeptVectors, embedder: WordEmbedder, user_id: UUID, store: InMemoryStore) -> MemoryService:
    return MemoryService(
        store,
        InMemoryJobs(),
        embedder,
        scope=Scope(user_id=user_id),
        secret=SECRET,
        clock=lambda: NOW,
        rules=RuleExtractor(),
        query_vectors=vectors,
    )


@pytest.mark.requirement("PT-02")
async def test_a_query_that_comes_again_is_not_embedded_again():
    vectors, embedder, store, ana = KeptVectors(), CountingEmbedder(), InMemoryStore(), uuid4()
    first = remembering(vectors, embedder, ana, store)
    await conversation_of(first, "My boat is called Marisol")
    found = [await remembering(vectors, embedder, ana, store).search("my boat", explain=True) for _ in range(3)]
    assert embedder.asked == ["my boat"]
    assert found[0].hits == found[1].hits == found[2].hits
    assert found[2].hits[0].why.dense is not None
    await remembering(vectors, embedder, uuid4(), store).search("my boat")
    assert embedder.asked == ["my boat", "my boat"], "another account shares nothing"
    embedder.fail = True
    assert (await first.search("my boat")).degraded == []
    assert (await first.search("your boat")).degraded != []
    assert {text for _, _, text in vectors.kept} == {"my boat"}


async def test_a_kept_vector_of_another_dimension_is_not_used():
    vectors, embedder, ana = KeptVectors(), CountingEmbedder(), uuid4()
    service = remembering(vectors, embedder, ana, InMemoryStore())
    await vectors.put(ana, embedder.model_name, "my boat", np.ones(3, dtype=np.float32))
    await service.search("my boat")
    assert embedder.asked == ["my boat"]


@pytest.mark.requirement("PT-02")
@pytest.mark.parametrize("what", ["turn", "memory", "conversation", "all"])
async def test_forgetting_purges_the_query_vectors_before_its_receipt(what: str):
    vectors, ana, ben = KeptVectors(), uuid4(), uuid4()
    store = Receipts(vectors)
    service = remembering(vectors, CountingEmbedder(), ana, store)
    conversation_id, added = await conversation_of(service, "My boat is called Marisol")
    [memory] = await service.add_memories([MemoryRequest(content="Sails on Sundays.")])
    await service.search("my boat")
    await remembering(vectors, CountingEmbedder(), ben, store).search("my boat")
    forget = {
        "turn": lambda: service.forget_turn(conversation_id, added.turns[0].turn_id),
        "memory": lambda: service.forget_memory(memory.memory_id),
        "conversation": lambda: service.forget_conversation(conversation_id),
        "all": service.forget_all,
    }
    await forget[what]()
    assert store.purged_before == [True]
    assert {user_id for user_id, _, _ in vectors.kept} == {ben}


async def test_a_search_that_is_not_confirmed_is_made_again_with_the_same_vector() -> None:
    embedder = CountingEmbedder()
    store = Changing(embedder)
    memory = remembering(KeptVectors(), embedder, uuid4(), store)
    await memory.add_memories([MemoryRequest(content="Ana drinks tea.")])
    found = await memory.search("tea")
    assert [hit.content for hit in found.hits] == ["Ana drinks tea."]
    assert store.presumed == [True, False]
    assert embedder.asked == ["tea"]


async def test_no_more_is_to_be_confirmed_than_is_shown() -> None:
    embedder = CountingEmbedder()
    store = Changing(embedder)
    memory = remembering(KeptVectors(), embedder, uuid4(), store)
    await memory.add_memories([MemoryRequest(content=f"Ana drinks tea {number}.") for number in range(5)])
    assert len((await memory.search("tea", limit=2)).hits) == 2
    assert store.to_confirm == [2]


async def test_a_profile_says_that_more_is_known_than_it_lists(service: MemoryService, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("toldonce.memory.verbs.knowledge.PROFILE_LIMIT", 2)
    orders = [MemoryRequest(content=f"Answer in {unit}.", type="instruction") for unit in ("grams", "metres", "litres")]
    await service.add_memories(orders[:2])
    assert not (await service.profile()).truncated
    await service.add_memories(orders[2:])
    known = await service.profile()
    assert known.truncated
    assert len(known.instructions) == 2
