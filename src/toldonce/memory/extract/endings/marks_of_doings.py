"""Marks of what is not done any more, not liked any more, not disliked any more."""

from __future__ import annotations

from toldonce.memory.extract.endings.marks import END, HOW, Mark, X, mark

_A_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_DAYS = (
    rf"(?P<x>(?:{_A_DAY}|mornings|evenings|weekends|nights|afternoons)"
    r"(?: (?:mornings?|evenings?|nights?|afternoons?))?)"
)

MARKS: tuple[Mark, ...] = (
    # what is not done any more
    mark(
        "doing liking",
        "slipped drifted faded fallen fell petered fizzled tailed ebbed dwindled vanished disappeared dropped gone",
        rf"\b(?:(?:has|have|had) )?{HOW}(?:(?:slipped|faded|drifted|ebbed|melted) away(?: from me)?|petered out"
        rf"|fizzled"
        r" out|tailed off|dwindled(?: away| to nothing)?|(?:fallen|fell|gone|went) by the (?:wayside|board)|(?:fallen"
        r"|fell) (?:into disuse|out of use)|(?:gone|went|flew|flown) out (?:of )?the window"
        r"|(?:slipped|vanished|disappeared|dropped|drifted|faded|fallen|fell|gone) (?:out of|from) (?:my|our) (?:\w+"
        r" )?(?:life|lives|days|evenings|mornings|weekends|weeks?|routine|nights|diary|calendar|schedule))\b",
        own=False,
    ),
    mark(
        "doing",
        "discontinued scrapped axed abandoned terminated ended finished dropped cancelled retired stopped done"
        " history given",
        r"(?:^|\s?)[:–—-] (?:is |has been |now )?(?:discontinued|scrapped|axed|abandoned|terminated|ended|finished"
        r"|dropped"
        r"|cancelled|stopped|done with|history|retired from (?:it|that|this)|given up|over and done)\b",
        own=False,
    ),
    mark(
        "doing",
        "off from",
        r"\b(?:is|are|was|came|comes|come|taken|struck|crossed|dropped) (?:now )?(?:off|from) (?:the|my"
        r"|our) (?:schedule"
        r"|calendar|agenda|programme|timetable|weekly plan|rota)\b(?: for good)?",
        own=False,
    ),
    mark("doing", "dust unused", r"\b(?:has been |have been |is |are |lies |lie )?(?:(?:gathering|collecting"
          r"|gathers|collects)"
          r" dust|lying unused|unused now)\b", own=False),
    mark(
        "doing liking",
        "stop day time line chapter book rest bed goodbye farewell walked retired parted drifted apart grown",
        r"\b(?:put(?:ting)? a stop to|called (?:it a day with|time on|it quits with)|drew a line under"
        r"|drawn a line under"
        r"|closed the (?:chapter|book) (?:on|of)|(?:said|waved|bid) (?:goodbye|farewell) to|walked away from"
        r"|retired from(?! (?:work|my job|teaching|nursing))|parted ways(?: with)?|drifted apart|grown apart)\b"
        r"|\bput (?P<x>[\w' -]{2,30}?) to (?:rest|bed)\b(?! at)",
    ),
    mark(
        "doing",
        "behind past",
        rf"\b(?:left|leaving|put) (?P<x>[\w' -]{{2,30}}?) behind (?:me|us)\b|\b(?:lies?|lay|are"
        rf"|is) {HOW}behind (?:me|us)\b",
    ),
    mark(
        "doing liking",
        "chapter era phase days years stint season career period",
        rf"\b(?:chapter|era|phase|days|years|stint|season|career|period)\s(?:is|are|was|were|has|have|lies?|lay|came"
        rf"|come)?"
        rf"\s?{HOW}(?:been )?(?:over|closed|ended|finished|behind (?:me|us)|past|done|gone|(?:come "
        rf"|came )?to an end)\b",
        own=False,
    ),
    mark(
        "doing",
        "sold sell donated gave given rid",
        r"\b(?:sold|donated|(?:gave|given) away|got(?:ten)? rid of)\b(?!.*\b(?:bought|buy|new|newer|better|another"
        r"|replac\w+"
        r"|upgrad\w+|old|one of|for a)\b)(?=.*\b(?:no longer|so no|any ?more|all|tools|gear|equipment|kit|supplies"
        r"|things"
        r"|over|done|quit|stopped)\b)",
    ),
    mark(
        "doing liking",
        "ended stopped died faded over",
        rf"\bonce\b(?=.*\b(?:and then|then|until|but)(?: ?,)? (?:(?:it|they|that|one day|quietly|slowly"
        rf"|suddenly),? ,? ?)*{HOW}(?:ended|stopped|died|faded"
        rf"|was"
        r" over))",
        own=False,
    ),
    mark("doing", "since", r"\bnot (?:touched|played|done|made|picked up|opened|practised|been to"
          r"|visited)\b(?=.*\bsince i"
          r" (?:have )?(?:gave|given|quit|stopped|dropped|left)\b)"),
    mark("doing liking", "with", r"^with (?P<x>[\w' -]{2,40}?) (?:it|that) is (?:now |all )?(?:over|finished"
          r"|done)\b", own=False),
    mark("doing", "retired", r"[:–—,-] (?:i )?retired from (?:it|that|this)\b", own=False),
    mark(
        "doing liking",
        "fits fit part room place left",
        r"\b(?:no longer|(?:does|do) not) (?:fits?|have (?:a place|room)) (?:into|in) (?:my|our) (?:life|days|week"
        r"|evenings)\b|\bno longer (?:is |are )?(?:an? )?part of (?:my|our) (?:life|days|weeks?|routine|evenings)\b"
        r"|\bnothing is left of\b",
    ),
    mark("doing", "let", rf"\blet (?:(?:it|that|them|the habit|go of)\b ?|{X} )(?:go|slide|lapse|slip|drop|be|die)?\b"
          r"(?= ?,?(?: and| so| after| this| when|\s*$| \w+ing))"),
    mark("doing", "gave given", r"\b(?:gave|given) (?!up on)(?:up )?(?P<x>[\w' -]{2,40}?)(?: up)?"
          r" (?=(?:yesterday|last (?:night|week|month|year))\s*(?:$|,))"),
    mark("doing", "instead rather", rf"\b(?:these|now|nowadays|lately)\b.*\b(?:instead of|rather than) {X}\s*$"),
    mark(
        "doing",
        "free own mine empty quiet open",
        rf"^(?:(?:my|our|the) )?{_DAYS} (?:is|are|have become|belong) {HOW}(?:free|(?:my|our) own|mine|ours|empty"
        rf"|quiet|open|to"
        r" me) (?:again|now|once more|these days)\b",
        own=False,
    ),
    mark("doing", "spend spent goes", rf"\bi used to spend on {X} (?=now goes\b)"),
    mark("doing", "off", r"\b(?:is|are) (?:now )?off ?,? (?:permanently|for good|for ever|indefinitely)\b", own=False),
    mark(
        "doing",
        "left cut dropped finished ended",
        rf"\bi (?:have )?(?:just |now |finally )?(?:left|cut|dropped|finished with|ended) {X}(?: out)?(?=\s*$"
        rf"| (?:in (?:january"
        r"|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter"
        r"|\d{4})"
        r"|last (?:week|month|year|spring|summer|autumn|winter)|[\w ]{1,14}(?:weeks?|months?|years?) ago)\s*(?:$|,))",
    ),
    mark(
        "doing",
        "take strike remove delete cross cut scratch drop",
        rf"\b(?:take|strike|remove|delete|cross|cut|scratch|drop) {X} (?:off|from|out of) (?:my"
        rf"|the) (?:list of )?(?:my )?"
        r"(?:routines?|hobbies|interests|habits|schedule|calendar|week|plan|profile|activities|pastimes)\b",
        own=False,
    ),
    mark("doing", "longer", r"\bmy (?:\w+ )?(?:mornings?|days?|evenings?|weeks?|weekends?"
          r"|nights?) no longer (?:begins?|starts?"
          r"|ends?|involves?|includes?)(?: with)?\b"),
    mark("doing", "last", r"^it (?:is|has been) [\w ]{2,24}? that i last"
         r" (?:(?:practised|played|did|went|had|made|took) )?(?P<x>[\w' -]{2,30})$"),
    mark("doing", "too", r"\b(?:became|got|grew|(?:had|has) become|was) too \w+(?= ?,? (?:and"
          r"|so) i (?:\w+ )?(?:quit|stopped|dropped"
          r"|gave|left))"),
    mark("doing", "no cancelled", rf"\b(?:say|said|saying) no to {X} for (?:good|ever)\b|\bcancelled from my life\b"),
    mark("doing liking", "thing death past", r"\b(?:is|are|has become|have become) (?:now )?a thing of (?:before"
          r"|the past|my past)\b"
          r"|\bdied a natural death\b", own=False),
    mark("doing", "until", r"^i (?P<x>[a-z]+(?: [\w' ]{2,20}?)??) (?:every|each|twice|once|three times|daily"
          r"|regularly)\b.*"
          r"\buntil (?:last|this|recently|the (?:spring|summer|autumn|winter|move|baby|accident|operation)"
          r"|[a-z]+ \d{4})\b"),
    mark("doing", "off", rf"\b(?:got|have got) off (?:the )?{X}"),
    mark("doing", "packed", r"\bpacked (?:up|in) (?P<x>\w+ing\b[\w' ]*?)(?= on account| because| after| since"
                            r"|\s*$|\s?[,;])"),
    mark("doing", "head", rf"\b(?:knocked|knocking) {X} on the head\b"),
    mark("doing", "frightened scared talked shamed", rf"\b(?:frightened|scared|talked|shamed) me out of {X}"),
    mark("doing", "over ended stopped finished",
         rf"^(?:my )?{X} on {_A_DAY} (?:is|are|has|have) {HOW}(?:over|ended|stopped|finished)\b", own=False),
    mark("doing", "over ended stopped finished",
         rf"^my {_A_DAY} (?P<x>[\w' -]{{2,30}}?) (?:is|are|has|have) {HOW}(?:over|ended|stopped|finished)\b"),
    mark("doing liking", "life", rf"^{X} (?:is|are|went|has gone|have gone) out of my life\b", own=False),
    mark("doing liking", "history", rf"^{X} (?:is|are) (?:ancient|all) history\b", own=False),
    mark("doing liking", "long adieu", rf"^(?:so long|adieu),? {X}(?=\s*$|\s?[,;])", own=False),
    mark("doing", "owner home", r"\b(?:equipment|gear|kit|stuff|things|tools)\s(?:has|have"
          r"|found) (?:an? )?new (?:owners?|homes?)\b"),
    # what is not liked any more
    mark("liking", "over", r"\bi am (?:so |now |completely )?over it\b"),
    mark("liking doing", "once before", r"\b(?:once|before) ?,? (?:but )?(?:that|it|this) is (?:now )?(?:past|over"
          r"|gone|history"
          r"|behind me)\b"),
    mark("liking", "enough", rf"\bi have (?:now |really )?enough of {X}{END}"),
    mark(
        "liking",
        "cooled cold lukewarm indifferent numb immune switched",
        r"\b(?:cooled(?: off)?|gone cold|grown cold|lukewarm|indifferent|numb|immune|switched off) (?:towards?|to|on"
        r"|about|from)\b",
    ),
    mark("liking", "fan lover enthusiast devotee", rf"\bnot (?:the |such an? |much of an? |an? )?{X} (?:fan|lover"
          r"|enthusiast|devotee|person)(?= i (?:once|used to)| any ?more| any longer)"),
    mark(
        "liking",
        "do does did",
        r"\b(?:do|does) (?:just )?not (?:\w+ )?(?:do it for|do anything for|thrill|excite|move|speak to|appeal to|tempt"
        r"|interest|touch|charm|grip) (?:me|us)\b(?= (?:any ?more|any longer|the way|like|as))",
    ),
    mark(
        "liking",
        "love spark magic joy thrill fun shine charm appeal passion noise",
        r"\b(?:have|has) become background noise\b|\b(?:the )?(?:love|spark|magic|joy|thrill|fun|shine|charm|appeal"
        rf"|passion|enthusiasm) (?:is|has|has all) {HOW}(?:gone|faded|dried up|evaporated|died"
        rf"|burnt out)(?: out of)?\b",
    ),
    mark(
        "liking",
        "used",
        r"\bi used to (?:go (?:wild|crazy|mad) (?:for|about)|be (?:crazy|mad|wild) about|live for|queue for|rave about"
        r"|swoon over|die for)\b(?=.*\b(?:now|no longer|any ?more|but|today|these days)\b)",
    ),
    # what is not disliked any more
    mark(
        "disliking allergy",
        "truce hatchet peace friends terms",
        r"\b(?:called a truce|buried the hatchet|made (?:our |my |its )?peace|made up|on (?:good|speaking) terms"
        r"|friends (?:now|again|at last)|become friends)\b(?: with)?",
    ),
    mark(
        "disliking",
        "feud war battle quarrel hostility grudge aversion",
        rf"\bmy (?:\w+ )?(?:feud|war|battle|quarrel|hostility|grudge|aversion)\b(?: (?:with|against|on"
        rf"|to) {X})? (?:is|has)"
        rf" {HOW}(?:over|ended|settled|faded|gone)\b",
    ),
    mark(
        "disliking",
        "pleasure relish delight gusto joy",
        r"\bnot\b(?=.*\bany ?more\b.*\bwith (?:pleasure|relish|delight|gusto|joy)\b)",
    ),
    mark(
        "disliking",
        "stopped",
        r"\b(?:has|have) stopped (?:making me|giving me|driving me|getting to me|turning my)\b[\w ]{0,16}",
    ),
    mark(
        "disliking",
        "catch caught find found",
        rf"\bi (?:catch|caught|find|found) myself (?:craving|enjoying|loving|eating|ordering|asking for|reaching for"
        rf"|looking forward to|liking) {X}{END}",
    ),
    mark(
        "disliking",
        "fun fine great lovely nice good ok okay alright enjoyable bearable tolerable pleasant",
        r"(?:\s(?:is|are)|\s?:)\s(?:\w+ )?"
        r"(?:fun|fine|great|lovely|nice|good|ok|okay|alright|enjoyable|bearable|tolerable"
        r"|pleasant)(?: by me| with me)? (?:now|these days|nowadays|after all|at last)\b",
    ),
    mark("disliking", "appreciate enjoy like love value", rf"\bi (?:have )?(?:learned|learnt|come|grown|started"
          rf"|begun) to"
          rf" (?:appreciate|enjoy|like|love|value) {X}{END}"),
    mark("disliking", "pleases delights amuses suits please reconciled", r"\b(?:now|today"
          r"|these days)\b(?=.*\b(?:pleases?"
          r"|delights?|amuses?|suits?) me\b)|\bi am (?:now )?reconciled\b"),
    mark("disliking", "developed acquired", r"\bi (?:have )?(?:developed|acquired) (?:a|quite a|some) (?:taste|liking"
          r"|weakness|soft spot|fondness) for\b"),
)  # fmt: skip
