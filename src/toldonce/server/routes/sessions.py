"""The web page's own session, kept in cookies, and the sessions of an account."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from toldonce.errors import RefreshTokenInvalid
from toldonce.model import Identity, Page, PageSession, Session, TokenPair
from toldonce.ports import AccountsAPI
from toldonce.server.addresses import AddressedRouter
from toldonce.server.attempts import attempt
from toldonce.server.callers import AnyCaller, Owner, Public, runtime_of
from toldonce.server.cookies import REFRESH, cookie_of, end_session, keep_session, require_own_origin
from toldonce.server.door import Door
from toldonce.server.parameters import Id
from toldonce.server.replies import no_content, reply
from toldonce.server.wire import LoginRequest

router = AddressedRouter(prefix="/api/v1/auth", tags=["accounts"], route_class=Door)

SECONDS_PER_DAY = 86_400


@router.post("/session", response_model=PageSession, dependencies=[Public])
async def open_session(request: Request, body: LoginRequest) -> Response:
    """Sign in a web page of this origin: the tokens go into cookies that no script can read.

    Later requests of the page need no header, except `X-CSRF-Token` when they change something.
    """
    require_own_origin(request.scope)
    async with attempt(request, body.email):
        pair = await runtime_of(request.scope).accounts.login(body.email, body.password)
    return await _session(request, pair)


@router.post("/session/refresh", response_model=PageSession, dependencies=[Public])
async def refresh_session(request: Request) -> Response:
    """Prolong the page's session by the refresh token in its cookie."""
    require_own_origin(request.scope)
    token = cookie_of(request.scope, REFRESH)
    if token is None:
        raise RefreshTokenInvalid
    async with attempt(request, token):
        pair = await runtime_of(request.scope).accounts.refresh(token)
    return await _session(request, pair)


@router.get("/session", response_model=PageSession)
async def session(caller: AnyCaller) -> Response:
    """Who is signed in, and the token that requests of the page need when they change something."""
    return reply(await _described(caller.runtime.accounts, caller.identity))


@router.delete("/session", status_code=204)
async def close_session(request: Request, caller: AnyCaller) -> Response:
    """End the page's session and take its cookies away."""
    await caller.runtime.accounts.logout(caller.identity)
    response = no_content()
    end_session(request, response)
    return response


@router.get("/sessions", response_model=Page[Session])
async def sessions(caller: Owner) -> Response:
    """Where the account is logged in, the latest used first; all of them on one page."""
    return reply(Page[Session](items=await caller.runtime.accounts.sessions(caller.identity)))


@router.delete("/sessions/{session_id}", status_code=204)
async def end_other_session(caller: Owner, session_id: Id) -> Response:
    """End one session of the account."""
    await caller.runtime.accounts.end_session(caller.identity, session_id)
    return no_content()


async def _session(request: Request, pair: TokenPair) -> Response:
    accounts = runtime_of(request.scope).accounts
    identity = await accounts.authenticate(pair.access_token)
    response = reply((await _described(accounts, identity)).model_copy(update={"expires_in": pair.expires_in}))
    days = request.app.state.settings.refresh_token_expire_days
    keep_session(request, response, pair, days * SECONDS_PER_DAY)
    return response


async def _described(accounts: AccountsAPI, identity: Identity) -> PageSession:
    account = await accounts.account(identity.user_id)
    return PageSession(account=account, csrf_token=accounts.csrf_token(identity))
