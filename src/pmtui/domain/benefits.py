"""When a benefit arrives: some working days after the last of what contributes to it finishes."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain.choices import BenefitStatus, ProjectStatus, WorkState
from pmtui.domain.entities import Benefit, BenefitSource, Project, WorkItem
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace

ARRIVED = (BenefitStatus.REALIZED, BenefitStatus.SUSTAINED)  # whatever the forecast says


@dataclass(frozen=True, slots=True)
class BenefitDate:
    """The day of a benefit, None where it has none; ``reason`` says why, or what it waits for last."""

    day: date | None
    reason: str
    late: int | None = None  # working days after it is due, negative where early; None without a day or due day
    source: BenefitSource | None = None  # the contribution that it waits for last, or that has no finish


def benefit_date(workspace: Workspace, forecast: Forecast, benefit: Benefit) -> BenefitDate:
    """When a benefit arrives by the forecast: the last contribution's finish and the benefit's lag."""
    calendar = workspace.calendar
    last: tuple[date, str, BenefitSource] | None = None
    for source in workspace.where(BenefitSource, "benefit_id", benefit.id):
        finish, name, missing = _contribution(workspace, forecast, source)
        if missing:
            return BenefitDate(None, missing, source=source)
        if finish is not None and (last is None or finish > last[0]):
            last = (finish, name, source)
    if last is None:
        return BenefitDate(None, "nothing contributes to it")
    day = calendar.add(last[0], benefit.lag_days) if benefit.lag_days else last[0]
    after = f"{benefit.lag_days} working days after {last[1]}" if benefit.lag_days else f"with {last[1]}"
    late = calendar.between(benefit.due, day) if benefit.due is not None else None
    return BenefitDate(day, after, late, last[2])


def _contribution(workspace: Workspace, forecast: Forecast, source: BenefitSource) -> tuple[date | None, str, str]:
    """Finish and name of a contribution, and why it has no finish."""
    item = workspace.get(WorkItem, source.work_item_id)
    project = workspace.all(Project)[item.project_id if item is not None else source.project_id]
    name = f"{workspace.name_of(item)} {item.title}" if item is not None else f"{project.code} {project.name}"
    if project.status is ProjectStatus.CANCELLED:
        return None, name, f"{project.code} is cancelled"
    if item is not None and item.state is WorkState.DROPPED:
        return None, name, f"{workspace.name_of(item)} is dropped"
    if item is not None and item.state is WorkState.DONE:
        return (
            item.finished_on,
            name,
            "" if item.finished_on else f"{workspace.name_of(item)} is done without a day",
        )
    if item is not None and item.id in forecast.items:
        finish = forecast.items[item.id].finish
        return finish, name, "" if finish is not None else f"{workspace.name_of(item)} has no finish"
    if project.status is ProjectStatus.CLOSED:
        done = [one.finished_on for one in workspace.where(WorkItem, "project_id", project.id) if one.finished_on]
        return max(done, default=None), name, "" if done else f"{project.code} was closed without a day"
    found = forecast.projects.get(project.id)
    if item is None and found is not None and found.finish is not None:
        return found.finish, name, ""
    reason = found.reason if found is not None else ""
    return None, name, f"{project.code} has no finish" + (f", since {reason}" if reason else "")
