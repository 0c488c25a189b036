"""A small plan written down in few words, for cases worked out by hand."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from pmtui.domain.choices import LinkKind, ProjectStatus
from pmtui.domain.entities import Allocation, Assignment, Dependency, Entity, Program, Project, Resource, WorkItem
from pmtui.domain.forecast import forecast
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace

MONDAY = date(2027, 2, 1)  # today in every sketch; day(0)
DAY = 480  # minutes


def day(index: int) -> date:
    """The weekday of that index from Monday on: 4 is Friday, 5 the next Monday, -1 the Friday before."""
    weeks, weekday = divmod(index, 5)
    return MONDAY + timedelta(days=7 * weeks + weekday)


class Sketch:
    """Rows of a workspace with one active project (1, SHT) and as many more as a case adds."""

    def __init__(self) -> None:
        self.rows: list[Entity] = [Program(id=1, name="Moon", currency="EUR")]
        self._last: dict[type[Entity], int] = {Program: 1}
        self.project("SHT")

    def add(self, entity: type[Entity], **values: Any) -> int:
        """A row of any entity; its id, counted from 1 by entity."""
        id = self._last[entity] = self._last.get(entity, 0) + 1
        self.rows.append(entity(id=id, **values))
        return id

    def project(self, code: str, **values: Any) -> int:
        values = {"program_id": 1, "status": ProjectStatus.ACTIVE, "name": code, **values}
        return self.add(Project, code=code, **values)

    def person(self, name: str, **values: Any) -> int:
        return self.add(Resource, name=name, **values)

    def share(self, resource: int, project: int, percent: int, first: int = 0, last: int | None = None) -> None:
        """A committed share from a day to a day; the resource must be one that plans by shares."""
        finish = None if last is None else day(last)
        self.add(
            Allocation, resource_id=resource, project_id=project, percent=percent, start=day(first), finish=finish
        )

    def item(
        self,
        effort: int | None = None,
        by: int | Iterable[int] = (),
        after: int | Iterable[int] = (),
        units: int = 100,
        project: int = 1,
        **values: Any,
    ) -> int:
        """A work item with ``effort`` in minutes, done ``by`` resources, finish-start ``after`` others."""
        number = self._last.get(WorkItem, 0) + 1
        id = self.add(WorkItem, project_id=project, number=number, title=f"Item {number}", effort=effort, **values)
        for resource in (by,) if isinstance(by, int) else by:
            self.add(Assignment, work_item_id=id, resource_id=resource, units=units)
        for before in (after,) if isinstance(after, int) else after:
            self.link(before, id)
        return id

    def link(self, before: int, after: int, kind: str = "FS", lag: int = 0) -> int:
        return self.add(Dependency, predecessor_id=before, successor_id=after, kind=LinkKind(kind), lag=lag)

    def run(self, today: date = MONDAY) -> Forecast:
        return forecast(Workspace(self.rows), today)


def span(found: Forecast, item: int) -> tuple[date | None, date | None]:
    """Start and finish of an item."""
    return found.items[item].start, found.items[item].finish


def minutes(found: Forecast, item: int, resource: int) -> list[int]:
    """What a resource gives to an item, day by day that it gives anything."""
    for work in found.work:
        if (work.item_id, work.resource_id) == (item, resource):
            return [given for _, given in sorted(work.minutes.items())]
    return []
