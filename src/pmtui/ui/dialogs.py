"""The small dialogs: a question, a choice from a list, and a text to read."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, TypeVar, overload

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from pmtui.domain.entry import EntryContext
from pmtui.domain.fields import Description, Kind
from pmtui.domain.text import fit, width
from pmtui.ui.theme import DIM, STRONG
from pmtui.ui.widgets.dialog import Dialog
from pmtui.ui.widgets.field import Field, FieldSpec, Option
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.panel import Panel, Row, wrapped

Answer = TypeVar("Answer")


class Ask(Dialog[Answer]):
    """A sentence with answers, each with its key; escape gives the last, enter the marked one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "the last answer", show=False),
        Binding("enter", "enter", "the marked answer"),
        Binding("tab,right,down", "turn(1)", "the next answer", show=False),
        Binding("left,up", "turn(-1)", "the answer before", show=False),
    ]

    def __init__(self, sentence: str, answers: Sequence[tuple[str, str, Answer]], marked: int = 0) -> None:
        """``answers`` are a key, the words and the answer that it stands for."""
        super().__init__()
        self._answers = answers
        self._panel = _Question(sentence, [(key, words) for key, words, _ in answers], marked)

    def compose(self) -> ComposeResult:
        """The question is all there is."""
        yield self._panel

    def on_key(self, event: events.Key) -> None:
        """A key of an answer gives it."""
        for key, _, answer in self._answers:
            if event.key == key and self.is_current:
                event.stop()
                event.prevent_default()
                self.dismiss(answer)
                return

    def action_leave(self) -> None:
        """Give the last answer."""
        self.dismiss(self._answers[-1][2])

    def action_enter(self) -> None:
        """Give the marked answer."""
        self.dismiss(self._answers[self._panel.marked][2])

    def action_turn(self, by: int) -> None:
        """Mark another answer."""
        self._panel.turn(by)


class Confirm(Ask[bool]):
    """A sentence to say yes or no to; escape is no. The answer that enter gives is marked."""

    def __init__(self, sentence: str, yes: str = "yes", no: str = "no", *, yes_first: bool = True) -> None:
        super().__init__(sentence, (("y", yes, True), ("n", no, False)), 0 if yes_first else 1)


class _Question(Panel):
    def __init__(self, sentence: str, answers: Sequence[tuple[str, str]], marked: int) -> None:
        super().__init__()
        self.marked = marked
        self._sentence = sentence
        self._answers = answers

    def turn(self, by: int) -> None:
        self.marked = (self.marked + by) % len(self._answers)
        self.show()

    def intro(self) -> str:
        return self._sentence

    def body(self, cells: int) -> Sequence[Row]:  # noqa: ARG002
        return [
            (
                (f"{'▸' if at == self.marked else ' '} {key}", STRONG),
                (f"  {words}", STRONG if at == self.marked else ""),
            )
            for at, (key, words) in enumerate(self._answers)
        ]

    def keys(self) -> Sequence[tuple[str, str]]:
        return (*self._answers, ("enter", self._answers[self.marked][1]))


class _Scrolled(Dialog[Answer]):
    """A panel whose mark or lines are moved by one or by a page; escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close"),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
    ]
    _panel: "_Options | _Text"

    def compose(self) -> ComposeResult:
        """The panel is all there is."""
        yield self._panel

    def action_leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """One on or back."""
        self._panel.move(by)

    def action_page(self, by: int) -> None:
        """A page on or back."""
        self._panel.move(by * max(1, self._panel.page() - 1))


class Choose(_Scrolled[object]):
    """One of many, found by typing parts of its name; gives the option's key, or None."""

    def __init__(self, title: str, options: Sequence[Option], *, marked: object = None) -> None:
        super().__init__()
        self._panel = _Options(title, options, marked, self.dismiss)


