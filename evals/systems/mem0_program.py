"""Runs in the environment that holds mem0: reads requests, a JSON object a line, and answers each with one."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from mem0 import Memory


def main(embeddings_url: str, folder: str) -> None:
    """Serve standard input until it ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    memory = Memory.from_config({
        "embedder": {"provider": "openai", "config": {"model": "all-MiniLM-L6-v2", "api_key": "none",
                                                      "openai_base_url": embeddings_url}},
        "vector_store": {"provider": "qdrant", "config": {"path": f"{folder}/qdrant", "on_disk": True,
                                                          "embedding_model_dims": 384, "collection_name": "evals"}},
        "history_db_path": f"{folder}/history.db",
    })  # fmt: skip
    for line in sys.stdin:
        request = json.loads(line)
        if "add" in request:
            memory.add([{"role": request["role"], "content": request["add"]}], user_id=request["user"], infer=False,
                       metadata={"turn": request["turn"]})  # fmt: skip
            answer: dict[str, object] = {}
        elif "fill" in request:
            fill(memory, request["fill"], request["user"])
            answer = {}
        else:
            started = time.perf_counter()
            found = memory.search(request["search"], top_k=request["depth"], filters={"user_id": request["user"]},
                                  threshold=0.0)["results"]  # fmt: skip
            took = (time.perf_counter() - started) * 1000
            hits = [{"turn": hit["metadata"]["turn"], "score": hit["score"]} for hit in found]
            answer = {"hits": hits, "milliseconds": took}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def fill(memory: Any, messages: list[dict[str, Any]], user: str) -> None:
    """What as many calls of ``add`` would leave in its vector store, with the vectors made in batches and all of it
    inserted at once; of its history, which no search reads, nothing is kept."""
    vectors = dict(zip(texts := [each["content"] for each in messages],
                       memory.embedding_model.embed_batch(texts), strict=True))  # fmt: skip
    rows: list[dict[str, list[Any]]] = []
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


if __name__ == "__main__":
    main(*sys.argv[1:])
