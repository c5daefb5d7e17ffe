"""The files of the web page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"
REFERENCE = {"/docs": "docs.html", "/redoc": "redoc.html"}
"""Addresses of the pages that show the API's description, and their files."""
CACHE_CONTROL = "no-cache"
"""A browser may keep a file, but asks with its ETag before it uses it."""


class Pages(StaticFiles):
    """Static files that a new release replaces at once."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """One file, to be asked for again with its ETag."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response


def install(app: FastAPI, directory: Path = STATIC) -> None:
    """Serve the directory at ``/static`` and its ``index.html`` at ``/``, when they are there."""
    if not directory.is_dir():
        return
    pages = Pages(directory=directory)
    app.mount("/static", pages, name="static")
    if not (directory / "index.html").is_file():
        return

    async def index(request: Request) -> Response:
        return await pages.get_response("index.html", request.scope)

    app.add_route("/", index, methods=["GET", "HEAD"], include_in_schema=False)


def install_reference(app: FastAPI, directory: Path = STATIC) -> None:
    """Serve Swagger UI at ``/docs`` and ReDoc at ``/redoc``, with nothing from elsewhere."""
    pages = Pages(directory=directory)
    for address, file in REFERENCE.items():
        app.add_route(address, _page(pages, file), methods=["GET", "HEAD"], include_in_schema=False)


def _page(pages: Pages, file: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        return await pages.get_response(file, request.scope)

    return page
