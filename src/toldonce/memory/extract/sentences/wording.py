"""Sentences as they are written, made plain: one spelling of contractions, and the third person of the user."""

from __future__ import annotations

import re
from functools import cache

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.temporal import MONTHS

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "\u2026": "."}
)
_NO_PUNCTUATION = str.maketrans(dict.fromkeys(".,;:!?()", " "))
_CONTRACTIONS = {
    "i'm": "I am", "im": "I am", "i've": "I have", "ive": "I have", "i'll": "I will", "i'd": "I would", "id": "I would",
    "we're": "we are", "we've": "we have", "we'll": "we will", "we'd": "we would", "weve": "we have",
    "you're": "you are", "youre": "you are", "you've": "you have", "you'll": "you will", "you'd": "you would",
    "they're": "they are", "theyre": "they are", "they've": "they have", "they'll": "they will", "they'd": "they would",
    "he'll": "he will", "she'll": "she will", "he'd": "he would", "she'd": "she would", "it'll": "it will",
    "it'd": "it would", "that'll": "that will", "let's": "let us", "lets": "let us", "hes": "he is", "shes": "she is",
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not", "don't": "do not", "dont": "do not", "doesn't": "does not", "doesnt": "does not",
    "didn't": "did not", "didnt": "did not", "isn't": "is not", "isnt": "is not", "aren't": "are not",
    "arent": "are not", "ain't": "am not", "aint": "am not", "wasn't": "was not", "wasnt": "was not",
    "weren't": "were not", "haven't": "have not", "havent": "have not", "hasn't": "has not", "hasnt": "has not",
    "hadn't": "had not", "wouldn't": "would not", "wouldnt": "would not", "couldn't": "could not",
    "shouldn't": "should not", "shouldnt": "should not", "mustn't": "must not", "needn't": "need not",
    "gonna": "going to", "wanna": "want to", "gotta": "have got to", "hafta": "have to", "kinda": "kind of",
    "sorta": "sort of", "cuz": "because", "'cause": "because", "coz": "because", "bday": "birthday",
    "b-day": "birthday", "fav": "favourite", "fave": "favourite", "favorite": "favourite", "favorites": "favourites",
    "colour": "colour", "color": "colour", "u": "you", "ur": "your", "n't": "not", "anymore": "any more",
    "gotten": "got", "hometown": "hometown", "e-mail": "email", "tho": "though", "mobile": "phone",
    "cellphone": "phone",
    "tbh": "honestly", "rn": "now", "yrs": "years", "yr": "year", "wks": "weeks",
}  # fmt: skip
_CONTRACTION = re.compile(
    "(?<![\\w'-])(?:"
    + "|".join(sorted((re.escape(word) for word in _CONTRACTIONS), key=len, reverse=True))
    + ")(?![\\w'-])",
    re.IGNORECASE,
)
_HAS = (
    r"been|got|had|gone|become|moved|started|joined|left|lived|worked|always|never|just|already|recently|turned|begun"
)
_IS = re.compile(
    r"\b(?P<word>it|he|she|that|there|here|what|who|where|when|how|this|everything|everyone|somebody|someone)'s\b"
    r"|\b(?P<noun>name|birthday|town|city|home|village|hometown|address|wheels|flat|house|age|job|phone"
    r"|car|hometown|email|number|title|colour|diet|nickname|tongue"
    r"|language|hobby"
    r"|pastime|drink|food|song|band|film|book|season|sport|employer|company|school|bike|laptop|one)'s\b"
    r"|\b(?P<owner>[\w-]+)'s(?=\s+(?:an?|my|our|the|in|at|on|from|not|now|called|named|allergic|been"
    r"|also|currently|actually"
    r"|where|no|still|only|just|over|back|up|down|with|really|very|turning|based|planned|scheduled|postponed|due|\d+"
    rf"|(?:{_HAS}|quit|retired|qualified|settled|retrained|married|landed|given|taken)\b"
    r"(?! (?:hand|foot|leg|arm|eye|side|ear))"
    r"|(?!wedding|meeting|evening"
    r"|morning|building|opening"
    r"|training|painting|blessing|clothing|wing|king|ring|spring|string|thing|feeling|drawing|writing"
    r"|cooking|saving|housing|wording|ending|offspring|sibling|darling|recording|reading)[a-z]+ing"
    r"|vegan|vegetarian|married|engaged|single|divorced|dead"
    r"|due|cancelled|canceled|done|expecting|pregnant|retired)\b(?!\s*'s))",
    re.IGNORECASE,
)
_AFTER_HAS = re.compile(
    rf"\s+(?:(?:just|recently|finally|now|already) )*(?:{_HAS}|quit|qualified|settled|retrained|landed|given|taken)\b",
    re.IGNORECASE,
)
_YEAR_OLD = re.compile(
    (
        r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?-\s?(?:years?"
        r"|yrs?)\s?-?\s?old\b|\b(\d{1,3})\s?-?\s?(?:yo|y/o)\b"
    ),
    re.IGNORECASE,
)
_AGE_BESIDE = re.compile(
    r"(?<=[a-z])(?<!\bi)(?: ?\(\d{1,3}\)| ?, \d{1,3} ?,| ?,? aged \d{1,3} ?,?)(?= (?:has|is|was|lives|works|can|loves"
    r"|likes|hates|plays|goes|takes|eats|does|wants|needs|got|just)\b)"
)
""" "Josh (14) has a nut allergy": the number would part him from what is told of him."""
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_SPACES = re.compile(r"\s+")


_SMILEY = re.compile(r"(?<=[\w\s.!?])\s[:;]-?[()DPp/](?=\s|[.!?]|$)")
""" ":)", which would stand between a sentence and its end."""


def plain(text: str) -> str:
    """The sentence with contractions written out, straight quotation marks and single spaces."""
    text = _SMILEY.sub("", _EMOJI.sub(" ", text.translate(_PLAIN)))
    if "'" in text or not _CONTRACTIONS.keys().isdisjoint(text.casefold().translate(_NO_PUNCTUATION).split()):
        text = _CONTRACTION.sub(lambda found: _CONTRACTIONS[found[0].casefold()], text)
    if "'s" in text or "'S" in text:
        text = _IS.sub(lambda found: _written_out(found, text), text)
    low = text.casefold()
    for cues, pattern, new in _rewordings():
        if any(cue in low for cue in cues):
            changed = pattern.sub(new, text) if patterns.found(pattern, text) else text
            if changed != text:
                text, low = changed, changed.casefold()
    if text[:2] in ("I ", "i "):
        text = _TURNED_OUT.sub(lambda found: "am not" if found["no"] else "am", text)
    return _SPACES.sub(" ", text).strip()


_TITLED_KIN = re.compile(
    r"(?<!\b[Mm]y )(?<!\b[Oo]ur )(?<!\b[Hh]is )(?<!\b[Hh]er )(?<!'s )"
    r"\b(?:Aunt|Auntie|Uncle|Cousin|Grandma|Grandpa)(?! Sam\b)(?= [A-Z][a-z]+)"
)
_OUR_NAME = re.compile(
    r"(?:^|(?<=[,;] ))[Oo]ur (?=[A-Z][a-z]+ (?:is|has|was|works|lives|got|moved|started|turned|just)\b)"
)
""" "Our Becky is a nurse", as families say."""
_DIAGNOSIS = re.compile(
    r"^(?:(?:the|my|our) )?(?:doctor|gp|consultant|specialist|nurse|dermatologist|cardiologist|neurologist"
    r"|psychiatrist)s? "
    r"(?:says?|said|tells me|told me|confirmed)(?: that)? (?=I have\b)",
    re.IGNORECASE,
)
""" "The doctor says I have asthma": who says so knows it."""
_ASIDE = re.compile(
    r"\s?, (?:believe it or not|(?:god )?bless (?:her|him|them)|you know|as it happens|as you know|of all things"
    r"|funnily enough|would you believe(?: it)?|can you believe it|mind you|i must say|i might add|incidentally),",
    re.IGNORECASE,
)
"""What is said in between: "my daughter, believe it or not, is a magician"."""
_TAG = re.compile(r"(?<=[\w)])[,\s]+(?:lol|lmao|haha+|btw|xx?|imo|innit)[\s.!)]*$", re.IGNORECASE)
_COMPANIONS = "friend|mate|colleague|cousin|neighbour|neighbor|flatmate|roommate|brother|sister|aunt|uncle"
_OF_MINE = re.compile(
    rf"\b(?:an?|one|this|my) (?P<how>(?:old|good|close|dear|new|great) )?(?P<one>{_COMPANIONS}) of mine\b"
    rf"|\bone of my (?P<hows>(?:old|good|close|dear|new|best) )?(?P<many>{_COMPANIONS})s(?=,? [A-Z])",
    re.IGNORECASE,
)
_FOR_ONESELF = re.compile(
    r"\b(got|found|landed|bagged|gotten|get) (?:my|him|her|them)sel(?:f|ves) (?=an?\b)", re.IGNORECASE
)
_NOWADAYS = re.compile(
    r"((?:\b(?:but|and|so)|[,;])) (?:these days|nowadays|at the (?:moment|minute)|right now|at present),? "
    r"(?=(?:i|we|he|she|they|my) )",
    re.IGNORECASE,
)
_BARE_SPAN = re.compile(
    r"\b(been (?:an? |in |at |with |living |working )[^,.;]{2,40}?(?<! for)) "
    r"(?=(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty) (?:years|months)\b)",
    re.IGNORECASE,
)
""" "Been a plumber 12 years"."""


def _mine(found: re.Match[str]) -> str:
    """ "A good friend of mine" and "one of my good friends" as "my good friend"."""
    return f"my {found['how'] or found['hows'] or ''}{found['one'] or found['many']}"


def without_vocative(text: str) -> str:
    """The sentence (plain) without the name of whom it greets or thanks: "Hey Nora, I moved" -> "I moved"."""
    return _VOCATIVE.sub("", text) or text


_VOCATIVE = re.compile(
    r"^(?!.*, hello [A-Z])"
    r"(?:(?i:hi|hey|hello|hiya|dear|thanks|thank you|many thanks|cheers|congrats|congratulations|good"
    r" (?:morning|afternoon|evening|night)|bye|goodbye|sorry|yes|yeah|yep|no|sure(?: thing)?|okay|ok|right|definitely"
    r"|absolutely|exactly|wow|cool|yum|great|please|well(?: done)?),?\s)+"
    r"(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+)?"
    r"(?:\s?[,!:–—-]\s*|[.!]*$)(?!(?:here|speaking)\b)"
)


_BARE_PARENT = re.compile(
    r"(?:^|(?<=\band )|(?<=\bbut )|(?<=\bbecause )|(?<=, ))(?:Mum|Mom|Dad|Mama|Papa|Grandma|Grandpa"
    r"|Granny|Grandad|Nana)"
    r"(?=(?:'s)? [a-z—–(]|,? [A-Z]\w+,? [a-z])"
)
"""Parents who are called by what they are."""
_DOGS_NAME = re.compile(
    r"\b(my (?:dog|cat|sister|brother|mum|mom|dad|mother|father|wife|husband|son|daughter|partner))s (name"
    r"|birthday)\b",
    re.IGNORECASE,
)
_TURNED_OUT = re.compile(r"\b(?:turned out|turn out|was found|proved) (?P<no>not )?to be\b", re.IGNORECASE)
_PLACE_BASED = re.compile(r"\b(am|is|are) ((?-i:[A-ZÀ-Þ])[\w']+)[ -]based\b(?! \w)", re.IGNORECASE)
_CAME_HOME = re.compile(r"^(?-i:([A-ZÀ-ÖØ-Þ][\w'-]*?))(?:'s| is) (?:back )?home(?: now| again| safe)*!")
""" "Rufus is home!" rejoices that somebody came; where one lives is said more calmly ("Galway's home.")."""
_I_MYSELF = re.compile(r"\b(i|we) (?:myself|ourselves),?(?= )", re.IGNORECASE)
_SORT_OF = re.compile(r"\b(i|we|am|is|are|do|have|was|just|really|not) (?:kind|sort) of(?= )", re.IGNORECASE)


_SHOT_OF = re.compile(r"\b(?:got|gotten) shot of\b", re.IGNORECASE)
_PINCHED = re.compile(r"\b(?:pinched|nicked)\b(?= m[ye]\b)", re.IGNORECASE)
""" "Somebody pinched my Golf"."""
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_MORE = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_ORDINALS = {
    **{word: number for number, word in enumerate((*_UNITS, *_MORE, "twentieth"), 1)},
    **{f"twenty-{word}": number for number, word in enumerate(_UNITS, 21)},
    "thirtieth": 30,
    "thirty-first": 31,
}
_DAY_IN_WORDS = re.compile(
    rf"\b(?:the )?(?P<day>(?:(?:twenty[- ])?(?:{'|'.join(_UNITS)})|thirty[- ]first"
    rf"|{'|'.join(word for word in _ORDINALS if word not in _UNITS and '-' not in word)})) (?:day )?of"
    rf" (?P<month>{'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)
""" "the third of May"."""


def _day_in_figures(found: re.Match[str]) -> str:
    return f"{_ORDINALS[found['day'].casefold().replace(' ', '-')]} {found['month'].title()}"


_IS_SO = re.compile(
    r"\b(?P<be>is|am|are),? (?:and (?:still )?(?:remains?|always (?:has been|will be)|will (?:always"
    r"|forever) be|stays?)|happens? to be)\b"
    r"|\b(?P<one>happens) to be\b|\bhappen to be\b",
    re.IGNORECASE,
)
""" "Happens to be", "is and remains" for a plain "is"."""


def _as_it_is(found: re.Match[str]) -> str:
    return found["be"] or ("is" if found["one"] else "am" if found[0] == "happen to be" else "are")


def _written_out(found: re.Match[str], text: str) -> str:
    word = found[0][:-2]
    return f"{word} has" if _AFTER_HAS.match(text, found.end()) else f"{word} is"


@cache
def _rewordings() -> tuple[tuple[tuple[str, ...], re.Pattern[str], Replacement], ...]:
    """In their order: parts of words without one of which it need not be tried, what is reworded, and how."""

    def kin(found: re.Match[str]) -> str:
        return f"my {found[0].casefold()}"

    return (
        (("(", ",", " aged "), _AGE_BESIDE, ""),
        (("i have",), _DIAGNOSIS, ""),
        (("lol", "lmao", "haha", "btw", "x", "imo", "innit"), _TAG, ""),
        ((",",), _ASIDE, ""),
        ((" of m",), _OF_MINE, _mine),
        (("s home",), _CAME_HOME, r"\1 came home!"),
        (("i myself", "we ourselves"), _I_MYSELF, r"\1"),
        (("sel",), _FOR_ONESELF, r"\1 "),
        (("days", "now", " at "), _NOWADAYS, r"\1 now "),
        (("years", "months"), _BARE_SPAN, r"\1 for "),
        (("old", "yo", "y/o"), _YEAR_OLD, lambda found: f"{found[1] or found[2]} year old"),
        (("mum", "mom", "dad", "mama", "papa", "gran", "nana"), _BARE_PARENT, kin),
        (("aunt", "uncle", "cousin", "grand"), _TITLED_KIN, kin),
        (("our ",), _OUR_NAME, ""),
        (("s name", "s birthday"), _DOGS_NAME, r"\1's \2"),
        (("kind of", "sort of"), _SORT_OF, r"\1"),
        (("first", "second", "third", "th of", "th day of"), _DAY_IN_WORDS, _day_in_figures),
        (("shot of",), _SHOT_OF, "got rid of"),
        (("pinched m", "nicked m"), _PINCHED, "stole"),
        (("based",), _PLACE_BASED, r"\1 based in \2"),
        (("happen", "and"), _IS_SO, _as_it_is),
    )


_SECOND_TO_THIRD = {
    "i": "the user", "me": "the user", "my": "the user's", "mine": "the user's", "myself": "themselves",
    "we": "the user", "us": "the user", "our": "the user's", "ours": "the user's", "ourselves": "themselves",
    "am": "is", "are": "are", "i'm": "the user is",
}  # fmt: skip
_OWN_WORD = re.compile(r"(?<![\w'-])(?:i|me|my|mine|myself|we|us|our|ours|ourselves|am)(?![\w'-])", re.IGNORECASE)


def about(speaker: str, text: str, *, again: bool = False) -> str:
    """The words of a speaker in the third person: "my passport" -> "the user's passport".

    ``again``: the speaker was already named in the sentence, so what is theirs is "their".
    """

    def third(found: re.Match[str]) -> str:
        word = found[0].casefold()
        if word == "am" and not found[0].islower():
            return found[0]
        if word == "am" and again and speaker == "the user":
            return "are"
        if again and word in ("my", "our"):
            return "their"
        if again and word in ("i", "me", "we", "us") and speaker == "the user":
            return "them" if word in ("me", "us") else "they"
        return _SECOND_TO_THIRD[word].replace("the user", speaker)

    return _OWN_WORD.sub(third, text)


def sentence(text: str, most: int = 300) -> str:
    """A capital, one full stop, at most ``most`` characters."""
    text = _SPACES.sub(" ", text).strip(" ,;:-")
    if len(text) > most:
        text = f"{text[: most - 1].rsplit(' ', 1)[0]}…"
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
