"""Posts left: quit, lost, retired from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, organisation
from toldonce.memory.extract.themes.work import job_claim


def out_of_work(employer: str | None) -> Iterator[Claim]:
    """That somebody works there no more; without an employer, wherever it was."""
    name = organisation(employer, vague=True) if employer else ""
    yield Claim("employer", name, "work", f"at {name}" if name else "there", ends=True)
    yield Claim("job", "", "have", "that job", ends=True)


def let_go(clause: Clause) -> Iterator[Claim]:
    """ "They let me go", "Siemens fired me", "my company laid me off"."""
    if (
        patterns.match(r"me\s(?:go|off)\b|me$|me\s,|me\s(?:last|this|in|on)\b", clause.object, re.IGNORECASE)
        and clause.verb.past
    ):
        named = organisation(clause.subject, vague=False) if clause.subject[:1].isupper() else ""
        match = patterns.search(r"\b(?:at|from)\s(?P<employer>[A-Z].+)", clause.object)
        name = match["employer"] if match else named
        for claim in out_of_work(name or None):
            yield replace(claim, who=the_user())


_HUNG_UP = re.compile(
    r"up (?:my|his|her|their) (?:wrench|boots|whistle|apron|gown|wig|tools|scalpel|stethoscope|badge|helmet|scissors"
    r"|uniform|trowel)\b"
)


def hang_up(clause: Clause) -> Iterator[Claim]:
    """ "Dad has hung up his wrench": what one's trade is told by."""
    others = clause.who is not None and clause.who.kind != "self"
    if others and not clause.what and _HUNG_UP.match(clause.object) and (clause.verb.past or clause.verb.perfect):
        yield from out_of_work(None)


def give_notice(clause: Clause) -> Iterator[Claim]:
    """ "I handed in my notice at Siemens", "she handed back her badge"."""
    match = patterns.match(
        r"(?:(?:in|back)\s)?(?:(?:my|his|her|their)|in (?:my|his|her|their)) (?:notice|resignation|two weeks|badge"
        r"|wings|uniform|apron|wig|whistle)\b(?:.*?\b(?:at|to)\s(?P<employer>[A-Z].+))?",
        clause.object,
    )
    if match and not clause.what:
        yield from out_of_work(match["employer"])


def retire(clause: Clause) -> Iterator[Claim]:
    """ "I retired last year", but not "I retired my Saturday baking"."""
    if not clause.what and not patterns.match(r"(?:to|my|our|that|those) ", clause.object):
        yield Claim("job", "retired", "be", "retired", change=True)
        yield Claim("employer", "", "work", "there", ends=True)


_USED_NOT_SERVED = re.compile(
    r"(?:Facebook|Instagram|Twitter|X|TikTok|Snapchat|Reddit|LinkedIn|WhatsApp|Telegram|Discord|YouTube|Netflix|Spotify"
    r"|Tinder|Bumble|Duolingo|Strava|Pinterest|Threads|Bluesky|Mastodon)\s*(?:$|[,;.:–—-]|(?:for|because|last|this|in|and)\b)"
)
"""What most people use, and few work for, so that quitting it by its name alone ends no job."""


_THE_FIRM = re.compile(
    r"(?:the|that|my old) (?:company|firm|business|agency|bank)(?=\s*$|\s?[,;.:]|\s(?:in|at the end|and|last|after"
    r"|for good|because|this)\b)",
    re.IGNORECASE,
)


def leave_post(clause: Clause) -> Iterator[Claim]:
    """ "I quit", "I quit my job at Siemens", "I left Siemens", "I resigned from Siemens"."""
    text = clause.object
    if clause.what:
        return
    verb = clause.verb.lemma
    if verb in ("quit", "leave") and (match := patterns.search(r"\bto (?:become|be|work as)\s(?P<job>an?\s.+)", text)):
        yield from job_claim(match["job"], sure=False, change=True)
    if verb in ("quit", "leave", "resign", "lose"):
        if match := patterns.match(
            (
                r"(?:my|the|that|his|her|their)\s(?:[\w-]+\s){0,3}?(?:job|position|post|role|work)\b"
                r"(?! (?:prospects?|applications?|offers?|interviews?|search|hunt|descriptions?|titles?|ads?|postings?"
                r"|security|satisfaction|permits?|visas?|bag|phone|laptop|keys?|badge|e-?mails?|files?|notes?))"
                r"(?:\s(?:at|with|in|for|as)\s(?P<rest>.+))?"
            ),
            text,
            re.IGNORECASE,
        ):
            yield from out_of_work(match["rest"])
        elif verb in ("quit", "resign") and (match := patterns.match(r"(?:(?:from|at)\s)?(?P<employer>[A-Z].+)", text)):
            if not _USED_NOT_SERVED.match(match["employer"]):  # "I quit Facebook" ends no job
                yield from out_of_work(match["employer"])
        elif (verb == "leave" and _THE_FIRM.match(text)) or (
            verb in ("quit", "resign") and not head(text) and not patterns.search(r"\bg[ai]v", clause.text)
        ):
            yield from out_of_work(None)
        elif verb == "leave" and (name := _left_firm(clause)):
            yield Claim("employer", name, "work", f"at {name}", ends=True)
    elif verb == "be" and clause.verb.ended and (match := patterns.match(r"being\s(?P<job>.+)", text, re.IGNORECASE)):
        yield from job_claim(match["job"], sure=False, ends=True)


def _left_firm(clause: Clause) -> str:
    """The firm that was left; "the museum" is one only where it was left for good: "I have left the museum"."""
    text = clause.object
    if text[:1].isupper():
        return organisation(text, vague=False)
    for_good = clause.verb.perfect or "actually" in clause.fillers
    return organisation(text, vague=True) if for_good and text.startswith("the ") else ""


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (leave_post,), "retire": (retire,), "quit": (leave_post,), "leave": (leave_post,), "resign": (leave_post,),
    "lose": (leave_post,), "let": (let_go,), "fire": (let_go,), "sack": (let_go,), "lay": (let_go,),
    "dismiss": (let_go,), "hang": (hang_up,), "hand": (give_notice,), "give": (give_notice,), "submit": (give_notice,),
}  # fmt: skip
