"""Which languages somebody speaks, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import BE, HAVE, LANGUAGE, STOP, I
from toldonce.memory.extract.english.cued import Rewording

_TONGUE = (
    r"(?:mother tongue|native (?:language|tongue)|first language|second language|third language|home language"
    r"|family language|other language|main language|strongest language|best language)"
)
_SPEAK = (
    r"(?:speak|talk|chat|converse|communicate|understand and speak|read and write|speak and write|speak "
    r"and read|hold (?:a |my own in a )?(?:basic |decent )?conversation|express myself|make myself "
    r"understood|get by|get around|manage|read, write and speak|read|follow a conversation|find my way"
    r"|joke|swear|dream|think|argue|teach)"
)


def _speaks(found: re.Match[str]) -> str:
    return f"I speak {found['x']}"


RULES: tuple[Rewording, ...] = (
    # languages
    (
        "tongue language",
        rf"^{LANGUAGE} (?:is|was) (?:also )?(?:my|our|the) {_TONGUE}(?: (?:of|in) (?:my|our) (?:family|home|house))?\b",
        _speaks,
    ),
    ("tongue language", rf"^(?:my|our) {_TONGUE}(?: at home)? (?:is|was|:) {LANGUAGE}\b", _speaks),
    (
        "tongue language languages",
        r"^(?:one|another|the other|a|my|the|among the|another of the|one of the|one of my) (?:second "
        r"|third |other )?(?:languages?|tongues?)(?: (?:that |which )?(?:i|we) (?:can |also |know how to "
        r")*(?:speak|know|use|master|understand|speak at home|am fluent in|grew up with|learned))? (?:is"
        rf"|are|include) {LANGUAGE}\b",
        _speaks,
    ),
    (
        "language languages",
        rf"^{LANGUAGE} is (?:one of (?:the|my) |a |another |the )?(?:languages?|tongues?) (?:that |which "
        r")?(?:i|we) (?:can |also |know how to )*(?:speak|know|use|master|understand|grew up with|talk"
        r"|am fluent in|learned|use)\b",
        _speaks,
    ),
    (
        "speak talk chat converse communicate understand read hold express make get manage follow find joke swear dream"
        " think argue teach use",
        r"^(?:i|we) (?:(?:can|could|am able to|know how to|do|also|even|still|really|mostly|usually"
        r"|happen to|manage to|learned to|learnt to|have learned to|like to|often|always|can also"
        rf"|only)\s)*{_SPEAK} (?:(?:in|with|a bit of|a little|some|good|decent|fluent|passable|perfect"
        rf"|basic|rusty|pretty good|a fair bit of|enough|both)\s)*{LANGUAGE}\b",
        lambda found: _speaks(found) if not re.search(r"\bcould\b", found[0]) else found[0],
    ),
    (
        "use switch fall lapse default address write",
        rf"^(?:i|we) (?:use|speak|switch to|fall back on|default to|write|talk) {LANGUAGE} (?:with|at"
        r"|among|to|in|on|for|when) (?:my |our |the )?\w+",
        _speaks,
    ),
    (
        "raised brought grew reared born taught",
        r"^(?:i|we) (?:was |were |am |have been )?(?:raised|brought up|grew up|reared|educated|schooled"
        r"|growing up)(?: bilingually| bilingual| at home)? (?:speaking |with |in |on |hearing and "
        rf"speaking )(?:both )?{LANGUAGE}\b",
        _speaks,
    ),
    (
        "learned learnt taught picked mastered acquired studied know taken",
        rf"^(?:i|we) {HAVE}(?:learned|learnt|taught myself|picked up|mastered|acquired|know|taught myself "
        r"to speak|learned to speak|learned how to speak|taught myself some|become fluent in|became "
        r"fluent in)(?: (?:some|a bit of|a little|my|enough|good|basic|how to speak|both))* "
        rf"{LANGUAGE}\b(?! (?:teacher|food|cuisine|history|song))",
        lambda found: _speaks(found) if not re.search(r"never|\bnot\b", found[0]) else found[0],
    ),
    (
        "command knowledge grasp fluency proficiency mastery level skills basics words certificate degree",
        r"^(?:i|we) (?:have|possess|have got)(?: an?| some| the)? ?(?:\w+ )*(?:command|knowledge|grasp"
        r"|fluency|proficiency|mastery|level|skills|understanding|basics|degree|certificate) (?:of"
        rf"|in) {LANGUAGE}\b",
        _speaks,
    ),
    (
        "versed fluent fluently comfortable proficient native conversational bilingual good okay decent "
        "confident speaker at"
        " home fine",
        rf"^(?:i|we) {BE}(?:\w+ )*?(?:fluent|comfortable|proficient|native|conversational|bilingual|good"
        r"|okay|ok|decent|confident|at home|at ease|fine|competent|literate|eloquent|versed"
        r"|trilingual)(?: speaking| talking| chatting| enough)? (?:in|at|with|speaking|and speak) "
        rf"(?:both )?{LANGUAGE}\b",
        lambda found: _speaks(found) if not re.search(r"\bnot\b|\bnever\b", found[0]) else found[0],
    ),
    (
        "speaker speakers",
        rf"^(?:i|we) am (?:an? )?(?:\w+ )*?{LANGUAGE}[- ]?(?:speaker|speaking|native speaker)\b",
        _speaks,
    ),
    (
        "my our",
        rf"^(?:my|our) (?:spoken |written )?{LANGUAGE} (?:is|was|has become|has got|has gotten|got|gets"
        r"|comes|skills are|sounds|remains|could be|needs|goes)\b(?! (?:teacher|class|lesson|course"
        r"|friend|wife))",
        _speaks,
    ),
    (
        "comes runs flows natural second easily",
        rf"^{LANGUAGE} (?:comes? (?:naturally|easily|natural)(?: to me)?|is (?:second nature|no problem"
        r"|easy|natural) (?:to|for) me|rolls off my tongue|is what (?:i|we) (?:speak|talk|use)(?: at home"
        r"| with .*)?|is spoken (?:at|in) (?:my|our) (?:home|house|family)|is (?:my|our) (?:language"
        r"|everyday language))",
        _speaks,
    ),
    ("speaking", rf"^{I} am (?:an? )?{LANGUAGE}[- ]speaking", _speaks),
    ("have", rf"^{I} have {LANGUAGE} as (?:my|an?|our) (?:\w+ )?(?:tongue|language)", _speaks),
    (
        "fluent native conversational",
        rf"^(?:\w+ )?(?:fluent|native|conversational|bilingual)(?: speaker)? (?:in|of)? ?{LANGUAGE}(?: "
        rf"speaker)?(?: here)?{STOP}",
        _speaks,
    ),
    (
        "besides apart addition aside",
        r"^(?:besides|apart from|in addition to|aside from|next to|other than|as well as) [\w ]+? ,? ?i "
        rf"(?:also )?(?:speak|know|have) {LANGUAGE}\b",
        _speaks,
    ),
)
