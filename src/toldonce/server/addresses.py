"""Which routes may answer a path: most routers need not be asked, route by route, whether a request is theirs."""

from __future__ import annotations

import re

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import Match, compile_path
from starlette.types import Scope


class AddressedRouter(APIRouter):
    """A router that is passed over at once by requests whose path none of its routes has."""

    _paths: re.Pattern[str] | None = None

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As for any router. Below another application (``root_path``) every route is asked."""
        if scope["type"] == "http" and not scope.get("root_path") and not self._knows(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)

    def _knows(self, path: str) -> bool:
        if self._paths is None:
            self._paths = re.compile("|".join(_pattern(one.path) for one in iter_route_contexts(self.routes)))
        return self._paths.match(path) is not None


def _pattern(path: str | None) -> str:
    """What matches the paths of a route, without the names of its parameters: many routes have the same ones."""
    return re.sub(r"\(\?P<\w+>", "(?:", compile_path(path or "")[0].pattern)
