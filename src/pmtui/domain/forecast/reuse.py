"""What of an earlier preparation holds for a workspace that differs from its own in few rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING

from pmtui.domain.choices import ENDED, ENDED_WORK
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Dependency,
    MoneyEntry,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.forecast.plan import Plan
from pmtui.domain.forecast.replay import staffed
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.forecast.schedule import Schedule

if TYPE_CHECKING:
    from pmtui.domain.forecast.prepare import Preparation


@dataclass(frozen=True, slots=True)
class Reuse:
    """Which parts hold: the outline, what the resources have, and the links; ``items`` are those that differ."""

    before: "Preparation"
    items: frozenset[int]
    tree: bool
    staff: bool
    links: bool

    def renewed(self, now: "Preparation") -> set[int]:
        """The work items whose nodes have to be worked out anew, where the others are as they were."""
        old, new = self.before.workspace, now.workspace
        found = set(self.items)
        for id in old.differing(new, Assignment):
            found.update(one.work_item_id for side in (old, new) if (one := side.get(Assignment, id)))
        for id in old.differing(new, Project):
            found.update(one.id for one in new.where(WorkItem, "project_id", id))
        for then, present in ((self.before.postponed, now.postponed), (self.before.above, now.above)):
            found.update(id for id in then.keys() | present.keys() if then.get(id) != present.get(id))
        return found


def reuse(known: "Sequence[Preparation]", now: "Preparation") -> Reuse | None:
    """What holds of the earlier preparation of which most does; None where all are of other working days."""
    found = [_reuse(one, now) for one in known if same_days(one.plan, now.plan)]
    return max(found, key=lambda one: one.tree + one.staff + one.links, default=None)


def _reuse(before: "Preparation", now: "Preparation") -> Reuse:
    old, new = before.workspace, now.workspace
    items = old.differing(new, WorkItem)
    there = all(id in before.items and id in now.items for id in items)
    tree = there and all(before.items[id].parent_id == now.items[id].parent_id for id in items)
    staff = not any(old.differing(new, entity) for entity in (Resource, Absence, Allocation))
    links = there and not old.differing(new, Dependency) and _same_links(before, now, items)
    return Reuse(before, items, tree, staff, links)


def nearest(plan: Plan, known: Sequence[Plan]) -> int | None:
    """The place of the earlier plan whose schedule is the most like this one's; None where none is of its days.

    It goes by the work that the one has somebody for and the other has not: this takes all that waits for it out of
    the schedule, or puts it in, while most other changes move little.
    """
    found = [place for place, one in enumerate(known) if same_days(one, plan)]
    if len(found) < 2:
        return next(iter(found), None)
    return min(found, key=lambda place: _staffed_otherwise(known[place], plan))


def _staffed_otherwise(before: Plan, now: Plan) -> int:
    """How much work has somebody in one of two plans alone; all of it where they are not of the same work."""
    if before.items != now.items:
        return len(now.items)
    differing = compress(zip(before.uses, now.uses, strict=True), map(ne, before.uses, now.uses))
    return sum(staffed(before.capacity, then) != staffed(now.capacity, present) for then, present in differing)


def same_days(one: Plan, other: Plan) -> bool:
    """Whether two plans number the same working days."""
    return (one.base, one.limit, one.calendar) == (other.base, other.limit, other.calendar)


def standing(
    before: "Preparation",
    then: Schedule,
    known: Mapping[int, ProjectForecast],
    now: "Preparation",
    schedule: Schedule,
) -> dict[int, ProjectForecast]:
    """Of the figures of projects from before those that still hold, since nothing that they come from differs.

    Where a project has no finish the reason may lie in any other, so that those are never among them.
    """
    old, new = before.workspace, now.workspace
    if (
        before.plan.items != now.plan.items
        or not same_days(before.plan, now.plan)
        or old.settings != new.settings
        or any(old.differing(new, entity) for entity in (Resource, MoneyEntry))
    ):
        return {}
    differing = set(old.differing(new, Project))
    work = set(old.differing(new, WorkItem))
    for id in old.differing(new, Assignment):
        work.update(one.work_item_id for side in (old, new) if (one := side.get(Assignment, id)))
    for side in (old, new):
        for item in [side.get(WorkItem, id) for id in work]:
            above = side.get(WorkItem, item.parent_id) if item else None
            differing.update(one.project_id for one in (item, above) if one)
    for old_ones, new_ones in (
        (then.start, schedule.start),
        (then.end, schedule.end),
        (then.taken, schedule.taken),
        (before.plan.project, now.plan.project),
    ):
        differing.update(compress(now.plan.project, map(ne, old_ones, new_ones)))
    return {id: one for id, one in known.items() if one.finish is not None and id not in differing}


def _same_links(before: "Preparation", now: "Preparation", items: frozenset[int]) -> bool:
    """Whether links stand for the same ones between nodes, as far as the rows of items and projects say."""
    old, new = before.projects, now.projects
    if any(
        id in new and id in old and old[id].status is not new[id].status
        for id in before.workspace.differing(now.workspace, Project)
    ):
        return False
    for id in items:
        then, present = before.items[id], now.items[id]
        if (then.state in ENDED_WORK or present.state in ENDED_WORK) and then.state is not present.state:
            return False
        if (then.started_on, then.finished_on) != (present.started_on, present.finished_on):
            return False
        if (old[then.project_id].status in ENDED) != (new[present.project_id].status in ENDED):
            return False
        if then.parent_id != present.parent_id and (_linked_above(before, id) or _linked_above(now, id)):
            return False
    return True


def _linked_above(ready: "Preparation", id: int) -> bool:
    """Whether a link ends at something that an item is in."""
    workspace = ready.workspace
    return any(
        workspace.where(Dependency, end, one)
        for one in _around(ready, id)
        for end in ("predecessor_id", "successor_id")
    )


def _around(ready: "Preparation", id: int) -> Iterator[int]:
    seen = {id}
    item = ready.items.get(ready.items[id].parent_id or 0)
    while item is not None and item.id not in seen:
        seen.add(item.id)
        yield item.id
        item = ready.items.get(item.parent_id or 0)
