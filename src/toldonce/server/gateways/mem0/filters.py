"""Mem0's filters: conditions on records, joined by AND, OR and NOT. Read once, then asked about each record."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from toldonce.errors import InvalidRequest

ENTITY_FIELDS = ("user_id", "agent_id", "app_id", "run_id")
TIME_FIELDS = frozenset({"created_at", "updated_at", "timestamp", "expiration_date"})
FIELDS = frozenset({*ENTITY_FIELDS, *TIME_FIELDS, "categories", "metadata", "keywords", "memory_ids", "text"})
LABELS = "mem0"
"""The member of a memory's metadata that holds what Mem0 knows of it beyond the user: agent, app and run."""
ANY = "*"
MAX_DEPTH = 8
MAX_CONDITIONS = 200


class Record(Protocol):
    """What a filter is asked about."""

    def value(self, field: str) -> Any:
        """The value of a field; None when there is none."""
        ...


class Filter(Protocol):
    """A condition on records."""

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils it."""
        ...

    def names(self, field: str) -> frozenset[str] | None:
        """The values of an entity field outside of which nothing can fulfil it; None when there is no such bound."""
        ...

    def contained(self) -> dict[str, Any] | None:
        """The same condition as metadata that must be contained, as far as the user does not decide; None when it
        cannot be said so."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with one value."""

    field: str
    operator: str
    operand: Any

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils it."""
        return OPERATORS[self.operator](record.value(self.field), self.operand)

    def names(self, field: str) -> frozenset[str] | None:
        """The value or values that it asks for, if it is about the field."""
        if field != self.field or self.operand == ANY:
            return None
        if self.operator == "eq":
            return frozenset({self.operand})
        return frozenset(self.operand) if self.operator == "in" and ANY not in self.operand else None

    def contained(self) -> dict[str, Any] | None:
        """Equality with a label or a piece of metadata; nothing for the user, who is the subject."""
        if self.field == "user_id":
            return {} if self.operator in ("eq", "in") else None
        if self.operator != "eq" or self.operand == ANY:
            return None
        if self.field in ENTITY_FIELDS:
            return {LABELS: {self.field: self.operand}}
        if self.field.startswith("metadata."):
            return {self.field.removeprefix("metadata."): self.operand}
        return None


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to hold; without parts it always does."""

    parts: Sequence[Filter] = ()

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils every part."""
        return all(part.holds(record) for part in self.parts)

    def names(self, field: str) -> frozenset[str] | None:
        """What every part allows."""
        bounds = [bound for part in self.parts if (bound := part.names(field)) is not None]
        return frozenset.intersection(*bounds) if bounds else None

    def contained(self) -> dict[str, Any] | None:
        """The metadata of all parts together."""
        together: dict[str, Any] = {}
        for part in self.parts:
            own = part.contained()
            if own is None:
                return None
            labels = {**together.get(LABELS, {}), **own.get(LABELS, {})}
            if any(name in together and together[name] != value for name, value in own.items() if name != LABELS):
                return None
            together |= own
            if labels:
                together[LABELS] = labels
        return together


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part has to hold."""

    parts: Sequence[Filter]

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils some part."""
        return any(part.holds(record) for part in self.parts)

    def names(self, field: str) -> frozenset[str] | None:
        """What some part allows."""
        bounds = [part.names(field) for part in self.parts]
        known = [bound for bound in bounds if bound is not None]
        return frozenset.union(*known) if known and len(known) == len(bounds) else None

    def contained(self) -> dict[str, Any] | None:
        """Only for a choice of users, which asks for no metadata."""
        return {} if self.parts and all(part.contained() == {} for part in self.parts) else None


@dataclass(frozen=True, slots=True)
class Not:
    """No part may hold."""

    parts: Sequence[Filter]

    def holds(self, record: Record) -> bool:
        """Whether a record fulfils none of the parts."""
        return not any(part.holds(record) for part in self.parts)

    def names(self, field: str) -> frozenset[str] | None:
        """No bound."""
        return None

    def contained(self) -> dict[str, Any] | None:
        """Cannot be said by what is contained."""
        return None


def read_filter(written: Any, *, others_are_metadata: bool = False) -> Filter:
    """The filter that a request writes down.

    ``others_are_metadata``: a field that Mem0's service does not know is one of the metadata, as its open server has
    it. Raises `InvalidRequest` naming what is wrong.
    """
    if written is None:
        return All()
    return _Reading(others_are_metadata).group(written, "filters", 0)


def read_python(text: str) -> Any:
    """Filters in a query string, where Mem0's client writes them as Python shows a dict. Raises `InvalidRequest`."""
    try:
        written = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        written = None
    if not isinstance(written, dict):
        raise InvalidRequest("filters: cannot be read; give user_id, agent_id, app_id or run_id instead.")
    return written


