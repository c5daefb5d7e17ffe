"""What somebody does and for whom, as it stands: job and employer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule, clause_is_over
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import CAR_WORDS, is_occupation
from toldonce.memory.extract.english.phrases import head, organisation, without_article
from toldonce.memory.extract.themes.belongings import kind_of

JOB = re.compile(
    (
        r"(?P<job>(?:an?\s|the\s|your\s)?[^,;:()]+?)(?:\s(?:over |down |up )?(?:at|for|with)\s(?P<employer>.+)"
        r"|\s(?:in|on|here"
        r"|by|from|around|during|of the)\s.*|\s,.*)?$"
    ),
    re.IGNORECASE,
)
_AS = re.compile(r"(?:(?:\w+\s){0,3}?)as\s(?P<job>.+)", re.IGNORECASE)
_AT = re.compile(
    (
        r"(?:(?:working|a job|the job|full-time|part-time|over|remotely|there|mostly|nights|currently"
        r"|now)\s)*(?:at|for|with)\s(?P<employer>.+)"
    ),
    re.IGNORECASE,
)


def _is_owner(words: str) -> bool:
    """Whether they name whose car or phone it is: "a Subaru driver"; a truck driver and a car mechanic work."""
    thing, _, who = words.casefold().rpartition(" ")
    owns = who in ("driver", "owner", "user", "rider") and thing not in CAR_WORDS
    return kind_of(thing) in ("car", "bike", "phone") and (owns or not is_occupation(words))


_OF_NO_JOB = frozenset("me my it us our him them".split())
""" "My job is doing my head in"."""
_WHERE_OF_WORK = re.compile(
    r"\b(?:ward|department|unit|office|desk|shift|shifts|floor|branch|building)$", re.IGNORECASE
)
""" "I work as stroke ward" names where."""
_PASTIME = re.compile(r"(?:an?\s)?(?:very\s)?(?:keen|avid|amateur|hobby|recreational|weekend)\s", re.IGNORECASE)
""" "A keen cyclist" does it for fun."""


def job_claim(text: str, *, sure: bool, change: bool = False, ends: bool = False) -> Iterator[Claim]:
    """The claims of a job and of the firm behind it; what is not ``sure`` to be a job has to be a known one."""
    match = JOB.match(text)
    if match is None:
        return
    title = head(match["job"])
    if _PASTIME.match(title):
        return
    words = title.split()
    article = words[0].casefold() in ("a", "an", "the") if words else False
    job = patterns.replaced(
        r"^(?:(?:new|newly|fully|freshly|qualified|certified|[A-Z]\w+-based)\s)+", "", without_article(title)
    )
    if (
        not job
        or _is_owner(job)
        or job.startswith("owner of ")
        or len(job.split()) > 6
        or not (sure or is_occupation(job))
        or not _OF_NO_JOB.isdisjoint(job.casefold().split())
        or job.casefold() in ("team", "one", "job", "well")
        or _WHERE_OF_WORK.search(job)
    ):
        return
    if patterns.match(
        r"(?:usual|always|a result|soon|much|long|far|if|hard|fast|many|good|well)\b", job, re.IGNORECASE
    ):
        return
    article = article or (job.islower() and is_occupation(job) and words[:1] == job.split()[:1])
    said = f"{'an' if job[0].casefold() in 'aeiou' else 'a'} {job}" if article and words[0].casefold() != "the" else job
    yield Claim("job", job, "work", f"as {said}", change=change, ends=ends)
    if match["employer"]:
        yield from employer_claim(match["employer"], change=change, ends=ends)


def employer_claim(text: str, *, change: bool = False, ends: bool = False, vague: bool = True) -> Iterator[Claim]:
    """The claim of a firm that a text begins with; ``vague``: "the museum" is one too."""
    if patterns.match(
        (
            r"(?:myself|my own|home\b|night|least|once|ease|them|the moment|a living|the same|an hour|money"
            r"|free|peanuts|years?\b|ages\b)"
        ),
        text,
        re.IGNORECASE,
    ):
        if patterns.match(r"(?:myself|my own)", text, re.IGNORECASE):
            yield Claim("employer", "self-employed", "be", "self-employed", change=change)
        return
    if patterns.match(r"(?:my|our|his|her)\s(?!own|company|firm)", text, re.IGNORECASE):
        return
    if _OF_CUSTOMERS.match(text):
        return
    text = patterns.replaced(r"^(?:an?|the) [\w ]{2,30}? (?:called|named|by the name of)\s", "", text)
    name = organisation(text, vague=vague)
    if name and not patterns.fullmatch(r"\d+(?:am|pm)?", name) and not _COUNTED.match(text):
        yield Claim(
            "employer",
            name,
            "work",
            f"at {name}" if text[:1].isupper() or is_proper(name) else f"at {head(text)}",
            change=change,
            ends=ends,
        )


_COUNTED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
""" "A cheesemaker with forty goats", "a widow at seventy": small, these are no firm's name."""
_OF_CUSTOMERS = re.compile(
    r"(?:an?|the|some|several|many|two|three|few|different|various|other)\s(?:[\w-]+\s){0,2}?"
    r"(?:clients?|customers?|patients?|guests?|couples?|famil(?:y|ies)|friends?|people|persons?|children|pensioners?)\b",
    re.IGNORECASE,
)
""" "I work for a client called Penguin" names no employer."""


