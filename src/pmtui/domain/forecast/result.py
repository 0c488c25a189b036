"""What a forecast says: dates, floats, costs, and what holds each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class HoldKind(StrEnum):
    """What keeps an item from starting earlier, or from having dates at all."""

    TODAY = "today"  # nothing: it can start now
    STARTED = "started"  # it goes on today whatever its start links say
    PROJECT_START = "project start"
    NO_EARLIER = "start no earlier"
    BLOCKED = "blocked until"
    POSTPONED = "postponed"
    LINK = "link"  # ``item_id`` through ``dependency_id``
    RESOURCE = "person"  # ``resource_id`` is busy with ``item_id`` or absent
    SHARE = "share"  # ``resource_id`` has no or too small a share for the project then
    NO_STAFF = "no staff"  # nobody can give to it: no finish
    ON_HOLD = "on hold"  # its project, or what it waits for, is on hold: no finish
    LOOP = "loop"  # it waits for itself: its links are set aside
    CHILDREN = "children"  # a deliverable: ``item_id`` is the child that finishes last
    DONE = "done"


class Hold(NamedTuple):
    """The one thing that holds an item where it is; ``item_id`` leads on to the next link of the chain.

    This and ``ItemForecast`` are tuples since they are made by the thousand: a dataclass takes five times as long.
    """

    kind: HoldKind
    item_id: int | None = None
    dependency_id: int | None = None
    resource_id: int | None = None
    day: date | None = None


class ItemForecast(NamedTuple):
    """A work item's dates; ``finish`` is the last day worked, None where it has none (``hold`` says why)."""

    item_id: int
    start: date | None
    finish: date | None
    hold: Hold
    float_days: int | None = None  # working days; None without a finish, or where it is done
    critical: bool = False
    assumed: bool = False  # nobody was ever assigned: placed as one full-time person, shown with "?"
    remaining: int = 0  # minutes of work
    cost: int = 0  # minor units: money spent on it plus remaining effort x rate
    stalled_from: date | None = None  # the first day from which nobody can give to it


@dataclass(frozen=True, slots=True)
class ProjectForecast:
    """A project's figures; ``finish`` None where it has none (``reason`` says why, in one sentence part)."""

    project_id: int
    start: date | None
    finish: date | None
    slip: int | None  # working days of finish after target finish, negative where early
    cost: int  # minor units
    spent: int  # minor units
    progress: int  # whole percent of effort done
    last_item_id: int | None = None  # the item that finishes last, or that has no finish
    reason: str = ""
    assumed: bool = False  # an item that its finish rests on is assumed
    idle: bool = False  # it has no finish since nothing is left to do in it, and nothing was done on a known day

    @property
    def endless(self) -> bool:
        """Whether it has work that does not finish."""
        return self.finish is None and not self.idle


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes that one resource gives to one work item, by day ordinal."""

    resource_id: int
    item_id: int
    minutes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """All programs forecast together on one day."""

    today: date
    items: Mapping[int, ItemForecast] = field(default_factory=dict)  # each found when it is first read
    projects: Mapping[int, ProjectForecast] = field(default_factory=dict)
    stalled: Mapping[int, date] = field(default_factory=dict)  # ``stalled_from`` of the items that have one
    endless: Mapping[int, int] = field(default_factory=dict)  # by item without a finish: what it waits for last
    work: Sequence[Work] = ()  # scheduled; found at the first use
    needed: Sequence[Work] = ()  # the same, at resource-free earliest dates
    loops: tuple[tuple[int, ...], ...] = ()  # work item ids of each loop whose links were set aside
    basis: object = field(default=None, compare=False, repr=False)  # what it was made from, for the next like it
