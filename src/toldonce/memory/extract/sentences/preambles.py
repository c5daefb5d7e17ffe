"""What people say before what they say: "you should know that ...", "did I mention that ...?"."""

from __future__ import annotations

import re

_LEAD = r"(?:(?:and|but|so|also|oh|well|ok|okay|please|maybe|just|honestly|actually|anyway|hi|hey|fyi)\s?,?\s)*"
_KNOW = r"(?:know|note|remember|consider|understand|be aware|bear in mind|keep in mind|take into account)"
_SAYING = re.compile(
    rf"^{_LEAD}(?:"
    rf"you (?:should|ought to|need to|have to|must|may|might) (?:also )?(?:want to )?{_KNOW}"
    rf"|(?:it|this|that) (?:may|might|could|will|would|should) (?:also )?(?:help|be (?:useful|good|worth|important))"
    rf"(?: for you)?(?: to {_KNOW}| knowing| mentioning| saying)"
    rf"|(?:it is|it would be) (?:worth|important|good|useful|helpful|relevant) (?:to {_KNOW}|knowing"
    rf"|mentioning|saying)"
    r"|let me (?:just )?(?:add|say|mention|tell you|explain|start by saying|point out)"
    rf"|i (?:would|should) (?:also )?(?:like|want) (?:you )?to (?:{_KNOW}|add|say|mention|point out)"
    rf"|i (?:want|need|would like) you to {_KNOW}"
    r"|i (?:should|must|ought to|have to|need to|might|can|may|will) (?:also |just |perhaps )?(?:add|say"
    r"|mention|admit|confess"
    r"|explain|tell you|point out|warn you)"
    r"|(?:do not|never) forget|(?:please )?(?:remember|note|keep in mind|bear in mind|take note|be aware)"
    r"|i have (?:been )?(?:thought|thinking) about (?:it|this)(?: a lot| long and hard)?,? and(?: yeah| yes| well)?"
    r"|(?:i )?never thought i would (?:say|write|type|see|hear myself say)(?: it| this| that)?,? but"
    r"|what you (?:need to|should|must|have to) know(?: about me)?(?: is)?"
    r"|the (?:reason|reason why) i (?:ask|am asking|write|am writing|need (?:it|this|help))(?: this)? is"
    r"|(?:it so happens|as it happens|as luck would have it|it turns out|turns out|the point is|the fact is"
    r"|the truth is"
    r"|the catch is|the problem is|my problem is|the trouble is|the issue is|the situation is|the deal is|my"
    r" point is)"
    r"|(?:like|as) i (?:said|told you|mentioned|wrote)(?: before| earlier| above| already)?"
    r"|i (?:already |just )?(?:said|told you|mentioned|wrote)(?: before| earlier| already)?"
    r")(?:\s(?:that|this))?\s?[,:]?\s"
    r"(?=(?:i|we)\b(?! (?:(?:have|need) to|would|will|might|could|may)\b)"
    r"|(?:my|our) [\w' ]{1,40}? (?:is|are|was|lives?|works?|has|have|had to be|must be)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"^{_LEAD}(?:did|have|had) i (?:already |ever |not )?(?:mention(?:ed)?|say|said|tell you|told you|add(?:ed)?)"
    r"(?: yet| already| to you)?(?: that)? (?=(?:i|we|my|our)\b)",
    re.IGNORECASE,
)
_TAGGED = re.compile(
    r"\s?,\s(?:you )?(?:remember|recall|you know|you see)\s?\?$",
    re.IGNORECASE,
)
_SPOKEN_LEAD = re.compile(
    r"^(?:(?:so|and|but|oh|okay|ok|well|right|yeah|yes|like|anyway)[, ]+)*"
    r"(?:(?:yeah no|no yeah|hang on|hold on|first off|first of all|hey it is me again|quick (?:thing|one|update|note"
    r"|question)|just for the record|for the record|long story short|believe it or not|let me (?:think|see)|you know"
    r" what|you know|what happened is|what happened was|i should (?:probably|maybe|just)? ?(?:say|mention|add)|i mean"
    r"|guess what|the thing is|here is the thing|so like|like|yeah)[,:.]? (?:that )?)+"
    r"(?=(?:i|we|my|our|call me)\b(?! (?:mean|guess|think)\b)|(?-i:[A-Z])\w+ (?:and (?:i|me)|has|is|died|was|left)\b)",
    re.IGNORECASE,
)
"""How a speaker begins who has not begun yet: "yeah no I'm ...", "long story short we ..."."""
_SPOKEN_TAIL = re.compile(
    r"(?:,? (?:can you believe (?:it|that)|just so you know|(?:because|since|as) you asked|funny that"
    r"|(?<=, )(?:right|okay|ok)"
    r"|i (?:do not think i|never|have not|am not sure i)(?: ever)? (?:said|mentioned|told you)(?: that| it)?"
    r"|(?:if|in case) (?:you|i|anyone) (?:must know|need it|asks?|asked|ever ask|have not (?:said|mentioned)"
    r"(?: it| that| yet)?|never said|did not (?:say|know|mention it)|(?:are|were) wondering|wondered|forgot"
    r"|have forgotten|care|(?:need|want) to know|had not noticed)))+[.!]*$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(
    "it that know asked right okay ok said mentioned you ask asks yet wondering wondered forgot forgotten care noticed"
    " need".split()
)
_CUES = re.compile(
    r"know|not[ei]|remember|consider|understand|aware|mind|account|knowing|mention|say|add|admit|confess"
    r"|explain|tell|told"
    r"|point|forget|ask|happens|turns|luck|fact|truth|catch|problem|trouble|issue|situation|deal|said|wr[io]te|warn",
    re.IGNORECASE,
)


def without_preamble(sentence: str, *, asks: bool) -> tuple[str, bool]:
    """The sentence (plain) without the words that only lead to it, and whether it is still a question without them."""
    if asks:
        if found := _ASKED.match(sentence):
            return sentence[found.end() :].rstrip(" ?"), False
        bare = _TAGGED.sub("", sentence)
        return (bare, False) if bare != sentence and _STATES.match(bare) else (sentence, True)
    sentence = _SPOKEN_LEAD.sub("", sentence)
    if sentence.rsplit(None, 1)[-1:] and sentence.rsplit(None, 1)[-1].strip(".!").casefold() in _LAST_WORDS:
        sentence = _SPOKEN_TAIL.sub("", sentence) or sentence
    if not _CUES.search(sentence):
        return sentence, False
    found = _SAYING.match(sentence)
    return (sentence[found.end() :], False) if found else (sentence, False)


_STATES = re.compile(rf"{_LEAD}(?:i|we|my|our)\s", re.IGNORECASE)
