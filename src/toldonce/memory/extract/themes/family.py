"""Relatives and pets: who they are, what they are called, and with whom one lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.english.people import (
    ADJECTIVE,
    ANIMAL,
    NAME,
    NOT_NAMES,
    RELATION,
    RELATIONS,
    Person,
    animal,
    relative,
    the_user,
)
from toldonce.memory.extract.english.phrases import is_casual, name_at, place
from toldonce.memory.extract.english.verb_groups import ADVERBS
from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.slots import RELATIVES

_CASUAL = r"[a-z][a-z'-]{2,15}"
_INTRODUCED = re.compile(
    rf"(?<![\w-])(?i:my|our)\s(?i:{ADJECTIVE})(?P<word>(?i:{RELATION}"
    rf"|{ANIMAL}))\s(?:,\s|\(\s|[–—]\s|(?i:called|named|is called|is named)\s)?(?P<name>{NAME})"
)
_SEVERAL = re.compile(
    rf"(?<![\w-])(?i:(?:my|our|have|got|has|of|adopted|bought|rescued|own)\s(?:\w+\s){{0,2}}?)(?P<word>(?i:{RELATIONS}"
    rf"|(?:{ANIMAL})s))\s(?:[,:(]\s)?(?i:(?:are\s)?(?:called|named|are)\s)?"
    rf"(?P<names>{NAME}(?:(?:\s,\s(?:and\s)?|\sand\s|\s&\s){NAME})+)"
)
_BY_US = re.compile(r"(?:^|[,;]|\b(?:i|we|family|and|got|have|had)(?: \w+ly| just| also| now)*)\s*$", re.IGNORECASE)
"""What stands before "have two kids, Max and Ida", where they are the speaker's own."""
_AFTER = re.compile(
    rf"(?P<name>{NAME})\s[,(]\s(?i:(?:that is |who is )?(?:my|our)\s{ADJECTIVE})(?P<word>(?i:{RELATION}"
    rf"|{ANIMAL}))(?=\s[,)]|\s*$|\s(?:and|is|was)\b)"
)
_UNCAPITALISED = re.compile(
    rf"(?<![\w-])(?:my|our)\s{ADJECTIVE}(?P<word>{RELATION}|{ANIMAL})\s(?P<name>[a-z]{{3,12}})"
    r"\s(?=(?:is|was|has|lives|works|likes|loves|would|will|says|and i)\b)"
)
_TITLED = re.compile(
    r"(?<![\w-])(?P<word>Uncle|Aunt|Auntie|Grandma|Grandpa)\s(?P<name>(?!Sam\b|Ben's)[A-Z][a-z]+)(?!')"
)
_NO_FIRST_NAME = frozenset("tongue board nature land ship figure company house law food also who said".split())
_NAME_OF = re.compile(
    rf"(?i:the name of\s(?:my|our)\s{ADJECTIVE})(?P<word>(?i:{RELATION}"
    rf"|{ANIMAL}))\s(?i:is)\s(?P<name>{NAME}|{_CASUAL}\s*$)"
)
_CALLED = re.compile(
    rf"(?<![\w-])(?i:my|our)\s(?i:{ADJECTIVE})(?P<word>(?i:{RELATION}|{ANIMAL}))(?i:'s?\sname is"
    rf"|\sis called|\sis named)\s(?P<name>{_CASUAL})(?=\s*$|\s[,;]|\s(?:and|but|btw|who)\b)"
)
_A_RELATIVE = re.compile(
    rf"(?i:(?:an?|one|the|another|my|our|also|his|her)\s{ADJECTIVE})(?P<word>(?i:{RELATION}|{ANIMAL}))\s?(?P<more>.*)"
)
_THEN_NAMED = re.compile(
    rf"(?:,\s|\(\s|:\s)?(?i:(?:who is |that is |which is )?(?:called|named"
    rf"|by the name of)\s|(?:and\s)?(?:(?:we|i)\s)?(?:named|called|call)\s(?:him|her|it|them"
    rf"|the \w+)\s|whose name is\s|(?:and\s)?(?:his|her|its|the)\sname is\s)?(?P<name>{NAME})"
)
_THEN_CASUAL = re.compile(
    rf"(?:,\s)?(?i:(?:who is )?(?:called|named)\s|and (?:named|called) (?:him|her"
    rf"|it) )(?P<name>{_CASUAL})(?=\s*$|\s[,;]|\s(?:and|but|btw|who)\b)"
)
_COUNT = r"(?:one|two|three|four|five|six|seven|\d)"
_SOME_RELATIVES = re.compile(
    rf"(?P<count>{_COUNT})\s(?i:{ADJECTIVE})(?P<word>(?i:{RELATIONS}|(?:{ANIMAL})s))(?=\s*$|\s[,;:(]"
    rf"|\s(?:and|but|who|named|called|so)\b)"
)
_LOST = re.compile(r"\b(?:lost|buried|widow of|widower of)\s$", re.IGNORECASE)
_DIED = re.compile(
    r"(?:\s?,\s[^,;.]{3,30}?)?\s?,?\s?(?:(?:has|had|sadly|suddenly|finally|just|peacefully)\s)*(?:died|passed(?:\saway|\son)?"
    r"(?!\s(?:the|my|his|her|it|an?|with)\b)|was killed|is dead(?!\s[a-z])"
    r"|(?:,\s)?(?:god rest|may (?:he|she) rest|rest (?:his|her) soul|rest in peace))\b",
    re.IGNORECASE,
)
_NOT_FOR_GOOD = re.compile(r"\sin the (?:crowd|park|shop|supermarket|fog|maze)\b|'s\b", re.IGNORECASE)


