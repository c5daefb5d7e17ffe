"""Allergies and illnesses: clefts, labels of forms, notes without a verb, and reasons told in passing."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import CONDITIONS
from toldonce.memory.extract.paraphrases.parts import NOT_A_THING

_X = (
    rf"(?P<x>{NOT_A_THING}(?!(?:got|have|had|food|severe|bad|known|new|no|allergic|sorry)\b)[\w'-]+"
    r"(?: (?!(?:is|are|and|but|because|since|as|for|so|i|my|please|here|can|could|would|will|might"
    r"|may)\b)[\w'-]+){0,2}?)"
)
_ILL = rf"(?P<x>(?x:{CONDITIONS.pattern.removeprefix('(?ix)')}))"
_ALLERGIC = r"(?:\w+ly |very |so |really |badly )?allergic"
_ITSELF = r"(?: to (?:it|that|them|those|these))?"
_BECAUSE = r" ?,? ?(?:because |as |since |for |and )?"
_THE_DOCTOR = r"(?:(?:the|my|our) (?:doctor|gp|specialist|consultant)|they)"
_AM_ALLERGIC = r"I am allergic to \g<x>"
_NO_LONGER = r"I am no longer allergic to \g<x>"
_HAVE = r"I have \g<x>"
_OR_NOTHING = re.compile(r"(?:none|no|nil|nothing|not|n/a|unknown|yes|various|several|to)\b", re.IGNORECASE)


def _label(verb: str) -> Rewording:
    """A line of a form, "Food allergies: soy, nothing else", as a sentence with this verb."""
    cues, label = {
        "am allergic to": (
            "allergy allergies allergic",
            r"(?:(?:known|food|drug|all|medical|current|other|main|only|severe) )*allerg(?:y|ies|ic(?: to)?)",
        ),
        "was diagnosed with": (
            "history diagnosis diagnoses diagnosed conditions condition illness illnesses health",
            r"(?:medical history|diagnos[ei]s|diagnosed(?: with)?|(?:(?:pre-existing|known|chronic|medical|health"
            r"|current)"
            r" )*(?:conditions?|illness(?:es)?)|health(?: issues?| problems?)?)",
        ),
    }[verb]
    return (
        cues,
        rf"^(?:(?:my|user|patient) )?{label} ?[:=–-] (?P<x>[^:;]{{2,80}}?)(?: ,? ?(?:and )?(?:nothing else|only"
        r"|that is (?:all|it)|no others?))?$",
        lambda found: found[0] if _OR_NOTHING.match(found["x"]) else f"I {verb} {found['x']}",
    )


def _of_the_speaker(found: re.Match[str]) -> str:
    """A reason without "I am allergic" counts where the speaker is spoken of, or nobody."""
    return f"I am allergic to {found['x']}" if _OWN.match(found[0]) else found[0]


_OWN = re.compile(
    r"(?:i|we|no|off|without|please|careful|can not do|doctors? (?:have |has )?(?:warned|told) me|[^;]*\bi (?:am"
    r"|have))\b",
    re.IGNORECASE,
)


RULES: tuple[Rewording, ...] = (
    _label("am allergic to"),
    (
        "passed vanished disappeared ceased subsided packed",
        r"^(?:the|my) (?:\w+ )?(?:allergy|intolerance) (?:to|against) (?P<x>[\w -]{2,40}?) (?:has |have )?(?:now"
        r" |since |just )*"
        r"(?:packed it in|packed its bags|passed|vanished|disappeared|ceased|subsided)(?: away| off)?$",
        r"I am no longer allergic to \g<x>",
    ),
    (
        "packed subsided ceased",
        r"^(?:the|my) (?P<x>[\w-]+(?: [\w-]+)?) (?:allergy|intolerance) (?:has |have )?(?:now |finally |just )*"
        r"(?:packed it in|packed its bags|ceased|subsided)$",
        r"I am no longer allergic to \g<x>",
    ),
    _label("was diagnosed with"),
    (
        "allergic",
        rf"^(?:what|the (?:one |only |main )?thing(?: that)?) i am {_ALLERGIC} to (?:is|are) (?=\w)",
        "I am allergic to ",
    ),
    ("allergic", rf"^(?:it|that) is {_X} (?:that )?i am {_ALLERGIC} to$", _AM_ALLERGIC),
    (
        "allergic",
        rf"^(?:[^;]{{2,60}} (?:said|was|is|showed|:) )?{_X} ?[:,–-] (?:that|this|it) is what i am {_ALLERGIC} to$",
        _AM_ALLERGIC,
    ),
    ("allergies", r"^(?:among|one of|first among) my (?:\w+ )?allergies (?:is|are) (?=\w)", "I am allergic to "),
    ("anaphylactic", r"^i (?:am|go|become) anaphylactic (?:to|from|with) (?=\w)", "I am allergic to "),
    (
        "allergic",
        r"^i am (?:one of (?:those|the) \w*(?: ?people)?|someone|somebody|a person|the (?:kind|sort) of person)"
        rf" (?:who|that) (?:is|are) {_ALLERGIC} to (?=\w)",
        "I am allergic to ",
    ),
    (
        "hospital",
        rf"^{_X} (?:sends?|puts?|lands?) me (?:straight |right )?(?:to|in|into) (?:the )?(?:hospital|a&e|emergency"
        rf" room)$",
        _AM_ALLERGIC,
    ),
    (
        "allergic",
        rf"^(?:[^:;]{{2,40}} ?: )?{_X} (?:can|could|would|will|might) (?:\w+ )?(?:kill me|put me in hospital){_BECAUSE}"
        rf"i am {_ALLERGIC}{_ITSELF}$",
        _AM_ALLERGIC,
    ),
    (
        "allergic",
        r"^(?:please |i (?:have to|must|need to|should) |[^;,]{2,40} )?(?:with|without|avoid|leave out(?: the)?"
        r"|skip(?: the)?|hold the|watch out for|look out for|stay away from|keep away from|steer clear of)"
        rf" {_X}(?: (?:is|are) out| please)?{_BECAUSE}i am {_ALLERGIC}{_ITSELF}$",
        _AM_ALLERGIC,
    ),
    (
        "allergy",
        rf"^(?:severe |bad |mild |serious |massive |huge )*{_X} allergy(?: here| over here)?(?: , (?:so|please"
        rf"|hence)\b.*)?$",
        _AM_ALLERGIC,
    ),
    ("allergic", rf"^i am {_ALLERGIC} , (?:mainly |mostly |especially )?to (?=\w)", "I am allergic to "),
    ("allergic", rf"^i am {_ALLERGIC} , (?:mainly |mostly )?{_X} (?:mainly|mostly|above all)$", _AM_ALLERGIC),
    ("allergy", r"^i (?:have|have got|suffer from) an? (?:\w+ )?allergy , to (?=\w)", "I am allergic to "),
    (
        "react bring brings",
        rf"^(?:i react to {_X} with|{_X.replace('<x>', '<y>')} brings? me out in)"
        r" (?:hives|an? (?:\w+ )?rash|spots|swelling|wheezing|welts)\b.*$",
        lambda found: f"I am allergic to {found['x'] or found['y']}",
    ),
    (
        "allergy",
        rf"^(?:my (?:one|only|main|worst|single|biggest)|the (?:only|one|main|single)) allergy(?: (?:that )?i have)?"
        rf" is {_X}$",
        _AM_ALLERGIC,
    ),
    (
        "allergy",
        rf"^i have (?:just |only )?(?:one|a single) allergy ?[,:]? (?:which is|namely|and (?:that|it) is|to) (?:to"
        rf" )?{_X}$",
        _AM_ALLERGIC,
    ),
    ("allergy", r"^my allergy \( ?(?P<x>[\w' -]{2,30}?) ?\)", _AM_ALLERGIC),
    (
        "allergy",
        rf"^(?:i have (?:had |got )?)?(?:an? )?(?:\w+ )?allergy (?:to|of|against) {_X}"
        r"(?:$| (?:for as long as|since|all my life|from birth|as long as)\b.*$)",
        _AM_ALLERGIC,
    ),
    (
        "allergy allergic",
        r"^(?:[^;,]{0,40} )?(?:with|without|avoid|off|from|near|no|allowed|eat|have|touch|do|any|of)"
        rf" {_X}(?: in (?:it|them|anything|my food))?(?: please| at all)? ?,? ?(?:(?:because|as|since|for|and) )?"
        rf"(?:(?:because of|due to|owing to|on account of|thanks to) (?:(?:an?|my|the) )?(?:\w+ )?allergy|i have an"
        rf" allergy"
        rf"|i am {_ALLERGIC}{_ITSELF}|it is an allergy(?: thing)?|allergy|allergic)$",
        _of_the_speaker,
    ),
    (
        "allergic",
        rf"^(?:[^;]{{0,50}} )?(?:has|have|had|contains?|contained|is|was|are|were) (?:some )?{_X}(?: in (?:it|them"
        rf"|there"
        rf"|the \w+))? ?,? (?:and|but|which|so) i am {_ALLERGIC}{_ITSELF}(?: to)?$",
        _AM_ALLERGIC,
    ),
    (
        "bite sip whiff taste",
        rf"^(?:one|a single|just one) (?:bite|sip|whiff|taste) of {_X} and .*\b(?:allergy|hives|throat|hospital"
        rf"|swell)\b.*$",
        _AM_ALLERGIC,
    ),
    ("epipen allergic allergy", rf"^{_X} ?(?:=|means) (?:an )?(?:epipen|allerg\w+)\b.*$", _AM_ALLERGIC),
    ("swell", rf"^i swell up (?:like an? [\w ]+? )?(?:from|with|because of) {_X}$", _AM_ALLERGIC),
    (
        "body",
        rf"^my body (?:hates|rejects|can not handle) {_X} ?,? ?(?:and |because )?i am {_ALLERGIC}{_ITSELF}$",
        _AM_ALLERGIC,
    ),
    # illnesses
    ("here", rf"^{_ILL} (?:girl|boy|guy|mum|mom|dad|gang|warrior|person|sufferer)(?: over)? here$", _HAVE),
    ("flare flare-up", rf"^(?:my )?{_ILL} (?:is )?flar(?:e|ing)[ -]?(?:up)?\b.*$", _HAVE),
    ("sufferer victim martyr", rf"^i am an? (?:sufferer from|sufferer of|victim of|martyr to) {_ILL}$", _HAVE),
    (
        "treats treating",
        rf"^my (?:physician|doctor|gp|specialist|consultant) (?:treats|is treating) me for {_ILL}\b",
        _HAVE,
    ),
    (
        "condition illness disease",
        rf"^i have an? (?:\w+ )?(?:condition|illness|disease) ?,? ?(?:namely|called|known as|:)? ?{_ILL}\b",
        _HAVE,
    ),
    (
        "call calls told found showed turned turns say says",
        rf"^(?:(?:the|my) (?:doctors?|gp|tests?|results?)|they|it) (?:calls? it|(?:have |has )?(?:told me|say|says"
        rf"|said)(?: that)?"
        rf" it is|found|showed|shows|turned out to be|turns out to be) {_ILL}$",
        r"I was diagnosed with \g<x>",
    ),
    ("because thanks due", rf"^[^;]{{3,50}} (?:because of|thanks to|due to|on account of) my {_ILL}$", _HAVE),
    ("thanks", rf"^thanks to my {_ILL} ,? ?(?=(?:i|we|my)\b)", r"I have \g<x> ; "),
    ("means makes", rf"^(?:my )?{_ILL} (?:means|makes)(?: that)? (?=(?:i|it|my)\b)", r"I have \g<x> ; "),
    (
        "living suffering dealing coping struggling",
        rf"^(?:living|suffering|dealing|coping|struggling) (?:with|from) {_ILL}",
        _HAVE,
    ),
    ("patient sufferer", rf"^(?:i am an? )?{_ILL} (?:patient|sufferer)(?: here)?$", _HAVE),
    (
        "because due account given",
        rf"^(?:because of|due to|on account of|given) my {_ILL} ,? ?(?=(?:i|we|my)\b)",
        r"I have \g<x> ; ",
    ),
    (
        "confirmed diagnosed found",
        rf"^{_THE_DOCTOR} (?:has |have )?(?:now |finally )?(?:confirmed|diagnosed|found) (?:that it is )?{_ILL}$",
        r"I was diagnosed with \g<x>",
    ),
    ("doctor gp", rf"^it is {_ILL} , (?:{_THE_DOCTOR} (?:said|says)|(?:said|says) {_THE_DOCTOR})$", _HAVE),
    # over
    (
        "allergy",
        rf"^i (?:do not|no longer) have (?:the|my|that|an?) {_X} allergy\b(?: any ?more| any longer| now)*",
        _NO_LONGER,
    ),
    (
        "allergic",
        rf"^i (?:have )?(?:ceased|stopped) (?:to be|being) {_ALLERGIC} to (?=\w)",
        "I am no longer allergic to ",
    ),
    (
        "allergy",
        rf"^(?:[^;]{{3,40}} , )?{_X} (?:is|are) (?:fine|ok|okay|safe|no problem|harmless) (?:for me )?(?:now|again) ,"
        r" (?:so )?no (?:more )?allergy(?: any ?more)?$",
        _NO_LONGER,
    ),
    (
        "allergy",
        rf"^my allergy to {_X} (?:belongs to the past|is (?:a thing of the past|history|behind me|no more))$",
        _NO_LONGER,
    ),
    (
        "test tests doctor results",
        rf"^(?:the|my) (?:tests?|doctor|results?) (?:says?|shows?|showed|said)(?: that)? i am (?:now )?(?:fine|ok|okay"
        rf"|safe) (?:with|around) {_X}(?: now| again)?$",
        _NO_LONGER,
    ),
    ("body", rf"^my body (?:now )?(?:tolerates|accepts|handles|copes with) {_X} (?:now|again|fine)\b.*$", _NO_LONGER),
)
