"""Which conversation a dialogue belongs to, when its client sends the whole of it every time and no id.

Every turn that comes through a gateway keeps two fingerprints of the messages that end with it: ``chain`` over all of
them, and ``tail`` over the last two, which is still the same when the client leaves out the beginning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from toldonce.chat.recalled import without_recalled
from toldonce.model import Turn
from toldonce.ports import Utterance

LOOK_BACK = 12
"""How many of the last messages may be looked for, when those after them are unknown."""
TURNS_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """The fingerprints of the messages that end with one of them."""

    chain: str
    tail: str

    def metadata(self, **more: JsonValue) -> dict[str, JsonValue]:
        """What a turn keeps of it."""
        return {"toldonce": {"chain": self.chain, "tail": self.tail, **more}}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dialogue goes on from: its message ``index`` is stored as ``turn``."""

    index: int
    turn: Turn


def marks_of(dialogue: Sequence[Utterance]) -> list[Mark]:
    """The mark of every message."""
    marks: list[Mark] = []
    before = ""
    chain = ""
    for utterance in dialogue:
        own = _fingerprint(utterance.role, " ".join(without_recalled(utterance.text).split()), utterance.identity)
        chain = _fingerprint(chain, own)
        marks.append(Mark(chain, _fingerprint(before, own)))
        before = own
    return marks


def tails_of(marks: Sequence[Mark]) -> list[str]:
    """What to look for in the memory."""
    return [mark.tail for mark in marks[-LOOK_BACK:]]


def known_turns(marks: Sequence[Mark], turns: Sequence[Turn]) -> dict[int, Turn]:
    """The messages, by their index, that are stored with everything before them the same.

    ``turns`` are those found by `tails_of`, the newest first.
    """
    by_chain = {_kept(turn, "chain"): turn for turn in reversed(turns)}
    return {index: by_chain[mark.chain] for index, mark in enumerate(marks) if mark.chain in by_chain}


def place_of(marks: Sequence[Mark], history: int, turns: Sequence[Turn]) -> Place | None:
    """The last message that is stored.

    A turn with the same chain wins over one that only ends alike; the latter counts only among the first ``history``
    messages, which the model has answered: what comes after them must not be taken for known by mistake.
    """
    known = known_turns(marks, turns)
    if known:
        return Place(max(known), known[max(known)])
    by_tail = {_kept(turn, "tail"): turn for turn in reversed(turns)}
    alike = [index for index, mark in enumerate(marks[:history]) if mark.tail in by_tail]
    return Place(alike[-1], by_tail[marks[alike[-1]].tail]) if alike else None


def answered(dialogue: Sequence[Utterance]) -> int:
    """How many of the messages came before or with the model's last answer."""
    return max((index + 1 for index, one in enumerate(dialogue) if one.role == "assistant"), default=0)


def _kept(turn: Turn, name: str) -> JsonValue:
    marks = turn.metadata.get("toldonce")
    return marks.get(name) if isinstance(marks, dict) else None


def _fingerprint(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "replace")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()
