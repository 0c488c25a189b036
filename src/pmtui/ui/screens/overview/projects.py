"""The projects of a program as rows of figures, each going on into a timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from pmtui.commands.naming import listed
from pmtui.domain.amounts import show_money
from pmtui.domain.choices import ProjectStatus, Rag, WorkKind, WorkState
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import Dependency, Project, WorkItem
from pmtui.domain.entry import show_minutes
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.health import THRESHOLDS, Health, health
from pmtui.domain.questions import in_question
from pmtui.domain.text import width
from pmtui.ui.theme import BAD, DIM, GOOD, WARN, rag_text, slip_text
from pmtui.ui.view import View
from pmtui.ui.widgets import timeline as t
from pmtui.ui.widgets.columns import Column

LINKS_FROM = 50  # cells of timeline from which links across projects do not hide the rest
NO_FORECAST = ProjectForecast(0, None, None, None, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with all that its line shows; days of milestones and links are forecast."""

    project: Project
    forecast: ProjectForecast
    health: Health
    questions: int  # pieces of work in question
    question_minutes: int
    milestones: tuple[t.Point, ...]
    links: tuple[t.Point, ...]
    waits_for: tuple[str, ...]  # codes of the projects that it waits for


def project_rows(view: View) -> tuple[ProjectRow, ...]:
    """The projects of the open program, by priority."""
    links, waits_for = _links(view)
    rows = []
    for project in view.workspace.projects(view.program_id):
        asked = in_question(view.workspace, project.id, view.today)
        ideas = [one for one in asked.requests if one.work_item_id is None]
        found = (view.forecast.items.get(one.id) for one in asked.work)
        minutes = sum(one.remaining for one in found if one) + sum(one.effort or 0 for one in ideas)
        rows.append(
            ProjectRow(
                project,
                view.forecast.projects.get(project.id, NO_FORECAST),
                health(view.workspace, view.forecast, project.id, view.today, view.loads),
                len(asked.requests) + len(asked.loose),
                minutes,
                tuple(_milestones(view, project.id)),
                tuple(links.get(project.id, ())),
                tuple(sorted(waits_for.get(project.id, ()))),
            )
        )
    return tuple(rows)


def _milestones(view: View, project_id: int) -> Iterable[t.Point]:
    for item in view.workspace.where(WorkItem, "project_id", project_id):
        if item.kind is not WorkKind.MILESTONE or item.state is WorkState.DROPPED:
            continue
        found = view.forecast.items.get(item.id)
        done = item.state is WorkState.DONE
        day = item.finished_on if done else found.finish if found else None
        if day is not None:
            yield t.Point(day, t.REACHED if done else t.MILESTONE, DIM if done else "")


def _links(view: View) -> tuple[dict[int, list[t.Point]], dict[int, set[str]]]:
    """Open links across projects: where each project gives and waits, and whom it waits for."""
    points: dict[int, list[t.Point]] = {}
    waits_for: dict[int, set[str]] = {}
    items, projects = view.workspace.all(WorkItem), view.workspace.all(Project)
    for link in view.workspace.all(Dependency).values():
        before, after = items[link.predecessor_id], items[link.successor_id]
        if before.project_id == after.project_id or WorkState.DONE in (before.state, after.state):
            continue
        waits_for.setdefault(after.project_id, set()).add(projects[before.project_id].code)
        given, start = view.forecast.items.get(before.id), view.forecast.items.get(after.id)
        if given and given.finish:
            points.setdefault(before.project_id, []).append(t.Point(given.finish, t.GIVES, GOOD))
        if start and start.start:
            points.setdefault(after.project_id, []).append(t.Point(start.start, t.WAITS, WARN))
    return points, waits_for


def project_columns(view: View, rows: tuple[ProjectRow, ...]) -> list[Column[ProjectRow]]:
    """The columns for a view: the essentials in 80 cells, then targets, amounts and names as there is room."""
    today, currency, about = view.today, view.currency, view.approximate
    first, last = t.span([day for row in rows for day in _days(row)], today)

    def finish(row: ProjectRow, cells: int) -> Text:  # noqa: ARG001
        if row.forecast.finish is None:
            return no_finish(row)
        mark = "?" if row.forecast.assumed else ""
        return Text(f"{about}{show_day(row.forecast.finish, today)}{mark}")

    def line(row: ProjectRow, cells: int) -> Text:
        return draw(row, t.Scale(first, last, cells), today)

    def line_head(cells: int) -> Text:
        return t.Scale(first, last, cells).heading()

    codes = max((len(row.project.code) for row in rows), default=0)
    names = max((width(row.project.name) for row in rows), default=0)
    managers = max((width(row.project.manager) for row in rows), default=0)
    waits = max((width(" ".join(row.waits_for)) for row in rows), default=0)
    return [
        Column("Code", lambda row, _: row.project.code, max(codes, 4)),
        Column("Project", lambda row, _: row.project.name, 10, most=min(names, 28)),
        Column("Health", health_text, 12),
        Column("Done", lambda row, _: f"{row.forecast.progress}%", 4, align="right"),
        Column("Finish", finish, 10),
        Column("Slip", lambda row, _: slip_text(row.forecast.slip, show_slip(row.forecast.slip)), 5, align="right"),
        Column("Target", lambda row, _: show_day(row.project.target_finish, today), 9, priority=3),
        Column("Cost", cost_text, 5, align="right"),
        Column("of budget", lambda row, _: amounts(row, currency), 13, priority=2),
        Column("In question", questions, 5, most=11, head=questions_head),
        Column("Status", lambda row, _: row.project.status.value, 10, priority=5),
        Column("Manager", lambda row, _: row.project.manager, 14, wish=min(managers, 24), priority=6),
        Column("Waits for", lambda row, _: " ".join(row.waits_for) or "–", 12, wish=min(waits, 30), priority=7),
        Column("Timeline", line, 12, most=10_000, wish=34, priority=1, head=line_head, searched=False),
    ]


