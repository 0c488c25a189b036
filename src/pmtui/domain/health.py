"""The health of a project: schedule, cost, resources and scope, each with its reasons; overall is the worst."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.amounts import show_money, show_over
from pmtui.domain.choices import ENDED, HealthAspect, ProjectStatus, Rag
from pmtui.domain.days import in_days, in_working_days, show_weekday
from pmtui.domain.entities import Assignment, HealthOverride, Program, Project, Resource, WorkItem
from pmtui.domain.entry import show_hours, show_minutes
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import Loads
from pmtui.domain.questions import in_question, open_work
from pmtui.domain.workspace import Workspace

_ORDER = (Rag.NOT_SET, Rag.ON_TRACK, Rag.AT_RISK, Rag.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where health turns; each bound still belongs to the better colour."""

    slip_at_risk: int = 10  # working days: two weeks can still be won back within a project's own means
    cost_at_risk: int = 110  # percent of the budget: the contingency that sponsors usually hold
    staff_weeks: int = 6  # how far ahead a gap in staff cannot be closed by the next round of requests
    overload_at_risk: int = 7200  # minutes, 120 h: half of one person's six weeks; more needs another person
    question_days: int = 28  # a question open for longer than a monthly review was passed over once
    question_percent: int = 10  # of the open effort: more is a change of the charter, not a detail


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class AspectHealth:
    """One aspect's health, with the sentences that say why; ``overridden`` where it was set by hand."""

    aspect: HealthAspect
    rag: Rag
    reasons: tuple[str, ...]
    computed: Rag
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """The health of a project."""

    schedule: AspectHealth
    cost: AspectHealth
    resources: AspectHealth
    scope: AspectHealth

    @property
    def aspects(self) -> tuple[AspectHealth, ...]:
        """All four, in the order of screens."""
        return (self.schedule, self.cost, self.resources, self.scope)

    @property
    def overall(self) -> Rag:
        """The worst of the four; not set where none is."""
        return worst(one.rag for one in self.aspects)

    @property
    def overridden(self) -> bool:
        """Whether any of the four was set by hand."""
        return any(one.overridden for one in self.aspects)


_Found = tuple[Rag, list[str]]


def worst(rags: Iterable[Rag]) -> Rag:
    """The worst of several; not set is the least."""
    return max(rags, key=_ORDER.index, default=Rag.NOT_SET)


def health(
    workspace: Workspace, forecast: Forecast, project_id: int, today: date, loads: Loads | None = None
) -> Health:
    """The health of a project on a day; ``loads`` from that day on may be shared among projects for speed."""
    project = workspace.all(Project)[project_id]
    if loads is None:
        loads = Loads(workspace, forecast, today, THRESHOLDS.staff_weeks + 1)
    found: dict[HealthAspect, _Found]
    if project.status in ENDED:
        found = {one: (Rag.NOT_SET, [f"The project is {project.status}."]) for one in HealthAspect}
    else:
        found = {
            HealthAspect.SCHEDULE: _schedule(forecast, project),
            HealthAspect.COST: _cost(workspace, forecast, project),
            HealthAspect.RESOURCES: _resources(workspace, forecast, project, today, loads),
            HealthAspect.SCOPE: _scope(workspace, forecast, project, today),
        }
    overrides = {one.aspect: one for one in workspace.where(HealthOverride, "project_id", project_id)}
    parts = {one: _with_override(one, found[one], overrides.get(one)) for one in HealthAspect}
    return Health(*(parts[one] for one in HealthAspect))


def _with_override(aspect: HealthAspect, found: _Found, override: HealthOverride | None) -> AspectHealth:
    rag, reasons = found
    if override is None:
        return AspectHealth(aspect, rag, tuple(reasons), rag)
    by_hand = f"Set to {override.rag} by hand: {override.reason}"
    computed = f"Computed is {rag}."
    return AspectHealth(aspect, override.rag, (by_hand, computed, *reasons), rag, overridden=True)


def _schedule(forecast: Forecast, project: Project) -> _Found:
    found = forecast.projects.get(project.id)
    if project.target_finish is None:
        return Rag.NOT_SET, ["There is no target finish."]
    if project.status is ProjectStatus.ON_HOLD:
        return Rag.NOT_SET, ["The project is on hold."]
    if found is None or (found.finish is None and found.last_item_id is None):
        return Rag.NOT_SET, ["There is no work to forecast."]
    if found.finish is None:
        return Rag.OFF_TRACK, [f"It has no finish: {found.reason}."]
    slip = found.slip or 0
    target = f"the target of {project.target_finish.isoformat()}"
    if slip <= 0:
        early = f", {in_working_days(-slip)} before {target}" if slip else f", on {target}"
        return Rag.ON_TRACK, [f"Finish is forecast on {show_weekday(found.finish)}{early}."]
    rag = Rag.AT_RISK if slip <= THRESHOLDS.slip_at_risk else Rag.OFF_TRACK
    return rag, [f"Finish is forecast on {show_weekday(found.finish)}, {in_working_days(slip)} after {target}."]


