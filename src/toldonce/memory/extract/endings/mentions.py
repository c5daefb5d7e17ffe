"""Ends that are told by the way: a sentence of the user's that mentions a thing beside a mark that something ended.

"Olives and I are friends now", "the nut thing has gone away", "the trombone fell by the wayside". The mark says what
kind of thing may be over (an allergy, an illness, something done, a liking, an aversion), the words around it name it.
What they name ends only where it stands: a denial of anything else changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.cued import ByCue
from toldonce.memory.extract.endings.cues import things_in
from toldonce.memory.extract.endings.denials import denial
from toldonce.memory.extract.habits import act_key
from toldonce.memory.extract.modality import asks, words_of
from toldonce.memory.extract.people import RELATION
from toldonce.memory.slots import value_key
from toldonce.ports import MemoryCandidate

Ended = Literal["allergy", "condition", "doing", "liking", "disliking"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A way of saying that something ended; where its pattern has a place ``x``, that is the thing, else what stands
    around it is. ``own``: it counts only beside a word for the speaker."""

    ended: tuple[Ended, ...]
    cues: frozenset[str]
    pattern: str
    own: bool


def _mark(ended: str, cues: str, pattern: str, *, own: bool = True) -> Mark:
    kinds: list[Ended] = [
        kind for kind in ("allergy", "condition", "doing", "liking", "disliking") if kind in ended.split()
    ]
    return Mark(tuple(kinds), frozenset(cues.split()), pattern, own)


_DOES = r"\b(?:(?:poses?|posed|presents?|means?|causes?|makes?|gives?|does|do|is|are|bring|brings) (?:me |us )?)?"
_HOW = r"(?:(?:now|finally|just|simply|quietly|all|long|already|completely|somehow|really|almost all|suddenly)\s)*"
_NO_MORE = r"(?:any ?more|any longer|these days|nowadays|now|again|no longer)"
_X = r"(?P<x>(?!(?:it|that|this|them|one|everything)\b)[\w'&-]+(?: (?!(?:is|are|has|have|and|but)\b)[\w'&-]+){0,3}?)"
_END = r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|so|since|now|any|these|nowadays|again|at|for|in)\b)"
_PART = (
    r"(?P<x>(?:runner's |jumper's |tennis |golfer's |frozen |bad |sore |slipped |dodgy |broken |sprained |torn |left "
    r"|right |lower )?(?:knees?|back|shoulders?|elbows?|wrists?|ankles?|hips?|neck|feet|foot|toe|finger|heel|calf"
    r"|hamstring|ribs?|arm|leg|hand|thumb|shin|spine|disc|tendon|heart|lungs?|stomach|skin|eyes?|ears?|sinuses|jaw))"
)
_WELL = (
    r"(?:fine|ok|okay|alright|all right|good(?: as new)?|better|healed|healthy|strong|well|normal|back to normal"
    r"|(?:fully |completely )?recovered|pain[- ]free|sorted|cured|mended|in order|itself again|as good as new)"
)
_DAYS = (
    r"(?P<x>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings|evenings|weekends|nights|afternoons)"
    r"(?: (?:mornings?|evenings?|nights?|afternoons?))?)"
)

