"""Particulars that people tell of themselves in passing: whose customer they are, what they belong to, which hand they
write with, what they wear, a leave, a broken wrist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule, is_or_was, says_now
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head, name_at, organisation, without_article
from toldonce.memory.extract.english.verbs import base_of

_WITH_ONE: dict[str, str] = {
    r"bank": "bank",
    r"gym": "gym",
    r"insur(?:er|ance company)": "insurer",
    r"energy (?:supplier|provider)": "energy_supplier",
    r"(?:broadband|internet|mobile|phone) (?:provider|company|network)": "network_provider",
    r"(?:sur|last |family |second )name": "surname",
    r"(?:home ?page|website|web ?site|blog)": "website",
    r"(?:github|gitlab|instagram|twitter|mastodon|bluesky|discord|reddit|steam) (?:name|handle|username|account)"
    r"|username": "username",
    r"(?:football |favourite |rugby |baseball |basketball |cricket |hockey )?team": "team",
}  # fmt: skip
"""What somebody's own noun names, one at a time."""
_SUM = re.compile(
    r"(?:(?:about|around|roughly|only|just|up to|now) )*(?P<sum>(?:[£$€] ?)?\d[\d,.]*k?(?: ?(?:euros?|pounds|quid"
    r"|dollars|bucks|francs|kroner|rupees|zloty|yen|pesos))?(?: (?:a|per|each|every) (?:month|week|year|hour|day))?"
    r"(?: (?:before|after) tax)?)(?=$| )",
    re.IGNORECASE,
)
_FAITHS = re.compile(
    r"(?:an? )?(?:(?:practising|practicing|devout|lapsed|strict|orthodox|reform|roman|born-again|observant|secular) )?"
    r"(?:Catholic|Muslim|Jewish|Jew|Buddhist|Hindu|Sikh|Protestant|Christian|Lutheran|Anglican|Methodist|Baptist"
    r"|Mormon|Quaker|Jain|Bahá'í|Greek Orthodox|Russian Orthodox|atheist|agnostic|humanist)s?\b",
    re.IGNORECASE,
)
_ALSO_NAMES = frozenset({"Christian", "Jain"})
""" "I'm Christian, nice to meet you": without an article it may be a name."""
_HANDED = re.compile(r"(?:left|right)-?handed\b|ambidextrous\b|a (?:lefty|left-hander|southpaw)\b", re.IGNORECASE)
_ON_LEAVE = re.compile(
    r"(?:off )?on (?:\w+ )?(?P<leave>(?:(?:maternity|paternity|parental|sick|medical|compassionate|unpaid"
    r"|garden(?:ing)?|adoption|study|annual|bereavement|carer's|stress) )+leave|sabbatical|furlough)\b",
    re.IGNORECASE,
)
_TRAITS = re.compile(
    r"(?:(?:an?|bit of|total|complete|real|proper|huge|terrible|natural|bad|definite) )*"
    r"(?P<trait>night owl|early (?:bird|riser)|morning person|introvert|extrovert|only child|non-?smoker|insomniac"
    r"|light sleeper|heavy sleeper|homebody|perfectionist|pacifist|feminist|teetotal(?:ler)?)\b",
    re.IGNORECASE,
)
_SMOKER = re.compile(r"an? (?:heavy |light |chain[- ]|occasional |social )?smoker\b", re.IGNORECASE)
_MEMBER = re.compile(r"an? (?:\w+ )?member of (?P<what>.+)", re.IGNORECASE)
_IN_A_BAND = re.compile(
    r"in an? (?P<what>(?:\w+ )?(?:band|choir|orchestra|quartet|troupe|book club)\b.*)", re.IGNORECASE
)
_SUBSCRIPTION = re.compile(
    r"(?:an? |my |our )?(?:(?P<of>[A-Z][\w'&+ -]*?) subscription\b|subscriptions? (?:to|for) (?P<to>.+))", re.IGNORECASE
)
_WORN = re.compile(
    r"(?:(?:my|reading|prescription|thick|varifocal|bifocal) )*(?P<aid>glasses|spectacles|contact lenses|contacts"
    r"|(?:an? )?hearing aids?|(?:an? )?braces?|dentures)\b(?! to (?:the|a)\b)",
    re.IGNORECASE,
)
_INJURY = re.compile(
    r"(?:got )?an? (?:\w+ )?(?P<what>(?:broken|fractured|sprained|twisted|torn|dislocated|pulled|slipped|strained"
    r"|cracked|ruptured|herniated) (?:left |right )?(?:wrist|arm|leg|ankle|foot|toe|finger|thumb|hand|rib|hip|knee"
    r"|collarbone|collar bone|shoulder|elbow|nose|jaw|back|neck|heel|shin|hamstring|ligament|meniscus|muscle|tendon"
    r"|calf|calf muscle|groin|disc|disk|achilles)\b)",
    re.IGNORECASE,
)
_TEAM_LED = re.compile(
    r"(?P<what>(?:the|our|a) (?:[\w'&-]+ ){0,3}"
    r"(?:team|department|unit|division|crew|squad|section|lab|kitchen|ward)\b(?: of \w+)?)",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"(?:an? )?(?:(?:evening|night|online|part-?time|distance|weekend|beginners'?|foundation|short|adult) )*"
    r"(?:course|class|classes|lessons|diploma|apprenticeship|bootcamp|workshop) (?:in|on|about|for) (?P<what>.+)"
    r"|an? (?P<kind>(?:[\w-]+ ){1,2})(?:course|class|bootcamp|diploma)\b",
    re.IGNORECASE,
)
_NO_COURSE = frozenset(
    "of a an the any that this first second new old good bad great nice crash short long free".split()
)
_OWNED = re.compile(
    r"(?P<what>an? (?:[a-z][\w'-]* ){0,3}[a-z][\w'-]*)(?=$| ,| in | at | on | near | called | with | and | that )"
)
_NOT_OWNED = re.compile(
    r"\b(?:lot|bit|few|couple|pair|copy|part|share|number|mistake|problem|half|mind|way|heart|idea)\b"
)
_SUPPORTED = re.compile(r"(?P<team>[A-Z][\w'&-]+(?: (?:[A-Z][\w'&-]+|of|FC|CF|AFC))*)$")


