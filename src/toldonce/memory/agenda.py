"""What is to come, for a question that names its time: "What have I got on Thursday?", "What's coming up next week?".
Pure.

Such a question shares no word with what answers it; what is due then is known by its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from toldonce.memory.ended import hit_of
from toldonce.memory.extract.english.when import is_mark, mark_times, times_of
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.temporal import WEEKDAYS
from toldonce.model import Hit, Memory
from toldonce.ports import USER

_START = r"(?:(?:so|and|ok|okay|hey|hi|please|remind me|tell me|can you tell me|do you know|do you remember)\b[, ]*)*"
_ANYTHING = (
    r"(?:anything|something|much|any (?:plans|appointments?|meetings?|dates?)|plans|an? (?:appointment|meeting))"
)
_ASKING = re.compile(
    rf"{_START}(?:"
    r"what(?:'s| is| have i(?: got)?| do i have| am i| are we| are my plans| have we(?: got)?| do we have|s)?"
    r"(?: i have| i've got)?"
    rf"|(?:do|have) (?:i|we) (?:have |got )?{_ANYTHING}|(?:is there |are there )?{_ANYTHING}"
    rf"|am i (?:free|busy|available|doing {_ANYTHING})|are we (?:free|busy|doing {_ANYTHING})"
    r"|where (?:do i|am i supposed to|must i|do i have to|do i need to) (?:have to |need to )?(?:be|go)"
    r"|(?:my |what's my |what is my )?(?:plans|agenda|schedule|diary|calendar|appointments|commitments|to-?dos?)"
    r"(?: like| look like)?"
    r")"
    r"(?: (?:on|up|to|do|doing|going|coming|happening|planned|scheduled|lined|due|need|have|get|done|there|is|for|me|us"
    r"|my|the|in|diary|calendar|plate|agenda|schedule|list|supposed|be|should|must|i|we|go|got))*\W*",
    re.IGNORECASE,
)
"""A question for what is to come, whole, without its time."""
_OWN = re.compile(r"\b(?:i|i'm|i've|i'll|my|we|we're|we've|we'll|our)\b", re.IGNORECASE)
MOST_DUE = 8
HABIT = f"{USER}.habit"


def time_asked_of(question: str, now: datetime) -> tuple[datetime, datetime] | None:
    """From when up to when (not including) the time lasts for which a question asks what is to come; None for any
    other question, and for a time that is over."""
    marked, phrases = mark_times(question.replace("’", "'"))
    if not phrases or _ASKING.fullmatch("".join(" " if is_mark(one) else one for one in marked)) is None:
        return None
    times = times_of(phrases, now, ahead=True)
    span = times.on or ((now, times.by) if times.by is not None else (now, times.until) if times.until else None)
    return span if span is not None and span[1] > now else None


def due_within(span: tuple[datetime, datetime], believed: Iterable[Memory]) -> list[Hit]:
    """What is to be done or happens in that time, the next first; on a single day also what is usual on its weekday."""
    start, end = span
    weekday = WEEKDAYS[start.weekday()] if end - start <= timedelta(days=1) else None
    due: list[tuple[datetime, Memory]] = []
    for memory in believed:
        at = memory.due_at if memory.type == "commitment" else memory.valid_from if memory.type == "event" else None
        if at is not None and start <= at < end:
            due.append((at, memory))
        elif weekday and memory.slot == HABIT and re.search(rf"\b{weekday}s?\b", memory.content, re.IGNORECASE):
            due.append((end, memory))
    due.sort(key=lambda one: (one[0], one[1].seq))
    return [hit_of(memory) for _, memory in due[:MOST_DUE]]


def tells_of_that_time(hit: Hit, span: tuple[datetime, datetime]) -> bool:
    """Whether the user says of themselves, in a turn, what they do in that time."""
    start, end = span
    if hit.kind != "turn" or hit.role != "user":
        return False
    for sentence in sentences(hit.content):
        if sentence.asks or _OWN.search(sentence.text) is None:
            continue
        _, phrases = mark_times(sentence.text)
        named = [days for phrase in phrases if (days := phrase.interval(hit.at, ahead=True)) is not None]
        if any(first < end and start < last and last > hit.at + timedelta(days=1) for first, last in named):
            return True
    return False