def introduced(text: str, owner: Person) -> Iterator[tuple[Person, Claim]]:
    """Everybody whom the sentence names together with what they are: "my sister Nora", "Nora, my sister"."""
    seen: set[tuple[str, str]] = set()
    lower = _UNCAPITALISED.finditer(text) if is_casual(text) else ()
    matches = [match for pattern in (_INTRODUCED, _AFTER, _NAME_OF, _CALLED) for match in pattern.finditer(text)]
    titled = _TITLED.finditer(text)
    for match in (*matches, *lower, *titled):
        if match["name"] in ADVERBS or match["name"] in FORMS or match["name"] in _NO_FIRST_NAME:
            continue
        word, name = match["word"].casefold(), match["name"].strip()
        if match.re is _CALLED or name.islower():
            name = name.title()
        if name.split()[0].casefold() in NOT_NAMES or name.isupper() or (word, name) in seen:
            continue
        seen.add((word, name))
        if RELATION_WORDS.get(word, "partner") == "partner" and _is_late(match, text):
            yield _who_died(owner, word, name)
            continue
        yield from _named(owner, word, name)
    for match in _SEVERAL.finditer(text):
        if not (match[0][:3].casefold() in ("my ", "our", "of ") or _BY_US.search(text[: match.start()])):
            continue  # "my sister has two kids, Max and Ida"
        plural = match["word"].casefold()
        word = next(
            (
                one
                for one in RELATION_WORDS
                if RELATION_PLURALS.get(plural) == RELATION_WORDS[one] and plural.startswith(one[:3])
            ),
            "",
        )
        word = word or plural.removesuffix("s")
        for name in re.split(r"\s(?:,\s(?:and\s)?|and\s|&\s)", match["names"]):
            if name.split()[0].casefold() not in NOT_NAMES:
                yield from _named(owner, word, name.strip())


def _is_late(match: re.Match[str], text: str) -> bool:
    """Whether somebody is named as one who died: "my late wife Vera", "I lost my husband Jim", "my dog Rex died"."""
    if patterns.search(r"\blate\s", match[0], re.IGNORECASE):
        return True
    after = text[match.end() :]
    return _DIED.match(after) is not None or (
        _LOST.search(text[: match.start()]) is not None and _NOT_FOR_GOOD.match(after) is None
    )


def _who_died(owner: Person, word: str, name: str) -> tuple[Person, Claim]:
    """Which partner or animal it was, and the claim that they are so no longer."""
    if word in RELATION_WORDS:
        gone = Claim("partner", name, "be", name, type="entity", who=owner, topic=word, ends=True, settled=True)
        return relative(owner, word, name), gone
    return animal(owner, word, name), Claim("pet", name, "have", name, who=owner, ends=True, settled=True)


def _named(owner: Person, word: str, name: str) -> Iterator[tuple[Person, Claim]]:
    """Who it is, and the claim that they are."""
    if word in RELATION_WORDS:
        who = relative(owner, word, name)
        yield (
            who,
            Claim(
                RELATION_WORDS[word],
                name,
                "be",
                name,
                type="entity",
                who=owner,
                topic=word,
                timeless=word not in _PARTNERS,
            ),
        )
    else:
        who = animal(owner, word, name)
        article = "an" if word[0] in "aeiou" else "a"
        yield who, Claim("pet", name, "have", f"{article} {word} named {name}", who=owner)


