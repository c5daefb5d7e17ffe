"""Train what judges whether something held is over, measure it on messages that it never saw, and write its weights.

``make held``; about half an hour on two cores. The same seed, model and machine give the same weights.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.memory.extract.held import network as judging
from toldonce.memory.extract.held.kinds import KINDS
from toldonce.memory.extract.held.network import Network, named_tokens
from toldonce.memory.extract.learned.network import Network as Reader
from toldonce.memory.extract.learned.network import packed, surface
from toldonce.ports import TokenEncoder
from training.held.cases import Case, of_collisions, of_entries, of_phrasings
from training.held.examples import Example
from training.held.report import table
from training.reader.examples import Floats

WEIGHTS = Path(judging.__file__).with_name("held.npz")
LONGEST = 160
"""Tokens of a text that is learned from."""
DRAWS = 2
"""How often each phrasing is filled; the passes take them in turn."""
OFTEN = 3
"""How often what was written for this is seen in a pass."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.held", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4, help="passes, each over one sentence of every phrasing")
    parser.add_argument("--models", type=Path, default=Path("data/models"), help="where the embedding model is kept")
    parser.add_argument("--further", action="store_true", help="teach the weights that are there, not fresh ones")
    parser.add_argument("--measure", action="store_true", help="only measure the weights that are there")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    given = parser.parse_args()
    asyncio.run(run(given, Console()))


async def run(given: argparse.Namespace, show: Console) -> None:
    """Train, write and measure."""
    embedder = LocalEmbedder(ensure_model(given.models, progress=show.print))
    encoder = embedder.token_encoder()
    assert encoder is not None
    if not given.measure:
        await learn(given, embedder.model_name, encoder, show)
        show.print(f"Written to {given.out}: {given.out.stat().st_size / 1e6:.2f} MB.")
    with given.out.open("rb") as file:
        network = Network.kept_in(file)
    await measure(network, encoder, given.seed, show)
    await embedder.close()


async def learn(given: argparse.Namespace, model_name: str, encoder: TokenEncoder, show: Console) -> None:
    """Train and write."""
    from training.held.network import FURTHER, fresh, train  # its packages are for training only

    written = await examples(of_entries("train"), encoder)
    drawn = [await examples(of_phrasings("train", given.seed * 100 + draw), encoder) for draw in range(DRAWS)]
    by_chance = await examples(of_collisions("train", given.seed), encoder)
    show.print(f"{len(written)} cases of written messages, {len(by_chance)} of what is named by chance,"
               f" {sum(map(len, drawn))} of phrasings.")  # fmt: skip
    dice = np.random.default_rng(given.seed)
    if given.further:
        begun: Mapping[str, Floats] = Network.shipped().weights
    else:
        reader = Reader.shipped().weights
        layers = {name: weight for name, weight in reader.items() if name[0].isdigit() or name == "surface.w"}
        begun = layers | fresh(len(layers["0.attend.b"]) // 3, len(KINDS), dice)
    passes = _passes(drawn, [*written * OFTEN, *by_chance])
    trained = train(
        passes,
        given.epochs,
        seed=given.seed,
        begun=begun,
        rate=FURTHER if given.further else 1.0,
        tell=lambda step, loss: show.print(f"Batch {step}: loss {loss:.3f}."),
    )
    for done, weights in enumerate(trained):
        show.print(f"Pass {done + 1} of {given.epochs} is over.")
        write(given.out, model_name, weights)


def _passes(drawn: Sequence[Sequence[Example]], written: Sequence[Example]) -> Iterator[Sequence[Example]]:
    """What was written, with each draw in turn, again and again."""
    while True:
        for each in drawn:
            yield [*each, *written]


async def examples(cases: Sequence[Case], encoder: TokenEncoder) -> list[Example]:
    """What is learned from these cases; of those too long nothing."""
    tokens = await encoder.encode([one.text for one in cases])
    return [
        Example(states.states.astype(np.float16), surface(one.text, states.offsets), named_tokens(states, one.spans),
                KINDS.index(one.kind), one.over)
        for one, states in zip(cases, tokens, strict=True)
        if len(states.offsets) <= LONGEST
    ]  # fmt: skip


async def measure(network: Network, encoder: TokenEncoder, seed: int, show: Console) -> None:
    """How it judges what it never saw."""
    for title, cases in (
        ("Written messages", of_entries("test")),
        ("Named by chance", of_collisions("test", seed)),
        ("Phrasings", of_phrasings("test", seed)),
    ):
        tokens = await encoder.encode([one.text for one in cases])
        judged = [network.over(one.text, states, one.kind, one.spans)
                  for one, states in zip(cases, tokens, strict=True)]  # fmt: skip
        show.print(table(title, cases, judged))


def write(out: Path, model_name: str, weights: Mapping[str, Floats]) -> None:
    """Write the weights as they are kept in the package."""
    kept = {"model_name": np.array(model_name), "kinds": np.array(KINDS), **packed(weights)}
    np.savez_compressed(out, **kept)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
