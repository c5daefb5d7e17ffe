"""The verbs of accounts."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from uuid_utils.compat import uuid7

from toldonce.accounts import rules, tokens
from toldonce.accounts.passwords import Passwords
from toldonce.accounts.remembered import RememberedKeys
from toldonce.errors import (
    NotAllowed,
    NotAuthenticated,
    NotFound,
    RefreshTokenInvalid,
    StoreUnavailable,
    WrongCredentials,
)
from toldonce.fleeting import let_go
from toldonce.model import (
    ALL_KEY_SCOPES,
    Account,
    ApiKey,
    ErasureReceipt,
    Identity,
    KeyScope,
    NewApiKey,
    Page,
    Session,
    TokenPair,
)
from toldonce.ports import Accounts, Clock, StoredAccount
from toldonce.receipts import derived_key, make_receipt

GRACE_SECONDS = 10.0
"""So long a used refresh token still brings a new pair: the answer to its first use may have been lost."""
MIN_SECRET_BYTES = 32

KeepReceipt = Callable[[UUID, ErasureReceipt], Awaitable[None]]
Purge = Callable[[UUID], Awaitable[None]]

log = logging.getLogger(__name__)


class AccountService:
    """`toldonce.ports.AccountsAPI` on `toldonce.ports.Accounts`.

    ``secret`` (at least 32 bytes) signs access tokens and erasure receipts, with a key of its own for each.
    ``keep_receipt`` stores the receipt of an erased account; ``purge``, which raises nothing, removes what is cached of
    it elsewhere before that receipt is made. ``close`` it in the end.
    """

    def __init__(
        self,
        accounts: Accounts,
        *,
        secret: str,
        access_minutes: int,
        refresh_days: int,
        clock: Clock,
        keep_receipt: KeepReceipt | None = None,
        purge: Purge | None = None,
        hasher: PasswordHasher | None = None,
    ) -> None:
        if len(secret.encode()) < MIN_SECRET_BYTES:
            raise ValueError(f"the secret must be at least {MIN_SECRET_BYTES} bytes long")
        self._accounts = accounts
        self._secret = secret
        self._clock = clock
        self._refresh_life = timedelta(days=refresh_days)
        self._keep_receipt = keep_receipt
        self._purge = purge
        self._access = tokens.AccessTokens(secret, minutes=access_minutes, clock=clock)
        self._csrf_key = derived_key(secret, tokens.CSRF_LABEL)
        self._passwords = Passwords(hasher)
        self._remembered = RememberedKeys()

    def close(self) -> None:
        """Stop the threads that hash."""
        self._passwords.close()

    # --- sessions ---

    async def register(self, email: str, password: str, full_name: str | None = None) -> Account:
        """A new account. Raises `ValidationFailed` and `EmailTaken`."""
        address = rules.checked_email(email)
        new_password = rules.checked_password(password, address)
        account = Account(
            user_id=uuid7(),
            email=address,
            full_name=None if full_name is None else rules.checked_name(full_name, "/full_name"),
            created_at=self._clock(),
        )
        await self._accounts.add_account(account, await self._passwords.hash(new_password))
        return account

    async def login(self, email: str, password: str) -> TokenPair:
        """A new session. Raises `WrongCredentials`, which tells not whether the address is known."""
        address = rules.normal_email(email)
        readable = rules.may_be_stored(address) and len(address) <= rules.MAX_EMAIL_CHARACTERS
        stored = await self._accounts.account_by_email(address) if readable else None
        if not await self._is_password(stored, password) or stored is None:
            raise WrongCredentials
        if self._passwords.is_outdated(stored.password_hash):
            new_hash = await self._passwords.hash(rules.normal_password(password))
            await self._accounts.rehash(stored.account.user_id, stored.password_hash, new_hash)
            stored = replace(stored, password_hash=new_hash)
        session_id, refresh_token, now = uuid7(), tokens.new_refresh_token(), self._clock()
        try:
            await self._accounts.add_session(
                stored.account.user_id, session_id, tokens.digest(refresh_token), now + self._refresh_life, now
            )
        except NotFound:
            raise WrongCredentials from None
        await self._end_if_changed(stored, password, session_id)
        return self._pair(stored.account.user_id, session_id, refresh_token)

    async def refresh(self, refresh_token: str) -> TokenPair:
        """A new pair for a refresh token, which works once. Raises `RefreshTokenInvalid`.

        A token that comes again after `GRACE_SECONDS`, or after its successor was used, is in two hands: its whole
        session ends.
        """
        if not tokens.is_opaque(refresh_token, tokens.REFRESH_PREFIX):
            raise RefreshTokenInvalid
        old_digest, now = tokens.digest(refresh_token), self._clock()
        stored = await self._accounts.refresh_token(old_digest)
        if stored is None or stored.session_revoked or stored.expires_at <= now:
            raise RefreshTokenInvalid
        successor = tokens.new_refresh_token()
        if not await self._accounts.rotate(
            old_digest, tokens.digest(successor), now + self._refresh_life, now, GRACE_SECONDS
        ):
            await self._accounts.revoke_session(stored.session_id, now)
            raise RefreshTokenInvalid
        return self._pair(stored.user_id, stored.session_id, successor)

    async def logout(self, identity: Identity) -> None:
        """End the session of this access token. Raises `NotAllowed` for an API key."""
        await self._accounts.revoke_session(_session_of(identity), self._clock())

    async def logout_all(self, identity: Identity) -> None:
        """End every session of the account. Raises `NotAllowed` for an API key."""
        _session_of(identity)
        await self._accounts.revoke_sessions(identity.user_id, self._clock())

    async def sessions(self, identity: Identity) -> list[Session]:
        """The account's sessions that are alive, the latest used first."""
        return [
            one.model_copy(update={"current": one.session_id == identity.session_id})
            for one in await self._accounts.sessions(identity.user_id, self._clock())
        ]

    async def end_session(self, identity: Identity, session_id: UUID) -> None:
        """End one session of the account. Raises `NotFound`."""
        if not await self._accounts.session_alive(identity.user_id, session_id, self._clock()):
            raise NotFound("There is no such session in this account.")
        await self._accounts.revoke_session(session_id, self._clock())

    def csrf_token(self, identity: Identity) -> str:
        """What a page of this session sends along when it changes something. Raises `NotAllowed` for an API key."""
        return tokens.csrf_token(self._csrf_key, _session_of(identity))

    async def authenticate(self, credential: str) -> Identity:
        """The bearer of an access token or API key. Raises `NotAuthenticated` or `TokenExpired`.

        A key is looked up once a second.
        """
        now = self._clock()
        if credential.startswith(tokens.KEY_PREFIX):
            return await self._bearer_of_key(credential, now)
        if credential.startswith(tokens.REFRESH_PREFIX):
            raise NotAuthenticated("This is a refresh token: send the access token.")
        claims = self._access.read(credential)
        if not await self._accounts.session_alive(claims.user_id, claims.session_id, now):
            raise NotAuthenticated("The session has ended: log in again.")
        return Identity(user_id=claims.user_id, scopes=frozenset(ALL_KEY_SCOPES), session_id=claims.session_id)

    # --- the account ---

    async def account(self, user_id: UUID) -> Account:
        """Raises `NotFound`."""
        return (await self._stored(user_id)).account

    async def change_account(self, user_id: UUID, *, full_name: str | None) -> Account:
        """The account with its new name, or with none. Raises `ValidationFailed` and `NotFound`."""
        name = None if full_name is None else rules.checked_name(full_name, "/full_name")
        account = await self._accounts.change_account(user_id, name)
        if account is None:
            raise _gone()
        return account

    async def change_password(self, identity: Identity, current: str, new: str) -> None:
        """Set a new password and end the other sessions. Raises `WrongCredentials` and `ValidationFailed`."""
        stored = await self._stored(identity.user_id)
        new_password = rules.checked_password(new, stored.account.email, "/new_password")
        if not await self._is_password(stored, current):
            raise WrongCredentials("The current password is wrong.")
        new_hash = await self._passwords.hash(new_password)
        await self._accounts.change_password(identity.user_id, new_hash, identity.session_id)

    async def erase(self, user_id: UUID, password: str) -> ErasureReceipt:
        """Erase the account with everything of all its subjects. Raises `WrongCredentials` and `NotFound`."""
        if not await self._is_password(await self._stored(user_id), password):
            raise WrongCredentials("The password is wrong.")
        counts = await self._accounts.erase(user_id)
        let_go()
        self._remembered.forget_all()
        if self._purge is not None:
            await self._purge(user_id)
        receipt = make_receipt(self._secret, f"account:{user_id}", counts, self._clock())
        if self._keep_receipt is not None:
            try:
                await self._keep_receipt(user_id, receipt)
            except StoreUnavailable:
                # What is erased stays erased, and its owner holds the receipt, which proves itself.
                log.warning("the receipt %s of an erased account could not be stored", receipt.receipt_id)
        return receipt

    # --- API keys ---

    async def create_key(
        self, user_id: UUID, name: str, scopes: Sequence[KeyScope] | None = None, expires_days: int | None = None
    ) -> NewApiKey:
        """A new key with its secret, which is shown this once. Raises `ValidationFailed` and `NotFound`."""
        now, days, secret = self._clock(), rules.checked_days(expires_days), tokens.new_api_key()
        key = ApiKey(
            key_id=uuid7(),
            key_prefix=secret[: tokens.SHOWN_CHARACTERS],
            name=rules.checked_name(name, "/name"),
            scopes=rules.checked_scopes(scopes),
            created_at=now,
            expires_at=None if days is None else now + timedelta(days=days),
        )
        await self._accounts.add_key(user_id, key, tokens.digest(secret))
        return NewApiKey(**key.model_dump(), api_key=secret)

    async def keys(self, user_id: UUID, *, limit: int = 20, cursor: str | None = None) -> Page[ApiKey]:
        """Newest first. Raises `InvalidRequest` for a cursor that is not ours."""
        return await self._accounts.keys(user_id, limit=limit, cursor=cursor)

    async def delete_key(self, user_id: UUID, key_id: UUID) -> None:
        """From now on the key opens nothing; in other processes, from a second later. Raises `NotFound`."""
        deleted = await self._accounts.delete_key(user_id, key_id)
        self._remembered.forget_all()
        if not deleted:
            raise NotFound("There is no such API key in this account.")

    # --- steps ---

    async def _bearer_of_key(self, key: str, now: datetime) -> Identity:
        unknown = NotAuthenticated("The API key is unknown, expired or deleted.")
        if not tokens.is_opaque(key, tokens.KEY_PREFIX):
            raise unknown
        digest, generation = tokens.digest(key), self._remembered.generation
        known = self._remembered.get(digest, now)
        if known is not None:
            return known
        stored = await self._accounts.key_by_hash(digest, now)
        if stored is None:
            raise unknown
        identity = Identity(user_id=stored.user_id, scopes=frozenset(stored.key.scopes), key_id=stored.key.key_id)
        self._remembered.remember(digest, identity, now, stored.key.expires_at, generation)
        return identity

    def _pair(self, user_id: UUID, session_id: UUID, refresh_token: str) -> TokenPair:
        return TokenPair(
            access_token=self._access.issue(user_id, session_id),
            refresh_token=refresh_token,
            expires_in=self._access.lifetime_seconds,
        )

    async def _is_password(self, stored: StoredAccount | None, password: str) -> bool:
        if len(password) > rules.MAX_PASSWORD_CHARACTERS or not rules.may_be_stored(password):
            return False
        password_hash = None if stored is None else stored.password_hash
        return await self._passwords.verify(password_hash, rules.normal_password(password))

    async def _end_if_changed(self, verified: StoredAccount, password: str, session_id: UUID) -> None:
        """A password that was changed while it was verified opens nothing: its change has ended the other sessions."""
        now_stored = await self._accounts.account(verified.account.user_id)
        if now_stored is not None and now_stored.password_hash == verified.password_hash:
            return
        if now_stored is None or not await self._is_password(now_stored, password):
            await self._accounts.revoke_session(session_id, self._clock())
            raise WrongCredentials

    async def _stored(self, user_id: UUID) -> StoredAccount:
        stored = await self._accounts.account(user_id)
        if stored is None:
            raise _gone()
        return stored


def _session_of(identity: Identity) -> UUID:
    if identity.session_id is None:
        raise NotAllowed("An API key has no session to end: use an access token, or delete the key.")
    return identity.session_id


def _gone() -> NotFound:
    return NotFound("There is no such account.")
