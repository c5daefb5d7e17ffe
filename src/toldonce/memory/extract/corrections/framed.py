"""What somebody puts right who talks of nothing but what was just told: "change Oslo to Bergen", "no wait, Bergen".

Such a sentence is made of the words for saying, erring and mending, of the wrong value or none, and of one span of
other words: the right value. It needs no pattern for each order of them. The wrong value must be one that was just
told; where it goes unsaid, the right one must look like it: a name for a name, a day for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from toldonce.memory.extract.corrections.reading import CORRECTING, anew, written_as
from toldonce.memory.extract.sentences.modality import words_of
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.slots import value_key
from toldonce.memory.temporal import MONTHS
from toldonce.ports import MemoryCandidate

MOST_CHARACTERS = 200
MOST_WORDS = 5
_ERRING = frozenset(
    """
    erroneous erroneously inadvertently oversight lapse intended amiss mixup mistake mistaken mistakenly mistakes
    wrong wrongly error erred err slip slipped typo typos erratum correction corrected correct correcting
    corrections misspoke mistyped misspelled misremembered miswrote misled oops ops whoops meant mean scratch strike
    false untrue inexact misprint misprinted nonsense rubbish rubbed confounded mistook lapsus astray miscopied
    autocorrect autocorrected muddled mixed confused inaccurate incorrect incorrectly accidentally edit amend
    amended amendment rectify fix retract retracted withdraw revise revised blunder slipup misinformed misstated beg
    """.split()
)
"""Words that say by themselves that something was told wrong."""
_MENDING = frozenset(
    """
    change replace swap switch exchange update substitute turn make read note put use write say take instead rather
    should ought must not isn't never bad fault pardon apologies apologise ignore forget disregard delete remove
    said wrote typed told cross crossed strike rub erase wipe overwrite drop noted saying
    """.split()
)
"""Words that do so beside the wrong value."""
_HESITATING = frozenset("no nope wait actually sorry hang hold hmm hm ah pardon apologies fact rather".split())
"""Two of them announce another value, one does not."""
FRAMING = _ERRING | _MENDING | _HESITATING
"""Words without one of which nothing is put right here."""
_AROUND = frozenset(
    """
    afraid fear forgive hasten straight rightly actual true truly find found having allow permit nay lapsed
    overlooked foolish foolishly absent-minded absentmindedly fails failing failed played tricks trick supply
    supplied quoted quote intend intention insert entered enter jotted correctly accurate accurately precise
    precisely strictly speaking stands stood appears appear appeared occurs until despite earlier remember
    remembered recall recalled forgot forgotten believe believed suppose guess meaning meantime head muddle hear
    heard spelled spelt spelling pressed key autofill button copied copy paste pasted sleepy coffee glasses bother
    trouble excuses quite rather simply hold both swapped reversed turned update updated file form field cell column
    row entry entries box yep yup aha ooh omg ffs wtf bruh haha hahaha lmao rofl btw tbh nvm soz srry a about above
    absolutely accident again all am an and answer answered apologetic apology are argh as at back be because been
    before beg being below but by call called can carelessly check checked checking come completely could course
    damn darn day dear did didn't do done don't down duh else entirely exact exactly excuse fact fat finger fingers
    fingered first for from gave get give given gosh got had has have haven't he heavens her here hers hey him his
    how i idea if in indeed into is it its it's just keyboard kindly know last let letter like line lol look made
    mark may me memo memory mentioned message mind mine misread moment my myself name named need needs note notes
    notice of off oh ok okay on once one only or other our out over please possible post previous profile promise
    proper properly quick quickly read reading real really reason record records reflection regret remark reply
    right said same saw sent sentence shall she silly sincere slight small so some something somehow stand statement
    stated stupid stupidly such supposed sure that that's than the their them then there these they thing think
    thinking this those thought though time to told tongue too truth two typed typing u ugh um under understand up
    ur very was wasn't we well went were what whatever when where whereas which while whoops why will with word
    words would written wrote yes yet yikes you your sloppy hasty haste hastily tiny little minor important
    embarrassing embarrassed confusion confusing hurry tired brain clarify clarification clarity fooled caught
    spotted realised realized noticed proofread worded wording thanks thank cheers live lives living work works
    working job city town home house born birthday drive drives car vehicle company employer favourite favorite
    allergic allergy wait sec second minute hang place places part pen
    wanted want belongs belong half asleep ran run running away awake distracted careless inattentive talking spoke
    speaking fast slow slips looking look message messages rereading rewriting reread without going changed too far
    true truth right stands lieu profile autopilot led has have had head gone blank wandered wandering elsewhere
    address fool fools old came comes dictation microphone speech phone see saw seen
    uh er erm yeah nah listen bit case must saying keep keeps kept probably start over mixing always
    mother tongue english spell translated translation language eyes hands thumb thumbs
    """.split()
)
"""What else stands in such a sentence: how somebody talks of what they said, and of what it was about."""
_NO_VALUE = frozenset(
    """
    seriously honestly literally joke joking question example today tomorrow yesterday later soon now anyway tonight
    everything anything nothing everyone anyone ever always often easy hard fun fine good better best great nice bad
    worse difficult possible impossible ready useful interesting sunny long longer short shorter cheaper faster
    enough different sad happy funny late early done gone over business well monday tuesday wednesday thursday
    friday saturday sunday thanks guys folks sir madam mate bro god jesus english
    """.split()
)
_DETERMINING = frozenset("about of other same last first second next some any one this those these".split())
""" "I meant the other recipe", "wrong about the train": no value of its own."""
_PIECE = re.compile(r"[^\W_][\w'’-]*(?:\.\w+)*|[*.,;:!?–—()\"]")
_WORD = re.compile(r"\w")
_NAMING = frozenset("is it's should right belongs meant mean stands true correct".split())
_NEGATED = frozenset("not never isn't wasn't".split())
_OWNING = frozenset("my your his her our their".split())
_ARTICLES = frozenset("a an the in at on".split())


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence in pieces, words and marks; ``old``: where the wrong value stands in it (none: both 0)."""

    pieces: Sequence[str]
    old: tuple[int, int] = (0, 0)

    def folded(self, place: int) -> str:
        return self.pieces[place].casefold().replace("’", "'") if 0 <= place < len(self.pieces) else ""

    def words(self) -> list[str]:
        return [self.folded(place) for place in range(len(self.pieces)) if _WORD.match(self.pieces[place])]


