"""A table drawn line by line: only the lines that changed are painted again, and a row is known by its identity."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip

from pmtui.domain.text import clean
from pmtui.ui.widgets.cells import cell, pieces
from pmtui.ui.widgets.columns import GAP, Column, Placed, R, heading, matches, placed
from pmtui.ui.widgets.drawn import drawn
from pmtui.ui.widgets.followers import Followers
from pmtui.ui.widgets.key_order import passed_on, run_bound
from pmtui.ui.widgets.scroll_bar import LineScrollView

Key = tuple[str, int | str]  # class name of an entity and id, or any pair that names a row for good
NAME_FEWEST = 12  # cells of the column that names a row: the first with so many
EDGE = 2  # cells before the first column: the cursor and the mark


class LineTable(LineScrollView, Generic[R], can_focus=True):
    """Rows under a heading with a cursor that stays on its row when the rows are replaced."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--head-focus", "table--cursor", "table--match"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False),
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("g,home", "move_to(0)", "first", show=False),
        Binding("G,end", "move_to(-1)", "last", show=False),
        Binding("pagedown,ctrl+f,ctrl+d", "page(1)", "page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "page up", show=False),
        Binding("slash", "filter", "filter", id="table.filter"),
        Binding("space", "mark", "mark", id="table.mark"),
        Binding("escape", "clear_filter", "clear", id="table.clear"),
    ]
    ALIKE_BEHIND_NAME: ClassVar[bool] = True  # a row looks the same there with the cursor on it
    MOVES: ClassVar[frozenset[str]] = frozenset(
        ("move", "move_to", "page")
    )  # actions that need nothing but the row

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Key],
        *,
        empty: str = "nothing here yet",
        marks: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._key = key
        self.empty = empty  # what stands where there is no row
        self._marking = marks
        self._all: tuple[R, ...] = ()
        self._rows: tuple[R, ...] = ()
        self._index = 0
        self._marked: set[Key] = set()
        self._placed: tuple[Placed[R], ...] = ()
        self._named = 0  # columns up to the one that names the row
        self._lit = 0  # cells up to its end: all that the cursor changes, where ``ALIKE_BEHIND_NAME``
        self._laid_out = 0  # cells that the columns were laid out for
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._base = self._cursor = Style()  # of the strips
        self._ground = Color(0, 0, 0)
        self._restyled = True  # they may be others by now
        self._followers = Followers(self)
        self.filter_text = ""
        self.filtering = False  # keys typed now belong to the filter

    # What others read and set

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows that the filter lets through."""
        return self._rows

    @property
    def selected(self) -> R | None:
        """The row under the cursor."""
        return self._rows[self._index] if self._rows else None

    @property
    def selected_key(self) -> Key | None:
        """The identity of the row under the cursor."""
        row = self.selected
        return None if row is None else self._key(row)

    @property
    def marked(self) -> tuple[R, ...]:
        """The rows that a command runs on: the marked ones, else the one under the cursor."""
        marked = tuple(row for row in self._rows if self._key(row) in self._marked) if self._marked else ()
        return marked or (() if self.selected is None else (self.selected,))

    def follow(self, heard: Callable[[], None], left: Callable[[], None] | None = None) -> None:
        """Call ``heard`` when the rows are others or the cursor rests on another, ``left`` once it leaves one."""
        self._followers.add(heard, left)

    def tell(self) -> None:
        """Have the followers hear now of what has changed."""
        self._followers.tell()

    def settle(self) -> None:
        """Do not wait for the cursor to rest: something else than a move comes next."""
        self._followers.settle()

    def show(self, rows: Iterable[R], *, alike: bool = False) -> None:
        """Show these rows instead; cursor and marks stay on theirs, a cursor whose row is gone at its height.

        ``alike``: a row that equals the one in its place before looks like it, and is not drawn again.
        """
        key, before = self.selected_key, self._rows
        self._all = tuple(rows)
        self._marked &= {self._key(row) for row in self._all}
        self._let_through(key, before if alike else None)

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns, such as for another time scale."""
        self._columns = tuple(columns)
        self._lay_out()

    def select(self, key: Key) -> bool:
        """Put the cursor on that row, dropping a filter that hides it; False where there is none."""
        if self._go_to(key):
            self.tell()
            return True
        if self.filter_text and any(self._key(row) == key for row in self._all):
            self.filter_text = ""
            self._let_through(key)
            return True
        return False

    def unmark(self) -> None:
        """Take all marks away."""
        marked, self._marked = self._marked, set()
        self.redraw(marked)

    def redraw(self, keys: Iterable[Key]) -> None:
        """Draw these rows again, since their columns show something else now."""
        wanted = set(keys)
        for index, row in enumerate(self._rows):
            if self._key(row) in wanted:
                self._forget_line(index)

    # Keys

    def why_not(self, action: str) -> str | None:  # noqa: ARG002 - for tables with actions of their own
        """Why an action of the table does not work now, in one sentence; None where it does."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks only where they mean something, and escape only while there is a filter or a mark to clear."""
        if action == "mark":
            return self._marking
        if action == "clear_filter":
            return bool(self.filter_text or self._marked)
        return None if self.why_not(action) else super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._move_to(self._index + by)

    def action_move_to(self, index: int) -> None:
        """Move the cursor to the first (0) or the last (-1) row."""
        self._move_to(index if index >= 0 else len(self._rows) + index)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self._move_to(self._index + by * max(self.size.height - 2, 1))

    def action_mark(self) -> None:
        """Mark the row or take its mark away, and go on to the next."""
        key = self.selected_key
        if key is not None:
            self._marked ^= {key}
            self._forget_line(self._index)
            self._put_cursor(self._index + 1)
            self.tell()

    def action_filter(self) -> None:
        """Let the keys that follow narrow the rows."""
        self.filtering = True
        self._repaint()

    def action_clear_filter(self) -> None:
        """Show all rows again; with all rows shown, take the marks away."""
        if self.filter_text:
            self._set_filter("")
        else:
            self.unmark()
            self.tell()

    async def _on_key(self, event: events.Key) -> None:
        if not self.filtering:
            await run_bound(self, event)
            return
        if event.key in ("enter", "down", "up", "tab"):
            self.filtering = False
            self._repaint()
            if event.key != "enter":
                return
        elif event.key == "escape":
            self.filtering = False
            self._set_filter("")
        elif event.key in ("backspace", "ctrl+h"):
            self._set_filter(self.filter_text[:-1])
        elif event.key == "ctrl+u":
            self._set_filter("")
        elif event.is_printable and event.character:
            self._set_filter(self.filter_text + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        if not passed_on(self, event) and self.filtering:
            event.stop()
            self._set_filter(self.filter_text + clean(event.text, long=False).text)

    def watch_has_focus(self, has_focus: bool) -> None:
        """No style of a table goes by the focus, so that none is looked for; what shows it paints itself."""

    def on_blur(self) -> None:
        """Typing into the filter ends where the focus goes elsewhere."""
        self.filtering = False
        self._repaint_focus()
        self.settle()

    def on_focus(self) -> None:
        """The heading shows where the keys go."""
        self._repaint_focus()

    # Rows

    def _set_filter(self, text: str) -> None:
        key = self.selected_key
        self.filter_text = text
        self._let_through(key)

    def _let_through(self, key: Key | None, before: Sequence[R] | None = None) -> None:
        """Show what the filter lets through, drawn anew where it is not as ``before``."""
        words = self.filter_text.casefold().split()
        self._rows = tuple(row for row in self._all if matches(self._columns, row, words)) if words else self._all
        self._index = min(self._index, max(len(self._rows) - 1, 0))
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        if before is not None and len(before) == len(self._rows) and not words:
            for index, (was, row) in enumerate(zip(before, self._rows, strict=True)):
                if was != row:
                    self._forget_line(index)
        else:
            self._repaint()
        if key is not None:
            self._go_to(key)
        self.tell()

    def _go_to(self, key: Key) -> bool:
        for index, row in enumerate(self._rows):
            if self._key(row) == key:
                self._put_cursor(index)
                return True
        return False

    def _move_to(self, index: int) -> None:
        if self._put_cursor(index):
            self._followers.moved()

    def _put_cursor(self, index: int) -> bool:
        """Whether that is another row."""
        index = max(0, min(index, len(self._rows) - 1))
        old, self._index = self._index, index
        if old != index:
            for one in (old, index):
                self.refresh(Region(0, one + 1 - self.scroll_offset.y, self._lit, 1))
        self._scroll_to_cursor()
        return old != index

    def _scroll_to_cursor(self) -> None:
        """Scroll by half a page, since a scrolled line costs as many bytes as a scrolled page."""
        height = self.size.height - 1
        top = self.scroll_offset.y
        if height <= 0 or top <= self._index < top + height:
            return
        self.scroll_to(y=max(self._index - height // 2, 0), animate=False, force=True, immediate=True)

    # Painting

    def on_hide(self) -> None:
        """What nobody sees takes no room."""
        self._strips.clear()

    def on_unmount(self) -> None:
        """What is left, too."""
        self._strips.clear()

    def on_resize(self) -> None:
        """Another width shows other columns."""
        if self._laid_out != self.scrollable_content_region.width:
            self._lay_out()
        self._scroll_to_cursor()

    def watch_show_vertical_scrollbar(self) -> None:
        """A scroll bar that comes or goes leaves another width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """They may be other styles, which is seen when they are used: a focus that comes and goes changes none."""
        super().notify_style_update()
        self._restyled = True

    def _drop_restyled(self) -> None:
        """Forget what was drawn in other styles."""
        self._restyled = False
        base, cursor = self.rich_style, self.get_component_rich_style("table--cursor", partial=True)
        ground = self.background_colors[1]
        if (base, cursor, ground) != (self._base, self._cursor, self._ground):
            self._base, self._cursor, self._ground = base, cursor, ground
            self._strips.clear()

    def _lay_out(self) -> None:
        self._laid_out = self.scrollable_content_region.width
        self._placed = placed(self._columns, self._laid_out - EDGE)
        wide = (number for number, one in enumerate(self._placed, 1) if one.cells >= NAME_FEWEST)
        self._named = next(wide, len(self._placed))
        names = [one.cells for one in self._placed[: self._named]]
        self._lit = EDGE + sum(names) + GAP * (len(names) - 1) if self.ALIKE_BEHIND_NAME else self._laid_out
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _repaint_focus(self) -> None:
        """Paint what shows whether the focus is here."""
        self.refresh(Region(0, 0, self.size.width, 1))
        self.refresh_line(self._index + 1)

    def _forget_line(self, index: int) -> None:
        for cursor, focused in ((False, False), (True, False), (True, True)):
            self._strips.pop((index, cursor, focused), None)
        self.refresh_line(index + 1)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """The heading at the top, then the rows from the scroll position on, as the terminal takes them."""
        if self._restyled:
            self._drop_restyled()
        if y == 0:
            return self._head()
        index = y - 1 + self.scroll_offset.y
        if not self._rows and y == 1:
            return self._line(cell(Text(f"  {self._nothing}", "dim"), self._laid_out), Style())
        index = min(index, len(self._rows))  # all lines behind the rows are one
        cursor = index == self._index
        name = (index, cursor, cursor and self.has_focus)
        strip = self._strips.get(name)
        if strip is None:
            strip = self._strips[name] = self._row(index, cursor)
        return strip

    @property
    def _nothing(self) -> str:
        return f"nothing matches “{self.filter_text}”" if self.filter_text else self.empty

    def _head(self) -> Strip:
        name = "table--head-focus" if self.has_focus else "table--head"
        style = self.get_component_rich_style(name, partial=True)
        width = self._laid_out
        if self.filtering or self.filter_text:
            count = f"{len(self._rows)} of {len(self._all)}"
            caret = "▏" if self.filtering else "  (escape clears)"
            shown = cell(f"/ {self.filter_text}{caret}", max(width - len(count) - 1, 0))
            return self._line(shown.append(" " + count), style)
        return self._line(heading(self._placed, EDGE), style)

    def _row(self, index: int, cursor: bool) -> Strip:
        if index == len(self._rows):
            return self._taken(Strip.blank(self._laid_out, self._base))
        row = self._rows[index]
        rest = self._strips.get((index, False, False)) if cursor and self.ALIKE_BEHIND_NAME else None
        line = [Segment("›" if cursor else " "), Segment("✚" if self._key(row) in self._marked else " ")]
        console, lit = self.app.console, 0  # pieces up to the end of what names the row
        for number, one in enumerate(self._placed if rest is None else self._placed[: self._named]):
            line += [Segment(" " * GAP)] if number else []
            line += pieces(one.column.render(row, one.cells), one.cells, console, one.column.align == "right")
            lit = len(line) if number < self._named else lit
        if cursor and self.has_focus:
            # Each cell that changes its ground is sent twice with every move, so it lies under the name alone.
            line[:lit] = Segment.apply_style(line[:lit], post_style=self._cursor)
        whole = Segment.simplify(one for one in line if one.text)
        styled = Segment.apply_style(whole, self._base)
        if rest is None:
            return self._taken(Strip(styled).crop_extend(0, self._laid_out, self._base))
        return self._taken(styled, rest.crop(self._lit))

    def _line(self, text: Text, style: Style) -> Strip:
        return self._taken(drawn(text, self._laid_out, self._base + style, self.app.console))

    def _taken(self, segments: Iterable[Segment], behind: Iterable[Segment] = ()) -> Strip:
        """A line as the terminal takes it, before what is taken already: of each row this one alone is kept."""
        found = list(segments)
        for one in self.get_line_filters():
            found = one.apply(found, self._ground)
        return Strip([*found, *behind], self._laid_out)
