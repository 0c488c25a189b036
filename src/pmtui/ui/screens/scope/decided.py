"""The second tab of scope review: what was decided, and the record of each decision."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.domain.impact.record import as_they_stood
from pmtui.ui.decision_register import DecisionFilter, export_decisions
from pmtui.ui.editing import edit_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope import doing
from pmtui.ui.screens.scope.dossier import record_block, request_block
from pmtui.ui.screens.scope.requests import RequestRow, decided_columns, decided_rows, key_of_request
from pmtui.ui.taking_back import reopen
from pmtui.ui.view import View
from pmtui.ui.widgets.side_by_side import Block, Para, SideBySide
from pmtui.ui.widgets.table import Key, LineTable

ON_RECORD = frozenset(("read", "edit", "delete", "open", "reopen", "export"))


class DecidedPane(Vertical):
    """Decided requests over the request beside the decision."""

    DEFAULT_CSS: ClassVar[str] = "DecidedPane { height: 1fr; } DecidedPane > SideBySide { background: $surface; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "read", "read"),
        Binding("e", "edit", "edit"),
        Binding("o", "open", "open"),
        Binding("x", "delete", "delete"),
        Binding("R", "reopen", "reopen"),
        Binding("f", "only", "project, kind"),
        Binding("M", "export", "export"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.table = LineTable[RequestRow]((), key_of_request, id="decided")
        self.record = SideBySide("r", id="record")
        self._filter = DecisionFilter()
        self._view: View | None = None
        self.table.follow(self._tell)

    def compose(self) -> ComposeResult:
        """One over the other."""
        yield self.table
        yield self.record

    def show_view(self, view: View) -> None:
        """Show the decided requests of this view."""
        self._view = view
        rows = [one for one in decided_rows(view) if self._filter.admits(view.workspace, one.decision)]
        self.table.empty = self._filter.empty("nothing is decided yet: what was in question comes here")
        self.table.set_columns(decided_columns(view, rows))
        self.table.show(rows)
        self._share_out()

    def select(self, key: Key) -> None:
        """Put the cursor on a request, showing all again where the filter hides it."""
        if not self.table.select(key) and self._view is not None:
            self._filter.clear()
            self.show_view(self._view)
            self.table.select(key)

    @property
    def blocks(self) -> list[Block]:
        """The request under the cursor, and how it was decided."""
        row = self.table.selected
        if self._view is None or row is None:
            return []
        decided = [record_block(self._view, row, row.decision)] if row.decision is not None else []
        return [*decided, request_block(self._view, row, ())]

    def _tell(self) -> None:
        """Another row has another record."""
        self.record.put(self.blocks)

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._share_out()

    def _share_out(self) -> None:
        """The table takes what its rows need, as long as half of the lines are left for the record."""
        self.table.styles.height = max(min(len(self.table.rows) + 1, self.size.height // 2), 2)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have a reason not to work are dimmed."""
        if self.why_not(action) is not None:
            return None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        """What an action here lacks."""
        row = self.table.selected
        if action in ON_RECORD and row is None:
            return "Nothing is decided yet, so there is no record."
        if action in ("edit", "reopen") and row is not None and row.decision is None:
            return "This request has no record of its decision."
        return None

    def action_read(self) -> None:
        """The whole record, with all options as they stood."""
        row = self.table.selected
        if row is None or not self.blocks:
            return
        first, *others = self.blocks
        options = as_they_stood(self._screen.view.workspace, row.decision) if row.decision is not None else ()
        heading, *lines = options or ("",)
        stood = [Block(heading, tuple(map(Para, lines)))] if lines else []
        doing.read(self._screen, [first, *stood, *others])

    def action_edit(self) -> None:
        """Open the form of the decision."""
        row = self.table.selected
        if row is not None and row.decision is not None:
            edit_row(self._screen, row.decision)

    def action_delete(self) -> None:
        """Delete the request; the decision stays in the program's register."""
        row = self.table.selected
        if row is not None:
            doing.withdraw(self._screen, [row])

    def action_reopen(self) -> None:
        """Take the decision back, where nothing depends on it."""
        row = self.table.selected
        if row is not None and row.decision is not None:
            reopen(self._screen, row.request, row.decision)

    def action_open(self) -> None:
        """Open the work where it is now."""
        row = self.table.selected
        if row is not None:
            doing.open_item(self._screen, row)

    def action_only(self) -> None:
        """Show the requests decided in one way, or of one project, or all again."""
        view = self._screen.view
        found = [one.decision for one in decided_rows(view) if one.decision is not None]
        self._filter.ask(self._screen, found, lambda: self.show_view(view))

    def action_export(self) -> None:
        """Write the decisions that are shown to a file."""
        export_decisions(self._screen, (one.decision for one in self.table.rows if one.decision is not None))

    @property
    def _screen(self) -> PmScreen:
        return cast(PmScreen, self.screen)
