"""Health set by hand over the computed one: one part of it, with a reason."""

from functools import partial

from pmtui.commands import rows
from pmtui.domain.choices import HealthAspect
from pmtui.domain.entities import HealthOverride, Project
from pmtui.domain.health import health
from pmtui.ui.dialogs import Choose
from pmtui.ui.editing import edit_row, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.widgets.field import Option


def override_health(screen: PmScreen, project_id: int) -> None:
    """Ask which part of a project's health to set, to change, or to give back to the computed one."""
    view = screen.view
    by_hand = {one.aspect: one for one in view.workspace.where(HealthOverride, "project_id", project_id)}
    options = []
    found = health(view.workspace, view.forecast, project_id, view.today).aspects
    computed = {one.aspect: one.computed for one in found}
    for one in found:
        set_to = f"{one.rag.value}, set by hand; computed is {one.computed.value}"
        options.append(Option(one.aspect, one.aspect.value, set_to if one.overridden else one.rag.value))
        if one.overridden:
            options.append(
                Option((one.aspect,), f"{one.aspect.value}: back to the computed one", one.computed.value)
            )

    def chosen(key: object) -> None:
        if isinstance(key, tuple):
            screen.pm.commit(partial(rows.delete, rows=(by_hand[key[0]],)))
        elif isinstance(key, HealthAspect) and key in by_hand:
            edit_row(screen, by_hand[key])
        elif isinstance(key, HealthAspect):
            values = {"project_id": project_id, "aspect": key, "rag": computed[key]}
            new_row(screen, HealthOverride, values, without=["aspect"])

    code = view.workspace.all(Project)[project_id].code
    screen.app.push_screen(Choose(f"Health of {code}, set by hand", options), chosen)
