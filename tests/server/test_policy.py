"""Who may call what: generated from the route table, so that a new route cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from inspect import iscoroutinefunction
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from tests.server.conftest import SECRET, Person, Service
from toldonce.accounts.tokens import AccessTokens
from toldonce.model import ALL_KEY_SCOPES
from toldonce.server.app import create_app
from toldonce.server.callers import caller, public
from toldonce.server.door import Door, needed_scopes, uploaded
from toldonce.server.gateways.mem0.dialect import speaks_mem0
from toldonce.settings import Settings

BODIES: dict[str, dict[str, Any] | None] = {
    "register": {"email": "x@example.org", "password": "x"},
    "login": {"email": "x@example.org", "password": "x"},
    "refresh": {"refresh_token": "x"},
    "open_session": {"email": "x@example.org", "password": "x"},
    "change_account": {"full_name": "Nobody"},
    "change_password": {"current_password": "wrong", "new_password": "a new passphrase"},
    "erase_account": {"password": "wrong"},
    "create_key": {"name": "k"},
    "create_conversation": {},
    "change_conversation": {"title": "Stolen"},
    "add_turns": {"turns": [{"role": "user", "content": "Hello."}]},
    "converse": {"message": "Hello."},
    "add_memory": {"content": "Tea."},
    "add_memories": {"memories": [{"content": "Tea."}]},
    "correct_memory": {"content": "Coffee."},
    "rollback": {"to_seq": 0},
    "search": {"query": "tea"},
    "explain": {"query": "tea", "turn_id": "{turn_id}"},
    "context": {"query": "tea"},
    "complete_chat": {"model": "m", "messages": [{"role": "user", "content": "Hello."}]},
    "create_message": {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "Hello."}]},
    "create_webhook": {"url": "https://example.org/hook", "events": ["job.failed"]},
    "change_webhook": {"active": False},
    "mem0_add": {"messages": [{"role": "user", "content": "Tea."}], "user_id": "x"},
    "mem0_search": {"query": "tea", "filters": {"user_id": "x"}},
    "mem0_list": {"filters": {"user_id": "x"}},
    "mem0_update": {"text": "Coffee."},
    "mem0_batch_update": {"memories": [{"memory_id": "{memory_id}", "text": "Coffee."}]},
    "mem0_batch_delete": {"memories": [{"memory_id": "{memory_id}"}]},
    "mem0_feedback": {"memory_id": "{memory_id}", "feedback": "POSITIVE"},
    "mem0_summary": {"filters": {"user_id": "x"}},
    "mem0_make_profiles": {"operation": "sample", "entity_type": "user"},
    "mem0_change_profile_settings": {"enabled": True},
    "mem0_make_export": {"schema": {}, "filters": {"user_id": "x"}},
    "mem0_export": {"filters": {"user_id": "x"}},
    "mem0_create_webhook": {"url": "https://example.org/hook", "event_types": ["memory_add"]},
    "mem0_change_webhook": {"name": "Mine"},
    "mem0_patch_webhook": {"name": "Mine"},
    "mem0_flat_add": {"messages": [{"role": "user", "content": "Tea."}], "user_id": "x"},
    "mem0_flat_update": {"text": "Coffee."},
    "mem0_flat_search": {"query": "tea", "user_id": "x"},
}
"""The smallest body that each route takes, by the name of its function; ids stand in braces."""
QUERIES = {
    "search_conversations": {"q": "tea"},
    "start_import": {"format": "toldonce"},
    "mem0_flat_list": {"user_id": "x"},
}
IDS = (
    *("conversation_id", "turn_id", "memory_id", "entity_id", "job_id", "key_id", "session_id", "webhook_id"),
    *("delivery_id", "org_id", "project_id", "kind", "name", "job"),
)
NAMED = {"mem0_profile"}
"""Their address holds a name of the caller's own choice and no id: everybody may know somebody of any name."""
SESSION_ROUTES = {"logout", "session", "close_session"}
"""They are about the caller's session, which an API key has none of."""
PUBLIC = {
    "register",
    "login",
    "refresh",
    "open_session",
    "refresh_session",
    "health",
    "api_health",
    "detailed_health",
    "alive",
    "ready",
    "service_card",
    "started",
}
"""Whoever adds a name here has decided that anybody may call it."""