MARKS = (
    # what does not make ill any more
    _mark(
        "allergy",
        "harm danger threat risk problem trouble issue enemy concern worry hazard",
        rf"{_DOES}(?:no longer|no|not) (?:an? |any |my |the )?(?:harm|danger|threat|risk|problem|trouble|issue|enemy"
        rf"|concern"
        r"|worry|hazard)s?\b(?: (?:to|for) (?:me|us|my \w+))?(?= any ?(?:more|longer)| now| these days)"
        rf"|{_DOES}no longer (?:an? |any |my |the )?(?:harm|danger|threat|risk|problem|trouble|issue|enemy|concern"
        rf"|worry"
        r"|hazard)s? (?:to|for) me\b",
        own=False,
    ),
    _mark(
        "allergy",
        "fear watch look beware worry afraid scared careful wary check scan read steer stay keep carry panic",
        r"\b(?:no longer|need not|no need to|(?:do|am|have) not|not)\b[\w ]{0,20}?\b(?:fear|(?:watch|look) out for"
        r"|beware"
        r"|worry about|panic about|afraid of|scared of|careful (?:with|about|around|of)|wary of|(?:check|scan|read)"
        r" [\w ]{0,16}?labels?(?: [\w ]{0,12}?for)?|steer clear of|(?:stay|keep) away from|carry [\w ]{2,12}?\bpen)\b"
        r"(?=.*\b(?:any ?more|any longer|allerg\w+|doctor)\b)",
    ),
    _mark(
        "allergy",
        "allergy allergic allergies intolerance hives rash reaction reactions",
        r"\b(?:allergy|allergies|intolerance|hives|rash|reactions?)\b(?: to (?P<x>[\w\' -]{2,24}?))?(?: (?:has|have"
        r"|had|is|are|was|that i used to"
        rf" have))*\s{_HOW}(?:left me|resolved(?: itself)?|subsided|dissolved|lifted|melted away|a thing of the past"
        r"|receded|outgrown|cleared)\b|\bno longer (?:at all |so )?allergic\b|\b(?:doctor|allergist|gp|specialist)s?\b"
        r"[\w ]{0,24}?\b(?:struck|dropped|deleted|took back|withdrew) (?:the|my) allergy\b",
    ),
    _mark(
        "allergy",
        "body system stomach gut skin throat",
        rf"\bmy (?:body|immune system|stomach|gut|skin|throat|system) (?:has )?{_HOW}(?:forgiven|forgave|tolerates?"
        r"|accepts?|accepted|copes? with|made (?:its|their) peace with|calmed down about|handles?|puts up with)\b",
    ),
    _mark(
        "allergy",
        "struck took taken removed crossed deleted wiped scratched signed discharged cleared",
        r"\b(?:struck|took|taken|removed|crossed|deleted|wiped|scratched)\b(?=.*\b(?:off|from"
        r"|out of) my (?:\w+ )?(?:list"
        r"|chart|file|records?|notes|card)\b)|\b(?:signed me off|cleared (?:me )?for|discharged me)\b",
    ),
    _mark(
        "allergy condition",
        "thing business issue problem saga drama trouble",
        rf"(?<!some)\b(?:thing|business|issue|problem|saga|drama|trouble)s?(?: with (?P<x>[\w' -]{{2,24}}?))?"
        rf" (?:has |have |is |are )?{_HOW}(?:gone(?: away)?|went away|over|resolved(?: itself)?|behind (?:me|us)"
        r"|cleared(?: up)?|sorted|a thing of the past)\b",
        own=False,
    ),
    _mark(
        "allergy",
        "swell react itch sneeze break choke wheeze hives",
        r"\bused to (?:swell|react|itch|sneeze|break|choke|wheeze|come out|get hives)\b(?: up| out| badly)?(?: from"
        r"| to| in"
        r"| at| with)?(?=.*\b(?:stopped|no longer|gone|over|past|not any ?more)\b)",
    ),
    _mark("allergy", "back", r"\bback (?:in|on) my (?:life|plate|table)\b"),
    # what has healed
    _mark(
        "condition",
        "fine ok okay alright right good better healed healthy strong well normal recovered free sorted cured mended"
        " order itself",
        rf"^(?:[\w' ]{{2,30}}? (?:says?|said|thinks|confirmed)(?: that)? )?(?:my|the|both(?: my)?) {_PART}"
        rf"(?:'s)? (?:is|are|feels?|seems|has|have|was)\s(?:been )?{_HOW}{_WELL}\b",
        own=False,
    ),
    _mark(
        "condition",
        "hurt hurts ache aches bother bothers trouble troubles hurting aching",
        rf"^(?:my|the|both(?: my)?) {_PART} (?:(?:does|do|is|are|has|have) not|no longer|(?:has|have) stopped) {_HOW}"
        rf"(?:hurt|ache|bother|trouble|hurting|aching|bothering|troubling)s?(?: me)?(?= {_NO_MORE})",
        own=False,
    ),
    _mark("condition", "trouble pain problems issues bother", rf"^no more (?:trouble|pain|problems|issues"
          rf"|bother) (?:with"
          rf"|in|from) (?:my|the) {_PART}", own=False),
    _mark(
        "condition",
        "gone healed over recovered cured beaten",
        rf"(?:^|\b(?:my|the) ){_PART} (?:is|are|has|have) {_HOW}(?:gone|healed|cured|over)(?: up)?{_END}"
        rf"|\b(?:got over|recovered from|shaken off|am over|beaten) (?:my|the) {_PART.replace('?P<x>', '?P<y>')}\b",
    ),
    # what is not done any more
    _mark(
        "doing liking",
        "slipped drifted faded fallen fell petered fizzled tailed ebbed dwindled vanished disappeared dropped gone",
        rf"\b(?:(?:has|have|had) )?{_HOW}(?:(?:slipped|faded|drifted|ebbed|melted) away(?: from me)?|petered out"
        rf"|fizzled"
        r" out|tailed off|dwindled(?: away| to nothing)?|(?:fallen|fell|gone|went) by the (?:wayside|board)|(?:fallen"
        r"|fell) (?:into disuse|out of use)|(?:gone|went|flew|flown) out (?:of )?the window"
        r"|(?:slipped|vanished|disappeared|dropped|drifted|faded|fallen|fell|gone) (?:out of|from) (?:my|our) (?:\w+"
        r" )?(?:life|lives|days|evenings|mornings|weekends|weeks?|routine|nights|diary|calendar|schedule))\b",
        own=False,
    ),
    _mark(
        "doing",
        "discontinued scrapped axed abandoned terminated ended finished dropped cancelled retired",
        r"(?:^|\s?)[:–—-] (?:is |has been |now )?(?:discontinued|scrapped|axed|abandoned|terminated|ended|finished"
        r"|dropped"
        r"|cancelled|stopped|done with|history|retired from (?:it|that|this)|given up|over and done)\b",
        own=False,
    ),
    _mark(
        "doing",
        "off from",
        r"\b(?:is|are|was|came|comes|come|taken|struck|crossed|dropped) (?:now )?(?:off|from) (?:the|my"
        r"|our) (?:schedule"
        r"|calendar|agenda|programme|timetable|weekly plan|rota)\b(?: for good)?",
        own=False,
    ),
    _mark("doing", "dust unused", r"\b(?:has been |have been |is |are |lies |lie )?(?:(?:gathering|collecting"
          r"|gathers|collects)"
          r" dust|lying unused|unused now)\b", own=False),
    _mark(
        "doing liking",
        "stop day time line chapter book rest bed goodbye farewell walked retired parted drifted apart grown",
        r"\b(?:put(?:ting)? a stop to|called (?:it a day with|time on|it quits with)|drew a line under"
        r"|drawn a line under"
        r"|closed the (?:chapter|book) (?:on|of)|(?:said|waved|bid) (?:goodbye|farewell) to|walked away from"
        r"|retired from(?! (?:work|my job|teaching|nursing))|parted ways(?: with)?|drifted apart|grown apart)\b"
        r"|\bput (?P<x>[\w' -]{2,30}?) to (?:rest|bed)\b(?! at)",
    ),
    _mark(
        "doing",
        "behind past",
        rf"\b(?:left|leaving|put) (?P<x>[\w' -]{{2,30}}?) behind (?:me|us)\b|\b(?:lies?|lay|are"
        rf"|is) {_HOW}behind (?:me|us)\b",
    ),
    _mark(
        "doing liking",
        "chapter era phase days years stint season career period",
        rf"\b(?:chapter|era|phase|days|years|stint|season|career|period)\s(?:is|are|was|were|has|have|lies?|lay|came"
        rf"|come)?"
        rf"\s?{_HOW}(?:been )?(?:over|closed|ended|finished|behind (?:me|us)|past|done|gone|(?:come "
        rf"|came )?to an end)\b",
        own=False,
    ),
    _mark(
        "doing",
        "sold sell donated gave given rid",
        r"\b(?:sold|donated|(?:gave|given) away|got(?:ten)? rid of)\b(?!.*\b(?:bought|buy|new|newer|better|another"
        r"|replac\w+"
        r"|upgrad\w+|old|one of|for a)\b)(?=.*\b(?:no longer|so no|any ?more|all|tools|gear|equipment|kit|supplies"
        r"|things"
        r"|over|done|quit|stopped)\b)",
    ),
    _mark(
        "doing liking",
        "ended stopped died faded over",
        rf"\bonce\b(?=.*\b(?:and then|then|until|but)(?: ?,)? (?:(?:it|they|that|one day|quietly|slowly"
        rf"|suddenly),? ,? ?)*{_HOW}(?:ended|stopped|died|faded"
        rf"|was"
        r" over))",
        own=False,
    ),
    _mark("doing", "since", r"\bnot (?:touched|played|done|made|picked up|opened|practised|been to"
          r"|visited)\b(?=.*\bsince i"
          r" (?:have )?(?:gave|given|quit|stopped|dropped|left)\b)"),
    _mark("doing liking", "with", r"^with (?P<x>[\w' -]{2,40}?) (?:it|that) is (?:now |all )?(?:over|finished"
          r"|done)\b", own=False),
    _mark("doing", "retired", r"[:–—,-] (?:i )?retired from (?:it|that|this)\b", own=False),
    _mark(
        "doing liking",
        "fits fit part room place left",
        r"\b(?:no longer|(?:does|do) not) (?:fits?|have (?:a place|room)) (?:into|in) (?:my|our) (?:life|days|week"
        r"|evenings)\b|\bno longer (?:is |are )?(?:an? )?part of (?:my|our) (?:life|days|weeks?|routine|evenings)\b"
        r"|\bnothing is left of\b",
    ),
    _mark("doing", "let", rf"\blet (?:(?:it|that|them|the habit|go of)\b ?|{_X} )(?:go|slide|lapse|slip|drop|be|die)?\b"
          r"(?= ?,?(?: and| so| after| this| when|\s*$| \w+ing))"),
    _mark("doing", "gave given", r"\b(?:gave|given) (?!up on)(?:up )?(?P<x>[\w' -]{2,40}?)(?: up)?"
          r" (?=(?:yesterday|last (?:night|week|month|year))\s*(?:$|,))"),
    _mark("doing", "instead rather", rf"\b(?:these|now|nowadays|lately)\b.*\b(?:instead of|rather than) {_X}\s*$"),
    _mark(
        "doing",
        "free own mine empty quiet open",
        rf"^(?:(?:my|our|the) )?{_DAYS} (?:is|are|have become|belong) {_HOW}(?:free|(?:my|our) own|mine|ours|empty"
        rf"|quiet|open|to"
        r" me) (?:again|now|once more|these days)\b",
        own=False,
    ),
    _mark("doing", "spend spent goes", rf"\bi used to spend on {_X} (?=now goes\b)"),
    # what is not liked any more
    _mark(
        "liking",
        "cooled cold lukewarm indifferent numb immune switched",
        r"\b(?:cooled(?: off)?|gone cold|grown cold|lukewarm|indifferent|numb|immune|switched off) (?:towards?|to|on"
        r"|about|from)\b",
    ),
    _mark("liking", "fan lover enthusiast devotee", rf"\bnot (?:the |such an? |much of an? |an? )?{_X} (?:fan|lover"
          r"|enthusiast|devotee|person)(?= i (?:once|used to)| any ?more| any longer)"),
    _mark(
        "liking",
        "do does did",
        r"\b(?:do|does) (?:just )?not (?:\w+ )?(?:do it for|do anything for|thrill|excite|move|speak to|appeal to|tempt"
        r"|interest|touch|charm|grip) (?:me|us)\b(?= (?:any ?more|any longer|the way|like|as))",
    ),
    _mark(
        "liking",
        "love spark magic joy thrill fun shine charm appeal passion noise",
        r"\b(?:have|has) become background noise\b|\b(?:the )?(?:love|spark|magic|joy|thrill|fun|shine|charm|appeal"
        rf"|passion|enthusiasm) (?:is|has|has all) {_HOW}(?:gone|faded|dried up|evaporated|died"
        rf"|burnt out)(?: out of)?\b",
    ),
    _mark(
        "liking",
        "used",
        r"\bi used to (?:go (?:wild|crazy|mad) (?:for|about)|be (?:crazy|mad|wild) about|live for|queue for|rave about"
        r"|swoon over|die for)\b(?=.*\b(?:now|no longer|any ?more|but|today|these days)\b)",
    ),
    # what is not disliked any more
    _mark(
        "disliking allergy",
        "truce hatchet peace friends terms",
        r"\b(?:called a truce|buried the hatchet|made (?:our |my |its )?peace|made up|on (?:good|speaking) terms"
        r"|friends (?:now|again|at last)|become friends)\b(?: with)?",
    ),
    _mark(
        "disliking",
        "feud war battle quarrel hostility grudge aversion",
        rf"\bmy (?:\w+ )?(?:feud|war|battle|quarrel|hostility|grudge|aversion)\b(?: (?:with|against|on"
        rf"|to) {_X})? (?:is|has)"
        rf" {_HOW}(?:over|ended|settled|faded|gone)\b",
    ),
    _mark(
        "disliking",
        "pleasure relish delight gusto joy",
        r"\bnot\b(?=.*\bany ?more\b.*\bwith (?:pleasure|relish|delight|gusto|joy)\b)",
    ),
    _mark(
        "disliking",
        "stopped",
        r"\b(?:has|have) stopped (?:making me|giving me|driving me|getting to me|turning my)\b[\w ]{0,16}",
    ),
    _mark(
        "disliking",
        "catch caught find found",
        rf"\bi (?:catch|caught|find|found) myself (?:craving|enjoying|loving|eating|ordering|asking for|reaching for"
        rf"|looking forward to|liking) {_X}{_END}",
    ),
    _mark("disliking", "developed acquired", r"\bi (?:have )?(?:developed|acquired) (?:a|quite a|some) (?:taste|liking"
          r"|weakness|soft spot|fondness) for\b"),
)  # fmt: skip
_OWN = frozenset("i me my mine we us our ours myself".split())
_NOT_SO = re.compile(
    r"\b(?:not (?:yet|quite)|still|would|wish\w*|hope\w*|might|maybe|perhaps|almost|nearly|should|could|if|will|hate to"
    r"|can not (?!be)|do not think|tonight|today|for (?:now|today|a (?:week|while))|soon|one day|people say|they say"
    r"|try(?:ing)? to|want(?:s|ed)? to|next|summer break|who|his|her|their|your|imagine|pretend|afraid that|worried)\b"
    rf"|\b(?:my|our) (?:\w+ )?(?:{RELATION})(?:'s)?\b",
    re.IGNORECASE,
)
"""What is only wished for, feared, planned or of somebody else."""
_NOTED = re.compile(r"(?:had|have|can not|could not|do not)\s", re.IGNORECASE)
"""How a note begins that leaves out "I" and is no question."""
_OF_ANYTHING = frozenset(
    """
    work home house office life school town city family people job day days morning evening week year years
    month winter summer spring autumn world quietly slowly while test form doctor allergist
    """.split()
)
"""What many things are done at or have to do with: by it alone nothing is named."""
MOST_TASTES = 4


