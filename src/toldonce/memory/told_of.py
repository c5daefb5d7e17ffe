"""How sure an answer is to a question about one thing of the user's or of a relative: what was told of it counts, not
how near the best of what was found comes.

Who asks for an age is answered by an age, and by nothing else: neither by a birthday nor by the age of another. Where
no memory holds what is asked for, a turn may, which nobody understood: then it uses a word for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, permutations

from toldonce.memory.abstain import is_answerable
from toldonce.memory.asking import PAST, Asked, asked_of
from toldonce.memory.asking_topics import Topic
from toldonce.memory.asking_whole import Whole
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.sentences.modality import is_unreal, without_quotations, words_of
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.kinds import kinds_in
from toldonce.memory.slots import RELATIVES, holds_many, is_known, split_slot
from toldonce.memory.telling import WAS_ONCE
from toldonce.memory.terms import query_terms, words
from toldonce.model import Hit, SearchResult
from toldonce.ports import USER

KNOWN = 0.75
"""The least confidence where a memory holds the very thing that is asked for."""
TOLD = 0.6
"""The least where a turn tells of the thing that was not understood as it."""
UNTOLD_SHARE = 0.4
"""What is left of the confidence where nothing that was found tells of it."""
_OWN = frozenset("i we me us".split())
_OWNING = frozenset("my our".split())
_DENYING = frozenset("not never no nor without".split())
_OWN_ACT = re.compile(
    r"\W*(?:(?:so|and|hey|ok),? )?(?:(?:what|who|whom|how much) )?"
    r"(?:(?:do|did|have|am|was) i|(?:should|must|shall) you)"
    r" (?:still |ever |usually |always |even |actually |never |not )*"
    r"(?P<act>[a-z]\w*(?: [\w'-]+){0,8})\W*",
    re.IGNORECASE,
)
"""A question whether, or to what, the user does something, or wants it done: what is done is the ``act``."""
_ASKS_WHO = re.compile(r"\bwho(?:'s|s| is| was| are)?\b|\brelated to\b|\bto me\b|\bhow do i know\b", re.IGNORECASE)
_HAVE = re.compile(r"\b(?:do|did|have) (?:i|we) (?:still )?(?:have|own|got|keep)\b", re.IGNORECASE)
_ASKS_SUM = re.compile(
    r"\bhow much (?:\w+ ){1,6}(?:costs?|earn|make|pay|paid|worth|owe|spend|spent|weigh)\b", re.IGNORECASE
)
_SUM = re.compile(r"(?<!\w)\d|\b(?:hundred|thousand|grand|million|quid|dollars?|euros?|pounds?|free)\b", re.IGNORECASE)
_EATS = re.compile(
    r"\W*(?:(?:so|and|hey|ok),? )?(?:does|do|can|may|will|is|are) [\w' -]+? (?:allowed to )?(?:eat|have|drink|like) "
    r"(?P<food>[\w' -]+?)\W*",
    re.IGNORECASE,
)
_IN_FAMILY = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|who|whose|is there)\b.*\b(?:in|of) (?:my|our) family\b", re.IGNORECASE
)
_YOUNGER = frozenset("youngest younger little baby".split())
_ELDER = frozenset("eldest oldest elder older big firstborn".split())
_SUBJECT = re.compile(r"\b(?:i|i'm|i've|we|we've)\b", re.IGNORECASE)
_TIME_TERMS = frozenset(query_terms("now today anymore usually still ever again day days"))
_ASKING_TERMS = frozenset(
    query_terms(
        "know tell told remember remind said say name called please anything something thing still related"
        " hows whos whats"
    )
) | frozenset(term for word in RELATION_WORDS for term in query_terms(word.replace("_", " ")))
_CLAUSES = re.compile(r"[,;:()]|\s[-–—]\s|\b(?:but|so|and|because)\b")
_OF_ANOTHER = frozenset("he she they his her hers their theirs him them you your".split())
_OTHERS = _OF_ANOTHER | {part for word in RELATION_WORDS for part in word.replace("_", " ").split()}


def as_sure_as_it_is_told(query: str, result: SearchResult) -> SearchResult:
    """The result with the confidence that it deserves, where the question asks for one thing and for nothing else."""
    asked = asked_of(query)
    if not result.hits:
        return result
    if asked.whole is None:
        return _as_sure_as_its_words(query, asked, result)
    whole = asked.whole
    result = _fitting_first(asked, result)
    hits = [hit for hit in result.hits if not _is_of_another_age(query, hit)]
    if any(hit.slot and asked.is_answered_by(*split_slot(hit.slot), hit.content) for hit in hits):
        return _at_least(result, KNOWN)
    # What was understood of now leaves open what was before; what looks like the very thing was not understood as it.
    is_open = asked.past or whole.topic.telling is not None
    telling = [hit for hit in (hits if is_open else _not_understood(hits, whole)) if _tells_of(hit, asked, whole)]
    if whole.topic.telling is not None and telling:
        return _at_least(_first(telling, result), TOLD)
    if asked.past and any(hit.kind == "turn" and PAST.search(hit.content) for hit in telling):
        return _at_least(result, KNOWN)
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


def _first(telling: Sequence[Hit], result: SearchResult) -> SearchResult:
    """The result with what tells of the thing before the rest."""
    told = {hit.id for hit in telling}
    best = max((hit.score for hit in result.hits), default=0.0)
    first = [hit.model_copy(update={"score": best}) for hit in telling]
    return result.model_copy(update={"hits": [*first, *(hit for hit in result.hits if hit.id not in told)]})


def _is_left_out(hit: Hit, asked: Asked) -> bool:
    """Whether a memory is of a slot of many that is asked for, and says nothing of what the question wants of it."""
    if not hit.slot or asked.whole is None or not asked.whole.topic.where:
        return False
    subject, attribute = split_slot(hit.slot)
    if not (holds_many(attribute) or attribute.startswith("taste.")):
        return False
    return asked.is_answered_by(subject, attribute) and not asked.is_answered_by(subject, attribute, hit.content)


def _as_sure_as_its_words(query: str, asked: Asked, result: SearchResult) -> SearchResult:
    """The result with the confidence that its words deserve: where the user says all that they ask about themselves
    ("Do I still knit?"), it is told; where nothing of what is asked is said of the relative whom they ask about, it is
    not."""
    if _ASKS_SUM.search(query) is not None and not any(_names_sum(hit, query) for hit in result.hits):
        return as_sure_as_nothing_is_told(result)
    if (act := _OWN_ACT.fullmatch(plain(query))) is not None:
        terms = set(query_terms(act["act"])) - _TIME_TERMS
        if terms and any(_says_all(hit, terms) for hit in result.hits):
            return _at_least(result, KNOWN)
        saying = [hit for hit in result.hits if terms and terms.issubset(query_terms(hit.content))]
        if saying and all(_is_said_of_another(hit, terms) for hit in saying):
            return as_sure_as_nothing_is_told(result)
    if (kinds := kinds_in(query)) and _HAVE.search(query):
        if any(_is_pet_of(hit, kinds) for hit in result.hits):
            return _at_least(result, KNOWN)
        if all(kinds_in(hit.content).isdisjoint(kinds) for hit in result.hits):
            return as_sure_as_nothing_is_told(result)
    if _is_untold_of_food(query, asked, result.hits):
        return as_sure_as_nothing_is_told(result)
    if _IN_FAMILY.search(query) is not None and any(_is_of_another(hit, asked) for hit in result.hits):
        return _at_least(result, KNOWN)
    names = _relatives_named(query, result.hits)
    terms = set(query_terms(query)) - set(query_terms(" ".join(names))) - _ASKING_TERMS
    if names and not terms and _ASKS_WHO.search(query) is not None:
        return _at_least(result, KNOWN)
    if not (names and terms and asked.slots) or any(
        hit.slot and asked.asks_for(*split_slot(hit.slot)) for hit in result.hits
    ):
        return result
    return result if any(_says_of(hit, names, terms) for hit in result.hits) else as_sure_as_nothing_is_told(result)


def _relatives_named(query: str, hits: Sequence[Hit]) -> frozenset[str]:
    """The names in a question that are known as those of relatives of the user."""
    known = {
        hit.value.casefold()
        for hit in hits
        if hit.slot and hit.value and split_slot(hit.slot)[0] == USER and split_slot(hit.slot)[1] in RELATIVES
    }
    said = frozenset(words(query))
    return frozenset(name for name in known if said.issuperset(words(name)))


def _is_pet_of(hit: Hit, kinds: Collection[str]) -> bool:
    """Whether a memory is of a pet of the user's that is of one of these kinds."""
    return hit.slot == f"{USER}.pet" and not kinds_in(hit.content).isdisjoint(kinds)


