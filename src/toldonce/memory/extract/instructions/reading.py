"""What the assistant is told to do for good, or to stop doing, and that it need not any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.phrases import trimmed
from toldonce.memory.extract.english.verbs import FORMS, base_of
from toldonce.memory.extract.instructions.acts import ASKABLE, LANGUAGE, lemmatised, without_always
from toldonce.memory.extract.instructions.changed import CHANGING, changed_orders
from toldonce.memory.extract.instructions.nicknames import called, renamed
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.instructions.reworded import ADDRESSED, ROUNDABOUT, reworded
from toldonce.memory.extract.instructions.withdrawn import withdrawn
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key

_OPENING = re.compile(
    r"""(?ix)^(?:please | so | and | also | but | ok(?:ay)? | hey | oh | well | hi | thanks | just | kindly
        | actually | one\ more\ thing | note | remember | important | no | sorry | , | :
      | (?:could|can|would|will)\ you(?:\ please)? | i\ (?:want|need|expect|ask)\ you\ to
      | i\ would\ (?:like|prefer|love|appreciate\ it\ if)\ (?:it\ if\ )?you\ (?:to|would)?
      | i\ would\ prefer\ (?:it\ )?(?:that|if)\ you
      | make\ sure(?:\ that)?(?:\ you|\ to)? | be\ sure\ to | you\ (?:should|must|have\ to|need\ to|are\ to)
      | remember\ to | try\ to | do\ your\ best\ to | i\ would\ rather\ you
      | it\ would\ be\ (?:great|nice|good)\ if\ you\ (?:could|would)?
      | the\ rule\ is | new\ rule | rule | i\ prefer\ (?:it\ )?(?:when|if|that)\ you
      | my\ preference\ is\ that\ you | if\ possible | for\ me
      )\s*[,:]?\s+"""
)
_WANTS = re.compile(
    (
        r"\bi (?:want|need|expect) you to|i would like you to|i would (?:prefer|rather|appreciate)"
        r"|make sure|be sure to|you (?:should|must|have to|need to|are to)\b"
    ),
    re.IGNORECASE,
)
_REFUSES = re.compile(
    (
        r"^(?:i do not want you to|i would rather you (?:did|do) not|i would prefer (?:it )?(?:if"
        r"|that) you (?:did|do) not|you (?:must|should|may|can) (?:not|never)|i do not want you"
        r"|please refrain from|refrain from|i do not like it when you)\s(?:ever\s)?"
    ),
    re.IGNORECASE,
)
_STOP = re.compile(r"^(?:stop|quit|avoid)\s(?P<act>\w+ing\b.*)", re.IGNORECASE)
_NOT = re.compile(
    r"^(?:(?:always )?(?:do not|never|not|no longer)(?:\s(?:ever|ever again|any more))?)\s(?P<act>.+)", re.IGNORECASE
)
_OF_SOMETHING = frozenset("write say use add give call put mention include make tell ask quote show begin".split())
"""What cannot be left without saying what of it."""
_STANDING_ALONE = re.compile(
    r"^(?:answer|reply|respond|write|speak|talk)(?: to me| me"
    r"| back)? in (?P<language>[a-z]+)\b|^use (?:only )?(?:the )?(?:metric|imperial|british|american"
    r"|celsius|fahrenheit|24-hour|12-hour|bullet|simple|plain|formal|informal)\b"
    r"|^explain (?:things|everything|it all|stuff) (?:to me )?(?:like|as if|as though)\b"
    r"|^(?:stick to|only use|use only)\b|^(?:keep|make) (?:(?:all )?(?:your|the|all) )?(?:answers|replies"
    r"|responses)\b|^address me as\b",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    (
        r"^(?:please\s(?:,\s)?)?no (?:more )?(?P<what>[\w-]+(?: [\w-]+)?)(?: ,)? (?:please|any more"
        r"|from now on|in your answers)\b.*"
    ),
    re.IGNORECASE,
)
ORDERING = (
    ADDRESSED
    | ROUNDABOUT
    | CHANGING
    | frozenset(
        """
    salutation greeting nickname
    always never please call calls called stop avoid quit future forward from whenever when every sure you no refrain
    fine
    okay ok allowed free forget ignore default emojis rather mind appreciate answers answer replies responses only
    banned     forbidden need needed necessary required scrap drop explanations messages units please pls
    """.split()
    )
)
"""Words without one of which nothing is ordered."""


def orders(text: str) -> Iterator[Order]:
    """What a sentence (plain, without times) lays down for the assistant, or takes back."""
    whole = list(_ordered(text))
    if any(not one.over for one in whole) and (left := _LEFT_OUT.search(text)):  # first: the new order names it too
        key = act_key(left["act"])
        yield Order("instruction", "", key, sentence(f"No longer: {left['act']}"), over=True)
    yield from _each_of_two(text, whole) or whole


_LEFT_OUT = re.compile(
    r"\b(?:without|instead of|rather than) (?:any |the |using |giving |adding )*(?P<act>[a-z][\w-]*(?: [\w-]+)?)"
    r"(?=\s*$| (?:from now on|please|in future|any more|now)\b|\s?[,;.])",
    re.IGNORECASE,
)
""" "Answer without bullet points from now on": bullet points are not wanted any more."""


_AND_ALSO = re.compile(
    rf",? and (?:also |please )*(?=(?:(?P<bound>always|never|do not) )?(?:{'|'.join(sorted(ADDRESSED))}|avoid)\b)",
    re.IGNORECASE,
)
""" "Keep answers short and use bullet points"."""


def _each_of_two(text: str, whole: list[Order]) -> list[Order]:
    """The two orders of a sentence that joins them by "and"; none where it gives one, or a ban may go over both."""
    if len(whole) != 1 or whole[0].over or whole[0].attribute != "instruction":
        return []
    found = _AND_ALSO.search(text)
    if found is None or (whole[0].value.startswith("never") and not found["bound"]):
        return []
    second = text[found.end() :] if found["bound"] else f"always {text[found.end() :]}"
    each = [list(_ordered(part)) for part in (text[: found.start()], second)]
    return [one for several in each for one in several] if all(len(several) == 1 for several in each) else []


_FOR_NOW = re.compile(
    r"\b(?:(?:for|in) (?:this|these|the (?:following|next))|this (?:time|once)|for (?:now|once)|just here)\b",
    re.IGNORECASE,
)
""" "Use bullet points for this list" is asked once."""


def _ordered(text: str) -> Iterator[Order]:
    text = " ".join(text.strip(" .!?,;").replace(", ", " , ").split())
    if changed := list(changed_orders(text)):
        yield from changed
        return
    spoken, text = text, _plainly(text)
    if names := list(called(text)) or list(renamed(spoken)):
        yield from names
        return
    bare, standing, wanted = _without_opening(text)
    if (over := withdrawn((bare, text), spoken)) is not None:
        yield from over
        return
    act = _act_of(text, bare, standing=standing)
    if act is None:
        return
    bare, also = without_always(act.bare)
    bare = _TAIL.sub("", bare)
    act = replace(act, bare=trimmed(bare).strip(" ,"), standing=act.standing or also)
    if _is_ordered(act, wanted=wanted):
        yield _order(act, text)


def _plainly(text: str) -> str:
    """The sentence reworded, without thanks and without the reason for the order."""
    text = reworded(text).replace(" ,", ",")
    if no := _NO_MORE.match(text):
        text = f"never use {no['what']}"
    text = patterns.replaced(r"\s?,?\s(?:please|thanks|thank you)$", "", text, re.IGNORECASE)
    text = patterns.replaced(r"^let us (?=(?:stop|quit)\b)", "please ", text, re.IGNORECASE)
    return _REMINDED.sub(_plainly_always, _REASON.sub("", text))


@dataclass(frozen=True, slots=True)
class _Act:
    """What is to be done, or left (``negative``); ``standing``: its words say that it is meant for good."""

    bare: str
    negative: bool
    standing: bool

    @property
    def first(self) -> str:
        return self.bare.split()[0].casefold().strip(",") if self.bare else ""

    @property
    def reply_language(self) -> str:
        """The name of the language in which it asks for answers, or nothing."""
        language = LANGUAGE.match(self.bare)
        if language is None or language["language"].casefold() not in LANGUAGES or self.negative:
            return ""
        return language["language"].title() if len(language["more"].split()) <= 4 else ""


def _act_of(text: str, bare: str, *, standing: bool) -> _Act | None:
    """The act of a sentence; ``bare`` is the sentence without what leads up to it."""
    if match := _REFUSES.match(text):
        return _Act(text[match.end() :], negative=True, standing=True)
    if match := _REFUSES.match(bare):
        return _Act(bare[match.end() :], negative=True, standing=True)
    if match := _STOP.match(patterns.replaced(r"^always\s", "", bare, re.IGNORECASE)):
        first = match["act"].split()[0]
        base = base_of(first.casefold())
        if base is None or base not in ADDRESSED:
            return None
        return _Act(f"{base}{match['act'][len(first) :]}", negative=True, standing=True)
    if match := _NOT.match(bare):
        first = match["act"].split()[0].casefold()
        return _Act(match["act"], negative=True, standing=standing or first in ADDRESSED)
    if bare.casefold().startswith("always "):
        return _Act(bare[7:], negative=False, standing=True) if _is_asked_of_who_answers(bare[7:]) else None
    return _Act(bare, negative=False, standing=standing)


def _is_ordered(act: _Act, *, wanted: bool) -> bool:
    """Whether an act is something that the assistant is told for good; ``wanted``: it is worded as a wish."""
    first, known = act.first, FORMS.get(act.first)
    if first in _NO_ACTS or (first != "be" if known is None else known.form != "base"):
        return False
    if not (act.standing or _stands_alone(act.bare) or (wanted and first in ADDRESSED and _ANSWERS.search(act.bare))):
        return False
    words = len(act.bare.split())
    if words > 40 or (words < 2 and (not act.negative or first in _OF_SOMETHING)):
        return False
    if act.reply_language:
        return True
    return act.bare.casefold() != "say never" and not (act.negative and _COURTESY.match(act.bare))


def _stands_alone(bare: str) -> bool:
    """Whether it can only be meant for good, without a word that says so."""
    language = LANGUAGE.match(bare)
    named = language is None or language["language"].casefold() in LANGUAGES
    return named and _STANDING_ALONE.match(bare) is not None and _FOR_NOW.search(bare) is None


def _order(act: _Act, text: str) -> Order:
    if name := act.reply_language:
        return Order("reply_language", name, value_key(name), sentence(f"Answer in {name}"), many=False)
    key = act_key(lemmatised(act.bare))
    own, contrary = (f"not {key}", key) if act.negative else (key, f"not {key}")
    told = f"{'never' if act.negative else 'always'} {act.bare[:1].lower()}{act.bare[1:]}"
    content = _said(text) or sentence(f"{told[:1].upper()}{told[1:]}")
    return Order("instruction", told, own, content, instead_of=contrary)


_TAIL = re.compile(
    r"\s(?:any more|please|again|ever|every time|always|okay|ok|thanks|unless .*|, ok.*)$", re.IGNORECASE
)
_ANSWERS = re.compile(r"\b(?:your (?:answers|replies|responses)|me as)\b")
_NO_ACTS = frozenset(
    "mind been know let thank think want forget have get stop come wonder see remember happen believe worry".split()
)
"""Verbs with which nothing is ordered."""
_REASON = re.compile(
    r"(?<=\w)\s?,\s(?:(?:because|since|as|and (?:that|this) is)\s|(?:i|it|they|we|my \w+|he|she|this|that)"
    r" (?:is|was|are|am|were|gives?|puts?|causes?|takes?|triggers?"
    r"|write|use|have|has|had|can|do|does|did|hate|find|prefer|like|love|need|get|makes?|drives?"
    r"|looks?|feels?|sounds?|hurts?|told|said|asked|mean|meant|insist|confuses?|distracts?|annoys?|bothers?|read|speak"
    r"|live|work|only|just|already|always|never)\b|it (?!for\b)\w+s\b).*$"
    r"|(?<=\w)\s(?:its|it is|they are|thats|that is)\s(?:(?:so|too|just|really|very|all|a bit|kinda?)\s)?"
    r"(?:\w+(?:ing|ish|ful|ous|less|[ndskglr]y)|rude|lame|cringe|weird|bad|dumb|stupid)$",
    re.IGNORECASE,
)
"""Why something is ordered, behind the order: "never suggest tables, they confuse me", "never use emojis its corny"."""


_REMINDED = re.compile(
    r"^(?:please )?(?:do not(?: ever)?|never) (?:forget|stop|fail|neglect|cease|omit) (?:to )?(?P<act>\w+)",
    re.IGNORECASE,
)


def _plainly_always(found: re.Match[str]) -> str:
    """ "Do not forget to use tables" is "always use tables"."""
    lemma = base_of(found["act"].casefold())
    return f"always {lemma}" if lemma in ADDRESSED else found[0]


def _is_asked_of_who_answers(act: str) -> bool:
    """Whether it is something for who writes the answers, and no rule of life ("always look on the bright side")."""
    first = act.split()[0].casefold() if act.split() else ""
    return (base_of(first) or first) in ASKABLE or patterns.search(
        r"\b(?:me|answers?|repl(?:y|ies)|responses?|messages?|code|examples?|sources?|units?)\b", act, re.IGNORECASE
    ) is not None


_COURTESY = re.compile(
    r"(?:be (?:afraid|shy|scared|worried|sad|too hard|so hard|hard on|discouraged|ashamed|sorry|surprised|fooled|late"
    r"|nervous"
    r"|silly|mad|upset|alarmed|fooled|a stranger)|worry|give up|hesitate|panic|lose (?:hope|heart|sight)|miss|stress"
    r"|bother"
    r"|fret|look back|mind|feel (?:bad|guilty|sorry)|let (?:it|them|anyone)|get me wrong|judge a book)\b",
    re.IGNORECASE,
)
"""What is said to cheer somebody up and orders nothing."""


def _said(text: str) -> str:
    """The speaker's own words, where they are an order as they stand."""
    words = patterns.replaced(r"^(?:please|and|so|also|ok|okay|but|,)\s+", "", text.strip(" ,"), re.IGNORECASE)
    words = patterns.replaced(r"(?:\s?,)?\s(?:please|ok|okay|thanks|thank you)$", "", words, re.IGNORECASE)
    return (
        sentence(words.replace(" ,", ","))
        if patterns.match(r"(?:always|never|do not)\b", words, re.IGNORECASE) and "again" not in words
        else ""
    )


def _without_opening(text: str) -> tuple[str, bool, bool]:
    """The order itself; whether it is said to stand; whether it is worded as a wish."""
    bare, standing = without_always(text)
    wanted = _WANTS.search(text) is not None
    for _ in range(8):
        match = _OPENING.match(bare)
        if match is None or not match.group(0):
            break
        bare = bare[match.end() :]
    bare, again = without_always(patterns.replaced(r"^to\s", "", bare))
    if patterns.search(r"\b(?:remember to|make sure|be sure to)\b", text, re.IGNORECASE) and patterns.search(
        r"\b(?:every time|always)\b", text, re.IGNORECASE
    ):
        standing = True
    return bare.strip(" ,:"), standing or again, wanted
