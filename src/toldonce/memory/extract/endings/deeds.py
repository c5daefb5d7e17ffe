"""What is over by a deed or by what befell it: "handed back the keys of the Golf".

As with every frame, the sentence names the thing and the predicate tells that it is over; what the thing was to the
user follows from what stands. `BYGONE` tells less: that something was so once, which ends it only beside what came
instead.
"""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import HOW

_WORD = r"(?-i:(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’&+-]*|i[A-Z]\w+)"
THING = rf"(?P<x>{_WORD}(?:\s(?:(?:of|and|de|the|&)\s)?(?:{_WORD}|\d+\w*|mini|plus|pro|max)){{0,3}})"
"""Something that is written as a name: a place, a firm, a make."""
_OWN = r"(?:(?:the|my|our|an?|old|poor|trusty|beloved|dear|good|last|for|of)\s){0,4}"
_I = rf"(?:(?:i|we)\s)?(?:(?:have|had|am|are|was|were)\s)?{HOW}"
_AT = r"(?:at|in|with|of|for|to|from|on|over at)"
_STOP = (
    r"(?=\s*$|\s?[,;:.!–—-](?:\s|$)|\s(?:and|but|because|so|since|for|i|we|in|at|to|last|this|on|after|when|with"
    r"|from|now"
    r"|today|yesterday|recently|instead|as|then|any|off|out|back|away|into|ages|\w+ (?:days?|weeks?|months?|years?)"
    r" ago)\b)"
)
_SEEMS = r"(?:is|are|was|were|has|have|had|has been|have been|feels?|seems?|looks?|went|goes|got|gets|became)"
_GONE = (
    r"(?:gone|history|over|out|dead|retired|sold|scrapped|stolen|crushed|donated|recycled|deregistered|written off"
    r"|behind (?:me|us)|in the past|a thing of the past|the past|no more|finished|done|closed|passé"
    r"|(?:like )?(?:a )?(?:distant |faint |mere )?memory|(?:like )?(?:a )?(?:very |so )?long time ago"
    r"|(?:like )?(?:a|another|the previous|my previous|my old|my last|my former) (?:life|lifetime|chapter|one|car|phone"
    r"|employer|job|home)|ages ago|so last year|off the road|in a drawer|in the drawer|on the scrap heap"
    r"|served (?:its|his|her) time|(?:had|seen) (?:its|his|her) (?:last |best )?days?|given up(?: the ghost)?"
    r"|(?:back )?(?:with|to) the (?:dealer|dealership|leasing company|lessor|scrapyard|scrap heap|scrap yard|dump"
    r"|junkyard"
    r"|breaker's yard|breakers?|crusher|recycling(?: centre)?|garage for parts)"
    r"|to a (?:new owner|new home|good home|collector|dealer|scrapyard|student|charity)|under new ownership"
    r"|decommissioned"
    r"|away(?! (?:for|until|on))|total(?:ly)? broken|broken (?:for good|beyond repair)|to (?:a|its|the) (?:new )?buyer"
    r"|towed(?: away)?(?: for (?:good|scrap))?|handed (?:back|over|down|on)|traded in|auctioned(?: off)?|returned)"
)
_LETS_GO = (
    r"(?:(?:has |have )?(?:let|laid|paid) (?:me|us) (?:go|off)|(?:has |have )?made me redundant|(?:has "
    r"|have )?(?:sacked"
    r"|fired|dismissed|axed|dropped|cut|terminated|released|retired) (?:me|us)|showed me the door|kicked me out"
    r"|(?:has |have )?(?:cut|axed|eliminated|scrapped) my (?:job|post|position|role)|did not (?:renew|extend) my"
    r" contract|ended my contract|(?:went|has gone) (?:bust|bankrupt|under|into liquidation|out of business)"
    r"|(?:has )?(?:closed down|folded|shut down))"
)
_LEFT = (
    r"(?:left|quit|resigned from|retired from|walked out (?:of|on)|moved out of|moved away from|sold up in|departed"
    r"|sold|scrapped|traded in|handed back|handed over|gave back|gave up|given back|given up|returned|wrote off"
    r"|totalled"
    r"|totaled|got rid of|gotten rid of|parted (?:with|from|company with|ways with)|flogged|ditched"
    r"|dumped|binned"
    r"|deregistered|unregistered|said (?:goodbye|farewell|bye|adieu) to|waved (?:goodbye|farewell) to|bade farewell to"
    r"|turned my back on|finished (?:at|with)|(?:done|through|finished) (?:at|with)|out of|closed (?:a|the|that|my)"
    r" chapter (?:at|with|in)|drove (?:for the last time|my last mile in)|junked|recycled|disposed of|upgraded from"
    r"|moved on from|outgrew|escaped(?: from)?|fled(?: from)?|separated (?:me|myself|ourselves) from|quitted"
    r"|traded away|auctioned off|donated)"
)
_PLEDGE = (
    r"(?:keys?|badge|pass|lanyard|laptop|uniform|keycard|key card|access card|company car|notice|resignation|lease"
    r"|tenancy|flat|apartment|house|room|desk|locker|office|workbench|membership|neighbours|colleagues|number plates"
    r"|plates|papers|documents|log ?book)"
)
_GAVE = (
    r"(?:handed|gave|given|turned|dropped|posted|returned|surrendered|cleared|cleaned|emptied|packed up|left|ended"
    r"|terminated|cancelled|vacated|signed)"
)
_TIME = (
    r"(?:time|times|days?|years?|life|chapter|stint|contract|lease|job|career|tenancy|handover|era|spell|employment"
    r"|probation|post|leasing|years and years)"
)
_ENDED = (
    rf"(?:{_SEEMS}\s)?{HOW}(?:ended|run out|ran out|expired|up|over|finished|done|behind (?:me|us)|history|past|gone"
    rf"|closed"
    r"|lapsed|terminated|cancelled|complete|completed|through|not renewed|was not renewed|come to an end"
    r"|came to an end)\b"
)
_TOOK = (
    r"(?:has|took|takes|towed|bought|drives|collected|got|owns|stole|inherited|picked up|wanted|fetched)"
)  # fmt: skip
_SOMEBODY = (
    r"(?:they|someone|somebody|the (?:dealer|dealership|buyer|leasing company|lessor|tow truck|scrap dealer|bank"
    r"|insurance"
    r"|neighbours?|new owner|council)|(?:my|our|a) (?:\w+ )?\w+|(?-i:[A-Z])\w+(?= (?:has|took|bought|drives"
    r"|collected)))"
)
PLACES = ("home", "employer", "school")
NAMED_THINGS = ("car", "phone", "computer", "bike")
"""Slots of one place or one thing that goes by a name."""
_PLACES_AND_THINGS = (*PLACES, *NAMED_THINGS)
_WORK = ("employer", "school")

