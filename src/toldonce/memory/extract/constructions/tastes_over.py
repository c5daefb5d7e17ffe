"""What somebody liked or disliked and does no more, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import END, HAVE, OVER, STOP, THING, TIRE, I, X
from toldonce.memory.extract.english.cued import Rewording

_MINDS = (
    r"(?:bother|annoy|irritate|upset|scare|worry|disgust|bug|disturb|trouble|stress|repel|faze|put|drive"
    r"|get|frighten|anger|infuriate|wind)"
)


def _disliked(found: re.Match[str]) -> str:
    return f"I hate {found['x']}"


def _no_longer(found: re.Match[str]) -> str:
    return f"I no longer like {found['x']}"


def _no_mind(found: re.Match[str]) -> str:
    return f"I do not mind {found['x']} any more"


RULES: tuple[Rewording, ...] = (
    # what was liked and is not any more
    (
        "lost interest had enough tired grown gotten got become fallen fell cooled gone soured outgrown "
        "outgrew sick bored"
        " weary grew taste love fill",
        rf"^{I} {HAVE}(?:a bit |rather |quite |sick and |so |completely |totally )*{TIRE} {THING}{END}",
        _no_longer,
    ),
    (
        "love passion interest enthusiasm fondness liking taste obsession craving infatuation affair phase appetite"
        " fascination addiction crush enjoyment",
        r"^(?:my|the) (?:\w+ )?(?:love(?: affair| story)?|passion|interest|enthusiasm|fondness|liking"
        r"|taste|obsession|craving|infatuation|affair|appetite|fascination|addiction|crush|enjoyment) "
        rf"(?:for|of|in|with|to) {THING} (?:{OVER}|is not what it was|has cooled(?: off| down)?|wore off"
        r"|has worn off)",
        _no_longer,
    ),
    (
        "lost appeal charm magic longer not anymore more",
        rf"^{X} (?:has|have) (?:completely |totally |really |now |slowly )*lost (?:its|their|all (?:its"
        r"|their)) (?:appeal|charm|magic|attraction|lustre|shine|allure|hold)\b(?: (?:for|on) me)?",
        _no_longer,
    ),
    (
        "longer not more stopped ceased",
        rf"^{X} (?:no longer|(?:do|does) not|(?:is|are) (?:no longer|not)|(?:has|have) (?:stopped|ceased)"
        r"|stopped|ceased to) (?:really |quite |even )*(?:(?:do|doing|does) (?:it|anything|much) for me"
        r"|appeal(?:s|ing)? to me|excit(?:e|es|ing) me|interest(?:s|ing)? me|make me happy|thrill(?:s"
        r"|ing)? me|my thing|for me|my cup of"
        r" tea|my jam|amus(?:e|es|ing) me|tempt(?:s|ing)? me|giv(?:e|es|ing) me (?:joy|pleasure)|bring "
        r"me joy|fascinat(?:e|es|ing) me|a favourite of mine|something i (?:enjoy|like|love)"
        r"|entertain(?:s|ing)? me|speak to me|move me|a passion of mine|hold my interest|fun for "
        r"me)(?P<end> any ?more| any longer| these days| now)?",
        lambda found: (
            _no_longer(found)
            if found["end"] or re.search(r"no longer|stopped|ceased", found[0])
            else (_disliked(found) if re.search(r"do(?:es)? not", found[0]) else found[0])
        ),
    ),
    (
        "fan keen into fond longer",
        rf"^{I} {HAVE}(?:no longer|not|stopped being|ceased to be)(?: such| really| quite)* (?:an? "
        r")?(?:big |huge |great |such an? )*(?:fan of|keen on|into|fond of|crazy about|mad about|lover of"
        r"|interested in|hooked on|partial to|obsessed with|big on|excited (?:by|about)|passionate about"
        r"|addicted to|in love with|a fan of|enthusiastic about)"
        rf" {THING}(?P<end> any ?more| any longer| these days| now)?{END}",
        lambda found: (
            _no_longer(found) if re.search(r"longer|more|stopped|ceased|these days", found.string) else found[0]
        ),
    ),
    (
        "enjoy care find",
        rf"^{I} (?:do not|no longer|can not|have stopped|stopped)(?: really| quite| even)* "
        r"(?:enjoy(?:ing)?|car(?:e|ing) (?:for|about)|get(?:ting)? (?:anything|much|any joy|pleasure) "
        r"(?:out of|from)|find(?:ing)? (?:any )?(?:joy|pleasure) in|appreciat(?:e|ing)|see(?:ing)? the "
        rf"appeal of|crav(?:e|ing)|lov(?:e|ing)|lik(?:e|ing)|ador(?:e|ing)) {THING}"
        rf"(?P<end> any ?more| any longer| these days)?{END}",
        lambda found: _no_longer(found) if re.search(r"longer|any ?more|stopped|these days", found[0]) else found[0],
    ),
    ("put off", rf"^{I} {HAVE}(?:been |got )?put off {THING}{END}", _no_longer),
    # what was disliked and is not any more
    (
        "bother annoy irritate upset scare worry disgust bug disturb trouble stress repel faze put drive get bothers"
        " annoys frighten anger infuriate wind bothering",
        rf"^{X} (?:(?:do|does) not|no longer|(?:has|have) stopped|stopped|(?:do|does) not even) (?:really "
        rf"|even )*{_MINDS}(?:s|es|ing)? me(?: off| mad| crazy| down| up| out)?(?P<end> any ?more| any "
        r"longer| these days| at all now| now)?",
        lambda found: _no_mind(found) if found["end"] or re.search(r"longer|stopped", found[0]) else found[0],
    ),
    (
        "warmed made come came grown learned learnt grew got gotten developed started begun reconciled "
        "used softened found"
        " overcome overcame acquired discovered converted changed won over conquered",
        rf"^{I} {HAVE}(?:warmed (?:up )?to(?:wards)?|made (?:my )?peace with|come (?:a)?round to|came "
        r"(?:a)?round to|come to (?:terms with|appreciate|accept|enjoy|tolerate|like|love)|learn(?:ed|t) "
        r"to (?:like|love|tolerate|appreciate|enjoy|live with|accept)|grown to (?:like|love|enjoy"
        r"|appreciate)|grew to (?:like|love|enjoy|appreciate)"
        r"|got over my [\w]+ (?:of|for|to)|gotten over my [\w]+ (?:of|for|to)|got used to|grown used to"
        r"|developed a (?:taste|liking|fondness) for|acquired a taste for|acquired a liking for|started "
        r"(?:to like|to enjoy|to love|to appreciate|liking|enjoying|appreciating|loving)|begun to (?:like"
        r"|enjoy|love|appreciate)|reconciled with"
        r"|softened (?:on|towards)|overcome my \w+ (?:of|for|to)|overcame my \w+ (?:of|for|to)|made "
        r"friends with|stopped (?:hating|minding|disliking|detesting|loathing)|no longer (?:hate|mind"
        r"|dislike|detest|loathe|avoid)|lost my (?:hatred|dislike|fear|aversion) (?:of|to|for)|conquered "
        r"my \w+ of|been won over by|been converted to"
        r"|discovered a (?:love|liking) for|changed my (?:mind|opinion|view|tune) (?:about|on|regarding) "
        rf"(?=.*(?:like|fine|ok|nice|good|alright))) {THING}(?: after all| now)?{END}",
        _no_mind,
    ),
    (
        "grown grew won",
        rf"^{X} (?:has|have)? ?(?:really |slowly |finally |kind of )*(?:grown on me|grew on me|won me over"
        r"|converted me|become (?:quite |rather )?(?:bearable|tolerable|enjoyable|nice|fun|pleasant|okay"
        r"|fine)(?: to me| for me)?|started to appeal to me|begun to appeal to me)\b",
        _no_mind,
    ),
    (
        "ok okay fine alright bad nice good bearable problem enjoyable tolerable growing",
        rf"^(?:i (?:find|think|actually find) )?{X} (?:is|are)? ?(?:actually |really |quite |perfectly "
        r"|totally |rather |not so |not that |not |all |now |pretty )*(?:okay|ok|fine|alright|right|bad"
        r"|nice|good|bearable|no problem|enjoyable|tolerable|lovely|pleasant|growing on me)"
        rf"(?: (?:with|by|for) me)?(?: now| after all| these days| any ?more| nowadays)+{STOP}",
        _no_mind,
    ),
    (
        "used",
        rf"^{I} (?:used to|once|always used to) (?:hate|dislike|detest|loathe|despise|avoid|dread|not like"
        rf"|can not stand) {THING} ?(?:,|;|but|and|–|-)+ (?:but |and )?(?:now )?(?:not (?:any ?more|any "
        r"longer|now)|i (?:do not|no longer|now|actually|really|quite|have|am|like|love|enjoy)\b|these "
        r"days|that (?:has changed|is over)|no longer)",
        _no_mind,
    ),
    (
        "used once",
        rf"^{I} (?:used to|once) (?:like|love|enjoy|adore|be (?:into|a fan of|crazy about|mad about|fond "
        rf"of|obsessed with)) {THING} ?(?:,|;|but|and|–|-)+ (?:but |and )?(?:now )?(?:not (?:any ?more"
        r"|any longer|now|so much)|i (?:do not|no longer|have|am (?:over|tired|sick|done|not)|find|can "
        r"not|stopped|hate|lost)\b|these days|that (?:has changed|is over)|no longer"
        r"|those days)",
        _no_longer,
    ),
)
