"""What every screen has: title, body, status line and key bar, and a reason for each key that does not work."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from pmtui.domain.place import Place, ScreenName
from pmtui.ui.view import View
from pmtui.ui.widgets.bars import Hint, KeyBar, StatusLine, TitleBar, hints_of
from pmtui.ui.widgets.painting import PaintedScreen
from pmtui.ui.widgets.table import Key, LineTable

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp


class PmScreen(PaintedScreen[None]):
    """A screen of the app; it draws from ``view`` alone and changes data only through commands of the app."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next pane", show=False),
        Binding("shift+tab", "app.focus_previous", "previous pane", show=False),
    ]
    heading: ClassVar[str] = ""  # what the title bar calls it
    screen_name: ClassVar[ScreenName] = ScreenName.OVERVIEW
    needs_program: ClassVar[bool] = True

    def __init__(self, place: Place | None = None) -> None:
        super().__init__()
        self.opened = place  # where the cursor goes first
        self._shown: View | None = None
        self._title_bar = TitleBar(id="title")
        self._status_line = StatusLine(id="status")
        self._key_bar = KeyBar(id="keys")

    # For a screen to fill in

    def body(self) -> Iterable[Widget]:
        """The widgets between the title and the status line."""
        return ()

    def show(self, view: View) -> None:
        """Draw this view; called when the screen is mounted and with each new view."""

    async def go(self, place: Place) -> None:
        """Show the tab of ``place`` and put the cursor on its row; called when the screen was opened with it."""

    def select(self, key: Key) -> None:
        """Put the cursor on a row that was just made; the first table that has it takes it."""
        for table in self.query(LineTable):
            if table.select(key):
                return

    def shows(self, place: Place) -> bool:
        """Whether this screen can go to a place itself; another project needs a fresh one."""
        other = self.screen_name is ScreenName.PROJECT and place.project_id != self.place().project_id
        return place.screen is self.screen_name and not other

    def place(self) -> Place:
        """Where one is, so that escape finds back."""
        return Place(self.screen_name)

    def why_not(self, action: str) -> str | None:  # noqa: ARG002 - for a screen to use
        """Why an action (its bare name) does not work now, in one sentence; None where it does."""
        return None

    # What it can use

    @property
    def pm(self) -> "PmtuiApp":
        """The app."""
        return cast("PmtuiApp", self.app)

    @property
    def view(self) -> View:
        """What is shown now."""
        return self.pm.view

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Put a sentence on the status line."""
        self.pm.say(sentence, bad=bad)

    # The frame

    def compose(self) -> ComposeResult:
        """Title, body, status line, keys."""
        yield self._title_bar
        with Vertical(id="body"):
            yield from self.body()
        yield self._status_line
        yield self._key_bar

    async def on_mount(self) -> None:
        """Draw the view, go to the row that the screen was opened on."""
        self.bindings_updated_signal.subscribe(self, self._keys_changed)
        self.receive(self.view)
        self.put_status(self.pm.status)
        if self.opened is not None:
            await self.go(self.opened)
        if self.focused is None:
            first = next((one for one in self.query("#body *") if one.focusable), None)
            if first is not None:
                first.focus()
        self.put_keys()

    def receive(self, view: View) -> None:
        """Show a view once, with the title that belongs to it."""
        if view is self._shown:
            return
        self._shown = view
        right = f"{self.pm.demo_mark}{view.today:%a} {view.today.isoformat()}"
        self._title_bar.put_title(self.title_name(view), self.heading, right)
        self.show(view)
        self.put_keys()

    def title_name(self, view: View) -> str:
        """What stands beside the heading: the program, or what a screen says instead."""
        return view.program.name

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
        """Why an action of the focused table, of the screen or of the app does not work now."""
        table = self.focused if isinstance(self.focused, LineTable) else None
        return (table and table.why_not(action)) or self.why_not(action) or self.pm.why_not(action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the keys that have a reason not to work."""
        if self.is_mounted and self.why_not(action) is not None:
            return None
        return super().check_action(action, parameters)

    def on_screen_resume(self) -> None:
        """A dialog has closed: what changed meanwhile shows now."""
        if self._shown is not None:
            self.receive(self.view)
            self.put_status(self.pm.status)
            self.put_keys()

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.put_keys()
