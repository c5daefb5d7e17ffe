"""Train the reader behind the rules, measure it on phrasings and words that it never saw, and write its weights.

``make reader``; about half an hour on one core. The same seed, model and machine give the same weights.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
from rich.console import Console

from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.memory.extract.learned import network as reading
from toldonce.memory.extract.learned.extractor import LearnedExtractor
from toldonce.memory.extract.learned.network import MARKS, NOTHING, Network, surface
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Turn
from toldonce.ports import TokenEncoder, TokenStates
from training.reader.network import Example, Floats, train
from training.reader.report import added, is_true, table
from training.reader.samples import Sample, phrasings, samples

WEIGHTS = Path(reading.__file__).with_name("reader.npz")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=3, help="sentences of each phrasing to learn from")
    parser.add_argument("--epochs", type=int, default=11)
    parser.add_argument("--networks", type=int, default=2, help="how many vote")
    parser.add_argument("--models", type=Path, default=Path("data/models"), help="where the embedding model is kept")
    parser.add_argument("--further", action="store_true", help="teach the weights that are there, not fresh ones")
    parser.add_argument("--measure", action="store_true", help="only measure the weights that are there")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    given = parser.parse_args()
    if given.measure:
        asyncio.run(measure_shipped(given, Console()))
        return
    asyncio.run(learn(given, Console()))
    Console().print(f"Written to {given.out}: {given.out.stat().st_size / 1e6:.2f} MB.")


async def learn(given: argparse.Namespace, show: Console) -> None:
    """Train, measure and write."""
    embedder = LocalEmbedder(ensure_model(given.models, progress=show.print))
    encoder = embedder.token_encoder()
    assert encoder is not None
    statements = sorted({f"{kind} {relation}" for kind, relation, _ in phrasings("train")})
    begun = begun_with(Network.shipped(), statements) if given.further else [None] * given.networks
    learned, tested = samples("train", given.seed, given.each), samples("test", given.seed, 2)
    show.print(f"{len(learned)} sentences to learn from, {len(tested)} to test with.")
    tokens = await encoder.encode([one.text for one in learned])
    inputs = [_inputs(one, states) for one, states in zip(learned, tokens, strict=True)]
    mean, spread = _scale(inputs)
    examples = [
        Example((of_tokens - mean) / spread, statements.index(f"{one.kind} {one.relation}"), _marks(one, states))
        for one, states, of_tokens in zip(learned, tokens, inputs, strict=True)
    ]
    del inputs
    networks = []
    for number, one in enumerate(begun):
        weights = train(examples, len(statements), statements.index(NOTHING), seed=given.seed + number,
                        epochs=given.epochs, begun=one and _scaled(one, mean, spread))  # fmt: skip
        networks.append(_unscaled(weights, mean, spread))
        show.print(f"Network {number + 1} of {len(begun)} is trained.")
        write(given.out, embedder.model_name, statements, networks)
    await measure(Network(embedder.model_name, statements, networks), encoder, tested, show)
    await embedder.close()


async def measure_shipped(given: argparse.Namespace, show: Console) -> None:
    """Measure the weights in the package."""
    embedder = LocalEmbedder(ensure_model(given.models, progress=show.print))
    encoder = embedder.token_encoder()
    assert encoder is not None
    await measure(Network.shipped(), encoder, samples("test", given.seed, 2), show)
    await embedder.close()


async def measure(network: Network, encoder: TokenEncoder, tested: Sequence[Sample], show: Console) -> None:
    """How it reads alone, and what it adds to the rules."""
    seen = await encoder.encode([one.text for one in tested])
    show.print(table(tested, [network.read(one.text, states) for one, states in zip(tested, seen, strict=True)]))
    turns, rules = [turn_saying(one.text) for one in tested], RuleExtractor()
    alone = [list(rules.read([turn])[0].candidates) for turn in turns]
    behind = LearnedExtractor(rules, encoder, network)
    both = [list((await behind.extract([turn], []))[0].candidates) for turn in turns]
    unread = sum(one.kind != "none" and not any(is_true(one, each) for each in found)
                 for one, found in zip(tested, alone, strict=True))  # fmt: skip
    show.print(added(tested, [after[len(before) :] for before, after in zip(alone, both, strict=True)], unread))


def begun_with(network: Network, statements: Sequence[str]) -> list[dict[str, Floats] | None]:
    """The weights of networks that were trained before; they must know the same statements."""
    known = [f"{kind} {relation}" for kind, relation in network.statements]
    if known != list(statements):
        raise SystemExit("The weights that are there know other statements; train fresh ones, without --further.")
    return [dict(weights) for weights in network.weights]


def turn_saying(text: str) -> Turn:
    """The only turn of a conversation."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    nobody = UUID(int=0)
    return Turn(turn_id=nobody, conversation_id=nobody, turn_number=1, seq=1, role="user", speaker=None, content=text,
                at=at, metadata={}, created_at=at)  # fmt: skip


def write(out: Path, model_name: str, statements: Sequence[str], networks: Sequence[dict[str, Floats]]) -> None:
    """Write the weights as half floats."""
    arrays = {f"{number}/{name}": weight.astype(np.float16)
              for number, weights in enumerate(networks) for name, weight in weights.items()}  # fmt: skip
    np.savez_compressed(out, model_name=np.array(model_name), statements=np.array(statements), **arrays)


def _inputs(sample: Sample, tokens: TokenStates) -> Floats:
    return np.concatenate([tokens.states, surface(sample.text, tokens.offsets)], axis=1)


def _marks(sample: Sample, tokens: TokenStates) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    marks = np.zeros(len(tokens.offsets), np.int64)
    for at, (first, end) in enumerate(tokens.offsets.tolist()):
        for mark, begins, ends in sample.marks:
            if first < end and first < ends and end > begins:
                marks[at] = MARKS.index(mark)
    return marks


def _scale(inputs: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Mean and spread of each number over all tokens."""
    count = sum(len(one) for one in inputs)
    mean = sum(one.sum(axis=0, dtype=np.float64) for one in inputs) / count
    square = sum(((one - mean) ** 2).sum(axis=0) for one in inputs) / count
    # A few numbers are the same for every token.
    return np.asarray(mean, np.float32), np.maximum(np.sqrt(np.asarray(square, np.float32)), np.float32(0.05))


def _scaled(weights: dict[str, Floats], mean: Floats, spread: Floats) -> dict[str, Floats]:
    """The same network for inputs that are scaled."""
    return {**weights, "in.w": weights["in.w"] * spread[:, None], "in.b": weights["in.b"] + mean @ weights["in.w"]}


def _unscaled(weights: dict[str, Floats], mean: Floats, spread: Floats) -> dict[str, Floats]:
    """The same network for inputs that are not scaled."""
    first = weights["in.w"] / spread[:, None]
    return {**weights, "in.w": first, "in.b": weights["in.b"] - mean @ first}


if __name__ == "__main__":
    main()
