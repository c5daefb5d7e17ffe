"""Pets that are gone, told of in asides and by what took them."""

from __future__ import annotations

from toldonce.memory.extract.people import ADJECTIVE, ANIMAL
from toldonce.memory.extract.persons.parts import ONE_NAME, STOP, Rule

_WHEN = (
    r"(?P<when>(?: (?:yesterday|today|recently|last \w+|this \w+|in [A-Z]?\w+(?: \d{4})?|on [^,;.]{3,20}|\w+ \w+"
    r" ago))?)"
)
_DIED = (
    r"(?:died|passed away|passed on|passed|was put down|was put to sleep|left us|is gone|has gone|is no longer with"
    r" us|went"
    r" missing)"
)
_HOME = r"(?:house|home|flat|place|garden|sofa|bed|evenings?|mornings?|walks?|i|we|my|our|it|everything|life|the)"
_ILLNESS = (
    r"(?:old age|cancer|a (?:tumou?r|stroke|heart attack|car|fox|kidney disease|fever)|kidney failure|an? (?:illness"
    r"|infection"
    r"|accident)|illness|heart failure|epilepsy|pneumonia)"
)

REPLACED: tuple[Rule, ...] = (
    (
        "since after without",
        rf"^(?:ever )?(?:since|after|now that) (?:we lost )?(?:(?:my|our) (?:{ADJECTIVE})(?:{ANIMAL} )?)?{ONE_NAME}"
        r"(?: (?:has |had )?"
        rf"(?:sadly )?{_DIED}{_WHEN})?,? (?=(?:the )?{_HOME}\b)(?<!after)",
        lambda found: (
            f"{found['name']} died{found['when'] or ''}; "
            if found["when"] is not None or "lost" in found[0].casefold()
            else found[0]
        ),
    ),
    (
        "since after",
        r"^(?P<rest>(?:the|my|our) (?:house|home|flat|garden|place)\b[^,;]{3,40}?),? (?:ever )?(?:since|after|now"
        r" that) (?:we lost"
        rf" )?{ONE_NAME}(?: (?:has |had )?{_DIED}{_WHEN})?{STOP}",
        r"\g<name> died; \g<rest>",
    ),
    (
        "without",
        rf"^.{{3,60}} without (?:(?:my|our) (?:{ANIMAL} )?)?{ONE_NAME}, who (?:has )?(?:sadly )?{_DIED}{_WHEN}",
        r"\g<name> died\g<when>",
    ),
    (
        "whom told wrote mentioned talked spoke which that",
        rf"^{ONE_NAME}, (?:the|that|our|my) (?:\w+ )?(?P<who>{ANIMAL})(?:,? (?:of|about|to|with) (?:whom|which)|(?: "
        r"(?:that|whom|which))?"
        rf" i) [^,]{{3,40}}, (?=(?:has|is|was|died|passed|went|ran|had|lives)\b)",
        r"My \g<who> \g<name> ",
    ),
    (
        " ".join(("died", "passed", "gone", "dead", "left")),
        rf"^{ONE_NAME}, (?P<who>(?:my|our) {ADJECTIVE}{ANIMAL}), (?P<did>(?:has |is )?(?:sadly )?(?:died|passed away"
        r"|passed|dead|gone|left"
        r" us)\b)",
        r"\g<name> \g<did>",
    ),
    (
        "home family owner",
        rf"^(?:(?:my|our) {ADJECTIVE}(?:{ANIMAL} )?)?{ONE_NAME} (?:now )?has (?:found )?(?:a )?(?:new|another"
        r"|different|better) (?:home|owner|family"
        rf"|owners)(?: now)?{STOP}",
        r"We rehomed \g<name>",
    ),
    (
        "around here longer",
        rf"^(?:(?:my|our) {ADJECTIVE}(?:{ANIMAL} )?)?{ONE_NAME} is (?:no longer around|not around any (?:more"
        r"|longer)|no longer here)\b",
        r"\g<name> is no longer with us",
    ),
    (
        "no died passed",
        rf"^(?:there is )?no more {ONE_NAME},? (?:he|she|it) (?:has )?(?:died|passed)",
        r"\g<name> died",
    ),
    (
        "wake asleep eyes",
        rf"^(?:(?:my|our) {ADJECTIVE}(?:{ANIMAL} )?)?{ONE_NAME} (?:did not wake up|never woke up|(?:fell|has fallen)"
        r" asleep (?:for (?:ever|good"
        rf"|the last time)|forever)|closed (?:his|her|its) eyes for (?:ever|good|the last time))(?: again)?",
        r"\g<name> died",
    ),
    (
        "vet vets",
        rf"^the vets? (?:had to |has |have )?(?:put|let) {ONE_NAME} (?:to sleep|down|go)\b",
        r"We had to put \g<name> down",
    ),
    (
        "took taken claimed",
        rf"^(?:in the end,? )?{_ILLNESS} (?:finally |has |sadly )*(?:took|taken|claimed) {ONE_NAME}(?: from us|"
        r" away)?",
        r"\g<name> died",
    ),
    (
        "put let have",
        rf"^(?P<who>we|i) (?:finally |sadly )?had to let {ONE_NAME} go\b",
        r"\g<who> had to put \g<name> down",
    ),
)
