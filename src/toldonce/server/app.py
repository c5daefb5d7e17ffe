"""The HTTP door: one application, made from the settings; its lifespan opens the running service behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from toldonce import __version__
from toldonce.bootstrap import StartFailed, observed, open_runtime
from toldonce.ports import Runtime
from toldonce.server import openapi, pages, problems
from toldonce.server.departure import LAST_SECONDS, Departure, told_by_signals
from toldonce.server.health import HealthRecords
from toldonce.server.mcp.door import PATHS as MCP_PATHS
from toldonce.server.mcp.door import McpDoor, routes
from toldonce.server.middleware.admission import Admission
from toldonce.server.middleware.bodies import Bodies
from toldonce.server.middleware.encoding import Utf8
from toldonce.server.middleware.faults import Faults, StartFaults
from toldonce.server.middleware.heads import Heads
from toldonce.server.middleware.limits import SizeLimits
from toldonce.server.middleware.origins import Origins
from toldonce.server.middleware.rate_limit import RateLimit
from toldonce.server.middleware.request import RequestRecord
from toldonce.server.middleware.running import RunningRequests
from toldonce.server.middleware.security import SecurityHeaders, hide_server
from toldonce.server.rates import RatePlan
from toldonce.server.routes import routers
from toldonce.server.routes.transfer import IMPORT_PATH
from toldonce.settings import Settings

CLOSING_SHARE = 0.8
"""The part of the time for stopping in which background work may finish; in the rest it is handed back."""

log = structlog.get_logger("toldonce.server")


class Application(FastAPI):
    """FastAPI that does not tell which server it runs under, unless security headers are switched off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if self.state.settings.security_headers_enabled:
            hide_server(send)
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, runtime: Runtime | None = None) -> FastAPI:
    """The application. Without ``runtime`` its lifespan opens one from the settings and closes it in the end."""
    is_open = settings.environment != "production"
    plan = RatePlan(settings)
    app = Application(
        title="toldonce",
        version=__version__,
        description=openapi.description(settings),
        openapi_tags=openapi.TAGS,
        openapi_url="/openapi.json" if is_open else None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        middleware=_layers(settings, plan),
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.runtime = runtime
    app.state.rate_plan = plan
    app.state.health = HealthRecords()
    app.state.departure = Departure(settings.shutdown_timeout)
    app.state.start_faults = ()
    problems.install(app)
    openapi.install(app)
    for router in routers():
        app.include_router(router)
    app.state.mcp = McpDoor(body_bytes=settings.max_body_bytes)
    app.router.routes.extend(routes(app.state.mcp))
    app.state.addresses = frozenset(
        route.path for route in iter_route_contexts(app.routes) if route.path and "{" not in route.path
    )
    pages.install(app)
    if is_open:
        pages.install_reference(app)
    return app


def _layers(settings: Settings, plan: RatePlan) -> list[Middleware]:
    """From the outside in: what must be on every answer stands outside of what may make one."""
    return [
        Middleware(StartFaults),
        Middleware(RequestRecord),
        Middleware(
            SecurityHeaders,
            enabled=settings.security_headers_enabled,
            production=settings.environment == "production",
        ),
        Middleware(Origins, settings=settings, guarded=MCP_PATHS),
        Middleware(RunningRequests),
        *([Middleware(Admission)] if settings.overload_protection else []),
        *([Middleware(RateLimit, plan=plan)] if settings.rate_limit_enabled else []),
        Middleware(Faults),
        Middleware(Bodies, patience=settings.body_timeout_seconds, held_bytes=settings.max_bodies_bytes),
        Middleware(SizeLimits, body_bytes=settings.max_body_bytes, by_path={IMPORT_PATH: settings.max_import_bytes}),
        Middleware(Utf8),
        Middleware(Heads),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    if app.state.runtime is not None:
        async with app.state.mcp.open():
            yield
        return
    settings: Settings = app.state.settings
    departure: Departure = app.state.departure
    if settings.environment == "production" and not settings.cors_origins:
        log.warning("no_other_origin_may_call", reason="CORS_ORIGINS is empty.")
    delay = min(settings.shutdown_delay, settings.shutdown_timeout / 2)
    async with observed(settings, __version__):
        with told_by_signals(departure, delay=delay):
            try:
                runtime = await open_runtime(settings, progress=_report)
            except StartFailed as failure:
                app.state.start_faults = failure.faults
                raise
            app.state.runtime = runtime
            draining = asyncio.create_task(_drain(departure, runtime.drain))
            try:
                async with app.state.mcp.open():
                    yield
            finally:
                draining.cancel()
                app.state.runtime = None
                await asyncio.shield(runtime.close(max(departure.seconds_left, LAST_SECONDS / 2)))


async def _drain(departure: Departure, drain: Callable[[float], Awaitable[None]]) -> None:
    """Background work ends while requests still run, so that it does not take its time after them."""
    await departure.begun.wait()
    try:
        await drain(CLOSING_SHARE * departure.seconds_left)
    except Exception as fault:
        log.error("background_work_did_not_end_well", exc_info=fault)


def _report(step: str) -> None:
    log.info("starting", step=step)