_OVER = re.compile(r"\bany (?:more|longer)\b", re.IGNORECASE)
""" "I do not clean the kitchen any more" tells an end: what was said before was right then."""
_UNABLE = re.compile(r"\b(?:can|could) not (?!be\b|have been\b)\w+", re.IGNORECASE)
""" "Ella can not have dairy" tells of Ella, and does not call her Dairy."""
_COMPARED = re.compile(r"\b(?:as|so) \w+ as\b|\b(?!rather\b|other\b|whether\b)\w+er than\b", re.IGNORECASE)
""" "Gideon is not as funny as Ezra"."""


def may_put_right(text: str) -> bool:
    """Whether a text has a word without which none of its sentences puts anything right."""
    return not (FRAMING | CORRECTING).isdisjoint(words_of(plain(text))) or "*" in text


def framed(
    text: str, before: str, recent: Sequence[MemoryCandidate], newest: Sequence[MemoryCandidate], starts: int, ends: int
) -> Iterator[MemoryCandidate]:
    """The candidates anew with the value that a sentence (plain) puts in the place of theirs.

    ``before`` is the sentence that stands before it in the turn, ``recent`` what was told in the last turns, ``newest``
    what was told in this turn or the one before; the newest come first.
    """
    recent, newest = _facts(recent), _facts(newest)
    if (
        len(text) > MOST_CHARACTERS
        or not recent
        or _OVER.search(text)
        or _UNABLE.search(text)
        or _COMPARED.search(text)
    ):
        return
    alone = _PIECE.findall(text)
    with_before = [*_PIECE.findall(before), ",", *alone] if 0 < len(before) < MOST_CHARACTERS // 2 else []
    for pieces in (alone, with_before):
        for old in recent if pieces else ():
            if (place := _place_of(old, pieces)) is not None:
                said = _Said(pieces, place)
                new = _right_value(said) if _announces(said.words()) or not _MENDING.isdisjoint(said.words()) else ""
                if not new and pieces is with_before and _is_denied(said):
                    new = _named_right(alone)
                if new and _reads_as(said_of(old), new):
                    yield from _again(old, new, recent, starts, ends)
                    return
    if any(_place_of(old, alone) for old in recent):
        return
    said = _Said(alone)
    words = [*said.words(), *(word for word in _Said(with_before).words() if word in _ERRING)]
    announced = _announces(words) or _MAKE_THAT.match(text) is not None
    new = _right_value(said) if announced or "*" in alone or "should" in words else ""
    if new.islower() and not announced:
        return
    like = next((one for one in newest if new and _looks_of(one) == _looks(_in_case(said_of(one), new))), None)
    if like is not None and value_key(new) != value_key(said_of(like)):
        yield from _again(like, new, newest, starts, ends)


