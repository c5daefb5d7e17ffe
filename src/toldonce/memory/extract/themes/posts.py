"""Posts: what somebody is, was made, and takes up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.no_places import is_firm
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, organisation
from toldonce.memory.extract.themes.leaving import out_of_work
from toldonce.memory.extract.themes.study import studies
from toldonce.memory.extract.themes.work import JOB, employer_claim, job_claim

_NO_VISIT = timedelta(days=10)
"""Who has been "at Roche" for longer than this works there."""
_BARE_POST = re.compile(
    r"(?:now |officially |finally )*(?P<job>(?:head|deputy|senior|junior|chief|assistant|lead|vice|acting|team|managing"
    r"|general|executive|principal|associate|regional|shift|night|project|company|ward)\s(?:[a-z][\w-]+\s)??[a-z][\w-]+"
    r"|[a-z][\w-]+(?=\s(?:now\b|(?:at|with)\s[A-Z])))"
    r"(?=\s*$|\s[,;]|\s(?:now|there|here)\b|\s(?:at|with)\s(?P<employer>[A-Z].+))"
)
""" "I am head gardener at Kew", "I am treasurer now": a post that only one holds has no article."""


def be_occupied(clause: Clause) -> Iterator[Claim]:
    """ "I am a nurse", "I am employed at Siemens", "I am retired", "I am with Siemens"."""
    if clause.what or clause.verb.progressive:
        return
    text = clause.object
    low = text.casefold()
    text = patterns.replaced(
        r"^(?:working|employed|hired|by (?:profession|trade))(?:\s,)?\s(?=as|an?\s)", "", text, flags=re.IGNORECASE
    )
    if match := patterns.match(
        r"(?:employed|working|a \w+ employee)\s(?:at|by|with|for)\s(?P<employer>.+)", text, re.IGNORECASE
    ):
        yield from employer_claim(match["employer"])
    elif match := patterns.match(r"(?:as\s)(?P<job>.+)", text, re.IGNORECASE):
        yield from job_claim(match["job"], sure=False)
    elif patterns.match(r"(?:an?|the|also a|both a)\s", text, re.IGNORECASE):
        job = head(JOB.match(text)["job"]) if JOB.match(text) else ""  # type: ignore[index]
        if is_occupation(job) and not patterns.match(
            (
                r"(?:an?|the)\s(?:big|huge|good|bad|great|terrible|nervous|slow|fast|careful|single|loyal"
                r"|early|first-time|lousy|better|beginner|decent|perfect|worst|best|true|avid|heavy|hard|regular"
                r"|terrible|keen|passionate|enthusiastic|serious|amateur|former|wonderful|excellent|awful|lazy|would-be)\s"
            ),
            job,
            re.IGNORECASE,
        ):
            yield from job_claim(text, sure=False)
    elif match := patterns.match(r"(?:now )?(?:with|at|over at)\s(?P<employer>.+?)\sas\s(?P<job>an?\s.+)", text):
        yield from employer_claim(match["employer"])
        yield from job_claim(match["job"], sure=False)
    elif (bare := _BARE_POST.match(text)) and is_occupation(bare["job"]):
        yield from job_claim(bare["job"], sure=True)
        if bare["employer"]:
            yield from employer_claim(bare["employer"], vague=False)
    elif patterns.match(r"(?:now )?(?:retired|unemployed|out of work|between jobs|self-employed|jobless)\b", low):
        word = patterns.replaced(r"^now ", "", low).split(" ,")[0]
        state = next(
            state for state in ("retired", "self-employed", "unemployed") if state in word or state == "unemployed"
        )
        yield Claim("job", state, "be", state)
        if state != "self-employed" and not clause.verb.past and not clause.verb.negated:
            yield Claim("employer", "", "work", "there", ends=True, change=False)
    elif match := patterns.match(
        r"in (?:the )?(?:[\w-]+ ){1,2}(?:department|team|division|office|branch) (?:at|of)\s(?P<employer>[A-Z].+)", text
    ):
        yield from employer_claim(match["employer"], vague=False)
    elif match := patterns.match(r"(?:with|at|over at)\s(?P<employer>[A-Z].+)", text):
        marked = (
            clause.verb.negated
            or patterns.search(r"(?<!right )\bnow\b", low)
            or "now" in clause.verb.adverbs | clause.fillers
            or patterns.search(r"\b(?:in the|office|department|team|team lead|on the)\b", low)
            or clause.times().since is not None
        )
        multi = len((organisation(match["employer"], vague=False) or "").split()) > 1
        since = clause.times().since
        lasting = since is not None and clause.at - since > _NO_VISIT and not clause.verb.progressive
        if multi or (marked and not clause.verb.perfect) or lasting:
            yield from employer_claim(match["employer"], vague=False)
    elif match := patterns.match(
        r"(?:fired(?! up)|laid off|sacked|let go|dismissed|made redundant)(?:\s(?:from|by|at)\s(?P<employer>.+))?",
        text,
        re.IGNORECASE,
    ):
        yield from out_of_work(match["employer"])
    elif match := patterns.match(r"(?:hired|recruited|employed|promoted|appointed)\s(?P<rest>.+)", text, re.IGNORECASE):
        yield from _new_post(match["rest"])
    elif match := patterns.match(
        (
            r"(?:studying|enrolled|a student|a freshman|a sophomore|a junior|a senior|an undergrad"
            r"|a phd student|a postgrad)\s?(?P<rest>.*)"
        ),
        text,
        re.IGNORECASE,
    ):
        yield from studies(match["rest"])


_NEW_JOB = re.compile(
    r"(?:(?:an?|the|my|this|another|hired|new|great|permanent|part-time|full-time|dream|first|amazing"
    r"|summer|temporary)\s)*"
    r"(?:job|position|role|gig|post|offer|internship|apprenticeship)?\s?(?P<rest>(?:as|at|with|for)\s.+)",
    re.IGNORECASE,
)
_IS_JOB_NOUN = re.compile(
    (
        r"(?:an?|the|my|this|another|new|great|\w+)\s(?:[\w-]+\s){0,3}?(?:job|position|role|gig|post"
        r"|internship|apprenticeship)\b"
    ),
    re.IGNORECASE,
)


def _new_post(text: str) -> Iterator[Claim]:
    if match := patterns.match(r"(?:(?:\w+\s){0,4}?)as\s(?P<job>.+)", text, re.IGNORECASE):
        yield from job_claim(match["job"], sure=True, change=True)
    elif match := patterns.match(r"(?:by|at|with|for)\s(?P<employer>.+)", text, re.IGNORECASE):
        employer, _, job = match["employer"].partition(" as ")
        yield from employer_claim(employer, change=True)
        if job:
            yield from job_claim(job, sure=True, change=True)
    elif match := patterns.match(r"to\s(?P<job>.+)", text, re.IGNORECASE):
        sure = match["job"][:1].islower() and not patterns.match(r"(?:the|a|an|my|be)\b", match["job"])
        yield from job_claim(match["job"], sure=sure or is_occupation(head(match["job"])), change=True)


def hire_me(clause: Clause) -> Iterator[Claim]:
    """ "Siemens hired me", "Siemens offered me a job and I took it"."""
    firm = organisation(clause.subject, vague=False) if clause.subject[:1].isupper() else ""
    hired = patterns.match(r"me\b(?! a (?:ride|lift|coffee|drink))", clause.object) and clause.verb.past
    if firm and hired and clause.verb.lemma in ("hire", "employ", "recruit"):
        yield Claim("employer", firm, "work", f"at {firm}", who=the_user(), change=True)


def make_me(clause: Clause) -> Iterator[Claim]:
    """ "They made me team lead"."""
    match = patterns.match(r"me (?:to )?(?:the )?(?P<job>[\w -]+)", clause.object)
    if match and clause.verb.past and is_occupation(head(match["job"])):
        for claim in job_claim(match["job"], sure=True, change=True):
            yield replace(claim, who=the_user())


def as_what(clause: Clause) -> Iterator[Claim]:
    """ "She gets by as a nurse", "I have my own practice as an osteopath": whatever the verb, a trade behind "as"."""
    verb = clause.verb
    if clause.what or clause.who is None or verb.negated or verb.past or verb.modal or verb.lemma in _NO_TRADE:
        return
    match = _TRADE.search(clause.object)
    if match and is_occupation(match["job"]) and not _OF_ANOTHER.search(clause.object[: match.start()]):
        yield from (replace(claim, confidence=0.7) for claim in job_claim(match["job"], sure=False))


_TRADE = re.compile(r"(?:^|\s)as\s(?P<job>an?\s[a-z][\w' -]*?)(?=\s*$|\s[,;]|\s(?:in|at|for|and|but|all|since|on)\b)")
_OF_ANOTHER = re.compile(r"\b(?:him|her|me|you|them|us|it|this|that|[A-Z]\w+)\b")
_NO_TRADE = frozenset(
    """
    dress see know describe train study apply remember think act use treat pose imagine want disguise regard need look
    love like hate recommend respect introduce call count view cast consider play feel come hire start begin quit stop
    resign retire leave enjoy dream watch read write
    """.split()
)
"""Verbs with which "as a nurse" is a role, a wish or somebody else's trade, or which other rules read."""


