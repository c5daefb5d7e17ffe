"""What somebody likes best, prefers and speaks, and which rule reads which verb and noun of likings and pastimes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, trimmed
from toldonce.memory.extract.english.verbs import ing_form
from toldonce.memory.extract.themes.pastimes import own_hobby, pursue
from toldonce.memory.extract.themes.tastes import (
    NOT_TASTES,
    TASTES,
    be_fond,
    can_not,
    change_mind,
    come_round,
    drive_crazy,
    have_taste,
    like,
    mind,
)
from toldonce.memory.slots import value_key

_CADENCE = re.compile(
    r"\b(?:every\s(?:single |other |second |few )?(?:morning|evening|night|day|week|weekend|month|year"
    r"|summer|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?(?:\sand (?:every )?\w+day)*"
    r"(?:\s(?:morning|evening|night|afternoon))?"
    r"|(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\s(?:mornings|evenings|nights|afternoons|lunchtimes)"
    r"|(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:\sand\s\w+days)*|(?:once|twice"
    r"|three times|four times|five times|\d+ times|several times|a few times|a couple of times)\s(?:a"
    r"|per|each|every)\s(?:day|week|month|year)|daily|weekly|nightly"
    r"|on weekends|at weekends|on weekdays|most (?:days|mornings|evenings|nights|weekends)"
    r"|each (?:morning|evening|night|day|week|\w+day)|(?:before|after) (?:breakfast|lunch|dinner|work"
    r"|bed|going to bed|school|coffee)|first thing in the morning|in the (?:mornings|evenings)"
    r"|all the time|regularly)\b",
    re.IGNORECASE,
)
_HABITUAL = frozenset("usually always often normally typically generally regularly never rarely frequently".split())


def prefer(clause: Clause) -> Iterator[Claim]:
    """ "I prefer tea over coffee", "I prefer to work in the morning"."""
    text = clause.object
    if (
        clause.what
        or clause.verb.past
        or patterns.match(
            r"(?:it|that|this|the (?:first|second|former|latter|other)|if|you|to be called|being called|not)\b",
            text,
            re.IGNORECASE,
        )
    ):
        return
    if clause.verb.negated:
        return
    words = patterns.replaced(r"\s(?:[,;:]|(?:because|but|so|if|when it comes)\b).*$", "", text).strip()
    if words and len(words.split()) <= 12 and not patterns.search(r"\bcall me\b", text, re.IGNORECASE):
        yield Claim("preference", words, "prefer", words, type="preference")


def own_favourite(clause: Clause) -> Iterator[Claim]:
    """ "My favourite colour is blue", "my favourite has always been"."""
    match = patterns.match(
        (
            r"(?:(?:new|current|all-time|absolute|all time|personal|second|number one|very)\s)*(?:favourite"
            r"|number one|top|go-to)\s(?:of all time\s)?(?:kind of |type of "
            r"|sort of )?(?P<topic>[\w' -]+?)(?:\s(?:of all time|ever|right(?: now)?|at the moment"
            r"|at present|these days|nowadays|now|currently|lately|so far|overall|of the moment|to \w+|is))*$"
        ),
        clause.what,
        re.IGNORECASE,
    )
    if match is None or (clause.verb.lemma != "be" and not clause.verb.progressive) or clause.verb.hypothetical:
        return
    topic = value_key(match["topic"])
    if patterns.search(r"\byours?\b", topic):
        return
    text = patterns.replaced(r"^(?:definitely|probably|still|always|got to be|now|called|by|the)\s", "", clause.object)
    if clause.verb.progressive:
        text = clause.text.split(" is ", 1)[-1]
    if patterns.match(r"(?:when|that|how|what|to\b|because|if|in\b|on\b|at\b|from\b|out\b)", text, re.IGNORECASE):
        return
    topic = {"color": "colour", "movie": "film"}.get(topic, topic)
    item = _favourite_value(text)
    if not item or len(item.split()) > 8 or item.casefold() in NOT_TASTES:
        return
    if _NO_FAVOURITE.search(item) or _NO_TOPIC.search(topic):
        return
    past = clause.verb.past
    yield Claim(
        f"favourite.{topic}",
        item,
        "be",
        item,
        type="preference",
        topic=f"favourite {match['topic']}",
        timeless=not past and not clause.verb.negated and clause.verb.perfect and not _says_since(clause),
    )


_NO_FAVOURITE = re.compile(
    r"^(?:for|bye|nobody|nothing|not|no|switched|changed|one|update|new)\b|\b(?:has|have|had|been|became|is|are|was|can|could"
    r"|beats?|replaced|favourite)\b",
    re.IGNORECASE,
)
"""Words of a sentence that no favourite thing is called by."""
_NO_TOPIC = re.compile(r"\b(?:was|were|is|are|became|changed|used|has|have)\b", re.IGNORECASE)


def _says_since(clause: Clause) -> bool:
    times = clause.times()
    return times.since is not None or times.lasting is not None


def _favourite_value(text: str) -> str:
    match = patterns.match(
        r"(?:the\s)?[A-Z0-9][\w'’&.-]*(?:\s(?:(?:of|the|and|de|in|to|for|a)\s){0,2}[A-Z0-9][\w'’&.-]*)*", text
    )
    if match and len(match[0].split()) > 1:
        return trimmed(match[0])
    return trimmed(
        patterns.replaced(
            (
                r"\s(?:any more|by far|hands down|of all time|for sure|ever|over|with|from|on|in|at|by|instead of"
                r"|and it|and always)\b.*$"
            ),
            "",
            head(text),
        )
    )


def replace_favourite(clause: Clause) -> Iterator[Claim]:
    """ "Dune has replaced Emma as my favourite book"."""
    match = patterns.match(
        r".+?\sas my (?:new )?(?:favourite|number one)\s(?P<topic>[\w -]+)", clause.object, re.IGNORECASE
    )
    if match and clause.subject and clause.verb.lemma in ("replace", "overtake", "dethrone", "beat"):
        topic = value_key(trimmed(match["topic"]))
        yield Claim(
            f"favourite.{topic}",
            clause.subject,
            "be",
            clause.subject,
            type="preference",
            topic=f"favourite {topic}",
            who=the_user(),
            change=True,
        )


def speak(clause: Clause) -> Iterator[Claim]:
    """ "I speak Danish and some Greek", "I can speak", "I am learning Korean", "I know Polish"."""
    if clause.what:
        return
    text, verb = clause.object, clause.verb
    if verb.lemma == "be":
        match = patterns.match(
            (
                r"(?:(?:completely|totally|nearly|almost|quite|pretty|fully)\s)*(?:fluent|bilingual|proficient"
                r"|a native speaker|conversational)\s(?:in|of)\s(?P<what>.+)"
            ),
            text,
            re.IGNORECASE,
        )
        text = match["what"] if match else ""
    elif verb.lemma == "grow":
        match = patterns.match(r"up (?:speaking|with|bilingual in)\s(?P<what>.+)", text, re.IGNORECASE)
        text = match["what"] if match else ""
    past = verb.past and verb.lemma != "grow" and not verb.modal
    if not text or past:
        return
    learning = verb.lemma in ("learn", "study")
    for item in _languages(text):
        verb_words = ("be", f"learning {item}") if learning else ("speak", item)
        early = verb.lemma == "grow"
        yield Claim("language", item, *verb_words, planned="can", change=early, timeless=early)


def _languages(text: str) -> Iterator[str]:
    text = patterns.replaced(
        (
            r"\b(?:both|some|a little(?: bit of)?|a bit of|basic|fluent|good|decent|broken|passable|also"
            r"|native|conversational|only|how to speak|fluently|well|as well as|three languages :"
            r"|two languages :|four languages :)\s"
        ),
        "",
        text,
        flags=re.IGNORECASE,
    )
    for item in re.split(r"\s(?:,\s(?:and\s)?|and\s|or\s|&\s|as well as\s|plus\s|but\s)", text):
        words = trimmed(item).split()
        two = " ".join(words[:2]).casefold()
        if two in LANGUAGES and len(words) > 1:
            yield two[:1].upper() + two[1:]
        elif (
            words
            and words[0].casefold() in LANGUAGES
            and (
                len(words) == 1
                or words[1].casefold()
                in (
                    "at",
                    "well",
                    "with",
                    "fluently",
                    "quite",
                    "too",
                    "pretty",
                    "since",
                    "from",
                    "badly",
                    "natively",
                    "like",
                    "perfectly",
                    "better",
                    "enough",
                    "every",
                    "because",
                    "so",
                    "for",
                    "in",
                    "on",
                    "now",
                    "very",
                    "really",
                    "language",
                    "lessons",
                )
            )
        ):
            yield words[0].title()


def own_language(clause: Clause) -> Iterator[Claim]:
    """ "My native language is Danish"."""
    if clause.verb.lemma in ("be", "include"):
        for item in _languages(clause.object):
            yield Claim("language", item, "speak", item)


def have_habit(clause: Clause) -> Iterator[Claim]:
    """ "I go running every Tuesday", "I usually skip breakfast", "I have a habit of", "my routine is to"."""
    from toldonce.memory.extract.themes.habits import habit_of

    yield from habit_of(clause, _CADENCE, _HABITUAL, ing_form)


VERBS: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(TASTES, (like,)),
    "have": (have_taste,), "drive": (drive_crazy,), "get": (can_not,), "pick": (pursue,), "mind": (mind,),
    "stand": (can_not,), "bear": (can_not,), "tolerate": (can_not,), "come": (come_round,),
    "grow": (come_round, speak), "go": (come_round,), "start": (come_round, pursue), "begin": (pursue,),
    "change": (change_mind,), "be": (be_fond, speak), "prefer": (prefer,), "replace": (replace_favourite,),
    "overtake": (replace_favourite,), "do": (pursue,), "play": (pursue,), "take up": (pursue,), "quit": (pursue,),
    "spend": (pursue,), "speak": (speak,), "know": (speak,), "learn": (speak, come_round), "study": (speak,),
    "drop": (pursue,), "fall": (come_round,),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:.*\s)?(?:favourite|number one|go-to)\s.+", own_favourite),
    (r"(?:(?:main|new|other|biggest|favourite|only)\s)*(?:hobby|hobbies|pastime|interests|pastimes)", own_hobby),
    (
        (
            r"(?:native|first|second|other) languages?|mother tongue|native tongue|languages? (?:that )?(?:i"
            r"|we) speak|languages"
        ),
        own_language,
    ),
)
