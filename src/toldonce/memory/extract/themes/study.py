"""Where and what somebody studies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.clauses.claims import Claim, Rule
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.phrases import organisation, without_article

_SCHOOL_WORDS = re.compile(
    (
        r"\b(?:university|college|school|academy|institute|polytechnic|uni|MIT|UCLA|NYU|ETH|LSE|UCL|Oxford"
        r"|Cambridge|Harvard|Yale|Stanford|Princeton)\b"
        r"|(?-i:[A-Z][a-z]+(?:'s)? (?:High|Primary|Grammar|Comprehensive|Sixth Form)\b)"
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


def study(clause: Clause) -> Iterator[Claim]:
    """ "I study physics at ETH", "I go to Lincoln High School", "I major in law"."""
    if not clause.what:
        yield from studies(clause.object, named_field=clause.verb.lemma in ("study", "major", "enrol", "enroll"))


def studies(text: str, *, named_field: bool = True) -> Iterator[Claim]:
    """The school and, where a text has to name one, the field of study."""
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


def own_studies(clause: Clause) -> Iterator[Claim]:
    """ "My major is physics", "my school is Lincoln High"."""
    if clause.verb.lemma == "be":
        yield from studies(
            f"at {clause.object}" if clause.what.endswith(("school", "university", "college")) else clause.object
        )


VERBS: dict[str, tuple[Rule, ...]] = {
    "study": (study,), "major": (study,), "attend": (study,), "go": (study,), "enrol": (study,), "enroll": (study,),
}  # fmt: skip
NOUNS: tuple[tuple[str, Rule], ...] = (
    (r"(?:college |university )?major|(?:new )?(?:school|university|college)|field of study", own_studies),
)
