"""Exports of other services and of toldonce itself, read into one shape.

Reading is pure: bytes in, conversations and memories out, with a tally of what was left out and why. Only a file that
is no such export at all raises `InvalidRequest`; a single odd message is skipped with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from toldonce.memory.importers.chatgpt import read as read_chatgpt
from toldonce.memory.importers.claude import read as read_claude
from toldonce.memory.importers.mem0 import read as read_mem0
from toldonce.memory.importers.native import read as read_native
from toldonce.memory.importers.shapes import (
    ImportAPI,
    Imported,
    ImportedConversation,
    ImportedMemory,
    ImportedTurn,
    Tally,
)
from toldonce.model import ImportFormat

Reader = Callable[[bytes, Tally, datetime], Iterator[Imported]]

READERS: Mapping[ImportFormat, Reader] = {
    "chatgpt": read_chatgpt,
    "claude": read_claude,
    "mem0": read_mem0,
    "toldonce": read_native,
}


def read_export(upload: bytes, format: ImportFormat, tally: Tally, now: datetime) -> Iterator[Imported]:
    """The conversations (turns in order) and memories of an export, one at a time.

    What is left out is counted in ``tally``. ``now`` stands in for the time of a message where the whole conversation
    names none. Raises `InvalidRequest` while iterating when the file is no such export.
    """
    return READERS[format](upload, tally, now)


__all__ = [
    "READERS",
    "ImportAPI",
    "Imported",
    "ImportedConversation",
    "ImportedMemory",
    "ImportedTurn",
    "Tally",
    "read_export",
]
