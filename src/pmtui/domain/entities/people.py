"""People, teams and equipment: skills, absences, shares, and what they work on."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain import choices as c
from pmtui.domain import fields as f
from pmtui.domain.entities.entity import Entity
from pmtui.domain.fields import OnDelete


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill(Entity):
    table, noun, unique = "skill", "skill", (("name",),)
    name: str = f.text("Name", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Entity):
    """Who or what does the work; a team or a kind of equipment has several units."""

    table, noun, unique = "resource", "resource", (("name",),)
    in_order = (("available_from", "available_to"),)
    name: str = f.text("Name", required=True)
    kind: c.ResourceKind = f.choice("Kind", c.ResourceKind.PERSON)
    role: str = f.text("Role")
    units: int = f.whole("Units", 1, least=1, most=10_000, hint="a person has 1")
    minutes_a_day: int = f.hours_a_day("Hours a day", 480)
    rate: int | None = f.money("Cost an hour", hint="empty: the workspace's default rate")
    available_from: date | None = f.day("Available from")
    available_to: date | None = f.day("Available to", hint="the last day, for who leaves")
    plans_by_shares: bool = f.flag("Plans by shares", typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSkill(Entity):
    table, noun, unique = "resource_skill", "skill level", (("resource_id", "skill_id"),)
    resource_id: int = f.ref("Resource", "Resource", typed=False)
    skill_id: int = f.ref("Skill", "Skill")
    level: int = f.whole("Level", 3, least=1, most=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Entity):
    table, noun, in_order = "absence", "absence", (("start", "finish"),)
    resource_id: int = f.ref("Resource", "Resource", typed=False)
    start: date | None = f.day("From", required=True)
    finish: date | None = f.day("To", required=True)
    reason: str = f.text("Reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Entity):
    """A resource's share promised to a project, from a day to a day, both included."""

    table, noun, in_order = "allocation", "allocation", (("start", "finish"),)
    resource_id: int = f.ref("Resource", "Resource")
    project_id: int = f.ref("Project", "Project")
    percent: int = f.percent("Percent", 100, least=1)
    start: date | None = f.day("From", required=True)
    finish: date | None = f.day("To", hint="empty: no end")
    status: c.AllocationStatus = f.choice("Status", c.AllocationStatus.COMMITTED)
    request_id: int | None = f.ref(
        "Fills request", "StaffingRequest", required=False, on_delete=OnDelete.CLEARS, typed=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingRequest(Entity):
    """Someone whom a project asks for; filled while the shares given for it cover what it asks."""

    table, noun, in_order = "staffing_request", "staffing request", (("start", "finish"),)
    project_id: int = f.ref("Project", "Project", typed=False)
    role: str = f.text("Role", required=True)
    skill_id: int | None = f.ref("Skill", "Skill", required=False, on_delete=OnDelete.CLEARS)
    level: int | None = f.whole("Level", None, least=1, most=5)
    percent: int = f.percent("Percent", 100, least=1)
    start: date | None = f.day("From", required=True)
    finish: date | None = f.day("To")
    needed_by: date | None = f.day("Needed by")
    why: str = f.text("Why")
    state: c.StaffingState = f.choice("State", c.StaffingState.OPEN)
    answer: str = f.text("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Entity):
    """A resource on a work item; units in hundredths, so that 50 is half of a person's share of the day.

    Without units it works there no more, and the time that it has spent stays with it.
    """

    table, noun, unique = "assignment", "assignment", (("work_item_id", "resource_id"),)
    work_item_id: int = f.ref("Work item", "WorkItem", typed=False)
    resource_id: int = f.ref("Resource", "Resource")
    units: int = f.percent("Units", 100, most=1_000_000, hint="1 is all of a unit's day; 0: works there no more")
    spent: int = f.minutes("Time spent", 0)
