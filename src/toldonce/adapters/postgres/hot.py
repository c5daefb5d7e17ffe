"""The subjects that are searched most, kept in the process; the database stays the only truth.

Ten thousand turns take PostgreSQL ten milliseconds to search and numpy one. A subject that is searched a second time
is read into the process, beside the searches, which go on in the database until it is there. From then on a search
goes by what was so when the database was asked last, and asks it in one query what is so now: the newest number
(``seq`` follows the order of commits), whether anything was erased, which memories do not hold, and how those found
are. When that is not what the search went by, what has come since is fetched (after an erasure the subject is read
anew) and the search made again. So several processes may each keep a copy, and none ever shows what another has erased.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.beside import Beside
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.kept_items import KeptItems, Places
from toldonce.adapters.postgres.kept_memories import KINDS, MEMORY, KeptMemories
from toldonce.adapters.postgres.kept_postings import KeptPostings
from toldonce.adapters.postgres.kept_vectors import EXACT, KeptVectors
from toldonce.adapters.postgres.ordered import rows_of
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.queries import load_queries
from toldonce.model import Scope
from toldonce.ports import Item

HOT = load_queries("hot")

CAPACITY = 512 * 1024 * 1024
"""Bytes that all subjects together may take."""
BYTES_PER_CHUNK = 1_200
"""About what a chunk takes with its item and its postings, beside its text; tells beforehand whether a subject fits."""
BYTES_OF_CODE = 40
"""More for each chunk of a subject that is too large to be searched exactly."""
STEP = 4_000
"""Numbers read in one transaction: some tenths of a second's work."""
CATCH_UP = 500
"""Numbers that a search waits for; more are read beside it."""
NOTICED = 10_000
"""Subjects of which it is remembered that they were searched once."""
POSTING = np.dtype([("seq", ">i8"), ("part", ">i2"), ("count", ">i2"), ("length", ">i2")])
PLACE = np.dtype([("seq", ">i8"), ("part", ">i2")])
HALFVEC_HEADER = 4
"""Bytes before the numbers of a halfvec as PostgreSQL sends it: their count, and nothing."""
PARTS = 1 << 16

CUSTOM_PLANS = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "0", "jit": "off"}
"""A plan that fits one scope and one set of filters is wrong for another, and planning takes a tenth of a millisecond.
Starting a parallel worker takes longer than an arm."""

NO_ITEMS = np.empty(0, np.int64)
ARRAY_HEADER = 20
"""Bytes before the elements of an array as PostgreSQL sends it; each element comes behind its length."""
ELEMENT = np.dtype([("length", ">i4"), ("seq", ">i8")])

