"""serve, worker, migrate and model: the commands that run the service."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from toldonce import __version__, bootstrap
from toldonce.cli.output import fail, quiet_settings, run, sentences, tell

if TYPE_CHECKING:
    from toldonce.settings import Settings

APPLICATION = "app.main:app"
NOT_WELL = 3
"""The exit code of a service that did not start, or did not end by itself."""
KEEP_ALIVE_SECONDS = 75
"""Longer than a front keeps a connection that nobody uses (nginx: 60 s): a request that meets its end becomes a 502."""
WORKER_SILENCE = 30
"""Seconds without a sign of life after which a worker is replaced; its start on a busy machine takes some."""


def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on; API_HOST, or all of them.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port; API_PORT, or 8000.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="How many processes answer requests; WEB_CONCURRENCY, or 1.")
    ] = None,
) -> None:
    """Run the HTTP service until it is told to stop.

    SIGTERM and Ctrl-C let requests and jobs end first, for SHUTDOWN_TIMEOUT seconds; a second signal ends it at once.
    """
    import uvicorn

    from toldonce.cli.supervisor import Supervisor
    from toldonce.server.http_protocol import HttpProtocol
    from toldonce.settings import load_settings

    with sentences():
        settings = load_settings()
    listen, at = host or settings.api_host, port or settings.api_port
    processes = workers or settings.web_concurrency
    # The processes read it to know their share of the limits.
    os.environ["WEB_CONCURRENCY"] = str(processes)
    _require_free(listen, at)
    _configure(settings)
    with _ended_by_signal():
        config = uvicorn.Config(
            APPLICATION,
            host=listen,
            port=at,
            workers=processes,
            http=HttpProtocol,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=settings.forwarded_allow_ips or "",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=settings.shutdown_timeout + 1,
            timeout_worker_healthcheck=WORKER_SILENCE,
        )
        if processes > 1:
            supervisor = Supervisor(config, patience=settings.shutdown_timeout)
            supervisor.run()
            ended_well = supervisor.ended_well
        else:
            config.load_app()
            server = uvicorn.Server(config)
            server.run()
            ended_well = server.started
    if not ended_well:
        raise typer.Exit(NOT_WELL)


def worker() -> None:
    """Run background jobs, such as imports, in a process of their own.

    SIGTERM and Ctrl-C let the current job end within SHUTDOWN_TIMEOUT seconds, or hand it back; a second signal ends
    the process at once.
    """
    from toldonce.server.departure import Departure, told_by_signals
    from toldonce.settings import load_settings

    with sentences():
        settings = load_settings(WORKER_IN_PROCESS=True)
    _configure(settings)

    async def work() -> None:
        departure = Departure(settings.shutdown_timeout)
        with told_by_signals(departure, delay=0.0, stops_server=False):
            async with bootstrap.observed(settings, __version__):
                runtime = await bootstrap.open_runtime(settings, progress=tell)
                try:
                    tell("The worker is waiting for jobs.")
                    await departure.begun.wait()
                finally:
                    await runtime.close(departure.seconds_left)

    run(work())


def migrate() -> None:
    """Bring the database up to date: schema, restricted role and the index of the embedding model."""

    async def bring_up_to_date() -> None:
        settings = quiet_settings(WORKER_IN_PROCESS=False)
        runtime = await bootstrap.open_runtime(settings, progress=tell, reads=False)
        await runtime.close()

    run(bring_up_to_date())
    print("The database is up to date.")


def model() -> None:
    """Prepare the embedding model: fetch, verify and convert it, if it is not there yet."""
    with sentences():
        folder = bootstrap.prepare_model(quiet_settings(), progress=tell)
        print(f"The embedding model is ready in {folder}." if folder else "The embedding model is a service's.")


def _configure(settings: Settings) -> None:
    from toldonce.telemetry import configure_logging, log_uncaught

    for_machines = settings.environment != "development"
    configure_logging(settings.log_level, json_lines=for_machines)
    if for_machines:
        log_uncaught()


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """uvicorn shuts down in good order and then raises its signal again: for this command that is a success."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(
                f"port {port} on {host} cannot be used ({error.strerror}): stop what listens there, or choose another"
                " with --port"
            )
