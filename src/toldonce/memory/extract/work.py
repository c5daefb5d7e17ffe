"""What somebody does and where: job, employer, school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.memory.extract import patterns
from toldonce.memory.extract.belongings import kind_of
from toldonce.memory.extract.claims import Claim, Rule
from toldonce.memory.extract.clauses import Clause
from toldonce.memory.extract.lexicon import LANGUAGES, is_occupation
from toldonce.memory.extract.people import the_user
from toldonce.memory.extract.phrases import head, organisation, without_article

_JOB = re.compile(
    (
        r"(?P<job>(?:an?\s|the\s|your\s)?[^,;:()]+?)(?:\s(?:at|for|with)\s(?P<employer>.+)|\s(?:in|on|here"
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
_NEW_JOB = re.compile(
    r"(?:(?:an?|the|my|this|another|hired|new|great|permanent|part-time|full-time|dream|first|amazing"
    r"|summer|temporary)\s)*"
    r"(?:job|position|role|gig|post|offer|internship|apprenticeship)?\s?(?P<rest>(?:as|at|with|for)\s.+)",
    re.IGNORECASE,
)
_IS_JOB_NOUN = re.compile(
    (
        r"(?:an?|the|my|this|another|new|great|\w+)\s(?:[\w-]+\s){0,3}?(?:job|position|role|gig|post"
        r"|internship|apprenticeship)\b"
    ),
    re.IGNORECASE,
)
_SCHOOL_WORDS = re.compile(
    (
        r"\b(?:university|college|school|academy|institute|polytechnic|uni|MIT|UCLA|NYU|ETH|LSE|UCL|Oxford"
        r"|Cambridge|Harvard|Yale|Stanford|Princeton)\b"
    ),
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    r"(?:computer |political |social |environmental |data |material |civil |mechanical |electrical "
    r"|software |business |art |fine |applied |molecular |veterinary |food |sports )?"
    r"(?:science|sciences|engineering|mathematics|maths|math|physics|chemistry|biology|medicine|law"
    r"|history|philosophy|psychology|sociology|economics|literature|linguistics"
    r"|architecture|nursing|pharmacy|dentistry|education|theology|anthropology|archaeology|geography"
    r"|geology|astronomy|statistics|accounting|finance|marketing|administration|management"
    r"|design|music|arts?|theatre|drama|film|journalism|communications?|politics|informatics"
    r"|neuroscience|biochemistry|genetics|ecology|agriculture|botany|zoology|languages?)\b",
    re.IGNORECASE,
)


def _job_claim(text: str, *, sure: bool, change: bool = False, ends: bool = False) -> Iterator[Claim]:
    match = _JOB.match(text)
    if match is None:
        return
    title = head(match["job"])
    words = title.split()
    article = words[0].casefold() in ("a", "an", "the") if words else False
    job = patterns.replaced(r"^new\s", "", without_article(title))
    if (
        not job
        or kind_of(job.rpartition(" ")[0]) in ("car", "bike", "phone")
        or job.startswith("owner of ")
        or len(job.split()) > 6
        or not (sure or is_occupation(job))
        or job.casefold() in ("team", "me", "it", "one", "job", "well")
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
        yield from _employer_claim(match["employer"], change=change, ends=ends)


def _employer_claim(text: str, *, change: bool = False, ends: bool = False, vague: bool = True) -> Iterator[Claim]:
    if patterns.match(
        (
            r"(?:myself|my own|home\b|night|least|once|ease|them|the moment|a living|the same|an hour|money"
            r"|free|peanuts|years?\b)"
        ),
        text,
        re.IGNORECASE,
    ):
        if patterns.match(r"(?:myself|my own)", text, re.IGNORECASE):
            yield Claim("employer", "self-employed", "be", "self-employed", change=change)
        return
    if patterns.match(r"(?:my|our|his|her)\s(?!own|company|firm)", text, re.IGNORECASE):
        return
    text = patterns.replaced(r"^(?:an?|the) [\w ]{2,30}? (?:called|named|by the name of)\s", "", text)
    name = organisation(text, vague=vague)
    if name and not patterns.fullmatch(r"\d+(?:am|pm)?", name):
        yield Claim(
            "employer",
            name,
            "work",
            f"at {name}" if text[:1].isupper() or is_proper(name) else f"at {head(text)}",
            change=change,
            ends=ends,
        )


def is_proper(name: str) -> bool:
    """Whether it is written as a name."""
    return name[:1].isupper()


def work(clause: Clause) -> Iterator[Claim]:
    """ "I work as a nurse", "I work at Siemens", "she works for the city as a planner"."""
    if clause.what:
        return
    text = clause.object
    if match := patterns.match(
        r"(?:(?:\w+\s){0,2}?)(?:at|for)\s(?P<employer>.+?)(?:\sas\s(?P<job>.+))?$", text, re.IGNORECASE
    ):
        as_first = patterns.match(r"(?:\w+\s){0,3}?as\s(?P<job>.+)", text, re.IGNORECASE)
        if as_first and as_first.start("job") < match.start("employer"):
            yield from _job_claim(as_first["job"], sure=True)
            return
        yield from _employer_claim(match["employer"])
        if match["job"]:
            yield from _job_claim(match["job"], sure=True)
    elif match := _AS.match(text):
        yield from _job_claim(match["job"], sure=True)
    elif match := patterns.match(r"in\s(?P<field>.+)", text, re.IGNORECASE):
        field = head(match["field"])
        if (
            field
            and field.islower()
            and len(field.split()) <= 3
            and not patterns.match(r"(?:the|an?|my|our|this|that|shifts?|teams?|peace|silence|bed)\b", field)
        ):
            yield Claim("job", f"works in {field}", "work", f"in {field}", confidence=0.7)


_BARE_POST = re.compile(
    r"(?:now |officially |finally )*(?!(?:made|hired|taken|promoted|appointed|employed|named|not|no|at"
    r"|in|on|by|with|off|to|for|from|near|like|seeing|the|my|our|an?|his|her)\b|\w+ing\b)"
    r"(?P<job>(?:[a-z][\w-]+\s){1,4}?[a-z][\w-]+|(?-i:[a-z])[\w-]+(?=\snow\b))(?=\s*$|\s[,;]|\snow\b)"
)
""" "I am head gardener", "I am treasurer now": a post that only one holds has no article."""


def be_occupied(clause: Clause) -> Iterator[Claim]:
    """ "I am a nurse", "I am employed at Siemens", "I am retired", "I am with Siemens"."""
    if clause.what or clause.verb.progressive:
        return
    text = clause.object
    low = text.casefold()
    text = patterns.replaced(
        r"^(?:working|employed|hired|by (?:profession|trade))(?:\s,)?\s(?=as|an?\s)", "", text, flags=re.IGNORECASE
    )
    if match := patterns.match(
        r"(?:employed|working|a \w+ employee)\s(?:at|by|with|for)\s(?P<employer>.+)", text, re.IGNORECASE
    ):
        yield from _employer_claim(match["employer"])
    elif match := patterns.match(r"(?:as\s)(?P<job>.+)", text, re.IGNORECASE):
        yield from _job_claim(match["job"], sure=False)
    elif patterns.match(r"(?:an?|the|also a|both a)\s", text, re.IGNORECASE):
        job = head(_JOB.match(text)["job"]) if _JOB.match(text) else ""  # type: ignore[index]
        if is_occupation(job) and not patterns.match(
            (
                r"(?:an?|the)\s(?:big|huge|good|bad|great|terrible|nervous|slow|fast|careful|single|loyal"
                r"|early|first-time|lousy|better|beginner|decent|perfect|worst|best|true|avid|heavy|hard|regular"
                r"|terrible)\s"
            ),
            job,
            re.IGNORECASE,
        ):
            yield from _job_claim(text, sure=False)
    elif match := patterns.match(r"(?:now )?(?:with|at|over at)\s(?P<employer>.+?)\sas\s(?P<job>an?\s.+)", text):
        yield from _employer_claim(match["employer"])
        yield from _job_claim(match["job"], sure=False)
    elif (bare := _BARE_POST.match(text)) and is_occupation(bare["job"]):
        yield from _job_claim(bare["job"], sure=True)
    elif patterns.match(r"(?:now )?(?:retired|unemployed|out of work|between jobs|self-employed|jobless)\b", low):
        word = patterns.replaced(r"^now ", "", low).split(" ,")[0]
        state = next(
            state for state in ("retired", "self-employed", "unemployed") if state in word or state == "unemployed"
        )
        yield Claim("job", state, "be", state)
        if state != "self-employed" and not clause.verb.past and not clause.verb.negated:
            yield Claim("employer", "", "work", "there", ends=True, change=False)
    elif match := patterns.match(
        r"in (?:the )?(?:[\w-]+ ){1,2}(?:department|team|division|office|branch) (?:at|of)\s(?P<employer>[A-Z].+)", text
    ):
        yield from _employer_claim(match["employer"], vague=False)
    elif match := patterns.match(r"(?:with|at|over at)\s(?P<employer>[A-Z].+)", text):
        marked = (
            clause.verb.negated
            or "now" in low.split()
            or patterns.search(r"\b(?:in the|office|department|team|team lead|on the)\b", low)
            or clause.phrases
        )
        multi = len((organisation(match["employer"], vague=False) or "").split()) > 1
        if multi or (marked and not clause.verb.perfect):
            yield from _employer_claim(match["employer"], vague=False)
    elif match := patterns.match(
        r"(?:fired|laid off|sacked|let go|dismissed|made redundant)(?:\s(?:from|by|at)\s(?P<employer>.+))?",
        text,
        re.IGNORECASE,
    ):
        yield from _out(match["employer"])
    elif match := patterns.match(r"(?:hired|recruited|employed|promoted|appointed)\s(?P<rest>.+)", text, re.IGNORECASE):
        yield from _new_post(match["rest"])
    elif match := patterns.match(
        (
            r"(?:studying|enrolled|a student|a freshman|a sophomore|a junior|a senior|an undergrad"
            r"|a phd student|a postgrad)\s?(?P<rest>.*)"
        ),
        text,
        re.IGNORECASE,
    ):
        yield from _study(match["rest"])


def _out(employer: str | None) -> Iterator[Claim]:
    name = organisation(employer, vague=True) if employer else ""
    yield Claim("employer", name, "work", f"at {name}" if name else "there", ends=True)
    yield Claim("job", "", "have", "that job", ends=True)


def _new_post(text: str) -> Iterator[Claim]:
    if match := patterns.match(r"(?:(?:\w+\s){0,4}?)as\s(?P<job>.+)", text, re.IGNORECASE):
        yield from _job_claim(match["job"], sure=True, change=True)
    elif match := patterns.match(r"(?:by|at|with|for)\s(?P<employer>.+)", text, re.IGNORECASE):
        employer, _, job = match["employer"].partition(" as ")
        yield from _employer_claim(employer, change=True)
        if job:
            yield from _job_claim(job, sure=True, change=True)
    elif match := patterns.match(r"to\s(?P<job>.+)", text, re.IGNORECASE):
        sure = match["job"][:1].islower() and not patterns.match(r"(?:the|a|an|my|be)\b", match["job"])
        yield from _job_claim(match["job"], sure=sure or is_occupation(head(match["job"])), change=True)


def hire_me(clause: Clause) -> Iterator[Claim]:
    """ "Siemens hired me", "Siemens offered me a job and I took it"."""
    firm = organisation(clause.subject, vague=False) if clause.subject[:1].isupper() else ""
    hired = patterns.match(r"me\b(?! a (?:ride|lift|coffee|drink))", clause.object) and clause.verb.past
    if firm and hired and clause.verb.lemma in ("hire", "employ", "recruit"):
        yield Claim("employer", firm, "work", f"at {firm}", who=the_user(), change=True)


def make_me(clause: Clause) -> Iterator[Claim]:
    """ "They made me team lead"."""
    match = patterns.match(r"me (?:to )?(?:the )?(?P<job>[\w -]+)", clause.object)
    if match and clause.verb.past and is_occupation(head(match["job"])):
        for claim in _job_claim(match["job"], sure=True, change=True):
            yield replace(claim, who=the_user())


def let_go(clause: Clause) -> Iterator[Claim]:
    """ "They let me go", "Siemens fired me", "my company laid me off"."""
    if (
        patterns.match(r"me\s(?:go|off)\b|me$|me\s,|me\s(?:last|this|in|on)\b", clause.object, re.IGNORECASE)
        and clause.verb.past
    ):
        named = organisation(clause.subject, vague=False) if clause.subject[:1].isupper() else ""
        match = patterns.search(r"\b(?:at|from)\s(?P<employer>[A-Z].+)", clause.object)
        name = match["employer"] if match else named
        for claim in _out(name or None):
            yield replace(claim, who=the_user())


def give_notice(clause: Clause) -> Iterator[Claim]:
    """ "I handed in my notice at Siemens"."""
    match = patterns.match(
        r"(?:in\s)?(?:my|in my) (?:notice|resignation|two weeks)\b(?:.*?\b(?:at|to)\s(?P<employer>[A-Z].+))?",
        clause.object,
    )
    if match and not clause.what:
        yield from _out(match["employer"])


_DEGREE = re.compile(
    r"an? (?:\w+ )?(?:degree|master's|bachelor's|masters|bachelors|phd|doctorate) in\s(?P<field>.+)", re.IGNORECASE
)
_OFFER = re.compile(r"(?:an?|the|their) (?:job )?offer (?:from|at|with)\s(?P<employer>[A-Z].+)")


def get_post(clause: Clause) -> Iterator[Claim]:
    """ "I got a new job at Siemens", "I have a job as a nurse", "I was offered ..."."""
    text = clause.object
    if clause.what:
        return
    if match := patterns.match(
        r"(?:fired|laid off|sacked|let go|dismissed|the (?:sack|boot|axe))(?:\s(?:from|by|at)\s(?P<employer>.+))?",
        text,
        re.IGNORECASE,
    ):
        yield from _out(match["employer"])
        return
    if match := patterns.match(r"(?:promoted|hired|appointed)\s(?P<rest>.+)", text, re.IGNORECASE):
        yield from _new_post(match["rest"])
        return
    if match := patterns.match(
        r"an? (?:\w+ )?(?:degree|master's|bachelor's|masters|bachelors|phd|doctorate) in\s(?P<field>.+)",
        text,
        re.IGNORECASE,
    ):
        field = head(match["field"])
        yield Claim("degree", field, "have", f"a degree in {field}", change=clause.verb.lemma != "have")
    if (match := patterns.match(r"made\s(?P<job>.+)", text)) and is_occupation(head(match["job"])):
        yield from _job_claim(match["job"], sure=True, change=True)
    if match := patterns.match(r"work (?:as|at|with)\s.+", text):
        yield from _new_post(text.removeprefix("work "))
    if clause.verb.lemma in ("accept", "take") and (match := _OFFER.match(text)):
        yield from _employer_claim(match["employer"], change=True, vague=False)
    if (
        _IS_JOB_NOUN.match(text)
        and (match := _NEW_JOB.match(text))
        and not patterns.search(r"\b(?:interview|offer)\b", text, re.IGNORECASE)
    ):
        if clause.verb.lemma in ("have", "hold"):
            if found := patterns.match(r"(?:at|with|for)\s(?P<employer>.+)", match["rest"], re.IGNORECASE):
                yield from _employer_claim(found["employer"])
            elif found := patterns.match(r"as\s(?P<job>.+)", match["rest"], re.IGNORECASE):
                yield from _job_claim(found["job"], sure=True)
        else:
            yield from _new_post(match["rest"])


def start_post(clause: Clause) -> Iterator[Claim]:
    """ "I started at Siemens", "I started as a nurse", "I joined Siemens"."""
    if clause.what:
        return
    text = patterns.replaced(
        r"^(?:(?:an?|my)\s(?:new\s|first\s)?(?:job|position|role)\s|out\s|working\s|over\s)",
        "",
        clause.object,
        flags=re.IGNORECASE,
    )
    yield from _new_post(text)


def join(clause: Clause) -> Iterator[Claim]:
    """ "I joined Siemens"; a gym, a club and a band are no employers."""
    text = clause.object
    if not clause.what and not patterns.search(
        r"\b(?:gym|club|band|choir|team|class|course|group|church|party|meeting|call|community|army"
        r"|association|society|union|league"
        r"|federation|discord|reddit|facebook|forum|program|programme|board|committee|session|class|webinar)\b",
        head(text),
        re.IGNORECASE,
    ):
        employer, _, job = text.partition(" as ")
        yield from _employer_claim(employer, change=True, vague=False)
        if job:
            yield from _job_claim(job, sure=True, change=True)


def become(clause: Clause) -> Iterator[Claim]:
    """ "I became a nurse", "I retired"."""
    if not clause.what:
        yield from _job_claim(clause.object, sure=False, change=True)


def freelance(clause: Clause) -> Iterator[Claim]:
    """ "I freelance as a translator"."""
    if not clause.what and (match := _AS.match(clause.object)):
        yield from _job_claim(match["job"], sure=True)


def train_as(clause: Clause) -> Iterator[Claim]:
    """ "I trained as a nurse", "I retrained as", "I qualified as"."""
    match = patterns.match(r"(?:as|to be|to become)\s(?P<job>.+)", clause.object, re.IGNORECASE)
    if match and (clause.verb.past or clause.verb.perfect) and not clause.what:
        yield from _job_claim(match["job"], sure=False, change=True)


def retire(clause: Clause) -> Iterator[Claim]:
    """ "I retired last year"."""
    if not clause.what and not clause.object.startswith("to "):
        yield Claim("job", "retired", "be", "retired", change=True)
        yield Claim("employer", "", "work", "there", ends=True)


def leave_post(clause: Clause) -> Iterator[Claim]:
    """ "I quit", "I quit my job at Siemens", "I left Siemens", "I resigned from Siemens"."""
    text = clause.object
    if clause.what:
        return
    verb = clause.verb.lemma
    if verb in ("quit", "leave") and (match := patterns.search(r"\bto (?:become|be|work as)\s(?P<job>an?\s.+)", text)):
        yield from _job_claim(match["job"], sure=False, change=True)
    if verb in ("quit", "leave", "resign", "lose"):
        if match := patterns.match(
            (
                r"(?:my|the|that)\s(?:[\w-]+\s){0,3}?(?:job|position|post|role|work)\b(?:\s(?:at|with|in|for"
                r"|as)\s(?P<rest>.+))?"
            ),
            text,
            re.IGNORECASE,
        ):
            yield from _out(match["rest"])
        elif verb in ("quit", "resign") and (match := patterns.match(r"(?:(?:from|at)\s)?(?P<employer>[A-Z].+)", text)):
            yield from _out(match["employer"])
        elif verb in ("quit", "resign") and not head(text):
            yield from _out(None)
        elif verb == "leave" and (name := _left_firm(clause)):
            yield Claim("employer", name, "work", f"at {name}", ends=True)
    elif verb == "be" and clause.verb.ended and (match := patterns.match(r"being\s(?P<job>.+)", text, re.IGNORECASE)):
        yield from _job_claim(match["job"], sure=False, ends=True)


def _left_firm(clause: Clause) -> str:
    """The firm that was left; "the museum" is one only where it was left for good: "I have left the museum"."""
    text = clause.object
    if text[:1].isupper():
        return organisation(text, vague=False)
    for_good = clause.verb.perfect or "actually" in clause.fillers
    return organisation(text, vague=True) if for_good and text.startswith("the ") else ""


def switch_post(clause: Clause) -> Iterator[Claim]:
    """ "I switched from Siemens to Bosch", "I moved from Siemens to Bosch"."""
    if match := patterns.match(r"(?:jobs|employers?|companies)(?: ,)? to\s(?P<new>[A-Z].+)", clause.object):
        yield from _employer_claim(match["new"], change=True, vague=False)
        return
    if taken := patterns.search(
        r"\sfor (?:an?|my|the) (?:[\w-]+ ){0,2}?(?:job|position|post|role)\s(?P<rest>(?:at|with|as) .+)", clause.object
    ):
        yield from _new_post(taken["rest"])
    match = patterns.match(r"(?:jobs\s)?from\s(?P<old>.+?)\sto\s(?P<new>.+)", clause.object, re.IGNORECASE)
    if match is None or clause.what:
        return
    new, old = organisation(match["new"], vague=False), organisation(match["old"], vague=False)
    several = (
        len(new.split()) > 1
        and len(old.split()) > 1
        and not patterns.search(r"\b(?:city|york|angeles|francisco)\b", f"{old} {new}", re.IGNORECASE)
    )
    firms = several or patterns.search(r"\b(?:work|job)\b", clause.object) is not None
    if new and old and match["new"][:1].isupper() and firms and not _DEVICE.search(f"{old} {new}"):
        yield Claim("employer", new, "work", f"at {new}", change=True)


_DEVICE = re.compile(
    (
        r"\b(?:iphone|galaxy|pixel|fairphone|oneplus|xperia|android|windows|linux|mac|macbook|samsung"
        r"|toyota|ford|honda|volvo|bmw|audi|tesla|mazda|\w*\d\w*)\b"
    ),
    re.IGNORECASE,
)


def earn(clause: Clause) -> Iterator[Claim]:
    """ "I earn my living as a nurse", "I make a living as"."""
    if match := patterns.match(
        r"(?:my|a|her|his|their|the)\s(?:living|money|keep|bread)\s(?:as|by being|working as)\s(?P<job>.+)",
        clause.object,
        re.IGNORECASE,
    ):
        yield from _job_claim(match["job"], sure=True)


def do_for_living(clause: Clause) -> Iterator[Claim]:
    """ "I do accounting for a living"."""
    if match := patterns.match(r"(?:\w+ ){1,2}at\s(?P<employer>[A-Z].+)", clause.object):
        yield from _employer_claim(match["employer"], vague=False)
    if match := patterns.match(r"(?P<job>[\w -]+?)\sfor a living", clause.object, re.IGNORECASE):
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


def study(clause: Clause) -> Iterator[Claim]:
    """ "I study physics at ETH", "I go to Lincoln High School", "I major in law"."""
    if not clause.what:
        yield from _study(clause.object, named_field=clause.verb.lemma in ("study", "major", "enrol", "enroll"))


def _study(text: str, *, named_field: bool = True) -> Iterator[Claim]:
    text = patterns.replaced(r"^(?:to|at|in)\s(?=[A-Z])", "at ", text)
    if match := patterns.search(r"(?:^|\s)(?:at|to)\s(?P<school>.+)", text, re.IGNORECASE):
        name = organisation(match["school"], vague=False)
        if name and _SCHOOL_WORDS.search(name):
            yield Claim("school", name, "study", f"at {name}")
    elif (name := organisation(text, vague=False)) and _SCHOOL_WORDS.search(name):
        yield Claim("school", name, "study", f"at {name}")
    field = patterns.match(r"(?:in\s|of\s|majoring in\s)?(?P<field>.+)", text, re.IGNORECASE)
    if (
        named_field
        and field
        and (subject := _SUBJECTS.match(without_article(field["field"])))
        and subject[0].casefold() not in LANGUAGES
    ):
        yield Claim("field_of_study", subject[0], "study", subject[0])


def own_job(clause: Clause) -> Iterator[Claim]:
    """ "My job is being a nurse", "my job title is nurse"."""
    if (clause.verb.lemma == "be" and not clause.verb.progressive) or clause.object.casefold().startswith("being"):
        text = patterns.replaced(r"^(?:being|to be|that of|working as)\s", "", clause.object, flags=re.IGNORECASE)
        yield from _job_claim(text, sure="title" in clause.what)
    elif clause.verb.lemma == "be" and clause.verb.progressive:
        yield from _job_claim(clause.object, sure=False)


def own_employer(clause: Clause) -> Iterator[Claim]:
    """ "My employer is Siemens", "the company I work for is Siemens"."""
    if clause.verb.lemma == "be" and not clause.verb.progressive:
        yield from _employer_claim(patterns.replaced(r"^(?:called|named)\s", "", clause.object), vague=False)


def own_studies(clause: Clause) -> Iterator[Claim]:
    """ "My major is physics", "my school is Lincoln High"."""
    if clause.verb.lemma == "be":
        yield from _study(
            f"at {clause.object}" if clause.what.endswith(("school", "university", "college")) else clause.object
        )


VERBS: dict[str, tuple[Rule, ...]] = {
    "work": (work,), "be": (be_occupied, leave_post), "get": (get_post,), "have": (get_post,), "land": (get_post,),
    "find": (get_post,), "accept": (get_post,),
    "hold": (get_post,), "take": (get_post,), "start": (start_post,), "begin": (start_post,), "join": (join,),
    "become": (become,), "train": (train_as,),
    "retrain": (train_as,), "qualify": (train_as,), "retire": (retire,), "quit": (leave_post,),
    "leave": (leave_post,), "resign": (leave_post,), "lose": (leave_post,),
    "switch": (switch_post,), "move": (switch_post,), "transfer": (switch_post,), "change": (switch_post,),
    "earn": (earn,), "promote": (make_me,), "make": (earn, make_me), "do": (do_for_living,),
    "hire": (hire_me,), "employ": (hire_me,), "recruit": (hire_me,), "freelance": (freelance,), "let": (let_go,),
    "fire": (let_go,), "sack": (let_go,), "lay": (let_go,), "dismiss": (let_go,),
    "hand": (give_notice,), "give": (give_notice,), "submit": (give_notice,), "teach": (teach,), "study": (study,),
    "major": (study,), "attend": (study,), "go": (study,), "enrol": (study,),
    "enroll": (study,),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:new |current |day |main )*(?:job|job title|profession|occupation|title|career|position|work|trade)", own_job),
    (
        r"(?:new |current )*(?:employer|company|workplace)|(?:company|firm) (?:that |where )?(?:i|we) work (?:for|at)",
        own_employer,
    ),
    (r"(?:college |university )?major|(?:new )?(?:school|university|college)|field of study", own_studies),
)
