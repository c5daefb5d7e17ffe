"""Where a question begins behind the statement that is its ground: "I have eczema, so which soap should I buy?"."""

from __future__ import annotations

import re

_ASKED = (
    r"(?:(?:so|and|but|then|now)\s,?\s?)?"
    r"(?:(?:what|how|why|(?:at |in |for |from |to |with )?what)\b"
    r"|(?:who|where|when)(?:'s)?\s(?:else\s)?(?:can|could|do|does|did|should|would|will|might)\s(?:i|you|we|one|people"
    r"|somebody)\b"
    r"|which\s(?:[\w-]+\s){1,3}(?:can|could|do|does|should|would|will|might|is|are|fits?|works?|helps?|comes?)\b"
    r"|(?:can|could|will|would|should|shall|may|do|does|is|are)n?'?t?\s(?:i|you|we|it|they|there|that|this|the|my|an?"
    r"|one|somebody|people|anyone|anybody|any|[\w-]+ing)\b"
    r"|(?:is|are) there\b|any\s(?:[\w-]+\s){0,3}(?:ideas?|tips?|tricks?|advice|suggestions?|recommendations?|chance"
    r"|thoughts|alternatives?|hints?|way)\b)"
)
_AFTER_SO = (
    r"(?:who|where|when|which|what|how|why|can|could|will|would|should|shall|may|do|does|is|are|am i|did|any|got any"
    r"|know any)\b"
)
_FRAGMENT = r"(?!(?:right|correct|yes|yeah|no|true|ok|okay|remember|really)\b)(?:[\w']+[ ]?){1,4}\?\s*$"
""" "same time zone?", asked behind a mark of its own."""
_BEGINS = re.compile(
    rf"(?:\s?[;–—]\s|\s-\s|[.…]{{2,}}\s?)(?={_ASKED}|(?:(?:so|and|but)\s)?{_AFTER_SO}|{_FRAGMENT})"
    rf"|\s?[,:]\s(?={_ASKED})|,?\s(?=so,?\s{_AFTER_SO})|,\s(?=(?:and|but)\s(?:{_AFTER_SO}))",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n't|nt| not)?\s"
    r"(?:i|it|he|she|they|we|you|that|this|there)(?:\s(?:not|really|so|right|correct|true|ok|okay|too|by now))?\s*\?"
    r"|(?:did|have)(?:n't)? i (?:say|tell|told|said|mention|ever)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"\b(?:if|whether|unless|suppose|supposing|imagine|imagining|say i|let's say|assuming|wonder|wondering|wish|would"
    r"|could|might|maybe|perhaps|pretend|hypothetically|in case|dream\w*|thinking|considering|tempted|should i)\b"
    r"|\bi'd (?:be|like|love|want|need|have|go|move|work|live)\b",
    re.IGNORECASE,
)
"""What stands before a question and is no statement."""
_ASKS_ITSELF = re.compile(
    r"(?:(?:and|so|but|ok|okay|well|hey|hi|oh|hmm|btw|by the way|please|then|now|also),?\s)*(?:who|what|when|where|why"
    r"|how|which|whose|can|could|will|would|shall|should|may|do|does|did|is|are|am|was|were|has|have|had|any)\b",
    re.IGNORECASE,
)
_OF_THE_SPEAKER = re.compile(r"\b(?:i|i'm|i've|im|ive|my|mine|me|we|we're|we've|our)\b", re.IGNORECASE)
FEWEST_WORDS = 3
_REQUEST = re.compile(
    r"(?:\s[-–—]|\s?;)\s(?=(?:(?:so|now|just|then|please|pls|kindly|and)[, ]+)*(?:draft|write|remind|find|book"
    r"|give|tell"
    r"|suggest|help|explain|send|add|note|make|show|list|plan|create|recommend|look up|check|put|translate|summari[sz]e"
    r"|order|compare|calculate|name|update|adjust|recalculate)\b)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:am|is|are|was|were|i'm|im|i've|ive|we're|we've|have|has|had|lives?|lived|works?|worked|makes?|made"
    r"|earns?|got|gets"
    r"|moved|drives?|owns?|loves?|likes?|hates?|eats?|speaks?|started|quit|left|turned|married|called|uses?|plays?)\b",
    re.IGNORECASE,
)


def question_in(sentence: str) -> int:
    """The place in a sentence with a question mark where the question begins; 0 where all of it is asked.

    What stands before it is a statement of the speaker's own: nothing supposed, and no "I'm right, am I not?".
    """
    text = sentence.replace("’", "'")
    for found in _BEGINS.finditer(text):
        ground = text[: found.start()]
        asked = text[found.end() :]
        if len(ground.split()) < FEWEST_WORDS or not _OF_THE_SPEAKER.search(ground):
            continue
        if _ASKS_ITSELF.match(ground) or _NOT_SAID.search(ground):
            return 0
        if not _TAG.match(asked):
            return found.end()
    return 0


def request_in(sentence: str) -> int:
    """The place in a sentence without a question mark where a request begins behind a dash or a semicolon; 0 where none
    does: "My sister works as a carpenter - draft a mail to her."."""
    text = sentence.replace("’", "'")
    found = _REQUEST.search(text)
    if found is None:
        return 0
    ground = text[: found.start()]
    states = len(ground.split()) >= FEWEST_WORDS and _OF_THE_SPEAKER.search(ground) and _STATES.search(ground)
    return found.end() if states else 0