def own_particular(clause: Clause) -> Iterator[Claim]:
    """ "My bank is Monzo", "my surname is Delacroix", "our gym is the Crown Baths"."""
    noun = patterns.replaced(r"^(?:new|current|main|local|usual) ", "", clause.what, flags=re.IGNORECASE)
    attribute = next((slot for words, slot in _WITH_ONE.items() if patterns.fullmatch(words, noun, re.IGNORECASE)), "")
    if not attribute or clause.verb.lemma != "be" or clause.verb.progressive or not is_or_was(clause):
        return
    text = patterns.replaced(r"^(?:now|with|called|still) ", "", clause.object)
    value = text.split(" ")[0].strip(" ,") if attribute in ("username", "website") else organisation(text, vague=False)
    if attribute == "website" and "." not in value:
        return
    if attribute == "username" and base_of(value.casefold()) is not None:
        return  # "my username is taken"
    if value and (attribute in ("username", "website") or value in clause.object):
        yield Claim(attribute, value, "be", value, topic=noun)


def own_sum(clause: Clause) -> Iterator[Claim]:
    """ "My rent is 900 euros a month", "I earn 45,000 a year", "I pay 900 euros in rent"."""
    noun = clause.what.casefold() if clause.what else ""
    if clause.verb.lemma in ("earn", "pay") and not noun:
        attribute = "salary" if clause.verb.lemma == "earn" else "rent"
        found = _SUM.match(clause.object)
        found = found if attribute == "salary" or patterns.search(r"\brent\b", clause.object) else None
    else:
        attribute = "rent" if noun in ("rent", "monthly rent") else "salary" if noun in ("salary", "wage") else ""
        found = _SUM.match(clause.object) if attribute and clause.verb.lemma == "be" else None
    if found and not clause.verb.past and is_or_was(clause):
        sum_ = found["sum"].strip()
        yield Claim(attribute, sum_, "be", sum_, topic=attribute)


