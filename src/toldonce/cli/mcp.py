"""mcp: a memory for programs that start their MCP servers themselves and talk to them over standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toldonce.cli.output import run
from toldonce.cli.places import ApiKey, Subject, Url, memory_at
from toldonce.vocabulary import DEFAULT_SUBJECT, KeyScope

if TYPE_CHECKING:
    from toldonce.ports import MemoryAPI


def mcp(url: Url = None, api_key: ApiKey = None, subject: Subject = DEFAULT_SUBJECT) -> None:
    """Speak the Model Context Protocol over standard input and output, for one memory."""
    from toldonce.server.mcp.tools import make_server

    async def serve() -> None:
        async with memory_at(url, api_key, subject, working=True) as memory:

            async def whose(needed: KeyScope) -> MemoryAPI:
                return memory

            await make_server(whose).run_stdio_async()

    run(serve())
