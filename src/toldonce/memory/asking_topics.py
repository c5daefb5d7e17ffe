"""What a question can ask for that asks for one thing only: the attributes that hold it, and the words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toldonce.memory.slots import RELATIVES
from toldonce.memory.telling import (
    AGE,
    ALLERGY,
    CALLED,
    CAR,
    CONDITION,
    DISLIKED_FOOD,
    EMPLOYER,
    EMPLOYER_OF_OTHERS,
    EXERCISE,
    HOME,
    HOMETOWN,
    JOB,
    NAMED,
    NOT_EATEN,
    WHEREABOUTS,
    WORK_TO_COME,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """``answers``: attributes that hold what is asked for, "taste." for all tastes; ``keys``: words of which one must
    stand in the question, or that a ``phrase`` of it stands for; ``beside``: others that may; ``sure``: who never told
    it has it in no other words than ``keys`` and ``told``; ``telling``: how a sentence looks that tells it, for words
    that are used of much else (``telling_of_others``: of somebody else than its speaker); ``where``: what a memory of
    an attribute has to say for that."""

    answers: tuple[str, ...]
    keys: frozenset[str]
    beside: frozenset[str]
    phrase: re.Pattern[str] | None = None
    sure: bool = True
    told: frozenset[str] = frozenset()
    telling: re.Pattern[str] | None = None
    telling_of_others: re.Pattern[str] | None = None
    where: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def holds(self, attribute: str, content: str | None = None) -> bool:
        """Whether a memory of this attribute holds what is asked for; ``content``: what it says, where known."""
        for one in self.answers:
            if attribute.startswith(one) if one.endswith(".") else attribute == one:
                needed = self.where.get(one)
                return needed is None or content is None or needed.search(content) is not None
        return False


def _topic(
    answers: str,
    keys: str,
    beside: str = "",
    phrase: str = "",
    *,
    sure: bool = True,
    told: str = "",
    telling: str = "",
    of_others: str = "",
    where: Mapping[str, str] | None = None,
) -> Topic:
    pattern = re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE) if phrase else None
    conditions = {attribute: re.compile(said, re.IGNORECASE) for attribute, said in (where or {}).items()}
    return Topic(
        tuple(answers.split()),
        frozenset(keys.split()),
        frozenset(beside.split()),
        pattern,
        sure,
        frozenset(told.split()),
        re.compile(telling, re.IGNORECASE) if telling else None,
        re.compile(of_others or telling, re.IGNORECASE) if telling else None,
        conditions,
    )


_ABOUT_FOOD = (
    r"\b(?:coeliac|celiac|gluten|wheat|lactose|dairy|fructose|histamine|intoleran\w+|diabet\w+|gout|phenylketonuria|pku"
    r"|ibs|irritable bowel|crohn|reflux|eat\w*|food|drink\w*|recipes?|dish(?:es)?|meals?|cook\w*|meat|fish|pork"
    r"|alcohol)\b"
)
_BOUND = r"\b(?:fianc\w+|engaged|husband|wife|spouse|married|bride|groom)\b"
_ABOUT_WORK = r"\b(?:work|job|start at|join|position|role|hired|employ\w*)\b"
_NO_KIN = frozenset(
    """
    friend best_friend roommate flatmate neighbour colleague boss manager coach teacher doctor dentist therapist
    landlord ex ex_wife ex_husband
    """.split()
)
_LOVED = "partner spouse fiance fiancee wife husband girlfriend boyfriend"
TOPICS = (
    _topic(
        "age",
        "age old aged",
        "years year count behind",
        "how many years (?:do|have) i|what age",
        telling=AGE,
    ),
    _topic(
        "birthday",
        "birthday birthdays bday dob birth born congratulate congratulated birthdate",
        "date day month celebrate year wish happy party cake older grow turn people candles",
        "(?:grow|turn|get) (?:a year )?older|congratulate me",
    ),
    _topic(
        "home address",
        "live lives lived living reside resides residing residence home based dwell abode staying stay stays"
        " flat house apartment"
        " address settled located location",
        "city town country place village area moment part world street neighbourhood neighborhood",
        telling=HOME,
        of_others=WHEREABOUTS,
    ),
    _topic(
        "home address",
        "",
        "days live living staying",
        r"where (?:is|are|am) (?:i|\w+)(?: living| staying)?(?: now| these days| currently| at the moment)?(?=\W*$)",
        telling=WHEREABOUTS,
    ),
    _topic(
        "hometown birthplace",
        "hometown grow grew raised upbringing childhood native originally roots birthplace brought hail hails born",
        "lie town city place country spend spent come comes region village home child kid year from origin",
        "home town|(?:where|town|city|country|place) (?:am|was) i from"
        r"|(?:where|place|town|city|country|region|village)[\w ]* come from|from where do i come",
        telling=HOMETOWN,
    ),
    _topic(
        "job",
        "job jobs profession occupation living trade career professionally work working works paid earn earns",
        "line role title position money bread field kind sort type earning employed day full-time",
        r"for a living|what does \w+ do",
        telling=JOB,
    ),
    _topic(
        "employer",
        "employer company firm workplace employs employed organisation organization work works working worked salary",
        "pays pay business office place job wages hospital school shop store restaurant bank theatre factory hotel"
        " clinic university studio lab practice",
        telling=EMPLOYER,
        of_others=EMPLOYER_OF_OTHERS,
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
        told="twins triplets baby toddler boys girls boy girl pregnant",
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
        telling=ALLERGY,
    ),
    _topic(
        "condition",
        "condition conditions illness illnesses disease diseases diagnosis diagnoses diagnosed treated"
        " ailment ailments"
        " disorder disorders complaint complaints ill sick medically health suffer suffering",
        "medical chronic problem problems trouble doctor doctors treatment issue issues live wrong find found",
        "doctors? (?:find|found|diagnosed?)|wrong with (?:me|my health)",
        telling=CONDITION,
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
        telling=CAR,
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
        "full_name name",
        "surname surnames lastname",
        "name last family maiden full second first",
        "(?:last|family|maiden|second) names?",
        where={"name": r"name is [\w'-]+ [\w'-]+"},
    ),
    _topic(
        "called",
        "nickname nicknames addressed nick",
        "name prefer like want go pet wish called friends people ask asked instead",
        r"like to be called|want to be called|prefer to be called|go by|instead of my (?:\w+ )?name",
        telling=CALLED,
    ),
    _topic(
        "called name full_name",
        "call address",
        "name prefer like want friends people wish",
        "address me|call me",
        telling=NAMED,
    ),
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
        "sport sports exercise exercises workout workouts",
        "play doing practise practice kind physical regular week weekly",
        telling=EXERCISE,
        where={"hobby": EXERCISE, "habit": EXERCISE},
    ),
    _topic(
        "hobby habit",
        "hobby hobbies pastime pastimes leisure fun unwind relax interests recreation recreationally spare free off",
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
    _topic(
        "allergy diet condition instruction taste.",
        "",
        "eat eating food foods ingredient ingredients dish dishes thing avoid avoiding stay away keep keeping leave"
        " clear cook cooking cooks bake baking dinner lunch meal meals kitchen restaurant order serve serving feed"
        " feeding make making give giving careful dangerous safe health reasons because when can't shouldn't mustn't"
        " don't isn't aren't allowed supposed off limits watch else never suggest recommend plate have",
        "(?:can't|cannot|can not|mustn't|must not|shouldn't|should not|may not|don't|do not|does not|will not"
        r"|not allowed to|not supposed to)"
        r" (?:(?:i|we|you|he|she|they|\w+) )?(?:eat|be (?:eating|fed))"
        r"|(?:can|may|must|should|does|do|will) (?:i|we|he|she|\w+) (?:not|never) eat"
        r"|(?:foods?|ingredients?|dish(?:es)?)\b.{0,30}"
        r"\b(?:avoid|stay away from|keep away from|stay clear of|off limits)"
        r"|(?:not|never) (?:to )?(?:feed|cook|serve|bake|make|give)"
        r"|(?:can't|mustn't|shouldn't) i (?:feed|cook|serve|bake|make|give)"
        r"|(?:avoid|stay away from|keep away from|careful)\b.{0,30}"
        r"\b(?:eat|eating|food|foods|cook|cooking|cooks|bake|baking|serve|serving|feed|feeding|dinner|lunch|meals?)"
        r"|never (?:suggest|recommend)\b.{0,12}\b(?:to eat|for dinner|food|foods)",
        telling=NOT_EATEN,
        where={"condition": _ABOUT_FOOD, "instruction": _ABOUT_FOOD, "taste.": DISLIKED_FOOD},
    ),
    _topic(
        "fiance fiancee partner spouse husband wife marital_status",
        "marry marrying engaged betrothed fiance fiancee fiancé fiancée",
        "going getting gonna about wedding person man woman one name called future plan planning soon",
        told="proposed propose wedding engagement",
        where={"partner": _BOUND, "marital_status": _BOUND},
    ),
    _topic(
        "commitment event employer",
        "",
        "work working works job jobs start starting begin beginning new next first day position role company firm from"
        " as of in place year month week spring summer autumn winter january february march april may june july august"
        " september october november december",
        "(?:will|shall) i (?:be )?(?:work|working|start|starting)|(?:am i|i'm) (?:going to|gonna) (?:work|start)"
        "|(?:do|will) i (?:start|begin) (?:at |in )?(?:my |the )?(?:new |next )?(?:job|work|position|role)"
        "|(?:what|where|when)(?:'s| is| will be) my (?:new|next) (?:job|position|role)",
        telling=WORK_TO_COME,
        where={"commitment": _ABOUT_WORK, "event": _ABOUT_WORK},
    ),
    _topic(
        " ".join(sorted(RELATIVES - _NO_KIN)),
        "family relatives relations folks kin",
        "people members relative related about close immediate whole everyone everybody names named called makes make",
        sure=False,
    ),
)
"""What questions are for; the words are those of `toldonce.memory.terms.words`, without the function words."""
