"""The installed program in a window of tmux, on a server of its own."""

import os
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.terminal.program import PATIENCE, variables_of

LOOK = 0.05  # seconds between two looks at the window


class TmuxProgram:
    """``python -m pmtui`` in a tmux server that ends with it."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        *,
        columns: int = 80,
        lines: int = 24,
        ignored: Sequence[int] = (),
        code: str = "",
    ) -> None:
        """Start it; ``ignored`` and ``code`` are as in Program."""
        self._socket = home / "tmux"
        self._variables = variables_of(home)
        started = ("-c", code) if code else ("-m", "pmtui")
        trap = "".join(f"trap '' {signal.Signals(one).name[3:]}; " for one in ignored)
        command = f"{trap}exec {shlex.join([sys.executable, *started, *arguments])}"
        size = ("-x", str(columns), "-y", str(lines))
        self._run("-f", os.devnull, "new-session", "-d", *size, f"exec sh -c {shlex.quote(command)}")
        self.pid = int(self._run("display-message", "-p", "#{pane_pid}"))
        self._server = int(self._run("display-message", "-p", "#{pid}"))
        self._process = os.pidfd_open(self.pid)

    @property
    def text(self) -> str:
        """The visible lines; "" once the window is gone."""
        return self._run("capture-pane", "-p", check=False)

    def press(self, *keys: str) -> None:
        """Send keys as a terminal does."""
        for key in keys:
            self._run("send-keys", "-H", *(f"{byte:02x}" for byte in key.encode()))

    def garble(self, output: str) -> None:
        """Have other output on the screen."""
        Path(self._run("display-message", "-p", "#{pane_tty}").strip()).write_text(output, encoding="utf-8")

    def until(self, holds: Callable[[str], bool] | str) -> str:
        """Look until the window shows the text, or the condition holds, and return what is visible."""
        wanted = (lambda text: holds in text) if isinstance(holds, str) else holds
        deadline = time.monotonic() + PATIENCE
        while not wanted(text := self.text):
            assert time.monotonic() < deadline, f"{holds!r} did not come up; the window:\n{text}"
            select.select([self._process], [], [], LOOK)
        return text

    def hang_up(self) -> None:
        """Kill the server, as where the host's administrator does."""
        os.kill(self._server, signal.SIGKILL)

    def gone(self, seconds: float) -> None:
        """Wait until the program has ended; fails where it takes longer."""
        assert select.select([self._process], [], [], seconds)[0], "the program did not end"

    def close(self) -> None:
        """Make sure that nothing of the program stays behind."""
        if not select.select([self._process], [], [], 0)[0]:
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        os.close(self._process)
        self._run("kill-server", check=False)

    def _run(self, *words: str, check: bool = True) -> str:
        command = ["tmux", "-S", str(self._socket), *words]
        done = subprocess.run(command, env=self._variables, capture_output=True, text=True, check=check)
        return done.stdout