OVER: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        _PLACES_AND_THINGS,
        "gone history over out dead retired sold scrapped stolen crushed donated recycled deregistered written "
        "behind past"
        " more finished done closed memory ago previous old last former road drawer heap served day days given dealer"
        " dealership leasing lessor scrapyard dump junkyard yard breaker breakers crusher recycling owner home "
        "collector"
        " student charity ownership decommissioned towed handed traded auctioned returned away broken buyer",
        rf"{_OWN}{THING} {_SEEMS} {HOW}{_GONE}\b(?! (?:in|at|on) (?:my|our|the) (?:house|flat|garage))",
    ),
    (("phone", "computer", "car"), "died", rf"{_OWN}{THING} (?:has )?{HOW}died\b(?! (?:down|out))"),
    (_WORK, "let laid paid made sacked fired dismissed axed dropped cut terminated released showed kicked eliminated"
            " renew extend ended bust bankrupt under liquidation business folded closed shut scrapped retired",
     rf"{THING} {HOW}{_LETS_GO}\b"),
    (_WORK, "off redundant go by dismissed fired sacked released axed", rf"(?:(?:they|the boss) (?:have |has )?"
     rf"|{_I}(?:been |was |got )*)(?:laid off|made redundant|let go|sacked|fired|dismissed"
                                   rf"|released|axed)(?: me| us)? (?:by|at|from) {THING}{_STOP}"),
    (_PLACES_AND_THINGS, "left quit resigned retired walked moved sold departed scrapped traded "
     "handed gave given returned"
                         " wrote totalled totaled got gotten parted flogged ditched dumped binned deregistered"
                         " unregistered said waved bade turned finished done through out closed drove junked recycled"
                         " disposed upgraded outgrew escaped fled auctioned donated separated quitted",
     rf"{_I}{_LEFT} {_OWN}{THING}{_STOP}"),
    (_PLACES_AND_THINGS, "keys key badge pass lanyard laptop uniform keycard card car notice resignation "
     "lease tenancy flat"
                         " apartment house room desk locker office workbench membership plates "
                         "papers documents logbook",
     rf"{_I}{_GAVE} (?:in |back |over |off |out |up )?{_OWN}(?:\w+ (?:badge|key) and )?{_PLEDGE} (?:and \w+ )?"
     rf"(?:in |back |over |off |out )?{_AT} {_OWN}{THING}{_STOP}"),
    (_PLACES_AND_THINGS, "keys key badge pass lanyard laptop uniform keycard notice lease tenancy desk locker plates",
     rf"{_I}{_GAVE} (?:in |back |over |off |out |up )?{_OWN}{THING} {_PLEDGE}\b"),
    (_PLACES_AND_THINGS, "keys key badge pass lanyard laptop uniform keycard notice resignation "
     "desk locker office plates",
     rf"{_OWN}{_PLEDGE} (?:and \w+ )?(?:(?:was|were|has been|have been|is|are) )?{HOW}{_GAVE}"
     rf"(?: in| back| over| off| out)? {_AT} {_OWN}{THING}{_STOP}"),
    (
        _PLACES_AND_THINGS,
        "keys key badge pass lanyard laptop uniform keycard desk locker office flat apartment room",
        rf"{_OWN}{_PLEDGE} {_AT} {_OWN}{THING} (?:is|are|was|were|has been|have been) {HOW}(?:cleared|cleaned(?: out)?"
        r"|emptied|empty|returned|handed (?:in|back|over)|given (?:up|back)|gone|vacated|packed up|history)\b",
    ),
    (_PLACES_AND_THINGS, "time times days day years life chapter stint contract lease job career "
     "tenancy handover era spell"
                         " employment probation post leasing",
     rf"{_OWN}{_TIME} {_AT} {_OWN}{THING} {_ENDED}"),
    (_PLACES_AND_THINGS, "it", rf"{_AT} {_OWN}{THING} (?:it|everything) (?:is|was) {HOW}(?:over|finished|done"
     rf"|history)\b"),
    (_PLACES_AND_THINGS, "longer", rf"(?:i |we )?(?:am |are )?no longer (?:by|with|working (?:by|in)) {THING}{_STOP}"),
    (NAMED_THINGS, "free", rf"(?:there is )?no more {THING} (?=(?:i am |now )*(?:car|phone)[- ]free\b)"),
    (NAMED_THINGS, "scrapyard breaker breakers leasing dealer dealership",
     rf"{_OWN}{THING} (?:has |have )?(?:ended up|went back|gone back|went|gone) (?:at|to|with) the (?:scrapyard"
     rf"|breaker's yard"
     r"|breakers?|leasing (?:firm|company)|dealer(?:ship)?)\b"),
    (NAMED_THINGS, "drove", rf"(?:he|she|they|an? [\w ]{{3,30}}?) drove (?:off|away) in my {THING}{_STOP}"),
    (NAMED_THINGS, "payment", rf"{_I}gave {_OWN}{THING} in (?:part )?(?:payment|exchange)"),
    (NAMED_THINGS, "accident crash fire",
     rf"{_OWN}{THING} (?:had|was in|has had) an? (?:accident|crash|fire) and (?:was|is)"
                                     r" (?:\w+ )?(?:broken|written off|totalled|beyond repair|scrapped|gone)\b"),
    (_WORK, "and", rf"(?:with that )?{THING} and (?:i|me) (?:are|were|have|had) {HOW}(?:done|through|finished)\b"),
    (_WORK, "chapter", rf"{_AT} {THING} {_I}closed (?:a|the|that|my) chapter\b"),
    (_WORK, "and", rf"{THING} and (?:i|me) (?:are|were|have|had)?\s?{HOW}(?:done|through|parted|finished|history"
                   r"|separated|gone our separate ways|went our separate ways)\b"),
    (NAMED_THINGS, "has took takes towed bought drives collected got owns stole inherited picked wanted fetched",
     rf"{_SOMEBODY} (?:has |have |now )*{_TOOK} (?:my|our|the) (?:old )?{THING}(?=\s*$|\s?[,;:.]|\s(?:now|away|back|off"
     r"|for (?:scrap|parts|good)|and|from me|last|in|on|\w+ (?:days?|weeks?|months?|years?) ago|yesterday|today|to the"
     r" (?:scrapyard|dump))\b)(?! for (?:a|the|two|three) )"),
    (NAMED_THINGS, "took drove brought", rf"{_I}(?:took|drove|brought) {_OWN}{THING} (?:on its last \w+ )?to (?:the"
     rf"|a) (?:\w+ )?"
                                    r"(?:scrapyard|scrap heap|junkyard|breaker's yard|breakers|crusher|dump|recycling"
                                    r"|dealer to (?:sell|trade))"),
    (NAMED_THINGS, "end", rf"{_OWN}{THING} (?:has )?(?:reached|met|found) (?:the|its) end\b"),
    (NAMED_THINGS, "belongs", rf"{_OWN}{THING} {HOW}belongs to (?!me\b|us\b)(?:\w+ )?\w+"),
    (_WORK, "remove delete drop strike take unsubscribe footer signature",
     rf"(?:please )?(?:remove|delete|drop|strike|take) {_OWN}{THING} (?:off|from|out of) (?:my|the) (?:\w+ )?(?:footer"
     r"|signature|profile|bio|cv|linkedin|headline|employer \w+)\b"),
)  # fmt: skip
"""Attributes of which one may end, words without one of which it need not be tried, and the pattern of a clause."""

