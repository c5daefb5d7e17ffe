"""A question for one thing about somebody and for nothing else: "My car?", "How old is Leo?", "What do I work as?".

Such a question has no words of substance but those that name what it asks for. So it is known what would answer it: a
memory of that attribute, or a sentence that uses one of these words. A question with any other word of substance ("What
car did I rent in Porto?") asks for more, and is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from toldonce.memory.extract.wording import plain
from toldonce.memory.terms import words


@dataclass(frozen=True, slots=True)
class Topic:
    """``answers``: attributes that hold what is asked for, "taste." for all tastes; ``keys``: words of which one must
    stand in the question, or that a ``phrase`` of it stands for; ``beside``: others that may; ``sure``: who never told
    it has it in no other words."""

    answers: tuple[str, ...]
    keys: frozenset[str]
    beside: frozenset[str]
    phrase: re.Pattern[str] | None = None
    sure: bool = True

    def holds(self, attribute: str) -> bool:
        """Whether a memory of this attribute holds what is asked for."""
        return any(attribute.startswith(one) if one.endswith(".") else attribute == one for one in self.answers)


def _topic(answers: str, keys: str, beside: str = "", phrase: str = "", *, sure: bool = True) -> Topic:
    pattern = re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE) if phrase else None
    return Topic(tuple(answers.split()), frozenset(keys.split()), frozenset(beside.split()), pattern, sure)


_LOVED = "partner spouse fiance fiancee wife husband girlfriend boyfriend"
TOPICS = (
    _topic("age", "age old aged", "years year count behind", "how many years (?:do|have) i|what age"),
    _topic(
        "birthday",
        "birthday birthdays bday dob birth born congratulate congratulated birthdate",
        "date day month celebrate year wish happy party cake older grow turn people candles",
        "(?:grow|turn|get) (?:a year )?older|congratulate me",
    ),
    _topic(
        "home address",
        "live lives living reside resides residing residence home based dwell abode staying stay stays"
        " flat house apartment"
        " address settled located location",
        "city town country place village area moment part world street neighbourhood neighborhood lived",
    ),
    _topic(
        "hometown birthplace",
        "hometown grow grew raised upbringing childhood native originally roots birthplace brought hail hails born",
        "lie town city place country spend spent come comes region village home child kid year from origin",
        "home town|(?:where|town|city|country|place) (?:am|was) i from"
        r"|(?:where|place|town|city|country|region|village)[\w ]* come from|from where do i come",
    ),
    _topic(
        "job",
        "job jobs profession occupation living trade career professionally work working works paid earn earns",
        "line role title position money bread field kind sort type earning employed day full-time",
        "for a living",
    ),
    _topic(
        "employer",
        "employer company firm workplace employs employed organisation organization work works working salary",
        "pays pay business office place job wages",
    ),
    _topic(
        _LOVED,
        "partner spouse relationship dating seeing attached married significant sweetheart couple"
        " girlfriend boyfriend wife"
        " husband fiance fiancee fiancé fiancée romantic romantically lover beloved",
        "half life share heart love together involved engaged going person single better living name names called wise",
        "(?:other|better) half|share my life|(?:one|person|man|woman) (?:that |whom? )?i love|love of my life"
        "|whom? (?:am i|i am)(?: together)? (?:with|w)|whom am i (?:together )?with",
    ),
    _topic(
        "child son daughter",
        "kid kids child children son sons daughter daughters offspring",
        "ones little parent father mother many family name names named called give gave",
    ),
    _topic(
        "pet",
        "pet pets animal animals",
        "name names named called home house keep keeping own household kind kinds live lives share",
    ),
    _topic(
        "allergy",
        "allergy allergies allergic allergen allergens allergenic intolerant intolerance intolerances",
        "react reaction reactions suffer food foods avoid medical substances account brings cause causes triggers"
        " set sets off bring trigger things cook keep because stay away wise",
        "react (?:badly )?to|keep out of my food",
    ),
    _topic(
        "condition",
        "condition conditions illness illnesses disease diseases diagnosis diagnoses diagnosed treated"
        " ailment ailments"
        " disorder disorders complaint complaints ill sick medically health suffer suffering",
        "medical chronic problem problems trouble doctor doctors treatment issue issues live wrong find found",
        "doctors? (?:find|found|diagnosed?)|wrong with (?:me|my health)",
    ),
    _topic(
        "diet",
        "diet diets dietary diet's",
        "eat eating food foods nourish feed follow following kind preference preferences restriction restrictions"
        " requirement"
        " requirements special way nutrition meals describe keep stick",
        "how do i (?:eat|feed myself|nourish myself)|way of eating",
    ),
    _topic(
        "car",
        "car cars vehicle drive driving drives automobile motor wheels motorcar",
        "model make brand own use road ride kind type sort get around belongs garage parked",
    ),
    _topic(
        "phone",
        "phone phones telephone mobile smartphone handset cell cellphone",
        "model make brand own use carry device type kind sort texting call calls carrying pocket",
    ),
    _topic(
        "language",
        "language languages tongue tongues fluent fluently speak speaking",
        "write hold conversation talk"
        " know mother native first understand besides english converse master learned learnt foreign others",
        sure=False,
    ),
    _topic(
        "name full_name called", "name named called", "first full real own introduce introduced given go user prefer"
    ),
    _topic(
        "called",
        "nickname nicknames addressed nick",
        "name prefer like want go pet wish called friends people ask asked",
        "like to be called|want to be called|prefer to be called|go by",
    ),
    _topic("called name full_name", "call address", "name prefer like want friends people wish", "address me|call me"),
    _topic(
        "habit hobby",
        "habit habits routine routines regularly usually custom customs customary ritual rituals"
        " habitually routinely"
        " habitual recurring",
        "keep regular"
        " daily weekly morning evening week day days part usual regular normally often always matter things"
        " activities"
        " practice practices time spend look like typical form typically every each",
        "regular in my (?:week|day|life)|do (?:every|each) (?:day|week|morning|evening|night|month|sunday|weekend)",
        sure=False,
    ),
    _topic(
        "hobby habit",
        "sport sports"
        " hobby hobbies pastime pastimes leisure fun unwind relax interests recreation recreationally spare free off",
        "play doing time spend activities activity weekends weekend pleasure enjoy days hours like things pursuits"
        " pursue busy amuse"
        " occupy keep interest evenings working",
        sure=False,
    ),
    _topic(
        "taste. favourite. hobby",
        "like likes love loves enjoy fond keen liking likings taste tastes fan pleasure partial adore"
        " delight dislike"
        "  dislikes hate hates abide loathe detest despise stand bear aversion aversions object annoys"
        " annoy bothers"
        " irritates tolerate gripes peeves",
        "off please pleases"
        " happy makes make puts put turns gets nerves things thing kind sort avoid much really most pet"
        " find happy special care anything everything something"
        " particularly turns because",
        "pleases? me|am i into|makes? me happy|puts? me off|turns? me off|gets? on my nerves|care for",
        sure=False,
    ),
    _topic(
        "commitment",
        "promised promise promises undertaken obligations commitments tasks task todo due pending deadline"
        " deadlines"
        "  duties errands errand outstanding appointments agenda calendar chores supposed undertake forget"
        " pledged todos"
        " committed bound",
        "hanging over list need things left plate plans coming soon week today tomorrow month remember ought dates done"
        " make made take"
        " diary schedule open finish items still next planned say said",
        "(?:have|need|needs|got|ought|supposed|going|gotta|meant|want) (?:to )?(?:do|remember)"
        "|must i (?:still )?do|hanging over me|have i (?:got )?(?:still )?(?:to do|got to do)|on my (?:plate|list)"
        "|to[ -]?do(?: list)?|coming up",
        sure=False,
    ),
)
"""What questions are for; the words are those of `toldonce.memory.terms.words`, without the function words."""

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
    whether reached
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
_PURPOSE = re.compile(
    r"[\s,]+(?:for|per|in|according to|on) (?:the|my|your|this|a|an) (?:forms?|bio|profile|records?|notes?|file"
    r"|label|gift list|sitter|cv|card|register|paperwork)(?= ?[?.!]*$)",
    re.IGNORECASE,
)
_ASKING_HOW = re.compile(r"\b(?:what|how|which)\b", re.IGNORECASE)
_ASKS_TO_RING = re.compile(
    r"\b(?:can|could|will|would) you (?:\w+ ){0,2}(?:call|ring|phone|address) me\b", re.IGNORECASE
)
MOST_WORDS = 16


def whole_topic(question: str, names: Collection[str] = ()) -> Topic | None:
    """What a question is for that asks for one thing of the user, or of one whose ``names`` (case-folded) stand in it;
    None where it asks for more, or for nothing of these."""
    text = plain(question)
    said = words(text)
    if not said or len(said) > MOST_WORDS or (_ASKS_TO_RING.search(text) and not _ASKING_HOW.search(text)):
        return None
    own_names = {part for name in names for part in name.split()}
    if not (own_names or _OWN.intersection(words(_TOLD_TO.sub(" ", text)))):
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
