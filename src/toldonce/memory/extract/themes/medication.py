"""What somebody takes for their health, and comes off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import the_user


def medication(text: str) -> Iterator[Claim]:
    """The medicine that a text begins with."""
    match = patterns.match(
        r"(?:(?:a|the|that|all|taking|some|my|daily|low-dose|a low dose of|\d+\s?mg of)\s)*(?P<drug>metformin|insulin"
        r"|ibuprofen|aspirin|statins?|beta[ -]blockers?|blood thinners?|antidepressants?|antihistamines?"
        r"|the pill|birth control"
        r"|levothyroxine|lisinopril|atorvastatin|amlodipine|omeprazole|sertraline|fluoxetine|prozac|zoloft"
        r"|lexapro|escitalopram|citalopram|adderall|ritalin|warfarin|prednisone|steroids|thyroxine|ozempic"
        r"|lithium|gabapentin|methotrexate|humira|[a-z]+(?:pril|sartan|statin|olol|azole|pine|oxetine"
        r"|mycin|cillin|formin|idone))\b",
        text,
        re.IGNORECASE,
    )
    if match:
        yield Claim("medication", match["drug"], "take", match["drug"])


def take(clause: Clause) -> Iterator[Claim]:
    """ "I take metformin for it"."""
    if not clause.what and not (clause.verb.past and not clause.verb.modal):
        yield from medication(clause.object)


def prescribe(clause: Clause) -> Iterator[Claim]:
    """ "My doctor prescribed me warfarin"."""
    if match := patterns.match(r"me\s(?P<what>.+)", clause.object):
        for claim in medication(match["what"]):
            yield replace(claim, who=the_user(), change=True)


def come_off(clause: Clause) -> Iterator[Claim]:
    """ "I came off warfarin", "I stopped the sertraline"."""
    off = r"off\s" if clause.verb.lemma in ("come", "go", "wean", "taper") else ""
    if not clause.what and (match := patterns.match(rf"{off}(?P<what>.+)", clause.object)):
        for claim in medication(match["what"]):
            yield replace(claim, ends=True)
            taken = f"take {claim.value}"
            yield Claim("habit", taken, "take", claim.value, type="preference", ends=True)


VERBS: dict[str, tuple[Rule, ...]] = {
    "take": (take,), "inject": (take,), "prescribe": (prescribe,), "come": (come_off,), "stop": (come_off,),
    "quit": (come_off,), "wean": (come_off,), "taper": (come_off,), "drop": (come_off,), "ditch": (come_off,),
    "go": (come_off,),
}  # fmt: skip
