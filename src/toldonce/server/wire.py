"""What callers send to the routes and is no noun of the memory itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from toldonce.model import (
    MAX_TURNS_PER_WRITE,
    Conversation,
    Flag,
    Frozen,
    KeyScope,
    Memory,
    MemoryRequest,
    Name,
    Request,
    Text,
    Turn,
    Whole,
)

Email = Annotated[Text, StringConstraints(min_length=3, max_length=254), Field(json_schema_extra={"format": "email"})]
Password = Annotated[Text, StringConstraints(min_length=1, max_length=1_024)]
NewPassword = Annotated[
    Password,
    Field(
        description="8 to 1,024 characters; not the e-mail address, and not one of those that are guessed first.",
        json_schema_extra={"minLength": 8},
    ),
]
Token = Annotated[Text, StringConstraints(min_length=1, max_length=4_096)]


class RegisterRequest(Request):
    """A new account."""

    email: Email
    password: NewPassword
    full_name: Name | None = None


class LoginRequest(Request):
    """A log-in."""

    email: Email
    password: Password


class RefreshRequest(Request):
    """A refresh token, to be exchanged for a new pair. It works once."""

    refresh_token: Token


class AccountChange(Request):
    """What may be changed about an account; null takes the name away."""

    full_name: Name | None


class PasswordChange(Request):
    """A new password, with the old one as proof."""

    current_password: Password
    new_password: NewPassword


class EraseAccountRequest(Request):
    """The password, as proof that the account is to be erased for good."""

    password: Password


class ApiKeyRequest(Request):
    """A new API key. Without ``scopes`` it may do everything but manage the account."""

    name: Name
    scopes: Annotated[list[KeyScope], Field(min_length=1, max_length=5)] | None = None
    expires_days: Annotated[Whole, Field(ge=1, le=3_650)] | None = None


class MemoriesRequest(Request):
    """Memories to store, all or none."""

    memories: Annotated[list[MemoryRequest], Field(min_length=1, max_length=MAX_TURNS_PER_WRITE)]


class MemoriesAdded(Frozen):
    """The stored memories, in the order given."""

    memories: list[Memory]
    up_to_seq: int | None


class ConversationExport(Conversation):
    """One conversation with all its turns, as it is exported."""

    turns: list[Turn]


class Fault(Frozen):
    """One wrong field: its JSON pointer within the body, or the name of the parameter."""

    pointer: str
    message: str
    place: Annotated[Literal["body", "query", "path", "header"], Field(alias="in")]


class Problem(Frozen):
    """An error, after RFC 9457: act on ``error``, show ``message``."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    error: str
    message: str
    request_id: str | None
    errors: list[Fault] | None = None
    retry_after: int | None = None
    scope: str | None = None


class ComponentHealth(Frozen):
    """One component; ``latency_ms`` is how long its probe took."""

    status: Literal["healthy", "degraded", "unhealthy", "disabled"]
    latency_ms: float | None
    detail: str | None = None


class Health(Frozen):
    """The whole service, which is as well as the worst of its components, when it was last probed."""

    status: Literal["healthy", "degraded", "unhealthy"]
    timestamp: datetime
    age_seconds: float
    checks: dict[str, ComponentHealth]


class ServiceFigures(Frozen):
    """The process that answers."""

    version: str
    environment: str
    process_id: int
    uptime_seconds: float
    running_requests: int


class DetailedHealth(Health):
    """The service and its components.

    ``service`` and each ``detail`` are shown in development and to credentials with the scope admin, else null.
    """

    service: ServiceFigures | None


class Alive(Frozen):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Started(Frozen):
    """Whether the service has started."""

    status: Literal["started", "starting"]


class Ready(Frozen):
    """Whether requests may be sent here; not while the service is ``stopping``."""

    ready: Flag
    stopping: Flag
    checks: dict[str, Literal["healthy", "degraded", "unhealthy", "disabled"]]


class ServiceCard(Frozen):
    """What this service is and can do."""

    service: Literal["toldonce"] = "toldonce"
    description: str
    version: str | None
    environment: str
    docs: str
    redoc: str
    openapi: str
    llm_provider: str | None
    features: dict[str, bool]
    limits: dict[str, int]
    endpoints: dict[str, str]