Epoch = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a subject is at one moment: its numbers, and the memories that do not hold, as the database sends them."""

    epoch: Epoch
    last_seq: int
    chunk_count: int
    term_count: int
    closed: bytes

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Numbers:
        """Those in a row of the queries ``place`` and ``now``."""
        epoch = row["created_at"], row["erasures"]
        return cls(epoch, row["last_seq"], row["chunk_count"], row["term_count"], row["closed"] or b"")

    @property
    def closed_seqs(self) -> NDArray[np.int64]:
        """The memories that do not hold, in order."""
        return np.frombuffer(self.closed[ARRAY_HEADER:], ELEMENT)["seq"].astype(np.int64)


@dataclass(frozen=True, slots=True)
class State:
    """What a search in a kept subject goes by: how many rows there are, those of memories that do not hold
    (``left_out``), and the turns whose memories are all superseded (``overtaken``), both in order. ``shown`` are
    memories that hits showed, as they are as long as this and the uses of the subject hold."""

    numbers: Numbers
    rows: int
    left_out: NDArray[np.int64]
    overtaken: Places
    shown: dict[UUID, Item] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Now:
    """What the database says beside a search: the numbers and how often anything changed without them (``uses``), the
    memories of the slots that are asked for (their seqs, the newest first), and those and the memories that were found,
    as they are now, in the order of their seqs."""

    numbers: Numbers
    uses: int
    in_slots: list[int]
    memories: NDArray[Any]


@dataclass(slots=True)
class HotSubject:
    """One subject up to a number. Rows are chunks, in the order of their seq and part; places are items.

    As long as the subject's ``uses`` are these, what else may change of items (last use, strength) is so, too."""

    epoch: Epoch
    dimension: int
    uses: int
    up_to_seq: int = 0
    items: KeptItems = field(default_factory=KeptItems)
    postings: KeptPostings = field(default_factory=KeptPostings)
    memories: KeptMemories = field(default_factory=KeptMemories)
    vectors: KeptVectors = field(init=False)
    state: State | None = None
    changed_at: float = -math.inf
    """When a search last found, by the monotonic clock, that what it had presumed had changed."""

    def __post_init__(self) -> None:
        self.vectors = KeptVectors(self.dimension)

    @property
    def size(self) -> int:
        """About the bytes that it takes."""
        return bytes_of(self.postings.rows) + self.items.texts.size

    def add(self, news: News) -> None:
        """Take in what follows; another search may have brought it meanwhile."""
        if news.after != self.up_to_seq:
            return
        postings = [np.frombuffer(row["places"], POSTING) for row in news.postings]
        keys = [_keys(one) for one in postings]
        vector_keys = _keys(np.frombuffer(news.vector_places, PLACE))
        rows = np.unique(np.concatenate([*keys, vector_keys]))
        lengths = np.zeros(len(rows), np.uint16)
        for one, its_keys in zip(postings, keys, strict=True):
            lengths[np.searchsorted(rows, its_keys)] = one["length"]
        turn_seqs = np.array([row["seq"] for row in news.turns], np.int64)
        self.items.extend(news.turns, np.setdiff1d(rows // PARTS, turn_seqs))
        first = self.postings.rows
        at = [first + np.searchsorted(rows, its_keys) for its_keys in keys]
        self.postings.extend(
            self.items.places(rows // PARTS),
            lengths,
            {
                row["term"]: (its_rows, one["count"].astype(np.int64))
                for row, its_rows, one in zip(news.postings, at, postings, strict=True)
            },
        )
        if len(vector_keys):
            sent = np.frombuffer(news.vectors, ">u2").reshape(len(vector_keys), -1)
            halves = sent[:, HALFVEC_HEADER // 2 :].astype(np.uint16)
            self.vectors.extend(first + np.searchsorted(rows, vector_keys), halves)
        self.memories.extend(np.frombuffer(news.memories, MEMORY))
        self.up_to_seq = news.up_to


def bytes_of(chunks: int) -> int:
    """About what the chunks of one subject take."""
    return chunks * (BYTES_PER_CHUNK + (BYTES_OF_CODE if chunks > EXACT else 0))


@dataclass(frozen=True, slots=True)
class News:
    """What the database holds of a subject from after one number up to another."""

    after: int
    up_to: int
    turns: list[Any]
    postings: list[Any]
    vector_places: bytes
    vectors: bytes
    memories: bytes


class HotSubjects:
    """The subjects that are kept, for the vectors of one model."""

    def __init__(self, database: Sessions, model_id: int, dimension: int, *, capacity: int = CAPACITY) -> None:
        self._database = database
        self._model_id = model_id
        self._dimension = dimension
        self._capacity = capacity
        self._kept: OrderedDict[UUID, HotSubject] = OrderedDict()
        self._noticed: OrderedDict[UUID, None] = OrderedDict()
        self._reading = Beside("hot_subject_not_read")
        self._one_at_a_time = asyncio.Lock()

    def keeps(self, scope: Scope) -> bool:
        """Whether a subject is kept; one that is asked for a second time is read beside the search that asks."""
        kept = scope.scope_id in self._kept
        if not kept and self._capacity:
            self._notice(scope)
        return kept

    def kept(self, scope: Scope) -> HotSubject | None:
        """A subject, when it is kept."""
        return self._kept.get(scope.scope_id)

    async def now(
        self, sessions: Sessions, scope: Scope, slots: Sequence[tuple[str, str]], depth: int, found: NDArray[np.int64]
    ) -> Now | None:
        """What the database says now, of at most ``depth`` memories of these slots and the memories that were found;
        None when the subject is not there."""
        rows = await HOT.now.of(
            sessions,
            scope,
            found=found.tolist(),
            kinds=KINDS,
            subjects=[subject for subject, _ in slots],
            attributes=[attribute for _, attribute in slots],
            depth=depth,
        )
        if not rows:
            return None
        (row,) = rows
        return Now(Numbers.of(row), row["uses"], row["in_slots"], np.frombuffer(row["memories"] or b"", MEMORY))

    async def catch_up(self, sessions: Sessions, scope: Scope) -> None:
        """Bring a subject that is kept to what the database says now."""
        hot = self._kept.get(scope.scope_id)
        if hot is not None:
            now = await self.now(sessions, scope, (), 0, NO_ITEMS)
            await self.follow(sessions, scope, hot, now.numbers if now else None)

    async def follow(self, sessions: Sessions, scope: Scope, hot: HotSubject, now: Numbers | None) -> bool:
        """Bring a kept subject to what the database says now; False when it is not kept any more.

        One that has lost rows, or has far more than before, is read anew beside this search.
        """
        if now is None or now.epoch != hot.epoch or now.last_seq > hot.up_to_seq + CATCH_UP:
            if self._kept.get(scope.scope_id) is hot:
                del self._kept[scope.scope_id]
            if now is not None:
                self._read(scope)
            return False
        async with sessions.session(
            user_id=scope.user_id, scope_id=scope.scope_id, settings=CUSTOM_PLANS, reading=True
        ) as connection:
            while hot.up_to_seq < now.last_seq:
                hot.add(await self._news(connection, scope, hot.up_to_seq, now.last_seq))
            closed = now.closed_seqs
            overtaken: list[Any] = []
            if len(closed):
                overtaken = await HOT.overtaken.all(connection, scope_id=scope.scope_id, closed=closed.tolist())
        left_out = rows_of(hot.postings.items, hot.items.places(closed))
        hot.state = State(
            now, hot.postings.rows, left_out, np.sort(hot.items.places([row["seq"] for row in overtaken]))
        )
        if scope.scope_id in self._kept:
            self._keep(scope, hot)
        if hot.vectors.are_codes_wanted and not self._reading.is_at(scope.scope_id):
            self._reading.begin(scope.scope_id, _encode(hot))
        return True

    def speakers(self, scope: Scope, newest: int) -> frozenset[str] | None:
        """Who spoke the newest turns that are kept; None when the subject is not kept."""
        hot = self._kept.get(scope.scope_id)
        return hot.items.newest_speakers(newest) if hot is not None else None

    async def read(self, scope: Scope) -> None:
        """Read a subject as a whole, unless it takes too much room. Raises `StoreUnavailable`."""
        async with self._one_at_a_time:
            hot: HotSubject | None = None
            while True:
                async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
                    place = await HOT.place.one(connection, scope_id=scope.scope_id)
                    if place is None or bytes_of(place["chunk_count"]) > self._capacity:
                        return
                    epoch = place["created_at"], place["erasures"]
                    if hot is None or hot.epoch != epoch:
                        # Asked before anything is read: what is read is at least as new.
                        hot = HotSubject(epoch, self._dimension, place["uses"])
                    up_to = min(place["last_seq"], hot.up_to_seq + STEP)
                    news = await self._news(connection, scope, hot.up_to_seq, up_to)
                await asyncio.to_thread(hot.add, news)
                if hot.size > self._capacity:
                    return
                if hot.up_to_seq == place["last_seq"]:
                    break
            if hot.vectors.are_codes_wanted:
                await _encode(hot)
            self._keep(scope, hot)

    def used(self, scope: Scope, seqs: Sequence[int], turn_number: int, uses: int) -> None:
        """Take in that these were placed in the prompt of a turn, which is the ``uses``-th use of the subject.

        Where one before it was not seen here, what is kept stays behind, and hits are read from the database.
        """
        hot = self._kept.get(scope.scope_id)
        if hot is None or hot.uses != uses - 1:
            return
        places = hot.items.places(seqs)
        is_memory = hot.items.is_memory.values[places]
        hot.items.use(places[~is_memory], turn_number)
        hot.memories.use(hot.items.seq.values[places[is_memory]])
        hot.uses = uses
        if hot.state is not None:
            hot.state.shown.clear()

    def drop(self, scope: Scope) -> None:
        """Keep nothing more of a subject of which something was erased: the next searches read it anew."""
        self._kept.pop(scope.scope_id, None)

    async def settled(self) -> None:
        """Wait for what is being read."""
        await self._reading.ended()

    def _notice(self, scope: Scope) -> None:
        if scope.scope_id in self._noticed:
            self._read(scope)
        self._noticed[scope.scope_id] = None
        self._noticed.move_to_end(scope.scope_id)
        if len(self._noticed) > NOTICED:
            self._noticed.popitem(last=False)

    def _read(self, scope: Scope) -> None:
        """Read it beside the searches, which go on."""
        if not self._reading.is_at(scope.scope_id):
            self._reading.begin(scope.scope_id, self.read(scope))

    async def _news(self, connection: Connection, scope: Scope, after: int, up_to: int) -> News:
        span = {"scope_id": scope.scope_id, "after": after, "up_to": up_to}
        vectors = await HOT.fresh_vectors.one(connection, model_id=self._model_id, **span)
        return News(
            after=after,
            up_to=up_to,
            turns=await HOT.fresh_turns.all(connection, **span),
            postings=await HOT.fresh_postings.all(connection, **span),
            vector_places=(vectors and vectors["places"]) or b"",
            vectors=(vectors and vectors["vectors"]) or b"",
            memories=await HOT.fresh_memories.value(connection, kinds=KINDS, **span) or b"",
        )

    def _keep(self, scope: Scope, hot: HotSubject) -> None:
        self._kept[scope.scope_id] = hot
        self._kept.move_to_end(scope.scope_id)
        while sum(one.size for one in self._kept.values()) > self._capacity:
            self._kept.popitem(last=False)


async def _encode(hot: HotSubject) -> None:
    """Make the codes by which the nearest vectors of a subject that has grown are found, beside its searches."""
    hot.vectors.take(await asyncio.to_thread(hot.vectors.codes))


def _keys(places: NDArray[Any]) -> NDArray[np.int64]:
    """One number for seq and part, in their order."""
    keys: NDArray[np.int64] = places["seq"].astype(np.int64) * PARTS + places["part"]
    return keys
