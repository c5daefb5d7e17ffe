"""Languages, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.paraphrases.parts import IS

_LANGUAGE = "|".join(sorted((re.escape(name) for name in LANGUAGES), key=len, reverse=True))

RULES: tuple[Rewording, ...] = (
    (
        "my",
        rf"^my (?P<x>{_LANGUAGE}) {IS}(?=(?:rusty|good|decent|fluent|ok|okay|fine|excellent|not bad|better|basic|poor"
        r"|terrible|bad|broken|passable|native|improving|getting)\b).*$",
        r"I speak \g<x>",
    ),
    (
        "speaker",
        rf"^(?:i am|as) an? (?:native |fluent |near-native )?(?:(?P<x>{_LANGUAGE}) speaker|speaker of"
        rf" (?P<y>{_LANGUAGE}))\b",
        lambda found: f"I speak {found['x'] or found['y']} ;",
    ),
    (
        "get hold manage converse",
        rf"^i (?:can )?(?:get by|hold (?:a conversation|my own)|manage|converse) in (?P<x>{_LANGUAGE})\b",
        r"I speak \g<x>",
    ),
    (
        "course lessons classes class",
        rf"^i (?:am|have been) (?:currently |now )?(?:taking|doing|having)(?: an?)? (?P<x>{_LANGUAGE}) (?:course"
        rf"|lessons|classes|class)\b",
        r"I am learning \g<x>",
    ),
    (
        "trying",
        rf"^i am (?:currently |now )?(?:trying|attempting) to learn (?P<x>{_LANGUAGE})\b",
        r"I am learning \g<x>",
    ),
    ("besides apart addition", r"^(?:besides|apart from|in addition to|as well as) \w+ ,? ?(?=i\b)", ""),
    ("speaker", rf"^(?:native |fluent )?(?P<x>{_LANGUAGE}) speaker here$", r"I speak \g<x>"),
    (
        "conversant",
        rf"^i am (?:fairly |quite |fully )?conversant (?:in|with) (?P<x>{_LANGUAGE})\b",
        r"I speak \g<x>",
    ),
    (
        "problem trouble fine easy",
        rf"^(?P<x>{_LANGUAGE}) is (?:no (?:problem|trouble)|fine|easy)(?: for me)? ?,? (?:because |as |since )?i"
        rf" (?:can )?"
        r"(?:speak|understand|know|read) it\b.*$",
        r"I speak \g<x>",
    ),
    (
        "some little good decent basic fluent bit",
        rf"^i have (?:some|a little|good|decent|basic|fluent|a bit of) (?P<x>{_LANGUAGE})$",
        r"I speak \g<x>",
    ),
    ("master home", rf"^i am (?:a )?(?:master of|at home in) (?P<x>{_LANGUAGE})\b", r"I speak \g<x>"),
    (
        "write read understand chat work",
        rf"^i (?:can|am able to) (?:write|read|understand|chat|work)(?: and \w+)?(?: in)? (?P<x>{_LANGUAGE})\b",
        r"I speak \g<x>",
    ),
    (
        "language languages",
        rf"^(?:(?:spoken|known|my|foreign) )*languages?(?: spoken| known)? ?[:=–-] (?P<x>(?:{_LANGUAGE})\b[^:;]*)$",
        r"I speak \g<x>",
    ),
    (
        "which",
        rf"^.*\b(?P<x>{_LANGUAGE}) ,? which i (?:can |do |also )?(?:speak|know|understand)\b.*$",
        r"I speak \g<x>",
    ),
    ("level", rf"^i have (?P<x>{_LANGUAGE}) at (?:a |an )?[\w+-]+ level$", r"I speak \g<x>"),
    ("home", rf"^at home (?:we|i) (?:speak|talk) (?P<x>{_LANGUAGE})\b", r"I speak \g<x>"),
    ("picked", rf"^i (?:have )?picked up (?:some |a bit of )?(?P<x>{_LANGUAGE})\b.*$", r"I speak \g<x>"),
    ("bilingual", rf"^i (?:was raised|grew up|am) bilingual ?,? (?:in )?(?=(?:{_LANGUAGE})\b)", "I speak "),
)
