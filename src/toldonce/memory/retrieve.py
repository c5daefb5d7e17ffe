"""READ: the query's vector and terms, both arms at once in the store, one ranking, and hits with their reasons."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from toldonce.errors import EmbeddingFailed, SequenceNotReached
from toldonce.memory.abstain import answer_confidence, hit_score, is_answerable
from toldonce.memory.asking import asked_of
from toldonce.memory.meanwhile import meanwhile
from toldonce.memory.question import Question, in_first_person, may_name_someone, read_question, weighed
from toldonce.memory.rank import Ranked, Weights, rank
from toldonce.memory.terms import query_terms
from toldonce.memory.tokens import estimate_tokens
from toldonce.model import Hit, Scope, SearchFilters, SearchRequest, SearchResult, Timings, Why
from toldonce.ports import ArmsQuery, Candidates, ComingVector, Confirm, Embedder, Item, QueryVectors, Store
from toldonce.telemetry import metrics
from toldonce.telemetry.outages import note_outage

DEPTH = 200
"""Candidates of each arm."""
SPARE_HITS = 8
"""Read beyond the limit, for what was erased between ranking and reading; what is confirmed has lost nothing."""
MIN_SEQ_WAIT_SECONDS = 1.0


async def retrieve(
    store: Store,
    embedder: Embedder,
    scope: Scope,
    request: SearchRequest,
    now: datetime,
    weights: Weights,
    query_vectors: QueryVectors | None = None,
) -> SearchResult:
    """Search one subject's memory. Without the embedding model it still finds by words, and says so."""
    started = time.perf_counter()
    speakers = await store.speakers(scope) if may_name_someone(request.query) else frozenset()
    async with meanwhile(_embed(embedder, query_vectors, scope, in_first_person(request.query, speakers))) as embedding:
        await asyncio.sleep(0)  # The embedding begins, in a thread; what does without it is done beside it.
        terms = query_terms(request.query)
        asked = asked_of(request.query)
        question = read_question(request.query, request.asked_at or now, asked)
        arms = ArmsQuery(
            vector=None,
            terms=list(terms),
            words=list(dict.fromkeys(terms.values())),
            filters=request,
            depth=max(DEPTH, request.limit * 2),
            slots=asked.slots,
        )
        hits, ranking = None, 0.0

        async def embedded_vector() -> NDArray[np.float32] | None:
            return (await embedding).vector

        for presuming in (True, False):
            candidates = await _candidates(store, scope, arms, request.min_seq, embedded_vector, presuming)
            embedded = await embedding
            retrieved = time.perf_counter()
            question = weighed(question, terms, candidates)
            keep = None if request.min_confidence else request.limit + SPARE_HITS
            ranked = rank(candidates, question, weights, keep, reasons=request.explain)
            # Without its embedding a search has no scores that mean the same as others: nothing is left out for them.
            worthy = worth_showing(ranked, request, relative=not embedded.degraded)
            ranking += time.perf_counter() - retrieved
            # How sure the answer is, is found out once the store is asked, beside it.
            async with meanwhile(_sureness(candidates, question, weights)) as judging:
                hits = await _hits(store, scope, worthy, request, candidates.confirm)
                confidence, judged_in = await judging
            ranking += judged_in
            if hits is not None:
                break
        else:
            raise AssertionError("what presumes nothing needs no confirmation")
    took = time.perf_counter() - started
    answerable = bool(hits) and is_answerable(confidence)
    looking_up = took - embedded.seconds - ranking
    metrics.searched(
        embedded.seconds, looking_up, ranking, took, answerable=answerable, degraded=bool(embedded.degraded)
    )
    return SearchResult(
        hits=hits,
        answerable=answerable,
        confidence=round(confidence if hits else 0.0, 4),
        up_to_seq=candidates.up_to_seq,
        timings_ms=Timings(
            embed=_milliseconds(embedded.seconds),
            retrieve=_milliseconds(looking_up),
            rank=_milliseconds(ranking),
            total=_milliseconds(took),
        ),
        degraded=embedded.degraded,
    )


async def wait_for_seq(store: Store, scope: Scope, min_seq: int | None) -> int:
    """The newest sequence number, once it is at least ``min_seq``. Raises `SequenceNotReached` after a second."""
    deadline = time.monotonic() + MIN_SEQ_WAIT_SECONDS
    while True:
        reached = await store.up_to_seq(scope)
        if min_seq is None or reached >= min_seq:
            return reached
        if time.monotonic() >= deadline:
            raise SequenceNotReached
        await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class _Embedded:
    """The query's vector, how long it took, and what went wrong."""

    vector: NDArray[np.float32] | None
    seconds: float
    degraded: list[str]


