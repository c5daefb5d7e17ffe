"""A statement without what is wrapped around it: an exclamation, a label, a feeling about it, a question behind.

Only a sentence in which nothing was understood is unwrapped, so that what is read as it stands stays as it was read.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.verbs import FORMS, base_of, past_tense, takes_form
from toldonce.memory.extract.english.when import is_mark, mark_times

MOST_CHARACTERS = 300
MOST_LAYERS = 4
_I = r"(?=(?:i|we|my)\b)"
_FEELING = (
    r"(?:pleased|glad|happy|proud|sad|sorry|relieved|thrilled|amazed|surprised|delighted|chuffed|excited|over the"
    r" moon"
    r"|ashamed|embarrassed|tired|sore|stunned|grateful|smiling|buzzing|recovering|exhausted|in shock)"
)


def _did(found: re.Match[str]) -> str:
    """ "Having given a talk" as "I gave a talk"."""
    lemma = base_of(found["done"].casefold())
    return f"I {past_tense(lemma)} {found['what']}" if lemma else found[0]


def _is_done(found: re.Match[str]) -> str:
    """What somebody is done with, as done: "completed the slides on Monday" -> "the slides are done on Monday"."""
    thing = found["x"]
    more = found.groupdict().get("more") or ""
    return f"{thing} {'are' if thing.endswith('s') and not thing.endswith('ss') else 'is'} done{more}"


_LAYERS = tuple(
    (re.compile(pattern, re.IGNORECASE), new)
    for pattern, new in (
        (
            r"^(?:omg|oh my god|wow|woo+|yay|ugh|phew|whew|guess what|fun fact|listen|big news|great news|good"
            r" news|news|update|breaking"
            r"|one thing less|one less thing|confession|life update|quick update|small win|lol|haha|yes|finally"
            r"|btw|by the way"
            r"|i did it|we did it|done it|so yeah|anyway|honestly|ok so|okay so|right so"
            r"|well)\b\s*[,:;!.–—-]*\s*(?=\S)",
            "",
        ),
        (
            rf"^i (?:am|was|have been|feel|felt) (?:still |so |just |rather |very |really |quite |a bit |pretty "
            rf"|absolutely )*{_FEELING}"
            rf"(?: to say| to report)?(?: that| because| since| ever since| as| now that| from when)? {_I}",
            "",
        ),
        (
            r"^(?:i (?:believe|think|may have|might have|must have|should) (?:i )?(?:have )?(?:told|mentioned|said"
            r"|tell|mention)(?: to)? ?(?:you)?"
            r"|(?:as )?you (?:may|might|will|should|must) (?:know|remember|recall|be glad to hear|like to know)"
            rf"|i (?:should|must|have to|want to|would like to) (?:tell you|mention|add|say|let you know|report)"
            rf"|it so happens)(?: that)? {_I}",
            "",
        ),
        (
            rf"^(?:to my [\w ]{{3,40}}|after (?:much|long|some|a lot of|a long|years of|weeks of|months of) [\w"
            rf" ]{{3,30}}|much to my [\w ]{{3,30}}"
            rf"|against all [\w ]{{3,20}}|believe it or not|at (?:long )?last|for the first time(?:"
            rf" ever)?)\s?,?\s{_I}",
            "",
        ),
        (
            rf"^(?:(?:they|these|it|this|that|those) (?:are|is|was|were) (?:all )?from|it all goes back to|it began"
            rf"|it was) when {_I}",
            "",
        ),
        (
            r"^(?:did i (?:already |ever )?(?:mention|tell you|say)|have i (?:told you|mentioned)|you know)"
            rf"(?: that)? {_I}",
            "",
        ),
        (rf"^(?:the (?:only )?reason [\w' ]{{3,40}}? is|it is because|that is because)(?: that| because)? {_I}", ""),
        (
            r"^(?P<day>(?:on |in |last |yesterday|\w+ (?:days|weeks|months|years) ago)[\w ,]{0,25}?) (?:was|will"
            r" always be"
            r"|is) (?:the (?:day|week|month|year)|when)(?: that| when)? (?P<did>(?:i|we) .+)$",
            r"\g<did> \g<day>",
        ),
        (
            r"^(?:when|after|the day) (?P<did>i [a-z]+ed\b[^,]{3,80}|i [a-z]+ [^,]{3,80}?\d{4}"
            r"|i [a-z]+ [^,]{3,80}? (?:ago|yesterday)),"
            r" .+$",
            r"\g<did>",
        ),
        (r"^having (?P<done>[a-z]+) (?P<what>[^,]{3,90}), .+$", _did),
        (
            r"^(?:for (?:the|my) (?:newsletter|diary|records?|log|journal|files?|form|profile|blog|album|archive"
            r"|minutes)"
            r"|what an? [\w' ]{3,30}|an? (?:little |small |big |personal |happy |sad )*(?:milestone|update"
            r"|confession|victory|win"
            rf"|triumph|note|announcement))\s?[:–—]\s{_I}",
            "",
        ),
        (
            r"(?<=\w)\s?[,;]?\s(?:it|that|this|which) was (?=(?:yesterday|on|in|last|the|\d+|two|three|four|five|six"
            r"|seven|eight|nine|ten"
            r"|an? \w+ ago|this)\b)",
            " ",
        ),
        (
            r"\s?[,;–—]\s(?:(?:so|but|and|then|now)\s)*(?!\w+ not (?:i|we|it|that)\s?\?)"
            r"(?:what|when|how|who|where|why|which|can|could|would|will"
            r"|do|does|did|is|are|any"
            r"|should|shall|has|have)\b[^,;]*\?$",
            "",
        ),
        (
            r"\s?[,;–—]\s(?:and|but|so|much|whatever|without|come what|no matter|help|or|that is|you (?:will|may"
            r"|can)|cross|though|although"
            r"|ask|no excuses|promise|for sure|as you|believe|thank|thanks|because|since|or else|full stop|end of"
            r" story|if (?:all|i)|dare)\b.*$",
            "",
        ),
        (r"^i am to (?=[a-z])", "I have to "),
        (r"\b(?:have|has) at (?:long )?last\b", "have finally"),
        (r"\bi promised that i (?:will |would |shall )?(?=[a-z])", "I promised to "),
        (r"^kindly\s", "please "),
        (
            r"^as for (?P<x>(?:the|my) [\w' -]{3,40}?)\s?,\s(?:i (?:have )?(?:got|did|took care of|dealt with"
            r"|finished|sorted|handled"
            r"|completed|managed)\s?(?:that|it|this)?(?: over with| done| sorted| out of the way| finished)?"
            r"|(?:that|it) is (?:done"
            r"|finished|over|sorted|taken care of|dealt with))\b",
            _is_done,
        ),
        (
            r"^(?P<x>(?:the|my) [\w' -]{3,40}?)\s?[:–—-]\s?(?:all |now |already )?(?:done|finished|sorted"
            r"|completed?|dealt with|taken care of"
            r"|handled|ticked off|checked)\b.*$",
            _is_done,
        ),
        (
            r"^(?:i (?:have |am )?)?(?:just |finally |already |now )*(?:completed|finished(?: with)?|took care of"
            r"|taken care of|dealt with"
            r"|sorted(?: out)?|handled|wrapped up|ticked off|crossed off|got through|done with|got rid of|through"
            r" with)"
            r" (?P<x>(?:the|my) [\w' -]{3,40}?)(?P<more>(?: (?:yesterday|today|on|in|last|two|three|four|five|six"
            r"|a|an|\d+|this)\b.*)?)$",
            _is_done,
        ),
        (
            r"^(?!.*\b(?:said|says|wrote|told|tells|if|when|asked|asks|thinks?|because|since|unless)\b.*[,:])"
            r"[^,:;]{4,70}\s?[,:]\s(?=i (?:have to|need to|must|have got to|am supposed to|ought to|should)\b)",
            "",
        ),
    )
)
_LABELLED = re.compile(
    r"^(?P<label>to-?\s?do|tasks?|pending|open|still open|outstanding|errands?|action(?: item)?|must do|reminder"
    r"|deadline|due|next up|on my list"
    r"|don't forget|do not forget|remember)(?:\s(?:for )?(?P<due>[^:]{2,30}?))?\s?[:–—]\s?(?P<act>[a-z].+)$",
    re.IGNORECASE,
)
_LOGGED = re.compile(
    r"^(?:[\w' ]{2,30}(?:,\s|\s-\s))?(?P<day>[^,:]{3,30})\s?[,:–-]\s(?P<act>[a-z].+)$|^[\w'"
    r" ]{2,30}:\s(?P<only>[a-z].+)$",
    re.IGNORECASE,
)


def unwrapped(text: str) -> str:
    """The statement that is left of a sentence (plain); nothing where nothing is wrapped around it."""
    own = text.strip().rstrip(".!… ")
    if len(own) > MOST_CHARACTERS:
        return ""
    left = own
    for _ in range(MOST_LAYERS):
        before = left
        for pattern, new in _LAYERS:
            left = patterns.rewritten(pattern, new, left)
        if left == before:
            break
    left = _labelled(left) or left
    return "" if left == own or len(left.split()) < 3 else f"{left[:1].upper()}{left[1:]}"


def _labelled(text: str) -> str:
    """What a label makes of an act: "To do by Monday: call Nora", "Log entry, yesterday: saw the northern lights"."""
    duty = _LABELLED.match(text)
    if duty is not None and takes_form(duty["act"].split()[0].casefold(), "base"):
        return f"I have to {duty['act']} {duty['due'] or ''}".strip()
    logged = _LOGGED.match(text)
    if logged is not None:
        act = logged["act"] or logged["only"]
        form = FORMS.get(act.split()[0].casefold())
        day = mark_times(logged["day"] or "")[0].strip()
        if form is not None and form.form == "past" and (not day or is_mark(day)):
            return f"I {act} {logged['day'] or ''}".strip()
    return ""
