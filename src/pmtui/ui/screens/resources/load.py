"""The first tab: the heat map of loads over what the chosen cell is made of."""

from datetime import date
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from pmtui.domain.entities import Resource
from pmtui.ui.editing import key_of
from pmtui.ui.screens.resources import cell
from pmtui.ui.screens.resources.map import HeatMap
from pmtui.ui.theme import DIM
from pmtui.ui.view import View
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.side_by_side import SideBySide

LEGEND = "▲ too many  a absent"
CELL_LINES = 4  # lines that the cell keeps however many rows there are


class LoadTab(Vertical):
    """The heat map over the chosen cell."""

    DEFAULT_CSS: ClassVar[str] = """
    LoadTab { height: 1fr; }
    LoadTab > #cell { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.map = HeatMap()
        self.map.follow(self._moved)
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

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._share_out()

    def _share_out(self) -> None:
        """The map gets the lines that it needs, as long as some stay for the cell; the cell gets the rest."""
        most = max(self.size.height - 1 - CELL_LINES, 3)
        self.map.styles.height = min(max(len(self.map.rows), 1) + 1, most)

    def show_person(self, resource_id: int, day: date | None) -> None:
        """Put the cursor on a resource in the cell of that day, or of its first overload, if any."""
        if self.map.select(key_of(Resource, resource_id)):
            day = day or self.map.loads.first_overload(resource_id, self.map.view.today)
            if day is not None:
                self.map.show_day(day)

    def _moved(self) -> None:
        self._share_out()  # a filter, or the overloaded alone, leave other rows
        self._show_cell()

    def _show_cell(self) -> None:
        view, resource, period = self.map.view, self.map.selected, self.map.period
        if resource is None or resource.id not in view.workspace.all(Resource):
            self.headline.put_parts([])
            self.parts.put([])
            return
        only = f"Only {self.map.only.words(view)}:" if self.map.only.narrows else ""
        facts = cell.headline(view, self.map.loads, resource, period)
        self.headline.put_parts([*([only] if only else []), *facts, Text(LEGEND, DIM)])
        self.parts.put(cell.blocks(view, self.map.loads, resource, period))
