"""Several scope requests decided together: the same disposition, one reason, one transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from pmtui.commands import outline
from pmtui.commands.naming import counted
from pmtui.commands.questions import release
from pmtui.commands.scope import dispositions
from pmtui.commands.scope.record import Words, record, undecided
from pmtui.domain.choices import Disposition, RequestState, Scope
from pmtui.domain.entities import Project, ScopeRequest, ScopeStatement, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction

Disposing = Callable[..., str]


def decide_all(tx: Transaction, *, request_ids: Iterable[int], disposing: Disposing, **arguments: Any) -> str:
    """Run a disposition on each request, with the same arguments; refused as a whole where one is.

    What is made once is taken by all: a project, a statement that amends a charter, a share that comes along. Work
    inside other work that is among the requests goes with it, and its request ends with the same decision.
    """
    requests = _outer_first(tx, [undecided(tx, one) for one in dict.fromkeys(request_ids)])
    if not requests:
        raise Refused("Nothing is marked: mark a scope request.")
    labels = []
    known: dict[int, ScopeStatement] = {}
    for request in requests:
        if tx.get(ScopeRequest, request.id).state is RequestState.DECIDED:
            continue  # dropped with what it is inside of
        if disposing is dispositions.move and _goes_along(tx, request, arguments):
            continue
        if disposing is dispositions.keep and arguments.get("new_statement"):
            labels.append(_kept(tx, request, known, arguments))
            continue
        labels.append(disposing(tx, request_id=request.id, **arguments))
        arguments.pop("shares", None)  # they have come along
        if disposing is dispositions.new_project:
            disposing, arguments = dispositions.move, _to_made(tx, request, arguments)
    if len(requests) == 1:
        return labels[0]
    return f"Decided on {counted(len(requests), 'scope request')}: {labels[0]} and so on"


def _outer_first(tx: Transaction, requests: list[ScopeRequest]) -> list[ScopeRequest]:
    def depth(request: ScopeRequest) -> int:
        return len(outline.ancestors(tx, tx.get(WorkItem, request.work_item_id))) if request.work_item_id else 0

    return sorted(requests, key=depth)


def _to_made(tx: Transaction, request: ScopeRequest, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a move into the project that was just made of the first request's work."""
    item_id = tx.get(ScopeRequest, request.id).work_item_id
    assert item_id is not None
    kept = ("reason", "options", "decided_by", "unassign")
    moving = {name: value for name, value in arguments.items() if name in kept}
    return {**moving, "project_id": tx.get(WorkItem, item_id).project_id}


def _kept(
    tx: Transaction, request: ScopeRequest, known: dict[int, ScopeStatement], arguments: dict[str, Any]
) -> str:
    """Keep under the statement that was added to the same charter already, else add it."""
    statement = known.get(request.project_id)
    if statement is not None:
        arguments = {**arguments, "new_statement": "", "statement_id": statement.id}
    label = dispositions.keep(tx, request_id=request.id, **arguments)
    item_id = tx.get(ScopeRequest, request.id).work_item_id
    assert item_id is not None
    statement_id = tx.get(WorkItem, item_id).statement_id
    assert statement_id is not None
    known[request.project_id] = tx.get(ScopeStatement, statement_id)
    return label


def _goes_along(tx: Transaction, request: ScopeRequest, arguments: dict[str, Any]) -> bool:
    """End a request whose work is in the target already, since it went there with what it is inside of."""
    now = tx.get(ScopeRequest, request.id)
    target = tx.get(Project, arguments["project_id"])
    if now.project_id != target.id or request.project_id == target.id or now.work_item_id is None:
        return False
    item = tx.get(WorkItem, now.work_item_id)
    if item.scope is Scope.IN_QUESTION:
        release(tx, item)
    words = Words(arguments["reason"], arguments.get("options", ""), arguments.get("decided_by", ""))
    record(tx, now, Disposition.MOVE, f"Move to {target.code} {target.name}", words)
    return True
