"""Examples for the API's reference."""

from __future__ import annotations

from typing import Any

TURNS: dict[str, Any] = {
    "turns": [
        {"role": "user", "speaker": "Ana", "content": "I moved to Porto last week.", "at": "2026-03-01T09:30:00Z"},
        {"role": "assistant", "content": "How do you like it there?", "at": "2026-03-01T09:30:05Z"},
    ]
}
MEMORY: dict[str, Any] = {"content": "Ana is allergic to peanuts.", "type": "fact", "importance": 0.9}
SEARCH: dict[str, Any] = {"query": "Where does Ana live?", "limit": 5}
CONTEXT: dict[str, Any] = {"query": "Plan a dinner for Ana", "max_tokens": 1000}
MESSAGE: dict[str, Any] = {"message": "What am I allergic to?"}
