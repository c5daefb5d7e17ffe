"""The gist of a sentence that no grammar read: what it says by the words that stand in it together.

"At home a cat called Smudge waits for me" names an animal, a name and the speaker; whatever the construction, it tells
of a pet. This is tried last, only on plain statements of the speaker: nothing hedged, wished, planned, asked or told of
somebody else; and what it finds counts for less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toldonce.memory.extract.belongings import kind_of
from toldonce.memory.extract.claims import Claim
from toldonce.memory.extract.health import NO_ALLERGENS
from toldonce.memory.extract.lexicon import CONDITIONS, DIETS, LANGUAGES, RELATION_WORDS, is_occupation
from toldonce.memory.extract.modality import words_of
from toldonce.memory.extract.people import ADJECTIVE, ANIMAL, NOT_NAMES, RELATION, Person, animal, relative
from toldonce.memory.extract.phrases import head, trimmed, without_article

CONFIDENCE = 0.7
_FIRST_PERSON = frozenset("i my me we our us mine".split())
_HEDGED = frozenset(
    """
    would could might may should want wants wanted wish hope hoping maybe perhaps probably possibly almost nearly
    thinking considering plan planning will shall going gonna imagine dream dreaming supposed seems seem ever whether if
    unless anyone somebody everyone people everybody nobody he his him they their them her she your yours
    question joke story film book novel character recipe says said told asked thinks wonder wondering guess suppose
    doubt unsure pretend pretending apply applied applying interview application visit visited visiting holiday trip
    weekend's borrowed rented rent hired-car someone's advert documentary article series podcast show episode used
    """.split()
)
"""Words with one of which a sentence may speak of what is not so, or of others."""
_OVER = re.compile(
    r"\b(?:no longer|any ?more|any longer|not any|gone|over|ended|finished|stopped|stop|quit|gave up"
    r"|given up|dropped|left|lost|outgrown|outgrew|grown"
    r" out|cured|rid of|done with|behind me|behind us|history|past|again|split|separated|divorced|broke"
    r"|broken|ex|dead|died|passed|moved out|let go|fired"
    r"|sacked|redundant|resigned|dumped|sold|scrapped|stolen|parted|abandoned|ditched|faded|disappeared"
    r"|vanished|put to sleep|put down|mistake|false alarm"
    r"|without|ceased|cancelled|never|not|no)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|new|newly|just|recently|since|started|began|begun|became|become|switched|changed|moved"
    r"|joined|bought|got|replaced|instead of|these days|from now on|as of)\b",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w'’&.-]*)"
_NAMES = re.compile(rf"(?<![\w'])(?P<name>{_CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{_CAPITAL})*)")
_MY_KIN = re.compile(rf"\b(?:my|our)\s{ADJECTIVE}(?P<kin>{RELATION})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as the readers of a gist need it."""

    text: str
    low: str
    words: frozenset[str]
    names: tuple[str, ...]
    over: bool
    now: bool
    kin: str


def gist_of(text: str, me: Person) -> Iterator[Claim]:
    """What a sentence (spaced, without quotations) says of its speaker; nothing where that is not certain enough."""
    words = words_of(text)
    if not words & _FIRST_PERSON or words & _HEDGED or len(text.split()) > 30:
        return
    names = tuple(found["name"].rstrip(".'") for found in _NAMES.finditer(text))
    names = tuple(name for name in names if name.split()[0].casefold() not in NOT_NAMES)
    kin = _MY_KIN.search(text)
    said = _Said(
        text,
        text.casefold(),
        words,
        names,
        _OVER.search(text) is not None,
        _NOW.search(text) is not None,
        kin["kin"].casefold() if kin else "",
    )
    for reader in _READERS:
        claims = list(reader(said, me))
        yield from claims
        if claims:
            return


def _thing(text: str) -> str:
    thing = without_article(trimmed(head(text)))
    return thing if 0 < len(thing.split()) <= 4 and thing.casefold() not in _NOTHING else ""


