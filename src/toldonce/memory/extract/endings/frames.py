"""The ways in which something is said to be over, with a place for what it is.

A frame knows an ending by its predicate ("... has lost its charm", "I have had it with ..."), never by what ends. What
it is, a liking, an act or an instruction, follows from the predicate too; where that leaves it open, all of them end
that are meant, which harms nothing that does not stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["liking", "disliking", "act", "order", "ban", "called"]
"""What ends: that it is liked, that it is disliked, that it is done, that the assistant is to do it, that it must not,
that the user is called so."""
Kinds = tuple[Kind, ...]
LIKING: Kinds = ("liking",)
DISLIKING: Kinds = ("disliking",)
ACT: Kinds = ("act",)
ORDER: Kinds = ("order",)
BAN: Kinds = ("ban",)
CALLED: Kinds = ("called",)
LIKING_OR_ACT: Kinds = ("liking", "act")
RULE: Kinds = ("order", "ban")
EVERYTHING: Kinds = ("liking", "disliking", "act", "order", "ban")


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of saying that ``x`` of the pattern is over; ``cues``: words without one of which it need not be tried."""

    kinds: Kinds
    pattern: re.Pattern[str]
    cues: frozenset[str]


_A = (
    r"(?:(?:now|really|just|already|recently|finally|also|completely|totally|officially|actually|simply|lately|quite"
    r"|rather|pretty|very|long|since|never|even|fully|entirely|sadly|both|all|kind of|sort of|a bit|pretty much|mostly"
    r"|basically|more or less|well and truly|definitely|always|still|somehow|so|right)\s)*"
)
_I = rf"(?:(?:i|we)\s{_A}(?:(?:have|had|am|are|was|were)\s{_A}(?:been\s)?{_A})?)?"
"""The speaker with an auxiliary, or nothing, as in notes."""
_NOT_A_THING = (
    r"(?!(?:it|that|this|these|those|them|you|your|me|i|we|he|she|they|one|what|there|here|my job|who|nothing"
    r"|something|everything|his|her|their|to|so|and|an?|much|myself|in|on|at|up|out|off|first|second|third|last"
    r"|next)\b)"
)
_OWN = r"(?:(?:the|my|our|all|any|whole|of|doing|having|going to|going|this|that)\s)*"
_X = rf"{_OWN}(?P<x>{_NOT_A_THING}[\w'&-]+(?:\s[\w'&-]+){{0,6}}?)"
_TASTED = rf"(?!(?:the|this|that|these|those|my|our|all)\s)(?:(?:doing|having|eating|drinking|going to|going)\s)*(?P<x>{_NOT_A_THING}[\w'&-]+(?:\s[\w'&-]+){{0,4}}?)"
_NAME = r"(?P<x>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?)"
_HAS = r"(?:'s| is| are| has| have| was| were| will be)?"
_LATELY = (
    r"(?:any ?more|any longer|these days|nowadays|now|lately|at the moment|like (?:i|it|they) (?:used to|once did|did)"
    r"|the way (?:i|it|they) (?:used to|did)|as (?:i|it|they) (?:used to|once did))"
)
_NO_MORE = r"(?:now|any ?more|any longer|these days|nowadays|like (?:i|it|they) (?:used to|once did|did before))"
_END = r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|since|so|after|before|when|for|in|at|with|this|last|from)\b)"
_ME = rf"(?: (?:for|to|with) (?:me|us)| {_LATELY}| i am afraid| at all| altogether| completely| again| for good)*"
_PLAYED_OUT = (
    r"(?:lost (?:all )?(?:its|their) (?:\w+ )?(?:appeal|charm|magic|attraction|lustre|shine|allure|hold|sparkle|novelty"
    r"|thrill|flavour|edge|sheen)|burn(?:t|ed) (?:itself|themselves) out|worn (?:off|thin)|stopped (?:being|doing|giving)"
    r"\s(?:[\w ]{0,20}(?:fun|joy|pleasure|it for me|enjoyable|a pleasure|a treat))|ceased to (?:\w+ )?me"
    r"|become (?:a )?(?:chore|bore|dull|boring|tedious))"
)
_VANISHED = (
    r"(?:(?:seems? to have |appears? to have )?(?:vanished|disappeared|gone|evaporated|faded|died|waned|cooled|passed"
    r"|dried up|burn(?:t|ed) (?:itself )?out|fizzled out|worn off|run its course)|(?:is|are) (?:over|gone|dead|history))"
)
_FEELING = (
    r"(?:love(?: affair)?|passion|interest|enthusiasm|fondness|liking|taste|obsession|craving|infatuation|affair"
    r"|appetite|fascination|addiction|crush|enjoyment|thing|weakness|craze|phase)"
)
_AVERSION = (
    r"(?:dislike|hatred|hate|fear|aversion|dread|distaste|loathing|phobia|grudge|antipathy|prejudice|objection|problem"
    r"|issue)s?"
)
_GONE_STRONG = (
    r"(?:history|a thing of the past|in the past|behind (?:me|us)|off the (?:cards|table|menu|agenda)|dead to me"
    r"|out of the (?:picture|question)|no longer (?:happening|on|possible|a thing|part of my \w+|something i do|what i"
    r" do|in my life)|not (?:happening|on|a thing|part of my \w+|something i do|possible) (?:any ?more|any longer"
    r"|these days|now)|over for me|over and done with|not for me (?:any ?more|any longer|these days|now)"
    r"|fallen by the wayside|gone by the (?:board|wayside)|gone out of the window|had (?:its|their) day|run (?:its|their)"
    r" course|come to an end|fizzled out|petered out|tailed off|died a death|bitten the dust|gathering dust"
    r"|gone the way of the dodo|finished with|kaput|toast|knocked on the head|on (?:permanent|indefinite) hold"
    r"|had to (?:go|stop|give way)|been (?:dropped|axed|shelved|ditched|abandoned|scrapped|given up|binned))"
)
_GONE_PAST = (
    r"(?:fell by the wayside|went by the (?:board|wayside)|went out of the window|fizzled out|petered out|tailed off"
    r"|died a death|bit the dust|came to an end|had to (?:go|stop)|got (?:dropped|axed|shelved|ditched|binned)"
    r"|no longer (?:happens?|features?)|(?:do|does) not happen any ?more)"
)
_GIVE_UP = (
    r"(?:given up(?: on)?|gave up(?: on)?|give up(?: on)?|quit(?: doing)?|dropped|drop|abandoned|abandon|ditched|ditch"
    r"|packed in|pack in|jacked in|chucked in|kicked|cut out|swore off|sworn off|binned|bin|hung up|retired from"
    r"|retire from|walked away from|turned my back on|moved on from|put an end to|called time on|called it a day with"
    r"|said goodbye to|waved goodbye to|parted (?:ways|company) with|weaned myself off|come off|came off|got out of"
    r"|fallen out of|fell out of|drifted away from|lapsed from|let go of|let slip|laid off|phased out|cut back to zero on"
    r"|lost the habit of|lost the knack of|broken|broke|shaken|shaken off|stopped going to|stopped bothering with"
    r"|stopped with|stop with|not kept up|skipped out on|backed out of|left off|knocked off)"
)
_FED_UP = (
    r"(?:had (?:it|enough) (?:with|of)|had my fill of|done with|through with|finished with|over|gone (?:right |clean |a"
    r" bit )?off|went (?:right |clean )?off|fallen (?:right )?out of love with|fell out of love with|cooled (?:off )?on"
    r"|gone cold on|soured on|bored (?:of|with|by)|tired of|sick of|sick and tired of|fed up (?:with|of)|weary of"
    r"|lost (?:all |any |my )?(?:interest in|(?:the |my )?(?:taste|love|appetite|passion|enthusiasm|liking) (?:for|of))"
    r"|outgrown|outgrew|grown out of|grew out of|moved on from|no longer bothered about|got bored (?:of|with)"
    r"|got (?:tired|sick) of|grown (?:tired|weary|sick) of)"
)
_LIKE = (
    r"(?:like|love|enjoy|adore|fancy|crave|care (?:much )?for|care about|appreciate|get (?:any(?:thing)?|much) (?:joy |"
    r"pleasure |enjoyment |fun )?(?:out of|from)|find (?:any )?(?:joy|pleasure) in|look forward to|rate|see the appeal"
    r" (?:of|in)|feel like|go for|want|(?:am|are|be) (?:\w+ )?(?:into|keen on|fond of|mad about|crazy about|a fan of"
    r"|a big fan of|a lover of|big on|partial to|interested in|obsessed with))"
)
_HATE = (
    r"(?:hate|mind|dislike|detest|loathe|despise|dread|resent|fear|avoid|object to|have (?:a problem|an issue|anything)"
    r" (?:with|against)|(?:am|are) (?:\w+ )?(?:afraid of|scared of|put off by|bothered by|annoyed by|averse to))"
)
_UPSETS = (
    r"(?:bother|annoy|irritate|upset|scare|worry|disgust|bug|disturb|trouble|stress|repel|faze|frighten|anger"
    r"|infuriate|wind|put|drive|get|gross|terrify|repulse|revolt)"
)
_PLEASES = (
    r"(?:do (?:it|anything|much|a thing) for (?:me|us)|appeal to (?:me|us)|excite (?:me|us)|interest (?:me|us)|make (?:me"
    r"|us) happy|thrill (?:me|us)|amuse me|tempt me|give me (?:any )?(?:joy|pleasure)|bring me (?:any )?(?:joy|pleasure)"
    r"|fascinate me|entertain me|speak to me|move me|hold my interest|grab me|taste (?:good|nice|right)|hit the spot"
    r"|feel (?:like )?fun|float my boat)"
)
_A_PLEASURE = (
    r"(?:(?:quite |really |much of )?(?:my|our) (?:thing|cup of tea|jam|bag|scene)|for me|fun(?: for me)?|(?:a|any)"
    r" (?:favourite|pleasure|passion|joy|treat|friend|fan)(?: of mine| for me)?|something i (?:enjoy|like|love)"
    r"|enjoyable|friends)"
)
_NEEDED = (
    r"(?:needed|required|necessary|wanted|expected|called for|important|essential|useful|desired|welcome|helpful"
    r"|compulsory|mandatory|obligatory|a must|something you (?:need|have) to do)"
)
_BANNED = (
    r"(?:banned|forbidden|off[- ]limits|prohibited|taboo|a no-?go|a problem|an issue|a no-no|verboten|out of bounds"
    r"|a sore (?:point|subject)|a touchy subject|unwelcome)"
)
_FINE = (
    r"(?:fine|ok|okay|alright|all right|allowed|welcome|good|permitted|acceptable|no problem|not a problem|back on the"
    r" (?:menu|table)|back in|cool|great|in order|fair game)"
)
_AGAIN = r"(?: (?:by|with|for) me| again| now| after all| from now on| any ?more| these days| from here on| once more)+"
_FORGET = (
    r"(?:forget(?: about)?|ignore|disregard|scrap|cancel|undo|drop|lift|withdraw|revoke|retract|rescind|take back"
    r"|scratch|strike|never mind|delete|remove|erase|bin|ditch|overrule|override|reverse)"
)
_RULE = (
    r"(?:rules?|requests?|instructions?|wish(?:es)?|bans?|orders?|demands?|policy|restriction|prohibition|guideline"
    r"|requirement|embargo|moratorium|preference|limit)"
)
_SAID = (
    rf"(?:what(?:ever)? (?:i|we) (?:said|told you|asked|wrote|mentioned)(?: earlier| before| you| once)*(?: (?:about|on|for"
    rf"|regarding))?|(?:that|when) (?:i|we) (?:said|told you|asked(?: you)?|wrote)(?: that)?|everything i said about"
    rf"|(?:my|the|that) (?:(?:earlier|previous|old|silly) )*{_RULE} (?:about|on|for|to|of|regarding|that you|against))"
)
_LEAVE_OUT = (
    r"(?:drop|lose|skip|ditch|scrap|bin|leave out|leave off|do away with|do without|dispense with|lay off|ease up on|cut"
    r"(?: out)?(?: on)?|go easy on|forget(?: about)?|stop(?: with)?|kill|can|omit|get rid of|remove|spare me|knock off"
    r"|give up|cease|quit|put an end to|tone down|cool it with|retire|abandon|knock it off with|not bother with|ignore)"
)
_PLEASE = (
    r"(?:(?:ok|okay|so|and|but|please|also|actually|right|just|from now on|now|then|oh|well|hey|alright|all right)\s?,?"
    r"\s)*"
)
_YOU_MAY = rf"{_PLEASE}(?:(?:you (?:can|may|could|might|should)|feel free to|let us|go ahead and|i want you to)\s)?{_A}"


