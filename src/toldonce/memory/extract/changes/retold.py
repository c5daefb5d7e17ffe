"""Changes that a sentence tells with the help of the one before it, or as a headline, told again in full.

"We moved last Saturday. Ghent is lovely." is "We moved to Ghent last Saturday"; "New employer: Roche" is "I work at
Roche now"; "three weeks into the new job at Roche" is "I started at Roche three weeks ago".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from toldonce.memory.extract.changes import diets, favourites, headlines, instead, labels
from toldonce.memory.extract.constructions.parts import CAPITAL, NAMED
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.cued import ByCue
from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.extract.english.people import NOT_NAMES
from toldonce.memory.extract.english.phrases import without_article
from toldonce.memory.extract.english.when import TimePhrase, mark_times, phrase_of, unmark
from toldonce.memory.extract.sentences.modality import words_of
from toldonce.memory.extract.themes.belongings import kind_of

_MARK = "[\ue000-\ue03f]"
_DAY = rf"(?:\s?,?\s?(?P<day>{_MARK}))?"
_HOW = (
    r"(?:(?:so|and|but|well|now|just|also|oh|yes|really|finally|officially|recently|only|already|actually"
    r"|then)\s?,?\s)*"
)
_WE = r"(?:(?:i|we|(?:me|i) and my \w+|my \w+ and (?:i|me))\s)?(?:(?:have|had)\s)?"
_STOP = r"(?=\s*$|\s?[,;–—-]\s|\s(?:and|but|so|because)\s)"
_PREDICATE = (
    r"(?:is|feels|seems|has been)\s(?:(?:already|really|so|very|just|quite|pretty|absolutely|such|a|much)\s)*(?:lovely"
    r"|beautiful|gorgeous|pretty|charming|quiet(?:er)?|green(?:er)?|cheap(?:er)?|noisy|busy|expensive|rainy|sunny|great"
    r"|good|nice|wonderful|amazing|fantastic|brilliant|home|like home|different|fun|friendly|change|fresh start|perfect"
    r"|treating (?:me|us) well|nice city|nice place|good place|smaller|bigger|calmer)\b"
)
_HOME = re.compile(
    rf"{_HOW}(?:(?P<d1>{_MARK})\s?,?\s)?{_HOW}(?:{_WE}{_HOW}(?:moved|relocated)(?:\s(?:house|home|out|cities|away"
    rf"|again|in"
    rf"|flat|flats))*|(?:(?:my|our) )?(?:location|address|city) (?:has )?changed"
    r"|(?:it )?(?:was|is) (?:the )?(?:big )?moving day|the (?:big )?move is (?:done|over|behind (?:us"
    rf"|me))|the movers came){_DAY}(?:\s(?:at last|finally))?",
    re.IGNORECASE,
)
""" "We moved last Saturday": a change of home that does not say where to."""
_WORK = re.compile(
    rf"{_HOW}(?:(?P<d1>{_MARK})\s?,?\s)?{_HOW}{_WE}{_HOW}(?:(?:switched|changed)\s(?:jobs?|employers?|compan(?:y"
    rf"|ies)|firms?)"
    rf"|(?:got|started|landed|began|found)\s(?:an?|my) new (?:job|position)){_DAY}",
    re.IGNORECASE,
)
""" "I switched jobs on 1 May": a change of employer that does not say where to."""
_STUDY = re.compile(
    rf"{_HOW}(?:(?P<d1>{_MARK})\s?,?\s)?{_HOW}{_WE}{_HOW}(?:switched|changed)\s(?:schools?|universit(?:y|ies)"
    rf"|colleges?|unis?){_DAY}",
    re.IGNORECASE,
)
_ONCE = r"(?:used to|until recently|was|were|for years)"
_LIVED = re.compile(rf"{_HOW}(?:i|we) (?:{_ONCE} )?(?:live|lived|living) in {CAPITAL}{_DAY}", re.IGNORECASE)
_WORKED = re.compile(rf"{_HOW}(?:i|we) (?:{_ONCE} )?(?:work|worked|working) (?:at|for) {CAPITAL}{_DAY}", re.IGNORECASE)
""" "I lived in Leeds until March." before "Now it's Ghent.": what was so."""
_LEFT = re.compile(
    rf"{_HOW}(?:(?P<d1>{_MARK})\s?,?\s)?{_HOW}(?:{_WE}{_HOW}(?:left|quit|said (?:goodbye|farewell) to|moved on from"
    rf"|(?:am|are) out of)|out of|(?:good)?bye|farewell|so long|no more) ?,? (?P<old>{CAPITAL}){_DAY}"
    r"(?:\s(?:at last|finally))?",
    re.IGNORECASE,
)
""" "Finally out of Leeds!": an end that does not say what came instead."""
_WHERE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_HOW}{NAMED}\s{_PREDICATE}",
        rf"{_HOW}(?:it|that) was {_DAY}\s?,?\s?(?:to|at|with) {NAMED}{_STOP}",
        rf"{_HOW}(?:it is |i am |we are )?(?:now )?(?:in|to|at|with) {NAMED}(?:\snow)?{_DAY}{_STOP}",
        rf"{_HOW}(?:it is )?(?:now )?{NAMED}(?:\sit is)?(?:\snow)?{_DAY}{_STOP}",
    )
)
"""A sentence that names where to, behind one that tells of the change."""
_IS = re.compile(r"(?<=\w)'s (?=(?:already|really|so|very|just|quite|pretty|great|lovely|nice|beautiful|home|good)\b)")
_OLD_HOME = r"(?:lived?|live|living|moved|home|leave|left|city|town|out of)"
_OLD_WORK = r"(?:work|worked|working|job|employer|company|firm)"
_HEADLINES: dict[str, str] = {
    "city": "I live in {} now", "home": "I live in {} now", "home city": "I live in {} now", "town": "I live in {} now",
    "base": "I live in {} now", "location": "I live in {} now", "address": "my address is {}",
    "place of residence": "I live in {} now",
    "employer": "I work at {} now", "company": "I work at {} now", "firm": "I work at {} now",
    "workplace": "I work at {} now", "job": "I am {} now", "role": "I am {} now", "position": "I am {} now",
    "job title": "I am {} now", "title": "I am {} now", "phone": "my new phone is {}", "car": "my new car is {}",
    "bike": "my new bike is {}", "laptop": "my new laptop is {}", "school": "I study at {} now",
    "university": "I study at {} now", "surname": "my surname is {}", "name": "my name is {}",
}  # fmt: skip
"""What a headline names, and the sentence that it stands for."""
_BEGUN = {
    **dict.fromkeys(("job", "role", "position", "job title", "title"), "I became a {}"),
    **dict.fromkeys(("car", "phone", "bike", "laptop"), "I bought a {}"),
}
""" What it stands for where it names the day of the change."""
_HEADLINE = re.compile(
    rf"(?:my |our )?(?:new|current)\s(?P<what>{'|'.join(sorted(_HEADLINES, key=len, reverse=True))})(?:\snow)?{_DAY}"
    rf"\s?[:–—=-]\s?(?P<x>[^,;:]{{2,40}}?(?:, {CAPITAL})?)(?:\s?,?\s(?P<d2>{_MARK}))?(?P<rest>(?:\s?[,;]\s.*)?)$",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|a couple of)"


@dataclass(frozen=True, slots=True)
class _Turn:
    """A way of telling within one sentence; ``cues``: words without one of which it need not be tried."""

    cues: frozenset[str]
    pattern: re.Pattern[str]
    new: Replacement


def _turn(cues: str, pattern: str, new: Replacement) -> _Turn:
    return _Turn(frozenset(cues.split()), re.compile(pattern, re.IGNORECASE), new)


def _since(found: re.Match[str]) -> str:
    day = found.groupdict().get("day") or found.groupdict().get("d1") or ""
    return f"{found['lead']}; I live in {found['x']} now {day}"


def _employed_since(found: re.Match[str]) -> str:
    day = found.groupdict().get("day") or found.groupdict().get("d1") or ""
    return f"{found['lead']}; I work at {found['x']} now {day}"


def _after(found: re.Match[str]) -> str:
    """ "Since moving to Ghent in March ..." as "I moved to Ghent in March; ..."."""
    did = "joined" if found["do"].casefold() == "joining" else "moved to"
    return f"I {did} {found['x']} {found['day'] or ''}; "


_NOT_TO_COME = r"(?!.*\b(?:will|would|want|going to|plan|hope|might|could)\b)"
_FROM_TO = rf"^from (?P<old>{CAPITAL}) to {NAMED} ?[:,–—-] (?:we|i) (?:have )?"
_IT_IS = rf"(?:(?P<d1>{_MARK})\s?,?\s)?(?:now )?(?:it is|it has been)(?: all)?(?: now)? {NAMED}(?: now)?{_DAY}{_STOP}"
_TURNS = (
    _turn("that", r"^now that (?:i|we|my|our|the) [^,;?]{2,60}?\s?, (?P<main>(?!i\b|we\b|my\b)[^,;?]{5,60})$",
          r"\g<main> now"),
    _turn("have", rf"^have (?={_HOW}(?:been |\w+ed\b|left\b|quit\b|sold\b|bought\b|got\b|gone\b|become\b|swapped\b))",
          "I have "),
    _turn("it", rf"^(?P<lead>(?=.*\b{_OLD_HOME}\b)[^;]{{5,60}}?)\s?(?:,|;|-|–|—)?\s(?:but|and|now)\s{_IT_IS}", _since),
    _turn("it", rf"^(?P<lead>(?=.*\b{_OLD_WORK}\b)[^;]{{5,60}}?)\s?(?:,|;|-|–|—)?\s(?:but|and|now)\s{_IT_IS}",
          _employed_since),
    _turn("where", rf"^(?P<lead>.{{0,60}}?\b){NAMED} ?, where (?:i|we) (?:now |currently |have |been |are |am |all )*"
                   rf"(?:live|lived(?<=have lived)|living)\s(?P<day>{_MARK})", _since),
    _turn("where", rf"^(?P<lead>.{{0,60}}?\b){NAMED} ?, where (?:i|we) (?:have )?(?:just |recently )?(?:moved|settled)"
                   rf"(?: to)?{_DAY}", r"\g<lead>; I moved to \g<x> \g<day>"),
    _turn("into", rf"^(?P<lead>{_HOW}(?:i am |we are |now )*)(?P<n>{_NUMBER}) (?P<unit>days?|weeks?|months?|years?) "
                  rf"(?:in|into) (?:my|the|a|this|at my) (?:brand )?(?:new )?(?:job|role|position|post|gig) (?:over )?"
                  rf"(?:at|with|for) {NAMED}", r"I started at \g<x> \g<n> \g<unit> ago"),
    _turn("into", rf"^(?P<lead>{_HOW}(?:i am |we are |now )*)(?P<n>{_NUMBER}) (?P<unit>days?|weeks?|months?|years?) "
                  rf"into (?:living in|(?:my|our|the) (?:new )?(?:life|home|flat|house|place) in) {NAMED}",
          r"I moved to \g<x> \g<n> \g<unit> ago"),
    _turn("as since", rf"^(?P<lead>{_HOW}(?:i am |now )*)(?P<age>[1-9]\d)(?: years old)?,? (?P<day>{_MARK}){_STOP}",
          r"I turned \g<age> \g<day>"),
    _turn("married wedding divorced divorce surname maiden name husband's wife's",
          rf"(?P<lead>^(?!{_HOW}(?:my|our|his|her) (?!(?:wedding|divorce|name|surname)\b)).{{3,60}}?)"
          r"(?:,|;|-|–|—|\sand|\sso)+\s(?:so |now |and )*(?:it is|i am|that makes me|call me|make"
          rf" that)(?: now)? (?P<x>{CAPITAL} {CAPITAL}(?:[ -]{CAPITAL})?)(?= now| from now on| these days)",
          r"\g<lead>; my name is \g<x>"),
    _turn("since", rf"^{_HOW}(?:it is|it has been|that is) (?:now |already |about |almost |exactly )*(?P<n>{_NUMBER}) "
                   r"(?P<unit>days?|weeks?|months?|years?) (?:now )?since (?P<s>i|we) (?:have )?(?P<did>(?:moved|left"
                   r"|started|joined|quit|swapped|switched|relocated|arrived|became)\b[^,;]{0,60})",
          r"\g<s> \g<did> \g<n> \g<unit> ago"),
    _turn("from", rf"{_FROM_TO}(?:moved|relocated)(?: \w+)?{_DAY}",
          r"I moved from \g<old> to \g<x> \g<day>"),
    _turn("from", rf"{_FROM_TO}(?:switched|changed)(?: \w+)?{_DAY}",
          r"I went from \g<old> to \g<x> \g<day>"),
    _turn("from", rf"^from (?P<old>[a-z][\w-]+(?: [a-z]\w+)?) to (?P<x>[a-z][\w-]+(?: [a-z]\w+)?) ?[:,–—-] i "
                  rf"(?:have )?(?:changed|switched) (?:careers?|jobs?){_DAY}", r"I became a \g<x> \g<day>"),
    _turn("job position role", rf"^{_HOW}(?:my )?new (?:job|position|role) (?:is )?(?:at|with) (?:the )?"
                               rf"(?P<x>[\w&.-]+(?: {CAPITAL})*)(?: now)?{_DAY}{_STOP}",
          r"I work at \g<x> now \g<day>"),
    _turn("moved relocated joined switched started", r"(?P<lead>^.{2,60}?\s?[:;–—]\s)(?=(?:just )?(?:moved"
          r"|relocated|joined|switched|started) (?:to|at|in|from|with)\b)", r"\g<lead>I "),
    _turn("wedding marriage divorce",
          r"^(?:since|after) (?:the|our|my) (?:wedding|marriage|divorce) ?,? (?=my name\b)", ""),
    _turn("moving joining", rf"^{_HOW}(?:ever )?(?:since|after) (?P<do>moving (?:house )?(?:over |back )?to|joining)"
                            rf" {NAMED}{_DAY}\s?,?\s(?=(?:i|we|my|our|it|everything)\b{_NOT_TO_COME})", _after),
    _turn("first", rf"^{_HOW}(?P<day>{_MARK}) was my first day at {NAMED}", r"I started at \g<x> \g<day>"),
    _turn("changed", rf"^my (?:employer|company|school|university|city|home) (?:has )?changed{_DAY} from"
                     rf" (?P<old>{CAPITAL}) to {NAMED}(?P<d2>\s{_MARK})?",
          r"I went from \g<old> to \g<x> \g<day>\g<d2>"),
    _turn("changed promoted", r"^(?:my (?:job )?(?:title|role|position) (?:has )?changed to|i (?:have been|was|got) "
                              rf"promoted ?[:–—-]) (?P<x>[a-z][\w -]{{2,30}}?){_DAY}{_STOP}",
          r"I am \g<x> now \g<day>"),
    _turn("new", rf"^{_HOW}(?:my |our |the )?new (?:place|flat|house|home|apartment) is (?:over )?in {NAMED}{_DAY}"
                 rf"{_STOP}",
          r"I live in \g<x> now \g<day>"),
    _turn("moving relocating", rf"^{_HOW}(?=(?:moving|relocating)\s(?:(?:back|over|out|house|home)\s)*(?:to|into)\s"
                               rf"(?:an? [\w -]{{2,30}}? in )?{CAPITAL}(?:\s{CAPITAL})*(?:\ssoon|{_DAY})\s*{_STOP})",
          "I am "),
    _turn("starting joining switching", rf"^{_HOW}(?=(?:starting|joining|switching)\s(?:(?:over|jobs|work|as an?"
                                        rf"|my new job|a new job|at|to|with)\s)*[\w' -]{{2,40}}?\s{_MARK}\s*{_STOP})",
          "I am "),
    _turn("first", rf"^{_HOW}my first (?:day|week|shift) (?:at|with|for) {NAMED} (?:is|will be|starts){_DAY}",
          r"I start at \g<x> \g<day>"),
    _turn("last", rf"^{_HOW}my (?:very )?last (?:day|week|shift) (?:at|with|for) {NAMED} (?:is|will be){_DAY}",
          r"I will leave \g<x> \g<day>"),
    _turn("arrived came", rf"^(?P<s>i|we) (?:have )?{_HOW}(?:arrived|came|come|got) (?:in|to) {NAMED}{_DAY}\s?,?\s?"
                          r"(?:and )?(?:i am |we are )?(?:here )?(?:to stay|for good|to live)(?: here)?\b",
          r"I moved to \g<x> \g<day>"),
)  # fmt: skip


_BARE = tuple(_turn(*rule) for rule in labels.RULES)
_ALL_TURNS = (
    *_BARE,
    *_TURNS,
    *(_turn(*rule) for rule in headlines.RULES),
    *(_turn(*rule) for rule in diets.RULES),
    *(_turn(*rule) for rule in favourites.RULES),
    *(_turn(*rule) for rule in instead.RULES),
)
_BY_CUE = ByCue([turn.cues for turn in _ALL_TURNS])


def retold(text: str, before: str, people: Collection[str] = ()) -> str:
    """The sentence (plain) with the change that it tells told in full; one that tells none stays as it is.

    ``before`` is the sentence that stands before it; ``people`` are the names of who was met, which are no places.
    """
    if told := favourites.favourite_now(text, before):
        return told
    known = words_of(text)
    turns = [_ALL_TURNS[number] for number in _BY_CUE.to_try(known)]
    headline = not known.isdisjoint(("new", "current"))
    if not (turns or headline or words_of(before) & _MOVING or (":" in text and known & _MOVING)):
        return text
    marked, phrases = mark_times(text.strip(" .!"))
    if headline and (found := _HEADLINE.match(marked)):
        day = found["day"] or found["d2"] or ""
        what, value = found["what"].casefold(), found["x"].strip()
        begun = _BEGUN.get(what) if day and phrase_of(day, phrases).preposition != "since" else None
        stated = begun.format(without_article(value)) if begun else _HEADLINES[what].format(value)
        return unmark(f"{stated} {day}{found['rest']}", phrases)
    for turn in turns:
        changed = patterns.rewritten(turn.pattern, turn.new, marked)
        if changed != marked and turn in _BARE:
            return retold(" ".join(unmark(changed, phrases).strip(" ;,").split()), before, people)
        if changed != marked:
            return " ".join(unmark(changed, phrases).strip(" ;,").split())
    marked = _IS.sub(" is ", marked)
    if told := _with_what_stood_before(marked, phrases, before, people):
        return told
    first, colon, second = marked.partition(": ")
    return (colon and _with_what_stood_before(second, phrases, unmark(first, phrases), people)) or text


_MOVING = frozenset(
    "moved relocated moving move movers switched changed new left quit out bye goodbye farewell long more lived live"
    " living worked work working".split()
)


def _with_what_stood_before(marked: str, phrases: list[TimePhrase], before: str, people: Collection[str]) -> str:
    """ "We moved to Ghent last Saturday" of "We moved last Saturday." and "Ghent is lovely."; or nothing."""
    told, days = mark_times(before.strip(" .!"))
    if change := headlines.NEW_THING.fullmatch(told):
        which = headlines.WHICH_THING.match(marked)
        if which is None or kind_of(which["x"]) not in ("car", "phone", "computer", "bike"):
            return ""
        mark = change["day"]
        return f"I bought a {which['x']} {phrase_of(mark, days).text if mark else ''}"
    for pattern, said in (
        (_HOME, "I moved to"),
        (_WORK, "I started at"),
        (_STUDY, "I study now at"),
        (_LEFT, "I left {} for"),
        (_LIVED, "I live in"),
        (_WORKED, "I work at"),
    ):
        change = pattern.fullmatch(told) if told else None
        if change is None:
            continue
        found = next((match for one in _WHERE if (match := one.match(marked))), None)
        if found is None or found["x"].split()[0].casefold() in NOT_NAMES or found["x"] in people:
            return ""
        own = found.groupdict().get("day")
        mark = change.groupdict().get("d1") or change["day"]
        when = phrase_of(own, phrases).text if own else phrase_of(mark, days).text if mark else ""
        if pattern in (_LIVED, _WORKED):
            return f"{said} {found['x']} now {phrase_of(own, phrases).text if own else ''}; {unmark(marked, phrases)}"
        if pattern is _LEFT:
            return f"{said.format(change['old'])} {found['x']} {when}; {unmark(marked, phrases)}"
        if when.casefold().startswith(("since ", "as of ", "from ")):
            said = {"I moved to": "I live in", "I started at": "I work at"}.get(said, said)
        return f"{said} {found['x']} {when}; {unmark(marked, phrases)}"
    return ""
