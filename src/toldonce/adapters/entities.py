"""Who and what is talked about, from the names in texts and the relatives that are known. Pure, for every store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid5

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.errors import NotFound
from toldonce.model import Entity, Neighbour, Page
from toldonce.ports import USER, EntityKind, Relations

NO_ENTITY = "There is no such entity in this subject's memory."
MOST_NEIGHBOURS = 20
LIVING: frozenset[EntityKind] = frozenset({"person", "animal"})

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Named:
    """In how many turns and memories told directly one name was mentioned with one kind, and when first and last."""

    entity_key: str
    name: str
    kind: EntityKind
    times: int
    first_at: datetime
    last_at: datetime


class Entities:
    """The entities behind names: a relative of whom exactly one name is known goes by that name."""

    def __init__(self, scope_id: UUID, named: Iterable[Named], relations: Relations) -> None:
        self._scope_id = scope_id
        self._relations = relations
        groups: defaultdict[str, list[Named]] = defaultdict(list)
        for one in named:
            groups[self._canonical(one.entity_key)].append(one)
        self.by_key = {key: self._entity(key, own) for key, own in groups.items()}

    def called(self, q: str | None) -> list[Entity]:
        """Those of whom ``q`` is a part of a name (None: all), the most mentioned first."""
        found = [one for one in self.by_key.values() if _is_called(one, q)]
        return sorted(found, key=_place)

    def key_of(self, entity_id: UUID) -> str:
        """Raises `NotFound`."""
        for key, entity in self.by_key.items():
            if entity.entity_id == entity_id:
                return key
        raise NotFound(NO_ENTITY)

    def keys_of(self, key: str) -> list[str]:
        """The key of an entity with everything else that means the same."""
        return [key, *(relative for relative, names in self._relations.items() if list(names) == [key])]

    def neighbours(self, together: Mapping[str, int]) -> list[Neighbour]:
        """Who is mentioned beside an entity; ``together`` counts by name what mentions both."""
        counts: Counter[str] = Counter()
        for key, count in together.items():
            counts[self._canonical(key)] += count
        found = [Neighbour(entity=self.by_key[key], together=count) for key, count in counts.items()]
        return sorted(found, key=lambda one: (-one.together, *_place(one.entity)))[:MOST_NEIGHBOURS]

    def _canonical(self, entity_key: str) -> str:
        names = self._relations.get(entity_key, ())
        return names[0] if len(names) == 1 else entity_key

    def _entity(self, key: str, own: Sequence[Named]) -> Entity:
        names: Counter[str] = Counter()
        kinds: Counter[EntityKind] = Counter()
        for one in own:
            kinds[one.kind] += one.times
            # What a relative is called without a name ("my sister") is no name once there is one.
            if one.entity_key == key:
                names[one.name] += one.times
        name = _most_frequent(names) if names else key
        relation = self._relation(key)
        if relation is not None and (living := {kind: count for kind, count in kinds.items() if kind in LIVING}):
            kinds = Counter(living)  # Words around a name guess worse than who was introduced: "a cake for Nora".
        return Entity(
            entity_id=uuid5(self._scope_id, key),
            name=name,
            kind=_most_frequent(kinds),
            relation=relation,
            aliases=sorted(names.keys() - {name}),
            mention_count=sum(one.times for one in own),
            first_at=min(one.first_at for one in own),
            last_at=max(one.last_at for one in own),
        )

    def _relation(self, key: str) -> str | None:
        if key.startswith(f"{USER}."):
            return key.removeprefix(f"{USER}.")
        own = (relative for relative, names in self._relations.items() if key in names)
        relative = next(own, None)
        return None if relative is None else relative.removeprefix(f"{USER}.")


def entity_page(entities: Sequence[Entity], limit: int, cursor: str | None, up_to_seq: int) -> Page[Entity]:
    """A page of entities that are in order. Raises `InvalidRequest` for a cursor that is not of this list."""
    after = decode_cursor(cursor, int, str, UUID) if cursor is not None else None
    left = [one for one in entities if after is None or _place(one) > after]
    shown = left[:limit]
    next_cursor = encode_cursor(_place(shown[-1])) if len(left) > limit else None
    return Page(items=shown, next_cursor=next_cursor, up_to_seq=up_to_seq)


def _place(entity: Entity) -> tuple[int, str, UUID]:
    return -entity.mention_count, entity.name, entity.entity_id


def _is_called(entity: Entity, q: str | None) -> bool:
    return q is None or any(q.casefold() in name.casefold() for name in (entity.name, *entity.aliases))


def _most_frequent(counts: Mapping[Name, int]) -> Name:
    """Of equals the first in order."""
    return min(counts, key=lambda one: (-counts[one], one))
