"""Who works on the marked rows: people put on them, their units changed, people taken off."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands import work
from pmtui.domain.entities import Assignment, Resource, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.ui.dialogs import Choose
from pmtui.ui.editing import edit_row
from pmtui.ui.screens.project.asking import named
from pmtui.ui.widgets.field import Field, FieldSpec, Option
from pmtui.ui.widgets.field_line import Asking, Values
from pmtui.ui.work_words import assignment_words, assignments

if TYPE_CHECKING:
    from pmtui.ui.screens.project.work import WorkTab


def assign(tab: "WorkTab") -> None:
    """Choose a person: who is not on the work yet is put on it, who is can be changed or taken off."""
    items = tab.marked_items
    workspace = tab.view.workspace
    present: dict[int, Assignment] = {}
    for item in items:
        present |= {one.resource_id: one for one in assignments(workspace, item.id)}
    resources = sorted(
        workspace.all(Resource).values(), key=lambda one: (one.id not in present, one.name.casefold())
    )
    options = [
        Option(one.id, one.name, _detail(tab, one, present.get(one.id), len(items) == 1)) for one in resources
    ]

    def chosen(key: object) -> None:
        if not isinstance(key, int):
            return
        if key in present:
            _change(tab, items, present[key])
        else:
            _ask_units(tab, items, key, 100)

    if not options:
        tab.pm.say("There is nobody to assign yet: make people on their screen, key 4.", bad=True)
        return
    tab.app.push_screen(Choose(f"Who works on {named(tab, items)}", options), chosen)


def _detail(tab: "WorkTab", resource: Resource, present: Assignment | None, alone: bool) -> str:
    if present is None:
        return resource.role or resource.kind.value
    words = assignment_words(tab.view.workspace, present).removeprefix(resource.name).strip()
    return " ".join(filter(None, ("assigned", words if alone else "")))


def _change(tab: "WorkTab", items: Sequence[WorkItem], present: Assignment) -> None:
    name = tab.view.workspace.all(Resource)[present.resource_id].name
    options = [
        Option("units", "Change the units"),
        _off(present),
    ]
    if len(items) == 1:
        options.insert(1, Option("form", "Edit units and time spent"))

    def chosen(key: object) -> None:
        if key == "off":
            ids = [one.id for one in items]
            tab.pm.commit(partial(work.unassign, item_ids=ids, resource_id=present.resource_id))
            tab.table.unmark()
        elif key == "form":
            edit_row(tab.pm_screen, present)
        elif key == "units":
            _ask_units(tab, items, present.resource_id, present.units or 100)

    tab.app.push_screen(Choose(f"{name} on {named(tab, items)}", options), chosen)


def _off(present: Assignment) -> Option:
    if not present.units:
        return Option("off", "Delete the time spent", "no longer on it")
    return Option("off", "Take off the work", "time spent on it stays" if present.spent else "")


def _ask_units(tab: "WorkTab", items: Sequence[WorkItem], resource_id: int, units: int) -> None:
    name = tab.view.workspace.all(Resource)[resource_id].name
    spec = FieldSpec("units", described(Assignment)["units"], f"Units of {name}")
    field = Field(spec, units, EntryContext(tab.view.today))

    async def accept(values: Values) -> None:
        ids = [one.id for one in items]
        await tab.pm.submit(partial(work.assign, item_ids=ids, resource_id=resource_id, units=values["units"]))
        tab.table.unmark()
        tab.line.close()

    hint = "1 is all of a person's share of the day, 0.5 half of it"
    tab.line.ask(Asking((field,), accept, named(tab, items), hint))
