"""Jumping: to anything by name, to an action by what it does, to another program."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands.naming import called
from pmtui.domain import entities as e
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.workspace import Workspace
from pmtui.ui.dialogs import Choose
from pmtui.ui.screen import PmScreen
from pmtui.ui.widgets.bars import Hint
from pmtui.ui.widgets.field import Option

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

OVERVIEW_TABS = {
    e.Program: "projects",
    e.Project: "projects",
    e.Goal: "goals",
    e.Benefit: "benefits",
    e.Risk: "raid",
    e.Issue: "raid",
    e.Decision: "decisions",
}
NAMED = (  # what the palette finds beside projects
    *(e.WorkItem, e.Resource, e.ScopeRequest, e.StaffingRequest, e.Risk, e.Issue),
    *(e.Decision, e.Goal, e.Benefit, e.ScopeStatement, e.Skill),
)


def go_to(app: "PmtuiApp") -> None:
    """Ask for a name or an action, then go there or do it."""

    def chosen(key: object) -> None:
        if isinstance(key, Place):
            app.show_place(key)
        elif isinstance(key, str):
            app.simulate_key(key)

    options = [*_actions(app), *_rows(app.view.workspace, app.view.program_id)]
    app.push_screen(Choose("Go to, or do", options), chosen)


def help_with(app: "PmtuiApp") -> None:
    """Show the keys that work here now, found by what they do; the chosen one is pressed."""
    options = [_key_option(one) for one in _hints(app)]
    app.push_screen(Choose("The keys that work here now", options), partial(_press, app))


def choose_program(app: "PmtuiApp") -> None:
    """Show another program of this database."""
    found = sorted(app.view.workspace.all(e.Program).values(), key=lambda one: (one.position, one.id))
    options = [Option(one.id, one.name, one.phase.value) for one in found]

    def chosen(key: object) -> None:
        if isinstance(key, int):
            app.session.switch(key)

    app.push_screen(Choose("Program", options, marked=app.view.program_id), chosen)


def place_of(row: e.Entity) -> Place:
    """Where a row is shown and edited."""
    entity = type(row)
    project_id = getattr(row, "project_id", None)
    if entity in OVERVIEW_TABS:
        return Place(ScreenName.OVERVIEW, tab=OVERVIEW_TABS[entity], entity=entity.__name__, id=row.id)
    if entity is e.ScopeRequest:
        return Place(ScreenName.SCOPE, entity=entity.__name__, id=row.id)
    if project_id is not None and entity is not e.Allocation:
        return Place(ScreenName.PROJECT, project_id=project_id, entity=entity.__name__, id=row.id)
    return Place(ScreenName.RESOURCES, entity=entity.__name__, id=row.id)


def program_of(place: Place, workspace: Workspace) -> int | None:
    """The program that a place belongs to; None where it belongs to all."""
    row = workspace.get(e.entity_named(place.entity), place.id) if place.entity else None
    if isinstance(row, e.Program):
        return row.id
    project = workspace.get(e.Project, place.project_id or getattr(row, "project_id", None))
    return project.program_id if project is not None else getattr(row, "program_id", None)


def _press(app: "PmtuiApp", key: object) -> None:
    if isinstance(key, str):
        app.simulate_key(key)


def _hints(app: "PmtuiApp") -> tuple[Hint, ...]:
    return app.screen.hints() if isinstance(app.screen, PmScreen) else ()


def _key_option(hint: Hint) -> Option:
    label = f"{' '.join(hint.keys):<12} {hint.explains or hint.does}"
    return Option(hint.key, label, f"not now: {hint.reason}" if hint.reason else "")


def _actions(app: "PmtuiApp") -> Iterator[Option]:
    for one in _hints(app):
        if one.enabled and not one.action.startswith(("move", "page")):
            yield Option(one.key, one.explains or one.does, f"key {one.keys[0]}")


def _rows(workspace: Workspace, program_id: int) -> Iterator[Option]:
    """Everything with a name: projects first, those of the open program before the others."""
    projects = sorted(workspace.all(e.Project).values(), key=lambda one: (one.program_id != program_id, one.code))
    for project in projects:
        place = Place(ScreenName.PROJECT, project_id=project.id)
        yield Option(place, called(workspace, project), "project")
    for program in workspace.all(e.Program).values():
        yield Option(place_of(program), called(workspace, program), "program")
    for entity in NAMED:
        for row in workspace.all(entity).values():
            yield Option(place_of(row), called(workspace, row), entity.noun)
