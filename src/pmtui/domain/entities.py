"""The entities of a workspace, each defined once: tables, forms, validation and files all derive from here."""

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import ClassVar

from pmtui.domain import choices as c
from pmtui.domain import fields as f
from pmtui.domain.fields import Description, OnDelete


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A row of a table; ``id`` is never reused, and 0 in a row that is not stored yet."""

    table: ClassVar[str]
    noun: ClassVar[str]  # the term, as it reads inside a sentence
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()  # pairs of days: the first not after the second
    journaled: ClassVar[bool] = True  # part of undo

    id: int = 0
    version: int = field(default=1, compare=False)  # rises with each change, so that an old form is noticed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Entity):
    """What holds for the whole workspace: exactly one row."""

    table, noun = "settings", "settings"
    default_rate: int = f.money("Default rate, an hour", 10_000, hint="for work that nobody is assigned to")
    demo_from: date | None = f.day("Demo from", typed=False)  # the Monday that the sample is relative to


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Entity):
    table, noun, unique = "holiday", "holiday", (("day",),)
    day: date | None = f.day("Day", required=True)
    name: str = f.text("Name", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Entity):
    table, noun, unique = "program", "program", (("name",),)
    in_order = (("start", "target_finish"),)
    name: str = f.text("Name", required=True)
    vision: str = f.long("Vision")
    sponsor: str = f.text("Sponsor")
    manager: str = f.text("Program manager")
    start: date | None = f.day("Start")
    target_finish: date | None = f.day("Target finish")
    budget: int | None = f.money("Budget")
    currency: str = f.text("Currency", required=True, most=3, hint="ISO 4217, such as EUR")
    phase: c.Phase = f.choice("Phase", c.Phase.DELIVERY)
    position: int = f.whole("Order", 0, typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Entity):
    table, noun, unique = "goal", "goal", (("program_id", "name"),)
    program_id: int = f.ref("Program", "Program", typed=False)
    name: str = f.text("Name", required=True)
    statement: str = f.long("Statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Entity):
    table, noun, unique = "contribution", "contribution", (("goal_id", "project_id"),)
    goal_id: int = f.ref("Goal", "Goal")
    project_id: int = f.ref("Project", "Project")
    level: c.Level = f.choice("Contributes", c.Level.MEDIUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Entity):
    table, noun, unique = "benefit", "benefit", (("program_id", "name"),)
    program_id: int = f.ref("Program", "Program", typed=False)
    name: str = f.text("Name", required=True)
    owner: str = f.text("Owner")
    unit: str = f.text("Unit", most=40)
    baseline: str = f.number("Baseline")
    target: str = f.number("Target")
    actual: str = f.number("Actual")
    due: date | None = f.day("Due")
    lag_days: int = f.days("Lag", 0, hint="working days from the last contribution's finish to the benefit")
    status: c.BenefitStatus = f.choice("Status", c.BenefitStatus.IDENTIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitSource(Entity):
    """A project, or one deliverable of it, that a benefit waits for."""

    table, noun = "benefit_source", "benefit contribution"
    unique = (("benefit_id", "project_id", "work_item_id"),)
    benefit_id: int = f.ref("Benefit", "Benefit")
    project_id: int = f.ref("Project", "Project")
    work_item_id: int | None = f.ref("Deliverable", "WorkItem", required=False, hint="none: the whole project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Entity):
    table, noun, unique = "project", "project", (("code",),)
    in_order = (("start", "target_finish"),)
    program_id: int = f.ref("Program", "Program", typed=False)
    code: str = f.text("Code", required=True, most=12, hint="short, such as SHT")
    name: str = f.text("Name", required=True)
    manager: str = f.text("Project manager")
    sponsor: str = f.text("Sponsor")
    priority: int = f.whole("Priority", 5, least=1, most=999, hint="1 is first")
    start: date | None = f.day("Start")
    target_finish: date | None = f.day("Target finish")
    budget: int | None = f.money("Budget")
    status: c.ProjectStatus = f.choice("Status", c.ProjectStatus.PROPOSED)
    next_number: int = f.whole("Next work item number", 1, least=1, typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter(Entity):
    """What bounds a project; its statements are entities of their own. Every project has exactly one."""

    table, noun, unique = "charter", "charter", (("project_id",),)
    project_id: int = f.ref("Project", "Project", typed=False)
    purpose: str = f.long("Purpose")
    success_criteria: str = f.long("Success criteria")
    assumptions: str = f.long("Assumptions")
    constraints: str = f.long("Constraints")
    approved_on: date | None = f.day("Approved on")
    approved_by: str = f.text("Approved by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeStatement(Entity):
    table, noun = "scope_statement", "scope statement"
    project_id: int = f.ref("Project", "Project", typed=False)
    kind: c.StatementKind = f.choice("Kind", c.StatementKind.IN)
    text: str = f.text("Statement", required=True)
    position: int = f.whole("Order", 0, typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthOverride(Entity):
    """A health that the manager set by hand over the computed one."""

    table, noun, unique = "health_override", "health override", (("project_id", "aspect"),)
    project_id: int = f.ref("Project", "Project", typed=False)
    aspect: c.HealthAspect = f.choice("Aspect", c.HealthAspect.SCHEDULE)
    rag: c.Rag = f.choice("Health", c.Rag.NOT_SET)
    reason: str = f.text("Reason", required=True)


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
    added_on: date | None = f.day("Added on", typed=False)
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
class Assignment(Entity):
    """A resource on a work item; units in hundredths, so that 50 is half of a person's share of the day."""

    table, noun, unique = "assignment", "assignment", (("work_item_id", "resource_id"),)
    work_item_id: int = f.ref("Work item", "WorkItem", typed=False)
    resource_id: int = f.ref("Resource", "Resource")
    units: int = f.percent("Units", 100, least=1, most=1_000_000, hint="percent of one unit: 100 is one")
    spent: int = f.minutes("Time spent", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyEntry(Entity):
    table, noun = "money_entry", "money entry"
    project_id: int = f.ref("Project", "Project", typed=False)
    work_item_id: int | None = f.ref("Work item", "WorkItem", required=False, on_delete=OnDelete.CLEARS)
    day: date | None = f.day("Day", required=True)
    kind: c.MoneyKind = f.choice("Kind", c.MoneyKind.OTHER)
    status: c.MoneyStatus = f.choice("Status", c.MoneyStatus.ACTUAL)
    amount: int = f.money("Amount", 0, least=-(10**15), blank=True)
    note: str = f.text("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Entity):
    """A *needs you* row that the manager accepted until a day; ``subject`` is the row's identity."""

    table, noun, unique = "acceptance", "acceptance", (("subject",),)
    subject: str = f.text("Row", required=True, typed=False)
    until: date | None = f.day("Until", required=True)
    reason: str = f.text("Reason", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Entity):
    """Figures of a project on a day, kept for trends; money in minor units, effort in minutes."""

    table, noun, unique = "snapshot", "snapshot", (("project_id", "day"),)
    journaled = False
    project_id: int = f.ref("Project", "Project", typed=False)
    day: date | None = f.day("Day", required=True, typed=False)
    finish: date | None = f.day("Finish", typed=False)
    slip: int | None = f.whole("Slip", None, least=-1_000_000, typed=False)
    cost: int = f.money("Cost", 0, least=-(10**15))
    progress: int = f.percent("Progress", 0)
    effort_in_scope: int = f.minutes("Effort in scope", 0)
    effort_in_question: int = f.minutes("Effort in question", 0)
    effort_out: int = f.minutes("Effort out of scope", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entity):
    """A record of what was decided, with the options as they stood (JSON) and the reason."""

    table, noun = "decision", "decision"
    program_id: int = f.ref("Program", "Program", typed=False)
    project_id: int | None = f.ref("Project", "Project", required=False, on_delete=OnDelete.CLEARS)
    title: str = f.text("Title", required=True)
    kind: c.DecisionKind = f.choice("Kind", c.DecisionKind.OTHER)
    disposition: c.Disposition | None = f.optional_choice("Disposition", c.Disposition, typed=False)
    chosen: str = f.text("Chosen option")
    rationale: str = f.long("Rationale", required=True)
    decided_on: date | None = f.day("Decided on", required=True)
    decided_by: str = f.text("Decided by")
    effective_from: date | None = f.day("Effective from")
    options: str = f.long("Options considered", typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRequest(Entity):
    """Work put in question by a project, or an idea that is no work item yet."""

    table, noun = "scope_request", "scope request"
    project_id: int = f.ref("Project", "Project", hint="where it comes from")
    work_item_id: int | None = f.ref(
        "Work item", "WorkItem", required=False, on_delete=OnDelete.CLEARS, typed=False
    )
    title: str = f.text("Title", required=True)
    why: str = f.long("Why", required=True)
    effort: int | None = f.minutes("Effort", hint="a first guess, for an idea")
    raised_by: str = f.text("Raised by")
    raised_on: date | None = f.day("Raised on", required=True)
    state: c.RequestState = f.choice("State", c.RequestState.SUBMITTED, typed=False)
    postponed_until: date | None = f.day("Postponed until", typed=False)
    decision_id: int | None = f.ref("Decision", "Decision", required=False, on_delete=OnDelete.HOLDS, typed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Entity):
    table, noun = "risk", "risk"
    program_id: int = f.ref("Program", "Program", typed=False)
    project_id: int | None = f.ref("Project", "Project", required=False, hint="none: the program's")
    event: str = f.text("Event", required=True, hint="what may happen")
    cause: str = f.text("Cause", hint="because of what")
    effect: str = f.text("Effect", hint="with what consequence")
    likelihood: int = f.whole("Likelihood", 3, least=1, most=5)
    impact: int = f.whole("Impact", 3, least=1, most=5)
    response: c.Response = f.choice("Response", c.Response.REDUCE)
    owner: str = f.text("Owner")
    due: date | None = f.day("Review by")
    status: c.RaidStatus = f.choice("Status", c.RaidStatus.OPEN)
    escalated: bool = f.flag("Escalated")
    notes: str = f.long("Notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entity):
    table, noun = "issue", "issue"
    program_id: int = f.ref("Program", "Program", typed=False)
    project_id: int | None = f.ref("Project", "Project", required=False, hint="none: the program's")
    title: str = f.text("Title", required=True)
    urgency: c.Level = f.choice("Urgency", c.Level.MEDIUM)
    impact: c.Level = f.choice("Impact", c.Level.MEDIUM)
    owner: str = f.text("Owner")
    due: date | None = f.day("Due")
    status: c.RaidStatus = f.choice("Status", c.RaidStatus.OPEN)
    escalated: bool = f.flag("Escalated")
    notes: str = f.long("Notes")


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


# In an order in which every entity comes after those that it refers to, but for work items among themselves.
ENTITIES: tuple[type[Entity], ...] = (
    Settings, Holiday, Program, Goal, Project, Charter, ScopeStatement, HealthOverride, Contribution, WorkItem,
    FormerNumber, Dependency, Benefit, BenefitSource, Skill, Resource, ResourceSkill, Absence, StaffingRequest,
    Allocation, Assignment, MoneyEntry, Acceptance, Snapshot, Decision, ScopeRequest, Risk, Issue, Baseline,
    BaselineItem,
)  # fmt: skip


_DESCRIBED: dict[type[Entity], dict[str, Description]] = {
    entity: {one.name: one.metadata["description"] for one in fields(entity) if one.metadata} for entity in ENTITIES
}


def described(entity: type[Entity]) -> dict[str, Description]:
    """The descriptions of an entity's fields by name, in order, without ``id`` and ``version``."""
    return _DESCRIBED[entity]


@cache
def entity_named(name: str) -> type[Entity]:
    """The entity class of that name, as references give it; KeyError where there is none."""
    return {one.__name__: one for one in ENTITIES}[name]
