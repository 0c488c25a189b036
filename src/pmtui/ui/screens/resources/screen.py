"""Resource balance: the tabs, and going to what other screens point at."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from pmtui.domain.entities import Absence, Allocation, Holiday, Resource, ResourceSkill, Skill, StaffingRequest
from pmtui.domain.place import Place, ScreenName
from pmtui.ui.balancing.requests import StaffingRequests
from pmtui.ui.editing import edit_row
from pmtui.ui.screens.resources.absence_line import ask_absence
from pmtui.ui.screens.resources.load import LoadTab
from pmtui.ui.screens.resources.registers import PeopleTab, Shares, Skills, holidays
from pmtui.ui.tabbed import TabbedScreen
from pmtui.ui.widgets.field_line import FieldLine
from pmtui.ui.widgets.table import Key, LineTable
from pmtui.ui.widgets.tabs import Tab, Tabs

# Which tab shows the rows of an entity.
TABS_OF = {
    Resource.__name__: "load",
    Allocation.__name__: "shares",
    StaffingRequest.__name__: "requests",
    ResourceSkill.__name__: "people",
    Absence.__name__: "people",
    Skill.__name__: "skills",
    Holiday.__name__: "holidays",
}


class ResourceScreen(TabbedScreen):
    """Who is loaded how much, and what is promised to whom."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "absence", "absence", tooltip="an absence in a line: ana off fri..+2w leave"),
        Binding("R", "edit_rate", "default rate", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - Textual declares it so
    heading: ClassVar[str] = "Resource balance"
    screen_name: ClassVar[ScreenName] = ScreenName.RESOURCES

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self._load = LoadTab()
        self._line = FieldLine(self._line_closed, id="asking")
        self._tabs = Tabs(
            (
                Tab("load", "Load", lambda: self._load),
                Tab("shares", "Shares", Shares),
                Tab("requests", "Requests", StaffingRequests),
                Tab("people", "People", PeopleTab),
                Tab("skills", "Skills", Skills),
                Tab("holidays", "Holidays", holidays),
            )
        )

    def body(self) -> Iterable[Widget]:
        """The tabs, and the line to type an absence in."""
        yield self._tabs
        yield self._line

    async def go(self, place: Place) -> None:
        """Show the tab that has the row, with the cursor on it; a person in the map at the first overload."""
        name, _, day = place.tab.partition(" ")  # as place() gives it
        await self._tabs.show_tab(name or TABS_OF.get(place.entity, "load"))
        self.draw(self.pane, self.view)
        if place.id is None:
            return
        if self.pane is self._load and place.entity == Resource.__name__:
            self._load.show_person(place.id, date.fromisoformat(day) if day else None)
        else:
            self.select((place.entity, place.id))

    def select(self, key: Key) -> None:
        """Put the cursor on a row of the tab that is shown, with its person where it is a person's."""
        pane = self.pane
        if isinstance(pane, PeopleTab):
            self._select_person(pane, key)
        for table in (*pane.query(LineTable), *([pane] if isinstance(pane, LineTable) else [])):
            if table.select(key):
                table.focus()
                return

    def _select_person(self, pane: PeopleTab, key: Key) -> None:
        entity = {Absence.__name__: Absence, ResourceSkill.__name__: ResourceSkill}.get(key[0])
        row = None if entity is None or not isinstance(key[1], int) else self.view.workspace.get(entity, key[1])
        if isinstance(row, Absence | ResourceSkill):
            pane.people.select((Resource.__name__, row.resource_id))
            pane.show_view(self.view)

    def place(self) -> Place:
        """The tab, the day that is chosen in the map, and the row of the focused table."""
        key = self.focused.selected_key if isinstance(self.focused, LineTable) else None
        entity, id = key if key is not None and isinstance(key[1], int) else ("", None)
        day = self._load.map.day if self._tabs.current == "load" else None
        return Place(
            ScreenName.RESOURCES,
            tab=self._tabs.current if day is None else f"{self._tabs.current} {day.isoformat()}",
            entity=entity,
            id=id if isinstance(id, int) else None,
        )

    def action_absence(self) -> None:
        """Ask for an absence in a line, of the person under the cursor unless another is named."""
        pane = self.pane
        person = pane.people.selected if isinstance(pane, PeopleTab) else None
        if pane is self._load:
            ask_absence(self, self._line, self._load.map.selected, *self._load.map.days)
        else:
            ask_absence(self, self._line, person if isinstance(person, Resource) else None)

    def _line_closed(self) -> None:
        focusable = next((one for one in self.pane.query("*") if one.focusable), self.pane)
        focusable.focus()

    def action_edit_rate(self) -> None:
        """Open the workspace's settings: what work costs that nobody is assigned to."""
        edit_row(self, self.view.workspace.settings)
