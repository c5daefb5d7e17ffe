"""That the reader learns from no sentence and no value by which `evals.life` scores it: counts, and takes out.

``python -m training.reader.unseen`` counts the phrasings of each file that say the same as one of the held-out
sentences, and those that bring a held-out value; ``--take-out`` takes out the ones, and the words that the others
bring, so that words of the lists fill them. Neither shows a sentence: the half that only scores stays unread.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import Path

from rich.console import Console

from evals.life import vocabulary
from evals.life.pool import Pool, pool
from evals.life.vocabulary import half
from toldonce.memory.extract.sentences.wording import plain
from training.reader.samples import AFTER, BEFORE, PHRASINGS

LEAST_WORDS = 3
"""What is shorter ("I am", of "I am {value}") is said by everybody and tells nothing of where it was read."""
FUNCTION_WORDS = frozenset(
    "a an the this that these those i me my mine we us our ours you your he him his she her it its they them their"
    " at in on to of for with from by as about into over up out off and but or so then because since while than if"
    " am is are was were be been being have has had do does did will would can could should may might must shall"
    " now just really well too also still already currently actually here there very quite only yes yeah oh hi hey"
    " hello okay ok um uh like please by way".split()
)
"""Words that carry no matter of their own; no negation is among them."""
MANY_WORDS = 6
"""Of so many words any one may be another, and the sentence is still nearly the same."""
_BY_KIND = ("state", "change", "end", "hypothetical", "others", "pasted", "poison", "asked")
_ANYWHERE = ("correct", "filler", "replies", "asides", "incidental")
_NAMES = ("NAMES", "PET_NAMES", "CITIES", "COMPANIES")
_WORDS = (
    "JOBS", "ALLERGENS", "CONDITIONS", "DIETS", "CARS", "PHONES", "LIKES", "DISLIKES", "HOBBIES", "LANGUAGES",
    "NICKNAMES",
)  # fmt: skip
_DEEDS = ("HABITS", "ERRANDS", "INSTRUCTIONS", "PROHIBITIONS", "EVENTS")
_PLACE = re.compile(r"\{[^{}]*\}")
_BROUGHT = re.compile(r"\{(\w+):([^{}]*)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[a-z0-9]+")

Words = tuple[str, ...]


def bare(text: str) -> Words:
    """The words of a sentence as they are compared: in small letters, contractions written out, without punctuation,
    indefinite articles, values and the asides that training puts around every sentence."""
    words = _words(text)
    for aside in _asides():
        if words[: len(aside)] == aside and len(words) - len(aside) >= LEAST_WORDS:
            words = words[len(aside) :]
        if words[-len(aside) :] == aside and len(words) - len(aside) >= LEAST_WORDS:
            words = words[: -len(aside)]
    return words


def told_in(text: str) -> set[Words]:
    """The whole and each sentence of it, bare, where they have `LEAST_WORDS`."""
    told = {bare(part) for part in (text, *_BETWEEN_SENTENCES.split(text))}
    return {words for words in told if len(words) >= LEAST_WORDS}


def nearly(words: Words) -> Iterator[Words]:
    """What two sentences have in common that differ by order, or by one word that is added, left out or another: their
    words sorted, and the same without each of the function words; of `MANY_WORDS` without any one."""
    yield tuple(sorted(words))
    for at, word in enumerate(words):
        rest = words[:at] + words[at + 1 :]
        if (word in FUNCTION_WORDS or len(words) >= MANY_WORDS) and not FUNCTION_WORDS.issuperset(rest):
            yield tuple(sorted(rest))


def held_out() -> frozenset[Words]:
    """The held-out sentences of `evals.life`, bare."""
    return frozenset(words for text in _texts(pool("held_out")) for words in told_in(text))


@cache
def held_out_values() -> frozenset[str]:
    """The values of the held-out half of `evals.life`, in small letters."""
    several = [getattr(vocabulary, name) for name in (*_NAMES, *_WORDS)] + list(vocabulary.FAVOURITES.values())
    found = {word for words in several for word in half(words, "held_out")}
    for name in _DEEDS:
        found |= {form for forms in half(getattr(vocabulary, name), "held_out") for form in forms[:2]}
    return frozenset(word.casefold() for word in found)


def is_held_out(value: str) -> bool:
    """Whether a value is one of the held-out half, or bears one of its names ("my flatmate Jonas")."""
    return value.casefold() in held_out_values() or _held_out_name().search(value) is not None


def with_words_of_the_lists(phrasing: str) -> str:
    """The phrasing without the held-out values that it brings: "{value:...}" is "{value}"."""
    return _BROUGHT.sub(lambda found: f"{{{found[1]}}}" if is_held_out(found[2]) else found[0], phrasing)


class Unseen:
    """Tells whether a phrasing says what one of the sentences says that must stay unseen."""

    def __init__(self, sentences: Set[Words]) -> None:
        self._sentences = sentences
        self._nearly = {common for words in sentences for common in nearly(words)}

    def coincides(self, phrasing: str) -> bool:
        """Word by word, with values left out."""
        return not told_in(phrasing).isdisjoint(self._sentences)

    def nearly_coincides(self, phrasing: str) -> bool:
        """Apart from order and one word, as `nearly` says."""
        return any(common in self._nearly for words in told_in(phrasing) for common in nearly(words))


def coinciding(unseen: Unseen, path: Path) -> list[int]:
    """The places of the lines of a file that must not be learned from, from 0 on."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [at for at, line in enumerate(lines) if _is_phrasing(line) and unseen.nearly_coincides(line)]


