"""The update round: a walk through the open and due work of a project, one line each."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands.naming import called
from pmtui.commands.work import update_line
from pmtui.domain.choices import WorkState
from pmtui.domain.days import show_day
from pmtui.domain.entities import WorkItem
from pmtui.domain.entry import EntryContext, show_minutes
from pmtui.domain.errors import Refused
from pmtui.domain.fields import LONG_MOST, Description, Kind
from pmtui.ui.screens.project.asking import item_field
from pmtui.ui.screens.project.outline_table import key_of_item
from pmtui.ui.screens.project.rows import WorkRow
from pmtui.ui.widgets.field import Field, FieldSpec
from pmtui.ui.widgets.field_line import Asking, Values

if TYPE_CHECKING:
    from pmtui.ui.screens.project.work import WorkTab

UNDER_WAY = (WorkState.IN_PROGRESS, WorkState.BLOCKED)
NOTE = FieldSpec("note", Description(Kind.TEXT, "note", most=LONG_MOST))


def due(rows: Sequence[WorkRow], today: date) -> tuple[int, ...]:
    """The ids of the work to ask about: under way, or forecast to have begun, or past its deadline."""
    found = []
    for row in rows:
        if row.has_children or row.ended:
            continue
        days = (row.forecast.start, row.item.deadline)
        if row.item.state in UNDER_WAY or any(day is not None and day <= today for day in days):
            found.append(row.item.id)
    return tuple(found)


class UpdateRound:
    """Asks about one item after another; each is committed by itself, so that nothing is lost where it stops."""

    def __init__(self, tab: "WorkTab", item_ids: Sequence[int]) -> None:
        self._tab = tab
        self._ids = tuple(item_ids)
        self._at = 0

    def ask(self) -> None:
        """Ask about the item that is next, or end."""
        tab = self._tab
        while self._at < len(self._ids):
            item = tab.view.workspace.get(WorkItem, self._ids[self._at])
            if item is not None:
                break
            self._at += 1  # deleted meanwhile
        else:
            tab.line.close()
            tab.table.unmark()
            return
        tab.table.select(key_of_item(item.id))
        note = Field(NOTE, "", EntryContext(tab.view.today))
        fields = (
            item_field(tab, "percent", item.percent, "%"),
            item_field(tab, "remaining", item.remaining, "left"),
            item_field(tab, "state", item.state, "state"),
            note,
        )

        async def accept(values: Values) -> None:
            await self._take(item, fields, values)

        tab.line.ask(Asking(fields, accept, self._heading(item), self._hint(item)))

    async def _take(self, item: WorkItem, fields: Sequence[Field], values: Values) -> None:
        given = {one.spec.name: values[one.spec.name] for one in fields if one.changed}
        if "remaining" in given and given["remaining"] is None:
            raise Refused("Type what is left, such as 2d, or 0 where nothing is.")
        if given:
            await self._tab.pm.submit(partial(update_line, item_id=item.id, **given))
        self._at += 1
        self.ask()

    def _heading(self, item: WorkItem) -> str:
        found = self._tab.view.forecast.items.get(item.id)
        finish = "none" if found is None or found.finish is None else show_day(found.finish, self._tab.view.today)
        counted = f"{self._at + 1} of {len(self._ids)}"
        return f"{counted} · finish {finish} · {called(self._tab.view.workspace, item)}"

    def _hint(self, item: WorkItem) -> str:
        found = self._tab.view.forecast.items.get(item.id)
        left = f"{show_minutes(found.remaining)} left by now; " if found is not None and found.remaining else ""
        return f"{left}enter goes on to the next, escape stops the round"
