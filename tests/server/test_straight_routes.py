"""Which routes are answered without FastAPI looking for parameters, and that a wrong body is left to it."""

from __future__ import annotations

from collections.abc import Coroutine
from types import SimpleNamespace
from typing import Annotated, Any, cast

from fastapi import APIRouter, Body
from starlette.responses import JSONResponse, Response

from toldonce.model import SearchRequest
from toldonce.server.callers import Caller, Reader
from toldonce.server.door import Door, _straight
from toldonce.server.routes import memories

router = APIRouter(route_class=Door)
ANYBODY = cast(Caller, SimpleNamespace(name="anybody"))


@router.post("/plain", response_model=None)
async def plain(caller: Reader, body: SearchRequest) -> Response:
    return JSONResponse({"caller": cast(Any, caller).name, "query": body.query})


@router.post("/within", response_model=None)
async def within(caller: Reader, body: Annotated[SearchRequest, Body(embed=True)]) -> Response:
    raise AssertionError("only looked at")


@router.post("/with/{name}", response_model=None)
async def with_a_name(caller: Reader, name: str, body: SearchRequest) -> Response:
    raise AssertionError("only looked at")


@router.post("/with", response_model=None)
async def with_a_parameter(caller: Reader, body: SearchRequest, least: int = 0) -> Response:
    raise AssertionError("only looked at")


@router.post("/noun")
async def noun(caller: Reader, body: SearchRequest) -> SearchRequest:
    raise AssertionError("only looked at")


def route_to(path: str, routes: APIRouter = router) -> Door:
    (found,) = (one for one in routes.routes if isinstance(one, Door) and one.path == path and "POST" in one.methods)
    return found


async def answer_of(coming: Coroutine[Any, Any, Response] | None) -> bytes:
    assert coming is not None
    return bytes((await coming).body)


async def test_a_route_of_a_caller_and_a_noun_is_called_at_once():
    straight = _straight(route_to("/plain"))
    assert straight is not None
    assert await answer_of(straight(ANYBODY, {"query": "tea"})) == b'{"caller":"anybody","query":"tea"}'


def test_what_is_no_such_noun_is_left_to_the_framework():
    straight = _straight(route_to("/plain"))
    assert straight is not None
    assert [straight(ANYBODY, wrong) for wrong in ({}, [], {"query": "tea", "more": 1}, {"query": 1})] == [None] * 4


def test_every_other_route_is_left_to_the_framework():
    assert [_straight(route_to(path)) for path in ("/within", "/with/{name}", "/with", "/noun")] == [None] * 4


def test_a_search_is_called_at_once():
    assert _straight(route_to("/api/v1/memories/search", memories.router)) is not None
