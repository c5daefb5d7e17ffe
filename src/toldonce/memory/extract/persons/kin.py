"""Relatives, children and pets by name: told beside a noun, and of whose brother or mother somebody is."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import RELATION_WORDS, SPECIES
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL
from toldonce.memory.extract.persons.parts import ANYBODY, KIN, NAME, ONE_NAME, STOP, THEIRS

_CHILD = r"(?P<child>(?:\w+ )?(?:boy|girl|son|daughter|baby|child|lad|lass))"
_GIRLS = frozenset("girl daughter lass".split())
_BOYS = frozenset("boy son lad".split())
_SIBLING = r"(?:my|our) (?:\w+ )?(?P<sibling>sister|brother)(?:-in-law)?"
_NAMED = (
    r"(?:,? (?:and )?(?:(?:they|she|he|who they|whom they) )?(?:(?:have |has )?(?:named|called|decided to call"
    r"|calls?) (?:her"
    r"|him|it|them|the (?:\w+ )?(?:baby|boy|girl|child))|(?:whom |who )?(?:they )?(?:named|called)|is called|by the"
    r" name of)"
    r"|[,;:] (?:her|his|its|the|whose) name is|,)"
)
_CHILDREN = {"girl": "niece", "boy": "nephew"}


def _of_a_sibling(found: re.Match[str]) -> str:
    word = found["child"].casefold().split()[-1]
    her, his = re.search(r"\b(?:her|she)\b", found["named"]), re.search(r"\b(?:him|his|he)\b", found["named"])
    if word in _GIRLS or (word not in _BOYS and her):
        return f"My niece is called {found['name']}"
    if word in _BOYS or his:
        return f"My nephew is called {found['name']}"
    return found[0]


def _their_child(found: re.Match[str]) -> str:
    word = found["child"].casefold().split()[-1]
    kin = "niece" if word in _GIRLS else "nephew" if word in _BOYS else ""
    return f"my {kin}" if kin else found[0]


REPLACED: tuple[Rewording, ...] = (
    (
        "job position post",
        rf"^(?P<who>(?:my|our) {ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?|{ONE_NAME}) (?:has )?(?:just |finally |recently )*"
        r"(?:quit|left|lost|given up|gave up|resigned from|walked out of|packed in) (?:his|her|their) (?:\w+ )?"
        r"(?:job|position|post|role) (?:at|with) (?P<firm>(?:the )?(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)*)",
        r"\g<who> no longer works at \g<firm>",
    ),
    (
        "'s",
        rf"^(?:as|being) {ONE_NAME}'s (?:proud |single |new )?(?:mother|father|mum|mom|dad|parent),? (?=(?:i|my|we)\b)",
        r"My child is called \g<name>; ",
    ),
    (
        " ".join(sorted({*RELATION_WORDS, *SPECIES})),
        rf"^(?:[\w ,]{{3,30}}: )(?:one |my )?(?P<who>{KIN})(?:\s?[:=–—]\s?|\s-\s|, ){NAME}{STOP}",
        r"My \g<who> is called \g<name>",
    ),
    (
        "born arrived",
        r"^(?:our|my) (?:\w+ )?(?P<who>son|daughter|baby|child) (?:was born|arrived|is here)"
        rf"(?P<when>[^,;:]{{0,30}}?) ?[:,–—] {NAME}{STOP}",
        r"My \g<who> is called \g<name>",
    ),
    (
        "member",
        rf"^we have a new family member ?[,:] {ONE_NAME},? the (?P<who>{ANIMAL})\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "mine ours",
        rf"^the (?P<who>{ANIMAL})'s name is {ONE_NAME},? and (?:he|she|it) is (?:mine|ours)\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "name goes whose called whom which",
        rf"\b(?P<head>(?:an?|one|my|our|my only) (?:\w+ ){{0,2}}?{THEIRS}),? (?:name(?: of| is|:)?|(?:and )?(?:his"
        r"|her|its) name is|by name|(?:that"
        r"|who|which)"
        r" (?:goes by|answers to|is known as)(?: the name(?: of)?)?|(?:(?:which|whom|that|who) )(?:we|i|everybody"
        r"|everyone)"
        rf" (?:have )?(?:call|calls|named|called|christened)) {NAME}",
        r"\g<head> named \g<name>",
    ),
    (
        "name",
        rf"^(?P<i>i|we) (?P<do>live|share [\w ]{{3,20}}) with (?P<a>an? (?:\w+ )?)(?P<who>{ANIMAL}),? {NAME} by"
        r" name\b",
        r"I have \g<a>\g<who> named \g<name>",
    ),
    (
        "whom which closest fondest like love best see adore visit",
        rf"^the (?P<who>{KIN}) (?:(?:of|to|with|for) whom i [^,;]{{3,30}}|(?:that |whom |who )?i (?:am|like|love|see"
        r"|adore|visit"
        rf"|admire|miss|get on)\b[^,;]{{0,30}}?) is (?:called |named )?{NAME}{STOP}",
        r"My \g<who> is called \g<name>",
    ),
    (
        "side",
        rf"^(?P<who>my {ADJECTIVE}{KIN}) (?:on|from) my (?:mother|father|mum|mom|dad)'s side is (?:called |named"
        rf" )?{NAME}",
        r"\g<who> is called \g<name>",
    ),
    (
        "lives live sleeps share home",
        rf"^the (?P<who>{ANIMAL}) (?:that |who |which |whom )?(?:lives? with me|i live with|i have|i own|i keep"
        r"|sleeps on my bed|shares"
        rf" my (?:house|home|flat|bed)) is (?:called |named )?{NAME}",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "adopted got bought rescued have",
        rf"^(?P<i>i|we) (?P<did>(?:have )?(?:just |recently )?(?:adopted|bought|rescued|got)) {ONE_NAME}, "
        r"(?P<who>an? (?:\w+ )?"
        rf"{ANIMAL}){STOP}",
        r"\g<i> \g<did> \g<who> named \g<name>",
    ),
    (
        "feeding walking feed brushing grooming taking washing",
        rf"^\w+ing {ONE_NAME}, (?P<who>(?:my|our) {ADJECTIVE}{ANYBODY}), ",
        r"\g<who> is called \g<name>; it ",
    ),
    (
        "born arrived",
        r"^(?:our|my) (?:\w+ )?(?P<who>son|daughter|baby) (?:was born|arrived)(?P<when>[^,;]{0,30}?)(?:,|;| and)+"
        r" (?:and )?(?:we"
        rf"|i) (?:have )?(?:named|called) (?:her|him|it) {NAME}",
        r"My \g<who> is called \g<name>",
    ),
    (
        "in from over",
        rf"^(?P<who>(?:my|our) {ADJECTIVE}{KIN}) (?:over )?(?:in|from) "
        r"(?P<place>(?-i:[A-Z])[\w-]*(?: (?-i:[A-Z])[\w-]*){0,2}), "
        rf"{NAME}, (?=(?:is|was|has|works|lives)\b)",
        r"\g<who> \g<name>, who lives in \g<place>, ",
    ),
    (
        "parents",
        r"^we (?:have )?(?:just )?(?:became|become) parents\b[^:;,]{0,30}[:;,] (?:(?:her|his) name is|(?:she|he)"
        r" is called"
        rf"|we (?:named|called) (?:her|him)|to) {NAME}",
        r"My child is called \g<name>",
    ),
)
_FOODS = ("dairy", "lactose", "gluten", "nuts", "wheat", "shellfish", "eggs", "soya", "sesame")


def _without_it(found: re.Match[str]) -> str:
    """ "Ella can not have dairy" as "Ella is intolerant to dairy": whether it is an allergy, is not said."""
    who = found["who"]
    is_ = {"i": "am", "we": "are"}.get(who.casefold(), "is")
    return f"{who} {is_} intolerant to {found['food']}"


_ON_PRINCIPLE = r"(?:meat|red meat|pork|beef|chicken|eggs|nuts|shellfish)"
_DISHES = (
    r"(?:fish|seafood|mushrooms|olives|onions|garlic|tomatoes|broccoli|sprouts|peas|beans|lentils|tofu|vegetables|veg"
    r"|fruit|salad|spinach|cabbage|cauliflower|aubergines?|courgettes?|coriander|cilantro|celery|beetroot|anchovies"
    r"|prawns|shrimp|tuna|salmon|curry|spicy food|rice|potatoes|bananas|coconut|liver|marmite)"
)
_REFUSES = (
    rf"(?:will not|refuses to) (?:touch|eat) (?:any )?(?:(?P<left>{_ON_PRINCIPLE})|(?P<food>{_DISHES}))"
    rf"(?= (?:and|but|so)\b|{STOP[3:-1]})"
)


def _refuses(found: re.Match[str]) -> str:
    """What is left out on principle or for an allergy is no dislike: "will not eat pork"."""
    who = found.groupdict().get("who") or f"my {found['spouse']}"
    return f"{who} does not eat {found['left']}" if found["left"] else f"{who} does not like {found['food']}"


BARE: tuple[Rewording, ...] = (
    (
        "touch eat",
        r"(?:^|(?<=[,;] )|(?<=\band )|(?<=\bbut )|(?<=\bbecause ))"
        rf"(?P<who>(?:my|our) {ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?) {_REFUSES}",
        _refuses,
    ),
    (
        "veggie",
        rf"\b(?P<is>(?:is|am|are|not|become|became|gone|went|turned|going|being)(?: (?:now|also|still|a))*) veggie"
        rf"(?= (?:any ?more|any longer|now|again|too|and|but|so|since)\b|{STOP[3:-1]})",
        r"\g<is> vegetarian",
    ),
    (
        " ".join(_FOODS),
        rf"\b(?P<who>i|we|(?:my|our) {ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?|{ONE_NAME}) can not (?:have|eat|drink|digest"
        rf"|tolerate) (?:any )?(?P<food>{'|'.join(_FOODS)})(?= any ?more\b| at all\b| because\b|{STOP[3:-1]})",
        _without_it,
    ),
    (
        "mum mom dad nan gran granny grandma grandad grandpa",
        r"(?:^|(?<=[,;] )|(?<=[,;] and )|(?<=[,;] but ))(?P<who>mum|mom|dad|nan|gran|granny|grandma|grandad|grandpa)"
        r" (?=(?:is|lives|works|has|hates|loves|likes|can not|does not|moved|turned|drives|plays|speaks)\b)",
        lambda found: f"my {found['who'].lower()} ",
    ),
    (
        "allergic vegan vegetarian diabetic coeliac celiac lactose autistic dyslexic deaf blind married single engaged",
        r"\bis (?P<age>\d{1,2}|(?:one|two|three|four|five|six|seven|eight|nine|ten)(?: years old)?),? and "
        r"(?=(?:also |very |severely )?(?:allergic|vegan|vegetarian|diabetic|coeliac|celiac|lactose|autistic|dyslexic"
        r"|deaf|blind|married|single|engaged)\b)",
        r"is \g<age> and is ",
    ),
    (
        "twins",
        rf"\b(?P<own>my|our) twins(?=,? (?:called |named |are called |are )?{NAME} (?:and|&) (?-i:[A-Z]))",
        r"\g<own> children",
    ),
    (
        "'s",
        r"\b(?:my|our) (?:\w+ )?(?:sister|brother)'s (?:(?:new|little|eldest|youngest|oldest|baby|small|only) )*"
        r"(?P<child>(?:baby )?(?:boy|girl|son|daughter))\b",
        _their_child,
    ),
)
"""What is tried wherever it stands."""
ADDED: tuple[Rewording, ...] = (
    (
        "husband wife",
        r"^(?!.*\b(?:if|his|her|she|he|they|friend|colleague|neighbour|sister|daughter|son|mother|mum|mom|cousin|aunt"
        r"|somebody|someone|woman|man|people|your|you|novel|character"
        r"|story|film|book|letter|about|would|want|wish|not|never|had)\b.*\ba (?:husband|wife) who\b)"
        r"(?:[^;:?]{0,60}\b(?:have|with|for"
        r"|feed|feeding|and|got|to) )?a (?P<spouse>husband|wife) who "
        rf"{_REFUSES}",
        _refuses,
    ),
    (
        "he she it",
        rf"^{ONE_NAME} [a-z][^;?]{{2,60}}?[,;] (?:and |but |because |since |as )?(?:he|she|it) is (?P<who>(?:my|our)"
        rf" {ADJECTIVE}{THEIRS})(?={STOP[3:-1]}| and\b)",
        r"\g<who> is called \g<name>",
    ),
    (
        "call called named",
        rf"\b(?P<who>{ANIMAL})\b[^;?]{{0,40}}?,? (?:and )?(?:we|i) (?:call|named|called) (?:her|him|it) {ONE_NAME}\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "called named",
        rf"^(?:we|i) (?:have )?(?:took|taken|found|rescued|picked up|take)(?: in)? an? (?:\w+ )?(?P<who>{ANIMAL})"
        rf" and (?:named|called) (?:her|him|it) {ONE_NAME}\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "mine ours",
        rf"^{ONE_NAME} is an? (?P<who>{ANIMAL}),? and (?:he|she|it) is (?:mine|ours)\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        "year-old old",
        rf"\b(?:i|we) have an? [\w-]+[- ]year[- ]old,? (?:called |named )?{ONE_NAME}\b",
        r"My child is called \g<name>",
    ),
    (
        "that who he she",
        rf"\b{ONE_NAME}\b[^,;:?]{{0,30}}?, (?:that|who|he|she) is (?:now )?(?P<who>my"
        rf" {ADJECTIVE}{KIN}){STOP}",
        r"\g<who> is called \g<name>",
    ),
    (
        "with",
        rf"\b(?:share [\w ]{{3,25}}|live|living) with {ONE_NAME}, (?P<who>an? (?:\w+ )?{ANIMAL})\b",
        r"I have \g<who> named \g<name>",
    ),
    (
        "had has welcomed gave given birth expecting got adopted",
        rf"\b{_SIBLING}(?: (?-i:[A-Z])\w+)?(?: and (?:her|his) \w+)?(?: (?:have|has|just|finally|recently))* (?:had"
        r"|has|welcomed"
        rf"|adopted|gave birth to|given birth to) an? (?:\w+ )?{_CHILD}\b[^,;.]{{0,20}}?(?P<named>{_NAMED}|"
        rf"(?<=named)) {ONE_NAME}",
        _of_a_sibling,
    ),
    (
        "called named",
        rf"\b{_SIBLING}(?: (?-i:[A-Z])\w+)?(?: and (?:her|his) \w+)?(?: (?:have|has|just|finally|recently))* (?:had"
        r"|has|welcomed"
        rf"|adopted|gave birth to|given birth to) an? (?:\w+ )?{_CHILD} (?P<named>called|named) {ONE_NAME}",
        _of_a_sibling,
    ),
    (
        "mine",
        rf"\b(?P<who>{ANIMAL})s? \b[^;]*?\bmine,? {ONE_NAME},? (?:does|is|did|do|has|will|eats|sleeps)\b",
        r"I have a \g<who> named \g<name>",
    ),
    (
        " ".join(sorted({*RELATION_WORDS, *SPECIES})),
        r"\b(?:for|with|of|about|from|by|at|feed|feeding|walk|walking|visit|visiting|collect|collecting|meet|meeting"
        r"|wash"
        rf"|brush|groom|thank|help|helping|pick up|picking up|miss) {ONE_NAME},? (?P<who>(?:my|our)"
        rf" {ADJECTIVE}{THEIRS})"
        rf"(?= (?:so|and|but|because|who|that)\b|{STOP[3:-1]})",
        r"\g<who> is called \g<name>",
    ),
    (
        "like",
        rf"\b(?:parent of|being a \w+ of|raising|bringing up|have|having) (?:a|my|our|one) (?P<who>son|daughter|child)"
        rf" like {ONE_NAME}\b",
        r"My \g<who> is called \g<name>",
    ),
)
ASKED: tuple[Rewording, ...] = (
    (
        " ".join(sorted({*RELATION_WORDS, *SPECIES})),
        rf"(?<!^is )(?<!^was )\b{ONE_NAME}, (?P<who>(?:my|our) {ADJECTIVE}{THEIRS})\s*[?!.]*$",
        r"\g<who> is called \g<name>",
    ),
    (
        " ".join(sorted({*RELATION_WORDS, *SPECIES})),
        rf"(?<!^is )(?<!^was )\b(?P<who>(?:my|our) {ADJECTIVE}{THEIRS}) {ONE_NAME}\b(?!(?:'s)? or\b)(?!\s"
        r"(?-i:[A-Z])\w+'s)",
        r"\g<who> is called \g<name>",
    ),
)
"""Whom a question only mentions: "Can my rabbit Olive eat carrots?"."""
