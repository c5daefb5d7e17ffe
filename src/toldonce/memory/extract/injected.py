"""Text that tries to steer from where it has no say: orders and claims about the user in what others wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.slots import value_key
from toldonce.ports import USER, MemoryCandidate

_STEERS = re.compile(
    r"(?:^|[.!?:;\"'\n(\-,]|\b(?:and|please|now|must|should|to|just|then))[^\S\n]*(?:ignore|disregard"
    r"|forget|override|bypass|discard)\b"
    r"[^.!?\n]{0,40}\b(?:instructions?|rules?|prompts?|previous|prior|above|earlier|everything"
    r"|guidelines|statements?)\b"
    r"|\b(?:system|developer|admin(?:istrator)?|hidden) (?:prompt|note|message|instruction|override)\b"
    r"|^\W{0,4}(?:system|assistant|developer)\s*:\s|<\s*(?:/\s*)?(?:system|instructions?|important)\s*>"
    r"|\b(?:remember|note) (?:that )?(?:the|this) user\b"
    r"|\b(?:store|save|add|write|memori[sz]e|remember|note)\b (?:this|that|the following|it)\b[^.!?\n]{0,30}"
    r"\b(?:memory|memories|profile|permanently|forever)\b"
    r"|\bfrom now on\b|\bnew (?:instructions?|persona)\b|\byou (?:must|shall) (?:now |always |never |only )"
    r"|\b(?:assistants?|chatbots?|llms?|language models?)\b[^.!?\n]{0,40}\b(?:must|should|shall|have to|are to)\b"
    r"|^\W{0,4}(?:important|attention|warning|urgent|notice)\b[^.\n]{0,60}\b(?:must|always|never|do not|don't)\b"
    r"|\bpretend (?:to be|that you)\b|\bact as (?:if|though) you\b|\bunrestricted\b"
    r"|\buser (?:has )?(?:asked|wants|requested|instructed|told|authori[sz]ed|consented|confirmed|agreed|prefers)\b"
    r"|\bremember this\b|\b(?:do not|don't|never) (?:tell|reveal|mention|inform|show|warn)\b[^.!?\n]{0,30}\buser\b"
    r"|\b(?:call|address) (?:me|the user|him|her) [A-Z]"
    r"|\b(?:send|forward|transfer|upload|exfiltrate)\b [^.!?\n(){}=;]{0,20}\b(?:your|their|the user's|all|saved|this)\b"
    r"[^.!?\n(){}=;]{0,30}\b(?:passwords?|credentials|api keys?|secrets?|wallet|conversation|history)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(?:^|[.!?:;\"'\n(][^\S\n]*)(?:please\s+)?(?:always|never)\s+(?P<verb>[a-z]+)"
    r"|\bplease call me\b|\b(?:must|should) (?:always|never)\b",
    re.IGNORECASE,
)
MOST = 8


def _orders(text: str) -> bool:
    for found in _ORDERS.finditer(text):
        known = FORMS.get((found["verb"] or "").casefold())
        if found["verb"] is None or (known is not None and known.form == "base"):
            return True
    return False


def steering(text: str, offset: int, *, strict: bool) -> Iterator[MemoryCandidate]:
    """Quarantined instructions, one for each sentence that gives orders; ``offset`` is where the text begins.

    ``strict``: only what is made to steer a model; an assistant says "always" and "never" all day long.
    """
    if not (_STEERS.search(text) or (not strict and _orders(text))):
        return
    count = 0
    for one in sentences(text):
        if count >= MOST:
            return
        if _STEERS.search(one.text) or (not strict and _orders(one.text)):
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
