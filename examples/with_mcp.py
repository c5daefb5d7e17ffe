"""The tools of toldonce over the Model Context Protocol, with the official client.

pip install mcp; python examples/with_mcp.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import asyncio
import os

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


async def main() -> None:
    """List the tools, tell one thing and find it."""
    url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
    headers = {"Authorization": f"Bearer {os.environ['TOLDONCE_API_KEY']}", "X-Memory-Subject": "mcp"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        print(*sorted(tool.name for tool in (await client.list_tools()).tools))
        await client.call_tool("add_memory", {"content": "I play the oboe."})
        found = await client.call_tool("search_memories", {"query": "Which instrument do I play?"})
        print((found.structured_content or {})["hits"][0]["content"])


asyncio.run(main())
