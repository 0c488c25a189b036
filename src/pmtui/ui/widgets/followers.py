"""What follows the cursor of a list: told once it rests, so that a key held down moves the cursor alone."""

import asyncio
from collections.abc import Callable

from textual.widget import Widget

REST = 0.08  # seconds on a row after which the rest of the screen follows


class Followers:
    """Calls those that follow a widget's cursor, and those that hear at once that it leaves its row."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._heard: list[Callable[[], None]] = []
        self._left: list[Callable[[], None]] = []
        self._resting: asyncio.TimerHandle | None = None  # runs while they have still to hear of a move

    def add(self, heard: Callable[[], None], left: Callable[[], None] | None = None) -> None:
        """Call ``heard`` when something else is under the cursor, ``left`` once it leaves that."""
        self._heard.append(heard)
        self._left += [left] if left is not None else []

    def tell(self) -> None:
        """Have them hear now."""
        self._forget()
        for heard in self._heard:
            heard()
        self._widget.refresh_bindings()

    def settle(self) -> None:
        """Have them hear now of a move that they have not heard of."""
        if self._resting is not None:
            self.tell()

    def moved(self) -> None:
        """The cursor has moved: they hear of it once it rests."""
        if self._resting is None:
            for left in self._left:
                left()
        self._forget()
        self._resting = asyncio.get_running_loop().call_later(REST, self._widget.call_later, self.settle)

    def _forget(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
