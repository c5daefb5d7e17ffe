"""The head of an answer goes out with the body that follows it, in one write instead of two."""

from __future__ import annotations

import asyncio
from typing import Protocol

from starlette.types import Send


class Transport(Protocol):
    """What is used of a connection."""

    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...
    def is_closing(self) -> bool: ...


class JoinedWrites:
    """A transport that keeps what is written first until the next write, or the next turn of the event loop.

    uvicorn writes the head of an answer by itself, and the first write goes out at once: the client wakes for a head
    without a body, and where no core is free it takes the one of the service, which has the body still to write.
    """

    __slots__ = ("_kept", "_loop", "_transport")

    def __init__(self, transport: Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._kept: bytes | None = None
        """None before the first write; empty once what was kept is written."""

    def write(self, data: bytes) -> None:
        """Write ``data``, behind what was kept."""
        if self._kept is None:
            self._kept = data
            self._loop.call_soon(self._flush)
        else:
            self._transport.write(self._kept + data)
            self._kept = b""

    def close(self) -> None:
        """Close the transport once all is written."""
        self._flush()
        self._transport.close()

    def is_closing(self) -> bool:
        """Whether the transport is closed, or about to be."""
        return self._transport.is_closing()

    def _flush(self) -> None:
        if self._kept:
            self._transport.write(self._kept)
        self._kept = b""


def join_head_and_body(send: Send) -> None:
    """Let uvicorn write the answer that goes out through ``send`` so. Other servers are left as they are."""
    answer = getattr(send, "__self__", None)
    transport = getattr(answer, "transport", None)
    if transport is not None:
        answer.transport = JoinedWrites(transport, asyncio.get_running_loop())  # type: ignore[union-attr]
