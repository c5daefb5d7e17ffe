"""A real conversation of a thousand turns: is what was told in the first 20 turns still in the prompt at turn 1,000?

One person of a LoCoMo conversation talks to `POST /conversation`; a scripted language model on loopback answers with
what the other one said and keeps every prompt that it was sent. When the conversation is over, another one goes on. At
turns 100, 500 and 1,000 the questions about the first 20 turns are asked, and the prompt is searched for the turns that
answer them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals import environment
from evals.datasets import DEFAULT_FOLDER, DataConversation, load
from evals.service import service
from toldonce import AsyncClient, ChatRequest

ASKED_AT = (100, 500, 1_000)
TOLD_WITHIN = 20


@dataclass(slots=True)
class Exchange:
    """What one says and the other answers; the data set's ids of both."""

    message: str
    reply: str
    turn_ids: list[str]


@dataclass(slots=True)
class ScriptedModel:
    """Answers each prompt with the reply that was laid ready, and keeps the prompt."""

    reply: str = "I see."
    prompt: str = ""
    server: ThreadingHTTPServer | None = field(default=None, repr=False)

    def start(self) -> str:
        """Listen on a free loopback port; gives the base URL."""
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                model.prompt = "\n".join(message["content"] for message in sent["messages"])
                if sent.get("stream"):
                    body = _as_stream(model.reply)
                    kind = "text/event-stream"
                else:
                    body = json.dumps(_completion(model.reply)).encode()
                    kind = "application/json"
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/v1"


def _completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {"id": "scripted", "object": "chat.completion", "choices": [{"index": 0, "message": message,
            "finish_reason": "stop"}]}  # fmt: skip


def _as_stream(text: str) -> bytes:
    chunk = {"id": "scripted", "object": "chat.completion.chunk",
             "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}  # fmt: skip
    last = {"id": "scripted", "object": "chat.completion.chunk",
            "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}  # fmt: skip
    return f"data: {json.dumps(chunk)}\n\ndata: {json.dumps(last)}\n\ndata: [DONE]\n\n".encode()


def exchanges(conversations: Sequence[DataConversation]) -> Iterator[Exchange]:
    """Two people's turns as message and reply; turns of one person in a row are one message."""
    for conversation in conversations:
        first = conversation.turns[0].speaker
        open_exchange: Exchange | None = None
        for turn in conversation.turns:
            if turn.speaker == first and (open_exchange is None or open_exchange.reply):
                if open_exchange is not None:
                    yield open_exchange
                open_exchange = Exchange(turn.text, "", [turn.turn_id])
                continue
            if open_exchange is None:
                continue
            if turn.speaker == first:
                open_exchange.message += f"\n{turn.text}"
            else:
                open_exchange.reply += f"\n{turn.text}" if open_exchange.reply else turn.text
            open_exchange.turn_ids.append(turn.turn_id)
        if open_exchange is not None:
            open_exchange.reply = open_exchange.reply or "I see."
            yield open_exchange


async def hold(memory: AsyncClient, model: ScriptedModel, data: Sequence[DataConversation], show: Console) -> Any:
    """Talk for a thousand turns and ask on the way; gives a row for each asking and question."""
    told = {turn.turn_id: turn.text for turn in data[0].turns[:TOLD_WITHIN]}
    questions = [
        one
        for one in data[0].questions
        if one.answerable and one.kind != "adversarial" and one.evidence and set(one.evidence) <= set(told)
    ]
    rows: list[dict[str, Any]] = []
    conversation_id, reached = None, 0
    due = list(ASKED_AT)
    for exchange in exchanges(data):
        model.reply = exchange.reply
        answer = await memory.chat(ChatRequest(message=exchange.message, conversation_id=conversation_id))
        conversation_id, reached = answer.conversation_id, (answer.turn_number or 0) + 1
        if due and reached >= due[0]:
            turn = due.pop(0)
            for question in questions:
                request = ChatRequest(message=question.text, conversation_id=conversation_id, remember=False)
                asked = await memory.chat(request)
                prompt = " ".join(model.prompt.split())
                in_prompt = [one for one in question.evidence if " ".join(told[one].split())[:80] in prompt]
                rows.append({"turn": turn, "turns_stored": reached, "question": question.text,
                             "evidence": len(question.evidence), "in_prompt": len(in_prompt),
                             "active_memories": len(asked.active_memories)})  # fmt: skip
            show.print(f"turn {reached}: {len(questions)} questions asked")
        if not due:
            break
    return rows


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.thousand", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with locomo.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("evals/out/thousand.json"), help="where the figures go")
    given = parser.parse_args()
    show = Console()
    model = ScriptedModel()
    os.environ |= {"LLM_PROVIDER": "openai", "LLM_BASE_URL": model.start(), "LLM_MODEL": "scripted"}
    with service(llm_provider="openai") as target:

        async def run() -> list[dict[str, Any]]:
            async with target.client("thousand") as memory:
                rows: list[dict[str, Any]] = await hold(memory, model, load(given.data, "locomo"), show)
                return rows

        rows = asyncio.run(run())
    table = Table(title="Told in the first 20 turns, asked later: is the evidence in the prompt?")
    for column in ("asked at turn", "questions", "all evidence in the prompt", "some", "none"):
        table.add_column(column, justify="right")
    for turn in ASKED_AT:
        asked = [row for row in rows if row["turn"] == turn]
        whole = sum(row["in_prompt"] == row["evidence"] for row in asked)
        none = sum(row["in_prompt"] == 0 for row in asked)
        table.add_row(str(turn), str(len(asked)), str(whole), str(len(asked) - whole - none), str(none))
    show.print(table)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps({"environment": environment.describe(), "rows": rows}, indent=1), encoding="utf-8")
    show.print(f"Written to {given.out}.")


if __name__ == "__main__":
    main()
