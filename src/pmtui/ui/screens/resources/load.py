"""The first tab: people, teams and equipment by weeks as a heat map, over what the chosen cell is made of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region

from pmtui.domain.choices import ResourceKind
from pmtui.domain.entities import Absence, Allocation, Project, Resource, ResourceSkill, Skill
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import WEEK, Loads, monday_of
from pmtui.domain.place import Place
from pmtui.domain.text import width
from pmtui.domain.why_load import why_load
from pmtui.domain.workspace import Workspace
from pmtui.ui.dialogs import Choose, ShowText
from pmtui.ui.editing import delete_rows, edit_row, key_of, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.resources import cell
from pmtui.ui.screens.resources.heat import CELL, Heat, Measure, heading, heat_line, window
from pmtui.ui.screens.resources.names import names_that_fit
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.side_by_side import SideBySide
from pmtui.ui.widgets.table import LineTable

LEGEND = "▲ too many  a absent"
FRIDAY = 4
CELL_LINES = 4  # lines that the cell keeps however many rows there are
WEEKS_COLUMN = "Weeks"
NAMES_LEAST, NAMES_WISH, NAMES_MOST = 18, 22, 34  # cells of names; with the wish nine weeks fit into 80
ROOMY = 110  # cells of the screen from which names are shown whole


def resource_order(resource: Resource) -> tuple[int, str, int]:
    """People first, then teams, then equipment, each by name."""
    return list(ResourceKind).index(resource.kind), resource.name.casefold(), resource.id


class HeatMap(LineTable[Resource]):
    """A row for each resource, a cell for each week; the chosen cell stands in brackets on the cursor's row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "details", "details"),
        Binding("right,l", "step_week(1)", "week"),
        Binding("left,h", "step_week(-1)", "week before", show=False),
        Binding("L", "page_weeks(1)", "weeks on", show=False),
        Binding("H", "page_weeks(-1)", "weeks back", show=False),
        Binding("t", "this_week", "this week", show=False),
        Binding("w", "why", "why"),
        Binding("v", "next_measure", "load"),
        Binding("percent_sign", "unit", "% or hours", show=False),
        Binding("o", "overloaded", "overloaded"),
        Binding("a", "new_absence", "absence"),
        Binding("s", "new_share", "share"),
        Binding("n", "new_resource", "new"),
        Binding("e", "edit_resource", "edit"),
        Binding("x", "delete_resource", "delete"),
    ]

    def __init__(self) -> None:
        super().__init__((), lambda row: key_of(Resource, row.id), id="heat")
        self.heat = Heat()
        self.view = View(Workspace(), Forecast(date.min), 0, date.min)
        self.loads = Loads(self.view.workspace, self.view.forecast, date.min, 0)
        self.week: date | None = None  # Monday of the chosen cell
        self._left: date | None = None  # Monday of the first cell that is shown

    def show_view(self, view: View) -> None:
        """Show the loads of this view; the chosen week stays."""
        self.view = view
        self.loads = Loads(view.workspace, view.forecast, *window(view))
        self.week = self._within(self.week or view.today)
        self._left = self._within(self._left or view.today)
        self._fill()

    def show_week(self, week: date) -> None:
        """Choose a week, and scroll so that it is shown."""
        self._choose(self._place(self._within(week)))

    def first_overload(self, resource_id: int) -> date | None:
        """The first week from this one on in which the resource is promised beyond what it has."""
        this = monday_of(self.view.today)
        weeks = zip(self.loads.weeks, self.loads.by_week(resource_id), strict=True)
        return next((week for week, load in weeks if week >= this and load.overload), None)

    def why_not(self, action: str) -> str | None:
        """Most keys need a row."""
        needs_row = ("details", "why", "new_absence", "new_share", "edit_resource", "delete_resource")
        if action in needs_row and self.selected is None:
            return "There is nobody on this row: n makes a person, a team or equipment."
        return None

    # Columns

    def _fill(self) -> None:
        rows = sorted(self.view.workspace.all(Resource).values(), key=resource_order)
        if self.heat.overloaded:
            rows = [one for one in rows if self.first_overload(one.id) is not None]
        nobody = "nobody is promised beyond what there is: o shows all again"
        self._empty = nobody if self.heat.overloaded else "nobody yet: n makes a person, a team or equipment"
        self.set_columns(self._heat_columns())
        self.show(rows)

    def _heat_columns(self) -> list[Column[Resource]]:
        longest = max((width(one.name) for one in self.view.workspace.all(Resource).values()), default=0)
        most = min(max(longest, NAMES_LEAST), NAMES_MOST)
        wish = most if self.size.width >= ROOMY else min(most, NAMES_WISH)
        about = "" if self.heat.measure is Measure.PROMISED else self.view.approximate
        return [
            Column(about + self.heat.heading, lambda row, _: row.name, 14, most=most, wish=wish),
            Column("Role", lambda row, _: Text(row.role or row.kind.value, DIM), 24, most=34, priority=2),
            Column("Projects", self._projects, 17, most=30, priority=3),
            Column("Skills", self._skills, 21, most=40, priority=4),
            Column(
                WEEKS_COLUMN,
                self._weeks,
                4 * CELL,
                most=10_000,
                wish=18 * CELL,
                head=self._weeks_head,
                searched=False,
            ),
        ]

    def _projects(self, row: Resource, _cells: int) -> str:
        shares = self.view.workspace.where(Allocation, "resource_id", row.id)
        projects = self.view.workspace.all(Project)
        running = (one for one in shares if one.finish is None or one.finish >= self.view.today)
        return " ".join(sorted({projects[one.project_id].code for one in running}))

    def _skills(self, row: Resource, cells: int) -> str:
        found = self.view.workspace.where(ResourceSkill, "resource_id", row.id)
        skills = self.view.workspace.all(Skill)
        ranked = sorted(found, key=lambda one: (-one.level, one.id))
        return names_that_fit([f"{skills[one.skill_id].name} {one.level}" for one in ranked], cells)

    def _weeks(self, row: Resource, cells: int) -> Text:
        chosen = self._place(self.week) if row is self.selected else None
        return heat_line(self.view, self.loads, row, self._shown(cells), self.heat, chosen)

    def _weeks_head(self, cells: int) -> Text:
        return heading(self.loads, self._shown(cells), self.view.today, self._place(self.week))

    # Weeks

    def _within(self, day: date) -> date:
        weeks = self.loads.weeks
        return min(max(monday_of(day), weeks[0]), weeks[-1])

    def _place(self, week: date | None) -> int:
        return 0 if week is None else (week - self.loads.weeks[0]).days // WEEK

    def _shown(self, cells: int) -> range:
        left = self._place(self._left)
        return range(left, min(left + cells // CELL, len(self.loads.weeks)))

    def _shown_now(self) -> range:
        cells = next((one.cells for one in self._placed if one.column.name == WEEKS_COLUMN), CELL)
        return self._shown(cells)

    def _choose(self, place: int) -> None:
        """Choose a week; scroll by half of what is shown, since a scrolled cell costs as much as a page."""
        weeks = self.loads.weeks
        place = max(0, min(place, len(weeks) - 1))
        self.week = weeks[place]
        shown = self._shown_now()
        if place in shown:
            self._repaint_cursor()
        else:
            count = max(len(shown), 1)
            left = place - count // 2 if place >= shown.stop else place - (count - 1) // 2
            self._left = weeks[max(0, min(left, len(weeks) - 1))]
            self._repaint()
        self._told()

    def _repaint_cursor(self) -> None:
        """Draw the heading and the cursor's row again; lines that had the cursor show an old week."""
        self._strips = {name: strip for name, strip in self._strips.items() if not name[1]}
        self.refresh(Region(0, 0, self.size.width, 1))
        self.refresh_line(self._index + 1)

    def on_resize(self) -> None:
        """The chosen week stays in view; names get what they need where there is room."""
        self._columns = tuple(self._heat_columns())
        super().on_resize()
        if self.loads.weeks:
            self._choose(self._place(self.week))

    # Keys

    def action_step_week(self, by: int) -> None:
        """Choose the next week or the one before."""
        self._choose(self._place(self.week) + by)

    def action_page_weeks(self, by: int) -> None:
        """As many weeks on or back as are shown."""
        self._choose(self._place(self.week) + by * max(len(self._shown_now()) - 1, 1))

    def action_this_week(self) -> None:
        """Choose the week of today, and show the map from there on."""
        self._left = self._within(self.view.today)
        self._repaint()
        self._choose(self._place(self._left))

    def action_next_measure(self) -> None:
        """Promised, scheduled, needed in turn."""
        measures = list(Measure)
        after = measures[(measures.index(self.heat.measure) + 1) % len(measures)]
        self._read_as(replace(self.heat, measure=after))

    def action_unit(self) -> None:
        """Percent of what there is, or hours."""
        self._read_as(replace(self.heat, hours=not self.heat.hours))

    def action_overloaded(self) -> None:
        """Only who is promised beyond what there is from this week on, or all again."""
        self._read_as(replace(self.heat, overloaded=not self.heat.overloaded))

    def _read_as(self, heat: Heat) -> None:
        self.heat = heat
        self._fill()

    @property
    def _pm_screen(self) -> PmScreen:
        return cast(PmScreen, self.screen)

    def action_details(self) -> None:
        """Choose a part of the cell, and go to where it is changed."""
        resource = self.selected
        if resource is None or self.week is None:
            return
        screen = self._pm_screen
        options = cell.places(self.view, self.loads, resource, self.week)
        if not options:
            screen.say(f"{resource.name} has no share, no work and no absence in this week.")
            return

        def chosen(key: object) -> None:
            if isinstance(key, Place):
                screen.pm.show_place(key)

        title = f"{resource.name}, week of {self.week.isoformat()}"
        screen.app.push_screen(Choose(title, options), chosen)

    def action_why(self) -> None:
        """Say which promises make up the cell, on which days they are too many, and what is worked on."""
        resource = self.selected
        if resource is not None and self.week is not None:
            steps = why_load(self.view.workspace, self.loads, resource.id, self.week)
            title = f"Why {resource.name} is loaded so"
            self.app.push_screen(ShowText(title, [one.sentence for one in steps]))

    def action_new_absence(self) -> None:
        """Open the form of an absence in the chosen week."""
        if self.selected is not None and self.week is not None:
            start = max(self.week, min(self.view.today, self.week + timedelta(FRIDAY)))
            values = {"resource_id": self.selected.id, "start": start, "finish": self.week + timedelta(FRIDAY)}
            new_row(self._pm_screen, Absence, values)

    def action_new_share(self) -> None:
        """Open the form of a share from the chosen week on."""
        if self.selected is not None and self.week is not None:
            values = {"resource_id": self.selected.id, "start": max(self.week, self.view.today)}
            new_row(self._pm_screen, Allocation, values)

    def action_new_resource(self) -> None:
        """Open the form of a new person, team or equipment."""
        new_row(self._pm_screen, Resource, {})

    def action_edit_resource(self) -> None:
        """Open the form of the resource."""
        if self.selected is not None:
            edit_row(self._pm_screen, self.selected)

    def action_delete_resource(self) -> None:
        """Delete the resource, after saying what goes with it."""
        if self.selected is not None:
            delete_rows(self._pm_screen, [self.selected])


class LoadTab(Vertical):
    """The heat map over the chosen cell."""

    DEFAULT_CSS: ClassVar[str] = """
    LoadTab { height: 1fr; }
    LoadTab > #cell { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.map = HeatMap()
        self.headline = PartsBar(id="headline")
        self.parts = SideBySide("enter", id="cell")

    def compose(self) -> ComposeResult:
        """The map, then the cell."""
        yield self.map
        yield self.headline
        yield self.parts

    def show_view(self, view: View) -> None:
        """Show the loads of this view."""
        self.map.show_view(view)
        self._share_out()
        self._show_cell()

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._share_out()

    def _share_out(self) -> None:
        """The map gets the lines that it needs, as long as some stay for the cell; the cell gets the rest."""
        most = max(self.size.height - 1 - CELL_LINES, 3)
        self.map.styles.height = min(max(len(self.map.rows), 1) + 1, most)

    def show_person(self, resource_id: int, week: date | None) -> None:
        """Put the cursor on a resource in that week, or in that of its first overload, if any."""
        if self.map.select(key_of(Resource, resource_id)):
            week = week or self.map.first_overload(resource_id)
            if week is not None:
                self.map.show_week(week)

    @on(LineTable.Moved, "#heat")
    def _moved(self) -> None:
        self._share_out()  # a filter, or the overloaded alone, leave other rows
        self._show_cell()

    def _show_cell(self) -> None:
        resource, week = self.map.selected, self.map.week
        if resource is None or week is None or resource.id not in self.map.view.workspace.all(Resource):
            self.headline.put_parts([])
            self.parts.put([])
            return
        parts: Iterable[str] = cell.headline(self.map.view, self.map.loads, resource, week)
        self.headline.put_parts([*parts, Text(LEGEND, DIM)])
        self.parts.put(cell.blocks(self.map.view, self.map.loads, resource, week))
