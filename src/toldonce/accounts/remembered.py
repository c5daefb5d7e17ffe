"""API keys that were just looked up: a program that asks many times a second is looked up once."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from toldonce.model import Identity

REMEMBERED_FOR = timedelta(seconds=1)
"""So long another process may still accept a key that was deleted here; this one does not."""
KEYS = 10_000


class RememberedKeys:
    """Identities by the digest of their key, each for a second at most."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, tuple[Identity, datetime, datetime]] = OrderedDict()
        self._forgotten = 0

    @property
    def generation(self) -> int:
        """Changes when all are forgotten: what was looked up before that must not be remembered after it."""
        return self._forgotten

    def get(self, digest: bytes, now: datetime) -> Identity | None:
        """Whose key it is, when that was looked up within the second."""
        known = self._known.get(digest)
        return known[0] if known is not None and known[1] <= now < known[2] else None

    def remember(
        self, digest: bytes, identity: Identity, now: datetime, expires_at: datetime | None, generation: int
    ) -> None:
        """Remember what a look-up gave that began at ``now``, in this generation; never beyond the key's end."""
        if generation == self._forgotten:
            until = now + REMEMBERED_FOR
            self._known[digest] = identity, now, until if expires_at is None else min(until, expires_at)
            self._known.move_to_end(digest)
            if len(self._known) > KEYS:
                self._known.popitem(last=False)

    def forget_all(self) -> None:
        """A key was deleted: none is accepted before it was looked up again."""
        self._known.clear()
        self._forgotten += 1