def own_leave(clause: Clause) -> Iterator[Claim]:
    """ "My maternity leave is over"."""
    found = _ON_LEAVE.match(f"on {clause.what}")
    if (
        found
        and patterns.match(r"(?:over|done|finished|at an end|up|behind me)\b", clause.object)
        and not clause.verb.negated
    ):
        yield Claim("leave", found["leave"], "be", f"on {found['leave']}", ends=True)


def be_so(clause: Clause) -> Iterator[Claim]:
    """ "I am left-handed", "we are Catholics", "I am on maternity leave", "I am a night owl"."""
    if clause.what or not is_or_was(clause):
        return
    text = clause.object
    if found := _HANDED.match(text):
        yield Claim("handedness", without_article(found[0]), "be", found[0])
    elif (found := _FAITHS.match(text)) and found[0] not in _ALSO_NAMES:
        yield Claim("religion", without_article(found[0]), "be", found[0])
    elif found := _ON_LEAVE.match(text):
        article = "a " if found["leave"].casefold() == "sabbatical" else ""
        yield Claim("leave", found["leave"], "be", f"on {article}{found['leave']}")
    elif back := patterns.match(r"back (?:at work )?from (?:my |a |the )?(?P<leave>.+)", text, re.IGNORECASE):
        if found := _ON_LEAVE.match(f"on {back['leave']}"):
            yield Claim("leave", found["leave"], "be", f"on {found['leave']}", ends=True)
    elif found := _SMOKER.match(text):
        yield Claim("habit", "smoke", "smoke", "", type="preference", key="smoke")
    elif found := _TRAITS.match(text):
        yield Claim("trait", found["trait"], "be", head(text), key=found["trait"].casefold())
    elif found := _MEMBER.match(text) or _IN_A_BAND.match(text):
        what = head(found["what"])
        if what and len(what) <= 60:
            yield Claim("membership", without_article(what), "be", f"a member of {what}")


def subscribe(clause: Clause) -> Iterator[Claim]:
    """ "I subscribe to the Economist", "I have a Netflix subscription", "I cancelled my Netflix subscription"."""
    if clause.what or not is_or_was(clause):
        return
    verb, text, ends = clause.verb.lemma, clause.object, False
    if verb in ("subscribe", "unsubscribe"):
        found = patterns.match(r"(?:to|from) (?P<to>(?:the |a )?[A-Z].*)", text)
        what, ends = head(found["to"]) if found else "", verb == "unsubscribe"
    else:
        named = _SUBSCRIPTION.match(text)
        what = head(named["of"] or named["to"]) if named else ""
        ends = verb in ("cancel", "stop", "drop", "end", "quit")
    name = without_article(what)
    if name[:1].isupper() and len(name) <= 60 and "'s" not in name.split(" ")[0]:
        yield Claim("subscription", name, "subscribe", f"to {what}", ends=ends)


def wear_aid(clause: Clause) -> Iterator[Claim]:
    """ "I wear glasses", "I have a hearing aid"."""
    found = None if clause.what else _WORN.match(clause.object)
    if (
        found
        and not clause.verb.past
        and is_or_was(clause)
        and (clause.verb.lemma == "wear" or "aid" in found[0].casefold())
    ):
        yield Claim("aid", without_article(found["aid"]), clause.verb.lemma, found["aid"])
        if says_now(clause) and found["aid"].casefold() in ("contacts", "contact lenses"):
            yield Claim("aid", "glasses", "wear", "glasses", ends=True, timeless=True)