def no_finish(row: ProjectRow) -> Text:
    """Why there is no date: the project rests or has ended, has no work yet, or has work that nobody can do."""
    if row.project.status in (ProjectStatus.ON_HOLD, ProjectStatus.CLOSED, ProjectStatus.CANCELLED):
        return Text(row.project.status.value, DIM)
    return Text("–", DIM) if row.forecast.last_item_id is None else Text("none", BAD)


def _days(row: ProjectRow) -> tuple[date | None, ...]:
    return (
        row.forecast.start,
        row.forecast.finish,
        row.project.start,
        row.project.target_finish,
        *(one.day for one in row.milestones),
    )


def draw(row: ProjectRow, scale: t.Scale, today: date) -> Text:
    """Behind today thin, ahead thick, past the target double; milestones, and links where there is room."""
    start, finish, target = row.forecast.start, row.forecast.finish, row.project.target_finish
    bars: list[t.Bar] = []
    if start is not None and finish is not None:
        bars += t.bar_of(start, finish, today)
        if target is not None and finish > target:
            bars.append(t.Bar(max(target, start, today), finish, t.CRITICAL, BAD))
    points = [t.Point(target, t.TARGET, DIM)] if target is not None else []
    links = row.links if scale.cells >= LINKS_FROM else ()
    return scale.draw(bars, (*points, *links, *row.milestones), today)


def health_text(row: ProjectRow, cells: int) -> Text:  # noqa: ARG001
    """The overall health, with a star where a part of it was set by hand."""
    return rag_text(row.health.overall, overridden=row.health.overridden)


def cost_text(row: ProjectRow, cells: int) -> Text:  # noqa: ARG001
    """Forecast cost as percent of the budget."""
    if not row.project.budget:
        return Text("–", DIM)
    percent = row.forecast.cost * 100 // row.project.budget
    over = row.forecast.cost > row.project.budget
    style = GOOD if not over else WARN if percent <= THRESHOLDS.cost_at_risk else BAD
    return Text(f"{percent}%" if not over or percent > 100 else ">100%", style)


def amounts(row: ProjectRow, currency: str) -> str:
    """Forecast cost and budget in short."""
    budget = "–" if row.project.budget is None else show_money(row.project.budget, currency, True)
    return f"{show_money(row.forecast.cost, currency, True)} / {budget}"


def questions(row: ProjectRow, cells: int) -> Text:
    """How much of it is in question: pieces of work, and their effort where there is room."""
    if not row.questions:
        return Text("–", DIM)
    return Text(
        f"?{row.questions} {show_minutes(row.question_minutes)}" if cells > 10 else f"?{row.questions}", WARN
    )


def questions_head(cells: int) -> str:
    """The heading in the room that there is."""
    return "In question" if cells > 10 else "In q."


def summary(view: View, rows: tuple[ProjectRow, ...]) -> list[Text]:
    """The program in facts: projects by health, last finish, cost against budget; then what the signs mean."""
    parts = []
    for rag in reversed(Rag):
        count = sum(row.health.overall is rag for row in rows)
        if count:
            parts.append(rag_text(rag, word=False).append(f" {count} {rag.value}"))
    dot = "· " if parts else ""
    endless = [row.project.code for row in rows if row.forecast.endless]
    finishes = [row.forecast.finish for row in rows if row.forecast.finish is not None]
    if endless:  # no finish comes after every date
        parts.append(Text(f"{dot}no finish: {listed(endless, 3)}", BAD))
    elif finishes:
        parts.append(Text(f"{dot}finish {view.approximate}{show_day(max(finishes), view.today)}"))
    cost = show_money(sum(row.forecast.cost for row in rows), view.currency, True)
    budget = view.program.budget
    of = "" if budget is None else f" of {show_money(budget, view.currency, True)}"
    parts.append(Text(f"{dot}cost {cost}{of} {view.currency}"))
    return [*parts, Text(LEGEND, DIM), Text(LINK_LEGEND, DIM)]


LEGEND = f"· {t.DONE} behind {t.OPEN} ahead {t.CRITICAL} past target {t.MILESTONE} milestone {t.TARGET} target"
LINK_LEGEND = f"{t.GIVES} gives {t.WAITS} waits"
