"""`toldonce.ports.Store` in dicts, a file for each part of it."""

from __future__ import annotations

from toldonce.adapters.inmemory.store.conversations import ConversationStore
from toldonce.adapters.inmemory.store.erasure import ErasureStore
from toldonce.adapters.inmemory.store.knowledge import KnowledgeStore
from toldonce.adapters.inmemory.store.searches import SearchStore


class InMemoryStore(ConversationStore, KnowledgeStore, SearchStore, ErasureStore):
    """`toldonce.ports.Store` in dicts. ``embedding_model`` is only what `stats` names."""


__all__ = ["InMemoryStore"]
