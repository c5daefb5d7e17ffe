"""What somebody likes and dislikes, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, END, HAVE, IT, LIKE, STOP, THING, I, X
from toldonce.memory.extract.english.cued import Rewording

_ACT = (
    r"(?P<x>(?!(?:it|that|this|them|you|him|her|me|us)\b)(?:the\s)?[\w'-]+(?:\s(?!(?:is|are|was|and|but"
    r"|because)\b)[\w'-]+){0,4}?)"
)
_LOVED = (
    r"(?:makes? me (?:so |very |really )?(?:happy|smile|glow|feel (?:good|alive|great|at home)|grin|melt)"
    r"|(?:never )?fails? to (?:cheer me up|make me (?:smile|happy)|delight me|lift my spirits)|always "
    r"(?:cheers? me up|makes? me (?:happy|smile)"
    r"|brightens? my day|lifts? my (?:mood|spirits)|does the trick)|cheers? me up|brightens? (?:up )?my "
    r"(?:day|life|mood)|lifts? my (?:mood|spirits)|puts? (?:a smile on my face|me in a good mood)"
    r"|(?:really |totally |always |just )*(?:do|does) it for me"
    r"|gets? me every time|hits? the spot|warms? my heart|floats? my boat|rocks? my world|fills? me with "
    r"(?:joy|delight|happiness)|delights? me|thrills? me|enchants? me|fascinates? me|soothes? me|gives? "
    r"me (?:so much |great |real |a lot of )*(?:joy|pleasure"
    r"|life|energy|a kick|a thrill|comfort|a buzz)|brings? me (?:so much |great |real |a lot of )*(?:joy"
    r"|pleasure|happiness|comfort)|rules?|rocks?|appeals? to me|speaks? to me|makes? my (?:day|heart sing"
    r"|mouth water)|have a special place in my heart"
    r"|has a special place in my heart|(?:has|have) (?:won|stolen|captured) my heart|tickles? my fancy"
    r"|turns? me on)\b(?! any ?more)"
)
_A_JOY = (
    r"(?:(?:a|an|the|my|pure|sheer|such a|one of my|one of the|one of life's)\s)+(?:(?:great|huge|true"
    r"|absolute|favourite|biggest|real|little|simple|guilty|best|greatest|special|total|big)\s)*(?:joys?"
    r"|delights?|pleasures?|treats?|bliss|heaven|passion|(?<!\ba )(?<!\ban )things?"
    r"|obsession|happy place|jam|comfort|loves?|cup of tea|addiction|weakness|soft spot|dream|fave|faves"
    r"|favourites?)|(?:pure|sheer|absolute) (?:bliss|heaven|joy|magic)|(?:bliss|heaven)(?: to| for)? me"
    r"|right up my street"
)
_HATED = (
    r"(?:leaves? me (?:cold|unmoved|indifferent)|makes? (?:my skin crawl|me (?:shudder|angry|furious"
    r"|cringe|sick|want to (?:scream|leave|run away|cry)|ill|anxious|nervous|uncomfortable|gag|grumpy|see "
    r"red|queasy)|my blood boil|my toes curl)|(?:repel|irritate|infuriate"
    r"|appal|appall|disgust|stress|exhaust|bug|bore|drain|depress|enrage|upset|scare|terrify|frustrate"
    r"|revolt|nauseate|weary|pain)(?:s|es)? me(?: out)?|gets? (?:on my (?:nerves|wick|goat)|under my skin"
    r"|me down|my goat|to me)|rubs? me up the wrong way"
    r"|sets? my teeth on edge|gives? me (?:the (?:creeps|ick|shivers|horrors)|a headache|nightmares"
    r"|goosebumps of the bad kind)|drives? me (?:crazy|mad|nuts|insane|bonkers|bananas|to despair|to "
    r"distraction|round the (?:bend|twist)|up the wall|up the walls)|tests? my patience|(?:do|does) my head"
    r" in|winds? me up|stresses me out|ruins? (?:my|any|every) \w+|puts? me off(?: completely)?|bores? me "
    r"(?:to (?:tears|death)|stiff|silly)|wears? me out|turns? (?:me off|my stomach)|sends? me up the wall"
    r"|spoils? (?:my|any) \w+|has never (?:appealed to|been for) me)\b"
    r"(?! any ?more| any longer)"
)
_A_PAIN = (
    r"(?:(?:a|an|my|the|pure|sheer|absolute|one of my)\s)*(?:(?:biggest|great|real|total|absolute|personal"
    r"|worst|number one|complete|main)\s)*(?:pet peeves?|pet hates?|bane of my (?:life|existence)|idea of "
    r"hell|nightmares?|torture|hell|pain|turn-?off|bugbears?|horror|enem(?:y|ies)|nemesis"
    r"|abomination|dislikes?|misery|kryptonite)(?: to me| for me)?"
)


def _liked(found: re.Match[str]) -> str:
    return f"I love {found['x']}"


def _disliked(found: re.Match[str]) -> str:
    return f"I hate {found['x']}"


def _no_longer(found: re.Match[str]) -> str:
    return f"I no longer like {found['x']}"


def _no_mind(found: re.Match[str]) -> str:
    return f"I do not mind {found['x']} any more"


_CUT = (
    r"(?=\s*$|\s[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|these|now|by far|hands down|any day|every time"
    r"|over|for me|at the moment|though|right|as|of all)\b)"
)

RULES: tuple[Rewording, ...] = (
    # likes
    (
        "once before",
        rf"^i (?:once |really )*(?:liked|loved|enjoyed|adored) {THING} ?(?:once|before|in the past|a lot|at "
        r"one time)? ?(?:,|;|but|and)+ (?:but )?(?:not any ?more|no longer|not now|not any longer)",
        _no_longer,
    ),
    ("object", rf"^{I} (?:do not|no longer) object to {THING}(?: any ?more| any longer)?{END}", _no_mind),
    (
        "love time patience",
        rf"^{I} have (?:absolutely )?(?:no|little) (?:love|time|patience|use|room in my life) for {THING}{END}",
        _disliked,
    ),
    (
        "friend fan",
        rf"^{I} am (?:not|no)(?: an?| much of an?| really an?| exactly an?)? (?:big |huge |great )*(?:friend"
        rf"|lover|admirer) of {THING}{END}",
        _disliked,
    ),
    (
        "it them that those",
        rf"^{THING} ?[:,] (?:no thanks ,? |yes please ,? |yuck ,? |yum ,? |oh ,? |please ,? |no ,? |yes ,? "
        rf"|god ,? )*i {ADV}{LIKE} {IT}\b",
        r"I \g<v> \g<x>",
    ),
    ("it them that those", rf"^{X} (?:is|are) [\w ]{{3,30}}? ?(?:,|;|and|–|-)+ i {ADV}{LIKE} {IT}\b", r"I \g<v> \g<x>"),
    (
        "it them that those",
        rf"^i {ADV}(?:try to |always |never |often |keep )*(?:avoid|skip|refuse|buy|cook|order|eat|drink|watch"
        rf"|read|listen to|play|collect|leave) {THING} ?(?:,|because|since|as|;|and)+ i {ADV}{LIKE} {IT}\b",
        r"I \g<v> \g<x>",
    ),
    (
        "great wonderful amazing fantastic brilliant lovely awesome fun",
        rf"^i (?:really )?(?:think|find|believe|consider|reckon)(?: that)? {THING} (?:is |are |to be "
        rf")?{ADV}(?:great|wonderful|amazing|fantastic|brilliant|lovely|awesome|fun|delicious|beautiful"
        rf"|fascinating){STOP}",
        _liked,
    ),
    (
        "awful terrible horrible disgusting boring gross overrated",
        rf"^i (?:really )?(?:think|find|believe|consider|reckon)(?: that)? {THING} (?:is |are |to be "
        rf")?{ADV}(?:awful|terrible|horrible|disgusting|boring|gross|overrated|unbearable|nasty|vile|annoying"
        rf"|dreadful){STOP}",
        _disliked,
    ),
    (
        "friend friends liking lover enthusiast admirer",
        rf"^{I} {HAVE}(?:an? )?(?:\\w+ )*(?:friend|liking|lover|enthusiast|admirer|devotee|fan) (?:of"
        rf"|for) {THING}{END}",
        lambda found: found[0] if re.search(r"\\b(?:not|no|never|good|best)\\b", found[0]) else _liked(found),
    ),
    (
        "friend fan",
        r"^not (?:an? |much of an? |such an? |really an? |exactly an? )?(?:big |huge |great )*(?:friend|fan"
        rf"|lover) of {THING}{END}",
        _disliked,
    ),
    (
        "excited thrilled happy",
        rf"^{I} (?:always )?(?:get|am always|become) (?:so |really |very )*(?:excited|thrilled|giddy|happy) "
        rf"(?:about|by|at|over|with) {THING}{END}",
        _liked,
    ),
    ("heart", rf"^my heart (?:beats|sings|leaps|melts|skips a beat) (?:for|at|with) {THING}{END}", _liked),
    (
        "joy pleasure delight",
        rf"^what (?:a|an) (?:joy|pleasure|delight|treat) {THING} (?:is|are)(?: for me| to me)?{END}",
        _liked,
    ),
    ("nothing", rf"^(?:there is )?nothing (?:is )?(?:better|nicer|finer|lovelier) than {THING}{END}", _liked),
    ("best", rf"^{X} (?:is|are) (?:simply |just |absolutely )*the best{STOP}", _liked),
    (
        "nothing",
        r"^(?:there is )?nothing (?:is )?(?:worse|more (?:annoying|irritating|boring|tedious|disgusting|depressing)) "
        rf"than {THING}{END}",
        _disliked,
    ),
    (
        "nothing",
        r"^nothing (?:winds|annoys|irritates|bugs|bothers|bores|drives|upsets|stresses|disgusts|depresses|infuriates) "
        rf"me (?:up |off |mad |crazy |up the wall )?(?:so much as|as much as|more than|like|quite like) {THING}{END}",
        _disliked,
    ),
    (
        "thing",
        rf"^(?:if there is one thing|the one thing|one thing) (?:that )?i (?:really |simply |just )*{LIKE} ?,? ?(?:it"
        rf" )?is {THING}{END}",
        lambda found: f"I {found['v']} {found['x']}",
    ),
    ("away", rf"^(?:please )?keep {THING} (?:well |far )*away from me{END}", _disliked),
    (
        "pass thanks",
        rf"^{X} ?[:?] (?:hard pass|no thanks|no thank you|no way|yuck|ugh|bleurgh|not for me){END}",
        _disliked,
    ),
    ("world life", rf"^i (?:could|would) (?:\w+ )?(?:live|be) (?:in a world |a life )?without {THING}{END}", _disliked),
    (
        "avoid",
        rf"^i (?:always |really )*(?:try to |do my best to |tend to )?avoid {THING} (?:whenever i can|wherever"
        rf" possible"
        r"|where i can|if i can|like the plague|at all costs|when(?:ever)? possible)\b",
        _disliked,
    ),
    (
        "best",
        rf"^{X} (?:is|are) (?:simply |just |absolutely |honestly )*the best(?: thing(?: ever)?| ever)?{STOP}",
        _liked,
    ),
    ("nothing", rf"^{I} (?:want|have) (?:absolutely )?nothing to do with {THING}{END}", _disliked),
    (
        "rather",
        r"^i would rather (?:starve|die|go hungry|eat \\w+|walk|stay home|do anything) than (?:eat|have|drink"
        rf"|watch|listen to|touch|do|endure|face|take) {THING}{END}",
        _disliked,
    ),
    ("mind", rf"^{I} do not (?:really )?mind {THING} (?:now|these days|at all now|so much now)", _no_mind),
    (
        "bad",
        rf"^{X} (?:is|are) not (?:so |that |too |all that |as )+(?:bad|awful|terrible)(?: any ?more| after all"
        r"| now| as i thought)",
        _no_mind,
    ),
    ("few", rf"^few things (?:\w+ )+?(?:me|my \w+) (?:like|as much as|more than) {_ACT}{_CUT}", _liked),
    ("what", rf"^what i {ADV}{LIKE}(?: most| best)? (?:is|are) {THING}{END}", r"I \g<v> \g<x>"),
    (
        "never",
        rf"^{I} (?:have )?never (?:really |much |quite )*(?:liked|enjoyed|cared for|warmed to|taken to|got "
        rf"into|understood the appeal of|been into|been a fan of|been fond of|been keen on) {THING}{END}",
        _disliked,
    ),
    (
        "charm appeal attraction magic novelty thrill joy fun",
        rf"^the (?:charm|appeal|attraction|magic|novelty|thrill|joy|fun) of {THING} (?:has |have |is "
        r")?(?:worn off|wore off|gone|faded|vanished|over|lost)",
        _no_longer,
    ),
    (
        "live now okay",
        rf"^{I} can (?:live with|tolerate|put up with|stand|stomach|bear|handle|cope with|appreciate|enjoy"
        rf"|take) {THING} (?:now|these days|after all|again)",
        _no_mind,
    ),
    (
        "favourite joy delight pleasure treat bliss heaven passion things thing obsession place jam comfort love cup"
        " addiction weakness dream loves joys delights pleasures street favourites fave faves",
        rf"^{X} (?:is|are|has always been|have always been|remains) {ADV}(?:{_A_JOY})(?: of mine| to me| "
        rf"for me| in life| in the world)?{STOP}",
        lambda found: found[0] if re.search(r"\bnot\b|\bno longer\b", found[0]) else _liked(found),
    ),
    (
        "me my fails cheers brightens lifts puts does gets hits warms floats fills delights thrills "
        "enchants rules rocks"
        " appeals speaks makes give gives brings do spot",
        rf"^{X} {ADV}{_LOVED}",
        lambda found: found[0] if re.search(r"\bnever (?!fails)|\bnot\b|no longer", found[0]) else _liked(found),
    ),
    (
        "nothing little",
        r"^(?:there is )?(?:nothing|little|not much)(?: else)? (?:that )?(?:\w+ (?:me|my \w+)(?: "
        rf"\w+){{0,3}} (?:like|more than|as much as|quite like)|i (?:enjoy|love|like) (?:more|better|as "
        rf"much) (?:than|as)|beats|like|better than|quite like|compares to) {_ACT}{_CUT}",
        lambda found: _liked(found) if re.search(r"\bme\b|\bmy\b|\bi\b", found[0]) else found[0],
    ),
    ("give", rf"^(?:just )?give me {THING} (?:any day|any time|every time|and i am happy|over \w+|all day)\b", _liked),
    (
        "count",
        r"^(?:you can )?(?:always )?(?:count me in for|win me over with|bribe me with|make me happy with"
        rf"|sign me up for|buy my love with) {THING}{END}",
        _liked,
    ),
    (
        "take get find derive delight rejoice revel resist never say no drawn time",
        rf"^{I} {ADV}(?:take (?:great |real |so much |a lot of |much )*(?:pleasure|delight|joy|comfort) in"
        r"|get (?:a (?:real |huge )?(?:kick|thrill|buzz)|(?:great |so much |a lot of |much |real )*(?:joy"
        r"|pleasure|enjoyment)) (?:out of|from)|find (?:great |so much |real )*(?:joy|pleasure|comfort"
        r"|peace) in"
        r"|derive \w+ from|delight in|rejoice in|revel in|can not resist|can never resist|never say no to"
        r"|never turn down|could never refuse|can not say no to|have never said no to|find myself drawn "
        rf"to|have got time for|have a lot of time for|always have time for) {_ACT}{_CUT}",
        _liked,
    ),
    (
        "relish treasure cherish savour swear wild enamoured dig fancy rate crave enthusiast fan admirer "
        "lover sucker devotee worship idolise thrive live dote lap"
        " adore mad bonkers potty besotted smitten charmed devoted hooked nuts keen hot",
        rf"^{I} {ADV}(?:relish|treasure|cherish|savour|swear by|dig|crave|worship|idolise|thrive on|live "
        r"and breathe|dote on|lap up|go (?:mad|wild|crazy|nuts|bonkers) for|have (?:an? )?(?:\w+ "
        r")?(?:soft spot|weakness|fondness|passion|love|thing|liking|penchant|fancy|craving|addiction"
        r"|obsession|enthusiasm"
        rf"|affection|sweet spot|big love|taste) (?:for|to|with)|(?:am|have been) {ADV}(?:all about|wild "
        r"about|enamoured of|enamoured with|bonkers about|potty about|besotted with|smitten with|charmed "
        r"by|devoted to|hooked on|keen on|partial to|fond of|a (?:\w+ )*(?:sucker|fool|devotee|aficionado"
        r"|lover|admirer|enthusiast)"
        r" (?:for|of)|drawn to|in love with|passionate about|big into|really into|gone on|hot on"
        rf"|fascinated by|enchanted by|intrigued by|taken with)) {THING}{_CUT}",
        lambda found: found[0] if re.search(r"\bnot\b|\bnever\b", found[0]) else _liked(found),
    ),
    (
        "best",
        rf"^{X} (?:is|are) (?:simply |just )?(?:the best|awesome|wonderful|amazing|brilliant|fantastic|magic"
        rf"|glorious|gorgeous|my jam)(?: thing)?(?: ever| in the world| in my book| to me| for me){STOP}",
        _liked,
    ),
    # dislikes
    (
        "me my leaves leave makes make gets get rubs sets gives give drives drive tests do does winds "
        "wind ruins ruin puts"
        " put bores bore wears turns turn sends spoils has",
        rf"^{X} {ADV}{_HATED}",
        lambda found: found[0] if re.search(r"\bno longer\b|\bnot\b", found[0]) else _disliked(found),
    ),
    (
        "peeve peeves hate hates bane hell nightmare nightmares torture pain turn-off turnoff bugbear "
        "bugbears horror enemy"
        " enemies nemesis abomination dislike dislikes misery kryptonite",
        rf"^{X} (?:is|are|has always been|have always been|remains) {ADV}(?:{_A_PAIN}){STOP}",
        lambda found: _disliked(found) if re.search(r"\b(?:my|me)\b", found[0]) else found[0],
    ),
    (
        "peeve peeves hate hates bane nightmare bugbear bugbears enemy nemesis dislike dislikes turn-off",
        r"^(?:my|one of my|the) (?:biggest |worst |greatest |main |personal |top |all-time |big )*(?:pet "
        r"peeves?|pet hates?|bane of my (?:life|existence)|nightmare|bugbears?|enemy|nemesis|dislikes?"
        rf"|turn-off) (?:is|are|has always been|has to be|must be) {THING}{END}",
        _disliked,
    ),
    (
        "do live spare keep without",
        rf"^(?:{I} (?:can|could) (?:well |happily |gladly |easily |very well |really )*(?:do|live) without"
        r"|spare me|keep (?:me )?(?:away from me )?(?:well |far )?away from(?: me)?|save me from|do not "
        r"(?:talk to me about|get me started on|give me|serve me|offer me)|please no|no thanks to) "
        rf"{THING}{END}",
        _disliked,
    ),
    (
        "avoid shun dread loathe resent abhor recoil shudder flinch averse steer run hide",
        rf"^{I} {ADV}(?:try to |do my best to |always |would rather |tend to )*(?:avoid (?=.*(?:plague"
        r"|hate|stand|costs|can not))|shun|dread|loathe|resent|abhor|recoil from|shudder at|flinch at|am "
        r"averse to|run (?:a mile )?from|hide from|run away from|flee from|am repelled by|am disgusted by"
        r"|am put off by|am bored by"
        r"|am irritated by|am annoyed by|am stressed (?:out )?by|am creeped out by|am horrified by|get "
        r"(?:annoyed|irritated|stressed|bored|angry|wound up) (?:by|at|about)|find nothing worse "
        rf"than) {THING}(?: like the plague| at all costs| whenever i can| where i can| if i can)?{END}",
        _disliked,
    ),
    (
        "could never can stand",
        rf"^{I} (?:could|can|have|was|am) (?:simply |just |really )*(?:never|not|hardly|barely)(?: been "
        r"able to| really| ever)* (?:stand|bear|abide|stomach|tolerate|endure|take|get into|get on with"
        r"|warm to|see the (?:point|appeal|attraction) (?:of|in)|understand the (?:appeal|hype|fuss) "
        r"(?:of|about|around)|be doing with|put up"
        r" with|get along with|get used to|get the hang of liking|find joy in|cope with|suffer|make "
        rf"friends with|get excited about) {THING}{END}",
        _disliked,
    ),
    (
        "friends get mix along on agree",
        rf"^{X} and (?:i|me) (?:are (?:not|no|never)|do not|will never|have never|never)(?: going to)? "
        r"?(?:get (?:along|on)|mix|agree|friends|be friends|see eye to eye|made friends|go together"
        r"|gotten along|a good match)\b",
        _disliked,
    ),
    (
        "thing cup bag tea jam taste liking style scene idea fan",
        rf"^{X} (?:is|are|was|were) (?:really |just |simply |definitely |so |absolutely |sadly )*(?:not"
        r"|never)(?: really| exactly| quite| at all| been)* (?:for me|my (?:thing|cup of tea|bag|jam"
        r"|taste|style|scene|idea of fun|favourite|cup)|to my (?:taste|liking)|a favourite of mine"
        r"|something i (?:enjoy|like|love)|my kind of (?:thing|fun))\b(?! any ?more| any longer)",
        _disliked,
    ),
    (
        "thing bag cup jam like fan",
        rf"^{I} {HAVE}(?:not|no|never|far from)(?: really| exactly| quite| much of| been| had| a)* (?:an? "
        r")?(?:big |huge |great )*(?:fans? of|love for|time for|patience for|one for|friend of|lover of"
        r"|use for|enthusiast of|admirer of|taste for|liking for|interest in|into|big on|mad on|crazy "
        r"about|wild about|fussed about|enamoured of"
        rf"|impressed by|keen on|sold on|partial to) {THING}(?! any ?more)(?: at all)?{END}",
        lambda found: found[0] if re.search(r"any ?(?:more|longer)", found.string) else _disliked(found),
    ),
    (
        "aversion dislike hatred horror loathing phobia distaste allergy contempt problem issue beef disgust fear",
        rf"^{I} {HAVE}(?:have |have got |got |harbour |feel |nurse )?(?:an? |such an? |nothing but "
        r")(?:\w+ )*?(?:aversion|dislike|hatred|horror|loathing|distaste|contempt|beef|disgust|repulsion"
        rf"|antipathy|hate) (?:to|of|for|with|towards|against) {THING}{END}",
        _disliked,
    ),
    (
        "thing stand bear hate",
        r"^if there is (?:one |a |any )?(?:single )?thing (?:that )?i (?:really |truly |absolutely "
        r")*(?:can not (?:stand|bear|abide)|hate|detest|despise|loathe|dislike) ?,? (?:it is|then it is"
        rf"|that is) {THING}{END}",
        _disliked,
    ),
    (
        "catch caught dead see",
        r"^you (?:will (?:not|never)|would (?:not|never)) (?:catch|see|find) me (?:eating|drinking"
        rf"|watching|listening to|near|with|at|playing|reading|enjoying) {THING}{END}",
        _disliked,
    ),
)
