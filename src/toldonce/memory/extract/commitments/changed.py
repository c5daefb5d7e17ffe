"""What was planned and is moved, called off or done, by the words of a whole sentence.

The theme of commitments reads a plan and its end where a clause names the act. Whoever moves a plan names it in other
words: "the optician rang, they have moved me to Friday". Such a sentence ends every plan that it names, and what it
moves is planned anew. A denial of what was never planned changes nothing, so it need not be known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.commitments.appointments import APPOINTMENT
from toldonce.memory.extract.commitments.duty import Duty, act_key, due
from toldonce.memory.extract.commitments.events import spelled
from toldonce.memory.extract.commitments.reading import TASKS
from toldonce.memory.extract.english.people import RELATION
from toldonce.memory.extract.english.phrases import trimmed
from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.english.when import TimePhrase, mark_times, phrase_of, times_of, unmark
from toldonce.memory.extract.sentences.modality import asks, is_conditional
from toldonce.memory.extract.sentences.wording import about, sentence
from toldonce.memory.slots import MAX_KEY_CHARACTERS, value_key

LONGEST = 25
"""Words of a sentence; who says more tells a story."""
_OCCASION = re.compile(
    rf"\b(?:{APPOINTMENT}|dentist|doctor|gp|physio|optician|hairdresser|barber|vet|therapist|therapy|plumber"
    rf"|electrician"
    r"|midwife|evening|gig|game|brunch|coffee|drinks|barbecue|bbq|essay|report|assignment|thesis|paper|viva|shift|mot"
    r"|service|collection|pick-?up|launch|demo|stand-?up|catch-?up|practice|training|sleepover|christening|funeral"
    r"|picnic|tour|slot|holiday|dr \w+|jab|scan|haircut|fitting|blood test|handover|exams?|lessons?)\b",
    re.IGNORECASE,
)
_GENERAL = frozenset("appointment booking date meeting reservation session slot thing trip visit holiday".split())
"""Names of an occasion that say nothing when another word stands beside them."""
_TOGETHER = frozenset("coffee dinner lunch brunch drinks breakfast tea date catch-up catchup meeting meet-up".split())
"""Occasions by whose name a plan to meet somebody is meant too."""
_DETERMINER = re.compile(
    r"^(?:(?:the|my|our|that|this|his|her|their|an?|new|poor|whole|entire|next)\s)+", re.IGNORECASE
)
_OF_SOMEBODY = re.compile(
    rf"\b(?:my|our|his|her|their|your)\s(?:\w+\s)?(?:{RELATION})(?:'s|s')|\byour\b", re.IGNORECASE
)
_AT_A_PRACTICE = re.compile(
    r"(?:(?:my|our|the) )?(?:doctor|dentist|gp|physio|therapist|vet|coach|teacher)(?:'s|s') (?:appointment|visit"
    r"|check-?up)\b",
    re.IGNORECASE,
)
_BY_OWNER = re.compile(r"^(?P<whose>(?:Dr\.? )?[A-Z][\w-]+)'s (?P<what>appointment|meeting|call|visit)$")
_LEAD = re.compile(
    r"(?:(?:oh|ok|okay|so|well|right|anyway|and|but|hey|update|btw|by the way|also|yeah|yes|no(?! (?:more|need"
    r"|longer)\b)"
    r"|just|actually|turns out"
    r"|good news|bad news|sadly|unfortunately|annoyingly|finally|phew|fyi|change of plans?|quick update|done|sorted)"
    r"\s?[,:!.–—-]?\s)+",
    re.IGNORECASE,
)
_MARK = "[\ue000-\ue03f]"
"""A time phrase; see `mark_times`."""
_T = rf"(?:(?:on|to|till|until|for|at)\s)?(?P<t>{_MARK})"
_X = (
    r"(?P<x>(?!(?:i|we|he|she|it|they|you|that|this|there|what|who)\b)[\w'&.-]+"
    r"(?:\s(?!(?:and|but|so)\b)[\w'&.-]+){0,5}?)"
)
_MOVE = (
    r"(?:moved?|reschedul(?:ed?|ing)|postponed?|push(?:ed)?(?: back| out| on)?|put (?:back|off|forward)|brought "
    r"forward"
    r"|bumped|switch(?:ed)?|chang(?:ed?|ing)|shift(?:ed)?|delay(?:ed)?|rearranged?|rebook(?:ed)?|swap(?:ped)?"
    r"|pulled forward|bring forward)"
)
_BY_NOW = r"(?:(?:now|just|already|finally|all|been|got|had to be|had to|have to|to|being|since)\s)*"
_SOMEBODY = r"(?:(?:i|we|they|he|she|the \w+(?: \w+)?|my \w+|[A-Z][\w.]+)\s(?:(?:have|has|had|am|are|is)\s)?|had to\s)?"
_MOVED = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        rf"{_X}\s(?:has|have|had|is|are|was|were|got|gets)\s{_BY_NOW}{_MOVE}\b.{{0,40}}?{_T}",
        rf"{_SOMEBODY}{_BY_NOW}{_MOVE}\s{_X}\s(?:(?:back|forward|out|on|from {_MARK})\s)*(?:to|till|until|for)\s"
        rf"(?P<t>{_MARK})",
        rf"{_X}\s(?:is|are)\s(?:(?:coming|happening|taking place|due)\s)?(?:now\s)?{_T}\s?(?:now\b|instead\b|, not\b"
        r"|rather than\b)",
        rf"{_X}\s(?:is|are)\s(?:now\s){_T}",
        rf"{_X}\s(?:has |have )?(?:just )?(?:rang|called|phoned|emailed|texted|messaged|got in touch|wrote)\b"
        rf".{{0,24}}?\b(?:they|she|he|to)\s(?:(?:have|has|had|had to|want to|need to|say|said)\s)*{_MOVE}\s(?:me|us|it"
        rf"|my \w+|the \w+)\b.{{0,20}}?{_T}",
        rf".*\b(?:extension|extra time|more time|new deadline)\s(?:on|for|with)\s{_X}"
        rf"\s?(?:,|and|so|until|till|-).*?{_T}",
    )
)
_OTHER_DAY = re.compile(
    rf"(?P<who>[A-Z][\w-]+) (?:can not|could not|can no longer) (?:make|do) (?:it )?(?:on )?{_MARK}\s?(?:,|so|and)"
    r".{0,30}?\b(?:doing|meeting|making it|do|meet|going for|see(?:ing)? (?:him|her|them))\b.{0,12}?"
    rf"(?P<t>{_MARK})"
)
_OFF = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        rf"{_X}(?:\s(?:has|have|had|is|are|was|were|got)|'s)\s{_BY_NOW}(?:cancell?ed|called off|off|scrapped|axed"
        r"|binned|no longer happening|not happening|not going ahead|no longer going ahead|no longer on|not on any more"
        r"|postponed indefinitely)\b(?! (?:to|limits|with|by|work|school|on|as|in)\b)",
        rf"{_X}\s(?:fell|has fallen|have fallen) through\b",
        rf"{_X}\s(?:is|are) (?:not|no longer) (?:happening|going ahead|taking place|going to happen)\b",
        rf"{_SOMEBODY}{_BY_NOW}(?:ended up )?(?:cancel(?:l?ed|l?ing)?|call(?:ed)? off|scrap(?:ped)?|pull(?:ed)? out of"
        rf"|back(?:ed)? out of|bail(?:ed)? on|ditch(?:ed)?)\s{_X}(?=\s?(?:[,;.!]|$|\b(?:because|as|since|and|so|in the"
        rf" end|after all|for now|this|last|which|today|yesterday|entirely|altogether)\b|{_MARK}))",
        r"(?:i|we) (?:am|are) (?:not|no longer) (?:seeing|meeting|doing|having|flying to|attending"
        rf"|visiting|hosting)\s{_X}\s(?:after all|any more|any longer|now|in the end)\b",
        r"(?:i|we) (?:can not|can no longer|could not) (?:attend|come to|do)\s"
        rf"{_X}\s(?:after all|any more|any longer|now)\b",
    )
)
_NOT_GOING = re.compile(
    r"(?:i|we) (?:(?:am|are) (?:not|no longer) going (?:to|on)|(?:can not|can no longer|could not) (?:go|make it) to)"
    rf"\s{_X}\s(?:after all|any more|any longer|now|in the end)\b",
    re.IGNORECASE,
)
_TO_GO = (
    r"(?:go to|see|visit|be at|attend|come to|turn up (?:at|for)|show up (?:at|for)|make it to|do|have|host"
    r"|prepare for"
    r"|worry about|think about|get to)"
)
_NOT_NEEDED = re.compile(
    rf"(?:(?:(?:i|we)\s)?(?:no longer (?:have|need)|do not (?:have|need)|need not(?= (?:go|see|visit))|have not "
    rf"got)(?: to)?"
    rf"|(?:there is )?no (?:more )?need (?:for me |for us )?to) (?:{_TO_GO}\s)?{_X}(?=\s?(?:[,;.!]|$)"
    rf"|\s(?:any more|any longer|after all|now|because|since|as|this|next|for)\b|\s?{_MARK})",
    re.IGNORECASE,
)
_NOT_AFTER_ALL = re.compile(
    rf"(?:i have changed my (?:mind|plans?) and )?(?:(?:i|we) )?(?:(?:will|do|am going to|are going to) not(?: have to"
    rf"| need to)?|(?:have )?(?:decided|chosen) not to|have decided against|(?:am|are) not going to)"
    rf" (?P<act>{'|'.join(sorted(TASKS))}) {_X} after all\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    rf"(?:(?:(?:i|we)\s)?(?:no longer (?:have|need)|do not (?:have|need)|need not) to|(?:there is )?no need to)"
    rf" (?P<act>{'|'.join(sorted(TASKS))}) {_X}(?=\s?(?:[,;.!]|$)|\s(?:any more|any longer|after all|now|because"
    rf"|since|as)\b"
    rf"|\s?{_MARK})",
    re.IGNORECASE,
)
_UNNECESSARY = re.compile(
    rf"(?:to )?(?P<act>{'|'.join(sorted(TASKS))}) {_X} (?:is|are) (?:no longer|not any ?more|not) (?:necessary"
    rf"|needed|required)"
    r"(?: any ?more| any longer| now)?(?=\s?(?:[,;.!]|$))",
    re.IGNORECASE,
)
_DROPPED = (_NOT_AFTER_ALL, _NO_DUTY, _UNNECESSARY)
"""That an act is not to be done, in the words of the act."""
_WHOSE = re.compile(
    r"^(?:up |off |back |in |out )?(?:(?:the|my|our|his|her|their|that|those|any|a|an) )?", re.IGNORECASE
)
_DONE = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        rf"(?:(?:i|we)\s(?:have\s)?)?(?:finally |just |already )*got\s{_X}\s(?:sorted|done|finished|fixed"
        r"|out of the way|over with|booked|paid|in the post|sent off|handed in|returned|renewed|collected|ordered)\b",
        rf"{_X}(?:\s(?:is|are|has been|have been|was)|'s)\s{_BY_NOW}(?:done(?! for)|sorted|dealt with|taken care of"
        r"|out of the way|handed in|finish(?:ed)?(?! (?:at|by|in)\b)|behind (?:me|us)|complete(?:d)?|settled|wrapped up"
        r"|ticked off|crossed off|off (?:my|the) (?:plate|list|desk|table|mind|agenda|to-?do list)|closed|history"
        r"|no longer (?:needed|necessary|required|an issue|my problem|open|due)|not (?:needed|necessary) any ?more)\b",
        rf"{_X}\s(?:can|may|could|should)\s(?:now\s)?(?:come off|be (?:crossed|ticked|taken|struck|removed|deleted"
        rf"|scratched)"
        r"(?: (?:off|from|out))?)(?: (?:the|my|your) (?:to-?do )?(?:list|plate|calendar))?\b",
        rf"(?:you can |please )?(?:cross|tick|strike|scratch|take|mark|remove|delete) (?:off )?{_X}"
        r"\s(?:off(?=$|\s?[,;.]| (?:the|my|your) )|from (?:the|my|your) (?:to-?do )?list|as (?:done|finished"
        r"|complete))\b",
        rf"(?:please )?(?:cross|tick|strike|scratch) off {_X}(?=$|\s?[,;.–-]|\s(?:please|it is|that is|now"
        rf"|because|as)\b)",
        rf"(?:there is |i have )?nothing (?:left|more) to (?:do|worry) (?:about|for|with) {_X}(?=$|\s?[,;.])",
        rf"(?:i am |we are )?(?:done|finished|through) with {_X}(?=$|\s?[,;.])",
        rf"status (?:on|of) {_X}\s?:\s?(?:all )?(?:done|finished|complete|closed|sorted|cancell?ed)\b",
        rf"{_X}\s?[?:–—-]+\s?(?:all |already |now |been |has been |is |finally |just )*(?:done|finished|sorted"
        rf"|complete(?:d)?"
        r"|closed|ready|cancell?ed|taken care of|no longer needed|called off|dealt with|ticked off|settled)\b",
        rf"{_X}\s(?:i|we)\s(?:have\s)?{_BY_NOW}(?:made|done|finished|completed|sorted|taken care of|dealt with"
        rf"|managed|settled)"
        r"\b",
        rf"(?:i|we) (?:have )?(?:already |finally |just )*(?:brought|took|taken) {_X} back\b",
        rf"(?:you can |please )?(?:forget|scratch|scrap|never mind)(?: about)? {_X}(?=$|\s?[,;.])",
        rf"(?:(?:i|we) (?:have )?|somebody else |someone else )(?:already |finally )?(?:took|taken) care of {_X}"
        rf"(?=$|\s?[,;.]|\s(?:so|for me|and|already|yesterday|today|last)\b|\s?{_MARK})",
        rf"(?:my |our |the |a )?\w+ (?:has )?(?:took over|taken over|takes over|took care of|taken care of|handled"
        rf"|dealt with|did)"
        rf" {_X}(?=$|\s?[,;.]|\s(?:so|for me|and|already|yesterday|today|last)\b)",
        r"you (?:can|may|could|do not (?:have|need) to|no longer (?:have|need) to|need not) (?:now )?(?:stop )?"
        rf"remind(?:ing)? me (?:to|about|of) {_X}(?=$|\s?[,;.]|\s(?:any more|now|again|when|every|each)\b)",
        rf"(?:the |my )new\s{_X}\s(?:has |have )?(?:just |finally )?(?:arrived|come|came)\b",
        rf"^new\s{_X}\s(?:has |have )?(?:just |finally )?(?:arrived|come|came)\b",
    )
)
_ACT_DONE = re.compile(
    rf"{_X}(?:\s(?:is|are|has been|have been)|'s)\s{_BY_NOW}"
    r"(?P<act>paid|booked(?! (?:for|on|in)\b)|sent|submitted|renewed|returned|fixed"
    r"|repaired|collected|posted|filed|signed|ordered|bought|cleaned|washed|picked up)\b",
    re.IGNORECASE,
)
_ERRANDS = TASKS - frozenset("get make take give do go read study check update install tell ask build".split())
"""What is told as done without "I", and by no verb that goes with anything."""
_DONE_FOR_ME = re.compile(
    rf"(?:my (?:\w+ )??\w+|somebody|someone|[A-Z]\w+) (?:(?:has|have) )?(?:already )?(?P<act>[a-z]+) {_X}"
    r" (?:already|for me|so i do not have to)\b",
    re.IGNORECASE,
)
""" "My wife has called the plumber already"."""
_ELIDED = re.compile(
    r"(?P<act>[a-z]+) (?P<particle>(?:up|off|in|out|back|down) )?(?P<x>(?:the|my|our|[A-Z])[\w' &.-]+?)"
    rf"(?=\s?(?:[,;.!]|$|\b(?:already|finally|just|for|from|to|on|at|so|and|earlier)\b|{_MARK}))",
    re.IGNORECASE,
)


def changed_plans(words: str, at: datetime) -> Iterator[Duty]:
    """What a sentence (plain) of the user's, said ``at`` a time, calls off or moves; a moved plan follows its end."""
    text = " ".join(words.strip(" .!?").replace(", ", " , ").split())
    if len(text.split()) > LONGEST or asks(text) or is_conditional(text):
        return
    marked, phrases = mark_times(text)
    for place in dict.fromkeys((0, *(found.end() for found in _CLAUSE.finditer(marked)))):
        clause = marked[place:]
        lead = _LEAD.match(clause)
        changed = list(_changed(clause[lead.end() :] if lead else clause, phrases, at))
        if changed:
            yield from changed
            if (with_whom := _WHO_CAN_NOT.match(marked)) and place and _is_of_two(changed[0]):
                yield _end([f"{act} {with_whom['who']}" for act in ("meet", "see")])
            return


