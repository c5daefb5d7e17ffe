"""Two of one kind in the words of a change: "the Golf went to a student, my garage has a Volvo V60 in it these days".

No construction is read here, only what stands beside the names: words of an end beside one of them, words of a
beginning or an indefinite article beside the other. What is told that way counts as an exchange, which holds only where
the one that ends stands, and where both are of one kind: two cars, two phones, two trades; of places and firms, which
look alike, only where the words stand close to the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toldonce.memory.extract.endings.clause_ends import AROUND_NAMES
from toldonce.memory.extract.endings.deeds import NAMED_THINGS, PLACES, THING
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.people import NOT_NAMES, RELATION
from toldonce.memory.extract.themes.belongings import kind_of

LONGEST = 40
"""Words of the two sentences."""
_NAME = re.compile(THING)
_AROUND = 5
"""Words before and behind a name that tell of it."""
_OVER = frozenset(
    """
    sold gone left quit leaving history over ended ends ditched dropped scrapped scrapyard stolen died dead broke broken
    written retired retiring goodbye farewell bye handed returned gave given passed parted swapped traded replaced
    former old ex longer more was used once behind finished done out instead expired ran past last drawer recycled
    smashed lost crashed towed resigned redundant fired sacked laid dismissed previous formerly until stopped far
    abandoned sale buyer dealer inherited moved packed vacated closed miss served drowned cracked
    """.split()
)
_BEGUN = frozenset(
    """
    now new bought got joined started starting begun began became become settled switched switching took taken chose
    picked arrived collected today nowadays lately recently currently these current instead became driving using hired
    trained retrained promoted signed upgraded treated welcome hello replaced replaces replacement successor here home
    since first made leased ordered unpacked employs employed pays next
    """.split()
)
_CLOSE_OVER = re.compile(
    r"(?:\b(?:left|leaving|from|out of|goodbye to|farewell to|no longer (?:in|at|with|for)|not (?:in|at|with|for)"
    r"|no more"
    r"|(?:lived|worked|living|working|was|were|been) (?:in|at|for|with)|until|instead of|rather than"
    r"|resigned (?:from|at)"
    r"|quit|(?:years?|months|time|days|life|chapter|flat|house|place|desk|job|contract|lease|team) (?:in|at|with|for)"
    r"|old|former|previous|parted (?:ways )?(?:with|from)|sacked by|laid off by|let go by|moved on from)"
    r"(?: the| my| our| all)* #)"
    r"|(?:# (?:\w+ ){0,2}?(?:history|over|gone|behind|ended|past|ago|let me go|laid me off|fired me|sacked me|closed"
    r"|was|were|finished|done|before that|until|any more|any longer|anymore)\b)",
    re.IGNORECASE,
)
_CLOSE_BEGUN = re.compile(
    r"(?:\b(?:now (?:\w+ )?(?:in|at|with|for|it is|is)?|to|joined|(?:home|base|address|city|employer|company|firm"
    r"|job|boss)"
    r" (?:is|:)|(?:live|living|lives|settled|based|unpacked|here|moved|working|work|employed|started|begun|signed|am"
    r"|are|been"
    r"|back|place|flat|house|job|desk|contract|role|position|up) (?:now )?(?:in|at|with|for|by)"
    r"|new (?:\w+ ){0,2}?(?:in|at"
    r"|is|with|:)?|for|welcome to|hello) #)"
    r"|(?:# (?:\w+ ){0,2}?(?:now|home|these days|nowadays|since|hired me|took me on|gave me|employs me|pays|where i"
    r"|instead"
    r"|from now on|my new)\b)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:than|or|vs|versus|compar\w+|between|whether|which (?:one|is)|review|rental|hired? car|borrow\w*"
    r"|test[ -]drive"
    r"|his|her|their|he|she|might|could|should|would|consider\w*|thinking|want|wants|maybe|perhaps|quote|wish|hope|plan"
    r"|plans|planning|if|will|shall|going to|trip|flight|train|holiday|vacation|visit\w*|weekend|meeting|conference"
    r"|tour"
    r"|match|game|hotel|airport|station|tomorrow|tonight|never|both|also|too|still|deal|client|customer|project|shares"
    r"|stock|offer|interview|not yet|almost|nearly|recruiter|bus|drive from|road|cable|charger|case)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    rf"(?:my|our) (?:\w+ )?(?:{RELATION})\b(?!'s? | and (?:i|me|we)\b)(?!.*\b(?:i|we|me|us)\b)", re.IGNORECASE
)
"""A sentence that is about somebody else alone."""
_NO_TRADE = frozenset("for in at to and with now to these last done any anymore since too".split())
_TRADE = re.compile(
    r"\b(?:an?|as|being|to|from|no more|not|is|was|of|like|the|into|now) (?=(?P<x>[a-z][a-z-]+(?: [a-z][a-z-]+){0,2}))"
)


_STANDS = frozenset("not never back again repaired fixed service charger battery screen case insurance club".split())
""" "I never sold the Golf", "I got the Golf back": nothing is over."""
_OUT_OF_WORK = re.compile(
    r"\b(?:i (?:have |had |\w+ly |just )*(?:resigned(?! as)|gave notice|given notice|walked out|stopped working|quit(?="
    r" (?:my job|work|at|from|the (?:job|company|firm)|(?-i:[A-Z]))|\s*$|\s?[,;.]))"
    r"|(?:fired|sacked|dismissed|axed|released) (?:me|us)|(?:let|laid) (?:me|us) (?:go|off)|made (?:me|us) redundant"
    r"|i (?:was|got|have been|am|had been) (?:\w+ )?(?:fired|sacked|dismissed|laid off|made redundant|redundant|let go"
    r"|unemployed|out of work|jobless|out of a job|without a job)|my (?:last|final) (?:day|shift|week)(?! (?:is|will))"
    r"|my (?:severance|exit interview|resignation|leaving do|leaving party|farewell (?:party|drinks|lunch))"
    r"|(?:handed|gave|put) in my (?:notice|resignation)|no employer|between jobs|no longer employed|(?:looking"
    r"|searching) for"
    r" (?:a new job|work|something new)|nothing new (?:yet|for the moment|so far)|cleared (?:out )?my desk)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name with what stands around it in its clause."""

    name: str
    before: str
    after: str

    @property
    def words(self) -> frozenset[str]:
        """The words around it, small."""
        return frozenset(re.findall(r"[\w'-]+", f"{self.before} {self.after}".casefold()))

    @property
    def close(self) -> str:
        """What stands around it, with a sign in the place of the name."""
        return f"{self.before} # {self.after}"


