"""Every route of the application, as an attacker tries them one after the other."""

from __future__ import annotations

import re
from typing import Any

import httpx
from fastapi.routing import APIRoute

from tests.server.test_policy import BODIES, GUARDED, QUERIES, ROUTES

__all__ = ["BODIES", "GUARDED", "ROUTES", "UNSAFE", "call", "filled", "name_of"]

UNSAFE = [route for route in ROUTES if not route.methods & {"GET", "HEAD", "OPTIONS"}]
"""The routes that change something."""


def name_of(route: APIRoute) -> str:
    """Method and path."""
    return f"{min(route.methods)} {route.path}"


def filled(value: Any, ids: dict[str, str]) -> Any:
    """A body with ids in place of their names in braces."""
    if isinstance(value, list):
        return [filled(one, ids) for one in value]
    if isinstance(value, dict):
        return {name: filled(one, ids) for name, one in value.items()}
    return value.format(**ids) if isinstance(value, str) else value


def call(
    route: APIRoute, client: httpx.Client, ids: dict[str, str], *, body: dict[str, Any] | None = None, **headers: str
) -> httpx.Response:
    """Call a route with the smallest body that it takes, or with another one."""
    arguments: dict[str, Any] = {"params": QUERIES.get(route.name, {}), "headers": headers}
    if route.body_field is not None:
        arguments["json"] = filled(BODIES[route.name] or {} if body is None else body, ids)
    elif route.name == "start_import":
        arguments |= {"content": b"{}", "headers": headers | {"Content-Type": "application/json"}}
    path = re.sub(r"\{(\w+)(:path)?\}", lambda part: ids[part[1]], route.path)
    return client.request(min(route.methods), path, **arguments)
