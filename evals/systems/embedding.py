"""The product's embedding model for the baselines, in the process and as an OpenAI-compatible endpoint on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toldonce import bootstrap
from toldonce.adapters.embedders import LocalEmbedder
from toldonce.settings import Settings

BATCH = 64


class Embedding:
    """The default model, as the service itself runs it."""

    def __init__(self, embedder: Any) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """Model, precision and version."""
        return str(self._embedder.model_name)

    async def query(self, text: str) -> NDArray[np.float32]:
        """Unit vector, shape (dimension,)."""
        vector: NDArray[np.float32] = await self._embedder.embed_query(text)
        return vector

    async def passages(self, texts: Sequence[str], *, at_once: int = BATCH) -> NDArray[np.float32]:
        """Unit vectors, shape (texts, dimension), of ``at_once`` texts a call."""
        rows = [
            await self._embedder.embed_passages(texts[first : first + at_once])
            for first in range(0, len(texts), at_once)
        ]
        return np.concatenate(rows)


@contextlib.asynccontextmanager
async def open_embedding(data_dir: Path = Path("data")) -> AsyncIterator[Embedding]:
    """Load the model, which is fetched first where it is missing."""
    folder = await asyncio.to_thread(bootstrap.prepare_model, Settings(data_dir=data_dir), progress=lambda _: None)
    # Nothing remembered: a baseline pays for each question, as a service would for a new one.
    embedder = LocalEmbedder(folder, cached_queries=0)
    try:
        yield Embedding(embedder)
    finally:
        await embedder.close()


@contextlib.contextmanager
def served(embedding: Embedding, loop: asyncio.AbstractEventLoop) -> Iterator[str]:
    """An endpoint ``/v1/embeddings`` on a free loopback port; gives its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts = [sent["input"]] if isinstance(sent["input"], str) else sent["input"]
            vectors = asyncio.run_coroutine_threadsafe(embedding.passages(texts), loop).result()
            rows = [{"object": "embedding", "index": place, "embedding": vector.tolist()}
                    for place, vector in enumerate(vectors)]  # fmt: skip
            body = json.dumps({"object": "list", "data": rows, "model": sent["model"],
                               "usage": {"prompt_tokens": 0, "total_tokens": 0}}).encode()  # fmt: skip
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
