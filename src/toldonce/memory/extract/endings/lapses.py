"""That something is not done any more because it is long ago that it was, or is not done these days.

Nobody announces the end of most habits: "I haven't jogged in months", "not been swimming since May", "these days I
don't run on Saturdays". What a note of a single day or of somebody else says is no such end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.sentences.modality import words_of

_CUES = frozenset("not longer hardly barely rarely seldom since never hung".split())
_LONG = (
    r"(?:(?:in|for) (?:(?:at least|over|about|nearly|almost|more than|what feels like) )?(?:(?:a|an|many|several"
    r"|some|a few"
    r"|a couple of|two|three|four|five|six|seven|eight|ten|\d+) )?(?:years?|ages|months?|decades?|donkey's years"
    r"|forever"
    r"|long time|very long time)"
    r"|since (?:(?:early|mid|late|last|the|my|our|i|we|about|around) )*(?:january|february|march|april|may|june"
    r"|july|august"
    r"|september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter"
    r"|(?:new )?year(?:'s)?|\d{4}|pandemic"
    r"|lockdown"
    r"|covid|baby|accident|operation|surgery|injury|move|birth|wedding|divorce|moved|had the|got married|started"
    r"|turned)\b)"
)
_DONE = (
    r"(?:been (?:to (?:the |an? |any )?|on (?:the |an? |any )?|doing |out )?|gone (?:to (?:the |an? |any )?|on "
    r"(?:an? )?"
    r"|out )?|done (?:any |the |my )?|played (?:any |the |an? )?|touched (?:an? |the |my |any )?|had (?:an? |any )?"
    r"|picked up (?:an? |the |my )?|set foot in (?:the |an? )?|made (?:any |the )?|taken (?:an? |any |the )?)?"
)
_ACT = r"(?P<x>(?!(?:it|that|this|one|them|there|a thing|well|sure|been|much)\b)[\w'&-]+(?:\s[\w'&-]+){0,5}?)"
_NOW = (
    r"(?:any ?more|any longer|these days|nowadays|now|lately|at the moment|(?:like|as) (?:much as )?i used to|as "
    r"often)"
)
_NOT_AN_ACT = (
    r"(?!(?:live|work|have|own|like|love|enjoy|want|need|think|know|believe|speak|talk|feel|care|mind|hate|remember"
    r"|get"
    r"|understand|mean|see|drive|find|look|seem|trust|hear|agree|belong|be|say|go by)\b)"
)
_AT_END = r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|so|which)\b)"
_LAPSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:i|we)\s)?(?:(?:have|had)\s)?(?:really |even |actually |just )*(?:not|hardly|barely|never) "
        rf"(?:really |even"
        rf" |actually |once )*{_DONE}{_ACT} {_LONG}",
        rf"(?:it (?:is(?: been)?|has been|must be)|been)\s(?:(?:over|about|nearly|almost|a|several|many|two|three"
        rf"|\d+)\s)*(?:years?"
        rf"|months?|ages|forever|decades?|long time|while) since (?:i|we) (?:(?:last|have|really|even"
        rf"|actually)\s)*{_DONE}"
        rf"{_ACT}{_AT_END}",
        rf"(?:i|we) (?:(?:do|did) not|no longer|hardly(?: ever)?|rarely|seldom|never|barely) (?:really |even |ever )*"
        rf"{_NOT_AN_ACT}{_ACT} {_NOW}\b",
        rf"(?:i|we) can (?:not|no longer) (?:really |even )*(?!(?:eat|drink|sleep|breathe|take|stand|bear|wait|cope"
        rf"|move|do|afford|help|bring|face|put|come|tell|ignore|keep|trust)\b){_NOT_AN_ACT}{_ACT}"
        r" (?:any ?more|any longer)\b",
        rf"(?:i|we) no longer (?:really |even |ever )*{_NOT_AN_ACT}{_ACT}{_AT_END}",
    )
)
_CLEAN = re.compile(
    r"(?:i|we) (?:am|are|have been) (?:finally |now )?(?:clean of|clean from|free of|free from) (?P<x>[\w'-]+(?: "
    r"[\w'-]+)?)"
    r"(?=\s*$|\s?[,;.]| since| for| now)",
    re.IGNORECASE,
)
_THESE_DAYS = re.compile(
    rf"\b(?:these days|nowadays|lately|now|at the moment)\s?,? (?:i|we) (?:do not|never|hardly(?: ever)?|rarely) "
    rf"{_NOT_AN_ACT}"
    rf"(?P<x>[\w'&-]+(?:\s[\w'&-]+){{0,6}}?){_AT_END}",
    re.IGNORECASE,
)
_HUNG_UP = re.compile(
    r"(?:(?:i|we)\s)?(?:(?:have|had)\s)?(?:finally |now |just |sadly |had to |to )*(?:h[au]ng up|put(?: away)?"
    r"|packed away) (?:my|the|our) "
    r"(?:[\w-]+ )?"
    r"(?P<gear>rackets?|racquets?|boots|skates|clubs|gloves|needles|rods?|board|cleats|spikes|bat|sticks|apron|saddle|shoes|trainers"
    r"|goggles|bow)\b(?: away)?",
    re.IGNORECASE,
)
_OF_GEAR = {
    "racket": ("tennis", "squash", "badminton"), "racquet": ("tennis", "squash", "badminton"),
    "boot": ("football", "rugby", "hiking", "soccer"), "skate": ("skating", "ice hockey", "hockey"), "club": ("golf",),
    "glove": ("boxing", "goalkeeping"), "needle": ("knitting",), "rod": ("fishing",), "board": ("surfing",
    "skateboarding", "snowboarding"), "cleat": ("football", "soccer", "baseball"), "spike": ("running", "athletics"),
    "bat": ("cricket", "baseball"), "stick": ("drumming", "hockey", "drums"), "apron": ("cooking", "baking"),
    "shoe": ("running", "jogging", "dancing"), "trainer": ("running", "jogging"),
    "saddle": ("riding", "horse riding", "cycling"), "goggle": ("swimming",), "bow": ("archery",),
}  # fmt: skip
"""What is given up with the things that it is done with."""
_TEETOTAL = re.compile(
    r"(?:(?:i|we)\s)?(?:(?:have|am|are)\s)?(?:now |finally |completely |happily )*(?:(?:gone |went |turned |become "
    r")?(?:teetotal"
    r"|tee-total|sober|alcohol[- ]free)|off the (?:booze|drink|sauce|bottle|alcohol)|(?:gave|given|quit"
    r"|stopped)(?: up)?"
    r" (?:the )?(?:drinking|booze|alcohol|drink))\b"
    r"(?! (?:tonight|today|enough|for now|this|coffee|tea|milk|soda|cola|coke|juice|water"
    r"|pop|diet|energy|fizzy|decaf))",
    re.IGNORECASE,
)
_DRINKS = ("alcohol", "wine", "beer", "whisky", "whiskey", "gin", "cocktail", "pint", "prosecco", "vodka", "booze")
_HELD = re.compile(
    r"\b(?:if|wish|hope|until|should|today|yesterday|this (?:week|morning|time)|yet|but i (?:still|do))\b",
    re.IGNORECASE,
)
_WITH_NOW = re.compile(
    r"\s(?:since|any ?more|any longer|these days|nowadays|on|in|at|with|before|after|every|each) .*$", re.IGNORECASE
)


def lapsed(clause: str) -> Iterator[str]:
    """The acts that a clause (plain, spaced, without a lead) says are not done any more."""
    if _CUES.isdisjoint(words_of(clause)) or _HELD.search(clause):
        return
    for pattern in _LAPSES:
        if found := pattern.match(clause):
            yield from _as_said_and_bare(found["x"])
            return


def hung_up(clause: str) -> Iterator[str]:
    """What is given up with the things it is done with ("I hung up my racket"), or with its kind ("teetotal")."""
    if found := _HUNG_UP.match(clause):
        yield from _OF_GEAR[found["gear"].casefold().removesuffix("s")]
    if found := _CLEAN.match(clause):
        yield found["x"]
    if _TEETOTAL.match(clause):
        yield from _DRINKS


def not_these_days(text: str) -> Iterator[str]:
    """The act of "these days I do not ..."; the text is a whole sentence."""
    if (found := _THESE_DAYS.search(text)) and not _HELD.search(text):
        yield from _as_said_and_bare(found["x"])


def _as_said_and_bare(act: str) -> Iterator[str]:
    """An act, and the act without when and where: "run on Saturdays" is told as "run every Saturday" too."""
    first, _, rest = act.partition(" ")
    known = FORMS.get(first.casefold())
    if known is not None and known.form != "ing":
        act = f"{known.lemma} {rest}".strip()
    yield act
    bare = _WITH_NOW.sub("", act)
    if bare != act and len(bare.split()) <= 3:
        yield bare


_QUIT = re.compile(r"\b(?:quit|resigned)\b(?! (?:my|the|our|that|from|at) )", re.IGNORECASE)
_PASTIME = re.compile(
    r"\b(?:used to (?!work|be\b|have|teach|drive|run a)\w+|smok\w+|smoker|cigar\w*|tobacco|nicotine|vap(?:e|es|ed|ing)"
    r"|drink(?:ing)?|drank|drunk|alcohol|booze|wine|beer|weed|cannabis|gambl\w+|sugar|sweets|soda|caffeine|coffee"
    r"|gym|play(?:ed|ing)?|tennis|football|golf|yoga|choir|band|lessons?|diet(?:ing)?|bit(?:ing|e) my nails)\b",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:job|work(?:ed|ing)?|boss|office|company|firm|career|employer|manager|hours|salary|shifts?)\b", re.IGNORECASE
)


def quits_a_pastime(said: str) -> bool:
    """Whether a bare "I quit" is of what was done beside work: "I used to smoke but I quit", "Cigarettes? I quit".

    ``said`` is the sentence (plain) with the one before it.
    """
    return _QUIT.search(said) is not None and _PASTIME.search(said) is not None and _TRADE.search(said) is None
