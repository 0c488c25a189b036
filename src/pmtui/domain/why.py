"""Why a date, a cost or a health is what it is: the chain of what holds it, back to today or something typed."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain.amounts import show_money, show_over
from pmtui.domain.benefits import benefit_date
from pmtui.domain.choices import HealthAspect, LinkKind, MoneyStatus, WorkKind, WorkState
from pmtui.domain.days import in_working_days
from pmtui.domain.entities import (
    Absence,
    Benefit,
    Dependency,
    MoneyEntry,
    Program,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.entry import show_minutes, show_units
from pmtui.domain.forecast.result import Forecast, Hold, HoldKind, ItemForecast
from pmtui.domain.health import health
from pmtui.domain.working import working
from pmtui.domain.workspace import Workspace

COSTLIEST = 5  # work items that the cost of a project is explained by
_LINKS = {
    LinkKind.FINISH_START: "finish-start",
    LinkKind.START_START: "start-start",
    LinkKind.FINISH_FINISH: "finish-finish",
    LinkKind.START_FINISH: "start-finish",
}
_INTO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a chain, and the work item that it leads to."""

    sentence: str
    item_id: int | None = None


def why_item(workspace: Workspace, forecast: Forecast, item_id: int) -> tuple[Step, ...]:
    """Why a work item starts and finishes when it does, step by step; each item comes up once."""
    steps: list[Step] = []
    seen: set[int] = set()
    current: int | None = item_id
    chain = _Chain(workspace, forecast)
    while current is not None:
        found, item = forecast.items.get(current), workspace.get(WorkItem, current)
        if found is None or item is None:
            break
        if current in seen:
            steps.append(Step(f"{chain.name(current)} is named above.", current))
            break
        seen.add(current)
        finish = chain.finish_of(item, found)
        steps += [Step(finish, current)] if finish else []
        steps.append(Step(chain.held(item, found), current))
        current = found.hold.item_id if found.hold.item_id != current else None
    return tuple(steps)


def why_project(workspace: Workspace, forecast: Forecast, project_id: int) -> tuple[Step, ...]:
    """Why a project finishes when it does, or does not: its last work item, and the chain that holds that."""
    project, found = workspace.all(Project)[project_id], forecast.projects.get(project_id)
    name = f"{project.code} {project.name}"
    if found is None:
        return (Step(f"{name} is not forecast."),)
    if found.finish is None:
        first = f"{name} has no finish: {found.reason}."
    else:
        last = "" if found.last_item_id is None else f" with {_named(workspace, found.last_item_id)}"
        first = f"{name} finishes on {found.finish.isoformat()}{last}{_against(project, found.slip)}."
    chain = why_item(workspace, forecast, found.last_item_id) if found.last_item_id is not None else ()
    return (Step(first, found.last_item_id), *chain)


def why_benefit(workspace: Workspace, forecast: Forecast, benefit_id: int) -> tuple[Step, ...]:
    """Why a benefit arrives when it does, or does not: what it waits for last, and the chain that holds that."""
    benefit = workspace.all(Benefit)[benefit_id]
    found = benefit_date(workspace, forecast, benefit)
    if found.day is None:
        first = f"{benefit.name} has no day: {found.reason}."
    else:
        late = "" if found.late is None else _beside(found.late, f"the day that it is due, {benefit.due}")
        first = f"{benefit.name} arrives on {found.day.isoformat()}, {found.reason}{late}."
    last = found.source
    if last is None:
        return (Step(first),)
    whole = last.work_item_id is None
    chain = why_project(workspace, forecast, last.project_id) if whole else ()
    if last.work_item_id is not None:
        chain = why_item(workspace, forecast, last.work_item_id)
    return (Step(first, last.work_item_id), *chain)


