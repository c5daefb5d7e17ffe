"""How sure an answer is to a question for one thing and for nothing else: what was told of it counts, not how near the
best of what was found comes.

Who asks for an age is answered by an age, and by nothing else: neither by a birthday nor by the age of another. Where
no memory holds what is asked for, a turn may, which nobody understood: then it uses a word for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from toldonce.memory.abstain import is_answerable
from toldonce.memory.asking import Whole, asked_of
from toldonce.memory.asking_topics import Topic
from toldonce.memory.extract.modality import is_unreal, words_of
from toldonce.memory.extract.sentences import sentences
from toldonce.memory.extract.wording import plain
from toldonce.memory.slots import is_known, split_slot
from toldonce.memory.terms import words
from toldonce.model import Hit, SearchResult
from toldonce.ports import USER

KNOWN = 0.75
"""The least confidence where a memory holds the very thing that is asked for."""
UNTOLD_SHARE = 0.4
"""What is left of the confidence where nothing that was found tells of it."""
_OWN = frozenset("i we me us".split())
_OWNING = frozenset("my our".split())
_DENYING = frozenset("not never no nor without".split())
_OF_ANOTHER = frozenset("he she they his her hers their theirs him them you your".split())


def as_sure_as_it_is_told(query: str, result: SearchResult) -> SearchResult:
    """The result with the confidence that it deserves, where the question asks for one thing and for nothing else."""
    asked = asked_of(query)
    if asked.whole is None or not result.hits:
        return result
    whole = asked.whole
    if any(hit.slot and asked.is_answered_by(*split_slot(hit.slot), hit.content) for hit in result.hits):
        confidence = max(result.confidence, KNOWN)
    elif whole.topic.sure and not any(_tells_of(hit, whole) for hit in _not_understood(result.hits, whole)):
        return as_sure_as_nothing_is_told(result)
    else:
        return result
    return result.model_copy(update={"confidence": confidence, "answerable": is_answerable(confidence)})


def as_sure_as_nothing_is_told(result: SearchResult) -> SearchResult:
    """The result with what is left of its confidence where nothing that was found tells of the thing."""
    confidence = round(result.confidence * UNTOLD_SHARE, 4)
    return result.model_copy(update={"confidence": confidence, "answerable": is_answerable(confidence)})


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


def _tells_of(hit: Hit, whole: Whole) -> bool:
    """Whether a turn, or a memory that is about nothing known, has a sentence about the thing that is asked for."""
    if hit.kind == "memory":
        is_open = hit.slot is None or not is_known(split_slot(hit.slot)[1])
        return is_open and not (whole.topic.keys | whole.topic.told).isdisjoint(words(hit.content))
    of_user = USER in whole.subjects
    own = hit.role == "user" if of_user else (hit.speaker or "").casefold() in whole.subjects
    return any(
        _says(one.text, whole.topic, frozenset() if own else whole.names)
        for one in sentences(hit.content)
        if not one.asks and (own or not of_user)
    )


def _says(sentence: str, topic: Topic, names: Collection[str]) -> bool:
    """Whether a sentence states something of the thing: of its speaker, or of the one with one of these ``names``."""
    text = plain(sentence)
    said = frozenset(words(text))
    telling = topic.keys | topic.told
    if said.isdisjoint(telling) or not said.isdisjoint(_DENYING) or is_unreal(text, words_of(text)):
        return False
    if names:
        return any(said.issuperset(name.split()) for name in names)
    in_order = words(text)
    is_mine = any(one in _OWNING and two in telling for one, two in pairwise(in_order))
    return (is_mine or not said.isdisjoint(_OWN)) and said.isdisjoint(_OF_ANOTHER)
