"""What every part of the store needs: the tables."""

from __future__ import annotations

from toldonce.adapters.inmemory.tables import Tables


class StoreTables:
    """The tables, which adapters may share."""

    def __init__(self, tables: Tables | None = None, *, embedding_model: str = "none") -> None:
        self.tables = tables or Tables()
        self.embedding_model = embedding_model
