"""What somebody likes and dislikes, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import (
    ADV,
    END,
    HAVE,
    IT,
    LIKE,
    OVER,
    SEP,
    STOP,
    THING,
    TIRE,
    Construction,
    I,
    X,
)

_ACT = (
    r"(?P<x>(?!(?:it|that|this|them|you|him|her|me|us)\b)(?:the\s)?[\w'-]+(?:\s(?!(?:is|are|was|and|but"
    r"|because)\b)[\w'-]+){0,4}?)"
)
_TOPIC = r"(?P<topic>(?!thing|part|way|one|time)[\w-]+(?:\s(?!i\b|that\b|is\b|ever\b)[\w-]+)?)"
_BEST = (
    r"(?:(?:the )?(?:best|most)(?: of all)?|above all(?: others)?|more than any(?: other|thing)?|over all "
    r"others|dearest)"
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
    r"|delights?|pleasures?|treats?|bliss|heaven|passion|things?"
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
_MINDS = (
    r"(?:bother|annoy|irritate|upset|scare|worry|disgust|bug|disturb|trouble|stress|repel|faze|put|drive"
    r"|get|frighten|anger|infuriate|wind)"
)


def _liked(found: re.Match[str]) -> str:
    return f"I love {found['x']}"


def _disliked(found: re.Match[str]) -> str:
    return f"I hate {found['x']}"


def _no_longer(found: re.Match[str]) -> str:
    return f"I no longer like {found['x']}"


def _no_mind(found: re.Match[str]) -> str:
    return f"I do not mind {found['x']} any more"


def _favourite(found: re.Match[str]) -> str:
    return f"my favourite {_singular(found['topic'])} is {found['x']}"


def _new_favourite(found: re.Match[str]) -> str:
    return f"my favourite {_singular(found['topic'])} is {found['x']} now"


def _singular(word: str) -> str:
    if word.endswith("ies") and word not in ("series", "movies"):
        return f"{word[:-3]}y"
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "ies")) else "movie" if word == "movies" else word
    )


_FAV = (
    r"(?:favourite|fave|fav|number one|all-time favourite|top|go-to|preferred|absolute favourite|very "
    r"favourite|personal favourite)"
)
_VALUE = (
    r"(?P<x>(?!(?:it|that|this|what|there|my|i|we|you|he|she|they)\b)(?:the\s)?[\w'&.-]+(?:\s(?!(?:is|are|was"
    r"|has|have)\b)[\w'&.-]+){0,4}?)"
)
_CUT = (
    r"(?=\s*$|\s[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|these|now|by far|hands down|any day|every time"
    r"|over|for me|at the moment|though|right|as|of all)\b)"
)

RULES: tuple[Construction, ...] = (
    # favourites
    (
        "best most above more over dearest prefer would choose",
        rf"^{_VALUE} (?:is|are) (?:definitely |probably |easily |without doubt )*the {_TOPIC} (?:that "
        rf"|which )?i (?:(?:like|love|enjoy|prefer|adore|treasure|cherish|rate)(?: {_BEST})?|would "
        r"(?:choose|pick|take)|always (?:choose|pick|go for|come back to"
        rf"|return to)|could \w+ forever|go for|keep coming back to){_CUT}",
        _favourite,
    ),
    (
        "best most above more over dearest",
        rf"^(?:of all(?: the)? [\w ]+? , ?|the )?(?:the )?{_TOPIC} (?:that |which )?i (?:like|love|enjoy"
        rf"|prefer|adore|rate)(?: {_BEST})? (?:is|has to be|would be|are) {_VALUE}{_CUT}",
        _favourite,
    ),
    (
        "favourite fave fav one top go-to preferred",
        rf"^{I} (?:would |will |have to |must |always |still |really |do |can only |have |now |recently "
        r")*(?:name|named|pick|picked|choose|chose|chosen|call|consider|considered|rate|rated|pronounce"
        r"|declare|declared|go for|vote for|list|say|see|regard|count|prefer|put|crown|crowned|nominate"
        r"|make|made)"
        rf" {_VALUE} (?:is |as |to be |for )?my (?:new |current )?{_FAV} (?P<topic>[\w-]+){_CUT}",
        _new_favourite,
    ),
    (
        "best",
        r"^(?:for me ,? ?|to me ,? ?|in my (?:book|opinion|eyes|view) ,? ?|to my mind ,? ?|if you ask me "
        rf",? ?)?the best {_TOPIC}(?: (?:for me|in my (?:book|opinion|eyes|view)|ever|of all(?: time)?"
        r"|there is|in the world|out there|hands down|ever made|ever written|around|by far))*"
        rf" (?:is|has to be|will always be|must be|has always been) {_VALUE}{_CUT}",
        lambda found: (
            _favourite(found)
            if re.search(
                r"for me|to me|in my|my mind|ask me|ever|world|of all|there is|hands down|has to be|always|by far",
                found[0],
            )
            else found[0]
        ),
    ),
    (
        "best top beats unbeatable",
        rf"^{_VALUE} (?:is|are) (?:simply |just |still |by far |hands down )*(?:the best|my top|the "
        rf"number one|the greatest|the only|the finest) {_TOPIC} (?:for me|in my (?:book|opinion|eyes)"
        r"|ever(?: \w+)?|of all(?: time)?|there is|in the world|out there|hands down|to me|if you ask me)",
        _favourite,
    ),
    (
        "comes nothing beats wins beat compares tops when",
        r"^(?:when it comes to|as far as|in terms of|talking of|speaking of|as regards|regarding|for|on "
        rf"the subject of) {_TOPIC} ?(?:goes? |go |are concerned |is concerned )?, ?(?:it is |for me it "
        r"is |it has to be |i (?:always |usually |would )?(?:go for|choose|pick|prefer|love|take|come "
        r"back to|swear by) |my"
        r" (?:pick|choice|favourite|number one|heart belongs to) (?:is |goes to )?|(?:nothing|no other "
        r"one|no one|none) (?:beats|tops|compares (?:to|with)|comes close to|can beat|is better than"
        rf"|touches) |give me |you can not beat ){_VALUE}{_CUT}",
        _favourite,
    ),
    (
        "wins winner first top number beats tops",
        rf"^(?:when it comes to|in terms of|for|among|of all(?: the)?) {_TOPIC} ?, ?{_VALUE} (?:wins|is "
        r"(?:the winner|my (?:pick|choice|favourite|number one|top choice|go-to)|number one|unbeatable"
        r"|the best)|comes first|beats them all|comes out on top|takes the crown|takes first place|tops "
        r"(?:them all|my list))",
        _favourite,
    ),
    (
        "no nothing",
        rf"^(?:no|there is no|i know no|i have yet to find a) (?:other |better )?{_TOPIC} (?:comes close "
        r"to|beats|compares (?:to|with)|tops|touches|is better than|better than|like|can touch|can beat"
        rf"|quite like|than|matches|holds a candle to) {_VALUE}{_CUT}",
        _favourite,
    ),
    (
        "list tops top ranking chart",
        rf"^{_VALUE} (?:tops|is at the top of|sits at the top of|heads|leads|comes first (?:on|in)|is "
        r"first on|is number one on|remains at the top of|went straight to the top of) my (?:personal "
        rf")?(?:list of (?:favourite )?)?(?P<topic>[\w-]+)(?: list| ranking| chart)?{_CUT}",
        lambda found: _favourite(found) if found["topic"] != "list" else found[0],
    ),
    (
        "choice preferred",
        rf"^{_VALUE} is my (?P<topic>[\w-]+) of choice{_CUT}",
        _favourite,
    ),
    (
        "wise",
        r"^(?P<topic>[\w-]+?)-wise ,? ?(?:it is |i (?:love|prefer|like|go for) |my favourite is |nothing "
        rf"beats |give me ){_VALUE}{_CUT}",
        _favourite,
    ),
    (
        "favourite fave fav",
        rf"^my (?:all-time |absolute |new )?{_FAV} (?P<topic>[\w-]+) (?:has |have )?(?:now |since "
        r"|recently )*(?:changed|switched|moved|shifted|become|became|turned)(?: from [\w' ]+?)?(?: "
        rf"over)?(?: to| into)? {_VALUE}{_CUT}",
        _new_favourite,
    ),
    (
        "favourite fave fav",
        rf"^{I} (?:have|have got|found|have found|got|discovered|have discovered|now have) (?:an? |my "
        rf")?(?:brand-new |new |different |current )+(?:all-time )?{_FAV} "
        rf"(?P<topic>[\w-]+){SEP}{_VALUE}{_CUT}",
        _new_favourite,
    ),
    (
        "favourite fave fav",
        rf"^{I} {HAVE}(?:changed|switched|updated|moved|swapped|traded|replaced)(?: over)? my (?:old "
        rf")?{_FAV} (?P<topic>[\w-]+)(?: (?:from )?[\w' ]+?)? (?:to|for|with|into) {_VALUE}{_CUT}",
        _new_favourite,
    ),
    (
        "favourite fave fav",
        rf"^{_VALUE} (?:is|has become|became|has taken over as|took over as|has overtaken [\w' ]+ as|has "
        r"replaced [\w' ]+ as|replaced [\w' ]+ as|has dethroned [\w' ]+ as|has knocked [\w' ]+ off as"
        r"|has taken [\w' ]+'s place as|(?:has taken|took|takes) the (?:place|spot|crown) of [\w' ]+ as"
        r"|now counts as|now ranks as|has beaten [\w' ]+ as)"
        rf" (?:now |definitely |easily |also )*my (?:new |current |absolute |all-time )*{_FAV} "
        rf"(?P<topic>[\w-]+)(?: now)?{_CUT}",
        lambda found: (
            _new_favourite(found)
            if re.search(r"new|now|become|became|as my|overtaken|taken|replaced|beaten", found[0])
            else _favourite(found)
        ),
    ),
    (
        "used was",
        r"^(?P<what>my (?:all-time )?(?:favourite|fave|fav) [\w-]+) (?:used to be|was(?: once| always)?) "
        r"(?P<old>[^,;]+?) ?(?:,|;|but|and|–|-)+ (?:but |and )?(?:now |these days |nowadays )?(?:it is|i "
        r"(?:now )?(?:prefer|like|love)|is|that is|it has to be|it has become)(?: now)? (?P<x>[^,;]+?)(?: "
        r"now| these days)?(?=\s*$|\s[,;])",
        r"\g<what> is \g<x> now",
    ),
    (
        "rather over than instead prefer replaced longer",
        r"^(?P<what>my (?:all-time )?(?:favourite|fave|fav) [\w-]+) is (?:no longer|not) "
        r"(?P<old>[^,;]+?)(?: any ?more| any longer)? ?(?:,|;|but|–|-)+ (?:but |and |rather )?(?:it is "
        r"|now it is |is )?(?:now )?(?P<x>[^,;]+?)(?: now| these days| instead)?(?=\s*$|\s[,;])",
        r"\g<what> is \g<x> now",
    ),
    (
        "favourite fave fav",
        rf"^(?:i think |i guess )?{_VALUE} (?:is|are) what i (?:would )?call my {_FAV} (?P<topic>[\w-]+)",
        _favourite,
    ),
    (
        "best most more better",
        rf"^(?:of all(?: the)? (?P<topic>[\w-]+) ,? ?)i (?:like|love|enjoy|prefer|rate) {_VALUE} (?:the "
        rf")?(?:best|most|highest){_CUT}",
        _favourite,
    ),
    (
        "more better than",
        rf"^i (?:like|love|enjoy|prefer|adore) {_VALUE} (?:more|better) than (?:any|every|all)(?: of "
        rf"the)?(?: other)? (?P<topic>[\w-]+){_CUT}",
        _favourite,
    ),
    (
        "more better than no",
        rf"^there is no(?: other)? {_TOPIC} (?:that )?i (?:like|love|enjoy|prefer|would choose) (?:better"
        rf"|more|over) ?(?:than)? {_VALUE}{_CUT}",
        _favourite,
    ),
    ("for", rf"^{_VALUE} is (?:simply |just |definitely )*the {_TOPIC} for me{_CUT}", _favourite),
    (
        "favourite fave fav",
        rf"^(?:.{{3,60}} , ?(?:and |but |so )?)?(?P<x>(?!(?:it|that|this|what|there|my|i|we|you|he|she"
        rf"|they)\b)(?:the\s)?[\w'&.-]+(?:\s(?!(?:is|are|was|has|have)\b)[\w'&.-]+){{0,3}}?) is (?:now "
        rf")?my (?:new |current |absolute )*favourite (?P<topic>[\w-]+)(?: now)?{_CUT}",
        _new_favourite,
    ),
    (
        "favourite fave fav",
        rf"^(?:nothing beats |i am having |i am drinking |i love |i had )?{_VALUE} ,(?: hands down| by far"
        r"| easily| without a doubt| definitely| still| always| of course)*(?: ,)? my (?:new |current "
        rf"|absolute |all-time )*favourite (?P<topic>[\w-]+){_CUT}",
        _favourite,
    ),
    ("favourite", rf"^as far as (?P<topic>[\w-]+) goe?s? , ?{_VALUE} is my (?:absolute )?favourite", _favourite),
    (
        "best most",
        rf"^i (?:like|love|enjoy) {_VALUE} (?:the )?(?:best|most) (?:of|out of) (?:all|any)(?: the)? "
        r"(?P<topic>[\w-]+)",
        _favourite,
    ),
    ("favourite", rf"^{_VALUE} is (?:the|a) (?:new )?favourite (?P<topic>[\w-]+) of mine", _favourite),
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
