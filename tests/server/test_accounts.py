"""Accounts, sessions and keys over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from tests.conftest import run_sql
from tests.server.conftest import PASSWORD, Person, Service

AUTH = "/api/v1/auth"


@pytest.fixture
def carla(service: Service) -> Person:
    """An account of one test."""
    return service.register()


def _refresh(client: httpx.Client, token: str) -> httpx.Response:
    return client.post(f"{AUTH}/refresh", json={"refresh_token": token})


def test_an_account_is_opened_and_answers_who_it_is(service: Service) -> None:
    email = f"{uuid4().hex}@example.org"
    body = {"email": email, "password": PASSWORD, "full_name": "Ana Lima"}
    made = service.client().post(f"{AUTH}/register", json=body)
    assert made.status_code == 201
    assert set(made.json()) == {"user_id", "email", "full_name", "created_at"}
    assert UUID(made.json()["user_id"]).version == 7
    assert PASSWORD not in made.text
    tokens = service.client().post(f"{AUTH}/login", json={"email": email.upper(), "password": PASSWORD})
    assert tokens.status_code == 200
    assert set(tokens.json()) == {"access_token", "refresh_token", "token_type", "expires_in"}
    assert (tokens.json()["token_type"], tokens.json()["expires_in"]) == ("bearer", 900)
    assert tokens.headers["Cache-Control"] == "no-store"
    me = service.client(Authorization=f"Bearer {tokens.json()['access_token']}").get(f"{AUTH}/me")
    assert me.json() == made.json()


def test_an_address_is_taken_once(service: Service, carla: Person) -> None:
    again = service.client().post(f"{AUTH}/register", json={"email": carla.email.upper(), "password": PASSWORD})
    assert (again.status_code, again.json()["error"]) == (409, "email_taken")


def test_a_wrong_password_and_an_unknown_address_are_answered_the_same(service: Service, carla: Person) -> None:
    answers = [
        service.client().post(f"{AUTH}/login", json={"email": email, "password": "not the password"})
        for email in (carla.email, "nobody@example.org")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    told = [answer.json() | {"request_id": None} for answer in answers]
    assert told[0] == told[1]
    assert told[0]["error"] == "wrong_credentials"


def test_a_name_can_be_changed_and_taken_away(carla: Person) -> None:
    assert carla.http.patch(f"{AUTH}/me", json={"full_name": "Carla Reis"}).json()["full_name"] == "Carla Reis"
    assert carla.http.patch(f"{AUTH}/me", json={"full_name": None}).json()["full_name"] is None
    assert carla.http.patch(f"{AUTH}/me", json={}).status_code == 422


async def test_refresh_tokens_rotate_and_reuse_ends_the_session(
    service: Service, carla: Person, owner_url: str
) -> None:
    client = service.client()
    first = carla.tokens["refresh_token"]
    second = _refresh(client, first).json()
    third = _refresh(client, second["refresh_token"]).json()
    assert len({first, second["refresh_token"], third["refresh_token"]}) == 3
    await run_sql(owner_url, "UPDATE refresh_tokens SET used_at = used_at - interval '1 minute'")
    reused = _refresh(client, first)
    assert (reused.status_code, reused.json()["error"]) == (401, "refresh_token_invalid")
    assert _refresh(client, third["refresh_token"]).status_code == 401
    for token in (carla.tokens["access_token"], third["access_token"]):
        assert client.get(f"{AUTH}/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_refresh_whose_answer_was_lost_may_be_repeated_at_once(service: Service, carla: Person) -> None:
    client = service.client()
    _refresh(client, carla.tokens["refresh_token"])
    again = _refresh(client, carla.tokens["refresh_token"])
    assert again.status_code == 200
    bearer = {"Authorization": f"Bearer {again.json()['access_token']}"}
    assert client.get(f"{AUTH}/me", headers=bearer).status_code == 200


def test_an_access_token_is_no_refresh_token(service: Service, carla: Person) -> None:
    assert _refresh(service.client(), carla.tokens["access_token"]).status_code == 401


def test_logging_out_ends_this_session_only(service: Service, carla: Person) -> None:
    other = service.client().post(f"{AUTH}/login", json={"email": carla.email, "password": PASSWORD}).json()
    assert carla.http.post(f"{AUTH}/logout").status_code == 204
    assert carla.http.get(f"{AUTH}/me").status_code == 401
    assert _refresh(service.client(), carla.tokens["refresh_token"]).status_code == 401
    bearer = {"Authorization": f"Bearer {other['access_token']}"}
    assert carla.http.get(f"{AUTH}/me", headers=bearer).status_code == 200
    assert carla.http.post(f"{AUTH}/logout-all", headers=bearer).status_code == 204
    assert carla.http.get(f"{AUTH}/me", headers=bearer).status_code == 401


def test_a_new_password_replaces_the_old_one(service: Service, carla: Person) -> None:
    wrong = {"current_password": "not it, not at all", "new_password": "another passphrase 7"}
    assert carla.http.post(f"{AUTH}/password", json=wrong).status_code == 401
    right = wrong | {"current_password": PASSWORD}
    assert carla.http.post(f"{AUTH}/password", json=right).status_code == 204
    client = service.client()
    login = {"email": carla.email, "password": PASSWORD}
    assert client.post(f"{AUTH}/login", json=login).status_code == 401
    assert client.post(f"{AUTH}/login", json=login | {"password": right["new_password"]}).status_code == 200


def test_keys_are_shown_once_and_listed_without_their_secret(carla: Person) -> None:
    made = carla.http.post(f"{AUTH}/api-keys", json={"name": "laptop", "scopes": ["memories:read"], "expires_days": 7})
    assert made.status_code == 201
    key = made.json()
    assert set(key) >= {"key_id", "api_key", "key_prefix", "name", "scopes", "created_at", "expires_at"}
    assert key["api_key"].startswith(key["key_prefix"])
    life = datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])
    assert life == timedelta(days=7)
    carla.key("chat")
    page = carla.http.get(f"{AUTH}/api-keys", params={"limit": 1}).json()
    rest = carla.http.get(f"{AUTH}/api-keys", params={"cursor": page["next_cursor"]}).json()
    listed = [*page["items"], *rest["items"]]
    assert {one["name"] for one in listed} == {"laptop", "test"}
    assert rest["next_cursor"] is None
    assert key["api_key"] not in str(listed)
    assert carla.http.delete(f"{AUTH}/api-keys/{key['key_id']}").status_code == 204
    assert carla.http.delete(f"{AUTH}/api-keys/{key['key_id']}").status_code == 404


def test_a_key_has_no_session_to_end(service: Service, carla: Person) -> None:
    client = service.client(**{"X-API-Key": carla.key("admin")["api_key"]})
    assert client.post(f"{AUTH}/logout").status_code == 403
    assert client.get(f"{AUTH}/me").json()["email"] == carla.email


def test_erasing_an_account_takes_everything_along(service: Service, carla: Person) -> None:
    carla.conversation("I moved to Porto.")
    key = carla.key("memories:read")["api_key"]
    wrong = carla.http.request("DELETE", f"{AUTH}/me", json={"password": "not the password"})
    assert wrong.status_code == 401
    receipt = carla.http.request("DELETE", f"{AUTH}/me", json={"password": PASSWORD})
    assert receipt.status_code == 200
    assert receipt.json()["counts"]["turns"] == 1
    assert receipt.json()["signature"]
    assert carla.http.get(f"{AUTH}/me").status_code == 401
    client = service.client()
    assert client.get("/api/v1/memories", headers={"X-API-Key": key}).status_code == 401
    assert client.post(f"{AUTH}/login", json={"email": carla.email, "password": PASSWORD}).status_code == 401
    again = client.post(f"{AUTH}/register", json={"email": carla.email, "password": PASSWORD})
    assert again.status_code == 201