_OFFER = re.compile(r"(?:an?|the|their) (?:job )?offer (?:from|at|with)\s(?P<employer>[A-Z].+)")


def get_post(clause: Clause) -> Iterator[Claim]:
    """ "I got a new job at Siemens", "I have a job as a nurse", "I was offered ..."."""
    text = clause.object
    if clause.what:
        return
    if match := patterns.match(
        r"(?:fired(?! up)|laid off|sacked|let go|dismissed|made redundant|the (?:sack|boot|axe))"
        r"(?:\s(?:from|by|at)\s(?P<employer>.+))?",
        text,
        re.IGNORECASE,
    ):
        yield from out_of_work(match["employer"])
        return
    if match := patterns.match(r"(?:promoted|hired|appointed)\s(?P<rest>.+)", text, re.IGNORECASE):
        yield from _new_post(match["rest"])
        return
    if match := patterns.match(
        r"an? (?:\w+ )?(?:degree|master's|bachelor's|masters|bachelors|phd|doctorate) in\s(?P<field>.+)",
        text,
        re.IGNORECASE,
    ):
        field = head(match["field"])
        yield Claim("degree", field, "have", f"a degree in {field}", change=clause.verb.lemma != "have")
    if (match := patterns.match(r"made\s(?P<job>.+)", text)) and is_occupation(head(match["job"])):
        yield from job_claim(match["job"], sure=True, change=True)
    if match := patterns.match(r"work (?:as|at|with)\s.+", text):
        yield from _new_post(text.removeprefix("work "))
    if clause.verb.lemma in ("accept", "take") and (match := _OFFER.match(text)):
        yield from employer_claim(match["employer"], change=True, vague=False)
    if (
        _IS_JOB_NOUN.match(text)
        and (match := _NEW_JOB.match(text))
        and not patterns.search(r"\b(?:interview|offer)\b", text, re.IGNORECASE)
    ):
        if clause.verb.lemma in ("have", "hold"):
            if found := patterns.match(r"(?:at|with|for)\s(?P<employer>.+)", match["rest"], re.IGNORECASE):
                yield from employer_claim(found["employer"])
            elif found := patterns.match(r"as\s(?P<job>.+)", match["rest"], re.IGNORECASE):
                yield from job_claim(found["job"], sure=True)
        else:
            yield from _new_post(match["rest"])


