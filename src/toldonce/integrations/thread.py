"""A conversation that is found again by a name of the framework's, such as a session id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from toldonce.client import Client
from toldonce.errors import NotFound
from toldonce.model import ConversationRequest, Role, Turn, TurnRequest

PAGE = 200
NO_TEXT = "[no text]"
"""What stands for a message that holds no words, such as the call of a tool."""


class Thread:
    """One named conversation. It is begun when something is first said in it, and the same name finds it again.

    ``kind`` keeps the names of different frameworks apart. What a framework knows of a message beyond its words is kept
    in the metadata of its turn, under ``kind``.
    """

    def __init__(self, memory: Client, kind: str, name: str) -> None:
        self._memory = memory
        self._kind = kind
        self._name = name
        self._conversation_id: UUID | None = None

    @property
    def conversation_id(self) -> UUID:
        """The id of the conversation, which is begun unless it is there."""
        if self._conversation_id is None:
            request = ConversationRequest(title=self._name[:300])
            name = hashlib.sha256(self._name.encode()).hexdigest()
            made = self._memory.create_conversation(request, write_key=f"{self._kind}:{name}")
            self._conversation_id = made.conversation_id
        return self._conversation_id

    def add(self, messages: Sequence[tuple[Role, str, Any]]) -> None:
        """Store messages: who speaks, the words, and what the framework knows of them."""
        turns = [
            TurnRequest(role=role, content=text if text.strip() else NO_TEXT, metadata={self._kind: known})
            for role, text, known in messages
        ]
        for start in range(0, len(turns), PAGE):
            self._memory.add_turns(self.conversation_id, turns[start : start + PAGE])

    def turns(self) -> Iterator[Turn]:
        """Every turn, the oldest first."""
        cursor: str | None = None
        while True:
            page = self._memory.turns(self.conversation_id, limit=PAGE, cursor=cursor)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def last(self, limit: int) -> list[Turn]:
        """The newest turns, the oldest of them first."""
        if limit > PAGE:
            return list(self.turns())[-limit:]
        return self._memory.turns(self.conversation_id, limit=limit, newest=True).items if limit > 0 else []

    def known(self, turn: Turn) -> Any:
        """What the framework knows of a message beyond its words."""
        return turn.metadata.get(self._kind)

    def forget(self, turn: Turn) -> None:
        """Erase one turn for good."""
        self._memory.forget_turn(turn.conversation_id, turn.turn_id)

    def clear(self) -> None:
        """Erase the conversation for good; the next message begins it anew."""
        with suppress(NotFound):
            self._memory.forget_conversation(self.conversation_id)
        self._conversation_id = None


def text_of(content: Any) -> str:
    """The words of a message: a text, or the texts among its parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, Sequence) else []
    texts = [part if isinstance(part, str) else part.get("text") for part in parts if isinstance(part, (str, Mapping))]
    return "\n".join(text for text in texts if isinstance(text, str))


def words(turn: Turn) -> str:
    """What was said in a turn; nothing when it only stood for a message without words."""
    return "" if turn.content == NO_TEXT else turn.content
