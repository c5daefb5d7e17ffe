"""Attempts to prove who one is: counted while they fail, so that nobody can guess for long and nobody is locked out."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b

from starlette.requests import Request

from toldonce.errors import EmailTaken, NotAuthenticated
from toldonce.ports import LimitRule
from toldonce.server.rates import RatePlan, limiter_of, refusal, remember_verdict

FAILURES_FROM_ONE_CLIENT = 10
CLIENT_WINDOW = 300
"""Seconds in which they come back, one by one: from one address, one guess in 30 seconds at one account."""
FAILURES_FROM_ALL = 100
ALL_WINDOW = 600
"""The same for all addresses together. It is generous: somebody else's failures must not keep the owner out."""


@asynccontextmanager
async def attempt(request: Request, target: str) -> AsyncIterator[None]:
    """Run one attempt at ``target``, an e-mail address or a token. Raises `RateLimited` after too many failures.

    It is counted before it runs, so that many at once gain nothing, and given back unless it fails as a guess does.
    """
    limiter = limiter_of(request.scope)
    if limiter is None:
        yield
        return
    plan: RatePlan = request.app.state.rate_plan
    aim = _digest(unicodedata.normalize("NFKC", target).strip().casefold())
    client = plan.client_of(request.scope)
    rules = [
        LimitRule("attempts", f"{client} {aim}", FAILURES_FROM_ONE_CLIENT, CLIENT_WINDOW),
        LimitRule("attempts", aim, FAILURES_FROM_ALL, ALL_WINDOW),
    ]
    verdict = await limiter.take(rules)
    if verdict.refused is not None:
        remember_verdict(request.scope, verdict)
        raise refusal(verdict.refused)
    try:
        yield
    except (NotAuthenticated, EmailTaken, asyncio.CancelledError):
        raise
    except Exception:
        await limiter.give_back(rules)
        raise
    else:
        await limiter.give_back(rules)


def _digest(text: str) -> str:
    """No address and no token stays in the memory of the limiter."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