def why_cost(workspace: Workspace, forecast: Forecast, project_id: int) -> tuple[Step, ...]:
    """What a project's cost is made of: money and time spent, what remains, and the costliest work items."""
    project, found = workspace.all(Project)[project_id], forecast.projects.get(project_id)
    if found is None:
        return (Step(f"{project.code} {project.name} is not forecast."),)
    currency = workspace.all(Program)[project.program_id].currency

    def money(minor: int) -> str:
        return f"{show_money(minor, currency)} {currency}"

    over = ""
    if project.budget is not None:
        within = f"within the budget of {money(project.budget)}"
        over = f", {within if found.cost <= project.budget else show_over(found.cost, project.budget, currency)}"
    steps = [Step(f"{project.code} {project.name} is forecast to cost {money(found.cost)}{over}.")]
    entries = [
        one.amount
        for one in workspace.where(MoneyEntry, "project_id", project_id)
        if one.status is MoneyStatus.ACTUAL
    ]
    steps.append(
        Step(
            f"{money(found.spent)} is spent: {money(sum(entries))} in {_counted(len(entries), 'money entry')},"
            f" {money(found.spent - sum(entries))} of time at the rates of those who spent it."
        )
    )
    steps.append(Step(f"{money(found.cost - found.spent)} is remaining effort at the rates of those assigned."))
    items = [
        (forecast.items[one.id].cost, one.id)
        for one in workspace.where(WorkItem, "project_id", project_id)
        if one.id in forecast.items and not workspace.where(WorkItem, "parent_id", one.id)
    ]
    for cost, item_id in sorted(items, key=lambda one: (-one[0], one[1]))[:COSTLIEST]:
        if cost:
            left = show_minutes(forecast.items[item_id].remaining)
            steps.append(
                Step(f"{_named(workspace, item_id)} costs {money(cost)}, with {left} of work left.", item_id)
            )
    return tuple(steps)


def why_health(
    workspace: Workspace, forecast: Forecast, project_id: int, today: date, aspect: HealthAspect | None = None
) -> tuple[Step, ...]:
    """Why a project's health is what it is: of one aspect, or of those that make the overall health."""
    found = health(workspace, forecast, project_id, today)
    steps: list[Step] = []
    for one in found.aspects:
        if one.aspect is aspect or (aspect is None and one.rag is found.overall):
            steps += [Step(f"{one.aspect.capitalize()} is {one.rag}: {reason}") for reason in one.reasons]
            if one.aspect is HealthAspect.SCHEDULE and forecast.projects.get(project_id) is not None:
                steps += why_project(workspace, forecast, project_id)
            if one.aspect is HealthAspect.COST and aspect is HealthAspect.COST:
                steps += why_cost(workspace, forecast, project_id)
    return tuple(steps)


def _named(workspace: Workspace, item_id: int) -> str:
    item = workspace.all(WorkItem)[item_id]
    return f"{workspace.name_of(item)} {item.title}"


def _against(project: Project, slip: int | None) -> str:
    if slip is None or project.target_finish is None:
        return ""
    return _beside(slip, f"its target of {project.target_finish.isoformat()}")


def _beside(days: int, day: str) -> str:
    if days == 0:
        return f", on {day}"
    return f", {in_working_days(abs(days))} {'after' if days > 0 else 'before'} {day}"


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun.removesuffix('y')}ies"


