"""A language model behind OpenAI's chat completions, one answer at a time: `small_model_server.py MODEL PORT THREADS`.

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
        said = "".join(
            f"<|im_start|>{one['role']}\n{one['content']}<|im_end|>\n"
            for one in asked["messages"]
            if isinstance(one.get("content"), str)
        )
        text = ""
        with self._turn:
            for piece in self._model.generate(
                f"{said}<|im_start|>assistant\n",
                max_tokens=int(asked.get("max_tokens") or 128),
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


class Handler(BaseHTTPRequestHandler):
    """Answers `GET /v1/models` and `POST /v1/chat/completions`."""

    answerer: Answerer

    def do_GET(self) -> None:
        self._whole({"object": "list", "data": [{"id": self.answerer.name, "object": "model", "created": 0,
                                                 "owned_by": "evals"}]})  # fmt: skip

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        head = {"id": "chatcmpl-small", "created": int(time.time()), "model": self.answerer.name}
        if not asked.get("stream"):
            message = {"role": "assistant", "content": "".join(self.answerer.answer(asked))}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._whole({**head, "object": "chat.completion", "choices": [choice]})
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for piece in self.answerer.answer(asked):
            self._event({**head, "object": "chat.completion.chunk",
                         "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})  # fmt: skip
        self._event({**head, "object": "chat.completion.chunk",
                     "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})  # fmt: skip
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, content: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(content)}\n\n".encode())
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
