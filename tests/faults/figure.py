"""A figure that must hold, as one line of a table; and what keeps one from being measured here."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 4  # cases that run side by side: most of their time is waiting


class Cannot(Exception):
    """The figure cannot be measured on this machine: a sentence that says what is missing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of ``count`` trials went wrong. A ``control`` is the same harness on something that must fail."""

    name: str
    count: int
    wrong: int
    control: bool = False
    detail: str = ""  # of the first that went wrong

    @property
    def met(self) -> bool:
        """Nothing went wrong; of a control, that something did."""
        return bool(self.wrong) is self.control and self.count > 0

    @property
    def bar(self) -> str:
        """What it is held against."""
        return "≥ 1" if self.control else "0"


def counted(name: str, trials: int, wrong: Iterable[str], *, control: bool = False) -> Figure:
    """The figure of what went wrong, each said in some words."""
    found = [one for one in wrong if one]
    return Figure(name, trials, len(found), control, found[0] if found and not control else "")


def lines(figures: Iterable[Figure]) -> Iterator[str]:
    """The table, a line for each figure."""
    for one in figures:
        name = f"  control: {one.name}" if one.control else one.name
        yield f"{name:72} {one.count:7} {one.wrong:8} {one.bar:>5}  {'yes' if one.met else 'NO'}"
        if not one.met and one.detail:
            yield f"    {one.detail}"


def side_by_side(work: Callable[[T], R], cases: Iterable[T], at_once: int = AT_ONCE) -> list[R]:
    """The work done on each case, some at a time, each in a process of its own kind."""
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, cases))
