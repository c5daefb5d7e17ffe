"""A question for one thing about somebody and for nothing else: "My car?", "How old is Leo?", "What do I work as?".

Such a question has no words of substance but those that name what it asks for. So it is known what would answer it: a
memory of that attribute, or a sentence that uses one of these words. A question with any other word of substance ("What
car did I rent in Porto?") asks for more, and is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from toldonce.memory.asking_topics import TOPICS, Topic
from toldonce.memory.extract.wording import plain
from toldonce.memory.terms import words

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
