"""Somebody takes back or puts right what was said just before: "I meant Oslo, not Bergen", "scratch that"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.phrases import trimmed, without_article
from toldonce.memory.slots import value_key
from toldonce.memory.temporal import MONTHS
from toldonce.ports import MemoryCandidate

TURNS_LOOKED_BACK = 4
"""How many turns before its own a correction may be about."""
CORRECTING = frozenset(
    """
    actually sorry correction wait oops whoops mean meant mistake bad scratch strike typo wrong wrote said misspoke
    mistyped
    read accidentally mistakenly correct rather instead no not take back forget ignore should
    """.split()
)
"""Words without one of which nothing is corrected."""
_MARK = re.compile(
    r"\b(?:actually|sorry|correction|no wait|wait|oops|whoops|i (?:actually |really )?mean(?:t)?"
    r"|my mistake|my bad|scratch that|strike that|typo|i was wrong|i wrote|i said|i made a mistake"
    r"|i misspoke|i mistyped|misspoke|mistyped|by mistake|should (?:be|have been|read|say)"
    r"|i (?:accidentally|mistakenly) (?:said|wrote|typed)|let me correct (?:that|myself)|rather"
    r"|instead of|that was wrong|that is wrong|wrong)\b|^no\b|\bnot\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    (
        r"^(?:(?:oh|no|wait|sorry|actually|hm+)\s?,?\s)*(?:scratch that|strike that|forget (?:that|it"
        r"|what i just said)|that (?:was|is) (?:wrong|not (?:true|right))|i take that back|ignore (?:that"
        r"|my last message)|never mind that)$"
    ),
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"""(?ix)^(?:(?:hang|hold)\ on | \* | (?:a\ )?(?:small|quick|slight|minor|tiny)\ correction | earlier
        | let\ me\ (?:fix|rephrase|correct|redo)\ (?:that|this|it|myself)
        | i\ (?:got|mixed|muddled)\ (?:that|it|them)\ (?:mixed\ |muddled\ )?(?:up|wrong)
        | i\ (?:am|was)\ allergic\ to | really
        | actually | sorry | correction | no | wait | oops | whoops | typo | scratch\ that | strike\ that
        | my\ (?:mistake|bad) | i\ was\ wrong(?:\ about\ that)? | i\ made\ a\ mistake | i\ (?:actually[ ]
        |really\ )?mean(?:t)?(?:\ to\ (?:say|write|type))?
      | that\ (?:was|is)\ wrong | i\ mis(?:spoke|typed) | let\ me\ correct\ (?:that|myself)
      | it\ (?:is|was|should\ (?:be|have\ been|say|read)) | that\ should\ (?:be|have\ been|say|read) | he\ is
      | she\ is | but | rather | the\ (?:right|correct)\ (?:one|answer|name|word)\ is | make\ that | and | is
      | to\ say | should\ (?:be|read) | oh | hm+
      | (?:her|his|its|the|my)\ name\ is | in | called | on | at | a | an | i\ am | i\ live\ in
      | i\ work\ (?:at|for|as) | the | with | of\ course | by\ mistake | please\ note
      )(?:\s*[,:;–—-]\s*|\s+|$)"""
)
_HELPER = re.compile(
    r"(?:i|we|it|they)\s(?:have|had|has|am|are|is|was|were|do|did|does|will|would|can|could)", re.IGNORECASE
)
""" "I have not read" puts nothing in the place of "read"."""
_NO_VALUE = re.compile(
    r"^(?:not|ah|oh|ha|uh|um|yes|yeah|well|okay|ok|case|without|because|while|when|before|after|looking|re-?reading|thinking|please|use|put|write|take|give|tell|show)\b|\b(?:is|are|was|were|lives|works|i|you|we|they|he|she)\b",
    re.IGNORECASE,
)
""" "I said Oslo, not Bergen" keeps Oslo; "my sister is in Bergen, not Oslo" is about her."""
MAX_NEW_WORDS = 6
_NO_HELPER = "".join(rf"(?<!\b{helper} )" for helper in "do does did have has had can could will would".split())
""" "I have not read the paper" denies a deed and puts no value right."""
_GONE = "\x00"
"""Stands where the wrong value stood."""
_PIECES = re.compile(r"\s*[,;:]\s+|\s[–—-]\s")


def takes_back(text: str) -> bool:
    """Whether a sentence (plain) only takes back what stood before."""
    return _BACK.match(text.strip(" .!")) is not None


def marks_correction(text: str) -> bool:
    """Whether a sentence may put something right."""
    return _MARK.search(text) is not None


_NOT_THE_OLD = re.compile(
    r"(?:,|\band)\s*not (?:an? |the |in |at |on |as )?(?P<old>[\w' .&-]{2,40}?)\s*[.!]?$", re.IGNORECASE
)
_WRONG_BEFORE = re.compile(
    r"\b(?:i meant|scratch that|strike that|let me correct (?:that|myself)|i made a mistake"
    r"|i got (?:that|it) wrong|my mistake|i misspoke"
    r"|i was wrong|correction|typo)\b|^oops\b",
    re.IGNORECASE,
)


def says_it_was_wrong(text: str) -> bool:
    """Whether a sentence says that what was said before was wrong, so that what follows puts it right."""
    return _WRONG_BEFORE.search(text) is not None


def put_right(stated: Sequence[MemoryCandidate], text: str, *, wrong: bool) -> Iterator[MemoryCandidate]:
    """What a sentence states, as a correction: because of "X, not Y" in it, or since it was ``wrong`` before."""
    match = _NOT_THE_OLD.search(text)
    old = (
        value_key(match["old"])
        if match and not match["old"].casefold().endswith(("any more", "now", "yet", "really"))
        else ""
    )
    for one in stated:
        fits = one.type in ("fact", "entity") and not (one.denies or one.changes or one.valid_to or one.quarantined)
        if fits and old and value_key(one.value) != old:
            yield replace(one, corrects=True, instead_of=old)
        elif fits and wrong and not one.many:
            yield replace(one, corrects=True)
        else:
            yield one


def corrected(text: str, recent: Sequence[MemoryCandidate], starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """The candidates anew with the value that the sentence gives in place of theirs; ``recent``: the newest first."""
    for old in recent:
        if old.type == "instruction":
            continue
        said = old.attribute.partition(".")[2] if old.attribute.startswith("taste.") else old.value
        new = _new_value(text, said)
        if not new or new.casefold() in RELATION_WORDS:
            continue  # "My girlfriend is not vegan" tells of her
        for each in [one for one in recent if said in (one.value, one.attribute.partition(".")[2]) and not one.denies]:
            yield from anew(each, said, new, starts, ends)
        return


def _new_value(text: str, old: str) -> str:
    """What stands in place of ``old`` in "X, not OLD" and the like; nothing when the sentence does not say that."""
    forms = [re.escape(form) for form in {old, old.casefold(), *written_as(old)} if form]
    if not forms:
        return ""
    gone = re.compile(
        rf"(?:,\s*|\band\s|\bbut\s|\()?(?:\b(?:and )?(?:{_NO_HELPER}not|no longer|instead of|rather than"
        rf"|ignore|forget|i (?:said"
        rf"|wrote|typed|told you|accidentally said|mistakenly said|had said)|and not|it is not|it was not"
        rf"|that is not|is not|was not|never)\s+"
        rf"(?:in|at|on|an?|the|called|for|as|to)?\s*[\"']?(?:{'|'.join(forms)})(?:th|st|nd"
        rf"|rd)?[\"']?(?!\w)(?! any (?:more|longer)\b)|\b(?:the\s)?(?:{'|'.join(forms)})\s(?:was|is)"
        rf"\s(?:wrong|incorrect|a (?:typo|mistake|slip)))"
        rf"(?:\s*\)|\s*,)?(?:\s*(?:by mistake|sorry|of course|earlier|before|as i said"
        rf"|like i said|though))*",
        re.IGNORECASE,
    )
    rest, count = gone.subn(f" , {_GONE} , ", text)
    if not count:
        return ""
    names = re.search(rf"(?:{'|'.join(forms)})", text, re.IGNORECASE)
    is_name = names is not None and names[0][:1].isupper() and names.start() > 0
    for piece in _nearest_first(rest):
        new = _as_value(piece)
        if new and value_key(new) != value_key(old) and not (is_name and new.islower() and not new[:1].isdigit()):
            return new
    return ""


def _nearest_first(text: str) -> Iterator[str]:
    """The pieces around what is gone, those before it first, from the nearest on: "too fast: Oslo, not Bergen"."""
    before, _, behind = text.partition(_GONE)
    pieces = [piece for piece in _PIECES.split(before) if piece.strip(" .!,;:*")]
    yield from reversed(pieces)
    yield from (piece for piece in _PIECES.split(behind.replace(_GONE, " ")) if piece.strip(" .!,;:*"))


def _as_value(rest: str) -> str:
    """A piece without the words around a value; nothing where it is none."""
    rest = rest.strip(" .!,;:*–—-")
    for _ in range(10):
        match = _NOISE.match(rest)
        if match is None or not match.group(0):
            break
        rest = rest[match.end() :].strip(" ,;:–—-")
    rest = re.split(r"\s(?:sorry|please|by the way|of course|by mistake|i think|instead|though)\b", rest)[0]
    rest = patterns.replaced(
        r"\s(?:i mean|i meant|it is|it was|really|is what i meant)$", "", rest.strip(), re.IGNORECASE
    )
    rest = without_article(trimmed(patterns.replaced(r"^(?:is|it is)\s", "", rest)))
    if not rest or len(rest.split()) > MAX_NEW_WORDS or _HELPER.fullmatch(rest) or _NO_VALUE.search(rest):
        return ""
    return rest


def written_as(old: str) -> list[str]:
    """The ways in which a day is written: "3 May" is also "May 3" and "3rd of May"."""
    match = patterns.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+)(?: \d{4})?", old)
    if match is None:
        return []
    day, month = match.groups()
    ordinals = [f"{day}{end}" for end in ("st", "nd", "rd", "th")]
    plain = [f"{month} {day}", f"{day} {month}"]
    return [
        *plain,
        *(
            form
            for n in ordinals
            for form in (f"{n} {month}", f"{month} {n}", f"{n} of {month}", f"the {n} of {month}")
        ),
    ]


def anew(old: MemoryCandidate, said: str, new: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """A candidate with ``new`` in the place of the value that it was ``said`` to have."""
    if old.attribute == "birthday":
        new = _as_day(new)
        if not new:
            return
    if old.value[:1].isupper() and new.islower() and old.attribute not in ("diet",):
        new = new.title()
    content = re.sub(re.escape(said), lambda _: new, old.content, count=1, flags=re.IGNORECASE)
    content = re.sub(rf"\ban? (?={re.escape(new)})", "an " if new[0].casefold() in "aeiou" else "a ", content)
    if old.attribute.startswith("taste."):
        yield replace(old, denies=True, corrects=True, changes=False, starts=starts, ends=ends)
        yield replace(
            old, attribute=f"taste.{value_key(new)}", content=content, starts=starts, ends=ends, changes=False
        )
        return
    yield replace(
        old,
        value=new,
        value_key=value_key(new),
        content=content,
        corrects=True,
        changes=False,
        instead_of=old.value_key,
        starts=starts,
        ends=ends,
    )


def _as_day(text: str) -> str:
    match = patterns.search(
        (
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})"
            r"|(?P<month2>[a-z]{3,9}) (?:the )?(?P<day2>\d{1,2})"
        ),
        text,
        re.IGNORECASE,
    )
    if match is None:
        return ""
    month = next(
        (name.title() for name in MONTHS if name.startswith((match["month"] or match["month2"]).casefold()[:3])), ""
    )
    return f"{int(match['day'] or match['day2'])} {month}" if month else ""
