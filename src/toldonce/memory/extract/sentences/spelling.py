"""Loose spelling made plain before the rules read it: chat words, and contractions without their apostrophe.

Only what can hardly mean anything else: "ill", "well", "id", "were" and "its" are words of their own, and count as
contractions only where what follows says so. A memory keeps quoting the sentence as it was written.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english import patterns

_ALWAYS = {
    "pls": "please", "plz": "please", "plse": "please", "thx": "thanks", "tmrw": "tomorrow", "tmr": "tomorrow",
    "tmw": "tomorrow", "tomoz": "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow", "tomorow": "tomorrow",
    "2nite": "tonight", "tonite": "tonight", "2day": "today", "w/": "with", "w/o": "without", "ppl": "people",
    "abt": "about", "appt": "appointment", "atm": "at the moment", "prolly": "probably",
    "luv": "love", "4ever": "forever", "evry": "every", "evryday": "every day", "thats": "that is",
    "theres": "there is", "whats": "what is", "itll": "it will", "theyll": "they will", "youll": "you will",
    "theyve": "they have", "youve": "you have", "shouldve": "should have", "wouldve": "would have",
    "couldnt": "could not", "hadnt": "had not", "werent": "were not", "dnt": "do not", "havnt": "have not",
    "dosnt": "does not", "hubby": "husband", "freind": "friend", "favorit": "favourite", "vegitarian": "vegetarian",
    "vegeterian": "vegetarian", "alergic": "allergic", "allergc": "allergic", "alergy": "allergy",
    "definately": "definitely", "rly": "really", "hayfever": "hay fever", "hobbys": "hobbies", "hobbie": "hobby",
    "wierd": "weird", "bc": "because", "b/c": "because", "cos": "because", "whos": "who is", "workin": "working",
    "livin": "living", "movin": "moving", "drivin": "driving",
    "gimme": "give me", "ngl": "honestly", "lowkey": "really", "highkey": "really",
}  # fmt: skip
"""Spellings that are no word of their own."""
_WITH_CUES = (
    (
        "2",
        r"\b(?P<verb>mov(?:e|ed|ing)|relocat(?:e|ed|ing)|go|goes|going|went|gone|been|off|back|allergic|us(?:e|ed)|next"
        r"|talk(?:ed|ing)?|listen(?:ing)?|speak(?:ing)?|remind me|forgot|forget|remember|promised|trying|hoping) 2 "
        r"(?!(?:years?|yrs?|months?|weeks?|wks?|days?|hours?|hrs?|mins?|minutes?|times|nights?|miles|km|blocks|doors"
        r"|streets|of|more|or|and|people|boxes|kids|dogs|cats|places|houses|flats|in|for|at|ago)\b)(?=[a-z])",
        r"\g<verb> to ",
    ),
    ("n", r"(?<=\w) n (?=[\w'-]+\b)", " and "),
    ("w", r"\bw (?=(?:an?|my|our|the|this|that|it|him|her|them|friends|family|no|some)\b|(?-i:[A-Z])\w)", "with "),
    ("bf", r"\b(?P<own>my|our|a|the|new|ex) bf\b", r"\g<own> boyfriend"),
    ("gf", r"\b(?P<own>my|our|a|the|new|ex) gf\b", r"\g<own> girlfriend"),
    ("bff", r"\bmy bff\b", "my best friend"),
    ("sis", r"\b(?P<own>my|our|lil|big) sis\b", r"\g<own> sister"),
    ("bro", r"\b(?P<own>my|our|lil|big) bro\b", r"\g<own> brother"),
    ("lil", r"\blil (?=\w)", "little "),
    ("r", r"\b(?P<who>we|you|they|who|(?!his\b|its\b|this\b)\w+s) r (?=\w)", r"\g<who> are "),
    (
        "i",
        r"^(?P<me>me and )?(?P<name>(?!(?:he|she|they|you|it|mum|mom|dad|both|so|and|but|now|then|yes|work|school|life"
        r"|food)\b)(?-i:[a-z]){2,12})(?P<and>(?(me)| and i)) (?=(?:are (?:back |now |finally |officially )*(?:together"
        r"|a couple|an item|a thing|engaged|married|dating|over|done|finished|history|giving|trying"
        r"|no longer|getting)|have been (?:together|dating|married|seeing)|broke up|split|separated"
        r"|got (?:back|together|married|engaged)|ended (?:it|things)|called it|tied the|eloped|moved in|patched)\b)",
        lambda found: f"{found['me'] or ''}{found['name'].title()}{found['and']} ",
    ),
    (
        "its",
        r"\bits (?=(?-i:[A-Z])[a-z]+[.!]*$|(?:an?|my|our|the|not|called|been|just|so|too|really|for|at|on|time|over"
        r"|gone|now|no|fine)\b)",
        "it is ",
    ),
    (
        "ill",
        r"\bill (?=(?:be|have|call|need|get|go|see|do|try|let|take|send|ask|tell|meet|make|give|pick|start|never|always"
        r"|probably|definitely|help|bring|come|pay|book|finish)\b)",
        "I will ",
    ),
    ("were", r"^were (?=(?:both|all|vegan|vegetarian|expecting|getting|moving|living|having|allergic|going)\b)(?!.*\?)",
     "we are "),
    ("weve", r"\bweve (?=\w)", "we have "),
    (
        "mums",
        r"\b(?P<own>my|our) (?P<who>mum|mom|dad|sister|brother|son|daughter|dog|cat|wife|husband)s (?=(?:an?|called"
        r"|named|allergic|turning|getting|moving|from|in|at|not|now|really|vegan|vegetarian)\b)",
        r"\g<own> \g<who> is ",
    ),
    (
        "cars",
        r"\b(?P<own>my|our) (?P<what>car|phone|bike|laptop|job|name|boss)s (?=(?:an?|called|now|actually|really)\b)",
        r"\g<own> \g<what> is ",
    ),
)  # fmt: skip
"""What means this only beside certain words, each tried only where its own word stands."""
_FILLED = re.compile(r"(?:,\s*)?(?<![\w'-])(?:u[hm]+m?|erm+|hmm+)(?![\w'-]),?\s*", re.IGNORECASE)
"""What is said while one thinks: "my, um, sister"."""
_FILLERS = frozenset("um umm uh uhm uhh erm hmm".split())
_CUES_OF_KIN = frozenset("mums moms dads sisters brothers sons daughters dogs cats wifes husbands".split())
_CUES_OF_THINGS = frozenset("cars phones bikes laptops jobs names bosss".split())
_COMPILED = tuple((cue, re.compile(pattern, re.IGNORECASE), new) for cue, pattern, new in _WITH_CUES)
_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_SLASHED_DAYS = re.compile(rf"\b(?:on )?(?P<days>{_DAY}(?:/{_DAY})+)(?![\w/])", re.IGNORECASE)
""" "(gym) Mon/Wed/Fri"."""
_LISTED_DAYS = re.compile(r"\bevery \w+day(?:, \w+day)+,? and \w+day\b", re.IGNORECASE)
_WHOLE_DAYS = {
    "mon": "Mondays", "tue": "Tuesdays", "wed": "Wednesdays", "thu": "Thursdays", "fri": "Fridays", "sat": "Saturdays",
    "sun": "Sundays",
}  # fmt: skip
_EDGES = ".,!?;:()\"'"


def respelled(text: str) -> str:
    """The sentence in common spelling; one without loose spelling stays as it is, to the character."""
    words = [word.strip(_EDGES) for word in text.casefold().split()]
    known = frozenset(words)
    if not known.isdisjoint(_FILLERS):
        text = _FILLED.sub(" ", text).strip()
    if not known.isdisjoint(_ALWAYS):
        text = " ".join(map(_word, text.split()))
    if known & _CUES_OF_KIN:
        known |= {"mums"}
    if known & _CUES_OF_THINGS:
        known |= {"cars"}
    if "every " in text and "day, " in text:  # its commas part no clauses
        text = _LISTED_DAYS.sub(lambda found: found[0].replace(", and", " and").replace(",", " and"), text)
    if "/" in text:
        text = _SLASHED_DAYS.sub(_on_days, text)
    for cue, pattern, new in _COMPILED:
        if cue in known and patterns.found(pattern, text):
            text = pattern.sub(new, text)
    return text


def _on_days(found: re.Match[str]) -> str:
    return "on " + " and ".join(_WHOLE_DAYS[day[:3].casefold()] for day in found["days"].split("/"))


def _word(word: str) -> str:
    bare = word.strip(_EDGES)
    plain = _ALWAYS.get(bare.casefold())
    return word.replace(bare, plain) if plain else word
