"""The sockets: what the rooms of the house ask of each other, as protocols.

`MemoryAPI` is one subject's memory; every door (HTTP, SDK, CLI, gateways, evals) speaks it, and both the service in the
process and the client over HTTP implement it.
"""

from __future__ import annotations

from toldonce.ports.accounts import Accounts, StoredAccount, StoredKey, StoredRefreshToken
from toldonce.ports.gateway import (
    AnswerReader,
    GatewayAPI,
    ModelProtocol,
    PassedAnswer,
    PassingTurn,
    Speaking,
    Threads,
    Upstream,
    UpstreamAnswer,
    UpstreamRequest,
    Utterance,
)
from toldonce.ports.jobs import ClaimedJob, Idempotency, JobHandler, Jobs, StoredAnswer
from toldonce.ports.limits import Limiter, LimitRule, Standing, Verdict
from toldonce.ports.models import LLM, Clock, Completion, Embedder, Message, QueryVectors, Vectors
from toldonce.ports.runtime import Check, Runtime
from toldonce.ports.store import ArmsQuery, Candidate, Candidates, Chunk, Cue, Item, NewMemory, NewTurn, Store
from toldonce.ports.verbs import AccountsAPI, ChatAPI, MemoryAPI

__all__ = [
    "LLM",
    "Accounts",
    "AccountsAPI",
    "AnswerReader",
    "ArmsQuery",
    "Candidate",
    "Candidates",
    "ChatAPI",
    "Check",
    "Chunk",
    "ClaimedJob",
    "Clock",
    "Completion",
    "Cue",
    "Embedder",
    "GatewayAPI",
    "Idempotency",
    "Item",
    "JobHandler",
    "Jobs",
    "LimitRule",
    "Limiter",
    "MemoryAPI",
    "Message",
    "ModelProtocol",
    "NewMemory",
    "NewTurn",
    "PassedAnswer",
    "PassingTurn",
    "QueryVectors",
    "Runtime",
    "Speaking",
    "Standing",
    "Store",
    "StoredAccount",
    "StoredAnswer",
    "StoredKey",
    "StoredRefreshToken",
    "Threads",
    "Upstream",
    "UpstreamAnswer",
    "UpstreamRequest",
    "Utterance",
    "Vectors",
    "Verdict",
]
