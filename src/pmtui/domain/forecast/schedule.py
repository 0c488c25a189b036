"""A schedule of a plan: where each of its nodes lies."""

from dataclasses import dataclass

from pmtui.domain.forecast.board import Taken
from pmtui.domain.forecast.plan import NEVER

NOTHING: Taken = []  # never filled: stands in where a node takes nothing


@dataclass(slots=True)
class Schedule:
    """Where each node lies, in moments; NEVER where it has no start or no finish."""

    start: list[int]
    finish: list[int]  # what a finish-start successor goes on from
    end: list[int]  # within the last day worked: (end - 1) // PARTS is that day
    taken: list[Taken]  # from which resource how much on which days
    shifted: list[bool]  # moved later by a link into its finish

    @classmethod
    def empty(cls, count: int) -> "Schedule":
        """Of so many nodes none of which is placed yet."""
        return cls([NEVER] * count, [NEVER] * count, [NEVER] * count, [NOTHING] * count, [False] * count)

    def copy(self, node: int, other: "Schedule", place: int) -> None:
        """Put a node where another one lies in another schedule."""
        self.start[node] = other.start[place]
        self.finish[node] = other.finish[place]
        self.end[node] = other.end[place]
        self.taken[node] = other.taken[place]
        self.shifted[node] = other.shifted[place]
