"""Work items, the links between them, and baselines of them."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain import choices as c
from pmtui.domain import fields as f
from pmtui.domain.entities.entity import Entity
from pmtui.domain.fields import OnDelete


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem(Entity):
    """A piece of work, numbered within its project and placed in its outline."""

    table, noun, unique = "work_item", "work item", (("project_id", "number"),)
    in_order = (("started_on", "finished_on"),)
    project_id: int = f.ref("Project", "Project", typed=False)
    number: int = f.whole("Number", 1, least=1, typed=False)
    parent_id: int | None = f.ref("In", "WorkItem", required=False, hint="the deliverable that it is part of")
    position: int = f.whole("Order", 0, typed=False)
    title: str = f.text("Title", required=True)
    kind: c.WorkKind = f.choice("Kind", c.WorkKind.TASK)
    state: c.WorkState = f.choice("State", c.WorkState.TO_DO)
    effort: int | None = f.minutes("Effort", hint="3d, 12h; empty with a fixed duration")
    duration: int | None = f.days("Fixed duration", hint="working days, whatever the effort")
    percent: int = f.percent("% complete", 0)
    remaining: int | None = f.minutes("Remaining", hint="empty: effort x (1 - % complete)")
    started_on: date | None = f.day("Started on")
    finished_on: date | None = f.day("Finished on")
    start_no_earlier: date | None = f.day("Start no earlier than")
    deadline: date | None = f.day("Deadline")
    blocked_until: date | None = f.day("Blocked until")
    scope: c.Scope = f.choice("Scope", c.Scope.IN_SCOPE, typed=False)
    statement_id: int | None = f.ref(
        "Serves statement", "ScopeStatement", required=False, on_delete=OnDelete.CLEARS
    )
    added_on: date | None = f.day("Added on", typed=False)  # to this project
    was_staffed: bool = f.flag("Lost its last assignment", typed=False)  # then it has no finish until it is staffed
    notes: str = f.long("Notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerNumber(Entity):
    """The number that a work item had in a project before it moved, so that the old name still finds it."""

    table, noun, unique = "former_number", "former number", (("project_id", "number"),)
    project_id: int = f.ref("Project", "Project", typed=False)
    number: int = f.whole("Number", 1, least=1, typed=False)
    work_item_id: int = f.ref("Work item", "WorkItem", typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Entity):
    table, noun, unique = "dependency", "link", (("predecessor_id", "successor_id", "kind"),)
    predecessor_id: int = f.ref("Predecessor", "WorkItem")
    successor_id: int = f.ref("Successor", "WorkItem")
    kind: c.LinkKind = f.choice("Kind", c.LinkKind.FINISH_START)
    lag: int = f.days("Lag", 0, least=-10_000, hint="working days, may be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Entity):
    table, noun, unique = "baseline", "baseline", (("project_id", "name"),)
    project_id: int = f.ref("Project", "Project", typed=False)
    name: str = f.text("Name", required=True)
    approved_on: date | None = f.day("Approved on", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineItem(Entity):
    """A work item's dates, effort and cost as a baseline approved them."""

    table, noun, unique = "baseline_item", "baseline item", (("baseline_id", "work_item_id"),)
    baseline_id: int = f.ref("Baseline", "Baseline", typed=False)
    work_item_id: int = f.ref("Work item", "WorkItem", typed=False)
    start: date | None = f.day("Start", typed=False)
    finish: date | None = f.day("Finish", typed=False)
    effort: int | None = f.minutes("Effort")
    cost: int = f.money("Cost", 0)
