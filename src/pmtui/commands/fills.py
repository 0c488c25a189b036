"""Keeping a staffing request's state true to the shares that were given for it, whatever command changed them."""

from pmtui.commands.naming import called
from pmtui.domain.choices import StaffingState
from pmtui.domain.entities import Allocation, StaffingRequest
from pmtui.domain.shares import still_missing
from pmtui.store.transaction import Transaction

WAITING = (StaffingState.OPEN, StaffingState.ESCALATED)


def settle(tx: Transaction, request_id: int | None) -> str:
    """Fill a request that has all it asks for, open a filled one again that lacks something; as part of a label."""
    if request_id is None:
        return ""
    request = tx.get(StaffingRequest, request_id)
    given = tx.find(Allocation, request_id=request_id)
    lacks = not given or bool(still_missing(request, given, tx.workspace().calendar, tx.today))
    if request.state is StaffingState.FILLED and lacks:
        tx.edit(request, state=StaffingState.OPEN)
        return f"staffing request {called(tx, request)} is open again"
    if request.state in WAITING and not lacks:
        tx.edit(request, state=StaffingState.FILLED)
    return ""


def let_go(tx: Transaction, request: StaffingRequest) -> None:
    """Make ordinary shares of those that were given for a request."""
    for share in tx.find(Allocation, request_id=request.id):
        tx.edit(share, request_id=None)