_NOTHING = frozenset("it them that this those these something anything nothing one all me".split())
_N = r"[\w'-]+(?:\s[\w'-]+){0,2}?"
_ALLERGIES = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        r"\ballerg(?:ic|y|ies)(?: is| are)? (?:reactions? )?to (?!it\b|them\b|that\b"
        rf"|those\b)(?P<x>(?:the )?{_N})(?=\s*$|\s[,;:.]|\s(?:and|but|so|since|because|is|has|runs|for"
        r"|from|any|now|again|makes|after)\b)",
        rf"\bwhat i am allergic to is (?P<x>{_N})(?=\s*$|\s[,;.])",
        r"\b(?:my|an?|the|this|severe|bad) (?P<x>(?!one|other|biggest|worst|known|main|food|bad|severe"
        rf"|new|only|main){_N})[- ]allergy\b",
        r"\ballergy ?[:–-] (?P<x>[\w' -]+)$",
        rf"\b(?:avoid|near|touch|eat|have|drink|from|to|handle|tolerate|no|without) (?!allerg)(?P<x>{_N}) "
        r"?(?:,|;|:|–|because|as|since|for me|with|and|is|are|for)+ .*\ballerg",
        rf"^(?P<x>(?!i\b|my\b|the (?:doctor|test)){_N}) ?(?:is|are|,|:|gives|makes|triggers|and|means|no "
        r"longer|do|does|have|has) .*\ballerg",
    )
)


def _allergy(said: _Said, me: Person) -> Iterator[Claim]:
    if "allerg" not in said.low or said.kin:
        return
    over = re.search(
        r"no longer|any ?more|gone|over my|rid of|cured|lost my|not allergic|no allerg|disappeared|outgrown"
        r"|outgrew|grown out|again|mistake|false alarm|went away|vanished|beaten|after all",
        said.low,
    )
    for pattern in _ALLERGIES:
        found = pattern.search(said.text)
        if found and (thing := _thing(found["x"])) and thing.casefold().split()[0] not in NO_ALLERGENS:
            yield Claim(
                "allergy",
                thing,
                "be",
                f"allergic to {thing}",
                confidence=CONFIDENCE,
                ends=over is not None,
                settled=True,
            )
            return


def _illness(said: _Said, me: Person) -> Iterator[Claim]:
    found = CONDITIONS.search(said.text)
    if (
        found is None
        or said.kin
        or "allerg" in said.low
        or said.words
        & {
            "research",
            "about",
            "charity",
            "prevent",
            "against",
            "fundraiser",
            "class",
            "essay",
            "article",
            "reading",
            "paper",
            "exam",
            "studying",
            "lecture",
            "patients",
        }
    ):
        return
    over = re.search(
        r"\b(?:no longer|any ?more|cured|gone|rid of|free of|over|recovered|remission|healed|not)\b", said.low
    )
    thing = found[0]
    yield Claim("condition", thing, "have", thing, confidence=CONFIDENCE, ends=over is not None, settled=True)


_DIET = re.compile(
    rf"\b(?P<x>{'|'.join(sorted((re.escape(one) for one in DIETS), key=len, reverse=True))})\b(?=\s*$"
    r"|\s[,;:.]|\s(?:diets?|foods?|lifestyle|meals|eater|way|and|but|so|since|now|these|for|because|any"
    r"|is|as|again|cuisine|at|days)\b)",
    re.IGNORECASE,
)
_EATS = frozenset(
    "diet eat eats eating food meals cook cooking am myself being gone turned went become became kitchen "
    "plate lifestyle switched chose chosen stick keep follow following eater ate menu".split()
)


