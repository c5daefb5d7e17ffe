"""How somebody's days are: with whom they live, when they get up, how they get to work, what they make and collect, run
and are afraid of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule, is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.phrases import head, listed, name_at, without_article
from toldonce.memory.extract.english.verbs import ing_form
from toldonce.memory.extract.themes.belongings import kind_of

_RELATIVES = (
    r"(?:my|our) (?:(?:elderly|old|younger|older|two|three|little|grown-up) )*"
    r"(?:parents|mum|mom|mother|dad|father|gran(?:ny|dma|dmother)?|grandparents|brothers?|sisters?|sons?|daughters?"
    r"|kids|children|in-laws|aunt|uncle|cousins?|family|wife|husband|partner|girlfriend|boyfriend|fianc[ée]e?)\b"
    r"(?: and (?:our|my|the|his|her) (?:\w+ )?\w+)?"
)
_WITH_WHOM = re.compile(
    rf"(?:together )?with (?P<who>{_RELATIVES}"
    r"|(?:two|three|four|five|some) (?:friends|others|flatmates|housemates|roommates)"
    r"|a (?:friend|flatmate|housemate|roommate))|(?P<alone>alone|by myself|on my own)\b",
    re.IGNORECASE,
)
_MADE: dict[str, str] = {
    "bake": r"(?:my own |our own )?(?:bread|sourdough|cakes|pies)\b",
    "breed": r"\w+",
    "brew": r"(?:my own |our own )?(?:beer|ale|cider|mead|kombucha)\b",
    "build": r"(?:model|dolls'?|miniature) [\w ]+",
    "collect": r"(?:old |vintage |antique |rare |\w+ )?(?:stamps|coins|records|vinyl|books|comics|postcards|teapots"
    r"|mugs|watches|cards|fossils|shells|minerals|maps|toys|figurines|magnets|sneakers|trainers|posters|bottles|dolls"
    r"|cameras|clocks|badges|pens)\b",
    "fly": r"(?:drones|kites|gliders|model planes)\b",
    "grow": r"(?:my own |our own )?(?:vegetables|roses|tomatoes|orchids|dahlias|chill?ies|herbs|bonsai|tulips|cacti)\b",
    "keep": r"(?:bees|chickens|hens|ducks|goats|pigeons|tropical fish|koi|ferrets|quails?)\b",
    "make": r"(?:pottery|jewell?e?ry|candles|quilts|soap|my own clothes)\b",
    "paint": r"(?:watercolou?rs|landscapes|portraits|miniatures|in oils)\b",
    "restore": r"(?:old|vintage|antique|classic) [\w ]+",
    "run": r"(?:(?:half[- ])?marathons|ultramarathons|ultras|triathlons)\b",
    "write": r"(?:poetry|poems|short stories|haikus?|fiction|songs)\b",
}
"""What is done for love where it is done at all, by verb."""
_BARE = frozenset("knit crochet sew embroider juggle fish hike paint sketch box surf ski sail row fence garden".split())
"""Verbs that say a pastime with nothing behind them: "I knit"."""
_NOTHING_MORE = re.compile(
    r"(?:a (?:lot|bit)|in (?:my|the) .*|on (?:weekends|the side)|at weekends|for fun|to relax)?$"
)
_FEARED = re.compile(
    r"(?:(?:really|very|quite|so|absolutely|a bit|still|dead|a little) )*"
    r"(?:scared|afraid|terrified|frightened|phobic)(?: (?:stiff|to death))? (?:of|about) (?P<what>.+)",
    re.IGNORECASE,
)
_NOT_FEARED = frozenset(
    "it this that them you him her what losing being making missing asking hurting the my your his".split()
)
_PATTERN = re.compile(
    r"(?:(?:mostly|mainly|usually|only|now) )?(?P<how>from home|remotely|hybrid|(?:the )?night(?: shift)?s"
    r"|(?:the )?(?:day|late|early) shifts?|shifts|part[- ]time|full[- ]time|weekends|(?:two|three|four) days a week"
    r"|days|evenings|earlies|lates|from the office|freelance)(?=$| ,| now| and| any)",
    re.IGNORECASE,
)
_TO_WORK = re.compile(
    r"(?P<way>(?:to|into) (?:work|school|the office|college|uni|campus|town)"
    r"(?: by (?:train|bus|bike|car|tram|ferry|tube|metro))?)(?=$| ,| and| every| most)",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:every|each|most|once|twice|times|daily|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", re.I
)
"""What is told with how often it is done is a habit that `habits` reads."""
_ONCE = re.compile(r"\b(?:tomorrow|today|tonight|yesterday|next|this|last|on)\b", re.IGNORECASE)
_BUSINESS = re.compile(
    r"(?P<what>(?:an?|my own|our own) (?:[\w'-]+ ){0,3}?(?:bakery|caf[ée]|coffee shop|restaurant|pub|bar|shop|store"
    r"|company|start-?up|business|agency|studio|farm|salon|firm|b&b|guest ?house|hotel|gallery|bookshop|brewery"
    r"|winery|nursery|kennels?|blog|newsletter|podcast|youtube channel|food truck|stall|practice|clinic|gym|charity)\b"
    r"(?: called [A-Z][\w'&-]*(?: [A-Z][\w'&-]*)*)?)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:at|around|about|before|by) (?:around |about )?(?:(?:half past|quarter (?:past|to)) )?"
    r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| o'clock)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|noon|midnight|dawn)\b(?! (?:on|this|next|tomorrow))",
    re.IGNORECASE,
)
_TRIP = re.compile(
    r"(?P<what>(?:an?|our|my|the) (?:\w+ ){0,3}?(?:trip|holiday|vacation|honeymoon|wedding|party|move|retreat|cruise"
    r"|hike|road trip|city break|renovation|reunion)\b(?!.*\b(?:store|shops?|supermarket)\b).*)",
    re.IGNORECASE,
)
_TRYING = re.compile(
    r"(?P<what>lose (?:some |a bit of |a little )?(?:weight|\d+ (?:kilos|pounds|kg|lbs|stone))"
    r"|get (?:fit|fitter|in shape|pregnant)|(?:quit|stop|give up) (?:smoking|drinking|vaping)|cut (?:down|back) on .+"
    r"|save (?:up )?(?:more|money)|eat (?:healthier|less|better)\b.*|learn (?!more\b|about\b|how\b).+"
    r"|sleep (?:more|better))",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"(?P<them>(?:she|he|they|ze|xe)/(?:her|him|them|they|she|he|zir|xem)(?:/\w+)?)", re.IGNORECASE)
_FAITH = re.compile(
    r"(?P<faith>Buddhism|Islam|Christianity|Judaism|Hinduism|Sikhism|Taoism|Shinto|Wicca)\b", re.IGNORECASE
)
_LEARNED = re.compile(r"(?:how )?to (?P<what>\w+(?: (?:a|the) \w+)?)$")


def _is_usual(clause: Clause) -> bool:
    """Whether it is told of what is so, or of what is over; not of once, a plan, or what never was."""
    verb = clause.verb
    over = is_over(clause)
    if clause.what or verb.hypothetical or verb.modal in ("can", "must") or (verb.negated and not over):
        return False
    return over or not (verb.past or (verb.perfect and not verb.progressive)) or verb.modal == "used"


def live_with(clause: Clause) -> Iterator[Claim]:
    """ "I live with my parents", "I live with Matteo", "I live alone"."""
    if not _is_usual(clause):
        return
    if found := _WITH_WHOM.search(clause.object):
        said = "alone" if found["alone"] else f"with {found['who']}"
        yield Claim("household", without_article(found["who"] or "alone"), "live", said)
    elif (found := patterns.match(r"(?:together )?with (?P<who>.+)", clause.object)) and (
        name := name_at(found["who"])
    ):
        yield Claim("household", name, "live", f"with {name}")


def make(clause: Clause) -> Iterator[Claim]:
    """ "I collect stamps", "we keep bees", "I knit", "I run marathons"."""
    verb = clause.verb.lemma
    if not _is_usual(clause) or clause.verb.progressive:
        return
    if verb in _MADE:
        found = patterns.match(_MADE[verb], clause.object, re.IGNORECASE)
        things = listed(clause.object)[:1] if found else []
    else:
        things = [""] if verb in _BARE and _NOTHING_MORE.match(clause.object) else []
    for thing in things:
        pursuit = f"{ing_form(verb)} {thing}".strip()
        if len(pursuit.split()) <= 5 and not pursuit.endswith("in mind"):
            yield Claim("hobby", pursuit, "enjoy", pursuit, type="preference")


def be_afraid(clause: Clause) -> Iterator[Claim]:
    """ "I'm terrified of spiders"."""
    found = _FEARED.match(clause.object) if _is_usual(clause) else None
    if found:
        things = listed(head(found["what"]))
        for thing in things:
            if len(thing.split()) <= 4 and thing.casefold().split()[0] not in _NOT_FEARED:
                yield Claim("fear", thing, "be", f"afraid of {thing if things[1:] else head(found['what'])}")


def work_so(clause: Clause) -> Iterator[Claim]:
    """ "I work from home", "I work nights"."""
    found = _PATTERN.match(clause.object) if _is_usual(clause) and not clause.verb.progressive else None
    if found:
        yield Claim("work_pattern", found["how"].casefold(), "work", found["how"])


def get_to_work(clause: Clause) -> Iterator[Claim]:
    """ "I cycle to work", "I commute to town by train"."""
    found = _TO_WORK.match(clause.object) if _is_usual(clause) and not clause.verb.progressive else None
    if found and not _HOW_OFTEN.search(clause.text):
        act = f"{clause.verb.lemma} {found['way']}"
        yield Claim("habit", act, clause.verb.lemma, found["way"], type="preference", key=act.casefold())


def by_the_clock(clause: Clause) -> Iterator[Claim]:
    """ "I get up at six", "we have dinner at eight": what is said without a day is so every day."""
    if not _is_usual(clause) or clause.verb.progressive or clause.verb.negated:
        return
    found = _CLOCK.search(clause.text)
    said = " ".join((clause.text, *(phrase.text for phrase in clause.phrases)))
    if found is None or _HOW_OFTEN.search(said) or _ONCE.search(said):
        return
    what = patterns.replaced(r"\s(?:at|around|about|before|by)$", "", clause.object.split(found[0])[0].strip())
    verb = clause.verb.lemma
    if (verb, what) in _DAILY or (verb in ("wake", "get", "rise") and what in ("up", "")):
        act = f"{verb} {what}".strip()
        if act not in ("get", "go", "have", "eat", "start"):
            yield Claim("habit", f"{act} {found[0]}", verb, f"{what} {found[0]}".strip(), type="preference")


_MEALS = ("breakfast", "lunch", "dinner", "supper")
_DAILY = frozenset(
    [("go", "to bed"), ("go", "to sleep"), ("start", "work"), ("finish", "work")]
    + [(verb, meal) for verb in ("have", "eat") for meal in _MEALS]
)


def run_business(clause: Clause) -> Iterator[Claim]:
    """ "I run a small bakery called Crumb"."""
    text = patterns.replaced(r"^(?:the|my|our) ", "a ", clause.object) if is_over(clause) else clause.object
    found = _BUSINESS.match(text) if _is_usual(clause) else None
    if found:
        yield Claim("business", without_article(found["what"]), "run", found["what"])


def plan(clause: Clause) -> Iterator[Claim]:
    """ "We're planning a trip to Japan in April", "I'm trying to lose weight"."""
    if clause.what or clause.verb.negated or clause.verb.past:
        return
    if clause.verb.lemma == "plan" and clause.verb.progressive:
        found = _TRIP.match(clause.object)
        if found:
            what = head(found["what"])
            yield Claim("goal", f"plan {what}", "plan", what)
    elif clause.verb.modal == "try" and (found := _TRYING.match(f"{clause.verb.lemma} {clause.object}".strip())):
        yield Claim("goal", head(found["what"]), "try", f"to {head(found['what'])}", planned="try")


def learn(clause: Clause) -> Iterator[Claim]:
    """ "I'm learning to sail"."""
    found = _LEARNED.match(head(clause.object)) if _is_usual(clause) and clause.verb.progressive else None
    if found:
        pursuit = f"learning to {found['what']}"
        yield Claim("hobby", pursuit, "enjoy", pursuit, type="preference")


def use_pronouns(clause: Clause) -> Iterator[Claim]:
    """ "I use she/her", "I practise Buddhism", "I do my writing on a ThinkPad"."""
    if not _is_usual(clause):
        return
    if clause.verb.lemma == "use" and (found := _PRONOUNS.match(clause.object)):
        yield Claim("pronouns", found["them"], "use", f"{found['them']} pronouns")
    elif clause.verb.lemma in ("practise", "practice") and (faith := _FAITH.match(clause.object)):
        yield Claim("religion", faith["faith"], "practise", faith["faith"])
    elif clause.verb.lemma in ("do", "write", "work", "code", "draw", "edit"):
        made = patterns.search(r"(?:^|\s)on (?:an?|my) (?P<thing>(?:[\w.-]+ ){0,3}[\w.-]+)$", head(clause.object))
        if made and kind_of(made["thing"]) == "computer":
            yield Claim("computer", made["thing"], "use", f"a {made['thing']}")


def born_in(clause: Clause) -> Iterator[Claim]:
    """ "I was born in 1984"."""
    said = " ".join((clause.text, *(phrase.text for phrase in clause.phrases)))
    found = patterns.search(r"\bborn (?:back )?in (?P<year>(?:19|20)\d\d)\b|\bin (?P<year2>(?:19|20)\d\d)$", said)
    if found and clause.object.split()[:1] == ["born"] and not clause.what and not clause.verb.negated:
        year = found["year"] or found["year2"]
        yield Claim("birth_year", year, "be born", f"in {year}", timeless=True)


VERBS: dict[str, tuple[Rule, ...]] = {
    "live": (live_with,),
    **dict.fromkeys((*_MADE, *_BARE), (make,)),
    "write": (make, use_pronouns), "run": (make, run_business),
    "be": (be_afraid, born_in), "bear": (born_in,),
    "work": (work_so, use_pronouns), "cycle": (get_to_work,), "walk": (get_to_work,), "commute": (get_to_work,),
    "drive": (get_to_work,), "bike": (get_to_work,),
    **dict.fromkeys(("get", "wake", "rise", "go", "start", "finish", "have", "eat"), (by_the_clock,)),
    "plan": (plan,), "lose": (plan,), "quit": (plan,), "cut": (plan,), "stop": (plan,),
    "learn": (learn, plan), "use": (use_pronouns,), "practise": (use_pronouns,), "practice": (use_pronouns,),
    "do": (use_pronouns,), "code": (use_pronouns,), "draw": (use_pronouns,), "edit": (use_pronouns,),
}  # fmt: skip
