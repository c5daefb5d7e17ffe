"""The shipped network on the real embedding model: sentences of no phrasing that it learned from."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from tests.memory.extract.said import turn
from tests.support.llm_answers import answer
from tests.support.scripted_llm import scripted_llm
from tests.support.word_embedder import WordEmbedder
from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.adapters.extractor_processes import LEAST_TURNS
from toldonce.adapters.llms import OpenAILLM
from toldonce.bootstrap.extractor import open_extractor, open_extractors
from toldonce.memory.extract import learned
from toldonce.memory.extract.learned.extractor import MOST_NOTHING, LearnedExtractor
from toldonce.memory.extract.learned.network import MARKS, MAY_BE_OF_IT, NOTHING, Network, Reading, _marked
from toldonce.memory.extract.learned.restated import WAYS, restated
from toldonce.memory.extract.rules import RuleExtractor

MODELS = Path(__file__).parents[3] / "data" / "models"


@pytest.fixture(scope="module")
async def embedder() -> AsyncIterator[LocalEmbedder]:
    embedder = LocalEmbedder(ensure_model(MODELS, progress=lambda sentence: None))
    yield embedder
    await embedder.close()


@pytest.fixture(scope="module")
def extractor(embedder: LocalEmbedder) -> LearnedExtractor:
    encoder = embedder.token_encoder()
    assert encoder is not None
    return LearnedExtractor(RuleExtractor(), encoder, Network.shipped())


def test_it_is_small_and_knows_the_model_that_it_learned_from(embedder: LocalEmbedder) -> None:
    network = Network.shipped()
    assert network.model_name == embedder.model_name
    assert resources.files(learned).joinpath("reader.npz").stat().st_size < 6_000_000  # type: ignore[attr-defined]


def test_there_are_plain_words_for_everything_that_it_reads() -> None:
    assert {f"{kind} {relation}" for kind, relation in Network.shipped().statements} == {*WAYS, NOTHING}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Finally unpacked everything in Malaga, our new home.", "user.home"),
        ("I put bread on the table working as a locksmith.", "user.job"),
        ("Philips is the firm that pays me.", "user.employer"),
        ("Lobster closes my throat, a nasty allergy.", "user.allergy"),
        ("Greta is the woman I share my life with.", "user.partner"),
    ],
)
async def test_other_words_for_the_same_are_read(extractor: LearnedExtractor, text: str, read: str) -> None:
    (extraction,) = await extractor.extract([turn(text)], [])
    assert read in {f"{one.subject}.{one.attribute}" for one in extraction.candidates if not one.denies}


async def test_it_tells_how_probable_it_is_that_nothing_is_stated(extractor: LearnedExtractor) -> None:
    encoder, network = extractor._encoder, extractor._network
    ordinary, told = "The soup was cold again.", "Finally unpacked everything in Malaga, our new home."
    of_ordinary, of_told = [
        network.read(text, states)[0]
        for text, states in zip((ordinary, told), await encoder.encode([ordinary, told]), strict=True)
    ]
    assert (of_ordinary.kind, of_ordinary.marked) == ("none", {})
    assert of_ordinary.probability == of_ordinary.nothing > 0.5
    assert of_told.kind == "home"
    assert of_told.nothing < MOST_NOTHING


async def test_it_is_off_with_an_embedding_model_that_it_did_not_learn_from(embedder: LocalEmbedder) -> None:
    rules = RuleExtractor()
    async with AsyncExitStack() as opened:
        assert open_extractor(rules, [WordEmbedder(), embedder], opened).name == f"{rules.name}+reader-1"
        assert open_extractor(rules, [WordEmbedder()], opened).name == rules.name


async def test_many_turns_are_read_in_a_process_as_few_are_here(
    extractor: LearnedExtractor, embedder: LocalEmbedder
) -> None:
    learned_only = "Finally unpacked everything in Malaga, our new home."
    turns = [turn(text) for text in (*["The soup was cold again."] * LEAST_TURNS, learned_only)]
    async with AsyncExitStack() as opened:
        found = await open_extractor(RuleExtractor(), [embedder], opened).extract(turns, [])
    assert found == await extractor.extract(turns, [])
    assert found[-1].candidates


async def test_it_reads_beside_a_language_model_too(embedder: LocalEmbedder) -> None:
    async with scripted_llm() as server, AsyncExitStack() as opened:
        server.answer = answer()
        llm = OpenAILLM(server.url, "key", "scripted", 30.0)
        opened.push_async_callback(llm.close)
        quick, thorough = open_extractors(RuleExtractor(), [embedder], opened, llm)
        assert thorough is not None
        said = [turn("Finally unpacked everything in Malaga, our new home.")]
        (found,) = await thorough.extract(said, [])
        assert server.requests
        assert found.candidates == (await quick.extract(said, []))[0].candidates
    assert {f"{one.subject}.{one.attribute}={one.value}" for one in found.candidates} == {"user.home=Malaga"}


@pytest.mark.parametrize(
    "text",
    [
        "On July 27, 2022 I won the pub quiz.",
        "Four days ago I won the pub quiz.",
        "In my spare time I do life drawing.",
        "I normally clean the whole kitchen twice a week.",
    ],
)
async def test_what_the_rules_read_is_not_told_again_in_part(extractor: LearnedExtractor, text: str) -> None:
    said = [turn(text)]
    (by_rules,) = RuleExtractor().read(said)
    assert by_rules.candidates
    assert (await extractor.extract(said, []))[0].candidates == by_rules.candidates


async def test_small_talk_states_nothing(extractor: LearnedExtractor) -> None:
    said = (
        "The soup was cold again.", "I'm just about to make tea.", "Write a story set in Leeds.",
        "The locksmith came at nine.", "My neighbour bought a Jaguar.", "Philips makes good lamps.",
        "I nearly missed the tram.", "That makes sense, thank you.", "Give me three names for a hamster.",
        "Prague is lovely in the snow.", "I watched a film about oysters.", "People in Malaga eat late.",
        "My sister's dog is called Muffin.", "Never heard of that band.", "We should talk about the budget.",
    )  # fmt: skip
    turns = [turn(text) for text in said]
    by_rules = [list(each.candidates) for each in RuleExtractor().read(turns)]
    assert [list(each.candidates) for each in await extractor.extract(turns, [])] == by_rules


async def test_the_same_sentence_is_read_the_same_beside_any_other(extractor: LearnedExtractor) -> None:
    one, other = turn("My evenings belong to macrame."), turn("The soup was cold again, and I had to wait for an hour.")
    alone = await extractor.extract([one], [])
    beside = await extractor.extract([other, one, other], [])
    assert alone[0].candidates == beside[1].candidates


@pytest.mark.parametrize(
    ("kind", "marked", "sentence", "words"),
    [
        ("job", {"value": "call"}, "They made me a call centre agent.", "I work as a call centre agent."),
        ("family", {"value": "Ann", "role": "aunt"}, "Off to my aunt Ann-Marie.", "My aunt's name is Ann-Marie."),
        ("job", {"value": "nurse"}, "I'm a nurse by night.", "I work as a nurse."),
    ],
)
def test_a_value_of_which_a_part_is_marked_is_put_whole(kind: str, marked: dict, sentence: str, words: str) -> None:
    assert next(restated(Reading(kind, "state", 0.9, marked), sentence)) == words


@pytest.mark.parametrize("condition", ["gallstones", "shingles", "psoriatic arthritis", "a bone spur"])
def test_a_condition_that_is_over_is_put_so_that_the_rules_end_it_whole(condition: str) -> None:
    words = next(restated(Reading("condition", "end", 0.9, {"old": condition}), f"That's the end of {condition}."))
    found = RuleExtractor().read([turn(words)])[0].candidates
    ended = [str(one.value) for one in found if one.attribute == "condition" and one.denies]
    assert ended == [condition.removeprefix("a ")]


@pytest.mark.parametrize(
    ("text", "chances", "value"),
    [
        ("my cluster headaches again", [0, MAY_BE_OF_IT, 0.9, 0], "cluster headaches"),
        ("my cluster headaches again", [0, MAY_BE_OF_IT - 0.1, 0.9, 0], "headaches"),
        ("off to Ann-Marie again", [0, 0, 0.9, 0.4, 0.4, 0.1], "Ann-Marie"),
    ],
)
def test_a_value_is_marked_with_the_words_that_may_be_of_it(text: str, chances: list[float], value: str) -> None:
    offsets = np.array([found.span() for found in re.finditer(r"\w+|-", text)])
    of_value = np.zeros((len(offsets), len(MARKS)), np.float32)
    of_value[:, MARKS.index("value")] = chances
    of_value[:, 0] = 1 - of_value[:, MARKS.index("value")]
    marked, certain = _marked(text, offsets, of_value)
    assert marked == {"value": value}
    assert certain > 0.5, "as certain as the words that are certainly of it"
