"""The text area that forms lay over a long field being typed in."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from pmtui.domain.text import clean
from pmtui.ui.widgets.key_order import passed_on, run_bound
from pmtui.ui.widgets.line_input import editable, removal_notice


class LongInput(TextArea):
    """Textual's text area without its frame and its blinking; the arrows leave it at its ends."""

    DEFAULT_CSS: ClassVar[str] = """
    LongInput, LongInput:focus { border: none; padding: 0; height: 4; width: 40; scrollbar-size: 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit_outside", "editor", show=False),
        Binding("ctrl+home", "to_start", "start of the text", show=False),
        Binding("ctrl+end", "to_end", "end of the text", show=False),
    ]

    def __init__(
        self,
        on_leave: Callable[[int], None],
        on_edit: Callable[[], None],
        on_notice: Callable[[str], None],
    ) -> None:
        super().__init__(highlight_cursor_line=False, compact=True)
        self.cursor_blink = False
        self.seen: events.Key | None = None  # the last key that came here first
        self._tell_leave = on_leave
        self._tell_edit = on_edit
        self._tell_notice = on_notice

    def put(self, text: str) -> None:
        """Take over a text to edit, with the cursor at its start."""
        if text != self.text:
            self.load_text(text)

    def action_to_start(self) -> None:
        """The start of the text."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """The end of the text, where one also comes from below."""
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line without what a terminal would take as a command."""
        return Text(editable(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        self.seen = event
        await run_bound(self, event, typed=event.is_printable or event.key == "enter")

    def action_edit_outside(self) -> None:
        """Open the text in the user's own editor."""
        self._tell_edit()

    def action_cursor_up(self, select: bool = False) -> None:
        """Up a line, or out of the field at the first."""
        if self.cursor_at_first_line and not select:
            self._tell_leave(-1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down a line, or out of the field at the last."""
        if self.cursor_at_last_line and not select:
            self._tell_leave(1)
        else:
            super().action_cursor_down(select)

    async def _on_paste(self, event: events.Paste) -> None:
        if passed_on(self, event):
            return
        event.stop()
        event.prevent_default()
        cleaned = clean(event.text, long=True)
        self.replace(cleaned.text, *self.selection)
        self._tell_notice(removal_notice(cleaned.removed))
