"""How well some work fits the charter of a project, and what ties it to the project besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pmtui.domain.choices import ENDED_WORK, AllocationStatus, StatementKind
from pmtui.domain.entities import (
    Allocation,
    Benefit,
    BenefitSource,
    Contribution,
    Entity,
    Goal,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.outline import subtree
from pmtui.domain.working import working
from pmtui.domain.workspace import Workspace

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Match:
    """A scope statement that shares words with some work; the more and the rarer they are, the higher its score."""

    statement: ScopeStatement
    score: float
    words: tuple[str, ...]  # as they stand in the statement


@dataclass(frozen=True, slots=True)
class Fit:
    """What a charter's statements say about some work, each kind best match first."""

    speaks_for: tuple[Match, ...] = ()
    against: tuple[Match, ...] = ()

    @property
    def score(self) -> float:
        """The matches of in-scope statements less those of out-of-scope ones."""
        return sum(one.score for one in self.speaks_for) - sum(one.score for one in self.against)

    @property
    def figure(self) -> str:
        """The score as it is shown; one that is next to nothing has no sign."""
        return f"{self.score:.1f}".replace("-0.0", "0.0")

    @property
    def words(self) -> str:
        """The score as a figure, with the words that make it: ``2.1 by seal, tank; 0.4 against by paint``."""
        parts = [self.figure] * bool(self.speaks_for or self.against)
        parts += [f"by {_words(self.speaks_for)}"] * bool(self.speaks_for)
        text = " ".join(parts)
        return f"{text}; against it {_words(self.against)}".lstrip("; ") if self.against else text


def _words(matches: Iterable[Match]) -> str:
    return ", ".join(dict.fromkeys(word.lower() for one in matches for word in one.words))


def words_of(workspace: Workspace, request: ScopeRequest) -> str:
    """All words about the work of a request: its title and reason, the item's notes, what is inside it."""
    texts = [request.title, request.why]
    if workspace.get(WorkItem, request.work_item_id) is not None and request.work_item_id is not None:
        items = [workspace.all(WorkItem)[id] for id in subtree(workspace, request.work_item_id)]
        texts += [items[0].notes, *(one.title for one in items)]
    return "\n".join(texts)


def fits(matches: Mapping[int, Match]) -> dict[int, Fit]:
    """The fit of each project that has a statement among the matches (by statement id), by project id."""
    found: dict[int, tuple[list[Match], list[Match]]] = {}
    for one in sorted(matches.values(), key=lambda one: (-one.score, one.statement.id)):
        kinds = found.setdefault(one.statement.project_id, ([], []))
        kinds[one.statement.kind is StatementKind.OUT].append(one)
    return {id: Fit(tuple(inside), tuple(outside)) for id, (inside, outside) in found.items()}


@dataclass(frozen=True, slots=True)
class Ties:
    """What a project serves, and which of the people on some work are promised to it."""

    goals: tuple[str, ...]
    benefits: tuple[str, ...]
    here: tuple[str, ...]  # people with a share, or who plan by no shares
    away: tuple[Resource, ...]  # people who plan by shares and have none here


def ties(workspace: Workspace, project: Project, item_ids: Iterable[int], today: date) -> Ties:
    """What ties the work items to a project besides the words of its charter."""
    goals = (workspace.all(Goal)[one.goal_id].name for one in _of(workspace, Contribution, project.id))
    benefits = (workspace.all(Benefit)[one.benefit_id].name for one in _of(workspace, BenefitSource, project.id))
    people = staff(workspace, item_ids)
    here = {one.id for one in people if not lacks_share(workspace, one, project.id, today)}
    return Ties(
        tuple(dict.fromkeys(goals)),
        tuple(dict.fromkeys(benefits)),
        tuple(one.name for one in people if one.id in here),
        tuple(one for one in people if one.id not in here),
    )


def _of(workspace: Workspace, entity: type[E], project_id: int) -> tuple[E, ...]:
    return workspace.where(entity, "project_id", project_id)


def staff(workspace: Workspace, item_ids: Iterable[int]) -> tuple[Resource, ...]:
    """Who is assigned to the open ones of some work items and what is inside them, in order of id."""
    inside = {id for one in item_ids for id in subtree(workspace, one)}
    opened = {id for id in inside if workspace.all(WorkItem)[id].state not in ENDED_WORK}
    ids = {one.resource_id for id in opened for one in working(workspace, id)}
    return tuple(workspace.all(Resource)[id] for id in sorted(ids))


def lacks_share(workspace: Workspace, resource: Resource, project_id: int, today: date) -> bool:
    """Whether a resource plans by shares and has none of a project from today on: then it gives nothing there."""
    return resource.plans_by_shares and not any(
        one.project_id == project_id
        and one.status is AllocationStatus.COMMITTED
        and (one.finish is None or one.finish >= today)
        for one in workspace.where(Allocation, "resource_id", resource.id)
    )