def _is_of_another(hit: Hit, asked: Asked) -> bool:
    """Whether a memory holds of somebody else what a question asks for."""
    subject, attribute = split_slot(hit.slot) if hit.slot else (USER, "")
    return subject != USER and any(attribute == wanted for _, wanted in asked.slots)


def _is_said_of_another(hit: Hit, terms: Collection[str]) -> bool:
    """Whether a hit says all this of somebody else than the user."""
    if hit.kind == "memory" and hit.slot:
        return split_slot(hit.slot)[0] != USER
    said = [one.text for one in sentences(hit.content) if set(query_terms(one.text)).issuperset(terms)]
    return bool(said) and all(
        not _OTHERS.isdisjoint(words(text)) and _SUBJECT.search(plain(text)) is None for text in said
    )


def _is_untold_of_food(query: str, asked: Asked, hits: Sequence[Hit]) -> bool:
    """Whether it is asked if somebody eats something, and neither is known how they eat nor anything said of both."""
    if (eats := _EATS.fullmatch(plain(query))) is None:
        return False
    whose = {subject for subject, attribute in asked.slots if attribute == "diet" and subject != USER}
    if not whose or any(hit.slot and split_slot(hit.slot) in {(one, "diet") for one in whose} for hit in hits):
        return False
    food = set(query_terms(eats["food"]))
    names = query_terms(" ".join(one.removeprefix(f"{USER}.") for one in whose)).keys()
    return not any(food & (said := set(query_terms(hit.content))) and names & said for hit in hits)


