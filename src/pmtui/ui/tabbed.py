"""Screens whose panes stand behind tabs: only the one that is looked at is drawn, once for each view."""

from typing import Protocol, runtime_checkable

from textual.widget import Widget

from pmtui.domain.place import Place
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.tabs import Tabs


@runtime_checkable
class Pane(Protocol):
    """What draws a view."""

    def show_view(self, view: View) -> None:
        """Draw this view."""


class TabbedScreen(PmScreen):
    """Shows views in the pane of the current tab; the others get them once they are shown."""

    _tabs: Tabs  # made by each screen

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self._drawn: dict[Widget, View] = {}

    @property
    def pane(self) -> Widget:
        """The pane that is looked at."""
        return self._tabs.pane

    def show(self, view: View) -> None:
        """Show the view in the pane that is looked at."""
        self.draw(self.pane, view)

    def draw(self, pane: Widget, view: View) -> None:
        """Have a pane draw a view that it has not drawn yet."""
        if isinstance(pane, Pane) and self._drawn.get(pane) is not view:
            self._drawn[pane] = view
            pane.show_view(view)

    async def on_mount(self) -> None:  # beside that of each screen, which Textual calls too
        """A pane is drawn before a key that was typed behind the tab's."""
        self._tabs.shown = self._tab_shown

    def _tab_shown(self, pane: Widget) -> None:
        self.draw(pane, self.view)
        self.put_keys()
