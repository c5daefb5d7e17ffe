"""A real conversation of a thousand turns: is what was told in the first 20 turns still in the prompt at turn 1,000?

The two people of a LoCoMo conversation talk, turn by turn, in one conversation of the service; when it is over, the
other ones follow. At turns 100, 500 and 1,000 the questions about the first 20 turns are put to `POST /conversation`; a
scripted language model on loopback keeps the prompts that it is sent, and they are searched for the turns that answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals import environment
from evals.datasets import DEFAULT_FOLDER, DataConversation, DataTurn, Question, load
from evals.service import Service, service
from toldonce import AsyncClient, ChatRequest, ConversationRequest, TurnRequest

ASKED_AT = (100, 500, 1_000)
TOLD_WITHIN = 20


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


def questions_about(told: Sequence[DataTurn], conversation: DataConversation) -> list[Question]:
    """Questions that the first turns answer alone; those with a known labelling error are left out."""
    ids = {turn.turn_id for turn in told}
    return [
        one
        for one in conversation.questions
        if one.kind != "adversarial" and one.label_ok and one.evidence and set(one.evidence) <= ids
    ]


async def hold(
    memory: AsyncClient, model: ScriptedModel, data: Sequence[DataConversation], show: Console
) -> list[dict[str, Any]]:
    """Talk for a thousand turns, one write a turn, and ask on the way; a row for each question and asking."""
    told = data[0].turns[:TOLD_WITHIN]
    text = {turn.turn_id: " ".join(turn.text.split()) for turn in told}
    questions = questions_about(told, data[0])
    conversation_id = (await memory.create_conversation(ConversationRequest(title=data[0].name))).conversation_id
    rows: list[dict[str, Any]] = []
    reached = 0
    for turn in (turn for conversation in data for turn in conversation.turns):
        said = TurnRequest.model_validate(
            {"role": turn.role, "content": turn.text, "speaker": turn.speaker, "at": turn.at}
        )
        reached = (await memory.add_turns(conversation_id, [said])).turns[0].turn_number
        if reached in ASKED_AT:
            for question in questions:
                request = ChatRequest(message=question.text, conversation_id=conversation_id, remember=False)
                await memory.chat(request)
                prompt = " ".join(model.prompt.split())
                held = sum(text[one][:80] in prompt for one in question.evidence)
                rows.append({"conversation": data[0].name, "turn": reached, "question": question.text,
                             "evidence": len(question.evidence), "in_prompt": held,
                             "prompt_characters": len(model.prompt)})  # fmt: skip
        if reached == ASKED_AT[-1]:
            break
    show.print(f"{data[0].name}: {reached} turns, {len(questions)} questions asked {len(ASKED_AT)} times")
    return rows


async def hold_all(target: Service, model: ScriptedModel, data: Sequence[DataConversation], show: Console) -> Any:
    """A thousand-turn conversation from each conversation of the data; the next ones follow when its turns run out."""
    rows: list[dict[str, Any]] = []
    for number in range(len(data)):
        async with target.client(f"thousand-{number}") as memory:
            rows += await hold(memory, model, [*data[number:], *data[:number]], show)
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
        rows = asyncio.run(hold_all(target, model, load(given.data, "locomo"), show))
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
