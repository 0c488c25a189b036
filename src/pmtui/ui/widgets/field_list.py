"""The fields of a form, drawn as lines, with one live input over the field that is being typed in."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.text import clean
from pmtui.ui.editor import edited_by
from pmtui.ui.type_ahead import type_ahead
from pmtui.ui.widgets.field import PICKED, Field, Option
from pmtui.ui.widgets.field_rows import LONG_ROWS, SHORT_LONG_ROWS, FieldRows, FormLayout
from pmtui.ui.widgets.key_order import run_bound
from pmtui.ui.widgets.line_input import LineInput, removal_notice
from pmtui.ui.widgets.panel import Panel, Row, wrapped

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from pmtui.ui.widgets.long_input import LongInput

LISTED = frozenset({Kind.CHOICE, Kind.REF})  # enter opens the list of what they may be

LOW = 34  # lines of a screen under which what is told under the fields needs the room of a long text


class FieldList(Panel):
    """A panel of fields; asks its screen by message to save or to close, and holds what is typed until then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save"),
        Binding("escape", "close", "close"),
        Binding("tab", "next(1)", "next field"),
        Binding("down", "leave(1)", "next field", show=False),
        Binding("shift+tab", "next(-1)", "previous field"),
        Binding("up", "leave(-1)", "previous field", show=False),
        Binding("enter", "enter", "save, or the list", show=False),
        Binding("right", "step(1)", "next choice", show=False),
        Binding("left", "step(-1)", "previous choice", show=False),
        Binding("f4", "edit_outside", "your editor"),
        Binding("f2", "read_told", "all that it does", show=False),
    ]

    class Save(Message):
        """The manager wants what is typed saved; keys wait until ``answered`` is called."""

    class Close(Message):
        """The manager wants out."""

    class Changed(Message):
        """Another value stands in a field; long texts tell nothing of theirs until they are left."""

    def __init__(self, title: str, fields: Sequence[Field], *, intro: str = "", verb: str = "save") -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._known = {field.spec.name: field for field in fields}
        self.at = 0
        self._title = title
        self._intro = intro
        self._verb = verb
        self._alerts: tuple[str, ...] = ()
        self._told: tuple[tuple[str, str], ...] = ()  # lines with their styles
        self._more: Callable[[], Sequence[str]] = tuple  # lines that are read with them
        self._seen = self._state()
        self._waiting = False  # for the screen to save or to close
        self._open = False  # the list of what the current field may be
        self._chosen = 0  # in that list
        self._layout = FormLayout(self.fields)
        self._line = LineInput(self._typed, self.action_enter, self.say)
        self._long: LongInput | None = None

    # What a screen uses

    @property
    def current(self) -> Field:
        """The field being typed in."""
        return self.fields[self.at]

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form opened with."""
        self._pull()
        return any(field.changed for field in self.fields)

    def values(self) -> dict[str, object] | None:
        """All values by field; None where one is wrong, which is then said beside it."""
        self._pull()
        self._alerts = ()
        wrong = [at for at, field in enumerate(self.fields) if not field.check()]
        if wrong:
            self.go(wrong[0])
            return None
        self.show()
        return {field.spec.name: field.value() for field in self.fields}

    def refuse(self, refused: Refused) -> None:
        """Say a refusal beside the fields that it names, or on top; what is typed stays."""
        by_name = {field.spec.name: at for at, field in enumerate(self.fields)}
        said = [name for name in refused.fields if name in by_name]
        whole = " ".join(refused.fields.values()) == refused.sentence
        alone = len(refused.fields) == len(said) == 1
        for name in said:
            self.fields[by_name[name]].error = refused.sentence if alone else refused.fields[name]
        self._alerts = () if alone or (whole and len(said) == len(refused.fields)) else (refused.sentence,)
        self.go(min((by_name[name] for name in said), default=self.at))

    def answered(self, *, refused: bool = False) -> None:
        """The form is saved, closed or about to ask: the keys typed since go on, but not in a ``refused`` form."""
        ahead = type_ahead(self)
        waiting, self._waiting = self._waiting, False
        if ahead is None or not waiting:
            return
        if refused and ahead.forget():
            self.say("What was typed behind it is left out.")
        ahead.end()

    def tell(self, lines: Sequence[tuple[str, str]], more: Callable[[], Sequence[str]] = tuple) -> None:
        """Show lines under the fields, which do not move by them; f2 shows them in full, and ``more`` of them."""
        self._told, self._more = tuple(lines), more
        self.show()

    def put_fields(self, fields: Sequence[Field], intro: str) -> None:
        """Ask for these from now on, the current one among them; those asked for before keep what is typed."""
        here = self.current
        self.fields = tuple(self._known.setdefault(field.spec.name, field) for field in fields)
        self.at = self.fields.index(here)
        self._intro = intro
        self._layout = FormLayout(self.fields)
        self._seen = self._state()
        self.show()

    def say(self, notice: str) -> None:
        """Show a notice until the next move."""
        self.notice = notice
        self.show()

    def go(self, at: int) -> None:
        """Put the cursor into a field."""
        self.at = at % len(self.fields)
        self._open = False
        self.notice = ""
        field = self.current
        if field.kind in PICKED:
            self.screen.set_focus(self, scroll_visible=False)
        elif field.kind is Kind.LONG:
            self._put_long(field.typed)
        else:
            self._line.put(field.typed, replace=field.typed_anew)
            self._line.display = True
            self.screen.set_focus(self._line, scroll_visible=False)
        self.show()

    # What the panel shows

    def title_row(self) -> str:
        return self._title

    def intro(self) -> str:
        return self._intro

    def alerts(self) -> Sequence[str]:
        return self._alerts

    def body(self, cells: int) -> list[Row]:
        low = bool(self._told) and self.screen.size.height < LOW
        self._layout.long_rows = SHORT_LONG_ROWS if low else LONG_ROWS
        options = self._options() if self._open else None
        rows = self._layout.rows(FieldRows(cells, self.at, options, self._chosen))
        told: list[Row] = [((line, style),) for text, style in self._told for line in wrapped(text, cells)]
        return [*rows, (), *told] if told else rows

    def focused_rows(self) -> tuple[int, int]:
        return self._layout.span(self.at)

    def hint(self) -> str:
        return self.current.spec.description.hint

    def keys(self) -> Sequence[tuple[str, str]]:
        kind = self.current.kind
        if self._open:
            return (("enter", "take"), ("up down", "move"), ("esc", "close the list"))
        local: Mapping[Kind, tuple[tuple[str, str], ...]] = {
            Kind.CHOICE: (("space", "next"), ("enter", "list")),
            Kind.FLAG: (("space", "yes or no"),),
            Kind.REF: (("enter", "list"),),
            Kind.LONG: (("ctrl+e", "your editor"),),
        }
        more = (("f2", "all that it does"),) if self._told else ()
        return (("ctrl+s", self._verb), ("esc", "close"), ("tab", "next"), *local.get(kind, ()), *more)

    def show(self) -> None:
        """Draw what has changed, and lay the live input over its field."""
        super().show()
        self._place()
        if (state := self._state()) != self._seen:
            self._seen = state
            self.post_message(self.Changed())

    def _state(self) -> list[tuple[str, object]]:
        return [(one.typed, one.picked) for one in self.fields if one.kind is not Kind.LONG]

    # Keys

    def action_save(self) -> None:
        """Ask the screen to save."""
        self._ask(self.Save())

    def _ask(self, message: Message) -> None:
        """Ask the screen once; what is typed until it has answered waits."""
        if self._waiting:
            return
        self._waiting = True
        ahead = type_ahead(self)
        if ahead is not None:
            ahead.begin()
        self.post_message(message)

    def action_close(self) -> None:
        """Close the list, or ask the screen to close."""
        if self._open:
            self._open = False
            self.show()
        else:
            self._ask(self.Close())

    def action_leave(self, by: int) -> None:
        """Move in the list while it is open, else on to another field."""
        options = self._options() if self._open else ()
        if options:
            self._chosen = (self._chosen + by) % len(options)
            self.show()
        else:
            self._move(by)

    def action_next(self, by: int) -> None:
        """On to another field, taking what the list marks."""
        if self._open:
            self._take()
        self._move(by)

    def action_enter(self) -> None:
        """Take what the list marks, open it, or save."""
        if self._open:
            self._take()
        elif self.current.kind in LISTED:
            self._chosen = self._marked()
            self._open = True
        else:
            self.action_save()
        self.show()

    def action_step(self, by: int) -> None:
        """The next or previous choice."""
        if self.current.kind in PICKED:
            self.current.step(by)
            self.show()

    def action_edit_outside(self) -> None:
        """Open long text in the user's own editor."""
        if self.current.kind is not Kind.LONG:
            return
        self._pull()
        edited = edited_by(self.app, self.current.typed)
        notice = edited.sentence
        if edited.text is not None:
            cleaned = clean(edited.text, long=True)
            self.current.type(cleaned.text)
            notice = removal_notice(cleaned.removed)
        self.go(self.at)
        self.say(notice)

    def action_read_told(self) -> None:
        """Show what stands under the fields in full."""
        from pmtui.ui.dialogs import ShowText  # which is made of panels itself

        if self._told:
            self.app.push_screen(ShowText(self._title, [*(text for text, _ in self._told), *self._more()]))

    async def on_key(self, event: events.Key) -> None:
        """A letter picks the choice that begins with it."""
        live = self._live()
        if (live is not None and live.seen is event) or await run_bound(self, event):
            return
        if self.current.kind in PICKED and event.is_printable and event.character:
            event.stop()
            if self.current.step_to(event.character):
                self.show()

    # The live inputs

    def compose(self) -> ComposeResult:
        """The one live input; the one for long text comes when it is first needed."""
        self._line.display = False
        yield self._line

    def on_mount(self) -> None:
        """Begin in the first field that must be typed, or else in the first."""
        needed = (at for at, field in enumerate(self.fields) if field.must_be_typed)
        self.go(next(needed, 0))

    def on_unmount(self) -> None:
        """A form that is closed while it is saved, by whatever it is, keeps no keys waiting."""
        self.answered()

    def on_focus(self) -> None:
        """Focus that comes back to the panel belongs to the live input, where there is one."""
        if self.current.kind not in PICKED:
            self.go(self.at)

    def _put_long(self, text: str) -> None:
        if self._long is None:
            from pmtui.ui.widgets.long_input import LongInput  # 15 ms that most forms need not pay

            self._long = LongInput(self.action_next, self.action_edit_outside, self.say)
            self._long.put(text)
            self.mount(self._long)
        else:
            self._long.put(text)
        if self.current.changed:  # one goes on with what one has typed
            self._long.action_to_end()
        self._long.display = True
        self.screen.set_focus(self._long, scroll_visible=False)

    def _place(self) -> None:
        live = self._live()
        for one in (self._line, self._long):
            if one is not None and one is not live:
                one.display = False
        first, _ = self._layout.span(self.at)
        y = self.body_row_y(first)
        if live is None or y is None or not self.content_size.width:
            return
        left, cells, rows = self._layout.box(self.at, self.content_size.width)
        live.styles.width, live.styles.height = cells, rows
        live.styles.offset = (left, y)
        live.display = True

    def _live(self) -> "LineInput | LongInput | None":
        kind = self.current.kind
        if kind in PICKED:
            return None
        return self._long if kind is Kind.LONG else self._line

    def on_text_area_changed(self, message: "TextArea.Changed") -> None:
        """What was wrong with a long text is no longer said once it is typed in."""
        message.stop()
        if self.current.kind is Kind.LONG and self.current.error:
            self._pull()
            self.show()

    def _pull(self) -> None:
        """Take over what is in the text area; the one-line input tells each key by itself."""
        if self.current.kind is Kind.LONG and self._long is not None:
            self.current.type(self._long.text)

    def _typed(self, text: str) -> None:
        field = self.current
        if field.kind in PICKED or field.kind is Kind.LONG or text == field.typed:
            return
        field.type(text)
        self.notice = ""
        if field.kind is Kind.REF:
            self._open = bool(text.strip())
            self._chosen = self._typed_name()
        self.show()

    def _move(self, by: int) -> None:
        self._left()
        self.go(self.at + by)
        if by < 0 and self.current.kind is Kind.LONG and self._long is not None:
            self._long.action_to_end()

    def _left(self) -> None:
        """What is said about a field once the cursor leaves it."""
        self._pull()
        field = self.current
        if field.changed and field.check() and field.kind is Kind.REF:
            key = field.value()
            found = next((one for one in field.options if one.key == key), None)
            if found is not None:
                field.pick(found)

    def _options(self) -> tuple[Option, ...]:
        field = self.current
        return field.matches() if field.kind is Kind.REF else field.options

    def _marked(self) -> int:
        return next((at for at, one in enumerate(self._options()) if one.key == self.current.picked), 0)

    def _typed_name(self) -> int:
        """The place of the option whose whole name is typed, which may be one of many in sight; else the first."""
        typed = self.current.typed.strip().casefold()
        return next((at for at, one in enumerate(self._options()) if one.label.casefold() == typed), 0)

    def _take(self) -> None:
        options = self._options()
        self._open = False
        if options:
            self.current.pick(options[self._chosen])
            if self.current.kind is Kind.REF:
                self._line.put(self.current.typed, replace=True)
