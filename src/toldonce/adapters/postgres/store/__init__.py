"""`toldonce.ports.Store` on PostgreSQL, a file for each part of it."""

from __future__ import annotations

from copy import copy

from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.store.conversations import ConversationStore
from toldonce.adapters.postgres.store.erasure import ErasureStore
from toldonce.adapters.postgres.store.knowledge import KnowledgeStore
from toldonce.adapters.postgres.store.searches import SearchStore


class PgStore(ConversationStore, KnowledgeStore, SearchStore, ErasureStore):
    """Turns, memories and their search index in PostgreSQL.

    ``model_id`` is what `migrate.ensure_model` gave for the embedding model ``model_name``, whose vectors have
    ``dimension`` numbers. Scopes of more than ``exact_limit`` chunks should be given an approximate index by
    `build_ann`. Subjects that are searched often are kept in the process, in at most ``hot_bytes``.
    """

    def over(self, sessions: Sessions) -> PgStore:
        """The same store in other sessions of the same database."""
        other = copy(self)
        other._database = sessions
        other.search_index = self.search_index.over(sessions)
        return other


__all__ = ["PgStore"]
