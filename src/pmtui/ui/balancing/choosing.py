"""The dialog of options: a line for each with its figures, and under them all that the marked one would do."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from pmtui.domain.amounts import signed_money
from pmtui.domain.days import show_slip
from pmtui.domain.entry import show_hours
from pmtui.domain.impact.ranking import Mark
from pmtui.domain.text import fit, safe, width
from pmtui.ui.balancing.options import NEVER, Option, Options, Row, cost, later
from pmtui.ui.causing import cause_lines
from pmtui.ui.dialogs import ShowText
from pmtui.ui.impact_lines import Line
from pmtui.ui.theme import BAD, DIM, GOOD, STRONG, WARN
from pmtui.ui.widgets import panel
from pmtui.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.view import View

LIST_MOST = 8  # options that are seen at a time, so that there is room for what the marked one does
FIGURES = (("later", "Days later", 10), ("cost", "Cost", 8), ("overload", "Overload", 9))
NAME_LEAST = 12  # cells of an option's name before what stands behind it is cut too
STYLES = {Mark.NONE: "", Mark.BEST: GOOD, Mark.WORST: WARN}


class ChooseOption(Dialog[None]):
    """Choose among options by what they do; ``take`` goes on with the chosen one, and closes this by dismissing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "choose"),
        Binding("escape,q", "leave", "close"),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("w", "why", "why: all that it does, and what causes it"),
    ]

    def __init__(
        self,
        title: str,
        intro: str,
        make: "Callable[[View], Sequence[Option]]",
        take: "Callable[[ChooseOption, Option], None]",
        *,
        empty: "Callable[[View], str]",
    ) -> None:
        """``empty`` says why there is nothing to choose, where there is nothing."""
        super().__init__()
        self.options = Options(make, self._changed)
        self._take = take
        self._panel = _Rows(title, intro, lambda: empty(self.pm.view), self.options)

    @property
    def pm(self) -> "PmtuiApp":
        """The app."""
        return cast("PmtuiApp", self.app)

    def compose(self) -> "ComposeResult":
        """The options are all there is."""
        yield self._panel

    def on_mount(self) -> None:
        """Work the options out."""
        self._panel.currency = self.pm.view.currency
        self.options.ask(self.pm)
        self.set_focus(self._panel)
        self._panel.show()

    def on_screen_resume(self) -> None:
        """Other data than before the dialog on top of this was opened: other figures."""
        if self.is_mounted:
            self.options.ask(self.pm)
            self._panel.show()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self.options.stop(self.pm)

    def _changed(self) -> None:
        self._panel.show()

    def action_leave(self) -> None:
        """Decide nothing."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """To another option."""
        self._panel.move(by)

    def action_take(self) -> None:
        """Go on with the marked option, or say why it cannot be taken."""
        row = self._panel.marked
        if row is None:
            return
        if row.preview is not None and row.preview.refused:
            self._panel.notice = row.preview.refused
            self._panel.show()
            return
        self._take(self, row.option)

    def action_why(self) -> None:
        """All that the marked option would do, and what causes each of its figures."""
        row = self._panel.marked
        if row is not None:
            more = () if row.preview is None else cause_lines(row.preview, self.pm.view.program_id)
            self.app.push_screen(ShowText(row.option.words, [*(text for text, _ in _told(row)), *more]))


class _Rows(panel.Panel):
    def __init__(self, title: str, intro: str, empty: Callable[[], str], options: Options) -> None:
        super().__init__()
        self.currency = ""
        self._title, self._intro, self._empty = title, intro, empty
        self._options = options
        self._key = ""  # of the marked option, once the manager has moved

    @property
    def marked(self) -> Row | None:
        """The option under the cursor: the first one, until the manager has moved."""
        rows = self._options.rows
        return next((one for one in rows if one.option.key == self._key), rows[0] if rows else None)

    def move(self, by: int) -> None:
        rows = self._options.rows
        if rows:
            at = (self._at + by) % len(rows)
            self._key = rows[at].option.key
            self.notice = ""
            self.show()

    @property
    def _at(self) -> int:
        keys = [one.option.key for one in self._options.rows]
        return keys.index(self._key) if self._key in keys else 0

    def title_row(self) -> str:
        return self._title

    def intro(self) -> str:
        return self._intro

    def body(self, cells: int) -> Sequence[panel.Row]:
        rows, marked = self._options.rows, self.marked
        if marked is None:
            return [((line, DIM),) for line in panel.wrapped(self._empty(), cells)]
        words = max(cells - 2 - sum(wide + 1 for _, _, wide in FIGURES), 10)
        head: panel.Row = ((fit("", words + 2), ""), *((f" {title:>{wide}}", DIM) for _, title, wide in FIGURES))
        top = max(0, min(self._at - LIST_MOST // 2, len(rows) - LIST_MOST))
        listed = [self._line(one, words, one is rows[self._at]) for one in rows[top : top + LIST_MOST]]
        hidden = len(rows) - LIST_MOST
        more: list[panel.Row] = [((f"  {self._at + 1} of {len(rows)}", DIM),)] if hidden > 0 else []
        told = [((line, style),) for text, style in _told(marked) for line in panel.wrapped(text, cells)]
        return [head, *listed, *more, (), *told]

    def _line(self, row: Row, words: int, here: bool) -> panel.Row:
        loses = "!" if row.impact is not None and row.impact.never_best else " "
        name = ("▸" if here else " ") + loses + _fit(row.option.words, words)
        style = STRONG if here else ""
        if row.preview is None:
            return ((name, style), (" …", DIM))
        if row.impact is None:
            return ((name, style), (" refused", BAD))
        return ((name, style), *(self._figure(row, column, wide) for column, _, wide in FIGURES))

    def _figure(self, row: Row, column: str, wide: int) -> panel.Part:
        impact = row.impact
        assert impact is not None  # only rows that are worked out have figures
        if column == "later":
            days = later(impact)
            lost = "no finish" if days >= NEVER // 2 else ""
            text = lost or ("finishes" if days <= -NEVER // 2 else show_slip(days))
        elif column == "cost":
            text = signed_money(cost(impact), self.currency)
        else:
            hours = show_hours(abs(impact.overload))
            text = f"{'+' if impact.overload > 0 else '-'}{hours}" if impact.overload else "0"
        mark = row.marks.get(column, Mark.NONE)
        return f" {text:>{wide - 1}}{mark.value}", STYLES[mark]

    def hint(self) -> str:
        missing, all_ = self._options.missing, len(self._options.rows)
        if missing:
            return f"Working out what each would do, {all_ - missing} of {all_} …"
        return f"{Mark.BEST} best {Mark.WORST} worst in a column   ! leaves work without staff" if all_ else ""

    def keys(self) -> Sequence[tuple[str, str]]:
        local = (("enter", "choose"), ("j k", "move"), ("w", "why")) if self._options.rows else ()
        return (*local, ("esc", "close"))


def _told(row: Row) -> Sequence[Line]:
    about: list[Line] = [(row.option.about, DIM)] if row.option.about else []
    if row.preview is None:
        return (*about, ("working out what that would do …", DIM))
    if row.preview.refused:
        return (*about, (row.preview.refused, BAD))
    return (*about, *row.option.told(row.preview))


def _fit(words: str, cells: int) -> str:
    """An option in its column: a long name is cut, not what stands behind the last comma."""
    words = safe(words)
    name, comma, rest = words.rpartition(", ")
    room = cells - width(comma + rest)
    return fit(words, cells) if width(words) <= cells or room < NAME_LEAST else fit(name, room) + comma + rest
