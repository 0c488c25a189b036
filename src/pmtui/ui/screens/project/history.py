"""What was done to the project: the journal's entries that touched its rows."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from rich.text import Text

from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.workspace import Workspace
from pmtui.store.entries import EntryState, HistoryRow
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import LineTable

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

LOOKED_AT = 2000  # newest entries of the journal
STATES = {EntryState.LIVE: "", EntryState.UNDONE: "undone", EntryState.CLEARED: "undone", EntryState.HISTORY: ""}


class HistoryTable(LineTable[HistoryRow]):
    """The newest first; read from the database when it is shown, since the workspace does not hold it."""

    def __init__(self, project_id: int) -> None:
        columns = [
            Column[HistoryRow]("When", lambda row, _: f"{row.at.astimezone():%Y-%m-%d %H:%M}", 16),
            Column[HistoryRow]("What was done", _label, 40, most=10_000),
        ]
        super().__init__(columns, lambda row: ("JournalEntry", row.entry), empty="nothing was done here yet")
        self._project_id = project_id

    def show_view(self, view: View) -> None:
        """Read the journal in the worker, then show what touched the project."""
        pm = cast("PmtuiApp", self.app)
        pm.start(self._read(pm, view))

    async def _read(self, pm: "PmtuiApp", view: View) -> None:
        found = await pm.session.ask(partial(pm.database.history, LOOKED_AT))
        self.show(of_project(view.workspace, self._project_id, cast("Iterable[HistoryRow]", found)))


def _label(row: HistoryRow, cells: int) -> Text:  # noqa: ARG001
    state = STATES[row.state]
    return Text(f"({state}) {row.label}" if state else row.label, DIM if state else "")


def of_project(workspace: Workspace, project_id: int, rows: Iterable[HistoryRow]) -> list[HistoryRow]:
    """The entries that touched the project, or a row that was of the project or of its work, gone or not."""
    work = {(WorkItem, one.id) for one in workspace.where(WorkItem, "project_id", project_id)}
    own = {(Project, project_id), *work}
    return [row for row in rows if not own.isdisjoint((*row.touched, *row.belonging))]
