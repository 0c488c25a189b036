"""How far a project has gone from its charter: effort by scope, and what was added since it was approved."""

from dataclasses import dataclass

from pmtui.domain.choices import Scope, WorkState
from pmtui.domain.entities import Charter, WorkItem
from pmtui.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drift:
    """Effort in minutes; ``added`` is None where the charter has no day of approval to count from."""

    in_scope: int
    in_question: int
    outside: int  # dropped as outside the charter
    added: int | None  # in scope or in question, added after the approval


def drift(workspace: Workspace, project_id: int) -> Drift:
    """The effort of a project's work items without children, by their scope."""
    effort = dict.fromkeys(Scope, 0)
    charters = workspace.where(Charter, "project_id", project_id)
    approved = charters[0].approved_on if charters else None
    added = 0
    for item in workspace.where(WorkItem, "project_id", project_id):
        if workspace.where(WorkItem, "parent_id", item.id):
            continue
        minutes = item.effort or 0
        if item.scope is Scope.OUT_OF_SCOPE or item.state is not WorkState.DROPPED:
            effort[item.scope] += minutes
        if approved and item.added_on and item.added_on > approved and item.state is not WorkState.DROPPED:
            added += minutes
    return Drift(
        effort[Scope.IN_SCOPE], effort[Scope.IN_QUESTION], effort[Scope.OUT_OF_SCOPE], added if approved else None
    )
