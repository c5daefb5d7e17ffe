"""Calls of a language model in the metrics."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

import pytest
from pydantic import JsonValue

from tests.live import free_port
from tests.telemetry.test_exposition import eventually, samples
from toldonce.adapters.metered import MeteredLLM
from toldonce.errors import ModelFailed
from toldonce.ports import Check, Completion, Message
from toldonce.telemetry.exposition import metrics_served

ASK = [Message("user", "x")]


class Scripted:
    """Answers, or fails."""

    model_name = "scripted"

    def __init__(self, fails: bool = False) -> None:
        self.fails = fails
        self.closed = False

    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion:
        if self.fails:
            raise ModelFailed("It is away.")
        return Completion("yes", 3, 4)

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        try:
            yield "a"
            if self.fails:
                raise ModelFailed("It is away.")
            yield "b"
        finally:
            self.closed = True

    async def close(self) -> None:
        self.closed = True


async def test_calls_are_counted_by_how_they_ended(tmp_path: Path) -> None:
    port = free_port()
    with metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"):
        good, bad = MeteredLLM(Scripted()), MeteredLLM(Scripted(fails=True))
        assert good.model_name == "scripted"
        assert (await good.complete(ASK)).text == "yes"
        assert [piece async for piece in good.stream(ASK)] == ["a", "b"]
        with pytest.raises(ModelFailed):
            await bad.complete(ASK)
        with pytest.raises(ModelFailed):
            assert [piece async for piece in bad.stream(ASK)]
        left = Scripted()
        async with aclosing(MeteredLLM(left).stream(ASK)) as pieces:
            assert await anext(pieces) == "a"
        assert left.closed, "closing the stream ends the call below"
        eventually(lambda: bool(samples(port)))
        found = samples(port)
    calls = {name: value for name, value in found.items() if name.startswith("toldonce_model_calls_total")}
    assert calls == {
        "toldonce_model_calls_total|operation=complete|outcome=ok": 1,
        "toldonce_model_calls_total|operation=complete|outcome=failed": 1,
        "toldonce_model_calls_total|operation=stream|outcome=ok": 1,
        "toldonce_model_calls_total|operation=stream|outcome=failed": 1,
        "toldonce_model_calls_total|operation=stream|outcome=left": 1,
    }
    assert found["toldonce_model_tokens_total|direction=input"] == 3
    assert found["toldonce_model_tokens_total|direction=output"] == 4
    assert found["toldonce_outages_total|part=language_model"] == 2


async def test_only_calls_that_fail_in_a_row_are_an_outage() -> None:
    scripted = Scripted()
    model = MeteredLLM(scripted)
    assert (await answers(model, scripted, "ffof", "f")).status == "healthy"
    found = await answers(model, scripted, "f", "")
    assert (found.status, found.detail) == ("degraded", "Its last 3 calls failed. It is away.")
    assert (await answers(model, scripted, "o", "")).status == "healthy"


async def answers(model: MeteredLLM, scripted: Scripted, whole: str, streamed: str) -> Check:
    """What it says of itself after whole and streamed answers: ``f`` fails, ``o`` does not."""
    for kind in whole:
        scripted.fails = kind == "f"
        with suppress(ModelFailed):
            await model.complete(ASK)
    for kind in streamed:
        scripted.fails = kind == "f"
        with suppress(ModelFailed):
            _ = [piece async for piece in model.stream(ASK)]
    return model.check()
