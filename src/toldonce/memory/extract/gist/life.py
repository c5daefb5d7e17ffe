"""Work, places and belongings, by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.no_places import is_no_place
from toldonce.memory.extract.english.people import NOT_NAMES, Person
from toldonce.memory.extract.english.phrases import without_article
from toldonce.memory.extract.gist.said import CAPITAL, GUESSED, PARTNERS, Said
from toldonce.memory.extract.themes.belongings import kind_of

_MY_THING = re.compile(
    r"\b(?:my|our)\s(?:(?:trusty|beloved|old|new|little|own|dear|lovely|faithful"
    r"|current)\s)*(?P<x>[A-Za-z0-9][\w.+-]*(?:\s(?!I\b)[A-Z0-9][\w.+-]*){0,3})"
    r"|\b(?:an?|the)\s(?P<y>[A-Z][\w.+-]*(?:\s(?!I\b)[A-Z0-9][\w.+-]*){0,3})(?:\s(?:user|driver|owner|person))?\b"
)


_NOT_OURS = re.compile(
    r"\b(?:stuck|behind|test[- ]dr[io]ve\w*|len[dt]|loan\w*|courtesy|hired?|worth|overt(?:ook|aken|ake)|towed|next to"
    r"|in front of|dream\w*|compar\w+|costs?|won't buy)\b"
)
""" "Stuck behind a Land Rover", "the garage lent me a Golf"."""


def belonging(said: Said, me: Person) -> Iterator[Claim]:
    """ "I washed my Volvo 240", "I am a Pixel 6 user"."""
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
    others = _NOT_OURS.search(said.low) is not None
    found = [match["x"] or match["y"] for match in _MY_THING.finditer(said.text) if match["x"] or not others]
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
        confidence=GUESSED,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_FIRM_AT = re.compile(
    r"\b(?:at|for|with|by|from|of|join(?:ed)?|left|quit|means|is|:"
    r"|(?:moved|switched|changed|commute|commuting)(?: over)? to|(?:company|firm|employer) called)"
    rf"\s(?P<x>{CAPITAL}(?:\s(?:(?:of|and|&)\s)?{CAPITAL})+)"
)
_STREET = re.compile(r"\b(?:St|Street|Rd|Road|Ave|Avenue|Lane|Square|Boulevard)\b")
_CLUBS = frozenset("meeting meetings association club choir class gym church league society group union party".split())
"""What is joined and is no employer."""
_WORK_ON = re.compile(r"\bwork(?:s|ed|ing)? (?:on|with|out|through|from|towards?)\b")
""" "I work on a pipeline for AWS Lambda" names no employer."""
_CAME_TO_NOTHING = re.compile(
    r"\b(?:fell through|fallen through|came to nothing|turned (?:it |them |me )?down)\b"
    r"|\b(?:do|did|doing|done) (?:[\w ]{1,12} )?(?:work|jobs?) for\b"
)
_WORKS = frozenset(
    "work works working job jobs employed employer employers employee staff salary wage wages office payroll "
    "team colleagues hired joined boss position role company firm paycheck shift shifts desk career workplace "
    "payslip".split()
)


def employer(said: Said, me: Person) -> Iterator[Claim]:
    """ "My colleagues at Dorset Textiles are lovely"."""
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
        or _WORK_ON.search(said.low)
        or _CAME_TO_NOTHING.search(said.low)
    ):
        return
    found = list(_FIRM_AT.finditer(said.text))
    if len(found) != 1 or _STREET.search(found[0]["x"]) or (said.words & _WORKS == {"joined"} and said.words & _CLUBS):
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
        confidence=GUESSED,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )


_AS_JOB = re.compile(
    r"\b(?:as|being|am|:|is|(?:promoted|switched|changed|moved|back|[Ff]rom (?:an? )?[a-z-]+) to|become|became"
    r"|(?:that|job|role|position|work) of)\s(?:an?\s)?(?!(?:my )?daily driver\b)"
    r"(?P<x>(?:[a-z-]+\s){0,2}[a-z-]+?)(?=\s*$"
    r"|\s[,;:.]|\s(?:and|but|so|since|i|keeps|for|now|at|in|means|with|who|is|has|takes|these|because|instead"
    r"|not|by|suits|makes)\b)"
)
_JOBS = frozenset(
    "work works working job jobs career employed living profession occupation trade hired role position "
    "trained qualified shift shifts".split()
)


_OF_SOMEBODY = frozenset("my our me us it them".split())
""" "My job is doing my head in"."""


def job(said: Said, me: Person) -> Iterator[Claim]:
    """ "In my job as a welder I meet many people"."""
    if not said.words & _JOBS or said.kin or said.over:
        return
    for found in _AS_JOB.finditer(said.text):
        job = without_article(found["x"])
        if is_occupation(job) and len(job.split()) <= 3 and _OF_SOMEBODY.isdisjoint(job.split()):
            yield Claim(
                "job",
                job,
                "work",
                f"as {'an' if job[0] in 'aeiou' else 'a'} {job}",
                confidence=GUESSED,
                change=said.now,
            )
            return


_LIVES = re.compile(
    r"(?<!for a )\b(?:live|living|reside|residing|settled|based|home|resident|local|dwelling|lodge|rooted|flat"
    r"|apartment|house|address|door|place|hat|move|moved|life|roof|digs"
    rf"|bed)\b(?:\s(?!not\b)[\w',:]+){{0,5}}?\s(?:in|is|to|at|:|called"
    rf"|near)\s(?P<x>{CAPITAL}(?:\s{CAPITAL})?)(?!\w|\s(?!I\b)[A-Z])"
    rf"|(?<!that )(?<!when )(?<!once )(?<!until )"
    rf"(?P<y>{CAPITAL}(?:\s{CAPITAL})?)\s(?:is|has been|became)\b(?:\s[\w']+){{0,4}}?\s(?:live|home"
    r"|live now|based|settled)\b"
    rf"|(?P<z>{CAPITAL}(?:\s{CAPITAL})?)\s(?:, (?:my|our) (?:\w+ )?home\b|(?:resident|local|dweller"
    r"|inhabitant)\b)|\b(?:rent|we are|i am|life|flat|house) (?:here )?in "
    rf"(?P<w>{CAPITAL}(?:\s{CAPITAL})?) (?:these days|nowadays|since|permanently|for good|full time)\b"
    rf"|\b(?:pay|paying) (?:my )?rent in (?P<v>{CAPITAL})"
)
_CHILDHOOD = re.compile(
    r"\b(?:grew up|grow up|childhood|born|raised|as a (?:child|kid|boy|girl)|until i was|light of day"
    r"|roots|upbringing|as children|growing up|brought up|school days|(?:entered|came into) (?:this|the) "
    rf"world|was a child|cradle)\b.*?\b(?:in|is|from|:)\s(?P<x>{CAPITAL}(?:\s{CAPITAL})?)|\b(?:in"
    rf"|from)\s(?P<y>{CAPITAL}(?:\s{CAPITAL})?)\b.*\b(?:as a (?:child|kid|boy|girl|teenager)|until i was"
    r"|when i was (?:little|small|young|a)|growing up|born|raised|childhood)\b"
)


_MOVED_A_THING = re.compile(
    r"\bmoved? (?:my|our|its|their|the|an?|some|it|them|\d+)\b"
    r"(?! (?:\w+ )?(?:family|wife|husband|kids|children|things|stuff|life"
    r"|home|base|household|belongings))"
)
""" "I moved my savings to Ghent" is no move of home."""


_SOMEBODY_AND_I = re.compile(r"\s?and (?:i|me)\b", re.IGNORECASE)
""" "Things move fast: Henrik and I ..." names no town."""


_NO_MOVE_IN = re.compile(
    r"\b(?:look(?:ed|ing)? (?:at|for)|(?:search|hunt)(?:ed|ing)? for|view(?:ed|ing|ings)"
    r"|no (?:house|flat|home|place|apartment)"
    r"|offer(?:s|ed)? (?:accepted|on|in)"
    r"|found (?:an?|the|our) (?:[\w-]+ ){0,2}?(?:house|flat|home|place|apartment|room)"
    r"|(?:my|our) (?:old|former|first|student|childhood) (?:flat|house|home|place|apartment|room)"
    r"|(?:my|our|the) (?!(?:whole |entire )?(?:family|household|life|lives|home|base|wife|husband|partner)\b)[\w-]+"
    r" (?:has |have |had |was |is )?(?:just |recently )?moved)\b"
)
""" "We looked at a house in Ghent", "our server moved to a data centre in Ghent"."""


_THEY_LIVE = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:in-laws|folks|relatives|cousins|(?:grand)?parents|siblings|brothers|sisters|kids"
    r"|(?:grand)?children|sons|daughters|neighbours?|neighbors?|colleagues|friends|flatmates|roommates|customers?|clients?|team)"
    r" (?:(?:all|now|still|both|also|just) )*(?:live|lives|are|is|reside|moved|have|come)\b",
    re.IGNORECASE,
)
""" "My in-laws live in Ghent" tells of their home."""


def town(said: Said, me: Person) -> Iterator[Claim]:
    """ "I hang my hat in Ghent"."""
    if said.kin and said.kin not in PARTNERS:
        return
    if _THEY_LIVE.search(said.text) or _NO_MOVE_IN.search(said.low):
        return
    found = _CHILDHOOD.search(said.text)
    if found and (where := found["x"] or found["y"]).split()[0].casefold() not in NOT_NAMES:
        yield Claim("hometown", where, "be", where, topic="hometown", change=True, timeless=True, confidence=GUESSED)
        return
    if re.search(
        r"\b(?:hotel|hostel|airbnb|meeting|conference|friend|office|parents|family|concert|match|match|team"
        r"|stay|staying|flight|train)\b",
        said.low,
    ):
        return
    found = _LIVES.search(said.text)
    if found is None or _MOVED_A_THING.search(said.low) or _SOMEBODY_AND_I.match(said.text, found.end()):
        return
    where = next(found[name] for name in "xyzwv" if found[name])
    if where.split()[0].casefold() in NOT_NAMES or kind_of(where) or is_no_place(where):
        return
    over = re.search(r"\b(?:no longer|not|never|any ?more|behind)\b", said.low[: found.end()])
    if over and not re.search(r"no longer|any ?more|behind", said.low):
        return
    yield Claim(
        "home",
        where,
        "live",
        f"in {where}",
        confidence=GUESSED,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )
