"""What somebody likes, prefers and does again and again: tastes, favourites, hobbies, languages, habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract import patterns
from toldonce.memory.extract.claims import Claim, Rule, clause_is_over
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.grammar import VerbGroup
from toldonce.memory.extract.lexicon import ACTIVITIES, GAMES_AND_SPORTS, INSTRUMENTS, LANGUAGES
from toldonce.memory.extract.paraphrases.pastimes import is_pastime
from toldonce.memory.extract.people import the_user
from toldonce.memory.extract.phrases import head, listed, trimmed, without_article
from toldonce.memory.extract.verbs import ing_form
from toldonce.memory.slots import value_key

_TASTES = {
    "love": "loves", "adore": "loves", "like": "likes", "enjoy": "likes", "hate": "hates", "detest": "hates",
    "loathe": "hates", "despise": "hates", "dislike": "dislikes", "appreciate": "likes",
}  # fmt: skip
_OPPOSITE = {"loves": "dislikes", "likes": "dislikes", "hates": "does not mind", "dislikes": "does not mind"}
_VERB_OF = {"loves": "love", "likes": "like", "hates": "hate", "dislikes": "dislike"}
_NOT_TASTES = frozenset(
    """
    it that this them you him her these those me us one what how everything anything nothing something someone
    somebody everyone
    idea ideas suggestion suggestions sound look way fact help thought concept answer advice tip tips here there all
    too so same
    your both yours recommendations recommendation thing things mine one ones explanation approach list plan
    """.split()
)
_VAGUE = re.compile(
    r"^(?:your|that|this|those|these|it|them|how|what|the (?:idea|way|fact|sound|look|thought"
    r"|suggestion|concept|feel|part|one|ones|approach|first|second|last|new|vibe|name|recipe|plan"
    r"|advice|tips?)"
    r"|to (?!cook|bake|travel|read|swim|hike|run|sing|dance|draw|paint|sleep|ski|surf|garden|knit|sew"
    r"|fish|camp|climb|cycle|play|ride|write|shop|walk|watch|eat|drink)\w+|when|if|you|him|her"
    r"|seeing you|hearing|talking to you|working with you|being|up|still|straight|upright|back|by|having"
    r"|knowing|learning (?:about"
    r"|more))\b",
    re.IGNORECASE,
)
_CADENCE = re.compile(
    r"\b(?:every\s(?:single |other |second |few )?(?:morning|evening|night|day|week|weekend|month|year"
    r"|summer|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?(?:\s(?:and (?:every )?\w+day"
    r"|morning|evening|night|afternoon))?"
    r"|(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:\sand\s\w+days)?|(?:once|twice"
    r"|three times|four times|five times|\d+ times|several times|a few times|a couple of times)\s(?:a"
    r"|per|each|every)\s(?:day|week|month|year)|daily|weekly|nightly"
    r"|on weekends|at weekends|on weekdays|most (?:days|mornings|evenings|nights|weekends)"
    r"|each (?:morning|evening|night|day|week|\w+day)|(?:before|after) (?:breakfast|lunch|dinner|work"
    r"|bed|going to bed|school|coffee)|first thing in the morning|in the (?:mornings|evenings)"
    r"|all the time|regularly)\b",
    re.IGNORECASE,
)
_HABITUAL = frozenset("usually always often normally typically generally regularly never rarely frequently".split())


def _taste(
    clause: Clause, text: str, taste: str, *, negated: bool = False, ends: bool = False, change: bool = False
) -> Iterator[Claim]:
    """The claim for each thing of a list; a denied liking is a dislike, a denied dislike the end of it."""
    over = ends or clause.verb.ended or (negated and clause_is_over(clause))
    if _VAGUE.match(text) or _THE.match(text) or not text:
        return
    for item in _things(_shortened(text)):
        thing = patterns.replaced(r"^to\s", "", item)
        if not _lasting(thing):
            continue
        attribute = f"taste.{value_key(thing)}"
        if over or (negated and taste in ("hates", "dislikes")):
            yield Claim(attribute, taste, _VERB_OF[taste], thing, type="preference", ends=True)
        elif negated:
            yield Claim(attribute, "dislikes", "dislike", thing, type="preference", settled=True)
        else:
            yield Claim(attribute, taste, _VERB_OF[taste], thing, type="preference", settled=True, change=change)


def _things(text: str) -> list[str]:
    """The members of a list of things; what is done to several things ("restoring clocks and radios") is one."""
    items = listed(text, joined=True)
    if (
        len(items) > 1
        and items[0].split()[0].endswith("ing")
        and len(items[0].split()) > 1
        and not all(item.split()[0].endswith("ing") for item in items)
    ):
        whole = head(text.replace(" and ", " & ")).replace(" & ", " and ")
        return [whole] if "," not in whole else []
    return items


def _lasting(thing: str) -> bool:
    """Whether a thing can be liked beyond the moment: not "it", "the template", "their bright sound"."""
    words = thing.casefold().split()
    if (
        not words
        or len(thing) < 3
        or len(words) > 6
        or words[0] in _NOT_TASTES
        or words[-1] in ("is", "are", "was", "more", "idea", "a", "an", "the", "notifications")
        or words[-2:-1] == ["a"]
    ):
        return False
    return not _POINTS_BACK.search(thing)


_POINTS_BACK = re.compile(
    r"\b(?:it|its|them|him|his|your|you|this|that one|these|those|user|each other(?:'s)?|(?<!for )their)\b",
    re.IGNORECASE,
)
_THE = re.compile(
    (
        r"^the\s(?!(?:beach|sea|ocean|mountains?|outdoors|countryside|rain|snow|sun|summer|winter|spring"
        r"|autumn|fall|cold|heat|city|theat(?:re|er)|opera|gym|sauna|cinema|movies|night|water|forest"
        r"|woods|desert|lake|ballet|circus|zoo|smell|sound|taste|dark|nineties|eighties)\b)[a-z]"
    ),
)


def _shortened(text: str) -> str:
    """Without what only colours it: "a good cup of tea" stays, "hiking in the Alps with friends" loses its company."""
    text = patterns.replaced(
        (
            r"\s(?:with (?:my|friends|family)|so much|a lot|very much|more than|these days|as a|for (?:its"
            r"|their|the|years|breakfast)|during|every|on (?:weekends|sundays|saturdays|fridays)|at (?:night"
            r"|the weekend)|all the)\b.*$"
        ),
        "",
        text,
        flags=re.IGNORECASE,
    )
    return patterns.replaced(
        r"^(?:all kinds of|the taste of|the smell of|a good|some|any|nothing more than|everything about|both)\s",
        "",
        text,
        flags=re.IGNORECASE,
    )


def like(clause: Clause) -> Iterator[Claim]:
    """ "I love jazz", "I do not like olives", "I have always loved tea"."""
    if clause.what or clause.who is None or clause.verb.modal in ("would", "could", "might", "will"):
        return
    verb = clause.verb
    if verb.past and verb.modal != "used" and not verb.ended:
        return
    if verb.modal == "used":
        yield from _taste_used(clause, _TASTES[verb.lemma])
        return
    text = clause.object
    if verb.progressive and not verb.ended:
        return
    yield from _taste(clause, text, _TASTES[verb.lemma], negated=verb.negated)


def _taste_used(clause: Clause, taste: str) -> Iterator[Claim]:
    for claim in _taste(clause, patterns.replaced(r"\s,?\s?but\b.*$", "", clause.object), taste):
        yield Claim(claim.attribute, taste, claim.verb, claim.words, type="preference", ends=True)


def mind(clause: Clause) -> Iterator[Claim]:
    """ "I do not mind olives any more"."""
    if (
        clause.verb.negated
        and not clause.what
        and clause_is_over(clause)
        and not patterns.match(r"you\b", clause.object)
    ):
        for claim in _taste(clause, clause.object, "hates", ends=True):
            yield Claim(claim.attribute, "", claim.verb, claim.words, type="preference", ends=True)


def have_taste(clause: Clause) -> Iterator[Claim]:
    """ "I have a soft spot for jazz"."""
    match = patterns.match(
        r"(?:always had )?an? (?:real |huge |big )?(?:soft spot|weakness|thing|passion|love) for\s(?P<what>.+)",
        clause.object,
        re.IGNORECASE,
    )
    if match and not clause.what and not (clause.verb.past and not clause.verb.perfect):
        yield from _taste(clause, match["what"], "likes", negated=clause.verb.negated)


def drive_crazy(clause: Clause) -> Iterator[Claim]:
    """ "Small talk drives me crazy"."""
    if (
        (clause.who is None or clause.who.is_stranger)
        and not clause.verb.past
        and patterns.match(r"me (?:crazy|mad|nuts|insane|up the wall)\b", clause.object)
    ):
        for claim in _taste(clause, clause.subject[:1].lower() + clause.subject[1:], "hates"):
            yield replace(claim, who=the_user())


def can_not(clause: Clause) -> Iterator[Claim]:
    """ "I can not stand olives"."""
    if clause.what or not clause.verb.negated or clause.verb.modal not in ("can", "could") or clause.verb.past:
        return
    if clause.verb.lemma == "get":
        match = patterns.match(r"enough of\s(?P<what>.+)", clause.object)
        for claim in _taste(clause, match["what"], "loves") if match else ():
            yield replace(claim, planned="can")
    elif "allerg" not in clause.text:
        for claim in _taste(clause, clause.object, "hates"):
            yield Claim(claim.attribute, "hates", "hate", claim.words, type="preference", settled=True, planned="can")


def come_round(clause: Clause) -> Iterator[Claim]:
    """ "I have come to like olives", "I have gone off coffee", "I grew to love"."""
    text, verb = clause.object, clause.verb.lemma
    if clause.what:
        return
    if match := patterns.match(
        r"to\s(?P<verb>like|love|enjoy|appreciate|hate|dislike)\s(?P<what>.+)", text, re.IGNORECASE
    ):
        if verb in ("come", "grow", "learn", "start", "begin"):
            yield from _taste(clause, match["what"], _TASTES[match["verb"].casefold()], change=True)
    elif (
        verb == "go"
        and (match := patterns.match(r"off\s(?P<what>.+)", text, re.IGNORECASE))
        and not patterns.match(r"(?:to|the|on|with|at|topic)\b", match["what"])
    ):
        for claim in _taste(clause, match["what"], "likes"):
            yield Claim(claim.attribute, "", "like", claim.words, type="preference", ends=True)


def change_mind(clause: Clause) -> Iterator[Claim]:
    """ "I have changed my mind about olives: I like it now"."""
    match = patterns.match(
        (
            r"my mind (?:about|on)\s(?P<what>[^:;,]+?)(?:\s[:;,–—-]\s|\s(?:and|because)\s)(?:i\s)?(?:actually "
            r"|really |now )*(?P<verb>like|love|enjoy|hate|dislike|do not like)s?\b"
        ),
        clause.object,
        re.IGNORECASE,
    )
    if match and not clause.what:
        taste = _TASTES.get(match["verb"].casefold(), "dislikes")
        yield from _taste(clause, match["what"], taste, change=True)


def be_fond(clause: Clause) -> Iterator[Claim]:
    """ "I am a big fan of jazz", "I am into chess", "I am not keen on olives", "I am over it"."""
    if clause.what or clause.verb.progressive:
        return
    text, verb = clause.object, clause.verb
    match = patterns.match(
        r"(?:(?:an?|the|such|my|quite|really|so|very|totally|absolutely|super|huge|big|massive|great|total"
        r"|real|biggest|much of|way|still|also|completely|pretty|too|more of|always|not|deeply)\s)*"
        r"(?P<fond>fan of|fond of|crazy about|mad about|nuts about|obsessed with|keen on|hooked on"
        r"|passionate about|addicted to|in love with|partial to|lover of|sucker for|into|big on|over|done with"
        r"|sick of|tired of|fed up with|fan)\s?(?P<what>.*)",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return
    fond, what = match["fond"].casefold(), match["what"]
    if fond == "fan":
        return
    if fond in ("over", "done with"):
        if (
            len(head(what).split()) <= 4
            and not patterns.match(r"(?:\d|the moon|it|this|that|the|my|work|school|here|there|at)\b", what)
            and not verb.negated
        ):
            for claim in _taste(clause, what, "likes"):
                yield Claim(claim.attribute, "", "like", claim.words, type="preference", ends=True)
                if fond == "done with":
                    yield Claim("hobby", claim.words, "do", claim.words, type="preference", ends=True)
        return
    if fond in ("sick of", "tired of", "fed up with") or (verb.past and verb.modal != "used"):
        return
    if fond == "in love with" and patterns.match(r"[A-Z]|my|him|her|someone|this|a ", what):
        return
    taste = (
        "loves"
        if fond
        in (
            "crazy about",
            "mad about",
            "nuts about",
            "obsessed with",
            "passionate about",
            "addicted to",
            "hooked on",
            "in love with",
        )
        else "likes"
    )
    if verb.modal == "used":
        return
    for claim in _taste(clause, what, taste, negated=verb.negated):
        yield claim
        if fond == "into":
            ended = verb.negated
            if not ended or verb.ended or clause_is_over(clause):
                yield Claim(
                    "hobby",
                    claim.words,
                    "enjoy",
                    claim.words,
                    type="preference",
                    ends=ended,
                    settled=True,
                    confidence=0.7,
                )


def prefer(clause: Clause) -> Iterator[Claim]:
    """ "I prefer tea over coffee", "I prefer to work in the morning"."""
    text = clause.object
    if (
        clause.what
        or clause.verb.past
        or patterns.match(
            r"(?:it|that|this|the (?:first|second|former|latter|other)|if|you|to be called|being called|not)\b",
            text,
            re.IGNORECASE,
        )
    ):
        return
    if clause.verb.negated:
        return
    words = patterns.replaced(r"\s(?:[,;:]|(?:because|but|so|if|when it comes)\b).*$", "", text).strip()
    if words and len(words.split()) <= 12 and not patterns.search(r"\bcall me\b", text, re.IGNORECASE):
        yield Claim("preference", words, "prefer", words, type="preference")


def own_favourite(clause: Clause) -> Iterator[Claim]:
    """ "My favourite colour is blue", "my favourite has always been"."""
    match = patterns.match(
        (
            r"(?:(?:new|current|all-time|absolute|all time|personal|second|number one|very)\s)*(?:favourite"
            r"|number one|top|go-to)\s(?:of all time\s)?(?:kind of |type of "
            r"|sort of )?(?P<topic>[\w' -]+?)(?:\s(?:of all time|ever|right now|at the moment|to \w+|is))*$"
        ),
        clause.what,
        re.IGNORECASE,
    )
    if match is None or (clause.verb.lemma != "be" and not clause.verb.progressive) or clause.verb.hypothetical:
        return
    topic = value_key(match["topic"])
    if patterns.search(r"\byours?\b", topic):
        return
    text = patterns.replaced(r"^(?:definitely|probably|still|always|got to be|now|called|by|the)\s", "", clause.object)
    if clause.verb.progressive:
        text = clause.text.split(" is ", 1)[-1]
    if patterns.match(r"(?:when|that|how|what|to\b|because|if|in\b|on\b|at\b|from\b|out\b)", text, re.IGNORECASE):
        return
    topic = {"color": "colour", "movie": "film"}.get(topic, topic)
    item = _favourite_value(text)
    if not item or len(item.split()) > 8 or item.casefold() in _NOT_TASTES:
        return
    past = clause.verb.past
    yield Claim(
        f"favourite.{topic}",
        item,
        "be",
        item,
        type="preference",
        topic=f"favourite {match['topic']}",
        timeless=not past and not clause.verb.negated and clause.verb.perfect,
    )


def _favourite_value(text: str) -> str:
    match = patterns.match(
        r"(?:the\s)?[A-Z0-9][\w'’&.-]*(?:\s(?:(?:of|the|and|de|in|to|for|a)\s){0,2}[A-Z0-9][\w'’&.-]*)*", text
    )
    if match and len(match[0].split()) > 1:
        return trimmed(match[0])
    return trimmed(
        patterns.replaced(
            (
                r"\s(?:any more|by far|hands down|of all time|for sure|ever|over|with|from|on|in|at|by|instead of"
                r"|and it|and always)\b.*$"
            ),
            "",
            head(text),
        )
    )


def replace_favourite(clause: Clause) -> Iterator[Claim]:
    """ "Dune has replaced Emma as my favourite book"."""
    match = patterns.match(
        r".+?\sas my (?:new )?(?:favourite|number one)\s(?P<topic>[\w -]+)", clause.object, re.IGNORECASE
    )
    if match and clause.subject and clause.verb.lemma in ("replace", "overtake", "dethrone", "beat"):
        topic = value_key(trimmed(match["topic"]))
        yield Claim(
            f"favourite.{topic}",
            clause.subject,
            "be",
            clause.subject,
            type="preference",
            topic=f"favourite {topic}",
            who=the_user(),
            change=True,
        )


# --- hobbies, languages, habits --------------------------------------------------------------------------------------


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
        item = patterns.replaced(r"^(?:a (?:bit|lot|little) of|some|lots of|doing)\s", "", item)
        if item and len(item.split()) <= 4 and item.casefold() not in _NOT_TASTES:
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


def speak(clause: Clause) -> Iterator[Claim]:
    """ "I speak Danish and some Greek", "I can speak", "I am learning Korean", "I know Polish"."""
    if clause.what:
        return
    text, verb = clause.object, clause.verb
    if verb.lemma == "be":
        match = patterns.match(
            (
                r"(?:(?:completely|totally|nearly|almost|quite|pretty|fully)\s)*(?:fluent|bilingual|proficient"
                r"|a native speaker|conversational)\s(?:in|of)\s(?P<what>.+)"
            ),
            text,
            re.IGNORECASE,
        )
        text = match["what"] if match else ""
    elif verb.lemma == "grow":
        match = patterns.match(r"up (?:speaking|with|bilingual in)\s(?P<what>.+)", text, re.IGNORECASE)
        text = match["what"] if match else ""
    past = verb.past and verb.lemma != "grow" and not verb.modal
    if not text or past:
        return
    learning = verb.lemma in ("learn", "study")
    for item in _languages(text):
        verb_words = ("be", f"learning {item}") if learning else ("speak", item)
        early = verb.lemma == "grow"
        yield Claim("language", item, *verb_words, planned="can", change=early, timeless=early)


def _languages(text: str) -> Iterator[str]:
    text = patterns.replaced(
        (
            r"\b(?:both|some|a little(?: bit of)?|a bit of|basic|fluent|good|decent|broken|passable|also"
            r"|native|conversational|only|how to speak|fluently|well|as well as|three languages :"
            r"|two languages :|four languages :)\s"
        ),
        "",
        text,
        flags=re.IGNORECASE,
    )
    for item in re.split(r"\s(?:,\s(?:and\s)?|and\s|or\s|&\s|as well as\s|plus\s|but\s)", text):
        words = trimmed(item).split()
        two = " ".join(words[:2]).casefold()
        if two in LANGUAGES and len(words) > 1:
            yield two[:1].upper() + two[1:]
        elif (
            words
            and words[0].casefold() in LANGUAGES
            and (
                len(words) == 1
                or words[1].casefold()
                in (
                    "at",
                    "well",
                    "with",
                    "fluently",
                    "quite",
                    "too",
                    "pretty",
                    "since",
                    "from",
                    "badly",
                    "better",
                    "enough",
                    "every",
                    "because",
                    "so",
                    "for",
                    "in",
                    "on",
                    "now",
                    "very",
                    "really",
                    "language",
                    "lessons",
                )
            )
        ):
            yield words[0].title()


def own_language(clause: Clause) -> Iterator[Claim]:
    """ "My native language is Danish"."""
    if clause.verb.lemma in ("be", "include"):
        for item in _languages(clause.object):
            yield Claim("language", item, "speak", item)


def have_habit(clause: Clause) -> Iterator[Claim]:
    """ "I go running every Tuesday", "I usually skip breakfast", "I have a habit of", "my routine is to"."""
    from toldonce.memory.extract.habits import habit_of

    yield from habit_of(clause, _CADENCE, _HABITUAL, ing_form)


VERBS: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_TASTES, (like,)),
    "have": (have_taste,), "drive": (drive_crazy,), "get": (can_not,), "pick": (pursue,), "mind": (mind,),
    "stand": (can_not,), "bear": (can_not,), "tolerate": (can_not,), "come": (come_round,),
    "grow": (come_round, speak), "go": (come_round,), "start": (come_round, pursue), "begin": (pursue,),
    "change": (change_mind,), "be": (be_fond, speak), "prefer": (prefer,), "replace": (replace_favourite,),
    "overtake": (replace_favourite,), "do": (pursue,), "play": (pursue,), "take up": (pursue,), "quit": (pursue,),
    "spend": (pursue,), "speak": (speak,), "know": (speak,), "learn": (speak, come_round), "study": (speak,),
    "drop": (pursue,),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:.*\s)?(?:favourite|number one|go-to)\s.+", own_favourite),
    (r"(?:(?:main|new|other|biggest|favourite|only)\s)*(?:hobby|hobbies|pastime|interests|pastimes)", own_hobby),
    (
        (
            r"(?:native|first|second|other) languages?|mother tongue|native tongue|languages? (?:that )?(?:i"
            r"|we) speak|languages"
        ),
        own_language,
    ),
)
