"""The day of a change that stands beside it: "my home is Ghent now, we moved last Saturday".

A clause that tells a value often leaves the day to its neighbour: to the clause that says what was done ("the movers
came on 29 April"), or to one that only says when ("it was in March"). The day counts only where that clause is about a
change of the same kind, and of the same person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from toldonce.memory.extract.english.people import RELATION
from toldonce.memory.extract.english.when import TimePhrase, is_mark, mark_times, phrase_of, times_of
from toldonce.ports import USER, MemoryCandidate

_DONE: dict[str, frozenset[str]] = {
    "home": frozenset(
        """
        moved move movers moving relocated relocation keys removal left arrived settled transferred posted shifted
        packed landed emigrated resident based address home living live lived gave handed signed
        swapped traded went exchanged lease ended life cities countries installed unpacked boxes van goodbye passed
        """.split()
    ),
    "work": frozenset(
        """
        started start began joined switched switch quit left resigned signed hired promoted promotion retired became
        redundant fired sacked poached retrained begun appointed
        recruited qualified transferred badge notice swapped traded graduated dropped
        enrolled stopped self-employed freelance gave job role employer work finished changed
        study university universities school parted ways laid let dismissed ended shift passed walked out ran
        """.split()
    ),
    "things": frozenset(
        """
        got bought sold picked traded swapped upgraded switched replaced changed delivered arrived stolen scrapped
        crashed totalled written exchanged leased collected
        dropped died broke broken lost smashed handed gave given returned back keys lease leasing ended gone
        deregistered took towed taken parted retired passed wrote separated became stopped away rid scrapyard yard
        """.split()
    ),
    "couple": frozenset(
        "together split broke separated divorced dating seeing single dumped left ended over quits engaged".split()
    ),
    "name": frozenset("changed married wedding took name renamed divorced".split()),
    "tastes": frozenset(
        """
        became become replaced changed switched gone went stopped grown fell fallen lost got gave given turned quit
        tried discovered dethroned overtook tired came enough off over too tasted heard read saw
        """.split()
    ),
    "bodies": frozenset(
        """
        became become went gone gave given up quit stopped turned switched changed started dropped left ceased
        tested test tests cleared outgrew outgrown cured healed treatment therapy shots doctor doctors allergist
        declared disappeared vanished ended diagnosed exchanged swapped told began
        """.split()
    ),
    "doings": frozenset(
        """
        stopped quit gave given up left dropped ceased ended finished abandoned packed hung kept lost broke sold
        retired ditched put injured hurt changed cancelled started began took
        """.split()
    ),
}  # fmt: skip
"""Words of a clause that tells of a change, by what changes."""
_KINDS = {
    "home": "home", "employer": "work", "job": "work", "school": "work", "car": "things", "phone": "things",
    "computer": "things", "bike": "things", "partner": "couple", "name": "name", "favourite": "tastes",
    "diet": "bodies",
}  # fmt: skip
"""Slots of one value that change, and what kind of change that is; of "favourite.colour" the first word counts."""
_KINDS_OF_SEVERAL = {
    "taste": "tastes", "allergy": "bodies", "condition": "bodies", "habit": "doings", "hobby": "doings",
}  # fmt: skip
"""Slots of several values: only their ends and what is told as a change await a day."""
_CLAUSE = re.compile(
    r"\s?[,;:]\s|\s[–—-]\s"
    r"|\s(?<!wife )(?<!husband )(?<!partner )(?<!friend )(?<!family )(?:and|but|so|because|where|which)\s"
)
_WHO_ELSE = re.compile(rf"\b(?:my|our|his|her|their)\s(?:\w+\s)?(?:{RELATION})\b(?!\sand (?:i|me)\b)", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"^(?:and |but |so )?(?:he|she|they|the (?!(?:movers?|move|keys?|lease|contract|car|phone|day)\b)\w+)\s",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(
    r"(?:(?:it|that|this|which|the (?:move|switch|change|swap|split|big day|wedding)|moving day)\s"
    r"(?:was|happened|took place|went through|came)|(?:(?:we|i) (?:\w+ )?|just |finally )?"
    r"(?:moved|did it|did that|switched|changed|started|left|split(?: up)?)"
    r"|since|that is)\s?(?:back |only |just |about |all )*\s?,?\s?",
    re.IGNORECASE,
)
_ONLY_SINCE = re.compile(
    r"(?:(?:and|but|i|we)\s)*(?:have|had)\b(?:\s(?:it|them|that|this|one|done|been|so|had|always|lived|with|in|at|doing"
    r"|all|ever|now|here|there|working|living|speaking|playing|suffering|like))*\s?",
    re.IGNORECASE,
)
""" "..., and have done since 2019", "had it for five years now": how long what stands before is so."""
_BY_OTHERS = re.compile(
    r"\b(?:me|(?:my|the) (?:doctor|gp|dietician|nutritionist|specialist|allergist)s?)\b", re.IGNORECASE
)
""" "They tested me again", "on my doctor's advice": others did it to the speaker."""
_LEFT_ANOTHER = re.compile(
    r"(?<!having )\b(?i:left|quit|joined|started at|moved to|arrived in)\s(?P<name>[A-ZÀ-ÖØ-Þ][\w'-]+)"
)
_MOVED_ALONE = re.compile(
    r"\bmoved(?! (?:in|out|house|home|here|there|away|to|from|over|back|into|on)\b)\s\w", re.IGNORECASE
)
""" "moved the meeting", "moved desks": no change of home or of work."""
_AHEAD = re.compile(
    r"\b(?:will|going to|comes?(?! from)|coming|starts?|leaves?|moving|starting|arrives?)\b(?!\sday)", re.IGNORECASE
)


_HAVE = re.compile(r"\b(?:have|had)\b", re.IGNORECASE)
_LEAST_SINCE = timedelta(days=7)
_NEVER_SINCE = frozenset("name called age birthday hometown birthplace".split())
"""Slots of which nobody says since when."""


def dated(found: Sequence[MemoryCandidate], text: str, at: datetime) -> list[MemoryCandidate]:
    """The candidates of a sentence (plain), those of a change with the day that stands elsewhere in it."""
    found = _so_since(found, text, at)
    if not any(_kind_of(one) for one in found):
        return list(found)
    days = _days_of_clauses(text, at)
    known = [_on(one, _day_of(one, days)) if _awaits_a_day(one) else one for one in found]
    return [_ended_with(_begun_with(one, known, at), known, at) for one in known]


def _so_since(found: Sequence[MemoryCandidate], text: str, at: datetime) -> Sequence[MemoryCandidate]:
    """What a sentence states, with the beginning that a clause of its own gives it: "..., and have done since 2019"."""
    if not any(_lasts(one) for one in found) or _HAVE.search(text) is None:
        return found
    marked, phrases = mark_times(text.strip(" .!?;"))
    for clause in _CLAUSE.split(marked)[1:] if phrases else ():
        marks = [token for token in clause.split() if is_mark(token)]
        rest = " ".join(token for token in clause.split() if not is_mark(token)).strip(" ,")
        if len(marks) == 1 and _ONLY_SINCE.fullmatch(rest):
            times = times_of([phrase_of(marks[0], phrases)], at)
            since = times.since or (times.lasting and (at - times.lasting).replace(hour=0, minute=0, second=0))
            if since and at - since >= _LEAST_SINCE:
                return [_on(one, since) if _lasts(one) else one for one in found]
    return found


def _lasts(one: MemoryCandidate) -> bool:
    """Whether it states something that is so and did not begin on a day that is known."""
    return not one.denies and one.type not in ("event", "commitment", "instruction") and not (
        one.valid_from or one.valid_to or one.attribute in _NEVER_SINCE
    )  # fmt: skip


def _begun_with(one: MemoryCandidate, found: Sequence[MemoryCandidate], at: datetime) -> MemoryCandidate:
    """What begins without a day began when the old ended: "we said goodbye to Leeds in March and moved to Ghent"."""
    if one.denies or not (one.changes and _awaits_a_day(one)):
        return one
    ends = {
        old.valid_from if old.denies else old.valid_to
        for old in found
        if (old.subject, old.attribute) == (one.subject, one.attribute)
        and (old.denies or (old.valid_to is not None and old.valid_to < at))
    }
    return _on(one, ends.pop() if len(ends) == 1 else None)


def _ended_with(one: MemoryCandidate, found: Sequence[MemoryCandidate], at: datetime) -> MemoryCandidate:
    """What ends without a day ends when the new value begins: "we no longer live in Leeds, we moved in March"."""
    if not _kind_of(one) or not (one.valid_to == at or (one.denies and _awaits_a_day(one))):
        return one
    starts = {
        new.valid_from
        for new in found
        if (new.subject, new.attribute) == (one.subject, one.attribute) and not new.denies and new.valid_to is None
    }
    start = starts.pop() if len(starts) == 1 else None
    if start is None or (one.valid_from is not None and one.valid_from >= start):
        return one
    return replace(one, valid_from=start) if one.denies else replace(one, valid_to=start)


def _on(one: MemoryCandidate, day: datetime | None) -> MemoryCandidate:
    return one if day is None else replace(one, valid_from=day)


def with_denials_first(found: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """What a sentence ends stands before what it begins: who parted and has somebody new has somebody."""
    begun = {(one.subject, one.attribute): one for one in found if not (one.denies or one.many) and _kind_of(one)}

    def gives_way(one: MemoryCandidate) -> bool:
        new = begun.get((one.subject, one.attribute))
        return one.denies and new is not None and new.value_key != one.value_key

    return sorted(found, key=lambda one: not gives_way(one))


def across(before: Sequence[MemoryCandidate], found: Sequence[MemoryCandidate], at: datetime) -> list[MemoryCandidate]:
    """The candidates of two sentences: what one of them ends and the other begins is told with one day."""
    both = [*before, *found]
    both = [_begun_with(one, before, at) if place >= len(before) else one for place, one in enumerate(both)]
    return [_ended_with(one, both, at) if place < len(before) else one for place, one in enumerate(both)]


def only_says_when(text: str, at: datetime) -> datetime | None:
    """The day that a sentence names that says nothing else: "It was in March."; None for any other."""
    marked, phrases = mark_times(text.strip(" .!?;"))
    marks = [token for token in marked.split() if is_mark(token)]
    rest = " ".join(token for token in marked.split() if not is_mark(token)).strip(" ,")
    if len(marks) != 1 or (rest and not _ONLY_WHEN.fullmatch(f"{rest} ")):
        return None
    return _start(phrase_of(marks[0], phrases), at)


def put_on(found: Sequence[MemoryCandidate], day: datetime) -> list[MemoryCandidate]:
    """The candidates, those of a change without a day with this one."""
    return [replace(one, valid_from=day) if _awaits_a_day(one) else one for one in found]


def _kind_of(one: MemoryCandidate) -> str:
    """What kind of change it may tell of; nothing for what no day is looked for."""
    attribute = one.attribute.partition(".")[0]
    several = _KINDS_OF_SEVERAL.get(attribute, "") if one.denies or one.changes else ""
    return _KINDS.get(attribute) or several


def _awaits_a_day(one: MemoryCandidate) -> bool:
    return bool(_kind_of(one)) and one.valid_from is None and one.valid_to is None and not one.corrects


def _days_of_clauses(text: str, at: datetime) -> list[tuple[str, datetime]]:
    """The clauses that name one day that has come, and that day."""
    marked, phrases = mark_times(text.strip(" .!?;"))
    days: list[tuple[str, datetime]] = []
    for clause in _CLAUSE.split(marked) if phrases else ():
        marks = [token for token in re.split(r"[\s,]", clause) if is_mark(token)]
        starts = {start for mark in marks if (start := _start(phrase_of(mark, phrases), at)) is not None}
        if len(starts) == 1:
            days.append((" ".join(token for token in clause.split() if not is_mark(token)), starts.pop()))
    return days


def _start(phrase: TimePhrase, at: datetime) -> datetime | None:
    """The day on which something began; None for a phrase that lies ahead, or says how long or until when."""
    times = times_of([phrase], at)
    start = times.since or (times.on[0] if times.on is not None else None)
    return start if start is not None and start <= at and not phrase.match["clock"] and times.until is None else None


def _day_of(one: MemoryCandidate, days: Sequence[tuple[str, datetime]]) -> datetime | None:
    """The day of a change: the only one of the clauses that tell of such a change, those that name it first."""
    fitting = [(clause, day) for clause, day in days if _tells_of(clause, one)]
    named = [day for clause, day in fitting if one.value_key and one.value_key in clause.casefold()]
    starts = set(named) or {day for _, day in fitting}
    return starts.pop() if len(starts) == 1 else None


def _befell_oneself(clause: str, one: MemoryCandidate) -> bool:
    """Whether what others did, or what happened to a thing, changed it: "they promoted me", "the Golf died"."""
    kind = _kind_of(one)
    if kind == "bodies":
        return _BY_OTHERS.search(clause) is not None
    return (kind == "things" and _OWN_THING.match(clause) is not None) or _TO_ME.search(clause) is not None


_OWN_THING = re.compile(r"^(?:and |but |so )?the (?!(?:man|woman|boss|neighbour|shop|dealer)\b)", re.IGNORECASE)
_TO_ME = re.compile(
    r"\b(?:promoted|hired|poached|recruited|fired|sacked|moved|transferred|posted|took|taken) (?:me|us)\b",
    re.IGNORECASE,
)


def _tells_of(clause: str, one: MemoryCandidate) -> bool:
    words = set(re.findall(r"[\w'-]+", clause.casefold()))
    if one.instead_of and one.instead_of in clause.casefold() and one.value_key in clause.casefold():
        return True
    other = _LEFT_ANOTHER.search(clause)
    if (
        _MOVED_ALONE.search(clause)
        or _AHEAD.search(clause)
        or (other and other["name"].casefold() not in f"{one.value_key} {one.instead_of}".split() and not one.many)
    ):
        return False
    if (
        one.subject == USER
        and not _befell_oneself(clause, one)
        and (_WHO_ELSE.search(clause) or _OF_OTHERS.match(clause))
    ):
        return False
    if _ONLY_WHEN.fullmatch(f"{clause} ") and (one.changes or one.denies):
        return True
    if not words:  # the time stands alone: "since 1 May , Ghent is home"
        return one.changes or one.denies
    return not words.isdisjoint(_DONE[_kind_of(one)])
