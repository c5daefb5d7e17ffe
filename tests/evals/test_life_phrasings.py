"""The two halves of the phrasings, equally large and without a sentence in common; and those of further writers."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

import pytest

from evals.life import vocabulary
from evals.life.pool import Pool, pool
from evals.life.vocabulary import POOL_NAMES, WRITERS, PoolName, half

DEVELOPMENT, HELD_OUT = pool("development"), pool("held_out")
BY_KIND = ("state", "change", "end", "hypothetical", "others", "pasted", "poison", "asked")
ANYWHERE = ("correct", "filler", "replies", "asides", "incidental", "things", "topics")
LEAST = {"state": 12, "change": 8, "end": 8, "hypothetical": 6, "others": 4, "pasted": 3, "poison": 6, "asked": 3}


def sentences(phrasings: Pool) -> Iterator[str]:
    for name in BY_KIND:
        for templates in getattr(phrasings, name).values():
            yield from templates
    for name in ANYWHERE:
        yield from getattr(phrasings, name)
    yield from (text for _, text in phrasings.together)


def told_in(phrasings: Pool) -> Iterator[str]:
    for by_kind in (phrasings.state, phrasings.change, phrasings.end):
        for templates in by_kind.values():
            yield from templates


def bare(text: str) -> str:
    """Without case and punctuation."""
    return "".join(sign for sign in text.lower() if sign.isalnum() or sign in " {}").strip()


def test_the_halves_share_no_sentence() -> None:
    ours, theirs = {bare(text) for text in sentences(DEVELOPMENT)}, {bare(text) for text in sentences(HELD_OUT)}
    assert not ours & theirs


@pytest.mark.parametrize("writer", WRITERS)
def test_a_further_writer_tells_the_same_kinds_in_sentences_of_their_own(writer: PoolName) -> None:
    theirs = pool(writer)
    for name in BY_KIND:
        assert set(getattr(theirs, name)) == set(getattr(HELD_OUT, name)), name
    own, others = ({bare(text) for text in told_in(phrasings)} for phrasings in (theirs, HELD_OUT))
    assert len(own & others) < len(own) / 20  # two people say a few things in the same words


@pytest.mark.parametrize("name", BY_KIND)
def test_the_halves_are_equally_large(name: str) -> None:
    ours, theirs = getattr(DEVELOPMENT, name), getattr(HELD_OUT, name)
    assert set(ours) == set(theirs)
    for kind in ours:
        assert min(len(ours[kind]), len(theirs[kind])) >= LEAST[name], kind
        assert abs(len(ours[kind]) - len(theirs[kind])) <= 2, kind


@pytest.mark.parametrize("phrasings", [pool(name) for name in POOL_NAMES], ids=POOL_NAMES)
def test_no_sentence_stands_twice(phrasings: Pool) -> None:
    for name in BY_KIND:
        for kind, templates in getattr(phrasings, name).items():
            assert len({bare(text) for text in templates}) == len(templates), kind
    for name in ANYWHERE:
        texts = getattr(phrasings, name)
        assert len(set(texts)) == len(texts), name


@pytest.mark.parametrize("phrasings", [pool(name) for name in POOL_NAMES], ids=POOL_NAMES)
def test_a_statement_names_what_it_states(phrasings: Pool) -> None:
    own_word = {"third_job": "a", "commitment": "do", "habit": "do", "instruction": "do", "prohibition": "do",
                "event": "did"}  # fmt: skip
    for kind, templates in phrasings.state.items():
        for text in templates:
            named = {name.lower() for _, name, _, _ in string.Formatter().parse(text) if name}
            assert named & {
                own_word.get(kind, "value"),
                "doing" if "do" in own_word.get(kind, "") else "a",
                "thing",
                "value",
            }, text
            if kind.startswith("third_"):
                assert "who" in named, text


def test_a_name_or_word_is_drawn_for_one_half_only() -> None:
    lists: dict[str, Sequence[object]] = {
        name: value for name, value in vars(vocabulary).items() if name.isupper() and isinstance(value, (tuple, list))
    }
    lists |= {f"favourite {topic}": words for topic, words in vocabulary.FAVOURITES.items()}
    del lists["POOL_NAMES"], lists["WRITERS"]
    assert len(lists) > 20
    for name, words in lists.items():
        assert not set(half(words, "development")) & set(half(words, "held_out")), name
