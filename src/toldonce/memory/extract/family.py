"""Relatives, partners and pets: who they are and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract import patterns
from toldonce.memory.extract.claims import Claim, Rule
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.grammar import ADVERBS
from toldonce.memory.extract.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.people import (
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
from toldonce.memory.extract.phrases import is_casual, name_at, place
from toldonce.memory.extract.verbs import FORMS
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
_TITLES = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Prof)\.?\s")


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
        yield from _named(owner, word, name)
    for match in _SEVERAL.finditer(text):
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
    if not several and (match := _SOME_RELATIVES.match(text)) and clause.verb.lemma in ("have", "get", "own"):
        word = match["word"].casefold()
        if word in RELATION_PLURALS:
            role = RELATION_PLURALS[word]
            if role in ("child", "son", "daughter", "sister", "brother", "sibling", "grandchild", "cousin"):
                yield Claim(role, f"{match['count']} {word}", "have", f"{match['count']} {word}", confidence=0.8)
        else:
            yield Claim(
                "pet", f"{match['count']} {word}", "have", f"{match['count']} {word}", change=got, confidence=0.8
            )


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


# --- partners --------------------------------------------------------------------------------------------------------


def _partner(name: str, **more: object) -> Claim:
    return Claim("partner", name, "be", name, type="entity", topic="partner", **more)  # type: ignore[arg-type]


def be_together(clause: Clause) -> Iterator[Claim]:
    """ "I am married to Nora", "we are engaged", "I am single", "I am with Nora now", "Nora and I are not together"."""
    if clause.what or clause.who is None or (clause.verb.progressive and clause.verb.lemma not in ("date", "see")):
        return
    text = patterns.replaced(r"^(?:happily|now|newly|recently|freshly)\s", "", clause.object, flags=re.IGNORECASE)
    low = text.casefold()
    partner = _other(clause)
    if match := patterns.match(
        r"(?:back )?(?:together|in a relationship|going out|in love)\b(?:\swith\s(?P<name>.+))?", text, re.IGNORECASE
    ):
        name = (
            name_at(patterns.replaced(rf"^(?:my|our)\s(?i:{ADJECTIVE})(?i:{RELATION})\s", "", match["name"] or ""))
            or partner
        )
        if not low.startswith("in love") and (name or (clause.verb.negated and not clause.with_whom)):
            yield _partner(name)
    elif patterns.match(r"(?:a couple|an item)\b", low) and partner:
        yield _partner(partner)
    elif match := patterns.match(r"(?:in a relationship )?with\s(?P<name>.+)", text, re.IGNORECASE):
        tail = patterns.replaced(rf"^(?:my|our)\s(?i:{ADJECTIVE})(?i:{RELATION})\s", "", match["name"])
        name = name_at(tail)
        told = tail != match["name"] or patterns.search(r"\bnow\b", low)
        if name and len(name.split()) == 1 and told:
            yield _partner(name, confidence=0.8)
    elif match := patterns.match(
        (
            r"(?P<state>married|engaged|divorced|separated|widowed|single)(?:\s(?:to|with"
            r"|from)\s(?P<name>.+))?(?=\s*$|\s[,;:.]|\s(?:now|to|with|from|and|but|again|so|at|for|since|by"
            r"|mom|mum|dad|mother|father|parent)\b)"
        ),
        text,
        re.IGNORECASE,
    ):
        state = match["state"].casefold()
        if patterns.match(r"single (?:mom|mum|dad|mother|father|parent)", low):
            return
        yield Claim("marital_status", state, "be", state)
        name = name_at(match["name"] or "") or (partner if state in ("married", "engaged") else "")
        if name and state in ("married", "engaged"):
            yield _partner(name)
        if state in ("single", "divorced", "separated", "widowed") and not clause.verb.negated and not clause.verb.past:
            yield _partner(partner, ends=True)


def _other(clause: Clause) -> str:
    return (
        name_at(patterns.replaced(rf"^(?i:my|our)\s(?i:{ADJECTIVE})(?i:{RELATION})\s", "", clause.with_whom))
        if clause.with_whom
        else ""
    )


_SOMEBODY = (
    r"^(?:(?:a|this|some|the) (?:new |lovely |nice |great |really |amazing |wonderful )*(?:guy|girl"
    r"|woman|man|person|lady|boy)|someone|somebody)(?: new)?\s(?:,\s)?(?:named|called"
    r"|by the name of)?\s?(?:,\s)?"
)


def go_out(clause: Clause) -> Iterator[Claim]:
    """ "I am going out with Theo"."""
    match = patterns.match(r"(?:out|steady) with\s(?P<name>.+)", clause.object)
    if (
        match
        and clause.verb.progressive
        and not clause.what
        and not clause.phrases
        and (name := name_at(match["name"]))
    ):
        yield _partner(name)


def be_over(clause: Clause) -> Iterator[Claim]:
    """ "It is over between Mia and me"."""
    match = patterns.match(
        r"over between\s(?P<name>[A-Z].*?) and (?:me|us)\b|over between (?:me|us) and\s(?P<last>[A-Z].+)", clause.object
    )
    if clause.who is None and match:
        yield _partner(name_at(match["name"] or match["last"]), ends=True, who=the_user())


def put_down(clause: Clause) -> Iterator[Claim]:
    """ "Luna had to be put down", "Luna is no longer with us"."""
    text, who = clause.object, clause.who
    gone = patterns.match(r"put (?:down|to sleep)\b", text) or (
        clause.verb.negated and patterns.match(r"with us\b", text)
    )
    if gone and who is not None and who.kind != "self" and not clause.what:
        yield _pet_gone(who.name or who.relation, the_user())


def date_somebody(clause: Clause) -> Iterator[Claim]:
    """ "I am dating Nora", "I am seeing Nora now"."""
    text = patterns.replaced(_SOMEBODY, "", clause.object, re.IGNORECASE)
    if not clause.what and (clause.verb.progressive or clause.verb.started) and (name := name_at(text)):
        rest = text[len(name) :].strip()
        medical = clause.object.startswith(("Dr", "Doctor"))
        seen = clause.verb.lemma == "date" or not rest or rest.split()[0] in ("now", ",", "not", "and")
        if not medical and seen and not (clause.verb.lemma == "see" and clause.phrases):
            yield _partner(name)


_ENDED = {
    "call": r"it quits|off the (?:engagement|wedding)",
    "break": r"up\b",
    "split": r"up\b|$",
    "separate": r"(?!(?:the|my|our|it)\b)",
    "divorce": r"(?!(?:the|our|it)\b)",
    "part": r"ways\b(?! with my (?:job|company))",
    "get": r"(?:a )?divorced?\b",
    "end": r"(?:things|it|our relationship|the relationship)\b",
}
"""How a couple ends: the verb, and what follows it."""


def part_from(clause: Clause) -> Iterator[Claim]:
    """ "We broke up", "I split up with Nora", "Nora left me", "we separated", "we got divorced"."""
    if clause.what or clause.who is None:
        return
    text, verb = clause.object, clause.verb.lemma
    low = text.casefold()
    ended = _ENDED.get(verb)
    if ended is not None and patterns.match(ended, low) and clause.who.kind == "self":
        match = patterns.search(r"(?:with|from)\s(?P<name>.+)", text, re.IGNORECASE)
        name = (
            name_at(patterns.replaced(rf"^(?i:my|our)\s(?i:{ADJECTIVE})(?i:{RELATION})\s", "", match["name"]))
            if match
            else ""
        )
        name = name or _other(clause) or _listed_after(text)
        yield _partner(name, ends=True)
        if verb in ("divorce",) or low.startswith("divorced"):
            yield Claim("marital_status", "divorced", "be", "divorced", change=True)
        return
    own = clause.who.kind == "person" and (clause.who.name or clause.who.relation in _PARTNERS)
    if own and (
        (verb in ("leave", "dump") and patterns.match(r"me\b", low))
        or (verb == "break" and patterns.match(r"up with me\b", low))
    ):
        yield _partner(clause.who.name, ends=True, who=the_user())


def _listed_after(text: str) -> str:
    match = patterns.search(r",\s(?P<name>.+?)\sand (?:i|me)\b", text, re.IGNORECASE)
    return name_at(match["name"]) if match else ""


def get_together(clause: Clause) -> Iterator[Claim]:
    """ "We got married", "I got engaged to Nora", "Nora and I got together last year"."""
    if clause.what or clause.who is None:
        return
    text, verb = clause.object, clause.verb.lemma
    if verb == "get" and (match := patterns.match(r"(?:back )?together(?:\swith\s(?P<name>.+))?", text, re.IGNORECASE)):
        name = name_at(match["name"] or "") or _other(clause)
        if name:
            yield _partner(name, change=True)
    elif verb == "marry" and (
        name := name_at(patterns.replaced(rf"^(?i:my|our)\s(?i:{ADJECTIVE})(?i:{RELATION})\s", "", text))
    ):
        yield Claim("marital_status", "married", "be", "married", change=True)
        yield _partner(name, change=True)
    elif verb in ("get", "become") and (
        match := patterns.match(r"(?P<state>married|engaged)(?:\s(?:to|with)\s(?P<name>.+))?", text, re.IGNORECASE)
    ):
        yield Claim("marital_status", match["state"].casefold(), "be", match["state"].casefold(), change=True)
        if name := name_at(match["name"] or "") or _other(clause):
            yield _partner(name, change=True, confidence=0.8)


# --- pets that are gone ----------------------------------------------------------------------------------------------


def _pet_gone(name: str, who: Person | None = None) -> Claim:
    return Claim("pet", name, "have", name, ends=True, who=who)


def die(clause: Clause) -> Iterator[Claim]:
    """ "Rex died", "my dog passed away", "we lost Rex"."""
    text = clause.object
    verb = clause.verb.lemma
    died = (
        verb == "die"
        or (verb == "pass" and patterns.match(r"(?:away|on)\b", text))
        or (verb == "run" and patterns.match(r"away for good", text))
    )
    if died and clause.who is not None and clause.who.kind != "self" and not clause.what:
        if clause.who.kind == "animal" or clause.who.name:
            yield _pet_gone(clause.who.name or clause.who.relation, the_user())
    elif clause.who is not None and clause.who.kind == "self" and not clause.what:
        match = None
        if verb == "put":
            match = patterns.match(r"(?P<name>.+?)\s(?:down|to sleep)\b", text)
        elif verb == "give":
            match = patterns.match(r"(?P<name>.+?)\s(?:away|up|to (?:my|our|the|a|some)\b.*)", text) or patterns.match(
                r"away\s(?P<name>.+)", text
            )
        elif verb in ("lose", "rehome"):
            match = patterns.match(r"(?P<name>.+)", text)
        if match:
            words = patterns.replaced(
                rf"^(?i:my|our|the)\s(?i:{ADJECTIVE})(?:(?i:{ANIMAL})\s(?=[A-Z]))?", "", match["name"]
            )
            name = name_at(words) or (words.casefold() if patterns.fullmatch(rf"(?i:{ANIMAL})", words) else "")
            if name:
                yield _pet_gone(name)


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


def not_have_pet(clause: Clause) -> Iterator[Claim]:
    """ "I do not have Rex any more"."""
    if (
        clause.verb.negated
        and clause.who is not None
        and clause.who.kind == "self"
        and not clause.what
        and (name := name_at(clause.object))
    ) and (
        (len(name.split()) == 1 and patterns.search(r"\bany (?:more|longer)\b", clause.object, re.IGNORECASE))
        or clause.verb.ended
    ):
        yield _pet_gone(name)


VERBS: dict[str, tuple[Rule, ...]] = {
    "have": (have_relative, not_have_pet), "get": (have_relative, get_together, part_from),
    "adopt": (have_relative,), "own": (have_relative,), "buy": (have_relative,),
    "rescue": (have_relative,), "welcome": (have_relative,), "meet": (), "foster": (have_relative,),
    "keep": (have_relative,),
    "bring": (have_relative,), "be": (own_relative, be_together, have_relative, be_over, put_down),
    "name": (name_relative,), "call": (name_relative, part_from),
    "date": (date_somebody,), "see": (date_somebody,),
    "break": (part_from,), "split": (part_from,), "separate": (part_from,), "divorce": (part_from,),
    "end": (part_from,), "leave": (part_from,), "dump": (part_from,),
    "part": (part_from,), "go": (go_by, go_out), "marry": (get_together,), "become": (get_together,), "die": (die,),
    "pass": (die,), "move": (move_out,), "live": (live_alone,),
    "put": (die,), "give": (die,), "lose": (die,), "rehome": (die,),
}  # fmt: skip
