"""Which limits a request has to keep, and how their standing is told: what the rate limiter counts, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address
from typing import cast

from starlette.types import Scope as ConnectionScope

from toldonce.errors import RateLimited
from toldonce.model import Identity
from toldonce.ports import Limiter, LimitRule, Standing, Verdict
from toldonce.settings import Settings

EXEMPT = frozenset({"/", "/health", "/api/health"})
EXEMPT_BELOW = "/static/"
EXEMPT_IN_DEVELOPMENT = frozenset({"/docs"})
PROBES = frozenset({"/livez", "/readyz", "/startupz"})
"""They keep the limit of whoever asks, but not that of all together: load of others must not restart the service."""
ANONYMOUS, STANDARD = "anonymous", "standard"
"""The tiers of callers without a credential and of accounts that RATE_LIMIT_ACCOUNT_TIERS does not name."""
DIRECT = "127.0.0.1"
_VERDICT = "toldonce.verdict"

Header = tuple[bytes, bytes]


class RatePlan:
    """The limits of the settings, applied to requests."""

    def __init__(self, settings: Settings) -> None:
        self._per_minute = settings.rate_limit_per_minute
        self._all_per_minute = settings.rate_limit_global_per_minute
        self._burst = settings.rate_limit_burst
        self._quotas = dict(settings.rate_limit_daily_quotas)
        self._tiers = dict(settings.rate_limit_account_tiers)
        self._costs = [(*_pattern(route), cost) for route, cost in settings.rate_limit_costs.items()]
        self._exempt = EXEMPT | (EXEMPT_IN_DEVELOPMENT if settings.environment == "development" else frozenset())
        self.believes_proxies = bool(settings.forwarded_allow_ips)

    def is_exempt(self, connection: ConnectionScope) -> bool:
        """Whether nothing is counted; decided on the path that the routes will see, not on any other form of it."""
        if connection["method"] not in ("GET", "HEAD"):
            return False
        path: str = connection["path"]
        return path in self._exempt or (path.startswith(EXEMPT_BELOW) and ".." not in path.split("/"))

    def client_of(self, connection: ConnectionScope) -> str:
        """The address that anonymous requests are counted by; of IPv6 the network that one customer gets.

        Servers put into ``client`` what a proxy on this machine claims, even if FORWARDED_ALLOW_IPS names none. Then
        such a claim counts as coming from this machine, or everybody here could invent addresses.
        """
        client = connection.get("client")
        host: str = client[0] if client else ""
        if not self.believes_proxies and is_claimed(connection):
            return DIRECT
        try:
            address = ip_address(host)
        except ValueError:
            return "unknown"
        if isinstance(address, IPv6Address):
            return str(address.ipv4_mapped or f"{IPv6Address(int(address) >> 64 << 64)}/64")
        return str(address)

    def rules(self, connection: ConnectionScope, identity: Identity | None) -> list[LimitRule]:
        """The caller's own limits first, then the one of all together. A request by OPTIONS costs nothing."""
        method, path = connection["method"], connection["path"]
        cost = 0 if method == "OPTIONS" else self._cost(method, path)
        if identity is None:
            name, key, tier = "client", self.client_of(connection), ANONYMOUS
        else:
            name, key = "account", str(identity.user_id)
            tier = self._tiers.get(identity.user_id, STANDARD)
        rules = [LimitRule(name, key, self._per_minute, burst=self._burst, cost=cost)]
        if quota := self._quotas.get(tier):
            rules.append(LimitRule("day", f"{name} {key}", quota, window=86_400, cost=min(cost, quota), daily=True))
        if path not in PROBES:
            rules.append(LimitRule("global", "", self._all_per_minute, burst=self._burst, cost=cost))
        return rules

    def _cost(self, method: str, path: str) -> int:
        for costly_method, pattern, cost in self._costs:
            if method == costly_method and pattern.fullmatch(path):
                return cost
        return 1


def is_claimed(connection: ConnectionScope) -> bool:
    """Whether the client's address may come from the request's own X-Forwarded-For."""
    client = connection.get("client")
    if not client:
        return False
    host = client[0]
    claims = [part.strip() for value in _forwarded(connection) for part in value.split(",")]
    return any(claim == host or claim.startswith((f"{host}:", f"[{host}]")) for claim in claims)


def limiter_of(connection: ConnectionScope) -> Limiter | None:
    """The limiter of the running service; None before its start, after its end and when limits are switched off."""
    runtime = getattr(connection["app"].state, "runtime", None)
    return cast(Limiter | None, getattr(runtime, "limiter", None))


def remember_verdict(connection: ConnectionScope, verdict: Verdict) -> None:
    """Keep the verdict that the answer's headers will tell; a later one replaces it."""
    connection[_VERDICT] = verdict


def known_verdict(connection: ConnectionScope) -> Verdict:
    """The verdict on this request."""
    return cast(Verdict, connection[_VERDICT])


def refusal(refused: Standing) -> RateLimited:
    """The error for a refused request."""
    limit, window = refused.rule.limit, refused.rule.window
    scope: str | None = refused.rule.name
    match scope:
        case "global":
            allowed = f"{limit} requests per minute allowed for all callers together"
        case "day":
            allowed = f"{limit} requests per day allowed"
        case "attempts":
            allowed = f"{limit} failed attempts within {window // 60} minutes allowed"
        case _:
            scope, allowed = None, f"{limit} requests per minute allowed"
    wait = max(1, refused.retry_after)
    return RateLimited(f"Rate limit exceeded. Maximum {allowed}.", headers={"Retry-After": str(wait)}, scope=scope)


def headers_of(verdict: Verdict) -> list[Header]:
    """X-RateLimit-* tells of the limit that matters most, RateLimit and RateLimit-Policy of all the caller's own."""
    refused = verdict.refused
    main = refused or verdict.standings[0]
    own = [one for one in verdict.standings if one is main or one.rule.name != "global"]
    policy = ", ".join(f'"{one.rule.name}";q={one.rule.limit};w={one.rule.window}' for one in own)
    standing = ", ".join(f'"{one.rule.name}";r={one.remaining};t={max(0, one.reset_at - verdict.at)}' for one in own)
    return [
        (b"x-ratelimit-limit", b"%d" % main.rule.limit),
        (b"x-ratelimit-remaining", b"%d" % (0 if refused else main.remaining)),
        (b"x-ratelimit-reset", b"%d" % main.reset_at),
        (b"ratelimit-policy", policy.encode("ascii")),
        (b"ratelimit", standing.encode("ascii")),
    ]


def limits_in_words(settings: Settings) -> str:
    """What the API's reference says about limits."""
    if not settings.rate_limit_enabled:
        return "This service does not limit how often it is called."
    text = (
        f"Each account may make {settings.rate_limit_per_minute} requests per minute, as may each address without a"
        f" credential; all together {settings.rate_limit_global_per_minute}. `X-RateLimit-Limit`,"
        " `X-RateLimit-Remaining` and `X-RateLimit-Reset` (epoch seconds) tell how you stand; a 429 says in"
        " `Retry-After` how long to wait."
    )
    costs = "; ".join(f"`{route}` counts as {cost} requests" for route, cost in settings.rate_limit_costs.items())
    return f"{text} {costs}." if costs else text


def _pattern(route: str) -> tuple[str, re.Pattern[str]]:
    method, _, path = route.partition(" ")
    parts = re.split(r"\{[^}/]*\}", path)
    return method, re.compile("[^/]+".join(map(re.escape, parts)))


def _forwarded(connection: ConnectionScope) -> Iterator[str]:
    return (value.decode("latin-1") for name, value in connection["headers"] if name == b"x-forwarded-for")
