"""With whom somebody is together, and with whom no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION, the_user
from toldonce.memory.extract.english.phrases import name_at
from toldonce.memory.extract.english.verbs import takes_form

_PARTNERS = frozenset(word for word, role in RELATION_WORDS.items() if role == "partner")


def _partner(name: str, **more: object) -> Claim:
    return Claim("partner", name, "be", name, type="entity", topic="partner", **more)  # type: ignore[arg-type]


def be_together(clause: Clause) -> Iterator[Claim]:
    """ "I am married to Nora", "we are engaged", "I am single", "I am with my wife Nora", "we are not together"."""
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
        # "I am with Roche now" is of a firm as often.
        if name and len(name.split()) == 1 and (tail != match["name"] or not match[0].startswith("with")):
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
        if patterns.match(
            r"(?:(?:my|the|this|that|our|these|those|a)\s)?(?:[\w-]+\s)?(?:job|work|sea|phone|idea|game|army|church|music"
            r"|computer|laptop|keyboard|desk|office|company|startup|project|code|codebase|framework|library|language|stack"
            r"|tool|editor|database|design|plan|garden|allotment|farm|shop|road|sofa|bed|kitchen|reality|science|team"
            r"|club|band|money|truth)\b(?!\sof my life)",
            match["name"] or "",
        ):
            return
        if state == "engaged" and match["name"] and takes_form(match["name"].split()[0], "base"):
            return  # "engaged to speak at the club"
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


def date_somebody(clause: Clause) -> Iterator[Claim]:
    """ "I am dating Nora", "I am seeing Nora now"."""
    text = patterns.replaced(_SOMEBODY, "", clause.object, re.IGNORECASE)
    if not clause.what and (clause.verb.progressive or clause.verb.started) and (name := name_at(text)):
        rest = text[len(name) :].strip()
        medical = clause.object.startswith(("Dr", "Doctor")) or not {"Dr", "Doctor"}.isdisjoint(text.split()[:2])
        seen = clause.verb.lemma == "date" or not rest or rest.split()[0] in ("now", ",", "not", "and")
        if not medical and seen and not (clause.verb.lemma == "see" and clause.phrases and not clause.verb.started):
            yield _partner(name)


_SOMEBODY_MEANT = re.compile(
    rf"(?:him|her|them|each other|one another|somebody|someone)\b|(?:my|our|the|this|that|an?)\s{ADJECTIVE}"
    rf"(?:{RELATION}|guy|girl|man|woman|boy|person|bloke|lad|lass|fella|other half|better half)\b",
    re.IGNORECASE,
)
"""Whom one can be together with, told without a name."""
_ENDED = {
    "call": r"it quits|off the (?:engagement|wedding)",
    "break": r"up\b(?!\s(?:the|an?)\b)",
    "split": r"up\b(?!\s(?:the|an?|our|my|it|this|that)\b)|$",
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
        if not name and match and not _SOMEBODY_MEANT.match(match["name"]):
            name = match["name"].split()[0].title()  # "with jas", or "with sugar", which nobody is called
        yield _partner(name, ends=True)
        yield Claim("marital_status", "engaged", "be", "engaged", ends=True)
        if verb in ("divorce",) or low.startswith("divorced"):
            yield Claim("marital_status", "divorced", "be", "divorced", change=True)
        return
    own = clause.who.kind == "person" and (clause.who.name or clause.who.relation in _PARTNERS)
    if own and (
        (verb in ("leave", "dump") and _LEFT_ME.match(low))
        or (verb == "break" and patterns.match(r"up with me\b", low))
    ):
        yield _partner(clause.who.name, ends=True, who=the_user())


_LEFT_ME = re.compile(
    r"me\b(?!\s(?:an?|the|some|his|her|my|with|alone|hanging|out|speechless|behind|to|no|two|\w+ing)\b)"
)
"""Who "left me a note" is still there."""


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


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_together, be_over), "get": (get_together, part_from), "call": (part_from,), "date": (date_somebody,),
    "see": (date_somebody,), "break": (part_from,), "split": (part_from,), "separate": (part_from,),
    "divorce": (part_from,), "end": (part_from,), "leave": (part_from,), "dump": (part_from,), "part": (part_from,),
    "go": (go_out,), "marry": (get_together,), "become": (get_together,),
}  # fmt: skip
