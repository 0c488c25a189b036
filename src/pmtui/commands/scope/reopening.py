"""Reopening a decision: what it did is taken back, where nothing later depends on it."""

from pmtui.commands import outline
from pmtui.commands.links import refuse_links_inside
from pmtui.commands.naming import brief
from pmtui.domain.choices import ENDED_WORK, RequestState
from pmtui.domain.entities import Decision, ScopeRequest, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def reopen(tx: Transaction, *, decision_id: int) -> str:
    """Take back a decision on scope with all that it did, and those that were made together with it.

    What changed since and has nothing to do with it stays. Refused, naming it, where something depends on it. A
    request that was only put off is submitted again whatever came since, and it alone.
    """
    decision = tx.get(Decision, decision_id)
    requests = tx.find(ScopeRequest, decision_id=decision.id)
    if not requests:
        raise Refused(f"No scope request was decided by {brief(decision.title)}, so there is nothing to reopen.")
    if requests[0].state is RequestState.POSTPONED:
        tx.edit(requests[0], state=RequestState.SUBMITTED, decision_id=None, postponed_until=None)
        tx.delete(decision)
        return _told(decision)
    restored = tx.take_back(Decision, decision.id)
    items = [item for entity, id in restored if entity is WorkItem for item in tx.find(WorkItem, id=id)]
    for item in items:
        if item.state not in ENDED_WORK:
            outline.refuse_under_closed(tx, outline.ancestors(tx, item))
    refuse_links_inside(tx, items)
    return _told(decision, sum(1 for entity, _ in restored if entity is ScopeRequest) - 1)


def _told(decision: Decision, more: int = 0) -> str:
    others = f" with {more} decided together with it" if more > 0 else ""
    return f"Reopened {brief(decision.title)}{others}: {brief(decision.chosen)} no longer holds"
