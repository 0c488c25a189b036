"""The heap of the C library, kept small; where that library is not GNU's there is nothing to do."""

import ctypes
from contextlib import suppress

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of malloc.h
LARGE = 1 << 16  # bytes; a byte code file that was read, for one


def tune() -> None:
    """One heap for all threads, since what one has let go of would lie idle for the others.

    Large blocks stay out of it, so that they go back to the system at once and leave no holes.
    """
    with suppress(AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give all pages that nothing is on back to the system, which the others on the host may need."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
