"""Search, its reasons, and text for prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from toldonce.errors import NotFound
from toldonce.memory.abstain import is_answerable
from toldonce.memory.agenda import due_within, tells_of_that_time, time_asked_of
from toldonce.memory.asking import asked_of
from toldonce.memory.asking_whom import relatives_asked_about, with_names
from toldonce.memory.context import build_context, confidence_in, fitting, relevant, unsaid
from toldonce.memory.ended import (
    SURE_SCORE,
    day_asked_of,
    ended_hits,
    hits_of_that_day,
    lacks_what_is_asked,
    not_of_that_day,
)
from toldonce.memory.explain import explanation
from toldonce.memory.meanwhile import meanwhile
from toldonce.memory.profile import standing_of
from toldonce.memory.retrieve import retrieve, wait_for_seq
from toldonce.memory.slots import split_slot
from toldonce.memory.sureness import UNTOLD_SHARE, as_sure_as_nothing_is_told
from toldonce.memory.terms import query_terms
from toldonce.memory.told_of import as_sure_as_it_is_told
from toldonce.memory.unread import answered_by_turns
from toldonce.memory.verbs.base import Verbs
from toldonce.model import (
    MAX_QUERY_CHARACTERS,
    Context,
    ContextOptions,
    ContextRequest,
    Conversation,
    ExplainRequest,
    Explanation,
    Hit,
    HitKind,
    Memory,
    Page,
    SearchFilters,
    SearchOptions,
    SearchRequest,
    SearchResult,
)
from toldonce.ports import USER, contains

PROFILE_LIMIT = 500
EXPLAIN_DEPTH = 200
MOST_HITS = 200
CONVERSATION_SEARCH_DEPTH = 100
MOST_SUPERSEDED = 200
"""Superseded memories, the newest first, among which an ended value of an asked slot is looked for."""
SURE_CONFIDENCE = 0.6
"""The least where the time that a question asks about, or the end of what it asks for, tells what the answer is."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What answers for sure by its time, and the rest; ``is_untold``: nothing is known of the time that is asked
    about."""

    sure: list[Hit]
    others: list[Hit]
    is_untold: bool = False


class SearchVerbs(Verbs):
    """Find what answers a question."""

    async def search(self, query: str | SearchRequest, **options: Unpack[SearchOptions]) -> SearchResult:
        request = (
            query if isinstance(query, SearchRequest) else SearchRequest.model_validate({"query": query, **options})
        )
        result = await self._found(request, is_read=await self._until_read(request.min_seq))
        if request.explain or _looks_back(request):
            return result
        known = await self._known_by_time(request, result.hits)
        if not known.sure:
            return as_sure_as_nothing_is_told(result) if known.is_untold else result
        hits = [hit for hit in known.sure if _passes(hit, request)]
        return result.model_copy(
            update={
                "hits": [*hits, *known.others][: request.limit],
                "answerable": True,
                "confidence": max(result.confidence, SURE_CONFIDENCE),
            }
        )

    async def _found(self, request: SearchRequest, *, is_read: bool) -> SearchResult:
        """Search; where turns were not read yet (``is_read``), they answer themselves."""
        if relatives_asked_about(request.query):
            request = request.model_copy(update={"query": await self._with_names(request)})
        result = await self.read(
            request.min_seq,
            lambda store: retrieve(
                store, self._embedder, self._scope, request, self._clock(), self._weights, self._query_vectors
            ),
        )
        if not is_read:
            result = await answered_by_turns(self._rules, request.query, result)
        else:
            result = as_sure_as_it_is_told(request.query, result)
        if self._searches is not None:
            self._searches.note(self._scope, result.timings_ms.total)
        return result

    async def _with_names(self, request: SearchRequest) -> str:
        """The query with the names of the relatives in it, as far as they are known."""
        believed = await self._believed(request)
        of_the_user = [(split_slot(one.slot), one.value) for one in believed if one.slot and one.value]
        return with_names(
            request.query, [(relative, name) for (whose, relative), name in of_the_user if whose == USER]
        )[:MAX_QUERY_CHARACTERS]

    async def search_conversations(
        self, query: str, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
    ) -> Page[Conversation]:
        """Conversations whose title or turns answer the query, best first; one page holds them all."""
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        titled = await self._store.search_titles(self._scope, query, limit=limit)
        found = await self.search(query, limit=CONVERSATION_SEARCH_DEPTH)
        said = [hit.conversation_id for hit in found.hits if hit.conversation_id is not None]
        ids = list(dict.fromkeys([*titled, *said]))[:limit]
        by_id = {one.conversation_id: one for one in await self._store.conversations_by_id(self._scope, ids)}
        return Page(items=[by_id[one] for one in ids if one in by_id], up_to_seq=reached)

    async def explain(self, request: ExplainRequest) -> Explanation:
        kind: HitKind = "memory" if request.memory_id is not None else "turn"
        item_id = request.memory_id or request.turn_id
        if item_id is None:
            raise AssertionError("the request names one of the two")
        filters = {name: getattr(request, name) for name in SearchFilters.model_fields}
        passed = await self._store.passes(self._scope, request, kind, item_id)
        if passed is None:
            raise NotFound(f"There is no such {kind} in this subject's memory.")
        memory = await self._store.memory(self._scope, item_id) if kind == "memory" else None
        if memory is not None:
            passed = {**passed, "min_confidence": memory.confidence >= (request.min_confidence or 0.0)}
        result = await self.search(SearchRequest(query=request.query, limit=EXPLAIN_DEPTH, explain=True, **filters))
        return explanation(request, passed, result, memory, self._clock())

    async def context(self, query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]) -> Context:
        request = (
            query if isinstance(query, ContextRequest) else ContextRequest.model_validate({"query": query, **options})
        )
        is_read = await self._until_read(request.min_seq)
        if request.query is None:
            standing = await self._standing(request)
            reached = await wait_for_seq(self._store, self._scope, request.min_seq)
            return build_context(standing, [], (), request.max_tokens, reached)
        filters = {name: getattr(request, name) for name in SearchFilters.model_fields}
        limit = min(request.limit + len(request.in_prompt), MOST_HITS)
        found = SearchRequest(query=request.query, limit=limit, **filters)
        async with meanwhile(self._standing(request)) as reading:
            result = await self._found(found, is_read=is_read)
            standing = await reading
        hits = relevant(result.hits)
        asked = asked_of(request.query)
        kept = fitting(request.query, asked, hits)
        confidence = confidence_in(request.query, asked, hits, result.confidence)
        known = _Known([], kept) if _looks_back(request) else await self._known_by_time(request, kept)
        if known.is_untold:
            confidence *= UNTOLD_SHARE
        return build_context(
            standing,
            [*known.sure, *unsaid(known.others, request.in_prompt)][: request.limit],
            query_terms(request.query).keys(),
            request.max_tokens,
            result.up_to_seq,
            answerable=(result.answerable and is_answerable(confidence)) or bool(known.sure),
            confidence=max(confidence, SURE_CONFIDENCE) if known.sure else confidence,
        )

    async def _known_by_time(self, request: SearchRequest | ContextRequest, found: list[Hit]) -> _Known:
        """What is to come in the time, or was on the day, that a question asks about, or what is over where nothing is
        so any more; and the rest of what was found."""
        query, now = request.query or "", request.asked_at or self._clock()
        span = time_asked_of(query, now)
        if span is not None:
            due = due_within(span, await self._believed_at(None))
            sure = due or [
                hit.model_copy(update={"score": SURE_SCORE}) for hit in found if tells_of_that_time(hit, span)
            ]
            return _Known(sure, _without(found, sure), is_untold=not sure)
        day = day_asked_of(query, now)
        if day is not None:
            then = hits_of_that_day(query, await self._believed_at(day))
            return _Known(then, not_of_that_day(found, then))
        ended = await self._ended(query, found)
        return _Known(ended, _without(found, ended))

    async def _believed_at(self, day: datetime | None) -> list[Memory]:
        """What is believed to be so on a day, or now."""
        return await self._store.believed(self._scope, as_of=day, known_at=None, known_at_seq=None, limit=PROFILE_LIMIT)

    async def _ended(self, query: str, found: Sequence[Hit]) -> list[Hit]:
        """What was in the slots that a question asks for, where nothing is in them any more."""
        if not lacks_what_is_asked(query, found):
            return []
        page = await self._store.memories(
            self._scope,
            type=None,
            status="superseded",
            since=None,
            until=None,
            q=None,
            limit=MOST_SUPERSEDED,
            cursor=None,
        )
        return ended_hits(query, page.items)

    async def _until_read(self, min_seq: int | None) -> bool:
        """Wait a little for the reading of turns that this process has just stored; whether all of them are read.

        Who names the write that a question follows on wants it understood as well; nobody else waits.
        """
        return min_seq is None or self._unread is None or await self._unread.until_read(self._scope)

    async def _standing(self, request: ContextRequest) -> list[Memory]:
        """What belongs into every context and does not stand in the prompt already."""
        believed = await self._believed(request)
        return unsaid([one for one in standing_of(believed) if _is_wanted(one, request)], request.in_prompt)

    async def _believed(self, request: SearchRequest | ContextRequest) -> list[Memory]:
        """What is, or was, believed at the times that a request names."""
        return await self.read(
            request.min_seq,
            lambda store: store.believed(
                self._scope,
                as_of=request.as_of,
                known_at=request.known_at,
                known_at_seq=request.known_at_seq,
                limit=PROFILE_LIMIT,
            ),
        )


def _without(found: Sequence[Hit], sure: Sequence[Hit]) -> list[Hit]:
    placed = {hit.id for hit in sure}
    return [hit for hit in found if hit.id not in placed]


def _passes(hit: Hit, request: SearchRequest) -> bool:
    """Whether a hit is as certain, and scores as high, as a request wants."""
    return hit.confidence >= (request.min_confidence or 0.0) and hit.score >= (request.min_score or 0.0)


def _is_wanted(memory: Memory, filters: SearchFilters) -> bool:
    """Whether a memory that is believed passes the filters that narrow a search to a part of the memory."""
    return (
        (filters.types is None or memory.type in filters.types)
        and (filters.since is None or memory.recorded_at >= filters.since)
        and (filters.until is None or memory.recorded_at <= filters.until)
        and filters.conversation_id in (None, memory.conversation_id)
        and contains(memory.metadata, filters.metadata or {})
        and memory.confidence >= (filters.min_confidence or 0.0)
    )


def _looks_back(filters: SearchFilters) -> bool:
    """Whether it is asked as of another time, or of a part of the memory only."""
    asked = (filters.as_of, filters.known_at, filters.known_at_seq, filters.since, filters.until, filters.types)
    return any(one is not None for one in (*asked, filters.conversation_id, filters.metadata))
