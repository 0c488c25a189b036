"""The overview screen: projects over what needs the manager, with the program's registers in tabs."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from pmtui.domain.entities import Benefit, Program, Project, WorkItem
from pmtui.domain.needs import Need
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.text import width
from pmtui.domain.why import why_benefit, why_item
from pmtui.ui.dialogs import ShowText
from pmtui.ui.editing import delete_rows, edit_row, new_row
from pmtui.ui.explaining import explain_project
from pmtui.ui.finding import OVERVIEW_TABS
from pmtui.ui.overriding import override_health
from pmtui.ui.screens.overview import registers
from pmtui.ui.screens.overview.accepting import accept_need, show_accepted
from pmtui.ui.screens.overview.decisions import DecisionRegister
from pmtui.ui.screens.overview.projects import (
    ProjectRow,
    project_columns,
    project_rows,
    summary,
)
from pmtui.ui.tabbed import TabbedScreen
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.bars import PartsLine
from pmtui.ui.widgets.cells import whole_words
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.paragraph import Paragraph
from pmtui.ui.widgets.table import Key, LineTable
from pmtui.ui.widgets.tabs import Tab, Tabs

AT_NEED = "need "  # begins what a place has for a tab where the cursor is on a need
# Actions of the first tab.
FIRSTS = ("open_row", "accept", "new_project", "edit_project", "delete_project", "why", "override_health")
NEEDS_FEWEST = 8  # lines that *Needs you* keeps however many projects there are


class Projects(Vertical):
    """The first tab: projects, the program in a line, and what needs the manager."""

    DEFAULT_CSS: ClassVar[str] = """
    Projects { height: 1fr; }
    Projects > #projects { height: auto; }
    Projects > #detail { height: 2; padding: 0 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.projects = LineTable[ProjectRow](
            (), lambda row: ("Project", row.project.id), empty="no project yet: n makes one", id="projects"
        )
        self.program = PartsLine(id="program")
        self.detail = Paragraph(id="detail")
        self.needs = LineTable[Need](
            (), lambda row: ("Need", row.subject), empty="nothing needs a decision now", id="needs"
        )
        self.needs.follow(self._need_moved)
        self._rows: Sequence[ProjectRow] = ()

    def compose(self) -> ComposeResult:
        """Projects over needs."""
        yield self.projects
        yield self.program
        yield self.needs
        yield self.detail

    def show_view(self, view: View) -> None:
        """Show the projects and needs of this view."""
        rows = project_rows(view)
        self._rows = rows
        self.projects.set_columns(project_columns(view, rows))
        self.projects.show(rows)
        self.program.put_parts(summary(view, rows))
        self.needs.set_columns(need_columns(len(view.needs)))
        self.needs.show(view.needs)
        self._share_out()

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._share_out()

    def _share_out(self) -> None:
        """Projects get the lines that they need, as long as some stay for what needs the manager."""
        most = max(self.size.height - 1 - NEEDS_FEWEST, 3)
        self.projects.styles.height = min(max(len(self._rows), 1) + 1, most)
        self.detail.display = any(width(one.sentence) > self.size.width - 2 for one in self.needs.rows)

    @property
    def need_name(self) -> str:
        """The need under the cursor with its line, so that the next one is found where it was decided."""
        need = self.needs.selected
        return "" if need is None else f"{self.needs.rows.index(need)} {need.subject}"

    def go_to_need(self, name: str) -> None:
        """Put the cursor on the need of that name, or on the one in its line."""
        line, _, subject = name.partition(" ")
        if not self.needs.select(("Need", subject)) and self.needs.rows:
            self.needs.select(("Need", self.needs.rows[min(int(line), len(self.needs.rows) - 1)].subject))
        self.needs.focus()

    def _need_moved(self) -> None:
        need = self.needs.selected
        self.detail.put(need.sentence if need is not None else "")


def need_columns(count: int) -> list[Column[Need]]:
    """The fact in numbers, and its kind where there is room."""
    return [
        Column(f"Needs you ({count})", lambda row, cells: whole_words(row.sentence, cells), 76, most=150, wish=130),
        Column("Kind", lambda row, _: Text(row.kind.value, DIM), 16, priority=3),
    ]


