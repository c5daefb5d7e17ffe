"""Train the reader behind the rules, measure it on phrasings and words that it never saw, and write its weights.

``make reader``; about half an hour on one core. The same seed, model and machine give the same weights.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
from rich.console import Console

from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.memory.extract.learned import network as reading
from toldonce.memory.extract.learned.extractor import LearnedExtractor
from toldonce.memory.extract.learned.network import MARKS, NOTHING, Network, packed, surface, unpacked
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Turn
from toldonce.ports import TokenEncoder, TokenStates
from training.reader.draws import drawn_once
from training.reader.examples import Example, Floats
from training.reader.joined import joined
from training.reader.report import added, is_true, of_several, table
from training.reader.samples import PHRASINGS, Sample, phrasings, samples

WEIGHTS = Path(reading.__file__).with_name("reader.npz")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2, help="sentences of each phrasing to learn from")
    parser.add_argument("--epochs", type=int, default=6, help="passes, each over one sentence of every phrasing")
    parser.add_argument("--models", type=Path, default=Path("data/models"), help="where the embedding model is kept")
    parser.add_argument("--further", action="store_true", help="teach the weights that are there, not fresh ones")
    parser.add_argument("--dwell", nargs="+", default=(), choices=sorted(path.stem for path in PHRASINGS.glob("*.txt")),
                        metavar="FILE", help="phrasings to draw more of, and fewer of all others")  # fmt: skip
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
    from training.reader.network import fresh_heads, pretrained_layers, train  # its packages are for training only

    embedder = LocalEmbedder(ensure_model(given.models, progress=show.print))
    encoder = embedder.token_encoder()
    assert encoder is not None
    statements = sorted({f"{kind} {relation}" for kind, relation, _ in phrasings("train")})
    if given.further:
        begun = begun_with(Network.shipped(), statements)
    else:
        layers = pretrained_layers()
        begun = layers | fresh_heads(len(layers["0.attend.b"]) // 3, len(statements), np.random.default_rng(given.seed))
    drawn = [await examples(drawn_once("train", given.seed * 100 + draw, given.dwell), statements, encoder)
             for draw in range(given.each)]  # fmt: skip
    show.print(f"{sum(map(len, drawn))} sentences to learn from.")
    for done, weights in enumerate(
        train(_passes(drawn), given.epochs, len(statements), statements.index(NOTHING), seed=given.seed, begun=begun,
              further=given.further, tell=lambda step, loss: show.print(f"Batch {step}: loss {loss:.3f}."))
    ):  # fmt: skip
        show.print(f"Pass {done + 1} of {given.epochs} is over.")
        write(given.out, embedder.model_name, statements, weights)
    shipped = Network(embedder.model_name, statements, unpacked(packed(weights)))
    await measure(shipped, encoder, samples("test", given.seed, 2), show)
    await embedder.close()


async def measure_shipped(given: argparse.Namespace, show: Console) -> None:
    """Measure the weights in the package."""
    embedder = LocalEmbedder(ensure_model(given.models, progress=show.print))
    encoder = embedder.token_encoder()
    assert encoder is not None
    await measure(Network.shipped(), encoder, samples("test", given.seed, given.each), show)
    await embedder.close()


async def measure(network: Network, encoder: TokenEncoder, tested: Sequence[Sample], show: Console) -> None:
    """How it reads alone, what it reads in joined sentences, and what it adds to the rules."""
    seen = await encoder.encode([one.text for one in tested])
    show.print(table(tested, [network.read(one.text, states)[0] for one, states in zip(tested, seen, strict=True)]))
    several = joined(tested, "test", 1)
    seen = await encoder.encode([one.text for one in several])
    show.print(of_several(several, [network.read(one.text, states) for one, states in zip(several, seen, strict=True)]))
    turns, rules = [turn_saying(one.text) for one in tested], RuleExtractor()
    alone = [list(rules.read([turn])[0].candidates) for turn in turns]
    behind = LearnedExtractor(rules, encoder, network)
    both = [list((await behind.extract([turn], []))[0].candidates) for turn in turns]
    unread = sum(one.kind != "none" and not any(is_true(one, each) for each in found)
                 for one, found in zip(tested, alone, strict=True))  # fmt: skip
    show.print(added(tested, [after[len(before) :] for before, after in zip(alone, both, strict=True)], unread))


async def examples(drawn: Sequence[Sample], statements: Sequence[str], encoder: TokenEncoder) -> list[Example]:
    """What is learned from these sentences."""
    tokens = await encoder.encode([one.text for one in drawn])
    return [
        Example(states.states.astype(np.float16), surface(one.text, states.offsets),
                statements.index(f"{one.kind} {one.relation}"), _marks(one, states),
                tuple(statements.index(" ".join(other)) for other in one.besides))
        for one, states in zip(drawn, tokens, strict=True)
    ]  # fmt: skip


def _passes(drawn: Sequence[Sequence[Example]]) -> Iterator[Sequence[Example]]:
    """Each draw in turn, again and again."""
    while True:
        yield from drawn


def begun_with(network: Network, statements: Sequence[str]) -> Mapping[str, Floats]:
    """The weights of a network that was trained before; it must know the same statements."""
    known = [f"{kind} {relation}" for kind, relation in network.statements]
    if known != list(statements):
        raise SystemExit("The weights that are there know other statements; train fresh ones, without --further.")
    return network.weights


def turn_saying(text: str) -> Turn:
    """The only turn of a conversation."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    nobody = UUID(int=0)
    return Turn(turn_id=nobody, conversation_id=nobody, turn_number=1, seq=1, role="user", speaker=None, content=text,
                at=at, metadata={}, created_at=at)  # fmt: skip


def write(out: Path, model_name: str, statements: Sequence[str], weights: Mapping[str, Floats]) -> None:
    """Write the weights as they are kept in the package."""
    kept = {"model_name": np.array(model_name), "statements": np.array(statements), **packed(weights)}
    np.savez_compressed(out, **kept)  # type: ignore[arg-type]


def _marks(sample: Sample, tokens: TokenStates) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    marks = np.zeros(len(tokens.offsets), np.int64)
    for at, (first, end) in enumerate(tokens.offsets.tolist()):
        for mark, begins, ends in sample.marks:
            if mark in MARKS and first < end and first < ends and end > begins:
                marks[at] = MARKS.index(mark)
    return marks


if __name__ == "__main__":
    main()