class _Options(Panel):
    FILTER = "Find: "

    def __init__(
        self, title: str, options: Sequence[Option], marked: object, choose: Callable[[object], object]
    ) -> None:
        super().__init__()
        self._title = title
        self._choose = choose
        spec = FieldSpec("chosen", Description(Kind.REF, "Find"), options=lambda: options)
        self._field = Field(spec, None, EntryContext(date.min))
        self._found: Sequence[Option] = self._field.options
        self._at = next((at for at, one in enumerate(self._found) if one.key == marked), 0)
        self._names = max((width(one.label) for one in self._found), default=0)
        self._line = LineInput(self._typed, self._entered, self._say)

    def compose(self) -> ComposeResult:
        yield self._line

    def on_mount(self) -> None:
        self.screen.set_focus(self._line)

    def on_focus(self) -> None:
        self.screen.set_focus(self._line)

    def title_row(self) -> str:
        return self._title

    def intro(self) -> str:
        return self.FILTER

    def body(self, cells: int) -> Sequence[Row]:
        names = min(self._names, max(1, (cells - 2) * 3 // 5))
        if not self._found:
            return [(("  nothing by that name", DIM),)]
        return _OptionRows(self._found, self._at, names, cells)

    def focused_rows(self) -> tuple[int, int]:
        return (self._at, self._at)

    def hint(self) -> str:
        return f"{len(self._found)} of {len(self._field.options)}"

    def keys(self) -> Sequence[tuple[str, str]]:
        return (("enter", "choose"), ("esc", "close"), ("type", "to find"))

    def show(self) -> None:
        super().show()
        self._line.styles.offset = (len(self.FILTER), 1)
        self._line.styles.width = max(1, self.content_size.width - len(self.FILTER))

    def move(self, by: int) -> None:
        last = len(self._found) - 1
        wrapping = abs(by) == 1
        self._at = (self._at + by) % (last + 1) if wrapping and last >= 0 else max(0, min(self._at + by, last))
        self.show()

    def _typed(self, text: str) -> None:
        if text == self._field.typed:
            return
        self._field.type(text)
        self._found = self._field.matches()
        self._at = 0
        self.notice = ""
        self.show()

    def _entered(self) -> None:
        if self._found:
            self._choose(self._found[self._at].key)

    def _say(self, notice: str) -> None:
        self.notice = notice
        self.show()


class _OptionRows(Sequence[Row]):
    """The lines of all options, made as they are looked at, since there may be thousands."""

    def __init__(self, options: Sequence[Option], at: int, names: int, cells: int) -> None:
        self._options = options
        self._at = at
        self._names = names
        self._details = max(0, cells - names - 4)

    def __len__(self) -> int:
        return len(self._options)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(len(self))[index]]
        here = index == self._at
        one = self._options[index]
        name = ("▸ " if here else "  ") + fit(one.label, self._names)
        return ((name, STRONG if here else ""), (f"  {fit(one.detail, self._details)}", DIM))


class ShowText(_Scrolled[None]):
    """A text to read, such as why a date is what it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "close"),
        Binding("j", "move(1)", "down", show=False),
        Binding("k", "move(-1)", "up", show=False),
        Binding("space,ctrl+f", "page(1)", "page down", show=False),
        Binding("ctrl+b", "page(-1)", "page up", show=False),
        Binding("home,g", "end(-1)", "first line", show=False),
        Binding("end,G", "end(1)", "last line", show=False),
    ]
    _panel: "_Text"

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._panel = _Text(title, lines)

    def action_end(self, to: int) -> None:
        """To the first or the last line."""
        self._panel.move(to * self._panel.count)


class _Text(Panel):
    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._wrapped: tuple[int, list[Row]] = (0, [])
        self._first = 0

    @property
    def count(self) -> int:
        return len(self._wrapped[1])

    def on_mount(self) -> None:
        self.screen.set_focus(self)

    def title_row(self) -> str:
        return self._title

    def body(self, cells: int) -> Sequence[Row]:
        if self._wrapped[0] != cells:
            self._wrapped = (cells, [((line, ""),) for one in self._lines for line in wrapped(one, cells)])
        return self._wrapped[1]

    def focused_rows(self) -> tuple[int, int]:
        return (self._first, self._first + self.page() - 1)

    def keys(self) -> Sequence[tuple[str, str]]:
        scrolls = (("j k", "scroll"),) if self.count > self.page() else ()
        return (("esc", "close"), *scrolls)

    def move(self, by: int) -> None:
        self._first = max(0, min(self._first + by, self.count - self.page()))
        self.show()
