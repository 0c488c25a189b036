"""A register: the rows of one entity as a table whose columns come from its field descriptions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from pmtui.commands.naming import shown
from pmtui.domain.entities import Entity, described
from pmtui.domain.fields import Description, Kind
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace
from pmtui.ui.editing import delete_rows, edit_row, key_of, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import LineTable

WIDTHS = {
    Kind.WHOLE: 5,
    Kind.PERCENT: 5,
    Kind.MINUTES: 8,
    Kind.DAYS: 5,
    Kind.MONEY: 12,
    Kind.NUMBER: 10,
    Kind.DAY: 10,
    Kind.CHOICE: 11,
    Kind.REF: 14,
    Kind.FLAG: 9,
}
RIGHT = (Kind.WHOLE, Kind.PERCENT, Kind.MINUTES, Kind.DAYS, Kind.MONEY, Kind.NUMBER)


class Register(LineTable[Entity]):
    """Rows of one entity; ``n`` ``e`` ``x`` open its form and its confirmation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_row", "new"),
        Binding("e,enter", "edit_row", "edit"),
        Binding("x", "delete_rows", "delete"),
    ]

    def __init__(
        self,
        entity: type[Entity],
        rows: Callable[[View], Iterable[Entity]],
        values: Callable[[View], Mapping[str, object]],
        *,
        fields: Sequence[str] = (),
        more: Sequence[Column[Entity]] = (),
        heading: str = "",
        wish: int = 44,
        empty: str = "",
        id: str | None = None,
    ) -> None:
        """``rows`` takes the register's rows from a view, ``values`` what a new row starts with.

        ``fields`` are those with a column, in order of importance (all short ones where none are named), and
        ``more`` columns of what is not a field. ``heading`` names the register over its first column, which gets
        ``wish`` cells before later columns come in.
        """
        self.entity = entity
        self._rows_of = rows
        self._values = values
        self.above: Register | None = None  # the register whose selected row these rows belong to
        self.view = View(Workspace(), Forecast(date.min), 0, date.min)
        names = fields or [
            name for name, one in described(entity).items() if one.kind is not Kind.LONG and one.typed
        ]
        columns = [self._column(name, described(entity)[name], number) for number, name in enumerate(names)]
        columns[0] = replace(columns[0], name=heading or columns[0].name, wish=wish)
        super().__init__(
            [*columns, *more],
            lambda row: key_of(type(row), row.id),
            empty=empty or f"no {entity.noun} yet: n makes one",
            marks=True,
            id=id,
        )

    def show_view(self, view: View) -> None:
        """Show the rows of this view."""
        self.view = view
        self.show(self._rows_of(view))

    def why_not(self, action: str) -> str | None:
        """There must be a row to edit or delete, and one for a new row to belong to."""
        if (
            action in ("new_row", "edit_row", "delete_rows")
            and self.above is not None
            and self.above.selected is None
        ):
            return f"There is no {self.above.entity.noun} above yet: make that first."
        if action in ("edit_row", "delete_rows") and self.selected is None:
            return f"There is no {self.entity.noun} here yet: n makes one."
        return None

    def action_new_row(self) -> None:
        """Open the form of a new row."""
        new_row(self._screen, self.entity, self._values(self._screen.view))

    def action_edit_row(self) -> None:
        """Open the form of the row."""
        if self.selected is not None:
            edit_row(self._screen, self.selected)

    def action_delete_rows(self) -> None:
        """Delete the row, after saying what goes with it."""
        delete_rows(self._screen, self.marked)

    @property
    def _screen(self) -> PmScreen:
        return cast(PmScreen, self.screen)

    def _column(self, name: str, description: Description, number: int) -> Column[Entity]:
        def render(row: Entity, cells: int) -> str:  # noqa: ARG001
            return shown(self.view.workspace, row, name, getattr(row, name), self.view.today)

        text = description.kind in (Kind.TEXT, Kind.LONG)
        width = WIDTHS.get(description.kind, 16)
        return Column(
            description.label,
            render,
            max(width, min(len(description.label), 14)) if number else 24,
            most=60 if text else 20 if description.kind is Kind.REF else 0,
            align="right" if description.kind in RIGHT else "left",
            priority=number,
        )