_PARTNERS = frozenset(
    word for word, role in RELATION_WORDS.items() if role in ("partner", "boss", "best_friend", "roommate", "flatmate")
)


_A_BABY = r"an? (?:\w+ )?(?:baby|newborn|little (?:boy|girl))\b"
""" "She had a baby" tells of a birth."""


def have_relative(clause: Clause) -> Iterator[Claim]:
    """ "I have a sister named Nora", "she has two dogs", "we adopted a cat and named it Mia"."""
    owner = clause.who
    if owner is None or (clause.what and not (clause.verb.lemma == "have" and clause.object.startswith(("a ", "an ")))):
        return
    text = patterns.replaced(
        r"^(?:got|home(?=\san?\s)|(?:a |the )?(?:proud )?(?:mum|mom|dad|mother|father|parent|owner) (?:of|to))\s",
        "",
        clause.object,
    )
    text = patterns.replaced(r"^new\s", "a new ", text)
    if text != clause.object:
        text = patterns.replaced(r"^(an? (?:\w+ )?)girl\b", r"\1daughter", text)
        text = patterns.replaced(r"^(an? (?:\w+ )?)boy\b", r"\1son", text)
    if clause.verb.lemma in ("be", "bring") and text == clause.object:
        return  # only "the mother of a boy" tells of one
    got = clause.verb.lemma in ("bring", "get", "adopt", "buy", "rescue", "welcome", "meet", "foster", "take")
    got = got or (
        (clause.verb.past or clause.verb.perfect) and patterns.match(_A_BABY, text, re.IGNORECASE) is not None
    )
    several = list(
        re.finditer(r"(?:^|[,:]\s|and\s)(?P<one>(?:an?|another)\s.+?)(?=(?:\s,)?\sand\san?\s|\s,\san?\s|$)", text)
    )
    for piece in [match["one"] for match in several] or [text]:
        match = _A_RELATIVE.match(piece)
        if match is None:
            break
        word = " ".join(match["word"].casefold().split())
        named = _THEN_NAMED.match(match["more"]) or _THEN_CASUAL.match(match["more"])
        name = named["name"] if named else ""
        if name and (name.split()[0].casefold() in NOT_NAMES):
            name = ""
        name = name.title() if name.islower() else name
        if word in RELATION_WORDS:
            role = RELATION_WORDS[word]
            if role in ("friend", "colleague", "doctor", "teacher", "coach", "manager", "boss", "dentist") and not name:
                continue
            if name:
                yield from (claim for _, claim in _named(owner, word, name))
            elif (
                role in RELATIVES
                and piece.casefold().startswith(("a ", "an ", "one "))
                and not patterns.match(r"(?:to|in the|of|who wants)\b", match["more"])
                and not got
            ) and patterns.match(r"(?:\s*$|[,;:(]|(?:and|but|who|in|at|so|now|from|living|since)\b)", match["more"]):
                yield Claim(role, word, "have", f"{_an(word)} {word}", confidence=0.8, key=f"a {word}")
                there = patterns.match(r"(?:over |up |down )?in\s(?P<place>[A-Z].+)", match["more"])
                if there and owner.kind == "self" and (where := place(there["place"])):
                    yield Claim("home", where, "live", f"in {where}", who=relative(owner, word), confidence=0.8)
        elif clause.verb.lemma in ("be", "bring", "have", "get", "adopt", "buy", "rescue", "own", "foster", "keep"):
            if not name and not patterns.match(
                (
                    r"(?:\s*$|[,;:(]|(?:and|but|who|that|which|at home|so|now|too|since|from|yesterday|because|named"
                    r"|called)\b)"
                ),
                match["more"],
            ):
                continue
            if name:
                yield from (replace(claim, change=got) for _, claim in _named(owner, word, name))
            else:
                article = "an" if word[0] in "aeiou" else "a"
                yield Claim("pet", word, "have", f"{article} {word}", change=got)
    for part in _AND.split(text) if clause.verb.lemma in ("have", "get", "own") else ():
        if match := _SOME_RELATIVES.match(part):
            word = match["word"].casefold()
            many = f"{match['count']} {word}"
            role = RELATION_PLURALS.get(word, "pet")
            if role in ("pet", "child", "son", "daughter", "sister", "brother", "sibling", "grandchild", "cousin"):
                yield Claim(role, many, "have", many, change=got and role == "pet", confidence=0.8)


