"""Where a text names what is held, and what the shipped network judges on the real embedding model: words of no
message that it learned from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path

import pytest

from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.memory.extract import held as room
from toldonce.memory.extract.held.kinds import KINDS, Held, held_of
from toldonce.memory.extract.held.mentions import Said
from toldonce.memory.extract.held.network import Network
from toldonce.memory.extract.held.reviewer import LONGEST_WHOLE, Question, Reviewer, windows

MODELS = Path(__file__).parents[3] / "data" / "models"


def named(kind: str, value: str, text: str, **more: str) -> list[str] | None:
    """The words that name it; in front of them a star where it is only called by what it is."""
    mention = Said(text).mention(Held(kind, value, **more))
    if mention is None:
        return None
    return [("" if mention.by_name else "*") + text[first:end] for first, end in mention.spans]


@pytest.mark.parametrize(
    ("attribute", "value", "kind", "known_as"),
    [
        ("taste.oysters", "loves", "like", "oysters"),
        ("taste.oysters", "dislikes", "dislike", "oysters"),
        ("favourite.film", "Amelie", "favourite", "Amelie"),
        ("called", "Maz", "nickname", "Maz"),
        ("instruction", "never use emojis", "prohibition", "never use emojis"),
        ("instruction", "always answer in French", "instruction", "always answer in French"),
        ("wife", "Nora", "partner", "Nora"),
    ],
)
def test_a_slot_and_its_value_are_held_as_a_kind(attribute: str, value: str, kind: str, known_as: str) -> None:
    held = held_of(attribute, value)
    assert held is not None
    assert (held.kind, held.value) == (kind, known_as)


@pytest.mark.parametrize("attribute", ["name", "birthday", "sister", "note", "event", "age"])
def test_what_does_not_end_by_being_talked_of_is_not_held(attribute: str) -> None:
    assert held_of(attribute, "anything") is None


@pytest.mark.parametrize(
    ("kind", "value", "text", "words"),
    [
        ("like", "oysters", "The oyster bar? Oysters bore me.", ["oyster", "Oysters"]),
        ("like", "night trains", "I hate crowded trains.", None),
        ("like", "night trains", "Those night-trains are cold.", ["night-trains"]),
        ("like", "Leonard Cohen", "cohen is a dirge", ["cohen"]),
        ("dislike", "open-plan offices", "I love open-air cinemas", None),
        ("car", "VW Golf", "the Golf's gone, VW or not: the VW Golf is gone", ["VW Golf"]),
        ("car", "Audi A4", "Swapped the A4 for a bike.", ["A4"]),
        ("car", "VW Golf", "Sold my old car.", ["*my old car"]),
        ("car", "VW Golf", "Is a car worth it?", None),
        ("commitment", "take the cement mixer back to my brother", "Dropped his mixer off.", ["mixer"]),
        ("commitment", "take the cement mixer back to my brother", "My brother moved.", None),
        ("commitment", "call the insurance company", "Call me Ace.", None),
        ("habit", "cycle to work", "I have been working for Roche.", None),
        ("condition", "type 2 diabetes", "Paddington 2 again", None),
        ("prohibition", "never use emojis", "Emoji are fine by me", ["Emoji"]),
    ],
)
def test_a_thing_is_named_by_its_words_or_by_enough_of_them(
    kind: str, value: str, text: str, words: list[str] | None
) -> None:
    assert named(kind, value, text) == words


def test_a_favourite_is_meant_by_what_it_is_one_of_where_a_text_tells_a_choice() -> None:
    assert named("favourite", "Amelie", "Paterson is the best film there is.", topic="film") == ["*film"]
    assert named("favourite", "Amelie", "Which film is on tonight?", topic="film") is None


def test_a_pet_is_called_by_its_own_kind_alone() -> None:
    told = {"content": "The user has a dog called Rex."}
    assert named("pet", "Rex", "Our dog is gone.", **told) == ["*Our dog"]
    assert named("pet", "Rex", "Our cat is gone.", **told) is None


def question(kind: str, value: str, text: str) -> Question:
    held = Held(kind, value)
    mention = Said(text).mention(held)
    assert mention is not None, (value, text)
    return Question(text, held, mention)


def test_a_long_text_is_looked_at_around_the_sentences_that_name_it() -> None:
    filler = "The weather was as it always is at this time of the year, and nobody minded it at all. " * 6
    text = f"{filler}Padel is all I care about. Bouldering? Cured, shoes on eBay. {filler}"
    (window,) = windows(0, question("hobby", "bouldering", text))
    assert "Padel is all I care about. Bouldering? Cured, shoes on eBay." in window.text
    assert len(window.text) <= LONGEST_WHOLE
    assert [window.text[first:end] for first, end in window.spans] == ["Bouldering"]
    assert text[window.starts : window.ends] == "Bouldering?"
    short = "Padel is all I care about. Bouldering? Cured, shoes on eBay."
    assert [one.text for one in windows(0, question("hobby", "bouldering", short))] == [short]


@pytest.fixture(scope="module")
async def reviewer() -> AsyncIterator[Reviewer]:
    embedder = LocalEmbedder(ensure_model(MODELS, progress=lambda sentence: None))
    encoder = embedder.token_encoder()
    assert encoder is not None
    assert embedder.model_name == Network.shipped().model_name
    yield Reviewer(encoder, Network.shipped())
    await embedder.close()


def test_the_network_is_small_and_knows_every_kind() -> None:
    assert Network.shipped().kinds == list(KINDS)
    assert resources.files(room).joinpath("held.npz").stat().st_size < 5_000_000  # type: ignore[attr-defined]


OVER = [
    ("like", "jazz", "Jazz sounds like a cutlery drawer falling downstairs to me now."),
    ("like", "oysters", "There was a time for oysters and that time is gone, they turn my stomach."),
    ("dislike", "anchovies", "I take it all back about anchovies, I eat them straight from the tin these days."),
    ("favourite", "Amelie", "Paterson has taken the top spot from Amelie, I'm afraid."),
    ("car", "VW Golf", "The Golf went to my nephew, he drove it off on Saturday."),
    ("phone", "Pixel 6", "The Pixel went in the lake, I'm on an old Nokia."),
    ("pet", "Biscuit", "We buried Biscuit under the apple tree this morning."),
    ("job", "plumber", "After thirty years as a plumber I have handed my tools to my son for good."),
    ("habit", "smoke a pipe after dinner", "The pipe after dinner is a thing of the past, doctor's orders."),
    ("hobby", "bell ringing", "My shoulder has put an end to the bell ringing, I miss the tower."),
    ("allergy", "hazelnuts", "The clinic says hazelnuts are fine, the allergy has gone."),
    ("commitment", "return Ana's drill", "Ana has her drill back at last."),
    ("prohibition", "never use emojis", "Emojis are welcome again, I was grumpy that day."),
]
NOT_OVER = [
    ("like", "snooker", "Who won the snooker last night?"),
    ("like", "oysters", "My brother can't stand oysters any more, more for me."),
    ("favourite", "Amelie", "We watched Amelie again and it hasn't lost a thing."),
    ("car", "VW Golf", "I nearly sold the Golf last week, but I couldn't do it."),
    ("car", "VW Golf", "What tyre pressure does a Golf need?"),
    ("pet", "Biscuit", "Biscuit is at the vet until tomorrow, poor thing."),
    ("job", "plumber", "Every plumber I know wants to retire at fifty. Not me."),
    ("hobby", "bell ringing", "No bell ringing this week, the tower is closed for repairs."),
    ("allergy", "hazelnuts", "Is there a spread without hazelnuts?"),
    ("commitment", "return Ana's drill", "I still have Ana's drill in the boot."),
]


@pytest.mark.parametrize(("kind", "value", "text"), OVER)
async def test_what_a_text_says_is_over(reviewer: Reviewer, kind: str, value: str, text: str) -> None:
    (answer,) = await reviewer.over([question(kind, value, text)])
    assert answer is not None
    assert value.split()[-1].casefold() in text[answer.starts : answer.ends].casefold() or kind in ("phone", "habit")


@pytest.mark.parametrize(("kind", "value", "text"), NOT_OVER)
async def test_what_a_text_only_speaks_of_is_not_over(reviewer: Reviewer, kind: str, value: str, text: str) -> None:
    assert await reviewer.over([question(kind, value, text)]) == [None]


async def test_several_questions_are_answered_in_their_order(reviewer: Reviewer) -> None:
    asked = [*(question(*one) for one in OVER[:2]), *(question(*one) for one in NOT_OVER[:2])]
    assert [answer is not None for answer in await reviewer.over(asked)] == [True, True, False, False]
    assert await reviewer.over([]) == []
