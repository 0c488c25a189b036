"""The first tab of project detail: the outline with its Gantt, and everything that is done to work there."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.commands import work
from pmtui.commands.naming import called, item_name
from pmtui.domain.entities import WorkItem
from pmtui.domain.why import why_item
from pmtui.ui.dialogs import ShowText
from pmtui.ui.editing import delete_rows, edit_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.project import asking
from pmtui.ui.screens.project.about import details, first_parts, held, second_parts
from pmtui.ui.screens.project.assigning import assign
from pmtui.ui.screens.project.gantt import LEGEND
from pmtui.ui.screens.project.linking import links
from pmtui.ui.screens.project.outline_table import OutlineTable
from pmtui.ui.screens.project.questioning import ask_question
from pmtui.ui.screens.project.rows import WorkRow, open_project, work_rows
from pmtui.ui.screens.project.update_round import UpdateRound, due
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.bars import LineBar
from pmtui.ui.widgets.field_line import FieldLine
from pmtui.ui.widgets.parts_bar import PartsBar

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

LEGEND_FROM = 28  # lines of the tab from which one can be spared
# Actions on rows, which need at least one.
ON_ROWS = frozenset(
    ("details", "edit", "percent", "remaining", "state", "assign", "question", "why", "delete", "links", "shift")
)
ROLLED_UP = frozenset(("percent", "remaining", "assign"))  # what a deliverable does not have of its own


class WorkTab(Vertical):
    """Outline, two lines about the row under the cursor, and the line to type in while something is asked."""

    DEFAULT_CSS: ClassVar[str] = "WorkTab { height: 1fr; } WorkTab > PartsBar { background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "quick", "new", tooltip="new work, typed in a line each"),
        Binding("e", "edit", "edit", tooltip="edit the row in a form"),
        Binding("percent_sign", "percent", "complete", tooltip="type % complete"),
        Binding("r", "remaining", "left", tooltip="type what is left to do"),
        Binding("t", "state", "state", tooltip="choose the state: to do, in progress, blocked, done, dropped"),
        Binding("a", "assign", "assign", tooltip="put people on the work, or take them off"),
        Binding("U", "update_round", "round", tooltip="update round: walk through open and due work"),
        Binding("s", "question", "question", tooltip="put the work in question, for scope review"),
        Binding("w", "why", "why", tooltip="why it starts and finishes when it does"),
        Binding("x", "delete", "delete"),
        Binding("L", "links", "links", tooltip="links to other work: new, edit, remove"),
        Binding("enter", "details", "details", tooltip="everything about the row"),
        Binding("greater_than_sign", "shift('indent')", "indent"),
        Binding("less_than_sign", "shift('outdent')", "outdent"),
        Binding("K", "shift('move_up')", "move up"),
        Binding("J", "shift('move_down')", "move down"),
    ]

    def __init__(self, project_id: int) -> None:
        super().__init__()
        self.project_id = project_id
        self.table = OutlineTable()
        self.table.follow(self._tell)
        self.line = FieldLine(self._line_closed, id="asking")
        self._first = PartsBar(id="about-first")
        self._second = PartsBar(id="about-second")
        self._legend = LineBar(id="legend")

    def compose(self) -> ComposeResult:
        """The outline over what is said about its row."""
        yield self.table
        yield self._first
        yield self._second
        yield self._legend
        yield self.line

    def on_mount(self) -> None:
        """The legend is always the same."""
        self._legend.put(Text(f" {LEGEND}", DIM, end="", no_wrap=True))

    def on_resize(self) -> None:
        """The legend has its line where it fits whole and takes none from the work."""
        self._legend.display = self.size.height >= LEGEND_FROM and self.size.width > len(LEGEND)

    def show_view(self, view: View) -> None:
        """Show the work of this view."""
        project = open_project(view, self.project_id)
        if project is not None:
            self.table.show_work(view, project, work_rows(view, self.project_id))

    # What the parts of this tab use

    @property
    def pm(self) -> "PmtuiApp":
        """The app."""
        return cast("PmtuiApp", self.app)

    @property
    def pm_screen(self) -> PmScreen:
        """The screen that this tab is on."""
        return cast(PmScreen, self.screen)

    @property
    def view(self) -> View:
        """What is shown now."""
        return self.pm.view

    @property
    def marked_items(self) -> tuple[WorkItem, ...]:
        """The work items that a command runs on."""
        return tuple(row.item for row in self.table.marked)

    # Why not

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have a reason not to work are dimmed."""
        if self.why_not(action) is not None:
            return None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        """What an action here lacks."""
        if action in ON_ROWS and self.table.selected is None:
            return "There is no work item on this row: n adds one."
        if action == "update_round" and not self._due():
            return "No work of this project is under way or due, so there is nothing to update."
        whole = next((row.item for row in self.table.marked if row.has_children), None)
        if action in ROLLED_UP and whole is not None:
            name = item_name(self.view.workspace, whole)
            return f"{name} is a deliverable: this is set on the work items inside it."
        return None

    def _due(self) -> Sequence[int]:
        return due(self.table.outline, self.view.today)

    # Keys

    def action_quick(self) -> None:
        """Type work, a line each."""
        asking.ask_quick(self)

    def action_percent(self) -> None:
        """Type percent complete."""
        asking.ask_percent(self)

    def action_remaining(self) -> None:
        """Type the remaining effort."""
        asking.ask_remaining(self)

    def action_state(self) -> None:
        """Choose the state."""
        asking.ask_state(self)

    def action_assign(self) -> None:
        """Choose who works on it."""
        assign(self)

    def action_update_round(self) -> None:
        """Walk through the marked rows, or through all work that is under way or due."""
        marked = self.marked_items
        ids = [one.id for one in marked] if len(marked) > 1 else self._due()
        UpdateRound(self, ids).ask()

    def action_edit(self) -> None:
        """Open the form of the row."""
        self._on_row(lambda row: edit_row(self.pm_screen, row.item))

    def action_links(self) -> None:
        """Choose a link of the row, or a new one."""
        self._on_row(lambda row: links(self, row.item))

    def action_details(self) -> None:
        """Show everything about the row."""
        self._on_row(
            lambda row: self.app.push_screen(
                ShowText(f"{self.view.workspace.name_of(row.item)} {row.item.title}", details(row, self.view))
            )
        )

    def action_why(self) -> None:
        """Say what holds the row where it is, back to today or to something typed."""

        def show(row: WorkRow) -> None:
            steps = why_item(self.view.workspace, self.view.forecast, row.item.id)
            lines = [f"{number}. {one.sentence}" for number, one in enumerate(steps, 1)]
            title = f"Why {called(self.view.workspace, row.item)} is when it is"
            self.app.push_screen(ShowText(title, lines or ["It is not forecast."]))

        self._on_row(show)

    def action_delete(self) -> None:
        """Delete the marked rows, after saying what goes with them."""
        delete_rows(self.pm_screen, self.marked_items)

    def action_shift(self, how: str) -> None:
        """Indent, outdent, or move the marked rows."""
        command: Callable[..., str] = getattr(work, how)
        self.pm.commit(partial(command, item_ids=[one.id for one in self.marked_items]))

    def action_question(self) -> None:
        """Put the marked rows in question, with the reason."""
        ask_question(self)

    def _on_row(self, do: Callable[[WorkRow], object]) -> None:
        if self.table.selected is not None:
            do(self.table.selected)

    # What is said about the row

    def _tell(self) -> None:
        row = self.table.selected
        if row is None:
            self._first.put_parts(())
            self._second.put_parts(())
            return
        self._first.put_parts(first_parts(row, self.view, len(self.table.marked)))
        self._second.put_parts(second_parts(row, self.view), held(row, self.view))

    def _line_closed(self) -> None:
        self.screen.set_focus(self.table)
