"""mem0 in a virtual environment of its own, with the same embedding model and without a language model."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from evals.datasets import DataConversation
from evals.systems.embedding import Embedding, served
from evals.systems.ranking import BASELINE_DEPTH, Answers, Ranking

VERSION = "2.2.1"
PSYCOPG, PSYCOPG_POOL = "3.3.9", "3.3.3"
"""What mem0 needs for pgvector."""
MATPLOTLIB = "3.11.2"
WORKSHOP = Path(".venv/workshop")
PROGRAM = Path(__file__).with_name("mem0_program.py")


def workshop_python() -> Path:
    """The interpreter of the environment that holds what only these measurements need; made when it is missing."""
    python = WORKSHOP / "bin" / "python"
    stamp = WORKSHOP / f"mem0ai-{VERSION}-psycopg-{PSYCOPG}-{PSYCOPG_POOL}-matplotlib-{MATPLOTLIB}"
    if not stamp.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", WORKSHOP], check=True)
        packages = [f"mem0ai=={VERSION}", f"psycopg[binary]=={PSYCOPG}", f"psycopg-pool=={PSYCOPG_POOL}",
                    f"matplotlib=={MATPLOTLIB}"]  # fmt: skip
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        stamp.touch()
    return python.absolute()


class Mem0:
    """``Memory.add(infer=False)`` for each turn, ``Memory.search`` for each question; its default local store."""

    name = f"mem0 {VERSION}"

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self.folder = folder

    @property
    def pid(self) -> int:
        """Of the process that it runs in."""
        return self._process.pid

    async def answer(self, conversation: DataConversation) -> Answers:
        """One user of mem0 for each conversation."""
        user = f"{conversation.dataset}-{conversation.name}"
        texts = [f"{turn.speaker}: {turn.text}" for turn in conversation.turns]
        for place, (turn, text) in enumerate(zip(conversation.turns, texts, strict=True)):
            await self.call({"add": text, "role": turn.role, "user": user, "turn": place})
        rankings = []
        for question in conversation.questions:
            found = await self.call({"search": question.text, "user": user, "depth": BASELINE_DEPTH})
            turns = [conversation.turns[hit["turn"]] for hit in found["hits"]]
            rankings.append(
                Ranking(
                    hits=[{turn.turn_id} for turn in turns],
                    characters=[len(turn.text) for turn in turns],
                    confidence=found["hits"][0]["score"] if turns else 0.0,
                    milliseconds=found["milliseconds"],
                )
            )
        return Answers(rankings)

    async def call(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request to the program, and its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        await self._process.stdin.drain()
        line = await self._process.stdout.readline()
        if not line:
            raise SystemExit(f"mem0 ended with exit code {await self._process.wait()}: its words stand above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextlib.asynccontextmanager
async def open_mem0(embedding: Embedding, database_url: str | None = None) -> AsyncIterator[Mem0]:
    """mem0 as a process of its own, with an empty folder that goes with it: its store is there, or in this database."""
    python = await asyncio.to_thread(workshop_python)
    with (
        tempfile.TemporaryDirectory(prefix="mem0-") as folder,
        served(embedding, asyncio.get_running_loop()) as embeddings_url,
    ):
        process = await asyncio.create_subprocess_exec(
            python, "-P", PROGRAM, embeddings_url, folder, *([database_url] if database_url else []),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=1 << 24,
            env={**os.environ, "MEM0_DIR": folder, "MEM0_TELEMETRY": "False", "OPENAI_API_KEY": "none"},
        )  # fmt: skip
        try:
            yield Mem0(process, Path(folder))
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