def _diet(said: _Said, me: Person) -> Iterator[Claim]:
    found = _DIET.search(said.text)
    if (
        found is None
        or said.kin
        or not said.words & _EATS
        or said.words
        & {"restaurant", "cafe", "friend", "friends", "guest", "guests", "recipes", "cheese", "cake", "shop"}
    ):
        return
    before = said.low[: found.start()]
    over = re.search(
        r"\b(?:no longer|stopped|quit|dropped|done|given up|gave up|ended|abandoned|not|behind|ditched|never"
        r"|left|without|finished|rid)\b(?! anything)",
        before,
    ) or re.search(r"\b(?:any ?more|any longer|behind me|history|over|is gone|days are)\b", said.low[found.end() :])
    if re.search(r"\b(?:not|nothing|never)\b", before) and not re.search(r"any ?more|any longer|no longer", said.low):
        return
    yield Claim(
        "diet",
        found["x"],
        "be",
        found["x"],
        confidence=CONFIDENCE,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_LANGUAGE = re.compile(
    rf"\b(?P<x>{'|'.join(sorted((re.escape(one) for one in LANGUAGES), key=len, reverse=True))})\b(?! (?:food"
    r"|cuisine|restaurant|friends?|music|wine|films?|teacher|neighbours?|colleagues?|people|history|culture"
    r"|passport|embassy|course|lessons?|class))",
    re.IGNORECASE,
)
_SPEAKS = frozenset(
    "speak speaks speaking spoke spoken language languages tongue fluent fluently converse conversation "
    "conversational communicate chat talk bilingual trilingual mastered native proficient command learned "
    "learnt understand express accent".split()
)


def _language(said: _Said, me: Person) -> Iterator[Claim]:
    if (
        not said.words & _SPEAKS
        or said.kin
        or said.words
        & {"not", "no", "never", "barely", "hardly", "without", "cannot", "learn", "translate", "translation"}
    ):
        return
    for found in _LANGUAGE.finditer(said.text):
        if found["x"][:1].isupper() or said.text.islower():
            language = found["x"].title()
            if language == "English" and len(list(_LANGUAGE.finditer(said.text))) > 1:
                continue
            yield Claim("language", language, "speak", language, confidence=CONFIDENCE, settled=True, planned="can")


_MY_THING = re.compile(
    r"\b(?:my|our)\s(?:(?:trusty|beloved|old|new|little|own|dear|lovely|faithful"
    r"|current)\s)*(?P<x>[A-Za-z0-9][\w.+-]*(?:\s[A-Z0-9][\w.+-]*){0,3})"
    r"|\b(?:an?|the)\s(?P<y>[A-Z][\w.+-]*(?:\s[A-Z0-9][\w.+-]*){0,3})(?:\s(?:user|driver|owner|person))?\b"
)


def _belonging(said: _Said, me: Person) -> Iterator[Claim]:
    if said.kin:
        return
    held = {
        "car",
        "phone",
        "drive",
        "driving",
        "user",
        "driver",
        "owner",
        "own",
        "my",
        "our",
        "mobile",
        "garage",
        "pocket",
        "driveway",
        "have",
        "got",
    }
    if not said.words & held:
        return
    found = [match["x"] or match["y"] for match in _MY_THING.finditer(said.text)]
    things = [
        thing
        for thing in found
        if kind_of(thing) in ("car", "phone") and re.search(r"[A-Z]", thing) and len(thing.split()) > 1
    ]
    if not things or len(things) > 2:
        return
    over = re.search(
        r"\b(?:sold|gone|scrapped|stolen|parted|passed|lost|broke|broken|died|dead|no longer|any ?more|rid of"
        r"|let go|gave|given|left|former|old|first|used)\b",
        said.low,
    )
    thing = things[-1]
    if len(things) == 2 and re.search(rf"instead of (?:the|my|our) {re.escape(thing)}", said.text, re.IGNORECASE):
        thing, over = things[0], None
    elif len(things) == 2:
        over = None
    if over is not None and len(things) == 1 and not re.search(r"\b(?:my|our|the)\b", said.low):
        return
    kind = kind_of(thing)
    article = "an" if thing[0].casefold() in "aeiou" else "a"
    yield Claim(
        kind,
        thing,
        "drive" if kind == "car" else "use",
        f"{article} {thing}",
        confidence=CONFIDENCE,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_PET = re.compile(rf"\b(?:an?|the|our|my|one)\s{ADJECTIVE}(?P<beast>{ANIMAL})\b", re.IGNORECASE)
_NAMING = frozenset("called named name names call goes answers known".split())


def _pet(said: _Said, me: Person) -> Iterator[Claim]:
    found = _PET.search(said.text)
    if found is None or said.kin or len(said.names) != 1 or not said.words & (_NAMING | {"my", "our"}) or said.over:
        return
    if not said.words & _NAMING and not re.search(rf"\b(?:my|our)\s{ADJECTIVE}{re.escape(found['beast'])}\b", said.low):
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
        "shelter",
    }:
        return
    beast = found["beast"].casefold()
    name = said.names[0]
    if len(name.split()) == 1:
        owned = animal(me, beast, name)
        yield Claim(
            "pet",
            name,
            "have",
            f"{'an' if beast[0] in 'aeiou' else 'a'} {beast} named {owned.name}",
            confidence=CONFIDENCE,
        )


_IS_CALLED = re.compile(
    r"\b(?:names?|called|named|calls?|goes by|answers to|known as|is (?:my|our)|happens to be)\b", re.IGNORECASE
)
_PARTNERS = frozenset(word for word, role in RELATION_WORDS.items() if role == "partner")


def _relative(said: _Said, me: Person) -> Iterator[Claim]:
    kin = said.kin or _a_child(said)
    if (
        not kin
        or len(said.names) != 1
        or said.over
        or (not _IS_CALLED.search(said.text) and said.kin)
        or RELATION_WORDS[kin] in ("friend", "ex", "boss", "colleague", "doctor", "teacher")
    ):
        return
    if len(_MY_KIN.findall(said.text)) > 1:
        return
    name = said.names[0]
    if len(name.split()) == 1:
        who = relative(me, kin, name)
        yield Claim(
            RELATION_WORDS[kin],
            name,
            "be",
            name,
            type="entity",
            topic=who.relation,
            timeless=kin not in _PARTNERS,
            confidence=CONFIDENCE,
        )


def _a_child(said: _Said) -> str:
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
    r"\b(?:no longer|not|split|separated|divorced|broke|broken|ex|over|ended|moved out|left me|dumped|done"
    r"|separate ways|finished|parted|quits)\b",
    re.IGNORECASE,
)


