"""A reply without a language model: it quotes what was said, by whom and when, and says when it knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from toldonce.chat.wording import (
    addressed,
    asks_about_the_user,
    asks_for_orders,
    asks_of_oneself,
    asks_of_the_future,
    asks_of_the_past,
    asks_to_forget,
    clipped,
    content_words,
    feelings_asked_for,
    is_question,
    one_line,
    only_asks,
    only_orders,
    sentences,
    words,
)
from toldonce.model import Context, Hit, Memory, Predecessor

SPEAKER = "toldonce"
"""Who says such a reply. It only repeats what is stored elsewhere, so it is no evidence of anything."""
MOST_QUOTES = 3
MOST_OF_A_KIND = 12
"""The same for values of one slot, such as languages: who asks for them wants them all."""
MOST_LINES = 30
"""How many things an answer to "what do you know about me?" names; the others are counted."""
QUOTE_CHARACTERS = 240
NEAR_THE_BEST = 0.6
"""The share of the best hit's score below which a hit is not worth quoting beside it."""
NEAR_WHAT_IS_SO_NOW = 0.3
"""The same for a question about what is to come: what is so now is only half of its answer."""

CLOSE_ENOUGH = 0.25
"""The confidence from which the best hit is shown although the memory does not seem to hold the answer."""

NAME_SLOTS = frozenset({"user.name", "user.full_name", "user.called"})

KNOWS_NOTHING = "I do not know: nothing that I was told answers this."
NOT_CERTAIN = "I do not know for certain: nothing that I was told clearly answers this. The closest is:"
ALL_KNOWN = "This is what I know about you:"
NOT_FORGOTTEN = (
    "No message erases anything, so that no slip of words does: erase it for good on the page, under Memories, or with"
    " DELETE /memories/{memory_id}."
)
KNOWN_OF_IT = "This is what I know of it:"
WITHOUT_MEMORIES = "I cannot answer this: the message asked for a reply without memories (include_memories=false)."
NOT_KEPT = "I have read this but do not keep it: the message was sent with remember=false."


@dataclass(frozen=True, slots=True)
class ExtractiveReply:
    """A reply, and the ids of the memories and turns whose words it repeats."""

    text: str
    quotes: tuple[UUID, ...] = ()


def extractive_reply(message: str, context: Context | None, *, heard: UUID | None) -> ExtractiveReply:
    """Quotes for a question, an acknowledgement for anything else.

    ``context`` None: memories were not asked for. ``heard``: the turn that the message was stored as, None: it was not.
    """
    if asks_to_forget(message):
        return _not_forgotten(message, context)
    if not is_question(message):
        if heard is None:
            return ExtractiveReply(NOT_KEPT)
        return ExtractiveReply(f"Noted: {clipped(one_line(message), QUOTE_CHARACTERS)}", (heard,))
    if context is None:
        return ExtractiveReply(WITHOUT_MEMORIES)
    if context.standing and asks_about_the_user(message):
        return _all_known(context.standing, context.standing_left)
    hits = quotable(message, context.hits)
    if hits and context.answerable:
        return _quoting(hits, message)
    closest = _closest(message, context.hits) if context.confidence >= CLOSE_ENOUGH else None
    if closest is None:
        return ExtractiveReply(KNOWS_NOTHING)
    quoted = _quoting([closest], message)
    return ExtractiveReply(f"{NOT_CERTAIN}\n{quoted.text}", quoted.quotes)


def _quoting(hits: Sequence[Hit], message: str) -> ExtractiveReply:
    """What each hit says and, where that is told with it, what was so before."""
    before = [hit.predecessor.memory_id for hit in hits if hit.predecessor is not None]
    return ExtractiveReply("\n".join(_quote(hit, message) for hit in hits), (*(hit.id for hit in hits), *before))


def quotable(message: str, hits: Sequence[Hit]) -> list[Hit]:
    """The best hits that tell something, each thing once; hits come best first.

    A turn is not quoted behind a memory that was read in it. How the user wants to be answered stands in every prompt,
    but answers only who asks for that.
    """
    orders_too = asks_for_orders(message)
    feelings = feelings_asked_for(message)
    near = NEAR_WHAT_IS_SO_NOW if asks_of_the_future(message) else NEAR_THE_BEST
    told: list[Hit] = []
    seen: set[str] = set()
    for hit in hits:
        said = one_line(hit.content).casefold()
        own = hit.role == "assistant" and hit.speaker == SPEAKER
        if own or said in seen or only_asks(hit.content):
            continue
        if hit.kind == "turn" and any(hit.id in other.source_turn_ids for other in told):
            continue
        if not orders_too and (hit.type == "instruction" or (hit.kind == "turn" and only_orders(hit.content))):
            continue
        if feelings and hit.slot and ".taste." in hit.slot and hit.value not in feelings:
            continue
        if told and hit.score < told[0].score * near:
            continue
        seen.add(said)
        if len(told) < MOST_QUOTES or (hit.slot is not None and hit.slot == told[0].slot):
            told.append(hit)
    return told[:MOST_OF_A_KIND]


