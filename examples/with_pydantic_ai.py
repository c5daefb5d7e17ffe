"""A Pydantic AI agent with toldonce's tools. The model is a stand-in that calls one of them: put your own there.

pip install "toldonce[pydantic-ai]"; python examples/with_pydantic_ai.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import asyncio
import os

from pydantic_ai import Agent
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from toldonce import AsyncClient
from toldonce.integrations.pydantic_ai import memory_instructions, memory_toolset


def model(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    """Look up what is asked, and answer with what was found."""
    last = messages[-1].parts[-1]
    if isinstance(last, ToolReturnPart):
        return ModelResponse(parts=[TextPart(str(last.content))])
    return ModelResponse(parts=[ToolCallPart("recall", {"query": str(last.content)})])


async def main() -> None:
    """One run of the agent."""
    url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
    async with AsyncClient(url, api_key=os.environ["TOLDONCE_API_KEY"], subject="pydantic-ai") as memory:
        await memory.add_memories(["My daughter plays the cello."])
        agent = Agent(
            FunctionModel(model),
            toolsets=[memory_toolset(memory)],
            instructions=memory_instructions(memory),
        )
        print((await agent.run("Which instrument does my daughter play?")).output)


asyncio.run(main())
