"""A sentence (plain) made plainer by the rules of all themes, each tried only where one of its words stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toldonce.memory.extract.english.cued import Rewordings
from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.persons import (
    ages,
    birthdays,
    couples,
    gone,
    headings,
    kin,
    names,
    nicknames,
    openers,
    others,
    pets,
)
from toldonce.memory.extract.persons.asides import without_asides
from toldonce.memory.extract.persons.carried import carried_on
from toldonce.memory.extract.sentences.modality import (
    is_conditional,
    is_unreal,
    without_politeness,
    without_quotations,
    without_reported,
    words_of,
)

_AT_THE_BEGINNING = (
    *headings.REPLACED, *headings.NOTES, *names.REPLACED, *ages.REPLACED, *birthdays.REPLACED, *nicknames.REPLACED,
    *couples.REPLACED, *pets.REPLACED, *kin.REPLACED, *openers.REPLACED,
    *others.REPLACED,
)  # fmt: skip
"""In this order they are tried; the first that changes the sentence is taken."""
_BESIDE = (
    *pets.ADDED, *names.ADDED, *ages.ADDED, *birthdays.ADDED, *openers.ADDED, *couples.ADDED, *kin.ADDED,
    *nicknames.ADDED, *others.ADDED,
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_LEAD = re.compile(
    r"(?:(?:oh|so|well|ok|okay|yeah|yes|yep|hey|hi|hello|greetings|good (?:day|morning|evening|afternoon)|since "
    r"(?:we (?:last )?(?:talked|spoke|wrote)|my last message|last time)|sorry|and|but|also|actually|honestly|lol"
    r"|haha|btw|by the"
    r" way|fyi|anyway|right"
    r"|alas|sadly|update|news|sad news|big news|good news|thanks|for (?:the record|your"
    r" records))\b\s?[,:;.!–—-]?\s+)+",
    re.IGNORECASE,
)
_GROUND = re.compile(r"(?P<told>[^;,?]{5,60}?)(?:; |, so |, (?:and )?)(?P<asked>[^?]+\?)$", re.IGNORECASE)
""" "Olive is her name; should I worry?" after a sentence about a cat."""
_THEN_REQUESTS = re.compile(
    r"(?P<told>(?:i|my|we|our)\b[^;]{5,}?)(?:;|, so| –| —|:|,? so(?= (?:please )?(?:never|always|do not)\b))"
    r" (?P<wanted>(?:please )?(?:never|always|do not|help me|write|draft|compose"
    r"|suggest|recommend|give me|find me|show me"
    r"|tell me|explain)\b.*)$",
    re.IGNORECASE,
)
_FELT = re.compile(r"i (?:hate|dislike|loathe|detest|can not stand|do not like) (?P<x>[a-z][\w -]+)$", re.IGNORECASE)
_THEM = re.compile(r"\b(?:them|it|those)\b(?=[\s.!]*$)", re.IGNORECASE)
""" "I hate emojis so never use them"."""
MAX_CHARACTERS = 300
"""Who says more in a sentence is hardly telling a name in passing."""


def told_plainly(words: str, before: str, *, question: bool) -> Iterator[tuple[str, bool]]:
    """The sentences to read for one that stands after ``before``, each with whether it asks.

    What a sentence tells beside its main clause comes first, as a sentence of its own that states it; so a question
    may tell something too: "Could we avoid 3 May, which is my birthday?".
    """
    if len(words) > MAX_CHARACTERS:
        yield words, question
        return
    known = words_of(words)
    beside = _in_own_words(words, known)
    cues = _numbered(known, words) if beside and not _is_supposed(words, known) else frozenset()
    mentioned = _told_beside(words, cues, "asked") if question else ()
    for told in (*_told_beside(beside, cues, "beside"), *mentioned):
        yield told, False
    if question:
        if (found := _GROUND.match(words)) and (told := carried_on(found["told"], before)) != found["told"]:
            yield told, False
            words = found["asked"]
        yield words, True
        return
    for told in (*_apart(_made_plain(words, before), words), *_told_beside(beside, cues, "ended")):
        yield told, False


def _apart(plainly: str, words: str) -> list[str]:
    """What was put in front as a sentence of its own, and a request behind a statement, so that neither is read by the
    mood of the other: "I am from Ghent; help me write a toast"."""
    first, _, rest = plainly.partition("; ")
    if rest and "; " not in words:
        return [first, rest]
    if (found := _THEN_REQUESTS.match(plainly)) and not is_conditional(found["told"]):
        told, wanted = found["told"], found["wanted"]
        if thing := _FELT.match(told):
            wanted = _THEM.sub(thing["x"], wanted)
        return [told, wanted]
    return [plainly]


def _in_own_words(words: str, known: frozenset[str]) -> str:
    """What a sentence says for its speaker: all of it, or what stands behind "but" after somebody else's saying."""
    own = without_reported(words, known)
    if own == words:
        return words
    _, but, rest = words[len(own) :].rpartition(", but ")
    return f"{but}{rest}" if but else ""


def _is_supposed(words: str, known: frozenset[str]) -> bool:
    polite = without_politeness(words)
    return is_conditional(polite, known) or is_unreal(words, known) or without_quotations(words) != words


def _told_beside(words: str, cues: frozenset[str], table: str) -> Iterator[str]:
    rules = _TABLES[table]
    for number, found in rules.found(cues, words):
        if not _is_a_verb(found):
            told = rules.made(number, found)
            if told != found[0]:
                yield told


def _is_a_verb(found: re.Match[str]) -> bool:
    """ "Put Marta on the list": the capital at the beginning of a sentence is no name."""
    name = found.groupdict().get("name")
    return name is not None and found.start("name") == 0 and name.partition(" ")[0].casefold() in FORMS


def _made_plain(words: str, before: str) -> str:
    words = without_asides(carried_on(words, before))
    lead = _LEAD.match(words)
    begin, text = (words[: lead.end()], words[lead.end() :]) if lead else ("", words)
    cues = _numbered(words_of(text), text)
    _, changed = _TABLES["beginning"].rewritten(cues, text)
    if changed != text:
        text = " ".join(changed.split()).strip(" ;,")
    text = _TABLES["anywhere"].replaced(cues, text)
    return f"{begin}{text}" if text else words


def _numbered(known: frozenset[str], words: str) -> frozenset[str]:
    """The words, with "#" for any digit and "'s" for any owner."""
    more = {"#"} if _DIGIT.search(words) else set()
    return known | more | ({"'s"} if "'s" in words else set())


_TABLES: Mapping[str, Rewordings] = {
    "beginning": Rewordings(_AT_THE_BEGINNING),
    "anywhere": Rewordings(kin.BARE),
    "beside": Rewordings(_BESIDE),
    "ended": Rewordings(gone.ENDED),
    "asked": Rewordings(kin.ASKED),
}