def _routes() -> list[APIRoute]:
    app = create_app(Settings(_env_file=None))
    return [
        route.original_route for route in iter_route_contexts(app.routes) if isinstance(route.original_route, APIRoute)
    ]


ROUTES = _routes()
GUARDED = [route for route in ROUTES if needed_scopes(route) is not None]


def _name(route: APIRoute) -> str:
    return f"{min(route.methods or {'GET'})} {route.path}"


def _call(route: APIRoute, client: httpx.Client, ids: dict[str, str], **headers: str) -> httpx.Response:
    arguments: dict[str, Any] = {"params": QUERIES.get(route.name, {}), "headers": headers}
    if route.body_field is not None:
        arguments["json"] = _filled(BODIES[route.name] or {}, ids)
    elif route.name == "start_import":
        arguments |= {"content": b"{}", "headers": headers | {"Content-Type": "application/json"}}
    (method,) = route.methods or {"GET"}
    return client.request(method, _address(route, ids), **arguments)


def _address(route: APIRoute, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(:path)?\}", lambda part: ids[part[1]], route.path)


def _filled(body: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(one) for one in value]
        if isinstance(value, dict):
            return {name: fill(one) for name, one in value.items()}
        return value.format(**ids) if isinstance(value, str) else value

    filled: dict[str, Any] = fill(body)
    return filled


@pytest.fixture(scope="module")
def foreign(ana: Person) -> dict[str, str]:
    """Ids of things that are Ana's."""
    conversation_id = ana.conversation("I moved to Porto. My sister Nora lives in Ghent.")
    turn = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"][0]
    memory = ana.http.post("/api/v1/memories", json={"content": "Ana likes tea."}).json()
    job = ana.http.post("/api/v1/import?format=toldonce", content=b"{}", headers={"Content-Type": "application/json"})
    hook = ana.http.post("/api/v1/webhooks", json={"url": "https://93.184.216.34/hook", "events": ["memory.forgotten"]})
    ana.settled()
    return {
        "webhook_id": hook.json()["webhook_id"],
        "delivery_id": str(uuid4()),
        "org_id": str(ana.user_id),
        "project_id": str(ana.user_id),
        "kind": "user",
        "name": "me",
        "job": "user:me",
        "conversation_id": conversation_id,
        "turn_id": turn["turn_id"],
        "memory_id": memory["memory_id"],
        "entity_id": ana.http.get("/api/v1/entities").json()["items"][0]["entity_id"],
        "job_id": job.json()["job_id"],
        "key_id": ana.key("memories:read")["key_id"],
        "session_id": ana.http.get("/api/v1/auth/sessions").json()["items"][0]["session_id"],
    }


@pytest.fixture(scope="module")
def nobody(service: Service) -> httpx.Client:
    """Without credentials."""
    return service.client()


