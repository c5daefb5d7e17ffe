"""What Mem0's clients send. Fields that they invent as they go are let pass: their client sends on any keyword. Those
that ask for something else than happens here are refused: unsupported.py."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from toldonce.model import MAX_TURN_CHARACTERS, Content, Flag, Metadata, Name, Query, Text

MAX_MESSAGES = 1_000
Entity = Annotated[Name, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]


class Sent(BaseModel):
    """A body of Mem0's."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Mem0Message(Sent):
    """One message; of content in parts only the texts are kept, and it has to hold one."""

    role: Text = "user"
    content: Annotated[
        Text, StringConstraints(max_length=MAX_TURN_CHARACTERS), BeforeValidator(lambda content: _text(content))
    ]
    name: Name | None = None


class Belonging(Sent):
    """Whose something is: its user, agent, app and run."""

    user_id: Entity | None = None
    agent_id: Entity | None = None
    app_id: Entity | None = None
    run_id: Entity | None = None

    @property
    def entities(self) -> dict[str, str]:
        """Those that are named."""
        return Belonging.model_dump(self, include=set(Belonging.model_fields), exclude_none=True)


class Mem0AddRequest(Belonging):
    """Something to remember."""

    model_config = ConfigDict(extra="allow")
    messages: Annotated[
        list[Mem0Message],
        BeforeValidator(lambda sent: _messages(sent)),
        Field(min_length=1, max_length=MAX_MESSAGES),
    ]
    filters: dict[str, Any] | None = None
    metadata: Metadata | None = None
    infer: Flag = True
    immutable: Flag = False
    timestamp: int | float | None = None
    expiration_date: date | None = None


class Mem0SearchRequest(Belonging):
    """A question; the ids at the top level are those of the open server."""

    model_config = ConfigDict(extra="allow")
    query: Annotated[Query, BeforeValidator(lambda query: query.strip() if isinstance(query, str) else query)]
    filters: dict[str, Any] | None = None
    top_k: Annotated[int, Field(ge=1, le=1_000)] | None = None
    limit: Annotated[int, Field(ge=1, le=1_000)] | None = None
    threshold: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    metadata: Metadata | None = None
    fields: list[str] | None = None
    categories: list[str] | None = None
    show_expired: Flag = False
    latest_only: Flag = False
    reference_date: str | int | float | None = None


class Mem0ListRequest(Sent):
    """Which memories to list."""

    filters: dict[str, Any] | None = None
    start_date: str | None = None
    end_date: str | None = None
    categories: list[str] | None = None
    fields: list[str] | None = None
    show_expired: Flag = False
    latest_only: Flag = False


class Mem0UpdateRequest(Sent):
    """What to change about a memory; a null as expiration date takes it away. ``data`` is an older name of ``text``."""

    text: Content | None = None
    data: Content | None = None
    metadata: Metadata | None = None
    timestamp: int | float | str | None = None
    expiration_date: date | None = None


class Mem0BatchItem(Mem0UpdateRequest):
    """One memory of a batch."""

    memory_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Mem0BatchRequest(Sent):
    """Memories to change or delete, in order."""

    memories: Annotated[list[Mem0BatchItem], Field(min_length=1, max_length=1_000)]


class Mem0FeedbackRequest(Sent):
    """What somebody thinks of a memory; null takes it back."""

    memory_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    feedback: Literal["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"] | None = None
    feedback_reason: Annotated[Text, StringConstraints(max_length=4_000)] | None = None


class Mem0ExportRequest(Belonging):
    """Memories to be brought into the shape of a JSON schema."""

    model_config = ConfigDict(extra="allow")
    # A field called schema would hide a method of the base class.
    wanted: Annotated[dict[str, Any] | Annotated[str, StringConstraints(max_length=16_384)], Field(alias="schema")]
    filters: dict[str, Any] | None = None


class Mem0ExportChoice(Belonging):
    """An export that was asked for."""

    memory_export_id: Annotated[str, StringConstraints(max_length=64_000)] | None = None
    filters: dict[str, Any] | None = None


class Mem0SummaryRequest(Belonging):
    """Whose memories to sum up."""

    filters: dict[str, Any] | None = None


class Mem0ProfileJobRequest(Sent):
    """A profile to be made."""

    operation: Literal["trigger", "sample"] = "trigger"
    entity_type: Literal["user"] = "user"
    entity_id: Entity | None = None
    limit: Annotated[int, Field(ge=1, le=100)] | None = None


class Mem0ProfileSettings(Sent):
    """How profiles are made; here they always are."""

    enabled: Flag | None = None


def _messages(sent: Any) -> Any:
    if isinstance(sent, str):
        return [{"role": "user", "content": sent}]
    return [sent] if isinstance(sent, dict) else sent


def _text(content: Any) -> Any:
    parts = [content] if isinstance(content, dict) else content
    if not isinstance(parts, list):
        return content
    texts = [part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text"]
    if parts and not texts:
        raise ValueError("pictures and files are not read: send what they show as text")
    return "\n".join(text for text in texts if isinstance(text, str))


__all__ = [
    "Belonging",
    "Mem0AddRequest",
    "Mem0BatchRequest",
    "Mem0ExportChoice",
    "Mem0ExportRequest",
    "Mem0FeedbackRequest",
    "Mem0ListRequest",
    "Mem0ProfileJobRequest",
    "Mem0ProfileSettings",
    "Mem0SearchRequest",
    "Mem0SummaryRequest",
    "Mem0UpdateRequest",
]
