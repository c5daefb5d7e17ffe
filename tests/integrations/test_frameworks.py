"""The integrations inside the real frameworks, against the service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest
from agents import Agent as OpenAIAgent
from agents import Model, ModelResponse, Runner, Usage, set_tracing_disabled
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
from langgraph.graph import END, START, StateGraph
from langgraph.store.base import BaseStore
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.chat_engine import SimpleChatEngine
from llama_index.core.llms import MockLLM
from openai.types.responses import ResponseOutputMessage, ResponseOutputText
from pydantic_ai import Agent
from pydantic_ai.messages import ModelMessage, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.messages import ModelResponse as AgentResponse
from pydantic_ai.models.function import AgentInfo, FunctionModel
from typing_extensions import TypedDict

from tests.server.conftest import Person, Service, ana, models_dir, service, service_settings
from toldonce import AsyncClient, Client
from toldonce.integrations.langchain import ToldonceChatMessageHistory
from toldonce.integrations.langgraph import ToldonceStore
from toldonce.integrations.llamaindex import ToldonceMemory
from toldonce.integrations.openai_agents import ToldonceSession
from toldonce.integrations.pydantic_ai import memory_instructions, memory_toolset

__all__ = ["ana", "models_dir", "service", "service_settings"]


@pytest.fixture(scope="module")
def key(ana: Person) -> str:
    made: str = ana.key("memories:read", "memories:write", "memories:delete")["api_key"]
    return made


@pytest.fixture
def subject() -> str:
    return f"framework-{uuid4().hex[:8]}"


@pytest.fixture
def memory(service: Service, key: str, subject: str) -> Iterator[Client]:
    with Client(service.base_url, api_key=key, subject=subject) as client:
        yield client


@pytest.fixture
async def async_memory(service: Service, key: str, subject: str) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(service.base_url, api_key=key, subject=subject) as client:
        yield client


# --- LangChain


def test_langchain_history_gives_back_what_it_was_given(memory: Client) -> None:
    history = ToldonceChatMessageHistory(memory, "session-1")
    call = {"name": "weather", "args": {"city": "Oslo"}, "id": "call-1", "type": "tool_call"}
    told = [
        SystemMessage("Be brief."),
        HumanMessage("What is the weather in Oslo?", name="ada"),
        AIMessage("", tool_calls=[call]),
        ToolMessage("12 degrees", tool_call_id="call-1"),
        AIMessage([{"type": "text", "text": "It is 12 degrees."}]),
    ]
    history.add_messages(told)
    assert ToldonceChatMessageHistory(memory, "session-1").messages == told
    assert ToldonceChatMessageHistory(memory, "session-2").messages == []
    assert memory.search("weather in Oslo").hits[0].content == "What is the weather in Oslo?"
    history.clear()
    assert history.messages == []
    assert memory.search("weather in Oslo").hits == []


def test_langchain_runs_with_it(memory: Client) -> None:
    history = ToldonceChatMessageHistory(memory, "s")
    prompt = ChatPromptTemplate.from_messages([MessagesPlaceholder("history"), ("human", "{question}")])
    chain = prompt | FakeListChatModel(responses=["Noted.", "Blue."])
    for question in ("My favourite colour is blue.", "What is it?"):
        answer = chain.invoke({"question": question, "history": history.messages})
        history.add_messages([HumanMessage(question), AIMessage(answer.content)])
    said = [message.content for message in ToldonceChatMessageHistory(memory, "s").messages]
    assert said == ["My favourite colour is blue.", "Noted.", "What is it?", "Blue."]


# --- LangGraph


def test_langgraph_store_puts_gets_searches_and_deletes(memory: Client) -> None:
    store = ToldonceStore(memory)
    store.put(("users", "42"), "a", {"text": "likes pizza with olives", "n": 1})
    store.put(("users", "42"), "b", {"text": "works as a plumber", "n": 2})
    store.put(("users", "7"), "a", {"text": "likes pizza with olives", "n": 3})
    found = store.get(("users", "42"), "a")
    assert found is not None
    assert (found.namespace, found.key, found.value) == (
        ("users", "42"),
        "a",
        {"text": "likes pizza with olives", "n": 1},
    )
    assert store.get(("users", "42"), "c") is None
    assert store.get(("users",), "a") is None
    best = store.search(("users", "42"), query="What does the user eat?", limit=1)
    assert [item.key for item in best] == ["a"]
    assert best[0].score is not None
    assert {item.namespace for item in store.search(("users",), query="pizza")} == {("users", "42"), ("users", "7")}
    assert [item.value["n"] for item in store.search(("users", "42"), filter={"n": {"$gte": 2}})] == [2]
    assert store.list_namespaces(prefix=("users",)) == [("users", "42"), ("users", "7")]
    assert store.list_namespaces(suffix=("7",), max_depth=1) == [("users",)]
    store.put(("users", "42"), "a", {"text": "likes sushi", "n": 4})
    changed = store.get(("users", "42"), "a")
    assert changed is not None
    assert changed.value["n"] == 4
    assert changed.created_at == found.created_at
    assert changed.updated_at > found.updated_at
    assert len(store.search(("users", "42"))) == 2
    store.delete(("users", "42"), "a")
    assert store.get(("users", "42"), "a") is None
    assert "sushi" not in str(store.search(("users", "42"), query="sushi"))


async def test_langgraph_runs_with_it(memory: Client) -> None:
    class State(TypedDict):
        said: str
        known: list[str]

    async def remember(state: State, *, store: BaseStore) -> dict[str, Any]:
        await store.aput(("notes",), state["said"][:5], {"text": state["said"]})
        return {"known": [item.value["text"] for item in await store.asearch(("notes",), query="animals")]}

    graph = StateGraph(State)
    graph.add_node("remember", remember)
    graph.add_edge(START, "remember")
    graph.add_edge("remember", END)
    compiled = graph.compile(store=ToldonceStore(memory))
    await compiled.ainvoke({"said": "A heron stands on one leg.", "known": []})
    result = await compiled.ainvoke({"said": "The tax form is due.", "known": []})
    assert result["known"][0] == "A heron stands on one leg."


# --- LlamaIndex


def test_llamaindex_memory(memory: Client) -> None:
    before = ToldonceMemory(memory, "monday")
    before.put(ChatMessage(role=MessageRole.USER, content="My boat is called Wanda."))
    now = ToldonceMemory.from_defaults(memory=memory, session_id="tuesday", recent=2)
    talk = [
        ChatMessage(role=role, content=text)
        for role, text in [("user", "Hi."), ("assistant", "Hello."), ("user", "So.")]
    ]
    now.set(talk)
    assert now.get_all() == talk
    sent = now.get("What is my boat called?")
    assert sent[0].role == MessageRole.SYSTEM
    assert "Wanda" in str(sent[0].content)
    assert sent[1:] == talk[1:]
    now.reset()
    assert now.get_all() == []
    assert [message.content for message in before.get_all()] == ["My boat is called Wanda."]


def test_llamaindex_chats_with_it(memory: Client) -> None:
    engine = SimpleChatEngine.from_defaults(llm=MockLLM(), memory=ToldonceMemory(memory, "chat"))
    engine.chat("I grow tomatoes.")
    kept = ToldonceMemory(memory, "chat").get_all()
    assert [message.role for message in kept] == [MessageRole.USER, MessageRole.ASSISTANT]
    assert kept[0].content == "I grow tomatoes."


# --- OpenAI Agents


class _Echo(Model):
    """Answers with how many items it was sent."""

    async def get_response(self, *arguments: Any, **options: Any) -> ModelResponse:
        sent = options.get("input", arguments[1] if len(arguments) > 1 else [])
        text = ResponseOutputText(text=f"{len(sent)} items", type="output_text", annotations=[], logprobs=[])
        message = ResponseOutputMessage(id="m", content=[text], role="assistant", status="completed", type="message")
        return ModelResponse(output=[message], usage=Usage(), response_id=None)

    def stream_response(self, *arguments: Any, **options: Any) -> Any:
        raise NotImplementedError


async def test_openai_agents_session(memory: Client) -> None:
    set_tracing_disabled(True)
    session = ToldonceSession(memory, "thread-1")
    agent = OpenAIAgent(name="Assistant", model=_Echo())
    first = await Runner.run(agent, "I play chess.", session=session)
    second = await Runner.run(agent, "What do I play?", session=session)
    assert (first.final_output, second.final_output) == ("1 items", "3 items")
    items: list[Any] = await session.get_items()
    assert items[0] == {"role": "user", "content": "I play chess."}
    assert len(items) == 4
    assert await session.get_items(limit=1) == items[-1:]
    call: Any = {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}
    await session.add_items([call])
    assert await session.pop_item() == call
    assert await session.get_items() == items
    await session.clear_session()
    assert await session.get_items() == []
    assert await session.pop_item() is None


# --- Pydantic AI


async def test_pydantic_ai_remembers_and_recalls(async_memory: AsyncClient) -> None:
    await async_memory.add_memories([{"content": "Always answer in French.", "type": "instruction"}])
    instructed: list[str | None] = []

    async def model(messages: list[ModelMessage], info: AgentInfo) -> AgentResponse:
        instructed.append(info.instructions)
        last = messages[-1].parts[-1]
        if isinstance(last, ToolReturnPart):
            return AgentResponse(parts=[TextPart(str(last.content))])
        asked = str(last.content)
        call = (
            ToolCallPart("recall", {"query": asked})
            if asked.endswith("?")
            else ToolCallPart("remember", {"content": asked})
        )
        return AgentResponse(parts=[call])

    agent = Agent(
        FunctionModel(model), toolsets=[memory_toolset(async_memory)], instructions=memory_instructions(async_memory)
    )
    assert "cello" in (await agent.run("My daughter plays the cello.")).output
    assert "cello" in (await agent.run("Which instrument does my daughter play?")).output
    assert "French" in str(instructed[0])
