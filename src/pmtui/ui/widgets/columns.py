"""Columns of a line table, and which of them a given width shows: more room shows more, never just wider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from rich.text import Text

from pmtui.domain.text import width
from pmtui.ui.widgets.cells import Content, cell

R = TypeVar("R")
GAP = 1  # cells between columns
WIDE = 100  # cells in which a filter reads a column


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: ``render`` gets the row and the cells it has; essentials have priority 0, the rest come later.

    ``width`` is what it needs, ``most`` what it takes at most where there is room (0: never more than ``width``).
    It gets up to ``wish`` before columns of a later priority come in. A canvas (``most`` very large) draws its own
    heading with ``head``, such as a time scale.
    """

    name: str
    render: Callable[[R, int], Content]
    width: int
    most: int = 0
    wish: int = 0
    align: Literal["left", "right"] = "left"
    priority: int = 0
    head: Callable[[int], Content] | None = None
    searched: bool = True  # the filter looks at it


def whole(column: Column[R], rows: Sequence[R]) -> Column[R]:
    """The column as wide as these rows need it: for numbers, which must never be cut."""
    contents = (column.render(row, column.width) for row in rows)
    needed = (width(one if isinstance(one, str) else one.plain) for one in contents)
    return replace(column, width=max(column.width, *needed, 0))


def matches(columns: Sequence[Column[R]], row: R, words: Sequence[str]) -> bool:
    """Whether what the columns show of a row has all of the words, which are folded in case."""
    texts = (one.render(row, WIDE) for one in columns if one.searched)
    line = " ".join(one if isinstance(one, str) else one.plain for one in texts).casefold()
    return all(word in line for word in words)


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A column with the cells that it got."""

    column: Column[R]
    cells: int


def heading(columns: Sequence[Placed[R]], edge: int) -> Text:
    """The line of their names, behind so many cells."""
    line = Text(" " * edge, end="")
    for number, one in enumerate(columns):
        head = one.column.head
        content = one.column.name if head is None else head(one.cells)
        line.append(" " * (GAP if number else 0))
        line.append_text(cell(content, one.cells, one.column.align == "right"))
    return line


def placed(columns: Sequence[Column[R]], room: int) -> tuple[Placed[R], ...]:
    """The columns that fit into ``room`` cells, in their order; the room left goes to those that grow.

    Columns come in by priority; one that does not fit is left out whole, unless it is an essential one, which is
    narrowed as the last resort.
    """
    chosen: dict[int, int] = {}
    left = room + GAP
    for index in sorted(range(len(columns)), key=lambda one: (columns[one].priority, one)):
        needed = columns[index].width + GAP
        if needed <= left or columns[index].priority == 0:
            wished = max(min(columns[index].wish - columns[index].width, left - needed), 0)
            chosen[index] = columns[index].width + wished
            left -= needed + wished
    widths = dict(sorted(chosen.items()))
    while left < 0 and any(cells > 1 for cells in widths.values()):
        widest = max(widths, key=lambda one: widths[one])
        widths[widest] -= 1
        left += 1
    _grow(columns, widths, left)
    return tuple(Placed(columns[index], cells) for index, cells in widths.items())


def _grow(columns: Sequence[Column[R]], widths: dict[int, int], left: int) -> None:
    """Give the cells left to the columns that take more, by priority, the earlier first."""
    for index in sorted(widths, key=lambda one: (columns[one].priority, one)):
        more = min(max(columns[index].most - widths[index], 0), max(left, 0))
        widths[index] += more
        left -= more
