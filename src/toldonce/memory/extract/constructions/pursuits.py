"""Hobbies, told of the long way round."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import ADV, DROP, END, HAVE, OVER, STOP, THING, TIRE, I, X
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.paraphrases.pastimes import is_pastime

_FREE = (
    r"(?:free time|spare time|leisure(?: time)?|downtime|weekends?|evenings?|sundays|saturdays|time off|days "
    r"off|free evenings|free hours|nights|afternoons|holidays)"
)
_WHEN_FREE = (
    r"(?:in my (?:free|spare|leisure) (?:time|hours)|when i (?:have|get|find|can find) (?:some |any |a "
    r"bit of |the |a )*(?:free |spare )?(?:time(?: off)?|moment|minute|evening)|when i am (?:not working"
    r"|off(?: work| duty)?|free|bored|at leisure|home)|on (?:my )?(?:weekends?|days? off|free evenings"
    r"|evenings off)"
    r"|at (?:the )?weekends?|outside (?:of )?work|after work|away from work|for (?:fun|leisure|pleasure"
    r"|relaxation|recreation)|to (?:relax|unwind|switch off|de-stress|chill|wind down|recharge|decompress"
    r"|clear my head)|as a (?:hobby|pastime)|most (?:evenings|weekends)|of an evening|in the evenings?)"
)
_DOES = (
    r"(?:do|practi[sc]e|enjoy|pursue|go in for|indulge in|engage in|dabble in|like to do|love to do|love "
    r"doing|like doing|enjoy doing|occupy myself with|busy myself with|unwind with|relax with|unwind by "
    r"doing|relax by doing|turn to|lose myself in|immerse myself in|devote myself to|keep busy with|amuse "
    r"myself with"
    r"|entertain myself with|spend (?:my |a lot of |most of my |all my |hours of )*(?:free |spare )?time "
    r"(?:on|doing|with)|fill my (?:\w+ )?(?:time|hours|evenings|weekends|days) with|get stuck into|am into"
    r"|am busy with|go)"
)
_PASTIME = (
    r"(?:hobby|hobbies|pastimes?|leisure activity|passions?|interests?|(?<! a )thing"
    r"|thing(?= of mine)|escape|obsession|release|outlet"
    r"|recreation|therapy|side passion|happy place|favourite pastime|great love|free-time activity|stress "
    r"relief|way to (?:relax|unwind|switch off)|weekend activity)"
)
_BEGAN = (
    r"(?:picked up|taken up|took up|got into|gotten into|discovered|got hooked on|gotten hooked on|become "
    r"hooked on|got bitten by the|caught the|fallen in love with|fell in love with|started(?: doing| "
    r"learning| with| on)?|begun(?: doing| with)?|began(?: doing| with)?|ventured into|thrown myself into"
    r"|threw myself into"
    r"|gone in for|developed a passion for|found a new hobby in|turned to|ended up loving|signed up for"
    r"|embarked on|got the bug for|been bitten by|tried my hand at and love|become addicted to|become "
    r"obsessed with)"
)


def _hobby(found: re.Match[str]) -> str:
    return f"my hobby is {found['x']}"


def _pastime(*, unless: str, vague: str) -> Callable[[re.Match[str]], str]:
    """A hobby, but nothing with the words ``unless``; with those of ``vague`` only what is known to be one."""

    def told(found: re.Match[str]) -> str:
        if re.search(unless, found[0]) or (re.search(vague, found[0]) and not is_pastime(found["x"])):
            return found[0]
        return _hobby(found)

    return told


def _known_hobby(found: re.Match[str]) -> str:
    return f"my hobby is {found['x']}" if is_pastime(found["x"]) or found["x"].split()[0].endswith("ing") else found[0]


def _begun(found: re.Match[str]) -> str:
    return f"I have taken up {found['x']}"


def _known_begun(found: re.Match[str]) -> str:
    """Somebody begins many things: only a known pastime is one, or a word for doing something that is no plain verb."""
    thing = found["x"]
    first = thing.split()[0].casefold()
    unheard = first.endswith("ing") and base_of(first) is None and first not in _NO_PASTIMES
    return f"I have taken up {thing}" if is_pastime(thing) or unheard else found[0]


_NO_PASTIMES = frozenset("transitioning something anything everything nothing evening morning training".split())


def _given_up(found: re.Match[str]) -> str:
    thing = found["x"]
    if thing.startswith(("habit", "routine", "ritual")):
        return found[0]
    return f"I gave up {thing}" if thing.islower() else found[0]


_IN_A_CLUB = {
    "run": "running", "row": "rowing", "swim": "swimming", "cycle": "cycling", "sing": "singing", "climb": "climbing",
    "dance": "dancing", "hike": "hiking", "sail": "sailing", "paddle": "paddling",
}  # fmt: skip
"""What is done for fun in a club or a choir."""

RULES: tuple[Rewording, ...] = (
    # hobbies
    (
        "free spare leisure when weekend weekends off outside after away fun pleasure relaxation "
        "recreation relax unwind"
        " switch de-stress chill wind recharge decompress clear hobby pastime evenings evening most",
        rf"^{_WHEN_FREE} ,? ?(?:i|we) (?:usually |mostly |often |like to |love to |tend to |always "
        rf"|mainly )*{_DOES} {THING}{END}",
        lambda found: (
            _hobby(found)
            if not re.search(r"^(?:on|at|after|most|of an|in the) ", found[0], re.IGNORECASE) or is_pastime(found["x"])
            else found[0]
        ),
    ),
    (
        "free spare leisure when weekend weekends off outside fun pleasure relaxation recreation relax unwind switch"
        " de-stress chill wind recharge decompress clear hobby pastime",
        rf"^(?:i|we) (?:usually |mostly |often |like to |love to |tend to |always |mainly )*{_DOES} "
        rf"{THING} {_WHEN_FREE}",
        _known_hobby,
    ),
    (
        "free spare leisure when weekend weekends off outside after away fun pleasure relaxation "
        "recreation relax unwind"
        " switch de-stress chill wind recharge decompress clear hobby pastime evenings evening most",
        rf"^{_WHEN_FREE} ,? ?(?:i go |it is |i like |i love |i enjoy |i turn to |i love to go |i am "
        r"usually |i am always |you will find me |my go-to is |i like to go |i do a lot of |i do a bit "
        rf"of |i am into )(?:doing |at |a spot of |all about )?{THING}{END}",
        _known_hobby,
    ),
    (
        "unwind relax switch occupy busy fill spend pass while go indulge engage pursue lose immerse "
        "devote amuse entertain"
        " de-stress",
        r"^(?:i|we) (?:usually |mostly |often |like to |love to |tend to |always |mainly )*(?:unwind"
        r"|relax|switch off|de-stress|occupy myself|busy myself|fill my (?:\w+ )?(?:time|evenings"
        r"|weekends|days|hours)|pass (?:the|my) time|while away (?:the|my) \w+|go in for|indulge in"
        r"|engage in|pursue|lose myself in|immerse myself in|devote (?:myself|my \w+(?: time)?)|amuse "
        r"myself|entertain"
        r" myself|keep (?:myself )?busy|chill out|recharge|spend (?:my|all my|most of my|a lot of|many"
        r"|hours|countless|every spare) ?(?:free |spare |happy )?(?:time|weekends?|evenings?|sundays"
        rf"|saturdays|hours|minute|moment|nights)?)(?: (?:with|by|to|on|doing|in))* {THING}{END}",
        _known_hobby,
    ),
    (
        "hobby hobbies pastime pastimes passion passions interest interests thing escape obsession "
        "release outlet recreation"
        " therapy love stress way activity place",
        rf"^{X} (?:is|are|has been|has become|have become|became|remains|has always been) {ADV}(?:a |an "
        rf"|the |my |one of my |our |another )+(?:\w+ ){{0,2}}?{_PASTIME}(?: of mine)?(?=\s*$|\s[,;.:–—-]"
        r"|\s(?:and|but|because|since|these|now|at|for|of|in|when|after)\b)",
        _pastime(unless=r"\bno longer\b|\bnot\b", vague=r"\b(?:interest|thing|love)\b"),
    ),
    (
        "how what do pass spend fill way fun unwind relax",
        rf"^{X} is (?:how|what|where) (?:i|we) (?:relax|unwind|switch off|do|pass|spend|fill|chill|get "
        r"away|have fun|let off steam|wind down|occupy|find peace|clear my head|keep busy|keep myself "
        r"busy|escape|like to do|love to do|enjoy doing|turn to)\b(?! for (?:a living|work))",
        _hobby,
    ),
    (
        "my one free spare main big favourite biggest great",
        rf"^(?:my|one of my|another of my|the) (?:\w+ ){{0,3}}?{_PASTIME}(?: (?:these days|right now|at "
        r"the moment|lately|nowadays|outside work|in life))? (?:is|are|include|includes|:|would be|has "
        rf"to be|has always been|lies in) (?:to (?:do|go) )?{THING}(?:(?: ,| and| or).*)?{STOP}",
        _pastime(unless=r"^my \w+ thing|name|game|of mine", vague=r"\b(?:interests?|thing|love)\b"),
    ),
    (
        "keeps keep takes fills occupies gets helps eats",
        rf"^{X} (?:keeps? (?:me|us) (?:busy|sane|happy|occupied|going|entertained|out of trouble|young|fit"
        rf"|calm|balanced)|takes up (?:most|all|a lot|much) of my {_FREE}|fills? (?:up )?my {_FREE}"
        rf"|occupies my {_FREE}|eats up (?:\w+ )*my {_FREE}|helps? me (?:relax|unwind|switch off|de-stress"
        r"|wind down)|gets? me out of the house)\b",
        _known_hobby,
    ),
    (
        "passionate enthusiastic addicted hooked devoted serious keen crazy obsessed mad",
        rf"^{I} {HAVE}(?:\w+ )?(?:passionate about|enthusiastic about|addicted to|hooked on|devoted to"
        r"|serious about|keen on|crazy about|obsessed with|mad about|heavily into|into) (?:doing "
        rf")?{X}{END}",
        lambda found: f"my hobby is {found['x']} ; {found[0]}" if is_pastime(found["x"]) else found[0],
    ),
    (
        "enjoy love like adore",
        r"^(?:i|we) (?:really |absolutely |just |also |always )*(?:enjoy|love|like|adore)(?: to do| doing"
        rf"| spending (?:my )?time (?:on|doing|with)| practi[sc]ing)? {X} ?(?:(?:as a (?:hobby|pastime)"
        r"|in my (?:free|spare) time|on (?:the )?weekends|for fun|at weekends|to unwind|to "
        rf"relax)\b.*){STOP}",
        lambda found: f"my hobby is {found['x']} ; I love {found['x']}",
    ),
    (
        "picked taken took got gotten discovered become fallen fell started begun began ventured thrown "
        "threw gone developed"
        " found turned signed embarked caught",
        rf"^{I} {HAVE}{_BEGAN} {THING}(?: bug)?{END}",
        _known_begun,
    ),
    (
        "hobby pastime passion interest",
        rf"^(?:{I} (?:have|have got|found|have found|picked up|have picked up|got|started|have started"
        r"|discovered|took up|have taken up)|there is) (?:an? |my )(?:new |great |lovely |fresh "
        r")*(?:hobby|pastime|passion|interest|obsession) ?(?:[:,–—-]|and it is|, it is|called|in|now)+ "
        rf"(?:it is )?{THING}{END}",
        _begun,
    ),
    (
        "hobby pastime passion interest obsession",
        r"^(?:my|our) (?:newest|latest|new|most recent|current) (?:hobby|pastime|passion|interest"
        rf"|obsession) (?:is|:) {THING}{END}",
        _begun,
    ),
    (
        "member belong club class group society attend join joined lessons course",
        rf"^{I} {HAVE}(?:a member of|belong to|attend|go to|joined|take|taking|part of|enrolled in|signed "
        r"up for|run|help run|lead) (?:an?|the|my|our|some) (?:local |weekly |little |evening "
        rf"|beginners' |amateur )*{X} (?:club|class|classes|group|society|lessons|course|circle|workshop"
        r"|workshops|league|team)\b",
        lambda found: _hobby(found) if is_pastime(found["x"]) else found[0],
    ),
    (
        "club choir crew orchestra",
        rf"^{I} (?:(?:also|still|sometimes) )?(?P<act>{'|'.join(_IN_A_CLUB)}) (?:with|for|in)"
        r" (?:an?|the|my|our|another) (?:[\w'-]+ ){0,3}?(?:club|choir|crew|orchestra)"
        r"\b(?! (?:chat|project|call|meeting|member|house|shop)\b).*",
        lambda found: f"{found[0]} ; my hobby is {_IN_A_CLUB[found['act'].casefold()]}",
    ),
    # hobbies that are over
    (
        "swapped traded exchanged ditched dropped",
        rf"^{I} {HAVE}(?:swapped|traded|exchanged|ditched|dropped) {X} (?:for|in favour of) "
        rf"{X.replace('?P<x>', '?P<new>')}{END}",
        lambda found: (
            f"I gave up {found['x']} ; I have taken up {found['new']}"
            if is_pastime(found["x"]) and is_pastime(found["new"])
            else found[0]
        ),
    ),
    (
        " ".join(re.findall(r"[a-z]+", DROP)),
        rf"^{I} {HAVE}(?:had to |decided to )?(?:{DROP}|packed|put aside|set aside|give up|stop|quit"
        r"|abandon|drop|no longer do|no longer practi[sc]e|lost touch with|hung up my) (?:doing |my "
        rf"|with |the |practi[sc]ing |going |all )*{X}(?: in| up| aside| as a hobby| for good| altogether"
        rf"| completely)*{STOP}",
        lambda found: (
            _given_up(found)
            if is_pastime(found["x"]) or (found["x"].split()[0].endswith("ing") and len(found["x"].split()) == 1)
            else found[0]
        ),
    ),
    (
        "interest enough fun passion bored tired",
        rf"^{I} {HAVE}(?:completely |totally |rather )*{TIRE} {THING}{END}",
        lambda found: f"I gave up {found['x']} ; I no longer like {found['x']}" if is_pastime(found["x"]) else found[0],
    ),
    (
        "days time phase career adventures years period",
        rf"^(?:my|our|the) {X} (?:days|time|phase|adventures?|years|period|career|lessons|classes|hobby"
        rf"|obsession|chapter) {OVER}",
        _given_up,
    ),
    (
        "longer not hobby",
        rf"^{X} (?:is|are) (?:no longer|not) (?:one of )?(?:my|a|an?) (?:\w+ )?(?:hobby|hobbies|pastimes?"
        r"|passions?|interests?|thing)(?: of mine)?(?: any ?more| any longer)?",
        lambda found: _given_up(found) if re.search(r"longer|any ?more|hobb", found[0]) else found[0],
    ),
    (
        "not longer stopped",
        rf"^{I} (?:am not|am no longer|do not|no longer|have stopped|stopped|never) (?:do|doing|go|going"
        r"|practi[sc]e|practi[sc]ing|into|pursue|pursuing|have time for|having time for|make time for"
        rf"|get round to)* ?(?:doing )?{X}(?P<end> any ?more| any longer| these days)?{STOP}",
        lambda found: (
            _given_up(found)
            if is_pastime(found["x"]) and re.search(r"longer|stopped|any ?more|these days", found[0])
            else found[0]
        ),
    ),
    (
        "past longer over history behind",
        rf"^{X} (?:is|are) (?:now )?(?:a thing of the past|history|over|behind me|in the past|off the "
        rf"table)(?: for me| now)*{STOP}",
        _given_up,
    ),
    (
        "more",
        rf"^no more {X}(?: for me)?(?: any ?more| from now on| now)?{STOP}",
        lambda found: _given_up(found) if is_pastime(found["x"]) else found[0],
    ),
    (
        "through",
        rf"^{I} {HAVE}(?:through|finished|done) with {X}{STOP}",
        lambda found: _given_up(found) if is_pastime(found["x"]) else found[0],
    ),
    ("past", rf"^{X} (?:is|are) a thing of the past(?: for me)?{STOP}", _given_up),
    (
        "hobby passion pastime",
        rf"^i (?:really |just )*(?:am an? \w+ at|love|enjoy|do|like|go) {X} ,? ?(?:it|that|which) is my "
        r"(?:\w+ )?(?:hobby|passion|pastime)\b",
        _hobby,
    ),
    (
        "hobby pastime",
        rf"^(?:as (?:an?|my) (?:new )?(?:hobby|pastime) )?i {HAVE}(?:picked|chosen|chose|taken up|took up"
        rf"|started|adopted|selected) {THING}(?: as (?:an?|my) (?:new )?(?:hobby|pastime))?{STOP}",
        lambda found: _begun(found) if "hobby" in found[0] or "pastime" in found[0] else found[0],
    ),
    (
        "hobby pastime",
        rf"^{I} {HAVE}(?:ended|quit|dropped|given up|gave up|abandoned|stopped) my (?:old )?(?:hobby|pastime) "
        rf"(?:of )?{X}{STOP}",
        _given_up,
    ),
    (
        "takes take",
        rf"^{X} takes up (?:all |most of |half )?my (?:free time|spare time|weekends|evenings|sundays"
        rf"|saturdays){STOP}",
        _hobby,
    ),
    (
        "retired",
        rf"^{I} {HAVE}retired from {X}{STOP}",
        lambda found: _given_up(found) if is_pastime(found["x"]) else found[0],
    ),
)
