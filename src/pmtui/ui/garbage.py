"""Garbage is looked for while nobody types: a collection that goes through all there is holds a key up."""

import asyncio
import gc
import time

from pmtui.ui import heap

REST = 0.5  # seconds without a key, after which what came since the last thorough look is looked through
REST_EACH = 3e-6  # and for each object kept out of that, after which all there is, where that is due
YOUNGEST = 3500  # objects, about what a change makes, after which they are looked through
YOUNG = 1  # such looks, after which what they left is looked through with the next: as often as Python itself does
DUE = 1  # collections of what is young, after which a look is worth it
ALL_DUE = 10  # and after which Python itself would go through all there is
AT_LATEST = 200  # such collections after which it does so, however much is typed


class Garbage:
    """Puts off the collections of everything that Python would make, and makes them at rest.

    Between the thorough ones are quick ones, which leave out what was there at the last thorough one: they come
    often enough that what commands and screens leave makes room for the next ones.
    """

    def __init__(self) -> None:
        self._typed = 0.0  # when, by the clock of the system
        self._waits = False
        self._begun = False
        self._passed = 0  # collections of what is young since the last thorough one
        self._all_rest = 0.0  # seconds without a key before a thorough one; 0 where they are not worked out

    def begin(self) -> None:
        """From here on, where ``run`` has put all collections off; what there is by now was made by the start."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(YOUNGEST, YOUNG, AT_LATEST)
            gc.enable()
            self._begun = True

    def typed(self) -> None:
        """A key came."""
        self._typed = time.monotonic()
        if self._begun and not self._waits:
            self._wait(REST)

    def left(self) -> None:
        """Another screen is painted: what the one before held makes room for what this one will hold.

        What it held that was kept out goes with a thorough collection, which is due with this.
        """
        if self._begun:
            gc.collect()
            self._passed += ALL_DUE
            self.typed()  # the rest begins with the screen

    def _wait(self, seconds: float) -> None:
        self._waits = True
        asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        self._waits = False
        rested = time.monotonic() - self._typed
        if rested < REST:
            self._wait(REST - rested)
            return
        passed = gc.get_count()[2]
        due = self._passed + passed >= ALL_DUE
        if due and rested >= self._rest_for_all():
            self._thorough()
            return
        if passed >= DUE:
            self._passed += passed
            gc.collect()
        if due:
            self._wait(self._rest_for_all() - rested)

    def _rest_for_all(self) -> float:
        """Seconds; found once for each thorough collection, since Python counts what is kept out one by one."""
        if not self._all_rest:
            self._all_rest = max(REST, REST_EACH * gc.get_freeze_count())
        return self._all_rest

    def _thorough(self) -> None:
        self._passed, self._all_rest = 0, 0.0
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        heap.give_back()