def _names_sum(hit: Hit, query: str) -> bool:
    """Whether a hit says a number beside a word of the question."""
    return _SUM.search(hit.content) is not None and not set(query_terms(query)).isdisjoint(query_terms(hit.content))


def _says_of(hit: Hit, names: Collection[str], terms: Collection[str]) -> bool:
    """Whether a hit names one of these and says a word of what is asked, or was said by them."""
    said = set(query_terms(hit.content))
    own = (hit.speaker or "").casefold() in names
    return not said.isdisjoint(terms) and (own or any(said.issuperset(query_terms(name)) for name in names))


def _says_all(hit: Hit, terms: Collection[str]) -> bool:
    """Whether a memory of the user, or a sentence of theirs about themselves, has all these words."""
    if not set(query_terms(hit.content)).issuperset(terms):
        return False
    if hit.kind == "memory":
        return (hit.slot or "").startswith(f"{USER}.")
    return hit.role == "user" and any(
        not one.asks
        and set(query_terms(one.text)).issuperset(terms)
        and _SUBJECT.search(plain(one.text)) is not None
        and not is_unreal(plain(one.text), words_of(plain(one.text)))
        for one in sentences(hit.content)
    )


def as_sure_as_nothing_is_told(result: SearchResult) -> SearchResult:
    """The result with what is left of its confidence where nothing that was found tells of the thing."""
    return _with(result, round(result.confidence * UNTOLD_SHARE, 4))


def _at_least(result: SearchResult, confidence: float) -> SearchResult:
    return _with(result, max(result.confidence, confidence))


def _with(result: SearchResult, confidence: float) -> SearchResult:
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
    said = frozenset(words(text))
    if not _is_affirmed(text, topic) or is_unreal(text, words_of(text)):
        return False
    if names:
        return any(said.issuperset(name.split()) for name in names)
    telling = topic.keys | topic.told
    in_order = words(text)
    is_mine = any(one in _OWNING and two in telling for one, two in pairwise(in_order))
    return (is_mine or not said.isdisjoint(_OWN)) and said.isdisjoint(_OF_ANOTHER)


def _is_affirmed(text: str, topic: Topic) -> bool:
    """Whether a sentence speaks of the thing, and denies nothing but what the thing itself is to be without."""
    if topic.telling is None:
        said = frozenset(words(text))
        return not said.isdisjoint(topic.keys | topic.told) and said.isdisjoint(_DENYING)
    return any(
        found and _DENYING.isdisjoint(words(beside))
        for beside, found in (topic.telling.subn(" ", part) for part in (text, *_CLAUSES.split(text)))
    )
