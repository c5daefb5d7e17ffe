"""A change told as a headline or in fragments without a subject: "Left Leeds in May, living in Ghent now", "job change:
from nurse to welder", "got a new car! Volvo V60".

Each is told again in full; a time phrase is one private character by then (`mark_times`).
"""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import CAPITAL, FIRM, NAMED
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.phrases import without_article
from toldonce.memory.extract.themes.belongings import kind_of

MARK = "[\ue000-\ue03f]"
_DAY = rf"(?:\s?,?\s?(?P<day>{MARK}))?"
_LATE_DAY = rf"(?:\s?,?\s?(?P<d2>{MARK}))?"
_HOW = (
    r"(?:(?:so|and|but|well|now|just|also|oh|ok|okay|yes|finally|recently|already|actually|then|update|news)"
    r"\s?[,:]?\s)*"
)
_STOP = r"(?=\s*$|\s?[,;.–—-](?:\s|$)|\s(?:and|but|so|because)\s)"
_OLD = rf"(?P<old>{CAPITAL}(?:\s{CAPITAL}){{0,3}})"
_TRADE = r"(?:an? )?(?P<x>[a-z][\w-]+(?: [a-z][\w-]+){0,2}?)"
_OLD_TRADE = _TRADE.replace("?P<x>", "?P<old>")
_THING = (
    r"(?:an? |the |my )?(?P<x>(?-i:[A-Z][\w.+-]*|i[A-Z]\w+)"
    r"(?: (?:(?-i:[A-Z0-9])[\w.+-]*|iPhone|mini|pro|max|plus)){0,3})"
)
_CHANGE = r"(?:changes?|switch|update|news|upgrade|swap|move)"
_GAVE_UP = (
    r"(?:left|quit|sold|ditched|dumped|traded in|gave up|moved out of|moved away from|resigned from|scrapped|got rid of"
    r"|done with|finished with|no longer (?:at|in|with|on)|not (?:at|in|with|on))"
)
_GOES_ON = r"(?P<v>living|working|driving|using|based|employed|renting)"
_BEGAN = r"(?P<v>joined|started|moved|got|bought|became|switched|leased|settled)"


def _both(found: re.Match[str]) -> str:
    """ "Left Leeds, living in Ghent" as "I left Leeds; I am living in Ghent"."""
    lead, verb = found["lead"].strip(), found["v"]
    helped = "am " if re.match(r"(?:done|finished|no longer|not)\b", lead, re.IGNORECASE) else ""
    goes_on = "am " if re.fullmatch(_GOES_ON, verb, re.IGNORECASE) else ""
    return f"I {helped}{lead[:1].lower()}{lead[1:]}; I {goes_on}{verb}"


def _trade(found: re.Match[str]) -> str:
    old, new = found.groupdict().get("old"), without_article(found["x"])
    known = is_occupation(new) and " for " not in new and (old is None or is_occupation(without_article(old)))
    return f"I became a {new} {_when(found)}" if known else found[0]


def _gave_up_trade(found: re.Match[str]) -> str:
    return f"I {found['v']} being {found['x']}" if is_occupation(without_article(found["x"])) else found[0]


def _thing(found: re.Match[str]) -> str:
    kind = kind_of(found["x"])
    return f"I bought a {found['x']} {_when(found)}" if kind in ("car", "phone", "computer", "bike") else found[0]


def _using(found: re.Match[str]) -> str:
    return f"I am {found['v']} a {found['x']}" if kind_of(found["x"]) in ("car", "phone") else found[0]


def _when(found: re.Match[str]) -> str:
    named = found.groupdict()
    return named.get("day") or named.get("d2") or ""


def _moved(verb: str) -> str:
    return rf"I {verb} \g<x> "


