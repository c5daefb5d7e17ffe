"""LangGraph: a store for the long-term memory of agents, which is found by meaning."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from langgraph.store.base import (
    BaseStore,
    GetOp,
    Item,
    ListNamespacesOp,
    MatchCondition,
    Op,
    PutOp,
    Result,
    SearchItem,
    SearchOp,
)

from toldonce.client import Client
from toldonce.integrations.thread import Thread
from toldonce.model import Hit, Turn

KIND = "langgraph"
PAGE = 200
TEXT_FIELDS = ("text", "content", "memory", "data")


class ToldonceStore(BaseStore):
    """`BaseStore` on one subject's memory.

    A namespace is a conversation and an item a turn in it: its words are what the value holds under ``text``,
    ``content``, ``memory`` or ``data``, else the whole value as JSON. Putting an item again erases what it held before.
    A value may have 16,000 characters as JSON. ``index`` is not looked at, as every item can be found; no ``ttl``.
    """

    supports_ttl = False

    def __init__(self, memory: Client) -> None:
        """``memory`` says whose."""
        self._memory = memory

    def batch(self, ops: Iterable[Op]) -> list[Result]:
        """Run operations in order; each gives its result."""
        return [self._run(op) for op in ops]

    async def abatch(self, ops: Iterable[Op]) -> list[Result]:
        """The same without holding up the event loop."""
        return await asyncio.to_thread(self.batch, list(ops))

    def _run(self, op: Op) -> Result:
        if isinstance(op, GetOp):
            found = self._turn(op.namespace, op.key)
            return _item(found) if found is not None else None
        if isinstance(op, PutOp):
            self._put(op)
            return None
        if isinstance(op, SearchOp):
            return self._search(op)
        if isinstance(op, ListNamespacesOp):
            return self._namespaces(op)
        raise ValueError(f"{type(op).__name__} is no operation of a store.")

    def _thread(self, namespace: tuple[str, ...]) -> Thread:
        return Thread(self._memory, KIND, json.dumps(namespace, ensure_ascii=False))

    def _put(self, op: PutOp) -> None:
        thread, before = self._thread(op.namespace), self._turn(op.namespace, op.key)
        if op.value is not None:
            kept = {"path": _path(op.namespace), "key": op.key, "value": dict(op.value)}
            if before is not None:
                kept["created_at"] = _item(before).created_at.isoformat()
            thread.add([("tool", _text(op.value), kept)])
        if before is not None:
            thread.forget(before)

    def _turn(self, namespace: tuple[str, ...], key: str) -> Turn | None:
        path = _path(namespace)
        wanted = {KIND: {"path": path, "key": key}}
        found = self._memory.search(key, metadata=wanted, types=["turn"], limit=10)
        turns = (self._memory.turn(hit.id) for hit in found.hits)
        exact = next((turn for turn in turns if _kept(turn)["path"] == path), None)
        if exact is not None or not found.degraded:
            return exact
        # Without its embedding model the service may not find what shares no word with the key.
        return next((one for one in self._thread(namespace).turns() if _kept(one)["key"] == key), None)

    def _search(self, op: SearchOp) -> list[SearchItem]:
        end = op.offset + op.limit
        if op.query:
            wanted = {KIND: {"path": _path(op.namespace_prefix)}} if op.namespace_prefix else {KIND: {}}
            limit = PAGE if op.filter else min(end, PAGE)
            found = self._memory.search(op.query, metadata=wanted, types=["turn"], limit=limit)
            items = [_search_item(self._memory.turn(hit.id), hit) for hit in found.hits]
        else:
            items = [_search_item(turn) for turn in self._turns_below(op.namespace_prefix)]
        return [item for item in items if _fits(item.value, op.filter)][op.offset : end]

    def _turns_below(self, prefix: tuple[str, ...]) -> Iterator[Turn]:
        for namespace in self._all_namespaces():
            if namespace[: len(prefix)] == prefix:
                yield from self._thread(namespace).turns()

    def _namespaces(self, op: ListNamespacesOp) -> list[tuple[str, ...]]:
        found = [
            one for one in self._all_namespaces() if all(_matches(one, rule) for rule in op.match_conditions or ())
        ]
        if op.max_depth is not None:
            found = [one[: op.max_depth] for one in found]
        return sorted(set(found))[op.offset : op.offset + op.limit]

    def _all_namespaces(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        cursor: str | None = None
        while True:
            page = self._memory.conversations(limit=PAGE, cursor=cursor)
            found += [
                namespace for one in page.items if one.turn_count and (namespace := _namespace(one.title)) is not None
            ]
            cursor = page.next_cursor
            if cursor is None:
                return found


def _path(namespace: tuple[str, ...]) -> dict[str, str]:
    """A namespace as metadata, of which every beginning is contained in it."""
    return {str(place): name for place, name in enumerate(namespace)}


def _namespace(title: str | None) -> tuple[str, ...] | None:
    try:
        names = json.loads(title or "")
    except ValueError:
        return None
    return tuple(names) if isinstance(names, list) and all(isinstance(one, str) for one in names) else None


def _kept(turn: Turn) -> Any:
    """What a turn is as an item."""
    return turn.metadata[KIND]


def _item(turn: Turn) -> Item:
    return Item(**_fields(turn))


def _search_item(turn: Turn, hit: Hit | None = None) -> SearchItem:
    return SearchItem(**_fields(turn), score=hit.score if hit is not None else None)


def _fields(turn: Turn) -> dict[str, Any]:
    kept = _kept(turn)
    path = kept["path"]
    return {
        "namespace": tuple(path[str(place)] for place in range(len(path))),
        "key": kept["key"],
        "value": kept["value"],
        "created_at": kept.get("created_at", turn.at),
        "updated_at": turn.at,
    }


def _text(value: Mapping[str, Any]) -> str:
    return next(
        (value[name] for name in TEXT_FIELDS if isinstance(value.get(name), str)), json.dumps(value, ensure_ascii=False)
    )


def _fits(value: Mapping[str, Any], filter: Mapping[str, Any] | None) -> bool:
    return all(_holds(value.get(name), wanted) for name, wanted in (filter or {}).items())


def _holds(value: Any, wanted: Any) -> bool:
    if not (isinstance(wanted, dict) and wanted and all(str(name).startswith("$") for name in wanted)):
        return bool(value == wanted)
    compare: dict[str, Callable[[Any], bool]] = {
        "$eq": lambda other: value == other,
        "$ne": lambda other: value != other,
        "$gt": lambda other: value is not None and value > other,
        "$gte": lambda other: value is not None and value >= other,
        "$lt": lambda other: value is not None and value < other,
        "$lte": lambda other: value is not None and value <= other,
    }
    unknown = sorted(set(wanted) - set(compare))
    if unknown:
        raise ValueError(f"{unknown[0]} is no comparison; there are {', '.join(compare)}.")
    return all(compare[name](other) for name, other in wanted.items())


def _matches(namespace: tuple[str, ...], rule: MatchCondition) -> bool:
    path = tuple(rule.path)
    if len(path) > len(namespace):
        return False
    part = namespace[: len(path)] if rule.match_type == "prefix" else namespace[len(namespace) - len(path) :]
    return all(wanted in ("*", name) for name, wanted in zip(part, path, strict=True))
