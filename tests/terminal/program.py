"""The installed program in a real pseudo-terminal, with a screen that tests can read."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE = 60.0  # seconds until a test gives up; never waited out when all is well


def variables_of(home: Path) -> dict[str, str]:
    """The environment of a program with a home of its own."""
    return {
        **{name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ},
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


class Program:
    """``python -m pmtui`` with its own terminal; ``screen`` holds what a person would see."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        ignored: Sequence[int] = (),
        code: str = "",
    ) -> None:
        """Start it; ``ignored`` are signals that it finds ignored, as under nohup; ``code`` is run in its place."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = b""  # all that it wrote
        self.status: int | None = None
        variables = {**variables_of(home), **(environment or {})}
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.chdir(home)  # where it writes files that are given without a folder
            started = ("-c", code) if code else ("-m", "pmtui")
            os.execve(sys.executable, [sys.executable, *started, *arguments], variables)
        self._process = os.pidfd_open(self.pid)

    @property
    def text(self) -> str:
        """The visible lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Send keys as a terminal does; text is typed as it stands."""
        for key in keys:
            os.write(self._terminal, key.encode())

    def feed(self, data: bytes) -> bool:
        """Send bytes as fast as it takes them, and read what it writes meanwhile; False where it takes no more."""
        deadline = time.monotonic() + PATIENCE
        while data:
            ready = select.select([self._terminal], [self._terminal], [], max(0.0, deadline - time.monotonic()))
            if not ready[1] and not self._read(deadline - time.monotonic()):
                return False
            if ready[1]:
                data = data[os.write(self._terminal, data[:256]) :]
                self._read(0)
        return True

    def sends(self, wanted: bytes, after: int, patience: float = PATIENCE) -> bool:
        """Read until it has sent these bytes behind so many; False where it does not, or has ended."""
        deadline = time.monotonic() + patience
        while wanted not in self.sent[after:]:
            if not self._read(deadline - time.monotonic()):
                return False
        return True

    def ends_within(self, seconds: float) -> bool:
        """Whether the process is at its end by then; what it writes is not read."""
        return bool(select.select([self._process], [], [], seconds)[0])

    def until(self, holds: Callable[[str], bool] | str) -> str:
        """Read until the screen shows the text, or the condition holds, and return what is visible."""
        wanted = (lambda text: holds in text) if isinstance(holds, str) else holds
        deadline = time.monotonic() + PATIENCE
        while not wanted(self.text):
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"{holds!r} did not come up; the screen:\n{self.text}")
        return self.text

    def ended(self) -> int:
        """Read until the program ends and return its exit status (negative: the signal)."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline - time.monotonic()):
            pass
        return self.gone(max(0.0, deadline - time.monotonic()))

    def gone(self, seconds: float) -> int:
        """Its exit status once it has ended, without reading what it writes; fails where it takes longer."""
        if not self.ends_within(seconds):
            raise AssertionError(f"the program did not end; the screen:\n{self.text}")
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def modes(self) -> list[object]:
        """The modes of its terminal now, as termios has them."""
        return termios.tcgetattr(self._terminal)

    def signal(self, number: int) -> None:
        """Send it a signal."""
        signal.pidfd_send_signal(self._process, number)

    def hang_up(self) -> None:
        """Drop the connection: the terminal is gone."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    def stall(self) -> None:
        """Have it write more than the link takes, and read nothing of that."""
        self.press("\x0c" * 200)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def garble(self, output: str) -> None:
        """Have other output on the screen."""
        self._stream.feed(output.encode())

    def stopped(self) -> int:
        """Its wait status once it has stopped."""
        while not self.ends_within(0):
            self._read(0.1)
            pid, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
            if pid:
                return status
        raise AssertionError("the program ended")

    def go_on(self) -> None:
        """Have it go on after a stop."""
        self.signal(signal.SIGCONT)

    @staticmethod
    def read_any(programs: "Sequence[Program]", patience: float) -> bool:
        """Read what any of them writes; False where none does in that time."""
        found = select.select([one._terminal for one in programs], [], [], max(0.0, patience))[0]
        read = [one._read(0) for one in programs if one._terminal in found]
        return any(read)

    def close(self) -> None:
        """Make sure that nothing of the program stays behind."""
        if self.status is None:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self._process)
        self.hang_up()

    def _read(self, patience: float) -> bool:
        if patience < 0 or not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # what Linux says when the other side has closed the terminal
            return False
        if not data:
            return False
        self.sent += data
        self._stream.feed(data)
        return True
