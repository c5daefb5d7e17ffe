"""The sockets: what the rooms of the house ask of each other, as protocols.

`MemoryAPI` is one subject's memory; every door (HTTP, SDK, CLI, gateways, evals) speaks it, and both the service in the
process and the client over HTTP implement it.
"""

from __future__ import annotations

from toldonce.ports.accounts import Accounts, StoredAccount, StoredKey, StoredRefreshToken
from toldonce.ports.candidates import (
    CUE_BITS,
    CUES,
    EPOCH,
    MICROSECOND,
    Candidate,
    Candidates,
    CandidateTable,
    Confirm,
    Cue,
    candidate_table,
)
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
from toldonce.ports.jobs import EXTRACT_JOB, ClaimedJob, Idempotency, JobHandler, Jobs, StoredAnswer
from toldonce.ports.lifecycle import Lifecycle, MemoryUse
from toldonce.ports.limits import Limiter, LimitRule, Standing, Verdict
from toldonce.ports.models import (
    LLM,
    Clock,
    Completion,
    Embedder,
    Message,
    QueryVectors,
    TokenEncoder,
    TokenStates,
    Vectors,
)
from toldonce.ports.runtime import Check, Runtime
from toldonce.ports.searches import ArmsQuery, ComingVector, Item, SearchDay
from toldonce.ports.statements import (
    USER,
    EntityKind,
    Extraction,
    Extractor,
    MemoryCandidate,
    MemoryState,
    Mention,
    Relations,
    Settlement,
    SlotKey,
    Statement,
)
from toldonce.ports.store import Replica, Store
from toldonce.ports.subjects import HeldSubject, Label, Subjects
from toldonce.ports.verbs import AccountsAPI, ChatAPI, MemoryAPI
from toldonce.ports.webhooks import WEBHOOK_JOB, WEBHOOK_SUBJECT, Sender, Webhooks, WebhooksAPI
from toldonce.ports.writes import Chunk, ChunksMissing, NewMention, NewTurn, Pending, Stated, StatementWrite

__all__ = [
    "CUES",
    "CUE_BITS",
    "EPOCH",
    "EXTRACT_JOB",
    "LLM",
    "MICROSECOND",
    "USER",
    "WEBHOOK_JOB",
    "WEBHOOK_SUBJECT",
    "Accounts",
    "AccountsAPI",
    "AnswerReader",
    "ArmsQuery",
    "Candidate",
    "CandidateTable",
    "Candidates",
    "ChatAPI",
    "Check",
    "Chunk",
    "ChunksMissing",
    "ClaimedJob",
    "Clock",
    "ComingVector",
    "Completion",
    "Confirm",
    "Cue",
    "Embedder",
    "EntityKind",
    "Extraction",
    "Extractor",
    "GatewayAPI",
    "HeldSubject",
    "Idempotency",
    "Item",
    "JobHandler",
    "Jobs",
    "Label",
    "Lifecycle",
    "LimitRule",
    "Limiter",
    "MemoryAPI",
    "MemoryCandidate",
    "MemoryState",
    "MemoryUse",
    "Mention",
    "Message",
    "ModelProtocol",
    "NewMention",
    "NewTurn",
    "PassedAnswer",
    "PassingTurn",
    "Pending",
    "QueryVectors",
    "Relations",
    "Replica",
    "Runtime",
    "SearchDay",
    "Sender",
    "Settlement",
    "SlotKey",
    "Speaking",
    "Standing",
    "Stated",
    "Statement",
    "StatementWrite",
    "Store",
    "StoredAccount",
    "StoredAnswer",
    "StoredKey",
    "StoredRefreshToken",
    "Subjects",
    "Threads",
    "TokenEncoder",
    "TokenStates",
    "Upstream",
    "UpstreamAnswer",
    "UpstreamRequest",
    "Utterance",
    "Vectors",
    "Verdict",
    "Webhooks",
    "WebhooksAPI",
    "candidate_table",
]
