"""What is over by a sentence of the user's, as denials of everything that it may mean.

The themes read an end where they understand what ends. This reads the end itself: a sentence with the predicate of one
denies whatever its words name. A denial of what does not stand changes nothing, so it need not be known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toldonce.memory.acts import ANY_OF, NOT
from toldonce.memory.extract.endings.beside import over_beside
from toldonce.memory.extract.endings.clause_ends import BEFORE_A_SUBJECT
from toldonce.memory.extract.endings.cues import (
    ALLOWED,
    LIKED,
    MOST_WORDS,
    OVER,
    PASSING,
    PLANNED,
    is_warmed_to,
    things_in,
)
from toldonce.memory.extract.endings.denials import DOINGS, denial, guess
from toldonce.memory.extract.endings.dislikings import DISLIKINGS
from toldonce.memory.extract.endings.doings import ACTS_OVER
from toldonce.memory.extract.endings.eating import eats_again
from toldonce.memory.extract.endings.facts import facts_of, facts_over
from toldonce.memory.extract.endings.frames import Kind
from toldonce.memory.extract.endings.health import healed
from toldonce.memory.extract.endings.lapses import hung_up, lapsed, not_these_days
from toldonce.memory.extract.endings.likings import LIKINGS
from toldonce.memory.extract.endings.mentions import mentioned
from toldonce.memory.extract.endings.opposites import contraries
from toldonce.memory.extract.endings.pointing import POINTING
from toldonce.memory.extract.endings.told import TOLD_OVER
from toldonce.memory.extract.english.cued import ByCue
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.people import RELATION, is_name
from toldonce.memory.extract.english.phrases import head, trimmed, without_article
from toldonce.memory.extract.sentences.modality import asks, is_conditional, words_of
from toldonce.memory.extract.themes.belongings import kind_of
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import holds_many, value_key
from toldonce.ports import MemoryCandidate

_FRAMES = (*LIKINGS, *DISLIKINGS, *ACTS_OVER, *TOLD_OVER)
LONGEST = 25
"""Words of a sentence; who says more tells a story."""
_LEAD = re.compile(
    r"(?:(?:oh|who would have thought(?: it)?|so|well|ok|okay|yeah|yes|no(?= ?,)|nah|honestly|actually|btw|by the way"
    r"|also|and|but|anyway|sadly|frankly|tbf"
    r"|to be honest|to be fair|i must say|i have to say|i have to admit|i must admit|i am afraid|turns out|it turns"
    r" out"
    r"|update|fyi|just so you know|i think|i guess|you know|look|listen|right|hey|unfortunately|funnily enough|as of"
    r" (?:today|now)|these days|nowadays|lately|after (?:that|all|the|my) [\w ]{0,24}?(?= (?:i|we)\b)"
    r"|(?:after|thanks to|because of|despite) [\w' -]{2,50}?"
    r"(?= i have to (?:admit|say)\b| (?:i|we) (?:no longer|have|am|do)\b)"
    r"|since [\w ]{2,24}?(?= (?:i|we)\b))\s?,?\s)+",
    re.IGNORECASE,
)
_ASKED_AND_DENIED = re.compile(
    r"(?:remember [\w ]{2,20} )?(?P<x>[\w'&-]+(?: [\w'&-]+){0,5}?)\s?[?:]\s*,?\s*(?:nah|no|nope|not|never|hardly|gone"
    r"|history)?"
    r"\s?,?\s?(?:not any ?more|no longer|not since|any ?more|over|done|these days"
    r"|can not(?! get enough)|history|finished|not now)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"^i (?:can|could|would) not (?:honestly |really )?(?:say|claim|pretend)(?: that)? i ", re.IGNORECASE
)
""" "I can not say I like it" sets no condition."""
_NOT_ENDED = re.compile(
    r"\b(?:i|we) (?:really |honestly |probably |just |only )*(?:should|ought to|had better) (?!have\b)"
    r"(?:really |probably |just |finally )*(?:quit|stop|give|cut|drop|kick|ditch|end|cancel)\b"
    r"|\b(?:(?:do|did) not think|doubt)\b.{0,20}?\b(?:ever|will|would)\b"
    r"|\bdropped (?:my|the|our|his|her|a) [\w' -]{2,30}? (?:on|onto|down|into) (?:the|my|a)\b",
    re.IGNORECASE,
)
""" "I should really quit smoking" ends nothing yet, and "I dropped my pottery on the floor" no pastime."""
_NOT_ENDED_CUES = frozenset("should ought better dropped think doubt".split())
_GOES_ON = re.compile(
    r"(?:i|we) (?:\w+ ){0,2}?(?:never|not) (?:\w+ )?(?:quit|quitting|stop|stopped|gave up|given up|dropped)\b",
    re.IGNORECASE,
)
""" "I never quit smoking" tells that it goes on."""
_NOTED = re.compile(r"(?:had|have|can not|could not|do not)\s", re.IGNORECASE)
"""How a note begins that leaves out "I" and is no question."""
_POSSESSIVE_OR_IS = re.compile(
    r"(?<=\w)'s (?=(?:been|grown|gone|lost|had|become|stopped|ok|okay|fine|alright|great|good|off|no|not|done|dead"
    r"|history"
    r"|over|finished|actually|now|really|back|gathering|fallen|allowed|welcome|quite|pretty|just|had|ceased|worn|burnt"
    r"|turned|got|fizzled|dropped|growing|a thing of|in the past|banned|forbidden|out(?= ,|$))\b)"
)
_TAIL = re.compile(
    r"\s(?:(?:once|twice|(?:two|three|four|five|six|several|\d+) times) (?:a|per|each|every) (?:day|week|month|year)"
    r"|every (?:other )?(?:\w+day|morning|evening|night|day|week(?:end)?)|on (?:\w+days|weekends)|daily|weekly"
    r"|(?:(?:an?|many|some|a few|two|three|four|five|six|\d+) )?(?:years|months|weeks|ages) (?:ago|back)"
    r"|any ?more|any longer|these days|nowadays|now|lately|altogether|for good|at all|completely|again|from now on"
    r"|please|either|honestly|for me|for us|after all|each time|every time|as a hobby|class(?:es)?|lessons?|club"
    r"|sessions?"
    r"|habits?|routine|ritual|hobby|phase|obsession|craze|days|thing|stuff|membership|of all things|a bit|(?:of|for)"
    r" mine|pls|plz|thx|thanks|ta|mate|btw|by the way|lol)$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:–—]| - |\b(?:and|but|so|because|since|then|that)\b", re.IGNORECASE)
_BY_THE_USER = re.compile(
    r"\b(?:i|we|puts?|leaves?|doctors?|physio|gp|consultant|nurse|age)\b|\b(?:me|us) (?:off|cold)\b"
    r"|\bmy (?:\w+ )?(?:body|knees?|back|ears?|eyes?|stomach|hands?|feet|hips?|head|heart|teeth|liver|lungs?)\b",
    re.IGNORECASE,
)
""" "I have stopped", "it leaves me cold", "the move put an end to": what ends so is the user's wherever it stands."""
_POINTS = re.compile(r"(?:it|that|this|they|those|these)\b", re.IGNORECASE)
_GONE_OVER = re.compile(
    r"\b(?P<how>switched|changed|moved|gone over|converted) (?:over )?to [\w' -]+?(?= from\b| instead\b|\s?[,;]|$)",
    re.IGNORECASE,
)
"""What somebody has gone over to is not what is over."""
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of) (?P<old>[^,;]+)", re.IGNORECASE)
"""What stands in front of it is what there is now."""
_OF_OTHERS = re.compile(rf"^(?:(?:my|our)\s)?(?:\w+\s)?(?:{RELATION})\b(?!\s\w+ing)", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?P<name>(?!I\b)[A-Z][a-z]+)(?: (?:has|just|finally))* (?:(?:gave|given) up|quit|stopped (?!being|making|giving"
    r"|feeling|tasting|working|helping|agreeing|doing)\w+ing\b)(?! on me)(?= ?\w)"
)
""" "Priya gave up smoking" tells of Priya."""
_NAMED_FIRST = re.compile(r"(?P<name>(?!I\b)[A-Z][a-z]+) (?:has|is|was|had|can|eats|does|did|will)\b")
_THEM = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_TREATED = re.compile(
    r"(?:(?:the|my|our)\s)?(?:doctors?|gp|physicians?|dermatologist|allergist|nurse)\b.*\b(?:me|my|i)\b", re.IGNORECASE
)
""" "The doctor gave me the all-clear": the doctor tells of the user's health."""
_TASTES: tuple[tuple[Kind, str, str], ...] = (("liking", "likes", "like"), ("disliking", "dislikes", "dislike"))
_STOPPED_DOING = re.compile(
    r"(?:i|we) (?:\w+ ){0,2}?(?:stopped|quit|ceased|gave up|given up) (?!lov|lik|enjoy|hat|dislik|car)[a-z]+ing\b",
    re.IGNORECASE,
)
""" "I stopped taking the dog to the beach" tells nothing of liking dogs."""
_DOES = re.compile(
    r"(?:i|we)\s(?!.{0,14}\b(?:need|want|require|like|care|mind|appreciate|asked|said|prefer)\b)", re.IGNORECASE
)
"""What the user does is nothing that the assistant was told."""
_MAY = re.compile(
    r"my [\w ]{2,20}? (?:is|are) (?!no longer|not)|(?:i|we) (?!(?:\w+ ){0,3}?(?:mind|fine|ok|okay|like|happy|talk)\b)",
    re.IGNORECASE,
)
"""How it is with the user and what is theirs is no leave for the assistant."""
_ONE_NAME = re.compile(r"[A-Z][a-z]+")
_LANGUAGE = re.compile(rf"\b(?:{'|'.join(sorted(LANGUAGES))})\b", re.IGNORECASE)


def endings(text: str, before: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """What a sentence of the user's says is over; ``starts`` and ``ends`` are its place.

    Both texts are plain and without quotations. ``before`` is the sentence that stands before it, which tells what "it"
    is.
    """
    text, before = _spaced(text), _spaced(before)
    if len(text.split()) > LONGEST or is_conditional(text) or _ends_not_yet(text):
        return
    for one in _read(text, before, starts, ends):
        if one.value_key:  # without one it would deny whatever is in the slot
            yield one


def _ends_not_yet(text: str) -> bool:
    return not _NOT_ENDED_CUES.isdisjoint(words_of(text)) and _NOT_ENDED.search(text) is not None


_FELL = re.compile(
    r"(?:i|we) (?:just |have |accidentally |nearly |almost )*dropped (?:my|our|the) (?P<thing>[\w' .-]{2,40}?)"
    r"(?: (?:on|in|into|down|and|again|today|yesterday)\b.*)?[.! ]*$",
    re.IGNORECASE,
)
""" "I dropped my iPhone": it fell."""


def _read(text: str, before: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    if (fell := _FELL.match(text)) and kind_of(fell["thing"]) in ("phone", "computer"):
        return
    said: dict[tuple[Kind, str], None] = {}
    facts: dict[tuple[str, str], None] = {}
    for place, clause in _clauses(text):
        said |= dict.fromkeys(_over(clause) or _pointing(clause, f"{before} ; {text[:place]}"))
        if not asks(clause) and not PLANNED.search(text):
            facts |= dict.fromkeys(facts_over(clause))
    if not (asks(text) or PLANNED.search(text)):
        facts |= dict.fromkeys(over_beside(text))
    for act in _left(text, framed=bool(said)):
        yield from _denials("act", act, starts, ends)
    for kind, thing in said:
        yield from _denials(kind, thing, starts, ends)
        if kind == "act" and not PLANNED.search(text):
            facts |= dict.fromkeys(facts_of(_without_tail(without_article(trimmed(head(thing))))))
    for attribute, name in facts:
        yield denial("fact", attribute, name, f"The user's {attribute.replace('_', ' ')} is no longer {name}", starts,
                      ends, many=holds_many(attribute))  # fmt: skip
    of_others = _OF_OTHERS.match(text) is not None or _tells_of_others(text)
    for attribute, any_of in () if of_others and not _TREATED.match(text) else healed(text, before):
        said_of = {"allergy": "is no longer allergic to", "condition": "no longer has"}[attribute]
        yield denial("fact", attribute, any_of, f"The user {said_of} {any_of}", starts, ends)
    for diet in () if of_others else eats_again(text):
        yield denial("fact", "diet", diet, f"The user is no longer {diet}", starts, ends, many=False)
    for over in () if PASSING.search(text) else contraries(text):
        yield denial("instruction", "instruction", over, f"No longer: {over}", starts, ends)
    if not said and not PASSING.search(text):
        yield from _named(text, starts, ends)
    if not of_others or _TREATED.match(text):
        yield from mentioned(text, starts, ends)


def _left(text: str, *, framed: bool) -> Iterator[str]:
    """What is not done any more, without a word that it is over; ``framed``: other words tell an end already."""
    if PASSING.search(text):
        return
    clauses = [clause for _, clause in _clauses(text) if not asks(clause) or _NOTED.match(clause)]
    for clause in clauses:
        yield from hung_up(clause)
    if not framed:
        yield from dict.fromkeys((*(act for clause in clauses for act in lapsed(clause)), *not_these_days(text)))


def _spaced(text: str) -> str:
    text = _POSSESSIVE_OR_IS.sub(" is ", " ".join(text.strip(" .!?").replace(", ", " , ").split()))
    return _NOT_SAID.sub("I do not ", text)


def _named(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """What a sentence with the words of an end names, where no frame fits it."""
    if len(text.split()) > MOST_WORDS:
        return
    over, allowed = None if " get enough of " in text else OVER.search(text), ALLOWED.search(text)
    liked = LIKED.search(text) is not None or is_warmed_to(text)
    if not (over or liked or allowed):
        return
    left = _INSTEAD.search(text)
    about = text if liked or allowed else _about(text)
    things = things_in(left["old"] if left else _GONE_OVER.sub(r"\g<how>", about))
    if not things or _OF_OTHERS.match(text) or _begins_with_a_name(_SOMEBODY, text):
        return
    if asks(text) and not _NOTED.match(text):
        return
    told = (over and not _STOPPED_DOING.match(text), liked)
    feelings = [feeling for feeling, holds in zip(_TASTES, told, strict=True) if holds]
    for name in things:
        for _, value, verb in feelings:
            yield guess("preference", f"taste.{value_key(name)}", value, f"The user no longer {verb}s {name}", starts,
                        ends, many=False)  # fmt: skip
    any_of = ANY_OF.join(act_key(thing) for thing in things)
    if over:
        for attribute in DOINGS:
            yield guess("preference", attribute, any_of, f"The user no longer does: {any_of}", starts, ends)
    if over and not _DOES.match(text):
        yield guess("instruction", "instruction", any_of, f"No longer: {any_of}", starts, ends)
    if allowed and not _MAY.match(text):
        yield guess("instruction", "instruction", f"{NOT}{any_of}", f"No longer: not {any_of}", starts, ends)


def _about(text: str) -> str:
    """What of a sentence with words of an end tells the things that it may be of.

    Who tells what somebody or something else has stopped or lost tells no end of what follows: "the club has stopped
    offering yoga", "my student quit the piano". What the words stand behind is over by itself: "yoga has run its
    course".
    """
    named = []
    for found in OVER.finditer(text):
        start = max((cut.end() for cut in _CUT.finditer(text, 0, found.start())), default=0)
        subject = text[start : found.start()].strip()
        if not subject or _BY_THE_USER.search(f"{subject} {found[0]}"):
            return text
        first = found[0].split()[0]  # so that "the chess club disbanded" is not told of chess
        named.append(f"{text[: found.start()] if _POINTS.match(subject) else subject} {first}")
    return " ; ".join(named)


def _tells_of_others(text: str) -> bool:
    """Whether it begins with somebody's name, or names him or her, and never the user."""
    if _ME.search(text):
        return False
    return _begins_with_a_name(_NAMED_FIRST, text) or _THEM.search(text) is not None


def _begins_with_a_name(pattern: re.Pattern[str], text: str) -> bool:
    found = pattern.match(text)
    return found is not None and is_name(found["name"])


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """The sentence, and each of its clauses, from where the clause itself begins."""
    for place in [0, *(found.end() for found in BEFORE_A_SUBJECT.finditer(text))]:
        clause = text[place:].strip(" ,;:")
        lead = _LEAD.match(clause)
        yield place, clause[lead.end() :] if lead else clause


@cache
def _by_cue() -> ByCue:
    return ByCue([frame.cues for frame in _FRAMES])


def _over(clause: str) -> list[tuple[Kind, str]]:
    """What the frames find in a clause."""
    if found := _ASKED_AND_DENIED.match(clause):
        return [("liking", found["x"]), ("act", found["x"])]
    if (asks(clause) and not _NOTED.match(clause)) or _GOES_ON.match(clause):
        return []
    over: list[tuple[Kind, str]] = []
    for number in _by_cue().to_try(words_of(clause)):
        found = _FRAMES[number].pattern.match(clause)
        thing = (found["x"] or found.groupdict().get("y") or "") if found else ""
        if thing and not _OF_OTHERS.match(thing):
            over += [(kind, thing) for kind in _FRAMES[number].kinds]
    return over


def _pointing(clause: str, before: str) -> list[tuple[Kind, str]]:
    """What ends in a clause that only points at it."""
    words = words_of(clause)
    for frame in POINTING:
        if not frame.cues.isdisjoint(words) and frame.pattern.match(clause) and not PASSING.search(clause):
            return [(kind, thing) for thing in things_in(before) for kind in frame.kinds]
    return []


def _denials(kind: Kind, thing: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """The denials of everything that may be meant by a thing that is over."""
    whole = without_article(trimmed(head(thing)))
    bare = _without_tail(whole)
    if kind == "called" or (kind != "ban" and _ONE_NAME.fullmatch(whole)):
        yield denial("fact", "called", whole, f"The user is no longer called {whole}", starts, ends, many=False)
    for name in dict.fromkeys((whole, bare)):
        if not name or " me " in f" {name} ":
            continue
        for feeling, value, verb in _TASTES:
            if kind == feeling:
                yield denial("preference", f"taste.{_taste_key(name)}", value, f"The user no longer {verb}s {name}",
                              starts, ends, many=False)  # fmt: skip
    if kind in ("act", "liking"):
        for attribute in DOINGS:
            yield denial("preference", attribute, act_key(bare or whole), f"The user no longer does: {bare or whole}",
                          starts, ends)  # fmt: skip
    elif kind in ("order", "ban"):
        negative = re.match(r"(?:not|never|no)\s(?:to\s)?", bare)
        act = act_key(bare[negative.end() :] if negative else bare)
        key = f"{NOT}{act}" if kind == "ban" else act
        if kind == "order" and (language := _LANGUAGE.search(whole)):
            name = language[0].title()
            yield denial("instruction", "reply_language", name, f"No longer answer in {name}", starts, ends, many=False)
        if act and not (negative and kind == "order"):
            yield denial("instruction", "instruction", key, f"No longer: {bare}", starts, ends)


def _taste_key(name: str) -> str:
    words = name.split()
    loved = words[0].casefold() in ("loving", "liking", "hating", "enjoying", "disliking") and len(words) > 1
    return value_key(" ".join(words[1:] if loved else words))


def _without_tail(text: str) -> str:
    for _ in range(4):
        shorter = trimmed(_TAIL.sub("", text))
        if shorter == text or not shorter:
            break
        text = shorter
    return text
