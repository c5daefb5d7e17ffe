"""A request to the service as a value, and how such values are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError

from toldonce.errors import ToldonceError, ValidationFailed
from toldonce.model import ErasureReceipt

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
Id = UUID | str
Repeat = Literal["read", "write", "once"]
"""May it be sent again? A read always, a write under its Idempotency-Key, the rest only when it did not arrive."""


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request. ``answer`` is the type of its body, ``within`` the field of it that holds the answer."""

    method: str
    path: str
    answer: Any
    repeat: Repeat = "read"
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    write_key: str | None = None
    within: str | None = None

    def read(self, body: bytes) -> T:
        """The answer in a body. Fields that this version does not know are ignored."""
        try:
            value = _adapter(self.answer).validate_json(body or b"null", extra="ignore")
        except ValidationError as invalid:
            raise ToldonceError(
                f"The server's answer to {self.method} {self.path} cannot be read: is it a toldonce of another version?"
            ) from invalid
        return getattr(value, self.within) if self.within else value  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def _adapter(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)


def get(path: str, answer: Any, **params: object) -> Call[Any]:
    """A read by query parameters; those that are None are left out."""
    return Call("GET", path, answer, params=_params(params))


def delete(path: str, **params: object) -> Call[ErasureReceipt]:
    """An erasure; sent twice it answers the receipt once."""
    return Call("DELETE", path, ErasureReceipt, "write", params=_params(params))


def write(path: str, request: BaseModel, answer: Any, write_key: str | None) -> Call[Any]:
    """A write of a model under an Idempotency-Key."""
    return Call("POST", path, answer, "write", body=body_of(request), write_key=write_key)


def send_change(path: str, request: BaseModel, answer: Any, write_key: str | None = None, **headers: str) -> Call[Any]:
    """A change of what is there under an Idempotency-Key; ``if_match`` becomes the header If-Match."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Call("PATCH", path, answer, "write", body=body_of(request), headers=named, write_key=write_key)


def once(path: str, answer: Any, **fields: object) -> Call[Any]:
    """A call that must not be repeated once it arrived; fields that are None are left out."""
    sent = {name: value for name, value in fields.items() if value is not None}
    return Call("POST", path, answer, "once", body=json.dumps(sent).encode())


def _params(params: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in params.items() if value is not None}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def path_id(value: Id) -> str:
    """An id as part of a path."""
    return quote(str(value), safe="")


def plain(value: BaseModel | Mapping[str, Any]) -> Any:
    """The set fields of a model, or the mapping as it is."""
    return value.model_dump(exclude_unset=True) if isinstance(value, BaseModel) else value


def checked(model: type[M], value: M | Mapping[str, Any]) -> M:
    """The value as a model; raises `ValidationFailed` naming the first field that is wrong."""
    if isinstance(value, model):
        return value
    try:
        return model.model_validate(value)
    except ValidationError as invalid:
        faults = [
            {
                "pointer": "/" + "/".join(str(part) for part in fault["loc"]),
                "message": fault["msg"].removeprefix("Value error, "),
            }
            for fault in invalid.errors(include_url=False, include_input=False)
        ]
        named = faults[0]["pointer"].strip("/").replace("/", ".") or "the request"
        raise ValidationFailed(f"{named}: {faults[0]['message']}", errors=faults) from None


def body_of(request: BaseModel) -> bytes:
    """The set fields as JSON."""
    return request.model_dump_json(exclude_unset=True).encode()
