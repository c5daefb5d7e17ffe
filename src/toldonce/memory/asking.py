"""What a question asks about, as slots: "Where does my sister live?" asks for ``user.sister.home``.

English, and deliberately general: an attribute is asked for by the words that name it, and whose it is by the pronoun,
the relative or the name beside them. A question that names no attribute asks for no slot; the arms answer it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toldonce.fleeting import kept_briefly
from toldonce.memory.asking_roundabout import READINGS, most_liked, tastes_of_kind
from toldonce.memory.asking_whole import Whole, whole_of
from toldonce.memory.asking_whom import (
    FIRST_PERSON,
    I_TOO,
    OF_THEIRS,
    RELATIVE,
    names_behind_relatives,
    names_in,
    relatives_in,
)
from toldonce.ports import USER

_ATTRIBUTES: tuple[tuple[str, str], ...] = (
    (r"where\b.{0,200}\b(?:live|lives|living|lived|based|reside\w*|moved?|moving|home)\b|\bmy home\b|\baddress\b(?! me)"
     r"|\b(?:do|did|have|had) i (?:\w+ )?lived?\b"
     r"|\b(?:city|town|country|place|street|neighbou?rhood)\b.{0,200}\b(?:live|lives|living|lived|in)\b",
     "home address"),
    (r"\bhome ?town\b|\bgr[oe]w up\b|\bcome from\b|\bfrom originally\b|\boriginally from\b|\bborn\b|\bbirth ?place\b",
     "hometown birthplace birthday"),
    (r"\bname\b|\bcalled\b|\bcall me\b|\bwho (?:am i|i am)\W*$", "name called full_name"),
    (r"\bhow old\b|\bage\b", "age birthday"),
    (r"\bbirthday\b|^(?!.*\bwhere\b).*\bborn\b|\bbirth date\b|\bdate of birth\b", "birthday age"),
    (r"\b(?:job|profession|occupation|living|work|works|working|career|role|title|do for a living)\b"
     r"|\bwhat (?:do|does)\s+(?:\w+\s)?do\b\W*$", "job employer"),
    (r"\b(?:employer|company|firm|workplace|work(?:s|ing)? (?:for|at)|employed)\b|\bwhere\b.{0,200}\bwork",
     "employer job"),
    (r"\b(?:stud(?:y|ies|ying|ied)|universit\w+|college|school|degree|major)\b", "school degree field_of_study"),
    (r"\b(?:married|single|dating|relationship|marital)\b",
     "marital_status partner spouse wife husband girlfriend boyfriend"),
    (r"\bnationality\b|\bcitizen\w*\b", "nationality"),
    (r"\b(?:diet|vegetarian|vegan|eat|eating|food|cook|dinner|meal)\b", "diet allergy"),
    (r"\ballerg\w*\b", "allergy"),
    (r"\b(?:illness(?:es)?|conditions?|diseases?|diagnos\w+|health|medical|ailments?|disorders?|suffer(?:s|ing)?)\b",
     "condition medication allergy"),
    (r"\b(?:medication|medicine|pills?|drugs?|prescri\w+|take for)\b", "medication condition"),
    (r"\b(?:pets?|dogs?|cats?|animals?)\b", "pet"),
    (r"\b(?:hobb(?:y|ies)|free time|spare time|for fun|pastimes?|interests)\b"
     r"|\bwhat\b.{0,40}\b(?:like|love|enjoy) (?:to do|doing)\b", "hobby taste."),
    (r"\b(?:what|which|anything|everything|something)\b.{0,40}"
     r"\b(?:(?:dis)?like|love|enjoy|prefer|hate|can(?:'t| ?not) (?:\w+ )?stand)"
     r"(?: (?:most|best|least|to eat|to drink|eating|drinking|(?:and|or) (?:dislike|hate|not)))?\W*$"
     r"|\bmy (?:(?:dis)?likes|tastes?|preferences|pet hates)\b", "taste. favourite."),
    (r"\bmy favou?rite(?:s| things)\b", "favourite."),
    (r"\b(?:do|did|can|could) (?:i|\w+|my \w+) (?:used? to )?play(?: an?\b| any|\W*$)|\binstruments?\b|\bsports?\b"
     r"|\bexercises?\b|\bworkouts?\b",
     "hobby skill habit"),
    (r"\bhabits?\b|\b(?:daily|morning|evening|weekly) routines?\b|\bdo i (?:usually|normally|regularly|typically) do\b",
     "habit"),
    (r"\b(?:languages?|speak|speaks|fluent)\b", "language"),
    (r"\b(?:car|drive|drives|vehicle)\b", "car"),
    (r"\b(?:phone|mobile|smartphone)\b", "phone phone_number"),
    (r"\bbike|bicycle\b", "bike"),
    (r"\b(?:laptop|computer)\b", "computer"),
    (r"\b(?:e-?mail)\b", "email"),
    (r"\btime ?zone\b", "timezone"),
    (r"\b(?:tall|height)\b", "height"),
    (r"\b(?:weigh|weight)\b", "weight"),
    (r"\bshoe\b", "shoe_size"),
    (r"\b(?:skills?|good at)\b", "skill"),
    (r"\b(?:goals?|aim|dream)\b", "goal"),
    (r"\b(?:what|which) language (?:should|shall|must|do) you\b", "reply_language"),
    (r"^\W*(?:(?:so|and|ok|hey),? )?what (?:do i have|have i got|is|are|do i still have|do i need|have i)"
     r"(?: my| still| left)?(?: (?:coming up|to do|planned|left to do|on my (?:list|calendar|agenda|plate|schedule)"
     r"|appointments?|plans|commitments|to-?dos?|upcoming appointments?))(?: (?:this|next) (?:week|month|weekend)"
     r"| today| tomorrow| soon| now| again)?\W*$", "commitment"),
    (r"^\W*(?:(?:so|and|ok|hey),? )?how (?:should|shall|must|do i want|would i like) you (?:to )?(?:answer|reply"
     r"|respond|write|talk|speak|format|phrase)(?: (?:to )?(?:me|your answers|my questions|answers|things))*\W*$",
     "instruction reply_language"),
)  # fmt: skip
_READERS = tuple((re.compile(pattern, re.IGNORECASE), attributes.split()) for pattern, attributes in _ATTRIBUTES)
_FAVOURITE = re.compile(r"\bfavou?rite (?P<thing>[a-z]+(?: [a-z]+)?)", re.IGNORECASE)
_TASTE = re.compile(
    r"\b(?:do|does|did|would) (?:i|\w+|my \w+) (?:\w+ly )?(?:like|love|enjoy|hate|dislike|prefer)"
    r" (?P<thing>[a-z][\w -]{1,40})",
    re.IGNORECASE,
)
_NAME_OF_THEIRS = re.compile(
    r"\bname (?=of (?:my|our|the user's)\b)|(?:(?<=s)'|(?<!user)'s) (?:full |first )?names?\b"
    r"|(?<=\w )(?<!\bi )(?<!\bbe )called\b",
    re.IGNORECASE,
)
"""The name of what somebody has is asked for by what it is: "my dog's name", "what is my boat called"."""
_FILLER = re.compile(r"\blike (?=(?:my|what|who|how|where|when|which)\b)", re.I)
_FRIENDS_CALL = re.compile(
    r"\bmy (?:best |close |old )?(?:friends?|mates?|family|colleagues)(?= (?:\w+ )?call me\b)", re.I
)
_ASKS_NAME = re.compile(r"\bname|\bwho\b|\bcalled\b|\bhow many\b|\bdo i have\b|\bhave i\b", re.IGNORECASE)
PAST = re.compile(
    r"\bused? to\b|\bprevious(?:ly)?\b|\bformer(?:ly)?\b|\bbefore\b|\bearlier\b|\bpast\b|(?<!\bhow )\bold\b|\bex-"
    r"|(?<!\bthe )\bfirst\b|\bthe first\b.*\bi\b|\boriginally\b|\bin the beginning\b|\bat first\b|\bback then\b"
    r"|\bdid i\b|\bwas my\b|\bwere my\b",
    re.IGNORECASE,
)
"""A question about what was, for which the overtaken is an answer too.