def is_proper(name: str) -> bool:
    """Whether it is written as a name."""
    return name[:1].isupper()


_FOR_NOW = re.compile(r"(?:today|tonight|tomorrow|this (?:week|weekend|morning|afternoon|evening))", re.IGNORECASE)
_THERE = re.compile(r"(?:there|with them|for them)\b", re.IGNORECASE)


def work(clause: Clause) -> Iterator[Claim]:
    """ "I work as a nurse", "I work at Siemens", "she works for the city as a planner", "she no longer works there"."""
    if clause.what:
        return
    text = clause.object
    if clause.verb.progressive and any(_FOR_NOW.fullmatch(one.text.strip(" .,")) for one in clause.phrases):
        return  # "I am working for Penguin this week": a customer's job
    if _THERE.match(text) and "stopped" not in clause.text.split():  # that is read beside the firm that it names
        if clause.verb.ended or (clause.verb.negated and clause_is_over(clause)):
            yield Claim("employer", "", "work", "there", ends=True)
        return
    if match := patterns.match(
        r"(?:(?:\w+\s){0,2}?)(?:at|for)\s(?P<employer>.+?)(?:\sas\s(?P<job>.+))?$", text, re.IGNORECASE
    ):
        as_first = patterns.match(r"(?:\w+\s){0,3}?as\s(?P<job>.+)", text, re.IGNORECASE)
        if as_first and as_first.start("job") < match.start("employer"):
            yield from job_claim(as_first["job"], sure=True)
            return
        yield from employer_claim(match["employer"])
        if match["job"]:
            yield from job_claim(match["job"], sure=True)
    elif match := _AS.match(text):
        yield from job_claim(match["job"], sure=True)
    elif match := patterns.match(r"in\s(?P<field>.+)", text, re.IGNORECASE):
        field = head(match["field"])
        if (
            field
            and field.islower()
            and len(field.split()) <= 3
            and not patterns.match(r"(?:the|an?|my|our|this|that|shifts?|teams?|peace|silence|bed)\b", field)
        ):
            yield Claim("job", f"works in {field}", "work", f"in {field}", confidence=0.7)


def freelance(clause: Clause) -> Iterator[Claim]:
    """ "I freelance as a translator"."""
    if not clause.what and (match := _AS.match(clause.object)):
        yield from job_claim(match["job"], sure=True)


def earn(clause: Clause) -> Iterator[Claim]:
    """ "I earn my living as a nurse", "I make a living as"."""
    if match := patterns.match(
        r"(?:my|a|her|his|their|the)\s(?:living|money|keep|bread)\s(?:as|by being|working as)\s(?P<job>.+)",
        clause.object,
        re.IGNORECASE,
    ):
        yield from job_claim(match["job"], sure=True)


