"""Writes to the terminal in a thread of its own, so that a link that stalls never holds up keys or commits."""

import os
import threading
from collections import deque
from collections.abc import Callable

MOST = 1 << 18  # bytes that may wait for a slow link; what is painted beyond them is painted anew later


class Output:
    """A queue of what to write; ``caught_up`` is called in its thread once all is written after a refusal."""

    def __init__(self, handle: int, caught_up: Callable[[], None]) -> None:
        self._handle = handle
        self._caught_up = caught_up
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._refused = False
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="pmtui-output", daemon=True)
        self._thread.start()

    def send(self, data: str, *, must: bool = False) -> bool:
        """Write this soon; False where too much waits already, unless it ``must`` be written."""
        with self._changed:
            if self._bytes > MOST and not must:
                self._refused = True
                return False
            encoded = data.encode("utf-8", "replace")
            self._waiting.append(encoded)
            self._bytes += len(encoded)
            self._changed.notify_all()
        return True

    def settle(self, seconds: float) -> bool:
        """Wait until all is written, at most so long; False where it was not."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._bytes or self._closed, seconds)

    def close(self) -> None:
        """Write nothing more; a write that hangs is left to itself."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _run(self) -> None:
        while (data := self._next()) is not None:
            try:
                while data:
                    data = data[os.write(self._handle, data) :]
            except OSError:  # the terminal is gone, which the input notices too
                self.close()
                return
            with self._changed:
                self._changed.notify_all()
                refused = self._refused and not self._waiting
                self._refused = self._refused and not refused
            if refused:
                self._caught_up()

    def _next(self) -> bytes | None:
        """All that waits, once there is any; None at the end. What was taken before is written by now."""
        with self._changed:
            self._bytes = sum(map(len, self._waiting))
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            data = b"".join(self._waiting)
            self._waiting.clear()
            return data
