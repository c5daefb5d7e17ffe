"""LlamaIndex: a chat memory that also brings back what was said long before this session."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.memory import BaseMemory

from toldonce.client import Client
from toldonce.integrations.thread import Thread, words
from toldonce.model import Role

ROLES: dict[MessageRole, Role] = {
    MessageRole.USER: "user",
    MessageRole.ASSISTANT: "assistant",
    MessageRole.CHATBOT: "assistant",
    MessageRole.MODEL: "assistant",
    MessageRole.SYSTEM: "system",
    MessageRole.DEVELOPER: "system",
    MessageRole.TOOL: "tool",
    MessageRole.FUNCTION: "tool",
}


class ToldonceMemory(BaseMemory):
    """The latest messages of one session, behind what the whole memory holds for the message at hand."""

    recent: int = Field(default=20, description="How many messages of the session are given.")
    max_tokens: int = Field(default=1_000, description="How much is brought back from the memory.")
    _memory: Client = PrivateAttr()
    _thread: Thread = PrivateAttr()

    def __init__(self, memory: Client, session_id: str, **settings: Any) -> None:
        """``memory`` says whose; ``session_id`` is any text; ``settings`` are ``recent`` and ``max_tokens``."""
        super().__init__(**settings)
        self._memory = memory
        self._thread = Thread(memory, "llamaindex", session_id)

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex knows it."""
        return "ToldonceMemory"

    @classmethod
    def from_defaults(cls, **kwargs: Any) -> ToldonceMemory:
        """Make one from ``memory`` and ``session_id``."""
        return cls(**kwargs)

    def get(self, input: str | None = None, **kwargs: Any) -> list[ChatMessage]:
        """What to send before a message: what is remembered for it, then the latest messages."""
        recalled = self._memory.context(input, max_tokens=self.max_tokens).text if input else ""
        before = (
            [ChatMessage(role=MessageRole.SYSTEM, content=f"What was said before:\n<memory>\n{recalled}\n</memory>")]
            if recalled
            else []
        )
        return [*before, *(self._message(turn) for turn in self._thread.last(self.recent))]

    def get_all(self) -> list[ChatMessage]:
        """Every message of the session."""
        return [self._message(turn) for turn in self._thread.turns()]

    def put(self, message: ChatMessage) -> None:
        """Store a message."""
        self.put_messages([message])

    def put_messages(self, messages: list[ChatMessage]) -> None:
        """Store messages."""
        self._thread.add(
            [
                (
                    ROLES[message.role],
                    message.content or "",
                    {"role": message.role.value, "more": _plain(message.additional_kwargs)},
                )
                for message in messages
            ]
        )

    def set(self, messages: list[ChatMessage]) -> None:
        """Put these messages in the place of the session's."""
        self._thread.clear()
        if messages:
            self.put_messages(messages)

    def reset(self) -> None:
        """Erase the session for good; what was learnt in other sessions stays."""
        self._thread.clear()

    def _message(self, turn: Any) -> ChatMessage:
        kept = self._thread.known(turn)
        return ChatMessage(role=MessageRole(kept["role"]), content=words(turn), additional_kwargs=kept["more"])


def _plain(extras: dict[str, Any]) -> dict[str, Any]:
    """What can be written as JSON."""
    return {
        name: value.model_dump(mode="json")
        if hasattr(value, "model_dump")
        else [one.model_dump(mode="json") if hasattr(one, "model_dump") else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in extras.items()
    }
