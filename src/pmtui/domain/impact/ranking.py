"""Which of several options is best and which worst, column by column."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from pmtui.domain.impact.result import Impact, ProjectChange


class Comparable(Protocol):
    """What can be sorted; smaller is better."""

    def __lt__(self, other: Any, /) -> bool: ...


class Mark(StrEnum):
    """How an option stands in a column; the glyph is what is shown, so that no color is needed."""

    NONE = " "
    BEST = "▲"
    WORST = "▼"


def marks(values: Sequence[Comparable | None], may_be_best: Sequence[bool]) -> tuple[Mark, ...]:
    """The mark of each option in a column of figures of which smaller is better, None where one has none.

    Best are the smallest of those that may be, worst the largest of all, unless that is no worse than the best; a
    mark that most options would carry says nothing, and is left out.
    """
    given = [one for one in values if one is not None]
    allowed = [one for one, may in zip(values, may_be_best, strict=True) if one is not None and may]
    if not any(one < other for one in given for other in given):
        return (Mark.NONE,) * len(values)
    best = min(allowed, default=None)
    worst = max(given)

    def mark(value: Comparable | None, may: bool) -> Mark:
        if value is None:
            return Mark.NONE
        if best is not None and not best < value:
            return Mark.BEST if may else Mark.NONE
        return Mark.NONE if value < worst else Mark.WORST

    found = [mark(value, may) for value, may in zip(values, may_be_best, strict=True)]
    common = {one for one in (Mark.BEST, Mark.WORST) if found.count(one) * 2 > len(given)}
    return tuple(Mark.NONE if one in common else one for one in found)


def may_be_best(impact: Impact | None) -> bool:
    """Whether an option may be marked best at all: computed, nothing lost, nothing left without staff or finish."""
    return impact is not None and not impact.never_best


def lateness(change: ProjectChange) -> tuple[int, int]:
    """How late an option lets a project end, for comparison: smaller is better.

    Nothing left to do comes before every day; then a finish where there was none, the earliest first; then how much
    later one is that there was; no finish, whether lost or as now, after every day.
    """
    before, after = change.before, change.after
    if after is None or after.idle:
        return 0, 0
    if after.finish is None:
        return 3, 0
    if before is not None and before.endless:
        return 1, after.finish.toordinal()
    return 2, change.later or 0
