"""A question for one thing about somebody and for nothing else: "My car?", "How old is Leo?", "What do I work as?".

Such a question has no words of substance but those that name what it asks for. So it is known what would answer it: a
memory of that attribute, or a sentence that uses one of these words. A question with any other word of substance ("What
car did I rent in Porto?") asks for more, and is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from toldonce.memory.asking_topics import TOPICS, Topic
from toldonce.memory.asking_whom import (
    FIRST_PERSON,
    I_TOO,
    NAME_BEHIND,
    NAMED_RELATIVE,
    PLURAL,
    RELATIVE,
    TONGUES,
    called_by,
    names_in,
    relatives_in,
)
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.slots import ONE_VALUE
from toldonce.memory.terms import words
from toldonce.ports import USER

_ASKING = frozenset(
    """
    um uh erm er hmm yo mind
    know knows tell told remember remind reminded recall name say said mention mentioned share shared please list
    again currently now still today moment nowadays present presently days exactly actually ever already got get
    anyone someone somebody anybody anything something memory notes note record records file profile information
    details give gave hey hi hello ok okay well quick quickly question check idea wondering wonder curious kindly
    could would might may can will shall must ought need i'm ive im what's whats who's whos where's wheres how's
    hows when's which's long far many much kind sort one ones thing things let us see happen happens does called
    whose whom by as upon remembered noted stored written saved user current use using used own owning whens forgot
    whether reached shud cud wud wat wats pls plz thx
    """.split()
)
_FUNCTION = frozenset(
    """
    a about above after against all also am an and any are at be been being before between but by can cannot could
    did do does doing don't for from had has have having he her hers him his how i if in into is it its me my mine
    myself no not of on once only or other our ours out over own same she so some such than that the their theirs
    them there these they this those to too under until up very was we were what when where which while who whom
    whose why will with would you your yours us should ought shall may might must r u ur w rn n gotta gonna
    """.split()
)
_OWN = frozenset("i me my mine myself we our us user user's".split())
_TOLD_TO = re.compile(r"\b(?:tell|remind|give|show|let) (?:me|us)\b", re.IGNORECASE)
_TOLD_HOW = re.compile(r"\b(?:should|shall|must) you\b", re.IGNORECASE)
"""What you should do is what the user wants."""
_PURPOSE = re.compile(
    r"[\s,]+(?:for|per|in|according to|on) (?:the|my|your|this|a|an) (?:forms?|bio|profile|records?|notes?|file"
    r"|label|gift list|sitter|cv|card|register|paperwork)(?= ?[?.!]*$)",
    re.IGNORECASE,
)
_ASKING_HOW = re.compile(r"\b(?:what|how|which)\b", re.IGNORECASE)
_ASKS_TO_RING = re.compile(
    r"\b(?:can|could|will|would) you (?:\w+ ){0,2}(?:call|ring|phone|address) me\b", re.IGNORECASE
)
_HOW_MUCH = re.compile(r"\bhow (?:much|often)\b|\bwhy\b", re.IGNORECASE)
MOST_WORDS = 16
_OWN_VALUE = re.compile(r"(?i:\b(?:do|did|am|was|have|had) i\b.{0,40}\b(?:in|at|for|to|from|an?|speak)) [A-Z]")
"""What the user asks for their own of is named: "Do I live in Berlin?"."""
_YES_OR_NO = re.compile(r"\W*(?:(?:so|and|ok|hey|wait),? )?(?:do|did|am|was|have|had) i\b", re.IGNORECASE)
_THEM = "them"
"""Stands for a relative in a question that is read without them."""
_BESIDES = re.compile(r"\b(?:besides|apart from|other than|except|else)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whole:
    """One thing that a question asks for: the ``subjects`` of whom it may be known (a relative by name, or by what they
    are to the user), the ``names`` that they are told by, and the ``topic``; ``value``: what the answer has to name, if
    it has to: "How long have I lived in Leith?"."""

    subjects: tuple[str, ...]
    names: frozenset[str]
    topic: Topic
    value: str = ""


def whole_of(question: str) -> Whole | None:
    """Of whom (the user, a relative, or one who is named) a question asks for one thing and nothing else, and for
    what."""
    relatives, names = list(relatives_in(question)), list(names_in(question))
    if relatives:
        of_them = _whole_of_relative(question)
        if of_them is not None and of_them.topic.answers[0] not in ("name", "called"):
            return of_them
        topic = whole_topic(question if of_them is None else NAMED_RELATIVE.sub(r"\g<whom>\g<own>", question))
        return Whole((USER,), frozenset(), topic) if topic and topic.holds(relatives[0]) else None
    if not names:
        tongue = _tongue_of(question)
        topic = whole_topic(question, (tongue,)) if tongue else whole_topic(question)
        if topic is None or (tongue and not topic.holds("language")):
            return None
        return Whole((USER,), frozenset(), topic, tongue)
    if len(names) > 1:
        return None
    subject = names[0].casefold()
    topic = whole_topic(question, (subject,))
    if topic and _OWN_VALUE.search(question):
        any_will_do = topic.answers[0] in ONE_VALUE and _YES_OR_NO.match(question) is not None
        return Whole((USER,), frozenset(), topic, "" if any_will_do else subject)
    return Whole((subject,), frozenset({subject}), topic) if topic else None


def _tongue_of(question: str) -> str:
    """The language that a question of the user is about: "Do I speak Igbo?"; nothing where it asks for others."""
    if _BESIDES.search(question) or not FIRST_PERSON.search(question):
        return ""
    return next((word for word in words(question) if word in TONGUES), "")


def _whole_of_relative(question: str) -> Whole | None:
    """The one thing that a question asks for of one relative of the user: "How old is my wife?"."""
    matches = list(RELATIVE.finditer(question))
    if len(matches) != 1 or matches[0]["many"] or PLURAL.search(question) or I_TOO.search(question):
        return None
    match = matches[0]
    behind = NAME_BEHIND.match(question, match.end())
    name = behind["name"].removesuffix("'s").casefold() if behind is not None else ""
    end = behind.end() if behind is not None else match.end()
    topic = whole_topic(f"{question[: match.start()]}{_THEM}{question[end:]}", (_THEM,))
    if topic is None or any(one not in name.split() for one in map(str.casefold, names_in(question[end:]))):
        return None
    called = list(called_by(match))
    told_by = {word for word, relative in RELATION_WORDS.items() if relative in called and "_" not in word}
    subjects = [*([name] if name else []), *(f"{USER}.{one}" for one in called)]
    return Whole(tuple(dict.fromkeys(subjects)), frozenset(told_by | ({name} if name else set())), topic)


def whole_topic(question: str, names: Collection[str] = ()) -> Topic | None:
    """What a question is for that asks for one thing of the user, or of one whose ``names`` (case-folded) stand in it;
    None where it asks for more, or for nothing of these."""
    text = plain(question)
    said = words(text)
    if (
        not said
        or len(said) > MOST_WORDS
        or _HOW_MUCH.search(text)
        or (_ASKS_TO_RING.search(text) and not _ASKING_HOW.search(text))
    ):
        return None
    own_names = {part for name in names for part in name.split()}
    if not (own_names or _OWN.intersection(words(_TOLD_TO.sub(" ", text))) or _TOLD_HOW.search(text)):
        return None
    said = words(_PURPOSE.sub("", text)) or said
    of_substance = [word for word in said if word not in _FUNCTION and word not in own_names]
    fitting = [
        topic
        for topic in TOPICS
        if (not topic.keys.isdisjoint(said) or (topic.phrase is not None and topic.phrase.search(text)))
        and all(word in topic.keys or word in topic.beside or word in _ASKING for word in of_substance)
    ]
    return _nearest(fitting, text, said)


def _nearest(fitting: list[Topic], text: str, said: list[str]) -> Topic | None:
    """The topic that most words of a question are for; of equals the one that comes first."""
    asks_where, asks_when = "where" in said or "place" in said, "when" in said or "day" in said or "date" in said
    best, most = None, 0
    for topic in fitting:
        count = sum(2 * (word in topic.keys) + (word in topic.beside) for word in said)
        count += 3 * bool(topic.phrase and topic.phrase.search(text))
        if topic.answers[0] in ("home", "employer", "hometown") and asks_where:
            count += 2
        if topic.answers[0] == "birthday" and asks_when:
            count += 2
        if topic.answers[0] == "employer" and not {"for", "at", "where", "who", "whom"}.isdisjoint(said):
            count += 1 + ("living" not in said)
        if count > most:
            best, most = topic, count
    return best
