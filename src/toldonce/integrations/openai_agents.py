"""OpenAI Agents SDK: a session whose items are kept as turns, so that they can be found again from any session."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from agents import SessionSettings, TResponseInputItem
from agents.memory import SessionABC

from toldonce.client import Client
from toldonce.integrations.thread import Thread, text_of, words
from toldonce.model import Role, Turn

ROLES: dict[str, Role] = {"user": "user", "assistant": "assistant", "system": "system", "developer": "system"}


class ToldonceSession(SessionABC):
    """The items of one session, in toldonce."""

    def __init__(self, memory: Client, session_id: str, session_settings: SessionSettings | None = None) -> None:
        """``memory`` says whose; ``session_id`` is any text."""
        self.session_id = session_id
        self.session_settings = session_settings
        self._thread = Thread(memory, "openai_agents", session_id)

    async def get_items(self, limit: int | None = None) -> list[TResponseInputItem]:
        """The items in order; with ``limit`` the newest of them."""
        if limit is None and self.session_settings is not None:
            limit = self.session_settings.limit
        return await asyncio.to_thread(self._items, limit)

    async def add_items(self, items: list[TResponseInputItem]) -> None:
        """Store items."""
        if items:
            await asyncio.to_thread(self._thread.add, [_told(cast("dict[str, Any]", item)) for item in items])

    async def pop_item(self) -> TResponseInputItem | None:
        """Take the newest item away for good; None when there is none."""
        return await asyncio.to_thread(self._pop)

    async def clear_session(self) -> None:
        """Erase the session for good."""
        await asyncio.to_thread(self._thread.clear)

    def _items(self, limit: int | None) -> list[TResponseInputItem]:
        turns: Sequence[Turn] = list(self._thread.turns()) if limit is None else self._thread.last(limit)
        return [self._item(turn) for turn in turns]

    def _pop(self) -> TResponseInputItem | None:
        newest = self._thread.last(1)
        if not newest:
            return None
        self._thread.forget(newest[0])
        return self._item(newest[0])

    def _item(self, turn: Turn) -> TResponseInputItem:
        kept = dict(self._thread.known(turn))
        if "content" not in kept and "role" in kept:
            kept["content"] = words(turn)
        return cast("TResponseInputItem", kept)


def _told(item: dict[str, Any]) -> tuple[Role, str, Any]:
    content = item.get("content")
    # Of a message in plain words the turn itself is the content.
    kept = {name: value for name, value in item.items() if name != "content" or not isinstance(content, str)}
    said = text_of(content if content is not None else item.get("output"))
    return ROLES.get(str(item.get("role")), "tool"), said, kept
