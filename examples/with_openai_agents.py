"""A session of the OpenAI Agents SDK that outlives the program. Hand it to Runner.run(agent, "...", session=session).

pip install "toldonce[openai-agents]"; python examples/with_openai_agents.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import asyncio
import os

from toldonce import Client
from toldonce.integrations.openai_agents import ToldonceSession


async def main() -> None:
    """Two programs, one after the other, with one session."""
    url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
    with Client(url, api_key=os.environ["TOLDONCE_API_KEY"], subject="agents") as memory:
        await ToldonceSession(memory, "thread-1").add_items([{"role": "user", "content": "I play chess."}])
        print(await ToldonceSession(memory, "thread-1").get_items())


asyncio.run(main())
