"""Why a project stands where it does: what ``w`` shows wherever a whole project is meant."""

from pmtui.commands.naming import called
from pmtui.domain.choices import HealthAspect
from pmtui.domain.entities import Project
from pmtui.domain.why import why_cost, why_health, why_project
from pmtui.ui.dialogs import ShowText
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View


def explain_project(screen: PmScreen, project: Project) -> None:
    """Show where the project's health, finish and cost come from."""
    title = f"Why {called(screen.view.workspace, project)} stands where it does"
    screen.app.push_screen(ShowText(title, _lines(screen.view, project.id)))


def _lines(view: View, id: int) -> list[str]:
    """What makes each part of the health, then the chains of the finish and of the cost."""
    workspace, forecast = view.workspace, view.forecast
    finish = [one.sentence for one in why_project(workspace, forecast, id)]
    cost = [one.sentence for one in why_cost(workspace, forecast, id)]
    parts = [one for aspect in HealthAspect for one in why_health(workspace, forecast, id, view.today, aspect)]
    health = [one.sentence for one in parts if one.sentence not in (*finish, *cost)]
    return ["HEALTH", *health, "", "FINISH", *finish, "", "COST", *cost]
