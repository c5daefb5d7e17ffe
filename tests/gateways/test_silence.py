"""An upstream that says nothing more is given up, and what was said until then is kept."""

from __future__ import annotations

import openai
import pytest

from tests.gateways.conftest import Gateway
from tests.gateways.test_openai import DOG, ask, client, stream_breaks_off
from tests.support.scripted_upstream import Reply

__all__ = ["client"]


@pytest.fixture(scope="module")
def model_seconds() -> float:
    """Time enough for an upstream that does answer, on a busy machine too."""
    return 5.0


def test_a_silent_server_is_given_up_and_the_turn_is_kept(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.upstream.plan(Reply(hangs=True))
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, subject, DOG)
    assert caught.value.status_code == 502
    assert caught.value.code == "model_failed"
    assert "did not answer within 5 seconds" in caught.value.message
    assert gateway.said(subject) == [[("user", DOG)]]
    ask(client, subject, DOG)
    assert gateway.said(subject) == [[("user", DOG), ("assistant", "It is a scripted answer.")]]


def test_a_stream_that_falls_silent_says_so_and_what_came_is_kept(gateway: Gateway, client: openai.OpenAI) -> None:
    stream_breaks_off(gateway, client, "did not answer within 5 seconds", hangs=True)
