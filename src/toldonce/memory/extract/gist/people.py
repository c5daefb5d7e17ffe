"""Pets, relatives, partners, age and languages, by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim
from toldonce.memory.extract.english.lexicon import LANGUAGES, RELATION_WORDS
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, Person, animal, relative
from toldonce.memory.extract.gist.said import GUESSED, MY_KIN, PARTNERS, Said

_LANGUAGE = re.compile(
    rf"\b(?P<x>{'|'.join(sorted((re.escape(one) for one in LANGUAGES), key=len, reverse=True))})\b(?! (?:food"
    r"|cuisine|restaurant|friends?|music|wine|films?|teacher|neighbours?|colleagues?|people|history|culture"
    r"|passport|embassy|course|lessons?|class|slides?|subtitles?|version|keyboard|book|books|novel|homework|exam))",
    re.IGNORECASE,
)
_SPEAKS = frozenset(
    "speak speaks speaking spoke spoken language languages tongue fluent fluently converse conversation "
    "conversational communicate chat talk bilingual trilingual mastered native proficient command learned "
    "learnt understand express accent".split()
)


def language(said: Said, me: Person) -> Iterator[Claim]:
    """ "One of my languages is Polish"."""
    if (
        not said.words & _SPEAKS
        or said.kin
        or said.words
        & {
            "not",
            "no",
            "never",
            "gave",
            "give",
            "giving",
            "barely",
            "hardly",
            "without",
            "cannot",
            "learn",
            "translate",
            "translation",
        }
    ):
        return
    for found in _LANGUAGE.finditer(said.text):
        if found["x"][:1].isupper() or said.text.islower():
            language = found["x"].title()
            if language == "English" and len(list(_LANGUAGE.finditer(said.text))) > 1:
                continue
            yield Claim("language", language, "speak", language, confidence=GUESSED, settled=True, planned="can")


_PET = re.compile(rf"\b(?:an?|the|our|my|one)\s{ADJECTIVE}(?P<beast>{ANIMAL})\b", re.IGNORECASE)
_NAMING = frozenset("called named name names call answers known".split())


def pet(said: Said, me: Person) -> Iterator[Claim]:
    """ "At home a cat called Smudge waits for me"."""
    found = _PET.search(said.text)
    naming = bool(said.words & _NAMING) or "goes by" in said.low
    if found is None or said.kin or len(said.names) != 1 or not (naming or said.words & {"my", "our"}) or said.over:
        return
    if not naming and not re.search(rf"\b(?:my|our)\s{ADJECTIVE}{re.escape(found['beast'])}\b", said.low):
        return
    if said.words & {
        "saw",
        "met",
        "neighbour",
        "neighbours",
        "neighbor",
        "neighbors",
        "friend",
        "park",
        "watched",
        "read",
        "film",
        "movie",
        "book",
        "article",
        "story",
        "shelter",
    }:
        return
    beast = found["beast"].casefold()
    name = said.names[0]
    if len(name.split()) == 1 and name.casefold() != beast:
        owned = animal(me, beast, name)
        yield Claim(
            "pet",
            name,
            "have",
            f"{'an' if beast[0] in 'aeiou' else 'a'} {beast} named {owned.name}",
            confidence=GUESSED,
        )


_IS_CALLED = re.compile(
    r"\b(?:names?|called|named|calls?|goes by|answers to|known as|is (?:my|our)|happens to be)\b", re.IGNORECASE
)


_CALLS_ME = re.compile(r"\b(?:calls?|called|named?|nicknamed) me\b", re.IGNORECASE)
""" "My mum calls me Nita": the name is mine."""


def kin(said: Said, me: Person) -> Iterator[Claim]:
    """ "The name that we gave our daughter is Maya"."""
    word = said.kin or _a_child(said)
    if (
        not word
        or len(said.names) != 1
        or said.over
        or (not _IS_CALLED.search(said.text) and said.kin)
        or RELATION_WORDS[word] in ("friend", "ex", "boss", "colleague", "doctor", "teacher")
    ):
        return
    if len(MY_KIN.findall(said.text)) > 1 or _CALLS_ME.search(said.text):
        return
    name = said.names[0]
    if len(name.split()) == 1:
        who = relative(me, word, name)
        yield Claim(
            RELATION_WORDS[word],
            name,
            "be",
            name,
            type="entity",
            topic=who.relation,
            timeless=word not in PARTNERS,
            confidence=GUESSED,
        )


def _a_child(said: Said) -> str:
    found = re.search(
        r"\b(?:parents?|mother|father|mum|mom|dad|raising|have|has|got) (?:of |to |with )?(?:an? )(?:\w+ "
        r")?(?P<kin>son|daughter|child)\b",
        said.low,
    )
    return found["kin"] if found else ""


_TOGETHER = frozenset(
    "couple together dating married engaged relationship partner girlfriend boyfriend wife husband fiancé "
    "fiancée heart love".split()
)
_APART = re.compile(
    r"\b(?:no longer|no couple|not|split|separated|divorced|broke|broken|ex|over|ended|moved out|left me|dumped|done"
    r"|separate ways|finished|parted|quits)\b",
    re.IGNORECASE,
)


_IN_A_PLACE = r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Vv]isiting|[Aa]round|[Ll]eaving|(?<!married )(?<!engaged )to) "


def _stands_beside(name: str, said: Said) -> bool:
    """Whether a name stands beside the word for a partner: "my wife hugged Berta" names somebody else."""
    between = r"(?:\s?[,:;()–—-]|\s(?:and|is|was|became|now))*\s(?:now\s)?"
    kin, one = rf"\b{re.escape(said.kin)}\b", rf"\b{re.escape(name)}\b"
    of = r"(?:(?:my|our|a|the)\s(?:\w+\s){0,2}?)?"
    return re.search(rf"{kin}{between}{one}|{one}{between}{of}{kin}", said.text, re.IGNORECASE) is not None


def couple(said: Said, me: Person) -> Iterator[Claim]:
    """ "Somebody new, her name is Jana: we are a couple"."""
    singles = [name for name in said.names if len(name.split()) == 1 and f"the {name} " not in f"{said.text} "]
    if " couple of " in said.low or any(re.search(rf"{_IN_A_PLACE}{re.escape(name)}\b", said.text) for name in singles):
        return
    apart = _APART.search(said.text)
    if (
        len(singles) != 1
        or (said.kin and said.kin not in PARTNERS)
        or (said.kin and RELATION_WORDS.get(said.kin) != "partner")
        or (said.kin and not (_IS_CALLED.search(said.text) or _stands_beside(singles[0], said)))
    ):
        return
    if apart is not None and (
        said.words & _TOGETHER or re.search(r"between|separate ways|we are done|it is over|\bex\b", said.low)
    ):
        yield Claim(
            "partner", singles[0], "be", singles[0], type="entity", topic="partner", ends=True, confidence=GUESSED
        )
    elif (
        apart is None
        and said.words & _TOGETHER - {"together", "love", "heart"}
        and re.search(r"\b(?:my|our|we|i am)\b", said.low)
        and not said.words & {"sister", "brother", "friend", "parents"}
    ):
        yield Claim(
            "partner",
            singles[0],
            "be",
            singles[0],
            type="entity",
            topic="partner",
            change=said.now,
            confidence=GUESSED,
        )


_AGE = re.compile(
    r"(?<![\w.$€£-])(?P<age>[1-9]\d|1[01]\d)(?:st|nd|rd|th)?\b(?![.-]\w)(?! ?(?:%|km|miles|minutes|hours|days|weeks"
    r"|months|euros|dollars|pounds|people|pages|degrees|kilos|kg|cm|percent|am|pm))"
)
_AGED = re.compile(
    r"\b(?:years? old|my age|age|aged|turned|turning|birthday|of my life|years of (?:age|life)|alive|candles"
    r"|year older|years on this|years young|i am (?:now |already |only |just )?\d\d\b(?= ?$| ?[,;.!])|my \d\d"
    r" years)\b",
    re.IGNORECASE,
)


def age(said: Said, me: Person) -> Iterator[Claim]:
    """ "I blew out 62 candles"."""
    found = list(_AGE.finditer(said.text))
    if (
        not found
        or said.kin
        or not _AGED.search(said.text)
        or ("turning" in said.words and not said.words & {"after", "since"})
        or said.words
        & {"for", "not", "no", "when", "until", "before", "after", "bus", "platform", "room", "page", "ago"}
    ):
        return
    age = found[-1]["age"]
    if len(found) > 1 and abs(int(found[-1]["age"]) - int(found[0]["age"])) != 1:
        return
    yield Claim(
        "age",
        age,
        "be",
        f"{age} years old",
        confidence=GUESSED,
        change=said.now or "turn" in said.low or "birthday" in said.low,
    )
