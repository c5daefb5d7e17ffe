"""What somebody does again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from toldonce.memory.extract.clauses.claims import Claim, clause_is_over, says_now
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head, trimmed
from toldonce.memory.extract.english.verbs import base_of, takes_form
from toldonce.memory.slots import value_key

_NEVER_A_HABIT = frozenset(
    """
    be have think know want feel hear see find say tell mean wonder remember forget need hope believe guess
    understand seem get
    try let come look appreciate start stop end seem care worry assume keep like love hate prefer enjoy mind happen
    become thank ask
    """.split()
)
_COUNTED = frozenset("eat drink smoke".split())
_BY_ITSELF = frozenset("smoke vape".split())
"""What nobody says of themselves who does it once."""
_BY_THE_DAY = frozenset("smoke vape drink".split())
_SO_MANY = re.compile(
    r"(?:(?:about|around|roughly|nearly|up to|at least|some) )?(?:\w+|a few|a couple of|half a)(?: (?!of\b)[\w-]+){0,3}"
    r" (?:a|per) (?:day|week)(?: now)?$"
)
_HOW_MANY = (
    r"^(?:(?:about|around|roughly|nearly|up to|at least|some) )?(?:\w+|a few|a couple of|half a) (?=\w+ (?:a|per) )"
    r"| (?:a|per) (?:day|week)(?: now)?$"
)
""" "(I smoke) a pack a day", "(I drink) four coffees a day"."""
_TAKEN_SO = re.compile(
    r"(?:[\w' ]{3,30}? (?:in|with) my |my )(?:tea|coffee|porridge|cereal)(?: (?:black|white|strong|weak|neat|plain"
    r"|sweet|with [\w ]{3,20}|without [\w ]{3,20}))?$",
    re.IGNORECASE,
)
""" "(I take) sugar in my tea", "(I drink) my coffee black": how something is had, which goes without a cadence."""


_DELIVERED = re.compile(r"(?:a|the|my|our) (?:[\w-]+ )?(?:box|paper|papers|milk|delivery|shopping|parcel|groceries)\b")
""" "(We get) our veg box on Thursdays"."""


def habit_of(
    clause: Clause, cadence: re.Pattern[str], habitual: frozenset[str], ing_form: Callable[[str], str]
) -> Iterator[Claim]:
    """The habit that a clause tells of, or the end of one. ``value`` is the act; how often stands in the words."""
    verb, text = clause.verb, clause.object
    if clause.who is None or clause.who.kind != "self":
        return
    if clause.what:
        if (
            patterns.fullmatch(r"(?:\w+\s)?(?:routine|habit|ritual|custom)", clause.what, re.IGNORECASE)
            and verb.lemma == "be"
        ):
            yield from _from_words(patterns.replaced(r"^to\s", "", text), cadence, clause)
        return
    if verb.lemma in ("have", "get") and (
        match := patterns.match(
            r"(?:(?:a|the|into the|in the|my)\s)*(?:\w+\s)?habit of\s(?P<act>.+)", text, re.IGNORECASE
        )
    ):
        yield from _from_words(match["act"], cadence, clause)
        return
    if (
        verb.lemma == "have"
        and (cadence.search(clause.text) or verb.adverbs & {"always", "usually"})
        and not verb.negated
        and 0 < len(_without(text, cadence).split()) <= 6
    ):
        pass  # "Every Sunday we have pancakes"
    elif verb.lemma == "get" and (
        text.startswith("up ") or (_DELIVERED.match(text) and not verb.negated and cadence.search(clause.text))
    ):
        pass
    elif verb.lemma in _NEVER_A_HABIT or (verb.lemma == "do" and not text):
        return
    own_way = verb.lemma in ("take", "drink") and _TAKEN_SO.match(text) is not None
    own_way = own_way or (verb.lemma in _BY_ITSELF and not text)
    own_way = own_way or (verb.lemma in _BY_THE_DAY and _SO_MANY.match(text) is not None)
    stated = own_way or cadence.search(clause.text) is not None
    over = (verb.ended and verb.modal not in ("must", "should", "ought")) or (verb.negated and clause_is_over(clause))
    if over and verb.lemma in ("live", "reside", "work", "own", "drive", "speak", "study", "date", "see"):
        return
    if over:
        act = _act(verb.lemma, _without(text, cadence))
        if act and len(act.split()) <= 9:
            yield Claim(
                "habit", act, verb.lemma, _without(text, cadence), type="preference", ends=True, key=act_key(act)
            )
            if verb.ended and verb.lemma not in ("do", "play", "eat", "drink", "smoke") and len(act.split()) <= 3:
                pursuit = trimmed(f"{ing_form(verb.lemma)} {head(text)}")
                yield Claim("hobby", pursuit, "do", pursuit, type="preference", ends=True)
        return
    if own_way and says_now(clause) and _SO_MANY.match(text) and not (verb.past or verb.negated):
        before = f"{verb.lemma} {patterns.replaced(_HOW_MANY, '', text)}"  # "four coffees a day" were so many until now
        yield Claim(
            "habit", before, verb.lemma, before, type="preference", ends=True, timeless=True, key=act_key(before)
        )
    if verb.started and patterns.search(r"\bas a (?:new )?hobby\b", text):
        pursuit = trimmed(f"{ing_form(verb.lemma)} {head(patterns.replaced(r' ?as a (?:new )?hobby.*', '', text))}")
        yield Claim("hobby", pursuit, "do", pursuit, type="preference", change=True)
        return
    if verb.past or verb.modal or verb.perfect or (verb.progressive and not verb.started):
        return
    never = bool(verb.adverbs & {"never", "rarely"}) or (verb.negated and verb.lemma in ("drink", "smoke"))
    if verb.negated and not never:
        return
    if never and (
        verb.lemma
        not in ("eat", "drink", "smoke", "use", "watch", "wear", "buy", "take", "skip", "work", "drive", "cook")
        or len(text.split()) > 5
    ):
        return
    if not (
        stated
        or verb.adverbs & habitual
        or never
        or "usually" in clause.fillers
        or clause.text.casefold().startswith("as a rule")
    ) and not (verb.started and stated):
        return
    if not stated and not never and not _concrete(text):
        return
    words = head(text)
    act = _act(verb.lemma, _without(text, cadence))
    often = cadence.search(clause.text)
    if often and often.group(0) not in words:
        words = f"{words} {_lower(often.group(0))}".strip()
    adverb = next((word for word in ("usually", "always", "never", "often", "rarely") if word in verb.adverbs), "")
    if verb.negated and not adverb:
        adverb = "never"
    if (
        act
        and len(words.split()) <= 14
        and not patterns.search(r"\b(?:you|your|error|code|issue|bug|this|that)\b", words, re.IGNORECASE)
    ):
        key = ("never " if never else "") + act_key(act)
        yield Claim(
            "habit",
            f"{'never ' if never else ''}{act}",
            verb.lemma,
            words,
            type="preference",
            settled=True,
            key=key,
            change=verb.started,
            adverb=adverb,
            confidence=0.85,
        )


def _from_words(text: str, cadence: re.Pattern[str], clause: Clause) -> Iterator[Claim]:
    words = head(text)
    first = words.split()[0].casefold() if words else ""
    lemma = base_of(first)
    if lemma is None or not takes_form(first, "ing", "base"):
        return
    rest = words[len(first) :].strip()
    act = _act(lemma, _without(rest, cadence))
    often = cadence.search(clause.text)
    if often and often.group(0) not in rest:
        rest = f"{rest} {_lower(often.group(0))}".strip()
    yield Claim(
        "habit", act, lemma, rest, type="preference", settled=True, key=act_key(act), change=clause.verb.lemma == "get"
    )


def _lower(often: str) -> str:
    return often if often[:3] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") else often[:1].lower() + often[1:]


def _act(lemma: str, rest: str) -> str:
    return trimmed(f"{lemma} {head(rest)}")


def act_key(act: str) -> str:
    """The form in which acts are compared: "taking cold showers" and "take a cold shower" are one."""
    words = [
        word
        for word in re.findall(r"[\w'-]+", act.casefold())
        if word not in ("a", "an", "the", "my", "our", "some", "any")
    ]
    return value_key(
        " ".join(
            word[:-1] if i and len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
            for i, word in enumerate(words)
        )
    )


def _without(text: str, cadence: re.Pattern[str]) -> str:
    return " ".join(cadence.sub(" ", text).split()).strip(" ,")


def _concrete(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 7 and not patterns.match(
        r"(?:it|that|this|them|you|so|about|to(?! (?:work|school|church|college|town|bed|the|my|class|mass|music)\b)"
        r"|the (?:same|best))\b",
        text,
        re.IGNORECASE,
    )
