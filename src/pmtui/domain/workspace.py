"""The immutable snapshot of everything in one database, with the look-ups that rules and screens need."""

from bisect import insort
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, cast
from weakref import ref

from pmtui.domain.calendar import Calendar
from pmtui.domain.entities import ENTITIES, Entity, Holiday, Project, Settings, WorkItem

E = TypeVar("E", bound=Entity)


class Workspace:
    """All rows of all entities at one journal head; never changed once made.

    Look-ups by field are built at the first use of that field and kept, which is safe since nothing changes.
    """

    def __init__(self, rows: Iterable[Entity] = (), head: int = 0) -> None:
        self.head = head
        self._rows: dict[type[Entity], dict[int, Entity]] = {entity: {} for entity in ENTITIES}
        for row in rows:
            self._rows[type(row)][row.id] = row
        self._indexes: dict[tuple[type[Entity], str], dict[Any, tuple[Entity, ...]]] = {}
        # Where it was made from another: that one, while somebody has it, and the rows that may differ from it.
        self._origin: ref[Workspace] | None = None
        self._touched: dict[type[Entity], frozenset[int]] = {}

    def changed(self, changes: Mapping[tuple[type[Entity], int], Entity | None]) -> "Workspace":
        """This workspace with some rows put in, put in the place of others, or (None) taken out; at the same head.

        What did not change is shared, so that it costs little.
        """
        by_entity: dict[type[Entity], dict[int, Entity | None]] = {}
        for (entity, id), row in changes.items():
            by_entity.setdefault(entity, {})[id] = row
        made = Workspace(head=self.head)
        made._rows = dict(self._rows)
        for entity, rows in by_entity.items():
            made._rows[entity] = _with(self._rows[entity], rows)
        made._indexes = dict(self._indexes)  # another thread may ask this one for one more meanwhile
        for entity, field in list(made._indexes):
            if entity in by_entity:
                made._indexes[entity, field] = self._regrouped(entity, field, by_entity[entity])
        known = self._origin is not None and self._origin() is not None
        made._origin, made._touched = (self._origin, dict(self._touched)) if known else (ref(self), {})
        for entity, rows in by_entity.items():
            made._touched[entity] = made._touched.get(entity, frozenset()) | rows.keys()
        return made

    def _regrouped(
        self, entity: type[Entity], field: str, rows: Mapping[int, Entity | None]
    ) -> dict[Any, tuple[Entity, ...]]:
        """The rows by the value of a field, with these in the place of those."""
        index = dict(self._indexes[entity, field])
        for id, new in rows.items():
            old = self._rows[entity].get(id)
            if old is not None:
                left = tuple(one for one in index.pop(getattr(old, field)) if one is not old)
                if left:
                    index[getattr(old, field)] = left
            if new is not None:
                group = list(index.get(getattr(new, field), ()))
                insort(group, new, key=attrgetter("id"))
                index[getattr(new, field)] = tuple(group)
        return index

    def all(self, entity: type[E]) -> Mapping[int, E]:
        """Every row of an entity by id, in order of id."""
        return cast("Mapping[int, E]", self._rows[entity])

    def get(self, entity: type[E], id: int | None) -> E | None:
        """The row of that id, or None."""
        return None if id is None else self.all(entity).get(id)

    def where(self, entity: type[E], field: str, value: object) -> tuple[E, ...]:
        """The rows whose ``field`` equals ``value``, in order of id."""
        return self.grouped(entity, field).get(value, ())

    def grouped(self, entity: type[E], field: str) -> Mapping[Any, tuple[E, ...]]:
        """The rows by the value of ``field``, in order of id, for those who ask ``where`` of many values."""
        index = self._indexes.get((entity, field))
        if index is None:
            origin = self._origin() if self._origin is not None else None
            index = self._grouped(entity, field) if origin is None else self._grouped_like(origin, entity, field)
            self._indexes[entity, field] = index
        return cast("Mapping[Any, tuple[E, ...]]", index)

    def _grouped(self, entity: type[Entity], field: str) -> dict[Any, tuple[Entity, ...]]:
        lists: dict[Any, list[Entity]] = {}
        for row in self._rows[entity].values():
            lists.setdefault(getattr(row, field), []).append(row)
        return {value: tuple(rows) for value, rows in lists.items()}

    def _grouped_like(self, origin: "Workspace", entity: type[Entity], field: str) -> dict[Any, tuple[Entity, ...]]:
        """By the groups of the workspace that this one was made from, which others made from it ask for as well."""
        origin.grouped(entity, field)
        rows = self._rows[entity]
        return origin._regrouped(entity, field, {id: rows.get(id) for id in self._touched.get(entity, ())})

    def differing(self, other: "Workspace", entity: type[Entity]) -> frozenset[int]:
        """The ids of rows that only one of two workspaces has, or that differ between them.

        It costs little where one was made from the other with ``changed``, or both from the same.
        """
        mine, theirs = self._rows[entity], other._rows[entity]
        if mine is theirs:
            return frozenset()
        ids = self._may_differ(other, entity)
        if ids is None:
            ids = mine.keys() | theirs.keys()
        return frozenset(id for id in ids if (one := mine.get(id)) is not (two := theirs.get(id)) and one != two)

    def _may_differ(self, other: "Workspace", entity: type[Entity]) -> Set[int] | None:
        """The ids of the rows touched between two workspaces; None where they have nothing in common."""
        mine, theirs = (one if one._origin is None else one._origin() for one in (self, other))
        touched = [one._touched.get(entity, frozenset()) for one in (self, other)]
        if mine is not None and mine is theirs:
            return touched[0] | touched[1]
        return touched[1] if theirs is self else touched[0] if mine is other else None

    @property
    def settings(self) -> Settings:
        """The settings of the workspace, or their defaults where none are stored yet."""
        return next(iter(self.all(Settings).values()), Settings())

    @cached_property
    def calendar(self) -> Calendar:
        """The working days: Monday to Friday less the holidays."""
        return Calendar(one.day for one in self.all(Holiday).values() if one.day is not None)

    def projects(self, program_id: int) -> tuple[Project, ...]:
        """The projects of a program, by priority and code."""
        found = self.where(Project, "program_id", program_id)
        return tuple(sorted(found, key=lambda one: (one.priority, one.code)))

    def name_of(self, item: WorkItem) -> str:
        """A work item's name as screens and messages show it, such as ``SHT-12``."""
        return f"{self.all(Project)[item.project_id].code}-{item.number}"


def _with(rows: dict[int, Entity], changes: Mapping[int, Entity | None]) -> dict[int, Entity]:
    """The rows with the changes, still in order of id."""
    found = dict(rows)
    for id, row in sorted(changes.items()):
        if row is None:
            found.pop(id, None)
        else:
            found[id] = row
    last = next(reversed(rows), 0)
    came_back = any(id < last and id not in rows for id, row in changes.items() if row is not None)
    return dict(sorted(found.items())) if came_back else found
