"""Staffing requests: a project asks for someone, and gets a share, a part of it, or an answer."""

from datetime import date

from pmtui.commands.decisions import record
from pmtui.commands.fills import WAITING
from pmtui.commands.naming import brief, called
from pmtui.commands.rows import noted
from pmtui.commands.share_rules import span_words
from pmtui.commands.shares import carry_out, overload_words, promised_beyond
from pmtui.domain.choices import DecisionKind, StaffingState
from pmtui.domain.entities import Project, Resource, ResourceSkill, Skill, StaffingRequest
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST
from pmtui.domain.shares import Shift, Span, missing
from pmtui.store.transaction import Transaction


def fill(
    tx: Transaction,
    *,
    request_id: int,
    resource_id: int,
    reason: str,
    from_id: int | None = None,
    percent: int | None = None,
    start: date | None = None,
    finish: date | None = None,
    options: str = "",
    decided_by: str = "",
) -> str:
    """Fill a staffing request, or a part of it, with a share that a resource has free or that a project gives up.

    What is not given is what the request still lacks. The rest of a request that is filled in part stays open.
    """
    request = _waiting(tx, request_id)
    resource = tx.get(Resource, resource_id)
    what = _asked(tx, request, resource_id, from_id, percent, start, finish)
    before = promised_beyond(tx, (what,))
    told = carry_out(tx, what, request_id=request_id)
    over = overload_words(tx, before, promised_beyond(tx, (what,)))
    rest = missing(tx.get(StaffingRequest, request_id), tx.workspace(), tx.today)
    source = "" if from_id is None else f" from {called(tx, tx.get(Project, from_id))}"
    given = f"{resource.name}, {what.percent} %{source}"
    now = tx.get(StaffingRequest, request_id)
    tx.edit(now, answer="; ".join(filter(None, (now.answer, given)))[-TITLE_MOST:])
    record(
        tx,
        tx.get(Project, request.project_id),
        DecisionKind.RESOURCE,
        title=f"{request.role} for {tx.get(Project, request.project_id).code}",
        chosen="; ".join(
            filter(None, (f"{given} {span_words(what.start, what.finish)}", over, _lacks(tx, what, now)))
        ),
        reason=reason,
        options=options,
        decided_by=decided_by,
        effective_from=what.start,
    )
    part = f"open stays {_rest_words(rest)}" if rest else ""
    return noted(
        f"Filled staffing request {called(tx, request)} with {given}", "; ".join(filter(None, (part, over, *told)))
    )


def _asked(
    tx: Transaction,
    request: StaffingRequest,
    resource_id: int,
    from_id: int | None,
    percent: int | None,
    start: date | None,
    finish: date | None,
) -> Shift:
    """The shift that fills the request, with what it lacks in the place of what is not given."""
    lacks = missing(request, tx.workspace(), tx.today)
    if not lacks:
        raise Refused("All the days that this request asks for are over: withdraw it, or change its days.")
    what = Shift(
        resource_id=resource_id,
        from_id=from_id,
        to_id=request.project_id,
        percent=percent if percent is not None else max(one.percent for one in lacks),
        start=start or lacks[0].start,
        finish=finish or lacks[-1].finish,
    )
    late = request.finish is not None and what.start > request.finish
    early = request.start is not None and what.finish is not None and what.finish < request.start
    if late or early:
        asked = span_words(request.start or tx.today, request.finish)
        raise Refused(f"It is asked for {asked}: choose days within these.", {"start": f"asked for {asked}"})
    return what


def _rest_words(rest: tuple[Span, ...]) -> str:
    return ", ".join(f"{one.percent} % {span_words(one.start, one.finish)}" for one in rest)


def _lacks(tx: Transaction, what: Shift, request: StaffingRequest) -> str:
    """The skill that was asked for and that whoever fills the request does not have at that level."""
    if request.skill_id is None:
        return ""
    found = tx.find(ResourceSkill, resource_id=what.resource_id, skill_id=request.skill_id)
    level = found[0].level if found else 0
    if level >= (request.level or 1):
        return ""
    name = tx.get(Skill, request.skill_id).name
    return (
        f"{name} is asked for at level {request.level}, this is {level}"
        if level
        else f"no {name}, which is asked for"
    )


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
    if request.state not in WAITING:
        code = tx.get(Project, request.project_id).code
        raise Refused(f"This staffing request of {code} is {request.state} already: raise a new one.")
    return request