def _cost(workspace: Workspace, forecast: Forecast, project: Project) -> _Found:
    found = forecast.projects.get(project.id)
    if project.budget is None or found is None:
        return Rag.NOT_SET, ["There is no budget." if project.budget is None else "There is nothing to forecast."]
    currency = workspace.all(Program)[project.program_id].currency
    cost = show_money(found.cost, currency, True)
    if found.cost <= project.budget:
        budget = show_money(project.budget, currency, True)
        return Rag.ON_TRACK, [f"Cost is forecast at {cost} {currency} of a budget of {budget}."]
    within = found.cost * 100 <= project.budget * THRESHOLDS.cost_at_risk
    over = show_over(found.cost, project.budget, currency)
    return (Rag.AT_RISK if within else Rag.OFF_TRACK), [f"Cost is forecast at {cost} {currency}, {over}."]


def _resources(workspace: Workspace, forecast: Forecast, project: Project, today: date, loads: Loads) -> _Found:
    last = today + timedelta(weeks=THRESHOLDS.staff_weeks)
    span = f"in the next {THRESHOLDS.staff_weeks} weeks"
    rag, reasons = Rag.ON_TRACK, []
    overload = loads.overload_in(project.id, today, last)
    for resource_id, minutes in sorted(overload.items(), key=lambda one: (-one[1], one[0])):
        name = workspace.all(Resource)[resource_id].name
        reasons.append(f"{name} is promised {show_hours(minutes)} beyond what there is {span}.")
        rag = worst((rag, Rag.AT_RISK if minutes <= THRESHOLDS.overload_at_risk else Rag.OFF_TRACK))
    work = open_work(workspace, project.id)
    assigned = workspace.grouped(Assignment, "work_item_id")
    unassigned = 0
    for item in work:
        stalled_from = forecast.stalled.get(item.id)
        if stalled_from is not None and stalled_from <= last:
            reasons.append(f"{workspace.name_of(item)} is without staff from {stalled_from.isoformat()}.")
            rag = Rag.OFF_TRACK
        elif item.id not in assigned:  # else nobody is assumed; reading the forecast of each item takes its time
            found = forecast.items.get(item.id)
            if found is not None and found.assumed and found.start is not None and found.start <= last:
                unassigned += 1
    if unassigned:
        items = "1 work item" if unassigned == 1 else f"{unassigned} work items"
        reasons.append(f"{items} that nobody is assigned to would start {span}.")
        rag = worst((rag, Rag.AT_RISK))
    if reasons:
        return rag, reasons
    if not work:
        return Rag.NOT_SET, ["There is no open work."]
    return rag, [f"Nobody is overloaded and no work is without staff {span}."]


def _scope(workspace: Workspace, forecast: Forecast, project: Project, today: date) -> _Found:
    """What is in question and not put off: work items, and ideas that are none yet."""
    found = in_question(workspace, project.id, today)
    count = len(found.requests) + len(found.loose)
    if not count:
        return Rag.ON_TRACK, ["Nothing is in question."]
    ideas = sum(one.effort or 0 for one in found.requests if one.work_item_id is None)
    effort = ideas + sum(_remaining(forecast, one) for one in found.work)
    whole = ideas + sum(_remaining(forecast, one) for one in open_work(workspace, project.id))
    oldest = max(((today - one.raised_on).days for one in found.requests if one.raised_on is not None), default=0)
    late = oldest > THRESHOLDS.question_days or effort * 100 > whole * THRESHOLDS.question_percent
    things = "1 piece of work is" if count == 1 else f"{count} pieces of work are"
    since = f", the oldest for {in_days(oldest)}" if found.requests else ""
    percent = -(-effort * 100 // whole) if whole else 0  # up, so that what is over the bound reads as over it
    reason = f"{things} in question{since}: {show_minutes(effort)}, {percent} % of the open effort."
    return (Rag.OFF_TRACK if late else Rag.AT_RISK), [reason]


def _remaining(forecast: Forecast, item: WorkItem) -> int:
    found = forecast.items.get(item.id)
    return found.remaining if found is not None else 0
