"""What somebody has just come to the end of: the day on which it is told is taken for its day."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import MONTH

_A = r"(?:the|my|our|an?|his|her)"
_PAPERS = r"(?:lease|contract|tenancy|papers|deeds?|mortgage|agreement)"
_TEST = r"(?:test|exam|exams|finals|viva|theory|audition|boards|bar exam|probation|a-levels|gcses|citizenship test)"
_WORK = (
    r"(?:phd|degree|thesis|dissertation|novel|book|manuscript|apprenticeship|course|training|chemo|radiotherapy"
    r"|treatment|studies|master's|masters|residency|probation|album|marathon|triathlon|half marathon|ironman)"
)
_DONE = (
    rf"(?:signed {_A} (?:\w+ )?{_PAPERS}\b|passed {_A} (?:[\w-]+ )?{_TEST}\b|(?:finished|completed|ran|defended"
    rf"|published|released|handed in|sent off|submitted) {_A} (?:first |second |last |final |own |whole )*"
    rf"(?:[\w-]+ )?{_WORK}\b"
    r"|handed in my notice|(?:got|gotten|come|came|flown|returned) back (?:home )?from (?-i:[A-Z])\w+"
    r"|(?:got|gotten|come|came) back from (?:a|two|three|four|six|\d+) (?:days?|weeks?|months?|years?) (?:in|at) "
    r"(?-i:[A-Z])\w+|had my [\w ]{3,20} (?:pierced|removed|out|fitted|taken out|diagnosed)|given birth|gave birth"
    rf"|exchanged contracts|closed on {_A} (?:house|flat|apartment|place)|won {_A} [\w ]{{3,30}}|graduated)"
)
_NO_DAY = (
    r"(?!.*\b(?:yesterday|today|tonight|last|ago|this|earlier|since|when|\w+day|in (?:(?:19|20)\d\d"
    rf"|{MONTH}))\b)"
)

RULES: tuple[Rewording, ...] = (
    (
        "just finally",
        rf"^(?:(?P<i>i|we) )?(?:have )?(?:just|finally)(?: now| this minute)? {_NO_DAY}(?P<did>{_DONE}[^,;]*)",
        lambda found: f"{found['i'] or 'I'} {_past(found['did'])} today",
    ),
)
_PAST = {"gotten": "got", "come": "came", "flown": "flew", "given": "gave"}


def _past(deed: str) -> str:
    """ "come back from Peru" -> "came back from Peru"."""
    first, _, rest = deed.partition(" ")
    return f"{_PAST.get(first.casefold(), first)} {rest}".strip()
