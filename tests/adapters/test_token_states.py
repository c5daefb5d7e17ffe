"""What the local model makes of each token of a text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.adapters.token_states import MOST_TOKENS, LocalTokenEncoder

MODELS = Path(__file__).parents[2] / "data" / "models"


@pytest.fixture(scope="module")
async def embedder() -> AsyncIterator[LocalEmbedder]:
    embedder = LocalEmbedder(ensure_model(MODELS, progress=lambda sentence: None))
    yield embedder
    await embedder.close()


@pytest.fixture(scope="module")
def encoder(embedder: LocalEmbedder) -> LocalTokenEncoder:
    encoder = embedder.token_encoder()
    assert encoder is not None
    return encoder


async def test_each_token_has_its_place_and_its_state(encoder: LocalTokenEncoder) -> None:
    (one,) = await encoder.encode(["We live in Tromsø."])
    assert one.states.shape == (len(one.offsets), 384)
    assert one.states.dtype == np.float32
    assert one.offsets[0].tolist() == one.offsets[-1].tolist() == [0, 0]
    assert "We live in Tromsø."[one.offsets[1][0] : one.offsets[3][1]] == "We live in"
    assert one.offsets[-2].tolist() == [17, 18]


async def test_what_is_made_of_a_text_does_not_hang_on_its_neighbours(
    embedder: LocalEmbedder, encoder: LocalTokenEncoder
) -> None:
    texts = [f"{'very ' * (number % 20)}late" for number in range(40)]
    together = await encoder.encode(texts)
    (alone,) = await encoder.encode(texts[7:8])
    assert np.array_equal(together[7].states, alone.states)
    on_two = embedder.token_encoder(threads=2)
    assert on_two is not None
    for one, same in zip(together, await on_two.encode(texts), strict=True):
        assert np.array_equal(one.states, same.states)
    assert await encoder.encode([]) == []


async def test_a_long_text_is_cut(encoder: LocalTokenEncoder) -> None:
    (one,) = await encoder.encode(["word " * 500])
    assert len(one.offsets) == MOST_TOKENS
