"""How the service is, and what it is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from toldonce.errors import ToldonceError
from toldonce.model import MAX_QUERY_CHARACTERS, MAX_TURN_CHARACTERS, MAX_TURNS_PER_WRITE
from toldonce.server.callers import Public, credential_of, identify, runtime_of
from toldonce.server.door import Door
from toldonce.server.health import NEEDED_TO_SERVE, READY_CACHE_SECONDS, Snapshot
from toldonce.server.replies import reply
from toldonce.server.wire import Alive, ComponentHealth, DetailedHealth, Health, Ready, ServiceCard

router = APIRouter(tags=["system"], route_class=Door)
UNWELL: dict[int | str, dict[str, Any]] = {503: {"description": "Something that is needed does not work well."}}
DESCRIPTION = "Long-form memory for conversations with language models: tell it once, recall it at turn 1,000."


@router.head("/health", include_in_schema=False, dependencies=[Public])
@router.head("/api/health", include_in_schema=False, dependencies=[Public])
@router.get("/health", response_model=Health, responses=UNWELL, dependencies=[Public])
@router.get("/api/health", response_model=Health, responses=UNWELL, dependencies=[Public], name="api_health")
async def health(request: Request) -> Response:
    """Whether the service is well; found out at most every ten seconds."""
    found = await _snapshot(request)
    return reply(Health(status=found.status, timestamp=found.taken_at), _code(found))


@router.head("/health/detailed", include_in_schema=False, dependencies=[Public])
@router.get("/health/detailed", response_model=DetailedHealth, responses=UNWELL, dependencies=[Public])
async def detailed_health(request: Request) -> Response:
    """Every component with its state and latency."""
    found = await _snapshot(request)
    open_book = await _may_see_details(request)
    checks = {
        name: ComponentHealth(
            status=check.status,
            latency_ms=None if check.latency_ms is None else round(check.latency_ms, 2),
            detail=check.detail if open_book else None,
        )
        for name, check in found.checks.items()
    }
    return reply(DetailedHealth(status=found.status, timestamp=found.taken_at, checks=checks), _code(found))


@router.head("/livez", include_in_schema=False, dependencies=[Public])
@router.get("/livez", response_model=Alive, dependencies=[Public])
async def alive() -> Response:
    """Whether the process answers. Nothing else is asked, so that a lost database does not restart it."""
    return reply(Alive())


@router.head("/readyz", include_in_schema=False, dependencies=[Public])
@router.get("/readyz", response_model=Ready, responses=UNWELL, dependencies=[Public])
async def ready(request: Request) -> Response:
    """Whether requests may be sent here: database, schema and embedding model are there."""
    record = request.app.state.health
    found: Snapshot = await record.snapshot(runtime_of(request.scope), READY_CACHE_SECONDS)
    checks = {name: check.status for name, check in found.checks.items() if name in NEEDED_TO_SERVE}
    return reply(Ready(ready=found.can_serve, checks=checks), 200 if found.can_serve else 503)


@router.get("/api", response_model=ServiceCard, dependencies=[Public])
async def service_card(request: Request) -> Response:
    """What this service is and can do."""
    settings = request.app.state.settings
    is_open = settings.environment != "production"
    card = ServiceCard(
        description=DESCRIPTION,
        version=request.app.version if is_open else None,
        environment=settings.environment,
        docs="/openapi.json" if is_open else "disabled",
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
        }
        | ({"requests_per_minute": settings.rate_limit_per_minute} if settings.rate_limit_enabled else {}),
        endpoints={
            "register": "/api/v1/auth/register",
            "login": "/api/v1/auth/login",
            "conversations": "/api/v1/conversations",
            "conversation": "/api/v1/conversation",
            "memories": "/api/v1/memories",
            "search": "/api/v1/memories/search",
            "context": "/api/v1/context",
            "health": "/health",
        },
    )
    return reply(card)


async def _snapshot(request: Request) -> Snapshot:
    found: Snapshot = await request.app.state.health.snapshot(runtime_of(request.scope))
    return found


def _code(found: Snapshot) -> int:
    return 200 if found.status == "healthy" else 503


async def _may_see_details(request: Request) -> bool:
    if request.app.state.settings.environment == "development":
        return True
    try:
        credential_of(request.scope)
        return "admin" in (await identify(request.scope)).scopes
    except ToldonceError:
        return False
