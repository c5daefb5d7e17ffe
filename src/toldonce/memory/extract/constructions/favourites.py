"""What somebody likes best, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import HAVE, SEP, I
from toldonce.memory.extract.english.cued import Rewording

_TOPIC = r"(?P<topic>(?!thing|part|way|one|time)[\w-]+(?:\s(?!i\b|that\b|is\b|ever\b)[\w-]+)?)"
_BEST = (
    r"(?:(?:the )?(?:best|most)(?: of all)?|above all(?: others)?|more than any(?: other|thing)?|over all "
    r"others|dearest)"
)


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

RULES: tuple[Rewording, ...] = (
    # favourites
    (
        "went gone changed switched shifted moved",
        rf"^my {_FAV} (?P<topic>[\w-]+) (?:has |have )?(?:now |recently )*(?:went|gone|changed|switched|shifted|moved)"
        rf" (?:from [\w' -]+? )?to {_VALUE}{_CUT}",
        _new_favourite,
    ),
    (
        "prefer",
        rf"^{I} (?:now )?prefer {_VALUE} (?:to|over) [\w' -]+? as my {_FAV} (?P<topic>[\w-]+){_CUT}",
        _new_favourite,
    ),
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
)