_WHO_CAN_NOT = re.compile(
    r"(?P<who>[A-Z][\w-]+)(?:(?: (?:has|is)|'s) (?:been |got |now |still )*(?:ill|sick|poorly|away|stuck|busy|working"
    r"|down with|not well|unwell|in bed|off sick|covid|flu|the flu|a cold|a migraine|delayed)| can not| could not"
    r"| cancell?ed| bailed| has to work)\b"
)
""" "Dagmar is ill, so lunch is off": with whom it was to be."""


def _is_of_two(end: Duty) -> bool:
    return end.over and end.key.removeprefix(ANY_OF).partition(ANY_OF)[0] in _TOGETHER


_CLAUSE = re.compile(r"\s[,;:–—-]\s|\s(?:and|but|so|because)\s")


def _changed(clause: str, phrases: Sequence[TimePhrase], at: datetime) -> Iterator[Duty]:
    if (other := _OTHER_DAY.match(clause)) and (on := _when(other["t"], phrases, at)) is not None:
        who = other["who"]
        yield _end([who])
        yield Duty(f"meet {who}", act_key("meet", who), sentence(f"The user plans to meet {who} {on[1]}"), on[0])
        return
    for pattern in _MOVED:
        if (found := pattern.match(clause)) and (on := _when(found["t"], phrases, at)) is not None:
            thing = _thing(found["x"], phrases)
            if thing and _OCCASION.search(thing):
                yield _end(_names(thing))
                said = about("the user", f"{thing} is {on[1]}", again=True)
                yield Duty(thing, value_key(thing), sentence(f"The user's {said}"), on[0])
                return
    if (found := _NOT_GOING.match(clause)) and (thing := _thing(found["x"], phrases)):
        yield _end([*_names(thing), act_key("go", thing)])
        return
    if (found := _NOT_NEEDED.match(clause)) and (thing := _thing(found["x"], phrases)) and _OCCASION.search(thing):
        yield _end([*_names(thing), *(act_key(lemma, thing) for lemma in ("go", "see", "visit"))])
        return
    if (found := next((one for way in _DROPPED if (one := way.match(clause))), None)) and (
        thing := _thing(found["x"], phrases)
    ):
        yield _end([f"{found['act'].casefold()} {_WHOSE.sub('', thing)}"])
        return
    for pattern in (*_OFF, *_DONE):
        if (found := pattern.match(clause)) and (thing := _thing(found["x"], phrases)):
            yield _end(_names(thing))
            return
    if (found := _ACT_DONE.match(clause)) and (thing := _thing(found["x"], phrases)):
        act = found["act"].split()[0].casefold()
        yield _end([f"{FORMS[act].lemma if act in FORMS else act} {thing}"])
    elif (found := _DONE_FOR_ME.match(clause) or _ELIDED.match(clause)) and (
        form := FORMS.get(found["act"].casefold())
    ) is not None:
        thing = _thing(found["x"], phrases)
        if form.form == "past" and form.lemma in _ERRANDS and thing:
            yield _end([f"{form.lemma} {thing}"])


