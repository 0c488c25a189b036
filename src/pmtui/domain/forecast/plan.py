"""The plan as the scheduler reads it: plain whole numbers, by node and by working day.

A node is an open work item without children, or a gate that stands for the start or the end of a deliverable
that something waits for. Moments count parts of working days from the first working day of the forecast, so
that a successor can go on within the day on which its predecessor finished.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from pmtui.domain.calendar import Calendar
from pmtui.domain.forecast.result import HoldKind
from pmtui.domain.forecast.steps import Steps

PARTS = 1440  # parts of a day
NEVER = 1 << 60  # the moment of what has none
HORIZON_DAYS = 13_000  # fifty years of working days: what would end later counts as never ending
FULL_DAY = 480  # minutes a day of the one person assumed where nobody was ever assigned

V = TypeVar("V")
NO_BOUND: tuple[HoldKind, date | None] = (HoldKind.TODAY, None)

POINT, EFFORT, FIXED, FIRST = range(4)  # no time of its own; by effort; by days; the first start of many
WORKED = (EFFORT, FIXED)
FS, SS, FF, SF = range(4)  # the first two into the start of what comes after, the others into its finish


# A link, the same for both of its ends: the node before, the node after, its kind, its lag in parts, and the id of
# the dependency, 0 into a gate. A plain tuple, since a plan makes and reads them by the thousand.
Edge = tuple[int, int, int, int, int]


NOBODY = 0  # in the place of a resource's id, which is never 0


class Use(NamedTuple):
    """What one node takes from one resource: at most ``limit`` minutes a day, less where a share says so.

    ``rooms`` are what it takes from: the resource's own, or that of the share, since what is promised to a project
    is nobody else's; both where more is promised than there is.
    """

    row: int  # the resource's room
    share: int  # the room of the share, -1 where the resource does not plan by shares
    limit: int
    resource: int  # id
    rooms: tuple[int, ...]
    bounded: bool  # by its limit, since it is less than the resource has
    alone: bool  # one room says all that bounds it


class Past(NamedTuple):
    """A link from finished work, or from what will not finish, that binds a node."""

    moment: int
    link: int
    item: int
    into_finish: bool


@dataclass(slots=True)
class Capacity:
    """Minutes by working day of each room: what a resource has, or what of it the share of a project gives."""

    rooms: list[Steps] = field(default_factory=list)
    full: dict[int, int] = field(default_factory=dict)  # what a resource has on a full day
    away: dict[int, Steps] = field(
        default_factory=dict
    )  # 1 on the days of absence of those resources that have some
    percents: dict[int, Steps] = field(default_factory=dict)  # of the rooms of shares

    def copy(self) -> "Capacity":
        """Of its own as far as rooms are added; the rooms themselves, which nobody changes, are shared."""
        return Capacity(list(self.rooms), dict(self.full), dict(self.away), dict(self.percents))


class Days(dict[int, date]):
    """The dates of the plan's working days by index, found once each."""

    def __init__(self, calendar: Calendar, base: int) -> None:
        super().__init__()
        self._calendar = calendar
        self._base = base

    def __missing__(self, index: int) -> date:
        found = self[index] = date.fromordinal(self._calendar.ordinal(self._base + index))
        return found


@dataclass(slots=True)
class Plan:
    """Everything that the scheduler needs, by node; filled once and not changed by it."""

    calendar: Calendar
    base: int  # number of the first working day on or after today
    limit: int  # moment from which nothing counts as finishing
    capacity: Capacity
    days: Days = field(init=False)
    items: list[int] = field(default_factory=list)  # id of the work item, or of the gate's deliverable
    kind: list[int] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)  # moment before which it may not start
    work: list[int] = field(default_factory=list)  # minutes, or days of a fixed duration
    began: list[int | None] = field(default_factory=list)  # moment of its real start, where it has started
    held: list[bool] = field(default_factory=list)  # on hold: never
    project: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)  # level of the project's priority, 0 first
    level: list[int] = field(default_factory=list)  # the best level among itself and what waits for it
    uses: list[tuple[Use, ...]] = field(default_factory=list)
    succs: list[list[Edge]] = field(default_factory=list)
    preds: list[list[Edge]] = field(default_factory=list)
    past: dict[int, list[Past]] = field(default_factory=dict)
    bound: list[tuple[HoldKind, date | None]] = field(default_factory=list)  # what the floor comes from
    loops: list[tuple[int, ...]] = field(default_factory=list)  # work item ids
    knotted: set[int] = field(default_factory=set)  # nodes of loops
    order: list[int] = field(default_factory=list)  # every node after its predecessors

    def __post_init__(self) -> None:
        self.days = Days(self.calendar, self.base)

    def index(self, day: date) -> int:
        """The working day of the plan on or after a day; negative before today."""
        return self.calendar.number(day.toordinal()) - self.base

    def open(self, items: list[int], projects: list[int], levels: list[int]) -> None:
        """More nodes, by work item, project and level; without work yet, and without links where they have none."""
        count = len(items)
        self.items += items
        self.project += projects
        self.level += levels
        self.kind += [POINT] * count
        self.floor += [0] * count
        self.work += [0] * count
        self.began += [None] * count
        self.held += [False] * count
        self.uses += [()] * count
        self.bound += [NO_BOUND] * count
        unlinked = range(len(self.items) - len(self.succs))
        self.succs += [[] for _ in unlinked]
        self.preds += [[] for _ in unlinked]

    def take_over(self, before: "Plan", renewed: list[int]) -> None:
        """Take over what an earlier plan with the same nodes says of each, but for some that are still empty."""
        self.kind = _with(before.kind, self.kind, renewed)
        self.floor = _with(before.floor, self.floor, renewed)
        self.work = _with(before.work, self.work, renewed)
        self.began = _with(before.began, self.began, renewed)
        self.held = _with(before.held, self.held, renewed)
        self.uses = _with(before.uses, self.uses, renewed)
        self.bound = _with(before.bound, self.bound, renewed)

    def take_links(self, before: "Plan", first_gate: int) -> None:
        """Take over the links of an earlier plan with the same nodes; nobody changes them any more."""
        self.kind[first_gate:] = before.kind[first_gate:]
        self.succs, self.preds, self.past = before.succs, before.preds, before.past
        self.loops, self.knotted, self.order = before.loops, before.knotted, before.order

    def link(self, source: int, target: int, kind: int, lag: int, id: int) -> None:
        """A link between two nodes."""
        edge = source, target, kind, lag, id
        self.succs[source].append(edge)
        self.preds[target].append(edge)


def _with(before: list[V], now: list[V], renewed: list[int]) -> list[V]:
    """The values of before, but for some nodes those of now."""
    found = before[: len(now)]
    for node in renewed:
        found[node] = now[node]
    return found


def topological(succs: list[list[Edge]], preds: list[list[Edge]]) -> list[int]:
    """Every node after its predecessors; shorter than the plan where links run in a loop."""
    waits = [len(edges) for edges in preds]
    order = [node for node, count in enumerate(waits) if not count]
    for node in order:
        for edge in succs[node]:
            target = edge[1]
            left = waits[target] = waits[target] - 1
            if not left:
                order.append(target)
    return order
