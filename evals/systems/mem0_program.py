"""Runs in the environment that holds mem0: reads requests, a JSON object a line, and answers each with one."""

from __future__ import annotations

import json
import os
import sys
import time

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
        else:
            started = time.perf_counter()
            found = memory.search(request["search"], top_k=request["depth"], filters={"user_id": request["user"]},
                                  threshold=0.0)["results"]  # fmt: skip
            took = (time.perf_counter() - started) * 1000
            hits = [{"turn": hit["metadata"]["turn"], "score": hit["score"]} for hit in found]
            answer = {"hits": hits, "milliseconds": took}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
