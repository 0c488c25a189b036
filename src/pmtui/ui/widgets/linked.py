"""Two registers, one over the other: the lower shows what belongs to the row of the upper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from pmtui.ui.view import View
from pmtui.ui.widgets.register import Register


class Linked(Vertical):
    """Such as goals over the contributions to the goal under the cursor; without ``follows`` both stand alone."""

    DEFAULT_CSS: ClassVar[str] = "Linked { height: 1fr; } Linked > Register { height: 1fr; }"

    def __init__(self, upper: Register, lower: Register, *, follows: bool = True) -> None:
        super().__init__()
        self.upper, self.lower = upper, lower
        self._follows = follows
        lower.above = upper if follows else None
        self._view: View | None = None
        if follows:
            upper.follow(self._show_lower)

    def compose(self) -> ComposeResult:
        """One over the other."""
        yield self.upper
        yield self.lower

    def show_view(self, view: View) -> None:
        """Show both registers of this view."""
        self._view = view
        self.upper.show_view(view)
        if not self._follows:
            self.lower.show_view(view)

    def _show_lower(self) -> None:
        """Another row above has other rows below."""
        if self._view is not None:
            self.lower.show_view(self._view)
