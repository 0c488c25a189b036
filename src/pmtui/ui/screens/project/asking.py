"""What is typed in place under the outline: quick entry, and percent, remaining and state of the marked rows."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import work
from pmtui.commands.naming import called
from pmtui.domain.choices import WorkState
from pmtui.domain.entities import Project, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import LONG_MOST, Description, Kind
from pmtui.domain.quick import read_quick
from pmtui.domain.text import clean
from pmtui.ui.dialogs import Confirm
from pmtui.ui.screens.project.outline_table import key_of_item
from pmtui.ui.widgets.field import Field, FieldSpec
from pmtui.ui.widgets.field_line import Asking, Values

if TYPE_CHECKING:
    from pmtui.ui.screens.project.work import WorkTab

LINES_MOST = 200  # pasted lines that become work items in one step
QUICK_HINT = "Title @person 3d after 12 by fri in 7   =5d fixed   ! milestone   \\word keeps it in the title"
LINE = FieldSpec("line", Description(Kind.TEXT, "New", most=LONG_MOST))


def item_field(tab: "WorkTab", name: str, value: object, label: str = "") -> Field:
    """A field of work items as it is typed in place."""
    return Field(FieldSpec(name, described(WorkItem)[name], label), value, EntryContext(tab.view.today))


def of_rows(items: Sequence[WorkItem], name: str) -> object:
    """The value that all of the items have, None where they differ."""
    values = {getattr(one, name) for one in items}
    return values.pop() if len(values) == 1 else None


def named(tab: "WorkTab", items: Sequence[WorkItem]) -> str:
    """The item, or how many there are."""
    return called(tab.view.workspace, items[0]) if len(items) == 1 else f"{len(items)} marked work items"


def ask_quick(tab: "WorkTab") -> None:
    """Ask for a line of work, and for the next one after it."""
    row = tab.table.selected
    workspace = tab.view.workspace
    where = f"New work behind {called(workspace, row.item)}" if row is not None else "New work"
    field = Field(LINE, "", EntryContext(tab.view.today))

    def read(line: str) -> tuple[str, bool]:
        quick = read_quick(line, tab.view.workspace, tab.project_id, tab.view.today)
        return (" ".join(quick.errors), True) if quick.errors else (quick.reading, False)

    async def accept(values: Values) -> None:
        line = str(values["line"])
        if not line:
            raise Refused("Type a title, such as: Seal test @ana 3d by fri. Escape leaves.")
        after = tab.table.selected
        done = await tab.pm.submit(
            partial(work.quick_add, project_id=tab.project_id, line=line, after_id=after.item.id if after else None)
        )
        made = next(id for entity, id in done.added if entity is WorkItem)
        tab.table.select(key_of_item(made))
        ask_quick(tab)

    name = f"New work on {workspace.all(Project)[tab.project_id].code}"
    tab.line.ask(Asking((field,), accept, where, QUICK_HINT, read, lambda lines: _ask_lines(tab, lines), name))


def _ask_lines(tab: "WorkTab", lines: Sequence[str]) -> None:
    """Make a work item of each pasted line, once that was asked; one step of undo."""
    if len(lines) > LINES_MOST:
        tab.pm.say(f"{len(lines)} lines were pasted: at most {LINES_MOST} become work items at a time.", bad=True)
        return
    after = tab.table.selected
    command = partial(
        work.quick_add_lines,
        project_id=tab.project_id,
        lines=[clean(one, long=False).text for one in lines],
        after_id=after.item.id if after else None,
    )

    def answered(yes: bool | None) -> None:
        if yes:
            tab.pm.commit(command)

    question = f"{len(lines)} lines were pasted, from “{lines[0][:60]}” on. Make a work item of each?"
    tab.app.push_screen(Confirm(question, "make them", "no", yes_first=False), answered)


def ask_percent(tab: "WorkTab") -> None:
    """Ask for percent complete of the marked rows."""
    items = tab.marked_items
    field = item_field(tab, "percent", of_rows(items, "percent"))

    async def accept(values: Values) -> None:
        await _set(tab, work.set_percent, items, percent=values["percent"])

    tab.line.ask(Asking((field,), accept, named(tab, items), "100 finishes it"))


def ask_remaining(tab: "WorkTab") -> None:
    """Ask for the remaining effort of the marked rows."""
    items = tab.marked_items
    field = item_field(tab, "remaining", of_rows(items, "remaining"))

    async def accept(values: Values) -> None:
        await _set(tab, work.set_remaining, items, remaining=values["remaining"])

    hint = "such as 2d or 6h; 0 finishes it; empty: effort × (1 − % complete)"
    tab.line.ask(Asking((field,), accept, named(tab, items), hint))


def ask_state(tab: "WorkTab") -> None:
    """Ask for the state of the marked rows, and until when they are blocked."""
    items = tab.marked_items
    state = item_field(tab, "state", of_rows(items, "state") or WorkState.TO_DO)
    until = item_field(tab, "blocked_until", of_rows(items, "blocked_until"))

    async def accept(values: Values) -> None:
        blocked = values["state"] is WorkState.BLOCKED
        if until.changed and values["blocked_until"] is not None and not blocked:
            raise Refused("Only work that is blocked is blocked until a day: choose blocked, or empty the day.")
        day = values["blocked_until"] if blocked else None
        await _set(tab, work.set_state, items, state=values["state"], blocked_until=day)

    hint = "t to do, i in progress, b blocked, d done or dropped; space the next"
    tab.line.ask(Asking((state, until), accept, named(tab, items), hint))


async def _set(tab: "WorkTab", command: Any, items: Sequence[WorkItem], **values: object) -> None:
    await tab.pm.submit(partial(command, item_ids=[one.id for one in items], **values))
    tab.table.unmark()
    tab.line.close()
