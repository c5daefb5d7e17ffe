"""Rate limits: counted before anything else is done for a request, told on every answer to it."""

from __future__ import annotations

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.model import Identity
from toldonce.server.callers import identify
from toldonce.server.problems import problem_of
from toldonce.server.rates import (
    RatePlan,
    headers_of,
    is_claimed,
    known_verdict,
    limiter_of,
    refusal,
    remember_verdict,
)
from toldonce.telemetry import metrics

log = structlog.get_logger("toldonce.limits")


class RateLimit:
    """Refuses with a 429 what passes a limit, and puts the standing of the limits on every answer.

    It stands inside the layers that add headers, so that a 429 carries them too and browsers can read it, and outside
    the layer that turns faults into answers, so that a 500 carries the standing.
    """

    def __init__(self, app: ASGIApp, *, plan: RatePlan) -> None:
        self._app = app
        self._plan = plan
        self._to_warn = not plan.believes_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        limiter = limiter_of(scope) if scope["type"] == "http" else None
        if limiter is None or self._plan.is_exempt(scope):
            await self._app(scope, receive, send)
            return
        if self._to_warn and is_claimed(scope):
            self._to_warn = False
            log.warning("X-Forwarded-For is not believed: name your proxy in FORWARDED_ALLOW_IPS.")
        verdict = await limiter.take(self._plan.rules(scope, await _identity(scope)))
        remember_verdict(scope, verdict)

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), *headers_of(known_verdict(scope))]
                message = {**message, "headers": headers}
            await send(message)

        if verdict.refused is None:
            await self._app(scope, receive, stamped)
        else:
            metrics.rate_limited(verdict.refused.rule.name)
            await problem_of(scope, refusal(verdict.refused))(scope, receive, stamped)


async def _identity(scope: Scope) -> Identity | None:
    try:
        return await identify(scope)
    except Exception:
        # Whatever it was, the route asks again and answers for it; until then the caller is nobody.
        return None
