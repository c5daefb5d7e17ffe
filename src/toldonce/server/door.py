"""The door that every route of the API has: who comes in, what they bring, and that a write happens once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterator
from typing import Annotated, Any, cast

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from toldonce.errors import ValidationFailed
from toldonce.model import KeyScope
from toldonce.server.body import read_json, read_upload
from toldonce.server.callers import (
    SECURITY_SCHEMES,
    Caller,
    allow,
    caller,
    identify,
    public,
    remember_caller,
    runtime_of,
    scope_of,
    subject_of,
)
from toldonce.server.gateways.mem0.dialect import speaks_mem0
from toldonce.server.idempotency import answer_once, hash_of, key_of

WRITE_SCOPES: frozenset[KeyScope] = frozenset({"memories:write", "memories:delete", "chat"})
_UPLOAD = "toldonce.upload"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Straight = Callable[[Caller, Any], Coroutine[Any, Any, Response] | None]


async def uploaded(request: Request) -> bytes:
    """The file that came with the request."""
    return cast(bytes, request.scope[_UPLOAD])


Upload = Annotated[bytes, Depends(uploaded)]
"""A parameter of this type makes the door take a file instead of JSON."""


class Door(APIRoute):
    """A route that lets callers in before it looks at what they bring: 401 and 403 come before 4xx about the body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = needed_scopes(self)
        if needed is not None:
            security = [{scheme: sorted(needed)} for scheme in SECURITY_SCHEMES]
            self.openapi_extra = {**(self.openapi_extra or {}), "security": security}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the route answers this request. What another route is called is no id: ``DELETE /memories/stats``."""
        if scope["type"] == "http":
            path = scope["path"]
            if "{" in self.path:
                if path in scope["app"].state.addresses:
                    return Match.NONE, {}
            elif path != self.path and not scope.get("root_path"):
                return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Handler:
        """The route's function behind identity, body and idempotency."""
        inner = super().get_route_handler()
        straight = _straight(self)
        needed = needed_scopes(self)
        takes_upload = any(one.call is uploaded for one in _dependencies(self.dependant))
        takes_json = self.body_field is not None
        is_write = needed is not None and bool(needed & WRITE_SCOPES) and self.methods != {"GET"}
        is_strict = self.path.startswith("/api/v1/") and not speaks_mem0(self.path)
        taken = frozenset(
            field.alias for one in (self.dependant, *_dependencies(self.dependant)) for field in one.query_params
        )

        async def bring(request: Request) -> tuple[bytes, Any]:
            if takes_upload:
                request.scope[_UPLOAD] = content = await read_upload(request)
                return content, None
            if takes_json:
                parsed = await read_json(request)
                return await request.body(), parsed
            return b"", None

        async def open_door(request: Request) -> Response:
            if needed is None:
                if is_strict:
                    _refuse_unknown(request, taken)
                await bring(request)
                return await inner(request)
            identity = await identify(request.scope)
            allow(identity, needed)
            scope = scope_of(identity, subject_of(request.scope))
            if is_strict:
                _refuse_unknown(request, taken)
            runtime = runtime_of(request.scope)
            key = key_of(request.scope) if is_write else None
            body, parsed = await bring(request)
            if key is None:
                who = Caller(identity, scope, runtime)
                if straight is not None and parsed is not None:
                    answer = straight(who, parsed)
                    if answer is not None:
                        return await answer
                remember_caller(request, who)
                return await inner(request)
            digest = await hash_of(request.scope, scope.subject, body)
            remember_caller(request, Caller(identity, scope, runtime, f"{key}:{digest.hex()[:32]}"))
            return await answer_once(runtime.idempotency, scope, key, digest, request, inner)

        return open_door


def _refuse_unknown(request: Request, taken: frozenset[str]) -> None:
    """A request that was not understood whole does nothing: ``?evidnce=keep`` meant that something stays, and
    ``?as_off=2020-01-01`` did not ask for today.

    Other protocols' addresses are as lenient as theirs are: their clients send what only some servers know.
    """
    if not request.scope["query_string"]:
        return
    unknown = [name for name in request.query_params if name not in taken]
    if unknown:
        others = f": it takes {', '.join(sorted(taken))}" if taken else ""
        message = f"is no parameter of this call{others}"
        raise ValidationFailed(
            f"{unknown[0]}: {message}",
            errors=[{"pointer": f"/{name}", "message": message, "in": "query"} for name in unknown],
        )


def needed_scopes(route: APIRoute) -> frozenset[KeyScope] | None:
    """The key scopes that a route asks for; None when it is public.

    Raises `TypeError` for a route that says neither: who may come in is decided for each route, never by default.
    """
    for dependency in _dependencies(route.dependant):
        if dependency.call is caller:
            return frozenset(cast("list[KeyScope]", dependency.own_oauth_scopes or []))
        if dependency.call is public:
            return None
    raise TypeError(f"{route.path}: say who may call it, by a Caller parameter or dependencies=[Public]")


def _straight(route: APIRoute) -> Straight | None:
    """Calls the function of a route that takes no more than a caller and one noun, and makes the answer itself.

    FastAPI would look for parameters, dependencies and what to close at the end of a request, which takes as long as
    the rest of the door. It still says what is wrong with a body that is not the noun: then there is no call.
    """
    takes, bodies = route.dependant.dependencies, route.dependant.body_params
    if [one.call for one in takes] != [caller] or len(bodies) != 1 or getattr(bodies[0].field_info, "embed", None):
        return None
    signature, (body,) = inspect.signature(route.endpoint, eval_str=True), bodies
    if signature.return_annotation is not Response or signature.parameters.keys() != {takes[0].name, body.name}:
        return None

    def call(who: Caller, parsed: Any) -> Coroutine[Any, Any, Response] | None:
        noun, faults = body.validate(parsed)
        return None if faults else route.endpoint(**{str(takes[0].name): who, body.name: noun})

    return call


def _dependencies(dependant: Dependant) -> Iterator[Dependant]:
    for dependency in dependant.dependencies:
        yield dependency
        yield from _dependencies(dependency)
