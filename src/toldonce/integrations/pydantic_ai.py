"""Pydantic AI: tools that remember and recall, and instructions with what always applies."""

from __future__ import annotations

from typing import Any

from pydantic_ai.toolsets import FunctionToolset

from toldonce.client import AsyncClient

NOTHING = "Nothing is known about this."


def memory_toolset(memory: AsyncClient) -> FunctionToolset[Any]:
    """Two tools for an agent, on one subject's memory: ``remember`` and ``recall``."""
    toolset: FunctionToolset[Any] = FunctionToolset()

    @toolset.tool_plain
    async def remember(content: str) -> str:
        """Remember one thing that the user told and that will matter later, in their words."""
        (stored,) = await memory.add_memories([content])
        return f"Remembered: {stored.content}"

    @toolset.tool_plain
    async def recall(query: str, max_tokens: int = 1_000) -> str:
        """What the user said before about something, with its dates."""
        found = await memory.context(query, max_tokens=max_tokens)
        return found.text if found.answerable and found.text else NOTHING

    return toolset


def memory_instructions(memory: AsyncClient, max_tokens: int = 500) -> Any:
    """A function for an agent's ``instructions``: what always applies, such as standing wishes of the user."""

    async def instructions() -> str:
        """What always applies."""
        standing = (await memory.context(max_tokens=max_tokens)).text
        return f"What the user told before:\n<memory>\n{standing}\n</memory>" if standing else ""

    return instructions
