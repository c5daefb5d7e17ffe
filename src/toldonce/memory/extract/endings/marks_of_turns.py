"""Marks of how it turned out: what a test has ruled out, what somebody has come to feel about a thing or to leave."""

from __future__ import annotations

from toldonce.memory.extract.endings.marks import END, HOW, Mark, X, mark

_HAS = rf"(?:\s?(?:has|have|is|are|was|were|had|been|'s))* {HOW}"
_FIRST = rf"^(?:(?:so|and|but|well|oh|as for) ,? ?)?(?:(?:the|my|that|this|those|all) )*{X}"
"""A thing with which the sentence begins."""
_AT = r"(?:^|[,;:–—] |\b(?:the|my|that|this|say|says|said|and|so|but|because|since|now) )"
"""Where a thing begins that its predicate follows."""
_WHOSE = r"(?:(?:the|my|that|this|those) )?"
_LATELY = (
    r"(?:any ?more|any longer|now|nowadays|these days|at all|(?:like|the way) (?:it|they)"
    r" (?:did|used to))"
)
_FOR_ME = r"(?: for (?:me|us))?"
_DISCARDED = (
    r"(?:ruled out|withdrawn|deleted|erased|struck off|removed|scrapped|taken back|written off|dropped|retracted"
    r"|not confirmed|(?:an? |all |just )*(?:error|mistake|mix-up|false positive|false alarm|misdiagnosis))"
)

