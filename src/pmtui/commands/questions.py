"""Which work is in question, and through which scope request."""

from pmtui.domain.choices import RequestState, Scope
from pmtui.domain.entities import ScopeRequest, WorkItem
from pmtui.domain.outline import subtree
from pmtui.store.transaction import Transaction


def open_request(tx: Transaction, item_id: int) -> ScopeRequest | None:
    """The request about this very item that is not decided yet."""
    found = tx.find(ScopeRequest, work_item_id=item_id)
    return next((one for one in found if one.state is not RequestState.DECIDED), None)


def asked_about(tx: Transaction, item: WorkItem) -> list[WorkItem]:
    """The item and what is in question together with it: its subtree without parts that have their own request."""
    workspace = tx.workspace()
    apart: set[int] = set()
    for one in subtree(workspace, item.id)[1:]:
        if one not in apart and open_request(tx, one) is not None:
            apart.update(subtree(workspace, one))
    return [workspace.all(WorkItem)[one] for one in subtree(workspace, item.id) if one not in apart]


def release(tx: Transaction, item: WorkItem) -> None:
    """Put an item, and what is in question together with it, back in scope."""
    for one in asked_about(tx, item):
        if one.scope is Scope.IN_QUESTION:
            tx.edit(one, scope=Scope.IN_SCOPE)
