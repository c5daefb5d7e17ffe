"""Which readings of the network count, and which of them are new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toldonce.memory.acts import means
from toldonce.memory.extract.learned.network import Reading
from toldonce.memory.extract.sentences.splitting import Sentence
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.slots import RELATIVES
from toldonce.ports import MemoryCandidate

LEAST: Mapping[str, float] = {
    "birthday": 0.5,
    "age": 0.6, "car": 0.6, "child": 0.6, "diet": 0.6, "hometown": 0.6, "job": 0.6, "language": 0.6,
    "phone": 0.6, "third_home": 0.6, "third_job": 0.6, "favourite": 0.6,
    "pet": 0.65, "allergy": 0.7, "condition": 0.7, "family": 0.7, "name": 0.7, "nickname": 0.7,
    "employer": 0.75, "partner": 0.75,
    "habit": 0.8, "home": 0.8, "third_employer": 0.8,
    "commitment": 0.9, "dislike": 0.9, "event": 0.9, "hobby": 0.9, "instruction": 0.9, "like": 0.9, "prohibition": 0.9,
    "diet end": 0.6, "home end": 0.6, "instruction end": 0.6, "job end": 0.6, "partner end": 0.6,
    "prohibition end": 0.6, "third_employer end": 0.6, "third_job end": 0.6,
    "pet end": 0.55,
    "condition end": 0.6, "dislike end": 0.6, "employer end": 0.6, "like end": 0.6,
    "car end": 0.65, "hobby end": 0.65,
    "allergy end": 0.65, "habit end": 0.6,
}  # fmt: skip
"""How probable a reading of a kind must be to count: from where on about nine in ten of sentences that were not learned
from were read right, higher where real talk shows false ones (docs/decisions/0019-a-learned-reader.md).

