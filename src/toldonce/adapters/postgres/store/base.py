"""What every part of the store needs: the database, and the embedding model whose vectors it holds."""

from __future__ import annotations

import contextlib

from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.hot import CAPACITY
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.search import Search
from toldonce.model import Scope


class StoreSessions:
    """Sessions of one scope at a time."""

    def __init__(
        self,
        database: Sessions,
        model_id: int,
        model_name: str,
        dimension: int,
        *,
        exact_limit: int = 20_000,
        hot_bytes: int = CAPACITY,
    ) -> None:
        self._database = database
        self._model_id = model_id
        self._model_name = model_name
        self._dimension = dimension
        self.exact_limit = exact_limit
        self.search_index = Search(
            database, model_id=model_id, dimension=dimension, exact_limit=exact_limit, hot_bytes=hot_bytes
        )

    def _session(self, scope: Scope, *, reading: bool = False) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._database.session(user_id=scope.user_id, scope_id=scope.scope_id, reading=reading)
