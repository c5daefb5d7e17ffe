"""Access tokens by RFC 8725."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.accounts import AccountService
from toldonce.accounts.tokens import CLAIMS, LEEWAY_SECONDS, AccessClaims, AccessTokens
from toldonce.errors import NotAuthenticated, TokenExpired
from toldonce.receipts import derived_key

from .conftest import SECRET, SetClock

USER, SESSION = uuid4(), uuid4()
KEY = derived_key(SECRET, "toldonce access token 1")
CLOCK = SetClock()
TOKENS = AccessTokens(SECRET, minutes=15, clock=CLOCK)
TOKEN = TOKENS.issue(USER, SESSION)


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def claims(**changes: Any) -> dict[str, Any]:
    payload: dict[str, Any] = jwt.decode(TOKEN, options={"verify_signature": False}) | changes
    return {name: value for name, value in payload.items() if value is not ...}


def signed(payload: dict[str, Any], key: bytes = KEY, algorithm: str = "HS256", **header: Any) -> str:
    return jwt.encode(payload, key, algorithm=algorithm, headers={"typ": "at+jwt"} | header)


def test_a_token_says_what_it_must_and_is_read_back() -> None:
    header = jwt.get_unverified_header(TOKEN)
    assert header == {"typ": "at+jwt", "alg": "HS256"}
    payload = claims()
    assert set(payload) == set(CLAIMS)
    assert (payload["iss"], payload["aud"]) == ("toldonce", "toldonce-api")
    assert (payload["sub"], payload["sid"]) == (str(USER), str(SESSION))
    assert payload["exp"] - payload["iat"] == 15 * 60
    assert payload["iat"] == payload["nbf"] == int(CLOCK.now.timestamp())
    assert TOKENS.read(TOKEN) == AccessClaims(USER, SESSION)
    assert TOKENS.read(signed(payload)) == AccessClaims(USER, SESSION)
    assert TOKENS.issue(USER, SESSION) != TOKEN


def test_a_token_lives_until_its_end_and_a_little_leeway() -> None:
    clock = SetClock()
    tokens = AccessTokens(SECRET, minutes=1, clock=clock)
    token = tokens.issue(USER, SESSION)
    clock.move(seconds=60)
    assert tokens.read(token)
    clock.move(seconds=LEEWAY_SECONDS)
    with pytest.raises(TokenExpired):
        tokens.read(token)
    assert 0 <= LEEWAY_SECONDS <= 5


def test_a_token_of_a_clock_ahead_must_wait() -> None:
    clock = SetClock()
    clock.move(seconds=-LEEWAY_SECONDS)
    assert AccessTokens(SECRET, minutes=15, clock=clock).read(TOKEN)
    clock.move(seconds=-1)
    with pytest.raises(NotAuthenticated):
        AccessTokens(SECRET, minutes=15, clock=clock).read(TOKEN)


FORGED = {
    "alg none": f"{segment({'typ': 'at+jwt', 'alg': 'none'})}.{segment(claims())}.",
    "alg none with a signature": f"{segment({'typ': 'at+jwt', 'alg': 'none'})}.{segment(claims())}.{'A' * 43}",
    "alg None": f"{segment({'typ': 'at+jwt', 'alg': None})}.{segment(claims())}.{'A' * 43}",
    "no alg": f"{segment({'typ': 'at+jwt'})}.{segment(claims())}.{'A' * 43}",
    "another algorithm": signed(claims(), KEY * 2, "HS512"),
    "another key": signed(claims(), derived_key(SECRET, "another purpose")),
    "the secret itself": signed(claims(), SECRET.encode()),
    "the receipt key": signed(claims(), derived_key(SECRET, "toldonce erasure receipt 1")),
    "typ JWT": signed(claims(), typ="JWT"),
    "typ absent": signed(claims(), typ=None),
    "typ of an id token": signed(claims(), typ="id+jwt"),
    "critical extension": signed(claims(), crit=["exp"]),
    "wrong issuer": signed(claims(iss="somebody")),
    "wrong audience": signed(claims(aud="another-api")),
    "several audiences": signed(claims(aud=["toldonce-api", "another-api"])),
    "sub not an id": signed(claims(sub="ada")),
    "sub a number": signed(claims(sub=7)),
    "sid not an id": signed(claims(sid="ada")),
    "sid a list": signed(claims(sid=[str(SESSION)])),
    "sid a number": signed(claims(sid=7)),
    "jti a number": signed(claims(jti=7)),
    "exp text": signed(claims(exp="4102444800")),
    "exp fraction": signed(claims(exp=4102444800.5)),
    "exp truth": signed(claims(exp=True)),
    "iat text": signed(claims(iat="0")),
    "nbf in the future": signed(claims(nbf=4102444800)),
    "iat in the future": signed(claims(iat=4102444800)),
    "payload a list": f"{segment({'typ': 'at+jwt', 'alg': 'HS256'})}.{segment([1])}.{'A' * 43}",
    "deep payload": f"{segment({'typ': 'at+jwt', 'alg': 'HS256'})}.{'W1tb' * 500}.{'A' * 43}",
} | {f"without {name}": signed(claims(**{name: ...})) for name in CLAIMS}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED.keys())
def test_forged_tokens_are_refused(token: str) -> None:
    with pytest.raises(NotAuthenticated) as refusal:
        TOKENS.read(token)
    assert refusal.type is NotAuthenticated


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "Bearer " + TOKEN,
        TOKEN + " ",
        TOKEN + "\n",
        TOKEN + "=",
        TOKEN + ".",
        TOKEN[:-1],
        TOKEN.replace(".", ""),
        "ä" + TOKEN,
        "\ud800",
        "\x00",
        "x" * 100_000,
        "a." + "b" * 100_000 + "." + "c" * 43,
    ],
    ids=lambda token: repr(token[-12:]),
)
def test_what_is_not_a_token_is_refused(token: str) -> None:
    with pytest.raises(NotAuthenticated):
        TOKENS.read(token)


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(TOKEN) - 1), letter=st.characters())
def test_any_changed_character_is_refused(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    if changed != TOKEN:
        with pytest.raises(NotAuthenticated):
            TOKENS.read(changed)


def test_every_single_bit_counts() -> None:
    for place in range(len(TOKEN)):
        for bit in range(7):
            changed = TOKEN[:place] + chr(ord(TOKEN[place]) ^ (1 << bit)) + TOKEN[place + 1 :]
            with pytest.raises(NotAuthenticated):
                TOKENS.read(changed)


@given(user_id=st.uuids(), session_id=st.uuids())
def test_whatever_is_issued_is_read_back(user_id: UUID, session_id: UUID) -> None:
    assert TOKENS.read(TOKENS.issue(user_id, session_id)) == AccessClaims(user_id, session_id)


async def test_a_genuine_token_of_no_session_opens_nothing(service: AccountService, clock: SetClock) -> None:
    account = await service.register("ada@example.org", "correct horse battery")
    stranger = AccessTokens(SECRET, minutes=15, clock=clock)
    with pytest.raises(NotAuthenticated):
        await service.authenticate(stranger.issue(account.user_id, uuid4()))
    pair = await service.login("ada@example.org", "correct horse battery")
    session_id = (await service.authenticate(pair.access_token)).session_id
    assert session_id is not None
    with pytest.raises(NotAuthenticated):
        await service.authenticate(stranger.issue(uuid4(), session_id))
    assert (await service.authenticate(stranger.issue(account.user_id, session_id))).session_id == session_id


async def test_a_refresh_token_is_not_an_access_token(service: AccountService) -> None:
    await service.register("ada@example.org", "correct horse battery")
    pair = await service.login("ada@example.org", "correct horse battery")
    with pytest.raises(NotAuthenticated, match="refresh token"):
        await service.authenticate(pair.refresh_token)
