"""Favourites told as an answer, with an aside, on a label, or as one that took the place of another."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import singular

_KIND = r"(?P<kind>[a-z-]+(?: (?!(?:is|now|these|has|was|any|and|on|of)\b)[a-z-]+)?)"
_TOPICS = (
    r"(?P<kind>colou?rs?|foods?|films?|movies?|books?|bands?|drinks?|songs?|seasons?|animals?|sports?|games?|cit(?:y"
    r"|ies)"
    r"|teams?|authors?|writers?|singers?|dish(?:es)?|snacks?|fruits?|flowers?|shows?|series|meals?|desserts?|albums?"
    r"|composers?|painters?|actors?|holidays?|ice cream|musicians?|artists?|podcasts?|teas?|coffees?|cheeses?|months?)"
)
_X = (
    r"(?P<x>(?!(?:it|that|this|what|there|my|i|we|you|he|she|they|not|no|which|changed|update|one|still|always|a|an"
    r"|so)\b)"
    r"[^,;:]{2,45}?)"
)
_OLD = r"[^,;:]{2,45}?"
_NOW = r"(?: now| these days| nowadays| currently| at the moment)"
_BEATS = (
    r"(?:(?:has |have )?(?:now |just |finally |recently )?(?:beats?|beaten|tops|topped|trumps|trumped|overtook"
    r"|overtaken"
    r"|replaced|dethroned|ousted|supplanted|edged out|pushed out|knocked out|superseded|displaced|took over from"
    r"|taken over from))"
)
_BY_FAR = r"(?: by far| hands down| of all| without (?:a )?doubt| by a mile)"
_WHO = r"(?:you|people|they|somebody|someone|anyone|anybody|everybody|everyone)"
_SAY = (
    r"(?:it is|that is|it has to be|i (?:always |would |usually |will |have to )*(?:say|answer|name|reply|pick"
    r"|choose|write"
    r"|put|go for|put down)|i said|i put down|i wrote|i named|i answered|the answer is|say|put|write)"
)
_ASIDE = (
    r"(?:and|as|though|although|if|since|by the way|whatever|for|to be|in|i|which i|not that|honestly|however|you|after"
    r"|without|believe)"
)


def _now(found: re.Match[str]) -> str:
    return f"my favourite {_one(found['kind'])} is {found['x'].strip()} now"


def _is(found: re.Match[str]) -> str:
    return f"my favourite {_one(found['kind'])} is {found['x'].strip()}"


def _one(kind: str) -> str:
    return kind if kind in ("series", "movies") else singular(kind)


RULES: tuple[Rewording, ...] = (
    (
        "and as though although if since by whatever for to in i which not honestly however you after without believe",
        rf"^my (?P<np>[\w ]{{3,30}}?) , {_ASIDE}\b[^,;]{{2,70}} , (?P<be>is|are|has (?:always |long )?been)\s",
        r"my \g<np> \g<be> ",
    ),
    (
        "where while although though whereas after until once past",
        r"^(?:where|while|although|though|whereas|after|until|once|in the past)\b[^;]{3,70}? , (?P<now>now |these days"
        r" |nowadays )?(?=my favourite \w)",
        r"\g<now>",
    ),
    # without a pause where one should be
    (
        "favourite",
        rf"^(?:if you ask me ,? ?)?my (?:all[- ]time )?favourite {_TOPICS} ?,? ?(?:well |yeah |um )?it is"
        rf" (?:always )?{_X}"
        r"(?: always| for ever)?$",
        _is,
    ),
    (
        "favourite",
        rf"^(?:so |well |like |um |yeah )*(?!.*\b(?:beats?|beaten|tops|trumps)\b){_X} ?,? that is my (?:absolute"
        rf" |very |all[- ]time )?favourite {_KIND}$",
        _is,
    ),
    ("like", r"^(?:so |well |um |yeah )*like (?=[\w' -]{2,40} is my (?:\w+ |all time )?favourite\b)", ""),
    (
        "def defo definitely deffo probably",
        r"^(?P<lead>.*\bmy (?:\w+ )?favourite [\w ]{2,20} is )(?:def|defo|deffo|definitely|probably|still) (?=\w)",
        r"\g<lead>",
    ),
    (
        "beats",
        rf"^(?:you know |honestly |well )*no {_TOPICS} beats {_X} ?,? (?:because )?it is my (?:absolute )?favourite$",
        _is,
    ),
    # another took its place
    ("since", rf"^my favourite {_TOPICS} since [\w ]{{3,20}} ?[:=] {_X}$", _now),
    (
        "favourite",
        rf"^(?:as|for) (?:a|my) favourite {_KIND} ?,? {_OLD} (?:has |have )?(?:had to |just |finally |now"
        rf" )*(?:yield(?:ed)?"
        rf"|lost(?: out)?|gave way|given way|give way|made way|make way|been replaced|was replaced|been ousted"
        rf"|been beaten)"
        rf" (?:to|for|by) {_X}{_NOW}?$",
        _now,
    ),
    ("prefer", rf"^(?:as|for) (?:a |an |my )?{_TOPICS} ?,? i (?:now )?prefer (?:now )?{_X} (?:to|over) {_OLD}$", _now),
    (
        "changed moved switched went gone",
        rf"^(?:my )?favourite {_TOPICS} (?:has |is )?(?:changed|moved|switched|went|gone)(?: over)? from {_OLD}"
        rf" to {_X}{_NOW}?$",
        _now,
    ),
    (
        "formerly once previously before",
        rf"^(?:[^:;]{{2,50}} ?: )?(?:my )?favourite {_KIND} ?[,:] (?:formerly|once|previously|before) {_OLD} ?,"
        rf" (?:but |and )?(?:now|today|these days|nowadays) (?:it is )?{_X}$",
        _now,
    ),
    (
        "update change changed",
        rf"^(?:my )?favourite {_TOPICS} (?:update|change|changed|has changed) ?[:;,.–-]? (?:it is )?{_X}{_NOW}?$",
        _now,
    ),
    (
        "say",
        rf"^(?:i used to say {_OLD} when|when) (?:{_WHO} )?(?:asked|asks?) (?:me )?(?:for|about) my favourite"
        rf" {_KIND} ?,?"
        rf" (?:but )?now i say {_X}$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:[^,;]{{2,40}} , )?(?:my )?(?:new )?favourite {_KIND} (?:is|=) {_X}{_NOW} ?,? (?:and )?not [^,;]+$",
        _now,
    ),
    (
        "favourite",
        rf"^(?:[^:;]{{2,50}} ?: )?{_X} {_BEATS} {_OLD}(?: now)? ?(?:as|,? ?(?:and |so )?(?:it |that |this"
        rf" )?is)(?: now)? my"
        rf" (?:new )?"
        rf"favourite {_KIND}(?:{_NOW})?$",
        _now,
    ),
    (
        "not longer",
        rf"^my favourite {_KIND} is (?:not|no longer) {_OLD}(?: any ?more| any longer)? ?, (?:it is|now it is|but"
        rf"|instead"
        rf" it is|it is now|rather) {_X}(?:{_NOW}| instead)?$",
        _now,
    ),
    (
        "longer not",
        rf"^{_X} is (?:no longer|not) my favourite {_KIND}(?: any ?more| any longer)?$",
        r"my favourite \g<kind> is no longer \g<x>",
    ),
    (
        "used was",
        rf"^my favourite {_KIND} (?:used to be|was(?: once)?) {_OLD} ?, (?:but |and )?(?:now|these days|nowadays) ?,? "
        rf"(?:it is |is )?{_X}$",
        _now,
    ),
    ("not", rf"^{_X} is my (?:new )?favourite {_KIND}{_NOW} ?, not [^,;]+$", _now),
    ("new", rf"^{_X} is (?:now )?my (?:brand )?new favourite {_KIND}(?:{_NOW})?$", _now),
    (
        "new",
        rf"^(?:[^,;]{{2,40}} , )(?:so )?{_X} is (?:now )?my (?:brand )?new favourite {_KIND}(?:{_NOW})?$",
        _now,
    ),
    ("new", rf"^(?:my |the )?new favourite {_TOPICS} (?:is|has to be|=) {_X}(?:{_NOW})?$", _now),
    ("new", rf"^(?:ok |okay |oh )?new favourite {_TOPICS} (?:alert|unlocked|found) ?[:,–-] {_X}$", _now),
    ("new", rf"^{_X} ?(?:>+|beats|over) {_OLD}(?: now)? ?, (?:my )?new favourite {_TOPICS}$", _now),
    (
        "given made lost been had yielded replaced",
        rf"^{_OLD} (?:has |have |had )?(?:(?:given|made|to make|yielded) (?:way|its place|up its place)? ?(?:to|for)"
        rf"|been (?:replaced"
        rf"|overtaken|beaten|dethroned|ousted|superseded|supplanted) by) {_X} as my favourite {_KIND}$",
        _now,
    ),
    (
        "lost",
        rf"^{_OLD} (?:has |have )?lost (?:its|their|the) (?:place|spot|crown) as my favourite {_KIND} to {_X}$",
        _now,
    ),
    (
        "once formerly previously",
        rf"^my favourite {_KIND} , (?:once|formerly|previously|originally) {_OLD} , is (?:now )?{_X}(?:{_NOW})?$",
        _now,
    ),
    (
        "formerly earlier before previously past recently once originally first",
        rf"^(?:formerly|earlier|before|previously|in the past|until recently|once|originally|at first) ,? ?my favourite"
        rf" {_KIND} was {_OLD} ?, (?:but )?(?:now|these days) (?:it is |is )?{_X}$",
        _now,
    ),
    (
        "changed switched moved became become",
        rf"^(?:my )?favourite {_TOPICS} (?:has |have )?(?:just |now |recently )?(?:changed|switched|moved|become"
        rf"|became)"
        rf"(?: over)?(?: from {_OLD})? ?(?:to|, (?:it is|now it is))? ?{_X}(?: instead of {_OLD}|{_NOW})?$",
        _now,
    ),
    (
        "changed switched moved",
        rf"^i (?:have )?(?:just |now |recently )?(?:changed|switched|updated|moved)(?: my)? favourite {_TOPICS}(?:"
        rf" from {_OLD})?"
        rf" ?(?:to|, (?:it is|now it is)) {_X}(?:{_NOW})?$",
        _now,
    ),
    (
        "moved switched changed gone transferred shifted",
        rf"^i (?:have )?(?:moved|switched|changed|gone|transferred my allegiance|shifted) from {_OLD} to {_X} as my"
        rf" favourite"
        rf" {_KIND}$",
        _now,
    ),
    (
        "more",
        rf"^i (?:now )?(?:like|love) {_X} more than {_OLD} ?, (?:and )?it is my favourite {_KIND}(?:{_NOW})?$",
        _now,
    ),
    (
        "fell fallen",
        rf"^i (?:have )?(?:fell|fallen) for {_X} ?, (?:and )?(?:it|that) is my favourite {_KIND}(?:{_NOW})?$",
        _now,
    ),
    ("prefer", rf"^i (?:now )?prefer {_X} ?, my new favourite {_KIND}$", _now),
    ("now", rf"^{_X} is now the {_TOPICS} (?:that )?i (?:like|love) (?:the )?(?:best|most)$", _now),
    ("was", rf"^(?:my )?favourite {_TOPICS} ?: (?:it )?was {_OLD} ?, (?:it is )?now {_X}$", _now),
    (
        "update change set",
        rf"^(?:please |can you |could you )?(?:update|change|set) my favourite {_TOPICS}(?: from {_OLD})? to {_X}(?:"
        rf" please)?$",
        _now,
    ),
    ("longer instead", rf"^my favourite {_KIND} is {_X} (?:and|but|,) ?(?:and )?no longer {_OLD}$", _now),
    ("out", rf"^{_OLD} is out ?, (?:and )?(?:my )?favourite {_TOPICS} is (?:now )?{_X}$", _now),
    ("now days nowadays", rf"^{_X} is my favourite {_KIND}{_NOW}$", _now),
    ("now", rf"^{_X} is now my favourite {_KIND}$", _now),
    ("not", rf"^not {_OLD} but {_X} is my (?:new )?favourite {_KIND}(?:{_NOW})?$", _now),
    (
        "new",
        rf"^i have (?:now |just |finally )?(?:found|discovered|got) (?:a|my) new favourite {_KIND} (?:in|with) {_X}$",
        _now,
    ),
    ("new", rf"^(?:update ?[:,] )?(?:my |a |the )?(?:brand )?new favourite {_KIND} ?[:=–-] {_X}(?:{_NOW})?$", _now),
    (
        "update change news correction note",
        rf"^(?:update|change|news|correction|note)(?: of mind)? ?[:,] (?:my )?favourite {_TOPICS}(?: is| ?[:=])?"
        rf" {_X}(?:{_NOW})?$",
        _now,
    ),
    ("favourite", rf"^(?:my )?favourite {_TOPICS}{_NOW} ?[:=] {_X}$", _now),
    ("favourite", rf"^(?:my )?favourite {_TOPICS} ?[:=] {_X}{_NOW}$", _now),
    # answers
    (
        "if when whenever",
        rf"^(?:if|when|whenever) {_WHO} (?:ask|asks|asked|want|wants|need|needs)(?: me)?(?: to know)?(?: for| about)?"
        rf"(?: what| which)?(?: is)? my favourite {_KIND}(?: is)? ?,? {_SAY} {_X}$",
        _is,
    ),
    ("asked", rf"^(?:when |whenever )?asked (?:for|about) (?:my|a) favourite {_KIND} ?,? {_SAY} {_X}$", _is),
    (
        "asked",
        rf"^(?:they|somebody|someone|people) asked (?:me )?(?:for|about) (?:my|a) favourite {_TOPICS}[^,;]{{0,30}}?"
        rf" ?,? (?:and|so) {_SAY} {_X}(?: ,.*)?$",
        _is,
    ),
    (
        "name pick choose",
        rf"^if i (?:have|had) to (?:name|pick|choose) (?:just )?(?:one|a|a single|my) {_KIND} ?,? (?:it is|it would"
        rf" be|i"
        rf" would (?:say|pick|name|choose|go for)) {_X} ?[:,–-] my (?:\w+ )?favourite\b.*$",
        _is,
    ),
    (
        "favourite",
        rf"^i have (?:got )?(?:a|one) (?:clear |real )?favourite {_TOPICS} ?(?:,|:|,? and (?:it|that) is) {_X}$",
        _is,
    ),
    ("one", rf"^there is only one {_TOPICS} for me ?[:,] {_X}$", _is),
    (
        "number no. top best favourite ultimate most go-to",
        r"^(?:my |the )?(?:(?:number (?:one|1)|no\. ?1|top|ultimate|most|all[- ]time|best[- ]liked|absolute|very) )*"
        rf"(?:favourite |(?<=one )|(?<=1 )|(?<=top )|(?<=liked )|best ){_TOPICS}(?: \([\w ]+\))? ?(?:is|=|:|–|-) {_X}$",
        lambda found: found[0] if found[0].casefold().startswith("the best") else _is(found),
    ),
    (
        "in for among of",
        rf"^(?:in|for|among|of|out of)(?: every| all| any)? {_TOPICS}(?: i know)? ?,? my favourite is {_X}$",
        _is,
    ),
    ("of", rf"^(?:of|among) (?:every|all) {_TOPICS}(?: i know)? ?, {_X} is my favourite$", _is),
    (
        "is",
        rf"^{_X} is , [^,;]{{3,40}} , my (?:\w+ )?favourite {_KIND}$",
        _is,
    ),
    (
        "dearest favour closest",
        rf"^the {_TOPICS} (?:dearest to me|(?:that )?i favour above all(?: others)?|closest to my heart) is {_X}$",
        _is,
    ),
    ("heart", rf"^{_X} is the {_TOPICS} of my heart$", _is),
    (
        "told sure",
        r"^(?:i (?:have )?told (?:them|him|her|everyone|you) that|(?:i am )?pretty sure(?: that)?) (?=my favourite \w)",
        "",
    ),
    (
        "ordered had cooked made ate drank watched read bought chose picked served be choose",
        r"^(?:i|we|they|he|she|it)(?: have| has| just| again)? (?:ordered|had|cooked|made|ate|drank|watched|read"
        r"|bought|chose"
        rf"|picked|served|got|has to be|must be) {_X} ?, (?:which is |because it is |it is )?my (?:\w+ )?favourite"
        rf" {_TOPICS}$",
        _is,
    ),
    (
        "place counts ranks tops",
        rf"^{_X} (?:takes first place among|ranks first among|counts as|counts among|ranks as|tops) my favourite"
        rf" {_TOPICS}$",
        _is,
    ),
    ("beat", rf"^(?:nobody|nothing|no one) (?:can beat|beats|will beat) {_X} as my favourite {_KIND}$", _is),
    ("what", rf"^what i (?:would )?call my favourite {_KIND} is {_X}$", _is),
    # the best
    (
        "best",
        rf"^(?:i have always |i )?(?:held|hold|considered|consider|thought|think|found|find|believed|believe)(?:"
        rf" that)? {_X}"
        rf" (?:is |to be )?the best {_TOPICS}(?: there is| of all| ever| in the world)?$",
        _is,
    ),
    (
        "best",
        rf"^{_X} is the best {_TOPICS} (?:there is|of all|ever|in the world|ever (?:made|written|invented))$",
        _is,
    ),
    ("best most", rf"^i (?:like|love|prefer) {_X} (?:the )?(?:best|most) of all(?: the| my)? {_TOPICS}$", _is),
    ("favourite", rf"^favourite {_TOPICS} (?!.*\b(?:is|are|was|of|were|list|for)\b){_X}(?:{_BY_FAR})?$", _is),
)
