"""What somebody likes, loves, dislikes and hates, and that it turned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import Claim, clause_is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.people import the_user
from toldonce.memory.extract.english.phrases import head, listed
from toldonce.memory.slots import value_key

TASTES = {
    "love": "loves", "adore": "loves", "like": "likes", "enjoy": "likes", "hate": "hates", "detest": "hates",
    "loathe": "hates", "despise": "hates", "dislike": "dislikes", "appreciate": "likes",
}  # fmt: skip
_OPPOSITE = {"loves": "dislikes", "likes": "dislikes", "hates": "does not mind", "dislikes": "does not mind"}
_VERB_OF = {"loves": "love", "likes": "like", "hates": "hate", "dislikes": "dislike"}
NOT_TASTES = frozenset(
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
        or words[0] in NOT_TASTES
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
            r"\s(?:with (?:my|friends|family)|(?:the )?(?:best|most) of all|so much|a lot|very much|more than|these"
            r" days"
            r"|as a|for (?:its"
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
        yield from _taste_used(clause, TASTES[verb.lemma])
        return
    text = clause.object
    if verb.progressive and not verb.ended:
        return
    yield from _taste(clause, text, TASTES[verb.lemma], negated=verb.negated)


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
        r"to\s(?P<verb>like|love|enjoy|appreciate|adore|hate|dislike|detest|loathe|despise)\s(?P<what>.+)",
        text,
        re.IGNORECASE,
    ):
        if verb in ("come", "grow", "learn", "start", "begin"):
            yield from _taste(clause, match["what"], TASTES[match["verb"].casefold()], change=True)
    elif verb == "fall" and not clause.verb.negated:
        match = patterns.match(r"in love with\s(?P<what>(?!(?:my|him|her|someone|somebody|this|an?)\b)[a-z].+)", text)
        if match:
            yield from _taste(clause, match["what"], "loves", change=True)
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
        taste = TASTES.get(match["verb"].casefold(), "dislikes")
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
        r"|sick of|tired of|fed up with|fan)\b\s?(?P<what>.*)",
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
        ended = verb.negated
        is_act = fond == "into" and claim.words.endswith("ing")
        if ended or not is_act:  # who is into lace making makes lace
            yield claim
        if fond == "into" and (not ended or verb.ended or clause_is_over(clause)):
            yield Claim(
                "hobby",
                claim.words,
                "enjoy",
                claim.words,
                type="preference",
                ends=ended,
                settled=True,
                confidence=0.9 if is_act else 0.7,
            )
