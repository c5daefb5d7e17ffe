"""What a language model answers about turns, and which parts of it can be believed.

The form is checked by pydantic, item by item, so that one bad item costs no other. What has the right form is checked
against the turn's own words: a model invents, and a text may try to make it invent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

import orjson
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic_core import from_json

from toldonce.memory.extract.llm.quotes import find_quote, foreign_names_and_numbers, names_a_time, unsupported_words
from toldonce.memory.extract.sentences.modality import supposes
from toldonce.memory.slots import RELATIVES, attribute_of_type, holds_many, subject_key, value_key
from toldonce.memory.trust import names_a_person, reads_as_order
from toldonce.model import MemoryType, Turn
from toldonce.ports import USER, EntityKind, MemoryCandidate, Mention

MAX_STATEMENTS_OF_TURN = 40
MAX_SENTENCE_CHARACTERS = 300
MAX_VALUE_CHARACTERS = 200
MAX_CONFIDENCE = 0.9
"""A model's own confidence says little; what a second source says too rises above it."""
UNSAID_CONFIDENCE = 0.7
"""Of a statement with which the model says none."""
LONGEST_AHEAD = timedelta(days=366 * 100)
EARLIEST = datetime(1850, 1, 1, tzinfo=UTC)
IMPORTANCE: dict[MemoryType, float] = {
    "instruction": 0.9, "commitment": 0.7, "preference": 0.6, "fact": 0.6, "event": 0.5, "entity": 0.5,
}  # fmt: skip
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]{0,39}(?:\.[^\W_][\w '&-]{0,59})?")
_POSSESSIVE = re.compile(r"^(?:the\s+)?(?:user|my)(?:['’]s)?[\s.]+(?P<relative>\w[\w -]*)$", re.IGNORECASE)
_ORDERS = frozenset({"instruction", "commitment"})
"""What is often said as a question or on a condition."""
_TASTES = frozenset({"likes", "loves", "dislikes", "hates"})


def _every_field(schema: dict[str, JsonValue]) -> None:
    """Endpoints that keep a model to a schema want every field in it, and no defaults."""
    properties = cast("dict[str, dict[str, JsonValue]]", schema["properties"])
    schema["required"] = list[JsonValue](properties)
    for field_schema in properties.values():
        field_schema.pop("default", None)


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=_every_field)

    turn: int


class StatementItem(_Item):
    """One entry of ``statements``; the prompt explains its fields."""

    # A model that no schema binds may leave out what has a default: most of what it would write says nothing.

    quote: str
    type: MemoryType
    subject: str
    attribute: str
    value: str
    sentence: str
    denies: bool = False
    corrects: bool = False
    changes: bool = False
    instead_of: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    due_at: str | None = None
    confidence: float = UNSAID_CONFIDENCE


class MentionItem(_Item):
    """One entry of ``mentions``."""

    name: str
    kind: EntityKind


class AnswerForm(BaseModel):
    """The whole answer, for its JSON schema."""

    model_config = ConfigDict(extra="forbid")

    statements: list[StatementItem]
    mentions: list[MentionItem]


SCHEMA: dict[str, JsonValue] = AnswerForm.model_json_schema()
FIELDS = ("statements", "mentions")


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn, or a part of a long one, as the model gets to read it: ``text`` stands at ``offset`` in the turn."""

    turn: Turn
    offset: int
    text: str
    before: str = ""
    """The words of the turn before it, for an answer that is only understood from its question."""


@dataclass(slots=True)
class Reading:
    """What an answer says that can be believed; ``faults`` are the rest, each with the number of its passage."""

    candidates: list[tuple[int, MemoryCandidate]] = field(default_factory=list)
    mentions: list[tuple[int, Mention]] = field(default_factory=list)
    faults: list[tuple[int | None, str]] = field(default_factory=list)
    readable: bool = True


class _Refused(Exception):
    """An item that does not check; its words tell the model and the user why."""


def read_answer(text: str, passages: Sequence[Passage]) -> Reading:
    """Everything in an answer that checks; passages are numbered from 1. Never raises for what the text holds.

    Of an answer that broke off, what stands before the break counts too; that it broke off is a fault.
    """
    reading = Reading()
    try:
        answer = orjson.loads(text)
    except orjson.JSONDecodeError:
        answer = _broken_off(text)
        if answer is not None:
            reading.faults.append((None, "the answer is no whole JSON: it breaks off, or other text stands around it"))
    statements, mentions = (answer.get(name) if isinstance(answer, dict) else None for name in FIELDS)
    if not isinstance(statements, list) or not isinstance(mentions, list):
        reading.faults.clear()
        reading.readable = False
        reading.faults.append((None, 'the answer is not a JSON object with the lists "statements" and "mentions"'))
        return reading
    counts: dict[int, int] = {}
    for place, item in enumerate(statements):
        number: int | None = None
        try:
            stated = _formed(StatementItem, item)
            number = _number(stated, passages)
            counts[number] = counts.get(number, 0) + 1
            if counts[number] > MAX_STATEMENTS_OF_TURN:
                raise _Refused(f"a turn with more than {MAX_STATEMENTS_OF_TURN} statements")
            reading.candidates.append((number, _candidate(stated, passages[number - 1])))
        except _Refused as refused:
            reading.faults.append((number, f"statements[{place}]: {refused}"))
    for place, item in enumerate(mentions):
        number = None
        try:
            mentioned = _formed(MentionItem, item)
            number = _number(mentioned, passages)
            reading.mentions.append((number, _mention(mentioned, passages[number - 1])))
        except _Refused as refused:
            reading.faults.append((number, f"mentions[{place}]: {refused}"))
    return reading


def _broken_off(text: str) -> dict[str, object] | None:
    """The entries that are whole in an answer whose JSON is not, or None when none of its statements is.

    The last entry that was begun is left out: what it leaves unsaid might have turned its meaning.
    """
    try:
        answer = from_json(text[text.find("{") :], allow_partial=True)
    except ValueError:
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("statements"), list):
        return None
    last = "mentions" if isinstance(answer.get("mentions"), list) else "statements"
    kept: dict[str, object] = {"mentions": [], **answer, last: answer[last][:-1]}
    return kept if kept["statements"] else None


def _formed(form: type[Any], item: object) -> Any:
    try:
        return form.model_validate(item, strict=False)
    except ValidationError as invalid:
        fault = invalid.errors(include_url=False, include_input=False, include_context=False)[0]
        raise _Refused(f"{'.'.join(str(part) for part in fault['loc']) or 'item'}: {fault['msg']}") from None


def _number(item: _Item, passages: Sequence[Passage]) -> int:
    if not 1 <= item.turn <= len(passages):
        raise _Refused(f"turn: there is no turn {item.turn}")
    return item.turn


def _mention(item: MentionItem, passage: Passage) -> Mention:
    name = " ".join(item.name.split())
    if not name or len(name) > MAX_VALUE_CHARACTERS or find_quote(passage.text, name) is None:
        raise _Refused("name: it does not stand in the turn")
    return Mention(entity_key=subject_key(name), name=name, kind=item.kind)


def _candidate(item: StatementItem, passage: Passage) -> MemoryCandidate:
    found = find_quote(passage.text, item.quote)
    if found is None:
        raise _Refused("quote: these words do not stand in the turn")
    quote = passage.text[found[0] : found[1]]
    if item.type not in _ORDERS and supposes(passage.text, *found):
        raise _Refused("quote: these words ask, wish or suppose, and state nothing")
    subject = _subject(item.subject, passage)
    attribute = _attribute(item, quote)
    value = _value(item, attribute, quote, passage)
    at, many = passage.turn.at, holds_many(attribute)
    valid_from, valid_to, due_at = (_date(item, name, at, passage) for name in ("valid_from", "valid_to", "due_at"))
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise _Refused("valid_to: it lies before valid_from")
    if due_at is not None and (item.type != "commitment" or due_at < at - timedelta(days=1)):
        raise _Refused("due_at: only a commitment has one, and it lies after the turn")
    if not 0.0 <= item.confidence <= 1.0:
        raise _Refused("confidence: it must lie between 0 and 1")
    return MemoryCandidate(
        type=item.type,
        subject=subject,
        attribute=attribute,
        value=value,
        value_key=value_key(value),
        content=_sentence(item, quote, value, passage, (valid_from, valid_to, due_at)),
        many=many,
        denies=item.denies,
        corrects=item.corrects,
        changes=item.changes,
        instead_of=value_key((item.instead_of or "")[:MAX_VALUE_CHARACTERS]) if many or item.corrects else "",
        valid_from=valid_from,
        valid_to=valid_to,
        due_at=due_at,
        confidence=min(item.confidence, MAX_CONFIDENCE),
        importance=IMPORTANCE[item.type],
        starts=passage.offset + found[0],
        ends=passage.offset + found[1],
    )


def _subject(named: str, passage: Passage) -> str:
    name = subject_key(named)
    speaker = passage.turn.speaker
    if name in (USER, "the user", "i", "me") or (
        passage.turn.role == "user" and speaker is not None and name == subject_key(speaker)
    ):
        return USER
    if (relation := _POSSESSIVE.match(name)) is not None:
        relative = relation["relative"].replace(" ", "_").replace("-", "_")
        if relative not in RELATIVES:
            raise _Refused(f"subject: {relative!r} is no relation that is known")
        return f"{USER}.{relative}"
    sources = [passage.text, passage.before]
    if names_a_person(speaker):
        sources.append(str(speaker))
    if not name or len(name) > MAX_VALUE_CHARACTERS or all(find_quote(source, named) is None for source in sources):
        raise _Refused("subject: this name does not stand in the turn")
    return name


def _attribute(item: StatementItem, quote: str) -> str:
    attribute = item.attribute.strip().casefold()
    head, dot, tail = attribute.partition(".")
    attribute = re.sub(r"[\s-]+", "_", head) + dot + " ".join(tail.replace("_", " ").split())
    if not attribute:
        return attribute_of_type(item.type)
    if not _ATTRIBUTE.fullmatch(attribute):
        raise _Refused("attribute: it must be a short word in lower case with underscores")
    if dot and head == "taste" and unsupported_words(tail, quote):
        raise _Refused("attribute: the thing does not stand in the quote")
    return attribute


def _value(item: StatementItem, attribute: str, quote: str, passage: Passage) -> str:
    value = " ".join(item.value.split())
    if len(value) > MAX_VALUE_CHARACTERS:
        raise _Refused(f"value: it must have at most {MAX_VALUE_CHARACTERS} characters")
    if attribute.startswith("taste."):
        if value.casefold() not in _TASTES and not (item.denies and not value):
            raise _Refused(f"value: a taste is one of {', '.join(sorted(_TASTES))}")
        return value.casefold()
    if not value_key(value):
        if item.denies:
            return ""
        raise _Refused("value: it is empty")
    if unsupported := unsupported_words(value, quote):
        raise _Refused(f"value: {unsupported[0]!r} does not stand in the quote")
    return value


def _date(
    item: StatementItem, name: Literal["valid_from", "valid_to", "due_at"], at: datetime, passage: Passage
) -> datetime | None:
    written = getattr(item, name)
    if written is None or not written.strip():
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise _Refused(f"{name}: it must be a date such as 2024-05-31, or null") from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not EARLIEST <= moment <= at + LONGEST_AHEAD:
        raise _Refused(f"{name}: it lies too far from the date of the turn")
    if not names_a_time(passage.text):
        raise _Refused(f"{name}: the words name no time, so it must be null")
    return moment


def _sentence(item: StatementItem, quote: str, value: str, passage: Passage, times: Sequence[datetime | None]) -> str:
    """The memory's words: the model's, unless it is an instruction, which keeps the words of who gave it."""
    if item.type == "instruction":
        words = " ".join(quote.split()).rstrip(" .")
        words = words[:1].upper() + words[1:]
        return words[: MAX_SENTENCE_CHARACTERS - 1] + "."
    sentence = " ".join(item.sentence.split())
    if not sentence or len(sentence) > MAX_SENTENCE_CHARACTERS:
        raise _Refused(f"sentence: it must have 1 to {MAX_SENTENCE_CHARACTERS} characters")
    dated = [f"{moment:%Y-%m-%d %A %B}" for moment in (*times, passage.turn.at) if moment is not None]
    sources = [passage.text, passage.before, value, item.subject, passage.turn.speaker or "", *dated]
    if foreign := foreign_names_and_numbers(sentence, *sources):
        raise _Refused(f"sentence: {foreign[0]!r} does not stand in the turn")
    if reads_as_order(sentence):
        raise _Refused("sentence: it must tell what was said, not ask for something")
    return sentence
