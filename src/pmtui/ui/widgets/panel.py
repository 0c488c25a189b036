"""The frame that every dialog is drawn in: a title, a window on its lines, and what the keys do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from pmtui.domain.text import fit, safe, width
from pmtui.ui.theme import BAD, DIM, STRONG

Part = tuple[str, str]  # text, and its style in Rich's words
Row = tuple[Part, ...]

FOOT = 2  # lines: a hint, and the keys
BODY_FEWEST = 2  # lines of the body, such as a yes and a no, that a long head leaves in sight


def wrapped(text: str, cells: int) -> list[str]:
    """The text, made safe, as lines of at most ``cells`` (one at least), broken between words where possible.

    Lines go on as far in as the first of their paragraph begins.
    """
    cells = max(1, cells)  # a window may be narrower than what it must hold
    lines: list[str] = []
    for paragraph in safe(text, long=True).split("\n"):
        words = paragraph.lstrip(" ")
        indent = " " * min(len(paragraph) - len(words), cells // 2)
        lines += [f"{indent}{line}" if line else "" for line in _broken(words, cells - len(indent))]
    return lines


def _broken(paragraph: str, cells: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined) <= cells:
            line = joined
            continue
        if line:
            yield line
        line = word
        while width(line) > cells:
            head = _head(line, cells)
            yield head
            line = line[len(head) :]
    yield line


def _head(word: str, cells: int) -> str:
    end = min(len(word), max(cells, 1))
    while end > 1 and width(word[:end]) > cells:
        end -= 1
    return word[:end]


class Panel(Widget, can_focus=True):
    """Draws a dialog line by line and repaints only the lines that changed; subclasses say what the lines are.

    A live input, where there is one, is the only child, laid over the line that it edits.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Panel {
        width: 1fr; max-width: 98; height: auto; max-height: 100%;
        background: $surface; color: $foreground;
        border: round $primary; padding: 0 1; overflow: hidden hidden; layout: vertical;
    }
    Panel:ansi { background: ansi_default; color: ansi_default; border: round ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.notice = ""
        self._top = 0
        self._rows_shown = 1  # of the body
        self._head_rows = 1
        self._strips: list[Strip] = []
        self._natural, self._natural_in = 0, 0  # the lines that were to be shown, in so many cells
        self._asked = 0  # the height that was last asked for

    # What subclasses say

    def title_row(self) -> str:
        """The first line."""
        return ""

    def intro(self) -> str:
        """What stands under the title."""
        return ""

    def alerts(self) -> Sequence[str]:
        """Sentences that stand above the body until they no longer hold."""
        return ()

    def body(self, cells: int) -> Sequence[Row]:
        """All lines of the body, whether there is room for them or not."""
        raise NotImplementedError

    def hint(self) -> str:
        """What helps at this place; a notice goes before it."""
        return ""

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys that work at this place, and what each does."""
        return ()

    def focused_rows(self) -> tuple[int, int]:
        """The first and the last line of the body that must stay in view."""
        return (0, 0)

    # Drawing

    def show(self) -> None:
        """Draw what has changed; call after every change of what is shown."""
        size = self.content_size
        if not size.width or not size.height:
            return
        strips = self._composed(size)
        natural = self._natural
        changed = [
            Region(0, y, size.width, 1)
            for y, strip in enumerate(strips)
            if y >= len(self._strips) or strip != self._strips[y]
        ]
        self._strips = strips
        if natural != size.height and natural != self._asked:
            self._asked = natural
            self.refresh(layout=True)
        if changed:
            self.refresh(*changed)

    def body_row_y(self, row: int) -> int | None:
        """Where a line of the body stands in the panel; None while it is out of view."""
        at = row - self._top
        return self._head_rows + at if 0 <= at < self._rows_shown else None

    def page(self) -> int:
        """How many lines of the body are in view."""
        return self._rows_shown

    def scroll_to_row(self, top: int) -> None:
        """Put a line of the body first, as far as there are lines."""
        self._top = top
        self.show()

    def _composed(self, size: Size) -> list[Strip]:
        cells = size.width
        head = self._head(cells)
        body = self.body(cells)
        self._grow_to(len(head) + len(body) + FOOT, cells)
        most = max(1, size.height - FOOT - min(len(body), BODY_FEWEST))
        if len(head) > most:
            head = [*head[: most - 1], (("…", DIM),)]
        room = max(1, size.height - len(head) - FOOT)
        self._head_rows, self._rows_shown = len(head), room  # the foot may ask for them
        self._top = self._window(len(body), room)
        hint = (fit(self.notice or self.hint(), cells), STRONG if self.notice else DIM)
        foot: list[Row] = [(hint,), self._key_row(cells)]
        seen = list(body[self._top : self._top + room])
        seen += [()] * (room - len(seen))
        rows = [*head, *seen, *foot][: size.height]
        base = self.rich_style
        strips = [_strip(row, cells, base) for row in rows]
        if self._top > 0:
            _mark(strips, len(head), "↑", cells, base)
        if self._top + room < len(body):
            _mark(strips, len(head) + room - 1, "↓", cells, base)
        return strips

    def _grow_to(self, lines: int, cells: int) -> None:
        """Never less in a window of one width: no dialog jumps while one types."""
        before = self._natural if cells == self._natural_in else 0
        self._natural, self._natural_in = max(before, lines), cells

    def _head(self, cells: int) -> list[Row]:
        rows: list[Row] = [((fit(self.title_row(), cells), STRONG),)] if self.title_row() else []
        rows += [((line, ""),) for line in wrapped(self.intro(), cells) if self.intro()]
        rows += [((line, BAD),) for alert in self.alerts() for line in wrapped(f"! {alert}", cells)]
        return rows

    def _window(self, count: int, room: int) -> int:
        first, last = self.focused_rows()
        top = min(self._top, max(0, count - room))
        top = max(top, last - room + 1)
        return max(0, min(top, first))

    def _key_row(self, cells: int) -> Row:
        parts: list[Part] = []
        taken = 0
        for key, what in self.keys():
            needed = width(key) + width(what) + 1 + (2 if parts else 0)
            if taken + needed > cells:
                break
            taken += needed
            parts += [("  ", "")] * bool(parts) + [(key, STRONG), (f" {what}", "")]
        return tuple(parts)

    # Textual

    def render_line(self, y: int) -> Strip:
        """One line, as it was last drawn; all are drawn for the first paint."""
        if not self._strips:
            self._strips = self._composed(self.content_size)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.content_size.width, self.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are to show, or were."""
        self._grow_to(len(self._head(width)) + len(self.body(width)) + FOOT, width)
        return self._natural

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out for the new room."""
        self.show()

    def notify_style_update(self) -> None:
        """Draw in the new styles."""
        super().notify_style_update()
        self._strips = []
        self.show()


def _strip(row: Iterable[Part], cells: int, base: Style) -> Strip:
    styled = ((safe(text), base + Style.parse(style) if style else base) for text, style in row if text)
    segments = [Segment(text, one) for text, one in styled]
    return Strip(segments).adjust_cell_length(cells, base)


def _mark(strips: list[Strip], y: int, glyph: str, cells: int, base: Style) -> None:
    """Put a glyph at the right end of a line: more lies beyond it."""
    if y < len(strips):
        mark = Strip([Segment(f" {glyph}", base + Style.parse(STRONG))])
        strips[y] = Strip.join([strips[y].crop(0, cells - 2), mark])