RULES = (
    (
        "living working driving using based employed renting",
        rf"^{_HOW}(?P<lead>{_GAVE_UP} [^,;]{{2,50}}?)\s?(?:[,;–—-]|and|but)\s(?:(?:and|but|now|i am)\s)*"
        rf"{_GOES_ON}\b(?!.*\b(?:is|was)\b)",
        _both,
    ),
    (
        "joined started moved got bought became switched leased settled",
        rf"^{_HOW}(?P<lead>{_GAVE_UP} [^,;]{{2,50}}?)\s?(?:[,;–—-]|and|but)\s(?:(?:and|but|now|then)\s)*{_BEGAN}\b",
        _both,
    ),
    (
        "quit stopped left",
        rf"^{_HOW}(?P<v>quit|stopped|left) being (?P<x>an? [a-z][\w -]+?)(?=\s*{MARK}|{_STOP})",
        _gave_up_trade,
    ),
    (
        "change changes switch update news move",
        rf"^{_HOW}(?:new )?(?:address|home|city|flat|house) {_CHANGE}{_DAY}\s?[:–—=-]\s?(?:(?:now|it is|new|to|in|from"
        rf" {CAPITAL}(?: to)?)\s)*{NAMED}{_LATE_DAY}",
        lambda found: f"I moved to {found['x']} {_when(found)}",
    ),
    (
        "change changes switch update news move",
        rf"^{_HOW}(?:job|employer|company|work) {_CHANGE}{_DAY}\s?[:–—=-]\s?(?:(?:now|it is|new|to|at|from {_OLD}(?:"
        rf" to)?)\s)*"
        rf"{NAMED}{_LATE_DAY}",
        lambda found: f"I work at {found['x']} now {_when(found)}",
    ),
    (
        "change changes switch update news move",
        rf"^{_HOW}(?:job|career|profession|work) {_CHANGE}{_DAY}\s?[:–—=-]\s?(?:(?:now|i am|it is|new|to|from"
        rf" {_OLD_TRADE} to)\s)*{_TRADE}(?: now)?{_LATE_DAY}{_STOP}",
        _trade,
    ),
    ("from", rf"^{_HOW}from {_OLD_TRADE} to {_TRADE}{_DAY}(?:{_STOP}|(?= ?: ))", _trade),
    (
        "more",
        rf"^{_HOW}(?P<s>i|we) (?P<v>drive|live|work|use|own|ride|play|speak|do|go|eat|drink|like|love"
        rf"|have)(?P<x>(?: [\w'-]+)"
        rf"{{1,6}}?) no more{_STOP}",
        r"\g<s> no longer \g<v>\g<x>",
    ),
    (
        "change",
        rf"^{_HOW}change of (?:address|home|city|residence){_DAY} ?[:–—-] ?(?:(?:now|to|in) )*{NAMED}{_LATE_DAY}",
        lambda found: f"I moved to {found['x']} {_when(found)}",
    ),
    (
        "change",
        rf"^{_HOW}change of (?:job|employer|company|firm){_DAY} ?[:–—-] ?(?:(?:now|to|at) )*{NAMED}{_LATE_DAY}",
        lambda found: f"I work at {found['x']} now {_when(found)}",
    ),
    (
        "change",
        rf"^{_HOW}change of (?:job|career|profession|trade){_DAY} ?[:–—-] ?(?:(?:now|to) )*{_TRADE}{_LATE_DAY}{_STOP}",
        _trade,
    ),
    (
        "started began",
        rf"^{_HOW}(?:(?P<day>{MARK}) ?,? )?i (?:have )?(?P<v>started|began) in {FIRM}{_LATE_DAY}{_STOP}",
        lambda found: f"I {found['v']} at {found['x']} {_when(found)}",
    ),
    (
        "passed",
        rf"^{_HOW}(?:(?P<day>{MARK}) ?,? )?(?:i|we) (?:have )?passed to {_THING}{_LATE_DAY}{_STOP}",
        _thing,
    ),
    (
        "from",
        rf"^{_HOW}from (?:being )?{_OLD_TRADE} i (?:have )?(?:now |then )?(?:turned into|become|became|turned|gone"
        rf" to being|went to"
        rf" being|switched to being) {_TRADE}{_DAY}{_STOP}",
        _trade,
    ),
    (
        "from",
        rf"^{_HOW}from {_OLD} (?:i|we) (?:have )?(?:moved|switched|went|gone|changed)(?: over| across)? to (?:the"
        rf" (?:company"
        rf"|firm|city|town) )?{NAMED}{_DAY}",
        r"I went from \g<old> to \g<x> \g<day>",
    ),
    ("from", rf"^{_HOW}from {_OLD} to {NAMED}{_DAY}$", r"I went from \g<old> to \g<x> \g<day>"),
    (
        "car phone mobile handset wheels bike laptop",
        rf"^{_HOW}(?:(?:i|we) )?(?:(?:have )?(?:got|bought) )?(?:an? |my |our )?(?:new |brand new )+(?:car|phone"
        rf"|handset|wheels"
        rf"|bike|laptop){_DAY}(?: alert| day)?\s?[:,–—!-]+\s?(?:it is )?{_THING}{_LATE_DAY}",
        _thing,
    ),
    (
        "car phone",
        rf"^{_HOW}(?:car|phone) {_CHANGE}{_DAY}\s?[:–—=-]\s?(?:(?:now|it is|new|to|from .+? to)\s)*{_THING}{_LATE_DAY}",
        _thing,
    ),
    (
        "job role position",
        rf"^{_HOW}(?:my )?new (?:job|role|position){_DAY}\s?[:–—!-]+\s?(?:as )?{_TRADE}{_LATE_DAY}{_STOP}",
        _trade,
    ),
    (
        "driving using",
        rf"^{_HOW}(?P<v>driving|using)\s{_THING}(?=\s(?:now|these days|nowadays)|\s*{MARK}|\s*$)(?!.*\b(?:is|was"
        rf"|has)\b)",
        _using,
    ),
    (
        "notice resignation",
        rf"^{_HOW}(?:i )?(?:handed|gave|put|given|turned) in my (?:notice|resignation)(?: at {CAPITAL}(?:"
        rf" {CAPITAL})*)?\s?[,;.–-]\s"
        r"(?:and |so )?(?=my last day)",
        "",
    ),
)
"""Words without one of which it need not be tried, the pattern, and what is told in full."""
NEW_THING = re.compile(
    rf"{_HOW}(?:(?:i|we) )?(?:(?:have|had) )?(?:(?:got|bought|picked up|treated myself to|have) )?(?:an?|my"
    rf"|our)?\s?(?:brand )?"
    rf"new (?:car|phone|handset|wheels|bike|laptop){_DAY}",
    re.IGNORECASE,
)
""" "Got a new car!": a change that does not say to what."""
WHICH_THING = re.compile(rf"{_HOW}(?:it is )?{_THING}{_DAY}{_STOP}", re.IGNORECASE)
