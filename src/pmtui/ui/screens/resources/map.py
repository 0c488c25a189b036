"""People, teams and equipment by days, weeks or months as a heat map, with a chosen cell on the cursor's row."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar, TypeVar, cast

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Region

from pmtui.domain.choices import ResourceKind
from pmtui.domain.entities import Allocation, Project, Resource, ResourceSkill, Skill
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import WEEK, Loads
from pmtui.domain.periods import Period, Scale, period_of, periods
from pmtui.domain.place import Place
from pmtui.domain.text import width
from pmtui.domain.why_load import why_load
from pmtui.domain.workspace import Workspace
from pmtui.ui.balancing.levelling import level
from pmtui.ui.balancing.shifting import shift_share
from pmtui.ui.dialogs import Choose, ShowText
from pmtui.ui.editing import delete_rows, edit_row, key_of, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.resources import cell
from pmtui.ui.screens.resources.filters import Filter, filter_options
from pmtui.ui.screens.resources.heat import (
    CELL,
    OWN_SHADES,
    SHADES,
    Heat,
    Measure,
    heading,
    heat_line,
    window,
)
from pmtui.ui.screens.resources.names import names_that_fit
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import LineTable

T = TypeVar("T")
FRIDAY = 4
CELLS_COLUMN = "Cells"
NAMES_LEAST, NAMES_WISH, NAMES_MOST = 18, 22, 34  # cells of names; with the wish nine weeks fit into 80
ROOMY = 110  # cells of the screen from which names are shown whole


def resource_order(resource: Resource) -> tuple[int, str, int]:
    """People first, then teams, then equipment, each by name."""
    return list(ResourceKind).index(resource.kind), resource.name.casefold(), resource.id


class HeatMap(LineTable[Resource]):
    """A row for each resource, a cell for each period; only the cells that are seen are worked out."""

    ALIKE_BEHIND_NAME: ClassVar[bool] = False  # the chosen cell is marked in its row alone
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "details", "details"),
        Binding("right,l", "step(1)", "on"),
        Binding("left,h", "step(-1)", "back", show=False),
        Binding("L", "page_cells(1)", "a page on", show=False),
        Binding("H", "page_cells(-1)", "a page back", show=False),
        Binding("t", "this_period", "today", show=False),
        Binding("w", "why", "why"),
        Binding("v", "next_measure", "load"),
        Binding("percent_sign", "unit", "% or hours", show=False),
        Binding("d", "next_scale", "days, weeks"),
        Binding("f", "filter_by", "only"),
        Binding("o", "overloaded", "overloaded", show=False),
        Binding("s", "shift_share", "shift"),
        Binding("b", "level", "balance", tooltip="ways to level the overload"),
        Binding("n", "new_resource", "new"),
        Binding("e", "edit_resource", "edit"),
        Binding("x", "delete_resource", "delete"),
    ]

    MOVES: ClassVar[frozenset[str]] = LineTable.MOVES | {"step", "page_cells", "this_period"}

    def __init__(self) -> None:
        super().__init__((), lambda row: key_of(Resource, row.id), id="heat")
        self.heat = Heat()
        self.only = Filter()
        self.view = View(Workspace(), Forecast(date.min), 0, date.min)
        self.loads = Loads(self.view.workspace, self.view.forecast, date.min, 0)
        self.day: date | None = None  # in the chosen cell
        self._periods: tuple[Period, ...] = ()
        self._left: date | None = None  # in the first cell that is shown

    @property
    def period(self) -> Period:
        """The chosen cell's days."""
        return period_of(self.heat.scale, self.day or self.view.today)

    def show_view(self, view: View) -> None:
        """Show the loads of this view; the chosen days stay."""
        self.view = view
        self.loads = Loads(view.workspace, view.forecast, *window(view))
        self._set_scale()
        self._fill()

    def show_day(self, day: date) -> None:
        """Choose the cell of a day, and scroll so that it is shown."""
        self._choose(self._place(day))
        self.settle()

    def why_not(self, action: str) -> str | None:
        """Most keys need a row."""
        needs_row = ("details", "why", "shift_share", "edit_resource", "delete_resource")
        if action in needs_row and self.selected is None:
            return "There is nobody on this row: n makes a person, a team or equipment."
        if action == "level" and self._overload_ahead is None:
            return "Nothing is promised beyond what there is from the chosen day on."
        return None

    @property
    def _overload_ahead(self) -> date | None:
        if self.selected is None:
            return None
        return self.loads.first_overload(self.selected.id, max(self.period.first, self.view.today))

    # Columns

    def _set_scale(self) -> None:
        weeks = self.loads.weeks
        self._periods = periods(self.heat.scale, weeks[0], weeks[-1] + timedelta(WEEK - 1))
        self.day = self._within(self.day or self.view.today)
        self._left = self._within(self._left or self.view.today)

    def _fill(self) -> None:
        resources = self.view.workspace.all(Resource).values()
        rows = [one for one in resources if self.only.lets(self.view, self.loads, one)]
        nobody = f"nobody is {self.only.words(self.view)}: f chooses others, o shows all again"
        self.empty = nobody if self.only.narrows else "nobody yet: n makes a person, a team or equipment"
        self._lay_out()
        self.show(sorted(rows, key=resource_order))

    def _lay_out(self) -> None:
        """Names get what they need where there is room."""
        self._columns = tuple(self._heat_columns())
        super()._lay_out()

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
                CELLS_COLUMN,
                self._cells,
                4 * CELL,
                most=10_000,
                wish=18 * CELL,
                head=self._cells_head,
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

    def _cells(self, row: Resource, cells: int) -> Text:
        chosen = self.period.first if row is self.selected else None
        shades = OWN_SHADES if self.app.native_ansi_color else SHADES
        return heat_line(self.view, self.loads, row, self._seen(cells), self.heat, chosen, shades)

    def _cells_head(self, cells: int) -> Text:
        return heading(self._seen(cells), self.view.today, self.period.first)

    # Periods

    def _within(self, day: date) -> date:
        return min(max(day, self._periods[0].first), self._periods[-1].last)

    def _place(self, day: date | None) -> int:
        """Which cell a day is in; the last one before it, where it is in none."""
        if day is None:
            return 0
        return max(bisect_right(self._periods, day, key=lambda one: one.first) - 1, 0)

    def _shown(self, cells: int) -> range:
        left = self._place(self._left)
        return range(left, min(left + cells // CELL, len(self._periods)))

    def _seen(self, cells: int) -> tuple[Period, ...]:
        shown = self._shown(cells)
        return self._periods[shown.start : shown.stop]

    def _shown_now(self) -> range:
        cells = next((one.cells for one in self._placed if one.column.name == CELLS_COLUMN), CELL)
        return self._shown(cells)

    def _choose(self, place: int) -> None:
        """Choose a cell; scroll by half of what is shown, since a scrolled cell costs as much as a page."""
        place = max(0, min(place, len(self._periods) - 1))
        self.day = self._periods[place].first
        shown = self._shown_now()
        if place in shown:
            self._repaint_cursor()
        else:
            count = max(len(shown), 1)
            left = place - count // 2 if place >= shown.stop else place - (count - 1) // 2
            self._left = self._periods[max(0, min(left, len(self._periods) - 1))].first
            self._repaint()
        self._followers.moved()

    def _repaint_cursor(self) -> None:
        """Draw the heading and the cursor's row again; lines that had the cursor show an old cell."""
        self._strips = {name: strip for name, strip in self._strips.items() if not name[1]}
        self.refresh(Region(0, 0, self.size.width, 1))
        self.refresh_line(self._index + 1)

    def on_resize(self) -> None:
        """The chosen cell stays in view."""
        super().on_resize()
        if self._periods:
            self._choose(self._place(self.day))

    # Keys

    def action_step(self, by: int) -> None:
        """Choose the next cell or the one before."""
        self._choose(self._place(self.day) + by)

    def action_page_cells(self, by: int) -> None:
        """As many cells on or back as are shown."""
        self._choose(self._place(self.day) + by * max(len(self._shown_now()) - 1, 1))

    def action_this_period(self) -> None:
        """Choose the cell of today, and show the map from there on."""
        self._left = self._within(self.view.today)
        self._repaint()
        self._choose(self._place(self._left))

    def action_next_measure(self) -> None:
        """Promised, scheduled, needed, and what is free, in turn."""
        self._read_as(replace(self.heat, measure=_after(self.heat.measure, list(Measure))))

    def action_unit(self) -> None:
        """Percent of what there is, or hours."""
        self._read_as(replace(self.heat, hours=not self.heat.hours))

    def action_next_scale(self) -> None:
        """Weeks, months and days in turn."""
        self.heat = replace(self.heat, scale=_after(self.heat.scale, [Scale.WEEK, Scale.MONTH, Scale.DAY]))
        self._left = self.day
        self._set_scale()
        self._fill()

    def action_overloaded(self) -> None:
        """Only who is promised beyond what there is from this week on, or all again."""
        self._show_only(Filter() if self.only.narrows else Filter(overloaded=True))

    def action_filter_by(self) -> None:
        """Choose whose rows are shown: of a project, a role, a skill, the overloaded, the free."""

        def chosen(key: object) -> None:
            if isinstance(key, Filter):
                self._show_only(key)

        options = filter_options(self.view, self.only, self.period)
        self.app.push_screen(Choose("Show only", options), chosen)

    def _show_only(self, only: Filter) -> None:
        self.only = only
        self._fill()

    def _read_as(self, heat: Heat) -> None:
        self.heat = heat
        self._fill()

    @property
    def _pm_screen(self) -> PmScreen:
        return cast(PmScreen, self.screen)

    def action_details(self) -> None:
        """Choose a part of the cell, and go to where it is changed."""
        resource = self.selected
        if resource is None:
            return
        screen = self._pm_screen
        options = cell.places(self.view, self.loads, resource, self.period)
        if not options:
            screen.say(f"{resource.name} has no share, no work and no absence {self.period.within}.")
            return

        def chosen(key: object) -> None:
            if isinstance(key, Place):
                screen.pm.show_place(key)

        title = f"{resource.name}, {self.period.named(self.view.today)}"
        screen.app.push_screen(Choose(title, options), chosen)

    def action_why(self) -> None:
        """Say which promises make up the cell, on which days they are too many, and what is worked on."""
        resource = self.selected
        if resource is not None:
            steps = why_load(self.view.workspace, self.loads, resource.id, self.period)
            title = f"Why {resource.name} is loaded so"
            self.app.push_screen(ShowText(title, [one.sentence for one in steps]))

    @property
    def days(self) -> tuple[date, date]:
        """The days of the chosen cell from today on, Monday to Friday, as an absence would have them."""
        first, last = self.period.first, self.period.last
        last -= timedelta(max(0, last.weekday() - FRIDAY))
        return max(first, min(self.view.today, last)), last

    def action_shift_share(self) -> None:
        """Shift a share of the person from the chosen day on."""
        if self.selected is not None:
            shift_share(self._pm_screen, self.selected.id, max(self.period.first, self.view.today))

    def action_level(self) -> None:
        """See the ways to level the first overload from the chosen day on."""
        if self.selected is not None:
            level(self._pm_screen, self.selected.id, max(self.period.first, self.view.today))

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


def _after(one: T, choices: Sequence[T]) -> T:
    return choices[(choices.index(one) + 1) % len(choices)]
