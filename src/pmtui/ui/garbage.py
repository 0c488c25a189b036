"""Garbage is looked for while nobody types: a collection that goes through all there is holds a key up."""

import asyncio
import gc
import time

REST = 0.5  # seconds without a key, after which what came since the last look is looked through
LONG_REST = 1.0  # and after which all there is, where that is due
YOUNGEST = 3500  # objects, about what a change makes, after which they are looked through
YOUNG = 1  # such looks, after which what they left is looked through with the next: as often as Python itself does
DUE = 1  # collections of what is young, after which a look is worth it
ALL_DUE = 10  # and after which Python itself would go through all there is
LONG = 0.02  # seconds that a look takes, after which the next ones are to have less to look through
AT_LATEST = 200  # such collections after which it does so, however much is typed


class Garbage:
    """Puts off the collections of everything that Python would make, and makes them at rest.

    Between the thorough ones are quick ones, which leave out what was there long before: they come often enough
    that what commands and screens leave makes room for the next ones.
    """

    def __init__(self) -> None:
        self._typed = 0.0  # when, by the clock of the system
        self._waits = False
        self._begun = False
        self._passed = 0  # collections of what is young since the last thorough one

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
        """Another screen is painted: what the one before held makes room for what this one will hold."""
        if self._begun:
            _quick()

    def _wait(self, seconds: float) -> None:
        self._waits = True
        asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        self._waits = False
        rested = time.monotonic() - self._typed
        passed = gc.get_count()[2]
        if rested < REST:
            self._wait(REST - rested)
        elif rested >= LONG_REST and self._passed + passed >= ALL_DUE:
            self._passed = 0
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        else:
            if passed >= DUE:
                self._passed += passed
                _quick()
            if self._passed >= ALL_DUE:
                self._wait(LONG_REST - rested)


def _quick() -> None:
    """Look through what is not kept out, and keep it out of the next looks where that took long.

    Where most of it was garbage the next looks are short by themselves.
    """
    began = time.thread_time()
    gone = gc.collect()
    if time.thread_time() - began > LONG and len(gc.get_objects()) > gone:
        gc.freeze()
