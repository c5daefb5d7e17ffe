"""What the OpenAI gateway costs: the time from a client's request to the first byte that the model's server gets.

The model's server is one of this process that answers at once. Requests go one after another, each a question of its
own in a conversation of its own, alternately through the gateway and directly; the difference is the gateway's.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from evals import record
from evals.metrics import percentile
from evals.service import service
from evals.speed.material import material
from toldonce import AsyncClient, ConversationRequest

BATCH = 200
WARM_UP = 20
ANSWER = json.dumps(
    {"id": "1", "object": "chat.completion", "choices": [{"index": 0, "finish_reason": "stop",
     "message": {"role": "assistant", "content": "Noted."}}]}
).encode()  # fmt: skip


class Upstream:
    """A model's server that notes when a request begins to arrive."""

    def __init__(self) -> None:
        self.arrived = 0.0
        self.url = ""
        self.open: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        while first := await reader.read(1):
            self.arrived = time.perf_counter()
            head = first + await reader.readuntil(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(length)
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(ANSWER)
                + ANSWER
            )
            await writer.drain()
        self.open.discard(writer)
        writer.close()


@asynccontextmanager
async def upstream() -> Any:
    made = Upstream()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield made
    finally:
        server.close()
        for writer in list(made.open):
            writer.close()


async def measure(turns: int, requests: int, folder: Path) -> dict[str, Any]:
    """Fill one subject, then ask."""
    said, questions = material(folder, turns)
    async with upstream() as model:
        # What is read from the turns in the background would ask the model too.
        os.environ |= {"LLM_BASE_URL": model.url, "LLM_MODEL": "none", "WORKER_IN_PROCESS": "false"}
        with service(llm_provider="openai") as target:
            subject = "gateway"
            async with AsyncClient(target.url, api_key=target.api_key, subject=subject, timeout=120) as memory:
                conversation = (await memory.create_conversation(ConversationRequest(title="said"))).conversation_id
                for start in range(0, turns, BATCH):
                    await memory.add_turns(conversation, said[start : start + BATCH])
            headers = {"Authorization": f"Bearer {target.api_key}", "X-Memory-Subject": subject}
            async with httpx.AsyncClient(headers=headers, timeout=60) as http:
                through: list[float] = []
                direct: list[float] = []
                whole: list[float] = []
                used = 0.0
                for number in range(WARM_UP + requests):
                    if number == WARM_UP:
                        used = _processor_seconds(target.pid)
                    body = {"model": "none", "messages": [{"role": "user", "content": questions[number]}]}
                    took, all_of_it = await _ask(http, f"{target.url}/v1", body, model)
                    alone, _ = await _ask(http, model.url, body, model)
                    if number >= WARM_UP:
                        through.append(took)
                        whole.append(all_of_it)
                        direct.append(alone)
                used = _processor_seconds(target.pid) - used
    return {
        "turns": turns,
        "requests": requests,
        "load_average": os.getloadavg()[0],
        "first_upstream_byte_ms": _summary(through),
        "direct_ms": _summary(direct),
        "overhead_ms": _summary([one - other for one, other in zip(through, direct, strict=True)]),
        "whole_answer_ms": _summary(whole),
        "service_processor_ms": round(1000 * used / requests, 2),
    }


async def _ask(http: httpx.AsyncClient, base_url: str, body: Any, model: Upstream) -> tuple[float, float]:
    """Milliseconds to the first byte upstream, and to the whole answer."""
    started = time.perf_counter()
    answer = await http.post(f"{base_url}/chat/completions", json=body)
    ended = time.perf_counter()
    answer.raise_for_status()
    return 1000 * (model.arrived - started), 1000 * (ended - started)


def _processor_seconds(pid: int | None) -> float:
    """What the service has used of the processor, without its database: figures that other load does not change."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _summary(values: Sequence[float]) -> dict[str, float]:
    return {name: round(percentile(values, share), 2) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


def main() -> None:
    """The command line."""
    parser = record.command_line("evals.gateway", __doc__, turns=10_000)
    parser.add_argument("--requests", type=int, default=200, help="requests of each kind")
    given = parser.parse_args()
    record.keep(given.out, "gateway", asyncio.run(measure(given.turns, given.requests, given.data)))


if __name__ == "__main__":
    main()
