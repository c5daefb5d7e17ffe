"""What an order does away with by asking for the contrary: "you can write longer answers" ends "keep it short"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.endings.cues import MOST_WORDS

_ANSWERS = r"(?:answers?|repl(?:y|ies)|responses?|messages?|explanations?|texts?|ones|it|them|things)"
_LENGTHS = (
    "short; brief; concise; long story short; to the point; one sentence; few words",
    "detail; detailed; length; long; thorough; step by step",
)
_TONES = ("casual; informal; relaxed; chatty", "formal; formally; formality; polite; business")
_UNITS = ("metric; metric unit; celsius; kilometre", "imperial; imperial unit; fahrenheit; mile")
_CLOCKS = ("12-hour clock; 12 hour clock; 12-hour; am and pm", "24-hour clock; 24 hour clock; 24-hour")
_SPELLINGS = ("american english; american spelling; us english", "british english; british spelling; uk english")
_PLAIN = ("bullet point; bullet; list; table", "prose; paragraph; full sentence")
_CONTRARY = tuple(
    (re.compile(pattern, re.IGNORECASE), over)
    for pattern, over in (
        (
            rf"\b(?:longer|more detailed|fuller|lengthier|more thorough) {_ANSWERS}|\b(?:go|going) into (?:more "
            rf"|full )?detail"
            r"|\b(?:in|more|full) detail\b|\bat (?:more )?length\b|\belaborat\w+|\bas long as you (?:like|want)"
            r"|\b(?:be|write|make it|keep it|answer) (?:longer|more detailed|thorough)\b",
            _LENGTHS[0],
        ),
        (
            rf"\b(?:shorter|briefer|more concise) {_ANSWERS}|\b(?:be|keep it|keep things|make it) (?:short|brief"
            rf"|concise|shorter"
            r"|briefer)\b|\bto the point\b|\bcut to the chase\b",
            _LENGTHS[1],
        ),
        (r"\b(?:be|talk|write|sound|keep it) (?:\w+ )?(?:casual|informal|relaxed|chatty)\b", _TONES[1]),
        (r"\b(?:be|talk|write|sound|keep it) (?:\w+ )?(?:formal|businesslike)\b", _TONES[0]),
        (r"\bimperial\b|\bfahrenheit\b|\bmiles, please\b", _UNITS[0]),
        (r"\bmetric\b|\bcelsius\b", _UNITS[1]),
        (r"\b24[- ]?hour\b", _CLOCKS[0]),
        (r"\b12[- ]?hour\b|\bam ?(?:/|and) ?pm\b", _CLOCKS[1]),
        (r"\bbritish (?:english|spelling)\b|\buk (?:english|spelling)\b", _SPELLINGS[0]),
        (r"\b(?:american|us) (?:english|spelling)\b", _SPELLINGS[1]),
        (r"\b(?:prose|full sentences|paragraphs)\b", _PLAIN[0]),
    )
)
_ASKED = re.compile(
    r"\b(?:please|pls|from (?:now|here) on|you (?:can|may|could|should)|feel free|go ahead|switch|change|back to"
    r"|i prefer"
    r"|i want|i would like|i would prefer|use|write|answer|reply|keep|be|make|let us|instead)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(r"\b(?:not|never|no|without|stop|less|forget|i used to|yesterday|she|he|they)\b", re.IGNORECASE)


def contraries(text: str) -> Iterator[str]:
    """The acts (any of those joined) that what the assistant is told to do now does away with."""
    if len(text.split()) > MOST_WORDS or not _ASKED.search(text):
        return
    for pattern, over in _CONTRARY:
        found = pattern.search(text)
        if found and not _NOT_ASKED.search(text[: found.start()]):
            yield over
