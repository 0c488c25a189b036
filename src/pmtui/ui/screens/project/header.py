"""The project in one line: health, dates, cost; and in full, why each of them is what it is."""

from rich.text import Text

from pmtui.domain.amounts import show_money
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.health import THRESHOLDS, Health, health
from pmtui.domain.questions import in_question
from pmtui.ui.theme import BAD, DIM, WARN, rag_text, slip_text
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import Content

NO_FORECAST = ProjectForecast(0, None, None, None, 0, 0, 0)


def header_parts(view: View, project: Project) -> list[Content]:
    """The parts of the line, the most important first; amounts in the program's currency."""
    found = view.forecast.projects.get(project.id, NO_FORECAST)
    asked = in_question(view.workspace, project.id, view.today)
    questions = len(asked.requests) + len(asked.loose)
    state = health(view.workspace, view.forecast, project.id, view.today)
    target = project.target_finish
    return [
        rag_text(state.overall, overridden=state.overridden),
        _finish(view, found),
        f"target {show_day(target, view.today)}" if target is not None else Text("no target", DIM),
        _cost(view, project, found),
        f"{found.progress}% done",
        project.status.value,
        f"priority {project.priority}",
        Text(f"{questions} in question", WARN) if questions else "",
        f"from {show_day(project.start, view.today)}" if project.start is not None else "",
        f"manager {project.manager}" if project.manager else "",
        _aspects(state),
    ]


def _finish(view: View, found: ProjectForecast) -> Text:
    if not view.workspace.where(WorkItem, "project_id", found.project_id):
        return Text("no work yet", DIM)
    if found.finish is None:
        return Text(f"no finish: {found.reason}" if found.reason else "no finish", BAD)
    mark = "?" if found.assumed else ""
    text = Text(f"finish {view.approximate}{show_day(found.finish, view.today)}{mark}")
    if found.slip is None:
        return text
    return text.append(" ").append_text(slip_text(found.slip, show_slip(found.slip)))


def _cost(view: View, project: Project, found: ProjectForecast) -> Text:
    cost = show_money(found.cost, view.currency, True)
    if not project.budget:
        return Text(f"cost {cost} {view.currency}")
    style = "" if found.cost <= project.budget else BAD
    if found.cost > project.budget and found.cost * 100 <= project.budget * THRESHOLDS.cost_at_risk:
        style = WARN
    return Text(f"cost {cost} of {show_money(project.budget, view.currency, True)} {view.currency}", style)


def _aspects(state: Health) -> Text:
    text = Text()
    for one in state.aspects:
        text.append(f"{one.aspect} ").append_text(rag_text(one.rag, word=False, overridden=one.overridden)).append(
            " "
        )
    text.rstrip()
    return text
