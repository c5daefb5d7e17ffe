"""The errors a caller can meet: one small tree, each with a stable code, a status and one clear sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar


class ToldonceError(Exception):
    """Something went wrong inside toldonce; the request may be repeated."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500

    def __init__(self, message: str | None = None, *, headers: Mapping[str, str] | None = None) -> None:
        """``message`` is one sentence for the caller; the class's docstring stands in for it."""
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.headers = dict(headers or {})
        super().__init__(self.message)


class InvalidRequest(ToldonceError):
    """The request is not valid."""

    code = "invalid_request"
    status = 400


class InvalidJson(InvalidRequest):
    """The body is not valid JSON."""

    code = "invalid_json"


class ValidationFailed(InvalidRequest):
    """A field of the request is not valid; `errors` names it."""

    code = "validation_failed"
    status = 422

    def __init__(self, message: str | None = None, *, errors: Sequence[Mapping[str, str]] = ()) -> None:
        """``errors`` holds one ``{"pointer": "/a/b", "message": "..."}`` for each fault."""
        super().__init__(message)
        self.errors = [dict(error) for error in errors]


class NotAuthenticated(ToldonceError):
    """Send a valid access token as 'Authorization: Bearer ...' or an API key as 'X-API-Key'."""

    code = "not_authenticated"
    status = 401


class TokenExpired(NotAuthenticated):
    """The access token has expired: refresh it at /api/v1/auth/refresh."""

    code = "token_expired"


class WrongCredentials(NotAuthenticated):
    """The e-mail address or the password is wrong."""

    code = "wrong_credentials"


class RefreshTokenInvalid(NotAuthenticated):
    """The refresh token is unknown, expired or was used before: log in again."""

    code = "refresh_token_invalid"


class NotAllowed(ToldonceError):
    """The credentials do not carry the scope that this call needs."""

    code = "not_allowed"
    status = 403


class NotFound(ToldonceError):
    """There is no such thing in this subject's memory."""

    code = "not_found"
    status = 404


class Conflict(ToldonceError):
    """The request conflicts with what is stored."""

    code = "conflict"
    status = 409


class EmailTaken(Conflict):
    """An account with this e-mail address exists."""

    code = "email_taken"


class WriteInProgress(Conflict):
    """A request with this Idempotency-Key is still being answered: try again shortly."""

    code = "write_in_progress"


class BodyTooSlow(ToldonceError):
    """The body came too slowly: send the request again."""

    code = "body_too_slow"
    status = 408


class PreconditionFailed(ToldonceError):
    """It has changed since you read it: read it again and send its new ETag."""

    code = "precondition_failed"
    status = 412


class TooLarge(ToldonceError):
    """The body is larger than this call accepts."""

    code = "too_large"
    status = 413


class UnsupportedMediaType(ToldonceError):
    """The body's content type is not one that this call accepts."""

    code = "unsupported_media_type"
    status = 415


class IdempotencyKeyReused(ToldonceError):
    """This Idempotency-Key was used with another body: send a new key."""

    code = "idempotency_key_reused"
    status = 422


class PreconditionRequired(ToldonceError):
    """Send 'If-Match' with the ETag that you read."""

    code = "precondition_required"
    status = 428


class RateLimited(ToldonceError):
    """Too many requests: try again after the seconds that 'Retry-After' names."""

    code = "rate_limit_exceeded"
    status = 429

    def __init__(
        self, message: str | None = None, *, headers: Mapping[str, str] | None = None, scope: str | None = None
    ) -> None:
        """``scope`` names the limit when it is not the caller's own per minute."""
        super().__init__(message, headers=headers)
        self.scope = scope

    @property
    def retry_after(self) -> int:
        """Seconds to wait, from the header of that name."""
        return max((int(value) for name, value in self.headers.items() if name.lower() == "retry-after"), default=1)


class SequenceNotReached(ToldonceError):
    """The writes up to 'min_seq' are not visible here yet: try again shortly."""

    code = "sequence_not_reached"
    status = 409


class Unavailable(ToldonceError):
    """The service cannot answer just now: try again shortly."""

    code = "unavailable"
    status = 503


class StoreUnavailable(Unavailable):
    """The database cannot be reached: nothing was changed, try again shortly."""

    code = "store_unavailable"


class ModelFailed(ToldonceError):
    """The language model did not answer."""

    code = "model_failed"
    status = 502


class DeliveryFailed(ToldonceError):
    """The address of a webhook did not take the event."""

    code = "delivery_failed"
    status = 502


class NoUpstream(Unavailable):
    """No language model of this protocol is set up behind the gateway: set LLM_PROVIDER and restart the service."""

    code = "no_upstream"


class ModelAnswerInvalid(ModelFailed):
    """The language model's answer is not the JSON that it was asked for."""

    def __init__(self, answer: str) -> None:
        """``answer`` is what it said instead."""
        super().__init__()
        self.answer = answer


class EmbeddingFailed(Unavailable):
    """The embedding model cannot be used just now: try again shortly."""

    code = "embedding_failed"


ALL_ERRORS: Sequence[type[ToldonceError]] = (
    InvalidRequest,
    InvalidJson,
    ValidationFailed,
    NotAuthenticated,
    TokenExpired,
    WrongCredentials,
    RefreshTokenInvalid,
    NotAllowed,
    NotFound,
    Conflict,
    EmailTaken,
    WriteInProgress,
    BodyTooSlow,
    PreconditionFailed,
    TooLarge,
    UnsupportedMediaType,
    IdempotencyKeyReused,
    PreconditionRequired,
    RateLimited,
    SequenceNotReached,
    Unavailable,
    StoreUnavailable,
    ModelFailed,
    DeliveryFailed,
    NoUpstream,
    EmbeddingFailed,
)
"""Every error that crosses HTTP, so that a client can map a code back to its class."""