def bringing(path: Path) -> int:
    """How many lines of a file bring a held-out value."""
    return sum(with_words_of_the_lists(line) != line for line in path.read_text(encoding="utf-8").splitlines())


def take_out(path: Path, places: Iterable[int]) -> None:
    """Take these lines out of a file, and of the others the held-out values that they bring."""
    gone = set(places)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (with_words_of_the_lists(line) for at, line in enumerate(lines) if at not in gone)
    path.write_text("".join(kept), encoding="utf-8")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.unseen", description=__doc__)
    parser.add_argument("--take-out", action="store_true", help="take out what coincides, and what nearly does")
    given, show = parser.parse_args(), Console()
    sentences = held_out()
    unseen, learned = Unseen(sentences), _phrasings()
    ours = {words for phrasing in learned for words in told_in(phrasing)}
    near = {common for words in ours for common in nearly(words)}
    show.print(
        f"{len(sentences)} held-out sentences of {LEAST_WORDS} words and more: {len(sentences & ours)} are among"
        f" {len(learned)} phrasings, {sum(not near.isdisjoint(nearly(words)) for words in sentences)} nearly."
    )
    show.print(f"{sum(map(unseen.coincides, learned))} phrasings coincide. With what nearly does, and values:")
    for path in sorted(PHRASINGS.glob("*.txt")):
        places, values = coinciding(unseen, path), bringing(path)
        if places or values:
            show.print(f"  {path.name}: {len(places)} phrasings, {values} that bring a held-out value")
        if given.take_out:
            take_out(path, places)


def _phrasings() -> list[str]:
    paths = sorted(PHRASINGS.glob("*.txt"))
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if _is_phrasing(line)]


def _is_phrasing(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("# ")


def _texts(phrasings: Pool) -> Iterator[str]:
    for name in _BY_KIND:
        for templates in getattr(phrasings, name).values():
            yield from templates
    for name in _ANYWHERE:
        yield from getattr(phrasings, name)
    yield from (text for _, text in phrasings.together)


@cache
def _held_out_name() -> re.Pattern[str]:
    names = (re.escape(word) for name in _NAMES for word in half(getattr(vocabulary, name), "held_out"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def _words(text: str) -> Words:
    found: list[str] = _WORD.findall(plain(_PLACE.sub(" ", text)).casefold().replace("'", ""))
    return tuple(word for word in found if word not in ("a", "an"))


@cache
def _asides() -> tuple[Words, ...]:
    return tuple(sorted({_words(aside) for aside in (*BEFORE, *AFTER)} - {()}, key=len, reverse=True))


if __name__ == "__main__":
    main()
