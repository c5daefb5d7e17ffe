"""Who and what is talked about, from the names in texts and the relatives that are known. Pure, for every store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid5

from toldonce.model import Entity
from toldonce.ports import USER, EntityKind, Relations

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Named:
    """How often one name with one kind was mentioned, in turns, and when first and last."""

    entity_key: str
    name: str
    kind: EntityKind
    turns: int
    first_at: datetime
    last_at: datetime


def canonical_key(entity_key: str, relations: Relations) -> str:
    """A relative of whom exactly one name is known goes by that name."""
    names = relations.get(entity_key, ())
    return names[0] if len(names) == 1 else entity_key


def keys_of(entity_key: str, relations: Relations) -> list[str]:
    """Everything that means the same as a canonical key."""
    return [entity_key, *(relative for relative, names in relations.items() if list(names) == [entity_key])]


def entities_of(scope_id: UUID, named: Iterable[Named], relations: Relations) -> list[Entity]:
    """The entities, the most mentioned first."""
    groups: defaultdict[str, list[Named]] = defaultdict(list)
    for one in named:
        groups[canonical_key(one.entity_key, relations)].append(one)
    entities = [_entity(scope_id, key, own, relations) for key, own in groups.items()]
    return sorted(entities, key=lambda one: (-one.mention_count, one.name, one.entity_id))


def entity_id_of(scope_id: UUID, entity_key: str) -> UUID:
    """The id of an entity follows from its name."""
    return uuid5(scope_id, entity_key)


def is_called(entity: Entity, q: str | None) -> bool:
    """Whether ``q`` is a part of one of its names; None: of everybody's."""
    return q is None or any(q.casefold() in name.casefold() for name in (entity.name, *entity.aliases))


def _entity(scope_id: UUID, key: str, own: Sequence[Named], relations: Relations) -> Entity:
    names: Counter[str] = Counter()
    kinds: Counter[EntityKind] = Counter()
    for one in own:
        kinds[one.kind] += one.turns
        # What a relative is called without a name ("my sister") is no name once there is one.
        if one.entity_key == key:
            names[one.name] += one.turns
    name = _first(names) if names else key
    return Entity(
        entity_id=entity_id_of(scope_id, key),
        name=name,
        kind=_first(kinds),
        relation=_relation(key, relations),
        aliases=sorted(names.keys() - {name}),
        mention_count=sum(one.turns for one in own),
        first_at=min(one.first_at for one in own),
        last_at=max(one.last_at for one in own),
    )


def _first(counts: Mapping[Name, int]) -> Name:
    """The most frequent; of equals the first in order."""
    return min(counts, key=lambda one: (-counts[one], one))


def _relation(key: str, relations: Relations) -> str | None:
    if key.startswith(f"{USER}."):
        return key.removeprefix(f"{USER}.")
    for relative, names in relations.items():
        if key in names:
            return relative.removeprefix(f"{USER}.")
    return None
