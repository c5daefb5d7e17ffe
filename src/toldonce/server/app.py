"""The HTTP door: one application, made from the settings; its lifespan opens the running service behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from toldonce import __version__
from toldonce.bootstrap import StartFailed, observed, open_runtime
from toldonce.ports import Runtime
from toldonce.server import openapi, pages, problems
from toldonce.server.health import HealthRecord
from toldonce.server.middleware.faults import Faults, StartFaults
from toldonce.server.middleware.limits import SizeLimits
from toldonce.server.middleware.rate_limit import RateLimit
from toldonce.server.middleware.request import RequestRecord
from toldonce.server.middleware.security import SecurityHeaders
from toldonce.server.rates import RatePlan
from toldonce.server.routes import routers
from toldonce.server.routes.transfer import IMPORT_PATH
from toldonce.settings import Settings

LOOPBACK_ORIGIN = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"
READ_HEADERS = ("Accept", "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-API-Key")
SENT_HEADERS = (*READ_HEADERS, "X-Memory-Subject", "X-Request-ID")
SHOWN_HEADERS = (
    "X-Request-ID",
    "X-Process-Time",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "ETag",
    "Idempotency-Replayed",
    "Location",
)

log = structlog.get_logger("toldonce.server")


def create_app(settings: Settings, runtime: Runtime | None = None) -> FastAPI:
    """The application. Without ``runtime`` its lifespan opens one from the settings and closes it in the end."""
    is_open = settings.environment != "production"
    plan = RatePlan(settings)
    app = FastAPI(
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
    app.state.health = HealthRecord()
    app.state.start_faults = ()
    problems.install(app)
    openapi.install(app)
    for router in routers():
        app.include_router(router)
    pages.install(app)
    return app


def _layers(settings: Settings, plan: RatePlan) -> list[Middleware]:
    """From the outside in: what must be on every answer stands outside of what may make one."""
    development = settings.environment == "development"
    any_origin = "*" in settings.cors_origins
    return [
        Middleware(StartFaults),
        Middleware(RequestRecord),
        Middleware(SecurityHeaders),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"] if any_origin else list(settings.cors_origins),
            allow_origin_regex=LOOPBACK_ORIGIN if development and not any_origin else None,
            allow_credentials=settings.cors_allow_credentials and not any_origin,
            allow_methods=["GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"],
            allow_headers=SENT_HEADERS,
            expose_headers=SHOWN_HEADERS,
            max_age=600,
        ),
        *([Middleware(RateLimit, plan=plan)] if settings.rate_limit_enabled else []),
        Middleware(Faults),
        Middleware(SizeLimits, body_bytes=settings.max_body_bytes, by_path={IMPORT_PATH: settings.max_import_bytes}),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    if app.state.runtime is not None:
        yield
        return
    async with observed(app.state.settings, __version__):
        try:
            runtime = await open_runtime(app.state.settings, progress=_report)
        except StartFailed as failure:
            app.state.start_faults = failure.faults
            raise
        app.state.runtime = runtime
        try:
            yield
        finally:
            app.state.runtime = None
            await asyncio.shield(runtime.close())


def _report(step: str) -> None:
    log.info("starting", step=step)
