"""A program in a pseudo-terminal with a stopwatch: when it wrote what, and what processor time that took."""

import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyte
from tests.terminal.program import Program

QUIET = 0.06  # seconds without output after which a reaction is over
NOTHING = 0.4  # and after which a key has none
RESTING, AT_REST = 0.3, 0.002  # seconds, and of processor time in them, that count as nothing to do
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Reaction:
    """What followed a key: seconds to the last byte, bytes, and seconds of processor time; 0 where nothing did."""

    seconds: float
    bytes: int
    cpu: float


class Measured(Program):
    """Reads at once and looks at the screen later, so that looking does not hold up what is measured."""

    def __init__(self, arguments: list[str], home: Path, **more: Any) -> None:
        self.began = time.perf_counter()
        self.arrivals: list[tuple[float, int]] = []  # when, and how much had come by then
        self._looked = 0
        super().__init__(arguments, home, **more)

    @property
    def text(self) -> str:
        """The visible lines."""
        self._stream.feed(self.sent[self._looked :])
        self._looked = len(self.sent)
        return super().text

    def _read(self, patience: float) -> bool:
        if patience < 0 or not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            return False
        self.sent += data
        self.arrivals.append((time.perf_counter(), len(self.sent)))
        return bool(data)

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing has come for so long."""
        while self._read(quiet):
            pass

    def rest(self) -> None:
        """Read until it has nothing to do any more, in any thread."""
        before = -1.0
        while self.cpu() - before > AT_REST:
            before = self.cpu()
            self.settle(RESTING)

    def until_sent(self, *words: bytes, since: int = 0) -> None:
        """Read until all of the words have come since then, without looking at the screen."""
        deadline = time.perf_counter() + PATIENCE
        while any(word not in self.sent[since:] for word in words):
            if not self._read(deadline - time.perf_counter()):
                raise AssertionError(f"{words!r} did not come; the screen:\n{self.text}")

    def react(self, key: str, quiet: float = QUIET) -> Reaction:
        """Press a key and read all that follows it."""
        bytes_before, cpu_before, began = len(self.sent), self.cpu(), time.perf_counter()
        self.press(key)
        if self._read(NOTHING):
            self.settle(quiet)
        sent = len(self.sent) - bytes_before
        return Reaction(self.arrivals[-1][0] - began if sent else 0.0, sent, self.cpu() - cpu_before)

    def first_showing(self, shows: Callable[[str], bool], since: int = 0) -> float:
        """When the screen first looked so, in the clock's seconds, playing what came since that byte again."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        stream = pyte.ByteStream(screen)
        fed = 0
        for at, end in self.arrivals:
            stream.feed(self.sent[fed:end])
            fed = end
            if end > since and shows("\n".join(screen.display)):
                return at
        raise AssertionError(f"never shown; the screen:\n{self.text}")

    # What the system knows of the process

    def cpu(self) -> float:
        """Seconds of processor time since it began, all threads together (see clock_getcpuclockid)."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> int:
        """Its share of the memory, in bytes: pages that others have too count in part."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("the system does not say")

    def wake_ups(self) -> int:
        """How often any of its threads went to sleep so far."""
        lines = [
            line
            for thread in Path(f"/proc/{self.pid}/task").iterdir()
            for line in (thread / "status").read_text().splitlines()
        ]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
