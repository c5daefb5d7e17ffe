"""Accounts, sessions and API keys."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from toldonce.model import Account, ApiKey, ErasureReceipt, NewApiKey, Page, TokenPair
from toldonce.server.addresses import AddressedRouter
from toldonce.server.attempts import attempt
from toldonce.server.callers import AnyCaller, Owner, Public, runtime_of
from toldonce.server.door import Door
from toldonce.server.parameters import Cursor, Id, Limit
from toldonce.server.replies import no_content, reply
from toldonce.server.wire import (
    AccountChange,
    ApiKeyRequest,
    EraseAccountRequest,
    LoginRequest,
    PasswordChange,
    RefreshRequest,
    RegisterRequest,
)

router = AddressedRouter(prefix="/api/v1/auth", tags=["accounts"], route_class=Door)


@router.post("/register", status_code=201, response_model=Account, dependencies=[Public])
async def register(request: Request, body: RegisterRequest) -> Response:
    """Open an account."""
    accounts = runtime_of(request.scope).accounts
    async with attempt(request, body.email):
        return reply(await accounts.register(body.email, body.password, body.full_name), 201)


@router.post("/login", response_model=TokenPair, dependencies=[Public])
async def login(request: Request, body: LoginRequest) -> Response:
    """Exchange e-mail address and password for an access token and a refresh token."""
    async with attempt(request, body.email):
        return reply(await runtime_of(request.scope).accounts.login(body.email, body.password))


@router.post("/refresh", response_model=TokenPair, dependencies=[Public])
async def refresh(request: Request, body: RefreshRequest) -> Response:
    """Exchange a refresh token for a new pair.

    Each refresh token works once. Using one again revokes every token that came from the same log-in, except for a
    short grace after the first use, for an answer that was lost.
    """
    async with attempt(request, body.refresh_token):
        return reply(await runtime_of(request.scope).accounts.refresh(body.refresh_token))


@router.post("/logout", status_code=204)
async def logout(caller: AnyCaller) -> Response:
    """End the session of this access token."""
    await caller.runtime.accounts.logout(caller.identity)
    return no_content()


@router.post("/logout-all", status_code=204)
async def logout_all(caller: Owner) -> Response:
    """End every session of the account."""
    await caller.runtime.accounts.logout_all(caller.identity)
    return no_content()


@router.get("/me", response_model=Account)
async def account(caller: AnyCaller) -> Response:
    """The account behind the credential."""
    return reply(await caller.runtime.accounts.account(caller.identity.user_id))


@router.patch("/me", response_model=Account)
async def change_account(caller: Owner, body: AccountChange) -> Response:
    """Change the name of the account."""
    accounts = caller.runtime.accounts
    return reply(await accounts.change_account(caller.identity.user_id, full_name=body.full_name))


@router.post("/password", status_code=204)
async def change_password(request: Request, caller: Owner, body: PasswordChange) -> Response:
    """Change the password. Every other session ends."""
    async with attempt(request, str(caller.identity.user_id)):
        await caller.runtime.accounts.change_password(caller.identity, body.current_password, body.new_password)
    return no_content()


@router.delete("/me", response_model=ErasureReceipt)
async def erase_account(request: Request, caller: Owner, body: EraseAccountRequest) -> Response:
    """Erase the account and everything in all its memories, for good."""
    async with attempt(request, str(caller.identity.user_id)):
        return reply(await caller.runtime.accounts.erase(caller.identity.user_id, body.password))


@router.post("/api-keys", status_code=201, response_model=NewApiKey)
async def create_key(caller: Owner, body: ApiKeyRequest) -> Response:
    """Make an API key. It is shown in this answer and never again."""
    accounts = caller.runtime.accounts
    return reply(await accounts.create_key(caller.identity.user_id, body.name, body.scopes, body.expires_days), 201)


@router.get("/api-keys", response_model=Page[ApiKey])
async def keys(caller: Owner, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """The API keys of the account, without their secrets."""
    return reply(await caller.runtime.accounts.keys(caller.identity.user_id, limit=limit, cursor=cursor))


@router.delete("/api-keys/{key_id}", status_code=204)
async def delete_key(caller: Owner, key_id: Id) -> Response:
    """Revoke an API key at once."""
    await caller.runtime.accounts.delete_key(caller.identity.user_id, key_id)
    return no_content()
