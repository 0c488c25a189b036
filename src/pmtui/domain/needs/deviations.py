"""Rows where the plan leaves what was agreed: dates, money, benefits, goals, deadlines, risks and issues."""

from collections.abc import Iterator
from datetime import date

from pmtui.domain.amounts import show_money, show_over
from pmtui.domain.benefits import ARRIVED, benefit_date
from pmtui.domain.choices import ENDED, Level, ProjectStatus, RaidStatus, WorkKind
from pmtui.domain.days import in_days, in_working_days, show_weekday
from pmtui.domain.entities import Benefit, Contribution, Goal, Issue, Program, Project, Risk, WorkItem
from pmtui.domain.forecast.result import Forecast, HoldKind, ProjectForecast
from pmtui.domain.needs.row import Need, NeedKind
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.questions import in_question, open_items
from pmtui.domain.workspace import Workspace

_ENDLESS = 1_000_000  # no finish goes before every number of days
_LEVELS = list(Level)


def deviations(workspace: Workspace, forecast: Forecast, program_id: int, today: date) -> Iterator[Need]:
    """The rows of a program that say where it leaves what was agreed."""
    program = workspace.all(Program)[program_id]
    for project in workspace.projects(program_id):
        if project.status in ENDED:
            continue
        figures = forecast.projects.get(project.id)
        if figures is not None and project.status is not ProjectStatus.ON_HOLD:
            yield from _slip(workspace, project, figures)
        if figures is not None:
            yield from _cost(project, figures, program.currency)
        if project.status is not ProjectStatus.ON_HOLD:
            yield from _deadlines(workspace, forecast, project, today)
        yield from _questions(workspace, project, today)
    yield from _benefits(workspace, forecast, program_id)
    yield from _goals(workspace, program_id)
    yield from _risks(workspace, program_id, today)
    yield from _issues(workspace, program_id, today)
    yield from _loops(workspace, forecast, program_id)


def _slip(workspace: Workspace, project: Project, figures: ProjectForecast) -> Iterator[Need]:
    last = workspace.get(WorkItem, figures.last_item_id)
    place = Place(
        ScreenName.PROJECT, project.id, "work", "WorkItem" if last is not None else "", figures.last_item_id
    )
    subject = f"slip:project:{project.id}"
    if figures.finish is None and last is not None:  # without an item there is no work to have a finish
        sentence = f"{project.code} {project.name} has no finish: {figures.reason}."
        yield Need(subject, NeedKind.SLIP, sentence, project.id, place, _ENDLESS)
    elif figures.finish is not None and figures.slip is not None and figures.slip > 0:
        target = "" if project.target_finish is None else f" of {project.target_finish.isoformat()}"
        sentence = (
            f"{project.code} {project.name} finishes on {show_weekday(figures.finish)},"
            f" {in_working_days(figures.slip)} after its target{target}."
        )
        yield Need(subject, NeedKind.SLIP, sentence, project.id, place, figures.slip)


def _cost(project: Project, figures: ProjectForecast, currency: str) -> Iterator[Need]:
    if project.budget is None or figures.cost <= project.budget:
        return
    cost, over = show_money(figures.cost, currency, True), show_over(figures.cost, project.budget, currency)
    sentence = f"{project.code} {project.name} is forecast to cost {cost} {currency}, {over}."
    place = Place(ScreenName.PROJECT, project.id, "money", "Project", project.id)
    yield Need(
        f"cost:project:{project.id}", NeedKind.COST, sentence, project.id, place, figures.cost - project.budget
    )


def _deadlines(workspace: Workspace, forecast: Forecast, project: Project, today: date) -> Iterator[Need]:
    """Open items that finish after their deadline, or whose deadline is past."""
    for item in open_items(workspace, project.id):
        if item.deadline is None:
            continue
        found = forecast.items.get(item.id)
        if found is not None and found.hold.kind is HoldKind.DONE:  # it waits for nothing but to be called done
            continue
        finish = found.finish if found is not None else None
        late = workspace.calendar.between(item.deadline, finish or today)
        missed = found is not None and (finish is None or late > 0)
        if not missed and item.deadline >= today:
            continue
        what = "Milestone " if item.kind is WorkKind.MILESTONE else ""
        name = f"{what}{workspace.name_of(item)} {item.title}"
        deadline = f"deadline of {item.deadline.isoformat()}"
        if item.deadline < today:
            fact = f"has passed its {deadline}"
            fact += "" if finish is None else f" and finishes on {show_weekday(finish)}"
        elif finish is None:
            fact = f"has no finish, and a {deadline}"
        else:
            fact = f"finishes on {show_weekday(finish)}, {in_working_days(late)} after its {deadline}"
        place = Place(ScreenName.PROJECT, project.id, "work", "WorkItem", item.id)
        size = _ENDLESS if finish is None else late
        yield Need(f"deadline:item:{item.id}", NeedKind.DEADLINE, f"{name} {fact}.", project.id, place, size)


def _questions(workspace: Workspace, project: Project, today: date) -> Iterator[Need]:
    for item in in_question(workspace, project.id, today).loose:
        sentence = f"{workspace.name_of(item)} {item.title} is in question, and no scope request asks about it."
        place = Place(ScreenName.PROJECT, project.id, "work", "WorkItem", item.id)
        yield Need(f"question:item:{item.id}", NeedKind.QUESTION, sentence, project.id, place)


