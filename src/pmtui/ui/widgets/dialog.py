"""What all dialogs are: a panel in the middle of the screen that they cover as little as possible of."""

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from pmtui.ui.widgets.key_order import passed_on, run_bound
from pmtui.ui.widgets.painting import PaintedScreen, lines_of

R = TypeVar("R")


class Dialog(PaintedScreen[R], ModalScreen[R]):
    """A dialog; it does not tint what lies under it, so that only its own cells are sent over the line."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = """
    Dialog { align: center middle; background: transparent; layout: vertical; overflow: hidden hidden; }
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """What lies under the dialog, as it is drawn there, of which Textual's own way would draw all."""
        stack = self.app.screen_stack
        return lines_of(stack[stack.index(self) - 1], crop) if self in stack else super().render_lines(crop)

    async def _on_key(self, event: events.Key) -> None:
        """Run keys in their order, however fast they came."""
        await run_bound(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """So with what is pasted."""
        passed_on(self, event)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close, with the dialogs over it; one that is closed stays so, whatever comes late for it."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)
