"""Metrics and reports of faults, as the settings say."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from toldonce.settings import Settings
from toldonce.telemetry import settle_logs
from toldonce.telemetry.exposition import metrics_served
from toldonce.telemetry.sentry import close_sentry, open_sentry, send_probe

METRICS = "metrics"


@contextlib.asynccontextmanager
async def observed(settings: Settings, version: str) -> AsyncIterator[None]:
    """Serve metrics and report faults, as the settings say, until the block ends."""
    async with contextlib.AsyncExitStack() as resources:
        resources.callback(settle_logs)
        if _report_to_sentry(settings, version):
            resources.push_async_callback(asyncio.to_thread, close_sentry)
        if settings.enable_metrics:
            folder, port = settings.data_dir / METRICS, settings.prometheus_port
            serving = metrics_served(folder, settings.metrics_host, port, version)
            await asyncio.to_thread(serving.__enter__)
            resources.push_async_callback(asyncio.to_thread, serving.__exit__, None, None, None)
        yield


def send_test_event(settings: Settings, version: str) -> str | None:
    """Send one event to Sentry; None when it arrived, else why it did not."""
    if settings.sentry_dsn is None:
        return "SENTRY_DSN is not set"
    if not _report_to_sentry(settings, version):
        return "SENTRY_DSN is not a DSN"
    try:
        return send_probe()
    finally:
        close_sentry(0)


def _report_to_sentry(settings: Settings, version: str) -> bool:
    return settings.sentry_dsn is not None and open_sentry(
        settings.sentry_dsn.get_secret_value(),
        environment=settings.environment,
        release=f"toldonce@{version}",
        traces_sample_rate=settings.sentry_traces_sample_rate,
        profiles_sample_rate=settings.sentry_profiles_sample_rate,
    )
