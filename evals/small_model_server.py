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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gpt4all import GPT4All

CONTEXT = 4_096
MOST_TOKENS = 128
MOST_TOKENS_OF_JSON = 384
"""More in JSON costs a minute, and holds the same statement again."""
END = "<|im_end|>"


class Answerer:
    """The model, and the one who has it at the moment."""

    def __init__(self, file: Path, threads: int) -> None:
        self.name = file.stem
        self._model = GPT4All(
            file.name, model_path=str(file.parent), allow_download=False, device="cpu", n_ctx=CONTEXT, n_threads=threads
        )
        self._model._current_prompt_template = "{0}"
        self._turn = threading.Lock()

    def answer(self, asked: dict[str, Any]) -> Iterator[str]:
        """The answer, piece by piece. The messages are written as the model was taught to read them (ChatML)."""
        messages = [(one["role"], text_of(one.get("content"))) for one in asked["messages"]]
        if asked.get("system"):
            messages.insert(0, ("system", text_of(asked["system"])))
        said = "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in messages)
        most = MOST_TOKENS_OF_JSON if asked.get("response_format") else MOST_TOKENS
        text = ""
        with self._turn:
            for piece in self._model.generate(
                f"{said}<|im_start|>assistant\n",
                max_tokens=int(asked.get("max_tokens") or most),
                temp=float(asked.get("temperature") or 0),
                streaming=True,
            ):
                text += piece
                if END in text:
                    yield text.partition(END)[0].rstrip()
                    return
                # What may become the sign of the end is held back.
                ready = text.rfind("<") if "<" in text[-len(END) :] else len(text)
                yield text[:ready]
                text = text[ready:]
            yield text


def text_of(content: Any) -> str:
    """The text of a message, which may come in blocks."""
    if isinstance(content, list):
        return "\n".join(block["text"] for block in content if block.get("type") == "text")
    return content or ""


class Handler(BaseHTTPRequestHandler):
    """Answers `GET /v1/models`, `POST /v1/chat/completions` and `POST /v1/messages`."""

    answerer: Answerer

    def do_GET(self) -> None:
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
