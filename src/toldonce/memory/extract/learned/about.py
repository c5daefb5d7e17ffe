"""Of whom and of when a sentence tells: "Dev got made redundant. 11 years at Barclays." tells of Dev."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.people import ADJECTIVE, NOT_NAMES, RELATION

_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|mine|we|we're|we've|our|ours|us)\b", re.IGNORECASE)
_LEAD = r"(?:(?:and|so|but|oh|ok|okay|well|also|btw|anyway|meanwhile|yesterday|today)\b[\s,]*)*"
_OF_ANOTHER = re.compile(
    rf"{_LEAD}(?:(?:my|our)\s(?i:{ADJECTIVE}{RELATION})\b(?! and (?:i|me)\b)|(?:he|she|they)\b"
    r"|(?!I\b)(?P<name>(?-i:[A-ZÀ-ÖØ-Þ])[a-zß-ÿ'-]+)(?:'s)?\s(?:has|had|is|was|got|gets|just|now|works|worked|lives|lost"
    r"|left|quit|moved|started|likes|loves|hates|took|went|will|can|does|did|finally|also)\b)",
    re.IGNORECASE,
)
_SPELL = re.compile(r"(?:\w+ ){0,2}?(?:\d+|\w+) (?:\w+ )?(?:years?|months?|weeks?|decades?) (?:at|with|in|for|of|as)\b")
_OVER = re.compile(
    r"\b(?:redundant|fired|sacked|laid off|let (?:(?:me|us) )?go|quit|resigned|retired|left|last (?:day|shift)|over)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:and |but |so )?(?:i|we) (?:(?:was|were) (?:in|at|with|an?|living|working|based|employed)|used to|had)\b"
    r".*\b(?:before (?:this|that|then|we|i)|back then|at the time"
    r"|in those days|(?:years|decades) ago|when (?:i|we) (?:was|were|had|did))\b"
    r"|\b(?:everybody|everyone|the others|half (?:of )?(?:my|our|the) \w+|most of (?:my|our|the|them|us))"
    r" (?:\w+ ){0,2}?(?:go(?:es)?|going|lea(?:ve|ves|ving)|move[sd]?|moving|left|quits?|quitting|keeps|is|are|has)\b"
    r"|\bmy (?:\w+ )?\w+ (?:always |still )?calls me\b"
    r"|^(?:mother|father|mum|mom|dad|gran(?:dma|ny)?|grandad|grandpa|nan|auntie?|uncle)(?:'s|\s(?:is|has|was|lives|works"
    r"|moved|got))\b"
    r"|^(?:i|we) (?:start|begin|join|move) (?=.*\b(?:on (?:the|\w+day)|in|from|next|tomorrow|as of)\b)"
    r"|^being an? [^,;]{3,40}, (?:he|she|they)\b"
    r"|\b(?:moved?|moving|relocat\w+|shift\w*) (?:its|their|his|her) \w+"
    r"|^(?:i |we )?(?:have |just )*(?:landed|touched down|checked in|flew|flown|flying)"
    r" (?:in|to|at|into|down to|over to)\b(?!.*\b(?:stay|stayed|staying|for good|settled|home|live|living)\b)"
    r"|\b(?:fix|fixed|repair|repaired|sell|sold|service|serviced|test|tested|review|reviewed)"
    r" (?:an?|another|two|three)\b",
    re.IGNORECASE,
)


def goes_on(sentence: str, before: str) -> bool:
    """Whether a sentence that names nobody of its own goes on about the somebody else of the one ``before`` it, or says
    how long it was until what was told there as over."""
    if not before or _OWN.search(sentence):
        return False
    if _SPELL.match(sentence) and _OVER.search(before):
        return True
    found = _OF_ANOTHER.match(before)
    return found is not None and (found["name"] is None or found["name"].casefold() not in NOT_NAMES)


def tells_of_elsewhere(sentence: str) -> bool:
    """Whether a sentence with the user in it tells of another time, of others, or of what is not the user's.

    Of what was before ("we were in Ghent before this") or is to come ("I start with them on the 9th"), of what all the
    others do ("everybody in my group goes to Roche", "my choir has moved its rehearsals to Ghent"), of a journey, or of
    what somebody mends or sells ("I fixed a Pixel at work").
    """
    return _ELSEWHERE.search(sentence) is not None
