"""Staffing requests: a project asks for someone, and gets a share or an answer."""

from datetime import date

from pmtui.commands import rules
from pmtui.commands.naming import brief, called
from pmtui.commands.rows import noted
from pmtui.domain.choices import AllocationStatus, StaffingState
from pmtui.domain.entities import Allocation, Project, Resource, StaffingRequest
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction

_WAITING = (StaffingState.OPEN, StaffingState.ESCALATED)


def fill(
    tx: Transaction,
    *,
    request_id: int,
    resource_id: int,
    percent: int | None = None,
    start: date | None = None,
    finish: date | None = None,
) -> str:
    """Fill a staffing request with a committed share of a resource; as asked for, where nothing else is given."""
    request = _waiting(tx, request_id)
    resource = tx.get(Resource, resource_id)
    values = {
        "resource_id": resource.id,
        "project_id": request.project_id,
        "percent": request.percent if percent is None else percent,
        "start": start or request.start,
        "finish": finish or request.finish,
        "status": AllocationStatus.COMMITTED,
    }
    share, told = rules.add(tx, Allocation, values)
    answer = f"{resource.name}, {share.percent} %"
    tx.edit(request, state=StaffingState.FILLED, allocation_id=share.id, answer=answer)
    return noted(f"Filled staffing request {called(tx, request)} with {answer}", told)


def escalate(tx: Transaction, *, request_id: int, answer: str = "") -> str:
    """Hand a staffing request up to the program manager."""
    return _answer(tx, request_id, StaffingState.ESCALATED, answer)


def decline(tx: Transaction, *, request_id: int, answer: str) -> str:
    """Say no to a staffing request, with the reason."""
    if not answer.strip():
        raise Refused("Say why the staffing request is declined.", {"answer": "needed"})
    return _answer(tx, request_id, StaffingState.DECLINED, answer)


def withdraw(tx: Transaction, *, request_id: int, answer: str = "") -> str:
    """Take back a staffing request that is no longer needed."""
    return _answer(tx, request_id, StaffingState.WITHDRAWN, answer)


def _answer(tx: Transaction, request_id: int, state: StaffingState, answer: str) -> str:
    request = _waiting(tx, request_id)
    tx.edit(request, state=state, answer=answer or request.answer)
    told = f": {brief(answer)}" if answer else ""
    return f"Staffing request {called(tx, request)} {state}{told}"


def _waiting(tx: Transaction, request_id: int) -> StaffingRequest:
    request = tx.get(StaffingRequest, request_id)
    if request.state not in _WAITING:
        code = tx.get(Project, request.project_id).code
        raise Refused(f"This staffing request of {code} is {request.state} already: raise a new one.")
    return request