_MAKE_THAT = re.compile(
    r"(?:(?:oh|no|well|sorry|ah|hm+),? )*(?:actually,? (?:it|that) is|make (?:that|it)|better make (?:that|it)) "
    r"(?!(?:a|an|the|not|so|too|very|my|your|all|just|more|less|shorter|longer)\b)[\w'’-]+(?: [\w'’-]+){0,2}[.!]*$",
    re.IGNORECASE,
)
""" "Actually it's Bergen", "make that mango"."""


def _announces(words: Iterable[str]) -> bool:
    """Whether words say by themselves that what was told is wrong."""
    each = list(words)
    my_bad = ("my", "bad") in pairwise(each)
    return my_bad or not _ERRING.isdisjoint(each) or sum(word in _HESITATING for word in each) > 1


def _facts(told: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """What has a value that may be wrong; an order or a plan is an act."""
    return [one for one in told if one.type in ("fact", "entity", "preference")]


def said_of(one: MemoryCandidate) -> str:
    """The value of a candidate, of a taste what it is for."""
    return one.attribute.partition(".")[2] if one.attribute.startswith("taste.") else one.value


def _place_of(old: MemoryCandidate, pieces: Sequence[str]) -> tuple[int, int] | None:
    """Where a value that was told stands in a sentence."""
    folded = [piece.casefold() for piece in pieces]
    value = said_of(old)
    if value[:1].isalpha() and value.split()[0].casefold() not in folded:
        return None
    for form in (value, *written_as(value)):
        wanted = [piece.casefold() for piece in _PIECE.findall(form)]
        if (_AROUND | FRAMING).issuperset(wanted):
            continue
        for first in range(len(folded) - len(wanted) + 1) if wanted else ():
            if folded[first : first + len(wanted)] == wanted:
                return first, first + len(wanted)
    return None


def _right_value(said: _Said) -> str:
    """The one span of words that are neither the wrong value nor talk of what was said; nothing when there is none, or
    are two."""
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(said.pieces):
        if said.old[0] <= place < said.old[1] or not _WORD.match(said.pieces[place]) or _is_around(said, place):
            place += 1
            continue
        first = place
        while place < len(said.pieces) and place not in range(*said.old) and _goes_on(said, place, first):
            place += 1
        spans.append((first, place))
    if len(spans) != 1:
        return ""
    first, last = spans[0]
    while (
        said.folded(first - 1) == "the"
        and said.pieces[first - 1][0].isupper()
        and first - 1 not in range(*said.old)
        and first > 1
    ):
        first -= 1
    if last - first > MOST_WORDS or not _stands_as_value(said, first, last):
        return ""
    return " ".join(said.pieces[first:last])


def _is_denied(said: _Said) -> bool:
    """Whether the value that was told is said to be wrong: "not Oslo", "Oslo is false"."""
    first, last = said.old
    before = {said.folded(first - 1), said.folded(first - 2)}
    # What begins behind a mark is no word about it: "My language is Catalan. Never a dull moment."
    behind = set(takewhile(_WORD.match, (said.folded(place) for place in range(last, last + 3))))
    return not (_NEGATED | {"no"}).isdisjoint(before) or not (_ERRING | _NEGATED).isdisjoint(behind)


_NAMING_SOMEBODY = frozenset("is are goes go answers answer".split())
""" "She is Nina", "he goes by Tom"; "he eats meat" names nobody."""


def _named_right(pieces: Sequence[str]) -> str:
    """What a sentence names that does nothing else: "It is Bergen.", "Bergen belongs there."."""
    said = _Said(pieces)
    if said.folded(0) in ("he", "she", "they") and said.folded(1) not in _NAMING_SOMEBODY:
        return ""
    return _right_value(said) if not _NAMING.isdisjoint(said.words()) or len(pieces) <= MOST_WORDS else ""


def _is_around(said: _Said, place: int) -> bool:
    word = said.folded(place)
    if place and said.pieces[place][0].isupper() and word not in ("i",) and _WORD.match(said.pieces[place - 1]):
        return False  # "I meant Dear Prudence": a capital within a sentence begins a name
    return word in _AROUND or word in FRAMING or word in _NO_VALUE - _DAYS


def _goes_on(said: _Said, place: int, first: int) -> bool:
    """Whether a piece belongs to the span that began before it."""
    if not _WORD.match(said.pieces[place]):
        return False
    if not _is_around(said, place):
        return True
    following = place + 1
    return (
        place > first
        and said.folded(place) == "of"
        and following < len(said.pieces)
        and said.pieces[following][0].isupper()
        and not _is_around(said, following)
    )


def _stands_as_value(said: _Said, first: int, last: int) -> bool:
    words = [said.folded(place) for place in range(first, last)]
    if not _NO_VALUE.isdisjoint(words):
        return False
    before = said.folded(first - 1)
    far = before
    for back in range(2, 5):
        if far not in _ARTICLES and far != "was":
            break
        far = said.folded(first - back)
    if before == "than" and said.folded(first - 2) != "rather":
        return False
    if (
        said.old[1]
        and _NEGATED & {before, far}
        and not _NEGATED & {said.folded(said.old[0] - 1), said.folded(said.old[0] - 2)}
    ):
        return False  # what was told is right, and the other is not
    if said.old[1] and _is_wrong(said, last) and not _is_wrong(said, said.old[1]):
        return False
    if (before == "was" and far == "i") or (before == "am" and said.folded(said.old[0] - 1) not in ("am", "not")):
        return said.pieces[first][:1].isupper()  # "I was half asleep" tells of the teller
    if said.old[1] and said.pieces[said.old[0]][:1].isupper() and said.old[0] > 0 and _is_lower(said, first):
        return False  # a name stands in the place of a name
    if before in _OWNING or (not said.old[1] and not {before, far}.isdisjoint(_DETERMINING)):
        return False
    return bool(said.old[1]) or said.pieces[first][:1].isupper() or before not in ("wrong", "correct", "no")


def _is_wrong(said: _Said, behind: int) -> bool:
    """Whether what ends there is called wrong: "Oslo is wrong", "Oslo was a mistake"."""
    following = [said.folded(place) for place in range(behind, behind + 4)]
    return following[0] in ("is", "was") and not _ERRING.isdisjoint(following[1:3]) and "correct" not in following


def _is_lower(said: _Said, place: int) -> bool:
    return said.pieces[place][:1].islower() and said.pieces[place][1:].islower()


_DAYS = frozenset(name.casefold() for name in MONTHS)


def _reads_as(old: str, new: str) -> bool:
    """Whether another value may take the place of this one."""
    is_day = _looks(old) == "day"
    return value_key(new) != value_key(old) and is_day == (_looks(new) == "day")


def _looks(value: str) -> str:
    words = value.casefold().replace(",", " ").split()
    if any(word[:1].isdigit() for word in words) and not _DAYS.isdisjoint(words):
        return "day"
    if value.isdigit():
        return "number"
    return "name" if value[:1].isupper() else "word"


_NO_NAMES = frozenset({"allergy", "condition", "diet", "habit", "hobby"})


def _looks_of(one: MemoryCandidate) -> str:
    """What the value of a candidate looks like; what is no name has a capital only where its sentence begins."""
    looks = _looks(said_of(one))
    return "word" if looks == "name" and (one.attribute in _NO_NAMES or one.attribute.startswith("taste.")) else looks


def _in_case(old: str, new: str) -> str:
    """The new value with a small initial, where that of the old is small and that of the new may be its sentence's."""
    return new[:1].lower() + new[1:] if old[:1].islower() and new[1:].islower() else new


def _again(
    old: MemoryCandidate, new: str, told: Sequence[MemoryCandidate], starts: int, ends: int
) -> Iterator[MemoryCandidate]:
    said = said_of(old)
    for one in told:
        if said_of(one) == said and not one.denies:
            yield from anew(one, said, _in_case(said, new), starts, ends)
