"""How sure an answer is to a question about one thing of the user's or of a relative: what was told of it counts, not
how near the best of what was found comes.

Who asks for an age is answered by an age, and by nothing else: neither by a birthday nor by the age of another. Where
no memory holds what is asked for, a turn may, which nobody understood: then it uses a word for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, permutations

from toldonce.memory.asking import PAST, Asked, asked_of
from toldonce.memory.asking_topics import Topic
from toldonce.memory.asking_whole import Whole
from toldonce.memory.extract.sentences.modality import is_conditional, is_unreal, without_quotations, words_of
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.slots import holds_many, is_known, split_slot
from toldonce.memory.sureness import KNOWN, TOLD, as_sure_as_nothing_is_told, at_least, first
from toldonce.memory.telling import OF_ANOTHER, WAS_ONCE, WISHED
from toldonce.memory.terms import words
from toldonce.memory.told_in_words import as_sure_as_its_words
from toldonce.model import Hit, SearchResult
from toldonce.ports import USER

_OWN = frozenset("i we".split())
_OWNING = frozenset("my our".split())
_DENYING = frozenset("not never no nor without".split())
_YOUNGER = frozenset("youngest younger little baby".split())
_ELDER = frozenset("eldest oldest elder older big firstborn".split())
_CLAUSES = re.compile(r"[,;:()]|\s[-–—]\s|\b(?:but|so|and|because)\b")


def as_sure_as_it_is_told(query: str, result: SearchResult) -> SearchResult:
    """The result with the confidence that it deserves, where the question asks for one thing and for nothing else."""
    asked = asked_of(query)
    if not result.hits:
        return result
    if asked.whole is None:
        return as_sure_as_its_words(query, asked, result)
    whole = asked.whole
    result = _fitting_first(asked, result)
    hits = [hit for hit in result.hits if not _is_of_another_age(query, hit)]
    if any(hit.slot and asked.is_answered_by(*split_slot(hit.slot), hit.content) for hit in hits):
        return at_least(result, KNOWN)
    # What was understood of now leaves open what was before; what looks like the very thing was not understood as it.
    is_open = asked.past or whole.topic.telling is not None
    telling = [hit for hit in (hits if is_open else _not_understood(hits, whole)) if _tells_of(hit, asked, whole)]
    if whole.topic.telling is not None and telling:
        return at_least(first(telling, result), TOLD)
    if asked.past and any(hit.kind == "turn" and PAST.search(hit.content) for hit in telling):
        return at_least(result, KNOWN)
    if (whole.topic.sure or whole.value) and not telling:
        return as_sure_as_nothing_is_told(result)
    return result


def _fitting_first(asked: Asked, result: SearchResult) -> SearchResult:
    """The result with what its topic leaves out behind the rest: of all that one is committed to, work is asked for."""
    beside = [hit for hit in result.hits if _is_left_out(hit, asked)]
    if not beside:
        return result
    left_out = {hit.id for hit in beside}
    kept = [hit for hit in result.hits if hit.id not in left_out]
    least = min((hit.score for hit in kept), default=1.0)
    behind = [hit.model_copy(update={"score": min(hit.score, least)}) for hit in beside]
    return result.model_copy(update={"hits": [*kept, *behind]})


def _is_of_another_age(query: str, hit: Hit) -> bool:
    """Whether the eldest of several is asked about and a hit is of the youngest, or the other way round."""
    asked, said = set(words(query)), set(words(hit.content))
    return any(asked & one and said & other and not said & one for one, other in permutations((_YOUNGER, _ELDER)))


def _is_left_out(hit: Hit, asked: Asked) -> bool:
    """Whether a memory is of a slot of many that is asked for, and says nothing of what the question wants of it."""
    if not hit.slot or asked.whole is None or not asked.whole.topic.where:
        return False
    subject, attribute = split_slot(hit.slot)
    if not (holds_many(attribute) or attribute.startswith("taste.")):
        return False
    return asked.is_answered_by(subject, attribute) and not asked.is_answered_by(subject, attribute, hit.content)


def _not_understood(hits: Sequence[Hit], whole: Whole) -> list[Hit]:
    """Without the turns in which something else was understood of whom the question is about: who says where they work
    has told no profession."""
    understood = {
        turn_id
        for hit in hits
        if hit.kind == "memory" and hit.slot and _is_of(whole, split_slot(hit.slot)[0])
        for turn_id in hit.source_turn_ids
    }
    return [hit for hit in hits if not (hit.kind == "turn" and hit.id in understood)]


def _is_of(whole: Whole, subject: str) -> bool:
    """Whether a memory of this subject may be of whom the question is about; of the user's, all that they told."""
    return USER in whole.subjects or subject in whole.subjects


def _tells_of(hit: Hit, asked: Asked, whole: Whole) -> bool:
    """Whether a turn, or a memory that is about nothing known, has a sentence about the thing that is asked for."""
    topic = whole.topic
    if topic.telling is None and (topic.keys | topic.told).isdisjoint(words(hit.content)):
        return False
    if hit.kind == "memory":
        is_open = hit.slot is None or not is_known(split_slot(hit.slot)[1])
        return is_open and (topic.telling is None or topic.telling.search(plain(hit.content)) is not None)
    of_user = USER in whole.subjects
    own = hit.role == "user" if of_user else (hit.speaker or "").casefold() in whole.subjects
    of_now = not asked.past and "hometown" not in topic.answers
    return any(
        _says(one.text, topic, frozenset() if own else whole.names)
        for one in sentences(hit.content)
        if not one.asks
        and (own or not of_user)
        and whole.value in one.text.casefold()
        and not (of_now and WAS_ONCE.search(plain(one.text)))
    )


def _says(sentence: str, topic: Topic, names: Collection[str]) -> bool:
    """Whether a sentence states something of the thing: of its speaker, or of the one with one of these ``names``."""
    text = plain(without_quotations(sentence))
    shaped = words_of(text)
    if is_unreal(text, shaped) or is_conditional(text, shaped) or (topic.telling and WISHED.search(text)):
        return False
    parts = [part for part in (*_CLAUSES.split(text), text) if part.strip()]
    if names:
        said = frozenset(words(text))
        named = any(said.issuperset(name.split()) for name in names)
        return named and any(_is_affirmed(part, topic, topic.telling_of_others) for part in parts)
    affirmed = next((part for part in parts if _is_affirmed(part, topic, topic.telling)), None)
    return affirmed is not None and _is_own(affirmed, topic) and OF_ANOTHER.isdisjoint(words(text))


def _is_own(text: str, topic: Topic) -> bool:
    """Whether a clause speaks of its speaker, or of this thing of theirs."""
    in_order = words(text)
    telling = topic.keys | topic.told
    return not _OWN.isdisjoint(in_order) or any(one in _OWNING and two in telling for one, two in pairwise(in_order))


def _is_affirmed(text: str, topic: Topic, telling: re.Pattern[str] | None) -> bool:
    """Whether a clause speaks of the thing, and denies nothing but what the thing itself is to be without."""
    if telling is None:
        said = frozenset(words(text))
        return not said.isdisjoint(topic.keys | topic.told) and said.isdisjoint(_DENYING)
    beside, found = telling.subn(" ", text)
    return found > 0 and _DENYING.isdisjoint(words(beside))
