"""Garbage is looked for while nobody types: a collection that goes through all there is holds a key up."""

import asyncio
import gc
import time

REST = 1.0  # seconds without a key
DUE = 10  # collections of what is young, after which Python itself would go through all there is
AT_LATEST = 200  # such collections after which it does so, however much is typed


class Garbage:
    """Puts off the collections of everything that Python would make, and makes them at rest.

    What is left by one is kept out of the quick ones that follow.
    """

    def __init__(self) -> None:
        self._typed = 0.0  # when, by the clock of the system
        self._waits = False
        self._begun = False

    def begin(self) -> None:
        """From here on, where ``run`` has put all collections off; what there is by now was made by the start."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*gc.get_threshold()[:2], AT_LATEST)
            gc.enable()
            self._begun = True

    def typed(self) -> None:
        """A key came."""
        self._typed = time.monotonic()
        if self._begun and not self._waits:
            self._wait(REST)

    def _wait(self, seconds: float) -> None:
        self._waits = True
        asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        self._waits = False
        left = self._typed + REST - time.monotonic()
        if left > 0:
            self._wait(left)
        elif gc.get_count()[2] >= DUE:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
