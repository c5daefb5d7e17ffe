"""A language model behind OpenAI's chat completions and Anthropic's messages, one answer at a time:
`small_model_server.py MODEL PORT THREADS`.

Runs in the environment that `evals.small_model` makes; it imports nothing of toldonce.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gpt4all import GPT4All

CONTEXT = 8_192
AT_ONCE = 128
"""Tokens of a prompt in one step of the model; the loader's own 8 take more than twice as long."""
MOST_TOKENS = 128
MOST_TOKENS_OF_JSON = 640
SAMPLING = {"temp": 0.0, "top_k": 1, "repeat_penalty": 1.0, "n_batch": AT_ONCE, "special": True}


@dataclass(slots=True)
class Spent:
    """What the model was used for so far: answers, tokens of prompts that it read or still knew, tokens that it wrote,
    and seconds for each."""

    answers: int = 0
    read: int = 0
    known: int = 0
    written: int = 0
    reading_seconds: float = 0.0
    writing_seconds: float = 0.0


class Answerer:
    """The model, and the one who has it at the moment.

    What two prompts have in common from their beginning on is read once, message by message: a long system message
    costs nothing from its second time on.
    """

    def __init__(self, file: Path, threads: int) -> None:
        self.name = file.stem
        self.spent = Spent()
        self._model = GPT4All(
            file.name, model_path=str(file.parent), allow_download=False, device="cpu", n_ctx=CONTEXT, n_threads=threads
        ).model
        self._known: list[tuple[str, int]] = []
        self._turn = threading.Lock()

    def answer(self, asked: dict[str, Any]) -> Iterator[str]:
        """The answer, piece by piece. The messages are written as the model was taught to read them (ChatML)."""
        messages = [(one["role"], text_of(one.get("content"))) for one in asked["messages"]]
        if asked.get("system"):
            messages.insert(0, ("system", text_of(asked["system"])))
        is_json = bool(asked.get("response_format"))
        most = int(asked.get("max_tokens") or (MOST_TOKENS_OF_JSON if is_json else MOST_TOKENS))
        # Nothing makes this model keep to a schema; its beginning keeps it from talking before the JSON.
        begun = '{"' if is_json else ""
        with self._turn:
            self._read([f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in messages])
            yield begun
            yield from self._write(f"<|im_start|>assistant\n{begun}", most)

    def _read(self, parts: list[str]) -> None:
        """Read the parts of a prompt of which the model does not know that they stand there."""
        same = 0
        for (known, _), part in zip(self._known, parts, strict=False):
            if known != part:
                break
            same += 1
        del self._known[same:]
        before = self._go_back()
        started = time.perf_counter()
        for part in parts[same:]:
            self._model.prompt_model(part, "%1%2", _ignored, n_predict=0, reset_context=not self._known, **SAMPLING)
            self._known.append((part, self._model.context.n_past))
        self.spent.known += before
        self.spent.read += self._known[-1][1] - before
        self.spent.reading_seconds += time.perf_counter() - started

    def _go_back(self) -> int:
        """Let the model forget what follows on the parts that are known; the tokens of these."""
        tokens = self._known[-1][1] if self._known else 0
        if self._known:
            self._model.context.n_past = tokens
        return tokens

    def _write(self, begun: str, most: int) -> Iterator[str]:
        started = time.perf_counter()
        for piece in self._model.prompt_model_streaming(begun, "%1%2", n_predict=most, reset_context=False, **SAMPLING):
            self.spent.written += 1
            yield piece
        self.spent.answers += 1
        self.spent.writing_seconds += time.perf_counter() - started


def _ignored(_token: int, _text: str) -> bool:
    return True


def text_of(content: Any) -> str:
    """The text of a message, which may come in blocks."""
    if isinstance(content, list):
        return "\n".join(block["text"] for block in content if block.get("type") == "text")
    return content or ""


class Handler(BaseHTTPRequestHandler):
    """Answers `GET /v1/models`, `POST /v1/chat/completions` and `POST /v1/messages`; `GET /v1/spent` tells `Spent`."""

    answerer: Answerer

    def do_GET(self) -> None:
        if self.path == "/v1/spent":
            self._whole(asdict(self.answerer.spent))
            return
        self._whole({"object": "list", "data": [{"id": self.answerer.name, "object": "model", "created": 0,
                                                 "owned_by": "evals"}]})  # fmt: skip

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self._message if self.path.endswith("/messages") else self._completion
        answer(asked, self.answerer.answer(asked))

    def _completion(self, asked: dict[str, Any], pieces: Iterator[str]) -> None:
        head = {"id": "chatcmpl-small", "created": int(time.time()), "model": self.answerer.name}
        if not asked.get("stream"):
            message = {"role": "assistant", "content": "".join(pieces)}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._whole({**head, "object": "chat.completion", "choices": [choice]})
            return
        self._begin_events()
        for piece in pieces:
            self._event({**head, "object": "chat.completion.chunk",
                         "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})  # fmt: skip
        self._event({**head, "object": "chat.completion.chunk",
                     "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})  # fmt: skip
        self.wfile.write(b"data: [DONE]\n\n")

    def _message(self, asked: dict[str, Any], pieces: Iterator[str]) -> None:
        head = {"id": "msg_small", "type": "message", "role": "assistant", "model": self.answerer.name,
                "stop_sequence": None, "usage": {"input_tokens": 0, "output_tokens": 0}}  # fmt: skip
        if not asked.get("stream"):
            content = [{"type": "text", "text": "".join(pieces)}]
            self._whole({**head, "content": content, "stop_reason": "end_turn"})
            return
        self._begin_events()
        self._event({"type": "message_start", "message": {**head, "content": [], "stop_reason": None}})
        self._event({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
        for piece in pieces:
            self._event({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}})
        self._event({"type": "content_block_stop", "index": 0})
        self._event({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 0}})
        self._event({"type": "message_stop"})

    def _begin_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _event(self, content: dict[str, Any]) -> None:
        kind = f"event: {content['type']}\n" if "type" in content else ""
        self.wfile.write(f"{kind}data: {json.dumps(content)}\n\n".encode())
        self.wfile.flush()

    def _whole(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        return


def main() -> None:
    model, port, threads = sys.argv[1:]
    Handler.answerer = Answerer(Path(model), int(threads))
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
