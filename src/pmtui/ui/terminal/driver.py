"""The driver: the terminal's side of the app, over Textual's own driver for Linux."""

import asyncio
import errno
import os
import re
import select
import signal
import sys
import termios
import tty
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any

from textual import constants, events
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from pmtui.ui.terminal.ending import Ending
from pmtui.ui.terminal.keys import KeyReader
from pmtui.ui.terminal.kind import size_of, terminal_kind
from pmtui.ui.terminal.output import Output
from pmtui.ui.terminal.plain import ascii_of
from pmtui.ui.terminal.shadow import Shadow
from pmtui.ui.terminal.styles import without_color

# Ends what other output may have left: an open string, letters that draw, inserting, reversal, another origin.
TIDY = "\x1b\\\x1b(B\x0f\x1b[4l\x1b[?5;6l"
# The other screen, cleared; no cursor, no wrapping; pastes in brackets. No mouse, no reports, nothing to query.
ENTER = f"{TIDY}\x1b[?1049h\x1b[m\x1b[H\x1b[2J\x1b[?25l\x1b[?7l\x1b[?2004h"
LEAVE = "\x1b[?2004l\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
AT_ONCE = 1 << 16  # bytes read before what is typed behind them has its turn
RESIZE_REST = 0.04  # seconds between two sizes that are laid out, however fast a window is dragged
LINK_PATIENCE = 1.0  # seconds that an end waits for a slow link
_PASSED = re.compile(r"\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07")  # the bell, and a copy to the clipboard


class TerminalDriver(LinuxDriver):
    """Reads keys in the event loop, sends changed cells only, and ends the app when the terminal is gone.

    ``write`` takes what Textual paints; no other sequence reaches the terminal through it.
    """

    def __init__(
        self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        assert sys.__stdin__ is not None
        assert sys.__stdout__ is not None
        self._in, self._out = sys.__stdin__.fileno(), sys.__stdout__.fileno()
        super().__init__(app, debug=debug, mouse=mouse, size=size or size_of(self._out))
        self._fixed_size = size
        self._kind = terminal_kind(os.environ, coerced=bool(sys.flags.utf8_mode))
        self._keys = KeyReader()
        self._escape: asyncio.TimerHandle | None = None
        self._resizing: asyncio.TimerHandle | None = None
        self._output: Output | None = None
        self._ending: Ending | None = None
        self._shadow = self._new_shadow()

    # Starting and stopping

    def start_application_mode(self) -> None:
        """Take the terminal over; also after it was lent out, when all is painted again."""
        if self._output is not None:
            return
        if self._ending is None:
            self._ending = Ending(self._in, self._leave, self._give_back)
            self._ending.watch()
        self.attrs_before = self._take_over()
        self._output = Output(self._out, self._caught_up)
        signal.signal(signal.SIGWINCH, self._resized)
        self._enter()
        self._loop.add_reader(self._in, self._readable)
        self._tell_size()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.process_message(self.SignalResume())

    def disable_input(self) -> None:
        """Read no more keys."""
        self._loop.remove_reader(self._in)
        if self._escape is not None:
            self._escape.cancel()
            self._escape = None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; a link that has stalled is not waited for."""
        if self._output is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.disable_input()
        self._output.send(LEAVE, must=True)
        self._output.settle(LINK_PATIENCE)
        self._restore()
        self._output.close()
        self._output = None

    def close(self) -> None:
        """Nothing is left to close."""

    def redraw(self) -> None:
        """Clear the terminal and paint all again, such as after other output over the screen."""
        if self._output is not None:
            self._enter()
            self._app.refresh(repaint=True, layout=True)

    def _enter(self) -> None:
        self._shadow = self._new_shadow()
        if self._output is not None:
            self._output.send(ENTER, must=True)
        self._shadow.cleared()

    def _take_over(self) -> list[Any] | None:
        """Have each key at once and unchanged; gives the modes before, None where the terminal is gone."""
        while True:
            try:
                before: list[Any] = termios.tcgetattr(self._in)
                modes = termios.tcgetattr(self._in)
                modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
                modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
                modes[tty.CC][termios.VMIN] = 1
                termios.tcsetattr(self._in, termios.TCSANOW, modes)
            except termios.error as error:
                if error.args[0] != errno.EINTR:  # which a process continued in the background gets
                    return None
            else:
                return before

    def _restore(self) -> None:
        if self.attrs_before is not None:
            with suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(self._in, termios.TCSANOW, self.attrs_before)

    # Signals

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop, which may have come without a warning; a signal alone does not wake the loop."""
        if not self._auto_restart:
            return
        if self._output is None:
            self._loop.call_soon_threadsafe(self.resume_application_mode)
        else:
            self._take_over()
            self._loop.call_soon_threadsafe(self.redraw)

    def _resized(self, _number: int, _frame: FrameType | None) -> None:
        self._shadow = self._new_shadow()  # a paint under way drops what it has, since this one is another
        self._loop.call_soon_threadsafe(self._resize_soon)

    def _resize_soon(self) -> None:
        if self._resizing is None:
            self._resizing = self._loop.call_later(RESIZE_REST, self._post_size)

    def _post_size(self) -> None:
        self._resizing = None
        self._shadow = self._new_shadow()
        self._tell_size()

    def _tell_size(self) -> None:
        size = Size(self._shadow.columns, self._shadow.lines)
        self.process_message(events.Resize(size, size))

    def _leave(self, status: int) -> None:
        """Ask the app for an orderly end; called in another thread."""
        with suppress(RuntimeError):  # the loop is at its end already
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=status))

    def _give_back(self) -> None:
        """Restore the terminal as far as that is possible without waiting for anything; in another thread."""
        self._restore()
        ready = select.poll()
        ready.register(self._out, select.POLLOUT)
        if any(found & select.POLLOUT for _, found in ready.poll(0)):
            with suppress(OSError):
                os.write(self._out, LEAVE.encode())

    # Keys

    def _readable(self) -> None:
        try:
            data = os.read(self._in, AT_ONCE)
        except InterruptedError:
            return
        except OSError:  # what Linux says of a terminal that is gone
            data = b""
        if data:
            self._tell(self._keys.feed(data))
            return
        self._loop.remove_reader(self._in)
        if self._ending is not None:
            self._ending.hung_up()

    def _tell(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
        if self._escape is not None:
            self._escape.cancel()
            self._escape = None
        if self._keys.waits:
            self._escape = self._loop.call_later(constants.ESCAPE_DELAY, self._escape_due)

    def _escape_due(self) -> None:
        self._tell(self._keys.tick())

    def process_message(self, message: Message) -> None:
        """Hand a message to the app; all of them come in its own thread."""
        Driver.process_message(self, message)

    def send_message(self, message: Message) -> None:
        """Put it into the app's queue."""
        self._app.post_message(message)

    # Painting

    def write(self, data: str) -> None:
        """Send the cells that what Textual paints would change."""
        if self._output is None:
            return
        shadow = self._shadow
        sent = data if _PASSED.fullmatch(data) else shadow.paint(data)
        if sent and shadow is self._shadow:
            self._output.send(sent)

    def flush(self) -> None:
        """All is sent at once."""

    def _caught_up(self) -> None:
        """A slow link has taken what there was: paint anew what was left out; called in the output's thread."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.redraw)

    def _new_shadow(self) -> Shadow:
        columns, lines = self._fixed_size or size_of(self._out)
        return Shadow(
            columns,
            lines,
            erases=self._kind.erases,
            styled=None if self._kind.colors else without_color,
            drawn=None if self._kind.unicode else ascii_of,
        )