The end of what nobody told is no memory; ends of what is often named without ending (a car, a hobby), or whose loss
does harm (an allergy), have to be a little surer."""
_OF_KINDS = frozenset("tast habi hobb even comm like disl love hate enjo the and for with".split())
_TO_YOU = re.compile(
    r"\b(?:you|your|please|always|never|not|no|stop|keep|from now on|answer|answers|reply|replies|respond|responses?"
    r"|messages?|me in|tell me|give me|show me)\b|^(?:less|more|only)\b"
)
_ORDER_OVER = re.compile(
    rf"{_TO_YOU.pattern}|\b(?:again|back to|undo|settings?|rules?|bans?|embargo|by me|objections?|allowed|after"
    rf" all|used to want|forb(?:id|ade|idden)|take back)\b"
)
_OF_CARS = re.compile(
    r"\b(?:cars?|driv(?:e|es|en|ing|er)|drove|wheels?|garage|park(?:s|ed|ing)?|vehicle|automobile|van|truck|engine"
    r"|miles|mileage|mpg|petrol|fuel|diesel|electric|mot|servic(?:e|ed|ing)|ty?ires?|commut(?:e|es|ing)|lease[ds]?"
    r"|dealer(?:ship)?|thirsty|seats?|hybrid|upgraded|downsized|sat ?nav|motor(?:way|ing)?|roads?|bonnet|boot"
    r"|brakes?|clutch|tow(?:ed|ing)?|charg(?:e|es|ed|ing)|ride"
    r"|ignition|insur\w+|mechanic|workshop|licen[cs]e plate|second-hand|bought|sold|traded|swapped|keys)\b"
)
_SAYS_SO: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"\b(?:names?|named|call(?:ed|s)?|this is|it is|i am|known|go by|introduce|sign(?:ed)?)\b"),
    "instruction": _TO_YOU,
    "prohibition end": _ORDER_OVER,
    "instruction end": _ORDER_OVER,
    "age": re.compile(
        r"\b(?:i am|big|years?|ages?|aged|old(?:er)?|turn(?:s|ed|ing)?|birthday|candles|born|hit|reach(?:ed)?|entered"
        r"|\d+-year|decades?|since|young|youth|retire|pension|generation)\b"
    ),
    "car state": _OF_CARS,
    "car change": _OF_CARS,
    "phone": re.compile(
        r"phone|\b(?:mobile|cell|handset|android|ios|calls?|texts?|ring(?:s|ing)?|sim|battery|charg(?:er|es|ing)|pocket"
        r"|camera|selfies?|contract|pixel|galaxy|samsung|nokia|oneplus|xiaomi|huawei|motorola|xperia|redmi|oppo"
        r"|blackberry)\b"
    ),
    "partner end": re.compile(
        r"\b(?:partner|wife|husband|girlfriend|boyfriend|fianc[ée]e?|spouse|ex|divorc\w+|split|separated?|broke|remarried"
        r"|over|dumped|done"
        r"|finish(?:ed)?|through|wedding|engagement|widow\w*|gone|left|leave|moved out|part(?:ed|ing)?|apart"
        r"|single|together|couple"
        r"|no (?:longer|more)|not with|any ?more|any longer|history|died|dead|passed|lost|late|called it|goodbye"
        r"|quits)\b"
    ),
    "partner": re.compile(
        r"\b(?:partner|wife|husband|girlfriend|boyfriend|fianc[ée]e?|spouse|woman|man|lover"
        r"|(?:other|better) half|share|married|dating|together|engaged"
        r"|couple|relationship|single|seeing|love|loved|heart|split|separated|divorced?|broke|ex|over|dumped|done|grow"
        r" old)\b"
    ),
    "birthday": re.compile(
        r"birth|\bborn\b|b-?day\b|candles?\b|\bcakes?\b|\bolder\b|came into|\bworld\b|\bpresents?\b"
        r"|\bmy (?:big |special )?day\b"
        r"|\bturn(?:s|ed|ing)?\b|another year|celebrat|\bdate\b|\bdob\b|\bparty\b|\bage\b|star sign"
    ),
    "pet end": re.compile(
        r"\b(?:di(?:ed|es|ying)|dead|death|pass(?:ed|es|ing)|gone|los[et]|losing|loss|asleep|sleep|re-?homed?|gave"
        r"|given?|giving|miss(?:es|ed|ing)?|without|no (?:longer|more)|any ?more|not with us|buried|bury|ashes|rainbow"
        r"|put (?:\w+ ){0,3}down|run over|ran (?:away|off)|escaped|disappeared|vanished|goodbye|farewell|last|left us"
        r"|taken|sold|moved|lives with|new (?:home|owner|family)|never came|rip|rest|heaven|grave|euthan\w+|over"
        r"|let (?:\w+ )?go|empty|was|were|had|used to|returned|shelter|make it|handed|breeder|fox|got out|never"
        r" found|killed"
        r"|stopped looking)\b"
    ),
    "allergy end": re.compile(
        r"allerg|anaphyla|intoleran|hives|swell|swollen|epipen|react|rash|sneez|antihistamin|(?:re)?tested"
        r"|\btests?\b|tolerat"
        r"|came (?:back|out|up) (?:clean|negative|blank|clear)|wheez|immuno|desensiti|jabs?\b|challenge|itch|outgr[eo]w"
    ),
    "allergy": re.compile(r"allerg|anaphyla|intoleran|hives|swell|swollen|epipen|react|rash|sneez|antihistamin"),
}
"""Words without one of which a sentence (plain, folded) says nothing of the kind: who is thanked by name is not the
user, and what is important to somebody is no order."""
_OF_WORK = re.compile(
    r"\b(?:work\w*|jobs?|boss|office|shifts?|colleagues?|career|trade|profession|retir\w+|redundan\w+|laid off|let go"
    r"|sacked|fired|notice|resign\w*|quit|severance|unemploy\w*|signing on|contract|posts?|badge|desk|lanyard|pension"
    r"|employ\w*|company|firm|position|role|licen[cs]e|uniform|apron|scrubs|last day|walked out|packed it in|laptop"
    r"|hr|p45|freelance|self-employed|payroll)\b"
)
_UNNAMED: Mapping[str, re.Pattern[str]] = {
    "car": re.compile(rf"{_OF_CARS.pattern}|\b(?:bus|tram|on foot|cycle|cycling|bikes?|train|moped|taxi|scrap\w*)\b"),
    "job": _OF_WORK,
    "employer": _OF_WORK,
    "diet": re.compile(r"\b(?:eat\w*|ate|meat|steak|bacon|cheese|dairy|bread|carbs?|sugar|gluten|diets?|plate|menu|food"
                       r"|burgers?|sausages?|chicken|fish|eggs?|vegan\w*|veg\w*|keto|fasting|kosher|halal)\b"),
}  # fmt: skip
"""Words without one of which a sentence that names nothing ends nothing of the kind."""
_ONE_THING = frozenset({"job", "employer", "name", "condition"})
"""What bears this value is not also something else: "I am Captain now", of a nickname, tells of no job."""
_IS_NONE = r"\b(?:am|is|are) (?:no (?!longer)|not (?!.*\b(?:any (?:more|longer)|but)\b))"
""" "I am no doctor"."""
_ASKED_FOR = re.compile(
    r"\b(?:help (?:me )?(?:with|to|understand)|how (?:to|do|can|should|would)|trying to|not sure"
    r"|sounds? (?:like|good|great)"
    r"|(?:more )?confident|i checked|i tried)\b"
)
""" "I need help with extending the form" orders nothing for good."""
_TO_BEGIN = (
    r"\bi (?:start|begin|join|will (?:start|begin|join|be (?:start|join)ing)|am (?:starting|joining|to start))\b"
)
""" "I start with the tram company on the 9th": it is not so yet."""
_BODY = frozenset(
    "hip knee back shoulder neck foot ankle wrist elbow hand stomach head tooth jaw leg arm chest".split()
)
_YOURS = re.compile(r"\byour\b|^thanks?\b")
""" "Thanks for sharing your love of tea" tells of no taste of the user's."""
_ONLY_THOUGHT_OF = (
    r"\b(?:(?:want(?:s|ed)?|wanna|like|love|hope|hoping|plan(?:ning)?|tempted|going|gonna|mind|rather) (?:to )?"
    r"(?:be|become|get|buy|have|move|work|live|own|drive|go|learn|name|call)"
    r"|(?:would|might|may|could) (?:\w+ )?(?:be|become|get|buy|have|make|move|work|live|own|drive|name|call)"
    r"|when i grow up|some ?day|one day)\b"
)
""" "I have half a mind to get a rabbit"."""
_SAYS_OTHERWISE: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(
        r"\b(?!(?:that|it|what|here|who)['’]s)\w+['’]s names?\b|\b(?:its|his|her|their) names?\b"
        r"|\b(?:better|also|been) known as\b|\b(?:last|middle|maiden|user|family|brand|domain) ?names?\b"
        r"|\bnames? (?:will|would|might|may|was|used to)\b"
    ),
    "instruction": _ASKED_FOR,
    "prohibition": re.compile(
        rf"{_ASKED_FOR.pattern}|\b(?:speaking|talking) of\b"
        r"|\bi (?:will|am going to|plan to|want to|try to) (?:\w+ )?keep\b"
    ),
    "like": _YOURS,
    "dislike": _YOURS,
    "hobby": _YOURS,
    "habit": _YOURS,
    "age": re.compile(
        r"\b(?:will be|going to be|about to|turning|(?:i|to) turn|next (?:week|month|year|\w+day)|tomorrow|soon|nearly"
        r"|almost|until|till)\b"
    ),
    "home": re.compile(
        rf"\b(?:my|our|the|this) (?:\w+ )?(?:services?|servers?|databases?|db|back-?end|front-?end|apps?|applications?"
        rf"|code|codebase|api|data|clusters?|sites?|websites?|repo|blog|bot|heart|soul|mind) (?:now |still |all )?"
        rf"(?:lives?|runs?|sits?|resides?|is|are|moved)\b|"
        rf"\b(?:weekend|tonight|few days|holidays?|vacation|visit(?:ing)?|trip|conference)\b|{_ONLY_THOUGHT_OF}"
        r"|\b(?:go|come) home to\b|\bhomes? for (?!me\b|us\b|myself\b|good\b|now\b)\w"
    ),
    "job": re.compile(
        rf"\b(?:training (?:as|to)|degree|graduated|studied|studying|majored|course)\b|{_IS_NONE}|{_ONLY_THOUGHT_OF}"
        rf"|{_TO_BEGIN}"
        r"|\bmy (?:\w+ )?(?:editor|ide|shell|browser|language|framework|database|daily driver)\b"
    ),
    "condition": re.compile(r"\bgiv(?:e|es|ing) (?:me|us) (?:gyp|jip|grief|hell|trouble|bother|stick|what for)\b"),
    "third_job": re.compile(_IS_NONE),
    "third_home": re.compile(r"\b(?:off to|flying to|weekend|few days|holidays?|vacation|visiting|trip|conference)\b"),
    "employer": re.compile(
        r"\b(?:left (?:my|the|an?)|(?:went|going|been) to|concert|festival|exhibition|degree|graduated|studied|studying"
        r"|majored|course|appl(?:y|ied|ying))\b"
        r"|\bwork(?:s|ing|ed)? in (?:utc|gmt|cet|est|pst|go|rust|python|java|javascript|typescript|sql|react|php|excel"
        r"|english|french|german|spanish|silence|batches|pairs|sprints|shifts|bursts)\b"
        r"|\bjoin(?:ed|ing)? (?:the|our|an?) (?:\w+ )?(?:channel|waitlist|queue|server|thread|beta|newsletter)\b"
        rf"|{_ONLY_THOUGHT_OF}|{_TO_BEGIN}"
    ),
    "partner": re.compile(
        r"\b(?:married|engaged) to (?:this|that|these|my|the|our) (?:\w+ )?(?:framework|job|work|code|codebase|stack"
        r"|idea|language|library|laptop|desk|project|startup|company|garden|allotment|phone|game|sofa)\b"
        r"|\b(?:was|were|got) (?:nearly |almost |briefly )?(?:married|engaged)\b.*\b(?:once|ago|back then)\b"
    ),
    "partner end": re.compile(r"\b(?:popped the question|proposed|said yes|(?:getting|got) (?:engaged|married))\b"),
    "pet": re.compile(rf"\bnext[ -]door['’]?s\b|\bneighbou?r(?:s['’]|['’]s)|{_ONLY_THOUGHT_OF}"),
    "car": re.compile(rf"\b(?:hit|blocks?|blocked|scratched|dented|overtook) (?:me|my|our|us)\b|{_ONLY_THOUGHT_OF}"),
    "phone": re.compile(_ONLY_THOUGHT_OF),
    "diet": re.compile(_ONLY_THOUGHT_OF),
    "language": re.compile(_ONLY_THOUGHT_OF + r"|\b(?:people|speakers|subtitles)\b|^(?:say|write|translate|spell)\b"),
}
"""Words with one of which it does not either."""