def start_post(clause: Clause) -> Iterator[Claim]:
    """ "I started at Siemens", "I started as a nurse", "I joined Siemens"."""
    if clause.what:
        return
    text = patterns.replaced(
        r"^(?:(?:an?|my)\s(?:new\s|first\s)?(?:job|position|role)\s|out\s|working\s|over\s)",
        "",
        clause.object,
        flags=re.IGNORECASE,
    )
    if not (text.startswith("to ") or patterns.match(r"(?:with|by|for)\s[a-z]", text)):  # "I started with fractions"
        yield from _new_post(text)


def join(clause: Clause) -> Iterator[Claim]:
    """ "I joined Siemens"; a gym, a club and a band are no employers."""
    text = clause.object
    if not clause.what and not patterns.search(
        r"\b(?:gym|club|band|choir|team|class|course|group|church|party|meeting|call|community|army"
        r"|association|society|union|league"
        r"|federation|discord|reddit|facebook|forum|program|programme|board|committee|session|class|webinar"
        r"|channel|tables?|wait(?:ing )?list|queue|server|thread|beta|newsletter|mailing list|zoom)\b",
        head(text),
        re.IGNORECASE,
    ):
        employer, _, job = text.partition(" as ")
        yield from employer_claim(employer, change=True, vague=False)
        if job:
            yield from job_claim(job, sure=True, change=True)


