"""The turns and memories of one subject, kept in the process: what ranking and hits need to know of turns.

Of a turn only its last use ever changes. What may change of memories is kept apart; of them only the number is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.kept_texts import KeptTexts
from toldonce.adapters.postgres.ordered import places_in
from toldonce.adapters.postgres.rows import known_cues
from toldonce.model import Role
from toldonce.ports import CUE_BITS, CUES, EPOCH, MICROSECOND, Cue, Item

ROLES: Sequence[Role] = ("user", "assistant", "system", "tool")
STANDING = CUE_BITS["instruction"] | CUE_BITS["preference"]
REACH = 2
"""How many places away in its conversation a neighbour stands at most."""

Places = NDArray[np.int64]


class KeptItems:
    """Items in the order of their seq, each at its place. Places are only ever added."""

    def __init__(self) -> None:
        self.seq = GrowingArray(np.int64)
        self.is_memory = GrowingArray(np.bool_)
        self.said_at = GrowingArray(np.int64)
        self.speaker = GrowingArray(np.int32)
        self.role = GrowingArray(np.int8)
        self.conversation = GrowingArray(np.int32)
        self.turn_number = GrowingArray(np.int32)
        self.sitting = GrowingArray(np.int32)
        self.cues = GrowingArray(np.uint8)
        self.parts = GrowingArray(np.int16)
        self.length = GrowingArray(np.int32)
        self.last_used_turn = GrowingArray(np.int32)
        self.texts = KeptTexts()
        self.speakers: list[str] = []
        self._id = GrowingArray(np.uint8, 16)
        self._before = GrowingArray(np.int32)
        self._after = GrowingArray(np.int32)
        self._near = GrowingArray(np.int32, 2 * REACH)
        self._standing = GrowingArray(np.int64)
        self._turns = GrowingArray(np.int64)
        self._conversations: list[UUID] = []
        self._speaker_places: dict[str, int] = {}
        self._conversation_places: dict[UUID, int] = {}
        self._last_of: dict[int, int] = {}
        self._newest_speakers: tuple[tuple[int, int], frozenset[str]] | None = None

    def extend(self, turns: Sequence[Mapping[str, Any]], memory_seqs: Places) -> None:
        """Add turns (rows of the query ``fresh_turns``) and memories, all later than those before."""
        first, count = self.seq.count, len(turns) + len(memory_seqs)
        seqs = np.concatenate([np.array([row["seq"] for row in turns], np.int64), memory_seqs])
        order = np.argsort(seqs)
        new = np.empty(count, np.int64)
        new[order] = np.arange(first, first + count)
        self.seq.extend(seqs[order])
        self.is_memory.extend((np.arange(count) >= len(turns))[order])

        def put(column: GrowingArray, values: Sequence[Any], missing: int = -1) -> None:
            whole = np.full((count, *column.values.shape[1:]), missing, column.values.dtype)
            if len(turns):
                whole[: len(turns)] = values
            column.extend(whole[order])

        conversations = [self._conversation_place(row["conversation_id"]) for row in turns]
        put(self.said_at, [(row["said_at"] - EPOCH) // MICROSECOND for row in turns], 0)
        put(self.speaker, [self._speaker_place(row["speaker"]) for row in turns])
        put(self.role, [ROLES.index(row["role"]) for row in turns])
        put(self.conversation, conversations)
        put(self.turn_number, [row["turn_number"] for row in turns], 0)
        put(self.sitting, [row["sitting"] for row in turns])
        put(self.cues, [sum(CUE_BITS[cue] for cue in known_cues(row["cues"])) for row in turns], 0)
        put(self.parts, [row["parts"] for row in turns], 1)
        put(self.length, [row["length"] for row in turns], 0)
        put(self.last_used_turn, [_or_none_before(row["last_used_turn"]) for row in turns])
        texts = [row["content"] for row in turns] + [""] * len(memory_seqs)
        self.texts.extend([texts[place] for place in order.tolist()])
        ids = np.frombuffer(b"".join(row["turn_id"].bytes for row in turns), np.uint8).reshape(-1, 16)
        put(self._id, ids, 0)  # type: ignore[arg-type]
        self._before.extend(np.full(count, -1, np.int32))
        self._after.extend(np.full(count, -1, np.int32))
        self._near.extend(np.full((count, 2 * REACH), -1, np.int32))
        for place, conversation in zip(new[: len(turns)].tolist(), conversations, strict=True):
            before = self._last_of.get(conversation, -1)
            if before >= 0:
                self._before.values[place] = before
                self._after.values[before] = place
            self._last_of[conversation] = place
        self._note_near(new[: len(turns)])
        self._turns.extend(new[: len(turns)])
        fresh = np.arange(first, first + count)
        self._standing.extend(fresh[((self.cues.values[first:] & STANDING) > 0) & (self.parts.values[first:] > 0)])

    def places(self, seqs: Sequence[int] | Places) -> Places:
        """Where these numbers stand; what is not there is left out."""
        return places_in(self.seq.values, np.asarray(seqs, np.int64))

    def memory_seqs(self, places: Places) -> Places:
        """The numbers of the memories among some items."""
        seqs: Places = self.seq.values[places[self.is_memory.values[places]]]
        return seqs

    def item_id(self, place: int) -> UUID:
        """The id of a turn."""
        return UUID(bytes=self._id.values[place].tobytes())

    def conversation_id(self, place: int) -> UUID:
        """The conversation of a turn."""
        number: int = self.conversation.item(place)
        return self._conversations[number]

    def speaker_name(self, place: int) -> str | None:
        """Who spoke a turn."""
        speaker = self.speaker.item(place)
        return None if speaker < 0 else self.speakers[speaker]

    def shown(self, place: int) -> Item:
        """A turn as hits show it."""
        turn_id, used = self.item_id(place), self.last_used_turn.item(place)
        return Item(
            kind="turn",
            item_id=turn_id,
            content=self.texts.text(place),
            type="turn",
            role=ROLES[self.role.item(place)],
            speaker=self.speaker_name(place),
            said_at=EPOCH + timedelta(microseconds=self.said_at.item(place)),
            conversation_id=self.conversation_id(place),
            turn_number=self.turn_number.item(place),
            source_turn_ids=[turn_id],
            last_used_turn=None if used < 0 else used,
        )

    def use(self, places: Places, turn_number: int) -> None:
        """These were placed in the prompt of a turn."""
        self.last_used_turn.values[places] = turn_number

    def cue_names(self, place: int) -> frozenset[Cue]:
        """What the words of a turn show."""
        bits = self.cues.item(place)
        return frozenset(cue for cue in CUES if CUE_BITS[cue] & bits)

    def newest_speakers(self, turns: int) -> frozenset[str]:
        """Who spoke the newest turns; found out once as long as no turn comes."""
        asked = self._turns.count, turns
        if self._newest_speakers is None or self._newest_speakers[0] != asked:
            newest = self._turns.values[-turns:]
            spoke = frozenset(self.speakers[place] for place in np.unique(self.speaker.values[newest]) if place >= 0)
            self._newest_speakers = asked, spoke
        return self._newest_speakers[1]

    def around(self, found: Places, central: Places, standing_depth: int) -> tuple[Places, Places]:
        """The turns one and two places away from some ``central`` ones in the same sitting, in order, and the newest
        turns that lay something down, newest first; none of them is ``found`` or in the other."""
        seen = np.zeros(self.seq.count, np.bool_)
        near = self._near.values[central].ravel()
        seen[near[near >= 0]] = True
        seen[found] = False
        beside = np.nonzero(seen)[0]
        seen[found] = True
        newest = self._standing.values[-(standing_depth + len(found) + len(beside)) :][::-1]
        return beside, newest[~seen[newest]][:standing_depth]

    def _note_near(self, turns: Places) -> None:
        """Find out again what stands beside new turns, and beside those that they came to stand beside."""
        before = self._before.values
        touched = [turns]
        for _ in range(REACH):
            earlier = before[touched[-1]]
            touched.append(earlier[earlier >= 0])
        here = np.unique(np.concatenate(touched))
        number, sitting = self.turn_number.values, self.sitting.values
        for side, links in enumerate((before, self._after.values)):
            at = here
            for step in range(REACH):
                at = np.where(at >= 0, links[at], -1)
                near = (at >= 0) & (np.abs(number[at] - number[here]) <= REACH) & (self.parts.values[at] > 0)
                near &= sitting[at] == sitting[here]
                self._near.values[here, side * REACH + step] = np.where(near, at, -1)

    def _speaker_place(self, speaker: str | None) -> int:
        if speaker is None:
            return -1
        place = self._speaker_places.setdefault(speaker, len(self.speakers))
        if place == len(self.speakers):
            self.speakers.append(speaker)
        return place

    def _conversation_place(self, conversation_id: UUID) -> int:
        place = self._conversation_places.setdefault(conversation_id, len(self._conversations))
        if place == len(self._conversations):
            self._conversations.append(conversation_id)
        return place


def _or_none_before(number: int | None) -> int:
    return -1 if number is None else number
