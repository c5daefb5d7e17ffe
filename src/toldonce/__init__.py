"""toldonce: tell it once, and it is there at turn 1,000.

    from toldonce import Client

    with Client("http://localhost:8000", api_key="...") as memory:
        memory.add_memories(["I moved to Porto in May."])
        print(memory.search("Where do I live?").hits[0].content)

`Client` and `AsyncClient` speak to a running service; `connect` makes an `AsyncClient`. The nouns that they take and
give are in `toldonce.model`, the errors in `toldonce.errors`; both can be imported from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from toldonce.client import AsyncClient, Client
    from toldonce.errors import (
        Conflict,
        EmailTaken,
        EmbeddingFailed,
        IdempotencyKeyReused,
        InvalidRequest,
        ModelFailed,
        NotAllowed,
        NotAuthenticated,
        NotFound,
        PreconditionFailed,
        PreconditionRequired,
        RateLimited,
        RefreshTokenInvalid,
        SequenceNotReached,
        StoreUnavailable,
        TokenExpired,
        ToldonceError,
        TooLarge,
        Unavailable,
        ValidationFailed,
        WriteInProgress,
        WrongCredentials,
    )
    from toldonce.model import (
        Account,
        ActiveMemory,
        ApiKey,
        Change,
        ChatEvent,
        ChatReply,
        ChatRequest,
        Context,
        ContextRequest,
        Conversation,
        ConversationChange,
        ConversationRequest,
        Entity,
        EntityDetail,
        ErasureReceipt,
        ExplainRequest,
        Explanation,
        Hit,
        Job,
        Memory,
        MemoryChange,
        MemoryRequest,
        MemoryStats,
        NewApiKey,
        Page,
        Predecessor,
        Profile,
        ProfileSummary,
        Rollback,
        RollbackRequest,
        Scope,
        SearchRequest,
        SearchResult,
        TokenPair,
        Turn,
        TurnRequest,
        TurnsAdded,
        Why,
    )

_CLIENTS = frozenset({"AsyncClient", "Client"})
_ROOMS = ("toldonce.errors", "toldonce.model")


def connect(url: str | None = None, *, api_key: str | None = None, subject: str = "me") -> AsyncClient:
    """One subject's memory of a running service; without ``url`` the one on this machine, http://localhost:8000.

    Nothing is sent before the first verb. Close it, or use it in ``async with``.
    """
    from toldonce.client import AsyncClient

    return AsyncClient(url or "http://localhost:8000", api_key=api_key, subject=subject)


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that `import toldonce` is quick and a look at the version needs nothing else.
    if name in __all__:
        rooms = ("toldonce.client",) if name in _CLIENTS else _ROOMS
        for room in rooms:
            module = import_module(room)
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Account",
    "ActiveMemory",
    "ApiKey",
    "AsyncClient",
    "Change",
    "ChatEvent",
    "ChatReply",
    "ChatRequest",
    "Client",
    "Conflict",
    "Context",
    "ContextRequest",
    "Conversation",
    "ConversationChange",
    "ConversationRequest",
    "EmailTaken",
    "EmbeddingFailed",
    "Entity",
    "EntityDetail",
    "ErasureReceipt",
    "ExplainRequest",
    "Explanation",
    "Hit",
    "IdempotencyKeyReused",
    "InvalidRequest",
    "Job",
    "Memory",
    "MemoryChange",
    "MemoryRequest",
    "MemoryStats",
    "ModelFailed",
    "NewApiKey",
    "NotAllowed",
    "NotAuthenticated",
    "NotFound",
    "Page",
    "PreconditionFailed",
    "PreconditionRequired",
    "Predecessor",
    "Profile",
    "ProfileSummary",
    "RateLimited",
    "RefreshTokenInvalid",
    "Rollback",
    "RollbackRequest",
    "Scope",
    "SearchRequest",
    "SearchResult",
    "SequenceNotReached",
    "StoreUnavailable",
    "TokenExpired",
    "TokenPair",
    "ToldonceError",
    "TooLarge",
    "Turn",
    "TurnRequest",
    "TurnsAdded",
    "Unavailable",
    "ValidationFailed",
    "Why",
    "WriteInProgress",
    "WrongCredentials",
    "__version__",
    "connect",
]
