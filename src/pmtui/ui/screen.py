"""What every screen has that shows a view."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from pmtui.domain.place import Place, ScreenName
from pmtui.ui.frame import FramedScreen
from pmtui.ui.widgets.key_order import passed_on, run_bound
from pmtui.ui.widgets.table import Key, LineTable

if TYPE_CHECKING:
    from pmtui.ui.view import View


class PmScreen(FramedScreen):
    """A screen of the app; it draws from ``view`` alone and changes data only through commands of the app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next pane", show=False),
        Binding("shift+tab", "app.focus_previous", "previous pane", show=False),
    ]
    screen_name: ClassVar[ScreenName] = ScreenName.OVERVIEW
    needs_program: ClassVar[bool] = True

    def __init__(self, place: Place | None = None) -> None:
        super().__init__()
        self.opened = place  # where the cursor goes first
        self._shown: View | None = None

    async def _on_key(self, event: events.Key) -> None:
        """Run keys in their order, however fast they came."""
        await run_bound(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """So with what is pasted."""
        passed_on(self, event)

    # For a screen to fill in

    def show(self, view: "View") -> None:
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
    def view(self) -> "View":
        """What is shown now."""
        return self.pm.view

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Put a sentence on the status line."""
        self.pm.say(sentence, bad=bad)

    # The frame

    async def on_mount(self) -> None:
        """Draw the view, go to the row that the screen was opened on."""
        self.receive(self.view)
        if self.opened is not None:
            await self.go(self.opened)
        if self.focused is None:
            first = next((one for one in self.query("#body *") if one.focusable), None)
            if first is not None:
                first.focus()

    def receive(self, view: "View") -> None:
        """Show a view once, with the title that belongs to it."""
        if view is self._shown:
            return
        self._shown = view
        self.gather()
        self.put_title(self.title_name(view), view.today)
        self.show(view)
        self.refresh_bindings()

    def title_name(self, view: "View") -> str:
        """What stands beside the heading: the program, or what a screen says instead."""
        return view.program.name

    def reason(self, action: str) -> str | None:
        """Why an action of the focused table, of the screen or of the app does not work now."""
        table = self.focused if isinstance(self.focused, LineTable) else None
        return (table and table.why_not(action)) or self.why_not(action) or self.pm.why_not(action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the keys that have a reason not to work."""
        if self.is_mounted and self.why_not(action) is not None:
            return None
        return super().check_action(action, parameters)

    def on_screen_suspend(self) -> None:
        """Something else is looked at, where there may be something to change."""
        self.pm.prepare()

    def on_screen_resume(self) -> None:
        """A dialog has closed: what changed meanwhile shows now."""
        if self._shown is not None:
            self.receive(self.view)
            self.put_status(self.pm.status)
            self.put_keys()