"How old" asks for an age, and "the first sprint" names one of several; "the first place I lived in" asks for what was.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks about: ``slots`` as `SlotKey` names them (subject, attribute), of many by their beginning,
    which ends with a point; ``past``: about what was; ``whole``: whose one thing it asks for and nothing else."""

    slots: tuple[tuple[str, str], ...] = ()
    past: bool = False
    whole: Whole | None = None

    def asks_for(self, subject: str, attribute: str) -> bool:
        """Whether one of ``slots`` is this one, or is its beginning ("taste.")."""
        return any(
            whose == subject and (attribute.startswith(what) if what.endswith(".") else attribute == what)
            for whose, what in self.slots
        )

    def is_answered_by(self, subject: str, attribute: str, content: str | None = None) -> bool:
        """Whether a memory of this slot, which says ``content``, holds the one thing that the question asks for; for a
        question for more, none does.

        An age is asked for along with a birthday, which does not answer the question.
        """
        whole = self.whole
        return (
            whole is not None
            and subject in whole.subjects
            and whole.topic.holds(attribute, content)
            and (content is None or whole.value in content.casefold())
        )

    def asks_it_of_another(self, attribute: str) -> bool:
        """Whether this is asked of another than the user: "How old is Leo?" does not want the user's age."""
        others = {what for whose, what in self.slots if whose != USER}
        return attribute in others and not any(whose == USER for whose, _ in self.slots)