def is_likely(reading: Reading, sentence: Sentence) -> bool:
    """Whether a reading of a sentence counts."""
    if reading.kind == "none":
        return False
    words = plain(sentence.text)
    says = _SAYS_SO.get(f"{reading.kind} {reading.relation}") or _SAYS_SO.get(reading.kind)
    denies = _SAYS_OTHERWISE.get(f"{reading.kind} {reading.relation}") or _SAYS_OTHERWISE.get(reading.kind)
    if (says and not says.search(words.casefold())) or (denies and denies.search(words.casefold())):
        return False
    unnamed = reading.relation == "end" and not {"old", "value"} & set(reading.marked)
    if unnamed and reading.kind in _UNNAMED and not _UNNAMED[reading.kind].search(words.casefold()):
        return False
    if reading.kind in ("job", "third_job") and _somebody_elses(reading.marked.get("value", ""), words):
        return False
    if reading.kind == "home" and reading.relation != "end" and _moved_from(reading.marked.get("value", ""), words):
        return False
    if reading.kind == "condition" and reading.marked.get("value", "").casefold().rstrip("s") in _BODY:
        return False  # that a hip is bad says nothing of what it has
    return reading.probability >= _least(reading)


def _least(reading: Reading) -> float:
    return LEAST[f"{reading.kind} end" if reading.relation == "end" else reading.kind]


