"""Allergies and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import CONDITIONS
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, listed, trimmed, without_article
from toldonce.memory.extract.themes.eating import diet
from toldonce.memory.extract.themes.medication import medication

_ALLERGY_TO = re.compile(
    (
        r"(?:(?:an?|any|my|some|bad|severe|mild|serious|strong|terrible|food|nasty|quite)\s)*allerg(?:y"
        r"|ies)\sto\s(?P<what>.+)"
    ),
    re.IGNORECASE,
)
_ALLERGY = re.compile(
    r"(?:(?:an?|any|the|severe|mild|bad|serious|strong|nasty|terrible)\s)*(?P<what>(?!over\b|rid\b)[\w "
    r"-]+?)\sallerg(?:y|ies)\b",
    re.IGNORECASE,
)
_SEVERITY = re.compile(
    (
        r"^(?:a bit|a little|somewhat|severely|deathly|highly|mildly|slightly|terribly|really|very|super"
        r"|quite|badly|also"
        r"|extremely|sadly|not|so|seriously|violently|life-threateningly|too|apparently)\s"
    ),
    re.IGNORECASE,
)


_NO_ALLERGENS = frozenset(
    """
    no any me us you
    it that them this everything nothing anything something work mondays monday exercise people bad stupid stupidity
    nonsense meetings drama failure success bullshit housework commitment fun mornings small lazy early getting being
    tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends school homework essays lectures deadlines
    tests java javascript php perl yaml xml css jira scrum code coding javadoc windows excel paperwork money queues
    """.split()
)
_HOUR = re.compile(r"\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m|o'clock)", re.IGNORECASE)


def is_no_allergen(thing: str) -> bool:
    """Whether somebody is allergic to a thing in jest: to Mondays, to nine in the morning, to Java."""
    return thing.casefold().split()[0] in _NO_ALLERGENS or _HOUR.match(thing) is not None


def _allergies(text: str, **more: object) -> Iterator[Claim]:
    for item in listed(
        patterns.replaced(
            r"\s(?:as an? (?:\w+ )?(?:child|kid|baby|teenager|boy|girl|person)|when i was)\b.*$", "", text
        )
    ):
        if item.casefold().endswith("ly") or item.casefold() in ("too", "so"):
            continue  # "hazelnuts, badly"
        if not is_no_allergen(item) and len(item.split()) <= 5:
            yield Claim("allergy", item, "be", f"allergic to {item}", **more)  # type: ignore[arg-type]


def _condition(text: str) -> str:
    match = CONDITIONS.match(
        patterns.replaced(
            r"^(?:(?:an?|my|mild|severe|bad|chronic|really bad|terrible|some|also|the)\s)*(?=\w)",
            "",
            text,
            flags=re.IGNORECASE,
        )
    )
    chronic = patterns.match(r"(?:\w+\s)?(?P<name>chronic \w+(?: \w+)?)", text, re.IGNORECASE)
    if match:
        return without_article(match[0])
    return head(chronic["name"]) if chronic else ""


def be_health(clause: Clause) -> Iterator[Claim]:
    """ "I am allergic to peanuts", "I am vegan", "I am diabetic", "I was diagnosed with asthma"."""
    if clause.what or clause.verb.progressive:
        return
    text = clause.object
    while _SEVERITY.match(text):
        text = _SEVERITY.sub("", text, count=1)
    if match := patterns.match(r"(?:allergic|intolerant)\s(?:to|against)\s(?P<what>.+)", text, re.IGNORECASE):
        yield from _allergies(match["what"])
    elif match := patterns.match(r"(?P<what>lactose|gluten|histamine|fructose)[\s-]intolerant", text, re.IGNORECASE):
        yield Claim("allergy", match["what"].casefold(), "be", f"{match['what'].casefold()} intolerant")
    elif match := patterns.match(r"(?:been )?put on\s(?P<what>.+)", text):
        for claim in medication(match["what"]):
            yield replace(claim, change=True)
    elif match := patterns.match(r"off\s(?P<what>.+)", text):
        for claim in medication(match["what"]):
            yield replace(claim, ends=True)
    elif match := patterns.match(r"diagnosed (?:with|as having)\s(?P<what>.+)", text, re.IGNORECASE):
        yield from _diagnosed(match["what"])
    elif match := patterns.match(
        (
            r"(?P<name>diabetic|asthmatic|epileptic|autistic|dyslexic|colou?r[ -]?blind|deaf|blind|coeliac"
            r"|celiac|bipolar|pregnant|an? (?:type (?:1|2|one|two) )?diabetic|an? asthmatic|an? coeliac"
            r"|an? celiac)(?=\s*$|\s[,;]|\s(?:and|so|but|since|in|with|again|now)\b)"
        ),
        text,
        re.IGNORECASE,
    ):
        if not (clause.verb.past and clause.verb.modal != "used"):
            yield Claim("condition", without_article(match["name"]), "be", match["name"])
    elif match := patterns.match(r"on\s(?:an?|the|my)?\s?(?:strict\s|new\s)?(?P<diet>.+)", text, re.IGNORECASE):
        yield from diet(match["diet"], bare=False)
        yield from medication(match["diet"])
    elif not ((clause.verb.negated or clause.verb.ended) and text.casefold().startswith(("the only ", "only "))):
        text = patterns.replaced(
            r"^(?:an?|both|fully|mostly|strictly|strict|completely|totally|back to being|eating|going|100%)\s",
            "",
            text,
            flags=re.IGNORECASE,
        )
        yield from diet(text, bare=True)


def _diagnosed(text: str) -> Iterator[Claim]:
    if allergy := _ALLERGY_TO.match(text) or _ALLERGY.match(text):
        yield from _allergies(allergy["what"], change=True)
        return
    for item in listed(text, joined=True):
        name = _condition(item) or (item if len(item.split()) <= 4 else "")
        if name and not patterns.match(r"(?:a|the|some)\b", name):
            yield Claim("condition", name, "have", name, change=True)


def have_health(clause: Clause) -> Iterator[Claim]:
    """ "I have asthma", "I have a peanut allergy", "I suffer from migraines", "I live with arthritis"."""
    if clause.what:
        return
    text = clause.object
    if clause.verb.lemma in ("suffer", "live", "deal", "struggle", "cope", "battle"):
        match = patterns.match(r"(?:from|with)\s(?P<what>.+)", text, re.IGNORECASE)
        if match is None:
            return
        text = match["what"]
    elif clause.verb.lemma in ("find", "get", "develop"):
        match = patterns.match(r"(?:out (?:about|that)\s)?(?P<what>.+)", text, re.IGNORECASE)
        text = match["what"] if match else text
    change = clause.verb.lemma in ("develop", "find")
    if clause.verb.lemma == "get" and (
        match := patterns.match(
            r"(?:hives|a rash|an allergic reaction|swollen \w+)\sfrom\s(?P<what>.+)", text, re.IGNORECASE
        )
    ):
        yield from _allergies(match["what"])
        return
    if clause.verb.lemma == "get" and (match := patterns.match(r"diagnosed with\s(?P<what>.+)", text, re.IGNORECASE)):
        yield from _diagnosed(match["what"])
        return
    if clause.verb.lemma == "get":
        return
    if match := _ALLERGY_TO.match(text):
        yield from _allergies(match["what"], change=change)
    elif (match := _ALLERGY.match(text)) and match["what"].casefold() not in (
        "food",
        "an",
        "any",
        "my",
        "bad",
        "severe",
    ):
        yield from _allergies(without_article(match["what"]), change=change)
    elif clause.verb.lemma != "find":
        for item in listed(text):
            name = _condition(item)
            if (
                name
                and (name.casefold() not in ("ms", "add") or name.isupper())
                and not (clause.verb.past and not clause.verb.modal)
            ):
                yield Claim("condition", name, "have", name, change=change)
            elif not name:
                break


def diagnose(clause: Clause) -> Iterator[Claim]:
    """ "My doctor diagnosed me with asthma"."""
    if match := patterns.match(r"me with\s(?P<what>.+)", clause.object, re.IGNORECASE):
        for claim in _diagnosed(match["what"]):
            yield replace(claim, who=the_user())


_POINTS = re.compile(r"(?:it|they|that|this|those|these|he|she|which|something)\s*", re.IGNORECASE)


def give_rash(clause: Clause) -> Iterator[Claim]:
    """ "Shellfish gives me hives"."""
    if (
        (clause.who is None or clause.who.is_stranger)
        and patterns.match(r"me (?:hives|a rash|an allergic reaction|the hives)\b", clause.object)
        and not clause.verb.past
    ):
        for claim in _allergies("" if _POINTS.fullmatch(clause.subject) else clause.subject):
            yield replace(claim, who=the_user())


def break_out(clause: Clause) -> Iterator[Claim]:
    """ "I break out in hives from shellfish"."""
    match = patterns.match(r"out in (?:hives|a rash)\s(?:from|when i eat|because of)\s(?P<what>.+)", clause.object)
    if match and not clause.what and not clause.verb.past:
        yield from _allergies(match["what"])


def outgrow(clause: Clause) -> Iterator[Claim]:
    """ "I have outgrown my allergy to eggs"."""
    text = clause.object
    if match := _ALLERGY_TO.match(patterns.replaced(r"^my\s", "a ", text)):
        yield from _allergies(match["what"], ends=True)
    elif match := _ALLERGY.match(patterns.replaced(r"^(?:my|the)\s", "a ", text)):
        yield from _allergies(without_article(match["what"]), ends=True)


def own_health(clause: Clause) -> Iterator[Claim]:
    """ "My allergy to eggs is gone", "my peanut allergy is bad", "my asthma is acting up", "my diet is vegan"."""
    what, text = clause.what, clause.object
    gone = (
        clause.verb.lemma == "be"
        and patterns.match(r"(?:gone|over|history|a thing of the past|cured)\b", text, re.IGNORECASE) is not None
    )
    gone = (
        gone
        or clause.verb.lemma in ("disappear", "vanish")
        or (clause.verb.lemma == "go" and text.startswith("away"))
        or (clause.verb.lemma in ("stop", "clear") and not patterns.match(r"(?:me|us|my|our)\b", text))
    )
    if match := patterns.match(r"(?:\w+\s)?allergy to\s(?P<what>.+)", what, re.IGNORECASE):
        yield from _positive(_allergies(trimmed(match["what"]), ends=gone), clause, gone)
    elif match := patterns.match(r"(?P<what>[\w -]+?)\sallergy$", what, re.IGNORECASE):
        if match["what"].casefold() not in ("food", "bad", "severe", "worst", "new"):
            yield from _positive(_allergies(match["what"], ends=gone), clause, gone)
    elif (
        patterns.fullmatch(r"allerg(?:y|ies)", what, re.IGNORECASE)
        and clause.verb.lemma in ("be", "include")
        and not gone
    ):
        yield from _allergies(text)
    elif patterns.fullmatch(r"(?:current |new )?diet", what, re.IGNORECASE) and clause.verb.lemma == "be":
        yield from diet(text)
    elif (
        (
            name := CONDITIONS.fullmatch(
                patterns.replaced(r"^(?:chronic|bad|severe)\s(?=\w+$)", "", what, flags=re.IGNORECASE)
            )
        )
        and clause.who is not None
        and not clause.verb.hypothetical
    ) and (name[0].casefold() not in ("ms", "add", "anxiety", "depression") or name[0].isupper()):
        if gone:
            yield Claim("condition", name[0], "have", name[0], ends=True)
        elif not clause.verb.past and not clause.verb.negated:
            yield Claim("condition", name[0], "have", name[0], settled=True)


def _positive(claims: Iterator[Claim], clause: Clause, gone: bool) -> Iterator[Claim]:
    if gone or not clause.verb.past:
        yield from claims


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_health,), "have": (have_health,), "suffer": (have_health,), "live": (have_health,),
    "deal": (have_health,), "struggle": (have_health,), "battle": (have_health,),
    "cope": (have_health,), "develop": (have_health,), "find": (have_health,), "get": (have_health,),
    "diagnose": (diagnose,), "break": (break_out,), "outgrow": (outgrow,), "give": (give_rash,),
}  # fmt: skip