def replaced_beside(text: str, before: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """In which slots what (second) has come instead of what (first), by the words beside them.

    ``text`` is a sentence (spaced, without days), ``before`` the one in front of it.
    """
    both = f"{before.strip(' .!?')} . {text}" if before else text
    for said in dict.fromkeys((text, both)):
        if len(said.split()) > LONGEST or _NOT_SO.search(said) or _OF_OTHERS.match(text):
            return
        names = [one for found in _NAME.finditer(said) if (one := _named(said, found, found["x"])) is not None]
        found = [*_things(names), *_trades(said), *_places(names)]
        if found:
            yield from (one for one in found if one[2] in text)
            return


def over_beside(text: str) -> Iterator[tuple[str, str]]:
    """Attribute and name of what is over by the words beside its name, or by what befell somebody at work.

    ``text`` is a sentence (spaced).
    """
    if len(text.split()) > LONGEST or _NOT_SO.search(text):
        return
    names = [one for found in _NAME.finditer(text) if (one := _named(text, found, found["x"], alone=True)) is not None]
    for one in names:
        kind = kind_of(one.name)
        if kind in NAMED_THINGS and _leaning(one) > 1 and not one.words & _STANDS:
            yield kind, one.name
    firms = list(dict.fromkeys(one.name for one in names if kind_of(one.name) not in NAMED_THINGS))
    if (
        len(firms) == 2 and text.startswith(firms[0]) and " " not in firms[0]
    ):  # "Last week they dismissed me from Roche"
        firms = firms[1:]
    if len(firms) == 1 and _OUT_OF_WORK.search(text):
        yield "employer", firms[0]


def _named(said: str, found: re.Match[str], name: str, *, alone: bool = False) -> _Named | None:
    begins = found.start() == 0 and " " not in name and not kind_of(name) and not alone
    if name.split()[0].casefold() in NOT_NAMES or begins:
        return None
    begin, end = found.start("x"), found.start("x") + len(name)
    before = AROUND_NAMES.split(said[:begin])[-1].split()[-_AROUND:]
    after = AROUND_NAMES.split(said[end:])[0].split()[:_AROUND]
    return _Named(name, " ".join(before), " ".join(after))


def _things(names: list[_Named]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for kind in NAMED_THINGS:
        of_kind = [one for one in names if kind_of(one.name) == kind]
        if pair := _pair(of_kind):
            yield (kind,), pair[0], pair[1]


def _trades(said: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    met = []
    for found in _TRADE.finditer(said):
        words = found["x"].split()
        trades = (" ".join(words[:n]) for n in range(len(words), 0, -1) if _NO_TRADE.isdisjoint(words[:n]))
        name = next((trade for trade in trades if is_occupation(trade)), "")
        if name and (one := _named(said, found, name, alone=True)) is not None:
            met.append(one)
    if pair := _pair(met):
        yield ("job",), pair[0], pair[1]


def _pair(named: list[_Named]) -> tuple[str, str] | None:
    """Of two of one kind the one that is over and the one that has come; None where that cannot be told."""
    if len({one.name for one in named}) != 2:
        return None
    scores: dict[str, int] = {}
    for one in named:
        scores[one.name] = scores.get(one.name, 0) + _leaning(one)
    (earlier, first), (later, second) = scores.items()
    if first == second:
        return None
    old, new = (earlier, later) if first > second else (later, earlier)
    over = any(one.name == old and one.words & _OVER for one in named)
    return (old, new) if over else None


def _leaning(one: _Named) -> int:
    """How far the words around a name speak of an end (above nought) or of a beginning (below)."""
    article = one.before.casefold().split()[-1:] or [""]
    leaning = 2 * bool(one.words & _OVER) - bool(one.words & _BEGUN)
    return leaning + {"the": 1, "my": 0, "from": 2, "a": -2, "an": -2, "to": -2}.get(article[0], 0)


def _places(names: list[_Named]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    places = [one for one in names if kind_of(one.name) not in NAMED_THINGS]
    if len({one.name for one in places}) != 2:
        return
    over = {one.name for one in places if _CLOSE_OVER.search(one.close)}
    begun = {one.name for one in places if _CLOSE_BEGUN.search(one.close)} - over
    if len(over) == len(begun) == 1:
        yield PLACES, over.pop(), begun.pop()