@cache
def _by_cue() -> ByCue:
    return ByCue([mark.cues for mark in MARKS])


@cache
def _compiled(number: int) -> re.Pattern[str]:
    return re.compile(MARKS[number].pattern, re.IGNORECASE)


def mentioned(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """The denials of what a sentence (plain, spaced, no condition) mentions beside a mark of an end."""
    known = words_of(text)
    numbers = _by_cue().to_try(known)
    if not numbers or (asks(text) and not _NOTED.match(text)) or _NOT_SO.search(text):
        return
    own = not _OWN.isdisjoint(known)
    for number in numbers:
        mark = MARKS[number]
        if (mark.own and not own) or (found := _compiled(number).search(text)) is None:
            continue
        named = next((thing for thing in found.groupdict().values() if thing), None)
        around = things_in(f"{text[: found.start()]} ; {text[found.end() :]}") if named is None else [named]
        if things := [thing for thing in around if thing.casefold() not in _OF_ANYTHING]:
            for kind in mark.ended:
                yield from _over(kind, things, starts, ends)


def _over(kind: Ended, things: list[str], starts: int, ends: int) -> Iterator[MemoryCandidate]:
    if kind in ("allergy", "condition"):
        any_of = ANY_OF.join(map(value_key, things))
        said = "is no longer allergic to" if kind == "allergy" else "no longer has"
        yield denial("fact", kind, any_of, f"The user {said} {any_of}", starts, ends)
    elif kind == "doing":
        any_of = ANY_OF.join(map(act_key, things))
        for attribute in ("habit", "hobby"):
            yield denial("preference", attribute, any_of, f"The user no longer does: {any_of}", starts, ends)
    else:
        value, verb = ("likes", "like") if kind == "liking" else ("dislikes", "dislike")
        for name in things[:MOST_TASTES]:
            yield denial("preference", f"taste.{value_key(name)}", value, f"The user no longer {verb}s {name}", starts,
                         ends, many=False)  # fmt: skip
