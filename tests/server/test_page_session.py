"""The web page's session: cookies for the page's own origin, with a token for what changes something."""

from __future__ import annotations

from http.cookies import SimpleCookie

import httpx
import pytest

from tests.server.conftest import PASSWORD, Person, Service
from toldonce.model import ALL_KEY_SCOPES

SESSION = "/api/v1/auth/session"
CONVERSATIONS = "/api/v1/conversations"


@pytest.fixture
def person(service: Service) -> Person:
    """An account of one test."""
    return service.register()


def signed_in(service: Service, person: Person) -> tuple[httpx.Client, dict[str, str]]:
    """A client with the page's cookies, and the header that its changes need."""
    client = service.client()
    answer = client.post(SESSION, json={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 200
    return client, {"X-CSRF-Token": answer.json()["csrf_token"]}


def test_signing_in_puts_the_tokens_where_no_script_reads_them(service: Service, person: Person) -> None:
    answer = service.client().post(SESSION, json={"email": person.email, "password": PASSWORD})
    assert set(answer.json()) == {"account", "csrf_token", "expires_in"}
    assert answer.json()["account"]["email"] == person.email
    cookies = [SimpleCookie(value) for value in answer.headers.get_list("set-cookie")]
    kept = {name: morsel for cookie in cookies for name, morsel in cookie.items()}
    assert set(kept) == {"toldonce_access", "toldonce_refresh"}
    assert all(one["httponly"] and one["samesite"] == "strict" for one in kept.values())
    assert kept["toldonce_refresh"]["path"] == SESSION
    assert all(one.value not in answer.text for one in kept.values())


def test_the_cookie_lets_the_page_read(service: Service, person: Person) -> None:
    client, _ = signed_in(service, person)
    assert client.get("/api/v1/auth/me").json()["email"] == person.email
    assert client.get(SESSION).json()["csrf_token"]
    assert client.get(CONVERSATIONS, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_change_needs_the_token_of_this_very_session(service: Service, person: Person) -> None:
    client, csrf = signed_in(service, person)
    _, other = signed_in(service, person)
    assert other != csrf
    for headers in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": ""}, other):
        refused = client.post(CONVERSATIONS, json={}, headers=headers)
        assert (refused.status_code, refused.json()["error"]) == (403, "not_allowed")
        assert "X-CSRF-Token" in refused.json()["message"]
    assert client.post(CONVERSATIONS, json={}, headers=csrf).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_other_origin_gets_in_by_the_cookie(service: Service, person: Person, headers: dict[str, str]) -> None:
    client, csrf = signed_in(service, person)
    assert client.get("/api/v1/auth/me", headers=headers).status_code == 403
    assert client.post(CONVERSATIONS, json={}, headers=headers | csrf).status_code == 403
    assert client.post(SESSION, json={"email": person.email, "password": PASSWORD}, headers=headers).status_code == 403


def test_the_pages_own_origin_does(service: Service, person: Person) -> None:
    client, csrf = signed_in(service, person)
    origin = str(client.base_url).rstrip("/")
    assert client.post(CONVERSATIONS, json={}, headers=csrf | {"Origin": origin}).status_code == 201


def test_a_header_counts_before_the_cookie_and_needs_no_token(service: Service, person: Person) -> None:
    client, _ = signed_in(service, person)
    stranger = service.register()
    headers = {"Authorization": stranger.http.headers["Authorization"]}
    assert client.get("/api/v1/auth/me", headers=headers).json()["email"] == stranger.email
    assert client.post(CONVERSATIONS, json={}, headers=headers).status_code == 201
    assert client.get("/api/v1/auth/me", headers={"X-API-Key": "tok_wrong"}).status_code == 401


def test_the_session_is_prolonged_and_its_token_stays(service: Service, person: Person) -> None:
    client, csrf = signed_in(service, person)
    client.cookies.delete("toldonce_access", path="/")
    assert client.get("/api/v1/auth/me").status_code == 401
    again = client.post(f"{SESSION}/refresh")
    assert again.status_code == 200
    assert again.json()["csrf_token"] == csrf["X-CSRF-Token"]
    assert client.get("/api/v1/auth/me").status_code == 200


def test_without_a_cookie_there_is_nothing_to_prolong(service: Service) -> None:
    refused = service.client().post(f"{SESSION}/refresh")
    assert (refused.status_code, refused.json()["error"]) == (401, "refresh_token_invalid")
    assert service.client(Cookie="toldonce_access=nonsense; broken").get("/api/v1/auth/me").status_code == 401


def test_signing_out_ends_the_session_and_takes_the_cookies(service: Service, person: Person) -> None:
    client, csrf = signed_in(service, person)
    kept = dict(client.cookies)
    assert client.delete(SESSION).status_code == 403
    assert client.delete(SESSION, headers=csrf).status_code == 204
    assert not client.cookies
    stolen = service.client(Cookie="; ".join(f"{name}={value}" for name, value in kept.items()))
    assert stolen.get("/api/v1/auth/me").status_code == 401


def test_sessions_are_listed_and_ended_one_by_one(service: Service, person: Person) -> None:
    client, csrf = signed_in(service, person)
    listed = client.get("/api/v1/auth/sessions").json()["items"]
    (here,) = [one for one in listed if one["current"]]
    (first,) = [one for one in listed if not one["current"]]
    assert client.delete(f"/api/v1/auth/sessions/{first['session_id']}", headers=csrf).status_code == 204
    assert client.delete(f"/api/v1/auth/sessions/{first['session_id']}", headers=csrf).status_code == 404
    assert [one["session_id"] for one in client.get("/api/v1/auth/sessions").json()["items"]] == [here["session_id"]]
    assert person.http.get("/api/v1/auth/me").status_code == 401
    stranger, token = signed_in(service, service.register())
    assert stranger.delete(f"/api/v1/auth/sessions/{here['session_id']}", headers=token).status_code == 404


def test_an_api_key_has_no_session(service: Service, person: Person) -> None:
    key = person.http.post("/api/v1/auth/api-keys", json={"name": "all", "scopes": list(ALL_KEY_SCOPES)}).json()[
        "api_key"
    ]
    client = service.client(**{"X-API-Key": key})
    assert client.get(SESSION).status_code == 403
    assert client.get("/api/v1/auth/sessions").status_code == 200
