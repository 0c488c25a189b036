"""Where the fields of a form stand and how each is drawn: lines of text, without a widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmtui.domain.fields import Kind
from pmtui.domain.text import fit, width
from pmtui.ui.theme import BAD, DIM, STRONG
from pmtui.ui.widgets.field import PICKED, Field, Option
from pmtui.ui.widgets.panel import Part, Row, wrapped

LABEL_MOST = 26
LONG_ROWS, SHORT_LONG_ROWS = 4, 2  # of a long text; the lesser where other lines need the room of a low screen
LIST_ROWS = 6
SHORT_CELLS = 18  # days, effort, money, percent; the reading stands beside
MARK_CELLS = 2


@dataclass(frozen=True, slots=True)
class FieldRows:
    """What the drawing depends on besides the fields: the room, the current field and its open list."""

    cells: int
    at: int
    options: Sequence[Option] | None
    chosen: int


class FormLayout:
    """Draws fields one under the other, and knows afterwards which lines are whose."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self.long_rows = LONG_ROWS
        titles = max((width(field.spec.title) for field in fields), default=0)
        self._label = min(LABEL_MOST, titles) + 1
        self._spans: list[tuple[int, int]] = [(0, 0)] * len(fields)

    def rows(self, asked: FieldRows) -> list[Row]:
        """All lines of all fields."""
        rows: list[Row] = []
        for at, field in enumerate(self._fields):
            first = len(rows)
            rows += self._field(at, field, asked)
            self._spans[at] = (first, len(rows) - 1)
        return rows

    def span(self, at: int) -> tuple[int, int]:
        """The first and last line of a field, as last drawn."""
        return self._spans[at] if self._spans else (0, 0)

    def box(self, at: int, cells: int) -> tuple[int, int, int]:
        """Left end, cells and lines of a field's value."""
        left = MARK_CELLS + self._label
        room = max(1, cells - left)
        field = self._fields[at]
        rows = self.long_rows if field.kind is Kind.LONG else 1
        return left, self._value_cells(field, room), rows

    def _value_cells(self, field: Field, room: int) -> int:
        if field.kind in (Kind.TEXT, Kind.LONG):
            return room
        if field.kind is Kind.REF:
            return max(1, room * 3 // 5)
        return min(room, SHORT_CELLS)

    def _field(self, at: int, field: Field, asked: FieldRows) -> list[Row]:
        here = at == asked.at
        left, cells, _ = self.box(at, asked.cells)
        room = asked.cells - left
        label: Part = (fit(field.spec.title, self._label), STRONG if here else "")
        mark: Part = ("▸ " if here else "  ", STRONG)
        indent: Part = (" " * left, "")
        if field.kind is Kind.LONG:
            values = self._long(field, cells)
            rows: list[Row] = [(mark, label, values[0]), *((indent, one) for one in values[1:])]
        else:
            value = self._picked(field, here) if field.kind in PICKED else (fit(field.typed, cells), "")
            reading = field.reading() if here or field.changed or field.kind is Kind.REF else ""
            after: Row = ((fit(f" {reading}", room - cells), DIM),) if reading and room > cells else ()
            rows = [(mark, label, value, *after)]
        rows += [(indent, (line, BAD)) for line in wrapped(f"! {field.error}", room) if field.error]
        if here and asked.options is not None:
            rows += [(indent, *row) for row in _list_rows(asked.options, asked.chosen, room)]
        return rows

    def _picked(self, field: Field, here: bool) -> Part:
        if field.kind is Kind.FLAG:
            return ("[x] yes" if field.picked else "[ ] no", STRONG if here else "")
        return (f"{field.typed} ‹›", STRONG) if here else (field.typed, "")

    def _long(self, field: Field, cells: int) -> list[Part]:
        lines = wrapped(field.typed[: cells * self.long_rows * 2], cells)
        more = len(lines) > self.long_rows
        lines = (lines + [""] * self.long_rows)[: self.long_rows]
        if more:
            lines[-1] = fit(lines[-1] + " " * cells, cells)
        return [(line, "") for line in lines]


def _list_rows(options: Sequence[Option], chosen: int, cells: int) -> list[Row]:
    """The window on a list of options around the chosen one, which is marked."""
    if not options:
        return [(("  nothing by that name", DIM),)]
    top = max(0, min(chosen - LIST_ROWS // 2, len(options) - LIST_ROWS))
    names = max(1, min(cells * 3 // 5, max(width(one.label) for one in options[top : top + LIST_ROWS])))
    rows: list[Row] = []
    for at, one in enumerate(options[top : top + LIST_ROWS], top):
        mark = "▸ " if at == chosen else "  "
        style = STRONG if at == chosen else ""
        detail = fit(f"  {one.detail}", max(0, cells - names - 2)) if one.detail else ""
        rows.append(((mark + fit(one.label, names), style), (detail, DIM)))
    hidden = len(options) - LIST_ROWS
    if hidden > 0:
        rows.append(((f"  {chosen + 1} of {len(options)}", DIM),))
    return rows
