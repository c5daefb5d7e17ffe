"""Runs in the environment that holds mem0: reads requests, a JSON object a line, and answers each with one."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import uuid
from typing import Any

import numpy as np
from mem0 import Memory

COLLECTION = "evals"
DIMENSION = 384

Row = dict[str, list[Any]]


def main(embeddings_url: str, folder: str, database_url: str = "") -> None:
    """Serve standard input until it ends; with a database, its store is there and not in the folder."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    memory = Memory.from_config({
        "embedder": {"provider": "openai", "config": {"model": "all-MiniLM-L6-v2", "api_key": "none",
                                                      "openai_base_url": embeddings_url}},
        "vector_store": store_in(folder, database_url),
        "history_db_path": f"{folder}/history.db",
    })  # fmt: skip
    written: list[Row] = []
    for line in sys.stdin:
        request = json.loads(line)
        started = time.perf_counter()
        answer: dict[str, object] = {}
        if "add" in request:
            memory.add([{"role": request["role"], "content": request["add"]}], user_id=request["user"], infer=False,
                       metadata={"turn": request["turn"]})  # fmt: skip
        elif "fill" in request:
            durably(memory, False)
            written += fill(memory, request["fill"], request["user"])
            durably(memory, True)
        elif "copy" in request:
            durably(memory, False)
            copy(memory, written, request["copy"], request["most"], request["share_of_other"])
            durably(memory, True)
        else:
            found = memory.search(request["search"], top_k=request["depth"], filters={"user_id": request["user"]},
                                  threshold=0.0)["results"]  # fmt: skip
            answer = {"hits": [{"turn": hit["metadata"]["turn"], "score": hit["score"]} for hit in found]}
        took = (time.perf_counter() - started) * 1000
        answers.write(json.dumps({**answer, "milliseconds": took}) + "\n")
        answers.flush()


def store_in(folder: str, database_url: str) -> dict[str, Any]:
    """The configuration of its vector store: what its documentation gives, the rest as it is by default."""
    collection = {"embedding_model_dims": DIMENSION, "collection_name": COLLECTION}
    if database_url:
        return {"provider": "pgvector", "config": {"connection_string": database_url, **collection}}
    return {"provider": "qdrant", "config": {"path": f"{folder}/qdrant", "on_disk": True, **collection}}


def fill(memory: Any, messages: list[dict[str, Any]], user: str) -> list[Row]:
    """What as many calls of ``add`` would leave in its vector store, with the vectors made in batches and all of it
    inserted at once; of its history, which no search reads, nothing is kept."""
    vectors = dict(zip(texts := [each["content"] for each in messages],
                       memory.embedding_model.embed_batch(texts), strict=True))  # fmt: skip
    rows: list[Row] = []
    store, embedding, history = memory.vector_store, memory.embedding_model, memory.db
    insert, embed, add_history = store.insert, embedding.embed, history.add_history
    store.insert = lambda **row: rows.append(row)
    embedding.embed = lambda text, *_, **__: vectors[text]
    history.add_history = lambda *_, **__: None
    try:
        for each in messages:
            memory.add([{"role": each["role"], "content": each["content"]}], user_id=user, infer=False,
                       metadata={"turn": each["turn"]})  # fmt: skip
    finally:
        store.insert, embedding.embed, history.add_history = insert, embed, add_history
    insert(**{name: [one for row in rows for one in row[name]] for name in ("vectors", "payloads", "ids")})
    return rows


def copy(memory: Any, rows: list[Row], number: int, most: int, share_of_other: float) -> None:
    """The copy of this number of all that was filled, ``most`` rows of it, inserted as ``add`` inserts: each with the
    mixture of two vectors, as the copies of a toldonce subject have it (`evals.speed.growth`)."""
    vectors = np.array([row["vectors"][0] for row in rows], dtype=np.float32)
    places = np.arange(1, len(rows) + 1)
    mixed = vectors + share_of_other * vectors[(places * 7919 + number * 104729) % len(rows)]
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    payloads = []
    for place, row in enumerate(rows[:most]):
        payload = row["payloads"][0]
        text = f"{payload['data']} ({number})"
        payloads.append({**payload, "data": text, "hash": hashlib.md5(text.encode()).hexdigest(),
                         "text_lemmatized": f"{payload['text_lemmatized']} ({number})",
                         "turn": number * len(rows) + place})  # fmt: skip
    memory.vector_store.insert(
        vectors=mixed[:most].tolist(), payloads=payloads, ids=[str(uuid.uuid4()) for _ in payloads]
    )


def durably(memory: Any, is_so: bool) -> None:
    """Whether the local store waits for the disk at each row, as it does by default."""
    client = getattr(memory.vector_store, "client", None)
    if client is not None:
        rows = client._client.collections[COLLECTION].storage.storage
        rows.execute(f"PRAGMA synchronous = {'FULL' if is_so else 'OFF'}")
        rows.execute(f"PRAGMA journal_mode = {'DELETE' if is_so else 'MEMORY'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
