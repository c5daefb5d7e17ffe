"""One suite for every implementation of `toldonce.ports.Store`: turns found by the fingerprint that a gateway left."""

from __future__ import annotations

from contract.conftest import Bench, somebody, turn
from toldonce.model import Scope


async def tails(stores: Bench, *wanted: str, limit: int = 10, scope: Scope | None = None) -> list[str]:
    return [one.content for one in await stores.store.turns_by_tail(scope or stores.scope, wanted, limit)]


async def test_turns_are_found_by_their_tails_the_newest_first(stores: Bench) -> None:
    await stores.said(
        turn("old", metadata={"toldonce": {"tail": "a", "chain": "x"}}),
        turn("other", metadata={"toldonce": {"tail": "b"}}),
        turn("plain"),
        turn("odd", metadata={"toldonce": "a"}),
        turn("deeper", metadata={"toldonce": {"tail": {"a": 1}}}),
    )
    await stores.said(turn("new", metadata={"toldonce": {"tail": "a"}, "tail": "b"}))
    assert await tails(stores, "a") == ["new", "old"]
    assert await tails(stores, "b", "a") == ["new", "other", "old"]
    assert await tails(stores, "a", limit=1) == ["new"]
    assert await tails(stores, "c") == []
    assert await tails(stores) == []
    assert await tails(stores, "a", scope=somebody()) == []


async def test_a_forgotten_turn_is_not_found_by_its_tail(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    await stores.said(turn("gone", metadata={"toldonce": {"tail": "g"}}), conversation_id=conversation_id)
    await stores.forget_conversation(conversation_id)
    assert await tails(stores, "g") == []
