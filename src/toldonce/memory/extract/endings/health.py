"""That something does not make the user ill any more: allergies that are over, illnesses that are cured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.endings.cues import MOST_WORDS, things_in
from toldonce.memory.extract.english.lexicon import CONDITIONS
from toldonce.memory.slots import value_key

_NOW = (
    r"(?:again|now|nowadays|these days|after all|any ?more|any longer|at last|without (?:any )?(?:trouble|problems?))"
)
_DOCTORS = r"(?:doctors?|doc|gp|allergist|specialist|consultant|clinic|hospital|tests?|results?|dermatologist|they)"
_HARMLESS = re.compile(
    r"\b(?:allerg\w+|intoleran\w+)\b.*\b(?:gone|over|cleared|misdiagnos\w+|false alarm|mistake|negative"
    r"|never confirmed|any ?more|any"
    r" longer|history|cured|disappeared|vanished|no longer|after all|list|ruled out|(?:went|gone) away"
    r"|thing of the past"
    r"|allergy[- ]free|free of|behind me|beaten|not real|wrong|worn off|wore off|faded)\b"
    r"|\b(?:outgrown|outgrew|grew out of|grown out of|not allergic|no longer allergic|scrap|scratch|strike|forget"
    r"|delete"
    r"|remove|ignore|cured of|rid of|off my|lost|over)\b.*\ballerg"
    r"|\b(?:outgrown|outgrew|grew out of|grown out of) (?:the|my|that) .{2,30}? (?:thing|problem|issue|sensitivity)\b"
    r"|\b(?:thing|allergy) (?:is|was|turned out to be) (?:a )?(?:misdiagnos\w+|mistake|wrong|mix-up)\b"
    r"|\bno longer (?:react|bother|affect|trigger|upset|make me|give me|cause|set (?:me )?off|hurt|harm|get to me)"
    r"|\b(?:do|does|did|has|have) not (?:bother|affect|trigger|hurt|harm|upset|troubled?|bothered) me\b"
    r"|\bnot (?:set (?:me )?off|trigger|affect|bother|react|make me|give me|cause)\b.*\bany ?(?:more|longer)"
    r"|\bstopped (?:reacting|making me|giving me|causing|setting me off|bothering|affecting|upsetting)\b"
    r"|\bno more (?:\w+ )?allerg|\b(?:not any ?more|not|no longer) allergic (?:to|on|against"
    r"|with)\b(?=.*\b(?:any ?more|any longer))"
    r"|\bnot any ?more (?:so )?allergic\b|\ballergy is (?:now )?away\b"
    r"|\b(?:wrong|mistaken) about (?:my|the|that|having) [\w' ]{2,24}?allerg|\bfree of (?:my|the|that) "
    r"[\w' ]{2,24}?allerg"
    r"|\b(?:no longer|do not|does not) (?:need|have) to avoid\b"
    r"|\bnot react(?:ing)?\b.*\bany ?(?:more|longer)|\bno (?:more )?reactions?\b"
    r"|\b(?:negative|all clear|clear(?:ed)?) (?:for|of|on|to eat) |\bfalse alarm\b"
    r"|\bdesensiti[sz]ed\b|\bno (?:\w+ )?allergy (?:whatsoever|at all|any ?more|any longer|after all|to)\b"
    r"|\bnot (?:even )?(?:sneezed?|itched?|reacted|swollen|come out in) .{0,40}?\b(?:in|for) (?:years|ages|months)\b"
    r"|\b(?:desensiti[sz]\w+|immunotherapy|the shots|the jabs|the drops)\b.*\b(?:worked?|cured?|fixed|sorted|paid "
    r"off)\b"
    rf"|\b(?:can|able to|allowed to|cleared to|free to|may) (?:\w+ )?(?:eat|have|handle|tolerate|touch|drink|take"
    rf"|be around|stroke|pet"
    rf"|wear"
    rf"|use)\b.*\b{_NOW}"
    rf"|\b(?:tolerate|eat|drink|handle) [\w' ]{{2,30}}? (?:{_NOW}|fine|no problem)(?=\s*$|\s?[,;.])"
    rf"|\b(?:is|are) (?:\w+ )?(?:safe|fine|ok|okay|harmless|no problem|alright) for me(?: {_NOW})?"
    rf"|\b(?:i am|am) (?:\w+ )?(?:fine|ok|okay|good|alright|safe) (?:with|around|near) [\w' ]{{2,30}}? {_NOW}"
    rf"|\b(?:is|are) (?:\w+ )?(?:safe|fine|ok|okay|alright) {_NOW}, no (?:rash|reaction|hives|itching|symptoms)"
    r"|\bno (?:rash|hives|swelling|itching|sneezing|symptoms) (?:at all|any ?more|any longer)\b"
    r"|\ball[- ]clear\b|\bback on the (?:menu|table|list)\b.*\b(?:allerg|doctor|test)"
    r"|\b(?:was not|were not|is not|never) (?!.{0,20}\bonly\b).{2,30}? (?:that )?i (?:was|am|had been) allergic to\b"
    r"|\bnever (?:was |been |really |actually )*allergic to\b"
    r"|\bpassed (?:the|my|a) .{2,40}?\b(?:challenge|test)\b"
    rf"|\b{_DOCTORS} (?:\w+ )?(?:confirmed|say|says|said|found|told me|reckons?|showed?|shows)\b.*\b(?:gone|harmless"
    rf"|clear"
    r"|negative|over|cured|outgrown|fine now)\b",
    re.IGNORECASE,
)
"""That something does not make the user ill any more."""
_CURED = re.compile(
    r"^(?:and |so )?no(?: more)? .{3,30}? since\b"
    r"|\b(?:(?:is|was|were) not (?:\w+ ){1,3}?after all|turned out not to be\b"
    r"|not a (?:trace|sign|hint|patch|twinge|spot) of"
    r"|no (?:sign|trace|hint) of|no longer meet\b"
    r"|cleared (?:up|right up|off)|healed|thawed|gone|cured|beaten|beat|sorted(?: out)?|in remission"
    r"|(?:went|gone) away|over|history"
    r"|behind me|back to normal|a thing of the past|resolved|disappeared|vanished|all clear|under control at last"
    r"|free of|recovered(?: from)?|overcome|overcame|no more|got over|got rid of|rid of|shaken(?: off)?|no longer "
    r"(?:have|suffer|get|bother\w*)"
    r"|not (?:have|suffer|get|had|suffered) .{0,40}?\b(?:any ?more|any longer|in (?:years|ages|months)))\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:am|being) (?:\w+ly |so |very |also |\w+ )?(?<!longer )(?<!not )(?:allergic|intolerant)\b|\b(?:can not"
    r"|could not|cannot|never (?!was|really|actually|allergic)|no more (?!reaction|(?:\w+ )?allerg)"
    r"|(?<!need to )(?<!have to )avoid\w*|still"
    r"|do not (?:eat|have|touch|drink)|not (?:gone|over|cured|healed|sorted|safe|fine|ok|okay)|yet|wish|hope\w*"
    r"|might|maybe"
    r"|there (?:is|are) no [\w' ]{2,24}? in|if|until|soon|will|would|almost|nearly|not quite|back again|worse"
    r"|flar\w+)\b|\bstopped (?:eating|having"
    r"|drinking)\b",
    re.IGNORECASE,
)
"""That it does after all, or may."""
_NORMAL = re.compile(r"\b(?P<what>blood pressure|cholesterol|thyroid|blood sugar|heart rhythm)\b", re.IGNORECASE)
_UNHEALTHY = ("high", "low")


_STANDS_FOR = (
    (re.compile(r"\b(?:milk|cheese|dairy|ice cream|yogh?urt|cream)\b", re.IGNORECASE), "lactose"),
    (re.compile(r"\b(?:bread|pasta|wheat)\b", re.IGNORECASE), "gluten"),
)
"""What whoever takes these again tolerates."""


_NAMELESS = re.compile(
    r"(?:my|the|that|this) allergy (?:is|has) (?:now |finally |completely |officially )*(?:gone|over|history|cured"
    r"|cleared"
    r"(?: up)?|disappeared|vanished|no more|a thing of the past|been cured)$",
    re.IGNORECASE,
)
""" "My allergy is gone": to what, the sentence before says."""


def healed(text: str, before: str = "") -> Iterator[tuple[str, str]]:
    """The slots in which something is over by a sentence about the user's health, and what it may be.

    ``before`` is the sentence in front of it, which may name what an allergy was to.
    """
    if before and _NAMELESS.match(text):
        if named := ANY_OF.join(map(value_key, things_in(before))):
            yield "allergy", named
        return
    if len(text.split()) > MOST_WORDS + 6 or _STILL.search(text):
        return
    if _HARMLESS.search(text) and (
        harmless := ANY_OF.join(value_key(thing.removeprefix("avoid ")) for thing in things_in(text))
    ):
        means = [one for food, one in _STANDS_FOR if food.search(text)]
        yield "allergy", ANY_OF.join((harmless, *means))
    if _CURED.search(text):
        ill = [found[0] for found in CONDITIONS.finditer(text)]
        if found := _NORMAL.search(text):
            ill += [f"{how} {found['what']}" for how in _UNHEALTHY]
        if ill:
            yield "condition", ANY_OF.join(map(value_key, ill))
