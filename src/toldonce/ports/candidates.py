"""What the arms of a search found: as nouns, and as columns for the arithmetic of ranking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias, overload
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.model import HitKind, Role
from toldonce.ports.searches import Item

Cue = Literal["instruction", "preference", "change", "time", "number", "question"]
"""What the words of a turn show at a glance: that it lays something down for later turns, tells of a change, names a
time or a number, or only asks. Read when the turn is stored."""
CUES: Sequence[Cue] = ("instruction", "preference", "change", "time", "number", "question")
CUE_BITS: Mapping[Cue, int] = {cue: 1 << place for place, cue in enumerate(CUES)}
"""The bit of each cue in the column ``cues``."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Confirm: TypeAlias = Callable[[Sequence[tuple[HitKind, UUID]]], Awaitable[list[Item] | None]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A turn or memory that an arm found, with what ranking needs to know of it.

    ``lexical`` is BM25, ``dense`` the cosine of its best chunk, ``fuzzy`` the trigram word similarity; None where that
    arm did not find it. ``matched`` are the query terms that it contains, ``parts`` its number of
    chunks (0: it is stored but never to be found), ``length`` its number of terms. A memory has no ``turn_number`` and
    no ``sitting``. ``asked``: it is a memory of a slot that is asked for. ``overtaken``: a turn whose memories are all
    superseded. A memory's ``strength`` (0..1) fades while nobody uses it.
    """

    kind: HitKind
    item_id: UUID
    seq: int
    type: str
    role: Role | None
    speaker: str | None
    said_at: datetime
    conversation_id: UUID | None
    turn_number: int | None
    sitting: int | None
    lexical: float | None = None
    dense: float | None = None
    fuzzy: float | None = None
    matched: Sequence[str] = ()
    importance: float = 0.5
    confidence: float = 1.0
    cues: frozenset[Cue] = frozenset()
    parts: int = 1
    length: int = 0
    strength: float = 1.0
    asked: bool = False
    overtaken: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CandidateTable(Sequence[Candidate]):
    """Candidates as columns, one row each; a row becomes a `Candidate` only when it is asked for.

    A search ranks about a thousand candidates and shows ten: as objects, they alone would take longer than an arm.
    Scores are NaN where an arm did not find the row. ``said_at`` counts microseconds since 1970. ``speaker`` is a place
    in ``speakers`` (-1: none), ``sitting`` a number that no other sitting of the scope has (-1: none), ``cues`` the
    sum of `CUE_BITS`. ``whole`` makes the candidate, ``id_of`` finds its id and ``matching`` tells which of ``terms``
    some contain, all from ``place``, the number of the row where the table was made.
    """

    seq: NDArray[np.int64]
    is_memory: NDArray[np.bool_]
    lexical: NDArray[np.float64]
    dense: NDArray[np.float64]
    fuzzy: NDArray[np.float64]
    said_at: NDArray[np.int64]
    speaker: NDArray[np.int64]
    by_assistant: NDArray[np.bool_]
    sitting: NDArray[np.int64]
    turn_number: NDArray[np.int64]
    cues: NDArray[np.uint8]
    parts: NDArray[np.int64]
    length: NDArray[np.int64]
    strength: NDArray[np.float64]
    asked: NDArray[np.bool_]
    overtaken: NDArray[np.bool_]
    place: NDArray[np.int64]
    speakers: Sequence[str]
    terms: Sequence[str]
    matching: Callable[[NDArray[np.int64]], NDArray[np.bool_]]
    whole: Callable[[int], Candidate]
    id_of: Callable[[int], UUID]

    def __len__(self) -> int:
        return len(self.seq)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> list[Candidate]: ...
    def __getitem__(self, place: int | slice) -> Candidate | list[Candidate]:
        if isinstance(place, slice):
            return [self.whole(row) for row in self.place[place].tolist()]
        return self.whole(self.place.item(place))

    def __iter__(self) -> Iterator[Candidate]:
        return map(self.whole, self.place.tolist())

    @property
    def matched(self) -> NDArray[np.bool_]:
        """Which terms the rows contain, a column for each of ``terms``: found out when it is asked for."""
        return self.matching(self.place)

    def key(self, row: int) -> tuple[HitKind, UUID]:
        """What a row is, and its id."""
        return "memory" if self.is_memory.item(row) else "turn", self.id_of(self.place.item(row))

    def span(self, start: int, end: int) -> Sequence[Candidate]:
        """The rows from one place up to another, which is not included."""
        return _Span(self, range(start, end))

    def rows(self, wanted: NDArray[np.int64] | slice) -> CandidateTable:
        """Some of its rows, in the order given."""
        columns = {name: getattr(self, name)[wanted] for name in ROW_COLUMNS}
        return CandidateTable(
            **columns,
            speakers=self.speakers,
            terms=self.terms,
            matching=self.matching,
            whole=self.whole,
            id_of=self.id_of,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Span(Sequence[Candidate]):
    """Some rows of a table: most searches ask of them no more than how many they are."""

    table: CandidateTable
    numbers: range

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> list[Candidate]: ...
    def __getitem__(self, place: int | slice) -> Candidate | list[Candidate]:
        if isinstance(place, slice):
            return [self.table[row] for row in self.numbers[place]]
        return self.table[self.numbers[place]]


ROW_COLUMNS = (
    "seq is_memory lexical dense fuzzy said_at speaker by_assistant sitting turn_number cues parts length strength"
    " asked overtaken place"
).split()
"""The columns of a `CandidateTable` that hold a value for each row."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both arms found, and the numbers of the scope they were found in.

    ``document_frequency`` counts chunks by query term; ``neighbours`` are turns beside the best candidates that no arm
    found (their scores are None), ``standing`` the newest turns (at most 50) with the cue instruction or preference
    that no arm found (their scores are None). ``lexical_full`` says that the lexical arm held more than ``depth``.
    A store that has them as columns gives all of them also as ``table``: those found first, then the neighbours, then
    the standing ones. ``confirm`` is there when the store presumed that nothing has changed since it was asked last: it
    reads these items as `Store.items` does, or gives None when something has, and the search must be made again.
    """

    found: Sequence[Candidate]
    neighbours: Sequence[Candidate]
    standing: Sequence[Candidate]
    lexical_full: bool
    document_frequency: Mapping[str, int]
    chunk_count: int
    up_to_seq: int
    table: CandidateTable | None = None
    confirm: Confirm | None = None

    def as_table(self) -> CandidateTable:
        """All of them as columns, in the order of ``table``."""
        return self.table or candidate_table([*self.found, *self.neighbours, *self.standing])


def candidate_table(candidates: Sequence[Candidate]) -> CandidateTable:
    """Candidates as columns, in the order given."""
    speakers = list(dict.fromkeys(one.speaker for one in candidates if one.speaker is not None))
    speaker_places = {speaker: place for place, speaker in enumerate(speakers)}
    terms = list(dict.fromkeys(term for one in candidates for term in one.matched))
    term_places = {term: place for place, term in enumerate(terms)}
    sittings: dict[tuple[UUID | None, int | None], int] = {}
    matched = np.zeros((len(candidates), len(terms)), np.bool_)
    for row, one in enumerate(candidates):
        matched[row, [term_places[term] for term in one.matched]] = True
    return CandidateTable(
        seq=np.array([one.seq for one in candidates], np.int64),
        is_memory=np.array([one.kind == "memory" for one in candidates], np.bool_),
        lexical=_scores([one.lexical for one in candidates]),
        dense=_scores([one.dense for one in candidates]),
        fuzzy=_scores([one.fuzzy for one in candidates]),
        said_at=np.array([(one.said_at - EPOCH) // MICROSECOND for one in candidates], np.int64),
        speaker=np.array([-1 if one.speaker is None else speaker_places[one.speaker] for one in candidates], np.int64),
        by_assistant=np.array([one.role == "assistant" for one in candidates], np.bool_),
        sitting=np.array(
            [
                -1
                if one.turn_number is None
                else sittings.setdefault((one.conversation_id, one.sitting), len(sittings))
                for one in candidates
            ],
            np.int64,
        ),
        turn_number=np.array([one.turn_number or 0 for one in candidates], np.int64),
        cues=np.array([sum(CUE_BITS[cue] for cue in one.cues) for one in candidates], np.uint8),
        parts=np.array([one.parts for one in candidates], np.int64),
        length=np.array([one.length for one in candidates], np.int64),
        strength=np.array([one.strength for one in candidates], np.float64),
        asked=np.array([one.asked for one in candidates], np.bool_),
        overtaken=np.array([one.overtaken for one in candidates], np.bool_),
        place=np.arange(len(candidates)),
        speakers=speakers,
        terms=terms,
        matching=matched.__getitem__,
        whole=candidates.__getitem__,
        id_of=lambda place: candidates[place].item_id,
    )


def _scores(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], np.float64)
