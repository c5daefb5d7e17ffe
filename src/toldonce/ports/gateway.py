"""The model behind a gateway, and the turn that passes through: what a client of a model's own protocol gets."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from toldonce.model import Scope, Turn
from toldonce.ports.verbs import MemoryAPI

ModelProtocol = Literal["openai", "anthropic"]
Speaking = Literal["user", "assistant", "tool"]
"""Who speaks in a dialogue."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of a dialogue. ``text`` is what is worth keeping of it and may be empty; ``identity`` tells it from
    others beyond its text, by the ids of its tool calls and by its pictures."""

    role: Speaking
    text: str
    identity: str = ""
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class UpstreamRequest:
    """A request as it goes to the model's server: ``path`` follows its base URL. It carries no credential."""

    method: Literal["GET", "POST"]
    path: str
    query: str = ""
    headers: Mapping[str, str] | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class UpstreamAnswer:
    """What the model's server answers, also when it refuses.

    ``chunks`` are the body as it comes, and raise `ModelFailed` when it breaks off. The call ends with them, or when
    ``close`` is called, as often as anybody likes.
    """

    status: int
    headers: Mapping[str, str]
    chunks: AsyncGenerator[bytes, None]
    close: Callable[[], Awaitable[None]]

    @property
    def is_stream(self) -> bool:
        """Whether it comes as server-sent events."""
        return self.headers.get("content-type", "").lower().startswith("text/event-stream")


class Upstream(Protocol):
    """The server of the models behind the gateways."""

    @property
    def protocol(self) -> ModelProtocol: ...
    async def send(self, request: UpstreamRequest) -> UpstreamAnswer:
        """Ask once, without a second try. Raises `ModelFailed` when no answer comes."""
        ...

    async def close(self) -> None: ...


class AnswerReader(Protocol):
    """Understands an answer while it passes through; what it cannot read it leaves out."""

    is_over: bool
    """A stream has said its last; never so for an answer that comes whole."""

    def feed(self, chunk: bytes) -> None: ...
    def read(self) -> tuple[Utterance, bool]:
        """What was said so far, and whether it came to its end."""
        ...


@dataclass(frozen=True, slots=True)
class PassingTurn:
    """A request of a client of a model's own protocol.

    ``dialogue`` is without the system's messages and ends with the user or a tool; ``opening`` is what the client has
    already written of the answer. ``placed`` gives the body with a text at the end of the last message of the user;
    ``before`` are the texts that stand before it, the system's too.
    """

    protocol: ModelProtocol
    request: UpstreamRequest
    dialogue: Sequence[Utterance]
    placed: Callable[[str], bytes]
    reader: Callable[[bool], AnswerReader]
    """Made for an answer that is a stream (true) or whole."""
    opening: str = ""
    before: Sequence[str] = ()
    reads: bool = True
    writes: bool = True
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PassedAnswer:
    """The model's answer, with the ids of what was placed in the prompt and of the conversation it is stored in."""

    upstream: UpstreamAnswer
    used: Sequence[UUID] = ()
    conversation_id: UUID | None = None


class Threads(Protocol):
    """Where the turns are that a client brings again."""

    async def turns_by_tail(self, scope: Scope, tails: Sequence[str], limit: int) -> list[Turn]:
        """Turns whose metadata holds one of these as ``toldonce.tail``, the newest first."""
        ...


class GatewayAPI(Protocol):
    """A turn between a client and a model, with a memory. Without a model of that protocol it raises `NoUpstream`."""

    async def answer(
        self, memory: MemoryAPI, scope: Scope, turn: PassingTurn, *, write_key: str | None = None
    ) -> PassedAnswer:
        """Recall, ask the model and store what the user said; what the model says is stored when its chunks end.

        The user's turn is stored even when this raises `ModelFailed`.
        """
        ...

    async def pass_on(self, protocol: ModelProtocol, request: UpstreamRequest) -> UpstreamAnswer:
        """A request that has nothing to do with memory."""
        ...
