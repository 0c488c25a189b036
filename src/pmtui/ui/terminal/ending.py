"""The end of the process when the connection drops or somebody asks it to end, whatever it is doing."""

import os
import select
import signal
import threading
from collections.abc import Callable
from types import FrameType

PATIENCE = 2.0  # seconds for an orderly end; what was acknowledged is on disk before, so nothing depends on it
SIGNALLED = 128  # as a shell counts an end by a signal


class Ending:
    """Ends the app at SIGHUP, at SIGTERM and when the terminal is gone, also where SIGHUP is ignored.

    ``leave`` asks for an orderly end with an exit status; ``give_back`` restores the terminal without waiting for
    it, called where the orderly end did not come in time. Both are called in other threads than the app's.
    """

    def __init__(self, terminal: int, leave: Callable[[int], None], give_back: Callable[[], None]) -> None:
        self._terminal = terminal
        self._leave = leave
        self._give_back = give_back
        self._begun = threading.Lock()

    def watch(self) -> None:
        """Take over the signals, and watch for the terminal's end without waking up for it."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._signalled)
        threading.Thread(target=self._watch, name="pmtui-hang-up", daemon=True).start()

    def hung_up(self) -> None:
        """The terminal is gone."""
        self._begin(signal.SIGHUP)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._begin(number)

    def _begin(self, number: int) -> None:
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._end, args=(SIGNALLED + number,), name="pmtui-end", daemon=True).start()

    def _end(self, status: int) -> None:
        self._leave(status)
        threading.Event().wait(PATIENCE)
        self._give_back()
        os._exit(status)

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._terminal, 0)  # POLLHUP and POLLERR come unasked
        poll.poll()
        self.hung_up()
