"""Values that are told in many words (habits, hobbies, instructions, ailments), and by which one of them is meant.

Whoever ends a habit seldom repeats it: "call mum every Sunday" ends as "the Sunday calls with mum have stopped". A
denial in such a slot therefore means every value that its words name. Pure, so that it does not matter in which order
the two are heard.
"""

from __future__ import annotations

from toldonce.fleeting import kept_briefly
from toldonce.memory.terms import terms_of, words

MEANT_BY_WORDS = frozenset(
    "habit hobby instruction allergy condition commitment goal course membership subscription".split()
)
"""Attributes of which a denial means all values that it names."""
ANY_OF = "; "
"""Between the names of which a denial means any: what a sentence names, where it is not certain what it is about."""
NOT = "not "
"""In front of the key of an act that is to be left: a denial of one never means an act that is to be done."""

_ALIKE = (frozenset({"likes", "loves"}), frozenset({"dislikes", "hates"}))


def is_same_feeling(taste: str, other: str) -> bool:
    """Whether two values of a taste are feelings of one kind: who no longer likes a thing does not love it either."""
    return any({taste, other} <= feelings for feelings in _ALIKE)


_LIGHT = frozenset(
    """
    add address answer ask back begin bother bring do end explain expect finish forget get give go going have include
    insist keep like make mention need note offer play practice practise provide put reply require respond say
    show speak start stick stop suggest take talk tell use want write wish answers reply replies response responses
    message messages me explain explained explanation explanations suggestion suggestions recommendation dish dishe
    dishes example examples free non back touch attend time times thing things stuff please way day days week weeks
    month year morning mornings
    evening evenings night nights afternoon afternoons daily weekly nightly monthly weekend weekends monday mondays
    tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays breakfast
    lunch dinner supper bedtime every each twice longer anymore always never ever later now currently lately
    """.split()
)
_LIGHT |= frozenset(f"{word.removesuffix('e')}ing" for word in _LIGHT)
"""Words that say little of which act it is: light verbs, what an answer is called, and when something is done."""
_FRAMES = frozenset(
    """
    addiction allergic allergies allergy ban boot boots challenge class classes club craze custom game games gear
    glove gloves group habit habits hobby test
    instruction instructions
    lesson lessons membership intolerance needle needles obsession pastime period phase policy practice request requests
    restriction rackets racket reaction ritual
    rituals shoe shoes skates paddle rod routine routines rule rules session sessions sting stings tradition training
    """.split()
)
"""Nouns for an act in general: "the jogging habit" is jogging."""
LIGHT_WORDS = _LIGHT | _FRAMES
"""Words that say little of which act or thing is meant."""
CALLING = {"ring": "call", "phone": "call", "telephone": "call"}
"""Other verbs for a call by telephone."""
_SAME = CALLING | {
    "brief": "short", "concise": "short", "terse": "short",
    "shorter": "short", "cycling": "cycle", "bike": "cycle", "bicycle": "cycle", "biking": "cycle", "mother": "mum",
    "mom": "mum", "mam": "mum", "father": "dad", "grandma": "grandmother", "gran": "grandmother",
    "granny": "grandmother", "nan": "grandmother", "emoticon": "emoji", "emoticons": "emoji", "jokes": "joke",
    "swam": "swim", "ran": "run", "journalling": "journal", "journaling": "journal", "apology": "apologise",
    "apologies": "apologise", "apologize": "apologise", "apologizing": "apologise", "sorry": "apologise",
    "smoker": "smoke", "new": "news",
    "meditation": "meditate", "rhyming": "rhyme", "summaries": "summary", "summarise": "summary",
    "summarize": "summary",
}  # fmt: skip


def is_same_act(act: str, other: str) -> bool:
    """Whether two acts differ in nothing but how it is put: "have coffee" and "drink coffee"."""
    return act.startswith(NOT) == other.startswith(NOT) and _content(act) - _TAKEN == _content(other) - _TAKEN != set()


_TAKEN = frozenset(term for word in ("drink", "eat") for term in terms_of(word))


def is_meant(attribute: str, denial: str, value_key: str) -> bool:
    """Whether a denial in a slot of `MEANT_BY_WORDS` is of the value with this key.

    What is done ("I called Nora") is the commitment of exactly that act; only what a denial names with `ANY_OF` means
    a commitment by its words.
    """
    if attribute == "commitment" and ANY_OF not in denial:
        return denial == value_key
    return means(denial, value_key)


def means(denial: str, value_key: str) -> bool:
    """Whether the words of a denial mean the act that has this key.

    Either names nothing but what the other names too; an act of a single word is only meant by that word alone, so
    that giving up "walking the dog" does not end the hobby of walking.
    """
    if denial == value_key:
        return True
    if denial.startswith(NOT) != value_key.startswith(NOT):
        return False
    known = _content(value_key)
    return any(
        said <= known or (len(known) > 1 and known <= said)
        for said in map(_content, denial.removeprefix(NOT).split(ANY_OF))
    )


def names_in_full(denial: str, value_key: str, act: str) -> bool:
    """Whether one of the names of a denial (with `ANY_OF`) has several words, all of them of an act and at least one of
    its key, so that no other thing is meant that the act only mentions."""
    known, key = _content(act), _content(value_key)
    names = [_content(name) for name in denial.split(ANY_OF) if name]
    return any(len(said) > 1 and said <= known and not said.isdisjoint(key) for said in names)


@kept_briefly(4096)
def _content(act: str) -> frozenset[str]:
    """The terms of an act that tell it from others; all of them where every one is light."""
    spoken = [_SAME.get(word, word) for word in words(act.removeprefix(NOT).replace("-", " "))]
    telling = [word for word in spoken if word not in LIGHT_WORDS]
    return frozenset(term for word in telling or spoken for term in terms_of(word)) or frozenset({act})