class OverviewScreen(TabbedScreen):
    """Which projects need a decision, within seconds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", "open"),
        Binding("z", "accept", "accept"),
        Binding("n", "new_project", "new"),
        Binding("e", "edit_project", "edit"),
        Binding("x", "delete_project", "delete"),
        Binding("w", "why", "why"),
        Binding("Z", "show_accepted", "accepted", show=False),
        Binding("o", "override_health", "health", tooltip="set the project's health by hand", show=False),
        Binding("N", "new_program", "new program", show=False),
        Binding("E", "edit_program", "edit the program", show=False),
        Binding("X", "delete_program", "delete the program", show=False),
    ]
    heading: ClassVar[str] = "Program overview"
    screen_name: ClassVar[ScreenName] = ScreenName.OVERVIEW

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self._first = Projects()
        self._tabs = Tabs(
            (
                Tab("projects", "Projects", lambda: self._first),
                Tab("goals", "Goals", registers.goals),
                Tab("benefits", "Benefits", registers.benefits),
                Tab("raid", "Risks and issues", registers.raid),
                Tab("decisions", "Decisions", DecisionRegister),
            )
        )

    def body(self) -> Iterable[Widget]:
        """The tabs are all there is."""
        yield self._tabs

    async def go(self, place: Place) -> None:
        """Show the tab that has the row, with the cursor on it."""
        if place.tab.startswith(AT_NEED):
            await self._tabs.show_tab("projects")
            self._first.go_to_need(place.tab.removeprefix(AT_NEED))
            return
        by_entity = {entity.__name__: tab for entity, tab in OVERVIEW_TABS.items()}
        await self._tabs.show_tab(place.tab or by_entity.get(place.entity, "projects"))
        if place.id is None:
            return
        self.draw(self.pane, self.view)  # a pane that was just made has no rows yet
        for table in self.pane.query(LineTable):
            if table.select((place.entity, place.id)):
                table.focus()
                return

    def select(self, key: Key) -> None:
        """Show a program that was just made; else put the cursor on the row."""
        entity, id = key
        if entity == Program.__name__ and isinstance(id, int):
            self.pm.session.switch(id)
        else:
            super().select(key)

    def place(self) -> Place:
        """The tab, and the row of its focused table; a need is named by its subject, having no id."""
        if self._need() is not None:
            return Place(ScreenName.OVERVIEW, project_id=self._project_id(), tab=AT_NEED + self._first.need_name)
        key = self.focused.selected_key if isinstance(self.focused, LineTable) else None
        entity, id = key if key is not None else ("", None)
        whole = isinstance(id, int)
        return Place(
            ScreenName.OVERVIEW,
            project_id=self._project_id(),
            tab=self._tabs.current,
            entity=entity if whole else "",
            id=id if isinstance(id, int) else None,
        )

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the first tab are not there on the others, whose registers have their own."""
        if action in FIRSTS and self._tabs.current != "projects":
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        """What the focused table has not got."""
        need = self._need()
        if action in FIRSTS and self._tabs.current != "projects":
            return "That key is for the tab Projects: 1 goes there."
        if action == "why" and need is not None:
            held = need.project_id is not None or need.place.entity in (WorkItem.__name__, Benefit.__name__)
            return None if held else "No project's dates stand behind this row: enter opens where it is decided."
        if action in ("edit_project", "delete_project", "why", "override_health") and self._row() is None:
            return "There is no project on this row: go to the table of projects with tab."
        if action == "accept" and need is None:
            return "Only a row of Needs you can be accepted: go there with tab."
        if action == "open_row" and self._row() is None and need is None:
            return "There is no row to open yet: n makes a project."
        return None

    def _row(self) -> ProjectRow | None:
        return self._first.projects.selected if self._first.projects.has_focus else None

    def _need(self) -> Need | None:
        return self._first.needs.selected if self._first.needs.has_focus else None

    def _project_id(self) -> int | None:
        row, need = self._first.projects.selected, self._need()
        if need is not None and need.project_id is not None:
            return need.project_id
        return row.project.id if row is not None else None

    def action_open_row(self) -> None:
        """Open the project, or the place where a need is decided."""
        row, need = self._row(), self._need()
        if row is not None:
            self.pm.show_place(Place(ScreenName.PROJECT, project_id=row.project.id))
        elif need is not None:
            self.pm.show_place(need.place)

    def action_accept(self) -> None:
        """Accept a need until a day, with a reason."""
        need = self._need()
        if need is not None:
            accept_need(self, need)

    def action_show_accepted(self) -> None:
        """What is accepted now, to take it back."""
        show_accepted(self)

    def action_new_project(self) -> None:
        """Open the form of a new project of this program."""
        new_row(self, Project, {"program_id": self.view.program_id})

    def action_edit_project(self) -> None:
        """Open the form of the project."""
        row = self._row()
        if row is not None:
            edit_row(self, row.project)

    def action_delete_project(self) -> None:
        """Delete the project, after saying what goes with it."""
        row = self._row()
        if row is not None:
            delete_rows(self, [row.project])

    def action_override_health(self) -> None:
        """Set a part of the project's health by hand, or give it back to the computed one."""
        row = self._row()
        if row is not None:
            override_health(self, row.project.id)

    def action_new_program(self) -> None:
        """Open the form of a new program, and show it once it is there."""
        new_row(self, Program, {"currency": self.view.currency})

    def action_edit_program(self) -> None:
        """Open the form of the program."""
        edit_row(self, self.view.program)

    def action_delete_program(self) -> None:
        """Delete the program, after saying what goes with it."""
        delete_rows(self, [self.view.program])

    def action_why(self) -> None:
        """Say where the dates and figures of a row come from, step by step."""
        row, need, view = self._row(), self._need(), self.view
        why = {WorkItem.__name__: why_item, Benefit.__name__: why_benefit}
        if need is not None and need.place.entity in why and need.place.id is not None:
            steps = why[need.place.entity](view.workspace, view.forecast, need.place.id)
            self.app.push_screen(ShowText(f"Why: {need.sentence}", [one.sentence for one in steps]))
            return
        id = row.project.id if row is not None else need.project_id if need is not None else None
        project = view.workspace.get(Project, id)
        if project is not None:
            explain_project(self, project)
