"""Sentences to learn from and to test with: phrasings filled with words, and where in them what stands.

A phrasing belongs to one half for good, and each half has words of its own, so that a test sentence shares neither its
phrasing nor its values with what was learned.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from toldonce.memory.extract.english.verbs import ing_form
from training.reader import values as words
from training.reader.values import Half

PHRASINGS = Path(__file__).parent / "phrasings"
TESTED = 5
"""One phrasing in so many is for the test."""
MARKED = ("value", "old", "role", "who", "cadence")
"""The places that the reader has to find; the others (dates) are found by rules."""
NAMED = "named "
"""In front of the place of a word in a sentence that states nothing, which only names it."""
_MARK_OF = {"a": "value", "old_a": "old", "do": "value", "doing": "value", "did": "value"}
TEXTED = 0.1
"""Share of the sentences that are typed as on a phone."""
SHORTENED = 0.08
"""Share of the sentences that go without their "I", where they can."""
_SUBJECT = re.compile(r"(?:I['’]?m|I am|I['’]?ve|I have|I|We['’]?re|We|My name(?:['’]s| is)|It['’]s)\s+", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")
"""A word of the lists, `{value}`, or the phrasing's own, `{value:sugar in my tea}`."""
BEFORE = (
    "By the way, ", "Oh, ", "Well, ", "So ", "Btw, ", "Honestly, ", "Just so you know, ", "Fun fact: ", "Hey, ", "Ok, ",
    "Also, ", "Anyway, ", "Look, ", "To be honest, ", "You know, ", "For context: ", "And ", "Quick note: ", "FYI, ",
    "Right, ", "Listen, ", "Guess what: ", "In other news, ", "Since you ask, ", "Did I mention? ", "Before I forget: ",
    "Speaking of which, ", "Just a heads-up: ", "ok so ", "lol ", "I should add that ", "Let me tell you, ", "Ah, ",
    "Not that it matters, but ", "Not sure I said, but ", "Come to think of it, ", "Truth be told, ", "Mind you, ",
)  # fmt: skip
AFTER = (
    ", by the way", ", just so you know", " btw", ", if that helps", ", you know", ", as it happens", ", to be honest",
    ", in case it matters", " haha", ", I think you should know", " and that's that", ", so keep that in mind",
    ", just saying", " :)", ", believe it or not", " and it's great", ", so bear with me", ", thank heavens", " lol",
    ", and mum cried", ", can you believe it", ", at long last", ", for better or worse", ", but that's another story",
    ", which suits me fine", ", funny old world", ", if you ask me", ", long story", " and I can't complain",
    ", so things are a bit hectic", " and the rest is history", ", would you believe", " tbh", ", mate",
    ", for my sins",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence. ``kind`` and ``relation`` say what it states; ``marks`` are (place, first, end) in characters.
    Where several phrasings are joined in it, ``besides`` are the other kinds and relations that it states."""

    text: str
    kind: str
    relation: str
    marks: tuple[tuple[str, int, int], ...]
    phrasing: str
    besides: tuple[tuple[str, str], ...] = ()


def phrasings(half: Half, files: str = "*") -> Iterator[tuple[str, str, str]]:
    """Kind, relation and phrasing, in the order of the files; ``files`` is a pattern of their names, ``gone_*``."""
    for path in sorted(PHRASINGS.glob(f"{files}.txt")):
        kind = relation = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                kind, relation = line[2:].split()
            elif line.strip() and (_is_for_test(line) == (half == "test")):
                yield kind, relation, line.strip()


@cache
def words_brought(kind: str, place: str) -> tuple[str, ...]:
    """The words of their own that phrasings of this kind bring to this place, of the half that is learned from.

    So they are learned in other phrasings too; not those at the beginning, with the capital that it asks for. The
    test's phrasings are filled from the lists alone.
    """
    brought: set[str] = set()
    for of, _, phrasing in phrasings("train"):
        places = _PLACE.finditer(phrasing) if of == kind else ()
        brought.update(found[2] for found in places if found[2] and found[1] == place and found.start())
    return tuple(sorted(brought))


def placeholders(phrasing: str) -> list[str]:
    """The names of the places that are to be filled, in their order."""
    return [place[1] for place in _PLACE.finditer(phrasing)]


def mark_of(place: str) -> str:
    """As what the words of a place are marked."""
    return _MARK_OF.get(place, place)


def _is_for_test(phrasing: str) -> bool:
    return int(hashlib.sha256(phrasing.encode()).hexdigest(), 16) % TESTED == 0


def samples(half: Half, seed: int, each: int, files: str = "*") -> list[Sample]:
    """``each`` sentences of every phrasing of this half; the same seed draws the same."""
    made = []
    for kind, relation, phrasing in phrasings(half, files):
        # Its own dice, so that a phrasing that is added leaves the sentences of the others as they are.
        dice = Random(f"{half} {seed} {kind} {relation} {phrasing}")
        many = each if "{" in phrasing else 1
        for _ in range(many):
            made.append(_filled(kind, relation, phrasing, half, dice))
    return made


def _filled(kind: str, relation: str, phrasing: str, half: Half, dice: Random) -> Sample:
    drawn = _words(kind, half, dice)
    text, marks, at = "", [], 0
    for place in _PLACE.finditer(phrasing):
        text += phrasing[at : place.start()]
        at = place.end()
        name, word = place[1], place[2] or drawn[place[1]]
        if not text:
            word = word[:1].upper() + word[1:]
        mark = mark_of(name)
        lead = len(word.split()[0]) + 1 if name in ("a", "old_a") else 0
        if kind == "none":
            mark = f"{NAMED}{name}"
        if mark in MARKED or kind == "none":
            marks.append((mark, len(text) + lead, len(text) + len(word)))
        text += word
    text += phrasing[at:]
    return _voiced(Sample(text, kind, relation, tuple(marks), phrasing), dice)


def without_subject(sample: Sample) -> Sample:
    """The same without the "I" or "my name is" that it begins with: "live in Leeds"."""
    subject = _SUBJECT.match(sample.text)
    if subject is None or any(first < subject.end() for _, first, _ in sample.marks):
        return sample
    gone = subject.end()
    marks = tuple((mark, first - gone, end - gone) for mark, first, end in sample.marks)
    return replace(sample, text=sample.text[gone:], marks=marks)


def _voiced(sample: Sample, dice: Random) -> Sample:
    """The same in another voice: without its subject, with an aside before or after, without its full stop, its
    capitals or apostrophes."""
    if dice.random() < SHORTENED:
        sample = without_subject(sample)
    text, shift = sample.text, 0
    if dice.random() < 0.25:
        before = dice.choice(BEFORE)
        if re.match(r"(?:The|My|You|We|It|There|Our|Every|As|At|On|In|When)\b", text):
            text = text[0].lower() + text[1:]
        text, shift = before + text, len(before)
    if dice.random() < 0.25 and text.endswith("."):
        text = text[:-1] + dice.choice(AFTER) + "."
    if dice.random() < 0.12 and text.endswith("."):
        text = text[:-1]
    if dice.random() < 0.1:
        text = text.lower()
    if dice.random() < 0.05:
        text = text.replace("'", "’")
    marks = tuple((mark, first + shift, end + shift) for mark, first, end in sample.marks)
    voiced = Sample(text, sample.kind, sample.relation, marks, sample.phrasing)
    return _texted(voiced, dice) if dice.random() < TEXTED else voiced


def _texted(sample: Sample, dice: Random) -> Sample:
    """The same as it is typed on a phone: without apostrophes and mostly in small letters."""
    text = sample.text.lower() if dice.random() < 0.7 else sample.text
    places, typed = [], ""
    for letter in text:
        places.append(len(typed))
        typed += "" if letter in "'’" else letter
    places.append(len(typed))
    marks = tuple((mark, places[first], places[end]) for mark, first, end in sample.marks)
    return Sample(typed, sample.kind, sample.relation, marks, sample.phrasing)


def _words(kind: str, half: Half, dice: Random) -> dict[str, str]:
    pick = dice.choice
    names = dice.sample(words.NAMES[half], 2)
    topic = pick(sorted(words.FAVOURITES))
    lists: dict[str, Sequence[str]] = {
        "name": words.NAMES[half], "nickname": words.NICKNAMES[half], "home": words.PLACES[half],
        "hometown": words.PLACES[half], "third_home": words.PLACES[half], "job": words.JOBS[half],
        "third_job": words.JOBS[half], "third_employer": words.COMPANIES[half], "employer": words.COMPANIES[half],
        "partner": words.NAMES[half],
        "family": words.NAMES[half], "child": words.NAMES[half], "pet": words.PET_NAMES[half],
        "allergy": words.ALLERGENS[half], "condition": words.CONDITIONS[half], "diet": words.DIETS[half],
        "car": words.CARS[half], "phone": words.PHONES[half], "favourite": words.FAVOURITES[topic][half],
        "like": words.THINGS[half], "dislike": words.THINGS[half], "hobby": words.HOBBIES[half],
        "language": words.LANGUAGES[half], "none": words.THINGS[half],
    }  # fmt: skip
    roles = {"partner": words.BONDS, "family": words.RELATIONS, "child": words.CHILDREN, "pet": words.SPECIES}
    age = str(dice.randint(17, 89))
    day = f"{dice.randint(1, 28)} {pick(words.MONTHS)}"
    month, number = pick(words.MONTHS), dice.randint(1, 28)
    date = pick((day, f"{month} {number}", f"{month} {_ordinal(number)}", f"the {_ordinal(number)} of {month}"))
    tasks = {"commitment": words.ERRANDS, "instruction": words.ORDERS, "prohibition": words.BANS, "habit": words.HABITS}
    brought = _brought_to(kind) if half == "train" else {}
    doable = tasks.get(kind, words.HABITS if dice.random() < 0.5 else words.ERRANDS)
    do = pick([*doable[half], *brought.get("do", ())])
    first, _, rest = do.partition(" ")
    doing = f"{ing_form(first)} {rest}".strip()
    drawn = [*lists.get(kind, ()), *(brought.get("value", ()) if kind != "favourite" else ())]
    value, old = dice.sample(drawn, 2) if len(drawn) > 1 else ("", "")
    if kind == "age":
        value, old = age, str(int(age) - 1)
    if kind == "birthday":
        value = date.removeprefix("the ")
    job = pick(words.JOBS[half])
    place, place2 = dice.sample(words.PLACES[half], 2)
    return {
        "value": value, "old": old, "a": _a(value), "old_a": _a(old),
        "role": pick(roles[kind][half]) if kind in roles else topic,
        "who": pick([*words.WHOS[half], *brought.get("who", ())]).format(name=names[0]),
        "cadence": pick([*words.CADENCES[half], *brought.get("cadence", ())]),
        "do": do, "doing": doing, "did": pick([*words.DEEDS[half], *brought.get("did", ())]),
        "due": pick(words.DUES[half]), "when": pick(words.WHENS[half]), "since": pick(words.SINCES[half]),
        "place": place, "place2": place2, "job": job, "a_job": _a(job), "company": pick(words.COMPANIES[half]),
        "allergen": pick(words.ALLERGENS[half]), "condition": pick(words.CONDITIONS[half]),
        "diet": pick(words.DIETS[half]), "car": pick(words.CARS[half]), "phone": pick(words.PHONES[half]),
        "language": pick(words.LANGUAGES[half]), "thing": pick(words.THINGS[half]), "hobby": pick(words.HOBBIES[half]),
        "name": names[0], "name2": names[1], "animal": pick(words.SPECIES[half]), "topic": topic, "age": age,
        "date": date,
    }  # fmt: skip


@cache
def _brought_to(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The same by place; what is over was a value once, and what stands with its article is put without."""
    bare = [word.split(" ", 1)[-1] for place in ("a", "old_a") for word in words_brought(kind, place)]
    values = {*words_brought(kind, "value"), *words_brought(kind, "old"), *bare}
    others = {place: words_brought(kind, place) for place in ("do", "who", "cadence", "did")}
    return {"value": tuple(sorted(values)), **others}


def _a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _ordinal(number: int) -> str:
    suffix = "th" if 4 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
