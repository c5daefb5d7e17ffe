"""LangChain: a chat history that keeps every message as a turn, so that it can be found again from any session."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.chat_history import BaseChatMessageHistory
from langchain_core.messages import BaseMessage, message_to_dict, messages_from_dict

from toldonce.client import Client
from toldonce.integrations.thread import Thread, text_of, words
from toldonce.model import Role

ROLES: dict[str, Role] = {"human": "user", "ai": "assistant", "system": "system", "tool": "tool", "function": "tool"}


class ToldonceChatMessageHistory(BaseChatMessageHistory):
    """The messages of one session, in toldonce."""

    def __init__(self, memory: Client, session_id: str) -> None:
        """``memory`` says whose; ``session_id`` is any text."""
        self._thread = Thread(memory, "langchain", session_id)

    @property
    def messages(self) -> list[BaseMessage]:
        """Every message of the session, in order."""
        written = []
        for turn in self._thread.turns():
            kept = self._thread.known(turn)
            data = {"content": words(turn), **kept["data"]}
            written.append({"type": kept["type"], "data": data})
        return messages_from_dict(written)

    def add_messages(self, messages: Sequence[BaseMessage]) -> None:
        """Store messages."""
        told: list[tuple[Role, str, object]] = []
        for message in messages:
            kept = message_to_dict(message)
            if isinstance(message.content, str):
                # The words are the turn; keeping them twice would only make long ones too long.
                kept["data"].pop("content")
            kept["data"] = {name: value for name, value in kept["data"].items() if value not in (None, {}, [])}
            told.append((ROLES.get(message.type, "user"), text_of(message.content), kept))
        self._thread.add(told)

    def clear(self) -> None:
        """Erase the session for good."""
        self._thread.clear()
