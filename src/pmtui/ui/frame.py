"""The frame of every screen: title, body, status line and key bar, and a reason for each key that does not work."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from pmtui.ui.widgets.bars import Hint, KeyBar, StatusLine, TitleBar, hints_of
from pmtui.ui.widgets.painting import PaintedScreen

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp


class FramedScreen(PaintedScreen[None]):
    """A screen of the app, without what is in it."""

    AUTO_FOCUS = None
    heading: ClassVar[str] = ""  # what the title bar calls it

    def __init__(self) -> None:
        super().__init__()
        self._title_bar = TitleBar(id="title")
        self._status_line = StatusLine(id="status")
        self._key_bar = KeyBar(id="keys")
        self._keys_due = False

    def compose(self) -> ComposeResult:
        """Title, body, status line, keys."""
        yield self._title_bar
        with Vertical(id="body"):
            yield from self.body()
        yield self._status_line
        yield self._key_bar

    def body(self) -> Iterable[Widget]:
        """The widgets between the title and the status line."""
        return ()

    async def on_mount(self) -> None:
        """Fill in the lower bars; what a screen does itself then comes before."""
        self.bindings_updated_signal.subscribe(self, self._keys_changed)
        self.put_status(self.pm.status)
        self.put_keys()

    @property
    def pm(self) -> "PmtuiApp":
        """The app."""
        return cast("PmtuiApp", self.app)

    def put_title(self, name: str, today: date) -> None:
        """Show where one is, in what, on which day."""
        self._title_bar.put_title(name, self.heading, f"{self.pm.demo_mark}{today:%a} {today.isoformat()}")

    def put_status(self, line: Text) -> None:
        """Show what the app says."""
        self._status_line.put(line)

    def put_keys(self) -> None:
        """Show the keys that work now."""
        if self.is_current:
            self._key_bar.put_hints(self.hints())

    def hints(self) -> tuple[Hint, ...]:
        """The keys bound here, with the reasons of those that do not work now."""
        return hints_of(self, self.reason)

    def reason(self, action: str) -> str | None:
        """Why an action of the screen or of the app does not work now."""
        return self.pm.why_not(action)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        """Show them once, however many have said that they changed."""
        if not self._keys_due:
            self._keys_due = True
            self.call_next(self._put_due)

    def _put_due(self) -> None:
        self._keys_due = False
        self.put_keys()


class Opening(FramedScreen):
    """What is painted first, while the data is still on its way."""

    heading = "Program overview"

    async def on_mount(self) -> None:
        """Say which day it is."""
        self.put_title("", self.pm.today)