def become(clause: Clause) -> Iterator[Claim]:
    """ "I became a nurse", "I retired"."""
    if not clause.what:
        yield from job_claim(clause.object, sure=False, change=True)


def train_as(clause: Clause) -> Iterator[Claim]:
    """ "I trained as a nurse", "I retrained as", "I qualified as"."""
    match = patterns.match(r"(?:as|to be|to become)\s(?P<job>.+)", clause.object, re.IGNORECASE)
    if clause.what or not (clause.verb.past or clause.verb.perfect):
        return
    if match:
        yield from job_claim(match["job"], sure=False, change=True)
    elif clause.verb.lemma == "retrain" and not head(clause.object):
        yield from out_of_work(None)


def switch_post(clause: Clause) -> Iterator[Claim]:
    """ "I switched from Siemens to Bosch", "I moved from Siemens to Bosch"."""
    if match := patterns.match(r"(?:jobs|employers?|companies)(?: ,)? to\s(?P<new>[A-Z].+)", clause.object):
        yield from employer_claim(match["new"], change=True, vague=False)
        return
    if taken := patterns.search(
        r"\sfor (?:an?|my|the) (?:[\w-]+ ){0,2}?(?:job|position|post|role)\s(?P<rest>(?:at|with|as) .+)", clause.object
    ):
        yield from _new_post(taken["rest"])
    match = patterns.match(
        r"(?:(?:jobs|over|across|on|back|away|ship|straight)\s)*(?:from\s(?P<old>.+?)\s(?:over )?)?to\s(?P<new>.+)",
        clause.object,
        re.IGNORECASE,
    )
    if match is None or clause.what:
        return
    if clause.verb.lemma in _GOES_OVER and (is_firm(match["new"]) or is_firm(match["old"] or "")):
        firm, _, job = match["new"].partition(" as ")
        yield from employer_claim(firm, change=True, vague=False)
        if job:
            yield from job_claim(job, sure=True, change=True)
        return
    if match["old"] is None:
        return
    new, old = organisation(match["new"], vague=False), organisation(match["old"], vague=False)
    several = (
        len(new.split()) > 1
        and len(old.split()) > 1
        and not patterns.search(r"\b(?:city|york|angeles|francisco)\b", f"{old} {new}", re.IGNORECASE)
    )
    firms = several or patterns.search(r"\b(?:work|job)\b", clause.object) is not None
    if new and old and match["new"][:1].isupper() and firms and not _DEVICE.search(f"{old} {new}"):
        yield Claim("employer", new, "work", f"at {new}", change=True)


_GOES_OVER = frozenset(("move", "transfer"))
""" "I moved to Monzo" is a change of work; who switches to Monzo may only bank there."""
_DEVICE = re.compile(
    (
        r"\b(?:iphone|galaxy|pixel|fairphone|oneplus|xperia|android|windows|linux|mac|macbook|samsung"
        r"|toyota|ford|honda|volvo|bmw|audi|tesla|mazda|\w*\d\w*)\b"
    ),
    re.IGNORECASE,
)


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_occupied,), "get": (get_post,), "have": (get_post,), "land": (get_post,), "find": (get_post,),
    "accept": (get_post,), "hold": (get_post,), "take": (get_post,), "start": (start_post,), "begin": (start_post,),
    "join": (join,), "become": (become,), "train": (train_as,), "retrain": (train_as,), "qualify": (train_as,),
    "switch": (switch_post,), "move": (switch_post,), "transfer": (switch_post,), "change": (switch_post,),
    "promote": (make_me,), "make": (make_me,), "hire": (hire_me,), "employ": (hire_me,), "recruit": (hire_me,),
}  # fmt: skip
