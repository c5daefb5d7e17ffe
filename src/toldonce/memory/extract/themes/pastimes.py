"""What somebody does for fun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, clause_is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import ACTIVITIES, GAMES_AND_SPORTS, INSTRUMENTS
from toldonce.memory.extract.english.phrases import head, listed, trimmed, without_article
from toldonce.memory.extract.english.verb_groups import VerbGroup
from toldonce.memory.extract.paraphrases.pastimes import is_pastime
from toldonce.memory.extract.themes.tastes import NOT_TASTES
from toldonce.memory.slots import value_key


def _hobby(text: str, *, ends: bool = False, change: bool = False, verb: str = "do") -> Iterator[Claim]:
    for item in listed(
        patterns.replaced(
            (
                r"\s(?:as a (?:new )?hobby|for fun|in my (?:free|spare) time|on (?:the )?(?:weekends?|side)|again"
                r"|any more|with|at|in|twice|once|every|a few|three times|since|lately)\b.*$"
            ),
            "",
            text,
            flags=re.IGNORECASE,
        )
    ):
        item = patterns.replaced(r"^(?:(?:a )?(?:bit|lot|little) of|some|lots of|doing)\s", "", item)
        if item and len(item.split()) <= 4 and item.casefold() not in NOT_TASTES:
            does = "enjoy" if item.split()[0].endswith("ing") else verb
            yield Claim("hobby", item, does, item, type="preference", ends=ends, change=change)


def own_hobby(clause: Clause) -> Iterator[Claim]:
    """ "My hobbies are chess and yoga"."""
    if clause.verb.lemma in ("be", "include") or clause.verb.progressive:
        text = clause.object if not clause.verb.progressive else clause.text.split(" is ", 1)[-1].split(" are ", 1)[-1]
        yield from _hobby(patterns.replaced(r"^(?:to\s)", "", text))


def is_activity(text: str) -> bool:
    """Whether a phrase names a sport, a game or another activity."""
    low = text.casefold()
    return (
        low in GAMES_AND_SPORTS
        or low in ACTIVITIES
        or (
            low.split()[-1:] != []
            and (
                low.split()[-1] in ACTIVITIES
                or low.split()[-1] in GAMES_AND_SPORTS
                or (
                    low.split()[-1].endswith("ing")
                    and len(low) > 5
                    and low.split()[-1]
                    not in (
                        "thing",
                        "something",
                        "anything",
                        "everything",
                        "nothing",
                        "shopping",
                        "cleaning",
                        "washing",
                    )
                )
            )
        )
    )


def _goes_on(verb: VerbGroup) -> bool:
    """Whether it is said of now and of always: "I do", "I have been doing", not "I did" or "I am doing"."""
    return not (verb.past and not verb.modal) and (not verb.progressive or verb.perfect)


def _play(clause: Clause, thing: str) -> Iterator[Claim]:
    verb, low = clause.verb, thing.casefold()
    known = low in GAMES_AND_SPORTS or bool(low and low.split()[-1] in INSTRUMENTS)
    if not known or verb.progressive or (verb.past and not verb.modal and not verb.ended):
        return
    for item in listed(clause.object):
        cut = patterns.replaced(r"\s(?:every|in|with|on|at|since|twice|once|for|online|against)\b.*$", "", item)
        game = without_article(trimmed(cut))
        played = f"the {game}" if game.casefold() in INSTRUMENTS else game
        yield Claim("hobby", f"playing {played}", "play", played, type="preference", key=value_key(game))


_AT_A_FIRM = r"(?:\w+ ){1,2}at\s[A-Z]"


def pursue(clause: Clause) -> Iterator[Claim]:
    """ "I do yoga", "I play tennis", "I have taken up pottery", "I gave up chess", "I started archery as a hobby"."""
    if clause.what or patterns.match(_AT_A_FIRM, clause.object):
        return
    text, verb = clause.object, clause.verb
    thing = head(
        patterns.replaced(
            (
                r"\s(?:in my (?:free|spare) time|for fun|as a hobby|on weekends|at weekends|every|twice|once|three"
                r"|with|at|again|on|online|in|against)\b.*$"
            ),
            "",
            text,
            flags=re.IGNORECASE,
        )
    )
    thing = without_article(patterns.replaced(r"^(?:a (?:lot|bit) of|some)\s", "", thing, flags=re.IGNORECASE))
    declared = bool(
        patterns.search(r"\b(?:as a hobby|in my (?:free|spare) time|for fun)\b", clause.text, re.IGNORECASE)
    ) or bool(patterns.match(r"(?:in my (?:free|spare) time|for fun)\b", clause.text, re.IGNORECASE))
    if verb.lemma == "play":
        yield from _play(clause, thing)
    elif verb.lemma == "pick" and text.startswith("up ") and is_activity(head(text[3:])):
        yield from _hobby(text[3:], change=True)
    elif verb.lemma == "take up" and not patterns.match(
        r"(?:work|residence|arms|space|time|the|my|an?)\b(?! (?:\w+ing|sport|hobby))", text
    ):
        yield from _hobby(text, change=True)
    elif verb.lemma in ("quit", "drop") and thing:
        if patterns.search(r"\b(?:on|onto|down|into) (?:the|my|a)\b", text):
            return  # "I dropped my pottery on the floor"
        if is_activity(thing) or (
            len(thing.split()) <= 2
            and not patterns.match(r"(?:my|the|a|an|on|it|smoking job)\b", text, re.IGNORECASE)
            and thing.islower()
        ):
            yield from _hobby(thing, ends=True)
    elif verb.lemma == "do":
        if verb.ended or (verb.negated and clause_is_over(clause)):
            yield from _hobby(thing, ends=True)
        elif (is_activity(thing) or declared) and (verb.started or _goes_on(verb)):
            yield from _hobby(text, change=verb.started)
    elif verb.lemma == "start" and thing and (declared or is_pastime(thing)):
        yield from _hobby(thing, change=True)
    elif verb.lemma == "spend" and (
        match := patterns.match(
            (
                r"(?:(?:most of )?my (?:weekends|evenings|free time|spare time|sundays|saturdays)"
                r"|a lot of (?:my )?time|hours)\s(?:on\s|doing\s)?(?P<what>.+)"
            ),
            text,
            re.IGNORECASE,
        )
    ):
        thing = head(match["what"])
        if is_activity(thing) or len(thing.split()) <= 2:
            yield from _hobby(thing)
