"""How many bytes of uploads one account may have waiting for its jobs."""

from __future__ import annotations

from toldonce.errors import RateLimited

UPLOADS_BYTES = 512 * 1024 * 1024
RETRY_AFTER_SECONDS = 30


def refuse_uploads(waiting: int, upload: int, most: int) -> None:
    """Raise `RateLimited` when an upload does not fit beside those that wait. Alone it always does."""
    if waiting and waiting + upload > most:
        raise RateLimited(
            f"The uploads of this account that wait to be imported would be larger than {most} bytes together: send"
            " this one when they are done.",
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
