"""Clauses that lean on a noun, as clauses of their own."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.people import ADJECTIVE, NAME, RELATION, is_name

_WHO = re.compile(
    (
        r"^(?P<head>.*?)(?P<np>(?:my|our)\s(?:[\w'-]+\s){1,5}?"
        r"|[A-Z]\w+\s)(?:,\s)?who\s(?P<rel>[^,]+)(?:\s,\s(?P<main>.*))?$"
    ),
    re.IGNORECASE,
)


_NOT_RELATIVE = re.compile(r"\b(?:ask|know|wonder)\s*$")
_MANY_OR_OTHER = re.compile(r"\bwho (?:i|we|my|our|you|are|were|have)\b")


def upright(tokens: list[str]) -> list[str]:
    """Clauses that lean on a noun, as clauses of their own: "my sister Nora, who lives in Oslo, ...", "here in Oslo,
    where I live, ...", "as a nurse, I ..."."""
    text = " ".join(tokens)
    if (match := _AS_A.match(text)) and (match["comma"] or is_occupation(match["what"])):
        text = f"I am {match['what']} ; {text[match.end() :]}"
    elif match := _AT_AGE.match(text):
        text = f"I am {match['age']} ; {text[match.end() :]}"
    elif match := _IS_WHERE.match(text):
        preposition = "" if match["verb"].endswith("from") else " in"
        text = f"I {match['verb']}{preposition} {match['place']}{text[match.end() :]}"
    elif match := _CAN_NOT_HAVE.match(text):
        text = f"I am allergic to {match['what']}"
    elif match := _IS_HOME.match(text):
        text = f"I live in {match['place']} now"
    elif match := _BORN_AND_BRED.match(text):
        text = f"I was {text[0].lower()}{text[1:]}"
    if match := _WHERE.search(text):
        rest = f"{text[: match.start()].strip(' ,')} ; {text[match.end() :].strip(' ,')}".strip(" ;")
        text = f"I {match['verb']} in {match['place']} ; {rest}"
    if match := _WHERE_ANOTHER.search(text):
        text = f"{text[: match.start()].strip(' ,')} ; {match['who']} lives in {match['place']}{text[match.end() :]}"
    if match := _AGED.match(text):
        text = f"{match['name']} ; I am {match['age']} years old{text[match.end() :]}"
    if match := _MIND.search(text):
        text = f"{text[: match.start()]}I {match['taste']} {match['what']} now {text[match.end() :]}"
    text = _BECAME_LATER.sub(lambda found: f" ; {found['who']} {found['did']}", text)
    if _OF_MYSELF.match(text):
        text = _NOT_ANY_MORE.sub(lambda found: f" ; I am {found['not']} ", text)
    if match := _WORKING.search(text):
        be = "am" if match["who"].casefold() in ("i", "we") else "is"
        text = f"{text[: match.start('then')]} ; {match['who']} {be} {match['doing']}{text[match.end() :]}"
    text = _NAME_IT_IS.sub(lambda found: f"{found['whose']} name is ", text)
    if match := _SIBLINGS_CHILD.search(text):
        text = f"{text[: match.start('born')]} ; my {_OF_A_SIBLING[match['child']]}'s name is {match['name']}"
    text = _with_trade(text)
    if " who " not in text:
        return text.split()
    match = _WHO.match(text)
    if match is None or _NOT_RELATIVE.search(match["head"].casefold()) or _MANY_OR_OTHER.search(match[0].casefold()):
        return text.split()
    np, leading, following = match["np"].strip(), match["head"].strip(), match["main"]
    parts = [f"{np} {match['rel']}"]
    if leading:
        parts.insert(0, f"{leading} {np}")
    if following:
        parts.append(following if leading else f"{np} {following}")
    return " ; ".join(parts).split()


def _with_trade(text: str) -> str:
    """ "My friend Rosa, a translator, called" with a clause of its own for what she is."""
    match = _TRADE.search(text)
    if match is None or not is_occupation(match["job"]):
        return text
    who = match["who"]
    if not who.casefold().startswith(("my ", "our ")) and not (is_name(who) and _OF_THE_SPEAKER.search(text)):
        return text
    rest = text[match.end() :].strip(" ,)")
    before = f"{text[: match.start()]}{who}".strip()
    said = f"{who} is {match['a'] or 'the'} {match['job']}"
    if before == who:
        return f"{said} ; {who} {rest}" if rest else said
    return f"{before} {rest} ; {said}"