@kept_briefly(128)  # a search looks at it while the question is embedded, and again when it has its hits
def asked_of(question: str) -> Asked:
    """The slots that a question asks for, the likeliest first."""
    plain = _FILLER.sub("", _FRIENDS_CALL.sub("people", question.replace("’", "'")))
    whole = whole_of(plain)
    slots = list(_slots(plain))
    if whole is not None:
        slots += [(subject, attribute) for subject in whole.subjects for attribute in whole.topic.answers]
    return Asked(tuple(dict.fromkeys(slots)), bool(PAST.search(plain)), whole)


def _slots(plain: str) -> Iterator[tuple[str, str]]:
    relatives = list(relatives_in(plain))
    attributes = list(_attributes(RELATIVE.sub(" ", plain) if relatives else plain))
    subjects = [f"{USER}.{relative}" for relative in relatives]
    subjects += [name.casefold() for name in (names_in(plain) if not relatives else names_behind_relatives(plain))]
    if I_TOO.search(plain) or (not subjects and FIRST_PERSON.search(plain)):
        subjects += [USER]
    if relatives and (not attributes or _ASKS_NAME.search(plain)) and not OF_THEIRS.search(plain):
        yield from ((USER, relative) for relative in relatives)
    for subject in subjects:
        yield from ((subject, attribute) for attribute in attributes)


def _attributes(plain: str) -> Iterator[str]:
    favourite = _FAVOURITE.search(plain)
    if favourite is not None:
        thing = favourite["thing"].casefold()
        yield f"favourite.{thing}"
        yield f"favourite.{thing.split()[0]}"
        return
    if of_a_kind := tastes_of_kind(plain):
        yield from of_a_kind
        return
    if thing := most_liked(plain):
        yield f"favourite.{thing}"
    taste = _TASTE.search(plain)
    if taste is not None:
        yield f"taste.{taste['thing'].strip(' ?.!').casefold()}"
    own = _NAME_OF_THEIRS.sub(" ", plain)
    for pattern, attributes in _READERS:
        if pattern.search(own):
            yield from attributes
    for pattern, roundabout in READINGS:
        if pattern.search(plain):
            yield from roundabout