class _Reading:
    def __init__(self, others_are_metadata: bool) -> None:
        self._others_are_metadata = others_are_metadata
        self._conditions = 0

    def group(self, written: Any, place: str, depth: int) -> Filter:
        if not isinstance(written, dict):
            raise InvalidRequest(f"{place}: must be an object.")
        if depth > MAX_DEPTH:
            raise InvalidRequest(f"filters: must not be nested deeper than {MAX_DEPTH} levels.")
        parts: list[Filter] = []
        for name, value in written.items():
            if name in ("AND", "OR", "NOT"):
                inner = [value] if isinstance(value, dict) and name == "NOT" else value
                if not isinstance(inner, list):
                    raise InvalidRequest(f"{place}.{name}: must be a list.")
                read = [self.group(one, f"{place}.{name}", depth + 1) for one in inner]
                parts.append({"AND": All, "OR": AnyOf, "NOT": Not}[name](read))
            elif name == "metadata":
                parts += self._metadata(value, f"{place}.metadata")
            elif name in FIELDS:
                parts += self._conditions_of(name, value, f"{place}.{name}")
            elif self._others_are_metadata:
                parts += self._conditions_of(f"metadata.{name}", value, f"{place}.{name}")
            else:
                raise InvalidRequest(f"{place}.{str(name)[:100]}: is no field to filter by.")
        return parts[0] if len(parts) == 1 else All(parts)

    def _metadata(self, written: Any, place: str) -> list[Filter]:
        if not isinstance(written, dict):
            raise InvalidRequest(f"{place}: must be an object.")
        whole = [name for name in written if name in ("eq", "ne", "contains")]
        if whole and len(whole) == len(written) and all(isinstance(one, dict) for one in written.values()):
            made: list[Filter] = []
            for operator, pieces in written.items():
                for name, value in pieces.items():
                    made += self._conditions_of(f"metadata.{name}", {operator: value}, place)
            return made
        return [
            one
            for name, value in written.items()
            for one in self._conditions_of(f"metadata.{name}", value, f"{place}.{name}")
        ]

    def _conditions_of(self, field: str, written: Any, place: str) -> list[Filter]:
        if not isinstance(written, dict):
            written = {"in" if isinstance(written, list) else "eq": written}
        made: list[Filter] = []
        for operator, operand in written.items():
            self._conditions += 1
            if self._conditions > MAX_CONDITIONS:
                raise InvalidRequest(f"filters: must not hold more than {MAX_CONDITIONS} conditions.")
            made.append(Condition(field, *_checked(field, operator, operand, place)))
        return made


def _checked(field: str, operator: Any, operand: Any, place: str) -> tuple[str, Any]:
    if operator not in OPERATORS:
        known = ", ".join(sorted(OPERATORS))
        raise InvalidRequest(f"{place}.{str(operator)[:100]}: is no comparison; there are {known}.")
    if operator in ("in", "nin") and not isinstance(operand, list):
        raise InvalidRequest(f"{place}.{operator}: must be a list.")
    if field in TIME_FIELDS and operand != ANY:
        many = isinstance(operand, list)
        moments = [read_time(one, place) for one in (operand if many else [operand])]
        return operator, moments if many else moments[0]
    if field in ENTITY_FIELDS:
        for one in operand if isinstance(operand, list) else [operand]:
            if not isinstance(one, str):
                raise InvalidRequest(f"{place}: must be text.")
    if operator in ("gt", "gte", "lt", "lte") and not isinstance(operand, (int, float, str, datetime)):
        raise InvalidRequest(f"{place}.{operator}: must be a number, a text or a time.")
    return operator, operand


def read_time(written: Any, place: str) -> datetime:
    """A date, a time in ISO 8601 or the seconds since 1970. Raises `InvalidRequest`, naming the place."""
    try:
        if isinstance(written, (int, float)) and not isinstance(written, bool):
            return datetime.fromtimestamp(written, UTC)
        if isinstance(written, str) and written.isdigit() and len(written) > 8:
            return datetime.fromtimestamp(int(written), UTC)
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise InvalidRequest(f"{place}: must be a date, a time in ISO 8601 or seconds since 1970.") from None


def _equal(value: Any, operand: Any) -> bool:
    if operand == ANY:
        return value is not None
    return operand in value if isinstance(value, list) and not isinstance(operand, list) else bool(value == operand)


def _within(value: Any, operand: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(_equal(one, other) for one in values for other in operand)


def _contains(value: Any, operand: Any) -> bool:
    if isinstance(value, list):
        return _within(value, operand if isinstance(operand, list) else [operand])
    return value is not None and str(operand) in str(value)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def holds(value: Any, operand: Any) -> bool:
        try:
            return value is not None and compare(value, operand)
        except TypeError:
            return False

    return holds


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": _equal,
    "ne": lambda value, operand: not _equal(value, operand),
    "in": _within,
    "nin": lambda value, operand: not _within(value, operand),
    "contains": _contains,
    "icontains": lambda value, operand: _contains(str(value or "").lower(), str(operand).lower()),
    "gt": _ordered(lambda value, operand: value > operand),
    "gte": _ordered(lambda value, operand: value >= operand),
    "lt": _ordered(lambda value, operand: value < operand),
    "lte": _ordered(lambda value, operand: value <= operand),
}
"""What a field's value may be compared by."""
