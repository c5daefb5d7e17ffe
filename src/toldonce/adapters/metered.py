"""A language model whose calls are counted and timed."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import Literal, cast

from pydantic import JsonValue

from toldonce.errors import ModelFailed
from toldonce.ports import LLM, Check, Completion, Message
from toldonce.telemetry import metrics
from toldonce.telemetry.attendance import waiting_elsewhere
from toldonce.telemetry.outages import note_outage

FAILURES_OF_AN_OUTAGE = 3
"""So many calls in a row; a single refusal is about what was asked."""


class MeteredLLM:
    """The `LLM` that it is given, with every call in the metrics and its failures noted."""

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        self._failed_in_a_row = 0
        self._last_failure = ""

    def check(self) -> Check:
        """How the latest calls went; the model is not asked for it."""
        if self._failed_in_a_row < FAILURES_OF_AN_OUTAGE:
            return Check("healthy")
        return Check("degraded", detail=f"Its last {self._failed_in_a_row} calls failed. {self._last_failure}")

    @property
    def model_name(self) -> str:
        """The model as the endpoint calls it."""
        return self._llm.model_name

    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion:
        """One answer."""
        started = time.perf_counter()
        outcome: Literal["ok", "failed", "left"] = "left"
        answer: Completion | None = None
        try:
            with waiting_elsewhere():
                answer = await self._llm.complete(messages, schema=schema)
            outcome = "ok"
            self._failed_in_a_row = 0
            return answer
        except ModelFailed as failure:
            outcome = "failed"
            self._note(failure)
            raise
        finally:
            tokens = (answer.input_tokens, answer.output_tokens) if answer is not None else (None, None)
            metrics.model_called("complete", outcome, time.perf_counter() - started, *tokens)

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """The answer in pieces; closing the iterator ends the call."""
        started = time.perf_counter()
        outcome: Literal["ok", "failed", "left"] = "left"
        try:
            with waiting_elsewhere():
                async with aclosing(cast("AsyncGenerator[str, None]", self._llm.stream(messages))) as pieces:
                    async for piece in pieces:
                        yield piece
            outcome = "ok"
            self._failed_in_a_row = 0
        except ModelFailed as failure:
            outcome = "failed"
            self._note(failure)
            raise
        finally:
            metrics.model_called("stream", outcome, time.perf_counter() - started)

    async def close(self) -> None:
        """Close the connections."""
        await self._llm.close()

    def _note(self, failure: ModelFailed) -> None:
        note_outage("language_model", failure)
        self._failed_in_a_row += 1
        self._last_failure = failure.message
