"""Routers are passed over by path, and nobody gets another answer for it."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from toldonce.server.addresses import AddressedRouter
from toldonce.server.routes import routers


def test_every_router_can_be_passed_over() -> None:
    assert routers()
    assert all(isinstance(router, AddressedRouter) for router in routers())


def _application() -> FastAPI:
    first = AddressedRouter(prefix="/first")
    second = AddressedRouter()

    @first.get("/{name}/parts/{number:int}")
    async def part(name: str, number: int) -> str:
        return f"{name} {number}"

    @second.get("/first/{name}")
    @second.post("/other")
    async def other(name: str = "other") -> str:
        return name

    app = FastAPI()
    app.include_router(first)
    app.include_router(second)
    return app


def test_a_request_finds_the_route_behind_routers_that_do_not_know_its_path() -> None:
    client = TestClient(_application())
    assert client.get("/first/a/parts/7").json() == "a 7"
    assert client.get("/first/a").json() == "a"
    assert client.post("/other").json() == "other"


def test_another_method_and_an_unknown_path_are_told_apart() -> None:
    client = TestClient(_application())
    assert client.get("/other").status_code == 405
    assert client.get("/first/a/parts/seven").status_code == 404
    assert client.get("/nowhere").status_code == 404


def test_below_another_path_the_routes_are_the_same() -> None:
    client = TestClient(_application(), root_path="/memory")
    assert client.get("/memory/first/a/parts/7").json() == "a 7"
    assert client.get("/memory/first/a").json() == "a"
