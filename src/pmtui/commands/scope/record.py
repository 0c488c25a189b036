"""What every disposition does: find the request and its work, and leave a decision record."""

from dataclasses import dataclass
from datetime import date

from pmtui.commands import decisions, rules
from pmtui.commands.naming import brief, item_name
from pmtui.domain.choices import DecisionKind, Disposition, RequestState, Scope, WorkKind
from pmtui.domain.entities import Decision, Project, ScopeRequest, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed on a decision, and the options as they stood (JSON), which are recorded unread."""

    reason: str
    options: str = ""
    decided_by: str = ""  # empty: the program's manager


def required(text: str, field: str, sentence: str) -> None:
    """Refuse an empty text with a sentence, by its field."""
    if not text.strip():
        raise Refused(sentence, {field: sentence})


def undecided(tx: Transaction, request_id: int) -> ScopeRequest:
    """The request of that id; Refused where it is gone or decided."""
    request = tx.get(ScopeRequest, request_id)
    if request.state is RequestState.DECIDED:
        raise Refused(f"The scope request “{brief(request.title)}” is decided already: raise a new one.")
    return request


def asked_item(tx: Transaction, request: ScopeRequest) -> WorkItem | None:
    """The work item that a request is about, None for an idea; Refused where it is no longer in question."""
    if request.work_item_id is None:
        return None
    item = tx.get(WorkItem, request.work_item_id)
    if item.scope is not Scope.IN_QUESTION:
        raise Refused(f"{item_name(tx, item)} is {item.scope} by now: withdraw the request.")
    return item


def made(tx: Transaction, request: ScopeRequest, project_id: int) -> WorkItem:
    """The work item that an idea becomes."""
    values = {
        "project_id": project_id,
        "title": request.title,
        "kind": WorkKind.TASK,
        "effort": request.effort,
        "notes": request.why,
    }
    item, _ = rules.add(tx, WorkItem, values)
    tx.edit(tx.get(ScopeRequest, request.id), work_item_id=item.id)
    return item


def record(
    tx: Transaction,
    request: ScopeRequest,
    disposition: Disposition,
    chosen: str,
    words: Words,
    *,
    until: date | None = None,
) -> Decision:
    """Record the decision and end the request with it, or postpone it; Refused without a reason."""
    project = tx.get(Project, request.project_id)
    item = tx.get(WorkItem, request.work_item_id) if request.work_item_id is not None else None
    title = f"Scope of {item_name(tx, item)} {item.title}" if item else f"Scope of {project.code}: {request.title}"
    decision = decisions.record(
        tx,
        project,
        DecisionKind.SCOPE,
        title=title,
        chosen=chosen,
        reason=words.reason,
        options=words.options,
        decided_by=words.decided_by,
        effective_from=until,
        disposition=disposition,
    )
    state = RequestState.DECIDED if until is None else RequestState.POSTPONED
    tx.edit(tx.get(ScopeRequest, request.id), state=state, decision_id=decision.id, postponed_until=until)
    return decision