_AND = re.compile(r"\s(?:,\s)?and\s|\s,\s")


def _an(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def go_by(clause: Clause) -> Iterator[Claim]:
    """ "My boyfriend goes by Max"."""
    who = clause.who
    match = patterns.match(r"by\s(?:the name (?:of )?)?(?P<name>[A-Z].+)", clause.object)
    if (
        match
        and who is not None
        and who.relation
        and not who.name
        and not clause.what
        and (name := name_at(match["name"]))
    ):
        owner = Person(who.owner, _owner_phrase(who), "self" if who.owner == "user" else "person")
        yield from (claim for _, claim in _named(owner, who.relation, name))


def own_relative(clause: Clause) -> Iterator[Claim]:
    """ "My sister's name is Nora", "my dog is called Rex", "her name is Nora", "my sister is Nora"."""
    who = clause.who
    if (
        who is None
        or not who.relation
        or who.name
        or clause.verb.lemma != "be"
        or clause.verb.negated
        or (clause.verb.past and not patterns.match(r"(?:called|named)\s", clause.object))
        or (clause.what and clause.what.casefold() not in ("name", "first name", "full name"))
    ):
        return
    text = clause.object
    if clause.what.casefold() in ("name", "first name", "full name") or patterns.match(
        r"(?:called|named)\s", text, re.IGNORECASE
    ):
        text = patterns.replaced(r"^(?:called|named|spelled|actually)\s", "", text, flags=re.IGNORECASE)
        name = name_at(text, casual=True)
    elif not clause.what and (name := name_at(text)):
        rest = text[len(name) :].strip()
        if rest and rest[0] not in ",;" and not rest.startswith(("and ", "now")):
            return
        if patterns.match(r"[A-Z]\w*(?:ish|ese|ian|can)$", name) or name.isupper():
            return
    else:
        return
    if name:
        owner = Person(who.owner, _owner_phrase(who), "self" if who.owner == "user" else "person")
        yield from (replace(claim, change=clause.verb.past) for _, claim in _named(owner, who.relation, name))


def _owner_phrase(who: Person) -> str:
    """ "the user's sister" -> "the user"."""
    return who.phrase.rsplit("'", 1)[0]


def name_relative(clause: Clause) -> Iterator[Claim]:
    """ "We named our son Max"."""
    match = patterns.match(
        rf"(?i:our|my)\s(?i:{ADJECTIVE})(?P<word>(?i:{RELATION}|{ANIMAL}))\s(?P<name>{NAME})", clause.object
    )
    if match and clause.who is not None:
        yield from (claim for _, claim in _named(clause.who, match["word"].casefold(), match["name"]))


def move_out(clause: Clause) -> Iterator[Claim]:
    """ "Jonas moved out", "my flatmate has moved out": nobody's home is named, but one shares no flat any more."""
    who = clause.who
    if who is not None and who.kind == "person" and not clause.what and patterns.match(r"out\b(?! of)", clause.object):
        yield from _not_shared(who.name)


def live_alone(clause: Clause) -> Iterator[Claim]:
    """ "I live alone now", "I am living on my own now"."""
    alone = patterns.match(r"(?:alone|on my own|by myself)\b", clause.object)
    if alone and clause.who is not None and clause.who.kind == "self" and not clause.what and not clause.verb.past:
        yield from _not_shared("")


def _not_shared(name: str) -> Iterator[Claim]:
    for word in ("flatmate", "roommate"):
        yield Claim(
            word, name, "be", name, type="entity", who=the_user(), topic=word, ends=True, settled=True, timeless=True
        )


VERBS: dict[str, tuple[Rule, ...]] = {
    "have": (have_relative,), "get": (have_relative,), "adopt": (have_relative,), "own": (have_relative,),
    "buy": (have_relative,), "rescue": (have_relative,), "welcome": (have_relative,), "foster": (have_relative,),
    "keep": (have_relative,), "bring": (have_relative,), "be": (own_relative, have_relative), "name": (name_relative,),
    "call": (name_relative,), "go": (go_by,), "move": (move_out,), "live": (live_alone,),
}  # fmt: skip