def injured(clause: Clause) -> Iterator[Claim]:
    """ "I have a broken wrist"."""
    found = None if clause.what else _INJURY.match(clause.object)
    if found and not clause.verb.past and is_or_was(clause):
        yield Claim("condition", found["what"], "have", f"a {found['what']}")


def lead(clause: Clause) -> Iterator[Claim]:
    """ "I lead the packaging team at our plant"."""
    found = None if clause.what else _TEAM_LED.match(clause.object)
    if found and is_or_was(clause) and not (clause.verb.past and not clause.verb.modal):
        what = found["what"]
        yield Claim(
            "role", f"{clause.verb.lemma} {what}", clause.verb.lemma, what, key=without_article(what).casefold()
        )


def take_course(clause: Clause) -> Iterator[Claim]:
    """ "I am doing an evening course in welding"; its end is read by `ended`."""
    text = patterns.replaced(r"^(?:my|the) (?=\w+ (?:course|class))", "a ", clause.object)
    found = None if clause.what else _COURSE.match(text)
    if not found or not is_or_was(clause):
        return
    if not (clause.verb.progressive or clause.verb.lemma in ("enrol", "enroll", "attend")):
        return
    what = head(found["what"] or found["kind"])
    if what and len(what) <= 60 and what.casefold().split()[0] not in _NO_COURSE:
        yield Claim("course", what, "take", f"a course in {what}")


def own_something(clause: Clause) -> Iterator[Claim]:
    """ "We own a narrowboat": whatever somebody owns, where it is no thing that has a slot of its own."""
    found = None if clause.what or clause.verb.past else _OWNED.match(clause.object)
    if found and is_or_was(clause) and not _NOT_OWNED.search(found["what"]):
        yield Claim("belonging", without_article(found["what"]), "have", found["what"])


def support(clause: Clause) -> Iterator[Claim]:
    """ "I support Arsenal", "I volunteer at the food bank"."""
    if clause.what or clause.verb.past or not is_or_was(clause):
        return
    if clause.verb.lemma == "volunteer":
        if found := patterns.match(r"(?:at|for|with) (?P<place>.+)", clause.object):
            place = head(found["place"])
            if place and len(place) <= 60:
                yield Claim("volunteering", without_article(place), "volunteer", f"at {place}")
    elif (found := _SUPPORTED.match(head(clause.object))) and not name_at(clause.object).endswith("'s"):
        yield Claim("team", found["team"], "support", found["team"])


def share_home(clause: Clause) -> Iterator[Claim]:
    """ "I share a flat with Matteo"."""
    found = None if clause.what else patterns.match(
        r"(?:an?|the|my|our|this) (?:\w+ )?(?:flat|apartment|house|place|room|home|digs) with"
        r" (?:my (?:friend|mate|old friend) )?(?P<who>.+)",
        clause.object, re.IGNORECASE,
    )  # fmt: skip
    name = name_at(found["who"]) if found else ""
    if name and not clause.verb.past and is_or_was(clause):
        yield Claim("flatmate", name, "be", name, topic="flatmate")


VERBS: dict[str, tuple[Rule, ...]] = {
    "be": (be_so,), "subscribe": (subscribe,), "unsubscribe": (subscribe,), "cancel": (subscribe,),
    "have": (subscribe, wear_aid, injured), "get": (injured,), "wear": (wear_aid,),
    "lead": (lead,), "run": (lead,), "manage": (lead,), "head": (lead,),
    "do": (take_course,), "take": (take_course,), "enrol": (take_course,), "enroll": (take_course,),
    "attend": (take_course,),
    "drop": (subscribe,),
    "earn": (own_sum,), "pay": (own_sum,), "own": (own_something,), "support": (support,), "volunteer": (support,),
    "share": (share_home,), "rent": (share_home,),
}  # fmt: skip
