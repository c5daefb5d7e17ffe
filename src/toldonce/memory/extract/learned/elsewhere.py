"""Sentences with the user in them that tell what is not so of the user now."""

from __future__ import annotations

import re

_ELSEWHERE = re.compile(
    r"^(?:and |but |so )?(?:i|we) (?:was|were|used to|had)\b.*\b(?:before (?:this|that|then|we|i)|back then|at the time"
    r"|in those days|(?:years|decades) ago|when (?:i|we) (?:was|were|had|did))\b"
    r"|\b(?:everybody|everyone|the others|half (?:of )?(?:my|our|the) \w+|most of (?:my|our|the|them|us))"
    r" (?:\w+ ){0,2}?(?:go(?:es)?|going|lea(?:ve|ves|ving)|move[sd]?|moving|left|quits?|quitting|keeps|is|are|has)\b"
    r"|\b(?:moved?|moving|relocat\w+|shift\w*) (?:its|their|his|her) \w+",
    re.IGNORECASE,
)
_SPELL = re.compile(r"(?:\w+ ){0,2}?\w+ (?:\w+ )?(?:years?|months?|weeks?|decades?) (?:at|with|in|for|of|as)\b")
_OVER = re.compile(
    r"\b(?:redundant|fired|sacked|laid off|let (?:(?:me|us) )?go|quit|resigned|retired|left|last (?:day|shift)|over)\b",
    re.IGNORECASE,
)


def tells_of_elsewhere(sentence: str, before: str) -> bool:
    """Whether it tells of what was before or of what all the others do: "we were in Ghent before this", "everybody in
    my group goes to Roche", "my choir has moved its rehearsals"; or how long it was until the end that the sentence
    ``before`` it tells: "I was made redundant. 11 years at Barclays."."""
    return _ELSEWHERE.search(sentence) is not None or bool(_SPELL.match(sentence) and _OVER.search(before))