BYGONE: tuple[tuple[str, str], ...] = (
    ("more longer not out bye goodbye farewell done through remove delete drop deregister cancel was "
     "were instead unlike"
     " adieu of",
     rf"(?:it is |i am |we are )?(?:no more|no longer|not|out (?:of|at|with)|out goes?|(?:good)?bye|farewell|adieu"
     rf"|so long"
     rf"|done with|through with|remove|delete|drop|deregister|instead of|rather than|unlike|was|were|in place of)"
     rf" ?,? (?:(?:at|in|with|from|to|my|the|our|a|an|old)\s){{0,3}}{THING}(?: any ?more| any longer)?\s*$"),
    ("out", rf"{_OWN}{THING} (?:is )?out\s*$"),
    ("old previous former last", rf"{_OWN}(?:old|previous|former|last) (?:one|employer|company|firm|city|home"
     rf"|address|base"
                                 rf"|car|phone|place)(?: was| is)? ?:? {_OWN}{THING}\s*$"),
    ("used once recently", rf"(?:once |until recently |before )?(?:i|we) (?:used to |once |still )?(?:live|lived"
     rf"|work|worked"
                           rf"|drive|drove|use|used|have|had|be|was|were)(?: a desk| a flat| a house)? ?{_AT}? ?"
                           rf"{_OWN}{THING}\b.*"),
    ("after years time months", rf"(?:after )?(?:so long|so many years|\w+ (?:long |happy |good )?(?:years?|months?)"
     rf"|all (?:that"
                                rf"|those|the|my) (?:time|years)|(?:my |our )?(?:time|years"
                                rf"|days)) {_AT} {_OWN}{THING}\s*$"),
    ("said goodbye", rf"(?:i|we) (?:have )?said (?:goodbye|farewell) to (?:the|my|our) \w+ {_AT} {THING}\s*$"),
    ("would", rf"in {THING} i would\b.*"),
    ("replaced replaces replacing replace", rf"(?:which |it |that )?(?:has )?(?:replaced|replaces"
     rf"|replacing) {_OWN}{THING}\s*$"),
)  # fmt: skip
"""What was so, by its cues."""
