"""Mem0's writes, as the verbs of a memory: tell, correct and forget."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from uuid_utils.compat import uuid7

from toldonce.errors import InvalidRequest, NotFound
from toldonce.model import (
    ConversationRequest,
    Memory,
    MemoryChange,
    MemoryRequest,
    Role,
    Scope,
    TurnRequest,
)
from toldonce.ports import MemoryAPI
from toldonce.server.callers import Caller
from toldonce.server.gateways.mem0.filters import LABELS, Filter, read_time
from toldonce.server.gateways.mem0.reading import NO_OWNER, Reader
from toldonce.server.gateways.mem0.records import Record, end_of, labels_of, of_memory, of_turn, subject_of_entities
from toldonce.server.gateways.mem0.unsupported import WHEN_ADDING, refuse
from toldonce.server.gateways.mem0.wire import Mem0AddRequest, Mem0Message, Mem0UpdateRequest
from toldonce.server.moments import refuse_future
from toldonce.server.problems import validation_failed

M = TypeVar("M", bound=BaseModel)

ROLES: dict[str, Role] = {"assistant": "assistant", "system": "system", "tool": "tool", "developer": "system"}
"""Who says what is not the user's own; any other role is a user."""


class Writer:
    """Changes what an account remembers, for clients of Mem0."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._reader = Reader(caller)

    def _memory(self, subject: str) -> MemoryAPI:
        return self._caller.runtime.memory(Scope(user_id=self._caller.identity.user_id, subject=subject))

    async def add(self, request: Mem0AddRequest) -> list[Record]:
        """Tell what the user says as memories, and keep what others say as turns, in the order given.

        Raises `InvalidRequest` when nobody is named, or when there is nothing to remember.
        """
        refuse(request, WHEN_ADDING)
        entities = request.entities or _named(self._reader.filter(request.filters))
        subject = subject_of_entities(entities)
        if subject is None:
            raise InvalidRequest(NO_OWNER)
        if LABELS in (request.metadata or {}):
            raise InvalidRequest(f"metadata.{LABELS}: is kept for the ids of agent, app and run.")
        said = [message for message in request.messages if message.content.strip()]
        if not said:
            raise InvalidRequest("messages: hold no text.")
        metadata, labels = request.metadata or {}, _labels(entities)
        kept = {"immutable": True} if request.immutable else {}
        at = read_time(request.timestamp, "timestamp") if request.timestamp is not None else None
        refuse_future([("/timestamp", at)])
        memory = self._memory(subject)
        told = [
            _valid(
                MemoryRequest,
                content=message.content,
                type=None if request.infer else "fact",
                at=at,
                expires_at=end_of(request.expiration_date) if request.expiration_date else None,
                # What else its words say becomes memories beside it, which are told by this from others.
                metadata={**metadata, LABELS: {**labels, **kept, "said": str(uuid7())}},
            )
            for message in said
            if message.role not in ROLES
        ]
        heard = [
            _valid(
                TurnRequest,
                role=ROLES[message.role],
                content=message.content,
                speaker=message.name,
                at=at,
                metadata={**metadata, LABELS: labels} if labels else metadata,
            )
            for message in said
            if message.role in ROLES
        ]
        memories = iter(await memory.add_memories(told, write_key=self._caller.write_key) if told else ())
        turns = iter(await self._keep(memory, subject, heard, entities) if heard else ())
        return [_next_of(message, subject, memories, turns) for message in said]

    async def _keep(
        self, memory: MemoryAPI, subject: str, heard: Sequence[TurnRequest], entities: dict[str, str]
    ) -> list[Record]:
        """Store turns in the conversation of their run, app and agent."""
        title = ", ".join(f"{name} {value}" for name, value in entities.items() if name != "user_id") or None
        conversation = await memory.create_conversation(
            ConversationRequest(title=title[:300] if title else None), write_key=f"mem0:{sorted(entities.items())}"
        )
        added = await memory.add_turns(conversation.conversation_id, heard, write_key=self._caller.write_key)
        return [of_turn(subject, await memory.turn(one.turn_id)) for one in added.turns]

    async def update(self, memory_id: str, request: Mem0UpdateRequest) -> Record:
        """Correct a memory: a version that takes its place, under the id that clients know. Raises `NotFound`."""
        subject, memory = await self._memory_of(memory_id)
        labels = dict(labels_of(memory.metadata))
        if labels.get("immutable"):
            raise InvalidRequest("This memory was added as immutable: it can be deleted, not changed.")
        labels.setdefault("id", str(memory.memory_id))
        labels.setdefault("created_at", memory.recorded_at.isoformat())
        if request.timestamp is not None:
            labels["created_at"] = read_time(request.timestamp, "timestamp").isoformat()
        told = memory.metadata if request.metadata is None else request.metadata
        if request.metadata is not None and LABELS in request.metadata:
            raise InvalidRequest(f"metadata.{LABELS}: is kept for the ids of agent, app and run.")
        changes: dict[str, Any] = {"metadata": {**told, LABELS: labels}}
        text = request.text or request.data
        if text is not None:
            changes["content"] = text
        if "expiration_date" in request.model_fields_set:
            changes["expires_at"] = end_of(request.expiration_date) if request.expiration_date else None
        return of_memory(subject, await self._correct(subject, memory, changes))

    async def note(self, memory_id: str, name: str, value: Any) -> Record:
        """Keep a remark of a client beside a memory. Raises `NotFound`."""
        subject, memory = await self._memory_of(memory_id)
        labels = {"id": str(memory.memory_id), "created_at": memory.recorded_at.isoformat()}
        labels |= {**labels_of(memory.metadata), name: value}
        return of_memory(
            subject, await self._correct(subject, memory, {"metadata": {**memory.metadata, LABELS: labels}})
        )

    async def _memory_of(self, memory_id: str) -> tuple[str, Memory]:
        subject, found = await self._reader.newest(memory_id)
        if not isinstance(found, Memory):
            raise InvalidRequest("This is what was said in a conversation: it can be deleted, not changed.")
        return subject, found

    async def _correct(self, subject: str, memory: Memory, changes: dict[str, Any]) -> Memory:
        return await self._memory(subject).correct_memory(
            memory.memory_id,
            _valid(MemoryChange, **changes),
            version=memory.version,
            write_key=self._caller.write_key,
        )

    async def delete(self, memory_id: str, *, linked: bool = False) -> int:
        """Forget a memory in all its versions, ``linked``: also those that it took the place of; how many went.

        The message that it was told in goes with it, and with a message everything that was made of it: what was
        deleted must not be found in other words. Raises `NotFound`.
        """
        subject, found = await self._reader.newest(memory_id)
        memory = self._memory(subject)
        if not isinstance(found, Memory):
            await memory.forget_turn(found.conversation_id, found.turn_id)
            return 1
        versions = await memory.memory_history(found.memory_id)
        own = of_memory(subject, found).id
        before = versions[: next(place for place, one in enumerate(versions) if one.memory_id == found.memory_id) + 1]
        doomed = [one.memory_id for one in before if linked or of_memory(subject, one).id == own]
        kin = await self._reader.kin(subject, found)
        if kin:
            message = of_memory(subject, min(kin, key=lambda one: one.seq)).id
            doomed += [one.memory_id for one in kin if own == message or of_memory(subject, one).id in (own, message)]
        count = 0
        for version in reversed(list(dict.fromkeys(doomed))):
            with suppress(NotFound):
                await memory.forget_memory(version)
                count += 1
        return count

    async def delete_where(self, wanted: Filter) -> int:
        """Forget everything that fits; how many subjects, memories and turns went.

        What fits a whole subject, and nothing narrower, is forgotten with all that the subject ever said.
        """
        count = 0
        for subject in await self._reader.subjects(wanted):
            if wanted.contained() == {}:
                await self._memory(subject).forget_all()
                count += 1
                continue
            for record in [
                *await self._reader.listed(subject, wanted, every_version=True),
                *await self._reader.turns(subject, wanted),
            ]:
                count += await self._forget(self._memory(subject), record)
        return count

    async def _forget(self, memory: MemoryAPI, record: Record) -> int:
        try:
            if record.is_turn and record.conversation_id is not None:
                await memory.forget_turn(record.conversation_id, record.item_id)
            else:
                await memory.forget_memory(record.item_id)
        except NotFound:
            # Another one of the same evidence took it along.
            return 0
        return 1


def _valid(model: type[M], **fields: Any) -> M:
    """A request of ours; raises `ValidationFailed`, naming the field."""
    try:
        return model.model_validate(fields)
    except ValidationError as invalid:
        raise validation_failed(invalid.errors()) from None


def _next_of(message: Mem0Message, subject: str, memories: Any, turns: Any) -> Record:
    return next(turns) if message.role in ROLES else of_memory(subject, next(memories))


def _labels(entities: dict[str, str]) -> dict[str, str]:
    """What is kept of the ids: not the user, who is the subject."""
    return {name: value for name, value in entities.items() if name != "user_id"}


def _named(wanted: Filter) -> dict[str, str]:
    """The ids that filters name one by one."""
    bounds = {name: wanted.names(name) for name in ("user_id", "agent_id", "app_id", "run_id")}
    return {name: next(iter(bound)) for name, bound in bounds.items() if bound is not None and len(bound) == 1}
