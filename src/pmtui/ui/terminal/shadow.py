"""What the terminal shows, cell by cell, so that only the cells that changed are sent."""

import re
from collections.abc import Callable
from functools import lru_cache
from sys import intern

from rich.cells import cell_len

from pmtui.ui.terminal.styles import blank, change, erasable

UNKNOWN = "\0"  # no character is ever this, so that such a cell is always sent
SHORT_GAP = 4  # unchanged cells that are cheaper sent again than jumped over
LONG_BLANK = 10  # spaces from which erasing is cheaper

# What Textual paints with between jumps and line ends: any sequence but a style is none of its own, and dropped.
_TOKENS = re.compile(
    r"\x1b\[(?P<style>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[^\[\]])?"
    r"|[\x00-\x1f\x7f-\x9f]"
)
_JUMP = re.compile(r"\x1b\[(\d+);(\d+)H")  # to a line and a column
Row = tuple[list[str], list[str]]  # characters ("" is the second half of a wide one), and their styles


class Shadow:
    """The cells of a terminal of a given size; ``paint`` gives the shortest output that brings it up to date.

    ``erases`` says whether the terminal erases in the background color; ``styled`` and ``drawn`` say how this
    terminal shows a style and a character.
    """

    def __init__(
        self,
        columns: int,
        lines: int,
        *,
        erases: bool,
        styled: Callable[[str], str] | None = None,
        drawn: Callable[[str], str] | None = None,
    ) -> None:
        self.columns, self.lines = columns, lines
        self._erases = erases
        self._styled = styled
        self._drawn = drawn
        self._rows: list[Row] = []
        # What was painted last, by line and by the column where it begins, and the column behind it.
        self._pieces: dict[int, dict[int, tuple[str, int]]] = {}
        self._pen: str | None = None
        self._at: tuple[int, int] | None = None  # column and line of the cursor, None where that is not sure
        self.forget()

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: all will be sent again."""
        self._fill(UNKNOWN)

    def cleared(self) -> None:
        """The terminal was cleared, in its own colors."""
        self._fill(" ")
        self._pen = ""

    def _fill(self, character: str) -> None:
        self._rows = [([character] * self.columns, [""] * self.columns) for _ in range(self.lines)]
        self._pieces = {}
        self._pen, self._at = None, None

    def paint(self, data: str) -> str:
        """What must be sent so that the terminal shows what ``data``, as Textual paints it, would show."""
        touched: dict[int, Row] = {}
        x, y, style = 0, -1, ""
        for line in data.split("\n"):
            y += 1
            first, *others = _JUMP.split(line)
            x, style = self._piece(touched, 0, y, style, first)
            for row, column, piece in zip(others[::3], others[1::3], others[2::3], strict=True):
                y = int(row) - 1
                x, style = self._piece(touched, int(column) - 1, y, style, piece)
        out: list[str] = []
        for at, cells in sorted(touched.items()):
            if cells != self._rows[at]:
                self._send(out, at, cells)
                self._rows[at] = cells
        if out and (x, y) != self._at:
            out.append(self._jump(x, y))
        return "".join(out)

    def _piece(self, touched: dict[int, Row], start: int, y: int, style: str, piece: str) -> tuple[int, str]:
        """Put what is painted from a jump on into the cells; gives the column behind it, and the style then.

        What was painted last in a place changes nothing when it is painted once more: it is not looked through.
        """
        known = self._pieces.setdefault(y, {})
        if style == "" and start in known and known[start][0] == piece:
            return known[start][1], ""
        if not piece:  # as before the first jump of each line
            return start, style
        begun, x = style, start
        for token in _TOKENS.finditer(piece):
            if token.lastgroup == "text":
                x = self._write(touched, start, x, y, token["text"], style)
            elif token.lastgroup == "style":
                params = token["style"]
                style = self._style("" if params in ("", "0") else params)
        for at in [at for at, (_, end) in known.items() if at < x and end > start]:
            del known[at]
        if begun == style == "":
            known[start] = piece, x
        return x, style

    def _style(self, params: str) -> str:
        return self._styled(params) if self._styled is not None and params else params

    def _write(self, touched: dict[int, Row], start: int, x: int, y: int, text: str, style: str) -> int:
        """Put text into the cells of a line and return the column behind it; what lies outside is dropped.

        ``start`` is where the piece begins: a mark never joins what lies before it.
        """
        if not 0 <= y < self.lines or x < 0:
            return x + cell_len(text)
        if y not in touched:
            characters, styles = self._rows[y]
            touched[y] = (characters.copy(), styles.copy())
        characters, styles = touched[y]
        if self._drawn is not None and not text.isascii():
            text = "".join(map(self._drawn, text))
        mark, cells = ("", tuple(text)) if text.isascii() else _cells(text)
        if mark and start < x <= self.columns:
            characters[x - 1 if characters[x - 1] else x - 2] += mark
        first, end = x, x + len(cells)
        if end > self.columns:
            cells = cells[: max(0, self.columns - x)]
        stop = first + len(cells)
        if cells:
            if first and characters[first] == "":  # terminals blank the other half of a wide character
                characters[first - 1] = " "
            if stop < self.columns and characters[stop] == "":
                characters[stop] = " "
            characters[first:stop] = cells
            styles[first:stop] = [style] * len(cells)
        return end

    # Sending

    def _send(self, out: list[str], y: int, row: Row) -> None:
        """The changed cells of a line."""
        characters, styles = row
        changed = self._changed(y, row)
        behind = 0  # up to here all is sent
        for x in sorted(changed):
            if x < behind:
                continue
            if characters[x] == "" and x:
                x -= 1
            run = self._blanks(x, row)
            self._move(out, x, y, row)
            if run > LONG_BLANK:
                self._erase(out, x, run, styles[x])
                behind = x + run
                continue
            behind = _alike(x, row, changed)
            self._put(out, "".join(characters[x:behind]), styles[x])
            self._at = (behind, y) if behind < self.columns else None

    def _changed(self, y: int, row: Row) -> set[int]:
        """The columns whose cells do not look as they did."""
        were, were_styles = self._rows[y]
        return {
            x
            for x, (now, was, style, before) in enumerate(zip(row[0], were, row[1], were_styles, strict=True))
            if now != was or (style != before and (now != " " or blank(style) != blank(before)))
        }

    def _blanks(self, x: int, row: Row) -> int:
        """How many cells from here on can be erased alike; 0 where none can."""
        characters, styles = row
        if characters[x] != " " or not erasable(styles[x]):
            return 0
        seen = blank(styles[x])
        if seen and not self._erases:
            return 0
        end = x + 1
        while end < self.columns and characters[end] == " " and blank(styles[end]) == seen:
            end += 1
        return end - x

    def _erase(self, out: list[str], x: int, run: int, style: str) -> None:
        """Erase cells, to the end of the line or so many; the cursor stays where it is."""
        seen = blank(style)
        if self._pen is None or blank(self._pen) != seen:
            out.append(change(self._pen, seen))
            self._pen = seen
        out.append("\x1b[K" if x + run == self.columns else f"\x1b[{run}X")

    def _put(self, out: list[str], text: str, style: str) -> None:
        if not self._fits(text, style):
            out.append(change(self._pen, style))
            self._pen = style
        out.append(text)

    def _fits(self, character: str, style: str) -> bool:
        """Whether a cell looks right as it would be written now."""
        pen = self._pen
        return pen == style or (pen is not None and character == " " and blank(pen) == blank(style))

    def _move(self, out: list[str], x: int, y: int, row: Row) -> None:
        """Bring the cursor there, over a short gap by sending it again."""
        if self._at == (x, y):
            return
        characters, styles = row
        if self._at is not None and self._at[1] == y and 0 < x - self._at[0] <= SHORT_GAP:
            gap = range(self._at[0], x)
            if all(len(characters[at]) == 1 and self._fits(characters[at], styles[at]) for at in gap):
                out.append("".join(characters[at] for at in gap))
                self._at = (x, y)
                return
        out.append(self._jump(x, y))

    def _jump(self, x: int, y: int) -> str:
        before, self._at = self._at, (x, y)
        if before is not None and before[1] == y and x > before[0]:
            by = x - before[0]
            return "\x1b[C" if by == 1 else f"\x1b[{by}C"
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"


def _alike(x: int, row: Row, changed: set[int]) -> int:
    """Up to where changed cells from here on go in one piece: of one style, with no blanks but between words."""
    characters, styles = row
    end, last = x + 1, len(characters) - 1
    if characters[x] == " ":
        return end
    if end <= last and characters[end] == "":
        return end + 1
    style = styles[x]
    while (
        end < last
        and end in changed
        and styles[end] == style
        and characters[end + 1] != ""
        and (characters[end] != " " or characters[end + 1] != " ")
    ):
        end += 1
    return end


@lru_cache(maxsize=1024)
def _cells(text: str) -> tuple[str, tuple[str, ...]]:
    """What joins the cell before; then each cell: a wide character takes two, a mark joins its letter."""
    mark = ""
    cells: list[str] = []
    for character in map(intern, text):  # one for all cells that show it: it is in many rows and texts
        wide = cell_len(character)
        if wide == 2:
            cells += (character, "")
        elif wide == 1:
            cells.append(character)
        elif cells:
            cells[-1 if cells[-1] or len(cells) == 1 else -2] += character
        else:
            mark += character
    return mark, tuple(cells)
