"""The immutable snapshot of everything in one database, with the look-ups that rules and screens need."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

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

    def changed(self, changes: Mapping[tuple[type[Entity], int], Entity | None]) -> "Workspace":
        """This workspace with some rows put in, put in the place of others, or (None) taken out; at the same head.

        A new row must have a higher id than those there. What did not change is shared, so that it costs little.
        """
        made = Workspace(head=self.head)
        made._rows = dict(self._rows)
        entities = {entity for entity, _ in changes}
        for entity in entities:
            made._rows[entity] = dict(self._rows[entity])
        for (entity, id), row in changes.items():
            if row is None:
                made._rows[entity].pop(id, None)
            else:
                made._rows[entity][id] = row
        made._indexes = {key: index for key, index in self._indexes.items() if key[0] not in entities}
        return made

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
            lists: dict[Any, list[Entity]] = {}
            for row in self._rows[entity].values():
                lists.setdefault(getattr(row, field), []).append(row)
            index = {value: tuple(rows) for value, rows in lists.items()}
            self._indexes[entity, field] = index
        return cast("Mapping[Any, tuple[E, ...]]", index)

    def differing(self, other: "Workspace", entity: type[Entity]) -> frozenset[int]:
        """The ids of rows that only one of two workspaces has, or that differ between them.

        It costs nothing where one was made from the other with ``changed`` and the entity's rows are shared.
        """
        mine, theirs = self._rows[entity], other._rows[entity]
        if mine is theirs:
            return frozenset()
        ids = mine.keys() | theirs.keys()
        return frozenset(id for id in ids if (one := mine.get(id)) is not (two := theirs.get(id)) and one != two)

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
