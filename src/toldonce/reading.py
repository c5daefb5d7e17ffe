"""What reads turns without a language model; as a program (``python -m toldonce.reading``) a process that does nothing
else, for `toldonce.adapters.extractor_processes`.

It stands beside `toldonce.bootstrap`, which would load the database's client and the web server's rooms into it too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from toldonce.adapters.embedders import LocalEmbedder, usual_threads
from toldonce.adapters.extractor_processes import LENGTH_BYTES
from toldonce.fleeting import let_go
from toldonce.memory.extract.held.network import Network as HeldNetwork
from toldonce.memory.extract.held.reviewer import Reviewer
from toldonce.memory.extract.learned.extractor import LearnedExtractor
from toldonce.memory.extract.learned.network import Network
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.ports import Extractor

NICENESS = 10
"""Of ten parts of a busy processor, one is for it."""


def learned_extractor(embedder: LocalEmbedder, rules: RuleExtractor, *, threads: int = 1) -> LearnedExtractor | None:
    """The rules with the learned reader behind them; None when it learned from another embedding model."""
    network = Network.shipped()
    encoder = embedder.token_encoder(threads) if embedder.model_name == network.model_name else None
    return LearnedExtractor(rules, encoder, network) if encoder is not None else None


def held_reviewer(embedder: LocalEmbedder, *, threads: int = 1) -> Reviewer | None:
    """What tells of the things that are held which are over; None when it learned from another embedding model."""
    network = HeldNetwork.shipped()
    encoder = embedder.token_encoder(threads) if embedder.model_name == network.model_name else None
    return Reviewer(encoder, network) if encoder is not None else None


def serve(extractor: Extractor, requests: BinaryIO, answers: BinaryIO) -> None:
    """Read what is asked for, until nothing can come any more."""
    with asyncio.Runner() as runner:
        while message := requests.read(int.from_bytes(requests.read(LENGTH_BYTES))):
            turns, before = pickle.loads(message)  # noqa: S301 - from the process that started this one
            answer = pickle.dumps(runner.run(extractor.extract(turns, before)))
            answers.write(len(answer).to_bytes(LENGTH_BYTES) + answer)
            answers.flush()
            let_go()


def main(folder: str | None = None) -> None:
    """Serve on standard input and output; ``folder`` holds the embedding model that the learned reader needs."""
    # Who is asked to stop decides what becomes of the turns that are being read here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What anything prints must not stand among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    rules = RuleExtractor()
    rules.prepare()
    learned = None
    if folder is not None:
        learned = learned_extractor(LocalEmbedder(Path(folder), threads=1), rules, threads=usual_threads())
    # When the other process was killed, half a message may come, and nobody takes the answer.
    with contextlib.suppress(BrokenPipeError, EOFError, pickle.UnpicklingError):
        serve(learned or rules, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main(*sys.argv[1:])