def _not_forgotten(message: str, context: Context | None) -> ExtractiveReply:
    """How to erase, and what there is to be erased."""
    hits = quotable(message, context.hits) if context is not None else []
    if not hits:
        return ExtractiveReply(NOT_FORGOTTEN)
    quoted = _quoting(hits, message)
    return ExtractiveReply(f"{NOT_FORGOTTEN} {KNOWN_OF_IT}\n{quoted.text}", quoted.quotes)


def _all_known(standing: Sequence[Memory], unseen: int) -> ExtractiveReply:
    """What the user is, has and likes, then how they want to be answered; ``unseen``: how many more there are."""
    orders_last = sorted(standing, key=lambda one: one.type == "instruction")
    named = orders_last[:MOST_LINES]
    lines = [f"- {clipped(_known(one), QUOTE_CHARACTERS)}" for one in named]
    left = len(standing) - len(lines) + unseen
    more = [f"- … and {left} more, on the page about you."] if left else []
    return ExtractiveReply("\n".join([ALL_KNOWN, *lines, *more]), tuple(one.memory_id for one in named))


def _known(memory: Memory) -> str:
    said = one_line(memory.content)
    if memory.origin != "user":
        return f"Noted, though not said by you: {said}"
    return addressed(said) or (f"You asked me: {said}" if memory.type == "instruction" else said)


def _closest(message: str, hits: Sequence[Hit]) -> Hit | None:
    """What comes nearest where nothing answers for certain: the best hit with a word of the question, else the best.

    What is known of somebody else is no answer to who asks of themselves, nor is the user's name to another question.
    """
    asked = content_words(message)
    own = asks_of_oneself(message)
    near: list[Hit] = []
    for hit in hits:
        slot = hit.slot or "" if hit.kind == "memory" else ""
        of_another = own and slot != "" and not slot.startswith("user.")
        if not of_another and quotable(message, [hit]):
            if asked & content_words(hit.content):
                return hit
            near += [] if slot in NAME_SLOTS else [hit]
    return near[0] if near else None


def _quote(hit: Hit, message: str) -> str:
    told = hit.kind == "memory" and hit.origin == "user"
    known = addressed(hit.content) if told else None
    if told and known is None and hit.slot is not None:
        known = clipped(one_line(hit.content), QUOTE_CHARACTERS)
    if known is not None:
        if hit.status == "superseded" and hit.valid_to and "used to" not in known:
            was_so = addressed(hit.content, over=True) or known
            return f"Until {_day(hit.valid_to)}: {was_so} (You told me on {_day(hit.at)}.)"
        was = hit.predecessor
        if was is not None and was.valid_to is not None and asks_of_the_past(message):
            return (
                f"Until {_day(was.valid_to)}: {_former(hit, was)}. Since then: {known} (You told me on {_day(hit.at)}.)"
            )
        return f"{known} (You told me on {_day(hit.at)}{_before(hit)}.)"
    where = f" (turn {hit.turn_number})" if hit.turn_number is not None else ""
    return f'On {_day(hit.at)} {_who(hit)}: "{_excerpt(hit.content, message)}"{where}'


def _before(hit: Hit) -> str:
    """What was so before, so that nobody takes the old for the new."""
    was = hit.predecessor
    if was is None or was.valid_to is None:
        return ""
    return f"; until {_day(was.valid_to)}: {_former(hit, was)}"


def _former(hit: Hit, was: Predecessor) -> str:
    # A plan that was moved goes by the same name: only its sentence tells the old day.
    old = was.value if was.value and was.value != hit.value else addressed(was.content) or was.content
    return clipped(one_line(old), QUOTE_CHARACTERS).rstrip(".")


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _who(hit: Hit) -> str:
    if hit.speaker:
        return f"{one_line(hit.speaker)} said"
    if hit.kind == "memory":
        return "it was noted"
    return "you said" if hit.role == "user" else f"the {hit.role or 'assistant'} said"


def _excerpt(content: str, message: str) -> str:
    """The sentence that shares the most words with the message, with as many of its neighbours as there is room for."""
    whole = one_line(content)
    if len(whole) <= QUOTE_CHARACTERS:
        return whole
    parts = [one_line(part) for part in sentences(content)]
    wanted = words(message)
    best = max(range(len(parts)), key=lambda number: (len(wanted & words(parts[number])), -number))
    first = last = best
    length = len(parts[best])
    while True:
        if last + 1 < len(parts) and length + len(parts[last + 1]) < QUOTE_CHARACTERS - 4:
            last += 1
            length += len(parts[last]) + 1
        elif first > 0 and length + len(parts[first - 1]) < QUOTE_CHARACTERS - 4:
            first -= 1
            length += len(parts[first]) + 1
        else:
            break
    text = clipped(" ".join(parts[first : last + 1]), QUOTE_CHARACTERS - 4)
    before = "… " if first > 0 else ""
    after = " …" if last + 1 < len(parts) and not text.endswith("…") else ""
    return f"{before}{text}{after}"
