"""The project's health set by hand, with a reason, and given back to the computation."""

from pmtui.commands.naming import called
from pmtui.domain.entities import HealthOverride, Project
from pmtui.domain.health import AspectHealth, health
from pmtui.ui.dialogs import Choose
from pmtui.ui.editing import delete_rows, edit_row, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.theme import RAG_GLYPHS
from pmtui.ui.widgets.field import Option


def override_health(screen: PmScreen, project: Project) -> None:
    """Choose an aspect: it is set by hand, and one that is can be changed or computed again."""
    view = screen.view
    aspects = health(view.workspace, view.forecast, project.id, view.today).aspects
    options = [Option(one.aspect, one.aspect.value, _detail(one)) for one in aspects]

    def chosen(key: object) -> None:
        found = next((one for one in aspects if one.aspect == key), None)
        if found is not None:
            _change(screen, project, found)

    title = f"Health of {called(view.workspace, project)}: which to set by hand"
    screen.app.push_screen(Choose(title, options), chosen)


def _detail(one: AspectHealth) -> str:
    by_hand = f", by hand (computed: {one.computed})" if one.overridden else ""
    return f"{RAG_GLYPHS[one.rag]} {one.rag}{by_hand}"


def _change(screen: PmScreen, project: Project, found: AspectHealth) -> None:
    overrides = screen.view.workspace.where(HealthOverride, "project_id", project.id)
    present = next((one for one in overrides if one.aspect is found.aspect), None)
    if present is None:
        values = {"project_id": project.id, "aspect": found.aspect, "rag": found.computed}
        new_row(screen, HealthOverride, values)
        return
    row = present
    options = [Option("edit", "Change it", row.reason), Option("delete", "Let it be computed again")]

    def chosen(key: object) -> None:
        if key == "edit":
            edit_row(screen, row)
        elif key == "delete":
            delete_rows(screen, [row])

    screen.app.push_screen(Choose(f"{found.aspect.capitalize()} is set by hand", options), chosen)
