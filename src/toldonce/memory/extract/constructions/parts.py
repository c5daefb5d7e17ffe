"""What the constructions are made of: phrases with a place for any noun, and classes of words."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.lexicon import DIETS, LANGUAGES
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, RELATION
from toldonce.memory.extract.english.verbs import base_of, takes_form, third_person

I = r"(?:i|we)"  # noqa: E741
ADV = (
    r"(?:(?:now|really|just|already|recently|finally|also|still|always|currently|long|completely|totally|officially"
    r"|actually|absolutely|simply|lately|happily|quite|rather|pretty|very|so|truly|genuinely|definitely|honestly"
    r"|since|never|even|only|newly|proudly|strictly|mostly|fully|entirely|largely|eventually|somehow|sadly)\s)*"
)
HAVE = rf"(?:(?:have|has|had|am|are|is|was|were)\s)?{ADV}(?:been\s)?{ADV}"
"""An auxiliary and adverbs, or nothing."""
IS = rf"(?:is|are|has been|have been|has become|have become|became|remains?|was|were)\s{ADV}"
BE = rf"(?:am|are|is|have been|has been)\s{ADV}"
_FUNCTION = (
    r"(?:it|that|this|these|those|he|she|they|you|your|i|we|there|what|which|who|his|her|their|how|why|when|if"
    r"|everything|nothing|something|anything|one|all|no|not|so|and|but|here|such|to|myself|me|in|on|at|for|of|with|as"
    r"|someone|nobody|people|things?)\b"
)
_INNER = r"(?!(?:is|are|was|were|i|we|that|which|who|you|it|has|have|because|since|but)\b)[\w'&.-]+"
X = rf"(?P<x>(?!{_FUNCTION}|(?:the|my|our|an?)\s){_INNER}(?:\s(?:(?:of|and|in|for)\s)?{_INNER}){{0,3}}?)"
"""Any noun phrase without an article, as short as what follows allows."""
THING = rf"(?:(?:the|my|our|an?|any|some|all)\s)?{X}"
END = (
    r"(?=\s*$|\s*[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|these|now|nowadays|every|when|whenever|at|with|again"
    r"|as|too|after|any more|any longer|anymore|for (?:years|good|ever|a|now|me|the)|in (?:the|my|general)|altogether|"
    r"lately|at all|all)\b)"
)
STOP = r"(?=\s*$|\s*[,;.:–—-](?:\s|$))"
CAPITAL = r"(?-i:(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’&.-]*)"
"""A word that is written as a name."""
NAME = rf"(?P<name>{CAPITAL}(?:\s{CAPITAL})?)"
NAMED = rf"(?P<x>{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{CAPITAL}){{0,4}})"
"""Something that is written as a name: a place, a firm."""
FIRM = rf"(?P<x>{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?{CAPITAL}){{1,4}})"
"""A name of several words, as firms have."""
SOMEBODY = rf"(?P<s>i|we|(?:my|our)\s{ADJECTIVE}{RELATION}(?:\s{CAPITAL})?|{CAPITAL})"
WHOSE = r"(?:my|our)\s"
KIN = rf"(?P<kin>{RELATION})"
BEAST = rf"(?P<beast>{ADJECTIVE}{ANIMAL})"


def _words(words: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


DIET = rf"(?P<x>{_words(DIETS)})"
LANGUAGE = rf"(?P<x>{_words(LANGUAGES)})"

OVER = (
    r"(?:(?:is|are|was|were|has|have|had)\s)?(?:now\s|finally\s|long\s|already\s|all\s|sadly\s)*(?:been\s)?(?:over"
    r"|ended|gone|history|finished|behind me|behind us|a thing of the past|no more|through|done|dead|faded|waned|cooled"
    r"|(?:come|came|drawn|drew) to (?:an end|a close)|run out|ran out|expired|lapsed|not renewed|over and done with"
    r"|disappeared|vanished|cleared up|(?:gone|went) away|died(?: down| out)?"
    r"|stopped(?: completely| altogether| for good)?|fizzled out|fallen apart|fell apart"
    r"|broken down|broke down|terminated|evaporated|up|dwindled)\b"
)
"""That something is over, behind its name."""
DROP = (
    r"(?:dropped|abandoned|ditched|quit|given up(?: on)?|gave up(?: on)?|packed in|stopped|finished with|binned"
    r"|turned my back on|moved on from|hung up|jacked in|chucked in|thrown in|let go of|walked away from|discontinued"
    r"|gotten rid of|got rid of|got out of|scrapped|cut out|swore off|sworn off|kicked|bid farewell to"
    r"|said (?:goodbye|farewell) to|left behind|parted with|outgrown|outgrew|retired from|put an end to|sacked off"
    r"|dumped|laid down|shelved|ceased|renounced|forsaken|come off|came off|fallen off|broken with|broken off)"
)
"""To give something up."""
TIRE = (
    r"(?:lost (?:all |any |my )?(?:interest in|(?:the |my )?(?:taste|love|appetite|passion|enthusiasm) (?:for|of))"
    r"|had (?:more than )?enough of|(?:grown|got|gotten|become|grew) (?:tired|weary|sick|bored)(?: of| with)"
    r"|(?:fallen|fell) out of love with|cooled (?:off )?on|gone cold on|soured on|gone right off|gone off|tired of"
    r"|had my fill of|outgrown|outgrew|gone off of)"
)
"""To stop liking something."""


SEP = r"(?:\s(?:[:,;–—-]|now|and|but|it is|that is|he is|she is|namely|called|named|which is))+\s"
"""What stands between a noun and what it is: "a new favourite : teal", "..., and it is teal"."""
LIKE = r"(?P<v>love|like|adore|enjoy|hate|detest|loathe|despise|dislike|can not stand|do not like|can not bear)"
IT = r"(?:it|them|that|those)"


def say(somebody: str, verb: str, rest: str) -> str:
    """A clause in the present: ``say("my aunt", "live", "in Oslo")``."""
    own = somebody.casefold() in ("i", "we")
    return f"{somebody} {verb if own else third_person(verb)} {rest}".strip()


def infinitive(act: str) -> str:
    """ "swimming in the lake" -> "swim in the lake"; nothing where it does not begin with such a form."""
    first, _, rest = act.partition(" ")
    word = first.casefold()
    if takes_form(word, "base"):
        return act
    lemma = base_of(word) if word.endswith("ing") else None
    return f"{lemma} {rest}".strip() if lemma else ""
