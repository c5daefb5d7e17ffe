"""Hobbies, habits and languages, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import (
    ADV,
    BE,
    DROP,
    END,
    HAVE,
    LANGUAGE,
    OVER,
    STOP,
    THING,
    TIRE,
    Construction,
    I,
    X,
    infinitive,
)
from toldonce.memory.extract.paraphrases import is_pastime
from toldonce.memory.extract.verbs import ing_form

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
    r"(?:hobby|hobbies|pastimes?|leisure activity|passions?|interests?|thing|escape|obsession|release|outlet"
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
_TONGUE = (
    r"(?:mother tongue|native (?:language|tongue)|first language|second language|third language|home language"
    r"|family language|other language|main language|strongest language|best language)"
)
_SPEAK = (
    r"(?:speak|talk|chat|converse|communicate|understand and speak|read and write|speak and write|speak "
    r"and read|hold (?:a |my own in a )?(?:basic |decent )?conversation|express myself|make myself "
    r"understood|get by|get around|manage|read, write and speak|read|follow a conversation|find my way"
    r"|joke|swear|dream|think|argue|teach)"
)
_ACTING = r"(?P<act>[\w'-]+ing(?:\s(?!is\b|are\b|has\b|was\b)[\w'-]+){0,6}?)"
_BASE = r"(?P<act>(?!be\b|not\b|have been\b)[\w'-]+(?:\s[\w'-]+){0,7}?)"
_CADENCE = (
    r"(?P<often>(?:(?:on |every |each )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:morning|evening"
    r"|night|afternoon)s?)?(?: and (?:mon|tues|wednes|thurs|fri|satur|sun)days?)?|(?:every"
    r"|each)\s(?:single |other |second )?\w+(?:\s(?:morning|evening|night|afternoon))?|most (?:days"
    r"|mornings|evenings|nights|weekends)"
    r"|(?:on|at) (?:the )?(?:weekends?|weekdays)|(?:once|twice|(?:three|four|five|several|a few) times|\d "
    r"times) (?:a|per|every|each) \w+|(?:before|after) (?:breakfast|lunch|dinner|work|bed|school)|in the "
    r"(?:mornings?|evenings?|afternoons?)|first thing(?: in the morning)?|daily|weekly|nightly|(?:mornings"
    r"|evenings|weekends)))"
)


def _hobby(found: re.Match[str]) -> str:
    return f"my hobby is {found['x']}"


def _known_hobby(found: re.Match[str]) -> str:
    return f"my hobby is {found['x']}" if is_pastime(found["x"]) or found["x"].split()[0].endswith("ing") else found[0]


def _begun(found: re.Match[str]) -> str:
    return f"I have taken up {found['x']}"


def _known_begun(found: re.Match[str]) -> str:
    return _begun(found) if is_pastime(found["x"]) or found["x"].split()[-1].endswith("ing") else found[0]


def _given_up(found: re.Match[str]) -> str:
    thing = found["x"]
    if thing.startswith(("habit", "routine", "ritual")):
        return found[0]
    return f"I gave up {thing}" if thing.islower() else found[0]


def _speaks(found: re.Match[str]) -> str:
    return f"I speak {found['x']}"


def _does(found: re.Match[str]) -> str:
    """A habit, with how often: "swimming is my Friday ritual"."""
    act = infinitive(found["act"])
    often = (found.groupdict().get("often") or "").strip()
    if not act or act.split()[0] in ("be", "have", "go to", "die"):
        return found[0]
    if often and re.match(
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|mornings|evenings", often, re.IGNORECASE
    ):
        often = f"on {often}" if not often.startswith(("morn", "even")) else f"in the {often}"
    return f"I {act} {often}".strip() if often or re.search(_CADENCE, act, re.IGNORECASE) else f"I usually {act}"


def _stopped(found: re.Match[str]) -> str:
    act = found["act"]
    base = infinitive(act)
    if not base:
        return found[0]
    word, _, rest = base.partition(" ")
    return f"I have stopped {ing_form(word)} {rest}".strip()


RULES: tuple[Construction, ...] = (
    # languages
    (
        "tongue language",
        rf"^{LANGUAGE} (?:is|was) (?:also )?(?:my|our|the) {_TONGUE}(?: (?:of|in) (?:my|our) (?:family|home|house))?\b",
        _speaks,
    ),
    ("tongue language", rf"^(?:my|our) {_TONGUE}(?: at home)? (?:is|was|:) {LANGUAGE}\b", _speaks),
    (
        "tongue language languages",
        r"^(?:one|another|the other|a|my|the|among the|another of the|one of the|one of my) (?:second "
        r"|third |other )?(?:languages?|tongues?)(?: (?:that |which )?(?:i|we) (?:can |also |know how to "
        r")*(?:speak|know|use|master|understand|speak at home|am fluent in|grew up with|learned))? (?:is"
        rf"|are|include) {LANGUAGE}\b",
        _speaks,
    ),
    (
        "language languages",
        rf"^{LANGUAGE} is (?:one of (?:the|my) |a |another |the )?(?:languages?|tongues?) (?:that |which "
        r")?(?:i|we) (?:can |also |know how to )*(?:speak|know|use|master|understand|grew up with|talk"
        r"|am fluent in|learned|use)\b",
        _speaks,
    ),
    (
        "speak talk chat converse communicate understand read hold express make get manage follow find joke swear dream"
        " think argue teach use",
        r"^(?:i|we) (?:(?:can|could|am able to|know how to|do|also|even|still|really|mostly|usually"
        r"|happen to|manage to|learned to|learnt to|have learned to|like to|often|always|can also"
        rf"|only)\s)*{_SPEAK} (?:(?:in|with|a bit of|a little|some|good|decent|fluent|passable|perfect"
        rf"|basic|rusty|pretty good|a fair bit of|enough|both)\s)*{LANGUAGE}\b",
        lambda found: _speaks(found) if not re.search(r"\bcould\b", found[0]) else found[0],
    ),
    (
        "use switch fall lapse default address write",
        rf"^(?:i|we) (?:use|speak|switch to|fall back on|default to|write|talk) {LANGUAGE} (?:with|at"
        r"|among|to|in|on|for|when) (?:my |our |the )?\w+",
        _speaks,
    ),
    (
        "raised brought grew reared born taught",
        r"^(?:i|we) (?:was |were |am |have been )?(?:raised|brought up|grew up|reared|educated|schooled"
        r"|growing up)(?: bilingually| bilingual| at home)? (?:speaking |with |in |on |hearing and "
        rf"speaking )(?:both )?{LANGUAGE}\b",
        _speaks,
    ),
    (
        "learned learnt taught picked mastered acquired studied know taken",
        rf"^(?:i|we) {HAVE}(?:learned|learnt|taught myself|picked up|mastered|acquired|know|taught myself "
        r"to speak|learned to speak|learned how to speak|taught myself some|become fluent in|became "
        r"fluent in)(?: (?:some|a bit of|a little|my|enough|good|basic|how to speak|both))* "
        rf"{LANGUAGE}\b(?! (?:teacher|food|cuisine|history|song))",
        lambda found: _speaks(found) if not re.search(r"never|\bnot\b", found[0]) else found[0],
    ),
    (
        "command knowledge grasp fluency proficiency mastery level skills basics words certificate degree",
        r"^(?:i|we) (?:have|possess|have got)(?: an?| some| the)? ?(?:\w+ )*(?:command|knowledge|grasp"
        r"|fluency|proficiency|mastery|level|skills|understanding|basics|degree|certificate) (?:of"
        rf"|in) {LANGUAGE}\b",
        _speaks,
    ),
    (
        "versed fluent fluently comfortable proficient native conversational bilingual good okay decent "
        "confident speaker at"
        " home fine",
        rf"^(?:i|we) {BE}(?:\w+ )*?(?:fluent|comfortable|proficient|native|conversational|bilingual|good"
        r"|okay|ok|decent|confident|at home|at ease|fine|competent|literate|eloquent|versed"
        r"|trilingual)(?: speaking| talking| chatting| enough)? (?:in|at|with|speaking|and speak) "
        rf"(?:both )?{LANGUAGE}\b",
        lambda found: _speaks(found) if not re.search(r"\bnot\b|\bnever\b", found[0]) else found[0],
    ),
    (
        "speaker speakers",
        rf"^(?:i|we) am (?:an? )?(?:\w+ )*?{LANGUAGE}[- ]?(?:speaker|speaking|native speaker)\b",
        _speaks,
    ),
    (
        "my our",
        rf"^(?:my|our) (?:spoken |written )?{LANGUAGE} (?:is|was|has become|has got|has gotten|got|gets"
        r"|comes|skills are|sounds|remains|could be|needs|goes)\b(?! (?:teacher|class|lesson|course"
        r"|friend|wife))",
        _speaks,
    ),
    (
        "comes runs flows natural second easily",
        rf"^{LANGUAGE} (?:comes? (?:naturally|easily|natural)(?: to me)?|is (?:second nature|no problem"
        r"|easy|natural) (?:to|for) me|rolls off my tongue|is what (?:i|we) (?:speak|talk|use)(?: at home"
        r"| with .*)?|is spoken (?:at|in) (?:my|our) (?:home|house|family)|is (?:my|our) (?:language"
        r"|everyday language))",
        _speaks,
    ),
    (
        "fluent native conversational",
        rf"^(?:\w+ )?(?:fluent|native|conversational|bilingual)(?: speaker)? (?:in|of)? ?{LANGUAGE}(?: "
        rf"speaker)?(?: here)?{STOP}",
        _speaks,
    ),
    (
        "besides apart addition aside",
        r"^(?:besides|apart from|in addition to|aside from|next to|other than|as well as) [\w ]+? ,? ?i "
        rf"(?:also )?(?:speak|know|have) {LANGUAGE}\b",
        _speaks,
    ),
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
        lambda found: (
            found[0]
            if re.search(r"\bno longer\b|\bnot\b", found[0])
            else (
                _hobby(found)
                if not re.search(r"\b(?:interest|thing|love)\b", found[0]) or is_pastime(found["x"])
                else found[0]
            )
        ),
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
        lambda found: (
            found[0]
            if re.search(r"^my \w+ thing|name|game|of mine", found[0])
            else (
                _hobby(found)
                if not re.search(r"\b(?:interests?|thing|love)\b", found[0]) or is_pastime(found["x"])
                else found[0]
            )
        ),
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
    # hobbies that are over
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
    # habits
    (
        "find sees find",
        rf"^(?P<often>(?:mon|tues|wednes|thurs|fri|satur|sun)days) (?:find|see|catch) me {_ACTING}{STOP}",
        _does,
    ),
    ("it", rf"^{_CADENCE} it is {_ACTING}(?: for me| time)*{STOP}", _does),
    (
        "out off at",
        rf"^{I} am (?:always |usually |out |off |busy |up )+{_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "ritual routine habit tradition",
        r"^(?:my|our) (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|evening|night|weekend|daily"
        rf"|weekly)(?: (?:morning|evening|night))? (?:ritual|routine|habit|tradition|thing) is {_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])} every {found['day']}".replace("every daily", "every day").replace(
            "every weekly", "every week"
        ),
    ),
    (
        "habit routine ritual",
        rf"^{I} (?:have|have got) (?:an? )?(?:\w+ )?(?:habit|routine|ritual) ?[:,–—-] (?:of )?{_ACTING}{STOP}",
        _does,
    ),
    (
        "stopped dropped quit",
        rf"^{I} {HAVE}(?:stopped|dropped|quit|given up|gave up|ended|cancelled) my (?P<day>(?:mon|tues|wednes"
        rf"|thurs|fri|satur|sun)day|morning|evening|daily|weekly|nightly) {_ACTING}{STOP}",
        _stopped,
    ),
    (
        "part",
        rf"^{I} {HAVE}(?:made|turned) {_ACTING} (?:into )?(?:a )?part of my (?P<when>day|morning|evening|night"
        r"|week|routine)\b",
        lambda found: (
            f"I {infinitive(found['act'])} every {found['when']}"
            if found["when"] != "routine"
            else f"I usually {infinitive(found['act'])}"
        ),
    ),
    (
        "used",
        rf"^{I} am (?:quite |so )?used to {_ACTING}{STOP}",
        lambda found: f"I {infinitive(found['act'])}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "exception fail",
        rf"^{_CADENCE} ,? ?(?:without (?:exception|fail)|religiously|like clockwork) ,? ?i {_BASE}{STOP}",
        lambda found: f"I {found['act']} {found['often']}",
    ),
    ("get", rf"^{I} (?:always )?get my {_ACTING} in {_CADENCE}", _does),
    ("bother bothering", rf"^{I} (?:no longer|do not) bother (?:with |to )?{_ACTING}(?: any ?more)?{STOP}", _stopped),
    (
        "mondays tuesdays wednesdays thursdays fridays saturdays sundays mornings evenings weekends",
        rf"^(?P<often>(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|evenings|weekends) ,? ?i {_BASE}{STOP}",
        lambda found: f"I {found['act']} on {found['often']}",
    ),
    (
        "been",
        rf"^{I} have (?:now )?been (?P<act>[\w'-]+ing\b.*?{_CADENCE.replace('?P<often>', '?:')}.*?){STOP}",
        lambda found: f"I {infinitive(found['act'])}",
    ),
    (
        "habit routine ritual tradition rule",
        rf"^{I} {HAVE}(?:made|turned) {_ACTING} (?:into )?(?:a|my|an?) (?:\w+ )?(?:habit|routine|ritual"
        r"|tradition|rule)\b",
        lambda found: f"I {infinitive(found['act'])}",
    ),
    (
        "are is means mean",
        rf"^{_CADENCE} (?:is|are|means?|always means?|is reserved|are reserved|is all about|are all about"
        rf"|belongs? to|is (?:my )?time)(?: for| about)? (?:me |us )?{_ACTING}(?: for me)?{STOP}",
        _does,
    ),
    (
        "ritual routine must tradition habit custom thing constant what something part",
        rf"^{_ACTING}(?: {_CADENCE})? (?:is|has become|has been|is just|became) {ADV}(?:(?:a |an |the |my "
        r"|our |one of my )*(?:fixed |sacred |daily |weekly |regular |little |morning |evening |big "
        r"|firm |set |old )*(?:rituals?|routines?|must|tradition|habits?|custom|constant|fixture"
        r"|thing)(?: of mine| for me)?"
        r"|part of (?:my|our) (?:\w+ )?(?:routine|life|week|day|ritual|schedule|morning|evening)"
        r"|something i (?:always )?do|what i (?:always |usually )?do|how i (?:start|end|begin|finish) "
        rf"(?:my|the) \w+)(?: {_CADENCE.replace('?P<often>', '?P<often2>')})?",
        lambda found: _does_either(found),
    ),
    (
        "point habit rule business effort ritual routine custom thing priority",
        rf"^(?:{I} {HAVE}(?:make (?:it )?(?:a |my |an )?|made (?:it )?(?:a |my |an )?|have (?:made "
        r")?(?:it )?(?:a |my )?|got |fallen |am |fell |gotten )(?:in |into |it )*(?:the |a |an |my "
        r")*(?:\w+ )?(?:point|habit|rule|business|effort|ritual|routine|custom|priority|tradition"
        r"|swing)(?: of| to|, to)?|(?:it is|it has become|that is) (?:a |my |our |the )?(?:\w+ )?(?:habit"
        r"|routine|custom|ritual|rule|thing|tradition)"
        r" (?:of mine )?(?:to|that i)|(?:my|part of my|one of my|a part of my|our) (?:\w+ )?(?:habits?"
        r"|routine|rituals?|rules?|customs?|traditions?) (?:is|includes|involves|consists of|is that "
        rf"i)(?: to)?) (?:to )?(?:always )?{_BASE}{STOP}",
        _does,
    ),
    (
        "find catch see finds sees spot finding",
        rf"^(?:(?:{_CADENCE} ,? ?)?(?:you|people|they) (?:will|can|would) (?:usually |always |often "
        rf"|generally |mostly )*(?:find|catch|see|spot) me|{_CADENCE.replace('?P<often>', '?P<often3>')} "
        rf"(?:finds|sees|catches) me) {_ACTING}{STOP}",
        lambda found: _does_either(found),
    ),
    (
        "try like love aim manage want prefer tend attempt seek strive enjoy",
        rf"^{I} {ADV}(?:try|like|love|aim|manage|prefer|attempt|strive|make sure|do my best|make time)(?: "
        rf"always)? to {_BASE}{STOP}",
        lambda found: f"I {found['act']}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0],
    ),
    (
        "never",
        rf"^{I} (?:never|hardly ever|rarely|almost never|do not ever) (?:miss|skip|go without|fail to"
        r"|forget to|forgo|let a \w+ (?:go by|pass) without|start (?:my|the) day without|end (?:my|the) "
        rf"day without) (?:my |a |an )?(?P<act>[\w'-]+(?:\s[\w'-]+){{0,6}}?){STOP}",
        lambda found: _does_plain(found),
    ),
    (
        "fail failing",
        rf"^(?:without fail ,? ?|like clockwork ,? ?|religiously ,? ?)?{I} (?:without fail |religiously |like "
        rf"clockwork )?{_BASE}(?: ,)? (?:without fail|like clockwork|religiously|come rain or shine)\b",
        lambda found: _does(found),
    ),
    ("fail clockwork religiously", r"^(?:without fail|like clockwork|religiously) ,? ?(?=i )", "I always "),
    (
        "begun started taken gotten fallen got recently begin adopted",
        rf"^{I} {HAVE}(?:begun|taken to|gotten into|fallen into|got into|adopted the habit of|picked up "
        r"the habit of|developed the habit of|started|got back to|gone back to)(?: the habit of| a "
        rf"routine of)? {_ACTING}{STOP}",
        lambda found: (
            f"I have started {found['act']}" if re.search(_CADENCE, found["act"], re.IGNORECASE) else found[0]
        ),
    ),
    # habits that are over
    (
        "broken kicked dropped habit fallen lost got gotten given gave abandoned ditched quit stopped out shaken broke"
        " let ended packed finished done cut",
        rf"^{I} {HAVE}(?:broken|kicked|dropped|fallen out of|got(?:ten)? out of|lost|given up|gave up"
        r"|abandoned|ditched|quit|let go of|shaken off|broke|ended|packed in|done with|finished with|let "
        r"slide|cut out|put an end to|knocked on the head|stopped|had to stop|ceased|through with)(?: "
        r"on)? (?:(?:the|my|this) (?:\w+ )?(?:habit|routine|ritual|custom|tradition) of |my |with |the "
        rf"|going )*{_ACTING}(?: on the head| any ?more| altogether| for good)*{STOP}",
        _stopped,
    ),
    (
        "over ended gone history finished past no end behind close dropped stopped",
        rf"^(?:my|our|the)? ?{_ACTING} {OVER}",
        _stopped,
    ),
    (
        "used",
        rf"^{I} (?:used to|once used to|always used to) {_BASE} ?(?:,|;|but|and|–|-)+ (?:but |and "
        r")?(?:now )?(?:not (?:any ?more|any longer|now)|i (?:do not|no longer|have stopped|stopped|gave "
        r"(?:it|that) up|quit|gave up|have given (?:it|that) up|dropped (?:it|that)|have not)\b.*|these "
        r"days i do not\b.*|no longer|those days are (?:over|gone)|that is over(?: now)?"
        rf"|that stopped|that has stopped){STOP}",
        _stopped,
    ),
    (
        "more",
        rf"^(?:there (?:is|will be) )?no more {_ACTING}(?: for me)?(?: any ?more| from now on| now)?{STOP}",
        _stopped,
    ),
)


def _does_either(found: re.Match[str]) -> str:
    """As `_does`, with how often it is said in front or behind."""
    act = infinitive(found["act"])
    groups = found.groupdict()
    often = next((groups[name] for name in ("often", "often2", "often3") if groups.get(name)), "")
    if not act:
        return found[0]
    if re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends", often, re.IGNORECASE):
        often = f"on {often}"
    return f"I {act} {often}".strip() if often or re.search(_CADENCE, act, re.IGNORECASE) else f"I usually {act}"


def _does_plain(found: re.Match[str]) -> str:
    act = infinitive(found["act"])
    return f"I always {act}" if act else found[0]