class _Chain:
    """Says in a sentence what holds one item."""

    def __init__(self, workspace: Workspace, forecast: Forecast) -> None:
        self.workspace = workspace
        self.forecast = forecast

    def name(self, item_id: int) -> str:
        """Number and title."""
        return _named(self.workspace, item_id)

    def finish_of(self, item: WorkItem, found: ItemForecast) -> str:
        """How the finish of an item with work follows from its start; "" where there is nothing to say."""
        if found.finish is None or found.start is None or not found.remaining:
            return ""
        if found.hold.kind in (HoldKind.CHILDREN, HoldKind.DONE) or item.kind is WorkKind.MILESTONE:
            return ""
        if item.duration is not None:
            much = f"a fixed duration of {in_working_days(item.duration)}"
            much += f", {item.percent} % complete," if item.percent else ""
        else:
            much = f"{show_minutes(found.remaining)} of work"
        start = max(found.start, self.forecast.today)
        return (
            f"{self.name(item.id)} finishes on {found.finish.isoformat()}: {much}"
            f" from {start.isoformat()} on by {self._who(item)}."
        )

    def _who(self, item: WorkItem) -> str:
        people = [
            self.workspace.all(Resource)[one.resource_id].name
            + ("" if one.units == 100 else f" × {show_units(one.units)}")
            for one in working(self.workspace, item.id)
        ]
        return ", ".join(people) or "one full-time person, since nobody is assigned"

    def held(self, item: WorkItem, found: ItemForecast) -> str:
        """What holds an item, in one sentence."""
        name, hold = self.name(item.id), found.hold
        match hold.kind:
            case HoldKind.DONE:
                return self._done(item, name)
            case HoldKind.STARTED:
                since = f" since {item.started_on.isoformat()}" if item.started_on is not None else ""
                return f"{name} is in progress{since} and goes on from {self.forecast.today.isoformat()}."
            case HoldKind.NO_STAFF:
                stalled = f" from {found.stalled_from.isoformat()} on" if found.stalled_from is not None else ""
                if hold.resource_id is None:
                    return f"{name} has no finish because nobody is assigned any more."
                who = f" ({self._who(item)})"
                return f"{name} has no finish because nobody assigned{who} can give to it{stalled}."
            case HoldKind.ON_HOLD if hold.item_id is None:
                return f"{name} has no finish because its project {self._code(item)} is on hold."
            case HoldKind.ON_HOLD:
                return (
                    f"{name} has no finish because it waits for {self._other(hold)}, which rests on work on hold."
                )
            case HoldKind.LOOP:
                return f"{name} waits for itself through its links, which are set aside."
            case HoldKind.CHILDREN:
                return self._children(name, found, hold)
            case HoldKind.LINK:
                return self._link(name, found, hold)
            case _:
                return f"{self._starts(name, found)} {self._because(item, hold)}."

    def _done(self, item: WorkItem, name: str) -> str:
        if item.state is WorkState.DROPPED:
            return f"{name} is dropped."
        if item.finished_on is not None:
            return f"{name} was finished on {item.finished_on.isoformat()}."
        return f"{name} has no open work."

    def _children(self, name: str, found: ItemForecast, hold: Hold) -> str:
        if found.finish is None:
            return f"{name} has no finish because {self._other(hold)} in it has none."
        return f"{name} finishes on {found.finish.isoformat()} with {self._other(hold)}, the last in it."

    def _starts(self, name: str, found: ItemForecast) -> str:
        return f"{name} starts on {found.start.isoformat()}" if found.start is not None else f"{name} has no start"

    def _because(self, item: WorkItem, hold: Hold) -> str:
        """The part of the sentence after the start, for what is no link and has a start."""
        day = hold.day.isoformat() if hold.day is not None else "then"
        match hold.kind:
            case HoldKind.PROJECT_START:
                return f"because its project {self._code(item)} starts on {day}"
            case HoldKind.NO_EARLIER:
                return f"because it may start no earlier than {day}"
            case HoldKind.BLOCKED:
                return f"because it is blocked until {day}"
            case HoldKind.POSTPONED:
                return f"because its scope request is postponed until {day}"
            case HoldKind.SHARE:
                share = f"no share, or too small a one, for {self._code(item)}"
                return f"because {self._resource(hold)} has {share} on {day}"
            case HoldKind.RESOURCE:
                return self._busy(hold, day)
            case _:
                return "because nothing holds it: that is the first day on which it can"

    def _busy(self, hold: Hold, day: str) -> str:
        resource = self._resource(hold)
        if hold.item_id is not None:
            other = self.forecast.items.get(hold.item_id)
            until = f" until {other.finish.isoformat()}" if other is not None and other.finish is not None else ""
            return f"because {resource} is busy with {self._other(hold)}{until}"
        away = any(
            one.start and one.finish and hold.day and one.start <= hold.day <= one.finish
            for one in self.workspace.where(Absence, "resource_id", hold.resource_id)
        )
        return f"because {resource} is {'absent' if away else 'not available'} on {day}"

    def _link(self, name: str, found: ItemForecast, hold: Hold) -> str:
        """An item held by a link: what the other does, and the kind and lag of the link."""
        link = self.workspace.get(Dependency, hold.dependency_id)
        kind = link.kind if link is not None else LinkKind.FINISH_START
        lag = f" {link.lag:+}d" if link is not None and link.lag else ""
        how = f" ({_LINKS[kind]}{lag})" if link is not None else ""
        other = self.forecast.items.get(hold.item_id) if hold.item_id is not None else None
        verb, day = ("finishes", other.finish if other is not None else None)
        if kind not in _FROM_FINISH:
            verb, day = ("starts", other.start if other is not None else None)
        cause = f"{self._other(hold)} {verb} on {day.isoformat()}" if day is not None else ""
        if found.finish is None and not cause:
            return f"{name} has no finish because {self._other(hold)} has none{how}."
        if kind in _INTO_FINISH and found.finish is not None:
            held = f"{name} finishes on {found.finish.isoformat()}"
        else:
            held = self._starts(name, found)
        return f"{held} because {cause or self._other(hold) + ' holds it'}{how}."

    def _other(self, hold: Hold) -> str:
        return self.name(hold.item_id) if hold.item_id is not None else "another work item"

    def _resource(self, hold: Hold) -> str:
        resource = self.workspace.get(Resource, hold.resource_id)
        return resource.name if resource is not None else "who is assigned"

    def _code(self, item: WorkItem) -> str:
        return self.workspace.all(Project)[item.project_id].code
