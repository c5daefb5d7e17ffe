"""Cars, phones and other things, told of the long way round; and one thing for another."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import ADV, HAVE, I
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import DIETS
from toldonce.memory.extract.english.no_places import is_no_place
from toldonce.memory.extract.english.phrases import without_article
from toldonce.memory.extract.themes.belongings import kind_of

_DEVICE = (
    r"(?P<x>(?:(?:an?|the|my|our|this|that)\s)?(?:(?:new|brand-new|used|second-hand|trusty|old|little|shiny"
    r"|beloved|lovely)\s)*(?:[\w'.+-]+\s){0,3}?[\w'.+-]+)"
)
_OLD = _DEVICE.replace("?P<x>", "?P<old>")
_BARE = _DEVICE.replace(r"(?:(?:an?|the|my|our|this|that)\s)?", "")
_BARE_OLD = _BARE.replace("?P<x>", "?P<old>")
_TAIL = (
    r"(?=\s*$|\s[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|these|now|at|with|to|for|in|last|this|on"
    r"|as|which|that|after|again|when|while|off|from|is|was|yesterday|instead|too"
    r"|everywhere|every|right|by)\b)"
)
_KEEP = (
    r"(?:carry|text from|call from|make (?:all )?my calls (?:on|with)|make calls (?:on|with)|do "
    r"everything on|message from|message you from|browse on|rely on|run|rock|own|have|use|operate|manage "
    r"with|work with"
    r"|surf on|get by with|stick with|sport|type on|write from|am typing (?:this )?(?:on|from|with)|am "
    r"writing (?:this )?(?:on|from|with)|am sending this from|am texting (?:you )?from|am messaging "
    r"(?:you )?from|am chatting from"
    r"|am posting from|am calling from|have owned|have had|have used|have carried|phone with|am holding"
    r"|am using|am attached to|love|take photos with|take pictures with|photograph with|swear by|settled "
    r"for)"
)
_RIDE = (
    r"(?:drive|go|get|travel|commute|cruise|ride|get about|get around|move about|tour|zip|potter|trundle"
    r"|drive around|go around|come|went|drove|arrive|am driving|go everywhere|am cruising|get everywhere"
    r"|get to work|go to work"
    r"|drive to work|run errands|do the school run|am out and about|am on the road|sit)"
)
_TAKE = (
    r"(?:treated myself to|treated ourselves to|got myself|got ourselves|splashed out on|invested in"
    r"|picked up|collected|taken delivery of|took delivery of|become the owner of|became the owner of"
    r"|leased|inherited|was given|been given"
    r"|got given|gone for|went for|settled on|chosen|chose|acquired|purchased|bought|ordered and received"
    r"|switched (?:over )?to|upgraded to|moved (?:over |up |on )?to|changed (?:over )?to|gone over to"
    r"|went over to|signed for|snapped up|scored"
    r"|bought myself|bought ourselves|downgraded to|graduated to|traded up to|unboxed|set up|received|got "
    r"hold of|got my hands on|found myself|shelled out for|opted for|decided on and bought|financed|am "
    r"now driving|am driving"
    r"|now own|now drive|now use|now have|am now using|am now on|am now the owner of|am the new owner of"
    r"|am the proud owner of|am the owner of|drive around in)"
)
_SWAP = (
    r"(?:swapped(?: out)?|traded(?: in)?|part-exchanged|part exchanged|exchanged|ditched|dumped|replaced"
    r"|changed|sold|switched|upgraded|binned|retired|left|given up|gave up|gotten rid of|got rid of"
    r"|scrapped|chucked|dropped|abandoned|moved on|moved"
    r"|gone|went|said goodbye to|waved goodbye to|parted with|junked|flogged|donated|gave away|given away"
    r"|recycled|turned in|handed in)"
)
_FOR = (
    r"(?:in for|for|with|by|in favour of|in exchange for|to|to make room for|against|and (?:now |then "
    r")?(?:bought|got|have|drive|use|am using|am driving|picked up|treated myself to|chose|replaced it "
    r"with|got myself|went for|leased)(?: myself)?"
    r"|, (?:i|we) (?:now )?(?:bought|got|have|drive|use|am using|am driving)(?: now)?)"
)
_LOST = (
    r"(?:is|was|has|got|had)? ?(?:been |now |finally |just |sadly |recently |since )*(?:gone|scrapped"
    r"|written off|sold|stolen|died(?: on me)?|dead|broke(?:n)?(?: down)? for good|broken?(?! down)|history|junked"
    r"|towed away(?: for good)?|traded in|given away"
    r"|crushed|totalled|totaled|wrecked|off to the scrapyard|no longer mine|no longer ours|went to the "
    r"(?:scrapyard|scrap heap|junkyard)|has a new owner|found a new owner|changed hands|passed on|smashed"
    r"|given up the ghost|gave up the ghost"
    r"|kicked the bucket|bitten the dust|bit the dust|retired|donated|auctioned off|returned|handed back)\b"
)
_GIVE_UP = (
    r"(?:parted with|given away|gave away|sold off|donated|totalled|totaled|wrecked|crashed and scrapped"
    r"|scrapped|handed back|handed over|returned|written off|wrote off|gotten rid of|got rid of|ditched"
    r"|dumped|sold|flogged|let go of|said goodbye to"
    r"|had to sell|had to scrap|had to give up|had to part with|had to let go of|junked|auctioned off"
    r"|traded away|passed on|signed over|binned|lost|smashed|retired|no longer (?:have|own|drive|use)"
    r"|stopped (?:driving|using)|quit driving"
    r"|do not (?:have|own|drive|use)|am done with|put up for sale and sold|given up|gave up|waved goodbye to)"
)
_NOUN = (
    r"(?:ride|wheels|motor|vehicle|daily driver|set of wheels|car|family car|company car|mobile|handset|device"
    r"|phone|smartphone|phone model|car model|model|cell|cellphone|telephone|automobile|four wheels|runaround"
    r"|second car|main phone|work phone|main car)"
)


def _thing(template: str, *kinds: str) -> Callable[[re.Match[str]], str]:
    """A rewording that holds only for a thing of one of these kinds."""

    def turn(found: re.Match[str]) -> str:
        return (
            found.expand(template)
            if kind_of(_bare(found["x"])) in (kinds or ("car", "phone", "computer", "bike"))
            else found[0]
        )

    return turn


def _bare(thing: str) -> str:
    return re.sub(
        r"^(?:(?:new|brand-new|used|second-hand|trusty|old|little|shiny|beloved|lovely|this|that)\s)+",
        "",
        without_article(thing),
    )


def _a(thing: str) -> str:
    bare = _bare(thing)
    return f"{'an' if bare[:1].casefold() in 'aeiou' else 'a'} {bare}"


def _have(found: re.Match[str]) -> str:
    return _have_thing(found["x"], found[0])


def _have_thing(said: str, otherwise: str) -> str:
    thing = _bare(said)
    verb = {"car": "drive", "phone": "use", "computer": "use", "bike": "ride"}.get(kind_of(thing))
    return f"I {verb} {_a(thing)}" if verb else otherwise


def _got(found: re.Match[str]) -> str:
    return (
        f"I bought {_a(found['x'])}" if kind_of(_bare(found["x"])) in ("car", "phone", "computer", "bike") else found[0]
    )


def _swapped(found: re.Match[str]) -> str:
    """One thing for another: what kind it is tells what changed."""
    old, new = _bare(found["old"]), _bare(found["x"])
    kinds = {kind_of(old), kind_of(new)} & {"car", "phone", "computer", "bike"}
    if kinds and new.split()[0].casefold() not in (
        "it",
        "public",
        "the",
        "cash",
        "money",
        "good",
        "nothing",
        "my",
        "parts",
    ):
        return f"I replaced my {old} with {_a(new)}" if kind_of(new) else f"I got rid of my {old}"
    if new.casefold() in DIETS:
        return f"I became {new}"
    if (
        _is_place(old)
        and _is_place(new)
        and re.match(r"(?:i|we) (?:have |had )?(?:\w+ )?(?:swapped|traded|exchanged|left)", found[0], re.IGNORECASE)
    ):
        return f"I moved from {old} to {new}" if "left" not in found[0] else found[0]
    return found[0]


def _is_place(name: str) -> bool:
    is_name = name[:1].isupper() and len(name.split()) == 1 and name.isalpha() and not name.isupper()
    return is_name and not is_no_place(name)


RULES: tuple[Rewording, ...] = (
    (
        "it",
        r"^(?:honestly |actually |really )?it was (?P<x>an? [\w .'-]{2,30}?) (?:that |which )?(?P<s>i|we)"
        r" (?:actually )?(?P<v>bought|leased|picked up|ended up with)\b",
        r"\g<s> \g<v> \g<x>",
    ),
    (
        "swapped traded part-exchanged part exchanged ditched dumped replaced changed sold switched "
        "upgraded binned retired"
        " left given gave gotten got scrapped chucked dropped abandoned moved gone went said waved parted "
        "junked flogged"
        " donated recycled turned handed",
        rf"^{I} {HAVE}{_SWAP} (?:from )?{_OLD} (?:in )?{_FOR} {_DEVICE}{_TAIL}",
        _swapped,
    ),
    (
        "replaced replaces succeeded supplanted",
        rf"^{_DEVICE} (?:has |have )?(?:now |just |recently )*(?:replaced|replaces|succeeded|supplanted"
        rf"|taken the place of|took the place of) {_OLD}{_TAIL}",
        lambda found: (
            f"I replaced my {_bare(found['old'])} with {_a(found['x'])}"
            if kind_of(_bare(found["x"])) in ("car", "phone", "computer", "bike") and "favourite" not in found.string
            else found[0]
        ),
    ),
    (
        "there",
        rf"^there is (?:now )?{_DEVICE} (?:parked )?(?:in|on|outside|at|sitting in|standing in) (?:my"
        r"|our) (?:garage|drive|driveway|parking space|pocket|hand|house|street|carport|home|bag|yard)",
        _have,
    ),
    (
        "ride wheels motor vehicle driver car mobile handset device phone smartphone model cell cellphone telephone"
        " automobile runaround",
        rf"^(?:my|our|the) (?:new |current |present |main |own |everyday |daily )*{_NOUN}(?: (?:i|we) "
        r"(?:use|have|own|drive|carry|bought|got|currently use))? (?:is|happens to be|:|turns out to be"
        r"|remains)(?: now| currently| called)*"
        rf" {_DEVICE}{_TAIL}",
        _have,
    ),
    (
        "ride wheels motor vehicle driver car mobile handset device phone smartphone",
        rf"^{_DEVICE} is (?:now )?(?:my|our) (?:new |current |main |daily |everyday |only )*{_NOUN}\b",
        _have,
    ),
    (
        "for as",
        r"^(?:for|as) (?:a|my) (?:phone|car|mobile|vehicle|handset) ,? ?i (?:have|use|own|drive|carry"
        rf"|chose) {_DEVICE}{_TAIL}",
        _have,
    ),
    (
        "carry text call make do message browse rely run rock own have use operate manage work surf get "
        "stick sport type"
        " write am phone love take photograph swear settled",
        rf"^{I} {ADV}{_KEEP} {_DEVICE}{_TAIL}",
        lambda found: (
            _have(found)
            if kind_of(_bare(found["x"])) == "phone"
            and re.search(r"\d|iphone|galaxy|pixel|fairphone", found["x"], re.IGNORECASE)
            else found[0]
        ),
    ),
    (
        "in",
        rf"^{I} {ADV}{_RIDE} (?:[\w]+ ){{0,4}}?in {_DEVICE}{_TAIL}",
        _thing(r"I drive \g<x>", "car"),
    ),
    (
        "what drive use own",
        rf"^(?:what i (?:drive|own|use|have|call with)(?: around in)? is {_DEVICE}"
        rf"|{_DEVICE.replace('?P<x>', '?P<y>')} is what i (?:drive|own|use|have|call with)){_TAIL}",
        lambda found: _have_thing(found["x"] or found["y"], found[0]),
    ),
    (
        "away off on",
        rf"^{I} {HAVE}(?:traded|sold|gave|given|passed|signed) {_DEVICE} (?:away|off|on|over)\b",
        _thing(r"I got rid of my \g<x>"),
    ),
    (
        "sold gone scrapped",
        rf"^(?:my|our|the) {_BARE} is (?:now )?(?:sold|gone|scrapped|history|stolen|written off)\b",
        _thing(r"I got rid of my \g<x>"),
    ),
    ("owner", rf"^{I} {HAVE}become (?:the )?(?:proud |happy |new )*owner of {_DEVICE}{_TAIL}", _got),
    (
        "drive own have use",
        rf"^{_DEVICE} (?:that |which )?(?:i|we) (?:drive|own|have|use|bought)\b (?=\w)",
        lambda found: f"{_have(found)} ; it " if _have(found) != found[0] else found[0],
    ),
    (
        "treated got splashed invested picked collected taken took become became leased inherited given "
        "gone went settled"
        " chosen chose acquired purchased bought ordered switched upgraded moved changed signed snapped "
        "scored downgraded"
        " graduated traded unboxed set received found shelled opted decided financed driving own drive use have"
        " using owner was now",
        rf"^{I} {HAVE}{_TAKE} (?:an? new (?:car|phone|mobile|smartphone|handset|vehicle) ?[,:–-]? )?{_DEVICE}{_TAIL}",
        _got,
    ),
    (
        "car phone mobile smartphone handset vehicle phones cars",
        rf"^{I} {HAVE}(?:bought|got|treated myself to|changed|switched|upgraded|have|own|purchased|picked "
        r"up)? ?(?:an?|my)? ?(?:new )?(?:car|phone|mobile|smartphone|handset|vehicle|phones|cars) "
        r"?(?:[,:–—-]|and it is|, it is|and now have|called|; it is)"
        rf" (?:i (?:have|drive|use|am on|am using|own) (?:now )?|it is |now )?{_DEVICE}{_TAIL}",
        _got,
    ),
    (
        "died broke gave stopped packed",
        rf"^(?:my|the|our) (?:old |ancient |poor )*{_BARE_OLD} (?:died|broke|gave up|stopped working"
        r"|packed in|went kaput|fell apart|broke down|was stolen|got stolen)(?: on me)? ?(?:,|and|so)+ "
        r"(?:so |now )?"
        r"(?:i|we) (?:now )?(?:got|bought|have|use|drive|am using|replaced it with|switched to|am on|am "
        rf"driving) {_DEVICE}{_TAIL}",
        _swapped,
    ),
    (
        "gone scrapped written sold stolen died dead broke broken history junked towed traded given crushed totalled"
        " totaled wrecked scrapyard longer scrap junkyard owner changed passed smashed ghost bucket dust "
        "retired donated"
        " auctioned returned handed",
        rf"^(?:my |our |the )(?:old |beloved |trusty |dear |poor )*{_BARE} (?:has |is |was |got )?{_LOST}",
        _thing(r"I got rid of my \g<x>"),
    ),
    (
        "bought took stole has owns drives got",
        r"^(?:someone|somebody|(?:my|our|a|an|the) [\w' ]+?|(?-i:[A-Z])\w+|they) (?:has |have |now "
        r")*(?:bought|took|stole|taken|owns|drives|got|crashed|wrecked|collected) (?P<mine>my |our |the "
        rf")(?:old )?{_DEVICE}{_TAIL}",
        lambda found: (
            f"I got rid of my {_bare(found['x'])}" if kind_of(_bare(found["x"])) in ("car", "phone") else found[0]
        ),
    ),
    (
        "parted given gave sold donated totalled totaled wrecked crashed scrapped handed returned written "
        "wrote gotten got"
        " ditched dumped flogged let said had junked auctioned traded passed signed binned lost smashed retired longer"
        " stopped quit not done put waved",
        rf"^{I} {HAVE}{_GIVE_UP} {_DEVICE}(?: any ?more| any longer)?{_TAIL}",
        lambda found: (
            found[0]
            if re.search(r"\bnever\b", found[0])
            or (re.search(r"\b(?:do not)\b", found[0]) and not re.search(r"any (?:more|longer)", found.string))
            else (
                f"I got rid of my {_bare(found['x'])}"
                if kind_of(_bare(found["x"])) in ("car", "phone", "computer", "bike")
                else found[0]
            )
        ),
    ),
)
