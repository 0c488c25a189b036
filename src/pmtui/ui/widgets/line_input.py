"""The one-line input that forms lay over the field being typed in."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection

from pmtui.domain.text import REPLACEMENT, clean, is_mark, safe
from pmtui.ui.widgets.key_order import passed_on, run_bound


def editable(text: str) -> str:
    """The text safe to show, character for character, so that the cursor stands where the text does."""
    if text.isascii() and text.isprintable():
        return text
    if is_mark(text[:1]):  # which has no letter to stand on
        text = REPLACEMENT + text[1:]
    return "".join(map(_shown, text))


@lru_cache(maxsize=4096)  # a long text is shown at every key
def _shown(character: str) -> str:
    if is_mark(character) and safe("a" + character) == "a" + character:
        return character
    shown = safe(character)
    return shown if len(shown) == 1 else REPLACEMENT


def removal_notice(removed: int) -> str:
    """What a paste lost, in one line; "" where it lost nothing."""
    if not removed:
        return ""
    return f"{removed} control character{'s' if removed > 1 else ''} removed from the paste"


class LineInput(Input):
    """Textual's input without its frame, its blinking and its markup; pastes are cleaned and never cut silently."""

    DEFAULT_CSS: ClassVar[str] = """
    LineInput, LineInput:focus {
        border: none; padding: 0; height: 1; width: 0; text-style: underline;
        background-tint: $foreground 5%;
    }
    """

    def __init__(
        self, on_typed: Callable[[str], None], on_enter: Callable[[], None], on_notice: Callable[[str], None]
    ) -> None:
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self.seen: events.Key | None = None  # the last key that came here first
        self._tell_typed = on_typed
        self._tell_enter = on_enter
        self._tell_notice = on_notice
        self.take_lines: Callable[[Sequence[str]], bool] | None = None  # says whether it takes a paste of several

    def put(self, text: str, *, replace: bool = False) -> None:
        """Take over a text to edit, the cursor at its end; where ``replace``, what is typed takes its place."""
        self.value = text
        self.selection = Selection(0 if replace else len(text), len(text))

    def watch_has_focus(self, has_focus: bool) -> None:
        """No style of it goes by the focus, so that none is looked for; the cursor is no style."""

    def watch_value(self, value: str) -> None:
        """Say at once what is typed, before another key can come."""
        self._tell_typed(value)

    async def _on_key(self, event: events.Key) -> None:
        self.seen = event
        await run_bound(self, event, typed=event.is_printable)

    async def action_submit(self) -> None:
        """Enter."""
        self._tell_enter()

    @property
    def _value(self) -> Text:
        return Text(editable(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """Where a character stands as it is shown; by its own width a long text would not scroll far enough."""
        return cell_len(editable(self.value)[:position])

    def _on_paste(self, event: events.Paste) -> None:
        if passed_on(self, event):
            return
        event.stop()
        event.prevent_default()
        several = [one for one in map(str.strip, event.text.splitlines()) if one]
        if len(several) > 1 and self.take_lines is not None and self.take_lines(several):
            return
        lines = len(event.text.strip().splitlines())
        cleaned = clean(event.text, long=False)
        start, end = sorted(self.selection)
        self.replace(cleaned.text, start, end)
        joined = f"{lines} lines joined into one" if lines > 1 else ""
        self._tell_notice(", ".join(filter(None, (joined, removal_notice(cleaned.removed)))))