_TRADE = re.compile(
    rf"(?P<who>(?i:my|our)\s(?i:{ADJECTIVE}{RELATION})(?:\s{NAME})?|{NAME})(?:\sover)?\s(?:[,(]\s(?P<a>an?|the)|(?P<the>the))\s"
    r"(?P<job>[a-z][a-z-]+(?:\s[a-z][a-z-]+){0,2}?)(?=\s[,)]|\s*$|\s(?:lives|came|called|says|said|told|rang|thinks|is|was)\b)"
)
_OF_THE_SPEAKER = re.compile(r"\b(?:i|me|my|we|us|our)\b", re.IGNORECASE)
"""Without such a word, whoever is named with a trade may be somebody in a book."""
_AS_A = re.compile(
    r"(?:(?:and|so|well|also)\s)?as (?P<what>an? [^,;]{3,60}?)(?P<comma> ,)? (?=(?:i|we|my)\b)", re.IGNORECASE
)
_AT_AGE = re.compile(
    r"(?:at|being|aged|now that i am|as an?) (?P<age>\d{2})(?: years? (?:of age|old))?(?: ,)? (?=(?:i|my)\b)",
    re.IGNORECASE,
)
_IS_WHERE = re.compile(
    r"(?P<place>[A-Z][\w' -]{1,30}) is where (?:[Ii]|[Ww]e) (?:now |currently |still )?"
    r"(?P<verb>live|grew up|was born|work|am from|come from)\b"
)
_CAN_NOT_HAVE = re.compile(
    r"i can not (?:have|eat|touch|take|drink|stand near) (?P<what>[^,;]{2,40}?) (?:because |as |since "
    r"|, |; |: |so |and |- )+"
    r"i am (?:really |very |badly |severely )?allergic(?: to (?:them|it|those|that))?\b",
    re.IGNORECASE,
)
_IS_HOME = re.compile(r"(?:.*[;,] )?(?P<place>[A-Z]\w+(?: [A-Z]\w+)?) is (?:my |our )?home(?: now| these days)?$")
_BORN_AND_BRED = re.compile(r"born and (?:bred|raised) in\b", re.IGNORECASE)
_WHERE = re.compile(
    (
        r"\b(?:here |over here |back )?in (?P<place>[^,;]{3,40}?) , where (?:i|we) (?:currently |now "
        r"|also )?(?P<verb>live|grew up|work|was born)(?= ,|$| with| and)"
    ),
    re.IGNORECASE,
)
_WHERE_ANOTHER = re.compile(
    r"(?<= )in (?P<place>[A-Z][^,;]{2,40}?) , where "
    r"(?P<who>(?:she|he)|(?:my|our) [\w ]+?|[A-Z]\w+) (?:now |currently )?lives\b"
)
_BECAME_LATER = re.compile(
    r" before (?P<who>she|he|i|they) (?P<did>became|turned into|started (?:out |working )?as)\b", re.IGNORECASE
)
""" "She was a journalist before she became a lawyer"."""
_OF_MYSELF = re.compile(r"(?:\w+ , )?(?:i|we)\b", re.IGNORECASE)
_NOT_ANY_MORE = re.compile(
    r" (?:(?:so|and|but|,|;) )+(?P<not>not(?=[^,;]* any (?:more|longer)\b)|no longer) "
    r"(?:(?:strictly|really|exactly|fully) )?"
    r"(?=(?:an?|at|with|in|vegan|vegetarian|pescatarian|allergic|married|single|working|living)\b)",
    re.IGNORECASE,
)
""" "I am eating fish again, so not strictly vegetarian any more"."""
_OF_A_SIBLING = {"boy": "nephew", "son": "nephew", "girl": "niece", "daughter": "niece"}
_SIBLINGS_CHILD = re.compile(
    rf"\b(?i:my|our) (?i:{ADJECTIVE})(?:sister|brother)(?:-in-law)?(?: {NAME})? (?:(?:has|have|just|finally) )*"
    rf"(?:had|welcomed|gave birth to|given birth to) (?:an? (?:\w+ )?(?:baby|child))?(?P<born>(?: ,)? an? (?:\w+ )?"
    rf"(?P<child>boy|girl|son|daughter)(?: ,)? (?:called|named|,) (?P<name>{NAME}))"
)
_WORKING = re.compile(
    rf"^(?P<who>(?i:i|we)|(?i:my|our)\s(?i:{ADJECTIVE}{RELATION})(?:\s{NAME})?|{NAME}) "
    r"(?:is|am|are|has|have|\w+s) [^,;]*"
    r"(?P<then> , (?:now |currently )?(?P<doing>(?:working (?:as|at|for)|living in|employed (?:as|at|by)|based in)\b))"
)
""" "My daughter is doing well, working as a paramedic"."""
_NAME_IT_IS = re.compile(
    rf"\b(?P<whose>(?i:my|our)\s(?i:{ADJECTIVE}{RELATION})'s) name [,:;–—-] (?:it|that|which) is (?=[A-Z])"
)
""" "I never told you my uncle's name, it is Edgar"."""
_MIND = re.compile(
    (
        r"i (?:have |have really )?changed my mind (?:about|on) (?P<what>[^,;:]{2,40}?) (?:[:,;–—-] "
        r"|and )+(?:actually |now )?i (?:really |actually |now )*(?P<taste>like|love|enjoy|hate|dislike"
        r"|do not like|can not stand) (?:it|them)\b(?: now)?"
    ),
    re.IGNORECASE,
)
_AGED = re.compile(
    r"(?P<name>(?:hi , |hello , )?i am [A-Z]\w+) , (?P<age>\d{1,3})(?: years old)?(?= ,|$| and)", re.IGNORECASE
)
