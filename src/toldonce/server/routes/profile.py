"""The profile: what is known, by slot."""

from __future__ import annotations

from starlette.responses import Response

from toldonce.model import Profile, ProfileSummary
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.parameters import AsOf, KnownAt, KnownAtSeq, MinSeq
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1/profile", tags=["profile"], route_class=Door)


@router.get("", response_model=Profile)
async def profile(
    caller: Reader,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    min_seq: MinSeq = None,
) -> Response:
    """What is known, by slot, with the evidence and the predecessor of every value.

    Instructions, preferences and commitments stand apart. What is quarantined is only counted.
    """
    return reply(
        await caller.memory.profile(as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq)
    )


@router.get("/summary", response_model=ProfileSummary)
async def profile_summary(
    caller: Reader,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    min_seq: MinSeq = None,
) -> Response:
    """The profile as a few lines of text, with the ids of the memories in it."""
    return reply(
        await caller.memory.profile_summary(as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq)
    )
