"""How sure an answer is to a question that asks for no one thing that is known by its slot: whether all its words are
said of the user, or only of somebody else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import product

from toldonce.memory.asking import Asked
from toldonce.memory.asking_whom import names_in
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.sentences.modality import is_conditional, is_unreal, words_of
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.kinds import kinds_in
from toldonce.memory.slots import RELATIVES, split_slot
from toldonce.memory.sureness import KNOWN, TOLD, as_sure_as_nothing_is_told, at_least, first
from toldonce.memory.telling import OF_ANOTHER
from toldonce.memory.terms import query_terms, words
from toldonce.model import Hit, SearchResult
from toldonce.ports import USER

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

_THEM = r"[a-z-]+(?: [a-z-]+)?"
_ASKS_NAME_OF = re.compile(
    r"\W*(?:(?:so|and|hey|ok),? )?(?:(?:do you know|tell me|remind me) )?"
    rf"(?:who is (?:my|our) (?P<who>{_THEM}?)(?: again| now)?"
    rf"|(?:what is )?the name of (?:my|our) (?P<named>{_THEM})"
    rf"|what (?:is (?:my|our) (?P<called>{_THEM}?)(?:'s name| called)"
    rf"|(?:my|our) (?P<is_called>{_THEM}?) is called))\W*",
    re.IGNORECASE,
)
"""A question who somebody is to the user, or what they are called."""
_MINE = re.compile(r"\b(?:my|our) (?:own )?(?P<thing>[a-z]+)\W*$", re.IGNORECASE)
_OWNED_BY_OTHERS = frozenset("his her their your".split())
_OF_SOMEBODY = OF_ANOTHER - {"you", "your"}
_SUBJECT = re.compile(r"\b(?:i|i'm|i've|we|we've)\b", re.IGNORECASE)

_TIME_TERMS = frozenset(query_terms("now today anymore usually still ever again day days"))

_ASKING_TERMS = frozenset(
    query_terms(
        "know tell told remember remind said say name called please anything something thing still related"
        " hows whos whats"
    )
) | frozenset(term for word in RELATION_WORDS for term in query_terms(word.replace("_", " ")))

_OTHERS = OF_ANOTHER | {part for word in RELATION_WORDS for part in word.replace("_", " ").split()}


def as_sure_as_its_words(query: str, asked: Asked, result: SearchResult) -> SearchResult:
    """The result with the confidence that its words deserve: where the user says all that they ask about themselves
    ("Do I still knit?"), it is told; where nothing of what is asked is said of the relative whom they ask about, it is
    not."""
    if _ASKS_SUM.search(query) is not None and not any(_names_sum(hit, query) for hit in result.hits):
        return as_sure_as_nothing_is_told(result)
    if (act := _OWN_ACT.fullmatch(plain(query))) is not None:
        terms = set(query_terms(act["act"])) - _TIME_TERMS
        if terms and any(_says_all(hit, terms) for hit in result.hits):
            return at_least(result, KNOWN)
        saying = [hit for hit in result.hits if terms and terms.issubset(query_terms(hit.content))]
        if saying and all(_is_said_of_another(hit, terms) for hit in saying):
            return as_sure_as_nothing_is_told(result)
    if (kinds := kinds_in(query)) and _HAVE.search(query):
        if any(_is_pet_of(hit, kinds) for hit in result.hits):
            return at_least(result, KNOWN)
        if all(kinds_in(hit.content).isdisjoint(kinds) for hit in result.hits):
            return as_sure_as_nothing_is_told(result)
    if (relative := _ASKS_NAME_OF.fullmatch(plain(query))) is not None:
        return _as_sure_as_named(next(filter(None, relative.groups())), asked, result)
    if _is_untold_of_food(query, asked, result.hits) or _has_only_another(query, result.hits):
        return as_sure_as_nothing_is_told(result)
    if _IN_FAMILY.search(query) is not None and any(_is_of_another(hit, asked) for hit in result.hits):
        return at_least(result, KNOWN)
    if _is_known_of_the_user_only(query, asked, result.hits):
        return as_sure_as_nothing_is_told(result)
    names = _relatives_named(query, result.hits)
    terms = set(query_terms(query)) - set(query_terms(" ".join(names))) - _ASKING_TERMS
    if names and not terms and _ASKS_WHO.search(query) is not None:
        return at_least(result, KNOWN)
    if not (names and terms and asked.slots) or any(
        hit.slot and asked.asks_for(*split_slot(hit.slot)) for hit in result.hits
    ):
        return result
    return result if any(_says_of(hit, names, terms) for hit in result.hits) else as_sure_as_nothing_is_told(result)


def _as_sure_as_named(who: str, asked: Asked, result: SearchResult) -> SearchResult:
    """The result for a question who somebody is to the user: a memory names them, a sentence does ("our landlord, Mr
    Osei") or may, or nobody knows."""
    if any(hit.slot and hit.value and (USER, split_slot(hit.slot)[1]) in asked.slots for hit in result.hits):
        return result
    naming = re.compile(
        rf"\b(?:my|our) (?:\w+ )?{re.escape(who)}(?:,? who is|,| is| was|'s name is)?(?: called| named| a)? "
        r"(?-i:[A-Z])\w+",
        re.IGNORECASE,
    )
    told = [hit for hit in result.hits if hit.role == "user" and naming.search(plain(hit.content))]
    if told:
        return at_least(first(told, result), TOLD)
    may_name = any(
        set(words(who)).issubset(words(one.text)) and any(names_in(one.text)) and not _is_supposed(plain(one.text))
        for hit in result.hits
        for one in sentences(hit.content)
    )
    return result if may_name else as_sure_as_nothing_is_told(result)


def _is_known_of_the_user_only(query: str, asked: Asked, hits: Sequence[Hit]) -> bool:
    """Whether a question asks what relatives of the user are or have ("Which languages do my kids speak?"), and this is
    known of the user, but no hit says a word of it beside a word for them."""
    whose, wanted = {subject for subject, _ in asked.slots}, {attribute for _, attribute in asked.slots}
    if not whose or not all(one.startswith(f"{USER}.") for one in whose):
        return False
    known = [split_slot(hit.slot) for hit in hits if hit.slot]
    if any(asked.asks_for(*slot) for slot in known) or not any(slot in known for slot in product((USER,), wanted)):
        return False
    terms = set(query_terms(query))
    them = terms & _ASKING_TERMS
    return not any(them & (said := set(query_terms(hit.content))) and (terms - them) & said for hit in hits)


def _has_only_another(query: str, hits: Sequence[Hit]) -> bool:
    """Whether the user asks about a thing of their own, and what was found speaks of it as somebody else's only: "my
    own wedding" is not "my best mate's wedding"."""
    if (mine := _MINE.search(plain(query))) is None:
        return False
    thing = mine["thing"]
    owned = re.compile(rf"\b(?P<whose>my|our|the|an?|his|her|their|your|[\w-]+'s?) (?:own )?{thing}\b", re.IGNORECASE)
    owners = [found["whose"].casefold() for hit in hits for found in owned.finditer(hit.content)]
    return bool(owners) and all(one in _OWNED_BY_OTHERS or one.endswith(("'s", "'")) for one in owners)


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
        (any(names_in(text)) or not _OTHERS.isdisjoint(words(text))) and _SUBJECT.search(plain(text)) is None
        for text in said
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


def _is_supposed(text: str) -> bool:
    """Whether a sentence tells what might be, and not what is."""
    said = words_of(text)
    return is_unreal(text, said) or is_conditional(text, said)


def _names_sum(hit: Hit, query: str) -> bool:
    """Whether a hit says a number beside a word of the question."""
    return _SUM.search(hit.content) is not None and not set(query_terms(query)).isdisjoint(query_terms(hit.content))


def _says_of(hit: Hit, names: Collection[str], terms: Collection[str]) -> bool:
    """Whether a hit names one of these and says a word of what is asked, or was said by them, or says all of it of
    somebody ("we are seeing him at Whitsun")."""
    said = set(query_terms(hit.content))
    own = (hit.speaker or "").casefold() in names
    if not said.isdisjoint(terms) and (own or any(said.issuperset(query_terms(name)) for name in names)):
        return True
    return said.issuperset(terms) and not OF_ANOTHER.isdisjoint(words(hit.content))


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
        and _OF_SOMEBODY.isdisjoint(words(one.text))
        and not is_unreal(plain(one.text), words_of(plain(one.text)))
        for one in sentences(hit.content)
    )
