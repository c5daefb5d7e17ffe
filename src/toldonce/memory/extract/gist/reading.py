"""The gist of a sentence that no grammar read: what it says by the words that stand in it together.

"At home a cat called Smudge waits for me" names an animal, a name and the speaker; whatever the construction, it tells
of a pet. This is tried last, only on plain statements of the speaker: nothing hedged, wished, planned, asked or told of
somebody else; and what it finds counts for less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from toldonce.memory.extract.clauses.claims import Claim
from toldonce.memory.extract.english.people import ADJECTIVE, NOT_NAMES, RELATION, Person
from toldonce.memory.extract.gist import bodies, life, people
from toldonce.memory.extract.gist.said import CAPITAL, MY_KIN, Said
from toldonce.memory.extract.sentences.modality import words_of

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
_ASKS_FOR = re.compile(
    r"^(?:please )?(?:give|suggest|tell|show|write|find|help|list|name|pick|choose|recommend|explain|describe|make"
    r"|let|remind|think|draw|add|send|read|look|imagine|compare|check|create|propose|invent)\b"
    r"(?! (?:is|was|lives|works)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that asks for something, whatever is named in it."""
_PLANS = re.compile(
    r"\b(?:i|we)\s(?:\w+\s)?(?:move|relocate|emigrate|transfer)\b"
    r"|\b(?:about|going|planning|due|set|want|hoping|ready|need|hope|plan|decided|agreed|chosen) to (?:\w+ )?"
    r"(?:move|relocate)\b",
    re.IGNORECASE,
)
""" "We move to Ghent in June" tells of what is to come."""
_OF_THEIRS = re.compile(
    rf"\b(?:my|our)\s{ADJECTIVE}(?:{RELATION}) ?['’]s?\s(?!(?:\w+ )?(?:name|called)\b)", re.IGNORECASE
)
""" "My sister's dog": what follows is theirs."""
_OF_OTHERS = re.compile(
    r"(?:(?:one|some|half|most|all|both|many|several|two|three|four|none|each|a few|a couple) of (?:my|our|the|us)"
    r"|half (?:my|our|the|of)|everyone|everybody) (?!me\b)"
    r"|(?:an?|the|some|another) (?:[\w-]+ ){1,2}?(?:on|in|at|from) (?:my|our) \w+ (?:is|are|has|have|had|was|can)\b"
    r"|(?:my|our) (?:[\w-]+ ){0,2}?(?:buddy|buddies|pal|pals|colleagues?|co-?workers?|pupils?|students?|clients?"
    r"|patients?|residents?|guests?|trainers?|coach|landlord|landlady|lodgers?|tenants?|interns?|bosses)"
    r"(?! and (?:i|me)\b)(?:'s)? \w",
    re.IGNORECASE,
)
""" "One of my pupils has ADHD", "my running buddy has moved to Leeds": told of people who are no relatives."""
_NAMES = re.compile(rf"(?<![\w'])(?P<name>{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{CAPITAL})*)")


def gist_of(text: str, me: Person) -> Iterator[Claim]:
    """What a sentence (spaced, without quotations) says of its speaker; nothing where that is not certain enough."""
    words = words_of(text)
    if not words & _FIRST_PERSON or words & _HEDGED or len(text.split()) > 30:
        return
    if _ASKS_FOR.match(text) or _PLANS.search(text) or _OF_THEIRS.search(text) or _OF_OTHERS.match(text):
        return
    names = tuple(found["name"].rstrip(".'") for found in _NAMES.finditer(text))
    names = tuple(name for name in names if name.split()[0].casefold() not in NOT_NAMES)
    kin = MY_KIN.search(text)
    said = Said(
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


_READERS: tuple[Callable[[Said, Person], Iterator[Claim]], ...] = (
    bodies.allergy, bodies.illness, bodies.diet, people.language, life.belonging, people.pet, people.kin,
    life.employer, people.couple, life.job, life.town, people.age,
)  # fmt: skip
