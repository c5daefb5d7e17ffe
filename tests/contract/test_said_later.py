"""One suite for every implementation of `toldonce.ports.Store`: what was said later than something,
and stored earlier."""

from __future__ import annotations

from datetime import timedelta

from contract.conftest import START, Bench, somebody, turn
from toldonce.model import Scope
from toldonce.ports import NewTurn


async def said_later(
    stores: Bench, *terms: str, minutes: float = 0, up_to: int = 100, each: int = 10, scope: Scope | None = None
) -> list[str]:
    found = await stores.store.turns_said_later(
        scope or stores.scope, after=START + timedelta(minutes=minutes), up_to=up_to, terms=terms, each=each
    )
    return [one.content for one in found]


def said(content: str, minutes: float, **fields: str) -> NewTurn:
    return turn(content, minutes, **fields)


async def test_turns_are_found_by_their_terms_and_by_when_they_were_said(stores: Bench) -> None:
    await stores.said(said("olives late", 30), said("olives early", 5), said("onions", 40), said("olives last", 50))
    assert await said_later(stores, "olives") == ["olives late", "olives early", "olives last"]
    assert await said_later(stores, "olives", minutes=30) == ["olives last"]
    assert await said_later(stores, "olives", "onions", minutes=10) == ["olives late", "onions", "olives last"]
    assert await said_later(stores, "figs") == []
    assert await said_later(stores) == []
    assert await said_later(stores, "olives", scope=somebody()) == []


async def test_only_turns_of_the_user_up_to_a_number_the_newest_of_each_term(stores: Bench) -> None:
    await stores.said(said("olives one", 10), said("olives two", 20, role="assistant"))
    added = await stores.said(said("olives three", 30))
    await stores.said(said("olives four", 40))
    assert await said_later(stores, "olives") == ["olives one", "olives three", "olives four"]
    assert await said_later(stores, "olives", up_to=added.turns[0].seq) == ["olives one", "olives three"]
    assert await said_later(stores, "olives", each=2) == ["olives three", "olives four"]
