"""Allergies, illnesses and diets, by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim
from toldonce.memory.extract.english.lexicon import CONDITIONS, DIETS
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.phrases import head, trimmed, without_article
from toldonce.memory.extract.gist.said import GUESSED, Said
from toldonce.memory.extract.themes.health import is_no_allergen


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
        rf"|new|only|main){_N})[- ]allergy\b(?! (?:tests?|clinic|specialist|season|appointment|doctor))",
        r"\ballergy ?[:–-] (?P<x>[\w' -]+)$",
        rf"\b(?:avoid|near|touch|eat|have|drink|from|to|handle|tolerate|no|without) (?!allerg)(?P<x>{_N}) "
        r"?(?:,|;|:|–|because|as|since|for me|with|and|is|are|for)+ .*\ballerg",
        rf"^(?P<x>(?!(?:i|my|between|being|before|after|with|as|since|because|when|if|at|on|in|for|despite)\b"
        rf"|the (?:doctor|test)){_N}) ?(?:is|are|,|:|gives|makes|triggers|and|means|no "
        r"longer|do|does|have|has) .*\ballerg",
    )
)


_OTHERS_ARE_ALLERGIC = re.compile(
    r"\b(?!(?:i|we|you|body|skin|stomach|gut|system|face|hands?|lips?|mouth|eyes|nose|throat|us|myself)\b)"
    r"[\w-]+(?:['’]s)?"
    r" ?(?:is|are|was|were|has been|have been|(?<=['’]s)) (?:(?:\w+ly|so|very|also|all|both) )?allergic to\b",
    re.IGNORECASE,
)
""" "My code is allergic to tests", "the plants are allergic to me": whoever it is, it is not the speaker."""


def allergy(said: Said, me: Person) -> Iterator[Claim]:
    """ "I carry pills because I am allergic to lupin"."""
    if "allerg" not in said.low or said.kin or _OTHERS_ARE_ALLERGIC.search(said.text):
        return
    over = re.search(
        r"no longer|any ?more|gone|over my|rid of|cured|lost my|not allergic|no allerg|disappeared|outgrown"
        r"|outgrew|grown out|again|mistake|false alarm|went away|vanished|beaten|after all",
        said.low,
    )
    for pattern in _ALLERGIES:
        found = pattern.search(said.text)
        if found and (thing := _thing(found["x"])) and not is_no_allergen(thing):
            yield Claim(
                "allergy",
                thing,
                "be",
                f"allergic to {thing}",
                confidence=GUESSED,
                ends=over is not None,
                settled=True,
            )
            return


_ALSO_WORDS = frozenset({"add", "ms"})
"""Illnesses only in capital letters: else one adds something, or counts milliseconds."""


_OTHERS_HAVE = re.compile(
    r"\b(?:has|had)(?: got)?"
    r" (?:(?:an?|the|really|very|bad|badly|severe|mild|chronic|terrible|type|1|2|one|two|some|also|\w+ly) )*$"
    r"|(?<!\bit)(?<!\bthat)(?<!\bwhat)['’]s (?:(?:bad|severe|chronic|mild|terrible) )?$",
    re.IGNORECASE,
)
"""What stands before the illness of somebody else: "ravi has asthma, so we can't keep a cat"."""
_MY_BODY = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:body|skin|heart|back|knees?|eyes?|lungs?|stomach|gut|hands?|feet|foot|hips?|legs?|arms?"
    r"|shoulders?|neck|head|brain|joints?|ears?) ha[sd]\b|\bi had\b|\bi ['’]?ve had\b|\b(?:that|who|which) has\b",
    re.IGNORECASE,
)
_AS_A_CHILD = re.compile(
    r"\bhad\b.*\b(?:as an? (?:child|kid|toddler|baby|teenager|boy|girl)"
    r"|when i was (?:a (?:child|kid|toddler|baby|teenager|boy|girl)|little|young|small))\b",
    re.IGNORECASE,
)


def illness(said: Said, me: Person) -> Iterator[Claim]:
    """ "My eyes are bad, it is glaucoma"."""
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
            "gives",
            "gave",
            "giving",
        }
    ):
        return
    if _OTHERS_HAVE.search(said.text[: found.start()]) and not _MY_BODY.search(said.text):
        return
    if _AS_A_CHILD.search(said.text):
        return
    over = re.search(
        r"\b(?:no longer|any ?more|cured|gone|rid of|free of|(?:is|got|am) over|recovered|remission|healed)\b",
        said.low,
    ) or re.search(r"\bnot (?:\w+ ){0,3}$", said.low[: found.start()])
    thing = found[0]
    if thing in _ALSO_WORDS:
        return
    yield Claim("condition", thing, "have", thing, confidence=GUESSED, ends=over is not None, settled=True)


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


_OTHERS_ARE = re.compile(
    r"(?:^|[,;:.–—-] ?|\b(?:and|but|because|as|since|so|now|cos|cuz|that|when) )"
    r"(?!(?:i|we|it|this|that|all|everything|anything|mine|which|who|what|food|dinner|lunch|breakfast|cooking"
    r"|eating|life|diet)\b)\w+"
    r"(?: ['’]?s| is| are| was|['’]s) (?:(?:a|\w+ly|also|now|still|both|fully|strict) )*$"
)
""" "Tom's vegan, so I can't cook": of one who has a name, even in small letters."""


def diet(said: Said, me: Person) -> Iterator[Claim]:
    """ "The only food that I cook is vegan"."""
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
    if _OTHERS_ARE.search(before):
        return
    if re.search(r"\b(?:no longer|not) the only $", before):
        return
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
        confidence=GUESSED,
        ends=over is not None,
        change=said.now and over is None,
        settled=True,
    )
