"""One subject's memory: the verbs of every theme together."""

from __future__ import annotations

from toldonce.memory.verbs.conversations import ConversationVerbs
from toldonce.memory.verbs.knowledge import KnowledgeVerbs
from toldonce.memory.verbs.search import SearchVerbs
from toldonce.memory.verbs.transfer import IMPORT_JOB, TransferVerbs
from toldonce.ports import MemoryAPI

__all__ = ["IMPORT_JOB", "MemoryService"]


class MemoryService(ConversationVerbs, KnowledgeVerbs, SearchVerbs, TransferVerbs, MemoryAPI):
    """`MemoryAPI` on a store; cheap to make, one for each subject and request."""
