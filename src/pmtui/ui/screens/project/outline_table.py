"""The work of a project as an outline that folds, with a Gantt whose links follow the cursor."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from pmtui.domain.entities import Project, WorkItem
from pmtui.ui.screens.project.columns import Signs, Terms, terms_of, work_columns
from pmtui.ui.screens.project.rows import WorkRow, predecessors, successors
from pmtui.ui.view import View
from pmtui.ui.widgets import timeline as t
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import Key, LineTable


def key_of_item(item_id: int) -> Key:
    """The identity of a work item's row."""
    return WorkItem.__name__, item_id


class OutlineTable(LineTable[WorkRow]):
    """Rows of work; ``h`` and ``l`` fold and unfold, and what the row under the cursor is linked to is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "fold", "fold", id="table.fold"),
        Binding("right,l", "unfold", "unfold", id="table.unfold", show=False),
        Binding("H", "fold_all", "fold or unfold all", id="table.fold_all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(
            (),
            lambda row: key_of_item(row.item.id),
            empty="no work yet: n adds some, a line each",
            marks=True,
            id="work",
        )
        self._outline: tuple[WorkRow, ...] = ()
        self._folded: set[int] = set()
        self._links: dict[int, str] = {}  # by work item: what it is to the one under the cursor
        self._view: View | None = None
        self._project: Project | None = None
        self._terms: Terms | None = None
        self.follow(self._mark_links)

    @property
    def outline(self) -> tuple[WorkRow, ...]:
        """All rows, those that are folded in too."""
        return self._outline

    def show_work(self, view: View, project: Project, rows: Sequence[WorkRow]) -> None:
        """Show the outline of a project."""
        self._view, self._project, self._outline = view, project, tuple(rows)
        self._folded &= {row.item.id for row in rows if row.has_children}
        alike = not self._set_columns()
        self._show_unfolded(alike=alike)
        self.redraw(key_of_item(id) for id in self._folded)  # which say how many rows are in them

    def select(self, key: Key) -> bool:
        """Put the cursor on that row, unfolding what hides it."""
        self._reveal(key)
        return super().select(key)

    # Folding

    def action_fold(self) -> None:
        """Fold what is in the row, or go to what the row is in."""
        row = self.selected
        if row is None:
            return
        if row.has_children and row.item.id not in self._folded:
            self._folded.add(row.item.id)
            self._show_unfolded()
        elif row.item.parent_id is not None:
            super().select(key_of_item(row.item.parent_id))

    def action_unfold(self) -> None:
        """Show what is in the row again, or go into it."""
        row = self.selected
        if row is None or not row.has_children:
            return
        if row.item.id in self._folded:
            self._folded.discard(row.item.id)
            self._show_unfolded()
        else:
            self.action_move(1)

    def action_fold_all(self) -> None:
        """Fold everything; where something is folded, unfold everything."""
        outer = next((row for row in self._above(self.selected) if not row.depth), None)
        self._folded = set() if self._folded else {row.item.id for row in self._outline if row.has_children}
        self._show_unfolded()
        if outer is not None and self._folded:
            super().select(key_of_item(outer.item.id))

    def action_filter(self) -> None:
        """A filter looks at all rows."""
        self._folded.clear()
        self._show_unfolded()
        super().action_filter()

    def _above(self, row: WorkRow | None) -> list[WorkRow]:
        """What a row is in, the innermost first; the row itself where it is in nothing."""
        by_id = {one.item.id: one for one in self._outline}
        found = []
        while row is not None and row.depth and row.item.parent_id in by_id and row not in found:
            row = by_id[row.item.parent_id]
            found.append(row)
        return found or ([row] if row is not None else [])

    def _reveal(self, key: Key) -> None:
        row = next((one for one in self._outline if key_of_item(one.item.id) == key), None)
        hiding = {one.item.id for one in self._above(row) if one is not row} & self._folded
        if hiding:
            self._folded -= hiding
            self._show_unfolded()

    def _show_unfolded(self, *, alike: bool = False) -> None:
        shown = []
        hidden_below: int | None = None  # depth of the folded row that one is inside of
        for row in self._outline:
            if hidden_below is not None and row.depth > hidden_below:
                continue
            hidden_below = row.depth if row.item.id in self._folded else None
            shown.append(row)
        self.show(shown, alike=alike)

    def _count_folded(self, row: WorkRow) -> int:
        if row.item.id not in self._folded:
            return 0
        at = self._outline.index(row)
        count = 0
        for one in self._outline[at + 1 :]:
            if one.depth <= row.depth:
                break
            count += 1
        return count

    # Columns and links

    def _set_columns(self) -> bool:
        """Whether the lines look otherwise now."""
        columns = self._other_columns()
        if columns is not None:
            self.set_columns(columns)
        return columns is not None

    def _lay_out(self) -> None:
        """Another width has another share for titles."""
        self._columns = tuple(self._other_columns() or self._columns)
        super()._lay_out()

    def _other_columns(self) -> Sequence[Column[WorkRow]] | None:
        """The columns to show from now on; None where they are as before."""
        if self._view is None or self._project is None:
            return None
        terms = terms_of(self._view, self._outline, self._project, self.size.width)
        if terms == self._terms:
            return None
        self._terms = terms
        signs = Signs(self._count_folded, lambda row: self._links.get(row.item.id, ""))
        return work_columns(terms, signs)

    def _mark_links(self) -> None:
        """Mark what the row is linked to."""
        row, view = self.selected, self._view
        links: dict[int, str] = {}
        if row is not None and view is not None:
            links = {one.predecessor_id: t.GIVES for one in predecessors(view.workspace, row.item.id)}
            links |= {one.successor_id: t.WAITS for one in successors(view.workspace, row.item.id)}
        changed = {id for id in links.keys() | self._links.keys() if links.get(id) != self._links.get(id)}
        self._links = links
        if changed:
            self.redraw(key_of_item(id) for id in changed)
