"""How the service is, and what it is."""

from __future__ import annotations

import os
import time
from typing import Any, cast

from fastapi import Request
from starlette.responses import Response

from toldonce.errors import ToldonceError
from toldonce.model import MAX_QUERY_CHARACTERS, MAX_TURN_CHARACTERS, MAX_TURNS_PER_WRITE
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Public, credential_of, identify, runtime_of
from toldonce.server.door import Door
from toldonce.server.health import NEEDED_TO_SERVE, READY_CACHE_SECONDS, HealthRecords, Snapshot
from toldonce.server.openapi import rate_limits
from toldonce.server.replies import reply
from toldonce.server.wire import (
    Alive,
    ComponentHealth,
    DetailedHealth,
    Health,
    Ready,
    ServiceCard,
    ServiceFigures,
    Started,
)

router = AddressedRouter(tags=["system"], route_class=Door)
UNWELL: dict[int | str, dict[str, Any]] = {503: {"description": "Something that is needed does not work well."}}
DESCRIPTION = "Long-form memory for conversations with language models: tell it once, recall it at turn 1,000."
STARTED = time.monotonic()


@router.get("/health", response_model=Health, responses=UNWELL, dependencies=[Public])
@router.get("/api/health", response_model=Health, responses=UNWELL, dependencies=[Public], name="api_health")
async def health(request: Request) -> Response:
    """Whether the service is well, and each of its components; found out at most every ten seconds.

    A component that is `degraded` or `unhealthy` makes it a 503. Load balancers ask `/readyz` instead, which stays 200
    while the service can answer.
    """
    found = await _records(request).brief.snapshot(runtime_of(request.scope))
    shown = Health(
        status=found.status,
        timestamp=found.taken_at,
        age_seconds=found.age_seconds,
        checks=_components(found, with_details=False),
    )
    return reply(shown, _code(request, found))


@router.get("/health/detailed", response_model=DetailedHealth, responses=UNWELL, dependencies=[Public])
async def detailed_health(request: Request) -> Response:
    """Every component with its state, latency and, for those who may see it, the reason.

    Details are for development and for credentials with the scope `admin`; others get the same status without them.
    """
    found = await _records(request).detailed.snapshot(runtime_of(request.scope))
    open_book = await _may_see_details(request)
    shown = DetailedHealth(
        status=found.status,
        timestamp=found.taken_at,
        age_seconds=found.age_seconds,
        checks=_components(found, with_details=open_book),
        service=_figures(request) if open_book else None,
    )
    return reply(shown, _code(request, found))


@router.get("/livez", response_model=Alive, dependencies=[Public])
async def alive() -> Response:
    """Whether the process answers. Nothing else is asked, so that a lost database does not restart it."""
    return reply(Alive())


@router.get(
    "/startupz",
    response_model=Started,
    responses={503: {"description": "It is still starting.", "model": Started}},
    dependencies=[Public],
)
async def started(request: Request) -> Response:
    """Whether the service has started: database migrated, embedding model loaded."""
    if getattr(request.app.state, "runtime", None) is None:
        return reply(Started(status="starting"), 503)
    return reply(Started(status="started"))


@router.get("/readyz", response_model=Ready, responses=UNWELL, dependencies=[Public])
async def ready(request: Request) -> Response:
    """Whether requests may be sent here: database and embedding model are there, and the service is not stopping."""
    if request.app.state.departure.begun.is_set():
        return reply(Ready(ready=False, stopping=True, checks={}), 503)
    found = await _records(request).readiness.snapshot(runtime_of(request.scope), READY_CACHE_SECONDS)
    checks = {name: check.status for name, check in found.checks.items() if name in NEEDED_TO_SERVE}
    return reply(Ready(ready=found.can_serve, stopping=False, checks=checks), 200 if found.can_serve else 503)


@router.get("/api", response_model=ServiceCard, dependencies=[Public])
async def service_card(request: Request) -> Response:
    """What this service is and can do."""
    settings = request.app.state.settings
    is_open = settings.environment != "production"
    card = ServiceCard(
        description=DESCRIPTION,
        version=request.app.version if is_open else None,
        environment=settings.environment,
        docs="/docs" if is_open else "disabled",
        redoc="/redoc" if is_open else "disabled",
        openapi="/openapi.json" if is_open else "disabled",
        llm_provider=settings.llm_provider if is_open else None,
        features={
            "language_model": settings.llm_provider != "none",
            "streaming": True,
            "semantic_search": True,
            "lexical_search": True,
            "imports": True,
        },
        limits={
            "turn_characters": MAX_TURN_CHARACTERS,
            "turns_per_write": MAX_TURNS_PER_WRITE,
            "query_characters": MAX_QUERY_CHARACTERS,
            "body_bytes": settings.max_body_bytes,
            "import_bytes": settings.max_import_bytes,
            **rate_limits(settings),
        },
        endpoints={
            "register": "/api/v1/auth/register",
            "login": "/api/v1/auth/login",
            "conversations": "/api/v1/conversations",
            "conversation": "/api/v1/conversation",
            "memories": "/api/v1/memories",
            "search": "/api/v1/memories/search",
            "profile": "/api/v1/profile",
            "context": "/api/v1/context",
            "openai": "/v1/chat/completions",
            "anthropic": "/v1/messages",
            "health": "/health",
            "health_detailed": "/health/detailed",
            "ready": "/readyz",
        },
    )
    return reply(card)


def _records(request: Request) -> HealthRecords:
    return cast(HealthRecords, request.app.state.health)


def _components(found: Snapshot, *, with_details: bool) -> dict[str, ComponentHealth]:
    return {
        name: ComponentHealth(
            status=check.status,
            latency_ms=None if check.latency_ms is None else round(check.latency_ms, 2),
            detail=check.detail if with_details else None,
        )
        for name, check in found.checks.items()
    }


def _figures(request: Request) -> ServiceFigures:
    return ServiceFigures(
        version=request.app.version,
        environment=request.app.state.settings.environment,
        process_id=os.getpid(),
        uptime_seconds=round(time.monotonic() - STARTED, 1),
        running_requests=request.app.state.departure.running,
    )


def _code(request: Request, found: Snapshot) -> int:
    if found.status == "degraded":
        return cast(int, request.app.state.settings.health_degraded_status)
    return 200 if found.status == "healthy" else 503


async def _may_see_details(request: Request) -> bool:
    if request.app.state.settings.environment == "development":
        return True
    try:
        credential_of(request.scope)
        return "admin" in (await identify(request.scope)).scopes
    except ToldonceError:
        return False
