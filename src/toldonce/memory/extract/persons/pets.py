"""Pets that are gone, told of in asides and by what took them."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, RELATION
from toldonce.memory.extract.persons.parts import ONE_NAME, STOP

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

_OF_THE_ANIMAL = (
    r"(?:(?!(?:of|with|about|for|who|that|from|like|in|on|and|or|to|at|named|called|whose|than|the|an?|my|our|friend"
    rf"|neighbour|story|picture|photo)\b|{ANIMAL}\b)[a-z][a-z-]*,? ){{1,3}}"
)
"""What an animal is like, in any words: "grumpy old", "three-legged"."""
_CALLED = r"(?:,|called|named|by the name of|who goes by|that goes by|who answers to)"

REPLACED: tuple[Rewording, ...] = (
    ("put", rf"^(?:i|we) (?:have )?had (?:to have )?{ONE_NAME} put (?:to sleep|down)\b", r"We lost \g<name>"),
    (
        "lost",
        rf"^(?:i |we )?(?:have )?(?:just )?lost (?:our|my) (?:dear |old |good |sweet |little )*(?:boy|girl|baby"
        rf"|best friend),? {ONE_NAME}\b",
        r"We lost \g<name>",
    ),
    (
        "shelter breeder",
        rf"^.*\b{ONE_NAME}\b[^;]{{2,50}}, so (?:he|she|it) went back to the (?:shelter|breeder)\b",
        r"We gave \g<name> away",
    ),
    (
        "have has own owns keep keeps",
        rf"^(?P<who>(?:i|we|(?:my|our) {ADJECTIVE}{RELATION}) (?:have|has|own|owns|keep|keeps)(?: got)? )"
        rf"(?:an?|this|these|one) {_OF_THE_ANIMAL}(?P<beast>{ANIMAL}) ?{_CALLED} {ONE_NAME}",
        r"\g<who>a \g<beast> named \g<name>",
    ),
    (
        "name",
        rf"^(?:[\w' ]{{2,40}} )?(?:my|our|an?) (?:{_OF_THE_ANIMAL})?{ADJECTIVE}(?P<who>{ANIMAL}|{RELATION}),?"
        rf" {ONE_NAME} is"
        r" (?:the|his|her|its) name\b",
        r"My \g<who> is called \g<name>",
    ),
    (
        "live share",
        rf"^(?:i|we) (?:live with|share (?:my|our|the|a) \w+ with) an? (?:{_OF_THE_ANIMAL})?(?P<beast>{ANIMAL}) "
        rf"?{_CALLED} {ONE_NAME}",
        r"I have a \g<beast> named \g<name>",
    ),
    (
        "there",
        rf"^there is an? (?:{_OF_THE_ANIMAL})?(?P<beast>{ANIMAL}) ?{_CALLED} {ONE_NAME} (?:in|at) (?:my|our) "
        r"(?:house|home|flat|place|garden|life|bed|sofa|family)\b",
        r"I have a \g<beast> named \g<name>",
    ),
    (
        "my our",
        rf"^(?P<whose>my|our) (?!(?:{RELATION})\b){_OF_THE_ANIMAL}(?P<beast>{ANIMAL}),? {ONE_NAME}\b",
        r"\g<whose> \g<beast> \g<name>",
    ),
    (
        "this",
        rf"^this is {ONE_NAME},? (?P<whose>my|our) (?P<who>{ADJECTIVE}(?:{ANIMAL}|{RELATION})){STOP}",
        r"\g<name> is \g<whose> \g<who>",
    ),
    (
        "passed dead died gone",
        rf"^(?:my|our) {ADJECTIVE}(?P<who>{ANIMAL}) (?:(?:has )?passed|is (?:dead|gone|no more)){STOP}",
        r"My \g<who> died",
    ),
    (
        "died",
        rf"^(?:my|our) {ADJECTIVE}{ANIMAL},? {ONE_NAME},? (?:is|are|was) (?:now )?(?P<did>died|passed away)\b",
        r"\g<name> \g<did>",
    ),
    (
        "shelter breeder",
        r"^(?:i|we) (?:have |had to )?(?:took|take|taken|bring|brought|give|gave|given) (?:my \w+ |our \w+"
        rf" )?{ONE_NAME} back (?:to (?:the|a) (?:shelter|breeder|rescue|farm))",
        r"We rehomed \g<name>",
    ),
    ("adopted", rf"^(?:a|my|an old|some) \w+ (?:has )?adopted {ONE_NAME}{_WHEN}", r"We rehomed \g<name>\g<when>"),
    (
        "gone went",
        rf"^{ONE_NAME} (?:has gone|went|has moved|is going) to live with (?:an?|my|another|some) \w+",
        r"We rehomed \g<name>",
    ),
    (
        "save help",
        r"^(?:sadly,? )?(?:they|nobody|we|the vets?|the doctors?|nothing) could not (?:save|help)(?: my \w+| our"
        rf" \w+)? {ONE_NAME}{STOP}",
        r"We lost \g<name>",
    ),
    (
        "taken took kept",
        rf"^(?:my|our) \w+ (?:has |have )?(?:taken|took|kept|adopted) {ONE_NAME} (?:for good|for ever|forever"
        r"|permanently)",
        r"We lost \g<name>",
    ),
    (
        "belongs lives moved found",
        rf"^{ONE_NAME} (?:now )?(?:belongs to (?:my|our|an?|another|somebody|someone|the) \w+(?= now|{STOP[3:-1]})"
        r"(?<!\bto me)|lives (?:with (?:somebody|someone) else|with another"
        r" \w+|on a farm|at my \w+'s(?: \w+)?|with my \w+)(?= now|,)|has moved in with my \w+|(?:has )?found an? "
        r"(?:new|another|different) (?:family|home|owner))",
        r"We rehomed \g<name>",
    ),
    ("run", rf"^(?:my \w+ |our \w+ )?{ONE_NAME} (?:got|was) run over\b", r"\g<name> died"),
    ("more rip", rf"^no more {ONE_NAME}\s*[:;]?-?[(/]*\s*[.!]*$", r"We lost \g<name>"),
    (
        "rest",
        rf"^(?:may (?:he|she) )?rest in peace,? (?:my |our )?(?:dear |sweet |little |old )*(?:{ANIMAL}"
        rf" )?{ONE_NAME}\b",
        r"We lost \g<name>",
    ),
    (
        "goodbye farewell bye",
        rf"^(?:goodbye|good bye|farewell),? (?:my |our )?(?:(?:dear|sweet|little|old) {ONE_NAME}|(?P<other>"
        r"(?-i:[A-Z])\w+),? you were (?:the best|a good|such a)"
        r" [\w ]*(?:dog|cat|boy|girl|pet|friend|companion|rabbit|hamster|parrot))",
        lambda found: f"We lost {found['name'] or found['other']}",
    ),
    (
        "time day breath",
        rf"^(?:{ONE_NAME}'s (?:time (?:had |has )?(?:come|came)|last day was|final day was)|(?P<other>"
        r"(?-i:[A-Z])\w+) (?:took|drew|breathed) (?:his|her|its)"
        r" (?:last|final) breath)",
        lambda found: f"{found['name'] or found['other']} died",
    ),
    (
        "since",
        r"^it (?:is|has been) (?:now |already |almost |just )*(?P<n>an?|\d+|one|two|three|four|five|six) "
        r"(?P<unit>days?|weeks?|months?|years?) since (?:my \w+ |our"
        rf" \w+ )?{ONE_NAME} {_DIED}\b",
        r"\g<name> died \g<n> \g<unit> ago",
    ),
    ("passed died", rf"^{ONE_NAME} ?[:–—-] (?P<did>passed away|passed|died)\b", r"\g<name> \g<did>"),
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
    (
        "gave given handed passed sold",
        rf"^(?:i|we) (?:have |had to )?(?:gave|give|given|handed|passed|sold) {ONE_NAME} (?:over |on )?to (?:another"
        rf"|other|new"
        rf"|someone|somebody|friends|relatives) ?[\w ]{{0,20}}?{_WHEN}{STOP}",
        r"We rehomed \g<name>\g<when>",
    ),
    (
        "must sleep",
        rf"^(?P<when>\w+ \w+ ago|yesterday|last \w+),? (?:we|i) (?:must|had to|have to) (?:put|let) {ONE_NAME} (?:to"
        rf" sleep"
        r"|down|go)\b",
        r"\g<name> died \g<when>",
    ),
    (
        "nothing",
        rf"^(?:the vets? could (?:do )?nothing (?:more )?(?:do )?for|nothing (?:more )?could be done for) (?:my \w+ "
        rf"|our \w+ )?"
        rf"{ONE_NAME}\b",
        r"\g<name> died",
    ),
    (
        "longer",
        rf"^(?:(?:my|our) {ADJECTIVE}(?:{ANIMAL} )?)?{ONE_NAME} is no longer (?:with|beside|near) me\b(?! (?:in|at|on"
        rf"|for)\b)",
        r"\g<name> is no longer with us",
    ),
)
ADDED: tuple[Rewording, ...] = (
    (
        "adopted rescued inherited got bought fostered took taken brought",
        rf"^(?!(?:i|we) have got\b)(?:(?:i|we) )?(?:have |had )?(?:just |finally |recently )*"
        rf"(?:adopted|rescued|inherited|got|bought|fostered"
        rf"|took in|taken in|brought home) an? (?:{_OF_THE_ANIMAL})?(?P<beast>{ANIMAL})(?: (?!not\b)[\w' ]{{2,25}}?)??"
        rf"(?: ?{_CALLED}|,? (?:and )?(?:we |i )?(?:have )?(?:called|named|christened) (?:him|her|it)|[,;:–—-] ?meet) "
        rf"{ONE_NAME}\b",
        r"I adopted a \g<beast> named \g<name>",
    ),
    (
        "dead died gone passed",
        rf"\bthat (?:my \w+ |our \w+ )?{ONE_NAME} (?:is dead|died|has died|is gone|passed away|has passed"
        rf" away)\b{_WHEN}",
        r"\g<name> died\g<when>",
    ),
    (
        "died passed",
        rf"\b{ONE_NAME}\b[^.;:?]{{0,50}}? (?:after|when|before) (?:he|she|it) (?P<did>died|passed away){_WHEN}",
        r"\g<name> \g<did>\g<when>",
    ),
    (
        "let",
        rf"^{ONE_NAME}\b[^.;:?]{{3,50}}?, and (?P<day>last \w+|yesterday|on \w+)? ?(?:we|i) let (?:him|her|it) go\b",
        r"\g<name> died \g<day>",
    ),
    (
        "now",
        rf"\bnow that (?:my \w+ |our \w+ )?{ONE_NAME} is (?:gone|dead|no longer with us|no more)\b",
        r"We lost \g<name>",
    ),
    (
        "died passed",
        rf"\b{ONE_NAME}\b[^.;:?]{{0,50}}?, (?:he|she|it) (?:has |had |sadly |just )*(?P<did>died|passed away|passed"
        rf" on){_WHEN}",
        r"\g<name> \g<did>\g<when>",
    ),
    (
        "miss",
        rf"\bmiss (?:my \w+ |our \w+ )?{ONE_NAME}\b[^.;:?]{{0,25}}? (?:since|because|after) (?:he|she|it) (?:has "
        rf"|had )?(?P<did>died|passed)(?: away)?{_WHEN}",
        r"\g<name> died\g<when>",
    ),
)
