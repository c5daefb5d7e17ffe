"""What the rules are made of: phrases with a place for any noun, and classes of words."""

from __future__ import annotations

from toldonce.memory.temporal import MONTH_NAMES

NOT_A_THING = (
    r"(?!(?:it|that|this|these|those|he|she|they|you|your|i|we|there|what|which|who|his|her|their|how|why|when|if|the"
    r"|my|our|an?|everything|nothing|something|anything|one|some|all|no|not|so|and|but|here|such|to|myself|me|in|on|at"
    r"|for|of|with|as|someone|nobody|people|things?)\b)"
)
X = (
    rf"(?P<x>{NOT_A_THING}[\w'-]+"
    r"(?:\s(?:(?:of|and|in)\s)?(?!(?:is|are|was|i|we|that|which|who|you|it|no|not|never|do|does)\b)[\w'-]+){0,3}?)"
)
END = r"(?=\s*$|\s*[,;.]|\s(?:and|but|because|so|since|these|now|every|when|whenever|for years|at)\b)"
HOW = r"(?:(?:really|so|absolutely|just|totally|quite|rather|pretty|always|truly|still|also|utterly|very)\s)*"
IS = rf"(?:is|are|has been|have been|has become|have become|became|remains?|has always been)\s{HOW}"
PRACTICE = (
    r"(?:dentist|doctor|gp|physio|vet|hairdresser|barber|optician|therapist|physiotherapist|orthodontist|midwife|lawyer"
    r"|solicitor|accountant|counsellor|dermatologist|cardiologist|osteopath|podiatrist|chiropractor|specialist)"
)
MEETING = (
    r"(?:appointment|meeting|exam|interview|check-?up|surgery|test|presentation|lesson|session|rehearsal|viewing"
    r"|hearing"
    r"|audition|class|consultation|haircut|party|wedding|concert|parents' evening|delivery)"
)
MONTH = rf"(?:{MONTH_NAMES})"
NO_VERB = (
    r"(?!.*\b(?:is|are|was|were|am|will|would|went|had|has|have|said|told|did|does|got|made|took|came|seems?|means?"
    r"|sounds?|looks?|felt|can|could|cost|costs)\b)"
)
""" "Lunch on Friday was late": with a verb behind it a day may be past."""


def singular(word: str) -> str:
    """One of what a word names several of."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
