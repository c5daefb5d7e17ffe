"""Text that tries to steer from where it has no say: orders and claims about the user in what others wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.sentences import sentences
from toldonce.memory.extract.wording import sentence
from toldonce.memory.slots import value_key
from toldonce.ports import USER, MemoryCandidate

_STEERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|discard)\b.{0,40}\b(?:instructions?|rules?|prompts?"
    r"|previous|prior|above|earlier|everything|context|guidelines|statements?)\b"
    r"|\b(?:system|developer|admin(?:istrator)?|hidden) (?:prompt|note|message|instruction|override"
    r"|update)\b|^\W{0,4}(?:system|assistant|developer)\s*:|<\s*/?\s*(?:system|instructions?"
    r"|important)\b"
    r"|\bremember (?:that )?(?:the|this) user\b|\b(?:store|save|add|write|memori[sz]e|remember"
    r"|note)\b.{0,40}\b(?:to|in|into|this|as a|permanently|for ever|forever"
    r"|long-term)\b.{0,20}\b(?:memory|memories|profile|permanently|forever)\b"
    r"|\bfrom now on\b|\bnew (?:instructions?|rules?|persona)\b|\byou (?:must|shall|will) (?:now "
    r"|always |never |only )|\b(?:ai|assistants?|chatbots?|llms?|models?"
    r"|agents?)\b[^.!?]{0,40}\b(?:must|should|shall|have to|are to|need to)\b"
    r"|^\W{0,4}(?:important|attention|warning|urgent|notice)\b.{0,60}\b(?:must|always|never|do not"
    r"|don't)\b|\bpretend (?:to be|that|you)\b|\bact as\b.{0,30}\b(?:if|an?"
    r"|the)\b.{0,40}\b(?:unrestricted|admin|user|root|developer)\b"
    r"|\b(?:the )?user (?:has )?(?:asked|wants|requested|instructed|told|authori[sz]ed|consented"
    r"|confirmed|agreed|prefers)\b|\bremember this\b|\b(?:do not|don't|never) (?:tell|reveal|mention"
    r"|inform|show|warn)\b.{0,30}\buser\b|\b(?:call|address) (?:me|the user|him|her)\b"
    r"|\b(?:send|forward|transfer|upload|exfiltrate|email)\b.{0,60}\b(?:password|passwords|credentials"
    r"|api key|keys|tokens?|secrets?|wallet|account|conversation|history)\b",
    re.IGNORECASE | re.DOTALL,
)
_ORDERS = re.compile(
    (
        r"(?:^|[.!?:;\"'\n(]\s*)(?:please\s+)?(?:always|never)\s+[a-z]+|\b(?:please call me|must always"
        r"|must never|should always|should never)\b"
    ),
    re.IGNORECASE,
)
MOST = 8


def steering(text: str, offset: int, *, strict: bool) -> Iterator[MemoryCandidate]:
    """Quarantined instructions, one for each sentence that gives orders; ``offset`` is where the text stands in the turn.

    ``strict``: only what is made to steer a model; an assistant says "always" and "never" all day long.
    """
    if not (_STEERS.search(text) or (not strict and _ORDERS.search(text))):
        return
    count = 0
    for one in sentences(text):
        if count >= MOST:
            return
        if _STEERS.search(one.text) or (not strict and _ORDERS.search(one.text)):
            count += 1
            yield MemoryCandidate(
                type="instruction",
                subject=USER,
                attribute="instruction",
                value=one.text[:200],
                value_key=value_key(one.text),
                content=sentence(one.text),
                many=True,
                confidence=0.5,
                quarantined=True,
                starts=offset + one.starts,
                ends=offset + one.ends,
            )