def _couple(said: _Said, me: Person) -> Iterator[Claim]:
    singles = [name for name in said.names if len(name.split()) == 1]
    apart = _APART.search(said.text)
    if (
        len(singles) != 1
        or (said.kin and said.kin not in _PARTNERS)
        or (said.kin and RELATION_WORDS.get(said.kin) != "partner")
    ):
        return
    if apart is not None and (
        said.words & _TOGETHER or re.search(r"between|separate ways|we are done|it is over|things|ex\b", said.low)
    ):
        yield Claim(
            "partner", singles[0], "be", singles[0], type="entity", topic="partner", ends=True, confidence=CONFIDENCE
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
            confidence=CONFIDENCE,
        )


_FIRM_AT = re.compile(
    rf"\b(?:at|for|with|by|from|of|to|join(?:ed)?|left|quit|means|is|called|:)\s(?P<x>{_CAPITAL}(?:\s(?:(?:of"
    rf"|and|&)\s)?{_CAPITAL})+)"
)
_WORKS = frozenset(
    "work works working job jobs employed employer employers employee staff salary wage wages office payroll "
    "team colleagues hired joined boss position role company firm paycheck shift shifts desk career workplace "
    "payslip".split()
)


def _employer(said: _Said, me: Person) -> Iterator[Claim]:
    if (
        not said.words & _WORKS
        or said.kin
        or said.words
        & {
            "client",
            "customer",
            "product",
            "ordered",
            "order",
            "bought",
            "phone",
            "insurance",
            "claim",
            "contract",
            "bill",
            "account",
        }
    ):
        return
    found = list(_FIRM_AT.finditer(said.text))
    if len(found) != 1:
        return
    name = found[0]["x"].rstrip(".")
    over = re.search(
        r"\b(?:no longer|any ?more|left|quit|lost|gone|over|ended|fired|sacked|redundant|resigned|out of|let "
        r"go|stopped|finished|former|notice|axed|not)\b",
        said.low,
    )
    yield Claim(
        "employer",
        name,
        "work",
        f"at {name}",
        confidence=CONFIDENCE,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_AS_JOB = re.compile(
    r"\b(?:as|being|am|:|is|to|become|became|(?:that|job|role|position|work) "
    r"of)\s(?:an?\s)?(?P<x>(?:[a-z-]+\s){0,2}[a-z-]+?)(?=\s*$"
    r"|\s[,;:.]|\s(?:and|but|so|since|i|keeps|for|now|at|in|means|with|who|is|has|takes|these|because|instead"
    r"|not|by|suits|makes)\b)"
)
_JOBS = frozenset(
    "work works working job jobs career employed living profession occupation trade hired role position "
    "trained qualified shift shifts".split()
)


def _job(said: _Said, me: Person) -> Iterator[Claim]:
    if not said.words & _JOBS or said.kin or said.over:
        return
    for found in _AS_JOB.finditer(said.text):
        job = without_article(found["x"])
        if is_occupation(job) and len(job.split()) <= 3:
            yield Claim(
                "job",
                job,
                "work",
                f"as {'an' if job[0] in 'aeiou' else 'a'} {job}",
                confidence=CONFIDENCE,
                change=said.now,
            )
            return


_LIVES = re.compile(
    r"\b(?:live|living|reside|residing|settled|based|home|resident|local|dwelling|lodge|rooted|flat"
    r"|apartment|house|address|door|place|hat|move|moved|life|roof|digs"
    rf"|bed)\b(?:\s(?!not\b)[\w',:]+){{0,5}}?\s(?:in|is|to|at|:|called"
    rf"|near)\s(?P<x>{_CAPITAL}(?:\s{_CAPITAL})?)(?!\s[A-Z])"
    rf"|(?P<y>{_CAPITAL}(?:\s{_CAPITAL})?)\s(?:is|has been|became)\b(?:\s[\w']+){{0,4}}?\s(?:live|home"
    r"|live now|based|settled)\b"
    rf"|(?P<z>{_CAPITAL}(?:\s{_CAPITAL})?)\s(?:, (?:my|our) (?:\w+ )?home\b|(?:resident|local|dweller"
    r"|inhabitant)\b)|\b(?:rent|we are|i am|life|flat|house) (?:here )?in "
    rf"(?P<w>{_CAPITAL}(?:\s{_CAPITAL})?) (?:these days|nowadays|since|permanently|for good|full time)\b"
    rf"|\b(?:pay|paying) (?:my )?rent in (?P<v>{_CAPITAL})"
)
_CHILDHOOD = re.compile(
    r"\b(?:grew up|grow up|childhood|born|raised|as a (?:child|kid|boy|girl)|until i was|light of day"
    r"|roots|upbringing|as children|growing up|brought up|school days|(?:entered|came into) (?:this|the) "
    rf"world|was a child|cradle)\b.*?\b(?:in|is|from|:)\s(?P<x>{_CAPITAL}(?:\s{_CAPITAL})?)|\b(?:in"
    rf"|from)\s(?P<y>{_CAPITAL}(?:\s{_CAPITAL})?)\b.*\b(?:as a (?:child|kid|boy|girl|teenager)|until i was"
    r"|when i was (?:little|small|young|a)|growing up|born|raised|childhood)\b"
)


def _town(said: _Said, me: Person) -> Iterator[Claim]:
    if said.kin and said.kin not in _PARTNERS:
        return
    found = _CHILDHOOD.search(said.text)
    if found and (where := found["x"] or found["y"]).split()[0].casefold() not in NOT_NAMES:
        yield Claim("hometown", where, "be", where, topic="hometown", change=True, timeless=True, confidence=CONFIDENCE)
        return
    if re.search(
        r"\b(?:hotel|hostel|airbnb|meeting|conference|friend|office|parents|family|concert|match|match|team"
        r"|stay|staying|flight|train)\b",
        said.low,
    ):
        return
    found = _LIVES.search(said.text)
    if found is None:
        return
    where = next(found[name] for name in "xyzwv" if found[name])
    if where.split()[0].casefold() in NOT_NAMES or kind_of(where):
        return
    over = re.search(r"\b(?:no longer|not|never|any ?more|behind)\b", said.low[: found.end()])
    if over and not re.search(r"no longer|any ?more|behind", said.low):
        return
    yield Claim(
        "home",
        where,
        "live",
        f"in {where}",
        confidence=CONFIDENCE,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_AGE = re.compile(
    r"\b(?P<age>[1-9]\d|1[01]\d)(?:st|nd|rd|th)?\b(?! ?(?:%|km|miles|minutes|hours|days|weeks|months|euros"
    r"|dollars|pounds|people|pages|degrees|kilos|kg|cm|percent|am|pm))"
)
_AGED = re.compile(
    r"\b(?:years? old|my age|age|aged|turned|turning|birthday|of my life|years of (?:age|life)|alive|candles"
    r"|year older|years on this|years young|i am|my \d\d years)\b",
    re.IGNORECASE,
)


def _age(said: _Said, me: Person) -> Iterator[Claim]:
    found = list(_AGE.finditer(said.text))
    if (
        not found
        or said.kin
        or not _AGED.search(said.text)
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
        confidence=CONFIDENCE,
        change=said.now or "turn" in said.low or "birthday" in said.low,
    )


_READERS: tuple[Callable[[_Said, Person], Iterator[Claim]], ...] = (
    _allergy, _illness, _diet, _language, _belonging, _pet, _relative, _employer, _couple, _job, _town, _age,
)  # fmt: skip
