"""What is kept beside the plan: money, requests, decisions, risks, issues, acceptances, daily figures."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain import choices as c
from pmtui.domain import fields as f
from pmtui.domain.entities.entity import Entity
from pmtui.domain.fields import OnDelete


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