async def _embed(embedder: Embedder, query_vectors: QueryVectors | None, scope: Scope, query: str) -> _Embedded:
    started = time.perf_counter()
    vector, degraded = None, []
    if query_vectors is not None:
        vector = await query_vectors.get(scope.user_id, embedder.model_name, query)
    if vector is None or vector.shape != (embedder.dimension,):
        try:
            vector = await embedder.embed_query(query)
        except EmbeddingFailed as failure:
            note_outage("embedding_model", failure)
            vector, degraded = None, [f"Found by words only: {failure.message}"]
        else:
            if query_vectors is not None:
                await query_vectors.put(scope.user_id, embedder.model_name, query, vector)
    return _Embedded(vector, time.perf_counter() - started, degraded)


async def _sureness(candidates: Candidates, question: Question, weights: Weights) -> tuple[float, float]:
    """The confidence of the answer, and the seconds that it took to find out."""
    started = time.perf_counter()
    return answer_confidence(candidates, question, weights), time.perf_counter() - started


async def _candidates(
    store: Store,
    scope: Scope,
    arms: ArmsQuery,
    min_seq: int | None,
    coming: ComingVector,
    presuming: bool,
) -> Candidates:
    candidates = await store.candidates(scope, arms, coming=coming, presuming=presuming)
    if min_seq is not None and candidates.up_to_seq < min_seq:
        await wait_for_seq(store, scope, min_seq)
        candidates = await store.candidates(scope, arms, coming=coming)
    return candidates


def worth_showing(ranked: Sequence[Ranked], request: SearchRequest, *, relative: bool) -> list[Ranked]:
    """Those that are certain enough, and whose score is high enough, by itself and (``relative``) beside the best."""
    certain = [one for one in ranked if _confident(one, request)]
    least = request.min_score or 0.0
    if certain and relative:
        least = max(least, request.min_relative_score * hit_score(certain[0]))
    return [one for one in certain if hit_score(one) >= least]


async def _hits(
    store: Store, scope: Scope, ranked: Sequence[Ranked], request: SearchRequest, confirm: Confirm | None
) -> list[Hit] | None:
    """The best candidates whole, within the limit of hits and of tokens; None when they are not confirmed."""
    wanted = ranked[: request.limit + (SPARE_HITS if confirm is None else 0)]
    keys = [one.key for one in wanted]
    if confirm is not None:
        items = await confirm(keys)
    else:
        items = await store.items(scope, keys, known_at=request.known_at, known_at_seq=request.known_at_seq)
    if items is None:
        return None
    by_id = {item.item_id: item for item in items}
    hits: list[Hit] = []
    tokens = 0
    for one, (_, item_id) in zip(wanted, keys, strict=True):
        item = by_id.get(item_id)
        if item is None:
            continue
        tokens += estimate_tokens(item.content)
        if len(hits) == request.limit or (request.max_tokens is not None and tokens > request.max_tokens):
            break
        hits.append(_hit(one, item, request.explain))
    return hits


def _confident(one: Ranked, filters: SearchFilters) -> bool:
    return filters.min_confidence is None or one.candidate.confidence >= filters.min_confidence


def _hit(one: Ranked, item: Item, explain: bool) -> Hit:
    return Hit(
        kind=item.kind,
        id=item.item_id,
        content=item.content,
        type=item.type,
        score=round(hit_score(one), 4),
        confidence=item.confidence,
        conversation_id=item.conversation_id,
        turn_number=item.turn_number,
        last_used_turn=item.last_used_turn,
        speaker=item.speaker,
        role=item.role,
        at=item.said_at,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        source_turn_ids=list(item.source_turn_ids),
        status=item.status,
        slot=item.slot,
        value=item.value,
        origin=item.origin,
        predecessor=item.predecessor,
        why=_why(one) if explain else None,
    )


def _why(one: Ranked) -> Why:
    candidate = one.candidate
    return Why(
        lexical=candidate.lexical,
        dense=candidate.dense,
        fuzzy=candidate.fuzzy,
        matched_terms=list(candidate.matched),
        parts=dict(one.parts),
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