def _frame(kinds: Kinds, cues: str, pattern: str) -> Frame:
    return Frame(kinds, re.compile(rf"{pattern}", re.IGNORECASE), frozenset(cues.split()))


LIKINGS = (
    _frame(LIKING, "lost burnt burned worn stopped ceased become", rf"{_X}{_HAS} {_A}{_PLAYED_OUT}"),
    _frame(LIKING, "love passion interest enthusiasm fondness liking taste obsession craving infatuation affair appetite"
           " fascination addiction crush enjoyment thing weakness craze phase",
           rf"(?:(?:my|the|that|this|our)\s)+(?:\w+ )?{_FEELING} (?:for|of|in|with|to) {_X}{_HAS} {_A}{_VANISHED}"),
    _frame(LIKING, "love passion interest enthusiasm fondness liking taste obsession craving infatuation affair appetite"
           " fascination addiction crush enjoyment weakness craze phase",
           rf"{_X} {_FEELING}{_HAS} {_A}{_VANISHED}"),
    _frame(LIKING, "not longer", rf"{_X} (?:(?:do|does) not|no longer) {_A}{_PLEASES} {_NO_MORE}"),
    _frame(LIKING, "not longer", rf"{_X} (?:(?:is|are) (?:not|no longer)|no longer (?:is|are)) {_A}{_A_PLEASURE}"
                                 rf" {_NO_MORE}"),
    _frame(LIKING, "longer", rf"{_X} (?:and i )?(?:is|are) no longer {_A}{_A_PLEASURE}"),
    _frame(LIKING, "longer", rf"{_X} no longer {_A}(?:do|does|appeal|excite|interest|make|thrill|amuse|tempt|give|bring"
                             rf"|fascinate|entertain|speak|move|hold|grab|taste|hit|feel|float)s? "),
    _frame(LIKING, "bores bore sickens disgusts revolts repulses nauseates tires",
           rf"{_X} (?:just |only |simply )?(?:bores?|sickens?|disgusts?|revolts?|repulses?|nauseates?|tires?|irritates?|annoys?"
           rf"|depresses|leaves?) (?:me|us)(?: cold| rigid| to tears)? {_LATELY}"),
    _frame(LIKING, "makes make turns turn", rf"{_X} (?:makes?|turns?) (?:me|my stomach)(?: feel)?(?: \w+)? {_LATELY}"),
    _frame(LIKING, "had enough done through finished over off out cooled cold soured bored tired sick fed weary lost outgrown"
           " outgrew grown grew moved longer got", rf"{_I}{_A}{_FED_UP} {_TASTED}{_ME}{_END}"),
    _frame(LIKING, "face stomach look touch go bear stand eat drink listen watch swallow abide deal handle cope do",
           rf"(?:{_I})?(?:can not|can no longer|could not) {_A}(?:even )?(?:face|stomach|look at|touch|go near|bear|stand"
           rf"|eat|drink|listen to|watch|swallow|abide|deal with|handle|cope with|do) {_X} {_LATELY}"),
    _frame(LIKING, "look face stomach go near",
           rf"(?:{_I})?can not (?:even )?(?:face|stomach|look at|go near) {_X}{_END}"),
    _frame(LIKING, "not longer say call", rf"(?:i|we) (?:can not|could not|would not|do not think i|am not sure i)"
           rf" (?:honestly |really )?(?:say|claim|pretend|call myself)? ?(?:that )?(?:i )?(?:\w+ )?(?:{_LIKE}|(?:an? )?(?:\w+ )?"
           rf"(?:fan|lover) of) {_X} {_NO_MORE}"),
    _frame(LIKING, "not longer never stopped ceased hardly barely",
           rf"(?:i|we) {_A}(?:do not|can not|am not|are not|hardly|barely|never|have stopped|stopped|have ceased to) {_A}"
           rf"(?:{_LIKE}|(?:into|keen on|fond of|a (?:\w+ )?fan of)|\w+ing) {_X} {_NO_MORE}"),
    _frame(LIKING, "turns turned realised realized found discovered decided",
           rf"(?:it )?(?:turns? out|turned out)(?: that)? i (?:do not|am not) {_A}(?:{_LIKE}|into|keen on|a fan of) {_X}"
           rf"(?: after all| at all)?{_END}"),
    _frame(LIKING, "list off", rf"{_YOU_MAY}(?:take|cross|strike|remove|scratch|delete) {_X} (?:off|from) (?:the|my|your)"
                               rf" (?:list|things|likes|favourites)\b"),
    _frame(LIKING, "used once", rf"{_X} (?:used to be|was once|once was) (?:my|our|a) [\w ]{{2,20}}? (?:but|,|until)\b"),
    _frame(LIKING, "used once remember", rf"(?:remember (?:how|when|that) )?(?:i|we) (?:used to|once) (?:{_LIKE}|be"
           rf" [\w ]{{2,18}}? (?:of|about|into|on|with)|loved|liked|enjoyed) {_X}\s?[,;?–-]? (?:but|not any ?more|no longer"
           rf"|and now|now|these days|until|not now)\b"),
    _frame(LIKING, "remember", rf"remember (?:how|when|that) (?:i|we) (?:loved|liked|enjoyed|adored) {_X}\s?\? not any ?more"),
)
DISLIKINGS = (
    _frame(DISLIKING, "grown grew won growing", rf"{_X}{_HAS} {_A}(?:grown|grew|growing) on (?:me|us)\b"),
    _frame(DISLIKING, "bad awful terrible horrible disgusting", rf"{_X}{_HAS} {_A}not {_A}(?:that |half |as |too )*(?:bad|awful"
           rf"|terrible|horrible|disgusting|vile)(?: as i thought)?(?: after all| any ?more| really| actually| now)*{_END}"),
    _frame(DISLIKING, "alright okay ok fine good great nice lovely bearable tasty fun pleasant delicious decent",
           rf"(?:i (?:have been|was|am) (?:converted|won over|persuaded|wrong)[ :,–-]+)?{_X}(?:'s| is| are) (?:(?:now|quite"
           rf"|really|pretty|perfectly|kind of|rather)\s)*(?:actually|after all|now|in fact) {_A}(?:alright|all right"
           rf"|okay|ok|fine|good|great|nice|lovely|bearable|tasty|fun|pleasant|delicious|decent)\b"),
    _frame(DISLIKING, "converted wrong won persuaded", rf"i (?:have been|was|am|got|have) {_A}(?:converted|won over|wrong"
           rf"|persuaded)(?: (?:by|to|about|on))? ?[:,–-]? ?{_X}(?:{_END}| (?:is|are)\b)"),
    _frame(DISLIKING, "not longer stopped", rf"{_X} (?:(?:do|does) not|no longer|(?:has|have) stopped) {_A}{_UPSETS}"
           rf"(?:s|es|ing|ting)? (?:me|us)(?: off| mad| crazy| down| up| out)? (?:{_NO_MORE}|now|at all)"),
    _frame(DISLIKING, "longer stopped", rf"{_X} (?:no longer|(?:has|have) stopped) {_A}{_UPSETS}(?:s|es|ing|ting)? me\b"),
    _frame(DISLIKING, "not longer never stopped", rf"(?:i|we) {_A}(?:do not|no longer|am not|am no longer) {_A}{_HATE} {_X}"
                                                  rf" {_NO_MORE}"),
    _frame(DISLIKING, "used once", rf"(?:i|we) (?:used to|once) (?:{_HATE}|moan about|complain about|grumble about|run from"
           rf"|turn my nose up at|be [\w ]{{2,18}}? (?:of|by|about)) {_X}\s?,? (?:but|not any ?more|no longer|and now|now)\b"),
    _frame(DISLIKING, "over conquered overcome overcame lost got beaten shaken",
           rf"{_I}{_A}(?:got over|get over|conquered|overcome|overcame|lost|beaten|shaken off|dropped|past) (?:my|the)"
           rf" (?:\w+ )?{_AVERSION} (?:of|to|for|towards|against|with|about) {_X}{_END}"),
    _frame(DISLIKING, "live peace terms round around tolerate friends accept warmed softened",
           rf"{_I}{_A}(?:learn(?:ed|t) to (?:live with|tolerate|accept|cope with|handle|put up with)|made (?:my )?peace with"
           rf"|come to terms with|come (?:a)?round to|came (?:a)?round to|made friends with|warmed (?:up )?to(?:wards)?"
           rf"|softened (?:on|towards)|got used to|grown used to|relented on) {_X}(?:,? of all things)?{_END}"),
    _frame(DISLIKING, "happily gladly pleasure days now", rf"(?:i|we) {_A}(?:eat|drink|have|listen to|watch|take|order|use|do"
           rf"|play|handle|put up with) {_X} (?:quite |very |perfectly )?(?:happily|gladly|with pleasure|without (?:a )?(?:fuss"
           rf"|complaint|problem))"),
    _frame(DISLIKING, "forward", rf"(?:i|we) {_A}(?:actively |secretly )?look forward to {_X} (?:now|these days)|(?:these"
           rf" days|now|nowadays) ,? ?i {_A}look forward to (?:the |my )?(?P<y>[\w' -]+?){_END}"),
)
ACTS_OVER = (
    _frame(ACT, "given gave give quit dropped drop abandoned ditched packed jacked chucked kicked cut swore sworn binned hung"
           " retired walked turned moved put called said waved parted weaned come came got fallen fell drifted lapsed let laid"
           " phased lost broken broke shaken stopped stop not kept skipped backed left knocked abandon ditch bin retire pack",
           rf"{_I}(?:(?:had|have|was forced|was told|decided|chose|need(?:ed)?) to )?{_A}{_GIVE_UP} {_X}{_ME}{_END}"),
    _frame(ACT, "made make told forced means meant", rf"(?:[\w' ]{{2,30}}?) (?:made|makes|forced|told|has made|means i have"
           rf"|meant i had)(?: me)?(?: to| had to)? {_GIVE_UP} {_X}{_END}"),
    _frame(ACT, "in head slide go lapse drop slip up bed", rf"{_I}(?:had to )?{_A}(?:packed|pack|jacked|knocked|knock|let|put"
           rf"|gave|given|chucked) {_X} (?:in|on the head|slide|go|lapse|drop|slip|up|to bed|behind me|to one side)\b"),
    _frame(ACT, "stopped stop quit ceased gave given finished", rf"(?:{_I}{_A}(?:stopped|quit|ceased|gave up|given up"
           rf"|finished with|done|done with|through with)|(?:i |we )?(?:have |had )?to (?:stop|quit|give up)) (?:the\s)?(?P<x>\w+ing\b(?:\s[\w'&-]+){{0,6}}?){_ME}{_END}"),
    _frame(ACT, "swapped traded exchanged replaced switched ditched", rf"{_I}{_A}(?:swapped|traded|exchanged|replaced|ditched"
           rf"|dropped|switched(?: from)?|moved from) {_X} (?:for|with|to|in favour of) "),
    _frame(ACT, "off", rf"(?:i|we) (?:have been|am|are) {_A}off (?:the\s)?(?P<x>{_NOT_A_THING}(?!(?:work|sick|duty|to|today)\b)"
                       rf"[\w'&-]+(?: [\w'&-]+)?){_ME}{_END}"),
    _frame(LIKING_OR_ACT, "history past behind off dead out longer not over fallen gone had run come fizzled petered tailed died bitten"
           " gathering finished kaput toast knocked hold been", rf"{_X}{_HAS} {_A}{_GONE_STRONG}"),
    _frame(ACT, "fell went fizzled petered tailed died bit came had got longer happen", rf"{_X} {_A}{_GONE_PAST}"),
    _frame(ACT, "over finished done ended stopped gone out cancelled behind",
           rf"(?:(?:the|my|our)\s)*(?P<x>(?:\w+ )*(?:\w+ing|habit|routine|ritual|class(?:es)?|lessons|sessions|calls|walks|runs"
           rf"|swims|rides|jogs|visits|nights|mornings)(?: (?:with|at|in|on) [\w' ]+?)?){_HAS} {_A}(?:over|finished|ended|stopped"
           rf"|gone|no more|done(?: with)?|cancelled for good|behind me){_ME}{_END}"),
    _frame(ACT, "days", rf"(?:(?:my|the|our)\s)+(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) days{_HAS} {_A}(?:over|behind (?:me|us)|gone"
                        rf"|done|finished|numbered|past|history|at an end)\b"),
    _frame(ACT, "end paid stop", rf"(?:[\w' ]{{2,30}}? (?:put paid to|put an end to|put a stop to|spelled the end of|ended"
           rf"|finished off|ruled out|killed off)|(?:that|it|this) (?:is|was) (?:the end of|it for|goodbye to)) {_X}{_ME}{_END}"),
    _frame(ACT, "more", rf"(?:(?:there (?:is|will be)|so|and|it is) )*no more {_X}{_ME}{_END}"),
    _frame(ACT, "more longer", rf"(?:so |and |it is )?no {_X} (?:any ?more|any longer|these days){_ME}{_END}"),
    _frame(ACT, "time energy longer", rf"(?:i|we) (?:no longer|do not) have (?:the |any )?(?:time|energy|money|patience|strength"
           rf") (?:for|to do|to go) {_X}{_END}"),
)
TOLD_OVER = (
    _frame(ORDER, "drop lose skip ditch scrap bin leave do dispense lay ease cut go forget stop kill can omit get remove spare"
           " knock give cease quit put tone cool retire abandon not ignore",
           rf"{_YOU_MAY}(?!i\b|we\b){_LEAVE_OUT} (?:the|those|that|all the|these|your|my) (?P<x>[\w'&-]+(?: [\w'&-]+){{0,5}}?)"
           rf"(?:{_AGAIN}| please| if you like| altogether| already| thing| stuff| completely)*{_END}"),
    _frame(ORDER, "enough tired sick bored fed", rf"(?:(?:i am|that is|i have had|ok|okay|that will do)\s)*(?:enough (?:with|of)|{_A}"
           rf"(?:tired|sick|bored|fed up) (?:of|with)) (?:the|all the|those|these|your) {_X}{_END}"),
    _frame(ORDER, "longer not more", rf"{_X}(?: is| are)? (?:no longer|not) {_A}{_NEEDED}"
                                     rf"(?P<end> any ?more| any longer| now| from now on|(?<=longer needed)|)"),
    _frame(ORDER, "need want require care expect", rf"(?:i|we|you) (?:no longer|do not) (?:need|want|require|care (?:for|about)"
           rf"|have to (?:give me|bother with|use|include|add)) {_X}(?: each time| every time)? (?:{_NO_MORE}|from now on)"),
    _frame(ORDER, "need want require expect longer", rf"(?:i|we|you) no longer (?:need|want|require|expect) (?!to\b|you\b){_X}"
                                              rf"(?: each time| every time)?{_END}"),
    _frame(ORDER, "fun nice great good while back normal", rf"{_X} (?:was|were) (?:fun|nice|great|good|funny|useful|helpful)"
           rf"(?: while it lasted| for a while)? ?,? (?:but|though)\b.*\b(?:back to|normal|stop|enough|plain|drop|without)\b"),
    _frame(CALLED, "calls call calling named", rf"(?:nobody|no one|people|they|my \w+|everyone|we) (?:no longer |do not |never |ever )*calls? me"
           rf" (?:by )?{_NAME}(?: (?:{_NO_MORE}|now))?"),
    _frame(CALLED, "go answer am respond use", rf"i (?:no longer|do not|am no longer|am not|have stopped|stopped) (?:go(?:ing)? by|answer(?:ing)? to"
           rf"|respond(?:ing)? to|us(?:e|ing)|called|known as)? ?(?:the (?:name|nickname) )?{_NAME}(?: (?:{_NO_MORE}|now))?{_END}"),
    _frame(CALLED, "call calling", rf".{{0,40}}?\b(?:not|stop|stopped|rather not|quit|without|about|said) (?:be )?(?:want you to )?call(?:ing|ed)? me"
           rf" (?:by )?(?:the )?{_NAME}\b"),
    _frame(CALLED, "drop lose ditch forget stop scrap retire bin", rf"{_YOU_MAY}{_LEAVE_OUT} (?:using |saying )?(?:the )?(?:name |nickname )?"
           rf"{_NAME}(?: now| please| thing| again| already)*{_END}"),
    _frame(BAN, "fine ok okay alright right allowed welcome good permitted acceptable problem back cool great order game",
           rf"(?:(?:a bit|a little|a touch|some|the odd|the occasional) (?:of )?)?(?!my\b){_X}(?:'s| is| are)(?: now)? {_FINE}{_AGAIN}"),
    _frame(ORDER, "be so longer not need have", rf"{_PLEASE}(?:you (?:do not|no longer) (?:have|need) to|you need not|no"
           rf" (?:more )?need (?:for you )?to|i (?:do not|no longer) (?:need|want) you to) (?:keep|be|write|answer|make)"
           rf" (?:it|things|your [\w]+|everything)? ?(?:so |that |too |quite |very )*{_X}(?: any ?more| any longer| now| from now on)*{_END}"),
    _frame(BAN, "back", rf"{_X}(?:'s| is| are)(?: now)? back (?:on|in)\b"),
    _frame(BAN, "longer not", rf"{_X}(?:'s| is| are) (?:no longer|not) {_A}{_BANNED}"),
    _frame(BAN, "avoid clear away shy", rf"{_PLEASE}(?:there is )?(?:no (?:more )?need (?:for you )?to|you (?:do not|no longer)"
           rf" (?:have|need) to|you need not|no reason to) (?:avoid|steer clear of|stay away from|shy away from|tiptoe around|keep"
           rf" off|leave out|hold back on) {_X}{_ME}{_END}"),
    _frame(BAN, "mind", rf"i (?:no longer mind|do not mind) (?!you\b|if\b|when\b){_X}(?: (?:{_NO_MORE}|now|again))?{_END}"),
    _frame(RULE, "rule rules request ban bans instruction policy embargo moratorium restriction"
           " preference limit prohibition requirement orders order",
           rf"(?:(?:the|my|that|our)\s)*(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) {_RULE}{_HAS} {_A}(?:lifted|off|over|dropped"
           rf"|cancelled|withdrawn|gone|history|void|no longer \w+|does not apply|been \w+|ended|moot)\b"),
    _frame(RULE, "rule rules request ban bans instruction policy embargo moratorium restriction thing"
           " preference limit prohibition requirement",
           rf"{_YOU_MAY}{_FORGET} (?:(?:the|my|that|your) )+(?:no[ -])?(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) (?:{_RULE}|thing"
           rf"|stuff|business){_ME}{_END}"),
    _frame(EVERYTHING, "forget ignore disregard scrap cancel undo drop lift withdraw revoke retract rescind take scratch strike"
           " never delete remove erase bin ditch overrule override reverse",
           rf"{_YOU_MAY}(?:i )?{_FORGET} {_SAID} ?(?P<x>[\w'&-]+(?: [\w'&-]+){{0,7}}?){_ME}(?=\s*$|\s?[,;:.–—-](?:\s|$))"),
    _frame(EVERYTHING, "mind", rf"i (?:have )?changed my mind (?:about|on|regarding) {_X}{_END}"),
)
ALL = (*LIKINGS, *DISLIKINGS, *ACTS_OVER, *TOLD_OVER)
