"""Fields side by side on one line under what they belong to, for what is typed in place, one item after another."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.store.errors import NotSaved
from pmtui.ui.drafts import Draft, draft_of, retype
from pmtui.ui.theme import BAD, DIM, STRONG
from pmtui.ui.type_ahead import Typed, again
from pmtui.ui.widgets.bars import LineBar
from pmtui.ui.widgets.cells import cell, literal
from pmtui.ui.widgets.field import PICKED, Field
from pmtui.ui.widgets.key_order import run_bound
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.panel import wrapped

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

Values = dict[str, Any]
CELLS = {Kind.PERCENT: 5, Kind.MINUTES: 9, Kind.CHOICE: 14, Kind.DAY: 12}  # of a field beside others
FOOT_MOST = 4  # lines that the reading or a refusal may take


@dataclass(frozen=True)
class Asking:
    """What is asked for: the fields, what to do with their values, and what stands over and under them.

    ``accept`` raises Refused where the values break a rule, and decides what comes next by ``ask`` or ``close``.
    ``read`` tells back what is typed, and whether it is wrong; without it the fields do. Under its ``name`` what is
    typed is kept as a draft; where it has none, nothing is.
    """

    fields: Sequence[Field]
    accept: Callable[[Values], Coroutine[Any, Any, None]]
    heading: str = ""
    hint: str = ""
    read: Callable[[str], tuple[str, bool]] | None = None
    several: Callable[[Sequence[str]], None] | None = None  # takes a paste of several lines
    name: str = ""


class FieldLine(Vertical, can_focus=True):
    """Hidden until it is asked for something; enter takes the values, escape closes it."""

    DEFAULT_CSS: ClassVar[str] = """
    FieldLine { height: auto; display: none; background: $surface; overflow: hidden; }
    FieldLine > #fields { overflow: hidden; }
    FieldLine > #reading { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "take it"),
        Binding("tab,down", "next(1)", "next field"),
        Binding("space,right", "step(1)", "next choice"),
        Binding("escape", "close", "leave"),
        Binding("shift+tab,up", "next(-1)", "previous field", show=False),
        Binding("left", "step(-1)", "previous choice", show=False),
    ]

    class Opened(Message):
        """Something is asked for of which a draft is kept: what was typed before can be taken up."""

        def __init__(self, line: "FieldLine") -> None:
            super().__init__()
            self.line = line

    class Left(Message):
        """It was entered or left: nothing typed in it is to be kept any more."""

    def __init__(self, on_close: Callable[[], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._on_close = on_close
        self._asking: Asking | None = None
        self._at = 0
        self._busy = False
        self._held: list[Typed] = []  # typed while the values were taken; their turn comes then
        self._said = ""  # what was refused, or a notice, until something is typed
        self._heading = LineBar(id="heading")
        self._fields = LineBar(id="fields")
        self._reading = _Foot(id="reading")
        self._line = _Line(self._hold, self._typed, self.action_enter, self._notice)
        self._line.take_lines = self._pasted

    # What a screen uses

    @property
    def open(self) -> bool:
        """Whether something is asked for."""
        return self._asking is not None

    def ask(self, asking: Asking) -> None:
        """Ask for these fields instead, from the first one on."""
        self._forget_draft()
        self._asking = asking
        self._said = ""
        self._heading.display = bool(asking.heading)
        heading = literal(f" {asking.heading}")
        heading.stylize(STRONG)
        self._heading.put(heading)
        self.display = True
        self._go(0)
        if asking.name:
            self.app.post_message(self.Opened(self))

    @property
    def heading(self) -> str:
        """The name by which a draft finds it."""
        return "" if self._asking is None else self._asking.name

    def draft(self, at: str) -> Draft | None:
        """What is typed and not entered, at the local time ``at``; None where nothing is."""
        asking = self._asking
        return draft_of(asking.name, at, asking.fields) if asking is not None and asking.name else None

    def take(self, draft: Draft) -> None:
        """Type what a draft holds."""
        if self._asking is not None and self._field is not None:
            retype(self._asking.fields, draft.typed)
            self._line.put(self._field.typed)

    def say(self, sentence: str) -> None:
        """Say something under the fields."""
        self._notice(sentence)

    def close(self) -> None:
        """Ask for nothing more."""
        self._forget_draft()
        self._asking = None
        self._reading.forget()
        self.display = False
        self._check_refresh()  # now and not in its turn, so that what was entered and the line's end are one paint
        self._on_close()

    def _forget_draft(self) -> None:
        if self.heading:
            self.app.post_message(self.Left())

    # Keys

    def action_enter(self) -> None:
        """Take the values, unless one is wrong, which is then said."""
        if self._asking is None or self._busy:
            return
        fields = self._asking.fields
        wrong = [at for at, field in enumerate(fields) if not field.check()]
        if wrong:
            error = fields[wrong[0]].error
            self._go(wrong[0])
            self._refuse(error)
            return
        self._busy = True
        values: Values = {field.spec.name: field.value() for field in fields}
        cast("PmtuiApp", self.app).start(self._accept(self._asking, values))

    async def _accept(self, asking: Asking, values: Values) -> None:
        try:
            await asking.accept(values)
        except (Refused, NotSaved) as no:
            left_out = " What was typed behind it is left out." if self._held else ""
            self._held.clear()
            self._refuse(no.sentence + left_out)
        finally:
            self._busy = False
            held, self._held = self._held, []
            for event in held:
                (self.screen.focused or self.screen).post_message(again(event))

    def _hold(self, event: Typed) -> bool:
        """Keep a key or a paste for later, while what was entered before it is not taken yet."""
        if self._busy:
            self._held.append(event)
        return self._busy

    def action_close(self) -> None:
        """Leave it."""
        self.close()

    def action_next(self, by: int) -> None:
        """On to another field."""
        if self._asking is not None:
            self._go(self._at + by)

    def action_step(self, by: int) -> None:
        """The next or previous choice."""
        if self._field is not None and self._field.kind in PICKED:
            self._field.step(by)
            self._typed_anew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for several fields, and for choices, only where there are any."""
        field = self._field
        if action == "next":
            return self._asking is not None and len(self._asking.fields) > 1
        if action == "step":
            return field is not None and field.kind in PICKED
        return super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """On a choice letters pick it; they are no keys of the screen then."""
        return character is not None and character.isprintable()

    async def _on_key(self, event: events.Key) -> None:
        """A letter picks the choice that begins with it."""
        field = self._field
        letter = event.character if event.is_printable else None
        if self._hold(event):
            event.stop()
            event.prevent_default()
        elif letter and field is not None and field.kind in PICKED and self.has_focus:
            event.stop()
            event.prevent_default()
            if field.step_to(letter):
                self._typed_anew()
        elif self.has_focus:
            await run_bound(self, event)

    def on_focus(self) -> None:
        """Focus that comes back from a dialog belongs to the live input, where there is one."""
        if self._field is not None and self._field.kind not in PICKED:
            self.screen.set_focus(self._line)

    # Drawing

    def compose(self) -> ComposeResult:
        """What it is about, the fields with the live input over one of them, and how they read."""
        yield self._heading
        with self._fields:
            yield self._line
        yield self._reading

    def on_resize(self) -> None:
        """Lay the fields out for the new room."""
        self._draw()

    @property
    def _field(self) -> Field | None:
        return self._asking.fields[self._at] if self._asking is not None else None

    def _go(self, at: int) -> None:
        if self._asking is None:
            return
        self._at = at % len(self._asking.fields)
        field = self._asking.fields[self._at]
        self._line.display = field.kind not in PICKED
        if self._line.display:
            self._line.put(field.typed, replace=True)
            self.screen.set_focus(self._line, scroll_visible=False)
        else:
            self.screen.set_focus(self, scroll_visible=False)
        self._draw()

    def _typed(self, text: str) -> None:
        field = self._field
        if field is not None and field.kind not in PICKED and text != field.typed:
            field.type(text)
            self._typed_anew()

    def _typed_anew(self) -> None:
        self._said = ""
        self._draw()

    def _notice(self, notice: str) -> None:
        self._said = notice
        self._draw(bad=False)

    def _pasted(self, lines: Sequence[str]) -> bool:
        if self._asking is None or self._asking.several is None or self._busy:
            return False
        self._asking.several(lines)
        return True

    def _refuse(self, sentence: str) -> None:
        self._said = sentence
        self._draw(bad=True)

    def _draw(self, *, bad: bool = True) -> None:
        cells = self.size.width or self.app.size.width
        if self._asking is None or not cells:
            return
        line, left, room = self._laid_out(self._asking, cells)
        self._fields.put(line)
        self._line.styles.offset = (left, 0)
        self._line.styles.width = room
        if self._said:
            self._reading.put_lines(self._said, BAD if bad else STRONG)
        else:
            self._reading.put_lines(*self._told(self._asking))

    def _laid_out(self, asking: Asking, cells: int) -> tuple[Text, int, int]:
        """The line of all fields, and where the current one begins and how many cells it has."""
        line = Text(" ", end="", no_wrap=True)
        at, room = 0, 1
        for number, field in enumerate(asking.fields):
            here = number == self._at
            title = field.spec.label or field.spec.description.label
            line.append_text(literal(f"{title} ")).stylize(STRONG if here else "", len(line) - len(title) - 1)
            last = number == len(asking.fields) - 1
            wide = cells - line.cell_len - 1 if last else CELLS.get(field.kind, 12)
            wide = max(min(wide, CELLS.get(field.kind, wide)), 1)
            if here:
                at, room = line.cell_len, wide
            shown = f"{field.typed} ‹›" if here and field.kind in PICKED else field.typed
            line.append_text(cell(literal(shown), wide)).append("  ")
        line.rstrip()
        return line, at, room

    def _told(self, asking: Asking) -> tuple[str, str]:
        if asking.read is not None:
            typed = asking.fields[self._at].typed
            told, wrong = asking.read(typed) if typed.strip() else ("", False)
            return (told, BAD if wrong else "") if told else (asking.hint, DIM)
        readings = [
            f"{one.spec.label or one.spec.description.label} {one.reading()}"
            for one in asking.fields
            if one.changed and one.reading()
        ]
        return ("  ".join(readings), "") if readings else (asking.hint, DIM)


class _Line(LineInput):
    """The live input; its enter is worth a place in the key bar."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "take it")]

    def __init__(
        self,
        hold: Callable[[Typed], bool],
        on_typed: Callable[[str], None],
        on_enter: Callable[[], None],
        on_notice: Callable[[str], None],
    ) -> None:
        super().__init__(on_typed, on_enter, on_notice)
        self._hold = hold

    async def _on_key(self, event: events.Key) -> None:
        if self._hold(event):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        if self._hold(event):
            event.stop()
            event.prevent_default()


class _Foot(LineBar):
    """Some lines of text in one style; grows as it must and does not shrink while one types."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._content = ("", "")
        self._height, self._height_in = 1, 0  # lines, in so many cells

    def forget(self) -> None:
        """One line again."""
        self._height = 1
        self.styles.height = 1

    def put_lines(self, text: str, style: str) -> None:
        """Show this text, wrapped."""
        self._content = (text, style)
        self._arrange()

    def on_resize(self) -> None:
        """Wrap again."""
        self._arrange()

    def _arrange(self) -> None:
        cells = (self.size.width or self.app.size.width) - 2
        text, style = self._content
        lines = wrapped(text, max(cells, 1)) or [""]
        if len(lines) > FOOT_MOST:
            lines = [*lines[: FOOT_MOST - 1], cell(" ".join(lines[FOOT_MOST - 1 :]), cells).plain]
        before = self._height if cells == self._height_in else 1
        self._height, self._height_in = max(before, len(lines)), cells
        self.styles.height = self._height
        self.put(Text("\n".join(f" {one}" for one in lines), style, end="", no_wrap=True))

    def render(self) -> Text:
        """All lines."""
        return self._line
