"""Whether what was erased is gone: receipts against database and Redis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from toldonce.adapters.limiters import LimiterUnavailable
from toldonce.adapters.postgres.erasure_scan import Remnant, Scanned, scan_erasures, spellings_of
from toldonce.adapters.redis_scan import Erased, RedisScan
from toldonce.errors import StoreUnavailable
from toldonce.model import ErasureReceipt
from toldonce.receipts import verify_receipt


@dataclass(frozen=True, slots=True)
class ProvedErasure:
    """A receipt and what became of its promise: ``signed`` with our secret, ``kept`` by this database, ``left`` what
    should be gone."""

    receipt: ErasureReceipt
    signed: bool
    kept: bool
    left: Sequence[Remnant]


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What a verification found. ``text`` is where the sentence still stands, None when none was asked for; ``redis``
    says what became of the search there."""

    erasures: Sequence[ProvedErasure]
    orphans: Sequence[Remnant]
    text: Sequence[Remnant] | None
    tables: int
    redis: str

    @property
    def is_clean(self) -> bool:
        """Whether every receipt is ours and nothing is left."""
        broken = any(one.left or not one.signed for one in self.erasures)
        return not (broken or self.orphans or self.text)


async def prove_erasures(
    owner_url: str,
    redis: RedisScan | None,
    receipts: Sequence[ErasureReceipt] | None,
    text: str | None,
    *,
    secrets: Sequence[str],
    progress: Callable[[str], None],
) -> ErasureReport:
    """Search for what receipts (None: all that the database keeps) say is gone, and for a sentence.

    A receipt counts as signed when one of ``secrets`` signed it. Raises `StoreUnavailable`: what could not be searched
    is not proved.
    """
    scanned = await scan_erasures(owner_url, receipts, text, progress)
    erased = _erased(scanned)
    older, holding, searched = await _search_redis(redis, list(erased.values()), text)
    return ErasureReport(
        erasures=[
            ProvedErasure(
                receipt=one,
                signed=any(verify_receipt(secret, one) for secret in secrets),
                kept=one.receipt_id in scanned.kept,
                left=[
                    *scanned.left.get(one.receipt_id, ()),
                    *(Remnant("Redis: vectors of queries", 1) for _ in range(erased.get(one.receipt_id) in older)),
                ],
            )
            for one in scanned.receipts
        ],
        orphans=scanned.orphans,
        text=None if text is None else [*scanned.text, *(Remnant(f"Redis: {name}", 1) for name in holding)],
        tables=scanned.tables,
        redis=searched,
    )


def _erased(scanned: Scanned) -> dict[UUID, Erased]:
    """What each receipt erased of whom, where that is known."""
    return {
        one.receipt_id: Erased(user_id, one.erased_at, whole=one.target.startswith("account:"))
        for one in scanned.receipts
        if (user_id := scanned.user_of(one)) is not None
    }


async def _search_redis(
    redis: RedisScan | None, erased: Sequence[Erased], text: str | None
) -> tuple[Sequence[Erased], Sequence[str], str]:
    """Erasures that older vectors outlived, keys that hold the sentence, and what was searched."""
    if redis is None:
        return [], [], "not configured"
    try:
        older = await redis.older_vectors(erased)
        if text is None:
            return older, [], "searched"
        holding, keys = await redis.holding(spellings_of(text))
    except LimiterUnavailable as failure:
        raise StoreUnavailable(f"Redis cannot be searched ({failure}), so nothing is proved.") from failure
    return older, holding, f"searched, with every value of {keys} keys"