def _when(mark: str, phrases: Sequence[TimePhrase], at: datetime) -> tuple[datetime, str] | None:
    """When a moved plan falls due, and that in words; None when it names no day to come."""
    times = times_of([phrase_of(mark, phrases)], at, ahead=True)
    day = due(times)
    if day is None or day < at.replace(hour=0, minute=0, second=0, microsecond=0):
        return None
    return day, spelled(times.on) if times.on is not None else f"on {day.day} {day:%B %Y}"


def _thing(words: str, phrases: Sequence[TimePhrase]) -> str:
    """What a plan is named by, without "the" and "my"; nothing where it is somebody else's, or no name."""
    if _OF_SOMEBODY.search(words) and not _AT_A_PRACTICE.match(words):
        return ""
    bare = trimmed(_DETERMINER.sub("", unmark(words, phrases).strip(" ,"))).removesuffix("'s")
    owned = _BY_OWNER.match(bare)
    thing = f"{owned['what']} with {owned['whose']}" if owned else bare
    if _OCCASION.match(thing) and not thing.startswith("Dr"):
        thing = thing[:1].lower() + thing[1:]
    return thing if len(thing) > 2 and thing.casefold() not in _POINTING else ""


_POINTING = frozenset(
    "one thing things all everything something anything nothing time day days now then here there stuff rest other"
    " others light lights telly tv heating power wifi milk work weather sale".split()
)


def _names(thing: str) -> list[str]:
    """By which names a plan may be known: "the Rome trip" is to go to Rome, "coffee with Carla" is to meet Carla."""
    names = [thing]
    words = thing.split()
    if len(words) > 1 and words[-1].casefold() in _GENERAL:
        names.append(" ".join(words[:-1]))
    what, _, who = thing.partition(" with ")
    if who:
        if what.casefold() in _TOGETHER | _GENERAL:
            names += [f"meet {who}", f"see {who}", f"{what} {who}"]
        if what.casefold() not in _GENERAL:
            names.append(what)
    return names


def _end(names: Sequence[str]) -> Duty:
    """That whatever goes by one of these names is not to be done any more."""
    # It stands in front of a single name too: without it only the act of exactly this name would be meant.
    key = ANY_OF + ANY_OF.join(dict.fromkeys(value_key(name) for name in names))
    return Duty("", key[:MAX_KEY_CHARACTERS], sentence(f"No longer planned: {names[0]}"), None, over=True)