def _benefits(workspace: Workspace, forecast: Forecast, program_id: int) -> Iterator[Need]:
    for benefit in workspace.where(Benefit, "program_id", program_id):
        if benefit.status in ARRIVED or benefit.due is None:
            continue
        found = benefit_date(workspace, forecast, benefit)
        if found.day is None:
            sentence = f"Benefit “{benefit.name}”, due {benefit.due.isoformat()}, has no date: {found.reason}."
        elif found.late is not None and found.late > 0:
            sentence = (
                f"Benefit “{benefit.name}” arrives on {show_weekday(found.day)}, {found.reason}:"
                f" {in_working_days(found.late)} after it is due on {benefit.due.isoformat()}."
            )
        else:
            continue
        place = Place(ScreenName.OVERVIEW, None, "benefits", "Benefit", benefit.id)
        size = _ENDLESS if found.late is None else found.late
        yield Need(f"benefit:benefit:{benefit.id}", NeedKind.BENEFIT, sentence, None, place, size)


def _goals(workspace: Workspace, program_id: int) -> Iterator[Need]:
    """Projects without a goal, and goals without a project; nothing to compare where there are no goals."""
    goals = workspace.where(Goal, "program_id", program_id)
    if not goals:
        return
    projects = workspace.projects(program_id)
    kept = {one.id for one in projects if one.status is not ProjectStatus.CANCELLED}
    served = {one.goal_id for one in workspace.all(Contribution).values() if one.project_id in kept}
    for project in projects:
        if project.status in ENDED or workspace.where(Contribution, "project_id", project.id):
            continue
        count = "the program's only goal" if len(goals) == 1 else f"none of the program's {len(goals)} goals"
        verb = "does not serve" if len(goals) == 1 else "serves"
        place = Place(ScreenName.OVERVIEW, project.id, "goals", "Project", project.id)
        sentence = f"{project.code} {project.name} {verb} {count}."
        yield Need(f"goal:project:{project.id}", NeedKind.NO_GOAL, sentence, project.id, place, -project.priority)
    for goal in goals:
        if goal.id not in served:
            nobody = f"none of the program's {len(kept)} projects" if len(kept) > 1 else "no project"
            sentence = f"Goal “{goal.name}” is served by {nobody}."
            place = Place(ScreenName.OVERVIEW, None, "goals", "Goal", goal.id)
            yield Need(f"goal:goal:{goal.id}", NeedKind.UNSERVED_GOAL, sentence, None, place)


def _risks(workspace: Workspace, program_id: int, today: date) -> Iterator[Need]:
    for risk in workspace.where(Risk, "program_id", program_id):
        past = risk.due is not None and risk.due < today
        if risk.status is not RaidStatus.OPEN or not (past or risk.escalated):
            continue
        score = risk.likelihood * risk.impact
        since = _overdue(risk.due, today, "was to be reviewed by", risk.escalated)
        sentence = f"Risk “{risk.event}” ({score} of 25) {since}."
        place = Place(ScreenName.OVERVIEW, risk.project_id, "raid", "Risk", risk.id)
        yield Need(f"risk:risk:{risk.id}", NeedKind.RISK, sentence, risk.project_id, place, score)


def _issues(workspace: Workspace, program_id: int, today: date) -> Iterator[Need]:
    for issue in workspace.where(Issue, "program_id", program_id):
        past = issue.due is not None and issue.due < today
        if issue.status is not RaidStatus.OPEN or not (past or issue.escalated):
            continue
        grade = f"{issue.urgency} urgency, {issue.impact} impact"
        since = _overdue(issue.due, today, "was due on", issue.escalated)
        sentence = f"Issue “{issue.title}” ({grade}) {since}."
        place = Place(ScreenName.OVERVIEW, issue.project_id, "raid", "Issue", issue.id)
        size = 3 * _LEVELS.index(issue.urgency) + _LEVELS.index(issue.impact)
        yield Need(f"issue:issue:{issue.id}", NeedKind.ISSUE, sentence, issue.project_id, place, size)


def _overdue(due: date | None, today: date, verb: str, escalated: bool) -> str:
    """The part of a sentence that says since when a risk or issue waits, and that it was escalated."""
    facts = ["is escalated"] if escalated else []
    if due is not None and due < today:
        days = (today - due).days
        facts.append(f"{verb} {due.isoformat()}, {in_days(days)} ago")
    return " and ".join(facts)


def _loops(workspace: Workspace, forecast: Forecast, program_id: int) -> Iterator[Need]:
    for loop in forecast.loops:
        items = [one for one in map(workspace.all(WorkItem).get, loop) if one is not None]
        mine = [one for one in items if workspace.all(Project)[one.project_id].program_id == program_id]
        if not mine:
            continue
        names = [workspace.name_of(one) for one in items]
        shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        wait = "wait for each other" if len(names) > 1 else "waits for itself"
        sentence = f"{shown} {wait}: such links are set aside."
        place = Place(ScreenName.PROJECT, mine[0].project_id, "work", "WorkItem", mine[0].id)
        subject = f"loop:item:{min(one.id for one in items)}"
        yield Need(subject, NeedKind.LOOP, sentence, mine[0].project_id, place, len(items))