def _moved_from(place: str, words: str) -> bool:
    """Whether a place is where somebody comes from who has moved: "I just moved here from Galway"."""
    gone = rf"\b(?:moved|relocated|came) (?:\w+ ){{0,2}}?from (?:\w+ )?{re.escape(place)}\b"
    return bool(place) and re.search(gone, words, re.IGNORECASE) is not None


def _somebody_elses(trade: str, words: str) -> bool:
    """Whether a trade is that of somebody who is met or owned: "my radiologist called", "she knows a radiologist"."""
    return bool(trade) and re.search(
        r"\b(?:my|our|your|every|(?:knows?|needs?|meets?|met|saw|sees?|seeing|hired?|called|asked|calls?"
        rf"|plays?) (?:an?|the))\s(?:\w+\s)?{re.escape(trade)}\b"
        r"|\b(?:design|build|assembl|mak|draw|hous|writ)(?:s|e|es|ing) (?:an?|the)\s"
        rf"(?:\w+\s){{0,2}}{re.escape(trade)}\b",
        words,
        re.IGNORECASE,
    ) is not None  # fmt: skip


def is_known(found: MemoryCandidate, read: Sequence[MemoryCandidate]) -> bool:
    """Whether the turn says it already, or says otherwise where there is one value at a time."""
    return any(_says_it(one, found) for one in read)


def _says_it(one: MemoryCandidate, found: MemoryCandidate) -> bool:
    if found.denies:  # what the rules took to end by its words alone may be something else
        return one.denies and one.slot_and_value == found.slot_and_value
    if one.attribute == "commitment" and not found.denies and found.value.casefold() in one.value.casefold():
        return True  # what is to begin is not so yet: "I start on the 1st of March as a baker"
    if not one.denies and _is_doing(one) and _is_doing(found) and _names(one) & _names(found):
        return True
    if (one.subject, one.attribute) == (found.subject, found.attribute):
        if one.value_key == found.value_key:
            return True
        # What the rules found ended they found with all that its words may mean: none of it is stated anew.
        return means(one.value_key, found.value_key) if one.denies else not found.many
    another = found.attribute in RELATIVES or found.attribute in _ONE_THING
    return another and one.value_key == found.value_key and not one.denies


def _is_doing(found: MemoryCandidate) -> bool:
    """Whether it is of a kind that one thing done may be told as: a hobby is liked, a habit kept, a deed done."""
    return found.attribute in ("event", "commitment", "habit", "hobby") or found.attribute.startswith("taste.")


def _names(found: MemoryCandidate) -> set[str]:
    """The beginnings of the words that carry, so that "bowls" and "bowling" are the same."""
    return {word[:4] for word in re.findall(r"[a-z]{3,}", f"{found.attribute} {found.value}".casefold())} - _OF_KINDS