MARKS: tuple[Mark, ...] = (
    # what a test or a doctor has ruled out
    mark(
        "allergy condition",
        "allergy allergic diagnosis label intolerance",
        rf"\b{_WHOSE}{X} (?:allergy|diagnosis|label|intolerance)(?: on (?:my|the) \w+| of mine)?{_HAS}{_DISCARDED}\b",
        own=False,
    ),
    mark(
        "allergy condition",
        "withdrew withdrawn scrapped deleted removed retracted erased dropped",
        rf"\b(?:withdrew|withdrawn|scrapped|deleted|removed|retracted|erased|dropped) {_WHOSE}{X} (?:allergy|diagnosis"
        r"|label|intolerance)\b",
        own=False,
    ),
    mark(
        "allergy",
        "came come back clear clean negative",
        rf"{_AT}{X} (?:(?:has|have|had) )?(?:come|came|comes|turned out|turned up) (?:back |up |out )?(?:all )?"
        r"(?:clear|clean|negative)\b",
        own=False,
    ),
    mark(
        "allergy disliking",
        "effect trouble bother bothers grief",
        rf"{_FIRST}{_HAS}(?:has|have|gives?|do|does|is|are|cause|causes) (?:me |us )?(?:no|not any|none) (?:effect"
        rf"|trouble|bother|grief|reaction)(?: on me| to me| for me)?(?= {_LATELY})",
        own=False,
    ),
    mark("allergy", "effect", rf"{_AT}{X} (?:has|have) no (?:more )?effect on me\b", own=False),
    mark("allergy condition", "resolved cleared gone", rf"^{X} ?: ?(?:resolved|cleared|gone|ruled out)\b", own=False),
    mark(
        "condition",
        "got have",
        rf"\bi (?:have not got|do not have|have not|no longer have|have no) {_WHOSE}{X}(?= (?:any ?more|any longer)\b)",
    ),
    mark(
        "condition",
        "mended healed knitted lifted resolved cleared dissolved",
        rf"{_AT}{X}{_HAS}(?:\w+ly )?(?:mended|healed|knitted(?: together)?|lifted|resolved|cleared up|dissolved){END}",
        own=False,
    ),
    mark(
        "condition",
        "parted packed left",
        rf"\bmy {X} (?:and i (?:have )?parted company|(?:has |have )?packed up and (?:left|gone)|(?:has |have )?left me"
        r"(?! with))\b",
    ),
    # what is not liked any more
    mark("liking", "lost", rf"{_FIRST} (?:has|have) {HOW}lost me{END}", own=False),
    mark(
        "liking",
        "stopped being",
        rf"{_AT}{X} (?:has |have )?{HOW}stopped being (?:\w+ )?(?:fun|a joy|a pleasure|enjoyable|a treat|exciting)\b",
        own=False,
    ),
    mark("liking", "lost", rf"\blost (?:all|any|every|my|the) (?:\w+ )?(?:taste|liking|appetite|love|interest"
         rf"|enthusiasm|passion) (?:for|in) {X}{END}"),
    mark("liking", "went gone", rf"\bi (?:have )?{HOW}(?:went|gone) (?:right |\w+ly |clean )?off {X}{END}"),
    mark("liking", "burnt burned", rf"\b(?:burnt|burned) out on {X}{END}"),
    mark(
        "liking",
        "used",
        rf"{_FIRST} used to (?:be (?:my|the|our) (?:idea of \w+|happy place|comfort|joy|treat|escape)|please me"
        r"|delight me|make my (?:day|week))\b(?=.* (?:now|these days|nowadays|but)\b)",
        own=False,
    ),
    mark("liking", "less", rf"\bthe less {X} (?:does for|appeals to|interests|means to|speaks to) me\b"),
    # what is not disliked any more
    mark("disliking", "won", rf"{_FIRST} (?:has|have) {HOW}won me (?:a?round|over)\b", own=False),
    mark("disliking", "grew grown", rf"\bit (?:has |have )?(?:grew|grown) on me ,? {X}(?=\s*$|\s?,)", own=False),
    mark(
        "disliking",
        "minding hating dreading",
        rf"\bi (?:have )?{HOW}(?:stopped|quit|given up) (?:minding|hating|dreading|loathing) {X}{END}",
    ),
    mark(
        "disliking",
        "aversion dislike hatred fear horror dread loathing",
        rf"\bi (?:am|have|got|have got) {HOW}(?:over|past|beyond|got over|conquered|lost) my (?:aversion|dislike|hatred"
        rf"|fear|horror|dread|loathing|phobia) (?:to|of|for|towards?|about) {X}{END}",
    ),
    mark(
        "disliking",
        "feelings views opinion mellowed softened",
        rf"\bmy (?:feelings|views?|opinions?|stance) (?:on|about|of|towards?) {X} (?:has|have) {HOW}(?:mellowed"
        rf"|softened|changed|thawed|improved)\b|\bi have {HOW}(?:softened|mellowed) (?:on|to|towards?|about)"
        rf" {X.replace('?P<x>', '?P<y>')}{END}",
    ),
    mark("disliking", "quarrel", rf"\bno quarrel (?:{_LATELY} )?(?:between me and|with) {X}{END}", own=False),
    mark(
        "disliking",
        "annoy revolt repel disgust scare irritate faze frighten bore horrify annoys",
        rf"{_AT}{X} (?:(?:does|do) not|no longer) (?:annoy|revolt|repel|disgust|scare|irritate|faze|frighten|bore"
        rf"|horrify)s? me(?= {_LATELY})",
        own=False,
    ),
    # what is not done any more
    mark("doing", "bowed wound resigned", rf"\bi (?:have )?{HOW}(?:bowed out of|wound down|resigned from (?!my|the"
         rf" board|work)|hung up my) {X}{END}"),
    mark("doing", "forbidden forbade banned barred", rf"\b(?:forbidden|forbade|banned|barred) me (?:from )?(?:doing"
         rf" |playing |going )?{X}(?=\s?,|\s*$| for (?:good|ever))(?!.* (?:for a|until|till|this)\b)"),
    mark("doing", "turkey run weaned", rf"\b(?:cold turkey on|ended my (?:run|streak) of|weaned myself off) {X}{END}"),
    mark("doing", "no", rf"\b(?:so|and) no (?:more )?{X}(?= {_LATELY}|{_FOR_ME} {_LATELY})"),
    mark("doing", "retired", rf"^(?:i (?:have )?)?{HOW}retired from (?!work\b|my\b|teaching\b|nursing\b){X}{END}",
         own=False),
)  # fmt: skip
