"""What an impact says, in plain values: per project, per resource, per benefit, and what is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pmtui.domain.benefits import BenefitDate


@dataclass(frozen=True, slots=True)
class Figures:
    """A project's figures on one side of the comparison; money in minor units, slip in working days."""

    finish: date | None
    slip: int | None
    cost: int
    assumed: bool = False  # some of its open work was never assigned
    reason: str = ""  # why it has no finish
    idle: bool = False  # it has none since nothing is left to do in it

    @property
    def endless(self) -> bool:
        """Whether it has work that does not finish."""
        return self.finish is None and not self.idle


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project before and after; None on the side where it is not there."""

    project_id: int
    program_id: int
    code: str
    before: Figures | None
    after: Figures | None
    later: int | None  # working days from the finish before to the one after; None where either has none

    @property
    def cost(self) -> int:
        """Minor units that it costs more."""
        return (self.after.cost if self.after else 0) - (self.before.cost if self.before else 0)

    @property
    def loses_finish(self) -> bool:
        """Whether its work does not finish any more: not where nothing is left to do in it."""
        return self.after is not None and self.after.endless and not (self.before and self.before.endless)

    @property
    def regains_finish(self) -> bool:
        """Whether its work finishes again, which it did not before."""
        return self.before is not None and self.before.endless and not (self.after is None or self.after.endless)

    @property
    def changes(self) -> bool:
        """Whether any of its figures differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class OverloadChange:
    """Minutes that a resource is promised beyond what it has within the next weeks."""

    resource_id: int
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BenefitChange:
    """A benefit that turns late (or has no date any more), or that is in time again."""

    benefit_id: int
    name: str
    before: BenefitDate
    after: BenefitDate
    saved: bool = False


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A work item that something newly holds of, with ``why``.

    ``day`` is from when it is without staff, or its deadline.
    """

    item_id: int
    name: str  # such as SHT-12
    title: str
    project_id: int
    day: date | None = None
    finish: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link that begins or ceases to lead from one project to another."""

    dependency_id: int
    predecessor: str  # such as SHT-12
    successor: str


class LostKind(StrEnum):
    """What depends on work that goes."""

    BENEFIT = "benefit"
    DELIVERABLE = "deliverable"
    STATEMENT = "in-scope statement"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the program does not get any more, and why."""

    kind: LostKind
    id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Impact:
    """The difference between two outlooks; every sequence is in a fixed order, and holds only what differs.

    ``projects`` holds every project of either side by id, also those that nothing changes for.
    """

    projects: Mapping[int, ProjectChange] = field(default_factory=dict)
    overloads: tuple[OverloadChange, ...] = ()
    benefits: tuple[BenefitChange, ...] = ()
    crossing: tuple[LinkChange, ...] = ()  # links that begin to cross projects
    uncrossed: tuple[LinkChange, ...] = ()  # links that cease to
    unstaffed: tuple[ItemChange, ...] = ()  # work newly left without staff
    endless: tuple[ItemChange, ...] = ()  # work that loses its finish though it has staff
    missed: tuple[ItemChange, ...] = ()  # deadlines newly missed
    met: tuple[ItemChange, ...] = ()  # deadlines met again
    lost: tuple[Lost, ...] = ()

    @property
    def overload(self) -> int:
        """Minutes of overload in all that come or (negative) go."""
        return sum(one.after - one.before for one in self.overloads)

    @property
    def never_best(self) -> bool:
        """Whether something is lost, or left without staff or a finish: then no gain makes this the best option."""
        return bool(self.lost or self.unstaffed or self.endless or self.unfinished)

    @property
    def unfinished(self) -> tuple[ProjectChange, ...]:
        """The projects whose work does not finish any more."""
        return tuple(one for one in self.projects.values() if one.loses_finish)

    def cost(self, program_id: int) -> int:
        """Minor units, in the program's currency, that the projects of a program cost more."""
        return sum(one.cost for one in self.projects.values() if one.program_id == program_id)

    @property
    def changed(self) -> tuple[ProjectChange, ...]:
        """The projects whose figures differ."""
        return tuple(one for one in self.projects.values() if one.changes)
