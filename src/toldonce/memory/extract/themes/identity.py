"""Who somebody is: name, age, birthday, where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import NATIONALITIES, is_occupation
from toldonce.memory.extract.english.people import Person, the_user
from toldonce.memory.extract.english.phrases import head, is_casual, name_at, place, without_article
from toldonce.memory.extract.english.when import TimePhrase
from toldonce.memory.temporal import MONTHS

_AGE = re.compile(
    (
        r"(?P<age>\d{1,3})(?:\syears?\s(?:old|of age|young)|\syear old)?(?=\s*$|\s[,;:]|\s(?:and|now|but|so"
        r"|today|btw|years?|no|by|soon|this|already)\b)"
    ),
    re.IGNORECASE,
)
_AGED_NOUN = re.compile(r"(?:an?\s)?(?P<age>\d{1,3})\syear old\b", re.IGNORECASE)
_BORN = re.compile(r"born(?:\sand\s(?:raised|bred))?(?:\s(?:in|at|near)\s(?P<place>.+))?", re.IGNORECASE)
_FROM = re.compile(
    (
        r"(?:from|a native of|born and raised in|raised in|brought up in|bred in"
        r"|a \w+ from)\s(?P<place>.+)"
    ),
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:called|named|christened|baptised|known as)\s(?P<name>.+)", re.IGNORECASE)
_DATE = re.compile(
    (
        r"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})"
        r"|(?P<month2>[a-z]{3,9}) (?:the )?(?P<day2>[0-3]?\d)"
    ),
    re.IGNORECASE,
)


def _birthday_of(clause: Clause) -> str:
    """The day of the year that the clause names, as "3 May" or "3 May 1990"."""
    return _day_of_year(" ".join([phrase.text for phrase in clause.phrases] or [clause.object]))


def _day_of_year(text: str) -> str:
    match = _DATE.search(text)
    if match is None:
        return ""
    month = next((name for name in MONTHS if name.startswith((match["month"] or match["month2"]).casefold()[:3])), "")
    year = patterns.search(r"\b(?:19|20)\d\d\b", text)
    if not month:
        return ""
    return f"{int(match['day'] or match['day2'])} {month.title()}{' ' + year[0] if year else ''}"


def _name_claim(clause: Clause, text: str, attribute: str = "name", *, casual: bool = False) -> Iterator[Claim]:
    name = name_at(text, casual=casual)
    if name and clause.who is not None and clause.who.kind == "self" and clause.verb.modal != "used":
        topic = "nickname" if attribute == "called" else "name"
        words = name
        yield Claim(attribute, name, "be", words, topic=topic, timeless=attribute == "name")


_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ONES = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
_WRITTEN_AGE = re.compile(
    rf"^(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<ones>{'|'.join(_ONES)}))?(?=\s*$|\s(?:years?|now|and|,))", re.IGNORECASE
)
_RESIDENT = re.compile(
    r"(?:now\s)?(?:an?\s(?P<place>[A-Z][\w' -]*?)\s(?:resident|local)|a resident of\s(?P<of>.+))", re.IGNORECASE
)
_NATIVE = re.compile(r"an?\s(?P<place>[A-Z]\w+(?:\s[A-Z]\w+)?)\snative\b")


def _numbered(text: str) -> str:
    """A number of years in words as a number: "thirty-four" -> "34"."""
    match = _WRITTEN_AGE.match(text)
    if match is None:
        return text
    years = _TENS[match["tens"].casefold()] + _ONES.get((match["ones"] or "").casefold(), 0)
    return f"{years}{text[match.end() :]}"


def be_somebody(clause: Clause) -> Iterator[Claim]:
    """ "I am Nora", "I am 34", "I was born in Lyon", "I am from Lyon", "I am German"."""
    if clause.what or clause.who is None or clause.verb.progressive:
        return
    text = _numbered(clause.object)
    low = text.casefold()
    if (match := _RESIDENT.match(text)) and (where := place(match["place"] or match["of"])):
        yield Claim("home", where, "live", f"in {where}")
        return
    if (match := _NATIVE.match(text)) and (where := place(match["place"])):
        yield Claim("hometown", where, "be", where, topic="hometown", timeless=True)
        return
    if (match := _AGE.match(text)) or (match := _AGED_NOUN.match(text)):
        if not clause.verb.past and 0 < int(match["age"]) < 120 and not clause.verb.negated:
            yield Claim("age", match["age"], "be", f"{match['age']} years old")
        return
    if (match := _BORN.match(text)) and not clause.verb.negated:
        if date := _birthday_of(clause):
            yield Claim("birthday", date, "be", date, topic="birthday", change=True, timeless=True)
        if match["place"] and (where := place(match["place"])):
            yield Claim("birthplace", where, "be born", f"in {where}", change=True, timeless=True)
            attribute = "hometown"
            yield Claim(attribute, where, "be", where, topic="hometown", change=True, timeless=True, confidence=0.7)
        return
    if (match := _FROM.match(text)) and (where := place(match["place"])):
        yield Claim("hometown", where, "be", f"from {where}", timeless=True, change=clause.verb.past)
        return
    if (match := _CALLED.match(text)) and clause.who.kind == "self":
        yield from _name_claim(clause, match["name"], casual=True)
        return
    first = " ".join(low.split()[:2]) if " ".join(low.split()[:2]) in NATIONALITIES else low.split()[0] if low else ""
    bare = without_article(low).split()
    if first not in NATIONALITIES and low.startswith(("a ", "an ")) and len(bare) == 1 and bare[0] in NATIONALITIES:
        first = bare[0]
    if (
        first in NATIONALITIES
        and len(head(text).split()) <= 3
        and (
            len(bare) <= len(first.split())
            or bare[len(first.split())] in (",", "and", "but", "so", "by", "citizen", "now", "national")
        )
    ):
        yield Claim("nationality", first.title(), "be", first.title())
        return
    if (
        clause.who.kind == "self"
        and not clause.verb.negated
        and not clause.verb.past
        and not clause.verb.adverbs - {"actually", "just"}
        and not _OF_A_GROUP.match(clause.text)
        and (name := name_at(text))
        and _only_a_name(text, name)
    ):
        yield Claim("name", name, "be", name, topic="name", timeless=True)
    elif (
        clause.who.kind == "self"
        and is_casual(clause.text)
        and not clause.verb.negated
        and not clause.verb.past
        and patterns.fullmatch(r"[a-z]{3,12} btw", low)
        and not low.startswith(("here", "back", "done", "sorry", "fine", "not", "tired"))
        and low.split()[0] not in NATIONALITIES
        and not low.split()[0].endswith(("ing", "ed", "an", "ful", "y", "free"))
    ):
        yield Claim(
            "name", low.split()[0].title(), "be", low.split()[0].title(), topic="name", timeless=True, confidence=0.6
        )


_OF_A_GROUP = re.compile(r"(?:and |so |hi |hello )*we\b", re.IGNORECASE)
""" "We are Kisan Ledger" names a firm, a band or a family."""


def _only_a_name(text: str, name: str) -> bool:
    """Whether "I am X" ends with X: "I am Catholic" has no way to be told apart, "I am Team Edward" has."""
    rest = text[len(name) :].strip()
    folded = name.casefold()
    if folded in NATIONALITIES or folded in _NOT_PEOPLE or name.isupper():
        return False
    return not rest or rest[0] in ",;:" or rest.split()[0].casefold() in ("and", "by", "btw", "from", "nice", "but")


_NOT_PEOPLE = frozenset(
    """
    catholic christian muslim jewish hindu buddhist protestant orthodox atheist agnostic mormon sikh capricorn aquarius
    pisces aries taurus gemini cancer leo virgo libra scorpio sagittarius republican democrat european african asian
    latino
    latina hispanic black white vegan vegetarian jew quaker lutheran anglican methodist baptist evangelical scouse
    sunni shia iphone android infp intj infj enfp entp intp entj esfp estp isfp istp isfj istj esfj estj american
    """.split()
)  # fmt: skip


def grow_up(clause: Clause) -> Iterator[Claim]:
    """ "I grew up in Lyon", "I was raised in", "I come from", "I spent my childhood in"."""
    if clause.what:
        return
    text = clause.object
    match = patterns.match(
        (
            r"(?:up\s(?:just |right |mostly )?(?:in|near|around|on|at|outside|outside of)|from|(?:most of "
            r"|much of |all of )?my (?:childhood|whole childhood|youth|early years) in)\s(?P<place>.+)"
        ),
        text,
        re.IGNORECASE,
    )
    if match and not clause.verb.negated and (where := place(match["place"])):
        yield Claim("hometown", where, "be", where, topic="hometown", change=True, timeless=True)


def hail(clause: Clause) -> Iterator[Claim]:
    """ "I come from Lyon", "I hail from Lyon"."""
    match = patterns.match(r"(?:originally )?from\s(?P<place>.+)", clause.object, re.IGNORECASE)
    if (
        match
        and not clause.what
        and not clause.verb.past
        and not clause.verb.progressive
        and not clause.verb.perfect
        and (where := place(match["place"]))
    ):
        yield Claim("hometown", where, "be", f"from {where}", timeless=True)


def turn_age(clause: Clause) -> Iterator[Claim]:
    """ "I turned 40 last week"; whoever is turning 40 is not yet."""
    if clause.verb.progressive:
        return
    match = patterns.match(
        r"(?:the big )?(?P<age>\d{1,3})\b(?!\s?(?:%|am|pm|degrees|pages|miles|km|kilos))"
        r"(?!\s(?!years\b|yrs\b|was\b|this\b|has\b)[a-z]{2,}s\b)",
        _numbered(clause.object),
    )
    if match and not clause.what and 0 < int(match["age"]) < 120:
        yield Claim("age", match["age"], "be", f"{match['age']} years old", change=True)
        day = clause.times().on
        if day is not None and clause.verb.past and day[1] - day[0] == timedelta(days=1):
            date = f"{day[0].day} {MONTHS[day[0].month - 1].title()}"
            yield Claim("birthday", date, "be", date, topic="birthday", timeless=True)


def celebrate_age(clause: Clause) -> Iterator[Claim]:
    """ "I celebrated my 45th birthday"."""
    match = patterns.match(r"my (?P<age>\d{1,3})(?:st|nd|rd|th) birthday\b", clause.object, re.IGNORECASE)
    if match and not clause.what and clause.verb.lemma in ("celebrate", "have"):
        yield Claim("age", match["age"], "be", f"{match['age']} years old", change=True)


def celebrate(clause: Clause) -> Iterator[Claim]:
    """ "I celebrate my birthday on 3 May", "I have my birthday on", "it is my birthday on 3 May"."""
    if patterns.match(r"(?:my|our) birthday\b(?!\s(?:party|cake|present|dinner))", clause.object, re.IGNORECASE) and (
        date := _birthday_of(clause)
    ):
        yield Claim("birthday", date, "be", date, topic="birthday", timeless=True)


def go_by(clause: Clause) -> Iterator[Claim]:
    """ "I go by Max", "everybody calls me Max"."""
    match = patterns.match(r"by\s(?:the name (?:of )?)?(?P<name>.+)", clause.object, re.IGNORECASE)
    if (
        match
        and clause.who is not None
        and not clause.verb.past
        and not patterns.match(r"(?:bus|car|train|foot|bike|the|my)\b", match["name"], re.IGNORECASE)
    ):
        yield from _name_claim(clause, match["name"], "called", casual=True)


def name_somebody(clause: Clause) -> Iterator[Claim]:
    """ "My parents named me Nora", "everyone knows me as Nora"."""
    match = patterns.match(r"me\s(?:as\s)?(?P<name>.+)", clause.object)
    so_called = clause.verb.lemma == "name" or patterns.match(r"me as\s", clause.object)
    told = clause.verb.lemma == "know" or clause.verb.past
    if match and so_called and told and (name := name_at(match["name"])):
        yield Claim("name", name, "be", name, topic="name", who=the_user(), change=clause.verb.past, timeless=True)


def birthday_in(text: str, phrases: Sequence[TimePhrase], me: Person) -> Iterator[Claim]:
    """ "3 May is my birthday", "it is my birthday on 3 May", "put 3 May down as my birthday"."""
    told = phrases and (_MY_BIRTHDAY.search(text) or (_BIRTH.search(text) and not _OTHER_BIRTH.search(text)))
    if told and (date := _day_of_year(" ".join(phrase.text for phrase in phrases))):
        yield Claim("birthday", date, "be", date, topic="birthday", who=me, timeless=True)


_MY_BIRTHDAY = re.compile(
    (
        r"^(?:(?:so|and|by the way|btw|well|oh|,)\s)*(?:is my birthday\b|(?:my )?(?:dob|date of birth|birthday) :"
        r"|born(?= ,|$)|i came into (?:this|the) world\b|i (?:am turning|turn|will turn|will be) \d{1,3}$"
        r"|(?:.*\s)?(?:i am|baby) .*, born(?: in [A-Z]\w+)?$|(?:it is"
        r"|that is) my birthday\b|(?:put|save|note|write|store)(?: it)?(?: down)? as my birthday)"
    ),
    re.IGNORECASE,
)


_BIRTH = re.compile(
    r"\bmy (?:own )?(?:birthday|b-?day|birth ?date|date of birth|dob)\b(?!'s)|\b(?:the )?(?:day|date"
    r"|when) (?:on which |that )?i was born"
    r"|\bdate of my birth\b|\bi (?:get|grow|turn|become) (?:a|one|another) year older\b|\bi (?:get|grow) "
    r"older\b|\bi blow out (?:my |the )?candles"
    r"|\bi (?:first )?saw the light of day|\bi (?:entered|came into) (?:this|the) world|\bi am an? baby\b"
    r"|\bi (?:have|celebrate|had) (?:my )?birthday\b"
    r"|^(?:birthday|dob|date of birth) ?:",
    re.IGNORECASE,
)
_OTHER_BIRTH = re.compile(
    r"\b(?:party|cake|present|gift|dinner|trip|appointment|meeting|exam|before|after|he|she|his|her|their"
    r"|your|until|week|month)\b"
    r"|\bmy (?:\w+ )?(?:sister|brother|son|daughter|mother|father|mum|mom|dad|wife|husband|girlfriend"
    r"|boyfriend|partner|friend|dog|cat)\b",
    re.IGNORECASE,
)


def introduces(text: str, me: Person) -> Iterator[Claim]:
    """ "Nora here", "this is Nora speaking"."""
    match = _HERE.match(text)
    if match and is_occupation(match["name"]):
        job = match["name"].casefold()
        yield Claim("job", job, "work", f"as a {job}", who=me)
        return
    if age := _AGE_HERE.match(text):
        yield Claim("age", age["age"], "be", f"{age['age']} years old", who=me)
        return
    given = match["name"] if match else next((found[0].split()[-1] for found in _GIVEN_NAME.finditer(text)), "")
    if given and name_at(given) == given.strip():
        yield Claim("name", given.strip(), "be", given.strip(), topic="name", who=me, timeless=True)


_AGE_HERE = re.compile(r"^(?P<age>\d{2})(?: here| years old , that is me| years young)\b", re.IGNORECASE)
_GIVEN_NAME = re.compile(
    r"^(?P<first>[A-Z]\w+)(?= , (?:pleased|nice|good|lovely|glad|happy) to (?:meet|e-meet) you\b)|"
    r"(?i:^it is\s)(?P<name>[A-Z]\w+)(?= , (?:by the way|btw)$)|(?i:introduced myself\s[—–:,-]+\s)(?P<after>[A-Z]\w+)$"
    r"|(?i:(?:put me down as|you are (?:talking|speaking|chatting) (?:to|with))\s)(?P<down>[A-Z]\w+)$"
)
_HERE = re.compile(
    (
        r"^(?:(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon)|oh|so|well|there"
        r"|,)\s)*(?:this is\s|it is\s)?(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?)\s(?:here"
        r"|speaking)(?:\s,.*)?$"
    ),
    re.IGNORECASE,
)


_NOT_FILLED_IN = re.compile(r"(?:required|optional|missing|mandatory|unknown|wrong|taken|too)\b", re.IGNORECASE)
""" "Name is required" stands in a form."""


def own_name(clause: Clause) -> Iterator[Claim]:
    """ "My name is Nora"."""
    if clause.verb.lemma == "be" and not clause.verb.negated and not clause.verb.past:
        attribute = "called" if "nick" in clause.what.casefold() else "name"
        text = clause.object
        if _NOT_FILLED_IN.match(text):
            return
        text = patterns.replaced(r"^(?:the )?(?:called|spelled|actually|really)\s", "", text, flags=re.IGNORECASE)
        yield from _name_claim(clause, text, attribute, casual=True)


def own_age(clause: Clause) -> Iterator[Claim]:
    """ "My age is 34"."""
    if match := patterns.match(r"(?P<age>\d{1,3})\b", clause.object):
        yield Claim("age", match["age"], "be", f"{match['age']} years old")


def own_birthday(clause: Clause) -> Iterator[Claim]:
    """ "My birthday is on 3 May", "my sister's date of birth is"."""
    if clause.verb.lemma in ("be", "fall", "come") and not clause.verb.negated and (date := _birthday_of(clause)):
        yield Claim("birthday", date, "be", date, topic="birthday", timeless=True)


def own_anniversary(clause: Clause) -> Iterator[Claim]:
    """ "Our wedding anniversary is on 3 June"."""
    if clause.verb.lemma in ("be", "fall", "come") and not clause.verb.negated and (date := _birthday_of(clause)):
        yield Claim("anniversary", date, "be", date, topic="anniversary", timeless=True)


_NO_TOWN = re.compile(
    r"(?:Far|Away|Small|Big|Tiny|Lovely|Beautiful|Nice|Quiet|Boring|Pretty|Close|Near|Very|Really|Quite|Full|Known"
    r"|Famous|Old)\b"
)


def own_hometown(clause: Clause) -> Iterator[Claim]:
    """ "My hometown is Lyon"."""
    if (where := place(patterns.replaced(r"^in\s", "", clause.object))) and not _NO_TOWN.match(where):
        yield Claim("hometown", where, "be", where, topic="hometown", timeless=True)


def own_nationality(clause: Clause) -> Iterator[Claim]:
    """ "My nationality is Danish"."""
    word = head(clause.object).casefold()
    if word in NATIONALITIES:
        yield Claim("nationality", word.title(), "be", word.title())


VERBS: dict[str, Rule | tuple[Rule, ...]] = {
    "be": be_somebody, "grow": grow_up, "spend": grow_up, "come": hail, "hail": hail, "turn": turn_age, "hit": turn_age,
    "reach": turn_age,
    "celebrate": (celebrate, celebrate_age), "have": celebrate,
    "go": go_by, "name": name_somebody, "call": name_somebody, "know": name_somebody,
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:(?:real|full|first|given|legal|actual|own|new) )?name|nickname|new nickname", own_name),
    (r"age", own_age),
    (r"birthday|date of birth|birth date|birthdate|dob", own_birthday),
    (r"(?:wedding )?anniversary", own_anniversary),
    (r"home ?town|birthplace|place of birth", own_hometown),
    (r"nationality|citizenship", own_nationality),
)
