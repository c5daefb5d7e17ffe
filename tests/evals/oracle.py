"""A memory that knows the truth of a life, behind the HTTP API; with a flaw it shows what the checks would find."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import NAMESPACE_URL, uuid5

import httpx

from evals.life.dates import Period
from evals.life.pool import pool
from evals.life.script import Life
from evals.life.truth import Span, Statement, replay


class Oracle:
    """Answers as a perfect service would, except for its ``flaw``."""

    def __init__(self, life: Life, flaw: str = "") -> None:
        self.life = life
        self.flaw = flaw
        self.stored: list[int] = []
        self.forgotten: set[int] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        path = request.url.path.removeprefix("/api/v1")
        sent = json.loads(request.content) if request.content else {}
        asked = {name: values[0] for name, values in parse_qs(request.url.query.decode()).items()}
        if request.method == "DELETE":
            self._forget(path)
            return httpx.Response(200, json={})
        if path.endswith("/turns"):
            return httpx.Response(201, json={"turns": [self._store() for _ in sent["turns"]]})
        if path.endswith("/history"):
            return httpx.Response(200, json={"items": self._history(path.split("/")[2])})
        answers: Mapping[str, Any] = {
            "/conversations": lambda: {"conversation_id": "c"},
            "/jobs": lambda: _page([{"status": "done"}]),
            "/profile": lambda: self._profile(asked),
            "/memories": lambda: _page(self._memories(asked)),
            "/memories/search": lambda: self._search(sent["query"]),
            "/context": self._context,
        }
        return httpx.Response(200, json=answers[path]())

    def _store(self) -> dict[str, Any]:
        number = self.life.order[len(self.stored)]
        self.stored.append(number)
        return {"turn_id": _turn_id(number), "turn_number": len(self.stored), "seq": len(self.stored)}

    def _forget(self, path: str) -> None:
        *_, name = path.split("/")
        if self.flaw != "keeps what is forgotten":
            self.forgotten |= {turn for memory in self._memories({"status": "all"}) if memory["memory_id"] == name
                               for turn in memory["numbers"]}  # fmt: skip

    def _heard(self, asked: Mapping[str, str]) -> Iterable[Statement]:
        for one in self.life.statements:
            if one.turn in self.forgotten:
                continue
            if self.flaw != "ignores when it was told":
                if "known_at" in asked and one.at > datetime.fromisoformat(asked["known_at"]):
                    continue
                if "known_at_seq" in asked and self.stored.index(one.turn) + 1 > int(asked["known_at_seq"]):
                    continue
            yield one

    def _spans(self, asked: Mapping[str, str]) -> list[tuple[str, Span]]:
        slots: dict[str, list[Statement]] = {}
        for one in self._heard(asked):
            slots.setdefault(one.slot, []).append(one)
        return [(slot, span) for slot, told in slots.items() for span in replay(told)]

    def _memories(self, asked: Mapping[str, str]) -> list[dict[str, Any]]:
        shown = [
            self._memory(slot, span)
            for slot, span in self._spans(asked)
            if self._is_shown(span, asked) and asked.get("type", _type(slot)) == _type(slot)
        ]
        if self.flaw == "believes what the user did not say":
            for turn in self.life.turns:
                for claim in turn.claims:
                    span = Span(claim.value, _day(turn.at), (turn.number,), turn.at)
                    shown.append(self._memory(claim.kind, span))
        if self.flaw == "stores everything":
            for turn in self.life.turns[:50]:
                made = {"memory_id": f"m{turn.number}", "slot": "user.fact", "type": "fact", "content": turn.text,
                        "source_turn_ids": [_turn_id(turn.number)], "numbers": [turn.number]}  # fmt: skip
                shown.append(made)
        return shown

    def _is_shown(self, span: Span, asked: Mapping[str, str]) -> bool:
        if asked.get("status") == "all" or self.flaw == "shows what is over":
            return True
        if "as_of" in asked and self.flaw != "ignores dates":
            day = datetime.fromisoformat(asked["as_of"]).date()
            return span.begins.first <= day and (span.ends is None or day < span.ends.last)
        return span.ends is None

    def _memory(self, slot: str, span: Span) -> dict[str, Any]:
        kind, _, attribute = slot.partition(":")
        about = attribute if kind in ("third_home", "third_job", "family") else ""
        words = span.value.words.get("value", "")
        return {
            "memory_id": str(uuid5(NAMESPACE_URL, f"{slot} {span.value.key}")),
            "slot": f"{attribute or 'user'}.{kind}",
            "type": _type(slot),
            "content": f"{about} {words} {span.value.marks[0][0]}".strip(),
            "source_turn_ids": [_turn_id(turn) for turn in span.told],
            "numbers": list(span.told),
            "due_at": f"{span.value.day}T12:00:00+00:00" if span.value.day else None,
        }

    def _profile(self, asked: Mapping[str, str]) -> dict[str, Any]:
        entries = []
        before: dict[str, Span] = {}
        for slot, span in self._spans(asked):
            entry = self._memory(slot, span)
            if slot in before:
                entry["predecessor"] = self._memory(slot, before[slot])
            before[slot] = span
            if self._is_shown(span, asked):
                entries.append({"slot": entry["slot"], "entries": [entry]})
        if self.flaw == "believes what the user did not say":
            entries += [{"slot": one["slot"], "entries": [one]} for one in self._memories(asked)]
        return {"slots": entries, "instructions": [], "preferences": [], "commitments": []}

    def _history(self, memory_id: str) -> list[dict[str, Any]]:
        made = [(slot, self._memory(slot, span)) for slot, span in self._spans({})]
        (own,) = (slot for slot, memory in made if memory["memory_id"] == memory_id)
        return [memory for slot, memory in made if slot == own]

    def _search(self, query: str) -> dict[str, Any]:
        memories = self._memories({})
        words = {kind for kind in {one.kind for one in self.life.statements} if query in self._questions(kind)}
        known = bool(words) or self.flaw == "never abstains"
        hits = [{"content": memory["content"]} for memory in memories]
        return {"hits": hits, "answerable": known, "confidence": float(known)}

    def _questions(self, kind: str) -> set[str]:
        return set(pool(self.life.pool).asked.get(kind, ()))

    def _context(self) -> dict[str, Any]:
        lines = [memory["content"] for memory in self._memories({})]
        return {"text": "\n".join(lines), "stable": {"text": "\n".join(lines)}, "tail": {"text": ""}}


def _type(slot: str) -> str:
    kind = slot.partition(":")[0]
    return kind if kind in ("commitment", "event") else "instruction" if kind == "prohibition" else "fact"


def _day(moment: datetime) -> Period:
    return Period(moment.date(), moment.date())


def _turn_id(number: int) -> str:
    return str(uuid5(NAMESPACE_URL, str(number)))


def _page(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"items": items, "next_cursor": None}