def _assert_problem(answer: httpx.Response, status: int, code: str | None = None) -> None:
    """An error in the shape of its address: a problem, or what the clients of somebody else's protocol know."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    if speaks_mem0(answer.url.path):
        assert answer.headers["Content-Type"] == "application/json"
        assert told["detail"]
        told_code = told["error"]
    elif answer.url.path.startswith("/v1/"):
        assert answer.headers["Content-Type"] == "application/json"
        assert told["error"]["message"]
        told_code = told["error"]["code"]
    else:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert told["status"] == status
        told_code = told["error"]
    assert code is None or told_code == code
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_every_route_says_who_may_call_it() -> None:
    assert {route.name for route in ROUTES if needed_scopes(route) is None} == PUBLIC
    assert all(isinstance(route, Door) for route in ROUTES)
    asked = {scope for route in GUARDED for scope in needed_scopes(route) or ()}
    assert asked == set(ALL_KEY_SCOPES)


def test_every_route_with_a_body_is_tried() -> None:
    assert {route.name for route in ROUTES if route.body_field is not None} == set(BODIES)


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_nobody_is_turned_away(route: APIRoute, nobody: httpx.Client, foreign: dict[str, str]) -> None:
    _assert_problem(_call(route, nobody, foreign), 401, "not_authenticated")


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_nobody_is_turned_away_before_the_body_is_looked_at(route: APIRoute, nobody: httpx.Client) -> None:
    ids = dict.fromkeys(IDS, "no-id")
    (method,) = route.methods or {"GET"}
    answer = nobody.request(method, _address(route, ids), content=b"{", headers={"Content-Type": "application/json"})
    _assert_problem(answer, 401, "not_authenticated")


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_an_expired_token_is_turned_away(
    route: APIRoute, nobody: httpx.Client, ana: Person, foreign: dict[str, str]
) -> None:
    claims = jwt.decode(ana.tokens["access_token"], options={"verify_signature": False})
    yesterday = datetime.now(UTC) - timedelta(days=1)
    tokens = AccessTokens(SECRET, minutes=15, clock=lambda: yesterday)
    expired = tokens.issue(ana.user_id, UUID(claims["sid"]))
    _assert_problem(_call(route, nobody, foreign, Authorization=f"Bearer {expired}"), 401, "token_expired")


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_a_revoked_key_is_turned_away(
    route: APIRoute, nobody: httpx.Client, revoked_key: str, foreign: dict[str, str]
) -> None:
    _assert_problem(_call(route, nobody, foreign, **{"X-API-Key": revoked_key}), 401, "not_authenticated")


@pytest.mark.parametrize("route", [one for one in GUARDED if "{" in one.path and one.name not in NAMED], ids=_name)
@pytest.mark.parametrize("credential", ["token", "key"])
def test_what_belongs_to_somebody_else_does_not_exist(
    route: APIRoute,
    credential: str,
    ben: Person,
    ben_key: str,
    nobody: httpx.Client,
    foreign: dict[str, str],
    ana: Person,
) -> None:
    before = ana.counts()
    if credential == "token":
        answer = _call(route, ben.http, foreign)
    else:
        answer = _call(route, nobody, foreign, **{"X-API-Key": ben_key})
    _assert_problem(answer, 404, "not_found")
    assert ana.counts() == before


@pytest.mark.parametrize("kind", ["turn_id", "memory_id"])
def test_what_a_body_names_of_somebody_else_does_not_exist(kind: str, ben: Person, foreign: dict[str, str]) -> None:
    answer = ben.http.post("/api/v1/memories/explain", json={"query": "tea", kind: foreign[kind]})
    _assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize("route", [one for one in GUARDED if "{" in one.path and one.name not in NAMED], ids=_name)
@pytest.mark.parametrize("malformed", ["no-id", "0", "%00", "..%2f", "{01a208c4-1af9-73e4-a90f-106b4a20eb26}", "é"])
def test_what_cannot_be_an_id_does_not_exist(route: APIRoute, malformed: str, ben: Person) -> None:
    ids = dict.fromkeys(IDS, malformed)
    _assert_problem(_call(route, ben.http, ids), 404, "not_found")


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_a_key_opens_only_what_its_scopes_say(
    route: APIRoute, nobody: httpx.Client, read_key: str, foreign: dict[str, str]
) -> None:
    needed = needed_scopes(route) or frozenset()
    answer = _call(route, nobody, foreign, **{"X-API-Key": read_key})
    if needed <= {"memories:read"}:
        assert answer.status_code < 400 or (route.name in SESSION_ROUTES and answer.status_code == 403), answer.text
    else:
        _assert_problem(answer, 403, "not_allowed")
        assert f'scope="{min(needed)}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "credential",
    [
        "Basic YW5hOng=",
        "Bearer",
        "Bearer x y",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer " + "a" * 5_000,
        "bearer toldonce",
        "Token abc",
    ],
)
def test_a_credential_that_is_none_is_turned_away(credential: str, nobody: httpx.Client) -> None:
    _assert_problem(nobody.get("/api/v1/auth/me", headers={"Authorization": credential}), 401)


def test_two_credentials_of_one_kind_are_turned_away(nobody: httpx.Client, ana: Person) -> None:
    token = f"Bearer {ana.tokens['access_token']}"
    answer = nobody.get("/api/v1/auth/me", headers=[("Authorization", token), ("Authorization", token)])
    _assert_problem(answer, 401)


def _forge(change: Callable[[dict[str, Any], dict[str, Any]], tuple[str, str]], token: str) -> str:
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    key, algorithm = change(header, claims)
    return jwt.encode(claims, key or None, algorithm=algorithm, headers=header)


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> tuple[str, str]:
    header["alg"] = "none"
    return "", "none"


def _other_secret(header: dict[str, Any], claims: dict[str, Any]) -> tuple[str, str]:
    return "b" * 64, "HS256"


def _plain_secret(header: dict[str, Any], claims: dict[str, Any]) -> tuple[str, str]:
    claims["sub"] = "01a208c4-1af9-73e4-a90f-106b4a20eb26"
    return "c" * 64, "HS512"


@pytest.mark.parametrize("change", [_unsigned, _other_secret, _plain_secret])
def test_a_forged_token_is_turned_away(
    change: Callable[[dict[str, Any], dict[str, Any]], tuple[str, str]], ana: Person, nobody: httpx.Client
) -> None:
    forged = _forge(change, ana.tokens["access_token"])
    answer = nobody.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {forged}"})
    _assert_problem(answer, 401, "not_authenticated")


def test_a_token_of_another_audience_is_turned_away(ana: Person, nobody: httpx.Client) -> None:
    claims = jwt.decode(ana.tokens["access_token"], options={"verify_signature": False})
    header = jwt.get_unverified_header(ana.tokens["access_token"])
    tokens = AccessTokens(SECRET, minutes=15, clock=lambda: datetime.now(UTC))
    claims["aud"] = "somebody-else"
    forged = jwt.encode(claims, tokens._key, algorithm="HS256", headers=header)
    answer = nobody.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {forged}"})
    _assert_problem(answer, 401, "not_authenticated")


def test_a_refresh_token_is_no_access_token(ana: Person, nobody: httpx.Client) -> None:
    answer = nobody.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {ana.tokens['refresh_token']}"})
    _assert_problem(answer, 401, "not_authenticated")


def test_a_key_works_as_bearer_too(read_key: str, nobody: httpx.Client) -> None:
    assert nobody.get("/api/v1/memories", headers={"Authorization": f"Bearer {read_key}"}).status_code == 200


@pytest.fixture(scope="module")
def read_key(ana: Person) -> str:
    """A key of Ana's that may only read."""
    key: str = ana.key("memories:read")["api_key"]
    return key


@pytest.fixture(scope="module")
def ben_key(ben: Person) -> str:
    """A key of Ben's that may do everything."""
    key: str = ben.key(*ALL_KEY_SCOPES)["api_key"]
    return key


@pytest.fixture(scope="module")
def revoked_key(ana: Person) -> str:
    """A key of Ana's that she has deleted."""
    key = ana.key(*ALL_KEY_SCOPES)
    assert ana.http.delete(f"/api/v1/auth/api-keys/{key['key_id']}").status_code == 204
    revoked: str = key["api_key"]
    return revoked


def test_no_request_waits_for_a_thread_on_its_way_to_a_route() -> None:
    def calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
        for one in dependant.dependencies:
            if one.call is not None:
                yield one.call
            yield from calls(one)

    called = {call for route in ROUTES for call in calls(route.dependant)}
    assert {caller, public, uploaded} <= called
    assert [one for one in called if not iscoroutinefunction(one) and not iscoroutinefunction(type(one).__call__)] == []
