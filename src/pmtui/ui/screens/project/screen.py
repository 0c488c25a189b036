"""Project detail: one project's work, charter, people, risks, money and history."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from pmtui.commands.naming import called
from pmtui.domain.entities import (
    Allocation,
    Baseline,
    Charter,
    Entity,
    Issue,
    MoneyEntry,
    Project,
    Resource,
    Risk,
    ScopeStatement,
    StaffingRequest,
    WorkItem,
)
from pmtui.domain.place import Place, ScreenName
from pmtui.ui.dialogs import Choose
from pmtui.ui.editing import edit_row
from pmtui.ui.explaining import explain_project
from pmtui.ui.overriding import override_health
from pmtui.ui.screens.project.charter import CharterTab
from pmtui.ui.screens.project.header import header_parts
from pmtui.ui.screens.project.history import HistoryTable
from pmtui.ui.screens.project.money import Baselines, MoneyTab
from pmtui.ui.screens.project.rows import open_project
from pmtui.ui.screens.project.team import TeamTab
from pmtui.ui.screens.project.work import WorkTab
from pmtui.ui.tabbed import TabbedScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.field import Option
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.raid import raid
from pmtui.ui.widgets.table import LineTable
from pmtui.ui.widgets.tabs import Tab, Tabs

# Which tab shows the rows of an entity.
TABS_OF = {
    entity.__name__: tab
    for tab, entities in {
        "work": (WorkItem,),
        "charter": (Charter, ScopeStatement),
        "team": (Allocation, StaffingRequest, Resource),
        "raid": (Risk, Issue),
        "money": (MoneyEntry,),
        "baselines": (Baseline,),
    }.items()
    for entity in entities
}


class ProjectScreen(TabbedScreen):
    """One project; ``p`` and the braces go to another one, on the same tab."""

    # Their ids rank these keys behind those of the tab, which are pressed more often.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "choose_project", "project", id="table.choose_project"),
        Binding("right_curly_bracket", "step_project(1)", "next project", show=False),
        Binding("left_curly_bracket", "step_project(-1)", "previous project", show=False),
        Binding("W,w", "why_project", "why", tooltip="why the project's health, dates and cost", show=False),
        Binding("o", "override_health", "health", tooltip="set the project's health by hand", show=False),
        Binding("E", "edit_project", "edit the project", show=False),
    ]
    heading: ClassVar[str] = "Project"
    screen_name: ClassVar[ScreenName] = ScreenName.PROJECT

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self._project_id = (place.project_id if place is not None else None) or 0
        self._header = PartsBar(id="header")
        self._work = WorkTab(self._project_id)
        id = self._project_id
        self._tabs = Tabs(
            (
                Tab("work", "Work", lambda: self._work),
                Tab("charter", "Charter", lambda: CharterTab(id)),
                Tab("team", "Team", lambda: TeamTab(id)),
                Tab("raid", "Risks and issues", lambda: raid(self._of, self._to, without="project_id")),
                Tab("money", "Money", lambda: MoneyTab(id)),
                Tab("baselines", "Baselines", lambda: Baselines(id)),
                Tab("history", "History", lambda: HistoryTable(id)),
            )
        )

    def _of(self, entity: type[Entity], view: View) -> tuple[Entity, ...]:
        return view.workspace.where(entity, "project_id", self._project_id)

    def _to(self, view: View) -> dict[str, object]:
        return {"program_id": view.program_id, "project_id": self._project_id}

    def body(self) -> Iterable[Widget]:
        """The project in a line over the tabs."""
        yield self._header
        yield self._tabs

    @property
    def project(self) -> Project | None:
        """The project as it is now, None where it is gone."""
        return open_project(self.view, self._project_id)

    def title_name(self, view: View) -> str:
        """The project's name."""
        project = open_project(view, self._project_id)
        return called(view.workspace, project) if project is not None else ""

    def show(self, view: View) -> None:
        """Show the project; where it is gone, or another program was opened, go to the overview."""
        project = open_project(view, self._project_id)
        if project is None or project.program_id != view.program_id:
            self.call_later(self._leave)  # unless that is what is happening already
            return
        self._header.put_parts(header_parts(view, project))
        super().show(view)

    def _leave(self) -> None:
        """Go to the overview, where there is nothing left to show here; a dialog is let finish first."""
        project = self.project
        if self.is_current and (project is None or project.program_id != self.view.program_id):
            self.pm.show_place(Place(ScreenName.OVERVIEW))

    def on_screen_resume(self) -> None:
        """The project may have gone while a dialog was open."""
        self._leave()

    async def go(self, place: Place) -> None:
        """Show the tab that has the row, with the cursor on it."""
        await self._tabs.show_tab(place.tab or TABS_OF.get(place.entity, "work"))
        pane = self.pane
        self.draw(pane, self.view)
        if place.id is None:
            return
        for table in (*pane.query(LineTable), *([pane] if isinstance(pane, LineTable) else [])):
            if table.select((place.entity, place.id)):
                self.set_focus(table)
                return

    def place(self) -> Place:
        """The project, its tab, and the row of the focused table."""
        key = self.focused.selected_key if isinstance(self.focused, LineTable) else None
        entity, id = key if key is not None else ("", None)
        whole = isinstance(id, int)
        return Place(
            ScreenName.PROJECT,
            project_id=self._project_id,
            tab=self._tabs.current,
            entity=entity if whole else "",
            id=id if isinstance(id, int) else None,
        )

    # Keys

    def why_not(self, action: str) -> str | None:
        """What the tab lacks; and there may be no other project."""
        if action in ("choose_project", "step_project") and len(self._others()) < 2:
            return "This program has no other project: n on the overview makes one."
        return self._work.why_not(action) if self._tabs.current == "work" else None

    def _others(self) -> tuple[Project, ...]:
        return self.view.workspace.projects(self.view.program_id)

    def action_choose_project(self) -> None:
        """Choose another project of the program."""
        options = [Option(one.id, one.code, one.name) for one in self._others()]

        def chosen(key: object) -> None:
            if isinstance(key, int):
                self._go_to(key)

        self.app.push_screen(Choose("Project", options, marked=self._project_id), chosen)

    def action_step_project(self, by: int) -> None:
        """The next or previous project, by priority."""
        ids = [one.id for one in self._others()]
        self._go_to(ids[(ids.index(self._project_id) + by) % len(ids)])

    def _go_to(self, project_id: int) -> None:
        if project_id != self._project_id:
            self.pm.show_place(Place(ScreenName.PROJECT, project_id=project_id, tab=self._tabs.current))

    def action_why_project(self) -> None:
        """Say why the project's health, finish and cost are what they are."""
        project = self.project
        if project is not None:
            explain_project(self, project)

    def action_override_health(self) -> None:
        """Set an aspect of the health by hand, or let it be computed again."""
        project = self.project
        if project is not None:
            override_health(self, project.id)

    def action_edit_project(self) -> None:
        """Open the form of the project."""
        project = self.project
        if project is not None:
            edit_row(self, project)
