"""What is in question: scope requests that wait, and the work that they are about."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pmtui.domain.choices import ENDED_WORK, Disposition, RequestState, Scope
from pmtui.domain.entities import Decision, FormerNumber, ScopeRequest, WorkItem
from pmtui.domain.outline import subtree
from pmtui.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class InQuestion:
    """What of a project waits for a decision on its scope.

    ``loose`` are the topmost items in question that no open request is about; ``work`` the items without
    children, whose effort is in question; neither counts what is put off to a later day.
    """

    requests: tuple[ScopeRequest, ...]
    loose: tuple[WorkItem, ...]
    work: tuple[WorkItem, ...]


def waits(request: ScopeRequest, today: date) -> bool:
    """Whether a scope request waits for a decision: submitted, or postponed to a day that has come."""
    if request.state is RequestState.POSTPONED:
        return request.postponed_until is None or request.postponed_until <= today
    return request.state is RequestState.SUBMITTED


def open_items(workspace: Workspace, project_id: int) -> tuple[WorkItem, ...]:
    """The work items of a project that are neither done nor dropped."""
    items = workspace.where(WorkItem, "project_id", project_id)
    return tuple(one for one in items if one.state not in ENDED_WORK)


def open_work(workspace: Workspace, project_id: int) -> tuple[WorkItem, ...]:
    """The open work items that have no children, hence effort of their own."""
    items = open_items(workspace, project_id)
    return tuple(one for one in items if not workspace.where(WorkItem, "parent_id", one.id))


def in_question(workspace: Workspace, project_id: int, today: date) -> InQuestion:
    """What of a project is in question on a day."""
    requests = [
        one
        for one in workspace.where(ScopeRequest, "project_id", project_id)
        if one.state is not RequestState.DECIDED
    ]
    waiting = tuple(one for one in requests if waits(one, today))
    asked = _under(workspace, waiting)
    covered = asked | _under(workspace, requests)
    items = [one for one in open_items(workspace, project_id) if one.scope is Scope.IN_QUESTION]
    loose = {one.id: one for one in items if one.id not in covered}
    leaves = {one.id for one in open_work(workspace, project_id)}
    return InQuestion(
        waiting,
        tuple(one for one in loose.values() if one.parent_id not in loose),
        tuple(one for one in items if one.id in leaves and (one.id in asked or one.id in loose)),
    )


def projects_of(workspace: Workspace, decision: Decision) -> frozenset[int | None]:
    """The project that a decision was made in, and those into which it moved work or an idea."""
    origin = decision.project_id
    found = {origin}
    if decision.disposition in (Disposition.MOVE, Disposition.NEW_PROJECT):
        for request in workspace.where(ScopeRequest, "decision_id", decision.id):
            places = _places(workspace, request)
            came = [origin, *places] if origin not in places else places  # an idea had no place there
            found |= {after for place, after in pairwise(came) if place == origin}
    return frozenset(found)


def _places(workspace: Workspace, request: ScopeRequest) -> list[int | None]:
    """The projects that the work of a request was in, one after the other, and is in now."""
    item = workspace.get(WorkItem, request.work_item_id)
    if item is None:
        return []
    return [*(one.project_id for one in workspace.where(FormerNumber, "work_item_id", item.id)), item.project_id]


def _under(workspace: Workspace, requests: list[ScopeRequest] | tuple[ScopeRequest, ...]) -> set[int]:
    """The ids of all items that requests are about, with what these contain."""
    return {id for one in requests if one.work_item_id for id in subtree(workspace, one.work_item_id)}