def do_for_living(clause: Clause) -> Iterator[Claim]:
    """ "I do accounting for a living"."""
    if match := patterns.match(r"(?:\w+ ){1,2}at\s(?P<employer>[A-Z].+)", clause.object):
        yield from employer_claim(match["employer"], vague=False)
    match = patterns.match(r"(?P<what>[\w '-]+?)\sfor a living\b", clause.object, re.IGNORECASE)
    if match and clause.verb.lemma != "do" and not clause.what and len(match["what"].split()) <= 4:
        doing = f"{clause.verb.lemma} {head(match['what'])}"
        yield Claim("job", doing, clause.verb.lemma, f"{head(match['what'])} for a living")
    elif match := patterns.match(r"(?P<job>[\w -]+?)\sfor a living", clause.object, re.IGNORECASE):
        yield Claim("job", head(match["job"]), "do", f"{head(match['job'])} for a living")


def teach(clause: Clause) -> Iterator[Claim]:
    """ "I teach maths at a primary school"."""
    match = patterns.match(r"(?P<what>[\w -]+?)\s(?:at|in|to)\s(?P<rest>.+)", clause.object, re.IGNORECASE)
    if (
        match
        and not clause.what
        and not clause.verb.past
        and not patterns.match(r"(?:my|him|her|them|me|you|us)\b", match["what"], re.IGNORECASE)
        and len(match["what"].split()) <= 3
    ):
        subject = match["what"].strip()
        yield Claim("job", f"{subject} teacher", "teach", head(subject))
        if " at " in clause.object[: match.start("rest")]:
            yield from employer_claim(match["rest"], vague=False)


def at_a_firm(clause: Clause) -> Iterator[Claim]:
    """ "I drive buses for Arriva", "she lectures in law at Durham"."""
    verb = clause.verb
    if clause.what or verb.past or verb.negated or verb.progressive:
        return
    to = "for" if verb.lemma in ("drive", "fly") else "(?:for|at)"
    firm = r"(?P<employer>[A-Z][\w'’&.-]*(?:\s(?:of\s)?[A-Z][\w'’&.-]*){0,3})$"  # "for Anna on Sundays" is a favour
    if match := patterns.match(rf"(?:[a-z][\w-]*\s){{0,3}}?{to}\s(?:the\s)?{firm}", clause.object):
        yield from employer_claim(match["employer"], vague=False)


def own_job(clause: Clause) -> Iterator[Claim]:
    """ "My job is being a nurse", "my job title is nurse"."""
    if (clause.verb.lemma == "be" and not clause.verb.progressive) or clause.object.casefold().startswith("being"):
        text = patterns.replaced(r"^(?:being|to be|that of|working as|as)\s", "", clause.object, flags=re.IGNORECASE)
        yield from job_claim(text, sure="title" in clause.what)
    elif clause.verb.lemma == "be" and clause.verb.progressive:
        yield from job_claim(clause.object, sure=False)


def own_employer(clause: Clause) -> Iterator[Claim]:
    """ "My employer is Siemens", "the company I work for is Siemens"."""
    if clause.verb.lemma == "be" and not clause.verb.progressive:
        yield from employer_claim(patterns.replaced(r"^(?:called|named)\s", "", clause.object), vague=False)


VERBS: dict[str, tuple[Rule, ...]] = {
    "work": (work,), "freelance": (freelance,), "earn": (earn,), "make": (earn, do_for_living), "do": (do_for_living,),
    "train": (do_for_living,), "lay": (do_for_living,), "teach": (teach, at_a_firm),
    "lecture": (at_a_firm,), "nurse": (at_a_firm,),
    **dict.fromkeys(
        (
            "sell bake fix repair build paint write clean cut grow design mend play edit cook draw answer"
            " plaster groom tune sweep wait"
        ).split(),
        (do_for_living,),
    ),
    "drive": (do_for_living, at_a_firm), "fly": (do_for_living, at_a_firm),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:new |current |day |main )*(?:job|job title|profession|occupation|title|career|position|work|trade)", own_job),
    (
        r"(?:new |current )*(?:employer|company|workplace)|(?:company|firm) (?:that |where )?(?:i|we) work (?:for|at)",
        own_employer,
    ),
)
