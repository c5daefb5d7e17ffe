"""What the words of a turn show at a glance, read once when it is stored.

The patterns are English and deliberately general; a turn in another language simply carries no cue. A change of them
takes effect for what is stored from then on.
"""

from __future__ import annotations

import re

from toldonce.ports import Cue

_NOT_AN_ORDER = r"(?!mind\b|been\b|had\b|have\b|was\b|were\b|thought\b|knew\b|a\b|the\b|good\b|great\b|so\b|here\b)"
_INSTRUCTION = (
    rf"(?:^|[.!?;:\n][^\S\n]*|\bplease,?\s+)(?:always|never)\s+{_NOT_AN_ORDER}[a-z]+",
    r"\b(?:from now on|from here on|from this point on|going forward)\b",
    r"\bin (?:the )?future,? (?:please|always|never|do|don't|use|give|when)\b",
    r"\b(?:when(?:ever)?|if|every time|each time|any ?time) i (?:ask|request|mention|say|talk|write|send|tell you)\b",
    r"\b(?:please|always|you (?:should|must)) (?:make sure|be sure|remember|keep in mind|ensure)\b",
    r"\bi(?:'d| would)? (?:want|like|need|expect) you to (?:always|never)\b",
    r"\b(?:do not|don't|dont) ever\b",
    r"\b(?:keep|bear) in mind that i\b|\bremember that i\b|\b(?:please )?call me [A-Z]",
)
_PREFERENCE = (
    r"\bi(?:'d| would)?(?: (?:\w+ly|do|also|still|much|always|just))? prefer\b",
    r"\bi(?:'d| would)(?: \w+)? rather\b",
    r"\bmy (?:\w+ )?(?:preference|favou?rite)",
    r"\bi(?:'ve| have)? (?:\w+ly )?(?:decided|chosen|chose|opted|committed|switched) (?:to|on|for|against|not|that)\b",
    r"\bi (?:\w+ly )?(?:try to |tend to |want to )?avoid\b",
    r"\bi(?:'m| am) (?:allergic|intolerant|an? veg\w+|vegan|vegetarian|not a fan|a (?:big |huge )?fan)\b",
    r"\bi (?:can't stand|cannot stand|dislike|hate|don't like|do not like|don't want)\b",
    r"\bi never (?:eat|drink|use|buy|take)\b",
    r"\bi(?: really| always| usually)? (?:like|love) (?:it |my |to )(?:when|better|more)\b",
    r"\bi usually\b",
)
_CHANGE = (
    r"\b(?:updat(?:e[ds]?|ing)|chang(?:ed|es)|reschedul\w*|moved (?:to|from|up|back|it)|postponed|pushed (?:back|to)"
    r"|extend(?:ed|ing)|shortened|increased|decreased|reduced|raised|lowered|improved|dropped|grown|grew|risen"
    r"|switched (?:to|from)|replaced|revised|adjust(?:ed)?|no longer|not any ?more|instead of|recently|as of|actually"
    r"|now (?:at|have|has|is|i|we|it|on|only)|reached|bumped|cancel+ed)\b",
)
_TIME = (
    r"\b(?:yesterday|today|tonight|tomorrow|(?:last|next|this) (?:night|week|weekend|month|morning|year|summer|spring"
    r"|fall|autumn|winter|mon|tue|wed|thu|fri|sat|sun)\w*|\w+ (?:days?|weeks?|months?|years?) ago"
    r"|(?:a )?(?:few|couple) (?:of )?(?:days|weeks|months|years)|jan(?:uary)?|feb(?:ruary)?|march|april|june|july"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\d{4}|\d{1,2}(?:st|nd|rd|th)|\d{1,2}[/:]\d{2}|since)\b",
)
_NUMBER = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|twice|once|couple|hundred|thousand)\b",
)


_SENTENCE_END = re.compile(r"(?<![.!?。！？؟;])[.!?。！？؟;]++(?=\s|$|[\"'”’)])|\n+")


def _only_asks(content: str) -> bool:
    """Whether every sentence ends with a question mark: such a turn tells nothing."""
    ends = _SENTENCE_END.findall(content.strip())
    asked = [end for end in ends if not end.isspace()]
    return bool(asked) and content.rstrip().endswith(asked[-1]) and all(set(end) & set("?？؟") for end in asked)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.MULTILINE)


_ANYBODY: dict[Cue, re.Pattern[str]] = {"time": _compiled(_TIME), "number": _compiled(_NUMBER)}
_USER_ONLY: dict[Cue, re.Pattern[str]] = {
    "instruction": _compiled(_INSTRUCTION),
    "preference": _compiled(_PREFERENCE),
    "change": _compiled(_CHANGE),
}


def cues_of(role: str, content: str) -> frozenset[Cue]:
    """The cues of a turn. Only a user lays anything down or tells of a change in the user's life."""
    plain = content.replace("’", "'")
    patterns = _ANYBODY | _USER_ONLY if role == "user" else _ANYBODY
    found: set[Cue] = {cue for cue, pattern in patterns.items() if pattern.search(plain)}
    if _only_asks(plain):
        found.add("question")
    return frozenset(found)
