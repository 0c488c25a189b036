"""Programs and projects with their goals, benefits and charters, and what holds for the whole workspace."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain import choices as c
from pmtui.domain import fields as f
from pmtui.domain.entities.entity import Entity


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
