"""Partners and animals that are gone, told anywhere in a statement: by what they did, by what was done, by a noun.

What is found is told again as a plain end, which counts only where somebody of that name is held as a partner or a pet;
so the product of verbs, helpers and adverbs may be wide. Questions are not read here.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL
from toldonce.memory.extract.persons.parts import ONE_NAME, PARTNER

_PERIOD = re.compile(
    r"\b(?:yesterday|today|this (?:morning|week|month|year)|last (?:night|week|month|year|spring|summer|autumn|winter)"
    r"|(?:an?|two|three|four|five|six|\d+) (?:days?|weeks?|months?|years?) ago|(?:on (?:the )?)?\d{1,2}(?:st|nd|rd|th)?"
    r" (?:of )?(?-i:[A-Z])[a-z]+(?: \d{4})?|on (?-i:[A-Z])[a-z]+ \d{1,2}(?:,? \d{4})?|in (?:January|February|March"
    r"|April"
    r"|May|June|July|August|September|October|November|December)(?: \d{4})?)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:almost|nearly|might|may|could have|would|should|will|going to|about to|afraid|fears?|worried|hopes?"
    r"|hoping|if"
    r"|whether|never (?:died|left|split|broke)|not (?:yet|die|lose|lost|buried|divorce|separate|split|break|leave)"
    r"|film|movie|book|novel|series|song|story(?! with)|dream(?:t|ed)?|joked?|back together|got back|came back|game)\b",
    re.IGNORECASE,
)
_HELPED = (
    r"(?:(?:has|have|had|is|was|are|were|did|been|to|must|finally|sadly|just|now|recently|already|then|both|all|we"
    r"|quietly"
    r"|peacefully|simply|also|really|officially|long) )*"
)
_MINE = rf"(?:(?:my|our|the) {ADJECTIVE}(?:{ANIMAL} )?)?"
_BESIDE = rf"(?:,? (?:(?:my|our|the) {ADJECTIVE}{ANIMAL},?|(?:he|she|it)))?"
_ELSEWHERE = r"(?:another|other|new|different|someone|somebody|friends|relatives|an? \w+|my \w+|our \w+|the \w+)"
_WENT = (
    r"(?:died|dead|killed|hit by an? |eaten by|mauled|poisoned|succumbed|succumb|escaped(?! the)|disappeared"
    r"|vanished|not (?:been seen|come back|returned)|lost (?:his|her|its) (?:life|fight|battle)|gone to (?:an? |dog "
    r"|cat )?(?:better|heaven)|went to (?:an? )?(?:better|heaven)|passed away|passed on|passed(?= (?:yesterday|last"
    r"|in|on|a|this)\b|\s*[.!,;]|\s*$)|gone(?= (?:for"
    r"|since"
    r"|now|and)\b|\s*[.!,;]|\s*$)|put (?:down|to sleep|to rest)|euthani[sz]ed|be put (?:down|to sleep)|make it"
    r"|not make it"
    r"|not survive|no longer (?:with (?:us|me)|here|alive|around|among us|lives? (?:here|with (?:us|me)))"
    r"|not wake up|never"
    r" woke up|never (?:came|come) (?:back|home)|run (?:away|off)|ran (?:away|off)|flown (?:away|off)|flew (?:away|off)"
    r"|gone missing|went missing|cross(?:ed)? (?:over )?the rainbow bridge|left (?:us|this world)|rehomed|given away"
    r"|given up"
    r" for adoption|adopted by|taken in by|(?:found|find|got|get|has|have) an? (?:new|different|better"
    r"|loving) (?:home|owner"
    r"|family|place)|went to (?:an? )?(?:new|different|another) (?:home|owner|family)|lives? (?:now )?(?:with|at) "
    r"(?:another|someone|somebody|my|an?)|living (?:now )?with (?:another|someone|somebody|my)|moved in with my"
    r"|rests? "
    r"(?:now )?(?:under|in the garden)|buried|cremated|in (?:dog|cat|animal|pet) heaven|fallen asleep for"
    r"|fell asleep for"
    r" (?:good|ever|the last time)|no more(?=\s*[.!,;]|\s*$))"
)
_LET_GO = (
    rf"(?:(?:put|putting) {_MINE}{ONE_NAME}{_BESIDE} (?:down|to sleep|to rest)|(?:give|gave|given"
    rf"|giving) {_MINE}(?P<away>"
    rf"(?-i:[A-Z])\w+) (?:away|up|back|to {_ELSEWHERE})|(?:lost|buried|cremated|euthani[sz]ed|rehomed|bury"
    rf"|lose) {_MINE}"
    rf"(?P<lost>(?-i:[A-Z])\w+)(?! (?:in the (?:crowd|park|shop|supermarket))|'s)"
    rf"|let {_MINE}(?P<let>(?-i:[A-Z])\w+) go\b|"
    rf"(?:say|said|saying) (?:our |my |a |the |last |final )*(?:goodbye|farewell)s? (?:for (?:good"
    rf"|ever) )?to {_MINE}(?P<bye>"
    rf"(?-i:[A-Z])\w+)(?! (?:at the|on the|and went|for the (?:day|night|weekend)))|part(?:ed)? with {_MINE}(?P<with>"
    rf"(?-i:[A-Z])\w+)|(?:found|find) (?:an? )?(?:new|different|good|loving|better) (?:home|owner|family"
    rf"|place) for {_MINE}"
    rf"(?P<for>(?-i:[A-Z])\w+)|(?:found|find) {_MINE}(?P<anew>(?-i:[A-Z])\w+) an? (?:new|different|good|loving|better) "
    rf"(?:home|owner|family|place)|(?:took|brought|returned|take|bring"
    rf"|gave) {_MINE}(?P<back>(?-i:[A-Z])\w+) back to the "
    r"(?:shelter|breeder|rescue|pound))"
)
_LOSS = (
    rf"(?:(?:death|loss|passing|funeral|grave|ashes|burial) of {_MINE}{ONE_NAME}"
    rf"|(?P<whose>(?-i:[A-Z])\w+)'s (?:death|passing|heart (?:has )?(?:stopped|gave)"
    r"|funeral|grave|ashes|burial|last (?:day|breath|visit to the vet))|no more (?P<more>(?-i:[A-Z])\w+)(?=\s*[.!,;]"
    r"|\s*$"
    r"| since| at| in the)|no (?P<any>(?-i:[A-Z])\w+) (?:\w+ ){0,3}any ?more|without (?P<out>(?-i:[A-Z])\w+) (?:now"
    r"|since|any more|around|these days))"
)
_OVER = (
    r"(?:over|done|through|finished|history|exes|strangers|divorced|separated|no (?:longer |more )?(?:a )?(?:couple"
    r"|pair)"
    r"|(?:no longer|not|no more) (?:\w+ )?(?:together|a couple|married|engaged|an item|dating|seeing each other|a thing"
    r"|one|living together)|no more(?=\s*[.!,;]|\s*$)|a thing of the past|in the past|getting (?:a )?divorced?"
    r"|getting separated|splitting up|breaking up|separating|divorcing)"
)
_SPLIT = (
    r"(?:split(?: up)?(?! (?:the|a|an|it|our|this|that|between|into)\b)|separated|br(?:oke|oken|eak) (?:it )?(?:up"
    r"|off)|part"
    r"(?:ed)?(?: ways| company)?(?= |\s*[.!,;]|\s*$)|divorced|got (?:a )?divorced?|call(?:ed)? it (?:quits|a day"
    r"|off)|(?:went|gone"
    r"|going|go) (?:our )?(?:separate|different|own) ways|ended (?:it|things|our \w+)|(?:stopped|quit) (?:dating"
    r"|seeing each"
    r" other|going out|living together)|gr[eo]wn? apart|drifted apart|not (?:last|work out|make it)|(?:agreed"
    r"|decided) to "
    r"(?:separate|split(?: up)?|part(?: ways)?|divorce|end it|break up|go our \w+ ways)|filed for divorce"
    r"|no longer (?:live"
    rf" together|speak|see each other|talk|love each other)|uncoupled|{_OVER})"
)
_LEFT = (
    r"(?:wanted out(?! of)|(?:found|met) (?:someone|somebody) (?:else|new) and (?:left|went|moved)|left me(?! (?:an?"
    r"|the|some|his|her|my|with|alone|hanging|out|speechless|behind|to|no|two|\w+ing)\b)|walked out"
    r"(?: on me)?(?=\s*[.!,;]|\s*$| last| in| on| and)|dumped me|broke up with me|broken up with me|broke it off"
    r"|ended (?:it"
    r"|things)(?: with me)?|finished with me|divorced me|called (?:it|off the \w+) off?|threw me out|kicked me out"
    r"|ditched"
    r" me|moved out of our|out of my life|gone from my life|my ex(?![- ](?:boss|colleague|manager|teacher|neighbour"
    r"|flatmate|"
    rf"roommate))|no longer my {PARTNER}|not my {PARTNER} any|an ex now|history(?! teacher| student| professor|"
    rf" (?:is|was|of|with|has|includes?|shows?|says?)\b|\s*[:=]))"
)
_LEFT_BY_ME = (
    r"(?:(?:left|leave|dumped|divorced|ditched|broken? up with|broken? it off with|ended (?:it|things|everything"
    r"|my \w+) with"
    r"|finished (?:it |things )?with|split (?:up )?(?:with|from)|separated from|parted (?:ways )?(?:with|from)"
    r"|done with|through"
    r" with|divorced from|(?:no longer|not) (?:with|seeing|dating|married to|together with|engaged to|in love with"
    r"|living with)"
    r"|stopped (?:seeing|dating|loving)|called it (?:off|quits|a day) with|cut ties with|got over"
    r"|gave (?:back )?the ring"
    r" (?:back )?to|walked out on|moved out from|single (?:again )?(?:since|after)"
    r"|alone (?:again )?(?:since|after)"
    r"|on my own"
    rf" (?:again )?(?:since|after)) {ONE_NAME})(?= (?:any ?more|any longer|now|for good|for someone|because|since"
    rf"|and i|last|in"
    r"|on|yesterday|two|three|four|five|six|a|after|so|but|these days|left)\b|\s*[.!,;:)–—-]|\s*$)(?! in (?:the|a)\b"
    r"| on (?:the"
    r"|this|that)\b| at\b)"
)
_ENDED = (
    rf"(?:(?:divorce|separation|split|break-?up|parting) (?:from|with) {ONE_NAME}|(?:marriage|relationship"
    rf"|engagement|romance"
    r"|story|thing|time|life|love) (?:to|with) (?P<to>(?-i:[A-Z])\w+)(?: (?:is|has|did|was|came|had|lies|belongs"
    r"|just))+(?: \w+)"
    r"{0,2}? (?:over|off|ended|end|finished|failed|last|fell apart|work out|past|behind me|done|history)\b|(?:it|things"
    r"|everything)"
    r" (?:did not|is|are|has|have|was|were|never)(?: all| now| not| really| finally)* (?:work(?:ed)? out|over"
    r"|finished|done"
    r"|ended|last(?:ed)?) (?:with|between) (?:me and )?(?P<it>(?-i:[A-Z])\w+)|(?:with"
    r"|between) (?P<between>(?-i:[A-Z])\w+)"
    r"(?: and (?:me|i))?,? (?:it|things|everything|that) (?:is|has|was|are)(?: all| now)* (?:finished|over|ended"
    r"|done|history)"
    r"|what i had with (?P<what>(?-i:[A-Z])\w+) (?:is|has|had|was)? ?(?:now |long )?(?:ended|over|finished|gone"
    r"|behind me)|"
    rf"(?P<now>(?-i:[A-Z])\w+)\b[^.?!]{{0,60}}?[,;] (?:and |so |but )?(?:now |today )?we are (?:now |only "
    rf"|just )?{_OVER})"
)


def _name(found: re.Match[str]) -> str:
    return next((name for name in found.groupdict().values() if name), "")


def _day(found: re.Match[str]) -> str:
    periods = [period[0] for period in _PERIOD.finditer(found.string)]
    in_month = [period for period in periods[1:2] if period.startswith("in ")]  # "two years ago in March"
    return "".join(f" {period}" for period in (*periods[:1], *in_month))


def _fell_out(found: re.Match[str]) -> str:
    return found[0] if _NOT_SO.search(found.string) else f"I am no longer friends with {_name(found)}"


def _lost(found: re.Match[str]) -> str:
    return found[0] if _NOT_SO.search(found.string) else f"We lost {_name(found)}{_day(found)}"


def _parted(found: re.Match[str]) -> str:
    return found[0] if _NOT_SO.search(found.string) else f"I broke up with {_name(found)}{_day(found)}"


ENDED: tuple[Rewording, ...] = (
    (
        "died dead killed hit eaten mauled poisoned succumbed succumb escaped disappeared vanished seen back"
        " returned lost passed gone went place put euthanised euthanized make survive longer wake woke never run ran"
        " flown flew missing"
        " crossed cross left rehomed given adopted taken home owner family lives live living moved rests rest buried"
        " cremated heaven asleep more",
        rf"\b{ONE_NAME}{_BESIDE} {_HELPED}{_WENT}",
        _lost,
    ),
    (
        "put putting give gave given giving lost lose buried bury cremated euthanised euthanized rehomed let goodbye"
        " goodbyes farewell farewells part parted found find back",
        rf"\b(?:i|we|to|vets?|they|having|after|and|just|finally) {_HELPED}{_LET_GO}",
        _lost,
    ),
    ("death heart loss passing funeral grave ashes burial last more without", rf"\b{_LOSS}", _lost),
    (
        "split separated broke broken break part parted divorced divorce call called ways ended end stopped quit grew"
        " grown drifted last work agreed decided filed longer uncoupled over done through finished history exes"
        " strangers couple pair not more past separating divorcing breaking splitting",
        rf"\b(?:{ONE_NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) {_HELPED}{_SPLIT}",
        _parted,
    ),
    (
        "left walked dumped broke broken ended finished divorced called threw kicked ditched moved life wanted found"
        " met ex longer not"
        " history ex-wife ex-husband ex-partner ex-girlfriend ex-boyfriend ex-fiancé ex-fiancée",
        rf"\b{ONE_NAME} {_HELPED}(?:(?-i:[a-z]+) ){{0,3}}?{_LEFT}",
        _parted,
    ),
    (
        "left leave dumped divorced ditched broke broken break ended finished split separated parted done through"
        " longer not"
        " stopped called ties over ring walked moved single alone own",
        rf"(?:^(?:(?:so|and|but|well|ok|okay|yes|just|finally),? )*|\b(?:i|we) ){_HELPED}{_LEFT_BY_ME}",
        _parted,
    ),
    (
        "falling-out falling bust-up fallout",
        rf"\b(?:{ONE_NAME} and (?:i|me)|(?:i|me) and (?P<other>(?-i:[A-Z])\w+)) (?:have |had )?an? (?:\w+ )?"
        r"(?:falling[- ]out|fallout|bust-up)\b.*\b(?:no longer|do not|stopped|never) (?:speak|talk|see)",
        _fell_out,
    ),
    (
        "packed",
        rf"\b{ONE_NAME} {_HELPED}packed (?:up )?(?:his|her|their) (?:\w+ )?\w+ and (?:gone|left|went|walked out"
        r"|moved out)\b(?! (?:for|to|on|home)\b)",
        _parted,
    ),
    (
        "threw thrown kicked chucked",
        rf"\b(?:i|we) {_HELPED}(?:threw|thrown|kicked|chucked) {ONE_NAME} out\b",
        _parted,
    ),
    (
        "divorce separation split break-up breakup parting marriage relationship engagement romance story thing time"
        " life"
        " love work worked over finished done ended last lasted history had couple together strangers divorced exes"
        " separated married",
        rf"\b{_ENDED}",
        _parted,
    ),
)
