"""The same talk and the same facts through the frameworks: what is kept, understood and found is as over the SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from llama_index.core.base.llms.types import ChatMessage
from pydantic_ai import Agent
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from tests.gateways.test_conformance import QUERY, TOLD, found_by, key, stored_by
from tests.gateways.test_conformance_of_turns import read_whole, talk
from tests.server.conftest import Service, ana, models_dir, service, service_settings
from toldonce import AsyncClient, Client
from toldonce.integrations.anthropic_memory import MemoryTool
from toldonce.integrations.langchain import ToldonceChatMessageHistory
from toldonce.integrations.langgraph import ToldonceStore
from toldonce.integrations.llamaindex import ToldonceMemory
from toldonce.integrations.openai_agents import ToldonceSession
from toldonce.integrations.pydantic_ai import memory_toolset
from toldonce.model import MemoryChange, MemoryRequest

__all__ = ["ana", "key", "models_dir", "service", "service_settings"]

Tell = Callable[[Client], Awaitable[None]]


async def by_the_sdk(memory: Client) -> None:
    conversation = await asyncio.to_thread(memory.create_conversation)
    for turn in talk():
        await asyncio.to_thread(memory.add_turns, conversation.conversation_id, [turn])


async def changes_of(memory: AsyncClient) -> list[tuple[str, str | None]]:
    """What happened to memories, the oldest first."""
    page = await memory.changes(limit=200)
    return [(one.action, one.memory.content if one.memory is not None else None) for one in page.items]


async def by_langchain(memory: Client) -> None:
    history = ToldonceChatMessageHistory(memory, "talk")
    for turn in talk():
        message = HumanMessage(turn["content"]) if turn["role"] == "user" else AIMessage(turn["content"])
        await history.aadd_messages([message])


async def by_llamaindex(memory: Client) -> None:
    kept = ToldonceMemory(memory, "talk")
    for turn in talk():
        await kept.aput(ChatMessage(role=turn["role"], content=turn["content"]))


async def by_openai_agents(memory: Client) -> None:
    session = ToldonceSession(memory, "talk")
    for turn in talk():
        item: Any = turn
        await session.add_items([item])


async def test_every_framework_keeps_the_same_talk(service: Service, key: str) -> None:
    doors: list[Tell] = [by_the_sdk, by_langchain, by_llamaindex, by_openai_agents]
    kept: dict[str, Any] = {}
    for tell in doors:
        subject = f"conformance-{uuid4().hex[:8]}"
        with Client(service.base_url, api_key=key, subject=subject) as memory:
            await tell(memory)
        async with AsyncClient(service.base_url, api_key=key, subject=subject) as asked:
            await read_whole(asked)
            (conversation,) = (await asked.conversations()).items
            turns = (await asked.turns(conversation.conversation_id, limit=200)).items
            hits = [(hit.kind, hit.content, hit.turn_number) for hit in (await asked.search(QUERY, limit=3)).hits]
            kept[tell.__name__] = [(one.role, one.content) for one in turns], await stored_by(asked), hits
    said, stored, hits = kept["by_the_sdk"]
    assert said == [(turn["role"], turn["content"]) for turn in talk()]
    assert {one["status"] for one in stored} == {"current", "superseded"}
    assert "Oslo" in hits[0][1]
    for tell in doors[1:]:
        assert kept[tell.__name__] == kept["by_the_sdk"], tell.__name__


async def test_pydantic_ai_tells_and_finds_the_same(service: Service, key: str) -> None:
    def model(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        last = messages[-1].parts[-1]
        if isinstance(last, ToolReturnPart):
            return ModelResponse(parts=[TextPart(str(last.content))])
        said = str(last.content)
        name, argument = ("recall", "query") if said == QUERY else ("remember", "content")
        return ModelResponse(parts=[ToolCallPart(name, {argument: said})])

    by_sdk, by_agent = (f"conformance-{uuid4().hex[:8]}" for _ in range(2))
    async with (
        AsyncClient(service.base_url, api_key=key, subject=by_sdk) as told,
        AsyncClient(service.base_url, api_key=key, subject=by_agent) as heard,
    ):
        agent = Agent(FunctionModel(model), toolsets=[memory_toolset(heard)])
        for content in TOLD:
            await told.add_memories([content])
            await agent.run(content)
        assert await stored_by(heard) == await stored_by(told)
        assert await found_by(heard) == await found_by(told)
        assert (await agent.run(QUERY)).output == (await heard.context(QUERY, max_tokens=1_000)).text


async def test_langgraph_keeps_and_understands_the_same(service: Service, key: str) -> None:
    """Items are what a tool said: put, put again and deleted, they are turns that come and go as over the SDK."""
    by_sdk, by_store = (f"conformance-{uuid4().hex[:8]}" for _ in range(2))
    told = [
        "The user lives in Lisbon.",
        "The user's sister is called Nora.",
        "The user is allergic to shellfish.",
        "The user's dog is called Rex.",
    ]
    again = "The user's sister is called Clara."
    with (
        Client(service.base_url, api_key=key, subject=by_sdk) as sdk,
        Client(service.base_url, api_key=key, subject=by_store) as memory,
    ):
        store = ToldonceStore(memory)
        conversation = sdk.create_conversation().conversation_id
        turns = {}
        for number, content in enumerate(told):
            await store.aput(("facts",), str(number), {"text": content})
            turns[number] = sdk.add_turns(conversation, [{"role": "tool", "content": content}]).turns[0]
        await store.aput(("facts",), "1", {"text": again})
        sdk.add_turns(conversation, [{"role": "tool", "content": again}])
        sdk.forget_turn(conversation, turns[1].turn_id)
        await store.adelete(("facts",), "3")
        sdk.forget_turn(conversation, turns[3].turn_id)
    kept: dict[str, Any] = {}
    for subject in (by_sdk, by_store):
        async with AsyncClient(service.base_url, api_key=key, subject=subject) as asked:
            await read_whole(asked)
            (one,) = (await asked.conversations()).items
            said = [(turn.role, turn.content) for turn in (await asked.turns(one.conversation_id, limit=200)).items]
            changes = await changes_of(asked)
            kept[subject] = said, await stored_by(asked), await found_by(asked), changes
    said, stored, _, _ = kept[by_sdk]
    assert said == [("tool", content) for content in (told[0], told[2], again)]
    assert {one["status"] for one in stored} == {"quarantined"}
    assert not any("Nora" in one["content"] or "Rex" in one["content"] for one in stored)
    assert kept[by_store] == kept[by_sdk]


async def test_the_memory_tool_keeps_and_finds_the_same(service: Service, key: str) -> None:
    """A file is a memory: made, edited and deleted, it is told, corrected and forgotten as over the SDK."""
    by_sdk, by_tool = (f"conformance-{uuid4().hex[:8]}" for _ in range(2))
    with (
        Client(service.base_url, api_key=key, subject=by_sdk) as sdk,
        Client(service.base_url, api_key=key, subject=by_tool) as memory,
    ):
        tool: Any = MemoryTool(memory)
        told = []
        for number, content in enumerate(TOLD):
            path = f"/memories/{number}.md"
            tool.call({"command": "create", "path": path, "file_text": content})
            told += sdk.add_memories([MemoryRequest(content=f"{path}\n{content}", type="fact")])
        tool.call({"command": "str_replace", "path": "/memories/1.md", "old_str": "Nora", "new_str": "Clara"})
        change = MemoryChange(content=told[1].content.replace("Nora", "Clara"))
        sdk.correct_memory(told[1].memory_id, change, version=told[1].version)
        tool.call({"command": "delete", "path": "/memories/2.md"})
        sdk.forget_memory(told[2].memory_id)
    kept: dict[str, Any] = {}
    for subject in (by_sdk, by_tool):
        async with AsyncClient(service.base_url, api_key=key, subject=subject) as asked:
            changes = await changes_of(asked)
            profile = [(slot.slot, [entry.content for entry in slot.entries]) for slot in (await asked.profile()).slots]
            kept[subject] = await stored_by(asked), await found_by(asked), changes, profile
    stored, hits, _, _ = kept[by_sdk]
    assert {one["status"] for one in stored} == {"current", "superseded"}
    assert "Oslo" in hits[0][0]
    assert not any("shellfish" in one["content"] for one in stored)
    assert kept[by_tool] == kept[by_sdk]


async def test_langgraph_finds_by_the_same_ranking(service: Service, key: str) -> None:
    subject = f"conformance-{uuid4().hex[:8]}"
    with Client(service.base_url, api_key=key, subject=subject) as memory:
        store = ToldonceStore(memory)
        for number, content in enumerate(TOLD):
            await store.aput(("facts",), str(number), {"text": content})
        found = await store.asearch(("facts",), query=QUERY, limit=3)
        hits = memory.search(QUERY, limit=3).hits
    assert [(one.value["text"], one.score) for one in found] == [
        (next(told for told in TOLD if told in hit.content), pytest.approx(hit.score, abs=0.01)) for hit in hits
    ]
