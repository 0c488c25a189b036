"""Scope review: the queue of what is in question, the request beside its charter, and the decision."""

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from pmtui.domain.choices import RequestState
from pmtui.domain.entities import ScopeRequest
from pmtui.domain.place import Place, ScreenName
from pmtui.ui.screens.scope.decided import DecidedPane
from pmtui.ui.screens.scope.queue import QueuePane
from pmtui.ui.tabbed import TabbedScreen
from pmtui.ui.widgets.tabs import Tab, Tabs

QUEUE, DECIDED = "queue", "decided"


class ScopeScreen(TabbedScreen):
    """Decisions on scope above the charter; each takes one key, one reason, one transaction."""

    heading: ClassVar[str] = "Scope review"
    screen_name: ClassVar[ScreenName] = ScreenName.SCOPE

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self._queue = QueuePane()
        self._tabs = Tabs((Tab(QUEUE, "In question", lambda: self._queue), Tab(DECIDED, "Decided", DecidedPane)))

    def body(self) -> Iterable[Widget]:
        """The tabs are all there is."""
        yield self._tabs

    async def go(self, place: Place) -> None:
        """Show the tab that has the request, with the cursor on it."""
        request = self.view.workspace.get(ScopeRequest, place.id) if place.entity == ScopeRequest.__name__ else None
        if request is None:
            await self._tabs.show_tab(place.tab or self._tabs.current)
            return
        await self._tabs.show_tab(DECIDED if request.state is RequestState.DECIDED else QUEUE)
        self._pane.select((ScopeRequest.__name__, request.id))
        self._pane.table.focus()

    def place(self) -> Place:
        """The tab, and its request."""
        row = self._pane.table.selected
        if row is None:
            return Place(ScreenName.SCOPE, tab=self._tabs.current)
        return Place(ScreenName.SCOPE, row.project.id, self._tabs.current, ScopeRequest.__name__, row.request.id)

    @property
    def _pane(self) -> QueuePane | DecidedPane:
        pane = self.pane
        return pane if isinstance(pane, DecidedPane) else self._queue

    def why_not(self, action: str) -> str | None:
        """What an action of the tab lacks."""
        return self._pane.why_not(action)
